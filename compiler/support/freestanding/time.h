/* time.h where there is no libc: the clock for tree-sitter's time limits. See README.md. */
#ifndef FREESTANDING_TIME_H
#define FREESTANDING_TIME_H
typedef long time_t;
typedef long clock_t;
struct timespec {
  time_t tv_sec;
  long tv_nsec;
};
#define CLOCK_MONOTONIC 1
#define CLOCKS_PER_SEC 1000000
clock_t clock(void);
int clock_gettime(int clock, struct timespec *t);
#endif
