/*
 * waiters.c: see waiters.h. One list for the process, in hash buckets by address, under one lock: the only mutable data that
 * isolates share besides the memory that they share on purpose.
 *
 * A waiter that blocks lies on its thread's stack, its state is a futex. That of a promise is plain memory (CELL_BYTES) of
 * its isolate, which keeps it alive (PromiseWaiter) until it has taken it out again, itself: whoever notifies it only marks it
 * and sets the isolate's alarm. Nothing is allocated from the heap, and no JavaScript runs, while the lock is held.
 */
#include "waiters.h"

#include "../heap/heap.h"
#include "../os/lock.h"
#include "call.h"
#include "error.h"
#include "jobs.h"
#include "object.h"
#include "../string/string.h"

enum { BUCKETS = 64, NO_ALARM = 0 };
enum { STATE_WAITING, STATE_NOTIFIED };
typedef struct Waiter {
  struct Waiter *next, *previous; /* in its bucket, while it waits */
  const void *address;
  uint64_t deadline; /* os_clock_ns, ~0: none */
  uint32_t state;
  int alarm; /* of the isolate whose promise it is; NO_ALARM: a thread blocks */
} Waiter;

static struct {
  Lock lock;
  uint32_t agents;
  struct {
    Waiter *first, *last;
  } bucket[BUCKETS];
} list;

/* A promise that waits. */
typedef struct PromiseWaiter {
  Cell cell; /* CELL_INTERNAL */
  struct PromiseWaiter *next;
  Waiter *waiter;
  Value promise;
} PromiseWaiter;
struct Waiting {
  Cell cell; /* CELL_INTERNAL */
  Value hook;
  PromiseWaiter *first, *last;
  uint64_t alarm;
};

/* ---- the list ---- */

static void lock(void) { lock_take(&list.lock); }
static void unlock(void) { lock_leave(&list.lock); }

static uint32_t bucket_of(const void *address) {
  return (uint32_t)(((uintptr_t)address >> 2) * 0x9E3779B97F4A7C15ull >> 58) % BUCKETS;
}

static void append(Waiter *w) {
  uint32_t b = bucket_of(w->address);
  w->next = NULL;
  w->previous = list.bucket[b].last;
  if (w->previous) w->previous->next = w;
  else list.bucket[b].first = w;
  list.bucket[b].last = w;
}

static void take_out(Waiter *w) {
  uint32_t b = bucket_of(w->address);
  if (w->previous) w->previous->next = w->next;
  else list.bucket[b].first = w->next;
  if (w->next) w->next->previous = w->previous;
  else list.bucket[b].last = w->previous;
}

static bool holds(const WaitPlace *p) {
  if (p->size == 4) return __atomic_load_n((const uint32_t *)p->address, __ATOMIC_SEQ_CST) == (uint32_t)p->expected;
  return __atomic_load_n((const uint64_t *)p->address, __ATOMIC_SEQ_CST) == p->expected;
}

static uint64_t deadline_of(double ms) { return ms < 9e12 ? os_clock_ns() + (uint64_t)(ms * 1e6) : ~0ull; }

Value wait_result_value(WaitResult r) {
  static const char *const texts[] = {"ok", "not-equal", "timed-out"};
  return value_from_ptr(string_from_ascii(texts[r]));
}

/* ---- blocking ---- */

/* Until it is notified or its time is over. */
static void sleep_on(const Waiter *w) {
  while (__atomic_load_n(&w->state, __ATOMIC_ACQUIRE) == STATE_WAITING) {
    uint64_t now = w->deadline == ~0ull ? 0 : os_clock_ns();
    if (now >= w->deadline) return;
    os_wait(&w->state, STATE_WAITING, w->deadline == ~0ull ? ~0ull : w->deadline - now);
  }
}

WaitResult waiters_block(const WaitPlace *place, double ms) {
  Waiter w = {.address = place->address, .deadline = deadline_of(ms), .state = STATE_WAITING};
  lock();
  if (!holds(place)) {
    unlock();
    return WAIT_NOT_EQUAL;
  }
  append(&w);
  unlock();
  sleep_on(&w);
  lock();
  bool is_notified = w.state == STATE_NOTIFIED;
  if (!is_notified) take_out(&w);
  unlock();
  return is_notified ? WAIT_OK : WAIT_TIMED_OUT;
}

/* ---- promises ---- */

void waiters_begin(Value hook) {
  struct Waiting *w = (struct Waiting *)heap_alloc(sizeof *w, CELL_INTERNAL);
  w->hook = hook;
  RT->waiting = w;
}

int waiters_alarm(void) { return RT->waiting && RT->waiting->first ? (int)RT->waiting->alarm : NO_ALARM; }

/* Under the lock, so that no notification gets lost: the alarm rings when there is something to settle. */
static void set_alarm(const struct Waiting *mine) {
  uint64_t at = ~0ull;
  for (const PromiseWaiter *a = mine->first; a; a = a->next) {
    uint64_t due = a->waiter->state == STATE_NOTIFIED ? 0 : a->waiter->deadline;
    if (due < at) at = due;
  }
  os_alarm_set((int)mine->alarm, at);
}

bool waiters_keep_alive(void) {
  if (!(RT->program->flags & PROGRAM_TEST262) || !RT->waiting) return false;
  bool is_alone = !__atomic_load_n(&list.agents, __ATOMIC_ACQUIRE);
  for (const PromiseWaiter *a = RT->waiting->first; a; a = a->next)
    if (!is_alone || a->waiter->deadline != ~0ull || a->waiter->state == STATE_NOTIFIED) return true;
  return false;
}

static PromiseWaiter *promise_waiter_new(const WaitPlace *place, double ms, int alarm) {
  PromiseWaiter *a = (PromiseWaiter *)heap_alloc(sizeof *a, CELL_INTERNAL);
  a->waiter = heap_alloc_bytes(sizeof(Waiter));
  heap_barrier(a);
  a->promise = promise_new();
  heap_barrier(a);
  *a->waiter = (Waiter){.address = place->address, .deadline = deadline_of(ms), .alarm = alarm};
  return a;
}

static bool has_alarm(struct Waiting *mine) {
  if (mine && !mine->alarm) {
    int fd = os_alarm_new();
    if (fd >= 0) mine->alarm = (uint64_t)fd;
    else return throw_error("Atomics.waitAsync: no descriptor for its alarm (errno %d)", -fd), false;
  }
  if (!mine) throw_error("Atomics.waitAsync is not part of this program, whose text nowhere names it");
  return mine != NULL;
}

WaitResult waiters_promise(const WaitPlace *place, double ms, Value *promise) {
  struct Waiting *mine = RT->waiting;
  *promise = JS_UNDEFINED;
  if (!holds(place)) return WAIT_NOT_EQUAL;
  if (ms == 0) return WAIT_TIMED_OUT;
  *promise = JS_EXCEPTION;
  if (!has_alarm(mine)) return WAIT_PENDING;
  PromiseWaiter *a = promise_waiter_new(place, ms, (int)mine->alarm);
  lock();
  if (!holds(place)) {
    unlock();
    return WAIT_NOT_EQUAL;
  }
  append(a->waiter);
  if (mine->last) mine->last->next = a, heap_barrier(mine->last);
  else mine->first = a;
  mine->last = a;
  heap_barrier(mine);
  set_alarm(mine);
  unlock();
  if (value_is_callable(mine->hook)) {
    Value args[2] = {value_from_int((int)mine->alarm), value_from_bool(waiters_keep_alive())};
    if (value_is_exception(js_call(mine->hook, JS_UNDEFINED, 2, args))) return WAIT_PENDING;
  }
  *promise = a->promise;
  return WAIT_PENDING;
}

/* Takes those that are ready out of the isolate's list, in their order. */
static PromiseWaiter *take_ready(struct Waiting *mine) {
  PromiseWaiter *ready = NULL, **end = &ready, *previous = NULL, *expired = NULL;
  for (PromiseWaiter *a = mine->first, *next; a; a = next) {
    next = a->next;
    if (a->waiter->state == STATE_WAITING) {
      if (!expired && a->waiter->deadline <= os_clock_ns()) expired = a;
      previous = a;
      continue;
    }
    if (previous) previous->next = next, heap_barrier(previous);
    else mine->first = next;
    if (!next) mine->last = previous;
    a->next = NULL;
    *end = a;
    end = &a->next;
  }
  heap_barrier(mine);
  if (ready || !expired) return ready;
  take_out(expired->waiter);
  PromiseWaiter **at = &mine->first, *last = NULL;
  while (*at != expired) last = *at, at = &(*at)->next;
  *at = expired->next;
  if (last) heap_barrier(last);
  if (!expired->next) mine->last = last;
  expired->next = NULL;
  return expired;
}

void waiters_settle(void) {
  struct Waiting *mine = RT->waiting;
  if (!mine || !mine->alarm) return;
  lock();
  PromiseWaiter *ready = take_ready(mine);
  set_alarm(mine);
  unlock();
  for (PromiseWaiter *a = ready; a; a = a->next)
    promise_resolve(a->promise, wait_result_value(a->waiter->state == STATE_NOTIFIED ? WAIT_OK : WAIT_TIMED_OUT));
}

void waiters_leave(void) {
  struct Waiting *mine = RT->waiting;
  if (!mine) return;
  lock();
  for (PromiseWaiter *a = mine->first; a; a = a->next)
    if (a->waiter->state == STATE_WAITING) take_out(a->waiter);
  unlock();
  if (mine->alarm) os_alarm_free((int)mine->alarm);
  RT->waiting = NULL;
}

/* ---- waking ---- */

/* Under the lock: afterwards a waiter may be gone. */
static void wake(Waiter *w) {
  take_out(w);
  __atomic_store_n(&w->state, STATE_NOTIFIED, __ATOMIC_RELEASE);
  if (w->alarm) os_alarm_set(w->alarm, 0);
  else os_wake(&w->state, 1);
}

int64_t waiters_notify(const void *address, uint64_t count) {
  struct Waiting *mine = RT->waiting;
  bool is_own = false;
  uint64_t n = 0;
  lock();
  for (Waiter *w = list.bucket[bucket_of(address)].first, *next; w && n < count; w = next) {
    next = w->next;
    if (w->address != address) continue;
    is_own |= w->alarm && mine && (uint64_t)w->alarm == mine->alarm;
    wake(w);
    n++;
  }
  unlock();
  if (is_own && value_is_callable(mine->hook) && value_is_exception(js_call0(mine->hook, JS_UNDEFINED))) return -1;
  return (int64_t)n;
}

void waiters_count_agents(int by) {
  lock();
  list.agents += (uint32_t)by;
  for (uint32_t b = 0; b < BUCKETS && by < 0; b++)
    for (const Waiter *w = list.bucket[b].first; w; w = w->next)
      if (w->alarm) os_alarm_set(w->alarm, 0);
  unlock();
}
