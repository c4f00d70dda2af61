/*
 * alarm.c: a descriptor that becomes readable at a time (timerfd). Any thread may set it, so it also serves to wake
 * whoever polls it.
 */
#include "linux.h"

enum { SYS_timerfd_create = 283, SYS_timerfd_settime = 286 };
enum { TFD_NONBLOCK = 04000, TFD_CLOEXEC = 02000000, TFD_TIMER_ABSTIME = 1 };

int os_alarm_new(void) {
  return (int)os_syscall(SYS_timerfd_create, CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC, 0, 0, 0, 0);
}

void os_alarm_set(int fd, uint64_t at_ns) {
  if (!at_ns) at_ns = 1; /* 0 would disarm it */
  if (at_ns == ~0ull) at_ns = 0;
  int64_t setting[4] = {0, 0, (int64_t)(at_ns / 1000000000u), (int64_t)(at_ns % 1000000000u)};
  os_syscall(SYS_timerfd_settime, (uint64_t)fd, TFD_TIMER_ABSTIME, (uint64_t)setting, 0, 0, 0);
}

void os_alarm_wait(int fd) {
  struct {
    int fd;
    short events, revents;
  } p = {fd, POLLIN, 0};
  os_syscall(SYS_poll, (uint64_t)&p, 1, (uint64_t)-1, 0, 0, 0);
}

void os_alarm_free(int fd) { os_syscall(SYS_close, (uint64_t)fd, 0, 0, 0, 0, 0); }
