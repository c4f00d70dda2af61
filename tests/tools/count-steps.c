/*
 * count-steps.c: counts the instructions that a program executes before it comes to an address, by single steps.
 *
 *     count-steps ADDRESS program args…    ADDRESS in hexadecimal, as symbol tables print it
 *
 * Exit status 1 if the program ended elsewhere.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  unsigned long long address = strtoull(argv[1], NULL, 16), steps = 0;
  pid_t pid = fork();
  if (!pid) {
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    execv(argv[2], argv + 2);
    _exit(127);
  }
  for (int status; waitpid(pid, &status, 0) == pid && WIFSTOPPED(status); steps++) {
    struct user_regs_struct r;
    if (ptrace(PTRACE_GETREGS, pid, NULL, &r)) break;
    if (r.rip == address) {
      printf("%llu\n", steps);
      kill(pid, SIGKILL);
      return 0;
    }
    if (ptrace(PTRACE_SINGLESTEP, pid, NULL, NULL)) break;
  }
  fprintf(stderr, "count-steps: never at %llx\n", address);
  return 1;
}
