/*
 * pctab.c: reading the position table.
 *
 * A binary search over blocks, then at most PCTAB_BLOCK_ROWS rows decoded in turn. A row holds from its address up to
 * the next row's; scope 0 marks addresses without information.
 */
#include "pctab.h"

#include "pctab-format.h"
#ifdef JSC_EVAL
#include "../eval/trace.h"
#endif

static uint32_t load32(const uint8_t *p) {
  return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t load64(const uint8_t *p) { return load32(p) | (uint64_t)load32(p + 4) << 32; }

/* LEB128. */
static uint64_t read_unsigned(const uint8_t **p) {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    uint8_t byte = *(*p)++;
    value |= (uint64_t)(byte & 127) << shift;
    if (byte < 128) break;
  }
  return value;
}

/* Zigzag: 0, -1, 1, -2, ... */
static int64_t read_signed(const uint8_t **p) {
  uint64_t value = read_unsigned(p);
  return (int64_t)(value >> 1 ^ (0 - (value & 1)));
}

static const char *read_string(const uint8_t *table, uint64_t offset, uint32_t *len) {
  const uint8_t *p = table + offset;
  *len = (uint32_t)read_unsigned(&p);
  return (const char *)p;
}

/* Fills in the names of a scope; returns where its record goes on with the call's position, its caller in *parent. */
static const uint8_t *read_scope(const uint8_t *table, uint32_t scope, PcEntry *out, uint32_t *parent) {
  const uint8_t *p = table + load32(table + PCTAB_SCOPES_AT) + scope;
  out->scope = scope;
  out->function = read_string(table, read_unsigned(&p), &out->function_len);
  out->file = read_string(table, read_unsigned(&p), &out->file_len);
  out->description = (uint32_t)read_unsigned(&p);
  out->receiver = (uint32_t)read_unsigned(&p);
  uint32_t distance = (uint32_t)read_unsigned(&p);
  *parent = distance ? scope - distance : 0;
  return p;
}

static bool is_artificial(const PcEntry *e) {
  return (e->description & ((1u << PCTAB_FN_KIND_BITS) - 1)) == PCTAB_FN_ARTIFICIAL;
}

bool pctab_lookup(const uint8_t *table, uint64_t pc, PcEntry *out) {
#ifdef JSC_EVAL
  if (code_has_address(pc)) return eval_position(pc, out);
#endif
  uint64_t base = load64(table + PCTAB_BASE_AT);
  uint32_t count = load32(table + PCTAB_COUNT_AT);
  const uint8_t *blocks = table + PCTAB_HEADER;
  if (count == 0 || pc < base + load32(blocks) || pc - base > UINT32_MAX) return false;
  uint32_t wanted = (uint32_t)(pc - base), low = 0, high = count;
  while (high - low > 1) { /* block `low` begins at or before the address */
    uint32_t middle = low + (high - low) / 2;
    if (load32(blocks + middle * PCTAB_BLOCK_SIZE) <= wanted) low = middle;
    else high = middle;
  }
  const uint8_t *p = table + load32(blocks + low * PCTAB_BLOCK_SIZE + 4);
  const uint8_t *end =
      table + (low + 1 < count ? load32(blocks + (low + 1) * PCTAB_BLOCK_SIZE + 4) : load32(table + PCTAB_SCOPES_AT));
  uint32_t address = load32(blocks + low * PCTAB_BLOCK_SIZE), scope = 0, line = 0, column = 0;
  uint32_t found_scope = 0, found_line = 0, found_column = 0;
  while (p < end) {
    uint64_t head = read_unsigned(&p);
    address += (uint32_t)(head >> PCTAB_ADDRESS_SHIFT);
    if (address > wanted) break;
    if (head & PCTAB_HAS_SCOPE) scope = (uint32_t)(scope + read_signed(&p));
    if (head & PCTAB_HAS_LINE) line = (uint32_t)(line + read_signed(&p));
    column = (uint32_t)(column + read_signed(&p));
    found_scope = scope, found_line = line, found_column = column;
  }
  if (!found_scope) return false;
  uint32_t parent;
  read_scope(table, found_scope, out, &parent);
  out->line = found_line;
  out->column = found_column;
  return !is_artificial(out) || pctab_caller(table, out);
}

bool pctab_caller(const uint8_t *table, PcEntry *entry) {
#ifdef JSC_EVAL
  if (!entry->file) return false;
#endif
  PcEntry inner;
  uint32_t parent, unused;
  const uint8_t *call = read_scope(table, entry->scope, &inner, &parent);
  if (!parent) return false;
  read_scope(table, parent, entry, &unused);
  entry->line = (uint32_t)read_unsigned(&call);
  entry->column = (uint32_t)read_unsigned(&call);
  return !is_artificial(entry) || pctab_caller(table, entry);
}

bool pctab_valid(const uint8_t *table, uint64_t size) {
  if (!table || size < PCTAB_HEADER || load32(table) != PCTAB_MAGIC) return false;
  if (load32(table + PCTAB_SIZE_AT) > size) return false;
  uint32_t blocks = load32(table + PCTAB_COUNT_AT), scopes = load32(table + PCTAB_SCOPES_AT);
  return scopes <= size && blocks <= (size - PCTAB_HEADER) / PCTAB_BLOCK_SIZE;
}
