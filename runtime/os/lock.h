/*
 * lock.h: a lock between threads (Drepper, "Futexes are tricky", mutex 2): 0 free, 1 held, 2 held and somebody may wait.
 */
#ifndef RUNTIME_OS_LOCK_H
#define RUNTIME_OS_LOCK_H

#include "os.h"

typedef struct Lock {
  uint32_t state;
} Lock;

static inline void lock_take(Lock *l) {
  uint32_t state = 0;
  if (__atomic_compare_exchange_n(&l->state, &state, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
  if (state != 2) state = __atomic_exchange_n(&l->state, 2, __ATOMIC_ACQUIRE);
  while (state) {
    os_wait(&l->state, 2, ~0ull);
    state = __atomic_exchange_n(&l->state, 2, __ATOMIC_ACQUIRE);
  }
}

static inline void lock_leave(Lock *l) {
  if (__atomic_exchange_n(&l->state, 0, __ATOMIC_RELEASE) == 2) os_wake(&l->state, 1);
}

#endif
