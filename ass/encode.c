/*
 * encode.c: the table of instructions, and encoding by it: operands are checked against the pattern of a row, then
 * written as emit.h does.
 */
#include "emit.h"
#include "internal.h"

enum {
#define FORM(name, pattern) FORM_##name,
#include "forms.def"
};
static const char *const patterns[] = {
#define FORM(name, pattern) [FORM_##name] = pattern,
#include "forms.def"
};

// clang-format off
const AssRow ass_rows[] = {
#define INST(name, form, sizes, prefix, map, opcode, ext, other) \
  {#name, FORM_##form, ASS_SIZES_##sizes, ASS_P_##prefix, ASS_MAP_##map, 0x##opcode, ASS_EXT_##ext, other},
#include "inst.def"
};
// clang-format on
const uint32_t ass_row_count = sizeof ass_rows / sizeof ass_rows[0];

const char *ass_row_pattern(const AssRow *row) { return patterns[row->form]; }

static uint8_t size_bytes(AssSize s) { return s == ASS_B ? 1 : s == ASS_W ? 2 : s == ASS_D ? 4 : s == ASS_Q ? 8 : 0; }

static bool fits_signed(int64_t v, unsigned bytes) {
  int64_t limit = (int64_t)1 << (8 * bytes - 1);
  return v >= -limit && v < limit;
}

/* Any value of that many bytes, signed or unsigned. */
static bool fits(int64_t v, unsigned bytes) {
  if (bytes == 8) return true;
  return fits_signed(v, bytes) || (v >= 0 && v < (int64_t)1 << 8 * bytes);
}

static bool is_register(const AssOperand *o, AssSize size) {
  if (o->kind == ASS_OP_HIGH8) return size == ASS_B && o->reg < 4;
  return o->kind == ASS_OP_REG && o->reg < 16 && o->size == size;
}

static bool is_memory(const AssOperand *o, unsigned bytes) {
  if (o->kind != ASS_OP_MEM) return false;
  return o->size <= ASS_N || !bytes || bytes == size_bytes(o->size);
}

static AssSize size_of_bytes(unsigned bytes) {
  return bytes == 1 ? ASS_B : bytes == 2 ? ASS_W : bytes == 4 ? ASS_D : ASS_Q;
}

/* NULL if the operand can stand for the pattern's letter, else what the letter wants. */
static const char *check(const AssRow *row, AssSize size, char letter, const AssOperand *o) {
  unsigned width = row->other ? row->other : size_bytes(size);
  switch (letter) {
    case 'r':
    case 'o':
    case 'g': return is_register(o, size) ? NULL : "must be a general register of the operation's size";
    case 'a':
      return is_register(o, size) && o->kind == ASS_OP_REG && o->reg == ASS_RAX ? NULL : "must be the accumulator";
    case 'c': return o->kind == ASS_OP_REG && o->size == ASS_B && o->reg == ASS_RCX ? NULL : "must be cl";
    case 'd': return o->kind == ASS_OP_REG && o->size == ASS_W && o->reg == ASS_RDX ? NULL : "must be dx";
    case 'm':
      return is_register(o, size) || is_memory(o, size_bytes(size))
                 ? NULL
                 : "must be a general register or memory of the operation's size";
    case 'n':
      return is_register(o, size_of_bytes(row->other)) || is_memory(o, row->other)
                 ? NULL
                 : "must be a register or memory of the source's size";
    case 'M': return is_memory(o, width) ? NULL : "must be memory";
    case 'x':
    case 'y': return o->kind == ASS_OP_XMM && o->reg < 16 ? NULL : "must be a vector register";
    case 'w':
      return (o->kind == ASS_OP_XMM && o->reg < 16) || is_memory(o, width) ? NULL
                                                                           : "must be a vector register or memory";
    case '1': return o->kind == ASS_OP_IMM && o->imm == 1 ? NULL : "must be 1";
    case 'i':
      if (o->kind == ASS_OP_IMM &&
          (size == ASS_Q ? fits_signed(o->imm, 4) : fits(o->imm, size_bytes(size == ASS_N ? ASS_D : size))))
        return NULL;
      return "must be a constant that fits the operation";
    case 'I': return o->kind == ASS_OP_IMM && fits(o->imm, size_bytes(size)) ? NULL : "must be a constant that fits";
    case 'b': {
      if (o->kind != ASS_OP_IMM) return "must be a constant";
      /* 0xFFFFFFF0 of 32 bits is -16 */
      int64_t v = size == ASS_W && fits(o->imm, 2)   ? (int16_t)o->imm
                  : size == ASS_D && fits(o->imm, 4) ? (int32_t)o->imm
                                                     : o->imm;
      return fits_signed(v, 1) ? NULL : "must be a constant of 8 bits";
    }
    case 'u': return o->kind == ASS_OP_IMM && fits(o->imm, 1) ? NULL : "must be a constant of 8 bits";
    default: return "is not known";
  }
}

static const char *check_address(const AssOperand *o) {
  if (o->kind != ASS_OP_MEM) return NULL;
  const AssMem *m = &o->mem;
  if (m->scale > 3) return "has a scale that is not 1, 2, 4 or 8";
  if (m->index == ASS_RSP) return "has rsp as index";
  if (m->index == ASS_RIP || (m->index > ASS_NO_REG) || m->base > ASS_RIP) return "has no such register";
  if (m->base == ASS_RIP && m->index != ASS_NO_REG) return "has rip with an index";
  if (m->segment && m->segment != ASS_FS && m->segment != ASS_GS) return "has no such segment";
  return NULL;
}

/* Number of operands that fit, count when all do; *why is set for the first that does not. */
static unsigned match(const AssRow *row, AssSize size, const AssOperand *operands, unsigned count, const char **why) {
  const char *pattern = patterns[row->form];
  for (unsigned i = 0; i < count; i++) {
    *why = pattern[i] ? check_address(&operands[i]) : "is one too many";
    if (!*why) *why = check(row, size, pattern[i], &operands[i]);
    if (*why) return i;
  }
  if (pattern[count]) {
    *why = "is missing";
    return count;
  }
  bool has_high = false, has_rex = size == ASS_Q && !(row->ext & ASS_D64);
  for (unsigned i = 0; i < count; i++) {
    const AssOperand *o = &operands[i];
    if (o->kind == ASS_OP_HIGH8) has_high = true;
    if (o->kind == ASS_OP_REG && (o->reg >= 8 || (o->size == ASS_B && o->reg >= 4))) has_rex = true;
    if (o->kind == ASS_OP_MEM && ((o->mem.base >= 8 && o->mem.base < 16) || (o->mem.index >= 8 && o->mem.index < 16)))
      has_rex = true;
  }
  if ((row->form == FORM_OA || row->form == FORM_AO) && size == ASS_D && operands[0].reg == operands[1].reg) {
    *why = "is the same";
    return 1;
  }
  if (has_high && has_rex) {
    *why = "and another cannot be together: ah to bh exclude a REX prefix";
    return 0;
  }
  *why = NULL;
  return count;
}

bool ass_emit_row(Ass *a, const AssRow *row, AssSize size, const AssOperand *operands, unsigned count) {
  const char *why;
  if (!(row->sizes & size)) {
    ass_fail(a, row->name, "has no operation of this size", 0);
    return false;
  }
  unsigned fit = match(row, size, operands, count, &why);
  if (why) {
    ass_fail(a, row->name, why, fit + 1);
    return false;
  }
  const char *pattern = patterns[row->form];
  unsigned reg = row->ext & 7, rm = 0, following = 0;
  const AssMem *mem = NULL;
  bool rex = false, in_opcode = false, has_modrm = false;
  for (unsigned i = 0; i < count; i++) {
    const AssOperand *o = &operands[i];
    unsigned number = o->kind == ASS_OP_HIGH8 ? o->reg + 4u : o->reg;
    if (o->kind == ASS_OP_REG && o->size == ASS_B && o->reg >= 4 && pattern[i] != 'c') rex = true;
    switch (pattern[i]) {
      case 'r':
      case 'x':
        reg = number;
        has_modrm = true;
        break;
      case 'o':
        rm = number;
        in_opcode = true;
        break;
      case 'm':
      case 'n':
      case 'M':
      case 'w':
      case 'y':
      case 'g':
        has_modrm = true;
        if (o->kind == ASS_OP_MEM) mem = &o->mem;
        else rm = number;
        break;
      case 'i': following = size == ASS_N ? 4 : ass_imm_bytes(size); break;
      case 'b':
      case 'u': following = 1; break;
      default: break;
    }
  }
  unsigned wide = row->sizes & ASS_B && row->sizes != ASS_B ? (row->form == FORM_OI ? 8 : 1) : 0;
  AssCode code = {row->prefix, row->map, row->opcode, (uint8_t)wide, (row->ext & ASS_D64) != 0, 0};
  uint8_t *p = ass_reserve(a);
  if (mem) {
    p = ass_put_rm(a, p, code, size, reg, mem, following, rex);
  } else {
    p = ass_put_opcode(p, code, size, has_modrm ? reg : 0, 0, rm, rex);
    if (in_opcode) p[-1] |= rm & 7;
    else if (has_modrm) *p++ = (uint8_t)(0xC0 | (reg & 7) << 3 | (rm & 7));
  }
  if (row->form == FORM_ZB) *p++ = row->other;
  for (unsigned i = 0; i < count; i++) switch (pattern[i]) {
      case 'i': p = ass_put_imm(p, size == ASS_N ? ASS_D : size, (int32_t)operands[i].imm); break;
      case 'I':
        p = size == ASS_Q ? ass_put_i64(p, operands[i].imm) : ass_put_imm(p, size, (int32_t)operands[i].imm);
        break;
      case 'b':
      case 'u': p = ass_put_i8(p, (int)operands[i].imm); break;
      default: break;
    }
  a->at = p;
  return true;
}

/* The size that the operands tell: of the first general register that is not a count, else of memory. */
static AssSize size_told(const char *name, const AssOperand *operands, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    if (operands[i].kind == ASS_OP_HIGH8) return ASS_B;
    bool is_port = operands[i].kind == ASS_OP_REG && operands[i].reg == ASS_RDX && !strcmp(name, "out") && i == 0;
    if (operands[i].kind == ASS_OP_REG && !is_port) return operands[i].size;
  }
  for (unsigned i = 0; i < count; i++)
    if (operands[i].kind == ASS_OP_MEM && operands[i].size) return operands[i].size;
  return ASS_N;
}

/* The letter wants this kind of operand, so that what is wrong is the value. */
static bool is_of_kind(char letter, const AssOperand *o) {
  switch (o->kind) {
    case ASS_OP_IMM: return letter == 'i' || letter == 'I' || letter == 'u';
    case ASS_OP_MEM: return letter == 'm' || letter == 'M' || letter == 'n' || letter == 'w';
    case ASS_OP_XMM: return letter == 'x' || letter == 'y' || letter == 'w';
    default: return letter == 'r' || letter == 'm' || letter == 'n' || letter == 'o' || letter == 'c';
  }
}

bool ass_emit(Ass *a, const char *name, AssSize size, const AssOperand *operands, unsigned count) {
  AssSize told = size_told(name, operands, count);
  const char *why = "is no instruction", *best_why = NULL;
  unsigned best = 0; /* twice the operands that fit, and 1 if the next is of the right kind */
  bool is_known = false;
  for (uint32_t i = 0; i < ass_row_count; i++) {
    const AssRow *row = &ass_rows[i];
    if (strcmp(row->name, name)) continue;
    is_known = true;
    AssSize s = size != ASS_N ? size : told;
    if (row->sizes == ASS_N || !(row->sizes & (row->sizes - 1))) s = (AssSize)row->sizes; /* it has but one */
    if (s == ASS_N && !count) s = (AssSize)row->sizes;
    if (!(row->sizes & s)) {
      bool is_near = count && s != ASS_N && is_of_kind(ass_row_pattern(row)[0], &operands[0]);
      if (is_near && !best) best = 1, best_why = "is of a size that the instruction has not";
      continue;
    }
    unsigned fit = match(row, s, operands, count, &why);
    if (!why) return ass_emit_row(a, row, s, operands, count);
    unsigned score = 2 * fit + (fit < count && is_of_kind(ass_row_pattern(row)[fit], &operands[fit]));
    if (!best_why || score > best) best = score, best_why = why;
  }
  if (!is_known) ass_fail(a, name, why, 0);
  else if (best_why) ass_fail(a, name, best_why, best / 2 + 1);
  else ass_fail(a, name, size == ASS_N && told == ASS_N ? "needs a size" : "has no operation of this size", 0);
  return false;
}
