/*
 * ir.h: JIR, the SSA intermediate representation.
 *
 * A program is a list of functions; a function a list of basic blocks (blocks[0] is the entry, without predecessors);
 * a block a doubly linked list of instructions: phis first, one terminator last. An instruction that produces a value
 * is that value. Operations and their signatures: ops.def; the text form and the well-formedness rules: doc/ir.md.
 *
 * Exceptions: an instruction that may throw and stands inside a `try` is followed directly by the terminator on_throw;
 * one that stands anywhere else leaves the function with the exception pending. Handlers begin with `catch`.
 */
#ifndef JSC_IR_H
#define JSC_IR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../support/arena.h"
#include "../support/intern.h"

typedef enum IrOp {
#define OP(name, result, csig, flags) IR_##name,
#include "ops.def"
  IR_OP_COUNT
} IrOp;

typedef enum IrRep { REP_NONE, REP_VAL, REP_I32, REP_F64, REP_BOOL } IrRep;

enum { IR_T = 1, IR_P = 2, IR_R = 4, IR_W = 8, IR_X = 16, IR_S = 32 };
typedef struct IrOpInfo {
  const char *name;
  uint8_t rep;   /* IrRep of the result (phi, select, param take theirs from the instruction) */
  uint8_t flags; /* IR_* */
  const char *csig;
} IrOpInfo;
extern const IrOpInfo ir_op_info[IR_OP_COUNT];

/* How a double is boxed (opt/boxes). As an int32 when it is one: best for results that are likely to be indices; as a
 * double, whatever it is; the same for a NaN that may have any bits, since it comes from a typed array. */
enum { BOX_INT = 0, BOX_ARITHMETIC = 1, BOX_FOREIGN = 2 };

typedef struct IrInst IrInst;
typedef struct IrBlock IrBlock;
typedef struct IrFn IrFn;
typedef struct IrModule IrModule;
typedef struct IrProgram IrProgram;

typedef struct IrTemplate {
  uint32_t count;
  Atom **cooked;
  Atom **raw;
} IrTemplate; /* cooked[i] may be NULL */

/* Where inlined code comes from: its function, and the call that was replaced. Initialisers of a class's fields are code
 * of the function around them, where the reference has functions: they stand as inlined in it, under the name of those. */
typedef struct IrInlined {
  IrFn *fn;
  uint32_t call_pos;
  struct IrInlined *caller; /* NULL: the function itself */
  const char *initialiser;  /* what a trace calls it; NULL: `fn` */
} IrInlined;

struct IrInst {
  uint16_t op;
  uint8_t rep;
  uint8_t flags; /* IR_* of the op; a pass may clear IR_T when it proves that this one cannot throw */
  uint32_t id;   /* unique in the function */
  uint32_t pos;  /* source offset in bytes in fn->file; ~0: none */
  uint32_t nargs;
  IrInst **args;
  union {
    int64_t i;
    double f;
    Atom *atom;
    IrFn *fn;
  } imm;
  union {
    Atom *atom2;
    Atom **keys;
    IrTemplate *tmpl;
  } aux;
  int64_t imm2;
  IrBlock *block;
  IrInst *prev, *next;
  IrInst *forward; /* set by ir_replace: uses are redirected by ir_fn_apply_replacements */
  uint32_t type;   /* analysis/types: bit set of possible types; 0: unknown */
  uint32_t scratch;
  IrInlined *inlined; /* NULL: the function's own code; `pos` is a place in inlined->fn otherwise */
};

struct IrBlock {
  uint32_t id;
  IrFn *fn;
  IrInst *first, *last;
  IrBlock **preds;
  uint32_t npreds, preds_capacity;
  IrBlock **succs; /* of the terminator */
  uint32_t nsuccs;
  IrBlock *next; /* in the function's order */
  uint32_t scratch;
  bool sealed; /* builder */
  bool cold;   /* handlers, throw paths, what a failed guess leads to; opt/heat: what is not worth long code */
  bool warm;   /* opt/budget: fast paths are calls here */
  bool slow;   /* a failed guess leads here, and nothing else */
  bool full;   /* of the version of the function or loop that makes no guesses (opt/versions, opt/loopcopy) */
  void *data;  /* builder's or a pass's */
};

/* Bounds of an int32, both included; lo > hi: nothing seen yet. */
typedef struct IrRange {
  int64_t lo, hi;
  uint32_t moves; /* how often they were widened */
} IrRange;

/* Kinds of functions, as FN_* of runtime/abi.h in `flags`. */
struct IrFn {
  IrProgram *program;
  IrModule *module;
  uint32_t index; /* in program->fns */
  Atom *name;
  uint32_t flags;   /* FN_* */
  uint32_t length;  /* the `length` property */
  uint32_t nparams; /* formals that `param` reads */
  uint32_t ncaptures;
  uint32_t start, end; /* source range, bytes */
  uint32_t this_slots, frame_slots;
  bool uses_args;        /* argc, rest_array or arguments_*: compiled with the boxed prototype only */
  bool makes_tail_calls; /* opt/tails */
  bool is_module_body;
  bool is_resume;     /* made by opt/generator */
  bool traces_this;   /* stack traces ask for its receiver */
  uint8_t trace_kind; /* PCTAB_FN_* of runtime/error/pctab-format.h */
  Atom *trace_name;   /* what a trace calls it */
  bool leaf;
  uint32_t *param_types; /* analysis/types, by formal: what all callers pass; NULL: anything */
  IrRange *param_ranges; /* of parameters of type INT, together with param_types */
  uint32_t ret_type;     /* what it returns; 0: anything */
  IrRange ret_range;     /* when that is INT */
  IrFn *resume;          /* the state machine of a generator or async function */
  IrBlock *entry, *last_block;
  IrInlined *origin;  /* of what is emitted while a class's fields are built */
  uint32_t entry_pos; /* where V8 says that a function is which has just been entered: at its first statement */
  uint32_t last_pos;  /* of the last statement, or thing emitted that may throw */
  uint32_t nblocks, ninsts;
  Arena *arena;
  void *codegen;
};

struct IrModule {
  uint32_t index;
  const char *path; /* absolute */
  const char *source;
  size_t source_len;
  uint32_t kind; /* MODULE_* of abi.h */
  bool has_tla, is_lib;
  bool is_external; /* compiled elsewhere, of lib/ or before this code: there is no code of it here */
  IrFn *body;
  uint32_t *deps; /* ES modules: requested modules in order */
  uint32_t ndeps;
  bool is_imported;         /* CommonJS: by an ES module or import() */
  struct IrExport *exports; /* ES modules: resolved; CommonJS that is imported: its names, as far as its text tells */
  uint32_t nexports;
  struct IrRequest *requests; /* those that are looked up at run time */
  uint32_t nrequests;
  Atom *text;             /* MODULE_JSON: of the file; scripts with `code`: the string */
  uint32_t code;          /* MODULE_CODE_* */
  uint32_t *captures;     /* MODULE_CODE_DIRECT: numbers of the values that the body captures (scope/outside.h) */
  const char *error;      /* why the string is no program, or the file cannot be loaded: thrown when it is asked for */
  const char *error_code; /* Node's code of it; NULL: a SyntaxError */
  struct IrDecl *decls;   /* MODULE_SCRIPT */
  uint32_t ndecls;
};
/* What a specifier means in a module: module -1 is an error, Node's message and code. */
typedef struct IrRequest {
  Atom *specifier;
  int32_t module;
  bool is_import;
  const char *error, *code;
} IrRequest;
typedef struct IrDecl {
  Atom *name;
  uint32_t kind; /* DECL_* */
} IrDecl;
typedef struct IrExport {
  Atom *name;
  int64_t slot; /* static slot, or -1 */
  uint32_t ns_module;
  const struct ModuleExport *outside; /* of an ES module that is external: it is this one */
} IrExport;

enum { SLOT_READ = 1, SLOT_WRITTEN = 2 };

struct IrProgram {
  Arena *arena;
  Interner *atoms;
  IrFn **fns;
  uint32_t nfns, fns_capacity;
  IrModule **modules;
  uint32_t nmodules, modules_capacity;
  uint32_t entry_module;
  int opt_level;          /* that the passes run at */
  bool has_isolates;      /* several isolates run this code: its data is thread-local */
  bool no_constants;      /* no function is a constant: of isolates, of code that does not live for ever */
  bool proper_tail_calls; /* --proper-tail-calls */
  bool has_htmldda;       /* --test262: there may be an object that typeof calls undefined */
  bool makes_code;        /* there will be more code at run time */
  bool inlines_syscalls;  /* the code generator has what opt/syscalls makes */
  bool inlines_ports;     /* likewise, and the program runs where it may use ports */
  bool polls;             /* --poll: code looks for interrupts */
  uint32_t npreludes;     /* modules 1..npreludes run before the entry */
  uint32_t print_result;  /* module of lib/ whose printResult gets the entry's completion value; 0: none does */
  uint32_t nslots;        /* static slots for module variables */
  uint8_t *open_slots;    /* by slot: SLOT_* below, what code made at run time can do with it; NULL: there are none */
  IrRange *slot_ranges;   /* of slots of type INT, together with slot_types */
  uint32_t *slot_types;   /* opt/calltypes, by slot: what is stored, EMPTY apart (reads are checked); NULL: anything */
  /* opt/facts: about the whole program, lib code excepted */
  bool no_bigint;       /* no BigInt can come into being */
  bool pristine_arrays; /* nobody assigns a global named like a typed array's constructor */
  uint32_t typed_kinds; /* ELEM_* of runtime/abi.h: typed arrays whose names occur */
  bool pristine_math;   /* `Math` is the builtin and nobody changes it */
};

/* Creation. All memory comes from fn->arena / program->arena. */
IrProgram *ir_program_new(Arena *arena, Interner *atoms);
IrFn *ir_fn_new(IrProgram *p, IrModule *m, Atom *name);
IrBlock *ir_block_new(IrFn *fn); /* appended to the function's order */
/* Appends to the block (phis: at its front). nargs operands are copied. */
IrInst *ir_emit(IrBlock *b, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args);
IrInst *ir_insert_before(IrInst *at, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args);
IrInst *ir_insert_after(IrInst *at, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args);
IrInst *ir_phi_new(IrBlock *b, IrRep rep); /* no operands yet */
/* One more operand, for a phi that of the next predecessor. Operands that were given otherwise leave no room for it. */
void ir_phi_add(IrInst *phi, IrInst *value);
/* Classes of generic operators: + - * / % ** and unary - ++ --; & | ^ << >> >>> ~; < <= > >=. */
bool ir_is_arithmetic(const IrInst *i);
bool ir_is_bitwise(const IrInst *i);
bool ir_is_relational(const IrInst *i);
/* A copy without operands (ir_phi_add gives them) at the end of a block: phis are copied first, in their order. */
IrInst *ir_copy(IrBlock *to, const IrInst *i);
/* Ends a block; adds it to the successors' preds. */
IrInst *ir_jump(IrBlock *b, IrBlock *to, uint32_t pos);
IrInst *ir_branch(IrBlock *b, IrInst *cond, IrBlock *yes, IrBlock *no, uint32_t pos);
IrInst *ir_terminate(IrBlock *b, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args, uint32_t nsuccs,
                     IrBlock *const *succs);
void ir_block_add_pred(IrBlock *b, IrBlock *pred);
void ir_remove(IrInst *i);
void ir_replace(IrInst *old, IrInst *by); /* every use, at the next apply; removes old from its block */
void ir_fn_apply_replacements(IrFn *fn);
void ir_fn_prune(IrFn *fn); /* drops unreachable blocks, their phi operands; renumbers */
bool ir_is_terminator(const IrInst *i);
/* A slot_set of what the slot has before any code runs: a constant of the program's data. It needs no code. */
bool ir_is_initial(const IrInst *i);
/* By slot: what it has before any code runs, NULL: EMPTY. */
const IrInst **ir_initial_values(const IrProgram *p, Arena *arena);
static inline bool ir_throws(const IrInst *i) { return i->flags & IR_T; }

/* A call whose frame goes before it is made (opt/tails). */
static inline bool ir_is_tail_call(const IrInst *i) {
  return i->block->fn->makes_tail_calls && (i->op == IR_call || i->op == IR_call_direct) && i->next->op == IR_ret &&
         i->next->args[0] == i;
}

/* Text. */
struct IrBuf; /* support/array.h's growable bytes is used by the printer */
void ir_print_fn(const IrFn *fn, void (*out)(void *ctx, const char *text, size_t n), void *ctx);
void ir_print_program(const IrProgram *p, void (*out)(void *ctx, const char *text, size_t n), void *ctx);
/* Checks the rules of doc/ir.md; aborts with a message naming function, block and instruction. */
void ir_verify(const IrFn *fn);

/* Has no operands and can be made again anywhere. */
bool ir_is_constant(const IrInst *i);
/* Is lowered with the module that it stands in. */
bool ir_names_module(const IrInst *i);

#endif
