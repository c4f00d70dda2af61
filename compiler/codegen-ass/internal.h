/*
 * internal.h: state shared by the files of codegen-ass.
 *
 * Registers. rax, rcx, rdx, xmm0, xmm1 are scratch of the sequence for one instruction and hold nothing between two.
 * r15 holds VALUE_INT_TAG in every function that tests or makes Values. The others are allocated: rbx, r12, r13, r14
 * survive calls; rsi, rdi, r8 to r11 and xmm2 to xmm15 do not. A value has one place for its whole life, a register or
 * a slot of the frame; constants have none and are made where they are used.
 *
 * A sequence reads its operands before it writes its result, which may have the register of an operand: also the slow
 * path, which runs when the fast one has given up, still finds all operands.
 *
 * Frame: rbp-based; saved registers lie at rbp-8.., slots below them, outgoing arguments at rsp.
 */
#ifndef JSC_CODEGEN_ASS_INTERNAL_H
#define JSC_CODEGEN_ASS_INTERNAL_H

#include "../../ass/emit.h"
#include "../../runtime/abi.h"
#include "../support/array.h"
#include "../support/host.h"
#include "../support/map.h"
#include "codegen.h"

typedef enum LocKind { LOC_NONE, LOC_REG, LOC_XMM, LOC_SLOT } LocKind;
typedef struct Loc {
  uint8_t kind; /* LocKind */
  uint8_t reg;
  int32_t slot; /* offset from rbp */
} Loc;

/* What calls an instruction makes: decides about which registers survive it. */
typedef enum CallClass {
  CALLS_NEVER,
  CALLS_SLOWLY /* only in a slow path, which saves registers */,
  CALLS_ALWAYS
} CallClass;

/* A value of the function: by number, which is the instruction's id, or one of the values that come with the call. */
typedef struct Val {
  uint32_t start, end; /* indices of instructions: defined at, last used at; end 0: never used */
  Loc loc;
  int32_t home; /* where a slow path saves its register; 0: no place so far */
  uint8_t rep;  /* IrRep */
  bool crosses_call, crosses_slow;
  uint32_t hint; /* number + 1 of the value whose register would spare a move */
  float weight;  /* uses, by depth of loops */
} Val;

enum { INCOMING_CALLEE, INCOMING_THIS, INCOMING_NEW_TARGET, INCOMING_ARGC, INCOMING_A0, INCOMING_A1, INCOMING_COUNT };

typedef struct FnLabels {
  AssLabel body, entry; /* equal if the function has the boxed prototype only */
} FnLabels;

/* A move of a parallel set: from a value (or a place) to a place. */
typedef struct Move {
  const IrInst *value; /* NULL: from `from` */
  Loc from, to;
  uint8_t rep;
} Move;

typedef struct Saved {
  uint8_t reg;
  bool is_xmm;
  int32_t home;
} Saved;

struct Fc;
/* Code out of line. */
typedef struct SlowPath {
  IrInst *inst;
  AssLabel entry, resume;
  AssLabel yes, no; /* of a fused branch, instead of resume */
  Saved *saved;
  uint32_t nsaved;
  uint8_t thunk;                                     /* Thunk that is tried first */
  void (*emit)(struct Fc *f, struct SlowPath *path); /* NULL: the call by signature */
} SlowPath;

typedef struct Edge {
  AssLabel label;
  IrBlock *from, *to;
  uint32_t pred; /* index in to->preds */
} Edge;

typedef struct Cg {
  IrProgram *program;
  ImageRefs *refs;
  Arena *arena; /* of the result */
  AssCodeResult *result;
  Ass *ass;
  AssSection *text, *rodata, *data, *image, *ics_section, *roots;
  PtrMap symbols; /* interned symbol name of refs -> label number */
  StrMap runtime; /* other external names */
  PtrMap doubles;
  PtrMap lines;           /* module -> Lines */
  FnLabels *fns;          /* by index */
  AssLabel *infos;        /* by index */
  AssLabel *op_functions; /* by IrOp: jsc_<op> */
  AssLabel rt, ics, slots;
  AssLabel thunks[16];
  uint32_t nics;
  bool is_lib, has_realms;
  uint32_t first_file;
  bool borrows_slots;
  const char *error;
  ARRAY(AssRowPos) rows;
} Cg;

typedef struct Fc {
  Cg *g;
  Ass *a;
  IrFn *fn;
  Arena *scratch; /* dies with the function */
  IrBlock **order;
  uint32_t norder;
  uint32_t *number;       /* by block id: place in order, ~0: unreachable */
  uint32_t *depth;        /* by block id: of loops */
  uint32_t *first, *last; /* by block id: indices of its begin and its terminator */
  uint32_t *index;        /* by instruction id */
  Val *vals;
  uint32_t nvals, nincoming;
  uint32_t *alias;  /* by instruction id: number of the value that stands for it */
  bool *is_fused;   /* by instruction id: emitted with the branch that follows */
  uint32_t *uses;   /* by instruction id */
  AssLabel *labels; /* by block id */
  Edge *edges;
  uint32_t nedges, edges_capacity;
  SlowPath *slow;
  uint32_t nslow, slow_capacity;
  uint32_t occupant[32]; /* number + 1 of the value that came last to a register; xmm from 16 on */
  uint32_t at;           /* index of the instruction being emitted */
  bool uses_tag;
  uint8_t used_callee; /* bit by place in callee_saved */
  int32_t saved_at[5]; /* offsets of saved registers */
  int32_t frame;       /* bytes below rbp in use */
  int32_t receiver;    /* where `this` is kept for stack traces, 0: nowhere */
  int32_t argv;        /* offset of the operand array, 0: none */
  uint32_t outgoing;   /* most stack arguments of a call */
  AssLabel epilogue, throw_label;
  bool has_throw;
  uint32_t frame_patch; /* where the frame size stands in the prologue */
  AssLabel next;        /* of the block that is emitted next: no jump to it is needed */
} Fc;

static inline bool loc_is(Loc a, Loc b) {
  if (a.kind != b.kind) return false;
  return a.kind == LOC_SLOT ? a.slot == b.slot : a.kind == LOC_NONE || a.reg == b.reg;
}
static inline Loc loc_reg(AssReg r) { return (Loc){LOC_REG, (uint8_t)r, 0}; }
static inline Loc loc_xmm(AssXmm r) { return (Loc){LOC_XMM, (uint8_t)r, 0}; }
static inline Loc loc_slot(int32_t slot) { return (Loc){LOC_SLOT, 0, slot}; }
static inline AssMem mem_slot(int32_t slot) { return ass_mem(ASS_RBP, slot); }

/* data.c: symbols and static data */
AssLabel ca_symbol(Cg *g, const char *interned_name); /* a name that ImageRefs gave */
AssLabel ca_external(Cg *g, const char *name);        /* any other */
AssLabel ca_op_function(Cg *g, const IrInst *i);
AssLabel ca_string(Cg *g, Atom *atom); /* no label for no atom */
AssLabel ca_const_fn(Cg *g, IrFn *fn);
AssLabel ca_global_decls(Cg *g, const IrModule *script);
AssLabel ca_literal_site(Cg *g, uint32_t count, Atom **keys);
AssLabel ca_string_array(Cg *g, uint32_t count, Atom **atoms);
AssLabel ca_static_value(Cg *g, uint64_t bits);
AssLabel ca_double(Cg *g, uint64_t bits);
AssMem ca_ic(Cg *g, const IrInst *i, size_t field); /* of the cache of this site */
void ca_open_data(Cg *g);
void ca_close_data(Cg *g);

/* order.c: blocks in the order of emission, indices of instructions */
void fc_order(Fc *f);

/* live.c: how long values live */
void fc_live(Fc *f);
/* All values that an instruction uses, those that come with the call included; *count of them. */
uint32_t fc_value(const Fc *f, const IrInst *i); /* number of the value; ~0 for a constant */
bool fc_is_constant(const IrInst *i);

/* alloc.c: a place for every value */
void fc_allocate(Fc *f);
int32_t fc_new_slot(Fc *f);

/* lower.c */
typedef struct Lowering {
  void (*emit)(Fc *f, IrInst *i);
  uint8_t calls; /* CallClass */
} Lowering;
extern const Lowering fc_special[IR_OP_COUNT]; /* special.c: operations that ops.def leaves to code generators */
extern const Lowering fc_fast[IR_OP_COUNT];    /* fast.c: inline sequences for the others */
CallClass fc_calls(const Fc *f, const IrInst *i);
void fc_lower(Fc *f, IrInst *i);
void fc_call_by_signature(Fc *f, IrInst *i); /* arguments and call; the result is in rax or xmm0 */
void fc_finish_call(Fc *f, IrInst *i);       /* checks for exceptions, stores the result */
void fc_call_runtime(Fc *f, IrInst *i, AssLabel function, Move *moves, uint32_t n);
Move fc_argument(const IrInst *value, AssReg to);
Loc fc_store_operands(Fc *f, IrInst *i, uint32_t from); /* to the operand array, whose address is rbp + slot */

void fc_typed_bounds(Fc *f, const IrInst *i,
                     AssLabel outside); /* special.c: rcx the index, rdx the array; flags: B inside */

/* branch.c: conditions */
void fc_branch(Fc *f, IrInst *cond, AssLabel yes, AssLabel no);
void fc_jump(Fc *f, AssLabel to);
void fc_jump_cc(Fc *f, AssCc cc, AssLabel yes, AssLabel no);
void fc_materialise(Fc *f, IrInst *i);                                          /* a condition as 0 or 1 */
void fc_jump_unless_cell(Fc *f, AssReg r, AssLabel to);                         /* spoils rdx */
void fc_jump_unless_ints(Fc *f, const IrInst *x, const IrInst *y, AssLabel to); /* spoils rdx */
bool fc_is_int_constant(const IrInst *i);
/* arith.c */
void fc_lower_arith(Fc *f, IrInst *i);
void fc_lower_unary(Fc *f, IrInst *i);
/* thunk.c: arithmetic on doubles, code shared by the whole program that touches scratch registers only */
typedef enum Thunk {
  THUNK_NONE,
  THUNK_ADD,
  THUNK_SUB,
  THUNK_MUL,
  THUNK_DIV,
  THUNK_LT,
  THUNK_LE,
  THUNK_GT,
  THUNK_GE,
  THUNK_EQ,
  THUNK_GET_ELEM,
  THUNK_SET_ELEM,
  THUNK_BOX,
  THUNK_COUNT
} Thunk;
AssLabel ca_thunk(Cg *g, Thunk t);
void ca_emit_thunks(Cg *g);

/* place.c: values to registers and back */
AssReg fc_use(Fc *f, const IrInst *i, AssReg scratch);
void fc_load(Fc *f, const IrInst *i, AssReg to);
void fc_load_loc(Fc *f, Loc from, AssReg to);
AssXmm fc_use_xmm(Fc *f, const IrInst *i, AssXmm scratch);
void fc_store(Fc *f, const IrInst *i, AssReg from);
void fc_store_xmm(Fc *f, const IrInst *i, AssXmm from);
void fc_store_bool(Fc *f, const IrInst *i, AssCc cc);
Loc fc_loc(const Fc *f, const IrInst *i);
AssReg fc_result(const Fc *f, const IrInst *i, AssReg scratch);            /* its register, or scratch */
bool fc_constant(Fc *f, const IrInst *i, uint64_t *bits, AssLabel *label); /* bits of a constant, or an address */
void fc_moves(Fc *f, Move *moves, uint32_t n);
void fc_value_const(Fc *f, AssReg to, uint64_t bits);

/* fn.c */
void fc_compile(Cg *g, IrFn *fn);
AssLabel fc_edge(Fc *f, IrBlock *from, uint32_t succ);   /* where to jump for that successor */
SlowPath *fc_slow_path(Fc *f, IrInst *i);                /* valid until the next one */
AssLabel fc_slow(Fc *f, IrInst *i);                      /* its entry, for a plain one that resumes at fc_resume */
void fc_move_saved(Fc *f, const SlowPath *p, bool back); /* what the call of a slow path would spoil */
void fc_resume(Fc *f);                                   /* binds the resume label of the last one */
AssLabel fc_throw_target(Fc *f, IrInst *i);              /* where an exception of this instruction goes */
void fc_mark(Fc *f, const IrInst *i);                    /* the next call comes from this place of the source */
void fc_call_label(Fc *f, const IrInst *i, AssLabel to);
AssMem fc_rt(const Fc *f, size_t offset);

/* call.c */
/* Gives the frame back, but for the return address. */
void fc_leave(Fc *f);
void fc_lower_call(Fc *f, IrInst *i);
void fc_check_exception(Fc *f, IrInst *i); /* rax is VALUE_EXCEPTION */

#endif
