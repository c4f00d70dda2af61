/*
 * check.c: whether operands can stand where the pattern of a row has them, and which row a name and operands mean. A row
 * that fits is encoded by encode.c; if none does, the message is of the row that comes nearest.
 */
#include "emit.h"
#include "encode.h"

static unsigned size_bytes(AssSize s) {
  switch (s) {
    case ASS_B: return 1;
    case ASS_W: return 2;
    case ASS_D: return 4;
    case ASS_Q: return 8;
    case ASS_X: return 16;
    case ASS_Y: return 32;
    case ASS_T: return 10;
    default: return 0;
  }
}

static AssSize size_of_bytes(unsigned bytes) {
  return bytes == 1 ? ASS_B : bytes == 2 ? ASS_W : bytes == 4 ? ASS_D : ASS_Q;
}

static bool fits_signed(int64_t v, unsigned bytes) {
  int64_t limit = (int64_t)1 << (8 * bytes - 1);
  return v >= -limit && v < limit;
}

/* Any value of that many bytes, signed or unsigned. */
static bool fits(int64_t v, unsigned bytes) {
  if (bytes == 8) return true;
  return fits_signed(v, bytes) || (v >= 0 && v < (int64_t)1 << 8 * bytes);
}

/* Constants of 8 bits that are sign-extended: 0xFFFFFFF0 of 32 bits is -16. */
static bool fits_extended(int64_t v, AssSize size) {
  if (size == ASS_W && fits(v, 2)) v = (int16_t)v;
  if (size == ASS_D && fits(v, 4)) v = (int32_t)v;
  return fits_signed(v, 1);
}

static bool is_register(const AssOperand *o, AssSize size) {
  if (o->kind == ASS_OP_HIGH8) return size == ASS_B && o->reg < 4;
  return o->kind == ASS_OP_REG && o->reg < 16 && o->size == size;
}

/* The register without a choice. */
static bool is_the(const AssOperand *o, AssReg reg, AssSize size) {
  return o->kind == ASS_OP_REG && o->reg == reg && o->size == size;
}

static bool is_vector(const AssOperand *o, AssSize size) {
  return o->kind == ASS_OP_XMM && o->reg < 16 && (o->size == ASS_Y) == (size == ASS_Y);
}

static bool is_memory(const AssOperand *o, unsigned bytes, unsigned vector) {
  if (o->kind != ASS_OP_MEM || o->mem.vector != vector) return false;
  return o->size <= ASS_N || !bytes || bytes == size_bytes(o->size);
}

/* Bytes of a memory operand at that letter, 0 if it has no size. */
static unsigned width(const AssRow *row, AssSize size, char letter) {
  if (letter == 'm') return size_bytes(size);
  if (row->other) return row->other == 0xFF ? 0 : row->other;
  if (letter == 'q') return 8;
  return letter == 'w' && size != ASS_Y ? 16 : size_bytes(size);
}

/* The operand can stand for the letter; what the letter wants is in forms.def. */
static bool is_fit(const AssRow *row, AssSize size, char letter, const AssOperand *o) {
  AssSize general = size >= ASS_B && size <= ASS_Q ? size : ASS_D;
  unsigned bytes = width(row, size, letter);
  switch (letter) {
    case 'r':
    case 'o':
    case 'g':
    case 'B': return is_register(o, general);
    case 'm':
    case 'N': return is_register(o, general) || is_memory(o, bytes, 0);
    case 'n': return is_register(o, size_of_bytes(row->other)) || is_memory(o, bytes, 0);
    case 'M': return is_memory(o, bytes, 0);
    case 'a': return is_the(o, ASS_RAX, general);
    case 'A': return is_the(o, ASS_RAX, ASS_W);
    case 'c': return is_the(o, ASS_RCX, ASS_B);
    case 'd': return is_the(o, ASS_RDX, ASS_W);
    case 'x':
    case 'y':
    case 'v':
    case 's': return is_vector(o, size);
    case 'w': return is_vector(o, size) || is_memory(o, bytes, 0);
    case 'X':
    case 'V': return is_vector(o, ASS_X);
    case 'W': return is_vector(o, ASS_X) || is_memory(o, bytes, 0);
    case 'z': return is_vector(o, ASS_X) && o->reg == 0;
    case 'G': return is_memory(o, bytes, ASS_X);
    case 'H': return is_memory(o, bytes, ASS_Y);
    case 'p':
    case 'k': return o->kind == ASS_OP_MM && o->reg < 8;
    case 'q': return (o->kind == ASS_OP_MM && o->reg < 8) || is_memory(o, bytes, 0);
    case 't': return o->kind == ASS_OP_ST && o->reg < 8;
    case 'T': return o->kind == ASS_OP_ST && o->reg == 0;
    case 'S': return o->kind == ASS_OP_SEGMENT && o->reg < 6;
    case 'F': return o->kind == ASS_OP_SEGMENT && o->reg == 4;
    case 'E': return o->kind == ASS_OP_SEGMENT && o->reg == 5;
    case 'C': return o->kind == ASS_OP_CONTROL && (o->reg == 0 || (o->reg >= 2 && o->reg <= 4) || o->reg == 8);
    case 'D': return o->kind == ASS_OP_DEBUG && o->reg < 8;
    case 'l': return o->kind == ASS_OP_LABEL && o->mem.label.n != 0;
    case 'O': return o->kind == ASS_OP_ABS && (o->size <= ASS_N || o->size == size);
    default: break;
  }
  if (o->kind != ASS_OP_IMM) return false;
  switch (letter) {
    case '1': return o->imm == 1;
    case 'i': return size == ASS_Q ? fits_signed(o->imm, 4) : fits(o->imm, size_bytes(general));
    case 'I': return fits(o->imm, size_bytes(size));
    case 'b': return fits_extended(o->imm, size);
    case 'u': return fits(o->imm, 1);
    case 'h': return fits(o->imm, 2);
    default: return false;
  }
}

static const char *check_address(const AssOperand *o) {
  if (o->kind != ASS_OP_MEM) return NULL;
  const AssMem *m = &o->mem;
  if (m->scale > 3) return "has a scale that is not 1, 2, 4 or 8";
  if (m->index > ASS_NO_REG || m->base > ASS_RIP) return "has no such register";
  if (m->vector && m->vector != ASS_X && m->vector != ASS_Y) return "has no such index";
  if (m->vector && m->index == ASS_NO_REG) return "has no index";
  if (m->index == ASS_RSP && !m->vector) return "has rsp as index";
  if (m->base == ASS_RIP && m->index != ASS_NO_REG) return "has rip with an index";
  switch (m->segment) {
    case ASS_NO_SEGMENT:
    case ASS_ES:
    case ASS_CS:
    case ASS_SS:
    case ASS_DS:
    case ASS_FS:
    case ASS_GS: return NULL;
    default: return "has no such segment";
  }
}

static bool has_rex(const AssRow *row, AssSize size, const AssOperand *operands, unsigned count) {
  if (size == ASS_Q && row->flag != ASS_FLAG_D64) return true;
  for (unsigned i = 0; i < count; i++) {
    const AssOperand *o = &operands[i];
    if (o->kind == ASS_OP_REG && (o->reg >= 8 || (o->size == ASS_B && o->reg >= 4))) return true;
    if (o->kind == ASS_OP_MEM && ((o->mem.base >= 8 && o->mem.base < 16) || (o->mem.index >= 8 && o->mem.index < 16)))
      return true;
  }
  return false;
}

/* What stands against the operands together; *at is the operand to name. */
static const char *check_together(const AssRow *row, AssSize size, const AssOperand *operands, unsigned count,
                                  unsigned *at) {
  const char *pattern = ass_row_pattern(row);
  if (size == ASS_D && (!strcmp(pattern, "oa") || !strcmp(pattern, "ao")) && operands[0].reg == operands[1].reg) {
    *at = 1;
    return "is the same"; /* 90 is nop, which leaves the upper half alone */
  }
  if (row->flag == ASS_FLAG_REV && (operands[0].reg >= 8 || operands[count - 1].reg < 8)) {
    *at = count - 1;
    return "has a shorter form";
  }
  if (count == 3 && (pattern[1] == 'G' || pattern[1] == 'H')) {
    unsigned to = operands[0].reg, index = operands[1].mem.index, mask = operands[2].reg;
    *at = to == mask || index == mask ? 2 : 1;
    if (to == mask || index == mask || to == index) return "must be another register than index and destination are";
  }
  if (row->opcode == 0x8E && operands[0].kind == ASS_OP_SEGMENT && operands[0].reg == 1) {
    *at = 0;
    return "cannot be loaded"; /* cs: #UD */
  }
  for (unsigned i = 0; i < count; i++)
    if (operands[i].kind == ASS_OP_HIGH8 && has_rex(row, size, operands, count)) {
      *at = i;
      return "and another cannot be together: ah to bh exclude a REX prefix";
    }
  return NULL;
}

/* The letter wants this kind of operand, so that what is wrong is its size or value. */
static bool is_of_kind(char letter, const AssOperand *o) {
  static const char *const letters[] = {
      [ASS_OP_REG] = "rmonNgBcd", [ASS_OP_HIGH8] = "rmnN",  [ASS_OP_XMM] = "xwyvsXWVz", [ASS_OP_MM] = "pqk",
      [ASS_OP_ST] = "tT",         [ASS_OP_SEGMENT] = "SFE", [ASS_OP_CONTROL] = "C",     [ASS_OP_DEBUG] = "D",
      [ASS_OP_MEM] = "mMnNwWqGH", [ASS_OP_ABS] = "O",       [ASS_OP_IMM] = "iIuh1",     [ASS_OP_LABEL] = "l",
  };
  if (!letter || (unsigned)o->kind > ASS_OP_LABEL) return false;
  for (const char *p = letters[o->kind]; *p; p++)
    if (*p == letter) return true;
  return false;
}

static const char *why_unfit(const AssRow *row, char letter, const AssOperand *o) {
  bool is_general = letter == 'r' || letter == 'm' || letter == 'o' || letter == 'g' || letter == 'B' || letter == 'N';
  if (is_general && o->kind == ASS_OP_REG && o->reg < 16 && row->sizes != ASS_N && !(row->sizes & o->size))
    return "is of a size that the instruction has not";
  if (o->kind == ASS_OP_XMM && is_of_kind(letter, o) && letter != 'z') return "is a vector register of another size";
  return ass_letter_wants(letter);
}

/* Number of operands that fit; *why is NULL if the row takes them, else what is wrong with operand *at. */
static unsigned match(const AssRow *row, AssSize size, const AssOperand *operands, unsigned count, const char **why,
                      unsigned *at) {
  const char *pattern = ass_row_pattern(row);
  for (unsigned i = 0; i < count; i++) {
    *at = i;
    *why = pattern[i] ? check_address(&operands[i]) : "is one too many";
    if (!*why && !is_fit(row, size, pattern[i], &operands[i])) *why = why_unfit(row, pattern[i], &operands[i]);
    if (*why) return i;
  }
  *at = count;
  *why = pattern[count] ? "is missing" : check_together(row, size, operands, count, at);
  return count;
}

/* "add: operand 2 (ecx) must be …" */
static void fail_operand(Ass *a, const char *name, const AssOperand *operands, unsigned count, unsigned at,
                         const char *why) {
  char text[sizeof a->error], *p = text, *end = text + sizeof text - 1;
  for (const char *s = "operand "; *s;) *p++ = *s++;
  *p++ = (char)('1' + at);
  *p++ = ' ';
  if (at < count) {
    *p++ = '(';
    p += ass_print_operand(p, 64, &operands[at]);
    *p++ = ')';
    *p++ = ' ';
  }
  while (*why && p < end) *p++ = *why++;
  *p = 0;
  ass_fail(a, name, text);
}

bool ass_emit_row(Ass *a, const AssRow *row, AssSize size, const AssOperand *operands, unsigned count) {
  const char *why;
  unsigned at;
  if (!(row->sizes & size)) {
    ass_fail(a, row->name, "has no operation of this size");
    return false;
  }
  match(row, size, operands, count, &why, &at);
  if (why) {
    fail_operand(a, row->name, operands, count, at, why);
    return false;
  }
  ass_encode(a, row, size, operands, 0);
  return true;
}

/* ---- by name ---- */

/* Prefixes before the name: 0 none; *name moves behind it. */
static uint8_t take_prefix(const char **name) {
  static const struct {
    char text[8];
    uint8_t byte;
  } prefixes[] = {{"lock ", 0xF0}, {"rep ", 0xF3},   {"repe ", 0xF3},
                  {"repz ", 0xF3}, {"repne ", 0xF2}, {"repnz ", 0xF2}};
  for (unsigned i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
    unsigned n = 0;
    while (prefixes[i].text[n] && prefixes[i].text[n] == (*name)[n]) n++;
    if (prefixes[i].text[n]) continue;
    *name += n;
    return prefixes[i].byte;
  }
  return 0;
}

static bool takes_prefix(const AssRow *row, const AssOperand *operands, unsigned count, uint8_t prefix) {
  switch (row->flag) {
    case ASS_FLAG_LOCK: return prefix == 0xF0 && count && operands[0].kind == ASS_OP_MEM;
    case ASS_FLAG_XCHG: return prefix == 0xF0 && (operands[0].kind == ASS_OP_MEM || operands[1].kind == ASS_OP_MEM);
    case ASS_FLAG_REP: return prefix == 0xF3;
    case ASS_FLAG_REPE: return prefix != 0xF0;
    default: return false;
  }
}

/* Bytes that the row's memory operand has, if the operands do not say it themselves; 0: none. */
static unsigned untold_width(const AssRow *row, AssSize size, const AssOperand *operands, unsigned count,
                             unsigned *at) {
  for (unsigned i = 0; i < count; i++)
    if (operands[i].kind == ASS_OP_MEM && operands[i].size <= ASS_N) {
      *at = i;
      return width(row, size, ass_row_pattern(row)[i]);
    }
  return 0;
}

/* The row that takes the operands, and its size; else the best reason against it. */
typedef struct Choice {
  const AssRow *row;
  AssSize size;
  unsigned score; /* of the nearest row: twice the operands that fit, and 1 if the next is of the right kind */
  const char *why;
  unsigned at;
} Choice;

static void try_row(Choice *best, const AssRow *row, AssSize size, const AssOperand *operands, unsigned count) {
  const char *why;
  unsigned at, memory = 0;
  unsigned fit = match(row, size, operands, count, &why, &at);
  if (!why && !best->row) {
    best->row = row;
    best->size = size;
    best->why = NULL;
    return;
  }
  if (!why) {
    unsigned one = untold_width(best->row, best->size, operands, count, &memory);
    if (one != untold_width(row, size, operands, count, &memory)) best->why = "needs a size", best->at = memory;
    return;
  }
  if (best->row || row->flag == ASS_FLAG_REV) return;
  unsigned score = 2 * fit + (fit < count && is_of_kind(ass_row_pattern(row)[fit], &operands[fit]));
  if (best->why && score <= best->score) return;
  best->score = score;
  best->why = why;
  best->at = at;
}

bool ass_emit(Ass *a, const char *name, AssSize size, const AssOperand *operands, unsigned count) {
  const char *whole = name;
  uint8_t prefix = take_prefix(&name);
  Choice best = {0};
  const AssRow *first = ass_row_find(a, name);
  if (!first) {
    ass_fail(a, whole, "is no instruction");
    return false;
  }
  for (const AssRow *row = first; row; row = ass_row_next(a, row))
    for (unsigned s = ASS_N; s <= ASS_Y; s *= 2)
      if (row->sizes & s && (size == ASS_N || size == s)) try_row(&best, row, (AssSize)s, operands, count);
  if (best.why) {
    fail_operand(a, whole, operands, count, best.at, best.why);
  } else if (!best.row) {
    ass_fail(a, whole, "has no operation of this size");
  } else if (prefix && !takes_prefix(best.row, operands, count, prefix)) {
    ass_fail(a, whole, "takes no such prefix");
  } else {
    ass_encode(a, best.row, best.size, operands, prefix);
    return true;
  }
  return false;
}
