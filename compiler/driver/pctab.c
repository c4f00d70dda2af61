/*
 * pctab.c: builds and encodes the position table.
 *
 * Input is three unordered sets: rows (from this address on: line and column), ranges (these addresses belong to that
 * scope) and scopes (functions, and inlined calls of functions as a tree). One sweep over all addresses at which
 * anything changes joins them into rows (address, scope, line, column), where the scope is the innermost one. Equal
 * neighbours are merged, and so are rows between calls; what is left is written as differences in blocks of fixed row
 * count.
 */
#include "pctab-internal.h"

#include "../../runtime/error/pctab-format.h"
#include "../support/host.h"

#include <stdlib.h>

/* One row of the result. scope 0: nothing is known from this address on. */
typedef struct OutRow {
  uint64_t address;
  uint32_t scope, line, column;
} OutRow;

Pctab *pctab_new(Arena *arena) {
  Pctab *t = ARENA_NEW(arena, Pctab);
  t->arena = arena;
  strmap_init(&t->strings, arena);
  ARRAY_PUSH(arena, &t->scopes, (PctabScope){0}); /* handle 0 is "none" */
  return t;
}

const char *pctab_error(const Pctab *t) { return t->error ? t->error : ""; }

/* The string's number, from 0 in order of appearance. */
static uint32_t intern(Pctab *t, const char *s, size_t len) {
  void **value = strmap_at(&t->strings, s, len);
  if (!*value) *value = (void *)(uintptr_t)t->strings.count; /* number + 1 */
  return (uint32_t)(uintptr_t)*value - 1;
}

uint32_t pctab_add_scope(Pctab *t, const char *function, size_t function_len, const char *file, size_t file_len,
                         uint32_t parent, uint32_t call_line, uint32_t call_column) {
  ASSERT(parent < t->scopes.count);
  PctabScope s = {.function = intern(t, function, function_len),
                  .file = intern(t, file, file_len),
                  .parent = parent,
                  .call_line = call_line,
                  .call_column = call_column};
  s.depth = parent ? t->scopes.items[parent].depth + 1 : 0;
  ARRAY_PUSH(t->arena, &t->scopes, s);
  return t->scopes.count - 1;
}

void pctab_describe_scope(Pctab *t, uint32_t scope, uint32_t description) {
  t->scopes.items[scope].description = description;
}

void pctab_set_receiver(Pctab *t, uint32_t scope, uint32_t words_below) {
  t->scopes.items[scope].receiver = words_below;
}

void pctab_add_range(Pctab *t, uint64_t low, uint64_t high, uint32_t scope) {
  ASSERT(scope && scope < t->scopes.count);
  if (low < high) ARRAY_PUSH(t->arena, &t->ranges, ((PctabRange){low, high, scope, t->scopes.items[scope].depth}));
}

void pctab_add_row(Pctab *t, uint64_t address, uint32_t line, uint32_t column) {
  ARRAY_PUSH(t->arena, &t->rows, ((PctabRow){address, line, column, t->rows.count, false}));
}

void pctab_add_end(Pctab *t, uint64_t address) {
  ARRAY_PUSH(t->arena, &t->rows, ((PctabRow){.address = address, .order = t->rows.count, .is_end = true}));
}

/* ---- the sweep ---- */

/* At one address an end comes first: another sequence may begin there. Otherwise the last row given holds. */
static int compare_rows(const void *a, const void *b) {
  const PctabRow *x = a, *y = b;
  if (x->address != y->address) return x->address < y->address ? -1 : 1;
  if (x->is_end != y->is_end) return x->is_end ? -1 : 1;
  return x->order < y->order ? -1 : 1;
}

/* Outer ranges before the inner ones that begin at the same address. */
static int compare_ranges(const void *a, const void *b) {
  const PctabRange *x = a, *y = b;
  if (x->low != y->low) return x->low < y->low ? -1 : 1;
  if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
  return x->scope < y->scope ? -1 : x->scope > y->scope;
}

typedef struct Sweep {
  Pctab *t;
  ARRAY(PctabRange) open; /* ranges around the current address, innermost last */
  uint32_t next_row, next_range;
  bool has_row;
  PctabRow row;
  ARRAY(OutRow) out;
} Sweep;

/* The next address at which something changes; UINT64_MAX at the end. */
static uint64_t next_address(const Sweep *s) {
  uint64_t next = UINT64_MAX;
  if (s->next_row < s->t->rows.count) next = s->t->rows.items[s->next_row].address;
  if (s->next_range < s->t->ranges.count && s->t->ranges.items[s->next_range].low < next)
    next = s->t->ranges.items[s->next_range].low;
  for (uint32_t i = 0; i < s->open.count; i++)
    if (s->open.items[i].high < next) next = s->open.items[i].high;
  return next;
}

static void advance(Sweep *s, uint64_t address) {
  Pctab *t = s->t;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < s->open.count; i++)
    if (s->open.items[i].high > address) s->open.items[kept++] = s->open.items[i];
  s->open.count = kept;
  for (; s->next_range < t->ranges.count && t->ranges.items[s->next_range].low == address; s->next_range++)
    ARRAY_PUSH(t->arena, &s->open, t->ranges.items[s->next_range]);
  for (; s->next_row < t->rows.count && t->rows.items[s->next_row].address == address; s->next_row++) {
    s->row = t->rows.items[s->next_row];
    s->has_row = !s->row.is_end;
  }
}

/* The deepest open range; of equals the one opened last. */
static uint32_t innermost(const Sweep *s) {
  const PctabRange *best = NULL;
  for (uint32_t i = 0; i < s->open.count; i++)
    if (!best || s->open.items[i].depth >= best->depth) best = &s->open.items[i];
  return best ? best->scope : 0;
}

static void emit(Sweep *s, uint64_t address) {
  OutRow row = {.address = address, .scope = s->has_row ? innermost(s) : 0};
  if (row.scope) {
    PctabScope *scope = &s->t->scopes.items[row.scope];
    if (s->row.line) {
      scope->last_line = s->row.line;
      scope->last_column = s->row.column;
    }
    row.line = scope->last_line;
    row.column = scope->last_column;
  }
  OutRow *last = s->out.count ? &s->out.items[s->out.count - 1] : NULL;
  if (last ? last->scope == row.scope && last->line == row.line && last->column == row.column : !row.scope) return;
  ARRAY_PUSH(s->t->arena, &s->out, row);
}

/* ---- positions that no stack trace asks for ---- */

/*
 * Marks the last byte of whatever may be a call, at every offset: finding out where instructions begin would need a
 * decoder, and a row kept for a chance e8 byte inside another instruction costs three bytes.
 *     e8 rel32         call
 *     ff modrm /2 ...  indirect call: a register, or memory with SIB byte and displacement
 */
static void mark_calls(uint8_t *calls, const uint8_t *bytes, uint64_t size) {
  for (uint64_t i = 0; i < size; i++) {
    uint64_t length = 0;
    if (bytes[i] == 0xe8) {
      length = 5;
    } else if (bytes[i] == 0xff && i + 1 < size && (bytes[i + 1] >> 3 & 7) == 2) {
      unsigned mode = bytes[i + 1] >> 6, rm = bytes[i + 1] & 7;
      bool has_sib = mode != 3 && rm == 4;
      bool has_disp32 = mode == 2 || (mode == 0 && rm == 5);
      if (has_sib && mode == 0 && i + 2 < size && (bytes[i + 2] & 7) == 5) has_disp32 = true;
      length = 2u + has_sib + (mode == 1 ? 1 : 0) + (has_disp32 ? 4 : 0);
    }
    uint64_t last = i + length - 1;
    if (length && last < size) calls[last / 8] |= (uint8_t)(1u << last % 8);
  }
}

void pctab_add_code(Pctab *t, uint64_t address, const uint8_t *bytes, uint64_t size) {
  PctabCode c = {address, size, arena_alloc(t->arena, size / 8 + 1)};
  mark_calls(c.calls, bytes, size);
  ARRAY_PUSH(t->arena, &t->code, c);
}

void pctab_keep_all(Pctab *t) { t->keep_all = true; }

static int compare_code(const void *a, const void *b) {
  const PctabCode *x = a, *y = b;
  return x->address < y->address ? -1 : x->address > y->address;
}

/* The row is in force at the end of some call, or at an address of which nothing is known. */
static bool is_asked(const PctabCode *c, uint64_t low, uint64_t high) {
  if (low < c->address || high > c->address + c->size) return true;
  for (uint64_t i = low - c->address; i < high - c->address; i++)
    if (c->calls[i / 8] >> i % 8 & 1) return true;
  return false;
}

/* Drops rows between calls; the row before reaches over them. The last row, an end, stays. */
static uint32_t drop_unasked(Pctab *t, OutRow *rows, uint32_t count) {
  if (t->keep_all || !t->code.count || !count) return count;
  qsort(t->code.items, t->code.count, sizeof *t->code.items, compare_code);
  uint32_t kept = 0, c = 0;
  for (uint32_t i = 0; i < count; i++) {
    while (c + 1 < t->code.count && t->code.items[c + 1].address <= rows[i].address) c++;
    if (i + 1 < count && !is_asked(&t->code.items[c], rows[i].address, rows[i + 1].address)) continue;
    const OutRow *last = kept ? &rows[kept - 1] : NULL;
    if (last && last->scope == rows[i].scope && last->line == rows[i].line && last->column == rows[i].column) continue;
    rows[kept++] = rows[i];
  }
  return kept;
}

/* ---- encoding ---- */

typedef ARRAY(uint8_t) Bytes;

static void put_unsigned(Arena *arena, Bytes *b, uint64_t value) {
  do {
    uint8_t byte = value & 127;
    value >>= 7;
    ARRAY_PUSH(arena, b, (uint8_t)(byte | (value ? 128 : 0)));
  } while (value);
}

static void put_signed(Arena *arena, Bytes *b, int64_t value) {
  put_unsigned(arena, b, (uint64_t)value << 1 ^ (uint64_t)(value >> 63));
}

static void store32(uint8_t *p, uint32_t value) {
  for (int i = 0; i < 4; i++) p[i] = (uint8_t)(value >> 8 * i);
}

/* A frame of the reference has the receiver of the function that stands for it. */
static uint32_t receiver_of(const Pctab *t, const PctabScope *s) {
  while (s->parent && (s->description & ((1u << PCTAB_FN_KIND_BITS) - 1)) == PCTAB_FN_REFERENCE)
    s = &t->scopes.items[s->parent];
  return s->receiver;
}

/* Writes the scope's record after its parents', unless it is there; the record's offset. */
static uint32_t encode_scope(Pctab *t, Bytes *b, const uint32_t *string_offsets, uint32_t handle) {
  PctabScope *s = &t->scopes.items[handle];
  if (s->offset) return s->offset;
  /* Chains are as deep as inlining is: write the outermost first, without recursion. */
  uint32_t chain[64], depth = 0;
  for (uint32_t h = handle; h && !t->scopes.items[h].offset && depth < 64; h = t->scopes.items[h].parent)
    chain[depth++] = h;
  while (depth) {
    PctabScope *c = &t->scopes.items[chain[--depth]];
    c->offset = b->count;
    uint32_t parent = t->scopes.items[c->parent].offset; /* 0 for handle 0, and beyond the chain's limit */
    put_unsigned(t->arena, b, string_offsets[c->function]);
    put_unsigned(t->arena, b, string_offsets[c->file]);
    put_unsigned(t->arena, b, c->description);
    put_unsigned(t->arena, b, receiver_of(t, c));
    put_unsigned(t->arena, b, parent ? c->offset - parent : 0);
    if (!parent) continue;
    put_unsigned(t->arena, b, c->call_line);
    put_unsigned(t->arena, b, c->call_column);
  }
  return s->offset;
}

/* Writes the strings of the scopes that occur; returns their offsets by number. */
static uint32_t *encode_strings(Pctab *t, Bytes *b, const OutRow *rows, uint32_t count) {
  uint32_t *offsets = ARENA_ARRAY(t->arena, uint32_t, t->strings.count + 1);
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t h = rows[i].scope; h && !t->scopes.items[h].is_used; h = t->scopes.items[h].parent) {
      t->scopes.items[h].is_used = true;
      offsets[t->scopes.items[h].function] = offsets[t->scopes.items[h].file] = 1;
    }
  for (uint32_t i = 0; i < t->strings.count; i++) {
    if (!offsets[i]) continue;
    const StrMapEntry *e = &t->strings.entries[i];
    offsets[i] = b->count;
    put_unsigned(t->arena, b, e->len);
    for (uint32_t k = 0; k < e->len; k++) ARRAY_PUSH(t->arena, b, (uint8_t)e->key[k]);
  }
  return offsets;
}

static bool encode(Pctab *t, const OutRow *rows, uint32_t count, const uint8_t **bytes, size_t *size) {
  Arena *arena = t->arena;
  uint32_t blocks = (count + PCTAB_BLOCK_ROWS - 1) / PCTAB_BLOCK_ROWS;
  Bytes head = {0}, body = {0}, scopes = {0};
  for (uint32_t i = 0; i < PCTAB_HEADER + blocks * PCTAB_BLOCK_SIZE; i++) ARRAY_PUSH(arena, &head, 0);

  uint32_t *string_offsets = encode_strings(t, &head, rows, count);
  ARRAY_PUSH(arena, &scopes, 0); /* offset 0 stands for "no scope" */

  uint64_t base = count ? rows[0].address : 0;
  OutRow last = {0};
  for (uint32_t i = 0; i < count; i++) {
    OutRow row = rows[i];
    if (row.address - base > UINT32_MAX) {
      t->error = "code spans more than 4 GB";
      return false;
    }
    row.scope = row.scope ? encode_scope(t, &scopes, string_offsets, row.scope) : 0;
    if (i % PCTAB_BLOCK_ROWS == 0) {
      uint8_t *block = head.items + PCTAB_HEADER + i / PCTAB_BLOCK_ROWS * PCTAB_BLOCK_SIZE;
      store32(block, (uint32_t)(row.address - base));
      store32(block + 4, head.count + body.count);
      last = (OutRow){.address = row.address};
    }
    unsigned flags = (row.scope != last.scope ? PCTAB_HAS_SCOPE : 0) | (row.line != last.line ? PCTAB_HAS_LINE : 0);
    put_unsigned(arena, &body, (row.address - last.address) << PCTAB_ADDRESS_SHIFT | flags);
    if (flags & PCTAB_HAS_SCOPE) put_signed(arena, &body, (int64_t)row.scope - last.scope);
    if (flags & PCTAB_HAS_LINE) put_signed(arena, &body, (int64_t)row.line - last.line);
    put_signed(arena, &body, (int64_t)row.column - last.column);
    last = row;
  }

  uint64_t total = (uint64_t)head.count + body.count + scopes.count;
  if (total > UINT32_MAX) {
    t->error = "position table exceeds 4 GB";
    return false;
  }
  uint8_t *out = arena_alloc(arena, total);
  memcpy(out, head.items, head.count);
  if (body.count) memcpy(out + head.count, body.items, body.count);
  memcpy(out + head.count + body.count, scopes.items, scopes.count);
  store32(out + PCTAB_MAGIC_AT, PCTAB_MAGIC);
  store32(out + PCTAB_SIZE_AT, (uint32_t)total);
  store32(out + PCTAB_BASE_AT, (uint32_t)base);
  store32(out + PCTAB_BASE_AT + 4, (uint32_t)(base >> 32));
  store32(out + PCTAB_COUNT_AT, blocks);
  store32(out + PCTAB_SCOPES_AT, head.count + body.count);
  *bytes = out;
  *size = total;
  return true;
}

bool pctab_finish(Pctab *t, const uint8_t **bytes, size_t *size) {
  if (t->rows.count) qsort(t->rows.items, t->rows.count, sizeof *t->rows.items, compare_rows);
  if (t->ranges.count) qsort(t->ranges.items, t->ranges.count, sizeof *t->ranges.items, compare_ranges);
  Sweep s = {.t = t};
  for (uint64_t address; (address = next_address(&s)) != UINT64_MAX;) {
    advance(&s, address);
    emit(&s, address);
  }
  uint32_t count = drop_unasked(t, s.out.items, s.out.count);
  return encode(t, s.out.items, count, bytes, size);
}
