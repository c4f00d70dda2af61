/*
 * ccall.c: direct calls of C functions (System V ABI). Integers of less than 32 bits are extended by the caller, as
 * compilers of C expect it.
 */
#include <string.h>

#include "../support/prototype.h"
#include "internal.h"

enum { MOST_TYPES = C_MOST_PARAMS };

static LLVMTypeRef type_of(Cg *g, char letter) {
  switch (letter) {
    case C_VOID: return g->void_type;
    case C_FLOAT: return LLVMFloatTypeInContext(g->ctx);
    case C_DOUBLE: return g->f64;
    case C_I64:
    case C_U64:
    case C_TEXT:
    case C_POINTER: return g->i64;
    default: return g->i32;
  }
}

static LLVMValueRef runtime2(Cg *g, const char *name, LLVMValueRef v, char letter) {
  LLVMValueRef a[2] = {v, LLVMConstInt(g->i64, (uint64_t)letter, false)};
  return cg_call_runtime(g, name, g->i64, a, 2);
}

static LLVMValueRef float_of(Cg *g, const IrInst *operand, char letter) {
  LLVMValueRef v = g->values[operand->id];
  if (operand->rep == REP_I32) v = LLVMBuildSIToFP(g->b, v, g->f64, "");
  else if (operand->rep == REP_VAL) v = cg_call_runtime(g, "jsc_c_number", g->f64, &v, 1);
  return letter == C_FLOAT ? LLVMBuildFPTrunc(g->b, v, type_of(g, letter), "") : v;
}

static LLVMValueRef word_of(Cg *g, const IrInst *operand, char letter) {
  LLVMValueRef v = g->values[operand->id];
  if (operand->rep == REP_I32) return LLVMBuildSExt(g->b, v, g->i64, "");
  if (operand->rep == REP_F64) v = cg_call_runtime(g, "jsc_box_f64_foreign", g->i64, &v, 1);
  return runtime2(g, "jsc_c_word", v, letter);
}

/* To the width of the type, then as 32 bits. */
static LLVMValueRef narrow(Cg *g, LLVMValueRef word, char letter) {
  LLVMTypeRef i16 = LLVMInt16TypeInContext(g->ctx);
  switch (letter) {
    case C_I8: return LLVMBuildSExt(g->b, LLVMBuildTrunc(g->b, word, g->i8, ""), g->i32, "");
    case C_BOOL:
    case C_U8: return LLVMBuildZExt(g->b, LLVMBuildTrunc(g->b, word, g->i8, ""), g->i32, "");
    case C_I16: return LLVMBuildSExt(g->b, LLVMBuildTrunc(g->b, word, i16, ""), g->i32, "");
    case C_U16: return LLVMBuildZExt(g->b, LLVMBuildTrunc(g->b, word, i16, ""), g->i32, "");
    default: return LLVMTypeOf(word) == g->i64 ? LLVMBuildTrunc(g->b, word, g->i32, "") : word;
  }
}

static LLVMValueRef argument(Cg *g, const IrInst *operand, char letter) {
  if (letter == C_FLOAT || letter == C_DOUBLE) return float_of(g, operand, letter);
  LLVMValueRef word = word_of(g, operand, letter);
  return type_of(g, letter) == g->i64 ? word : narrow(g, word, letter);
}

static LLVMValueRef boxed(Cg *g, LLVMValueRef r, char letter) {
  switch (letter) {
    case C_VOID: return cg_value_const(g, VALUE_UNDEFINED_BITS);
    case C_I8:
    case C_U8:
    case C_I16:
    case C_U16:
    case C_I32:
      return LLVMBuildOr(g->b, LLVMBuildZExt(g->b, narrow(g, r, letter), g->i64, ""),
                         LLVMConstInt(g->i64, VALUE_INT_TAG, false), "");
    case C_FLOAT: r = LLVMBuildFPExt(g->b, r, g->f64, ""); /* fall through */
    case C_DOUBLE: return cg_call_runtime(g, "jsc_box_f64_foreign", g->i64, &r, 1);
    default: break;
  }
  if (LLVMTypeOf(r) != g->i64) r = LLVMBuildZExt(g->b, r, g->i64, "");
  return runtime2(g, "jsc_c_value", r, letter);
}

LLVMValueRef cg_lower_c_call(Cg *g, IrInst *i) {
  const char *text = atom_utf8(i->imm.atom, g->arena), *letters = strchr(text, ':') + 1;
  const char *name = arena_strndup(g->arena, text, (size_t)(letters - text) - 1);
  LLVMTypeRef types[MOST_TYPES];
  LLVMValueRef args[MOST_TYPES];
  for (uint32_t k = 0; k < i->nargs; k++) {
    types[k] = type_of(g, letters[1 + k]);
    args[k] = argument(g, i->args[k], letters[1 + k]);
  }
  LLVMTypeRef type = LLVMFunctionType(type_of(g, letters[0]), types, i->nargs, false);
  LLVMValueRef f = LLVMGetNamedFunction(g->mod, name);
  if (!f) f = LLVMAddFunction(g->mod, name, type);
  LLVMValueRef call = LLVMBuildCall2(g->b, type, f, args, i->nargs, "");
  cg_keep_operands(g, i);
  LLVMValueRef r = boxed(g, call, letters[0]);
  if (ir_throws(i))
    cg_check_throw(g, i, LLVMBuildICmp(g->b, LLVMIntEQ, r, cg_value_const(g, VALUE_EXCEPTION_BITS), ""));
  return r;
}
