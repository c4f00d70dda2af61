/*
 * signal.c: SIGINT sets a flag. The kernel's struct sigaction and its restorer (x86-64: sigreturn by a system call).
 */
#include "linux.h"

enum { SIGINT = 2, SA_RESTORER = 0x04000000, SA_RESTART = 0x10000000, EXIT_BY_SIGINT = 128 + SIGINT };
typedef struct KernelAction {
  void (*handler)(int);
  uint64_t flags;
  void (*restorer)(void);
  uint64_t mask;
} KernelAction;

void os_sigreturn(void);
__asm__(".section .text.os_sigreturn,\"ax\",@progbits\n"
        ".globl os_sigreturn\n"
        ".type os_sigreturn,@function\n"
        "os_sigreturn:\n"
        "  movl $15, %eax\n"
        "  syscall\n"
        ".size os_sigreturn, . - os_sigreturn\n"
        ".text\n");

static void on_interrupt(int signal) {
  (void)signal;
  if (rt_interrupt(RT, INTERRUPT_SIGNAL) & INTERRUPT_SIGNAL) os_exit(EXIT_BY_SIGINT);
}

void os_catch_interrupt(void) {
  const KernelAction action = {on_interrupt, SA_RESTORER | SA_RESTART, os_sigreturn, 0};
  os_syscall(SYS_rt_sigaction, SIGINT, (uint64_t)&action, 0, sizeof action.mask, 0, 0);
}
