/*
 * matcher-text.c: how a matcher looks at text: tests of units, and the search for a start.
 *
 * A set is tested by comparisons if it is one or two ranges or all but one, else by a table: 257 bytes, one for each
 * unit below 256 and one for the others, a bit of which is one set's. Eight sets of the module share a table.
 */
#include <string.h>

#include "matcher.h"

LLVMValueRef mt_i32(Matcher *m, uint32_t v) { return LLVMConstInt(m->g->i32, v, false); }
LLVMValueRef mt_i64(Matcher *m, uint64_t v) { return LLVMConstInt(m->g->i64, v, false); }
LLVMBasicBlockRef mt_block(Matcher *m) { return LLVMAppendBasicBlockInContext(m->g->ctx, m->f, ""); }
void mt_enter(Matcher *m, LLVMBasicBlockRef block) { LLVMPositionBuilderAtEnd(m->g->b, block); }

static LLVMTypeRef pointee(Matcher *m, LLVMValueRef variable) {
  return variable == m->top ? m->g->ptr : variable == m->left ? m->g->i32 : m->g->i64;
}

LLVMValueRef mt_get(Matcher *m, LLVMValueRef variable) {
  return LLVMBuildLoad2(m->g->b, pointee(m, variable), variable, "");
}

void mt_set(Matcher *m, LLVMValueRef variable, LLVMValueRef v) { LLVMBuildStore(m->g->b, v, variable); }

LLVMValueRef mt_offset(Matcher *m, LLVMValueRef v, int64_t by) {
  return LLVMBuildAdd(m->g->b, v, LLVMConstInt(LLVMTypeOf(v), (uint64_t)by, true), "");
}

LLVMValueRef mt_compare(Matcher *m, LLVMIntPredicate p, LLVMValueRef a, LLVMValueRef b) {
  return LLVMBuildICmp(m->g->b, p, a, b, "");
}

static LLVMValueRef unit_address(Matcher *m, LLVMValueRef index) {
  return LLVMBuildInBoundsGEP2(m->g->b, m->unit, m->units, &index, 1, "");
}

LLVMValueRef mt_unit(Matcher *m, LLVMValueRef index) {
  return LLVMBuildZExt(m->g->b, LLVMBuildLoad2(m->g->b, m->unit, unit_address(m, index), ""), m->g->i32, "");
}

LLVMValueRef mt_call(Matcher *m, const char *name, LLVMTypeRef ret, LLVMValueRef *args, unsigned n) {
  return cg_call_runtime(m->g, name, ret, args, n);
}

LLVMValueRef mt_call_text(Matcher *m, const char *name, LLVMValueRef *args, unsigned n) {
  LLVMValueRef all[8] = {m->units};
  for (unsigned i = 0; i < n; i++) all[i + 1] = args[i];
  return mt_call(m, arena_format(m->g->arena, "%s%d", name, m->is_wide ? 16 : 8), m->g->i64, all, n + 1);
}

LLVMValueRef mt_word_address(Matcher *m, uint32_t offset) {
  LLVMValueRef at = mt_i64(m, offset);
  return LLVMConstInBoundsGEP2(m->g->i32, m->data, &at, 1);
}

/* ---- sets ---- */

UnitSet mt_class(const Matcher *m, uint32_t offset) {
  UnitSet set = {.class = offset};
  const uint32_t *class = m->words + offset;
  memcpy(set.bits, class, sizeof set.bits);
  uint32_t count = class[CLASS_COUNT];
  const uint32_t *range = class + CLASS_RANGES;
  if (count && m->is_wide) set.above = count == 1 && range[0] == 256 && range[1] >= 0xFFFF ? ABOVE_ALL : ABOVE_RANGES;
  return set;
}

UnitSet mt_first(const Matcher *m, uint32_t offset) {
  UnitSet set = {.above = m->words[offset + FIRST_OTHERS] && m->is_wide ? ABOVE_ALL : ABOVE_NONE};
  memcpy(set.bits, m->words + offset, sizeof set.bits);
  return set;
}

static bool has_bit(const uint32_t *bits, uint32_t c) { return bits[c >> 5] >> (c & 31) & 1; }

/* The set's ranges, or those of what is not in it: at most `max`, -1 if there are more. */
static int list_ranges(const Matcher *m, const UnitSet *set, bool is_in, uint32_t ranges[][2], int max) {
  int count = 0;
  uint32_t end = m->is_wide ? 257 : 256;
  for (uint32_t c = 0; c < end; c++) {
    bool has = c == 256 ? set->above == ABOVE_ALL : has_bit(set->bits, c);
    if (has != is_in) continue;
    if (count && ranges[count - 1][1] == c - 1) {
      ranges[count - 1][1] = c == 256 ? 0xFFFF : c;
      continue;
    }
    if (count == max) return -1;
    ranges[count][0] = c;
    ranges[count++][1] = c == 256 ? 0xFFFF : c;
  }
  return count;
}

/* The table that has a bit for the set, and which. */
static LLVMValueRef find_table(Matcher *m, const UnitSet *set, uint32_t *mask) {
  Cg *g = m->g;
  uint8_t entries[257];
  bool others = set->above == ABOVE_ALL;
  for (uint32_t c = 0; c < 256; c++) entries[c] = has_bit(set->bits, c);
  entries[256] = others;
  MatcherTable *t = NULL;
  for (uint32_t n = 0; n < g->matcher_tables.count; n++) {
    t = &g->matcher_tables.items[n];
    for (uint32_t bit = 0; bit < t->used; bit++) {
      uint32_t c = 0;
      while (c < 257 && (t->entries[c] >> bit & 1) == entries[c]) c++;
      *mask = 1u << bit;
      if (c == 257) return t->global;
    }
  }
  if (!t || t->used == 8) {
    MatcherTable fresh = {.global = LLVMAddGlobal(g->mod, LLVMArrayType2(g->i8, 257), "jsc.units")};
    LLVMSetLinkage(fresh.global, LLVMInternalLinkage);
    LLVMSetGlobalConstant(fresh.global, true);
    ARRAY_PUSH(g->arena, &g->matcher_tables, fresh);
    t = &g->matcher_tables.items[g->matcher_tables.count - 1];
  }
  for (uint32_t c = 0; c < 257; c++) t->entries[c] |= (uint8_t)(entries[c] << t->used);
  *mask = 1u << t->used++;
  LLVMValueRef init[257];
  for (uint32_t c = 0; c < 257; c++) init[c] = LLVMConstInt(g->i8, t->entries[c], false);
  LLVMSetInitializer(t->global, LLVMConstArray2(g->i8, init, 257));
  return t->global;
}

static LLVMValueRef table_has(Matcher *m, const UnitSet *set, LLVMValueRef c) {
  LLVMBuilderRef b = m->g->b;
  uint32_t mask;
  LLVMValueRef table = find_table(m, set, &mask), index = LLVMBuildZExt(b, c, m->g->i64, "");
  if (m->is_wide && set->above != ABOVE_RANGES)
    index = LLVMBuildSelect(b, mt_compare(m, LLVMIntULT, index, mt_i64(m, 256)), index, mt_i64(m, 256), "");
  LLVMValueRef entry = LLVMBuildLoad2(b, m->g->i8, LLVMBuildInBoundsGEP2(b, m->g->i8, table, &index, 1, ""), "");
  return mt_compare(m, LLVMIntNE, LLVMBuildAnd(b, entry, LLVMConstInt(m->g->i8, mask, false), ""),
                    LLVMConstInt(m->g->i8, 0, false));
}

static LLVMValueRef in_range(Matcher *m, const uint32_t range[2], LLVMValueRef c) {
  if (range[0] == range[1]) return mt_compare(m, LLVMIntEQ, c, mt_i32(m, range[0]));
  LLVMValueRef from = range[0] ? LLVMBuildSub(m->g->b, c, mt_i32(m, range[0]), "") : c;
  return mt_compare(m, LLVMIntULE, from, mt_i32(m, range[1] - range[0]));
}

LLVMValueRef mt_has(Matcher *m, const UnitSet *set, LLVMValueRef c) {
  LLVMBuilderRef b = m->g->b;
  uint32_t ranges[2][2];
  if (set->above == ABOVE_RANGES) {
    LLVMBasicBlockRef low = mt_block(m), high = mt_block(m), done = mt_block(m);
    LLVMBuildCondBr(b, mt_compare(m, LLVMIntULT, c, mt_i32(m, 256)), low, high);
    mt_enter(m, low);
    LLVMValueRef has[2] = {table_has(m, set, c)};
    LLVMBuildBr(b, done);
    mt_enter(m, high);
    LLVMValueRef args[2] = {mt_word_address(m, set->class), c};
    has[1] = mt_compare(m, LLVMIntNE, mt_call(m, "regexp_class_has", m->g->i32, args, 2), mt_i32(m, 0));
    LLVMBuildBr(b, done);
    mt_enter(m, done);
    LLVMValueRef phi = LLVMBuildPhi(b, m->g->i1, "");
    LLVMAddIncoming(phi, has, (LLVMBasicBlockRef[]){low, high}, 2);
    return phi;
  }
  int count = list_ranges(m, set, true, ranges, 2);
  if (count == 0) return LLVMConstInt(m->g->i1, 0, false);
  if (count == 1) return in_range(m, ranges[0], c);
  if (count == 2 && ranges[0][0] == ranges[0][1] && ranges[1][0] == ranges[1][1]) {
    uint32_t x = ranges[0][0], y = ranges[1][0];
    if (((x ^ y) & ((x ^ y) - 1)) == 0)
      return mt_compare(m, LLVMIntEQ, LLVMBuildOr(b, c, mt_i32(m, x ^ y), ""), mt_i32(m, x | y));
    return LLVMBuildOr(b, in_range(m, ranges[0], c), in_range(m, ranges[1], c), "");
  }
  count = list_ranges(m, set, false, ranges, 2);
  if (count == 0) return LLVMConstInt(m->g->i1, 1, false);
  if (count == 1) return LLVMBuildNot(b, in_range(m, ranges[0], c), "");
  return table_has(m, set, c);
}

LLVMValueRef mt_is_line_end(Matcher *m, LLVMValueRef c) {
  LLVMBuilderRef b = m->g->b;
  LLVMValueRef is =
      LLVMBuildOr(b, mt_compare(m, LLVMIntEQ, c, mt_i32(m, '\n')), mt_compare(m, LLVMIntEQ, c, mt_i32(m, '\r')), "");
  if (!m->is_wide) return is;
  LLVMValueRef separator = mt_compare(m, LLVMIntEQ, LLVMBuildOr(b, c, mt_i32(m, 1), ""), mt_i32(m, 0x2029));
  return LLVMBuildOr(b, is, separator, "");
}

LLVMValueRef mt_is_word(Matcher *m, LLVMValueRef c, bool is_extended) {
  static const UnitSet words = {.bits = {0, 0x03FF0000, 0x87FFFFFE, 0x07FFFFFE}};
  LLVMBuilderRef b = m->g->b;
  LLVMValueRef is = table_has(m, &words, c);
  if (!is_extended || !m->is_wide) return is;
  LLVMValueRef s = mt_compare(m, LLVMIntEQ, c, mt_i32(m, 0x17F)), k = mt_compare(m, LLVMIntEQ, c, mt_i32(m, 0x212A));
  return LLVMBuildOr(b, is, LLVMBuildOr(b, s, k, ""), "");
}

LLVMValueRef mt_equals(Matcher *m, LLVMValueRef at, const uint32_t *packed, uint32_t count) {
  LLVMBuilderRef b = m->g->b;
  LLVMValueRef all = NULL;
  uint32_t size = m->is_wide ? 2 : 1;
  for (uint32_t i = 0; i < count;) {
    uint32_t n = 8 / size;
    while (n > count - i) n /= 2;
    uint64_t expected = 0;
    for (uint32_t k = 0; k < n; k++) {
      uint64_t unit = packed[(i + k) / 2] >> ((i + k) % 2 * 16) & 0xFFFF;
      if (!m->is_wide && unit > 0xFF) return LLVMConstInt(m->g->i1, 0, false);
      expected |= unit << (k * size * 8);
    }
    LLVMTypeRef type = LLVMIntTypeInContext(m->g->ctx, n * size * 8);
    LLVMValueRef load = LLVMBuildLoad2(b, type, unit_address(m, i ? mt_offset(m, at, i) : at), "");
    LLVMSetAlignment(load, 1);
    LLVMValueRef same = mt_compare(m, LLVMIntEQ, load, LLVMConstInt(type, expected, false));
    all = all ? LLVMBuildAnd(b, all, same, "") : same;
    i += n;
  }
  return all;
}

static LLVMValueRef is_half(Matcher *m, LLVMValueRef index, uint32_t kind) {
  return mt_compare(m, LLVMIntEQ, LLVMBuildAnd(m->g->b, mt_unit(m, index), mt_i32(m, 0xFC00), ""), mt_i32(m, kind));
}

LLVMValueRef mt_splits_pair(Matcher *m, LLVMValueRef at, LLVMValueRef low, LLVMValueRef high) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef from = LLVMGetInsertBlock(b), inside = mt_block(m), done = mt_block(m);
  LLVMValueRef is_inside = LLVMBuildAnd(b, mt_compare(m, LLVMIntUGT, at, low), mt_compare(m, LLVMIntULT, at, high), "");
  LLVMBuildCondBr(b, is_inside, inside, done);
  mt_enter(m, inside);
  LLVMValueRef splits = LLVMBuildAnd(b, is_half(m, at, 0xDC00), is_half(m, mt_offset(m, at, -1), 0xD800), "");
  LLVMBuildBr(b, done);
  mt_enter(m, done);
  LLVMValueRef phi = LLVMBuildPhi(b, m->g->i1, "");
  LLVMAddIncoming(phi, (LLVMValueRef[]){LLVMConstInt(m->g->i1, 0, false), splits}, (LLVMBasicBlockRef[]){from, inside},
                  2);
  return phi;
}

/* ---- search ---- */

static void return_none(Matcher *m) { LLVMBuildRet(m->g->b, mt_i32(m, REGEXP_NO_MATCH)); }

/* Leaves the function if there is no such start. */
static void found_or_none(Matcher *m, LLVMValueRef at) {
  LLVMBasicBlockRef none = mt_block(m), found = mt_block(m);
  LLVMBuildCondBr(m->g->b, mt_compare(m, LLVMIntULT, at, m->length), found, none);
  mt_enter(m, none);
  return_none(m);
  mt_enter(m, found);
  mt_set(m, m->at, at);
}

/* The set as regexp_find_set takes it: by low halves of ASCII, a bit for each high half. NULL: above ASCII there are
 * some and not all. */
static LLVMValueRef nibbles(Matcher *m, const UnitSet *set) {
  uint32_t above = set->bits[4];
  bool is_all = above == ~0u;
  for (int i = 4; i < 8; i++)
    if (set->bits[i] != above || (above && !is_all)) return NULL;
  if (m->is_wide && (set->above == ABOVE_RANGES || (set->above == ABOVE_ALL) != is_all)) return NULL;
  LLVMValueRef bytes[16];
  for (uint32_t low = 0; low < 16; low++) {
    uint32_t mask = 0;
    for (uint32_t high = 0; high < 8; high++) mask |= (uint32_t)has_bit(set->bits, high << 4 | low) << high;
    bytes[low] = LLVMConstInt(m->g->i8, mask, false);
  }
  LLVMValueRef init = LLVMConstArray2(m->g->i8, bytes, 16);
  for (uint32_t n = 0; n < m->g->matcher_nibbles.count; n++)
    if (LLVMGetInitializer(m->g->matcher_nibbles.items[n]) == init) return m->g->matcher_nibbles.items[n];
  LLVMValueRef v = LLVMAddGlobal(m->g->mod, LLVMTypeOf(init), "jsc.nibbles");
  LLVMSetInitializer(v, init);
  LLVMSetLinkage(v, LLVMInternalLinkage);
  LLVMSetGlobalConstant(v, true);
  LLVMSetAlignment(v, 16);
  ARRAY_PUSH(m->g->arena, &m->g->matcher_nibbles, v);
  return v;
}

/* Units in the set, if they are three at most and none is above 255: 16 bits each, repeated. 0: more. */
static uint64_t few_units(const UnitSet *set) {
  uint64_t units[4], count = 0;
  if (set->above != ABOVE_NONE) return 0;
  for (uint32_t c = 0; c < 256; c++) {
    if (!has_bit(set->bits, c)) continue;
    if (count == 3) return 0;
    units[count++] = c;
  }
  if (!count) return 0;
  while (count < 3) {
    units[count] = units[count - 1];
    count++;
  }
  return units[0] | units[1] << 16 | units[2] << 32 | 1ull << 48;
}

/* The first unit of the set: where it is none of the next two, by a helper that looks at 16 units at a time. */
static void search_set(Matcher *m, const UnitSet *set) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef next = mt_block(m);
  for (int i = 0; i < 2; i++) {
    LLVMBasicBlockRef other = mt_block(m);
    found_or_none(m, mt_get(m, m->at));
    LLVMBuildCondBr(b, mt_has(m, set, mt_unit(m, mt_get(m, m->at))), next, other);
    mt_enter(m, other);
    mt_set(m, m->at, mt_offset(m, mt_get(m, m->at), 1));
  }
  uint64_t few = few_units(set);
  LLVMValueRef table = few ? NULL : nibbles(m, set), from = mt_get(m, m->at);
  if (few) {
    LLVMValueRef args[3] = {from, m->length, mt_i64(m, few & 0xFFFFFFFFFFFFull)};
    found_or_none(m, mt_call_text(m, "regexp_find_few", args, 3));
  } else if (table) {
    LLVMValueRef args[4] = {from, m->length, table, mt_i64(m, set->bits[4] & 1)};
    found_or_none(m, mt_call_text(m, "regexp_find_set", args, 4));
  } else {
    LLVMBasicBlockRef test = mt_block(m), again = mt_block(m);
    LLVMBuildBr(b, test);
    mt_enter(m, test);
    found_or_none(m, mt_get(m, m->at));
    LLVMBuildCondBr(b, mt_has(m, set, mt_unit(m, mt_get(m, m->at))), next, again);
    mt_enter(m, again);
    mt_set(m, m->at, mt_offset(m, mt_get(m, m->at), 1));
    LLVMBuildBr(b, test);
    mt_enter(m, next);
    return;
  }
  LLVMBuildBr(b, next);
  mt_enter(m, next);
}

static void search_line(Matcher *m) {
  LLVMBuilderRef b = m->g->b;
  LLVMBasicBlockRef test = mt_block(m), inside = mt_block(m), more = mt_block(m), next = mt_block(m);
  LLVMBuildBr(b, test);
  mt_enter(m, test);
  LLVMValueRef at = mt_get(m, m->at);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, at, mt_i64(m, 0)), next, inside);
  mt_enter(m, inside);
  LLVMBuildCondBr(b, mt_is_line_end(m, mt_unit(m, mt_offset(m, at, -1))), next, more);
  mt_enter(m, more);
  LLVMBasicBlockRef none = mt_block(m), step = mt_block(m);
  LLVMBuildCondBr(b, mt_compare(m, LLVMIntEQ, at, m->length), none, step);
  mt_enter(m, none);
  return_none(m);
  mt_enter(m, step);
  mt_set(m, m->at, mt_offset(m, at, 1));
  LLVMBuildBr(b, test);
  mt_enter(m, next);
}

void mt_search(Matcher *m, LLVMBasicBlockRef search) {
  LLVMBuilderRef b = m->g->b;
  const RegexpProgram *p = m->program;
  mt_enter(m, search);
  if (p->min_length) {
    LLVMBasicBlockRef none = mt_block(m), enough = mt_block(m);
    LLVMValueRef need = mt_offset(m, mt_get(m, m->at), p->min_length);
    LLVMBuildCondBr(b, mt_compare(m, LLVMIntULE, need, m->length), enough, none);
    mt_enter(m, none);
    return_none(m);
    mt_enter(m, enough);
  }
  switch (p->start_kind) {
    case START_CHAR: {
      LLVMValueRef args[3] = {mt_get(m, m->at), m->length, mt_i64(m, p->start_data)};
      found_or_none(m, p->start_data > 0xFF && !m->is_wide ? m->length : mt_call_text(m, "regexp_find_unit", args, 3));
      break;
    }
    case START_SET: {
      UnitSet set = mt_first(m, p->start_data);
      search_set(m, &set);
      break;
    }
    case START_LINE: search_line(m); break;
    case START_PREFIX: {
      const uint32_t *prefix = m->words + p->start_data;
      uint32_t last = prefix[0] - 1;
      uint64_t first_unit = prefix[1] & 0xFFFF, last_unit = prefix[1 + last / 2] >> (last % 2 * 16) & 0xFFFF;
      LLVMValueRef args[3] = {mt_get(m, m->at), m->length,
                              mt_i64(m, first_unit | last_unit << 16 | (uint64_t)last << 32)};
      bool is_possible = m->is_wide || (first_unit <= 0xFF && last_unit <= 0xFF);
      found_or_none(m, is_possible ? mt_call_text(m, "regexp_find_pair", args, 3) : m->length);
      break;
    }
    default: break;
  }
  if (m->is_unicode && m->is_wide) {
    LLVMBasicBlockRef between = mt_block(m);
    LLVMValueRef at = mt_get(m, m->at);
    LLVMBuildCondBr(b, mt_splits_pair(m, at, mt_i64(m, 0), m->length), between, m->attempt);
    mt_enter(m, between);
    mt_set(m, m->at, mt_offset(m, at, 1));
    LLVMBuildBr(b, search);
  } else {
    LLVMBuildBr(b, m->attempt);
  }
}
