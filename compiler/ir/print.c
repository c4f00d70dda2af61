/*
 * print.c: JIR as text, for --dump=ir, --emit=ir and the tests. One instruction a line:
 *
 *     fn 3 add(2) module 0 flags 0x1
 *     b0:
 *       v2 = param #0
 *       v4 = add v2, v3
 *       ret v4
 */
#include "ir.h"

#include "../support/host.h"

typedef struct Out {
  void (*write)(void *ctx, const char *text, size_t n);
  void *ctx;
} Out;

__attribute__((format(printf, 2, 3))) static void put(Out *o, const char *format, ...) {
  char text[512];
  va_list args;
  va_start(args, format);
  int n = host_vformat(text, sizeof text, format, args);
  va_end(args);
  if (n >= (int)sizeof text) n = sizeof text - 1;
  o->write(o->ctx, text, (size_t)n);
}

static void put_atom(Out *o, const Atom *a) {
  if (!a) {
    put(o, "null");
    return;
  }
  put(o, "\"");
  for (uint32_t i = 0; i < a->len; i++) {
    uint32_t c = atom_unit(a, i);
    if (i >= 200) {
      put(o, "...");
      break;
    }
    if (c == '"' || c == '\\') put(o, "\\%c", (char)c);
    else if (c >= 0x20 && c < 0x7F) put(o, "%c", (char)c);
    else put(o, "\\u%04x", c);
  }
  put(o, "\"");
}

/* The immediate of a constant Value by name; see VALUE_* in runtime/abi.h. */
static void put_value_bits(Out *o, uint64_t bits) {
  static const struct {
    uint64_t bits;
    const char *name;
  } names[] = {{0x02, "null"}, {0x06, "false"}, {0x07, "true"}, {0x0a, "undefined"}, {0x12, "EMPTY"}};
  for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
    if (names[k].bits == bits) {
      put(o, "%s", names[k].name);
      return;
    }
  if (bits >> 49 == 0x7FFF) {
    put(o, "%d", (int)(int32_t)(uint32_t)bits);
    return;
  }
  uint64_t raw = bits - (1ull << 49);
  double d;
  memcpy(&d, &raw, sizeof d);
  char text[40];
  host_print_double(text, sizeof text, d);
  put(o, "%s", text);
}

static void put_fn_name(Out *o, const IrFn *fn) {
  put(o, "fn%u", fn->index);
  if (fn->name && fn->name->len) {
    put(o, " ");
    put_atom(o, fn->name);
  }
}

static bool sig_has(const char *csig, const char *any) {
  for (; *csig; csig++)
    for (const char *a = any; *a; a++)
      if (*csig == *a) return true;
  return false;
}

static void put_immediates(Out *o, const IrInst *i) {
  const char *sig = ir_op_info[i->op].csig;
  char text[40];
  switch ((IrOp)i->op) {
    case IR_const_val: put(o, " "), put_value_bits(o, (uint64_t)i->imm.i); return;
    case IR_const_str:
    case IR_const_bigint:
    case IR_intrinsic:
    case IR_builtin_fn:
    case IR_call_builtin: put(o, " "), put_atom(o, i->imm.atom); return;
    case IR_const_i32:
    case IR_const_bool: put(o, " %lld", (long long)i->imm.i); return;
    case IR_const_f64:
      host_print_double(text, sizeof text, i->imm.f);
      put(o, " %s", text);
      return;
    case IR_const_fn:
    case IR_closure:
    case IR_call_direct:
    case IR_new_direct:
    case IR_is_fn:
    case IR_gen_create: put(o, " "), put_fn_name(o, i->imm.fn); break;
    case IR_call:
    case IR_new: put(o, " "), put_atom(o, i->imm.atom); return;
    case IR_param:
    case IR_rest_array:
    case IR_capture:
    case IR_capture_of:
    case IR_slot_get:
    case IR_script_declare:
    case IR_frame_get:
    case IR_frame_set: put(o, " #%lld", (long long)i->imm2); return;
    case IR_slot_set: put(o, i->imm.i ? " #%lld initial" : " #%lld", (long long)i->imm2); return;
    case IR_trace_this:
      if (i->imm2) put(o, " #1");
      return;
    case IR_gen_suspend: put(o, " #%lld kind %lld", (long long)i->imm2, (long long)i->imm.i); return;
    case IR_new_literal:
      put(o, " {");
      for (uint32_t k = 0; k < i->nargs; k++) {
        if (k) put(o, ", ");
        put_atom(o, i->aux.keys[k]);
      }
      put(o, "}");
      return;
    case IR_is_nullish:
      if (i->imm2) put(o, " loose");
      return;
    case IR_regexp: put(o, " "), put_atom(o, i->imm.atom), put(o, " "), put_atom(o, i->aux.atom2); return;
    case IR_template_object:
      for (uint32_t k = 0; k < i->aux.tmpl->count; k++) put(o, " "), put_atom(o, i->aux.tmpl->raw[k]);
      return;
    default: break;
  }
  if (sig_has(sig, "KS")) put(o, " "), put_atom(o, i->imm.atom);
  if (sig_has(sig, "J")) put(o, " %lld", (long long)i->imm.i);
  if (sig_has(sig, "I") && i->imm2) put(o, " #%lld", (long long)i->imm2);
}

static void put_inst(Out *o, const IrInst *i) {
  static const char *const reps[] = {"", "", ".i32", ".f64", ".bool"};
  put(o, "  ");
  if (i->rep != REP_NONE) put(o, "v%u = ", i->id);
  put(o, "%s", ir_op_info[i->op].name);
  if (i->op == IR_phi || i->op == IR_select || i->op == IR_param) put(o, "%s", reps[i->rep]);
  put_immediates(o, i);
  for (uint32_t k = 0; k < i->nargs; k++) {
    put(o, "%s", k ? ", " : " ");
    if (i->op == IR_phi && k < i->block->npreds) put(o, "b%u:", i->block->preds[k]->id);
    put(o, "v%u", i->args[k]->id);
  }
  if (ir_is_terminator(i))
    for (uint32_t k = 0; k < i->block->nsuccs; k++) put(o, "%sb%u", k || i->nargs ? ", " : " ", i->block->succs[k]->id);
  put(o, "\n");
}

void ir_print_fn(const IrFn *fn, void (*out)(void *ctx, const char *text, size_t n), void *ctx) {
  Out o = {out, ctx};
  put_fn_name(&o, fn);
  put(&o, " params %u length %u captures %u flags 0x%x", fn->nparams, fn->length, fn->ncaptures, fn->flags);
  if (fn->module) put(&o, " module %u", fn->module->index);
  if (fn->this_slots) put(&o, " this_slots %u", fn->this_slots);
  if (fn->frame_slots) put(&o, " frame_slots %u", fn->frame_slots);
  if (fn->resume) put(&o, " resume fn%u", fn->resume->index);
  if (fn->is_resume) put(&o, " is_resume");
  if (fn->uses_args) put(&o, " uses_args");
  if (fn->is_module_body) put(&o, " module_body");
  put(&o, "\n");
  for (const IrBlock *b = fn->entry; b; b = b->next) {
    put(&o, "b%u:", b->id);
    if (b->npreds) put(&o, "  ; from");
    for (uint32_t k = 0; k < b->npreds; k++) put(&o, " b%u", b->preds[k]->id);
    put(&o, "%s\n", b->cold ? " cold" : b->warm ? " warm" : "");
    for (const IrInst *i = b->first; i; i = i->next) put_inst(&o, i);
  }
  put(&o, "\n");
}

void ir_print_program(const IrProgram *p, void (*out)(void *ctx, const char *text, size_t n), void *ctx) {
  Out o = {out, ctx};
  put(&o, "program modules %u slots %u\n", p->nmodules, p->nslots);
  for (uint32_t k = 0; k < p->nmodules; k++) {
    const IrModule *m = p->modules[k];
    put(&o, "module %u kind %u%s", m->index, m->kind, m->has_tla ? " async" : "");
    if (m->body) put(&o, " body fn%u", m->body->index);
    for (uint32_t d = 0; d < m->ndeps; d++) put(&o, "%s%u", d ? " " : " deps ", m->deps[d]);
    put(&o, "\n");
    for (uint32_t e = 0; e < m->nexports; e++) {
      put(&o, "  export ");
      put_atom(&o, m->exports[e].name);
      if (m->exports[e].slot >= 0) put(&o, " slot %lld\n", (long long)m->exports[e].slot);
      else put(&o, " namespace %u\n", m->exports[e].ns_module);
    }
  }
  put(&o, "\n");
  for (uint32_t k = 0; k < p->nfns; k++)
    if (p->fns[k] && p->fns[k]->entry) ir_print_fn(p->fns[k], out, ctx);
}
