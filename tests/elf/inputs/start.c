/* The least a program needs: _start calls run and exits with what it returns. */
#include "start.h"

long sys(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

void print(const char *text) {
  long n = 0;
  while (text[n]) n++;
  sys(1, 1, (long)text, n);
}

__attribute__((used)) static void start(void) { sys(60, run(), 0, 0); }

__asm__(".globl _start\n"
        "_start:\n"
        "  xor %ebp, %ebp\n"
        "  and $-16, %rsp\n"
        "  call start\n");
