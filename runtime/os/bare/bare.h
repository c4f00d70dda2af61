/*
 * bare.h: the port that needs no operating system (jsc --image): what the files of runtime/os/bare share. The program is
 * the one that runs under Linux, with the port of runtime/os/linux; here is what its `syscall` instructions come to. All
 * of it runs in ring 0 with interrupts off, but for waiting.
 *
 * Addresses: the image where it is linked (below 4 GB, physical addresses are the same), all of memory once more from
 * DIRECT_BASE on, and the program's areas (mmap), whose pages come when they are touched.
 */
#ifndef RUNTIME_OS_BARE_H
#define RUNTIME_OS_BARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../linux/abi.h"

#define DIRECT_BASE 0xFFFF800000000000ull
enum { FRAME_SIZE = 4096, LARGE_PAGE = 2 << 20 };

/* The start of day as the loader describes it (Xen's PVH boot ABI, struct hvm_start_info and its memory map). */
typedef struct StartInfo {
  uint32_t magic, version, flags, modules;
  uint64_t modlist, cmdline, rsdp, memmap;
  uint32_t memmap_entries, reserved;
} StartInfo;
typedef struct MemoryRange {
  uint64_t address, size;
  uint32_t type, reserved; /* 1: RAM */
} MemoryRange;

/* What a trap finds on its stack (trap.S). */
typedef struct TrapFrame {
  uint64_t r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax;
  uint64_t vector, error, rip, cs, rflags, rsp, ss;
} TrapFrame;

/* ---- main.c ---- */
uint64_t image_start(void), image_end(void); /* of the program and all this, in memory */

/* ---- loader.c ---- */
enum { START_WORDS = 160 };
const StartInfo *loader_info(const void *info, bool is_multiboot); /* copies the command line */
/* Puts argc, argv, envp and the auxiliary vector where the program looks for them: at most START_WORDS. */
uint64_t loader_root_table(void); /* physical address of ACPI's root pointer, 0: not told */
void loader_lay_out(uint64_t *sp, uint64_t segments, uint64_t nsegments);

bool loader_has_variable(const char *word); /* NAME=value */

/* ---- trace.c ---- */
typedef enum TracePoint { TRACE_OUTPUT, TRACE_WAIT, TRACE_POINTS } TracePoint;
void trace_reach(TracePoint p); /* the first time counts */
void trace_print(void);

/* ---- memory.c ---- */
void memory_init(const StartInfo *info);
uint64_t memory_total(void), memory_free(void), memory_peak(void);                              /* bytes */
int64_t memory_map(uint64_t where, uint64_t size, int access, bool is_fixed, bool may_replace); /* address or -errno */
int64_t memory_unmap(uint64_t start, uint64_t size);
int64_t memory_discard(uint64_t start, uint64_t size); /* reads as zero from now on */
int64_t memory_protect(uint64_t start, uint64_t size, int access);
/* A page that is not there, or not so: true if it is now. error: as the processor pushes it. */
bool memory_fault(uint64_t address, uint64_t error);

/* Makes physical memory be at DIRECT_BASE (devices uncached): 0 or -errno. Pieces of it without gaps, zeroed, whole pages. */
int64_t memory_map_physical(uint64_t address, uint64_t size);
int64_t memory_allocate_piece(uint64_t size); /* its physical address, below 4 GB, or -errno */
void memory_free_piece(uint64_t address, uint64_t size);
/* A zeroed page for the machine itself; NULL: none is left. */
void *memory_page_new(void);
void memory_page_free(void *page);

/* ---- alloc.c ---- */
void *machine_alloc(size_t size); /* zeroed, at most a page; NULL: no memory */
void machine_free(void *p, size_t size);

/* ---- clock.c ---- */
void clock_init(void);   /* at the entry */
uint64_t clock_ns(void); /* since clock_init */
uint64_t clock_ns_of(uint64_t counts);
uint64_t clock_realtime_ns(void);
uint64_t clock_seconds(void);        /* since clock_init */
void clock_sleep_until(uint64_t ns); /* ~0: for ever */
void clock_wait(uint64_t ns);        /* the same, but for one interrupt at most */

/* ---- interrupt.c: the lines of the 8259 controllers ---- */
enum { INTERRUPTS = 16 };
void interrupt_start(void);        /* the controllers: everything masked */
void interrupt_enable(int line);   /* lets it through */
void interrupt_handle(int line);   /* it came */
bool interrupt_pending(int line);  /* since the last interrupt_take */
uint64_t interrupt_take(int line); /* how often; lets it through again */
int64_t interrupt_open(int line);  /* counts it from now on; 0 or -errno */
void interrupt_close(int line);

/* ---- console.c ---- */
void console_init(void);
void console_byte(char c);
void console_write(const char *text, size_t length);
void console_text(const char *text);
void console_hex(uint64_t n);
_Noreturn void machine_stop(int code);

/* ---- terminal.c: the console as a terminal, which it is to the program ---- */
bool console_has_input(void);
int64_t console_read(uint8_t *out, uint64_t n); /* what there is */
int64_t console_print(const char *text, uint64_t n);
int64_t console_control(uint64_t request, void *argument); /* ioctl */

/* ---- syscall.c ---- */
typedef struct TimeSpec {
  int64_t seconds, nanoseconds;
} TimeSpec;
static inline uint64_t ns_of(const TimeSpec *t) {
  return (uint64_t)t->seconds * 1000000000u + (uint64_t)t->nanoseconds;
}
int64_t fill_random(uint8_t *out, uint64_t n);
int64_t bare_syscall(uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5, int64_t nr);

/* ---- bytes ---- */
static inline void bytes_copy(void *to, const void *from, uint64_t n) {
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
}
static inline void bytes_fill(void *to, uint8_t byte, uint64_t n) {
  __asm__ volatile("rep stosb" : "+D"(to), "+c"(n) : "a"(byte) : "memory");
}
static inline bool bytes_equal(const void *a, const void *b, uint64_t n) {
  for (uint64_t i = 0; i < n; i++)
    if (((const uint8_t *)a)[i] != ((const uint8_t *)b)[i]) return false;
  return true;
}
static inline uint64_t text_length(const char *text) {
  uint64_t n = 0;
  while (text[n]) n++;
  return n;
}

/* ---- the processor ---- */
static inline void port_out8(uint16_t port, uint8_t v) { __asm__ volatile("outb %0, %1" : : "a"(v), "Nd"(port)); }
static inline void port_out16(uint16_t port, uint16_t v) { __asm__ volatile("outw %0, %1" : : "a"(v), "Nd"(port)); }
static inline uint8_t port_in8(uint16_t port) {
  uint8_t v;
  __asm__ volatile("inb %1, %0" : "=a"(v) : "Nd"(port));
  return v;
}
static inline void msr_write(uint32_t msr, uint64_t v) {
  __asm__ volatile("wrmsr" : : "c"(msr), "a"((uint32_t)v), "d"((uint32_t)(v >> 32)));
}
static inline uint64_t msr_read(uint32_t msr) {
  uint32_t low, high;
  __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
  return (uint64_t)high << 32 | low;
}
static inline uint64_t tsc_read(void) {
  uint32_t low, high;
  __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
  return (uint64_t)high << 32 | low;
}

#endif
