/*
 * hooks.h: what an object of `jsc -c --freestanding=none` asks of whoever links it, in the order of doc/embedding.md. All
 * of them are called on the caller's stack, not on JavaScript's, and may not call the object.
 */
#ifndef RUNTIME_OS_HOOKS_H
#define RUNTIME_OS_HOOKS_H

#include <stddef.h>
#include <stdint.h>

/* Zeroed memory in whole pages, NULL if there is none, and the way back. */
void *jsc_host_map(size_t size);
void jsc_host_unmap(void *start, size_t size);
/* A system call of Linux; -38 (ENOSYS): there is no such thing. */
int64_t jsc_host_syscall(int64_t number, const uint64_t arguments[6]);
/* What is printed: stream 1 or 2. How much was taken, or -errno. */
int64_t jsc_host_write(int stream, const void *data, size_t length);
/* Nanoseconds: 0 since 1970, 1 since some time. */
uint64_t jsc_host_clock(int which);
/* The object cannot go on. If this returns, so does the call from outside, with status JSC_DEAD: only `close` is left. */
void jsc_host_panic(const char *message);
/* Around all that JavaScript does: nothing may call the object meanwhile. What the one returns is given to the other. */
uint64_t jsc_host_mask(void);
void jsc_host_unmask(uint64_t state);
/* Called soon after NAME_interrupt() by programs with --poll and by regular expressions. */
void jsc_host_yield(void);

#endif
