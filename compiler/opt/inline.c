/*
 * inline.c: direct calls of small functions are replaced by the function's body, callees first.
 *
 * The callee's blocks are copied; its parameters become the arguments, its returns jump to the code after the call, where
 * a phi collects the values. Where the call stands in a `try`, every copied instruction that may throw gets an edge to
 * the call's handler. Inlined instructions remember their function and call (IrInst.inlined) for stack traces.
 * Works on the whole program. needs: ssa. changes: cfg.
 */
#include "../../runtime/abi.h"
#include "../support/array.h"
#include "passes.h"

/* Sizes in instructions. A guessed callee (opt/methods) must be smaller than one that is certain. A function may grow by
 * INLINE_MIN_GROWTH and its own size. */
enum { INLINE_MAX_INSTS = 60, INLINE_MAX_GUESSED = 25, INLINE_MIN_GROWTH = 200, INLINE_MAX_DEPTH = 8 };

static uint32_t count_insts(const IrFn *f) {
  uint32_t n = 0;
  for (const IrBlock *b = f->entry; b; b = b->next)
    for (const IrInst *i = b->first; i; i = i->next) n += i->op != IR_param && i->op != IR_jump && i->op != IR_phi;
  return n;
}

static bool has_only_copyable_ops(const IrFn *f) {
  for (const IrBlock *b = f->entry; b; b = b->next)
    for (const IrInst *i = b->first; i; i = i->next) switch ((IrOp)i->op) {
        case IR_argc:
        case IR_rest_array:
        case IR_arguments_mapped:
        case IR_arguments_unmapped:
        case IR_yield:
        case IR_await:
        case IR_gen_start:
        case IR_resume_mode:
        case IR_gen_create:
        case IR_template_object:
        case IR_direct_eval:
        case IR_eval_code: return false;
        default: break;
      }
  return true;
}

static bool is_inlinable(const IrFn *f, bool guessed) {
  if (f->uses_args || f->is_module_body || f->is_resume || f->resume) return false;
  if (f->flags & (FN_GENERATOR | FN_ASYNC)) return false;
  return count_insts(f) <= (guessed ? INLINE_MAX_GUESSED : INLINE_MAX_INSTS) && has_only_copyable_ops(f);
}

typedef struct Copy {
  IrFn *into;
  IrInst *call;
  IrInlined *origin;
  IrInst **values;  /* by id of the callee's instruction */
  IrBlock **blocks; /* by id of the callee's block */
  IrInst *undefined, *empty;
  Arena *scratch;
} Copy;

static IrInlined *origin_of(Copy *c, IrInlined *inner) {
  if (!inner) return c->origin;
  IrInlined *o = ARENA_NEW(c->into->arena, IrInlined);
  *o = *inner;
  o->caller = origin_of(c, inner->caller);
  return o;
}

/* The value that stands for an operation on the callee's frame, NULL if it is copied. */
static IrInst *frame_value(Copy *c, const IrInst *i) {
  IrInst *call = c->call;
  switch ((IrOp)i->op) {
    case IR_param: return i->imm2 + 2 < call->nargs ? call->args[i->imm2 + 2] : c->undefined;
    case IR_this: return call->op == IR_new_direct ? c->empty : call->args[1];
    case IR_callee: return call->args[0];
    case IR_new_target: return call->op == IR_new_direct ? call->args[1] : c->undefined;
    case IR_capture: return call->args[0]->op == IR_closure ? call->args[0]->args[i->imm2] : NULL;
    default: return NULL;
  }
}

static IrInst *copy_inst(Copy *c, IrBlock *to, const IrInst *i) {
  IrInst *n = ir_copy(to, i);
  n->inlined = origin_of(c, i->inlined);
  if (i->op == IR_capture) n->op = IR_capture_of; /* of the function object, its operand */
  return n;
}

/* A constructor that was called by `new` asks whether it was. */
static bool asks_for_new(const Copy *c, const IrInst *i) {
  return i->op == IR_is_undefined && i->args[0]->op == IR_new_target && c->call->op == IR_new_direct;
}

static void copy_operands(Copy *c, IrInst *n, const IrInst *i) {
  if (asks_for_new(c, i)) {
    opt_rewrite(n, IR_const_bool, 0, NULL);
    return;
  }
  if (i->op == IR_capture) ir_phi_add(n, c->call->args[0]);
  for (uint32_t k = 0; k < i->nargs; k++) ir_phi_add(n, c->values[i->args[k]->id]);
}

static bool may_throw(const IrFn *f) {
  for (IrBlock *b = f->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->flags & IR_T) return true;
  return false;
}

static void inline_call(IrInst *call, Arena *scratch) {
  IrFn *f = call->imm.fn, *into = call->block->fn;
  IrBlock *before = call->block, *handler = NULL;
  bool is_protected = call->next->op == IR_on_throw;
  if (is_protected) handler = before->succs[1];
  IrBlock *rest = opt_split_after(call); /* protected: holds just the on_throw */
  Copy c = {.into = into, .call = call, .scratch = scratch};
  c.origin = ARENA_NEW(into->arena, IrInlined);
  *c.origin = (IrInlined){f, call->pos, call->inlined, NULL};
  c.values = ARENA_ARRAY(scratch, IrInst *, f->ninsts + 1);
  c.blocks = ARENA_ARRAY(scratch, IrBlock *, f->nblocks + 1);
  c.undefined = ir_insert_before(call, IR_const_val, call->pos, 0, NULL);
  c.undefined->imm.i = (int64_t)VALUE_UNDEFINED_BITS;
  c.empty = ir_insert_before(call, IR_const_val, call->pos, 0, NULL);
  c.empty->imm.i = (int64_t)VALUE_EMPTY_BITS;

  ARRAY(IrBlock *) copies = {0};
  for (IrBlock *b = f->entry; b; b = b->next) {
    c.blocks[b->id] = ir_block_new(into);
    c.blocks[b->id]->cold = b->cold;
    c.blocks[b->id]->slow = b->slow;
    ARRAY_PUSH(scratch, &copies, c.blocks[b->id]);
  }
  IrInst *result = ir_phi_new(rest, REP_VAL);
  result->pos = call->pos;
  for (IrBlock *b = f->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (!ir_is_terminator(i)) {
        IrInst *known = frame_value(&c, i);
        c.values[i->id] = known ? known : copy_inst(&c, c.blocks[b->id], i);
      }
  for (IrBlock *b = f->entry; b; b = b->next) {
    IrBlock *to = c.blocks[b->id];
    for (IrInst *i = b->first; i; i = i->next) {
      if (ir_is_terminator(i) || frame_value(&c, i)) continue;
      copy_operands(&c, c.values[i->id], i);
    }
    for (uint32_t k = 0; k < b->npreds; k++) ir_block_add_pred(to, c.blocks[b->preds[k]->id]);
    IrInst *t = b->last;
    if (t->op == IR_ret) {
      ir_jump(to, rest, t->pos);
      ir_phi_add(result, c.values[t->args[0]->id]);
      continue;
    }
    IrInst *n = copy_inst(&c, to, t);
    copy_operands(&c, n, t);
    to->succs = ARENA_ARRAY(into->arena, IrBlock *, b->nsuccs + 1);
    to->nsuccs = b->nsuccs;
    for (uint32_t k = 0; k < b->nsuccs; k++) to->succs[k] = c.blocks[b->succs[k]->id];
  }
  ir_replace(call, result);
  if (f->traces_this && may_throw(f)) {
    IrInst *receiver = call->args[1];
    if (call->op == IR_new_direct) {
      receiver = ir_emit(before, IR_const_val, f->start, 0, NULL);
      receiver->imm.i = (int64_t)VALUE_EMPTY_BITS;
    }
    ir_emit(before, IR_trace_this, f->start, 1, &receiver)->inlined = c.origin;
  }
  ir_jump(before, c.blocks[f->entry->id], call->pos);
  if (is_protected) {
    uint32_t like = opt_pred_index(handler, rest);
    for (uint32_t k = 0; k < copies.count; k++) opt_protect_block(copies.items[k], handler, like);
    opt_remove_edge(rest, handler);
    rest->last->op = IR_jump;
    rest->last->flags = ir_op_info[IR_jump].flags;
    rest->nsuccs = 1;
  }
}

typedef struct Order {
  IrFn **fns;
  uint32_t count;
  uint8_t *state;
} Order;

/* Callees first; recursion is cut where it closes. */
static void visit(Order *o, IrFn *f, uint32_t depth) {
  if (o->state[f->index] || depth > 2000) return;
  o->state[f->index] = 1;
  for (IrBlock *b = f->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->op == IR_call_direct || i->op == IR_new_direct) visit(o, i->imm.fn, depth + 1);
  o->state[f->index] = 2;
  o->fns[o->count++] = f;
}

static uint32_t inline_depth(const IrInst *i) {
  uint32_t n = 0;
  for (const IrInlined *o = i->inlined; o; o = o->caller) n++;
  return n;
}

static void inline_into(IrFn *f) {
  Arena scratch = {0};
  uint32_t growth = 0, limit = INLINE_MIN_GROWTH + count_insts(f);
  ARRAY(IrInst *) calls = {0};
  for (IrBlock *b = f->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if ((i->op == IR_call_direct || i->op == IR_new_direct) && i->imm.fn != f && !b->cold &&
          inline_depth(i) < INLINE_MAX_DEPTH && is_inlinable(i->imm.fn, i->imm2))
        ARRAY_PUSH(&scratch, &calls, i);
  for (uint32_t k = 0; k < calls.count && growth < limit; k++) {
    growth += count_insts(calls.items[k]->imm.fn);
    inline_call(calls.items[k], &scratch);
    ir_fn_apply_replacements(f); /* later calls may use this one's result */
  }
  if (calls.count) ir_fn_prune(f);
  arena_free(&scratch);
}

void opt_inline(IrProgram *p) {
  Arena scratch = {0};
  Order o = {ARENA_ARRAY(&scratch, IrFn *, p->nfns + 1), 0, ARENA_ARRAY(&scratch, uint8_t, p->nfns + 1)};
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n]) visit(&o, p->fns[n], 0);
  for (uint32_t n = 0; n < o.count; n++) inline_into(o.fns[n]);
  arena_free(&scratch);
}
