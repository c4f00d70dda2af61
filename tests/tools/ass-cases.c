/*
 * ass-cases.c: see ass-cases.h. Registers are those whose numbers are peculiar somewhere (4 and 5 in addresses and as bytes, 8
 * and above in prefixes), displacements and immediates those at the borders of sizes.
 */
#include "ass-cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint8_t corners[] = {0, 1, 3, 4, 5, 7, 8, 12, 13, 15};
static const uint8_t few[] = {0, 5, 8, 12}; /* of three registers and more, each with each */
static const int32_t displacements[] = {0, 1, -1, 127, -128, 128, -129, INT32_MAX, INT32_MIN};
static const int64_t immediates[] = {0,           1,
                                     -1,          2,
                                     127,         -128,
                                     128,         -129,
                                     255,         256,
                                     32767,       -32768,
                                     32768,       -32769,
                                     65535,       65536,
                                     INT32_MAX,   INT32_MIN,
                                     0x80000000,  0xFFFFFFFF,
                                     0x100000000, 0x123456789ABCDEF0,
                                     INT64_MAX,   INT64_MIN};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

typedef struct List {
  AssOperand items[4096];
  unsigned count;
} List;

static void add(List *l, AssOperand o) {
  if (l->count == COUNT(l->items)) abort();
  l->items[l->count++] = o;
}

static AssOperand in_register(AssOperandKind kind, unsigned n, AssSize size) {
  return (AssOperand){.kind = kind, .reg = (uint8_t)n, .size = size};
}
static AssOperand in_memory(AssMem m, AssSize size) { return (AssOperand){.kind = ASS_OP_MEM, .size = size, .mem = m}; }
static AssOperand constant(int64_t v) { return (AssOperand){.kind = ASS_OP_IMM, .imm = v}; }

static unsigned size_bytes(AssSize s) {
  static const unsigned bytes[] = {0, 1, 2, 4, 8, 16, 32, 10};
  return bytes[__builtin_ctz(s)];
}

/* The size of the memory operand; ASS_N if it has none, or one without a name. */
static AssSize memory_size(const AssRow *row, AssSize size, char letter) {
  unsigned bytes = row->other && letter != 'm' ? row->other
                   : letter == 'q'             ? 8
                   : letter == 'w'             ? (size == ASS_Y ? 32 : 16)
                                               : size_bytes(size);
  for (AssSize s = ASS_B; s <= ASS_T; s = (AssSize)(s * 2))
    if (size_bytes(s) == bytes) return s;
  return ASS_N;
}

/* ---- values of operands ---- */

/* Every combination for `all`, else a part of them that changes from call to call. */
static void add_addresses(List *l, AssSize size, unsigned vector, bool all) {
  static const uint8_t bases[] = {ASS_NO_REG, 0, 4, 5, 8, 12, 13, 15}, indices[] = {ASS_NO_REG, 0, 4, 5, 8, 12, 13, 15};
  static const uint8_t segments[] = {ASS_ES, ASS_CS, ASS_SS, ASS_DS, ASS_FS, ASS_GS};
  static unsigned turn;
  turn++;
  for (unsigned b = 0; b < sizeof bases; b++)
    for (unsigned i = 0; i < sizeof indices; i++)
      for (unsigned scale = 0; scale < 4; scale++)
        for (unsigned d = 0; d < COUNT(displacements); d++) {
          if (indices[i] == ASS_NO_REG && (scale || vector)) continue;
          if (indices[i] == ASS_RSP && !vector) continue;
          /* without a scale it is a base for llvm-mc */
          if (bases[b] == ASS_NO_REG && indices[i] != ASS_NO_REG && scale == 0 && !vector) continue;
          bool is_plain = d == 0 && scale == 0 && (b == i || indices[i] == ASS_NO_REG);
          if (!all && !is_plain && (b * 7 + i * 5 + scale * 3 + d * 11 + turn) % 83) continue;
          AssMem m = ass_mem_index((AssReg)bases[b], (AssReg)indices[i], scale, displacements[d]);
          m.vector = (uint8_t)vector;
          add(l, in_memory(m, size));
        }
  AssMem m = vector ? ass_mem_index(ASS_RBX, (AssReg)9, 1, 8) : ass_mem((AssReg)(turn & 15), 8);
  m.vector = (uint8_t)vector;
  m.segment = segments[turn % COUNT(segments)];
  add(l, in_memory(m, size));
  m.segment = 0;
  m.is_short = true;
  if (m.base == ASS_RAX) m.disp = 0;
  add(l, in_memory(m, size));
  if (vector) return;
  m = ass_mem_absolute(64);
  m.segment = segments[(turn + 3) % COUNT(segments)];
  add(l, in_memory(m, size));
  m = ass_mem(ASS_RIP, displacements[turn % COUNT(displacements)]);
  add(l, in_memory(m, size));
  m = ass_mem_index(ASS_R13, (AssReg)(turn % 16 == ASS_RSP ? 6 : turn % 16), turn & 3, -4);
  m.is_short = true;
  add(l, in_memory(m, size));
  m.is_short = false;
  m.segment = ASS_GS;
  add(l, in_memory(m, size));
}

static void add_registers(List *l, AssOperandKind kind, AssSize size) {
  unsigned limit = kind == ASS_OP_MM || kind == ASS_OP_ST || kind == ASS_OP_DEBUG ? 8 : kind == ASS_OP_SEGMENT ? 6 : 16;
  for (unsigned i = 0; i < sizeof corners; i++)
    if (corners[i] < limit) add(l, in_register(kind, corners[i], size));
  if (kind == ASS_OP_REG && size == ASS_B)
    for (unsigned i = 0; i < 4; i++) add(l, in_register(ASS_OP_HIGH8, i, size));
}

/* All values to try for a letter of the pattern. */
static void values_of(List *l, const AssRow *row, AssSize size, char letter, bool all) {
  l->count = 0;
  AssSize general = size >= ASS_B && size <= ASS_Q ? size : ASS_D;
  AssSize vector = size == ASS_Y ? ASS_Y : ASS_X;
  AssSize source = row->other == 1 ? ASS_B : row->other == 2 ? ASS_W : ASS_D;
  if (strchr("rmNgoB", letter)) add_registers(l, ASS_OP_REG, general);
  if (letter == 'n') add_registers(l, ASS_OP_REG, source);
  if (strchr("xywvs", letter)) add_registers(l, ASS_OP_XMM, vector);
  if (strchr("XVW", letter)) add_registers(l, ASS_OP_XMM, ASS_X);
  if (strchr("pqk", letter)) add_registers(l, ASS_OP_MM, ASS_N);
  if (letter == 't') add_registers(l, ASS_OP_ST, ASS_N);
  if (letter == 'T') add(l, in_register(ASS_OP_ST, 0, ASS_N));
  if (letter == 'S') add_registers(l, ASS_OP_SEGMENT, ASS_N);
  if (letter == 'D') add_registers(l, ASS_OP_DEBUG, ASS_N);
  if (letter == 'C')
    for (unsigned i = 0; i < 9; i += i == 0 ? 2 : i == 4 ? 4 : 1) add(l, in_register(ASS_OP_CONTROL, i, ASS_N));
  if (strchr("mnMNwWq", letter)) add_addresses(l, memory_size(row, size, letter), 0, all);
  if (letter == 'G') add_addresses(l, memory_size(row, size, letter), ASS_X, all);
  if (letter == 'H') add_addresses(l, memory_size(row, size, letter), ASS_Y, all);
  if (letter == 'a') add(l, in_register(ASS_OP_REG, ASS_RAX, general));
  if (letter == 'A') add(l, in_register(ASS_OP_REG, ASS_RAX, ASS_W));
  if (letter == 'd') add(l, in_register(ASS_OP_REG, ASS_RDX, ASS_W));
  if (letter == 'c') add(l, in_register(ASS_OP_REG, ASS_RCX, ASS_B));
  if (letter == 'z') add(l, in_register(ASS_OP_XMM, 0, ASS_X));
  if (letter == 'F') add(l, in_register(ASS_OP_SEGMENT, 4, ASS_N));
  if (letter == 'E') add(l, in_register(ASS_OP_SEGMENT, 5, ASS_N));
  if (letter == '1') add(l, constant(1));
  if (strchr("iIbuh", letter))
    for (unsigned i = 0; i < COUNT(immediates); i++) add(l, constant(immediates[i]));
  if (letter == 'O')
    for (unsigned i = 0; i < COUNT(immediates); i++)
      add(l, (AssOperand){.kind = ASS_OP_ABS, .size = general, .imm = immediates[i]});
}

/* ---- cases ---- */

static bool is_register(const AssOperand *o) { return o->kind < ASS_OP_MEM; }

/* Rows that stand for all with their addresses: legacy, with an immediate behind, VEX, vectors of indices. */
static bool tries_all_addresses(const AssRow *row, AssSize size) {
  const char *pattern = ass_row_pattern(row);
  return (!strcmp(row->name, "mov") && !strcmp(pattern, "rM") && size == ASS_Q) ||
         (!strcmp(row->name, "imul") && !strcmp(pattern, "rmi") && size == ASS_W) ||
         (!strcmp(row->name, "vmovups") && !strcmp(pattern, "xw") && size == ASS_X) ||
         (!strcmp(row->name, "vblendvps") && size == ASS_Y) || (!strcmp(row->name, "vpgatherqq") && size == ASS_Y);
}

static void visit_row(const AssRow *row, AssSize size, CaseVisit *visit, void *user) {
  static List lists[CASE_OPERANDS];
  static unsigned turn;
  Case c = {.row = row, .size = size, .prefix = ""};
  const char *pattern = ass_row_pattern(row);
  c.count = (unsigned)strlen(pattern);
  bool all = tries_all_addresses(row, size);
  unsigned crossed = 1, registers = 0;
  for (unsigned i = 0; i < c.count; i++) registers += strchr("rmNgonBxywvsXVWpqk", pattern[i]) != NULL;
  const uint8_t *set = registers > 2 ? few : corners;
  unsigned set_size = registers > 2 ? sizeof few : sizeof corners;
  for (unsigned i = 0; i < c.count; i++) {
    values_of(&lists[i], row, size, pattern[i], all);
    if (!lists[i].count) return; /* labels have their own test */
    if (is_register(&lists[i].items[0]) && lists[i].count > 1) crossed *= set_size;
  }
  if (!c.count) visit(user, &c);
  for (unsigned i = 0; i < c.count; i++)
    for (unsigned k = 0; k < lists[i].count; k++)
      for (unsigned repeat = 0; repeat < (c.count > 1 ? 2 : 1); repeat++) {
        for (unsigned j = 0; j < c.count; j++) {
          turn += 7;
          const List *l = &lists[j];
          c.o[j] = l->items[j == i ? k : turn % (l->count < 10 ? l->count : 10)];
        }
        visit(user, &c);
      }
  for (unsigned k = 0; k < crossed && c.count > 1; k++) {
    unsigned rest = k;
    for (unsigned j = 0; j < c.count; j++) {
      c.o[j] = lists[j].items[turn++ % lists[j].count];
      if (!is_register(&lists[j].items[0]) || lists[j].count == 1) continue;
      c.o[j] = lists[j].items[0];
      c.o[j].reg = set[rest % set_size];
      rest /= set_size;
    }
    visit(user, &c);
  }
  static const char *const prefixes[] = {"lock ", "rep ", "repe ", "repne "};
  for (unsigned i = 0; i < COUNT(prefixes); i++) {
    c.prefix = prefixes[i];
    bool is_string = row->flag == ASS_FLAG_REP || row->flag == ASS_FLAG_REPE;
    if (i == 0 ? row->flag != ASS_FLAG_LOCK && row->flag != ASS_FLAG_XCHG : !is_string) continue;
    if (row->flag == ASS_FLAG_REP && i > 1) continue;
    for (unsigned k = 0; k < (c.count ? 12 : 1); k++) {
      for (unsigned j = 0; j < c.count; j++) c.o[j] = lists[j].items[turn++ % lists[j].count];
      for (unsigned j = 0; j < c.count; j++)
        if (strchr("mM", pattern[j])) c.o[j] = lists[j].items[lists[j].count - 1 - k % 6];
      visit(user, &c);
    }
  }
}

void cases_visit(CaseVisit *visit, void *user) {
  for (uint32_t r = 0; r < ass_row_count; r++)
    for (unsigned size = ASS_N; size <= ASS_Y; size *= 2)
      if (ass_rows[r].sizes & size) visit_row(&ass_rows[r], (AssSize)size, visit, user);
}

/* ---- operands that do not fit ---- */

static void add_strangers(List *l) {
  l->count = 0;
  for (AssSize s = ASS_B; s <= ASS_Q; s = (AssSize)(s * 2)) {
    add(l, in_register(ASS_OP_REG, 3, s));
    add(l, in_register(ASS_OP_REG, 9, s));
  }
  add(l, in_register(ASS_OP_REG, ASS_RSI, ASS_B));
  add(l, in_register(ASS_OP_HIGH8, 1, ASS_B));
  add(l, in_register(ASS_OP_XMM, 3, ASS_X));
  add(l, in_register(ASS_OP_XMM, 9, ASS_Y));
  add(l, in_register(ASS_OP_MM, 3, ASS_N));
  add(l, in_register(ASS_OP_ST, 2, ASS_N));
  add(l, in_register(ASS_OP_SEGMENT, 1, ASS_N));
  add(l, in_register(ASS_OP_SEGMENT, 4, ASS_N));
  add(l, in_register(ASS_OP_CONTROL, 3, ASS_N));
  add(l, in_register(ASS_OP_DEBUG, 6, ASS_N));
  add(l, constant(5));
  add(l, constant(0x1234567));
  add(l, constant(0x123456789ABCDEF));
  for (AssSize s = ASS_B; s <= ASS_T; s = (AssSize)(s * 2)) add(l, in_memory(ass_mem(ASS_RBX, 0), s));
  add(l, in_memory(ass_mem_index(ASS_RAX, ASS_RSP, 1, 0), ASS_N));
  add(l, in_memory(ass_mem_index(ASS_RIP, ASS_RCX, 1, 0), ASS_N));
  AssMem m = ass_mem_index(ASS_RAX, ASS_RCX, 1, 0);
  m.vector = ASS_X;
  add(l, in_memory(m, ASS_N));
  m.vector = ASS_Y;
  add(l, in_memory(m, ASS_N));
}

void cases_visit_unfit(CaseVisit *visit, void *user) {
  static List strangers, values;
  add_strangers(&strangers);
  for (uint32_t r = 0; r < ass_row_count; r++) {
    const AssRow *row = &ass_rows[r];
    const char *pattern = ass_row_pattern(row);
    if (pattern[0] == 'l') continue;
    for (unsigned size = ASS_N; size <= ASS_Y; size *= 2) {
      if (!(row->sizes & size)) continue;
      Case fit = {.row = row, .size = ASS_N, .prefix = "", .count = (unsigned)strlen(pattern)};
      for (unsigned i = 0; i < fit.count; i++) {
        values_of(&values, row, (AssSize)size, pattern[i], false);
        fit.o[i] = values.items[(i + 1) % values.count];
      }
      for (unsigned i = 0; i <= fit.count && i < CASE_OPERANDS; i++)
        for (unsigned k = 0; k < strangers.count; k++) {
          if (i == fit.count && k % 9) continue; /* one too many */
          Case c = fit;
          c.o[i] = strangers.items[k];
          if (i == fit.count) c.count++;
          visit(user, &c);
        }
      if (fit.count) {
        fit.count--;
        visit(user, &fit);
      }
    }
  }
}

/* ---- at random ---- */

static uint64_t random_state;
static unsigned pick(unsigned n) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(random_state >> 33) % n;
}

static AssMem random_address(unsigned vector) {
  AssMem m = ass_mem_index((AssReg)pick(16), (AssReg)pick(16), pick(4), displacements[pick(COUNT(displacements))]);
  static const uint8_t segments[] = {ASS_ES, ASS_CS, ASS_SS, ASS_DS, ASS_FS, ASS_GS};
  m.vector = (uint8_t)vector;
  m.is_short = !pick(8);
  if (!pick(6)) m.segment = segments[pick(COUNT(segments))];
  if (!vector && (pick(2) || m.index == ASS_RSP)) m.index = ASS_NO_REG, m.scale = 0;
  if (!pick(8) && (m.scale || m.index == ASS_NO_REG || vector)) m.base = ASS_NO_REG;
  if (!vector && m.index == ASS_NO_REG && !pick(8)) m.base = ASS_RIP;
  if (m.base == ASS_NO_REG && (vector || m.index == ASS_NO_REG)) m.is_short = false; /* no text for it */
  return m;
}

void cases_visit_random(uint64_t seed, unsigned count, CaseVisit *visit, void *user) {
  static List strangers, values;
  random_state = seed;
  add_strangers(&strangers);
  while (count--) {
    const AssRow *row = &ass_rows[pick(ass_row_count)];
    const char *pattern = ass_row_pattern(row);
    unsigned size = ASS_N;
    if (pattern[0] == 'l') continue;
    while (!(row->sizes & size)) size = 1u << pick(7);
    Case c = {.row = row, .size = pick(2) ? ASS_N : (AssSize)size, .prefix = "", .count = (unsigned)strlen(pattern)};
    for (unsigned i = 0; i < c.count; i++) {
      const List *l = pick(12) ? &values : &strangers;
      if (l == &values) values_of(&values, row, (AssSize)size, pattern[i], false);
      c.o[i] = l->items[pick(l->count)];
      if (l == &strangers) continue;
      if (c.o[i].kind == ASS_OP_MEM) c.o[i].mem = random_address(c.o[i].mem.vector);
      bool is_any = c.o[i].kind == ASS_OP_XMM || (c.o[i].kind == ASS_OP_REG && !strchr("acdA", pattern[i]));
      if (is_any && pattern[i] != 'z') c.o[i].reg = (uint8_t)pick(16);
      if (c.o[i].kind == ASS_OP_IMM && pattern[i] != '1' && pick(2)) c.o[i].imm = (int64_t)(random_state >> pick(64));
    }
    if (row->flag == ASS_FLAG_LOCK && pick(3) == 0) c.prefix = "lock ";
    visit(user, &c);
  }
}

/* ---- text ---- */

static void print_att_memory(char *to, const AssMem *m) {
  static const uint8_t segments[] = {ASS_ES, ASS_CS, ASS_SS, ASS_DS, ASS_FS, ASS_GS};
  AssSize size = m->is_short ? ASS_D : ASS_Q;
  AssOperand segment = {.kind = ASS_OP_SEGMENT};
  AssOperand base = in_register(ASS_OP_REG, m->base, size), index = in_register(ASS_OP_REG, m->index, size);
  while (m->segment && segments[segment.reg] != m->segment) segment.reg++;
  char name[8];
  ass_print_operand(name, sizeof name, &segment);
  if (m->segment) to += sprintf(to, "%%%s:", name);
  to += sprintf(to, "%d", m->disp);
  if (m->base == ASS_NO_REG && m->index == ASS_NO_REG) return;
  ass_print_operand(name, sizeof name, &base);
  to += sprintf(to, m->base == ASS_NO_REG ? "(" : "(%%%s", name);
  ass_print_operand(name, sizeof name, &index);
  if (m->index != ASS_NO_REG) to += sprintf(to, ",%%%s,%d", name, 1 << m->scale);
  sprintf(to, ")");
}

void case_print(char to[CASE_TEXT], const Case *c) {
  const AssRow *row = c->row;
  const char *pattern = ass_row_pattern(row), *name = row->name;
  bool is_far = !strcmp(name, "lcall") || !strcmp(name, "ljmp");
  bool is_stack = !strcmp(name, "push") || !strcmp(name, "pop");
  bool is_shadow = !strcmp(name, "rstorssp") || !strcmp(name, "clrssbsy"); /* of 32 bits for llvm-mc */
  if (is_far && c->count == 1 && (c->size == ASS_Q || c->o[0].size == ASS_T)) {
    to += sprintf(to, ".att_syntax; %sq *", name);
    print_att_memory(to, &c->o[0].mem);
    strcat(to, "; .intel_syntax noprefix");
    return;
  }
  if (is_stack && c->count == 1 && c->o[0].kind == ASS_OP_SEGMENT &&
      c->o[0].reg >= 4) { /* push fs is pushw for llvm-mc */
    sprintf(to, ".att_syntax; %sq %%%s; .intel_syntax noprefix", name, c->o[0].reg == 4 ? "fs" : "gs");
    return;
  }
  if (!strcmp(name, "iretw")) name = "iret";
  if (is_far) name++; /* call fword ptr */
  to += sprintf(to, "%s%s", c->prefix, name);
  for (unsigned i = 0; i < c->count; i++) {
    AssOperand o = c->o[i];
    char letter = i < strlen(pattern) ? pattern[i] : 0;
    to += sprintf(to, i ? ", " : " ");
    if (is_far) to += sprintf(to, "fword ptr ");
    bool is_unsized = is_far || letter == 'G' || letter == 'H' || (is_shadow && o.size == ASS_Q);
    if (is_unsized && o.kind == ASS_OP_MEM) o.size = ASS_N;
    to += ass_print_operand(to, 100, &o);
  }
}
