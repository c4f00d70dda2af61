/*
 * main.c: the machine is made ready, then the program's _start runs as it would under Linux.
 */
#include "bare.h"

typedef struct IdtGate {
  uint16_t low, selector;
  uint8_t ist, type;
  uint16_t middle;
  uint32_t high, reserved;
} IdtGate;
typedef struct __attribute__((packed)) Tss {
  uint32_t reserved0;
  uint64_t rsp[3], reserved1, ist[7], reserved2;
  uint16_t reserved3, io_map;
} Tss;
typedef struct __attribute__((packed)) TablePointer {
  uint16_t limit;
  uint64_t base;
} TablePointer;

extern uint64_t bare_gdt[];
extern uint8_t trap_stubs[], trap_stack_top[];
extern const uint8_t __ehdr_start[];
void bare_syscall_entry(void);
_Noreturn void bare_enter(void *stack);
_Noreturn void bare_main(const void *info, bool is_multiboot);
void bare_trap(TrapFrame *f);

enum { TRAP_PAGE_FAULT = 14, FIRST_INTERRUPT = 32, TRAP_COUNT = 48, TRAP_STUB = 16 };
enum { MSR_STAR = 0xC0000081, MSR_LSTAR = 0xC0000082, MSR_FMASK = 0xC0000084 };
typedef struct ElfHeader { /* of the image, which is loaded with it */
  uint8_t ident[16];
  uint16_t type, machine;
  uint32_t version;
  uint64_t entry, phoff, shoff;
  uint32_t flags;
  uint16_t ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
} ElfHeader;

static const ElfHeader *header(void) { return (const ElfHeader *)(const void *)__ehdr_start; }
static const ElfPhdr *segments(void) { return (const ElfPhdr *)(const void *)(__ehdr_start + header()->phoff); }

uint64_t image_start(void) { return (uintptr_t)__ehdr_start; }
uint64_t image_end(void) {
  uint64_t end = 0;
  for (int i = 0; i < header()->phnum; i++) {
    const ElfPhdr *p = &segments()[i];
    if (p->type == PT_LOAD && p->vaddr + p->memsz > end) end = p->vaddr + p->memsz;
  }
  return end;
}

static void load_tables(void) {
  static Tss tss;
  static IdtGate idt[TRAP_COUNT];
  uintptr_t t = (uintptr_t)&tss;
  tss.ist[0] = (uintptr_t)trap_stack_top;
  tss.io_map = sizeof tss;
  bare_gdt[3] = (sizeof tss - 1) | (t & 0xFFFFFF) << 16 | 0x89ull << 40 | (t >> 24 & 0xFF) << 56;
  bare_gdt[4] = t >> 32;
  __asm__ volatile("ltr %w0" : : "r"(24));
  for (int i = 0; i < TRAP_COUNT; i++) {
    uintptr_t at = (uintptr_t)trap_stubs + (uintptr_t)i * TRAP_STUB;
    idt[i] = (IdtGate){(uint16_t)at, 8, 1, 0x8E, (uint16_t)(at >> 16), (uint32_t)(at >> 32), 0};
  }
  TablePointer p = {sizeof idt - 1, (uintptr_t)idt};
  __asm__ volatile("lidt %0" : : "m"(p));
}

static void accept_syscalls(void) {
  msr_write(MSR_STAR, 8ull << 32);
  msr_write(MSR_LSTAR, (uintptr_t)bare_syscall_entry);
  msr_write(MSR_FMASK, 0x47700);
}

static void report(const TrapFrame *f, uint64_t address) {
  console_text("\njsc: trap ");
  console_hex(f->vector);
  console_text(" error ");
  console_hex(f->error);
  console_text(" at ");
  console_hex(f->rip);
  console_text(" address ");
  console_hex(address);
  console_text("\n");
}

void bare_trap(TrapFrame *f) {
  uint64_t address = 0;
  if (f->vector >= FIRST_INTERRUPT) {
    interrupt_handle((int)(f->vector - FIRST_INTERRUPT));
    return;
  }
  if (f->vector == TRAP_PAGE_FAULT) {
    __asm__ volatile("mov %%cr2, %0" : "=r"(address));
    if (memory_fault(address, f->error)) return;
  }
  report(f, address);
  machine_stop(139);
}

_Noreturn void bare_main(const void *info, bool is_multiboot) {
  static uint64_t stack[2048];
  uint64_t *sp = stack + 2048 - START_WORDS;
  clock_init();
  console_init();
  load_tables();
  memory_init(loader_info(info, is_multiboot));
  accept_syscalls();
  loader_lay_out(sp, (uintptr_t)segments(), header()->phnum);
  bare_enter(sp);
}
