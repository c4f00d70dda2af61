/*
 * lower.c: one JIR instruction: an inline sequence when there is one, else the call that ops.def describes.
 */
#include "internal.h"

CallClass fc_calls(const Fc *f, const IrInst *i) {
  (void)f;
  bool is_special = ir_op_info[i->op].csig[0] == '-';
  const Lowering *l = is_special ? &fc_special[i->op] : &fc_fast[i->op];
  if (i->op == IR_is_nullish && !i->imm2) return CALLS_NEVER;
  if (l->emit) return (CallClass)l->calls;
  return is_special ? CALLS_NEVER : CALLS_ALWAYS;
}

Move fc_argument(const IrInst *value, AssReg to) {
  return (Move){.value = value, .to = loc_reg(to), .rep = value->rep};
}

void fc_call_runtime(Fc *f, IrInst *i, AssLabel function, Move *moves, uint32_t n) {
  fc_moves(f, moves, n);
  fc_call_label(f, i, function);
}

/* Operands of an 'A' parameter go to the function's array. */
Loc fc_store_operands(Fc *f, IrInst *i, uint32_t from) {
  if (from >= i->nargs) return (Loc){0};
  for (uint32_t k = from; k < i->nargs; k++) {
    Move m = {.value = i->args[k], .to = loc_slot(f->argv + 8 * (int32_t)(k - from)), .rep = REP_VAL};
    fc_moves(f, &m, 1);
  }
  return loc_slot(f->argv);
}

static void load_address(Fc *f, AssReg to, AssLabel label) {
  if (label.n) ass_lea_rm(f->a, ASS_Q, to, ass_mem_rip(label, 0));
  else ass_xor_rr(f->a, ASS_D, to, to);
}

static void load_module(Fc *f, AssReg to, uint32_t module) {
  Cg *g = f->g;
  if (!g->is_lib) {
    ass_mov_const(f->a, to, module);
    return;
  }
  ass_mov_ri(f->a, ASS_D, to, 0); /* the symbol's value is the number */
  f->a->at -= 4;
  ass_data_ref(f->a, ASS_REF_ABS32, ca_external(g, refs_module(g->refs, g->program->modules[module])), 0);
}

/* Parameters of a signature that are passed in integer registers. */
static uint32_t count_integers(const char *csig) {
  uint32_t n = 0;
  for (const char *s = csig; *s; s++) n += *s == 'A' || *s == 'L' ? 2 : *s != 'd';
  return n;
}

void fc_call_by_signature(Fc *f, IrInst *i) {
  static const AssReg integer[6] = {ASS_RDI, ASS_RSI, ASS_RDX, ASS_RCX, ASS_R8, ASS_R9};
  Ass *a = f->a;
  const char *csig = ir_op_info[i->op].csig;
  const char *array = strchr(csig, 'A');
  Move moves[8];
  uint32_t nmoves = 0, nints = 0, ndoubles = 0, next = 0;
  if (array) { /* before registers change */
    uint32_t before = 0;
    for (const char *s = csig; s < array; s++) before += strchr("vidb", *s) != NULL;
    fc_store_operands(f, i, before);
  }
  for (const char *s = csig; *s && *s != 'A'; s++) {
    if (*s == 'd')
      moves[nmoves++] = (Move){.value = i->args[next++], .to = loc_xmm((AssXmm)ndoubles++), .rep = REP_F64};
    else if (strchr("vib", *s)) moves[nmoves++] = fc_argument(i->args[next++], integer[nints++]);
    else nints++;
  }
  fc_moves(f, moves, nmoves);
  ASSERT(count_integers(csig) <= 6);
  nints = next = 0;
  for (const char *s = csig; *s; s++) switch (*s) {
      case 'v':
      case 'i':
      case 'b': nints++; /* fall through */
      case 'd': next++; break;
      case 'K': load_address(f, integer[nints++], ca_string(f->g, i->imm.atom)); break;
      case 'S':
        load_address(f, integer[nints++], ca_string(f->g, i->op == IR_regexp ? i->aux.atom2 : i->imm.atom));
        break;
      case 'I': ass_mov_const(a, integer[nints++], (uint64_t)i->imm2); break;
      case 'J':
        if (ir_names_module(i)) load_module(f, integer[nints++], (uint32_t)i->imm.i);
        else ass_mov_const(a, integer[nints++], (uint64_t)i->imm.i);
        break;
      case 'C': ass_lea_rm(a, ASS_Q, integer[nints++], ca_ic(f->g, i, 0)); break;
      case 'L':
        ass_mov_const(a, integer[nints++], (uint64_t)i->imm2);
        load_address(f, integer[nints++],
                     i->imm2 ? ca_string_array(f->g, (uint32_t)i->imm2, i->aux.keys) : (AssLabel){0});
        break;
      case 'F': load_address(f, integer[nints++], f->g->infos[i->imm.fn->index]); break;
      case 'A':
        ass_mov_const(a, integer[nints++], i->nargs - next);
        if (next < i->nargs) ass_lea_rm(a, ASS_Q, integer[nints++], mem_slot(f->argv));
        else load_address(f, integer[nints++], (AssLabel){0});
        break;
      default: UNREACHABLE();
    }
  fc_call_label(f, i, ca_op_function(f->g, i));
}

void fc_check_exception(Fc *f, IrInst *i) {
  ass_cmp_ri8(f->a, ASS_Q, ASS_RAX, VALUE_EXCEPTION_BITS);
  ass_jcc(f->a, ASS_CC_E, fc_throw_target(f, i));
}

void fc_finish_call(Fc *f, IrInst *i) {
  Ass *a = f->a;
  bool throws = ir_throws(i);
  switch (i->rep) {
    case REP_VAL:
      if (throws) fc_check_exception(f, i);
      fc_store(f, i, ASS_RAX);
      return;
    case REP_BOOL:
      if (throws) {
        ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
        ass_jcc(a, ASS_CC_S, fc_throw_target(f, i));
      }
      fc_store(f, i, ASS_RAX);
      return;
    case REP_NONE:
      if (!throws) return;
      ass_test_rr(a, ASS_D, ASS_RAX, ASS_RAX);
      ass_jcc(a, ASS_CC_NE, fc_throw_target(f, i));
      return;
    case REP_I32: fc_store(f, i, ASS_RAX); return;
    default: fc_store_xmm(f, i, ASS_XMM0); return;
  }
}

void fc_lower(Fc *f, IrInst *i) {
  if (fc_value(f, i) != i->id) return; /* a constant, or another value's name */
  const char *csig = ir_op_info[i->op].csig;
  if (csig[0] == '-') {
    if (!fc_special[i->op].emit) host_panic(ir_op_info[i->op].name, "no lowering for this operation");
    fc_special[i->op].emit(f, i);
    return;
  }
  if (strchr(csig, 'C')) i->scratch = f->g->nics++;
  if (fc_fast[i->op].emit) {
    fc_fast[i->op].emit(f, i);
    return;
  }
  fc_call_by_signature(f, i);
  fc_finish_call(f, i);
}
