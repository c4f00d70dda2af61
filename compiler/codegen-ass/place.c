/*
 * place.c: values from their places to registers and back, constants, and moves that happen at once.
 */
#include "../../runtime/value/value.h"
#include "../image/table.h"
#include "internal.h"

Loc fc_loc(const Fc *f, const IrInst *i) {
  uint32_t v = fc_value(f, i);
  return v == ~0u ? (Loc){LOC_NONE, 0, 0} : f->vals[v].loc;
}

AssReg fc_result(const Fc *f, const IrInst *i, AssReg scratch) {
  Loc l = fc_loc(f, i);
  return l.kind == LOC_REG ? (AssReg)l.reg : scratch;
}

static const BuiltinRow *number_row(Fc *f, const IrInst *i) {
  const char *name = atom_utf8(i->imm.atom, f->scratch);
  name += name[0] == '%';
  const BuiltinRow *row = builtin_by_primordial(name, (uint32_t)strlen(name));
  return row && row->kind == ROW_NUMBER ? row : NULL;
}

bool fc_constant(Fc *f, const IrInst *i, uint64_t *bits, AssLabel *label) {
  *label = (AssLabel){0};
  *bits = 0;
  switch ((IrOp)i->op) {
    case IR_const_val: *bits = (uint64_t)i->imm.i; return true;
    case IR_const_i32: *bits = (uint32_t)i->imm.i; return true;
    case IR_const_bool: *bits = i->imm.i != 0; return true;
    case IR_const_f64: memcpy(bits, &i->imm.f, 8); return true;
    case IR_const_str: *label = ca_symbol(f->g, refs_string(f->g->refs, i->imm.atom)); return true;
    case IR_const_bigint: *label = ca_symbol(f->g, refs_bigint(f->g->refs, i->imm.atom)); return true;
    case IR_const_fn: *label = ca_const_fn(f->g, i->imm.fn); return true;
    case IR_intrinsic:
    case IR_builtin_fn: {
      const BuiltinRow *row = number_row(f, i);
      if (row) {
        *bits = value_from_double(row->number).bits;
        return true;
      }
      const char *symbol = refs_builtin(f->g->refs, i->imm.atom);
      if (!symbol) host_panic(atom_utf8(i->imm.atom, f->scratch), "no such primordial in builtins.def");
      *label = ca_symbol(f->g, symbol);
      return true;
    }
    case IR_param: *bits = VALUE_UNDEFINED_BITS; return fc_is_constant(i);
    default: return false;
  }
}

void fc_value_const(Fc *f, AssReg to, uint64_t bits) {
  uint64_t over = bits - VALUE_INT_TAG;
  if (bits == 0) ass_xor_rr(f->a, ASS_D, to, to);
  else if (f->uses_tag && bits >= VALUE_INT_TAG && over <= INT32_MAX)
    ass_lea_rm(f->a, ASS_Q, to, ass_mem(ASS_R15, (int32_t)over));
  else ass_mov_const(f->a, to, bits);
}

void fc_load_loc(Fc *f, Loc from, AssReg to) {
  switch (from.kind) {
    case LOC_REG:
      if (from.reg != to) ass_mov_rr(f->a, ASS_Q, to, (AssReg)from.reg);
      break;
    case LOC_SLOT: ass_mov_rm(f->a, ASS_Q, to, mem_slot(from.slot)); break;
    case LOC_XMM: ass_movq_rx(f->a, ASS_Q, to, (AssXmm)from.reg); break;
    default: break;
  }
}

void fc_load(Fc *f, const IrInst *i, AssReg to) {
  uint64_t bits;
  AssLabel label;
  if (!fc_constant(f, i, &bits, &label)) fc_load_loc(f, fc_loc(f, i), to);
  else if (label.n) ass_lea_rm(f->a, ASS_Q, to, ass_mem_rip(label, 0));
  else fc_value_const(f, to, bits);
}

AssReg fc_use(Fc *f, const IrInst *i, AssReg scratch) {
  Loc l = fc_loc(f, i);
  if (l.kind == LOC_REG) return (AssReg)l.reg;
  fc_load(f, i, scratch);
  return scratch;
}

AssXmm fc_use_xmm(Fc *f, const IrInst *i, AssXmm scratch) {
  Loc l = fc_loc(f, i);
  uint64_t bits;
  AssLabel label;
  if (l.kind == LOC_XMM) return (AssXmm)l.reg;
  if (l.kind == LOC_SLOT) ass_movsd_xm(f->a, scratch, mem_slot(l.slot));
  else if (fc_constant(f, i, &bits, &label)) {
    if (!bits) ass_xorps_xx(f->a, scratch, scratch);
    else ass_movsd_xm(f->a, scratch, ass_mem_rip(ca_double(f->g, bits), 0));
  }
  return scratch;
}

void fc_store(Fc *f, const IrInst *i, AssReg from) {
  Loc l = fc_loc(f, i);
  if (l.kind == LOC_REG && l.reg != from) ass_mov_rr(f->a, i->rep == REP_VAL ? ASS_Q : ASS_D, (AssReg)l.reg, from);
  if (l.kind == LOC_SLOT) ass_mov_mr(f->a, ASS_Q, mem_slot(l.slot), from);
}

void fc_store_xmm(Fc *f, const IrInst *i, AssXmm from) {
  Loc l = fc_loc(f, i);
  if (l.kind == LOC_XMM && l.reg != from) ass_movaps_xx(f->a, (AssXmm)l.reg, from);
  if (l.kind == LOC_SLOT) ass_movsd_mx(f->a, mem_slot(l.slot), from);
}

void fc_store_bool(Fc *f, const IrInst *i, AssCc cc) {
  AssReg to = fc_result(f, i, ASS_RAX);
  ass_setcc_r(f->a, cc, to);
  ass_movzx_rr1(f->a, ASS_D, to, to);
  fc_store(f, i, to);
}

/* ---- parallel moves ---- */

/* Places by number: registers, vector registers, then slots as they appear among the moves. */
typedef struct Places {
  uint32_t nslots;
  int32_t *slots;
} Places;

static uint32_t place_number(Places *p, Loc l) {
  if (l.kind == LOC_REG) return l.reg;
  if (l.kind == LOC_XMM) return 16u + l.reg;
  for (uint32_t k = 0; k < p->nslots; k++)
    if (p->slots[k] == l.slot) return 32 + k;
  p->slots[p->nslots] = l.slot;
  return 32 + p->nslots++;
}

static void move_one(Fc *f, const Move *m) {
  Ass *a = f->a;
  if (m->value && fc_is_constant(m->value)) {
    if (m->to.kind == LOC_REG) fc_load(f, m->value, (AssReg)m->to.reg);
    else if (m->to.kind == LOC_XMM) {
      AssXmm x = fc_use_xmm(f, m->value, (AssXmm)m->to.reg);
      if (x != (AssXmm)m->to.reg) ass_movaps_xx(a, (AssXmm)m->to.reg, x);
    } else {
      uint64_t bits;
      AssLabel label;
      fc_constant(f, m->value, &bits, &label);
      if (!label.n && (int64_t)bits == (int32_t)bits) ass_mov_mi32(a, ASS_Q, mem_slot(m->to.slot), (int32_t)bits);
      else {
        fc_load(f, m->value, ASS_RCX);
        ass_mov_mr(a, ASS_Q, mem_slot(m->to.slot), ASS_RCX);
      }
    }
    return;
  }
  Loc from = m->from, to = m->to;
  if (to.kind == LOC_REG) fc_load_loc(f, from, (AssReg)to.reg);
  else if (to.kind == LOC_XMM) {
    if (from.kind == LOC_XMM) ass_movaps_xx(a, (AssXmm)to.reg, (AssXmm)from.reg);
    else if (from.kind == LOC_SLOT) ass_movsd_xm(a, (AssXmm)to.reg, mem_slot(from.slot));
    else ass_movq_xr(a, ASS_Q, (AssXmm)to.reg, (AssReg)from.reg);
  } else if (from.kind == LOC_XMM) ass_movsd_mx(a, mem_slot(to.slot), (AssXmm)from.reg);
  else {
    AssReg r = from.kind == LOC_REG ? (AssReg)from.reg : ASS_RCX;
    fc_load_loc(f, from, r);
    ass_mov_mr(a, ASS_Q, mem_slot(to.slot), r);
  }
}

/* Does all moves as if at once. rcx is free for moves between slots, rax and xmm0 for cycles, when no move names them. */
void fc_moves(Fc *f, Move *moves, uint32_t n) {
  int32_t few_slots[32];
  uint32_t few[64 + 64 + 32];
  Places places = {0, few_slots};
  uint32_t *readers = few, *writer, *ready, most = 32 + 2 * n;
  if (n > 16) {
    places.slots = ARENA_ARRAY(f->scratch, int32_t, 2 * n);
    readers = ARENA_ARRAY(f->scratch, uint32_t, 2 * most + n);
  }
  writer = readers + most;
  ready = writer + most;
  memset(readers, 0, 2 * most * sizeof *readers);
  uint32_t kept = 0;
  for (uint32_t k = 0; k < n; k++) {
    Move m = moves[k];
    bool is_constant = m.value && fc_is_constant(m.value);
    if (m.value && !is_constant) m.from = fc_loc(f, m.value);
    if (m.to.kind == LOC_NONE || (!is_constant && loc_is(m.from, m.to))) continue;
    moves[kept++] = m;
  }
  n = kept;
  /* Constants read nothing and go last. */
  uint32_t pending = 0, nready = 0;
  for (uint32_t k = 0; k < n; k++) {
    if (moves[k].value && fc_is_constant(moves[k].value)) continue;
    readers[place_number(&places, moves[k].from)]++;
    writer[place_number(&places, moves[k].to)] = k + 1;
    pending++;
  }
  for (uint32_t k = 0; k < n; k++) {
    if (moves[k].value && fc_is_constant(moves[k].value)) continue;
    if (!readers[place_number(&places, moves[k].to)]) ready[nready++] = k;
  }
  for (uint32_t scan = 0; pending;) {
    while (nready) {
      const Move *m = &moves[ready[--nready]];
      move_one(f, m);
      pending--;
      writer[place_number(&places, m->to)] = 0;
      uint32_t from = place_number(&places, m->from);
      if (!--readers[from] && writer[from]) ready[nready++] = writer[from] - 1;
    }
    if (!pending) break;
    /* What is left are cycles: the content of one place steps aside. */
    for (;; scan++) {
      Move *m = &moves[scan];
      if (m->value && fc_is_constant(m->value)) continue;
      uint32_t to = place_number(&places, m->to);
      if (writer[to] != scan + 1) continue;
      bool is_xmm = m->to.kind == LOC_XMM;
      Loc aside = is_xmm ? loc_xmm(ASS_XMM0) : loc_reg(ASS_RAX);
      move_one(f, &(Move){.from = m->to, .to = aside});
      for (uint32_t k = 0; k < n; k++)
        if (!(moves[k].value && fc_is_constant(moves[k].value)) && loc_is(moves[k].from, m->to) &&
            writer[place_number(&places, moves[k].to)] == k + 1) {
          moves[k].from = aside;
          readers[place_number(&places, aside)]++;
        }
      readers[to] = 0;
      ready[nready++] = scan;
      break;
    }
  }
  for (uint32_t k = 0; k < n; k++)
    if (moves[k].value && fc_is_constant(moves[k].value)) move_one(f, &moves[k]);
}
