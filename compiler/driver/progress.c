/*
 * progress.c: see progress.h. A timer's signal prints the line, since a stage may be one long call of LLVM. What the handler
 * reads are the only variables of the compiler outside a context: a signal has none.
 */
#include "progress.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "../support/host.h"

static const char *volatile current;
static volatile sig_atomic_t is_shown;

static void print(const char *text) {
  ssize_t n = write(2, text, strlen(text));
  (void)n;
}

static void show(int number) {
  (void)number;
  int error = errno;
  print("\r\033[Kjsc: ");
  print(current);
  print("…");
  is_shown = 1;
  errno = error;
}

static void set_timer(int seconds, int every_microseconds) {
  struct itimerval t = {{0, every_microseconds}, {seconds, 0}};
  setitimer(ITIMER_REAL, &t, NULL);
}

void progress_start(void) {
  current = "reading";
  if (!host_error_is_tty()) return;
  struct sigaction action = {.sa_handler = show, .sa_flags = SA_RESTART};
  sigaction(SIGALRM, &action, NULL);
  set_timer(1, 200000);
}

void progress_stage(const char *stage) { current = stage; }

void progress_end(void) {
  if (!host_error_is_tty()) return;
  set_timer(0, 0);
  signal(SIGALRM, SIG_DFL);
  if (is_shown) print("\r\033[K");
  is_shown = 0;
}
