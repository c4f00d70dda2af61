/*
 * emit.h: a typed inline function for every INST of inst.def, for callers that know what they want: ass_add_rr,
 * ass_mov_rm, ass_sqrtsd_xx. The suffix has a letter per operand:
 *
 *   r register   m memory   x vector register   i immediate (MU, XWU: 8 bits)   i8 i32 i64 immediate of that width
 *   a accumulator   d dx   1 the constant   c register cl   r1 r2 r4 m1 m2 m4 source of that many bytes
 *
 * The first parameter after the assembler is the size of the operation, for instructions of general registers. Byte
 * registers are al to r15b; ah to bh are ass_emit's only.
 */
#ifndef ASS_EMIT_H
#define ASS_EMIT_H

#include "ass.h"

enum { ASS_P_NP = 0, ASS_P_P66 = 0x66, ASS_P_PF2 = 0xF2, ASS_P_PF3 = 0xF3, ASS_P_P9B = 0x9B };
enum {
  ASS_MAP_M1,
  ASS_MAP_M0F,
  ASS_MAP_M0F38,
  ASS_MAP_M0F3A,
  ASS_MAP_V0F = ASS_VEX | ASS_MAP_M0F,
  ASS_MAP_V0F38 = ASS_VEX | ASS_MAP_M0F38,
  ASS_MAP_V0F3A = ASS_VEX | ASS_MAP_M0F3A,
  ASS_MAP_W0F = ASS_VEX_W | ASS_MAP_V0F,
  ASS_MAP_W0F38 = ASS_VEX_W | ASS_MAP_V0F38,
  ASS_MAP_W0F3A = ASS_VEX_W | ASS_MAP_V0F3A,
};
/* Sets of sizes as inst.def writes them. */
enum {
  ASS_SIZES_N = ASS_N,
  ASS_SIZES_B = ASS_B,
  ASS_SIZES_W = ASS_W,
  ASS_SIZES_D = ASS_D,
  ASS_SIZES_Q = ASS_Q,
  ASS_SIZES_WQ = ASS_W | ASS_Q,
  ASS_SIZES_DQ = ASS_D | ASS_Q,
  ASS_SIZES_WDQ = ASS_W | ASS_D | ASS_Q,
  ASS_SIZES_BWD = ASS_B | ASS_W | ASS_D,
  ASS_SIZES_BWDQ = ASS_B | ASS_W | ASS_D | ASS_Q,
  ASS_SIZES_X = ASS_X,
  ASS_SIZES_Y = ASS_Y,
  ASS_SIZES_XY = ASS_X | ASS_Y,
};
enum {
  ASS_EXT_E0,
  ASS_EXT_E1,
  ASS_EXT_E2,
  ASS_EXT_E3,
  ASS_EXT_E4,
  ASS_EXT_E5,
  ASS_EXT_E6,
  ASS_EXT_E7,
  ASS_EXT_E_ = ASS_NO_EXT,
};

/* A constant size that the instruction has not is refused when the caller is compiled. */
__attribute__((error("the instruction has no operation of this size"))) void ass_no_such_size(void);

/* What all functions know of their row at compile time. */
typedef struct AssCode {
  uint8_t prefix, map, opcode, wide; /* wide: added to the opcode unless the size is a byte */
  bool d64;
  uint8_t sizes; /* that there are; 0: checked already */
} AssCode;

/* Prefixes, REX, opcode. x and b: the registers of index and base, or b alone that of ModRM.rm. */
static inline __attribute__((always_inline)) uint8_t *ass_put_opcode(uint8_t *p, AssCode code, AssSize size,
                                                                     unsigned reg, unsigned x, unsigned b, bool rex) {
  if (__builtin_constant_p(size) && code.sizes && !(code.sizes & size)) ass_no_such_size();
  if (size == ASS_W) *p++ = 0x66;
  if (code.prefix) *p++ = code.prefix;
  unsigned bits = (unsigned)(size == ASS_Q && !code.d64) << 3 | (reg >> 3 & 1) << 2 | (x >> 3 & 1) << 1 | (b >> 3 & 1);
  if (bits || rex) *p++ = (uint8_t)(0x40 | bits);
  if (code.map != ASS_MAP_M1) *p++ = 0x0F;
  if (code.map == ASS_MAP_M0F38) *p++ = 0x38;
  if (code.map == ASS_MAP_M0F3A) *p++ = 0x3A;
  *p++ = (uint8_t)(code.opcode + (size == ASS_B ? 0 : code.wide));
  return p;
}

/* spl to dil need a REX prefix. */
static inline bool ass_needs_rex(AssSize size, unsigned reg) { return size == ASS_B && reg >= 4; }

static inline __attribute__((always_inline)) uint8_t *ass_put_rr(uint8_t *p, AssCode code, AssSize size, unsigned reg,
                                                                 unsigned rm, bool rex) {
  p = ass_put_opcode(p, code, size, reg, 0, rm, rex);
  *p++ = (uint8_t)(0xC0 | (reg & 7) << 3 | (rm & 7));
  return p;
}
static inline __attribute__((always_inline)) uint8_t *ass_put_rm(Ass *a, uint8_t *p, AssCode code, AssSize size,
                                                                 unsigned reg, const AssMem *m, unsigned following,
                                                                 bool rex) {
  if (__builtin_expect(m->segment, 0)) *p++ = m->segment;
  p = ass_put_opcode(p, code, size, reg, m->index, m->base, rex);
  return ass_write_mem(a, p, reg & 7, m, following);
}
static inline uint8_t *ass_put_i8(uint8_t *p, int v) {
  *p++ = (uint8_t)v;
  return p;
}
static inline uint8_t *ass_put_imm(uint8_t *p, AssSize size, int32_t v) {
  if (size == ASS_B) return ass_put_i8(p, v);
  p[0] = (uint8_t)v;
  p[1] = (uint8_t)(v >> 8);
  if (size == ASS_W) return p + 2;
  p[2] = (uint8_t)(v >> 16);
  p[3] = (uint8_t)(v >> 24);
  return p + 4;
}
static inline uint8_t *ass_put_i64(uint8_t *p, int64_t v) {
  p = ass_put_imm(p, ASS_D, (int32_t)v);
  return ass_put_imm(p, ASS_D, (int32_t)(v >> 32));
}
static inline unsigned ass_imm_bytes(AssSize size) { return size == ASS_B ? 1 : size == ASS_W ? 2 : 4; }

/* The bodies; `code` is a constant of the row. */
#define ASS_DEFINE(name, parameters, body)   \
  static inline void ass_##name parameters { \
    uint8_t *p = ass_reserve(a);             \
    a->at = body;                            \
  }
#define ASS_CODE(sizes, prefix, map, opcode, flag)                                           \
  ((AssCode){ASS_P_##prefix, ASS_MAP_##map, 0x##opcode, (ASS_SIZES_##sizes & ASS_B) ? 1 : 0, \
             ASS_FLAG_##flag == ASS_FLAG_D64, ASS_SIZES_##sizes})
#define ASS_DIGIT(ext) (ASS_EXT_##ext & 7)

#define ASS_EMIT_ZO(n, code, ext, sizes, other) \
  ASS_DEFINE(n, (Ass * a), ass_put_opcode(p, code, (AssSize)(sizes), 0, 0, 0, false))
#define ASS_EMIT_ZB(n, code, ext, sizes, other) \
  ASS_DEFINE(n, (Ass * a), ass_put_i8(ass_put_opcode(p, code, ASS_N, 0, 0, 0, false), other))
#define ASS_EMIT_N(n, code, ext, sizes, other)                                                 \
  ASS_DEFINE(n##_r, (Ass * a, AssReg r), ass_put_rr(p, code, ASS_N, ASS_DIGIT(ext), r, false)) \
  ASS_DEFINE(n##_m, (Ass * a, AssMem m), ass_put_rm(a, p, code, ASS_N, ASS_DIGIT(ext), &m, 0, false))
#define ASS_EMIT_AD(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_ad, (Ass * a, AssSize s), ass_put_opcode(p, code, s, 0, 0, 0, false))
#define ASS_EMIT_DA(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_da, (Ass * a, AssSize s), ass_put_opcode(p, code, s, 0, 0, 0, false))
#define ASS_EMIT_AU(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_ai, (Ass * a, AssSize s, uint8_t i), ass_put_i8(ass_put_opcode(p, code, s, 0, 0, 0, false), i))
#define ASS_EMIT_UA(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_ia, (Ass * a, AssSize s, uint8_t i), ass_put_i8(ass_put_opcode(p, code, s, 0, 0, 0, false), i))
#define ASS_EMIT_MR(n, code, ext, sizes, other)                                                \
  ASS_DEFINE(n##_rr, (Ass * a, AssSize s, AssReg to, AssReg from),                             \
             ass_put_rr(p, code, s, from, to, ass_needs_rex(s, from) || ass_needs_rex(s, to))) \
  ASS_EMIT_ML(n, code, ext, sizes, other)
#define ASS_EMIT_ML(n, code, ext, sizes, other)                    \
  ASS_DEFINE(n##_mr, (Ass * a, AssSize s, AssMem to, AssReg from), \
             ass_put_rm(a, p, code, s, from, &to, 0, ass_needs_rex(s, from)))
#define ASS_EMIT_RM(n, code, ext, sizes, other)                                                \
  ASS_DEFINE(n##_rr, (Ass * a, AssSize s, AssReg to, AssReg from),                             \
             ass_put_rr(p, code, s, to, from, ass_needs_rex(s, from) || ass_needs_rex(s, to))) \
  ASS_EMIT_RL(n, code, ext, sizes, other)
#define ASS_EMIT_RL(n, code, ext, sizes, other)                    \
  ASS_DEFINE(n##_rm, (Ass * a, AssSize s, AssReg to, AssMem from), \
             ass_put_rm(a, p, code, s, to, &from, 0, ass_needs_rex(s, to)))
#define ASS_EMIT_M(n, code, ext, sizes, other)                                                                      \
  ASS_DEFINE(n##_r, (Ass * a, AssSize s, AssReg r), ass_put_rr(p, code, s, ASS_DIGIT(ext), r, ass_needs_rex(s, r))) \
  ASS_EMIT_L(n, code, ext, sizes, other)
#define ASS_EMIT_L(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_m, (Ass * a, AssSize s, AssMem m), ass_put_rm(a, p, code, s, ASS_DIGIT(ext), &m, 0, false))
#define ASS_EMIT_O(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_r, (Ass * a, AssSize s, AssReg r), ass_put_o(p, code, s, r))
#define ASS_EMIT_OA(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_ra, (Ass * a, AssSize s, AssReg r), ass_put_o(p, code, s, r))
#define ASS_EMIT_AO(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_ar, (Ass * a, AssSize s, AssReg r), ass_put_o(p, code, s, r))
#define ASS_EMIT_OI(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_ri, (Ass * a, AssSize s, AssReg r, int64_t i), ass_put_oi(p, code, s, r, i))
#define ASS_EMIT_MI(n, code, ext, sizes, other)                                                 \
  ASS_DEFINE(n##_ri32, (Ass * a, AssSize s, AssReg r, int32_t i),                               \
             ass_put_imm(ass_put_rr(p, code, s, ASS_DIGIT(ext), r, ass_needs_rex(s, r)), s, i)) \
  ASS_DEFINE(n##_mi32, (Ass * a, AssSize s, AssMem m, int32_t i),                               \
             ass_put_imm(ass_put_rm(a, p, code, s, ASS_DIGIT(ext), &m, ass_imm_bytes(s), false), s, i))
#define ASS_EMIT_MB(n, code, ext, sizes, other)                                             \
  ASS_DEFINE(n##_ri8, (Ass * a, AssSize s, AssReg r, int8_t i),                             \
             ass_put_i8(ass_put_rr(p, code, s, ASS_DIGIT(ext), r, ass_needs_rex(s, r)), i)) \
  ASS_DEFINE(n##_mi8, (Ass * a, AssSize s, AssMem m, int8_t i),                             \
             ass_put_i8(ass_put_rm(a, p, code, s, ASS_DIGIT(ext), &m, 1, false), i))
#define ASS_EMIT_MU(n, code, ext, sizes, other)                                             \
  ASS_DEFINE(n##_ri, (Ass * a, AssSize s, AssReg r, uint8_t i),                             \
             ass_put_i8(ass_put_rr(p, code, s, ASS_DIGIT(ext), r, ass_needs_rex(s, r)), i)) \
  ASS_DEFINE(n##_mi, (Ass * a, AssSize s, AssMem m, uint8_t i),                             \
             ass_put_i8(ass_put_rm(a, p, code, s, ASS_DIGIT(ext), &m, 1, false), i))
#define ASS_EMIT_M1(n, code, ext, sizes, other)                                                                      \
  ASS_DEFINE(n##_r1, (Ass * a, AssSize s, AssReg r), ass_put_rr(p, code, s, ASS_DIGIT(ext), r, ass_needs_rex(s, r))) \
  ASS_DEFINE(n##_m1, (Ass * a, AssSize s, AssMem m), ass_put_rm(a, p, code, s, ASS_DIGIT(ext), &m, 0, false))
#define ASS_EMIT_MC(n, code, ext, sizes, other)                                                                      \
  ASS_DEFINE(n##_rc, (Ass * a, AssSize s, AssReg r), ass_put_rr(p, code, s, ASS_DIGIT(ext), r, ass_needs_rex(s, r))) \
  ASS_DEFINE(n##_mc, (Ass * a, AssSize s, AssMem m), ass_put_rm(a, p, code, s, ASS_DIGIT(ext), &m, 0, false))
#define ASS_EMIT_AI(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_ai, (Ass * a, AssSize s, int32_t i), ass_put_imm(ass_put_opcode(p, code, s, 0, 0, 0, false), s, i))
#define ASS_EMIT_I(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_i32, (Ass * a, int32_t i), ass_put_imm(ass_put_opcode(p, code, ASS_Q, 0, 0, 0, false), ASS_D, i))
#define ASS_EMIT_B(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_i8, (Ass * a, int8_t i), ass_put_i8(ass_put_opcode(p, code, ASS_Q, 0, 0, 0, false), i))
#define ASS_EMIT_RN(n, code, ext, sizes, other)                           \
  ASS_DEFINE(n##_rr##other, (Ass * a, AssSize s, AssReg to, AssReg from), \
             ass_put_rr(p, code, s, to, from, other == 1 && from >= 4))   \
  ASS_DEFINE(n##_rm##other, (Ass * a, AssSize s, AssReg to, AssMem from), \
             ass_put_rm(a, p, code, s, to, &from, 0, false))
#define ASS_EMIT_RMI(n, code, ext, sizes, other)                                 \
  ASS_DEFINE(n##_rri32, (Ass * a, AssSize s, AssReg to, AssReg from, int32_t i), \
             ass_put_imm(ass_put_rr(p, code, s, to, from, false), s, i))         \
  ASS_DEFINE(n##_rmi32, (Ass * a, AssSize s, AssReg to, AssMem from, int32_t i), \
             ass_put_imm(ass_put_rm(a, p, code, s, to, &from, ass_imm_bytes(s), false), s, i))
#define ASS_EMIT_RMB(n, code, ext, sizes, other)                               \
  ASS_DEFINE(n##_rri8, (Ass * a, AssSize s, AssReg to, AssReg from, int8_t i), \
             ass_put_i8(ass_put_rr(p, code, s, to, from, false), i))           \
  ASS_DEFINE(n##_rmi8, (Ass * a, AssSize s, AssReg to, AssMem from, int8_t i), \
             ass_put_i8(ass_put_rm(a, p, code, s, to, &from, 1, false), i))
#define ASS_EMIT_MRU(n, code, ext, sizes, other)                               \
  ASS_DEFINE(n##_rri, (Ass * a, AssSize s, AssReg to, AssReg from, uint8_t i), \
             ass_put_i8(ass_put_rr(p, code, s, from, to, false), i))           \
  ASS_DEFINE(n##_mri, (Ass * a, AssSize s, AssMem to, AssReg from, uint8_t i), \
             ass_put_i8(ass_put_rm(a, p, code, s, from, &to, 1, false), i))
#define ASS_EMIT_MRC(n, code, ext, sizes, other)                                                             \
  ASS_DEFINE(n##_rrc, (Ass * a, AssSize s, AssReg to, AssReg from), ass_put_rr(p, code, s, from, to, false)) \
  ASS_DEFINE(n##_mrc, (Ass * a, AssSize s, AssMem to, AssReg from), ass_put_rm(a, p, code, s, from, &to, 0, false))
#define ASS_EMIT_XW(n, code, ext, sizes, other)                                                      \
  ASS_DEFINE(n##_xx, (Ass * a, AssXmm to, AssXmm from), ass_put_rr(p, code, ASS_N, to, from, false)) \
  ASS_EMIT_XL(n, code, ext, sizes, other)
#define ASS_EMIT_XL(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_xm, (Ass * a, AssXmm to, AssMem from), ass_put_rm(a, p, code, ASS_N, to, &from, 0, false))
#define ASS_EMIT_LX(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_mx, (Ass * a, AssMem to, AssXmm from), ass_put_rm(a, p, code, ASS_N, from, &to, 0, false))
#define ASS_EMIT_XWU(n, code, ext, sizes, other)                         \
  ASS_DEFINE(n##_xxi, (Ass * a, AssXmm to, AssXmm from, uint8_t i),      \
             ass_put_i8(ass_put_rr(p, code, ASS_N, to, from, false), i)) \
  ASS_DEFINE(n##_xmi, (Ass * a, AssXmm to, AssMem from, uint8_t i),      \
             ass_put_i8(ass_put_rm(a, p, code, ASS_N, to, &from, 1, false), i))
#define ASS_EMIT_XY(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_xx, (Ass * a, AssXmm to, AssXmm from), ass_put_rr(p, code, ASS_N, to, from, false))
#define ASS_EMIT_YU(n, code, ext, sizes, other)      \
  ASS_DEFINE(n##_xi, (Ass * a, AssXmm x, uint8_t i), \
             ass_put_i8(ass_put_rr(p, code, ASS_N, ASS_DIGIT(ext), x, false), i))
#define ASS_EMIT_XM(n, code, ext, sizes, other)                                                             \
  ASS_DEFINE(n##_xr, (Ass * a, AssSize s, AssXmm to, AssReg from), ass_put_rr(p, code, s, to, from, false)) \
  ASS_DEFINE(n##_xm, (Ass * a, AssSize s, AssXmm to, AssMem from), ass_put_rm(a, p, code, s, to, &from, 0, false))
#define ASS_EMIT_MX(n, code, ext, sizes, other)                                                             \
  ASS_DEFINE(n##_rx, (Ass * a, AssSize s, AssReg to, AssXmm from), ass_put_rr(p, code, s, from, to, false)) \
  ASS_DEFINE(n##_mx, (Ass * a, AssSize s, AssMem to, AssXmm from), ass_put_rm(a, p, code, s, from, &to, 0, false))
#define ASS_EMIT_XG(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_xr, (Ass * a, AssSize s, AssXmm to, AssReg from), ass_put_rr(p, code, s, to, from, false))
#define ASS_EMIT_GX(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_rx, (Ass * a, AssSize s, AssReg to, AssXmm from), ass_put_rr(p, code, s, from, to, false))
#define ASS_EMIT_RW(n, code, ext, sizes, other)                                                             \
  ASS_DEFINE(n##_rx, (Ass * a, AssSize s, AssReg to, AssXmm from), ass_put_rr(p, code, s, to, from, false)) \
  ASS_DEFINE(n##_rm, (Ass * a, AssSize s, AssReg to, AssMem from), ass_put_rm(a, p, code, s, to, &from, 0, false))
#define ASS_EMIT_RY(n, code, ext, sizes, other) \
  ASS_DEFINE(n##_rx, (Ass * a, AssSize s, AssReg to, AssXmm from), ass_put_rr(p, code, s, to, from, false))

static inline uint8_t *ass_put_o(uint8_t *p, AssCode code, AssSize s, unsigned r) {
  p = ass_put_opcode(p, code, s, 0, 0, r, ass_needs_rex(s, r));
  p[-1] |= r & 7;
  return p;
}
/* Opcodes of bytes and of the rest are 8 apart. */
static inline uint8_t *ass_put_oi(uint8_t *p, AssCode code, AssSize s, unsigned r, int64_t i) {
  code.wide *= 8;
  p = ass_put_o(p, code, s, r);
  return s == ASS_Q ? ass_put_i64(p, i) : ass_put_imm(p, s, (int32_t)i);
}

#define INST(name, form, sizes, prefix, map, opcode, ext, other, flag) \
  ASS_EMIT_##form(name, ASS_CODE(sizes, prefix, map, opcode, flag), ext, ASS_SIZES_##sizes, other)
#define ROW(name, form, sizes, prefix, map, opcode, ext, other, flag)
#include "inst.def"

static inline void ass_prefix(Ass *a, uint8_t byte) {
  uint8_t *p = ass_reserve(a);
  *p = byte;
  a->at = p + 1;
}
static inline void ass_lock(Ass *a) { ass_prefix(a, 0xF0); }
static inline void ass_repne(Ass *a) { ass_prefix(a, 0xF2); }
static inline void ass_rep(Ass *a) { ass_prefix(a, 0xF3); }
static inline void ass_setcc_r(Ass *a, AssCc cc, AssReg r) {
  uint8_t *p = ass_reserve(a);
  a->at = ass_put_rr(p, (AssCode){0, ASS_MAP_M0F, (uint8_t)(0x90 + cc), 0, false, 0}, ASS_B, 0, r, r >= 4);
}
static inline void ass_cmovcc_rr(Ass *a, AssCc cc, AssSize s, AssReg to, AssReg from) {
  uint8_t *p = ass_reserve(a);
  a->at = ass_put_rr(p, (AssCode){0, ASS_MAP_M0F, (uint8_t)(0x40 + cc), 0, false, 0}, s, to, from, false);
}

/* The shortest move of a constant: xor would spoil the flags, so it is never used. */
static inline void ass_mov_const(Ass *a, AssReg r, uint64_t v) {
  if (v <= UINT32_MAX) ass_mov_ri(a, ASS_D, r, (int64_t)v);
  else if ((int64_t)v >= INT32_MIN && (int64_t)v < 0) ass_mov_ri32(a, ASS_Q, r, (int32_t)v);
  else ass_movabs_ri(a, ASS_Q, r, (int64_t)v);
}
/* Arithmetic with a constant, in the shorter of two forms. */
#define ASS_ALU_CONST(name)                                                    \
  static inline void ass_##name##_ri(Ass *a, AssSize s, AssReg r, int32_t i) { \
    if (s != ASS_B && i == (int8_t)i) ass_##name##_ri8(a, s, r, (int8_t)i);    \
    else ass_##name##_ri32(a, s, r, i);                                        \
  }                                                                            \
  static inline void ass_##name##_mi(Ass *a, AssSize s, AssMem m, int32_t i) { \
    if (s != ASS_B && i == (int8_t)i) ass_##name##_mi8(a, s, m, (int8_t)i);    \
    else ass_##name##_mi32(a, s, m, i);                                        \
  }
ASS_ALU_CONST(add)
ASS_ALU_CONST(or)
ASS_ALU_CONST(adc)
ASS_ALU_CONST(sbb)
ASS_ALU_CONST(and)
ASS_ALU_CONST(sub)
ASS_ALU_CONST(xor)
ASS_ALU_CONST(cmp)
#undef ASS_ALU_CONST

#endif
