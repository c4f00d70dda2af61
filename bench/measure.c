/*
 * measure.c: runs a command and writes what it took, for bench/run.
 *
 *   measure REPORT command [arguments]
 *
 * REPORT (a file) gets one line: exit status (128 + signal if killed), wall nanoseconds, processor microseconds, peak
 * resident kilobytes. Linked statically, so that its own memory, which the kernel counts until the exec, is small.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint64_t microseconds(struct timeval t) { return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_usec; }

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: measure REPORT command [arguments]\n");
    return 2;
  }
  uint64_t start = now_ns();
  pid_t pid = vfork();
  if (pid == 0) {
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  int status;
  struct rusage use;
  if (pid < 0 || wait4(pid, &status, 0, &use) < 0) {
    perror("measure");
    return 2;
  }
  uint64_t wall = now_ns() - start;
  FILE *out = fopen(argv[1], "w");
  if (!out) {
    perror(argv[1]);
    return 2;
  }
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  fprintf(out, "%d %llu %llu %ld\n", code, (unsigned long long)wall,
          (unsigned long long)(microseconds(use.ru_utime) + microseconds(use.ru_stime)), use.ru_maxrss);
  return fclose(out) != 0;
}
