/* build.c: the whole program: scopes, links between modules, then one function after the other from a queue. */
#include "../scope/eval.h"
#include "internal.h"

static void name_atoms(Builder *b) {
  Interner *in = b->program->atoms;
  b->atoms.empty = intern_cstr(in, "");
  b->atoms.constructor = intern_cstr(in, "constructor");
  b->atoms.prototype = intern_cstr(in, "prototype");
  b->atoms.default_ = intern_cstr(in, "default");
  b->atoms.proto = intern_cstr(in, "__proto__");
  b->atoms.require = intern_cstr(in, "require");
  b->atoms.undefined = intern_cstr(in, "undefined");
  b->atoms.nan = intern_cstr(in, "NaN");
  b->atoms.infinity = intern_cstr(in, "Infinity");
  b->atoms.eval = intern_cstr(in, "eval");
  b->atoms.arguments = intern_cstr(in, "arguments");
  b->atoms.default_binding = intern_cstr(in, "*default*");
}

/* A script's let and const can be named by other code of the program. */
static bool is_open(const BuildInput *input) {
  uint32_t n = input->makes_code ? 2 : 0;
  for (uint32_t i = 0; i < input->nmodules; i++) {
    const IrModule *m = input->modules[i].ir;
    n += (input->modules[i].ast && !m->is_lib) || m->kind == MODULE_SCRIPT;
    if (m->kind == MODULE_SCRIPT && m->is_lib) n++; /* compiled apart from the others */
  }
  return n > 1;
}

static void analyse(Builder *b, ModuleBuild *m) {
  IrModule *ir = m->in->ir;
  m->scope = scope_analyse(&(ScopeInput){.arena = b->arena,
                                         .atoms = b->program->atoms,
                                         .program = m->in->ast,
                                         .kind = ir->kind,
                                         .code = ir->code,
                                         .is_open = is_open(b->input),
                                         .makes_code = b->input->makes_code && !ir->is_lib,
                                         .may_rerun = b->input->reruns_modules && ir->kind == MODULE_COMMONJS,
                                         .first_slot = b->input->first_slot,
                                         .source = (Source *)(uintptr_t)m->in->source,
                                         .outside = m->in->outside});
  const EvalCode *direct = m->scope->direct;
  if (direct && direct->error) diag_error(b->diags, m->in->source, ast_span(direct->program), "%s", direct->error);
  if (m->in->source) ir->source = m->in->source->text, ir->source_len = m->in->source->len; /* with direct evals */
  m->scope->owner = m;
  infer_names(b, m->in->ast);
  if ((ir->kind == MODULE_ESM || m->in->awaits) && m->in->ast->as.Program.info.has_await) {
    ir->has_tla = true;
    m->scope->fn->is_async = true;
  }
}

/* Which of the values that the call passes the code uses. */
static void publish_captures(Builder *b, ModuleBuild *m) {
  const FnScope *f = m->scope->fn;
  m->in->ir->captures = ARENA_ARRAY(b->arena, uint32_t, f->captures.count + 1);
  for (uint32_t i = 0; i < f->captures.count; i++) m->in->ir->captures[i] = (uint32_t)f->captures.items[i]->slot;
}

bool build_program(IrProgram *program, const BuildInput *input, DiagCtx *diags) {
  Builder b = {.program = program, .arena = program->arena, .input = input, .diags = diags};
  uint32_t errors = diags->errors;
  name_atoms(&b);
  b.modules = ARENA_ARRAY(b.arena, ModuleBuild, input->nmodules + 1);
  for (uint32_t i = 0; i < input->nmodules; i++) {
    b.modules[i].in = &input->modules[i];
    if (input->modules[i].ast) analyse(&b, &b.modules[i]);
  }
  modules_link(&b);
  if (diags->errors > errors) return false;
  for (uint32_t i = 0; i < input->nmodules; i++) {
    ModuleBuild *m = &b.modules[i];
    if (!m->scope) continue;
    scope_place(m->scope, &program->nslots, program->no_constants);
    if (input->scoped) input->scoped(m->in, m->scope);
  }
  for (uint32_t i = 0; i < input->nmodules; i++) {
    ModuleBuild *m = &b.modules[i];
    if (!m->scope) continue;
    module_publish(&b, m);
    m->in->ir->body = fn_declare(NULL, &b, m, m->scope->fn, b.atoms.empty);
    if (m->scope->direct) publish_captures(&b, m);
  }
  for (uint32_t next = 0; next < b.queue.count; next++)
    function_build(&b, b.queue.items[next].module, b.queue.items[next].fn);
#ifdef JSC_DEBUG
  for (uint32_t i = 0; i < program->nfns; i++) ir_verify(program->fns[i]);
#endif
  return diags->errors == errors;
}
