/*
 * Writing code and tables: words, operations, targets that are set later, and tables that are shared when equal.
 */
#include "compiler.h"

void re_push_word(Compiler *compiler, Words *list, uint32_t word) {
  if (list->count == list->capacity) {
    uint32_t capacity = list->capacity ? list->capacity * 2 : 64;
    uint32_t *words = capacity > MAX_WORDS ? NULL : regexp_arena_alloc(compiler->arena, (size_t)capacity * 4);
    if (!words) {
      compiler->is_too_large = true;
      return;
    }
    for (uint32_t i = 0; i < list->count; i++) { words[i] = list->words[i]; }
    list->words = words;
    list->capacity = capacity;
  }
  list->words[list->count++] = word;
}

uint32_t re_emit(Compiler *compiler, RegexpOp op, uint32_t a) {
  uint32_t at = compiler->code.count;
  re_push_word(compiler, &compiler->code, op | a << 8);
  return at;
}

void re_emit_word(Compiler *compiler, uint32_t word) { re_push_word(compiler, &compiler->code, word); }

/* An operation whose a is an offset in tables. */
void re_emit_with_table(Compiler *compiler, RegexpOp op, uint32_t table) {
  re_push_word(compiler, &compiler->fixups, re_emit(compiler, op, table) * 2 + 1);
}

void re_emit_table(Compiler *compiler, uint32_t table) {
  re_push_word(compiler, &compiler->fixups, compiler->code.count * 2);
  re_emit_word(compiler, table);
}

/* An operation that jumps by its a; the target may be set later with land. */
uint32_t re_emit_jump(Compiler *compiler, RegexpOp op, uint32_t target) {
  uint32_t at = re_emit(compiler, op, target);
  re_push_word(compiler, &compiler->jumps, at * 2 + 1);
  return at;
}

uint32_t re_emit_target(Compiler *compiler, uint32_t target) {
  uint32_t at = compiler->code.count;
  re_push_word(compiler, &compiler->jumps, at * 2);
  re_emit_word(compiler, target);
  return at;
}

/* Makes the jump at `at` come here: by its a, or the word itself. */
void re_land(Compiler *compiler, uint32_t at) {
  if (!compiler->is_too_large) {
    uint32_t *word = &compiler->code.words[at];
    *word = (*word & 0xFF) | compiler->code.count << 8;
  }
}

void re_land_word(Compiler *compiler, uint32_t at) {
  if (!compiler->is_too_large) { compiler->code.words[at] = compiler->code.count; }
}

/* --- Tables --- */

/* Adds `count` words to the tables unless they are there already; the offset. */
uint32_t re_add_table(Compiler *compiler, const uint32_t *words, uint32_t count) {
  Words *tables = &compiler->tables;
  for (uint32_t at = 0; at + count <= tables->count && at < 4096; at++) {
    uint32_t i = 0;
    while (i < count && tables->words[at + i] == words[i]) { i++; }
    if (i == count) { return at; }
  }
  uint32_t at = tables->count;
  for (uint32_t i = 0; i < count; i++) { re_push_word(compiler, tables, words[i]); }
  return at;
}

uint32_t re_add_class(Compiler *compiler, const CharSet *set) {
  uint32_t *words = regexp_arena_alloc(compiler->arena, (CLASS_RANGES + (size_t)set->count * 2) * 4);
  if (!words) {
    compiler->is_too_large = true;
    return 0;
  }
  uint32_t size = CLASS_RANGES;
  for (uint32_t i = 0; i < set->count; i++) {
    Range range = set->ranges[i];
    re_set_bits(words, range.first, range.last);
    if (range.last >= 256) {
      words[size++] = range.first < 256 ? 256 : range.first;
      words[size++] = range.last;
    }
  }
  words[CLASS_COUNT] = (size - CLASS_RANGES) / 2;
  return re_add_table(compiler, words, size);
}

uint32_t re_add_first(Compiler *compiler, const First *first) {
  uint32_t words[FIRST_WORDS];
  for (int i = 0; i < 8; i++) { words[i] = first->bits[i]; }
  words[FIRST_OTHERS] = first->others;
  return re_add_table(compiler, words, FIRST_WORDS);
}

/* Units two a word, after a count if asked. */
uint32_t re_add_units(Compiler *compiler, const uint16_t *units, uint32_t count, bool is_counted) {
  uint32_t *words = regexp_arena_alloc(compiler->arena, (count / 2 + 2) * (size_t)4);
  if (!words) {
    compiler->is_too_large = true;
    return 0;
  }
  uint32_t size = 0;
  if (is_counted) { words[size++] = count; }
  for (uint32_t i = 0; i < count; i += 2) {
    words[size++] = units[i] | (i + 1 < count ? (uint32_t)units[i + 1] << 16 : 0);
  }
  return re_add_table(compiler, words, size);
}
