/*
 * heap.c: allocation of small cells, and the heap's set-up.
 *
 * The fast path bumps a pointer through a window: a run of free lines. Here is what happens at a window's end: take
 * the next run of the block, a spare window, a partly free block, a free block, a fresh one; collect when the budget
 * is used up. A cell of more than a line that does not fit goes to the overflow window, so that small holes stay in
 * use (Blackburn and McKinley, "Immix", PLDI 2008).
 */
#include "internal.h"

#include "../os/os.h"

void heap_fatal(const char *message) {
  os_write(2, message, cstring_length(message));
  os_abort();
}

__attribute__((noinline, cold, minsize)) void heap_out_of_memory(void) {
  static const char head[] = "\n<--- Last few GCs --->\n\n";
  Heap *h = heap_here();
  os_write(2, head, sizeof head - 1);
  heap_report(h, h->is_full, h->live_lines + h->live_large);
  heap_fatal("\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n");
}

/* ---- set-up ---- */

static size_t page_up(size_t n) { return (n + PAGE_SIZE - 1) & ~(size_t)(PAGE_SIZE - 1); }

#ifdef JSC_HOOKS
/* For what heap_map_static is asked for: the realm and the states of modules. */
static size_t static_size(void) {
  extern const Program jsc_program;
  const Program *p = &jsc_program;
  return page_up(p->realm_template ? p->realm_template->size : 0) + page_up(p->nmodules * sizeof(ModuleState));
}

/* Cards of what lies in [0, n) of the isolate's memory. */
static size_t cards_size(size_t n) { return page_up((n >> HEAP_CARD_SHIFT) + PAGE_SIZE); }
#else
static size_t static_size(void) { return 0; }
#endif

size_t heap_reservation(uintptr_t base, size_t small_area) {
  size_t fixed =
      HEAP_STACK_SIZE + HEAP_CONTROL_SIZE + HEAP_ARGS_SIZE + MARK_STACK_SIZE + WEAK_LIST_SIZE + static_size();
  size_t tables = 3 * (small_area >> 7) + page_up((small_area >> BLOCK_SHIFT) * sizeof(Block)) +
                  page_up((small_area >> PAGE_SHIFT) * sizeof(Page));
  size_t areas = 2 * small_area + HEAP_AREA_ALIGN;
#ifdef JSC_HOOKS
  (void)base;
  size_t n = fixed + tables + areas;
  return n + cards_size(n + n / CARD_SIZE + PAGE_SIZE);
#else
  /* the card table covers every address up to the end, itself included */
  size_t cards = page_up((base + fixed + tables + areas) / (CARD_SIZE - 1) + PAGE_SIZE);
  return fixed + tables + areas + cards;
#endif
}

__attribute__((minsize)) void heap_init(uint8_t *memory, size_t small_area) {
  Rt *rt = RT;
  uintptr_t end = (uintptr_t)memory + heap_reservation((uintptr_t)memory, small_area);
  uint8_t *p = memory + HEAP_STACK_SIZE + HEAP_CONTROL_SIZE / 2;
  Heap *h = (Heap *)p; /* the first half of the control area is the port's: TLS */
  p = memory + HEAP_STACK_SIZE + HEAP_CONTROL_SIZE;
  rt->heap = h;
  rt->args = (Value *)p;
  p += HEAP_ARGS_SIZE;
#ifdef JSC_HOOKS
  h->static_at = p;
  h->static_end = p += static_size();
  rt->cards_start = (uintptr_t)memory;
  rt->cards_size = end - (uintptr_t)memory;
  rt->card_table = p - ((uintptr_t)memory >> HEAP_CARD_SHIFT);
  p += cards_size(rt->cards_size);
#else
  rt->card_table = p;
  p += page_up(end >> HEAP_CARD_SHIFT);
#endif
  h->large_size = h->small_size = small_area;
  uintptr_t areas = end - 2 * small_area;
  h->small_lo = areas & ~(uintptr_t)(HEAP_AREA_ALIGN - 1);
  h->large_lo = h->small_lo + small_area;
  uintptr_t bias = h->small_lo >> 7;
  rt->start_bits = p - bias;
  p += small_area >> 7;
  h->mark_bits = p - bias;
  p += small_area >> 7;
  h->line_marks = p - bias;
  p += small_area >> 7;
  h->blocks = (Block *)p;
  p += page_up((small_area >> BLOCK_SHIFT) * sizeof(Block));
  h->pages = (Page *)p;
  p += page_up((small_area >> PAGE_SHIFT) * sizeof(Page));
  h->mark_stack = (uint64_t *)p;
  h->mark_capacity = MARK_STACK_ENTRIES;
  p += MARK_STACK_SIZE;
  h->weak = (Object **)p;
  h->weak_capacity = WEAK_LIST_SIZE / sizeof(Object *);
  h->base = memory;
  h->reservation = end - (uintptr_t)memory;
  h->nblocks = 1;
  h->block_limit = (uint32_t)(small_area >> BLOCK_SHIFT);
  h->page_limit = (uint32_t)(small_area >> PAGE_SHIFT);
  h->budget = (uint64_t)3 << 20;
  h->footprint_goal = (uint64_t)4 << 20;
  h->kept = h->finalized = JS_UNDEFINED;
  rt->stack_base = memory + HEAP_STACK_SIZE;
  rt->stack_limit = memory + HEAP_STACK_RESERVE;
  if (rt->program && rt->program->roots)
    for (Value **r = rt->program->roots; *r; r += 2) heap_add_roots(r[0], r[1]);
}

#ifdef JSC_HOOKS
/* Pieces of the reservation. */
void *heap_map_static(size_t size) {
  Heap *h = heap_here();
  uint8_t *p = h->static_at;
  size = page_up(size);
  if (size > (size_t)(h->static_end - p)) return NULL;
  h->static_at += size;
  heap_add_roots(p, p + size);
  return p;
}
#else
void *heap_map_static(size_t size) {
  enum { GAP = 256 << 20, STEP = 4 << 20, TRIES = 64 };
  Heap *h = heap_here();
  if (h->nroots == sizeof h->roots / sizeof *h->roots) return NULL;
  uint8_t *p = NULL;
  for (uintptr_t i = 0; i < TRIES && !p; i++) p = os_map((uintptr_t)h->base - GAP - i * STEP, size);
  if (p) heap_add_roots(p, p + size);
  return p;
}
#endif

void heap_add_roots(void *start, void *end) {
  Heap *h = heap_here();
  if (h->nroots == sizeof h->roots / sizeof *h->roots) heap_fatal("too many root ranges\n");
  h->roots[h->nroots++] = (RootRange){start, end};
}

void heap_set_limit(uint64_t bytes) { heap_here()->limit = bytes; }

/* ---- windows ---- */

static void window_open(Heap *h, uintptr_t at, uintptr_t limit, bool zero) {
  Rt *rt = RT;
  if (zero) mem_zero((void *)at, limit - at);
  rt->alloc_ptr = (uint8_t *)at;
  rt->alloc_limit = (uint8_t *)limit;
  h->since_gc += limit - at;
}

static void block_is_young(Heap *h, uint32_t b) {
  Block *block = &h->blocks[b];
  if (block->is_young) return;
  block->is_young = true;
  block->next_young = h->young_list;
  h->young_list = b;
}

static void lines_take(Heap *h, uint32_t b, uint32_t line, uint32_t end) {
  mem_set(h->line_marks + (block_address(h, b) >> LINE_SHIFT) + line, LINE_TAKEN, end - line);
}

/* The next run of free lines of the current block. */
static bool window_next_run(Heap *h) {
  uint32_t line = h->cursor;
  uintptr_t start = block_address(h, h->current);
  const uint8_t *marks = h->line_marks + (start >> LINE_SHIFT);
  while (line < BLOCK_LINES && marks[line]) line++;
  if (line == BLOCK_LINES) {
    h->current = 0;
    return false;
  }
  uint32_t end = line + 1;
#ifndef JSC_GC_STRESS
  while (end < BLOCK_LINES && !marks[end]) end++;
#endif
  h->cursor = end;
  lines_take(h, h->current, line, end);
  window_open(h, start + ((uintptr_t)line << LINE_SHIFT), start + ((uintptr_t)end << LINE_SHIFT),
              h->blocks[h->current].state != BLOCK_FRESH);
  return true;
}

uint32_t heap_largest_hole(const Heap *h, uint32_t b, uint32_t *at) {
  const uint8_t *marks = h->line_marks + (block_address(h, b) >> LINE_SHIFT);
  uint32_t best = 0;
  for (uint32_t i = 0; i < BLOCK_LINES;) {
    if (marks[i]) {
      i += !(i & 7) && *(const uint64_t *)(marks + i) == 0x0101010101010101ull ? 8 : 1;
      continue;
    }
    uint32_t start = i;
    while (i < BLOCK_LINES && !marks[i]) i++;
    if (i - start > best) {
      best = i - start;
      *at = start;
    }
  }
  return best;
}

static uint32_t hole_bin(uint32_t lines) {
  return lines >= BLOCK_LINES / 2 ? HOLE_BINS - 1 : 31 - (uint32_t)__builtin_clz(lines);
}

void heap_bin_block(Heap *h, uint32_t b) {
  Block *block = &h->blocks[b];
  if (block->state == BLOCK_FULL) return;
  uint32_t *list =
      block->state == BLOCK_PARTIAL ? &h->holes[block->is_medium][hole_bin(block->largest)] : &h->free_list;
  if (list == &h->free_list) h->nfree++;
  block->next = *list;
  *list = b;
}

/* Asks for huge pages ahead of the area's growth once the heap is large. */
static void heap_want_huge(Heap *h, uint32_t block) {
  enum { STEP = 32 << 20 };
  uintptr_t a = block_address(h, block);
  if (a < h->small_lo + STEP || a < h->huge_end) return;
  h->huge_end = (a & ~(uintptr_t)(STEP - 1)) + STEP;
  os_huge_pages((void *)a, h->huge_end - a, true);
}

/* A wholly free block, or 0. */
static uint32_t block_take_free(Heap *h) {
  uint32_t b = h->free_list;
  if (b) {
    h->free_list = h->blocks[b].next;
    h->nfree--;
  } else {
    if (h->nblocks == h->block_limit) return 0;
    b = h->nblocks++;
    h->blocks[b].free_lines = BLOCK_LINES;
    heap_want_huge(h, b);
  }
  block_is_young(h, b);
  return b;
}

static bool block_open(Heap *h, uint32_t b) {
  h->current = b;
  h->cursor = 0;
  return window_next_run(h);
}

/* Gives the fast path a new window. False: the area is full. */
static bool window_refill(Heap *h) {
  RT->alloc_ptr = RT->alloc_limit = NULL;
  if (h->current && window_next_run(h)) return true;
  for (uint32_t bin = 0; bin < HOLE_BINS; bin++) {
    uint32_t b = h->holes[0][bin];
    if (!b) continue;
    h->holes[0][bin] = h->blocks[b].next;
    block_is_young(h, b);
    return block_open(h, b);
  }
  uint32_t b = block_take_free(h);
  return b && block_open(h, b);
}

/* The largest hole of some partly free block, of at least `lines` lines, as overflow window. */
static bool overflow_from_hole(Heap *h, uint32_t lines, bool medium) {
  for (uint32_t bin = hole_bin(lines); bin < HOLE_BINS; bin++) {
    uint32_t *link = &h->holes[medium][bin];
    for (uint32_t tries = 0; *link && tries < 4; tries++) {
      uint32_t b = *link;
      Block *block = &h->blocks[b];
      if (block->largest < lines) {
        link = &block->next;
        continue;
      }
      *link = block->next;
      uint32_t at = 0, n = heap_largest_hole(h, b, &at), rest;
      lines_take(h, b, at, at + n);
      block_is_young(h, b);
      block->largest = (uint16_t)heap_largest_hole(h, b, &rest);
      if (block->largest) heap_bin_block(h, b);
      h->overflow_block = b;
      h->overflow.at = (uint8_t *)block_address(h, b) + ((uintptr_t)at << LINE_SHIFT);
      h->overflow.limit = h->overflow.at + ((uintptr_t)n << LINE_SHIFT);
      mem_zero(h->overflow.at, (size_t)n << LINE_SHIFT);
      h->since_gc += (uint64_t)n << LINE_SHIFT;
      return true;
    }
  }
  return false;
}

static bool overflow_from_block(Heap *h) {
  uint32_t b = block_take_free(h);
  if (!b) return false;
  h->blocks[b].is_medium = true;
  h->overflow_block = b;
  h->overflow.at = (uint8_t *)block_address(h, b);
  h->overflow.limit = h->overflow.at + BLOCK_SIZE;
  lines_take(h, b, 0, BLOCK_LINES);
  h->blocks[b].largest = 0;
  if (h->blocks[b].state != BLOCK_FRESH) mem_zero(h->overflow.at, BLOCK_SIZE);
  h->since_gc += BLOCK_SIZE;
  return true;
}

/* What is left of the overflow window is free again, for smaller cells. */
static void overflow_give_back(Heap *h) {
  Window *w = &h->overflow;
  uintptr_t at = ((uintptr_t)w->at + LINE_SIZE - 1) & ~(uintptr_t)(LINE_SIZE - 1);
  if (!w->at || (uintptr_t)w->limit < at + 4 * LINE_SIZE) return;
  Block *block = &h->blocks[h->overflow_block];
  mem_set(&h->line_marks[at >> LINE_SHIFT], LINE_FREE, ((uintptr_t)w->limit - at) >> LINE_SHIFT);
  h->since_gc -= (uintptr_t)w->limit - at;
  w->at = w->limit = NULL;
  if (block->largest) return; /* it is on a list already, by another hole */
  uint32_t rest;
  block->largest = (uint16_t)heap_largest_hole(h, h->overflow_block, &rest);
  block->state = BLOCK_PARTIAL;
  heap_bin_block(h, h->overflow_block);
}

static uint8_t *overflow_alloc(Heap *h, size_t size) {
  Window *w = &h->overflow;
  if ((size_t)(w->limit - w->at) < size) {
    overflow_give_back(h);
    uint32_t lines = (uint32_t)((size + LINE_SIZE - 1) >> LINE_SHIFT);
    if (!overflow_from_hole(h, lines, true) && (h->free_list || !overflow_from_hole(h, lines, false)) &&
        !overflow_from_block(h))
      return NULL;
  }
  uint8_t *p = w->at;
  w->at += size;
  return p;
}

void heap_retire_windows(Heap *h) {
  RT->alloc_ptr = RT->alloc_limit = h->hidden_limit = NULL;
  h->overflow = (Window){0};
  h->current = 0;
}

/* ---- allocation ---- */

#ifdef JSC_GC_STRESS
/* At every allocation at first; further apart as a heap grows and a run goes on, so that every program comes to its end.
 * The environment's JSC_GC_STRESS, else that of the build, stretches it. */
static void stress(Heap *h) {
  if (!h->stress_period)
    for (const char *p = os_getenv("JSC_GC_STRESS"); p && *p >= '0' && *p <= '9'; p++)
      h->stress_period = h->stress_period * 10 + (uint32_t)(*p - '0');
  if (!h->stress_period) h->stress_period = JSC_GC_STRESS;
  if (++h->stress < h->stress_next) return;
  uint32_t n = h->stats.minor + h->stats.full;
  uint64_t factor = (1 + (h->live_lines + h->live_large) / (256 << 10)) * (1 + n / 1024);
  h->stress_next = h->stress + h->stress_period * factor;
  heap_collect(n % 4 == 3);
}
#endif

static void collect_if_due(Heap *h) {
#ifdef JSC_GC_STRESS
  stress(h);
#endif
  if (h->since_gc >= h->budget) heap_collect(false);
}

static void *small_alloc_slow(size_t size, uint64_t header) {
  Rt *rt = RT;
  Heap *h = rt->heap;
  collect_if_due(h);
  for (int attempt = 0;; attempt++) {
    uint8_t *p = rt->alloc_ptr;
    if (size <= (size_t)(rt->alloc_limit - p)) {
      rt->alloc_ptr = p + size;
    } else if (size <= LINE_SIZE || rt->alloc_limit == p) {
      if (window_refill(h)) continue;
      p = NULL;
    } else {
      p = overflow_alloc(h, size);
    }
    if (p) {
      rt->start_bits[(uintptr_t)p >> HEAP_START_SHIFT] |= (uint8_t)(1u << ((uintptr_t)p >> 4 & 7));
      *(uint64_t *)p = header;
      return p;
    }
    if (attempt > 4) heap_out_of_memory();
    heap_collect(true);
  }
}

/* Under stress the fast path never sees the window, so that every allocation comes here. */
void *heap_alloc_slow(size_t size, uint64_t header) {
#ifdef JSC_GC_STRESS
  Rt *rt = RT;
  rt->alloc_limit = rt->heap->hidden_limit;
  void *p = small_alloc_slow(size, header);
  rt->heap->hidden_limit = rt->alloc_limit;
  rt->alloc_limit = rt->alloc_ptr;
  return p;
#else
  return small_alloc_slow(size, header);
#endif
}

static uint32_t shape_of_kind(CellKind kind) {
  return kind == CELL_STRING   ? SHAPE_ID_STRING
         : kind == CELL_SYMBOL ? SHAPE_ID_SYMBOL
         : kind == CELL_BIGINT ? SHAPE_ID_BIGINT
                               : 0;
}

static bool is_over(const Heap *h, size_t size) {
  return h->live_lines + h->live_large + h->since_gc + size > h->limit;
}

static Cell *heap_alloc_large(size_t bytes, CellKind kind, bool may_fail) {
  Heap *h = heap_here();
  size_t size = (bytes + 15) & ~(size_t)15;
  if (size < bytes || size > h->large_size / 2) {
    if (may_fail) return NULL;
    heap_out_of_memory();
  }
#ifdef JSC_GC_STRESS
  collect_if_due(h);
#endif
  /* A big cell counts for the budget before it is made, so that a row of them does not pile up. */
  if (h->since_gc + size / 2 >= h->budget && h->since_gc) heap_collect(false);
  if (!h->limit) heap_set_default_limit(h);
  if (is_over(h, size)) heap_collect(false);
  if (is_over(h, size)) heap_collect(true);
  if (is_over(h, size)) {
    if (may_fail) return NULL;
    heap_out_of_memory();
  }
  Cell *c = large_alloc(h, size);
  if (!c) {
    heap_collect(true);
    c = large_alloc(h, size);
  }
  if (!c) {
    if (may_fail) return NULL;
    heap_out_of_memory();
  }
  h->since_gc += size;
  c->shape = shape_of_kind(kind);
  c->kind = (uint8_t)kind;
  return c;
}

Cell *heap_alloc(size_t bytes, CellKind kind) {
  if (bytes > HEAP_SMALL_MAX) return heap_alloc_large(bytes, kind, false);
  size_t size = HEAP_ROUND(bytes);
  if (size > 128 * HEAP_GRANULE) size = (size + LINE_SIZE - 1) & ~(size_t)(LINE_SIZE - 1);
  uint64_t header = HEAP_HEADER(shape_of_kind(kind), kind, 0, 0, size);
  return heap_alloc_inline(size, header);
}

void *heap_alloc_bytes(size_t bytes) {
  BytesCell *c = (BytesCell *)heap_alloc(bytes + sizeof(BytesCell), CELL_BYTES);
  c->size = bytes;
  return c->data;
}

void *heap_try_alloc_bytes(size_t bytes) {
  if (bytes <= HEAP_SMALL_MAX - sizeof(BytesCell)) return heap_alloc_bytes(bytes);
  if (bytes > heap_here()->large_size) return NULL;
  BytesCell *c = (BytesCell *)heap_alloc_large(bytes + sizeof(BytesCell), CELL_BYTES, true);
  if (!c) return NULL;
  c->size = bytes;
  return c->data;
}

Box *heap_new_box(Value v) {
  Box *b = heap_alloc_inline(sizeof(Box), HEAP_HEADER(0, CELL_BOX, 0, 0, sizeof(Box)));
  b->value = v;
  return b;
}

Elements *heap_new_elements(uint32_t capacity) {
  Elements *e = (Elements *)heap_alloc(offsetof(Elements, v) + (size_t)capacity * sizeof(Value), CELL_ELEMENTS);
  e->capacity = capacity;
  return e;
}

Slots *heap_new_slots(uint32_t capacity) {
  Slots *s = (Slots *)heap_alloc(offsetof(Slots, v) + (size_t)capacity * sizeof(Value), CELL_SLOTS);
  s->capacity = capacity;
  return s;
}

size_t heap_cell_size(const Cell *cell) {
  Heap *h = heap_here();
  if (heap_in_large(h, (uintptr_t)cell)) return large_of_cell(cell)->size;
  return heap_size_of_code(cell->gc);
}

void heap_visit(void (*visit)(Cell *cell, void *ctx), void *ctx) {
  Heap *h = heap_here();
  for (uint32_t b = 1; b < h->nblocks; b++) {
    uintptr_t block = block_address(h, b);
    for (uintptr_t a = block; a < block + BLOCK_SIZE; a += 128)
      for (uint32_t bits = RT->start_bits[a >> 7]; bits; bits &= bits - 1)
        visit((Cell *)(a + ((uintptr_t)(uint32_t)__builtin_ctz(bits) << 4)), ctx);
  }
  for (int i = 0; i < 2; i++)
    for (Large *l = i ? h->large_young : h->large_old; l; l = l->next) visit(l->cell, ctx);
}

HeapStats heap_stats(void) {
  Heap *h = heap_here();
  HeapStats s = h->stats;
  s.used = h->live_lines + h->live_large + h->since_gc;
  s.total = (uint64_t)h->nblocks * BLOCK_SIZE + h->large_pages * PAGE_SIZE;
  if (!h->limit) heap_set_default_limit(h);
  s.limit = h->limit;
  s.allocated += h->since_gc;
  return s;
}
