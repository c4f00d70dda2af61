/*
 * fn.c: one function: prologue, blocks, edges with moves, slow paths, epilogue, boxed entry.
 */
#include "../../runtime/rt.h"
#include "internal.h"

static const AssReg callee_saved[5] = {ASS_RBX, ASS_R12, ASS_R13, ASS_R14, ASS_R15};

AssMem fc_rt(const Fc *f, size_t offset) {
  return (AssMem){.base = ASS_NO_REG,
                  .index = ASS_NO_REG,
                  .segment = ASS_FS,
                  .disp = (int32_t)offset,
                  .label = f->g->rt,
                  .ref = ASS_REF_TPOFF32};
}

void fc_mark(Fc *f, const IrInst *i) {
  Cg *g = f->g;
  AssRowPos row = {ass_position(f->a), i ? i->pos : f->fn->entry_pos, i ? i->inlined : NULL};
  ARRAY_PUSH(g->arena, &g->rows, row);
}

void fc_call_label(Fc *f, const IrInst *i, AssLabel to) {
  fc_mark(f, i);
  ass_call(f->a, to);
}

/* ---- edges ---- */

/* Moves to the phis of an edge. */
static Move *edge_moves(Fc *f, IrBlock *to, uint32_t pred, uint32_t *count) {
  uint32_t n = 0;
  for (IrInst *i = to->first; i && i->op == IR_phi; i = i->next) n++;
  Move *moves = ARENA_ARRAY(f->scratch, Move, n + 1);
  *count = 0;
  for (IrInst *i = to->first; i && i->op == IR_phi; i = i->next) {
    Loc at = fc_loc(f, i);
    if (at.kind == LOC_NONE) continue;
    IrInst *from = i->args[pred];
    if (!fc_is_constant(from) && loc_is(fc_loc(f, from), at)) continue;
    moves[(*count)++] = (Move){.value = from, .to = at, .rep = i->rep};
  }
  return moves;
}

/* Index in to->preds of the k-th successor edge of `from`: edges to one block come in the same order on both sides. */
static uint32_t pred_index(IrBlock *from, uint32_t succ) {
  IrBlock *to = from->succs[succ];
  uint32_t skip = 0;
  for (uint32_t k = 0; k < succ; k++) skip += from->succs[k] == to;
  for (uint32_t k = 0; k < to->npreds; k++)
    if (to->preds[k] == from && !skip--) return k;
  UNREACHABLE();
}

AssLabel fc_edge(Fc *f, IrBlock *from, uint32_t succ) {
  IrBlock *to = from->succs[succ];
  if (!to->first || to->first->op != IR_phi) return f->labels[to->id];
  uint32_t pred = pred_index(from, succ), n;
  edge_moves(f, to, pred, &n);
  if (!n) return f->labels[to->id];
  for (uint32_t k = f->nedges; k-- && f->edges[k].from == from;)
    if (f->edges[k].pred == pred && f->edges[k].to == to) return f->edges[k].label;
  if (f->nedges == f->edges_capacity)
    f->edges = array_grow_in(f->scratch, f->edges, f->nedges, &f->edges_capacity, sizeof *f->edges);
  Edge e = {ass_label(f->a), from, to, pred};
  f->edges[f->nedges++] = e;
  return e.label;
}

/* The moves of a block's only way out, in line. */
static void emit_jump(Fc *f, IrBlock *from) {
  IrBlock *to = from->succs[0];
  uint32_t n;
  Move *moves = edge_moves(f, to, pred_index(from, 0), &n);
  fc_moves(f, moves, n);
  fc_jump(f, f->labels[to->id]);
}

static void emit_edge(Fc *f, const Edge *e) {
  ass_bind(f->a, e->label);
  uint32_t n;
  Move *moves = edge_moves(f, e->to, e->pred, &n);
  fc_moves(f, moves, n);
  ass_jmp(f->a, f->labels[e->to->id]);
}

/* ---- exceptions ---- */

AssLabel fc_throw_target(Fc *f, IrInst *i) {
  if (i->op == IR_throw && i->block->nsuccs) return fc_edge(f, i->block, 0);
  if (i->next && i->next->op == IR_on_throw) return fc_edge(f, i->block, 1);
  f->has_throw = true;
  return f->throw_label;
}

/* ---- slow paths ---- */

/* Registers that a call would spoil and that are needed after this instruction. */
static void save_living(Fc *f, SlowPath *p) {
  Saved saved[32];
  uint32_t n = 0;
  for (unsigned k = 0; k < 32; k++) {
    uint32_t value = f->occupant[k];
    bool survives = k == ASS_RBX || (k >= ASS_R12 && k <= ASS_R15);
    if (!value || survives) continue;
    Val *v = &f->vals[value - 1];
    if (v->start >= f->at || v->end <= f->at) continue;
    if (!v->home) v->home = fc_new_slot(f);
    saved[n++] = (Saved){(uint8_t)(k & 15), k >= 16, v->home};
  }
  p->nsaved = n;
  p->saved = n ? arena_copy(f->scratch, saved, n * sizeof *saved) : NULL;
}

SlowPath *fc_slow_path(Fc *f, IrInst *i) {
  if (f->nslow == f->slow_capacity)
    f->slow = array_grow_in(f->scratch, f->slow, f->nslow, &f->slow_capacity, sizeof *f->slow);
  SlowPath *p = &f->slow[f->nslow++];
  *p = (SlowPath){.inst = i, .entry = ass_label(f->a), .resume = ass_label(f->a)};
  save_living(f, p);
  return p;
}

AssLabel fc_slow(Fc *f, IrInst *i) { return fc_slow_path(f, i)->entry; }
void fc_resume(Fc *f) { ass_bind(f->a, f->slow[f->nslow - 1].resume); }

void fc_move_saved(Fc *f, const SlowPath *p, bool back) {
  for (uint32_t k = 0; k < p->nsaved; k++) {
    AssMem m = mem_slot(p->saved[k].home);
    if (p->saved[k].is_xmm && back) ass_movsd_xm(f->a, (AssXmm)p->saved[k].reg, m);
    else if (p->saved[k].is_xmm) ass_movsd_mx(f->a, m, (AssXmm)p->saved[k].reg);
    else if (back) ass_mov_rm(f->a, ASS_Q, (AssReg)p->saved[k].reg, m);
    else ass_mov_mr(f->a, ASS_Q, m, (AssReg)p->saved[k].reg);
  }
}

static void finish_branch(Fc *f, const SlowPath *p) {
  ass_test_rr(f->a, ASS_D, ASS_RAX, ASS_RAX);
  ass_jcc(f->a, ASS_CC_NE, p->yes);
  ass_jmp(f->a, p->no);
}

static void emit_slow(Fc *f, SlowPath *p) {
  Ass *a = f->a;
  IrInst *i = p->inst;
  ass_bind(a, p->entry);
  if (p->thunk) {
    AssLabel real = ass_label(a);
    fc_load(f, i->args[0], ASS_RAX);
    if (i->nargs > 1) fc_load(f, i->args[1], ASS_RCX);
    if (i->nargs > 2) fc_load(f, i->args[2], ASS_RDX);
    ass_call(a, ca_thunk(f->g, (Thunk)p->thunk));
    ass_jcc(a, ASS_CC_B, real);
    if (p->yes.n) finish_branch(f, p);
    else {
      fc_store(f, i, ASS_RAX);
      ass_jmp(a, p->resume);
    }
    ass_bind(a, real);
  }
  if (p->emit) {
    p->emit(f, p);
    return;
  }
  fc_move_saved(f, p, false);
  fc_call_by_signature(f, i);
  fc_move_saved(f, p, true);
  if (p->yes.n) {
    if (ir_throws(i)) {
      ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
      ass_jcc(a, ASS_CC_S, fc_throw_target(f, i));
    }
    finish_branch(f, p);
    return;
  }
  fc_finish_call(f, i);
  ass_jmp(a, p->resume);
}

/* ---- prologue and epilogue ---- */

static bool needs_tag(const IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next) switch ((IrOp)i->op) {
        case IR_param:
        case IR_this:
        case IR_const_val:
        case IR_const_str:
        case IR_const_fn:
        case IR_capture:
        case IR_box_get:
        case IR_slot_get:
        case IR_slot_set:
        case IR_ret:
        case IR_jump:
        case IR_phi:
        case IR_builtin_fn:
        case IR_intrinsic:
        case IR_call_direct:
        case IR_call_builtin: break;
        default: return true;
      }
  return false;
}

static bool has_calls(const IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->flags & IR_T) return true;
  return false;
}

static uint32_t widest_array(const Cg *g, const IrFn *fn) {
  uint32_t n = 0;
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (i->nargs > n && (i->op == IR_new_literal || i->op == IR_arguments_mapped || i->op == IR_new ||
                           (i->op == IR_call && g->has_realms) || strchr(ir_op_info[i->op].csig, 'A')))
        n = i->nargs;
  return n;
}

/* A formal beyond the second of the boxed prototype, from the argument area. */
static void load_boxed_param(Fc *f, uint32_t k, Loc argc, AssReg to) {
  Ass *a = f->a;
  AssLabel missing = ass_label(a);
  AssReg count = argc.kind == LOC_REG ? (AssReg)argc.reg : ASS_RCX;
  fc_load_loc(f, argc, count);
  ass_mov_const(a, to, VALUE_UNDEFINED_BITS);
  ass_cmp_ri(a, ASS_D, count, (int32_t)k);
  ass_jcc(a, ASS_CC_BE, missing);
  ass_mov_rm(a, ASS_Q, to, fc_rt(f, offsetof(Rt, args)));
  ass_mov_rm(a, ASS_Q, to, ass_mem(to, 8 * (int32_t)k));
  ass_bind(a, missing);
}

static void move_incoming(Fc *f) {
  static const AssReg boxed[6] = {ASS_RDI, ASS_RSI, ASS_RDX, ASS_RCX, ASS_R8, ASS_R9};
  IrFn *fn = f->fn;
  uint32_t base = fn->ninsts, n = 0;
  Move *moves = ARENA_ARRAY(f->scratch, Move, 6 + fn->nparams);
  for (uint32_t k = 0; k < f->nincoming; k++) {
    Val *v = &f->vals[base + k];
    if (v->loc.kind == LOC_NONE) continue;
    Loc from;
    if (k < 3) from = loc_reg(boxed[k]);
    else if (fn->uses_args && k < INCOMING_COUNT) from = loc_reg(boxed[k]);
    else if (fn->uses_args || k < INCOMING_COUNT) continue;
    else if (k - INCOMING_COUNT < 3) from = loc_reg(boxed[3 + k - INCOMING_COUNT]);
    else from = loc_slot(16 + 8 * (int32_t)(k - INCOMING_COUNT - 3));
    moves[n++] = (Move){.from = from, .to = v->loc, .rep = REP_VAL};
  }
  /* rcx and rdx may hold arguments: moves between slots and cycles must not use them before they are gone. */
  for (uint32_t pass = 0; pass < 2; pass++) {
    uint32_t now = 0;
    Move *some = ARENA_ARRAY(f->scratch, Move, n + 1);
    for (uint32_t k = 0; k < n; k++)
      if ((moves[k].from.kind == LOC_SLOT && moves[k].to.kind == LOC_SLOT) == (pass == 1)) some[now++] = moves[k];
    fc_moves(f, some, now);
  }
  if (!fn->uses_args) return;
  Loc argc = f->vals[base + INCOMING_ARGC].loc;
  for (uint32_t k = 2; k < fn->nparams; k++) {
    Loc to = f->vals[base + INCOMING_COUNT + k].loc;
    if (to.kind == LOC_NONE) continue;
    AssReg r = to.kind == LOC_REG ? (AssReg)to.reg : ASS_RAX;
    load_boxed_param(f, k, argc, r);
    if (to.kind == LOC_SLOT) ass_mov_mr(f->a, ASS_Q, mem_slot(to.slot), r);
  }
}

static void emit_prologue(Fc *f) {
  Ass *a = f->a;
  ass_push_r(a, ASS_Q, ASS_RBP);
  ass_mov_rr(a, ASS_Q, ASS_RBP, ASS_RSP);
  ass_sub_ri32(a, ASS_Q, ASS_RSP, 0);
  f->frame_patch = ass_position(a).offset - 4;
  for (unsigned k = 0; k < 5; k++)
    if (f->used_callee >> k & 1) {
      f->saved_at[k] = fc_new_slot(f);
      ass_mov_mr(a, ASS_Q, mem_slot(f->saved_at[k]), callee_saved[k]);
    }
  if (f->fn->traces_this && has_calls(f->fn)) {
    f->receiver = fc_new_slot(f);
    ass_mov_mr(a, ASS_Q, mem_slot(f->receiver), ASS_RSI);
  }
  if (has_calls(f->fn)) {
    /* the check must not spoil arguments */
    AssLabel low = ass_label(a);
    ass_cmp_rm(a, ASS_Q, ASS_RSP, fc_rt(f, offsetof(Rt, stack_limit)));
    ass_jcc(a, ASS_CC_B, low);
    SlowPath *p = fc_slow_path(f, NULL);
    p->entry = low;
  }
  if (f->uses_tag) ass_movabs_ri(a, ASS_Q, ASS_R15, (int64_t)VALUE_INT_TAG);
  move_incoming(f);
  for (uint32_t k = 0; k < f->nincoming; k++) {
    Loc l = f->vals[f->fn->ninsts + k].loc;
    if (l.kind == LOC_REG) f->occupant[l.reg] = f->fn->ninsts + k + 1;
  }
}

void fc_leave(Fc *f) {
  for (unsigned k = 0; k < 5; k++)
    if (f->used_callee >> k & 1) ass_mov_rm(f->a, ASS_Q, callee_saved[k], mem_slot(f->saved_at[k]));
  ass_leave(f->a);
}

static void emit_epilogue(Fc *f) {
  ass_bind(f->a, f->epilogue);
  fc_leave(f);
  ass_ret(f->a);
}

static void emit_stack_overflow(Fc *f) {
  fc_call_label(f, NULL, ca_external(f->g, "jsc_throw_stack_overflow"));
  ass_jmp(f->a, f->epilogue); /* rax is VALUE_EXCEPTION */
}

/* e.N for a function whose body is f.N: formals move to where the body expects them. */
static void emit_entry(Fc *f) {
  Ass *a = f->a;
  uint32_t n = f->fn->nparams;
  ass_align(a, 16);
  ass_bind(a, f->g->fns[f->fn->index].entry);
  if (n <= 3) {
    if (n == 3) ass_mov_rr(a, ASS_Q, ASS_RAX, ASS_RCX);
    if (n >= 1) ass_mov_rr(a, ASS_Q, ASS_RCX, ASS_R8);
    if (n >= 2) ass_mov_rr(a, ASS_Q, ASS_R8, ASS_R9);
    if (n == 3) load_boxed_param(f, 2, loc_reg(ASS_RAX), ASS_R9);
    ass_jmp(a, f->g->fns[f->fn->index].body);
    return;
  }
  uint32_t stacked = n - 3;
  ass_push_r(a, ASS_Q, ASS_RBP);
  ass_mov_rr(a, ASS_Q, ASS_RBP, ASS_RSP);
  ass_sub_ri(a, ASS_Q, ASS_RSP, (int32_t)((stacked * 8 + 15) & ~15u));
  for (uint32_t k = 3; k < n; k++) {
    load_boxed_param(f, k, loc_reg(ASS_RCX), ASS_RAX);
    ass_mov_mr(a, ASS_Q, ass_mem(ASS_RSP, 8 * (int32_t)(k - 3)), ASS_RAX);
  }
  ass_mov_rr(a, ASS_Q, ASS_RAX, ASS_RCX);
  ass_mov_rr(a, ASS_Q, ASS_RCX, ASS_R8);
  ass_mov_rr(a, ASS_Q, ASS_R8, ASS_R9);
  load_boxed_param(f, 2, loc_reg(ASS_RAX), ASS_R9);
  ass_call(a, f->g->fns[f->fn->index].body);
  ass_leave(a);
  ass_ret(a);
}

/* The value has got its register: slow paths have to save it from now on. */
static void came_to_register(Fc *f, const IrInst *i) {
  Loc l = fc_loc(f, i);
  if (l.kind == LOC_REG || l.kind == LOC_XMM) f->occupant[l.reg + (l.kind == LOC_XMM ? 16 : 0)] = f->alias[i->id] + 1;
}

static void emit_block(Fc *f, IrBlock *b) {
  ass_bind(f->a, f->labels[b->id]);
  for (IrInst *i = b->first; i; i = i->next) {
    f->at = i->op == IR_phi ? f->first[b->id] : f->index[i->id];
    if (i->op == IR_phi) {
      came_to_register(f, i);
    } else if (i->op == IR_jump || (i->op == IR_on_throw && b->succs[0])) {
      emit_jump(f, b);
    } else if (!f->is_fused[i->id]) {
      fc_lower(f, i);
      if (fc_value(f, i) == i->id) came_to_register(f, i);
    }
  }
}

void fc_compile(Cg *g, IrFn *fn) {
  Arena scratch = {0};
  Fc *f = ARENA_NEW(&scratch, Fc);
  f->g = g;
  f->a = g->ass;
  f->fn = fn;
  f->scratch = &scratch;
  fc_order(f);
  fc_live(f);
  fc_allocate(f);
  f->uses_tag = needs_tag(fn);
  if (f->uses_tag) f->used_callee |= 16;
  uint32_t width = widest_array(g, fn);
  if (width) f->argv = f->frame -= 8 * (int32_t)width;
  f->labels = ARENA_ARRAY(&scratch, AssLabel, fn->nblocks + 1);
  for (uint32_t n = 0; n < f->norder; n++) f->labels[f->order[n]->id] = ass_label(f->a);
  f->epilogue = ass_label(f->a);
  f->throw_label = ass_label(f->a);

  AssFnRange range = {.fn = fn, .first_row = g->rows.count};
  ass_align(f->a, 16);
  range.low = ass_position(f->a);
  ass_bind(f->a, g->fns[fn->index].body);
  emit_prologue(f);
  for (uint32_t n = 0; n < f->norder; n++) {
    f->next = n + 1 < f->norder ? f->labels[f->order[n + 1]->id] : f->epilogue;
    emit_block(f, f->order[n]);
  }
  emit_epilogue(f);
  f->next = (AssLabel){0};
  for (uint32_t k = 0; k < f->nslow; k++) {
    if (f->slow[k].inst) emit_slow(f, &f->slow[k]);
    else {
      ass_bind(f->a, f->slow[k].entry);
      emit_stack_overflow(f);
    }
  }
  for (uint32_t k = 0; k < f->nedges; k++) emit_edge(f, &f->edges[k]);
  if (f->has_throw) {
    ass_bind(f->a, f->throw_label);
    ass_mov_const(f->a, ASS_RAX, VALUE_EXCEPTION_BITS);
    ass_jmp(f->a, f->epilogue);
  }
  int32_t size = (-f->frame + 8 * (int32_t)f->outgoing + 15) & ~15;
  if (!f->a->failed) memcpy(g->text->bytes + f->frame_patch, &size, 4);
  range.high = ass_position(f->a);
  range.receiver = f->receiver;
  range.nrows = g->rows.count - range.first_row;
  g->result->fns[g->result->nfns++] = range;
  if (!fn->uses_args) emit_entry(f);
  arena_free(&scratch);
}
