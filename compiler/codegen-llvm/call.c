/*
 * call.c: calls of JavaScript functions.
 *
 * An unknown callee is tested (is it callable, may it be constructed), then called through its boxed entry: callee,
 * this, new.target, count and two arguments in registers, the rest stored into the isolate's argument area just before.
 * A known function is called by its own prototype, missing formals undefined. Tail calls (opt/tails) go to boxed entries.
 */
#include "internal.h"
#include "../image/table.h"

static LLVMValueRef value_of(Cg *g, IrInst *i) { return g->values[i->id]; }
static LLVMValueRef undefined(Cg *g) { return cg_value_const(g, VALUE_UNDEFINED_BITS); }

static LLVMValueRef call_boxed(Cg *g, LLVMValueRef code, LLVMValueRef callee, LLVMValueRef this_value,
                               LLVMValueRef new_target, IrInst **args, uint32_t n) {
  if (n > 2) {
    LLVMValueRef area = cg_call_runtime(g, "jsc_args", g->ptr, NULL, 0);
    for (uint32_t k = 2; k < n; k++) {
      LLVMValueRef at = LLVMConstInt(g->i64, k, false);
      LLVMBuildStore(g->b, value_of(g, args[k]), LLVMBuildInBoundsGEP2(g->b, g->i64, area, &at, 1, ""));
    }
  }
  LLVMValueRef a[6] = {callee,
                       this_value,
                       new_target,
                       LLVMConstInt(g->i64, n, false),
                       n > 0 ? value_of(g, args[0]) : undefined(g),
                       n > 1 ? value_of(g, args[1]) : undefined(g)};
  LLVMValueRef call = LLVMBuildCall2(g->b, g->boxed_fn, code, a, 6, "");
  LLVMAddCallSiteAttribute(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, cg_attribute(g, "nomerge"));
  return call;
}

/* Calls the thrower unless `test(callee)` holds; join() must follow the call that goes on. */
static void require(Cg *g, IrInst *i, const char *test, const char *thrower, LLVMValueRef callee) {
  LLVMValueRef ok = cg_call_runtime(g, test, g->i32, &callee, 1);
  LLVMBasicBlockRef bad = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMBasicBlockRef good = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMBuildCondBr(g->b, LLVMBuildICmp(g->b, LLVMIntNE, ok, LLVMConstInt(g->i32, 0, false), ""), good, bad);
  LLVMPositionBuilderAtEnd(g->b, bad);
  LLVMValueRef a[2] = {callee, cg_string_ptr(g, i->imm.atom)};
  LLVMValueRef thrown = cg_call_runtime(g, thrower, g->i64, a, 2);
  g->thrown = thrown; /* for join() */
  g->thrown_from = LLVMGetInsertBlock(g->b);
  LLVMPositionBuilderAtEnd(g->b, good);
}

/* Joins the normal result with the one of the failed test, so that there is one check for exceptions. */
static LLVMValueRef join(Cg *g, LLVMValueRef result) {
  LLVMBasicBlockRef here = LLVMGetInsertBlock(g->b);
  LLVMBasicBlockRef both = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMBuildBr(g->b, both);
  LLVMPositionBuilderAtEnd(g->b, g->thrown_from);
  LLVMBuildBr(g->b, both);
  LLVMPositionBuilderAtEnd(g->b, both);
  LLVMValueRef phi = LLVMBuildPhi(g->b, g->i64, "");
  LLVMValueRef values[2] = {result, g->thrown};
  LLVMBasicBlockRef from[2] = {here, g->thrown_from};
  LLVMAddIncoming(phi, values, from, 2);
  return phi;
}

/* The call that just was made is the last thing that the function does; what follows is not reached. */
static void end_with_tail_call(Cg *g, LLVMValueRef call) {
  LLVMSetTailCallKind(call, LLVMTailCallKindMustTail);
  LLVMBuildRet(g->b, call);
}

static LLVMValueRef function_code(Cg *g, LLVMValueRef callee) {
  if (g->options->has_realms) return cg_call_runtime(g, "jsc_function_code", g->ptr, &callee, 1);
  return LLVMBuildIntToPtr(g->b, cg_load_i64(g, callee, offsetof(Function, code)), g->ptr, "");
}

/* s.charCodeAt(k): what scanners and hashes spend their time on. */
static bool is_char_code_at(const IrInst *i) {
  const IrInst *method = i->args[0];
  return i->nargs == 3 && method->op == IR_get_method && method->args[0] == i->args[1] &&
         atom_is(method->imm.atom, "charCodeAt");
}

static LLVMValueRef lower_unknown(Cg *g, IrInst *i);

/* The unit in line when the method is the builtin one, the receiver a string and the index within it; else a call. */
static LLVMValueRef lower_char_code_at(Cg *g, IrInst *i) {
  const char *builtin = refs_builtin(g->refs, intern_cstr(g->program->atoms, "StringPrototypeCharCodeAt"));
  LLVMValueRef a[4] = {value_of(g, i->args[0]), value_of(g, i->args[1]), value_of(g, i->args[2]),
                       cg_external_value(g, builtin)};
  LLVMValueRef values[2] = {cg_call_runtime(g, "jsc_char_code_at", g->i64, a, 4)};
  LLVMBasicBlockRef from[2] = {LLVMGetInsertBlock(g->b)};
  LLVMBasicBlockRef slow = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMBasicBlockRef done = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMValueRef failed = LLVMBuildICmp(g->b, LLVMIntEQ, values[0], cg_value_const(g, VALUE_EMPTY_BITS), "");
  cg_mark_unlikely(g, LLVMBuildCondBr(g->b, failed, slow, done));
  LLVMPositionBuilderAtEnd(g->b, slow);
  values[1] = lower_unknown(g, i);
  from[1] = LLVMGetInsertBlock(g->b);
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
  LLVMValueRef phi = LLVMBuildPhi(g->b, g->i64, "");
  LLVMAddIncoming(phi, values, from, 2);
  return phi;
}

static LLVMValueRef lower_unknown(Cg *g, IrInst *i) {
  LLVMValueRef callee = value_of(g, i->args[0]);
  require(g, i, "jsc_is_callable", "jsc_throw_not_callable", callee);
  if (ir_is_tail_call(i)) {
    end_with_tail_call(g, call_boxed(g, function_code(g, callee), callee, value_of(g, i->args[1]), undefined(g),
                                     i->args + 2, i->nargs - 2));
    LLVMPositionBuilderAtEnd(g->b, g->thrown_from);
    return g->thrown;
  }
  return join(g, call_boxed(g, function_code(g, callee), callee, value_of(g, i->args[1]), undefined(g), i->args + 2,
                            i->nargs - 2));
}

static LLVMValueRef lower_new(Cg *g, IrInst *i) {
  LLVMValueRef callee = value_of(g, i->args[0]);
  require(g, i, "jsc_is_constructor", "jsc_throw_not_constructor", callee);
  return join(g, call_boxed(g, function_code(g, callee), callee, cg_value_const(g, VALUE_EMPTY_BITS), callee,
                            i->args + 1, i->nargs - 1));
}

/* The object is the function's only one, or a function object with its code. */
LLVMValueRef cg_is_function(Cg *g, IrInst *i) {
  LLVMValueRef v = value_of(g, i->args[0]);
  if (i->imm2) return LLVMBuildICmp(g->b, LLVMIntEQ, v, cg_const_fn(g, i->imm.fn), "");
  LLVMValueRef a[2] = {v, cg_fn_code(g, i->imm.fn)->entry};
  LLVMValueRef is = cg_call_runtime(g, "jsc_is_function_of", g->i32, a, 2);
  return LLVMBuildICmp(g->b, LLVMIntNE, is, LLVMConstInt(g->i32, 0, false), "");
}

/* Calls and constructions; the second operand is the receiver or new.target. */
static LLVMValueRef lower_direct(Cg *g, IrInst *i) {
  IrFn *target = i->imm.fn;
  FnCode *code = cg_fn_code(g, target);
  LLVMValueRef callee = value_of(g, i->args[0]), this_value = value_of(g, i->args[1]), new_target = undefined(g);
  if (i->op == IR_new_direct) new_target = this_value, this_value = cg_value_const(g, VALUE_EMPTY_BITS);
  if (ir_is_tail_call(i)) {
    end_with_tail_call(g, call_boxed(g, code->entry, callee, this_value, new_target, i->args + 2, i->nargs - 2));
    LLVMPositionBuilderAtEnd(g->b, LLVMAppendBasicBlockInContext(g->ctx, g->f, ""));
    return undefined(g);
  }
  if (code->body == code->entry)
    return call_boxed(g, code->entry, callee, this_value, new_target, i->args + 2, i->nargs - 2);
  unsigned n = 3 + target->nparams;
  LLVMValueRef *a = arena_alloc(g->arena, sizeof *a * n);
  a[0] = callee;
  a[1] = this_value;
  a[2] = new_target;
  for (uint32_t k = 0; k < target->nparams; k++)
    a[3 + k] = k + 2 < i->nargs ? value_of(g, i->args[k + 2]) : undefined(g);
  return LLVMBuildCall2(g->b, LLVMGlobalGetValueType(code->body), code->body, a, n, "");
}

/* lib's %Name(this, args...): straight to the C function. Constructors and natives have no receiver. */
static LLVMValueRef lower_builtin(Cg *g, IrInst *i) {
  char *name = atom_utf8(i->imm.atom, g->arena);
  const BuiltinRow *row = builtin_by_primordial(name, i->imm.atom->len);
  const BuiltinRow *made =
      row && row->kind == ROW_REF ? builtin_by_id(row->ref) : row; /* a method that is an intrinsic */
  if (!made || !made->cfunc) host_panic(name, "no such primordial function in builtins.def");
  LLVMValueRef code = LLVMGetNamedFunction(g->mod, made->cfunc);
  if (!code) code = LLVMAddFunction(g->mod, made->cfunc, g->boxed_fn);
  const char *symbol = row->kind == ROW_NATIVE ? NULL : refs_builtin(g->refs, i->imm.atom);
  LLVMValueRef callee = symbol ? cg_builtin_value(g, row, symbol) : undefined(g);
  bool has_receiver = builtin_has_receiver(row);
  LLVMValueRef this_value = has_receiver && i->nargs ? value_of(g, i->args[0]) : undefined(g);
  uint32_t skip = has_receiver && i->nargs ? 1 : 0;
  return call_boxed(g, code, callee, this_value, undefined(g), skip ? i->args + 1 : i->args, i->nargs - skip);
}

void cg_lower_call(Cg *g, IrInst *i) {
  LLVMValueRef r;
  switch ((IrOp)i->op) {
    case IR_call: r = is_char_code_at(i) && !ir_is_tail_call(i) ? lower_char_code_at(g, i) : lower_unknown(g, i); break;
    case IR_new: r = lower_new(g, i); break;
    case IR_call_direct:
    case IR_new_direct: r = lower_direct(g, i); break;
    default: r = lower_builtin(g, i); break;
  }
  if (ir_throws(i))
    cg_check_throw(g, i, LLVMBuildICmp(g->b, LLVMIntEQ, r, cg_value_const(g, VALUE_EXCEPTION_BITS), ""));
  g->values[i->id] = r;
}
