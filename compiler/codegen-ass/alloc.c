/*
 * alloc.c: linear scan (Poletto and Sarkar, "Linear Scan Register Allocation", TOPLAS 1999): values in the order of
 * their definitions, each takes a register that is free for its whole interval, or the place of a lighter one, which
 * goes to the frame. A value that lives across a call takes a register that survives it; one that lives across a slow
 * path only may take any, since slow paths save what they need.
 */
#include "internal.h"

typedef struct RegClass {
  const uint8_t *registers;
  uint8_t count, survivors; /* the first `survivors` survive calls */
  uint8_t base;             /* of Scan.owner */
} RegClass;

static const uint8_t general[] = {ASS_RBX, ASS_R12, ASS_R13, ASS_R14, ASS_RSI,
                                  ASS_RDI, ASS_R8,  ASS_R9,  ASS_R10, ASS_R11};
static const uint8_t vector[] = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
static const RegClass general_class = {general, sizeof general, 4, 0}, vector_class = {vector, sizeof vector, 0, 16};

typedef struct Scan {
  Fc *f;
  uint32_t owner[32]; /* number + 1 of the value that has the register */
} Scan;

int32_t fc_new_slot(Fc *f) { return f->frame -= 8; }

static void give_register(Scan *s, const RegClass *c, unsigned reg, uint32_t value) {
  Fc *f = s->f;
  s->owner[c->base + reg] = value + 1;
  f->vals[value].loc = (Loc){c->base ? LOC_XMM : LOC_REG, (uint8_t)reg, 0};
  if (!c->base)
    for (unsigned k = 0; k < c->survivors; k++)
      if (c->registers[k] == reg) f->used_callee |= (uint8_t)(1u << k);
}

static void give_slot(Fc *f, uint32_t value) {
  Val *v = &f->vals[value];
  uint32_t formal = value - f->fn->ninsts - INCOMING_COUNT;
  bool arrives_on_stack = value >= f->fn->ninsts + INCOMING_COUNT && !f->fn->uses_args && formal >= 3;
  v->loc = loc_slot(arrives_on_stack ? 16 + 8 * (int32_t)(formal - 3) : fc_new_slot(f));
}

static bool is_free(const Scan *s, const RegClass *c, unsigned reg, uint32_t start) {
  uint32_t owner = s->owner[c->base + reg];
  return !owner || s->f->vals[owner - 1].end <= start;
}

static float density(const Val *v) { return v->weight / (float)(v->end - v->start + 1); }

static void allocate(Scan *s, uint32_t value) {
  Fc *f = s->f;
  Val *v = &f->vals[value];
  const RegClass *c = v->rep == REP_F64 ? &vector_class : &general_class;
  unsigned usable = v->crosses_call ? c->survivors : c->count;
  if (v->hint) {
    const Val *other = &f->vals[v->hint - 1];
    if (other->loc.kind == (c->base ? LOC_XMM : LOC_REG) && is_free(s, c, other->loc.reg, v->start))
      for (unsigned k = 0; k < usable; k++)
        if (c->registers[k] == other->loc.reg) {
          give_register(s, c, other->loc.reg, value);
          return;
        }
  }
  /* Short-lived values leave the survivors to others. */
  bool from_end = !v->crosses_slow;
  for (unsigned n = 0; n < usable; n++) {
    unsigned reg = c->registers[from_end ? usable - 1 - n : n];
    if (is_free(s, c, reg, v->start)) {
      give_register(s, c, reg, value);
      return;
    }
  }
  uint32_t lightest = value;
  for (unsigned k = 0; k < usable; k++) {
    uint32_t owner = s->owner[c->base + c->registers[k]] - 1;
    if (density(&f->vals[owner]) < density(&f->vals[lightest])) lightest = owner;
  }
  if (lightest == value) {
    give_slot(f, value);
    return;
  }
  unsigned reg = f->vals[lightest].loc.reg;
  give_slot(f, lightest);
  give_register(s, c, reg, value);
}

static uint32_t count_between(const uint32_t *upto, const Val *v) {
  return v->end > v->start ? upto[v->end - 1] - upto[v->start] : 0;
}

void fc_allocate(Fc *f) {
  uint32_t nindices = f->norder ? f->last[f->order[f->norder - 1]->id] + 2 : 2;
  uint32_t *calls = ARENA_ARRAY(f->scratch, uint32_t, nindices + 1),
           *slow = ARENA_ARRAY(f->scratch, uint32_t, nindices + 1);
  for (uint32_t n = 0; n < f->norder; n++)
    for (IrInst *i = f->order[n]->first; i; i = i->next) {
      uint32_t at = f->is_fused[i->id] ? f->last[i->block->id] : f->index[i->id];
      CallClass c = fc_calls(f, i);
      if (c == CALLS_ALWAYS) calls[at]++;
      if (c == CALLS_SLOWLY) slow[at]++;
    }
  for (uint32_t k = 1; k <= nindices; k++) {
    calls[k] += calls[k - 1];
    slow[k] += slow[k - 1];
  }
  Scan s = {.f = f};
  uint32_t ninsts = f->fn->ninsts;
  for (uint32_t v = 0; v < f->nvals; v++) {
    f->vals[v].crosses_call = count_between(calls, &f->vals[v]) != 0;
    f->vals[v].crosses_slow = count_between(slow, &f->vals[v]) != 0;
  }
  for (uint32_t v = ninsts; v < f->nvals; v++)
    if (f->vals[v].end) allocate(&s, v);
  for (uint32_t n = 0; n < f->norder; n++)
    for (IrInst *i = f->order[n]->first; i; i = i->next) {
      if (fc_value(f, i) != i->id || f->is_fused[i->id]) continue;
      if (f->vals[i->id].end > f->vals[i->id].start) allocate(&s, i->id);
    }
}
