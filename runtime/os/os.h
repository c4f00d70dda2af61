/*
 * os.h: the port. The only contact with the operating system; a flavour replaces runtime/os/<port>/ and nothing else.
 * Functions return a result >= 0 or -errno.
 */
#ifndef RUNTIME_OS_OS_H
#define RUNTIME_OS_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A system call of the host, by its number: what %Syscall and libsys.syscall do. Out of line, in the port. */
int64_t os_syscall(int64_t nr, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5);

/* Writes everything (repeats after short writes and EINTR, waits on EAGAIN): length or -errno. */
int64_t os_write(int fd, const void *data, size_t length);
int64_t os_read(int fd, void *data, size_t length);

/* Zeroed memory, reserved but not committed; at `where` exactly when it is not 0 (fails if taken). NULL on failure. */
void *os_map(uintptr_t where, size_t size);
void os_unmap(void *p, size_t size);
/* Gives pages back; they read as zero afterwards. */
void os_discard(void *p, size_t size);
/* What may be done with pages: OS_*, 0: nothing. 0 or -errno. */
enum { OS_READ = 1, OS_WRITE = 2, OS_EXEC = 4 };
int os_protect(void *p, size_t size, int access);
/* Whether to back the range by huge pages. */
void os_huge_pages(void *p, size_t size, bool wanted);
/* Bytes of physical memory. */
uint64_t os_memory_size(void);

/* Ends the process (all threads); kills it with SIGABRT. */
_Noreturn void os_exit(int code);
_Noreturn void os_abort(void);

uint64_t os_clock_ns(void);    /* monotonic */
uint64_t os_realtime_ns(void); /* since 1970, UTC */
uint64_t os_start_ns(void);    /* os_clock_ns when the process started (as of the first call if never asked) */
void os_random(void *out, size_t length);
int os_pid(void);

/* Whole file into mapped memory (os_unmap with *capacity when done); NULL and *error = -errno otherwise. */
void *os_read_file(const char *path, size_t *length, size_t *capacity, int *error);
/* Value of an environment variable, or NULL. */
const char *os_getenv(const char *name);

/* Ctrl-C (SIGINT) from now on sets INTERRUPT_SIGNAL; while that is unanswered another one ends the process. */
void os_catch_interrupt(void);

/* A thread that runs fn(arg) on the caller's stack and TLS block; *running is nonzero, and woken as a futex when it
 * becomes 0 at the thread's end. Thread id or -errno. os_wait and os_wake are futexes. */
int os_thread_start(void (*fn)(void *), void *arg, void *stack_top, void *tls, uint32_t *running);
int os_wait(const uint32_t *address, uint32_t expected, uint64_t timeout_ns); /* ~0: for ever */
int os_wake(const uint32_t *address, uint32_t count);

/* A descriptor that is readable from a time on (os_clock_ns; 0: at once, ~0: never), which any thread may set.
 * os_alarm_wait returns then, or earlier. */
int os_alarm_new(void); /* or -errno */
void os_alarm_set(int fd, uint64_t at_ns);
void os_alarm_wait(int fd);
void os_alarm_free(int fd);

/* Another isolate: memory, stack, TLS and an Rt that shares the program; runs fn(arg) on a new thread with RT set. The
 * isolate has no realm of its own unless fn makes one. Returns a handle for os_isolate_join or NULL. */
struct Isolate *os_isolate_start(void (*fn)(void *), void *arg);
void os_isolate_join(struct Isolate *isolate);

#endif
