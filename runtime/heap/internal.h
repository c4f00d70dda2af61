/*
 * internal.h: the collector's own structures. doc/gc.md is the overview.
 *
 * Memory of an isolate is one reserved range:
 *
 *   stack | TLS, Rt, Heap | Rt.args | card table | start bits | mark bits | line marks | block table | page table
 *   | mark stack | weak list | small area | large area
 *
 * The small area consists of blocks of 32 KB, each of 256 lines of 128 bytes. Cells of up to 8 KB are bump allocated
 * into runs of free lines and never move. The large area is handed out in pages, one run of pages a cell.
 *
 * Invariants, between collections:
 *  - a start bit is set exactly for each cell, live or dead since the last collection;
 *  - a mark bit is set exactly for each cell that survived the last collection ("old"); the others are young;
 *  - the line mark of each line that an old cell touches is LINE_LIVE; lines handed out since are LINE_TAKEN; the others
 *    are free and hold no start bits;
 *  - an old cell that refers to a young one lies in (its header, or the slot lies in) a dirty card, or is found from
 *    a root range;
 *  - [alloc_ptr, alloc_limit) is zeroed.
 */
#ifndef RUNTIME_HEAP_INTERNAL_H
#define RUNTIME_HEAP_INTERNAL_H

#include "../support/mem.h"
#include "heap.h"

enum {
  BLOCK_SHIFT = 15,
  BLOCK_SIZE = 1 << BLOCK_SHIFT,
  LINE_SHIFT = 7,
  LINE_SIZE = 1 << LINE_SHIFT,
  BLOCK_LINES = BLOCK_SIZE / LINE_SIZE,
  CARD_SIZE = 1 << HEAP_CARD_SHIFT,
  PAGE_SHIFT = 12,
  PAGE_SIZE = 1 << PAGE_SHIFT,
  MIN_FREE_LINES = 3, /* a block with fewer free lines counts as full */
  HOLE_BINS = 8,      /* partly free blocks by the power of two of their largest hole, in lines */
  RUN_BINS = 32,
  TRACE_CHUNK = 1024, /* words of a big cell traced at a time */
};
/* JSC_HOOKS: memory is not there when it is touched but from the beginning, so there is less of it. */
#ifdef JSC_HOOKS
#define HEAP_STACK_SIZE ((size_t)512 << 10)
#define HEAP_STACK_RESERVE ((size_t)128 << 10)
#define HEAP_AREA_ALIGN ((size_t)BLOCK_SIZE)
#else
#define HEAP_STACK_SIZE ((size_t)8 << 20)
#define HEAP_STACK_RESERVE ((size_t)256 << 10) /* for C below what prologues compare with */
#define HEAP_AREA_ALIGN ((size_t)2 << 20)
#endif
#define HEAP_CONTROL_SIZE ((size_t)64 << 10)
#define HEAP_ARGS_SIZE ((size_t)RT_ARGS_CAPACITY * sizeof(Value))
#ifdef MARK_STACK_ENTRIES /* tests of its overflow */
#define MARK_STACK_SIZE ((size_t)4096)
#else
#ifdef JSC_HOOKS
#define MARK_STACK_SIZE ((size_t)512 << 10)
#else
#define MARK_STACK_SIZE ((size_t)256 << 20)
#endif
#define MARK_STACK_ENTRIES (MARK_STACK_SIZE / sizeof(uint64_t))
#endif
#ifdef JSC_HOOKS
#define WEAK_LIST_SIZE ((size_t)64 << 10)
#else
#define WEAK_LIST_SIZE ((size_t)64 << 20)
#endif

enum { LINE_FREE = 0, LINE_LIVE = 1, LINE_TAKEN = 2 };
enum { BLOCK_FRESH = 0, BLOCK_FREE = 1, BLOCK_PARTIAL = 2, BLOCK_FULL = 3 };
typedef struct Block {
  uint8_t state;
  bool is_young;       /* allocated into since the last collection: is on the young list */
  uint16_t free_lines; /* as of the last collection */
  uint16_t largest;    /* its largest hole, in lines */
  bool is_medium;      /* holds cells that did not fit a window; until it is wholly free */
  uint32_t next;       /* of its bin or the free list; block index, 0 ends */
  uint32_t next_young;
} Block;

/* A large cell: this at the start of its first page, the cell's header in the last 16 bytes of the first card, so
 * that the payload begins with a card of its own: a dirty first card means that the whole cell is to be looked at. */
typedef struct Large {
  struct Large *next;
  uint64_t size; /* of the cell */
  uint32_t page, npages;
  bool is_marked;
  uint8_t pad[CARD_SIZE - 16 - 8 - 8 - 8 - 1];
  Cell cell[2]; /* the cell starts here */
} Large;
_Static_assert(sizeof(Large) == CARD_SIZE, "payload of large cells starts a card");
#define LARGE_OVERHEAD (CARD_SIZE - 16)

/* Page table of the large area: runs. In use: start of each page is its run's first page + 1. Free: first and last page
 * know the run. */
typedef struct Page {
  uint32_t start;      /* in use: first page + 1; free: 0 */
  uint32_t count;      /* of a free run, at its first and last page; bit 31: memory is not zero */
  uint32_t next, prev; /* of the bin's list, + 1; at the first page */
} Page;
#define PAGE_DIRTY 0x80000000u

typedef struct Window {
  uint8_t *at, *limit;
} Window;
typedef struct RootRange {
  uint8_t *start, *end;
} RootRange;

typedef struct EphemeronIndex EphemeronIndex; /* weak.c */

typedef struct Heap {
  uint8_t *base;
  uint8_t *static_at, *static_end; /* JSC_HOOKS: what heap_map_static hands out */
  size_t reservation;
  /* areas; the biased tables are indexed by address >> 7 */
  uintptr_t small_lo, large_lo, small_size, large_size;
  uint8_t *mark_bits, *line_marks; /* biased */
  Block *blocks;                   /* block 0 is never used: 0 ends lists */
  Page *pages;
  uint32_t nblocks; /* ever used, so block indices are below */
  uint32_t npages;  /* ever used */
  uint32_t block_limit, page_limit;

  /* allocation */
  uint32_t current; /* block of the window, 0: none */
  uint32_t cursor;  /* line of the current block from which to look for a run */
  Window overflow;  /* where cells go that do not fit the window */
  uint32_t overflow_block;
  uint32_t holes[2][HOLE_BINS]; /* of small and of medium blocks */
  uint32_t free_list, young_list;
  uint32_t nfree;
  uint32_t bins[RUN_BINS]; /* free page runs by log2, + 1 */
  uint32_t free_dirty_pages;
  Large *large_old, *large_young;

  /* marking */
  uint64_t *mark_stack;
  size_t mark_top, mark_capacity;
  bool mark_overflow;
  bool is_full; /* this collection */
  bool is_collecting;
  Object **weak; /* weak holders met */
  size_t nweak, weak_capacity;
  EphemeronIndex *ephemerons; /* while chains of them are followed */

  /* roots */
  RootRange roots[64];
  uint32_t nroots;
  Value kept;      /* Elements: targets kept during the job */
  Value finalized; /* registries with something to do, chained by `queued` */

  /* pacing */
  uint64_t since_gc;       /* bytes handed out since the last collection */
  uint64_t budget;         /* collect when since_gc reaches it */
  uint64_t footprint_goal; /* collect all when blocks and pages in use reach it */
  uint64_t used_goal;      /* likewise for bytes in lines and pages, where the footprint is past what it should be */
  uint64_t marked_bytes;   /* in small cells, by this collection; after a full one: what lives */
  uint64_t live_lines, live_large; /* bytes after the last collection */
  uint64_t large_pages;            /* in use */
  uint64_t limit;
  uint64_t huge_end; /* huge pages were asked for up to here */
  HeapStats stats;
  uint64_t pause_ns; /* the last one */
  enum { TRACE_UNKNOWN, TRACE_OFF, TRACE_ON } tracing;
  uint32_t shapes_seen; /* Rt.nshapes at the last collection */
  /* builds with JSC_GC_STRESS: allocations so far, when to collect next, the end of the window */
  uint64_t stress, stress_next;
  uint32_t stress_period;
  uint8_t *hidden_limit;
  bool is_verifying;    /* mark_cell checks instead of marking */
  const Cell *verified; /* the cell being checked */
} Heap;

static inline Heap *heap_here(void) { return RT->heap; }

/* Cells of an address range. */
static inline bool heap_in_small(const Heap *h, uintptr_t a) { return a - h->small_lo < h->small_size; }
static inline bool heap_in_large(const Heap *h, uintptr_t a) { return a - h->large_lo < h->large_size; }
static inline bool heap_bit(const uint8_t *bits, uintptr_t a) { return bits[a >> 7] >> (a >> 4 & 7) & 1; }
static inline size_t heap_size_of_code(uint8_t code) {
  return code <= 128 ? (size_t)code * HEAP_GRANULE : (size_t)(code - 128) * LINE_SIZE;
}
static inline uintptr_t block_address(const Heap *h, uint32_t block) {
  return h->small_lo + ((uintptr_t)block << BLOCK_SHIFT);
}
static inline Large *large_of_cell(const Cell *c) { return (Large *)((uintptr_t)c - LARGE_OVERHEAD); }

/* heap.c */
_Noreturn void heap_fatal(const char *message);
_Noreturn void heap_out_of_memory(void);
void heap_report(const Heap *h, bool full, uint64_t before); /* a line about the last collection on standard error */
void heap_retire_windows(Heap *h);
void heap_bin_block(Heap *h, uint32_t block); /* puts it on the list for its state */
uint32_t heap_largest_hole(const Heap *h, uint32_t block, uint32_t *at);
void heap_set_default_limit(Heap *h); /* collect.c */

/* large.c */
Cell *large_alloc(Heap *h, size_t size); /* zeroed but for the header; NULL: no room */
void large_sweep(Heap *h);
void large_trim(Heap *h);
Large *large_find(const Heap *h, uintptr_t a); /* the large cell that a points into, or NULL */

/* mark.c. Marking sets the bit and pushes the cell; its lines are marked and its references followed when it is popped. */
static inline void mark_push(Heap *h, uint64_t entry) {
  if (h->mark_top == h->mark_capacity) h->mark_overflow = true;
  else h->mark_stack[h->mark_top++] = entry;
}
static inline void mark_small(Heap *h, uintptr_t a) {
  uint8_t *bits = &h->mark_bits[a >> 7];
  uint8_t bit = (uint8_t)(1u << (a >> 4 & 7));
  if (*bits & bit) return;
  *bits |= bit;
  mark_push(h, a);
}
void mark_value(Heap *h, Value v);
void mark_cell(Heap *h, const void *p); /* cell, NULL, or an address outside the heap */
void mark_word(Heap *h, uint64_t word); /* possible reference, usually exact */
void mark_range(Heap *h, const void *start, const void *end);
Cell *heap_resolve(const Heap *h, uint64_t word);     /* the cell that the word may point into, or NULL */
bool heap_is_marked(const Heap *h, const void *cell); /* also true outside the heap */
void mark_only(Heap *h, Cell *c);                     /* marks without tracing */
void mark_drain(Heap *h);
bool mark_weak_holder(Heap *h, Object *o); /* false: no room to note it */

/* trace.c */
void trace_cell(Heap *h, Cell *c, size_t from);

/* verify.c */
void verify_reference(Heap *h, uintptr_t a);
#if defined(JSC_GC_STRESS) || defined(JSC_DEBUG)
#define HEAP_CHECKED 1
#else
#define HEAP_CHECKED 0
#endif

/* weak.c */
void weak_trace_holder(Heap *h, Object *o);
void weak_process(Heap *h);
void weak_key_marked(Heap *h, const Cell *c); /* while there is Heap.ephemerons */

/* atoms (string/atom.c) and shapes (object/shape.c) are weak tables of the runtime */
void atoms_mark_recent(Heap *h);
void atoms_sweep(Heap *h);

#endif
