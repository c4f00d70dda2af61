/*
 * The arena of a compilation, and sets of code points as sorted ranges.
 */
#include "tree.h"
#include "../unicode/unicode.h"

typedef struct ArenaBlock {
  struct ArenaBlock *next;
  size_t size;
} ArenaBlock;

enum { ARENA_BLOCK_SIZE = 8192 };

void *regexp_arena_alloc(Arena *arena, size_t size) {
  size = (size + 7) & ~(size_t)7;
  if ((size_t)(arena->end - arena->next) < size) {
    size_t block_size = sizeof(ArenaBlock) + (size > ARENA_BLOCK_SIZE / 2 ? size : ARENA_BLOCK_SIZE);
    ArenaBlock *block = arena->is_exhausted ? NULL : arena->memory->resize(arena->memory->ctx, NULL, 0, block_size);
    if (!block) {
      arena->is_exhausted = true;
      return NULL;
    }
    block->next = arena->blocks;
    block->size = block_size;
    arena->blocks = block;
    arena->next = (uint8_t *)(block + 1);
    arena->end = (uint8_t *)block + block_size;
  }
  uint8_t *start = arena->next;
  arena->next += size;
  for (size_t i = 0; i < size; i += 8) { *(uint64_t *)(void *)(start + i) = 0; }
  return start;
}

void regexp_arena_free(Arena *arena) {
  while (arena->blocks) {
    ArenaBlock *block = arena->blocks;
    arena->blocks = block->next;
    arena->memory->resize(arena->memory->ctx, block, block->size, 0);
  }
  arena->next = arena->end = NULL;
}

static bool reserve(Arena *arena, CharSet *set, uint32_t count) {
  if (count <= set->capacity) { return true; }
  uint32_t capacity = set->capacity ? set->capacity * 2 : 4;
  while (capacity < count) { capacity *= 2; }
  Range *ranges = regexp_arena_alloc(arena, capacity * sizeof(Range));
  if (!ranges) { return false; }
  for (uint32_t i = 0; i < set->count; i++) { ranges[i] = set->ranges[i]; }
  set->ranges = ranges;
  set->capacity = capacity;
  return true;
}

/* Index of the first range that ends at or after code_point. */
static uint32_t find_range(const CharSet *set, uint32_t code_point) {
  uint32_t low = 0, high = set->count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (set->ranges[middle].last < code_point) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void set_add(Arena *arena, CharSet *set, uint32_t first, uint32_t last) {
  uint32_t from = find_range(set, first ? first - 1 : 0);
  uint32_t to = from;
  while (to < set->count && set->ranges[to].first <= (last == UINT32_MAX ? last : last + 1)) {
    first = set->ranges[to].first < first ? set->ranges[to].first : first;
    last = set->ranges[to].last > last ? set->ranges[to].last : last;
    to++;
  }
  /* Ranges [from, to) merge into one. */
  if (to == from) {
    if (!reserve(arena, set, set->count + 1)) { return; }
    for (uint32_t i = set->count; i > from; i--) { set->ranges[i] = set->ranges[i - 1]; }
    set->count++;
  } else {
    uint32_t removed = to - from - 1;
    for (uint32_t i = to; removed && i < set->count; i++) { set->ranges[i - removed] = set->ranges[i]; }
    set->count -= removed;
  }
  set->ranges[from] = (Range){first, last};
}

void set_add_set(Arena *arena, CharSet *set, const CharSet *other) {
  for (uint32_t i = 0; i < other->count; i++) { set_add(arena, set, other->ranges[i].first, other->ranges[i].last); }
}

void set_invert(Arena *arena, CharSet *set) {
  CharSet inverse = {NULL, 0, 0};
  if (!reserve(arena, &inverse, set->count + 1)) { return; }
  uint32_t next = 0;
  for (uint32_t i = 0; i < set->count; i++) {
    if (set->ranges[i].first > next) { inverse.ranges[inverse.count++] = (Range){next, set->ranges[i].first - 1}; }
    next = set->ranges[i].last + 1;
  }
  if (next <= REGEXP_LAST_CODE_POINT) { inverse.ranges[inverse.count++] = (Range){next, REGEXP_LAST_CODE_POINT}; }
  *set = inverse;
}

void set_intersect(Arena *arena, CharSet *set, const CharSet *other) {
  CharSet common = {NULL, 0, 0};
  uint32_t i = 0, k = 0;
  while (i < set->count && k < other->count) {
    Range a = set->ranges[i], b = other->ranges[k];
    uint32_t first = a.first > b.first ? a.first : b.first;
    uint32_t last = a.last < b.last ? a.last : b.last;
    if (first <= last) {
      if (!reserve(arena, &common, common.count + 1)) { return; }
      common.ranges[common.count++] = (Range){first, last};
    }
    if (a.last < b.last) {
      i++;
    } else {
      k++;
    }
  }
  *set = common;
}

void set_subtract(Arena *arena, CharSet *set, const CharSet *other) {
  CharSet inverse = {NULL, 0, 0};
  set_add_set(arena, &inverse, other);
  set_invert(arena, &inverse);
  set_intersect(arena, set, &inverse);
}

bool set_has(const CharSet *set, uint32_t code_point) {
  uint32_t i = find_range(set, code_point);
  return i < set->count && set->ranges[i].first <= code_point;
}

typedef struct CaseClosure {
  Arena *arena;
  const CharSet *members;
  CharSet canonical; /* canonical forms of the members */
  CharSet *result;
} CaseClosure;

static void collect_canonical(void *ctx, uint32_t code_point, uint32_t canonical) {
  CaseClosure *closure = ctx;
  if (set_has(closure->members, code_point)) { set_add(closure->arena, &closure->canonical, canonical, canonical); }
}

static void collect_peer(void *ctx, uint32_t code_point, uint32_t canonical) {
  CaseClosure *closure = ctx;
  if (set_has(&closure->canonical, canonical)) { set_add(closure->arena, closure->result, code_point, code_point); }
}

void set_close_case(Arena *arena, CharSet *set, bool is_unicode) {
  bool is_ascii = set->count == 0 || set->ranges[set->count - 1].last < 0x80;
  bool has_special = is_unicode && (set_has(set, 'k') || set_has(set, 'K') || set_has(set, 's') || set_has(set, 'S'));
  if (is_ascii && !has_special) {
    for (uint32_t c = 'a'; c <= 'z'; c++) {
      uint32_t upper = c - 0x20;
      if (set_has(set, c) || set_has(set, upper)) {
        set_add(arena, set, c, c);
        set_add(arena, set, upper, upper);
      }
    }
    return;
  }
  /* A member that is no canonical pair's key is its own canonical form. */
  CharSet members = {NULL, 0, 0};
  set_add_set(arena, &members, set);
  CaseClosure closure = {arena, &members, {NULL, 0, 0}, set};
  unicode_visit_canonical(is_unicode, collect_canonical, &closure);
  CharSet forms = {NULL, 0, 0};
  set_add_set(arena, &forms, &members);
  set_add_set(arena, &forms, &closure.canonical);
  set_add_set(arena, set, &closure.canonical);
  closure.canonical = forms;
  unicode_visit_canonical(is_unicode, collect_peer, &closure);
}

void set_add_digits(Arena *arena, CharSet *set) { set_add(arena, set, '0', '9'); }

void set_add_spaces(Arena *arena, CharSet *set) {
  static const Range spaces[] = {{0x09, 0x0D},     {0x20, 0x20},     {0xA0, 0xA0},     {0x1680, 0x1680},
                                 {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
                                 {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
  for (uint32_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
    set_add(arena, set, spaces[i].first, spaces[i].last);
  }
}

void set_add_words(Arena *arena, CharSet *set, bool is_extended) {
  set_add(arena, set, '0', '9');
  set_add(arena, set, 'A', 'Z');
  set_add(arena, set, '_', '_');
  set_add(arena, set, 'a', 'z');
  if (is_extended) {
    set_add(arena, set, 0x17F, 0x17F);
    set_add(arena, set, 0x212A, 0x212A);
  }
}

void set_add_line_ends(Arena *arena, CharSet *set) {
  set_add(arena, set, '\n', '\n');
  set_add(arena, set, '\r', '\r');
  set_add(arena, set, 0x2028, 0x2029);
}
