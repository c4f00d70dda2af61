/*
 * ass.h: an x86-64 assembler as a library.
 *
 *   Ass a;
 *   ass_init(&a, memory);
 *   AssSection *text = ass_section(&a, ".text", ASS_EXEC, 16);
 *   AssLabel loop = ass_label(&a);
 *   ass_bind(&a, loop);
 *   ass_add_rr(&a, ASS_Q, ASS_RAX, ASS_RCX);      typed functions of emit.h: close to writing bytes
 *   ass_jcc(&a, ASS_CC_NZ, loop);
 *   ass_emit(&a, "add", ASS_Q, operands, 2);      any instruction by its name, operands checked
 *   if (!ass_finish(&a)) puts(ass_error(&a));     jumps get their shortest form, references their values
 *
 * Instructions are rows of inst.def, operand forms rows of forms.def. What cannot be encoded is an error that names the
 * instruction and the operand, never wrong bytes. The library is freestanding: memory comes through AssMemory, there is
 * no global state, nothing else is called but mem* functions.
 *
 * Labels and symbols are one thing: a place in a section, local or with a name for the linker. Positions in a section
 * are given as AssPos until ass_finish has decided about the sizes of jumps, and translated by ass_offset after it.
 */
#ifndef ASS_ASS_H
#define ASS_ASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// clang-format off
typedef enum AssReg {
  ASS_RAX, ASS_RCX, ASS_RDX, ASS_RBX, ASS_RSP, ASS_RBP, ASS_RSI, ASS_RDI,
  ASS_R8, ASS_R9, ASS_R10, ASS_R11, ASS_R12, ASS_R13, ASS_R14, ASS_R15,
  ASS_NO_REG, /* in AssMem: no base, no index */
  ASS_RIP,    /* in AssMem: base of an address relative to the instruction */
} AssReg;
typedef enum AssXmm {
  ASS_XMM0, ASS_XMM1, ASS_XMM2, ASS_XMM3, ASS_XMM4, ASS_XMM5, ASS_XMM6, ASS_XMM7,
  ASS_XMM8, ASS_XMM9, ASS_XMM10, ASS_XMM11, ASS_XMM12, ASS_XMM13, ASS_XMM14, ASS_XMM15,
} AssXmm;
/* Conditions, numbered as the processor does. */
typedef enum AssCc {
  ASS_CC_O, ASS_CC_NO, ASS_CC_B, ASS_CC_AE, ASS_CC_E, ASS_CC_NE, ASS_CC_BE, ASS_CC_A,
  ASS_CC_S, ASS_CC_NS, ASS_CC_P, ASS_CC_NP, ASS_CC_L, ASS_CC_GE, ASS_CC_LE, ASS_CC_G,
} AssCc;
// clang-format on
static inline AssCc ass_cc_not(AssCc cc) { return (AssCc)(cc ^ 1); }

/* Operand sizes; bits, since a row of inst.def has several. ASS_N: the instruction has none. X and Y: vectors of 128 and
 * 256 bits. T: of memory only, 10 bytes. */
typedef enum AssSize {
  ASS_N = 1,
  ASS_B = 2,
  ASS_W = 4,
  ASS_D = 8,
  ASS_Q = 16,
  ASS_X = 32,
  ASS_Y = 64,
  ASS_T = 128
} AssSize;

typedef struct AssLabel {
  uint32_t n; /* 0: no label */
} AssLabel;

/* Prefixes that override the segment. */
enum { ASS_NO_SEGMENT = 0, ASS_ES = 0x26, ASS_CS = 0x2E, ASS_SS = 0x36, ASS_DS = 0x3E, ASS_FS = 0x64, ASS_GS = 0x65 };

/* An address: segment:[base + index * 2^scale + disp], or [rip + label + disp]; `label` without base is the absolute
 * address of a symbol (with `ref` another kind of 32-bit reference, such as ASS_REF_TPOFF32). */
typedef struct AssMem {
  uint8_t base, index; /* AssReg */
  uint8_t scale;       /* 0..3 */
  uint8_t segment;
  int32_t disp;
  AssLabel label;
  uint8_t ref;    /* AssRefKind; used with `label` when base is not RIP */
  uint8_t vector; /* ASS_X, ASS_Y: index is a vector register. By name only, as the next */
  bool is_short;  /* base and index are registers of 32 bits (rip: eip) */
} AssMem;

static inline AssMem ass_mem(AssReg base, int32_t disp) {
  return (AssMem){.base = (uint8_t)base, .index = ASS_NO_REG, .disp = disp};
}
static inline AssMem ass_mem_index(AssReg base, AssReg index, unsigned scale, int32_t disp) {
  return (AssMem){.base = (uint8_t)base, .index = (uint8_t)index, .scale = (uint8_t)scale, .disp = disp};
}
static inline AssMem ass_mem_rip(AssLabel label, int32_t disp) {
  return (AssMem){.base = ASS_RIP, .index = ASS_NO_REG, .disp = disp, .label = label};
}
static inline AssMem ass_mem_absolute(int32_t disp) { return ass_mem(ASS_NO_REG, disp); }

/* What stands at a reference. */
typedef enum AssRefKind {
  ASS_REF_ABS64,   /* address + addend */
  ASS_REF_ABS32,   /* the same in 32 bits, zero-extended */
  ASS_REF_ABS32S,  /* sign-extended */
  ASS_REF_REL32,   /* address + addend - place */
  ASS_REF_TPOFF32, /* address + addend relative to the thread pointer */
  ASS_REF_ABS8,    /* address + addend in 8 bits, for a linker */
  ASS_REF_ABS16,
  ASS_REF_REL8, /* address + addend - place */
  ASS_REF_REL16,
  ASS_REF_REL64,
  ASS_REF_GOTPCREL, /* address of an entry with the address, + addend - place */
} AssRefKind;

typedef struct AssPos {
  uint32_t offset; /* as if all jumps were short and nothing aligned */
  uint32_t jumps;  /* number of jumps and alignments before it */
} AssPos;

/* The caller's memory. p NULL: new; size 0: give back. NULL for a size above 0 means exhausted: a recorded error. */
typedef struct AssMemory {
  void *(*resize)(void *user, void *p, size_t old_size, size_t size);
  void *user;
} AssMemory;

/* A reference that ass_finish left to the linker. */
typedef struct AssRef {
  uint32_t offset; /* before ass_finish: AssPos.offset */
  uint32_t jumps;
  AssLabel label;
  int32_t addend;
  uint8_t kind; /* AssRefKind */
} AssRef;

typedef struct AssJump {
  uint32_t offset; /* where it stands, AssPos.offset */
  uint32_t target; /* label; alignments: the alignment */
  uint8_t kind;    /* ASS_JUMP_*: see internal.h */
  uint16_t growth; /* bytes beyond the short form, of alignments: padding */
} AssJump;

enum { ASS_WRITE = 1, ASS_EXEC = 2, ASS_ZERO = 4 /* no contents, only a size */ };

typedef struct AssSection {
  const char *name; /* not copied */
  uint32_t index, flags, align;
  uint8_t *bytes; /* after ass_finish: the contents, `size` bytes */
  uint32_t size, capacity;
  AssJump *jumps;
  uint32_t njumps, jumps_capacity;
  uint32_t *growth; /* by number of jumps before: bytes to add; ass_finish's */
  AssRef *refs;
  uint32_t nrefs, refs_capacity;
  struct AssSection *next;
} AssSection;

enum { ASS_LOCAL, ASS_GLOBAL, ASS_HIDDEN, ASS_WEAK };

typedef struct AssSymbol {
  const char *name;    /* NULL: only a label. Not copied */
  AssSection *section; /* NULL: not bound, the linker's */
  AssPos at;
  uint64_t size;
  uint8_t binding;
  bool is_function;
} AssSymbol;

enum { ASS_MAX_INST = 16 };

typedef struct Ass {
  uint8_t *at, *end; /* of the current section: free bytes */
  AssSection *section;
  AssSection *first_section, *last_section;
  uint32_t nsections;
  AssSymbol *symbols; /* [0] is none */
  uint32_t nsymbols, symbols_capacity;
  AssMemory memory;
  bool is_finished, failed;
  char error[160];             /* the first one */
  struct AssIndex *index;      /* rows by name: ass_emit's */
  uint8_t spare[ASS_MAX_INST]; /* where instructions go after a failure */
} Ass;

void ass_init(Ass *a, AssMemory memory);
void ass_free(Ass *a);
/* The first error, "" if there is none. */
const char *ass_error(const Ass *a);
void ass_fail(Ass *a, const char *where, const char *what); /* records "where: what", if it is the first */

/* A new section, which becomes the current one; NULL when memory is exhausted. */
AssSection *ass_section(Ass *a, const char *name, uint32_t flags, uint32_t align);
void ass_switch(Ass *a, AssSection *s);

AssLabel ass_label(Ass *a);
AssLabel ass_symbol(Ass *a, const char *name, int binding); /* a new one: callers keep the names apart */
void ass_bind(Ass *a, AssLabel label);                      /* to the current position; once */
static inline AssSymbol *ass_symbol_of(Ass *a, AssLabel label) { return &a->symbols[label.n]; }

AssPos ass_position(const Ass *a);
/* After ass_finish: where a position, or a bound label, has come to lie in its section. */
uint32_t ass_offset(const AssSection *s, AssPos at);
uint32_t ass_label_offset(const Ass *a, AssLabel label);

/* Data. */
void ass_bytes(Ass *a, const void *bytes, size_t n);
void ass_fill(Ass *a, uint8_t byte, size_t n); /* in an ASS_ZERO section: only the size grows */
void ass_repeat(Ass *a, const void *bytes, size_t n, size_t times);
void ass_string(Ass *a, const char *text); /* with its final 0 */
void ass_u8(Ass *a, uint8_t v);
void ass_u16(Ass *a, uint16_t v);
void ass_u32(Ass *a, uint32_t v);
void ass_u64(Ass *a, uint64_t v);
void ass_uleb128(Ass *a, uint64_t v);
void ass_sleb128(Ass *a, int64_t v);
void ass_data_ref(Ass *a, AssRefKind kind, AssLabel label, int32_t addend);
void ass_align(Ass *a, uint32_t alignment); /* a power of two up to 32768, nops in code */

/* Control transfers to labels: jumps take 2 bytes when the target is near. */
void ass_jmp(Ass *a, AssLabel to);
void ass_jcc(Ass *a, AssCc cc, AssLabel to);
void ass_call(Ass *a, AssLabel to);
void ass_loop(Ass *a, uint8_t opcode, AssLabel to); /* E0 to E3: loopne, loope, loop, jrcxz. Far is an error */

/* Sizes of jumps, values of references within a section; references that are left are the linker's. Nothing can be
 * emitted after it. False: ass_error says why. */
bool ass_finish(Ass *a);

/* ---- any instruction, by name ---- */

typedef enum AssOperandKind {
  ASS_OP_REG,
  ASS_OP_HIGH8,   /* ah ch dh bh are 0..3 */
  ASS_OP_XMM,     /* of size ASS_Y: ymm */
  ASS_OP_MM,      /* mm0 to mm7 */
  ASS_OP_ST,      /* st(0) to st(7) */
  ASS_OP_SEGMENT, /* es cs ss ds fs gs are 0..5 */
  ASS_OP_CONTROL,
  ASS_OP_DEBUG,
  ASS_OP_MEM,
  ASS_OP_ABS, /* memory at the address `imm` */
  ASS_OP_IMM,
  ASS_OP_LABEL, /* mem.label */
} AssOperandKind;
typedef struct AssOperand {
  AssOperandKind kind;
  uint8_t reg;  /* AssReg, AssXmm or as the kind says */
  AssSize size; /* REG, XMM: of the register; MEM: of the datum, ASS_N if unknown */
  AssMem mem;
  int64_t imm;
} AssOperand;

/* A row of inst.def. */
typedef struct AssRow {
  const char *name;
  uint8_t form; /* of forms.def */
  uint8_t sizes, prefix, map, opcode;
  uint8_t ext; /* 0..7, ASS_NO_EXT */
  uint8_t other;
  uint8_t flag; /* AssFlag */
} AssRow;
enum { ASS_NO_EXT = 8 };
enum { ASS_VEX = 4, ASS_VEX_W = 8 }; /* in AssRow.map; the low two bits are the map */
typedef enum AssFlag {
  ASS_FLAG__,
  ASS_FLAG_D64,
  ASS_FLAG_LOCK,
  ASS_FLAG_XCHG,
  ASS_FLAG_REP,
  ASS_FLAG_REPE,
  ASS_FLAG_COMM,
  ASS_FLAG_PRED,
  ASS_FLAG_REV,
  ASS_FLAG_WORD,
  ASS_FLAG_ADDR32,
} AssFlag;
extern const AssRow ass_rows[];
extern const uint32_t ass_row_count;
const char *ass_row_pattern(const AssRow *row);
const char *ass_letter_wants(char letter); /* "must be …", NULL: no such letter */
bool ass_row_is_byte(const AssRow *row);   /* `other` is a byte after the opcode */

/* Encodes the first row of that name that takes these operands, in Intel's order; size is that of the operation, ASS_N
 * where the operands tell. Prefixes stand before the name: "lock add", "rep movsb" (rep, repe, repz, repne, repnz).
 * False: no row does, and ass_error names the operand that fits none. */
bool ass_emit(Ass *a, const char *name, AssSize size, const AssOperand *operands, unsigned count);
/* Encodes exactly this row. */
bool ass_emit_row(Ass *a, const AssRow *row, AssSize size, const AssOperand *operands, unsigned count);

/* Intel's text of an operand, at most `room` bytes with the final 0; returns its length. */
size_t ass_print_operand(char *to, size_t room, const AssOperand *o);

/* ---- for emit.h ---- */

uint8_t *ass_grow(Ass *a);
/* Room for one instruction. */
static inline uint8_t *ass_reserve(Ass *a) {
  return __builtin_expect(a->end - a->at < ASS_MAX_INST, 0) ? ass_grow(a) : a->at;
}
/* Writes ModRM, SIB and displacement; `following` bytes of immediates come after. */
uint8_t *ass_write_mem(Ass *a, uint8_t *p, unsigned reg, const AssMem *m, unsigned following);

#endif
