/* Unit test of the position table: built by hand, then asked at every address and compared with a plain model; and
 * damaged DWARF, which must give an error or a table, never a crash.
 */
#undef NDEBUG
#include "../../compiler/driver/pctab.h"
#include "../../runtime/error/pctab.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect(const uint8_t *table, uint64_t pc, const char *wanted) {
  char text[512] = "-";
  PcEntry e;
  size_t n = 0;
  if (pctab_lookup(table, pc, &e)) do
      n += (size_t)snprintf(text + n, sizeof text - n, "%s%.*s@%.*s:%u:%u", n ? " " : "", (int)e.function_len,
                            e.function, (int)e.file_len, e.file, e.line, e.column);
    while (pctab_caller(table, &e));
  if (strcmp(text, wanted) != 0) {
    fprintf(stderr, "at %#lx: %s, wanted %s\n", (unsigned long)pc, text, wanted);
    abort();
  }
}

static void test_by_hand(void) {
  Arena arena = {0};
  Pctab *t = pctab_new(&arena);
  uint32_t f = pctab_add_scope(t, "f", 1, "a.js", 4, 0, 0, 0);
  uint32_t g = pctab_add_scope(t, "g", 1, "b.js", 4, f, 7, 65535);
  uint32_t h = pctab_add_scope(t, "", 0, "b.js", 4, g, 70000, 1);
  pctab_add_range(t, 0x401000, 0x401100, f);
  pctab_add_range(t, 0x401040, 0x401080, g);
  pctab_add_range(t, 0x401050, 0x401060, h);
  pctab_add_range(t, 0x401090, 0x4010a0, g);
  uint32_t k = pctab_add_scope(t, "caf\xc3\xa9", 5, "a.js", 4, 0, 0, 0);
  pctab_add_range(t, 0x401100, 0x401110, k);
  pctab_add_row(t, 0x401100, 5, 5);
  pctab_add_end(t, 0x401120);
  pctab_add_row(t, 0x401000, 10, 3);
  pctab_add_row(t, 0x401040, 1, 1);
  pctab_add_row(t, 0x401048, 0, 0); /* no position: stays */
  pctab_add_row(t, 0x401050, 200000, 12);
  pctab_add_row(t, 0x401060, 0, 0); /* back in g, no position: g's last */
  pctab_add_row(t, 0x401080, 11, 4);
  pctab_add_end(t, 0x401100);
  const uint8_t *table;
  size_t size;
  assert(pctab_finish(t, &table, &size) && pctab_valid(table, size) && !pctab_valid(table, size - 1));
  expect(table, 0, "-");
  expect(table, 0x400fff, "-");
  expect(table, 0x401000, "f@a.js:10:3");
  expect(table, 0x40103f, "f@a.js:10:3");
  expect(table, 0x401040, "g@b.js:1:1 f@a.js:7:65535");
  expect(table, 0x40104f, "g@b.js:1:1 f@a.js:7:65535");
  expect(table, 0x401050, "@b.js:200000:12 g@b.js:70000:1 f@a.js:7:65535");
  expect(table, 0x40105f, "@b.js:200000:12 g@b.js:70000:1 f@a.js:7:65535");
  expect(table, 0x401060, "g@b.js:1:1 f@a.js:7:65535");
  expect(table, 0x401080, "f@a.js:11:4");
  expect(table, 0x401095, "g@b.js:11:4 f@a.js:7:65535");
  expect(table, 0x4010ff, "f@a.js:11:4");
  expect(table, 0x401100, "caf\xc3\xa9@a.js:5:5");
  expect(table, 0x40110f, "caf\xc3\xa9@a.js:5:5");
  expect(table, 0x401110, "-");
  expect(table, UINT64_MAX, "-");
  arena_free(&arena);
}

/* Each form of call keeps the row it ends in; rows without a call go. */
static void test_calls(void) {
  static const struct {
    uint8_t bytes[7], length;
  } calls[] = {
      {{0xe8, 1, 2, 3, 4}, 5},             /* call rel32 */
      {{0xff, 0xd0}, 2},                   /* call *%rax */
      {{0x41, 0xff, 0xd3}, 3},             /* call *%r11 */
      {{0xff, 0x10}, 2},                   /* call *(%rax) */
      {{0xff, 0x55, 0xf8}, 3},             /* call *-8(%rbp) */
      {{0xff, 0x90, 0, 1, 0, 0}, 6},       /* call *256(%rax) */
      {{0xff, 0x15, 0, 0, 0, 0}, 6},       /* call *x(%rip) */
      {{0xff, 0x14, 0xc8}, 3},             /* call *(%rax,%rcx,8) */
      {{0xff, 0x14, 0x25, 0, 0, 0, 0}, 7}, /* call *0 */
      {{0xff, 0x54, 0xc8, 8}, 4},          /* call *8(%rax,%rcx,8) */
      {{0xff, 0x94, 0xc8, 0, 1, 0, 0}, 7}, /* call *256(%rax,%rcx,8) */
  };
  Arena arena = {0};
  Pctab *t = pctab_new(&arena);
  uint8_t code[256] = {0};
  uint32_t at = 0, f = pctab_add_scope(t, "f", 1, "a.js", 4, 0, 0, 0), n = sizeof calls / sizeof *calls;
  for (uint32_t i = 0; i < n; i++) {
    pctab_add_row(t, 0x1000 + at, 900, 1); /* goes */
    at += 3;
    pctab_add_row(t, 0x1000 + at, i + 1, 1);
    memcpy(code + at, calls[i].bytes, calls[i].length);
    at += calls[i].length;
  }
  pctab_add_end(t, 0x1000 + at);
  pctab_add_range(t, 0x1000, 0x1000 + at, f);
  pctab_add_code(t, 0x1000, code, at);
  const uint8_t *table;
  size_t size;
  assert(pctab_finish(t, &table, &size));
  expect(table, 0x1000, "-");
  for (uint32_t i = 0, end = 0; i < n; i++) {
    char text[32];
    end += 3u + calls[i].length;
    snprintf(text, sizeof text, "f@a.js:%u:1", i + 1);
    expect(table, 0x1000 + end - 1, text);
    expect(table, 0x1000 + end, i + 1 < n ? text : "-");
  }
  arena_free(&arena);
}

static void test_empty(void) {
  Arena arena = {0};
  Pctab *t = pctab_new(&arena);
  const uint8_t *table;
  size_t size;
  assert(pctab_finish(t, &table, &size) && pctab_valid(table, size));
  expect(table, 0x401000, "-");
  arena_free(&arena);
}

/* Many functions of many rows, so that there are many blocks; every address is asked. */
static void test_many(void) {
  enum { FUNCTIONS = 300, ROWS = 37, STEP = 3 };
  Arena arena = {0};
  Pctab *t = pctab_new(&arena);
  for (uint32_t i = 0; i < FUNCTIONS; i++) {
    char name[16];
    int n = snprintf(name, sizeof name, "f%u", i);
    uint64_t start = 0x500000 + (uint64_t)i * ROWS * STEP;
    pctab_add_range(t, start, start + ROWS * STEP, pctab_add_scope(t, name, (size_t)n, "m.js", 4, 0, 0, 0));
    for (uint32_t k = 0; k < ROWS; k++) pctab_add_row(t, start + k * STEP, i * 1000 + k * 7 % 11 + 1, k * 100 % 77);
  }
  pctab_add_end(t, 0x500000 + FUNCTIONS * ROWS * STEP);
  const uint8_t *table;
  size_t size;
  assert(pctab_finish(t, &table, &size));
  for (uint32_t i = 0; i < FUNCTIONS * ROWS * STEP; i++) {
    uint32_t f = i / (ROWS * STEP), k = i % (ROWS * STEP) / STEP;
    PcEntry e;
    assert(pctab_lookup(table, 0x500000 + i, &e));
    assert(e.line == f * 1000 + k * 7 % 11 + 1 && e.column == k * 100 % 77 && e.file_len == 4);
    assert(!pctab_caller(table, &e));
  }
  assert(size < FUNCTIONS * ROWS * 6);
  arena_free(&arena);
}

/* A small unit, version 5: f inlines g. Its bytes are then damaged in every way of one byte. */
static const uint8_t abbrev[] = {
    1, 0x11, 1, 0x03, 0x08, 0x10, 0x17, 0x11, 0x01, 0x12, 0x06, 0,    0, /* unit: name, stmt_list, low, high */
    2, 0x2e, 0, 0x03, 0x08, 0x3a, 0x0b, 0,    0,                         /* abstract g: name, decl_file */
    3, 0x2e, 1, 0x03, 0x08, 0x3a, 0x0b, 0x11, 0x01, 0x12, 0x06, 0,    0, /* f */
    4, 0x1d, 0, 0x31, 0x13, 0x11, 0x01, 0x12, 0x06, 0x58, 0x0b, 0x59, 0x0b, 0x57, 0x0b, 0, 0, /* inlined g */
    0,
};
#define ADDRESS(low) low, 0, 0, 0, 0, 0, 0, 0
static uint8_t info[] = {
    0, 0,   0, 0, 5,          0,  1, 8, 0, 0, 0,  0, 1, 'u', 0,          0, 0, 0, 0, ADDRESS(0), 32, 0, 0, 0,
    2, 'g', 0, 1, /* at 31 */
    3, 'f', 0, 1, ADDRESS(0), 32, 0, 0, 0, 4, 31, 0, 0, 0,   ADDRESS(8), 8, 0, 0, 0, 1,          9,  5, 0, 0,
};
static uint8_t line[] = {
    0, 0,  0,    0,          5,    0, 8,    0, 0, 0,   0,   0,   1,   1, 1,    0xfb, 14,  13,
    0, 1,  1,    1,          1,    0, 0,    0, 1, 0,   0,   1,   1,   1, 0x08, 1,    '/', 0, /* directories */
    2, 1,  0x08, 2,          0x0b, 2, 'u',  0, 0, 'a', '.', 'j', 's', 0, 0,                  /* files */
    0, 9,  2,    ADDRESS(0), 5,    3, 0x15, /* set_address, column 3, special: line + 3 */
    5, 7,  0x82, 0x82,                      /* column 7, special: address + 8, twice */
    2, 16, 0,    1,          1,             /* advance_pc, end_sequence */
};

/* Links a section of 32 bytes at a known place with this DWARF, and asks for its table. */
static bool table_of(const uint8_t *the_info, const uint8_t *the_line, const uint8_t *the_abbrev, bool check) {
  static const uint8_t code[32];
  ElfLink *l = elf_link_new(NULL);
  ElfInput *in = elf_synth_new(l, "unit.o");
  ElfSection *s = elf_synth_section(in, &(ElfSectionDesc){".text", 0, ELF_SHF_ALLOC | ELF_SHF_EXEC, 16, 0, code, 32});
  ElfSymbol *start = elf_synth_symbol(in, &(ElfSymbolDesc){.name = "_start", .section = s, .binding = ELF_STB_GLOBAL});
  ElfSection *i = elf_synth_section(in, &(ElfSectionDesc){".debug_info", 0, 0, 1, 0, the_info, sizeof info});
  ElfSection *n = elf_synth_section(in, &(ElfSectionDesc){".debug_line", 0, 0, 1, 0, the_line, sizeof line});
  elf_synth_section(in, &(ElfSectionDesc){".debug_abbrev", 0, 0, 1, 0, the_abbrev, sizeof abbrev});
  elf_synth_reloc(i, 19, ELF_R_X86_64_64, start, 0);
  elf_synth_reloc(i, 39, ELF_R_X86_64_64, start, 0);
  elf_synth_reloc(i, 56, ELF_R_X86_64_64, start, 8);
  elf_synth_reloc(n, 54, ELF_R_X86_64_64, start, 0);
  assert(elf_resolve(l) && elf_layout(l));
  uint64_t at = elf_symbol_address(l, start);
  Arena arena = {0};
  Pctab *t = pctab_new(&arena);
  pctab_keep_all(t);
  bool ok = pctab_add_dwarf(t, l, in);
  assert(ok || *pctab_error(t));
  if (check && !ok) fprintf(stderr, "%s\n", pctab_error(t));
  const uint8_t *table;
  size_t size;
  if (ok && pctab_finish(t, &table, &size) && check) {
    expect(table, at, "f@a.js:4:3");
    expect(table, at + 8, "g@a.js:4:7 f@a.js:9:5");
    expect(table, at + 15, "g@a.js:4:7 f@a.js:9:5");
    expect(table, at + 16, "f@a.js:4:7");
    expect(table, at + 31, "f@a.js:4:7");
    expect(table, at + 32, "-");
  }
  arena_free(&arena);
  elf_link_free(l);
  return ok;
}

static void damage(uint8_t *bytes, size_t size) {
  static const uint8_t values[] = {0, 1, 0x7f, 0x80, 0xff};
  for (size_t i = 0; i < size; i++)
    for (size_t k = 0; k < sizeof values; k++) {
      uint8_t old = bytes[i];
      bytes[i] = values[k];
      table_of(info, line, abbrev, false);
      bytes[i] = old;
    }
}

static void test_dwarf(void) {
  info[0] = sizeof info - 4;
  line[0] = sizeof line - 4;
  line[8] = 51 - 12; /* from behind this field to the program */
  assert(table_of(info, line, abbrev, true));
  damage(info, sizeof info);
  damage(line, sizeof line);
}

int main(void) {
  test_by_hand();
  test_calls();
  test_empty();
  test_many();
  test_dwarf();
  return 0;
}
