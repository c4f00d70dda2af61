/*
 * print.c: the text form of JIR.
 *
 *   fn 3 "name" params=2 captures=1 flags=0x1 {
 *   b0:
 *     v0 = param 0
 *     v4:i32 = add_i32 v1, v2
 *     branch v5, b1, b2
 *   }
 */
#include <stdarg.h>

#include "../support/host.h"
#include "ir.h"

typedef struct Printer {
  void (*out)(void *ctx, const char *text, size_t n);
  void *ctx;
  Arena *arena;
} Printer;

static void put(Printer *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(Printer *p, const char *format, ...) {
  char text[512];
  va_list args;
  va_start(args, format);
  int n = host_vformat(text, sizeof text, format, args);
  va_end(args);
  p->out(p->ctx, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
}

static void put_atom(Printer *p, const Atom *a) {
  if (!a) {
    put(p, "null");
    return;
  }
  put(p, "\"");
  for (uint32_t i = 0; i < a->len && i < 200; i++) {
    uint32_t c = atom_unit(a, i);
    if (c == '"' || c == '\\') put(p, "\\%c", (char)c);
    else if (c >= 0x20 && c < 0x7f) put(p, "%c", (char)c);
    else put(p, "\\u%04x", c);
  }
  put(p, a->len > 200 ? "...\"" : "\"");
}

static void put_const(Printer *p, uint64_t bits) {
  switch (bits) {
    case 0x02: put(p, " null"); return;
    case 0x06: put(p, " false"); return;
    case 0x07: put(p, " true"); return;
    case 0x0a: put(p, " undefined"); return;
    case 0x12: put(p, " EMPTY"); return;
    default: break;
  }
  if (bits >> 49 == 0x7FFF) {
    put(p, " %d", (int32_t)bits);
    return;
  }
  double d;
  char text[40];
  bits -= 1ull << 49;
  memcpy(&d, &bits, 8);
  host_print_double(text, sizeof text, d);
  put(p, " %s", text);
}

static void put_immediates(Printer *p, const IrInst *i) {
  const char *sig = ir_op_info[i->op].csig;
  switch ((IrOp)i->op) {
    case IR_const_val: put_const(p, (uint64_t)i->imm.i); return;
    case IR_const_i32: case IR_const_bool: put(p, " %lld", (long long)i->imm.i); return;
    case IR_const_f64: {
      char text[40];
      host_print_double(text, sizeof text, i->imm.f);
      put(p, " %s", text);
      return;
    }
    case IR_const_str: case IR_const_bigint: case IR_builtin_fn: case IR_call_builtin: case IR_intrinsic:
      put(p, " ");
      put_atom(p, i->imm.atom);
      return;
    case IR_const_fn: case IR_call_direct: put(p, " fn %u", i->imm.fn->index); return;
    case IR_param: case IR_capture: case IR_slot_get: case IR_slot_set: case IR_rest_array: case IR_frame_get: case IR_frame_set:
      put(p, " %lld", (long long)i->imm2);
      return;
    case IR_gen_suspend: put(p, " state=%lld kind=%lld", (long long)i->imm2, (long long)i->imm.i); return;
    case IR_new_literal:
      put(p, " {");
      for (uint32_t k = 0; k < i->nargs; k++) put(p, k ? ", " : ""), put_atom(p, i->aux.keys[k]);
      put(p, "}");
      return;
    default: break;
  }
  for (; *sig; sig++) switch (*sig) {
      case 'K': case 'S': put(p, " "); put_atom(p, i->op == IR_regexp && *sig == 'S' ? i->aux.atom2 : i->imm.atom); break;
      case 'I': put(p, " %lld", (long long)i->imm2); break;
      case 'J': put(p, " %lld", (long long)i->imm.i); break;
      case 'F': put(p, " fn %u", i->imm.fn->index); break;
      default: break;
    }
}

static void put_inst(Printer *p, const IrInst *i) {
  static const char *const reps[] = {"", "", ":i32", ":f64", ":bool"};
  put(p, "  ");
  if (i->rep != REP_NONE) put(p, "v%u%s = ", i->id, reps[i->rep]);
  put(p, "%s", ir_op_info[i->op].name);
  put_immediates(p, i);
  for (uint32_t k = 0; k < i->nargs; k++) {
    put(p, k ? ", " : " ");
    if (i->op == IR_phi) put(p, "b%u: ", i->block->preds[k]->id);
    if (i->args[k]) put(p, "v%u", i->args[k]->id);
    else put(p, "?");
  }
  if (ir_is_terminator(i))
    for (uint32_t k = 0; k < i->block->nsuccs; k++) put(p, "%s b%u", k || i->nargs ? "," : "", i->block->succs[k]->id);
  put(p, "\n");
}

void ir_print_fn(const IrFn *fn, void (*out)(void *ctx, const char *text, size_t n), void *ctx) {
  Printer p = {out, ctx, fn->arena};
  put(&p, "fn %u ", fn->index);
  put_atom(&p, fn->name);
  put(&p, " params=%u captures=%u flags=0x%x%s {\n", fn->nparams, fn->ncaptures, fn->flags, fn->uses_args ? " uses_args" : "");
  for (const IrBlock *b = fn->entry; b; b = b->next) {
    put(&p, "b%u:\n", b->id);
    for (const IrInst *i = b->first; i; i = i->next) put_inst(&p, i);
  }
  put(&p, "}\n");
}

void ir_print_program(const IrProgram *program, void (*out)(void *ctx, const char *text, size_t n), void *ctx) {
  for (uint32_t n = 0; n < program->nfns; n++)
    if (program->fns[n]) ir_print_fn(program->fns[n], out, ctx);
}
