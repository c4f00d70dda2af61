/*
 * internal.h: state shared by the files of codegen-llvm.
 *
 * Values are carried as i64 (boxed), i32, double and i1. C functions of the runtime take booleans as i32. A JIR
 * function becomes e.N, in the boxed prototype; one that is called directly, and has no uses_args, becomes
 * f.N(callee, this, new.target, formals...) and a boxed entry e.N that calls it.
 */
#ifndef JSC_CODEGEN_LLVM_INTERNAL_H
#define JSC_CODEGEN_LLVM_INTERNAL_H

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>

#include "../support/array.h"
#include "../../runtime/abi.h"
#include "../support/host.h"
#include "../support/map.h"
#include "codegen.h"
#include "parts.h"

typedef struct FnCode {
  LLVMValueRef body;  /* f.N, or e.N */
  LLVMValueRef entry; /* e.N */
  LLVMMetadataRef subprogram;
} FnCode;

typedef struct TraceSlot {
  const IrInlined *inlined;
  LLVMValueRef slot;
} TraceSlot;

/* regexp.c: the literals of regular expressions that have matchers. */
typedef struct RegexpLiteral RegexpLiteral;
typedef struct Regexps {
  RegexpLiteral *literals;
  uint32_t count, capacity;
  bool is_apart; /* in a module of their own */
} Regexps;

/* matcher-text.c: membership of units in eight sets. */
typedef struct MatcherTable {
  LLVMValueRef global;
  uint8_t entries[257];
  uint32_t used;
} MatcherTable;

typedef struct Cg {
  IrProgram *program;
  ImageRefs *refs;
  const CodegenOptions *options;
  const Parts *parts;
  uint32_t part; /* the one that this module is */
  bool is_lib;   /* one module of lib/, numbers of modules are known to the link only */
  Arena *arena;
  LLVMContextRef ctx;
  LLVMModuleRef mod;
  LLVMBuilderRef b;
  LLVMDIBuilderRef dib;
  LLVMMetadataRef di_unit;
  LLVMTypeRef i1, i8, i32, i64, f64, ptr, void_type;
  LLVMTypeRef boxed_fn;    /* JsCode */
  LLVMTypeRef ic_type;     /* PropIC as words */
  LLVMValueRef ics, slots; /* arrays; sized when all sites are known */
  uint32_t nics, next_ic;
  FnCode *fns;             /* by function index, made on demand: cg_fn_code, cg_subprogram */
  LLVMMetadataRef *files;  /* by module index */
  PtrMap reference_frames; /* SiteFrame -> subprogram */
  uint32_t next_data;      /* numbers anonymous constants */
  const Regexps *regexps;
  ARRAY(MatcherTable) matcher_tables;
  ARRAY(LLVMValueRef) matcher_nibbles;

  /* the function being lowered */
  IrFn *fn;
  LLVMValueRef f;
  bool is_cold;                  /* the block being lowered is: fast paths stay calls */
  bool is_warm;                  /* the block being lowered is: SHARED fast paths stay calls */
  LLVMValueRef *values;          /* by instruction id */
  LLVMValueRef *sites;           /* by instruction id: the ShapeSite of a has_shape */
  LLVMBasicBlockRef *blocks;     /* by block id: where it begins */
  LLVMBasicBlockRef *ends;       /* by block id: where its terminator stands */
  LLVMBasicBlockRef *throw_ends; /* by block id: where the check before its on_throw stands */
  LLVMBasicBlockRef throw_block; /* returns EXCEPTION; made on demand */
  LLVMValueRef argv;             /* alloca for operand arrays */
  uint32_t argv_capacity;
  ARRAY(TraceSlot) trace_slots; /* where stack traces find receivers, by inlined call */
  LLVMValueRef callee, this_value, new_target, argc, a0, a1;
  LLVMValueRef *params;
  LLVMValueRef thrown; /* call.c: result of the failed callee test, and where it comes from */
  LLVMBasicBlockRef thrown_from;
} Cg;

/* data.c */
LLVMValueRef cg_value_const(Cg *g, uint64_t bits);
LLVMValueRef cg_external(Cg *g, const char *symbol);       /* address of a data symbol, ptr */
LLVMValueRef cg_external_value(Cg *g, const char *symbol); /* the same as a boxed Value, i64 */
/* Between addresses (ptr) of cells and boxed Values (i64); addresses as numbers have the former's bits. */
LLVMValueRef cg_pointer(Cg *g, LLVMValueRef value); /* a ptr stays as it is */
LLVMValueRef cg_boxed(Cg *g, LLVMValueRef pointer);
LLVMValueRef cg_string_ptr(Cg *g, Atom *atom); /* String *, NULL for no atom */
LLVMValueRef cg_fn_info(Cg *g, IrFn *fn);
LLVMValueRef cg_const_fn(Cg *g, IrFn *fn); /* its only function object, as a boxed Value */
LLVMValueRef cg_module_number(Cg *g, uint32_t module, LLVMTypeRef type);
LLVMValueRef cg_new_ic(Cg *g);
LLVMValueRef cg_literal_site(Cg *g, uint32_t count, Atom **keys);
struct BuiltinRow;
/* The builtin of a row, whose symbol names the first isolate's. */
LLVMValueRef cg_builtin_value(Cg *g, const struct BuiltinRow *row, const char *symbol);
LLVMValueRef cg_global_decls(Cg *g, const IrModule *script);
LLVMValueRef cg_string_array(Cg *g, uint32_t count, Atom **atoms);
LLVMValueRef cg_static_value(Cg *g, uint64_t bits); /* a fresh mutable Value that the collector scans */
void cg_define_fn_infos(Cg *g);
void cg_define_data(Cg *g);

/* fn.c */
bool cg_owns(const Cg *g, const IrFn *fn); /* does it belong to this part? */
FnCode *cg_fn_code(Cg *g, IrFn *fn);       /* declared on demand */
void cg_trace_this(Cg *g, LLVMValueRef this_value, bool is_prototype, uint32_t pos, const IrInlined *in);
void cg_lower_fn(Cg *g, IrFn *fn);
void cg_set_attributes(Cg *g, LLVMValueRef f);

/* regexp.c */
Regexps *cg_collect_regexps(IrProgram *p, Arena *arena, const CodegenOptions *o);
void cg_define_regexps(Cg *g);                                             /* in this module */
LLVMValueRef cg_regexp(Cg *g, const Atom *source, const Atom *flags_text); /* NULL if the runtime is to compile it */

/* inst.c */
void cg_lower_inst(Cg *g, IrInst *i);
LLVMValueRef cg_runtime(Cg *g, const char *name, LLVMTypeRef ret, LLVMTypeRef *types, unsigned n); /* declared once */
LLVMValueRef cg_call_runtime(Cg *g, const char *name, LLVMTypeRef ret, LLVMValueRef *args, unsigned n);
LLVMAttributeRef cg_attribute(Cg *g, const char *name);
void cg_keep_call(Cg *g, LLVMValueRef call); /* in cold blocks: not inlined */
LLVMValueRef cg_load_i64(Cg *g, LLVMValueRef address, uint64_t offset);
/* Tells LLVM that a conditional branch hardly ever goes to its first successor. */
void cg_mark_unlikely(Cg *g, LLVMValueRef branch);
/* After an instruction that may throw: branches to its handler, or leaves the function, when `failed` (i1) holds. */
void cg_check_throw(Cg *g, IrInst *i, LLVMValueRef failed);

/* elems.c: elements and properties of objects that have been tested; true if i is one of those */
bool cg_lower_tested(Cg *g, IrInst *i);

/* call.c */
void cg_lower_call(Cg *g, IrInst *i);
LLVMValueRef cg_lower_syscall(Cg *g, const IrInst *i);
LLVMValueRef cg_lower_port_in(Cg *g, LLVMValueRef port, uint32_t bytes);
void cg_lower_port_out(Cg *g, LLVMValueRef port, LLVMValueRef value, uint32_t bytes);
void cg_keep_operands(Cg *g, const IrInst *i); /* what they point to is alive until here */

/* ccall.c */
LLVMValueRef cg_lower_c_call(Cg *g, IrInst *i);
LLVMValueRef cg_is_function(Cg *g, IrInst *i); /* is_fn, i1 */

/* debug.c */
void cg_debug_init(Cg *g);
LLVMMetadataRef cg_subprogram(Cg *g, IrFn *fn);
LLVMMetadataRef cg_debug_artificial(Cg *g);
void cg_debug_none(Cg *g, LLVMMetadataRef subprogram); /* no position, in this subprogram */
void cg_debug_receiver(Cg *g, LLVMValueRef slot, uint32_t pos, const IrInlined *in);
void cg_debug_at(Cg *g, uint32_t pos, const IrInlined *in);
void cg_debug_finish(Cg *g);

#endif
