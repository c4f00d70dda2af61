/*
 * fn.c: declares functions on demand, lowers blocks in reverse postorder (a definition is then lowered before its uses,
 * except through phis), completes phis at the end.
 */
#include <stdio.h>
#include <string.h>

#include "../analysis/dom.h"
#include "internal.h"

static void add_attribute(Cg *g, LLVMValueRef f, const char *key, const char *value) {
  LLVMAddAttributeAtIndex(
      f, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
      LLVMCreateStringAttribute(g->ctx, key, (unsigned)strlen(key), value, (unsigned)strlen(value)));
}

static void add_enum_attribute(Cg *g, LLVMValueRef f, const char *name) {
  LLVMAddAttributeAtIndex(f, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, cg_attribute(g, name));
}

enum { BODY_NOINLINE = 40 }; /* LLVM may copy bodies of fewer JIR instructions; opt/inline has done most of it */

/* The attributes that clang gives to the fast paths: inlining wants them equal. Frames are kept for stack traces. */
void cg_set_attributes(Cg *g, LLVMValueRef f) {
  add_attribute(g, f, "frame-pointer", "all");
  add_attribute(g, f, "no-builtins", "");
  add_attribute(g, f, "target-cpu", g->options->cpu);
  add_attribute(g, f, "disable-tail-calls", "true");
  add_attribute(g, f, "no-trapping-math", "true");
  add_enum_attribute(g, f, "nounwind");
  if (g->options->has_hooks) add_enum_attribute(g, f, "noredzone");
  if (g->options->for_kernel) add_attribute(g, f, "no-jump-tables", "true");
  if (g->options->optimise_size) add_enum_attribute(g, f, "optsize");
}

static LLVMTypeRef body_type(Cg *g, IrFn *fn) {
  LLVMTypeRef *types = arena_alloc(g->arena, sizeof *types * (3 + fn->nparams));
  for (uint32_t i = 0; i < 3 + fn->nparams; i++) types[i] = g->i64;
  return LLVMFunctionType(g->i64, types, 3 + fn->nparams, false);
}

bool cg_owns(const Cg *g, const IrFn *fn) { return g->parts->fns[fn->index].part == g->part; }

static LLVMValueRef declare(Cg *g, const IrFn *fn, char prefix, LLVMTypeRef type, bool is_shared) {
  char name[32];
  snprintf(name, sizeof name, is_shared ? "jsc.code.%c.%u" : "%c.%u", prefix, fn->index);
  LLVMValueRef f = LLVMAddFunction(g->mod, name, type);
  if (is_shared) LLVMSetVisibility(f, LLVMHiddenVisibility);
  else LLVMSetLinkage(f, LLVMInternalLinkage);
  cg_set_attributes(g, f);
  return f;
}

FnCode *cg_fn_code(Cg *g, IrFn *fn) {
  FnCode *code = &g->fns[fn->index];
  if (code->body) return code;
  const FnUse *use = &g->parts->fns[fn->index];
  bool has_body = !fn->uses_args && use->ncalls;
  if (cg_owns(g, fn) || !has_body || use->is_entry_shared)
    code->entry = declare(g, fn, 'e', g->boxed_fn, use->is_entry_shared);
  code->body = has_body ? declare(g, fn, 'f', body_type(g, fn), use->is_body_shared) : code->entry;
  if (has_body && use->insts > BODY_NOINLINE) add_enum_attribute(g, code->body, "noinline");
  if (cg_owns(g, fn)) LLVMSetSubprogram(code->body, cg_subprogram(g, fn));
  return code;
}

/* Formal i of a function entered through the boxed prototype. */
static LLVMValueRef boxed_param(Cg *g, LLVMValueRef entry, uint32_t i) {
  if (i < 2) return LLVMGetParam(entry, 4 + i);
  LLVMValueRef args[2] = {LLVMGetParam(entry, 3), LLVMConstInt(g->i64, i, false)};
  return cg_call_runtime(g, "jsc_param", g->i64, args, 2);
}

/* e.N for a function whose body is f.N. */
static void lower_entry(Cg *g, IrFn *fn) {
  FnCode *code = &g->fns[fn->index];
  LLVMPositionBuilderAtEnd(g->b, LLVMAppendBasicBlockInContext(g->ctx, code->entry, ""));
  LLVMMetadataRef subprogram = cg_debug_artificial(g);
  LLVMSetSubprogram(code->entry, subprogram);
  cg_debug_none(g, subprogram);
  LLVMValueRef *args = arena_alloc(g->arena, sizeof *args * (3 + fn->nparams));
  for (unsigned i = 0; i < 3; i++) args[i] = LLVMGetParam(code->entry, i);
  for (uint32_t i = 0; i < fn->nparams; i++) args[3 + i] = boxed_param(g, code->entry, i);
  LLVMBuildRet(g->b, LLVMBuildCall2(g->b, LLVMGlobalGetValueType(code->body), code->body, args, 3 + fn->nparams, ""));
}

static bool has_calls(IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->flags & IR_T) return true;
  return false;
}

/* Widest operand array that any instruction of the function passes by address. */
static uint32_t widest_array(IrFn *fn) {
  uint32_t n = 0;
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->nargs > n &&
          (strchr(ir_op_info[i->op].csig, 'A') || i->op == IR_new_literal || i->op == IR_arguments_mapped))
        n = i->nargs;
  return n;
}

/* The one slot of an inlined call's receiver: the call may stand in several copies of a loop. */
static LLVMValueRef trace_slot(Cg *g, uint32_t pos, const IrInlined *in) {
  for (uint32_t i = 0; i < g->trace_slots.count; i++)
    if (g->trace_slots.items[i].inlined == in) return g->trace_slots.items[i].slot;
  LLVMBasicBlockRef here = LLVMGetInsertBlock(g->b), entry = LLVMGetEntryBasicBlock(g->f);
  LLVMValueRef first = LLVMGetFirstInstruction(entry);
  if (first) LLVMPositionBuilderBefore(g->b, first);
  LLVMValueRef slot = LLVMBuildAlloca(g->b, g->i64, "this");
  LLVMPositionBuilderAtEnd(g->b, here);
  cg_debug_receiver(g, slot, pos, in);
  ARRAY_PUSH(g->arena, &g->trace_slots, ((TraceSlot){in, slot}));
  return slot;
}

/* Keeps the receiver where a stack trace finds it. The store is volatile: nothing else reads the slot. */
void cg_trace_this(Cg *g, LLVMValueRef this_value, bool is_prototype, uint32_t pos, const IrInlined *in) {
  if (is_prototype) this_value = LLVMBuildOr(g->b, this_value, LLVMConstInt(g->i64, TRACE_PROTOTYPE, false), "");
  LLVMSetVolatile(LLVMBuildStore(g->b, this_value, trace_slot(g, pos, in)), true);
}

static void lower_prologue(Cg *g, IrFn *fn) {
  LLVMValueRef f = g->f;
  g->callee = LLVMGetParam(f, 0);
  g->this_value = LLVMGetParam(f, 1);
  g->new_target = LLVMGetParam(f, 2);
  g->params = arena_alloc(g->arena, sizeof *g->params * (fn->nparams + 1));
  g->trace_slots.count = 0;
  g->argv_capacity = widest_array(fn);
  g->argv = g->argv_capacity ? LLVMBuildArrayAlloca(g->b, g->i64, LLVMConstInt(g->i32, g->argv_capacity, false), "argv")
                             : NULL;
  if (g->f == g->fns[fn->index].entry) {
    g->argc = LLVMGetParam(f, 3);
    g->a0 = LLVMGetParam(f, 4);
    g->a1 = LLVMGetParam(f, 5);
    for (uint32_t i = 0; i < fn->nparams; i++) g->params[i] = boxed_param(g, f, i);
  } else {
    g->argc = g->a0 = g->a1 = NULL;
    for (uint32_t i = 0; i < fn->nparams; i++) g->params[i] = LLVMGetParam(f, 3 + i);
  }
  if (fn->traces_this && has_calls(fn)) cg_trace_this(g, g->this_value, false, fn->start, NULL);
  if (has_calls(fn)) {
    cg_debug_at(g, fn->entry_pos, NULL);
    LLVMValueRef low = cg_call_runtime(g, "jsc_stack_low", g->i32, NULL, 0);
    LLVMBasicBlockRef overflow = LLVMAppendBasicBlockInContext(g->ctx, f, "overflow");
    LLVMBasicBlockRef go = LLVMAppendBasicBlockInContext(g->ctx, f, "go");
    LLVMBuildCondBr(g->b, LLVMBuildICmp(g->b, LLVMIntNE, low, LLVMConstInt(g->i32, 0, false), ""), overflow, go);
    LLVMPositionBuilderAtEnd(g->b, overflow);
    LLVMBuildRet(g->b, cg_call_runtime(g, "jsc_throw_stack_overflow", g->i64, NULL, 0));
    LLVMPositionBuilderAtEnd(g->b, go);
  }
}

static LLVMTypeRef rep_type(Cg *g, IrRep rep) {
  switch (rep) {
    case REP_I32: return g->i32;
    case REP_F64: return g->f64;
    case REP_BOOL: return g->i1;
    default: return g->i64;
  }
}

/* The LLVM block from which the edge pred -> b comes. */
static LLVMBasicBlockRef edge_from(Cg *g, IrBlock *pred, IrBlock *b) {
  bool is_handler = pred->last->op == IR_on_throw && pred->succs[1] == b;
  return is_handler ? g->throw_ends[pred->id] : g->ends[pred->id];
}

static void add_incoming(Cg *g, const DomTree *order, IrInst *phi) {
  for (uint32_t k = 0; k < phi->nargs; k++) {
    IrBlock *pred = phi->block->preds[k];
    if (order->number[pred->id] == ~0u) continue; /* unreachable */
    LLVMValueRef v = g->values[phi->args[k]->id];
    LLVMBasicBlockRef from = edge_from(g, pred, phi->block);
    LLVMAddIncoming(g->values[phi->id], &v, &from, 1);
  }
}

void cg_lower_fn(Cg *g, IrFn *fn) {
  g->fn = fn;
  g->f = cg_fn_code(g, fn)->body;
  g->values = arena_alloc(g->arena, sizeof *g->values * (fn->ninsts + 1));
  g->sites = arena_alloc(g->arena, sizeof *g->sites * (fn->ninsts + 1));
  g->blocks = arena_alloc(g->arena, sizeof *g->blocks * (fn->nblocks + 1));
  g->ends = arena_alloc(g->arena, sizeof *g->ends * (fn->nblocks + 1));
  g->throw_ends = arena_alloc(g->arena, sizeof *g->throw_ends * (fn->nblocks + 1));
  g->throw_block = NULL;

  LLVMPositionBuilderAtEnd(g->b, LLVMAppendBasicBlockInContext(g->ctx, g->f, "entry"));
  cg_debug_at(g, fn->start, NULL);
  lower_prologue(g, fn);
  DomTree *order = dom_build(g->arena, fn);
  for (uint32_t n = 0; n < order->count; n++)
    g->blocks[order->order[n]->id] = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMBuildBr(g->b, g->blocks[fn->entry->id]);

  for (uint32_t n = 0; n < order->count; n++) {
    IrBlock *b = order->order[n];
    LLVMPositionBuilderAtEnd(g->b, g->blocks[b->id]);
    g->is_cold = b->cold;
    g->is_warm = b->warm;
    for (IrInst *i = b->first; i; i = i->next) {
      if (i->op == IR_phi) g->values[i->id] = LLVMBuildPhi(g->b, rep_type(g, i->rep), "");
      else cg_lower_inst(g, i);
      if (i == b->last || !i->next) g->ends[b->id] = LLVMGetInsertBlock(g->b);
    }
  }
  for (uint32_t n = 0; n < order->count; n++)
    for (IrInst *i = order->order[n]->first; i && i->op == IR_phi; i = i->next) add_incoming(g, order, i);
  if (g->f != g->fns[fn->index].entry) lower_entry(g, fn);
}
