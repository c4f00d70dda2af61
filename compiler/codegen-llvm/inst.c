/*
 * inst.c: one JIR instruction to LLVM IR. Operations with a C signature in ops.def are lowered alike, by it; the others
 * have a case each below. Calls of JavaScript functions: call.c.
 */
#include <string.h>

#include "../../runtime/value/value.h"
#include "../image/table.h"
#include "internal.h"

LLVMValueRef cg_runtime(Cg *g, const char *name, LLVMTypeRef ret, LLVMTypeRef *types, unsigned n) {
  LLVMValueRef f = LLVMGetNamedFunction(g->mod, name);
  if (f) return f;
  f = LLVMAddFunction(g->mod, name, LLVMFunctionType(ret, types, n, false));
  LLVMSetVisibility(f, LLVMHiddenVisibility);
  return f;
}

LLVMAttributeRef cg_attribute(Cg *g, const char *name) {
  return LLVMCreateEnumAttribute(g->ctx, LLVMGetEnumAttributeKindForName(name, strlen(name)), 0);
}

static void keep(Cg *g, LLVMValueRef call) {
  LLVMAddCallSiteAttribute(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, cg_attribute(g, "noinline"));
}

/* Fast paths have a convention of their own where they are SHARED (runtime/fast/fast.c). */
LLVMValueRef cg_call_runtime(Cg *g, const char *name, LLVMTypeRef ret, LLVMValueRef *args, unsigned n) {
  LLVMTypeRef *types = arena_alloc(g->arena, sizeof *types * (n + 1));
  for (unsigned i = 0; i < n; i++) types[i] = LLVMTypeOf(args[i]);
  LLVMValueRef f = cg_runtime(g, name, ret, types, n);
  LLVMValueRef call = LLVMBuildCall2(g->b, LLVMFunctionType(ret, types, n, false), f, args, n, "");
  unsigned convention = LLVMGetFunctionCallConv(f);
  LLVMSetInstructionCallConv(call, convention);
  if (g->is_warm && convention == LLVMPreserveMostCallConv) keep(g, call);
  return call;
}

void cg_keep_call(Cg *g, LLVMValueRef call) {
  if (g->is_cold) keep(g, call);
}

static LLVMValueRef offset_ptr(Cg *g, LLVMValueRef cell, uint64_t offset) {
  cell = cg_pointer(g, cell);
  LLVMValueRef at = LLVMConstInt(g->i64, offset, false);
  return LLVMBuildInBoundsGEP2(g->b, g->i8, cell, &at, 1, "");
}

LLVMValueRef cg_load_i64(Cg *g, LLVMValueRef address, uint64_t offset) {
  return LLVMBuildLoad2(g->b, g->i64, offset_ptr(g, address, offset), "");
}

static LLVMValueRef arg(Cg *g, IrInst *i, uint32_t n) { return g->values[i->args[n]->id]; }
static LLVMValueRef i64_const(Cg *g, int64_t v) { return LLVMConstInt(g->i64, (uint64_t)v, true); }
static LLVMValueRef i32_const(Cg *g, int64_t v) { return LLVMConstInt(g->i32, (uint64_t)v, true); }

static LLVMBasicBlockRef throw_block(Cg *g) {
  if (!g->throw_block) {
    LLVMBasicBlockRef here = LLVMGetInsertBlock(g->b);
    g->throw_block = LLVMAppendBasicBlockInContext(g->ctx, g->f, "throw");
    LLVMPositionBuilderAtEnd(g->b, g->throw_block);
    LLVMBuildRet(g->b, cg_value_const(g, VALUE_EXCEPTION_BITS));
    LLVMPositionBuilderAtEnd(g->b, here);
  }
  return g->throw_block;
}

/* Thrown paths are rare: LLVM keeps them out of line. */
static void mark_weights(Cg *g, LLVMValueRef branch, int yes, int no) {
  LLVMMetadataRef weights[3] = {LLVMMDStringInContext2(g->ctx, "branch_weights", 14),
                                LLVMValueAsMetadata(i32_const(g, yes)), LLVMValueAsMetadata(i32_const(g, no))};
  LLVMSetMetadata(branch, LLVMGetMDKindIDInContext(g->ctx, "prof", 4),
                  LLVMMetadataAsValue(g->ctx, LLVMMDNodeInContext2(g->ctx, weights, 3)));
}

void cg_mark_unlikely(Cg *g, LLVMValueRef branch) { mark_weights(g, branch, 1, 2000); }

void cg_check_throw(Cg *g, IrInst *i, LLVMValueRef failed) {
  LLVMBasicBlockRef normal = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  bool caught = i->next && i->next->op == IR_on_throw;
  cg_mark_unlikely(g,
                   LLVMBuildCondBr(g->b, failed, caught ? g->blocks[i->block->succs[1]->id] : throw_block(g), normal));
  if (caught) g->throw_ends[i->block->id] = LLVMGetInsertBlock(g->b);
  LLVMPositionBuilderAtEnd(g->b, normal);
}

/* Operands of an 'A' parameter, stored into the function's array. */
static LLVMValueRef store_operands(Cg *g, IrInst *i, uint32_t from) {
  if (from >= i->nargs) return LLVMConstNull(g->ptr);
  for (uint32_t k = from; k < i->nargs; k++) {
    LLVMValueRef at = i64_const(g, k - from);
    LLVMBuildStore(g->b, arg(g, i, k), LLVMBuildInBoundsGEP2(g->b, g->i64, g->argv, &at, 1, ""));
  }
  return g->argv;
}

static LLVMValueRef bool_arg(Cg *g, LLVMValueRef v) { return LLVMBuildZExt(g->b, v, g->i32, ""); }

/* The operation's name with the runtime's prefix. */
static const char *runtime_name(Cg *g, const IrInst *i) {
  if (i->op == IR_closure && g->options->has_realms) return "jsc_closure_in_realm";
  if (i->op == IR_get_prop && atom_is(i->imm.atom, "length")) return "jsc_get_length"; /* arrays and strings in line */
  if (i->op == IR_find_method && i->imm2) return "jsc_find_own_method";
  if (i->op == IR_seq && i->args[1]->op == IR_const_str) return "jsc_seq_text";
  return arena_format(g->arena, "jsc_%s", ir_op_info[i->op].name);
}

/* Finishes a runtime call according to the result's representation and whether it may throw. */
static LLVMValueRef finish_call(Cg *g, IrInst *i, LLVMValueRef r) {
  bool throws = ir_throws(i);
  switch (i->rep) {
    case REP_VAL:
      if (throws) cg_check_throw(g, i, LLVMBuildICmp(g->b, LLVMIntEQ, r, cg_value_const(g, VALUE_EXCEPTION_BITS), ""));
      return r;
    case REP_BOOL:
      if (throws) cg_check_throw(g, i, LLVMBuildICmp(g->b, LLVMIntSLT, r, i32_const(g, 0), ""));
      return LLVMBuildICmp(g->b, LLVMIntNE, r, i32_const(g, 0), "");
    case REP_NONE:
      if (throws) cg_check_throw(g, i, LLVMBuildICmp(g->b, LLVMIntNE, r, i32_const(g, 0), ""));
      return NULL;
    default: return r;
  }
}

static LLVMTypeRef return_type(Cg *g, IrInst *i) {
  bool may_throw = ir_op_info[i->op].flags & IR_T;
  switch (ir_op_info[i->op].rep) {
    case REP_VAL: return g->i64;
    case REP_I32:
    case REP_BOOL: return g->i32;
    case REP_F64: return g->f64;
    default: return may_throw ? g->i32 : g->void_type;
  }
}

static LLVMValueRef lower_by_signature(Cg *g, IrInst *i) {
  LLVMValueRef args[16];
  unsigned n = 0;
  uint32_t next = 0;
  for (const char *s = ir_op_info[i->op].csig; *s; s++) switch (*s) {
      case 'v':
      case 'i':
      case 'd': args[n++] = arg(g, i, next++); break;
      case 'b': args[n++] = bool_arg(g, arg(g, i, next++)); break;
      case 'K': args[n++] = cg_string_ptr(g, i->imm.atom); break;
      case 'S': args[n++] = cg_string_ptr(g, i->op == IR_regexp ? i->aux.atom2 : i->imm.atom); break;
      case 'I': args[n++] = i64_const(g, i->imm2); break;
      case 'J':
        args[n++] = ir_names_module(i) ? cg_module_number(g, (uint32_t)i->imm.i, g->i64) : i64_const(g, i->imm.i);
        break;
      case 'C': args[n++] = cg_new_ic(g); break;
      case 'L':
        args[n++] = i64_const(g, i->imm2);
        args[n++] = i->imm2 ? cg_string_array(g, (uint32_t)i->imm2, i->aux.keys) : LLVMConstNull(g->ptr);
        break;
      case 'F': args[n++] = cg_fn_info(g, i->imm.fn); break;
      case 'A':
        args[n++] = i64_const(g, (int64_t)i->nargs - next);
        args[n++] = store_operands(g, i, next);
        next = i->nargs;
        break;
      default: UNREACHABLE();
    }
  LLVMValueRef call = cg_call_runtime(g, runtime_name(g, i), return_type(g, i), args, n);
  cg_keep_call(g, call);
  return finish_call(g, i, call);
}

/* A fresh object from `fast`, NULL where that cannot be, with the operands from `from` on in its slots: no barriers and
 * no array for them. Else what `slow` makes of the operands in the array. */
static LLVMValueRef make_filled(Cg *g, IrInst *i, uint32_t from, LLVMValueRef fast, const char *slow,
                                LLVMValueRef *args, unsigned nargs) {
  LLVMBasicBlockRef good = LLVMAppendBasicBlockInContext(g->ctx, g->f, ""),
                    bad = LLVMAppendBasicBlockInContext(g->ctx, g->f, ""),
                    done = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMValueRef is_null = LLVMBuildICmp(g->b, LLVMIntEQ, fast, LLVMConstNull(g->ptr), "");
  cg_mark_unlikely(g, LLVMBuildCondBr(g->b, is_null, bad, good));
  cg_keep_call(g, fast);
  LLVMPositionBuilderAtEnd(g->b, good);
  for (uint32_t k = from; k < i->nargs; k++)
    LLVMBuildStore(g->b, arg(g, i, k), offset_ptr(g, fast, sizeof(Object) + sizeof(Value) * (k - from)));
  LLVMValueRef made = cg_boxed(g, fast);
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, bad);
  args[nargs++] = store_operands(g, i, from);
  LLVMValueRef other = cg_call_runtime(g, slow, g->i64, args, nargs);
  if (ir_throws(i))
    cg_check_throw(g, i, LLVMBuildICmp(g->b, LLVMIntEQ, other, cg_value_const(g, VALUE_EXCEPTION_BITS), ""));
  LLVMBasicBlockRef other_end = LLVMGetInsertBlock(g->b);
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
  LLVMValueRef phi = LLVMBuildPhi(g->b, g->i64, "");
  LLVMValueRef values[2] = {made, other};
  LLVMBasicBlockRef blocks[2] = {good, other_end};
  LLVMAddIncoming(phi, values, blocks, 2);
  return phi;
}

static LLVMValueRef lower_new_literal(Cg *g, IrInst *i) {
  LLVMValueRef a[3] = {cg_literal_site(g, i->nargs, i->aux.keys), i64_const(g, i->nargs)};
  if (g->options->has_realms || g->is_cold) {
    a[2] = store_operands(g, i, 0);
    const char *name = g->options->has_realms ? "jsc_new_literal_in_realm" : "stub_new_literal";
    return cg_call_runtime(g, name, g->i64, a, 3);
  }
  if (g->is_warm) {
    a[2] = store_operands(g, i, 0);
    return cg_call_runtime(g, "jsc_new_literal", g->i64, a, 3);
  }
  return make_filled(g, i, 0, cg_call_runtime(g, "jsc_literal_room", g->ptr, a, 2), "stub_new_literal", a, 2);
}

static LLVMValueRef lower_new_fields(Cg *g, IrInst *i) {
  LLVMValueRef a[7] = {arg(g, i, 0), cg_new_ic(g), i64_const(g, i->imm2),
                       cg_string_array(g, (uint32_t)i->imm2, i->aux.keys), i64_const(g, i->imm.i)};
  return make_filled(g, i, 1, cg_call_runtime(g, "jsc_fields_room", g->ptr, a, 2), "stub_new_fields", a, 5);
}

/* A literal with matchers is an object and no more: nothing can be thrown. */
static LLVMValueRef lower_regexp(Cg *g, IrInst *i, LLVMValueRef data) {
  LLVMValueRef a[2] = {cg_string_ptr(g, i->imm.atom), data};
  LLVMValueRef call = cg_call_runtime(g, "jsc_regexp_literal", g->i64, a, 2);
  cg_keep_call(g, call);
  return finish_call(g, i, call);
}

static LLVMValueRef call1(Cg *g, const char *name, LLVMTypeRef ret, LLVMValueRef a) {
  return cg_call_runtime(g, name, ret, &a, 1);
}

static LLVMValueRef f64_intrinsic(Cg *g, const char *name, LLVMValueRef a) {
  unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
  LLVMValueRef f = LLVMGetIntrinsicDeclaration(g->mod, id, &g->f64, 1);
  return LLVMBuildCall2(g->b, LLVMFunctionType(g->f64, &g->f64, 1, false), f, &a, 1, "");
}

static LLVMValueRef icmp(Cg *g, IrInst *i, LLVMIntPredicate p) {
  return LLVMBuildICmp(g->b, p, arg(g, i, 0), arg(g, i, 1), "");
}
static LLVMValueRef fcmp(Cg *g, IrInst *i, LLVMRealPredicate p) {
  return LLVMBuildFCmp(g->b, p, arg(g, i, 0), arg(g, i, 1), "");
}
static LLVMValueRef equals(Cg *g, LLVMValueRef v, uint64_t bits) {
  return LLVMBuildICmp(g->b, LLVMIntEQ, v, cg_value_const(g, bits), "");
}

/* Kind test of a boxed Value, by a fast path in C. */
static LLVMValueRef test(Cg *g, const char *name, LLVMValueRef v) {
  return LLVMBuildICmp(g->b, LLVMIntNE, call1(g, name, g->i32, v), i32_const(g, 0), "");
}

static LLVMValueRef mask_count(Cg *g, LLVMValueRef v) { return LLVMBuildAnd(g->b, v, i32_const(g, 31), ""); }

static const BuiltinRow *builtin_row_of(Atom *primordial, Arena *arena) {
  const char *name = atom_utf8(primordial, arena);
  name += name[0] == '%';
  return builtin_by_primordial(name, (uint32_t)strlen(name));
}

LLVMValueRef cg_builtin_value(Cg *g, const BuiltinRow *row, const char *symbol) {
  LLVMValueRef v = cg_external_value(g, symbol);
  bool is_shared = row->kind == ROW_SYMBOL || row->kind == ROW_STRING;
  return g->program->has_isolates && !is_shared ? call1(g, "jsc_realm_cell", g->i64, v) : v;
}

static LLVMValueRef slot_address(Cg *g, IrInst *i) {
  LLVMValueRef at[2] = {i32_const(g, 0), i32_const(g, i->imm2)};
  return LLVMConstInBoundsGEP2(LLVMArrayType2(g->i64, g->program->nslots), g->slots, at, 2);
}

/* Address of element i of a typed array and whether it exists; the data pointer and length are read anew each time, since
 * a detached buffer has neither. */
static LLVMValueRef typed_in_bounds(Cg *g, LLVMValueRef array, LLVMValueRef index) {
  LLVMValueRef length = cg_load_i64(g, array, offsetof(TypedArray, length));
  return LLVMBuildICmp(g->b, LLVMIntULT, index, length, "");
}

/* The index as 64 bits, beyond every length when it is no index. */
static LLVMValueRef typed_index(Cg *g, IrInst *i) {
  LLVMValueRef index = arg(g, i, 1);
  if (i->args[1]->rep == REP_I32) return LLVMBuildSExt(g->b, index, g->i64, "");
  return call1(g, "jsc_typed_index", g->i64, index);
}

static LLVMTypeRef typed_element(Cg *g, int64_t kind) {
  switch (kind) {
    case CELL_FLOAT64ARRAY: return g->f64;
    case CELL_FLOAT32ARRAY: return LLVMFloatTypeInContext(g->ctx);
    case CELL_INT32ARRAY:
    case CELL_UINT32ARRAY: return g->i32;
    case CELL_INT16ARRAY:
    case CELL_UINT16ARRAY: return LLVMInt16TypeInContext(g->ctx);
    default: return g->i8;
  }
}

static LLVMValueRef typed_address(Cg *g, LLVMTypeRef element, LLVMValueRef array, LLVMValueRef index) {
  LLVMValueRef data = LLVMBuildIntToPtr(g->b, cg_load_i64(g, array, offsetof(TypedArray, data)), g->ptr, "");
  return LLVMBuildInBoundsGEP2(g->b, element, data, &index, 1, "");
}

static LLVMValueRef typed_load(Cg *g, IrInst *i, bool as_f64) {
  LLVMTypeRef element = typed_element(g, i->imm2);
  LLVMBasicBlockRef before, load = LLVMAppendBasicBlockInContext(g->ctx, g->f, ""),
                            done = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMValueRef index = typed_index(g, i);
  LLVMBuildCondBr(g->b, typed_in_bounds(g, arg(g, i, 0), index), load, done);
  before = LLVMGetInsertBlock(g->b);
  LLVMPositionBuilderAtEnd(g->b, load);
  LLVMValueRef v = LLVMBuildLoad2(g->b, element, typed_address(g, element, arg(g, i, 0), index), "");
  bool is_unsigned = i->imm2 == CELL_UINT8ARRAY || i->imm2 == CELL_UINT16ARRAY || i->imm2 == CELL_UINT32ARRAY;
  if (i->imm2 == CELL_FLOAT32ARRAY) v = LLVMBuildFPExt(g->b, v, g->f64, "");
  else if (i->imm2 != CELL_FLOAT64ARRAY) {
    if (LLVMGetIntTypeWidth(element) < 32)
      v = is_unsigned ? LLVMBuildZExt(g->b, v, g->i32, "") : LLVMBuildSExt(g->b, v, g->i32, "");
    if (as_f64) v = is_unsigned ? LLVMBuildUIToFP(g->b, v, g->f64, "") : LLVMBuildSIToFP(g->b, v, g->f64, "");
  }
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
  LLVMTypeRef type = as_f64 ? g->f64 : g->i32;
  LLVMValueRef phi = LLVMBuildPhi(g->b, type, "");
  LLVMValueRef values[2] = {v, as_f64 ? LLVMConstReal(g->f64, __builtin_nan("")) : LLVMConstInt(g->i32, 0, false)};
  LLVMBasicBlockRef from[2] = {load, before};
  LLVMAddIncoming(phi, values, from, 2);
  return phi;
}

static void typed_store(Cg *g, IrInst *i) {
  LLVMTypeRef element = typed_element(g, i->imm2);
  LLVMBasicBlockRef store = LLVMAppendBasicBlockInContext(g->ctx, g->f, ""),
                    done = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMValueRef index = typed_index(g, i);
  LLVMBuildCondBr(g->b, typed_in_bounds(g, arg(g, i, 0), index), store, done);
  LLVMPositionBuilderAtEnd(g->b, store);
  LLVMValueRef v = arg(g, i, 2);
  if (i->imm2 == CELL_FLOAT32ARRAY) v = LLVMBuildFPTrunc(g->b, v, element, "");
  else if (i->imm2 != CELL_FLOAT64ARRAY && LLVMGetIntTypeWidth(element) < 32) v = LLVMBuildTrunc(g->b, v, element, "");
  LLVMBuildStore(g->b, v, typed_address(g, element, arg(g, i, 0), index));
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
}

/* ---- conversions of unknown values ---- */

static LLVMBasicBlockRef new_block(Cg *g) { return LLVMAppendBasicBlockInContext(g->ctx, g->f, ""); }

static LLVMValueRef double_of_bits(Cg *g, LLVMValueRef v) {
  LLVMValueRef bits = LLVMBuildSub(g->b, v, cg_value_const(g, VALUE_DOUBLE_OFFSET), "");
  return LLVMBuildBitCast(g->b, bits, g->f64, "");
}

/* The slow form of a conversion: an encoded number, or EXCEPTION. */
static LLVMValueRef slow_conversion(Cg *g, IrInst *i, const char *name) {
  LLVMValueRef r = call1(g, name, g->i64, arg(g, i, 0));
  if (ir_throws(i))
    cg_check_throw(g, i, LLVMBuildICmp(g->b, LLVMIntEQ, r, cg_value_const(g, VALUE_EXCEPTION_BITS), ""));
  return r;
}

/* ToNumber: a double is found by one comparison, an int32 by the next. */
static LLVMValueRef number_f64(Cg *g, IrInst *i) {
  LLVMBasicBlockRef other = new_block(g), is_int = new_block(g), slow = new_block(g), done = new_block(g), from[3];
  LLVMValueRef v = arg(g, i, 0), d[3];
  LLVMValueRef bits = LLVMBuildSub(g->b, v, cg_value_const(g, VALUE_DOUBLE_OFFSET), "");
  LLVMValueRef limit = cg_value_const(g, VALUE_INT_TAG - VALUE_DOUBLE_OFFSET);
  d[0] = LLVMBuildBitCast(g->b, bits, g->f64, "");
  from[0] = LLVMGetInsertBlock(g->b);
  cg_mark_unlikely(g, LLVMBuildCondBr(g->b, LLVMBuildICmp(g->b, LLVMIntUGE, bits, limit, ""), other, done));
  LLVMPositionBuilderAtEnd(g->b, other);
  LLVMValueRef no_int = LLVMBuildICmp(g->b, LLVMIntULT, v, cg_value_const(g, VALUE_INT_TAG), "");
  cg_mark_unlikely(g, LLVMBuildCondBr(g->b, no_int, slow, is_int));
  LLVMPositionBuilderAtEnd(g->b, is_int);
  d[1] = LLVMBuildSIToFP(g->b, LLVMBuildTrunc(g->b, v, g->i32, ""), g->f64, "");
  from[1] = is_int;
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, slow);
  d[2] = double_of_bits(g, slow_conversion(g, i, i->imm2 ? "jsc_mixed_f64" : "jsc_slow_f64"));
  from[2] = LLVMGetInsertBlock(g->b);
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
  LLVMValueRef phi = LLVMBuildPhi(g->b, g->f64, "");
  LLVMAddIncoming(phi, d, from, 3);
  return phi;
}

/* ToInt32: an int32 is found by one comparison, a double by the next. */
static LLVMValueRef to_int32(Cg *g, IrInst *i) {
  LLVMBasicBlockRef other = new_block(g), is_double = new_block(g), slow = new_block(g), done = new_block(g), from[3];
  LLVMValueRef v = arg(g, i, 0), n[3];
  n[0] = LLVMBuildTrunc(g->b, v, g->i32, "");
  from[0] = LLVMGetInsertBlock(g->b);
  LLVMValueRef no_int = LLVMBuildICmp(g->b, LLVMIntULT, v, cg_value_const(g, VALUE_INT_TAG), "");
  cg_mark_unlikely(g, LLVMBuildCondBr(g->b, no_int, other, done));
  LLVMPositionBuilderAtEnd(g->b, other);
  LLVMValueRef no_double = LLVMBuildICmp(g->b, LLVMIntULT, v, cg_value_const(g, VALUE_DOUBLE_OFFSET), "");
  cg_mark_unlikely(g, LLVMBuildCondBr(g->b, no_double, slow, is_double));
  LLVMPositionBuilderAtEnd(g->b, is_double);
  n[1] = call1(g, "jsc_f64_to_i32", g->i32, double_of_bits(g, v));
  from[1] = LLVMGetInsertBlock(g->b);
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, slow);
  n[2] = LLVMBuildTrunc(g->b, slow_conversion(g, i, i->imm2 ? "jsc_mixed_i32" : "jsc_slow_i32"), g->i32, "");
  from[2] = LLVMGetInsertBlock(g->b);
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
  LLVMValueRef phi = LLVMBuildPhi(g->b, g->i32, "");
  LLVMAddIncoming(phi, n, from, 3);
  return phi;
}

/* Math.max or Math.min: a call only for equal numbers (0 and -0) and NaN. */
static LLVMValueRef greater_of(Cg *g, const char *name, LLVMRealPredicate better, LLVMValueRef *a) {
  LLVMBasicBlockRef same = new_block(g), done = new_block(g), from[2] = {LLVMGetInsertBlock(g->b)};
  LLVMValueRef v[2] = {LLVMBuildSelect(g->b, LLVMBuildFCmp(g->b, better, a[0], a[1], ""), a[0], a[1], "")};
  cg_mark_unlikely(g, LLVMBuildCondBr(g->b, LLVMBuildFCmp(g->b, LLVMRealUEQ, a[0], a[1], ""), same, done));
  LLVMPositionBuilderAtEnd(g->b, same);
  v[1] = cg_call_runtime(g, name, g->f64, a, 2);
  from[1] = LLVMGetInsertBlock(g->b);
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
  LLVMValueRef phi = LLVMBuildPhi(g->b, g->f64, "");
  LLVMAddIncoming(phi, v, from, 2);
  return phi;
}

static LLVMValueRef lower_special(Cg *g, IrInst *i) {
  LLVMBuilderRef b = g->b;
  switch ((IrOp)i->op) {
    case IR_param:
      return i->imm2 < (int64_t)g->fn->nparams ? g->params[i->imm2] : cg_value_const(g, VALUE_UNDEFINED_BITS);
    case IR_this: return g->this_value;
    case IR_callee: return g->callee;
    case IR_new_target: return g->new_target;
    case IR_argc: return LLVMBuildTrunc(b, g->argc, g->i32, "");
    case IR_rest_array: {
      LLVMValueRef a[4] = {g->argc, g->a0, g->a1, i64_const(g, i->imm2)};
      return cg_call_runtime(g, "jsc_rest_array", g->i64, a, 4);
    }
    case IR_arguments_unmapped: {
      LLVMValueRef a[4] = {g->callee, g->argc, g->a0, g->a1};
      return cg_call_runtime(g, "jsc_arguments_unmapped", g->i64, a, 4);
    }
    case IR_arguments_mapped: {
      LLVMValueRef a[6] = {g->callee, g->argc, g->a0, g->a1, i64_const(g, i->nargs), store_operands(g, i, 0)};
      return cg_call_runtime(g, "jsc_arguments_mapped", g->i64, a, 6);
    }
    case IR_const_val: return cg_value_const(g, (uint64_t)i->imm.i);
    case IR_const_str: return cg_external_value(g, refs_string(g->refs, i->imm.atom));
    case IR_const_bigint: return cg_external_value(g, refs_bigint(g->refs, i->imm.atom));
    case IR_const_i32: return i32_const(g, i->imm.i);
    case IR_const_f64: return LLVMConstReal(g->f64, i->imm.f);
    case IR_const_bool: return LLVMConstInt(g->i1, i->imm.i != 0, false);
    case IR_const_fn: return cg_const_fn(g, i->imm.fn);
    case IR_intrinsic:
    case IR_builtin_fn: {
      const BuiltinRow *row = builtin_row_of(i->imm.atom, g->arena);
      if (row && row->kind == ROW_NUMBER) return cg_value_const(g, value_from_double(row->number).bits);
      const char *symbol = refs_builtin(g->refs, i->imm.atom);
      if (!symbol) host_panic(atom_utf8(i->imm.atom, g->arena), "no such primordial in builtins.def");
      return cg_builtin_value(g, row, symbol);
    }

    case IR_jump: LLVMBuildBr(b, g->blocks[i->block->succs[0]->id]); return NULL;
    case IR_on_throw:
      if (g->throw_ends[i->block->id]) {
        LLVMBuildBr(b, g->blocks[i->block->succs[0]->id]);
      } else { /* a pass proved that nothing is thrown here; the handler's phis still name the edge */
        g->throw_ends[i->block->id] = LLVMGetInsertBlock(b);
        LLVMBuildCondBr(b, LLVMConstInt(g->i1, 0, false), g->blocks[i->block->succs[1]->id],
                        g->blocks[i->block->succs[0]->id]);
      }
      return NULL;
    case IR_branch: {
      IrBlock *yes = i->block->succs[0], *no = i->block->succs[1];
      LLVMValueRef branch = LLVMBuildCondBr(b, arg(g, i, 0), g->blocks[yes->id], g->blocks[no->id]);
      bool unlikely_yes = yes->cold || yes->full, unlikely_no = no->cold || no->full;
      if (unlikely_yes != unlikely_no) mark_weights(g, branch, unlikely_yes ? 1 : 2000, unlikely_yes ? 2000 : 1);
      return NULL;
    }
    case IR_switch_i32: {
      uint32_t n = i->block->nsuccs - 1;
      LLVMValueRef s = LLVMBuildSwitch(b, arg(g, i, 0), g->blocks[i->block->succs[n]->id], n);
      for (uint32_t k = 0; k < n; k++) LLVMAddCase(s, i32_const(g, k), g->blocks[i->block->succs[k]->id]);
      return NULL;
    }
    case IR_ret: LLVMBuildRet(b, arg(g, i, 0)); return NULL;
    case IR_trace_this: cg_trace_this(g, arg(g, i, 0), i->imm2, i->pos, i->inlined); return NULL;
    case IR_throw:
      call1(g, i->imm2 ? "jsc_throw_at" : "jsc_throw", g->void_type, arg(g, i, 0));
      LLVMBuildBr(b, i->block->nsuccs ? g->blocks[i->block->succs[0]->id] : throw_block(g));
      return NULL;
    case IR_unreachable: LLVMBuildUnreachable(b); return NULL;
    case IR_catch: return cg_call_runtime(g, "jsc_catch", g->i64, NULL, 0);

    case IR_box_i32:
      return LLVMBuildOr(b, LLVMBuildZExt(b, arg(g, i, 0), g->i64, ""), cg_value_const(g, VALUE_INT_TAG), "");
    case IR_box_f64:
      if (i->imm2 == BOX_INT) return call1(g, "jsc_box_f64_int", g->i64, arg(g, i, 0));
      if (i->imm2 == BOX_FOREIGN) return call1(g, "jsc_box_f64_foreign", g->i64, arg(g, i, 0));
      return LLVMBuildNUWAdd(b, LLVMBuildBitCast(b, arg(g, i, 0), g->i64, ""), cg_value_const(g, VALUE_DOUBLE_OFFSET),
                             "");
    case IR_box_bool:
      return LLVMBuildOr(b, LLVMBuildZExt(b, arg(g, i, 0), g->i64, ""), cg_value_const(g, VALUE_FALSE_BITS), "");
    case IR_unbox_i32: return LLVMBuildTrunc(b, arg(g, i, 0), g->i32, "");
    case IR_unbox_f64: return call1(g, "jsc_unbox_f64", g->f64, arg(g, i, 0));
    case IR_number_f64: return number_f64(g, i);
    case IR_to_int32: return to_int32(g, i);
    case IR_unbox_bool: return LLVMBuildTrunc(b, arg(g, i, 0), g->i1, "");
    case IR_i32_to_f64: return LLVMBuildSIToFP(b, arg(g, i, 0), g->f64, "");
    case IR_u32_to_f64: return LLVMBuildUIToFP(b, arg(g, i, 0), g->f64, "");
    case IR_f64_to_i32: return call1(g, "jsc_f64_to_i32", g->i32, arg(g, i, 0));
    case IR_is_i32: return LLVMBuildICmp(b, LLVMIntUGE, arg(g, i, 0), cg_value_const(g, VALUE_INT_TAG), "");
    case IR_is_number: return LLVMBuildICmp(b, LLVMIntUGE, arg(g, i, 0), cg_value_const(g, VALUE_DOUBLE_OFFSET), "");
    case IR_is_undefined: return equals(g, arg(g, i, 0), VALUE_UNDEFINED_BITS);
    case IR_is_null: return equals(g, arg(g, i, 0), VALUE_NULL_BITS);
    case IR_is_nullish:
      if (i->imm2) return test(g, "jsc_is_nullish_loose", arg(g, i, 0));
      return equals(g, LLVMBuildAnd(b, arg(g, i, 0), cg_value_const(g, ~8ull), ""), VALUE_NULL_BITS);
    case IR_is_empty: return equals(g, arg(g, i, 0), VALUE_EMPTY_BITS);
    case IR_is_object: return test(g, "jsc_is_object", arg(g, i, 0));
    case IR_is_string: return test(g, "jsc_is_string", arg(g, i, 0));
    case IR_is_callable: return test(g, "jsc_is_callable", arg(g, i, 0));
    case IR_is_fn: return cg_is_function(g, i);
    case IR_same_bits: return icmp(g, i, LLVMIntEQ);
    case IR_not: return LLVMBuildNot(b, arg(g, i, 0), "");
    case IR_select: return LLVMBuildSelect(b, arg(g, i, 0), arg(g, i, 1), arg(g, i, 2), "");

    case IR_add_i32: return LLVMBuildAdd(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_sub_i32: return LLVMBuildSub(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_mul_i32: return LLVMBuildMul(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_and_i32: return LLVMBuildAnd(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_or_i32: return LLVMBuildOr(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_xor_i32: return LLVMBuildXor(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_shl_i32: return LLVMBuildShl(b, arg(g, i, 0), mask_count(g, arg(g, i, 1)), "");
    case IR_sar_i32: return LLVMBuildAShr(b, arg(g, i, 0), mask_count(g, arg(g, i, 1)), "");
    case IR_shr_i32: return LLVMBuildLShr(b, arg(g, i, 0), mask_count(g, arg(g, i, 1)), "");
    case IR_lt_i32: return icmp(g, i, LLVMIntSLT);
    case IR_le_i32: return icmp(g, i, LLVMIntSLE);
    case IR_gt_i32: return icmp(g, i, LLVMIntSGT);
    case IR_ge_i32: return icmp(g, i, LLVMIntSGE);
    case IR_eq_i32: return icmp(g, i, LLVMIntEQ);
    case IR_ult_i32: return icmp(g, i, LLVMIntULT);
    case IR_add_f64: return LLVMBuildFAdd(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_sub_f64: return LLVMBuildFSub(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_mul_f64: return LLVMBuildFMul(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_div_f64: return LLVMBuildFDiv(b, arg(g, i, 0), arg(g, i, 1), "");
    case IR_neg_f64: return LLVMBuildFNeg(b, arg(g, i, 0), "");
    case IR_math_f64: {
      LLVMValueRef a[3];
      for (uint32_t k = 0; k < i->nargs; k++) a[k] = arg(g, i, k);
      if (atom_is(i->imm.atom, "math_max")) return greater_of(g, "math_max", LLVMRealOGT, a);
      if (atom_is(i->imm.atom, "math_min")) return greater_of(g, "math_min", LLVMRealOLT, a);
      return cg_call_runtime(g, atom_utf8(i->imm.atom, g->arena), g->f64, a, i->nargs);
    }
    case IR_lt_f64: return fcmp(g, i, LLVMRealOLT);
    case IR_le_f64: return fcmp(g, i, LLVMRealOLE);
    case IR_gt_f64: return fcmp(g, i, LLVMRealOGT);
    case IR_ge_f64: return fcmp(g, i, LLVMRealOGE);
    case IR_eq_f64: return fcmp(g, i, LLVMRealOEQ);
    case IR_sqrt_f64: return f64_intrinsic(g, "llvm.sqrt", arg(g, i, 0));
    case IR_floor_f64: return f64_intrinsic(g, "llvm.floor", arg(g, i, 0));
    case IR_ceil_f64: return f64_intrinsic(g, "llvm.ceil", arg(g, i, 0));
    case IR_trunc_f64: return f64_intrinsic(g, "llvm.trunc", arg(g, i, 0));
    case IR_abs_f64: return f64_intrinsic(g, "llvm.fabs", arg(g, i, 0));

    case IR_new_literal: return lower_new_literal(g, i);
    case IR_template_object: {
      IrTemplate *t = i->aux.tmpl;
      LLVMValueRef a[4] = {cg_static_value(g, VALUE_EMPTY_BITS), i64_const(g, t->count),
                           cg_string_array(g, t->count, t->cooked), cg_string_array(g, t->count, t->raw)};
      return cg_call_runtime(g, "jsc_template_object", g->i64, a, 4);
    }
    case IR_capture: return cg_load_i64(g, g->callee, offsetof(Function, captures) + 8 * (uint64_t)i->imm2);
    case IR_capture_of: return cg_load_i64(g, arg(g, i, 0), offsetof(Function, captures) + 8 * (uint64_t)i->imm2);
    case IR_box_get: return cg_load_i64(g, arg(g, i, 0), offsetof(Box, value));
    case IR_box_set: {
      LLVMValueRef a[2] = {arg(g, i, 0), arg(g, i, 1)};
      return cg_call_runtime(g, "jsc_box_set", g->void_type, a, 2);
    }
    case IR_slot_get: return LLVMBuildLoad2(b, g->i64, slot_address(g, i), "");
    case IR_slot_set:
      if (!ir_is_initial(i)) LLVMBuildStore(b, arg(g, i, 0), slot_address(g, i));
      return NULL;

    case IR_script_declare: {
      const IrModule *m = g->program->modules[i->imm2];
      LLVMValueRef a[2] = {cg_global_decls(g, m), i64_const(g, m->ndecls)};
      return finish_call(g, i, cg_call_runtime(g, "jsc_script_declare", g->i32, a, 2));
    }

    case IR_syscall:
    case IR_syscall64: return cg_lower_syscall(g, i);
    case IR_c_call: return cg_lower_c_call(g, i);
    case IR_port_in: return cg_lower_port_in(g, arg(g, i, 0), i->imm2);
    case IR_port_out: cg_lower_port_out(g, arg(g, i, 0), arg(g, i, 1), i->imm2); return NULL;

    case IR_typed_has: return typed_in_bounds(g, arg(g, i, 0), typed_index(g, i));
    case IR_typed_get_f64: return typed_load(g, i, true);
    case IR_typed_get_i32: return typed_load(g, i, false);
    case IR_typed_set_f64:
    case IR_typed_set_i32: typed_store(g, i); return NULL;
    case IR_frame_get: return cg_load_i64(g, arg(g, i, 0), offsetof(Generator, frame) + 8 * (uint64_t)i->imm2);
    case IR_frame_set: {
      LLVMValueRef a[3] = {arg(g, i, 0), i64_const(g, i->imm2), arg(g, i, 1)};
      return cg_call_runtime(g, "jsc_frame_set", g->void_type, a, 3);
    }
    case IR_gen_state: return LLVMBuildLoad2(b, g->i32, offset_ptr(g, arg(g, i, 0), offsetof(Generator, state)), "");
    case IR_gen_suspend:
      LLVMBuildStore(b, i32_const(g, i->imm2), offset_ptr(g, arg(g, i, 0), offsetof(Generator, state)));
      LLVMBuildStore(b, i32_const(g, i->imm.i), offset_ptr(g, arg(g, i, 0), offsetof(Generator, suspend_kind)));
      return NULL;
    case IR_gen_finish:
      LLVMBuildStore(b, i32_const(g, GEN_DONE), offset_ptr(g, arg(g, i, 0), offsetof(Generator, state)));
      return NULL;
    default: host_panic(ir_op_info[i->op].name, "no lowering for this operation");
  }
}

void cg_lower_inst(Cg *g, IrInst *i) {
  cg_debug_at(g, i->pos, i->inlined);
  LLVMValueRef v;
  switch ((IrOp)i->op) {
    case IR_call:
    case IR_call_direct:
    case IR_new_direct:
    case IR_call_builtin:
    case IR_new: cg_lower_call(g, i); return;
    default: break;
  }
  if (cg_lower_tested(g, i)) return;
  LLVMValueRef pattern = i->op == IR_regexp ? cg_regexp(g, i->imm.atom, i->aux.atom2) : NULL;
  if (pattern) v = lower_regexp(g, i, pattern);
  else if (i->op == IR_new_fields) v = lower_new_fields(g, i);
  else v = ir_op_info[i->op].csig[0] == '-' ? lower_special(g, i) : lower_by_signature(g, i);
  if (v) g->values[i->id] = v;
}
