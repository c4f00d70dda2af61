/*
 * waiters.h: who waits at which address of shared memory (ES 25.4.1, WaiterList): threads that block in Atomics.wait, and
 * promises of Atomics.waitAsync, of all isolates, first come first served.
 */
#ifndef RUNTIME_OBJECT_WAITERS_H
#define RUNTIME_OBJECT_WAITERS_H

#include "../rt.h"

typedef enum WaitResult { WAIT_OK, WAIT_NOT_EQUAL, WAIT_TIMED_OUT, WAIT_PENDING } WaitResult;
Value wait_result_value(WaitResult r); /* "ok", "not-equal", "timed-out" */

/* An element of 4 or 8 bytes, and what it must hold for the wait to begin. */
typedef struct WaitPlace {
  const void *address;
  uint32_t size;
  uint64_t expected;
} WaitPlace;

/* Blocks; ms >= 0, infinite: for ever. */
WaitResult waiters_block(const WaitPlace *place, double ms);
/* Never blocks. WAIT_PENDING: *promise is settled later by waiters_settle. EXCEPTION in *promise: thrown. */
WaitResult waiters_promise(const WaitPlace *place, double ms, Value *promise);
/* Wakes the first `count`; how many there were, -1 thrown. */
int64_t waiters_notify(const void *address, uint64_t count);

/* The isolate has an event loop, which calls waiters_settle when the alarm rings (os_alarm_wait). hook: undefined, or a
 * function of the loop: hook(descriptor of the alarm, whether the waits keep the process alive) after a promise began to
 * wait; hook() when some were notified by this isolate itself. */
void waiters_begin(Value hook);
/* The alarm's descriptor; 0: nothing waits. */
int waiters_alarm(void);
/* Settles the promises that were notified, or else the first one whose time is over. */
void waiters_settle(void);
/* Whether what waits keeps the process alive. As in Node it does not, but with --test262 while there is a time limit, or another
 * agent that may notify. */
bool waiters_keep_alive(void);
/* The isolate ends. */
void waiters_leave(void);
/* More or fewer agents; what waits for one that has ended is looked at again. */
void waiters_count_agents(int by);

#endif
