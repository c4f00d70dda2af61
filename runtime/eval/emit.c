/* emit.c: see emit.h. */
#include "emit.h"

#include "../../compiler/codegen-ass/codegen.h"
#include "../../compiler/parse/message.h"
#include "../../compiler/support/array.h"
#include "../../compiler/support/host.h"
#include "../../compiler/support/map.h"
#include "../error/pctab-format.h"
#include "standin.h"

/* A string of the text, with what stands in for other units put right. */
static const void *units_of(const EmitInput *c, const Atom *a) {
  if (!c->standins || !a->is_wide) return a->c8;
  const uint16_t *from = (const uint16_t *)(const void *)a->c8;
  uint16_t *units = ARENA_ARRAY(c->arena, uint16_t, a->len + 1);
  for (uint32_t i = 0; i < a->len; i++) units[i] = standin_back(c->standins, from[i]);
  return units;
}

static void name_constants(const EmitInput *c, ImageRefs *refs, EvalOutput *out) {
  Ass *ass = out->ass;
  PtrMap strings, bigints;
  ptrmap_init(&strings, c->arena);
  ptrmap_init(&bigints, c->arena);
  for (uint32_t i = 0; i < refs_string_count(refs); i++)
    ptrmap_put(&strings, refs_string(refs, refs_string_at(refs, i)), refs_string_at(refs, i));
  for (uint32_t i = 0; i < refs_bigint_count(refs); i++)
    ptrmap_put(&bigints, refs_bigint(refs, refs_bigint_at(refs, i)), refs_bigint_at(refs, i));
  out->constants = ARENA_ARRAY(c->arena, EvalConstant, ass->nsymbols);
  for (uint32_t i = 1; i < ass->nsymbols; i++) {
    const AssSymbol *s = &ass->symbols[i];
    if (!s->name || s->section) continue;
    const Atom *string = ptrmap_get(&strings, s->name), *digits = string ? NULL : ptrmap_get(&bigints, s->name);
    const Atom *a = string ? string : digits;
    if (!a) continue;
    out->constants[i] = (EvalConstant){string ? EVAL_STRING : EVAL_BIGINT, a->is_wide, a->len, units_of(c, a)};
    out->nconstants++;
  }
}

static void describe(const EmitInput *c, const AssCodeResult *code, EvalOutput *out) {
  ARRAY(char) names = {0};
  out->functions = ARENA_ARRAY(c->arena, CodeFunction, code->nfns + 1);
  out->rows = ARENA_ARRAY(c->arena, CodeRow, code->nrows + 1);
  out->nrows = code->nrows;
  for (uint32_t i = 0; i < code->nrows; i++)
    out->rows[i] = (CodeRow){ass_offset(code->text, code->rows[i].at), code->rows[i].pos};
  for (uint32_t i = 0; i < code->nfns; i++) {
    const AssFnRange *r = &code->fns[i];
    if (r->fn->resume) continue; /* what it makes has frames, it has none */
    const char *name = r->fn->trace_name ? atom_utf8(r->fn->trace_name, c->arena) : "";
    bool is_script = r->fn->is_module_body && c->module->kind == MODULE_SCRIPT;
    bool is_outermost = r->fn->is_module_body || (c->code == MODULE_CODE_FUNCTION && r->fn->start == 1);
    if (is_outermost) name = c->is_file ? "" : "eval"; /* as V8 has it */
    CodeFunction *f = &out->functions[out->nfunctions++];
    *f = (CodeFunction){.low = ass_offset(code->text, r->low),
                        .high = ass_offset(code->text, r->high),
                        .first_row = r->first_row,
                        .nrows = r->nrows,
                        .name = names.count,
                        .name_len = (uint32_t)strlen(name),
                        .receiver = (uint32_t)(-r->receiver / 8)};
    f->description = source_utf16_offset(c->source, r->fn->start) << PCTAB_FN_KIND_BITS |
                     (is_script ? PCTAB_FN_PLAIN : r->fn->trace_kind);
    for (const char *p = name; *p; p++) ARRAY_PUSH(c->arena, &names, *p);
  }
  out->names = names.items;
  out->names_length = names.count;
}

/* Only this module's functions: the others' have code of their own. */
static IrFn **own_functions(const EmitInput *c) {
  const IrProgram *p = c->program;
  IrFn **fns = ARENA_ARRAY(c->arena, IrFn *, p->nfns + 1);
  for (uint32_t i = 0; i < p->nfns; i++)
    if (p->fns[i] && p->fns[i]->module == c->module) fns[i] = p->fns[i];
  return fns;
}

void eval_emit(const EmitInput *c, EvalOutput *out) {
  IrProgram program = *c->program;
  program.fns = own_functions(c);
  ImageRefs *refs = refs_new(c->arena, &program);
  AssCodeOptions options = {
      .has_realms = c->has_realms, .first_file = c->file - c->module->index, .borrows_slots = c->borrows_slots};
  AssCodeResult *code = ARENA_NEW(c->arena, AssCodeResult);
  const char *error;
  if (!codegen_ass(&program, refs, &options, c->arena, code, &error)) host_panic(__func__, error);
  out->ass = &code->ass;
  out->text = code->text;
  out->infos = code->infos;
  const char *body = refs_module_body(refs, c->module);
  for (uint32_t i = 1; i < code->ass.nsymbols; i++) {
    const char *name = code->ass.symbols[i].name;
    if (name == body) out->body.n = i;
    if (name && !strcmp(name, "jsc.slots")) out->slots.n = i;
  }
  out->file = c->file;
  out->section_addresses = ARENA_ARRAY(c->arena, uintptr_t, code->ass.nsections);
  out->slot_addresses = ARENA_ARRAY(c->arena, uintptr_t, code->ass.nsymbols);
  out->symbol_addresses = ARENA_ARRAY(c->arena, uintptr_t, code->ass.nsymbols);
  name_constants(c, refs, out);
  describe(c, code, out);
}

void eval_fail(Arena *arena, const DiagCtx *diags, EvalOutput *out) {
  const Diag *d = message_first_error(diags);
  out->error = message_of_error(diags, arena);
  if (!d || !d->source) return;
  SourcePosition p = source_position(d->source, d->span.start);
  out->line = p.line;
  out->column = p.column;
  out->width = source_utf16_offset(d->source, d->span.end) - source_utf16_offset(d->source, d->span.start);
}
