/*
 * ass-test.c: the assembler against llvm-mc.
 *
 *   ass-test list            assembly source with every row of inst.def: registers at the corners, all kinds of addresses,
 *                            immediates of all sizes
 *   ass-test compare FILE    FILE is what llvm-mc -show-encoding makes of that: every line must have our bytes
 *   ass-test typed           emit.h's functions give the bytes that ass_emit_row gives
 *   ass-test jumps S B N     a random program with jumps, labels, alignment from seed N: source to S, bytes to B
 *   ass-test errors          messages for operands that cannot be
 *   ass-test object FILE     a relocatable object with code, data, references
 *   ass-test speed           nanoseconds per emitted instruction
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../ass/elf.h"
#include "../../ass/emit.h"

static void *resize(void *user, void *p, size_t old_size, size_t size) {
  (void)user;
  (void)old_size;
  if (size) return realloc(p, size);
  free(p);
  return NULL;
}
static const AssMemory memory = {resize, NULL};

/* ---- operands as text ---- */

static const char *const names64[] = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
                                      "r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15"};
static const char *const names8[] = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"};
static const char *const names_high[] = {"ah", "ch", "dh", "bh"};

static int print_register(char *to, AssSize size, unsigned n) {
  if (n >= 8)
    return sprintf(to, "%s%s", names64[n], size == ASS_B ? "b" : size == ASS_W ? "w" : size == ASS_D ? "d" : "");
  if (size == ASS_B) return sprintf(to, "%s", names8[n]);
  return sprintf(to, "%s%s", size == ASS_D ? "e" : size == ASS_Q ? "r" : "", names64[n] + 1);
}

static int print_memory(char *to, const AssMem *m, unsigned bytes) {
  const char *kind = bytes == 1    ? "byte ptr "
                     : bytes == 2  ? "word ptr "
                     : bytes == 4  ? "dword ptr "
                     : bytes == 8  ? "qword ptr "
                     : bytes == 16 ? "xmmword ptr "
                                   : "";
  char *at = to + sprintf(to, "%s%s[", kind, m->segment == ASS_FS ? "fs:" : m->segment == ASS_GS ? "gs:" : "");
  const char *plus = "";
  if (m->base == ASS_RIP) at += sprintf(at, "rip"), plus = "+";
  else if (m->base != ASS_NO_REG) at += sprintf(at, "%s", names64[m->base]), plus = "+";
  if (m->index != ASS_NO_REG) at += sprintf(at, "%s%d*%s", plus, 1 << m->scale, names64[m->index]), plus = "+";
  at += sprintf(at, "%s%" PRId32 "]", m->disp < 0 ? "" : plus, m->disp);
  return (int)(at - to);
}

static unsigned bytes_of(AssSize s) { return s == ASS_B ? 1 : s == ASS_W ? 2 : s == ASS_D ? 4 : s == ASS_Q ? 8 : 0; }

/* ---- operand sets ---- */

static const uint8_t corners[] = {0, 1, 3, 4, 5, 7, 8, 12, 13, 15};
static const uint8_t few[] = {0, 4, 13};
static const int32_t displacements[] = {0, 1, -1, 127, -128, 128, -129, INT32_MAX, INT32_MIN};
static const int64_t immediates[] = {0,
                                     1,
                                     -1,
                                     2,
                                     127,
                                     -128,
                                     128,
                                     -129,
                                     255,
                                     256,
                                     32767,
                                     -32768,
                                     32768,
                                     65535,
                                     INT32_MAX,
                                     INT32_MIN,
                                     0x80000000,
                                     0xFFFFFFFF,
                                     0x123456789ABCDEF0,
                                     INT64_MIN};

typedef struct List {
  AssOperand items[4096];
  unsigned count;
} List;

static void add(List *l, AssOperand o) {
  if (l->count == sizeof l->items / sizeof l->items[0]) abort();
  l->items[l->count++] = o;
}

static void add_memory(List *l, AssSize size, bool all) {
  static const uint8_t bases[] = {ASS_NO_REG, 0, 4, 5, 8, 12, 13, 15}, indices[] = {ASS_NO_REG, 0, 5, 12, 13, 15};
  for (unsigned b = 0; b < sizeof bases; b++)
    for (unsigned i = 0; i < sizeof indices; i++)
      for (unsigned scale = 0; scale < 4; scale++)
        for (unsigned d = 0; d < sizeof displacements / sizeof displacements[0]; d++) {
          if (indices[i] == ASS_NO_REG && scale) continue;
          if (bases[b] == ASS_NO_REG && indices[i] != ASS_NO_REG && scale == 0) continue; /* a base as well */
          if (!all && (b * 7 + i * 5 + scale * 3 + d * 11) % 97) continue;
          add(l, (AssOperand){.kind = ASS_OP_MEM,
                              .size = size,
                              .mem = ass_mem_index((AssReg)bases[b], (AssReg)indices[i], scale, displacements[d])});
        }
  AssMem m = ass_mem(ASS_RAX, 8);
  m.segment = ASS_FS;
  add(l, (AssOperand){.kind = ASS_OP_MEM, .size = size, .mem = m});
  m = ass_mem_absolute(64);
  m.segment = ASS_GS;
  add(l, (AssOperand){.kind = ASS_OP_MEM, .size = size, .mem = m});
}

/* All operands to try for a letter of a pattern. `wide`: this instruction stands for all with its addresses. */
static void operands_of(List *l, const AssRow *row, AssSize size, char letter, bool wide, bool alone) {
  l->count = 0;
  AssSize s = letter == 'n' ? (row->other == 1 ? ASS_B : row->other == 2 ? ASS_W : ASS_D) : size;
  const uint8_t *set = alone ? corners : few;
  unsigned n = alone ? sizeof corners : sizeof few;
  if (strchr("rmngo", letter)) {
    for (unsigned i = 0; i < n; i++) add(l, (AssOperand){.kind = ASS_OP_REG, .reg = set[i], .size = s});
    if (s == ASS_B && strchr("rmn", letter))
      for (unsigned i = 0; i < 4; i += alone ? 1 : 3)
        add(l, (AssOperand){.kind = ASS_OP_HIGH8, .reg = (uint8_t)i, .size = s});
  }
  if (strchr("xyw", letter))
    for (unsigned i = 0; i < n; i++) add(l, (AssOperand){.kind = ASS_OP_XMM, .reg = set[i]});
  if (strchr("mnMw", letter)) add_memory(l, letter == 'w' ? ASS_N : s, wide);
  if (letter == 'a') add(l, (AssOperand){.kind = ASS_OP_REG, .reg = 0, .size = s});
  if (letter == 'd') add(l, (AssOperand){.kind = ASS_OP_REG, .reg = 2, .size = ASS_W});
  if (letter == 'c') add(l, (AssOperand){.kind = ASS_OP_REG, .reg = 1, .size = ASS_B});
  if (letter == '1') add(l, (AssOperand){.kind = ASS_OP_IMM, .imm = 1});
  if (strchr("iIbu", letter))
    for (unsigned i = 0; i < sizeof immediates / sizeof immediates[0]; i++) {
      int64_t v = immediates[i];
      if ((letter == 'u' || letter == 'b') && (v < -128 || v > (letter == 'u' ? 255 : 127))) continue;
      add(l, (AssOperand){.kind = ASS_OP_IMM, .imm = v});
    }
}

/* Encodings that differ from llvm-mc's and do the same. */
static bool is_equal_encoding(const char *text) { return !strcmp(text, "xchg rax, rax"); /* 90 without REX.W */ }

/* ---- every instruction ---- */

typedef void Visit(void *user, const AssRow *row, AssSize size, const AssOperand *o, unsigned count);

static void visit_all(Visit *visit, void *user) {
  static List lists[3];
  for (uint32_t r = 0; r < ass_row_count; r++) {
    const AssRow *row = &ass_rows[r];
    const char *pattern = ass_row_pattern(row);
    unsigned count = (unsigned)strlen(pattern);
    for (unsigned size = ASS_N; size <= ASS_Q; size *= 2) {
      if (!(row->sizes & size)) continue;
      bool wide = size == ASS_Q && !strcmp(row->name, "mov") && !strcmp(pattern, "rM");
      for (unsigned i = 0; i < count; i++)
        operands_of(&lists[i], row, (AssSize)size, pattern[i], wide, !wide && (i == 0 || count <= 2));
      unsigned total = 1;
      for (unsigned i = 0; i < count; i++) total *= lists[i].count;
      for (unsigned k = 0; k < total; k++) {
        AssOperand o[3];
        unsigned rest = k;
        bool same_memory = false;
        for (unsigned i = 0; i < count; i++) {
          o[i] = lists[i].items[rest % lists[i].count];
          rest /= lists[i].count;
        }
        if (!wide && count > 1) /* addresses with a few registers only */
          for (unsigned i = 0; i < count; i++)
            if (o[i].kind == ASS_OP_MEM)
              for (unsigned j = 0; j < count; j++)
                if (j != i && (o[j].kind == ASS_OP_REG || o[j].kind == ASS_OP_XMM) && o[j].reg % 4 == 1 &&
                    pattern[j] != 'c')
                  same_memory = true;
        if (!same_memory) visit(user, row, (AssSize)size, o, count);
      }
    }
  }
}

/* Our bytes; 0 if the operands are refused. */
static unsigned assemble(Ass *a, uint8_t *bytes, const AssRow *row, AssSize size, const AssOperand *o, unsigned count,
                         bool by_name) {
  AssSection *s = a->section;
  a->at = s->bytes ? s->bytes : a->at;
  bool ok = by_name ? ass_emit(a, row->name, size, o, count) : ass_emit_row(a, row, size, o, count);
  a->failed = false;
  a->error[0] = 0;
  if (!ok) return 0;
  unsigned n = (unsigned)(a->at - s->bytes);
  memcpy(bytes, s->bytes, n);
  a->at = s->bytes;
  return n;
}

static void print_text(char *to, const AssRow *row, AssSize size, const AssOperand *o, unsigned count) {
  to += sprintf(to, "%s", row->name);
  for (unsigned i = 0; i < count; i++) {
    to += sprintf(to, i ? ", " : " ");
    switch (o[i].kind) {
      case ASS_OP_REG: to += print_register(to, o[i].size, o[i].reg); break;
      case ASS_OP_HIGH8: to += sprintf(to, "%s", names_high[o[i].reg]); break;
      case ASS_OP_XMM: to += sprintf(to, "xmm%d", o[i].reg); break;
      case ASS_OP_MEM: {
        static const char *const sizeless[] = {"lea",   "cmpxchg8b", "cmpxchg16b", "sgdt",    "sidt",
                                               "lgdt",  "lidt",      "invlpg",     "fxsave",  "fxrstor",
                                               "xsave", "xrstor",    "xsave64",    "xrstor64"};
        bool has_no_size = false;
        for (unsigned k = 0; k < sizeof sizeless / sizeof *sizeless; k++)
          has_no_size |= !strcmp(row->name, sizeless[k]);
        unsigned bytes = row->other ? row->other : bytes_of(size);
        to += print_memory(to, &o[i].mem, has_no_size ? 0 : bytes);
        break;
      }
      case ASS_OP_IMM: to += sprintf(to, "%" PRId64, o[i].imm); break;
    }
  }
  *to = 0;
}

typedef struct Context {
  Ass a;
  FILE *in;
  unsigned lines, differences;
} Context;

static void start(Context *c) {
  memset(c, 0, sizeof *c);
  ass_init(&c->a, memory);
  ass_section(&c->a, ".text", ASS_EXEC, 16);
  ass_fill(&c->a, 0, 64);
}

static void list_one(void *user, const AssRow *row, AssSize size, const AssOperand *o, unsigned count) {
  Context *c = user;
  uint8_t bytes[32];
  char text[200];
  if (!assemble(&c->a, bytes, row, size, o, count, true)) return;
  print_text(text, row, size, o, count);
  puts(text);
}

static void compare_one(void *user, const AssRow *row, AssSize size, const AssOperand *o, unsigned count) {
  Context *c = user;
  uint8_t bytes[32];
  char text[200], line[500], ours[200];
  unsigned n = assemble(&c->a, bytes, row, size, o, count, true);
  if (!n) return;
  const char *theirs = NULL;
  while (!theirs && fgets(line, sizeof line, c->in)) theirs = strstr(line, "encoding: [");
  print_text(text, row, size, o, count);
  char *at = ours + sprintf(ours, "encoding: [");
  for (unsigned i = 0; i < n; i++) at += sprintf(at, "%s0x%02x", i ? "," : "", bytes[i]);
  sprintf(at, "]");
  c->lines++;
  if (is_equal_encoding(text) || (theirs && !strncmp(theirs, ours, strlen(ours)))) return;
  if (c->differences++ < 40) printf("%s\n  ours:   %s\n  theirs: %s", text, ours, theirs ? theirs : "nothing\n");
}

/* ---- typed functions ---- */

#define R(k) ((AssReg)o[k].reg)
#define X(k) ((AssXmm)o[k].reg)
#define IMM(k) o[k].imm
#define TYPED_ZO(n, other) ass_##n(a)
#define TYPED_ZB(n, other) ass_##n(a)
#define TYPED_N(n, other) o[0].kind == ASS_OP_MEM ? ass_##n##_m(a, o[0].mem) : ass_##n##_r(a, R(0))
#define TYPED_AD(n, other) ass_##n##_ad(a, s)
#define TYPED_DA(n, other) ass_##n##_da(a, s)
#define TYPED_AU(n, other) ass_##n##_ai(a, s, (uint8_t)IMM(1))
#define TYPED_UA(n, other) ass_##n##_ia(a, s, (uint8_t)IMM(0))
#define TYPED_MR(n, other) o[0].kind == ASS_OP_MEM ? ass_##n##_mr(a, s, o[0].mem, R(1)) : ass_##n##_rr(a, s, R(0), R(1))
#define TYPED_ML(n, other) ass_##n##_mr(a, s, o[0].mem, R(1))
#define TYPED_RM(n, other) o[1].kind == ASS_OP_MEM ? ass_##n##_rm(a, s, R(0), o[1].mem) : ass_##n##_rr(a, s, R(0), R(1))
#define TYPED_RL(n, other) ass_##n##_rm(a, s, R(0), o[1].mem)
#define TYPED_M(n, other) o[0].kind == ASS_OP_MEM ? ass_##n##_m(a, s, o[0].mem) : ass_##n##_r(a, s, R(0))
#define TYPED_L(n, other) ass_##n##_m(a, s, o[0].mem)
#define TYPED_O(n, other) ass_##n##_r(a, s, R(0))
#define TYPED_OA(n, other) ass_##n##_ra(a, s, R(0))
#define TYPED_AO(n, other) ass_##n##_ar(a, s, R(1))
#define TYPED_OI(n, other) ass_##n##_ri(a, s, R(0), IMM(1))
#define TYPED_MI(n, other)                                                  \
  o[0].kind == ASS_OP_MEM ? ass_##n##_mi32(a, s, o[0].mem, (int32_t)IMM(1)) \
                          : ass_##n##_ri32(a, s, R(0), (int32_t)IMM(1))
#define TYPED_MB(n, other) \
  o[0].kind == ASS_OP_MEM ? ass_##n##_mi8(a, s, o[0].mem, (int8_t)IMM(1)) : ass_##n##_ri8(a, s, R(0), (int8_t)IMM(1))
#define TYPED_MU(n, other) \
  o[0].kind == ASS_OP_MEM ? ass_##n##_mi(a, s, o[0].mem, (uint8_t)IMM(1)) : ass_##n##_ri(a, s, R(0), (uint8_t)IMM(1))
#define TYPED_M1(n, other) o[0].kind == ASS_OP_MEM ? ass_##n##_m1(a, s, o[0].mem) : ass_##n##_r1(a, s, R(0))
#define TYPED_MC(n, other) o[0].kind == ASS_OP_MEM ? ass_##n##_mc(a, s, o[0].mem) : ass_##n##_rc(a, s, R(0))
#define TYPED_AI(n, other) ass_##n##_ai(a, s, (int32_t)IMM(1))
#define TYPED_I(n, other) ass_##n##_i32(a, (int32_t)IMM(0))
#define TYPED_B(n, other) ass_##n##_i8(a, (int8_t)IMM(0))
#define TYPED_RN(n, other) \
  o[1].kind == ASS_OP_MEM ? ass_##n##_rm##other(a, s, R(0), o[1].mem) : ass_##n##_rr##other(a, s, R(0), R(1))
#define TYPED_RMI(n, other)                                                        \
  o[1].kind == ASS_OP_MEM ? ass_##n##_rmi32(a, s, R(0), o[1].mem, (int32_t)IMM(2)) \
                          : ass_##n##_rri32(a, s, R(0), R(1), (int32_t)IMM(2))
#define TYPED_RMB(n, other)                                                      \
  o[1].kind == ASS_OP_MEM ? ass_##n##_rmi8(a, s, R(0), o[1].mem, (int8_t)IMM(2)) \
                          : ass_##n##_rri8(a, s, R(0), R(1), (int8_t)IMM(2))
#define TYPED_MRU(n, other)                                                      \
  o[0].kind == ASS_OP_MEM ? ass_##n##_mri(a, s, o[0].mem, R(1), (uint8_t)IMM(2)) \
                          : ass_##n##_rri(a, s, R(0), R(1), (uint8_t)IMM(2))
#define TYPED_MRC(n, other) \
  o[0].kind == ASS_OP_MEM ? ass_##n##_mrc(a, s, o[0].mem, R(1)) : ass_##n##_rrc(a, s, R(0), R(1))
#define TYPED_XW(n, other) o[1].kind == ASS_OP_MEM ? ass_##n##_xm(a, X(0), o[1].mem) : ass_##n##_xx(a, X(0), X(1))
#define TYPED_XL(n, other) ass_##n##_xm(a, X(0), o[1].mem)
#define TYPED_LX(n, other) ass_##n##_mx(a, o[0].mem, X(1))
#define TYPED_XWU(n, other)                                                   \
  o[1].kind == ASS_OP_MEM ? ass_##n##_xmi(a, X(0), o[1].mem, (uint8_t)IMM(2)) \
                          : ass_##n##_xxi(a, X(0), X(1), (uint8_t)IMM(2))
#define TYPED_XY(n, other) ass_##n##_xx(a, X(0), X(1))
#define TYPED_YU(n, other) ass_##n##_xi(a, X(0), (uint8_t)IMM(1))
#define TYPED_XM(n, other) o[1].kind == ASS_OP_MEM ? ass_##n##_xm(a, s, X(0), o[1].mem) : ass_##n##_xr(a, s, X(0), R(1))
#define TYPED_MX(n, other) o[0].kind == ASS_OP_MEM ? ass_##n##_mx(a, s, o[0].mem, X(1)) : ass_##n##_rx(a, s, R(0), X(1))
#define TYPED_XG(n, other) ass_##n##_xr(a, s, X(0), R(1))
#define TYPED_GX(n, other) ass_##n##_rx(a, s, R(0), X(1))
#define TYPED_RW(n, other) o[1].kind == ASS_OP_MEM ? ass_##n##_rm(a, s, R(0), o[1].mem) : ass_##n##_rx(a, s, R(0), X(1))
#define TYPED_RY(n, other) ass_##n##_rx(a, s, R(0), X(1))

static void emit_typed(Ass *a, uint32_t index, AssSize s, const AssOperand *o) {
  (void)s, (void)o;
  uint32_t at = 0;
#define INST(name, form, sizes, prefix, map, opcode, ext, other) \
  if (at++ == index) {                                           \
    TYPED_##form(name, other);                                   \
    return;                                                      \
  }
#include "../../ass/inst.def"
}

static void check_typed(void *user, const AssRow *row, AssSize size, const AssOperand *o, unsigned count) {
  Context *c = user;
  uint8_t bytes[32];
  for (unsigned i = 0; i < count; i++)
    if (o[i].kind == ASS_OP_HIGH8) return;
  unsigned n = assemble(&c->a, bytes, row, size, o, count, false);
  if (!n) return;
  emit_typed(&c->a, (uint32_t)(row - ass_rows), size, o);
  unsigned typed = (unsigned)(c->a.at - c->a.section->bytes);
  c->lines++;
  if (typed == n && !memcmp(bytes, c->a.section->bytes, n)) return;
  char text[200];
  print_text(text, row, size, o, count);
  if (c->differences++ < 40) printf("%s: typed function differs\n", text);
}

/* ---- jumps ---- */

static uint64_t random_state;
static unsigned pick(unsigned n) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(random_state >> 33) % n;
}

static int jumps(const char *source, const char *binary, uint64_t seed) {
  static const char *const cc[] = {"o", "no", "b", "ae", "e", "ne", "be", "a",
                                   "s", "ns", "p", "np", "l", "ge", "le", "g"};
  FILE *out = fopen(source, "w");
  random_state = seed;
  enum { LABELS = 200 };
  Ass a;
  AssLabel labels[LABELS];
  ass_init(&a, memory);
  AssSection *text = ass_section(&a, ".text", ASS_EXEC, 16);
  for (unsigned i = 0; i < LABELS; i++) labels[i] = ass_label(&a);
  fputs(".intel_syntax noprefix\n", out);
  for (unsigned i = 0; i < LABELS; i++) {
    for (unsigned k = pick(12); k; k--) {
      unsigned to = pick(5) ? (i + pick(15) + LABELS - 7) % LABELS : pick(LABELS), what = pick(8);
      if (what == 0) ass_call(&a, labels[to]), fprintf(out, "call L%u\n", to);
      else if (what == 1) ass_jmp(&a, labels[to]), fprintf(out, "jmp L%u\n", to);
      else if (what == 2)
        ass_lea_rm(&a, ASS_Q, ASS_R9, ass_mem_rip(labels[to], 3)), fprintf(out, "lea r9, [rip + L%u + 3]\n", to);
      else if (what == 3) {
        unsigned n = pick(30);
        ass_fill(&a, 0x90, n), fprintf(out, ".fill %u, 1, 0x90\n", n);
      } else if (what == 4 && !pick(4)) ass_align(&a, 16), fputs(".p2align 4\n", out);
      else {
        unsigned c = pick(16);
        ass_jcc(&a, (AssCc)c, labels[to]), fprintf(out, "j%s L%u\n", cc[c], to);
      }
    }
    ass_bind(&a, labels[i]);
    fprintf(out, "L%u:\n", i);
  }
  fclose(out);
  if (!ass_finish(&a)) return puts(ass_error(&a)), 1;
  out = fopen(binary, "w");
  fwrite(text->bytes, 1, text->size, out);
  fclose(out);
  ass_free(&a);
  return 0;
}

/* ---- errors ---- */

static void refuse(const char *name, AssSize size, AssOperand *o, unsigned count) {
  Ass a;
  ass_init(&a, memory);
  ass_section(&a, ".text", ASS_EXEC, 16);
  bool ok = ass_emit(&a, name, size, o, count);
  printf("%s\n", ok ? "accepted" : ass_error(&a));
  ass_free(&a);
}

#define REG(n, s) {.kind = ASS_OP_REG, .reg = n, .size = s}
#define MEMORY(...) {.kind = ASS_OP_MEM, .mem = __VA_ARGS__}
#define OPS(...) (AssOperand[]){__VA_ARGS__}, sizeof((AssOperand[]){__VA_ARGS__}) / sizeof(AssOperand)

static void errors(void) {
  refuse("add", ASS_N, OPS(REG(0, ASS_Q), REG(1, ASS_D)));
  refuse("add", ASS_N, OPS(REG(0, ASS_Q), {.kind = ASS_OP_IMM, .imm = 0x80000000}));
  refuse("mov", ASS_N, OPS(REG(0, ASS_B), {.kind = ASS_OP_IMM, .imm = 256}));
  refuse("mov", ASS_N, OPS(MEMORY(ass_mem(ASS_RAX, 0)), {.kind = ASS_OP_IMM, .imm = 1}));
  refuse("mov", ASS_Q, OPS(MEMORY(ass_mem(ASS_RAX, 0)), MEMORY(ass_mem(ASS_RAX, 0))));
  refuse("mov", ASS_N, OPS(REG(0, ASS_Q), MEMORY(ass_mem_index(ASS_RAX, ASS_RSP, 0, 0))));
  refuse("mov", ASS_N, OPS(REG(0, ASS_Q), MEMORY(ass_mem_index(ASS_RAX, ASS_RCX, 4, 0))));
  refuse("mov", ASS_N, OPS({.kind = ASS_OP_HIGH8, .reg = 0, .size = ASS_B}, REG(8, ASS_B)));
  refuse("lea", ASS_N, OPS(REG(0, ASS_Q), REG(1, ASS_Q)));
  refuse("shl", ASS_N, OPS(REG(0, ASS_Q), REG(1, ASS_Q)));
  refuse("push", ASS_N, OPS(REG(0, ASS_D)));
  refuse("addsd", ASS_N, OPS({.kind = ASS_OP_XMM, .reg = 0}));
  refuse("ret", ASS_N, OPS(REG(0, ASS_Q)));
  refuse("bswap", ASS_N, OPS(REG(0, ASS_W)));
  refuse("frobnicate", ASS_N, OPS(REG(0, ASS_W)));
  refuse("addsd", ASS_N,
         OPS({.kind = ASS_OP_XMM, .reg = 0}, {.kind = ASS_OP_MEM, .size = ASS_D, .mem = ass_mem(ASS_RAX, 0)}));
}

/* ---- an object ---- */

static int object(const char *path) {
  Ass a;
  ass_init(&a, memory);
  AssSection *text = ass_section(&a, ".text", ASS_EXEC, 16);
  AssSection *data = ass_section(&a, ".data", ASS_WRITE, 8);
  AssSection *bss = ass_section(&a, ".bss", ASS_WRITE | ASS_ZERO, 16);
  AssLabel start_symbol = ass_symbol(&a, "_start", ASS_GLOBAL), value = ass_label(&a), zero = ass_label(&a);
  AssLabel other = ass_symbol(&a, "finish", ASS_GLOBAL), hidden = ass_symbol(&a, "pointer", ASS_HIDDEN);
  ass_switch(&a, bss);
  ass_fill(&a, 0, 40);
  ass_bind(&a, zero);
  ass_fill(&a, 0, 8);
  ass_switch(&a, data);
  ass_u32(&a, 7);
  ass_align(&a, 8);
  ass_bind(&a, value);
  ass_u64(&a, 30);
  ass_bind(&a, hidden);
  ass_data_ref(&a, ASS_REF_ABS64, value, 0);
  ass_switch(&a, text);
  ass_symbol_of(&a, start_symbol)->is_function = true;
  ass_bind(&a, start_symbol);
  ass_mov_rm(&a, ASS_Q, ASS_RAX, ass_mem_rip(hidden, 0));
  ass_mov_rm(&a, ASS_Q, ASS_RDI, ass_mem(ASS_RAX, 0));
  ass_add_mi8(&a, ASS_D, ass_mem_rip(zero, 0), 12);
  ass_add_rm(&a, ASS_D, ASS_RDI, ass_mem_rip(zero, 0));
  ass_jmp(&a, other);
  ass_switch(&a, ass_section(&a, ".text.finish", ASS_EXEC, 1));
  ass_bind(&a, other);
  ass_mov_const(&a, ASS_RAX, 60);
  ass_syscall(&a);
  const uint8_t *bytes;
  size_t size;
  ElfLink *memory_owner = elf_link_new(NULL);
  if (!ass_finish(&a) || !ass_elf_object(&a, memory_owner, &bytes, &size)) return puts(ass_error(&a)), 1;
  FILE *out = fopen(path, "w");
  fwrite(bytes, 1, size, out);
  fclose(out);
  elf_link_free(memory_owner);
  ass_free(&a);
  return 0;
}

static void speed(void) {
  Ass a;
  ass_init(&a, memory);
  ass_section(&a, ".text", ASS_EXEC, 16);
  struct timespec t0, t1;
  enum { ROUNDS = 1000000 };
  for (int round = 0; round < 2; round++) {
    a.at = a.section->bytes ? a.section->bytes : a.at;
    clock_gettime(CLOCK_MONOTONIC, &t0);
    for (int i = 0; i < ROUNDS; i++) {
      AssReg r = (AssReg)(i & 15), q = (AssReg)(i >> 4 & 15);
      ass_mov_rm(&a, ASS_Q, r, ass_mem(q, i & 255));
      ass_add_rr(&a, ASS_D, r, q);
      ass_cmp_ri(&a, ASS_Q, r, i);
      ass_mov_mr(&a, ASS_Q, ass_mem(ASS_RBP, -i), r);
    }
    clock_gettime(CLOCK_MONOTONIC, &t1);
  }
  double ns = (double)(t1.tv_sec - t0.tv_sec) * 1e9 + (double)(t1.tv_nsec - t0.tv_nsec);
  printf("%.1f ns per instruction\n", ns / (4.0 * ROUNDS));
  ass_free(&a);
}

int main(int argc, char **argv) {
  static Context c;
  const char *mode = argc > 1 ? argv[1] : "";
  start(&c);
  if (!strcmp(mode, "list")) {
    puts(".intel_syntax noprefix");
    visit_all(list_one, &c);
  } else if (!strcmp(mode, "compare") && argc > 2) {
    c.in = fopen(argv[2], "r");
    if (!c.in) return perror(argv[2]), 1;
    visit_all(compare_one, &c);
    printf("%u instructions, %u differences\n", c.lines, c.differences);
  } else if (!strcmp(mode, "typed")) {
    visit_all(check_typed, &c);
    printf("%u instructions, %u differences\n", c.lines, c.differences);
  } else if (!strcmp(mode, "jumps") && argc > 4) {
    return jumps(argv[2], argv[3], strtoull(argv[4], NULL, 10));
  } else if (!strcmp(mode, "errors")) {
    errors();
  } else if (!strcmp(mode, "object") && argc > 2) {
    return object(argv[2]);
  } else if (!strcmp(mode, "speed")) {
    speed();
  } else {
    return 2;
  }
  ass_free(&c.a);
  return c.differences != 0;
}
