/*
 * collect.c: collections.
 *
 * A minor collection takes marked cells for live ("sticky mark bits", Demers et al., POPL 1990): it marks from the roots
 * and from the old cells in dirty cards, and what was allocated since and is not marked dies. A full one forgets all
 * marks first. Roots are the stack with the registers spilled on it, Rt, the first Rt.args, and registered static
 * ranges (the image), all scanned conservatively.
 *
 * A cell that the stack refers to has its card dirtied afterwards: the C function that is filling it in need not know that
 * it grew old meanwhile. Of old large cells this would cost too much: those need the barrier.
 *
 * Pacing: a full collection when the blocks and pages in use come near a goal set by the last one, minor collections
 * after `budget` bytes in between.
 */
#include "code.h"

#include "../os/os.h"

#define MB ((uint64_t)1 << 20)
#define DEFAULT_LIMIT (8192 * MB)
#define SELDOM __attribute__((noinline, cold, minsize))

/* ---- roots ---- */

/* Cards are 1: dirty; 2: to be dirty after this collection; 3: both. */
__attribute__((no_sanitize("address"))) /* reads every word between, whatever it is */
static void
mark_stack_range(Heap *h, const uint64_t *p, const uint64_t *end) {
  for (; p < end; p++) {
    uintptr_t a = (uintptr_t)(*p | VALUE_PTR_HIGH);
    if (!heap_in_small(h, a) && !heap_in_large(h, a)) {
      code_meet(h, *p);
      continue;
    }
    Cell *c = heap_resolve(h, a);
    if (!c) continue;
    bool is_old = heap_is_marked(h, c);
    if (is_old && heap_in_large(h, (uintptr_t)c)) continue;
    if (!is_old) mark_cell(h, c);
    RT->card_table[(uintptr_t)c >> HEAP_CARD_SHIFT] |= h->is_full ? 1 : 2;
  }
}

static void mark_roots(Heap *h) {
  Rt *rt = RT;
  mark_range(h, rt, rt + 1);
  mark_value(h, h->kept);
  mark_value(h, h->finalized);
  size_t nargs = rt->args_high > RT_ARGS_SCANNED ? rt->args_high : RT_ARGS_SCANNED;
  mark_range(h, rt->args, rt->args + nargs);
  for (uint32_t i = 0; i < h->nroots; i++) mark_range(h, h->roots[i].start, h->roots[i].end);
  atoms_mark_recent(h);
}

/* Shapes made since the last collection live through a minor one. */
static void mark_young_shapes(Heap *h) {
  for (uint32_t i = h->shapes_seen; i < RT->nshapes; i++) mark_cell(h, RT->shapes[i]);
}

/* ---- cards ---- */

/* The last old cell that begins before `start` in its block and not too far away to reach it; NULL: none. Looked for in the
 * mark bits alone: the cards of new cells are dirty too, and their headers are not in the cache. */
static Cell *old_cell_before(const Heap *h, uintptr_t start) {
  uintptr_t block = start & ~(uintptr_t)(BLOCK_SIZE - 1);
  if (start == block) return NULL;
  const uint64_t *bits = (const uint64_t *)(h->mark_bits + (block >> 7));
  uint32_t granule = (uint32_t)(start - block - 1) / HEAP_GRANULE, w = granule / 64,
           reach = HEAP_SMALL_MAX / HEAP_GRANULE / 64;
  uint32_t last = w > reach ? w - reach : 0;
  uint64_t word = bits[w] & (~0ull >> (63 - granule % 64));
  while (!word && w > last) word = bits[--w];
  return word ? (Cell *)(block + ((uintptr_t)(w * 64 + 63 - (uint32_t)__builtin_clzll(word)) * HEAP_GRANULE)) : NULL;
}

/* Traces the old cells that overlap [start, start + CARD_SIZE) of a block. */
static void scan_small_card(Heap *h, uintptr_t start) {
  uintptr_t end = start + CARD_SIZE;
  Cell *before = old_cell_before(h, start);
  if (before && (uintptr_t)before + heap_size_of_code(before->gc) > start) trace_cell(h, before, 0);
  for (uintptr_t a = start; a < end; a += 128)
    for (uint32_t bits = h->mark_bits[a >> 7]; bits; bits &= bits - 1)
      trace_cell(h, (Cell *)(a + ((uintptr_t)__builtin_ctz(bits) << 4)), 0);
}

static void scan_small_cards(Heap *h) {
  uint8_t *cards = RT->card_table + (h->small_lo >> HEAP_CARD_SHIFT);
  size_t n = ((size_t)h->nblocks << BLOCK_SHIFT) >> HEAP_CARD_SHIFT;
  for (size_t i = 0; i < n; i += 8) {
    if (!*(uint64_t *)(cards + i)) continue;
    for (size_t j = i; j < i + 8; j++) {
      uint8_t card = cards[j];
      cards[j] = card >> 1;
      if (card & 1) scan_small_card(h, h->small_lo + (j << HEAP_CARD_SHIFT));
    }
  }
}

static void scan_large_cards(Heap *h) {
  for (Large *l = h->large_old; l; l = l->next) {
    if (l->cell->kind == CELL_BYTES) continue;
    uint8_t *cards = RT->card_table + ((uintptr_t)l >> HEAP_CARD_SHIFT);
    size_t n = (size_t)l->npages << (PAGE_SHIFT - HEAP_CARD_SHIFT);
    bool whole = cards[0] & 1;
    bool by_card = l->cell->kind == CELL_ELEMENTS || l->cell->kind == CELL_SLOTS;
    for (size_t i = 0; i < n; i += 8) {
      if (!*(uint64_t *)(cards + i)) continue;
      for (size_t j = i; j < i + 8; j++) {
        uint8_t card = cards[j];
        cards[j] = card >> 1;
        if (!(card & 1)) continue;
        if (whole || !by_card) {
          whole = true;
          continue;
        }
        const Value *v = (const Value *)((uint8_t *)l + (j << HEAP_CARD_SHIFT));
        const Value *end = v + CARD_SIZE / sizeof(Value);
        const Value *used =
            l->cell->kind == CELL_ELEMENTS ? ((Elements *)l->cell)->v + ((Elements *)l->cell)->used : end;
        if (used < end) end = used;
        for (; v < end; v++) mark_value(h, *v);
      }
    }
    if (whole) trace_cell(h, l->cell, 0);
  }
}

/* ---- sweeping ---- */

static uint32_t count_free_lines(const uint8_t *marks) {
  const uint64_t *w = (const uint64_t *)marks;
  uint64_t sum = 0; /* eight counters of bytes: 32 words at most 1 each */
  for (uint32_t i = 0; i < BLOCK_LINES / 8; i++) sum += w[i];
  uint64_t used = (sum * 0x0101010101010101ull) >> 56; /* at most 256: wraps only when all are used */
  if (used == 0 && marks[0]) used = BLOCK_LINES;
  return BLOCK_LINES - (uint32_t)used;
}

static void block_sweep(Heap *h, uint32_t b) {
  Block *block = &h->blocks[b];
  uintptr_t a = block_address(h, b);
  mem_copy(RT->start_bits + (a >> 7), h->mark_bits + (a >> 7), BLOCK_SIZE >> 7);
  h->live_lines -= (uint64_t)(BLOCK_LINES - block->free_lines) * LINE_SIZE;
  block->free_lines = (uint16_t)count_free_lines(h->line_marks + (a >> LINE_SHIFT));
  h->live_lines += (uint64_t)(BLOCK_LINES - block->free_lines) * LINE_SIZE;
  if (block->free_lines == BLOCK_LINES) {
    block->is_medium = false;
    if (block->state != BLOCK_FRESH || block->is_young) block->state = BLOCK_FREE;
  } else {
    block->state = block->free_lines >= MIN_FREE_LINES ? BLOCK_PARTIAL : BLOCK_FULL;
    uint32_t at;
    if (block->state == BLOCK_PARTIAL) block->largest = (uint16_t)heap_largest_hole(h, b, &at);
  }
  block->is_young = false;
#ifdef JSC_GC_STRESS
  for (uint32_t i = 0; i < BLOCK_LINES; i++)
    if (!h->line_marks[(a >> LINE_SHIFT) + i] && block->state != BLOCK_FRESH)
      mem_set((void *)(a + i * LINE_SIZE), 0xDB, LINE_SIZE);
#endif
}

static void bin_blocks(Heap *h) {
  h->free_list = h->young_list = h->nfree = 0;
  mem_zero(h->holes, sizeof h->holes);
  for (uint32_t b = h->nblocks; b-- > 1;) heap_bin_block(h, b);
}

/* Minor: only blocks with new cells can have changed. */
static void sweep_young(Heap *h) {
  for (uint32_t b = h->young_list; b; b = h->blocks[b].next_young) block_sweep(h, b);
  bin_blocks(h);
}

static void sweep_all(Heap *h) {
  h->live_lines = 0;
  for (uint32_t b = 1; b < h->nblocks; b++) {
    h->blocks[b].free_lines = BLOCK_LINES;
    block_sweep(h, b);
  }
  bin_blocks(h);
}

/* Gives back the memory of free blocks beyond `keep`. */
static void trim_blocks(Heap *h, uint32_t keep) {
  if (h->nfree <= keep) return;
  uint32_t drop = h->nfree - keep;
  for (uint32_t b = h->nblocks; drop && b-- > 1;) {
    if (h->blocks[b].state != BLOCK_FREE) continue;
    uint32_t last = b;
    while (drop && b > 0 && h->blocks[b].state == BLOCK_FREE) {
      h->blocks[b--].state = BLOCK_FRESH;
      drop--;
    }
    os_discard((void *)block_address(h, b + 1), (size_t)(last - b) << BLOCK_SHIFT);
    b++;
  }
}

/* ---- the collection ---- */

/* Lines handed out since the last collection are free until a cell in them is marked. */
static void forget_taken_lines(Heap *h) {
  for (uint32_t b = h->young_list; b; b = h->blocks[b].next_young) {
    uint64_t *marks = (uint64_t *)(h->line_marks + (block_address(h, b) >> LINE_SHIFT));
    for (uint32_t i = 0; i < BLOCK_LINES / 8; i++) marks[i] &= 0x0101010101010101ull * LINE_LIVE;
  }
}

static void forget_marks(Heap *h) {
  uintptr_t a = h->small_lo;
  size_t size = (size_t)h->nblocks << BLOCK_SHIFT;
  mem_zero(h->mark_bits + (a >> 7), size >> 7);
  mem_zero(h->line_marks + (a >> LINE_SHIFT), size >> LINE_SHIFT);
  mem_zero(RT->card_table + (a >> HEAP_CARD_SHIFT), size >> HEAP_CARD_SHIFT);
  for (int i = 0; i < 2; i++)
    for (Large *l = i ? h->large_young : h->large_old; l; l = l->next) {
      l->is_marked = false;
      mem_zero(RT->card_table + ((uintptr_t)l >> HEAP_CARD_SHIFT), (size_t)l->npages << (PAGE_SHIFT - HEAP_CARD_SHIFT));
    }
}

static uint64_t clamp(uint64_t v, uint64_t lo, uint64_t hi) { return v < lo ? lo : v > hi ? hi : v; }

/* N of --max-old-space-size=N, in megabytes, among the words of NODE_OPTIONS; 0: not there. The last one counts. */
static SELDOM uint64_t limit_of_environment(void) {
  static const char option[] = "--max-old-space-size";
  uint64_t found = 0;
  for (const char *p = os_getenv("NODE_OPTIONS"); p && *p; p++) {
    uint32_t n = 0;
    while (option[n] && (p[n] == option[n] || (n > 1 && option[n] == '-' && p[n] == '_'))) n++;
    if (option[n] || (p[n] != '=' && p[n] != ' ')) continue;
    found = 0;
    for (p += n + 1; *p >= '0' && *p <= '9' && found < 1 << 24; p++) found = found * 10 + (uint64_t)(*p - '0');
    if (!*p) break;
  }
  return found * MB;
}

SELDOM void heap_set_default_limit(Heap *h) {
  uint64_t memory = os_memory_size() / 4 * 3;
  h->limit = limit_of_environment();
  if (!h->limit) h->limit = memory && memory < DEFAULT_LIMIT ? memory : DEFAULT_LIMIT;
  if (h->limit > h->small_size) h->limit = h->small_size;
}

/* Bytes of blocks that are not wholly free, and of large pages. */
static uint64_t footprint(const Heap *h) {
  return ((uint64_t)(h->nblocks - 1 - h->nfree) << BLOCK_SHIFT) + h->large_pages * PAGE_SIZE;
}

/* After a full collection the heap, with its tables of a fortieth of its size, may grow to twice what lives and some. Where
 * fragmentation has taken that already, collecting again when an eighth more is used makes do with the holes there are.
 * A minor collection comes after half of the room is used. */
static void pace(Heap *h, bool full) {
  uint64_t in_use = footprint(h);
  if (full) {
    uint64_t live = h->marked_bytes + h->live_large;
    uint64_t used = h->live_lines + h->live_large;
    h->footprint_goal = 2 * live - live / 16 + 4 * MB;
    h->used_goal = used + clamp(used / 8, 2 * MB, 512 * MB);
  }
  uint64_t goal = h->footprint_goal < h->limit ? h->footprint_goal : h->limit;
  uint64_t room = goal > in_use ? goal - in_use : 0;
  h->budget = clamp(room / 2, room ? 3 * MB : 2 * MB, 64 * MB);
}

static bool full_is_due(const Heap *h) {
  return footprint(h) + 2 * MB >= h->footprint_goal && h->live_lines + h->live_large >= h->used_goal;
}

static void __attribute__((noinline)) collect(Heap *h, bool full, const void *sp) {
  uint64_t start = os_clock_ns();
  h->is_collecting = true;
  h->is_full = full;
  h->nweak = 0;
  h->marked_bytes = 0;
  heap_retire_windows(h);
  if (full) {
    forget_marks(h);
    code_forget_marks();
  } else {
    forget_taken_lines(h);
  }
#ifdef JSC_GC_STRESS
  if ((const uint8_t *)sp < RT->stack_base - HEAP_STACK_SIZE || (const uint8_t *)sp > RT->stack_base)
    __builtin_trap(); /* on a stack of the compiler's (eval/eval.c), where nothing may be allocated */
#endif
  mark_stack_range(h, sp, (const uint64_t *)RT->stack_base);
  if (!full) {
    scan_small_cards(h);
    scan_large_cards(h);
    mark_young_shapes(h);
    code_mark_all(h);
  }
  mark_roots(h);
  mark_drain(h);
  if (full) {
    weak_process(h);
    atoms_sweep(h);
    code_sweep();
  }
  large_sweep(h);
  if (full) sweep_all(h);
  else sweep_young(h);
  h->stats.allocated += h->since_gc;
  h->since_gc = 0;
  h->shapes_seen = RT->nshapes;
  large_trim(h);
  pace(h, full);
  if (full)
    trim_blocks(h,
                (uint32_t)((h->footprint_goal > footprint(h) ? h->footprint_goal - footprint(h) : 0) >> BLOCK_SHIFT));
  h->is_collecting = false;
  h->pause_ns = os_clock_ns() - start;
  h->stats.pause_total_ns += h->pause_ns;
  if (h->pause_ns > h->stats.pause_max_ns) h->stats.pause_max_ns = h->pause_ns;
  if (full) h->stats.full++;
  else h->stats.minor++;
}

/* JSC_TRACE_GC in the environment: a line on standard error for every collection. */
static SELDOM char *put_text(char *at, const char *text) {
  while (*text) *at++ = *text++;
  return at;
}
static SELDOM char *put_hundredths(char *at, uint64_t n, const char *unit) {
  char digits[24];
  int count = 0;
  do digits[count++] = (char)('0' + n % 10);
  while ((n /= 10) || count < 3);
  while (count) {
    if (count == 2) *at++ = '.';
    *at++ = digits[--count];
  }
  return put_text(at, unit);
}
SELDOM void heap_report(const Heap *h, bool full, uint64_t before) {
  char line[256], *at = put_text(line, full ? "gc: full   " : "gc: minor  ");
  HeapStats s = heap_stats();
  at = put_hundredths(at, before * 100 / MB, " -> ");
  at = put_hundredths(at, s.used * 100 / MB, " MB in ");
  at = put_hundredths(at, footprint(h) * 100 / MB, " MB, pause ");
  at = put_hundredths(at, h->pause_ns / 10000, " ms, longest ");
  at = put_hundredths(at, s.pause_max_ns / 10000, " ms, all ");
  at = put_hundredths(at, s.pause_total_ns / 10000, " ms\n");
  os_write(2, line, (size_t)(at - line));
}

static void trace(Heap *h, bool full, uint64_t before) {
  if (h->tracing == TRACE_UNKNOWN) h->tracing = os_getenv("JSC_TRACE_GC") ? TRACE_ON : TRACE_OFF;
  if (h->tracing == TRACE_ON) heap_report(h, full, before);
}

void __attribute__((noinline)) heap_collect(bool full) {
  Heap *h = heap_here();
  uint64_t before = h->live_lines + h->live_large + h->since_gc;
  if (h->is_collecting) heap_fatal("heap: allocation during a collection\n");
  if (!h->limit) heap_set_default_limit(h);
  uint64_t registers[16];
  __asm__ volatile("movq %%rbx, 0(%0)\n\tmovq %%rbp, 8(%0)\n\tmovq %%r12, 16(%0)\n\tmovq %%r13, 24(%0)\n\t"
                   "movq %%r14, 32(%0)\n\tmovq %%r15, 40(%0)"
                   :
                   : "r"(registers)
                   : "memory");
  for (int i = 6; i < 16; i++) registers[i] = 0;
  const void *sp = registers;
  collect(h, full, sp);
  trace(h, full, before);
  uint64_t used = h->live_lines + h->live_large;
  bool is_over = used > h->limit;
  if (!full && (is_over || full_is_due(h))) {
    collect(h, true, sp);
    trace(h, true, used);
    full = true;
    used = h->live_lines + h->live_large;
  }
  /* One that gains next to nothing would be followed by the next at once. */
  if (full && used > h->limit - (is_over ? h->limit / 32 : 0)) heap_out_of_memory();
#ifdef JSC_GC_STRESS
  heap_verify();
#endif
  __asm__ volatile("" : : "r"(registers) : "memory");
}
