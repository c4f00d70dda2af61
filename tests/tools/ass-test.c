/*
 * ass-test.c: the assembler against llvm-mc.
 *
 *   ass-test list            assembly source with every row of inst.def (ass-cases.h), as far as it is not refused
 *   ass-test compare FILE    FILE is what llvm-mc -show-encoding makes of that: every line must have our bytes
 *   ass-test refused         source of what is refused; the messages must name instruction and operand
 *   ass-test random SEED N, random-compare SEED N FILE, random-refused SEED N    the same of N rows at random
 *   ass-test names           every row takes operands, and with them its name finds a row
 *   ass-test typed           emit.h's functions give the bytes that ass_emit_row gives
 *   ass-test jumps S B N     a random program with jumps, labels, alignment from seed N: source to S, bytes to B
 *   ass-test references S O N    random references to symbols: source to S, an object to O
 *   ass-test reach           messages for labels that are too far or nowhere
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
#include "ass-cases.h"

static void *resize(void *user, void *p, size_t old_size, size_t size) {
  (void)user;
  (void)old_size;
  if (size) return realloc(p, size);
  free(p);
  return NULL;
}
static const AssMemory memory = {resize, NULL};

/* ---- against llvm-mc ---- */

typedef struct Context {
  Ass a;
  FILE *in;
  unsigned lines, differences;
  unsigned rows; /* that took operands */
  bool is_random;
  bool seen[8192];
} Context;

static void start(Context *c) {
  memset(c, 0, sizeof *c);
  ass_init(&c->a, memory);
  ass_section(&c->a, ".text", ASS_EXEC, 16);
  ass_fill(&c->a, 0, 64);
}

/* Our bytes, by the row or by its name; 0 if the operands are refused, the message is in Ass.error. */
static unsigned assemble(Ass *a, uint8_t *bytes, const Case *c, bool by_name) {
  AssSection *s = a->section;
  char name[64];
  snprintf(name, sizeof name, "%s%s", c->prefix, c->row->name);
  a->failed = false;
  a->error[0] = 0;
  a->at = s->bytes;
  bool ok = by_name ? ass_emit(a, name, c->size, c->o, c->count) : ass_emit_row(a, c->row, c->size, c->o, c->count);
  unsigned n = (unsigned)(a->at - s->bytes);
  if (!ok && n) printf("%s: refused, but bytes were written\n", name), abort();
  memcpy(bytes, s->bytes, n);
  a->failed = false;
  a->at = s->bytes;
  return n;
}

static void differ(Context *x, const char *text, const char *what) {
  if (x->differences++ < 40) printf("%s: %s\n", text, what);
}

/* What the row takes, its name takes too. */
static void check_name(void *user, const Case *c) {
  Context *x = user;
  uint8_t bytes[32];
  char text[CASE_TEXT];
  if (!assemble(&x->a, bytes, c, false)) return;
  x->lines++;
  x->rows += !x->seen[c->row - ass_rows];
  x->seen[c->row - ass_rows] = true;
  if (assemble(&x->a, bytes, c, true)) return;
  case_print(text, c);
  differ(x, text, x->a.error);
}

static void list_one(void *user, const Case *c) {
  Context *x = user;
  uint8_t bytes[32];
  char text[CASE_TEXT];
  if (!assemble(&x->a, bytes, c, true)) return;
  case_print(text, c);
  puts(text);
}

/* Encodings that differ from llvm-mc's and do the same, or what is written where llvm-mc's does less. */
static bool is_equal_encoding(const Case *c, const char *text) {
  if (!strcmp(text, "xchg rax, rax")) return true; /* 90 without REX.W */
  if (!strcmp(text, "int 3")) return true;         /* CC */
  /* mov ax, ds without 66, which clears the upper half */
  return !strcmp(c->row->name, "mov") && c->o[0].size == ASS_W && c->o[1].kind == ASS_OP_SEGMENT;
}

static void compare_one(void *user, const Case *c) {
  Context *x = user;
  uint8_t bytes[32];
  char text[CASE_TEXT], line[500], ours[200];
  unsigned n = assemble(&x->a, bytes, c, true);
  if (!n) return;
  const char *theirs = NULL;
  unsigned waits = n > 1 && bytes[0] == 0x9B; /* in a line of its own */
  for (unsigned i = 0; i <= waits; i++) {
    theirs = NULL;
    while (!theirs && fgets(line, sizeof line, x->in)) theirs = strstr(line, "encoding: [");
  }
  case_print(text, c);
  char *at = ours + sprintf(ours, "encoding: [");
  for (unsigned i = waits; i < n; i++) at += sprintf(at, "%s0x%02x", i > waits ? "," : "", bytes[i]);
  sprintf(at, "]");
  x->lines++;
  if (is_equal_encoding(c, text) || (theirs && !strncmp(theirs, ours, strlen(ours)))) return;
  if (x->differences++ < 40) printf("%s\n  ours:   %s\n  theirs: %s", text, ours, theirs ? theirs : "nothing\n");
}

/* ---- what is refused ---- */

/* A message names the instruction, and the operand with its number and text if it is about one. */
static bool is_clear(const char *message, const Case *c) {
  size_t n = strlen(c->row->name), k = strlen(c->prefix);
  if (strncmp(message, c->prefix, k)) return false;
  message += k;
  if (strncmp(message, c->row->name, n) || strncmp(message + n, ": ", 2)) return false;
  message += n + 2;
  if (!strcmp(message, "has no operation of this size") || !strcmp(message, "takes no such prefix")) return true;
  if (strncmp(message, "operand ", 8)) return false;
  unsigned at = (unsigned)(message[8] - '1');
  if (at >= c->count) return at == c->count && !strcmp(message + 9, " is missing");
  char text[80] = " (";
  ass_print_operand(text + 2, 64, &c->o[at]);
  strcat(text, ") ");
  return !strncmp(message + 9, text, strlen(text));
}

static void list_refused(void *user, const Case *c) {
  Context *x = user;
  uint8_t bytes[32];
  char text[CASE_TEXT];
  if (assemble(&x->a, bytes, c, true)) return;
  case_print(text, c);
  x->lines++;
  bool is_theirs = false; /* llvm-mc takes such addresses and drops the index, or crashes */
  for (unsigned i = 0; i < c->count; i++) is_theirs |= c->o[i].mem.base == ASS_RIP || c->o[i].mem.vector;
  bool has_more = c->count > strlen(ass_row_pattern(c->row));
  is_theirs |= has_more && c->row->map & ASS_VEX && c->o[c->count - 1].kind == ASS_OP_IMM;
  if (x->is_random) { /* nor does it see a size that stands beside the operands, and it cuts constants */
    is_theirs |= c->size != ASS_N || *c->prefix;
    for (unsigned i = 0; i < c->count; i++) is_theirs |= c->o[i].imm != (int8_t)c->o[i].imm;
  }
  if (!is_theirs) puts(text);
  if (!is_clear(x->a.error, c)) fprintf(stderr, "%s: message is not clear: %s\n", text, x->a.error), x->differences++;
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

/* False: the row has none. */
static bool emit_typed(Ass *a, uint32_t index, AssSize s, const AssOperand *o) {
  uint32_t at = 0;
#define INST(name, form, sizes, prefix, map, opcode, ext, other, flag) \
  if (at++ == index) {                                                 \
    TYPED_##form(name, other);                                         \
    return true;                                                       \
  }
#define ROW(name, form, sizes, prefix, map, opcode, ext, other, flag) at++;
#include "../../ass/inst.def"
  return false;
}

static void check_typed(void *user, const Case *c) {
  Context *x = user;
  uint8_t bytes[32];
  for (unsigned i = 0; i < c->count; i++)
    if (c->o[i].kind == ASS_OP_HIGH8 || c->o[i].mem.is_short) return;
  unsigned n = *c->prefix ? 0 : assemble(&x->a, bytes, c, false);
  if (!n || !emit_typed(&x->a, (uint32_t)(c->row - ass_rows), c->size, c->o)) return;
  unsigned typed = (unsigned)(x->a.at - x->a.section->bytes);
  x->lines++;
  if (typed == n && !memcmp(bytes, x->a.section->bytes, n)) return;
  char text[CASE_TEXT];
  case_print(text, c);
  differ(x, text, "typed function differs");
}

/* ---- jumps ---- */

static uint64_t random_state;
static unsigned pick(unsigned n) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(random_state >> 33) % n;
}

static AssOperand label_operand(AssLabel l) { return (AssOperand){.kind = ASS_OP_LABEL, .mem.label = l}; }

/* Rows whose operand is a label; `reach` of 1: short ones only. */
static const AssRow *pick_jump(unsigned reach) {
  for (;;) {
    const AssRow *row = &ass_rows[pick(ass_row_count)];
    if (!strcmp(ass_row_pattern(row), "l") && (row->other == 1) == (reach == 1)) return row;
  }
}

/* Random data: to the assembler and as text. */
static void put_data(Ass *a, FILE *out, AssLabel to, unsigned label) {
  static const int64_t values[] = {0, 1, 63, 64, 127, 128, -1, -64, -65, 0x3FFF, 0x4000, INT64_MAX, INT64_MIN};
  int64_t v = values[pick(sizeof values / sizeof values[0])];
  switch (pick(10)) {
    case 0: ass_u8(a, (uint8_t)v), fprintf(out, ".byte %d\n", (uint8_t)v); break;
    case 1: ass_u16(a, (uint16_t)v), fprintf(out, ".short %d\n", (uint16_t)v); break;
    case 2: ass_u32(a, (uint32_t)v), fprintf(out, ".long %u\n", (uint32_t)v); break;
    case 3: ass_u64(a, (uint64_t)v), fprintf(out, ".quad %" PRId64 "\n", v); break;
    case 4: ass_uleb128(a, (uint64_t)v), fprintf(out, ".uleb128 %" PRIu64 "\n", (uint64_t)v); break;
    case 5: ass_sleb128(a, v), fprintf(out, ".sleb128 %" PRId64 "\n", v); break;
    case 6: ass_string(a, "text"), fputs(".asciz \"text\"\n", out); break;
    case 7: ass_repeat(a, &v, 2, 3), fprintf(out, ".fill 3, 2, %d\n", (uint16_t)v); break;
    case 8: ass_data_ref(a, ASS_REF_REL32, to, 5), fprintf(out, ".long L%u + 5 - .\n", label); break;
    default: ass_data_ref(a, ASS_REF_REL64, to, 0), fprintf(out, ".quad L%u - .\n", label); break;
  }
}

static int jumps(const char *source, const char *binary, uint64_t seed) {
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
    unsigned steps = pick(12);
    for (unsigned k = steps; k; k--) {
      unsigned to = pick(5) ? (i + pick(15) + LABELS - 7) % LABELS : pick(LABELS), what = pick(10);
      AssOperand label = label_operand(labels[to]);
      if (what == 0 && k == 1) { /* at the end of the block: forward to its label, backward to the one before */
        bool is_back = i > 0 && steps < 5 && pick(2);
        const AssRow *row = pick_jump(1);
        label = label_operand(labels[i - is_back]);
        ass_emit(&a, row->name, ASS_N, &label, 1), fprintf(out, "%s L%u\n", row->name, i - is_back);
      } else if (what == 1) put_data(&a, out, labels[to], to);
      else if (what == 2)
        ass_lea_rm(&a, ASS_Q, ASS_R9, ass_mem_rip(labels[to], 3)), fprintf(out, "lea r9, [rip + L%u + 3]\n", to);
      else if (what == 3) {
        AssOperand o[] = {{.kind = ASS_OP_MEM, .size = ASS_W, .mem = ass_mem_rip(labels[to], 0)},
                          {.kind = ASS_OP_IMM, .imm = 0x1234}};
        ass_emit(&a, "add", ASS_N, o, 2), fprintf(out, "add word ptr [rip + L%u], 0x1234\n", to);
      } else if (what == 4) {
        unsigned n = pick(20);
        ass_fill(&a, 0x90, n), fprintf(out, ".fill %u, 1, 0x90\n", n);
      } else if (what == 5 && !pick(4)) {
        unsigned power = pick(10);
        ass_align(&a, 1u << power), fprintf(out, ".p2align %u\n", power);
      } else {
        const AssRow *row = pick_jump(4);
        ass_emit(&a, row->name, ASS_N, &label, 1), fprintf(out, "%s L%u\n", row->name, to);
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

/* Labels that are too far or nowhere. */
static void reach(void) {
  for (unsigned k = 0; k < 4; k++) {
    Ass a;
    ass_init(&a, memory);
    ass_section(&a, ".text", ASS_EXEC, 16);
    AssLabel l = ass_label(&a);
    if (k == 0) ass_loop(&a, 0xE2, l);
    if (k == 1) ass_data_ref(&a, ASS_REF_REL8, l, 0);
    if (k == 2) ass_call(&a, l);
    if (k == 3) ass_align(&a, 24);
    ass_fill(&a, 0x90, 128);
    if (k != 2) ass_bind(&a, l);
    printf("%s\n", ass_finish(&a) ? "accepted" : ass_error(&a));
    ass_free(&a);
  }
}

static void refuse(const char *name, AssSize size, AssOperand *o, unsigned count) {
  Ass a;
  ass_init(&a, memory);
  ass_section(&a, ".text", ASS_EXEC, 16);
  bool ok = ass_emit(&a, name, size, o, count);
  printf("%s\n", ok ? "accepted" : ass_error(&a));
  ass_free(&a);
}

#define REG(n, s) {.kind = ASS_OP_REG, .reg = n, .size = s}
#define VECTOR(n, s) {.kind = ASS_OP_XMM, .reg = n, .size = s}
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
  refuse("addsd", ASS_N, OPS(VECTOR(0, ASS_X), {.kind = ASS_OP_MEM, .size = ASS_D, .mem = ass_mem(ASS_RAX, 0)}));
  refuse("movzx", ASS_N, OPS(REG(0, ASS_D), MEMORY(ass_mem(ASS_RAX, 0))));
  refuse("vcvtpd2ps", ASS_N, OPS(VECTOR(0, ASS_X), MEMORY(ass_mem(ASS_RAX, 0))));
  refuse("vaddps", ASS_N, OPS(VECTOR(0, ASS_Y), VECTOR(1, ASS_Y), VECTOR(2, ASS_X)));
  AssMem vector = ass_mem_index(ASS_RAX, (AssReg)2, 1, 0);
  vector.vector = ASS_X;
  refuse("vpgatherdd", ASS_N, OPS(VECTOR(2, ASS_X), MEMORY(vector), VECTOR(3, ASS_X)));
  refuse("mov", ASS_N, OPS(REG(0, ASS_D), MEMORY(vector)));
  refuse("mov", ASS_N, OPS({.kind = ASS_OP_CONTROL, .reg = 1}, REG(0, ASS_Q)));
  refuse("mov", ASS_N, OPS({.kind = ASS_OP_SEGMENT, .reg = 1}, REG(0, ASS_D)));
  refuse("in", ASS_N, OPS(REG(0, ASS_D), REG(ASS_RDX, ASS_D)));
  refuse("lock add", ASS_N, OPS(REG(0, ASS_D), REG(1, ASS_D)));
  refuse("lock mov", ASS_D, OPS(MEMORY(ass_mem(ASS_RAX, 0)), REG(1, ASS_D)));
  refuse("repne movsb", ASS_N, NULL, 0);
  refuse("movaps", ASS_Q, OPS(VECTOR(0, ASS_X), VECTOR(1, ASS_X)));
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
  ass_data_ref(&a, ASS_REF_REL64, start_symbol, 0);
  ass_data_ref(&a, ASS_REF_REL8, value, 2);
  ass_switch(&a, text);
  ass_symbol_of(&a, start_symbol)->is_function = true;
  ass_bind(&a, start_symbol);
  ass_mov_rm(&a, ASS_Q, ASS_RAX, ass_mem_rip(hidden, 0));
  ass_mov_rm(&a, ASS_Q, ASS_RDI, ass_mem(ASS_RAX, 0));
  ass_add_mi8(&a, ASS_D, ass_mem_rip(zero, 0), 12);
  ass_add_rm(&a, ASS_D, ASS_RDI, ass_mem_rip(zero, 0));
  AssMem slot = ass_mem_rip(other, 0);
  slot.ref = ASS_REF_GOTPCREL;
  ass_lea_rm(&a, ASS_Q, ASS_RDX, slot);
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

/* Random references to symbols here and elsewhere: source, and the object. */
static int references(const char *source, const char *path, uint64_t seed) {
  static const struct {
    AssRefKind kind;
    const char *before, *after;
  } kinds[] = {{ASS_REF_ABS64, ".quad ", ""},    {ASS_REF_ABS32, ".long ", ""},   {ASS_REF_ABS16, ".short ", ""},
               {ASS_REF_ABS8, ".byte ", ""},     {ASS_REF_REL64, ".quad ", "-."}, {ASS_REF_REL32, ".long ", "-."},
               {ASS_REF_REL16, ".short ", "-."}, {ASS_REF_REL8, ".byte ", "-."}};
  static const char *const names[] = {"one", "two", "three", "here", "there"};
  FILE *out = fopen(source, "w");
  random_state = seed;
  Ass a;
  ass_init(&a, memory);
  AssSection *text = ass_section(&a, ".text", ASS_EXEC, 4), *data = ass_section(&a, ".data", ASS_WRITE, 1);
  AssLabel symbols[5];
  for (unsigned i = 0; i < 5; i++) symbols[i] = ass_symbol(&a, names[i], ASS_GLOBAL);
  ass_bind(&a, symbols[4]);
  fputs(".intel_syntax noprefix\n.globl here, there\n.data\nthere:\n", out);
  for (unsigned i = 0; i < 200; i++) {
    unsigned k = pick(sizeof kinds / sizeof kinds[0]), to = pick(4), addend = pick(100);
    ass_data_ref(&a, kinds[k].kind, symbols[to], (int32_t)addend);
    fprintf(out, "%s%s+%u%s\n", kinds[k].before, names[to], addend, kinds[k].after);
  }
  ass_switch(&a, text);
  ass_bind(&a, symbols[3]);
  ass_symbol_of(&a, symbols[3])->is_function = true;
  fputs(".text\nhere:\n", out);
  for (unsigned i = 0; i < 300; i++) {
    unsigned to = pick(5) == 4 ? 4 : pick(3), what = pick(6);
    int32_t addend = (int32_t)pick(200) - 100;
    AssOperand o[2] = {{.kind = ASS_OP_REG, .reg = (uint8_t)pick(16), .size = ASS_Q}, {.kind = ASS_OP_MEM}};
    char reg[8];
    ass_print_operand(reg, sizeof reg, &o[0]);
    if (what < 3) {
      static const char *const branches[] = {"call", "jmp", "jne"};
      AssOperand label = label_operand(symbols[to]);
      ass_emit(&a, branches[what], ASS_N, &label, 1), fprintf(out, "%s %s\n", branches[what], names[to]);
    } else if (what == 3) {
      o[1].mem = ass_mem_rip(symbols[to], addend);
      ass_emit(&a, "mov", ASS_N, o, 2), fprintf(out, "mov %s, [rip+%s%+d]\n", reg, names[to], addend);
    } else if (what == 4) {
      o[1].mem = ass_mem_rip(symbols[to], 0);
      o[1].mem.ref = ASS_REF_GOTPCREL;
      ass_emit(&a, "mov", ASS_N, o, 2), fprintf(out, "mov %s, [rip+%s@GOTPCREL]\n", reg, names[to]);
    } else {
      AssReg base = (AssReg)pick(17), index = (AssReg)(pick(2) ? ASS_NO_REG : 9);
      o[1].mem = ass_mem_index(base, index, index == ASS_NO_REG ? 0 : 2, addend);
      char address[40];
      ass_print_operand(address, sizeof address, &o[1]);
      sprintf(strchr(address, ']'), "+%s]", names[to]);
      o[1].mem.label = symbols[to];
      o[1].mem.ref = ASS_REF_ABS32S;
      ass_emit(&a, "mov", ASS_N, o, 2), fprintf(out, "mov %s, %s\n", reg, address);
    }
  }
  fclose(out);
  const uint8_t *bytes;
  size_t size;
  ElfLink *memory_owner = elf_link_new(NULL);
  (void)data;
  if (!ass_finish(&a) || !ass_elf_object(&a, memory_owner, &bytes, &size)) return puts(ass_error(&a)), 1;
  out = fopen(path, "w");
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
    cases_visit(list_one, &c);
    cases_visit_unfit(list_one, &c);
  } else if (!strcmp(mode, "compare") && argc > 2) {
    c.in = fopen(argv[2], "r");
    if (!c.in) return perror(argv[2]), 1;
    cases_visit(compare_one, &c);
    cases_visit_unfit(compare_one, &c);
    printf("%u rows, %u instructions, %u differences\n", ass_row_count, c.lines, c.differences);
  } else if (!strcmp(mode, "refused")) {
    puts(".intel_syntax noprefix");
    cases_visit_unfit(list_refused, &c);
  } else if (!strcmp(mode, "random") && argc > 3) {
    puts(".intel_syntax noprefix");
    cases_visit_random(strtoull(argv[2], NULL, 10), (unsigned)atoi(argv[3]), list_one, &c);
  } else if (!strcmp(mode, "random-refused") && argc > 3) {
    puts(".intel_syntax noprefix");
    c.is_random = true;
    cases_visit_random(strtoull(argv[2], NULL, 10), (unsigned)atoi(argv[3]), list_refused, &c);
  } else if (!strcmp(mode, "random-compare") && argc > 4) {
    c.in = fopen(argv[4], "r");
    if (!c.in) return perror(argv[4]), 1;
    cases_visit_random(strtoull(argv[2], NULL, 10), (unsigned)atoi(argv[3]), compare_one, &c);
    printf("%u instructions, %u differences\n", c.lines, c.differences);
  } else if (!strcmp(mode, "names")) {
    cases_visit(check_name, &c);
    for (uint32_t i = 0; i < ass_row_count; i++)
      if (!c.seen[i] && *ass_row_pattern(&ass_rows[i]) != 'l') differ(&c, ass_rows[i].name, "a row takes nothing");
    printf("%u rows, %u instructions, %u differences\n", c.rows, c.lines, c.differences);
  } else if (!strcmp(mode, "typed")) {
    cases_visit(check_typed, &c);
    printf("%u instructions, %u differences\n", c.lines, c.differences);
  } else if (!strcmp(mode, "jumps") && argc > 4) {
    return jumps(argv[2], argv[3], strtoull(argv[4], NULL, 10));
  } else if (!strcmp(mode, "references") && argc > 4) {
    return references(argv[2], argv[3], strtoull(argv[4], NULL, 10));
  } else if (!strcmp(mode, "reach")) {
    reach();
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
