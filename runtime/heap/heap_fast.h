/*
 * heap_fast.h: allocation and the write barrier, as inlined by compiled code and by the runtime.
 *
 * Allocation bumps Rt.alloc_ptr through a window of zeroed memory and sets the cell's start bit; `size` is a multiple
 * of 16. The barrier dirties one card: after `holder.field = v`, when holder may be older than v, say heap_barrier of
 * the holder (the collector looks at the whole cell again), or heap_barrier_slot of the very slot for an Elements or
 * Slots cell (it looks at that card only, which matters for big arrays).
 */
#ifndef RUNTIME_HEAP_FAST_H
#define RUNTIME_HEAP_FAST_H

#include "../rt.h"

enum {
  HEAP_GRANULE = 16,     /* alignment of cells */
  HEAP_CARD_SHIFT = 9,   /* a card is 512 bytes */
  HEAP_START_SHIFT = 7,  /* a byte of start bits describes 128 bytes */
  HEAP_FAST_MAX = 1024,  /* largest size that the inlined path takes, a size code in granules */
  HEAP_SMALL_MAX = 8192, /* larger cells are large objects */
};
#define HEAP_ROUND(bytes) (((size_t)(bytes) + (HEAP_GRANULE - 1)) & ~(size_t)(HEAP_GRANULE - 1))

/* Cell.gc of a heap cell: its size, in granules up to 128, above that 128 + lines of 128 bytes; 0: a large object. */
static inline uint8_t heap_size_code(size_t size) {
  return size <= 128 * HEAP_GRANULE ? (uint8_t)(size / HEAP_GRANULE) : (uint8_t)(128 + (size + 127) / 128);
}

/* Any size and kind; never NULL: collects, and when memory is exhausted ends the process with Node's message. The cell
 * is zeroed but for its header: kind, size code, and the reserved shape id of strings, symbols and bigints. */
Cell *heap_alloc(size_t bytes, CellKind kind);

/* The same for size <= HEAP_FAST_MAX; header is the whole first word (HEAP_HEADER). */
#define HEAP_HEADER(shape_, kind_, flags_, extra_, size_)                              \
  ((uint64_t)(uint32_t)(shape_) | (uint64_t)(kind_) << 32 | (uint64_t)(flags_) << 40 | \
   (uint64_t)heap_size_code(size_) << 48 | (uint64_t)(extra_) << 56)
void *heap_alloc_slow(size_t size, uint64_t header);
static inline __attribute__((always_inline)) void *heap_alloc_inline(size_t size, uint64_t header) {
  Rt *rt = RT;
  uint8_t *p = rt->alloc_ptr;
  if (__builtin_expect(size > (size_t)(rt->alloc_limit - p), 0)) return heap_alloc_slow(size, header);
  rt->alloc_ptr = p + size;
  rt->start_bits[(uintptr_t)p >> HEAP_START_SHIFT] |= (uint8_t)(1u << ((uintptr_t)p >> 4 & 7));
  *(uint64_t *)p = header;
  return p;
}

static inline __attribute__((always_inline)) void heap_barrier_slot(const void *address) {
#ifdef JSC_HOOKS /* the image, which is scanned as a whole, may be far away */
  if (__builtin_expect((uintptr_t)address - RT->cards_start >= RT->cards_size, 0)) return;
#endif
  RT->card_table[(uintptr_t)address >> HEAP_CARD_SHIFT] = 1;
}
/* holder: the cell. */
static inline __attribute__((always_inline)) void heap_barrier(const void *holder) { heap_barrier_slot(holder); }
/* A store somewhere in the cell that p points into (the address written, e.g. an entry of a property table). */
static inline __attribute__((always_inline)) void heap_barrier_interior(const void *p) { heap_barrier_slot(p); }

#endif
