/*
 * start.c: from the kernel to runtime_main, in seven system calls: fcntl of the standard descriptors,
 * rt_sigaction, mmap, madvise, arch_prctl.
 *
 * An isolate's memory is one reserved range (heap/internal.h): its stack is the lowest part, so that what lies below
 * is unmapped and guards it. The thread pointer and the TLS block before it (x86-64 ABI, variant II) are in the control
 * area above the stack.
 */
#include "../../heap/heap.h"
#include "../../heap/internal.h"
#include "../../main.h"
#include "linux.h"

/* All of this runs once. */
#pragma clang attribute push(__attribute__((minsize)), apply_to = function)

ISOLATE_LOCAL Rt jsc_rt;
extern const Program jsc_program;

enum {
  MAX_ISOLATES = 64,
  TLS_GAP = 128 << 20 /* so far below the memory lies a TLS block that the control area has no room for */
};
/* Small areas to try: smaller ones, at lower addresses, for systems that limit the address space (and for valgrind). */
typedef struct Layout {
  uint64_t base, stride;
  size_t area;
} Layout;
static const Layout layouts[] = {
    {0x1000000000, 0x2000000000, (size_t)32 << 30},
    {0x100000000, 0x200000000, (size_t)2 << 30},
    {0x100000000, 0x80000000, (size_t)512 << 20},
    {0x100000000, 0x40000000, (size_t)128 << 20},
};

/* Maps the first free slot of a layout. */
static uint8_t *map_slot(const Layout *l, size_t *size) {
  for (uint64_t slot = 0; slot < MAX_ISOLATES; slot++) {
    uintptr_t base = l->base + slot * l->stride;
    *size = heap_reservation(base, l->area);
    uint8_t *p = os_map(base, *size);
    if (p) return p;
    /* Taken, or refused for its size: a page tells which. */
    void *probe = os_map(base, PAGE_SIZE);
    if (!probe) continue;
    os_unmap(probe, PAGE_SIZE);
    return NULL;
  }
  return NULL;
}

uint8_t *isolate_reserve(Isolate **isolate) {
  for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
    size_t size;
    uint8_t *p = map_slot(&layouts[i], &size);
    if (!p) continue;
    os_huge_pages(p, size, false);
    *isolate = (Isolate *)(p + HEAP_STACK_SIZE);
    (*isolate)->memory = p;
    (*isolate)->size = layouts[i].area;
    return p;
  }
  return NULL;
}

uintptr_t isolate_map(const ElfPhdr *tls, Isolate **isolate) {
  uint8_t *p = isolate_reserve(isolate);
  if (!p) return 0;
  Isolate *me = *isolate;
  me->tls = tls;
  size_t align = tls->align ? tls->align : 1;
  size_t need = ((tls->memsz + 127) & ~(uint64_t)63) + 64; /* with the word at the thread pointer */
  uint8_t *block = (uint8_t *)(me + 1);
  if (align > 64) return 0;
  if (sizeof(Isolate) + need > HEAP_CONTROL_SIZE / 2 && !(block = os_map((uintptr_t)p - TLS_GAP, need))) return 0;
  uintptr_t tp = ((uintptr_t)block + need - sizeof(uintptr_t)) & ~(uintptr_t)63;
  uintptr_t start = (tp - tls->memsz) & ~(uintptr_t)(align - 1);
  mem_copy((void *)start, (const void *)tls->vaddr, tls->filesz);
  me->tls_start = (void *)start;
  me->tls_end = (void *)tp;
  *(uintptr_t *)tp = tp;
  return tp;
}

static _Noreturn void run_main(void) { os_exit(jsc_program.main ? jsc_program.main() : runtime_main()); }

/* Continues on the isolate's own stack, never to come back. */
static _Noreturn void switch_stack(void *top, void (*fn)(void)) {
  __asm__ volatile("mov %0, %%rsp\n\txor %%ebp, %%ebp\n\tcall *%1\n\tud2" : : "r"(top), "r"(fn) : "memory");
  __builtin_unreachable();
}

/* os_syscall with three arguments, in fewer bytes. */
static inline int64_t call3(int64_t nr, uint64_t a, uint64_t b, uint64_t c) {
  int64_t result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(nr), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

/* What Node does first: closed standard descriptors become /dev/null, lest a file that the program opens be printed to;
 * writing to a closed pipe is the error EPIPE. */
__attribute__((noinline)) static void guard_output(void) {
  enum { F_GETFD = 1, SIGPIPE = 13, SIG_IGN = 1, SIGSET_BYTES = 8 };
  for (uint64_t fd = 0; fd < 3; fd++)
    if (call3(SYS_fcntl, fd, F_GETFD, 0) < 0) call3(SYS_open, (uint64_t)"/dev/null", O_RDWR, 0);
  uint64_t action[4]; /* the kernel's struct sigaction */
  action[0] = SIG_IGN;
  action[1] = action[2] = action[3] = 0;
  os_syscall(SYS_rt_sigaction, SIGPIPE, (uint64_t)action, 0, SIGSET_BYTES, 0, 0);
}

/* sp: argc, argv, NULL, envp, NULL, auxv as the kernel leaves them. */
__attribute__((used)) _Noreturn void start_c(uint64_t *sp) {
  int argc = (int)sp[0];
  char **argv = (char **)(sp + 1);
  char **envp = argv + argc + 1;
  uint64_t *aux = (uint64_t *)envp;
  while (*aux) aux++;
  guard_output();
  const ElfPhdr *ph = NULL, *tls = NULL;
  uint64_t n = 0;
  for (aux++; *aux; aux += 2) {
    if (*aux == AT_PHDR) ph = (const ElfPhdr *)aux[1];
    if (*aux == AT_PHNUM) n = aux[1];
  }
  for (uint64_t i = 0; i < n; i++)
    if (ph[i].type == PT_TLS) tls = &ph[i];
  Isolate *isolate = NULL;
  uintptr_t tp = tls ? isolate_map(tls, &isolate) : 0;
  if (!tp || os_syscall(SYS_arch_prctl, ARCH_SET_FS, tp, 0, 0, 0, 0) < 0) {
    static const char message[] = "fatal: cannot reserve memory for the program\n";
    os_write(2, message, sizeof message - 1);
    os_exit(1);
  }
  isolate_enter(isolate, &jsc_program);
  Rt *rt = RT;
  rt->argc = argc;
  rt->argv = argv;
  rt->envp = envp;
  switch_stack(rt->stack_base - 64, run_main);
}

#pragma clang attribute pop

__asm__(".section .text._start,\"ax\",@progbits\n"
        ".globl _start\n"
        ".type _start,@function\n"
        "_start:\n"
        "  xorl %ebp, %ebp\n"
        "  movq %rsp, %rdi\n"
        "  andq $-16, %rsp\n"
        "  call start_c\n"
        "  ud2\n"
        ".size _start, . - _start\n"
        ".text\n");
