/*
 * thread.c: threads by clone, and isolates on them. A thread ends by the exit call on its own stack; the kernel then
 * clears the word that os_isolate_join waits for.
 */
#include "../../heap/internal.h"
#include "linux.h"

/* clone(flags, stack, NULL, clear_tid, tls): the child calls fn(arg) on its stack and exits. */
int64_t os_clone(uint64_t flags, void *stack_top, void *tls, uint32_t *clear_tid, void (*fn)(void *), void *arg);
__asm__(".section .text.os_clone,\"ax\",@progbits\n"
        ".globl os_clone\n"
        ".type os_clone,@function\n"
        "os_clone:\n"
        "  andq $-16, %rsi\n"
        "  subq $16, %rsi\n"
        "  movq %r8, (%rsi)\n"  /* fn */
        "  movq %r9, 8(%rsi)\n" /* arg */
        "  movq %rdx, %r8\n"    /* tls */
        "  movq %rcx, %r10\n"   /* clear_tid */
        "  xorl %edx, %edx\n"
        "  movl $56, %eax\n"
        "  syscall\n"
        "  testq %rax, %rax\n"
        "  jnz 1f\n"
        "  xorl %ebp, %ebp\n"
        "  popq %rax\n"
        "  popq %rdi\n"
        "  call *%rax\n"
        "  xorl %edi, %edi\n"
        "  movl $60, %eax\n"
        "  syscall\n"
        "  ud2\n"
        "1: ret\n"
        ".size os_clone, . - os_clone\n"
        ".text\n");
_Static_assert(SYS_clone == 56 && SYS_exit == 60, "numbers in the assembly");

static const uint64_t thread_flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
                                     CLONE_SETTLS | CLONE_CHILD_CLEARTID;

int os_thread_start(void (*fn)(void *), void *arg, void *stack_top, void *tls, uint32_t *running) {
  *running = 1;
  int64_t tid = os_clone(thread_flags, stack_top, tls, running, fn, arg);
  if (tid < 0) *running = 0;
  return (int)tid;
}

/* First code of an isolate's thread, with its RT. */
static void isolate_run(void *arg) {
  Isolate *me = arg;
  isolate_enter(me, me->program);
  me->fn(me->arg);
}

struct Isolate *os_isolate_start(void (*fn)(void *), void *arg) {
  Isolate *isolate = NULL;
  uintptr_t tp = isolate_map(RT->isolate->tls, &isolate);
  if (!tp) return NULL;
  isolate->fn = fn;
  isolate->arg = arg;
  isolate->program = RT->program;
  uint8_t *stack_top = isolate->memory + HEAP_STACK_SIZE;
  if (os_thread_start(isolate_run, isolate, stack_top, (void *)tp, &isolate->running) < 0) {
    os_unmap(isolate->memory, heap_reservation((uintptr_t)isolate->memory, isolate->size));
    return NULL;
  }
  return isolate;
}

void os_isolate_join(struct Isolate *isolate) {
  uint32_t state;
  while ((state = __atomic_load_n(&isolate->running, __ATOMIC_ACQUIRE)) != 0) os_wait(&isolate->running, state, ~0ull);
  os_unmap(isolate->memory, heap_reservation((uintptr_t)isolate->memory, isolate->size));
}
