/*
 * compile.c: the compiler as an outline, once more: text, tree, JIR, code. Compare compiler/driver/main.c. There is one
 * module, a script; optimisations are those of -O0.
 */
#include "compile.h"

#include "../../compiler/build/build.h"
#include "../../compiler/opt/passes.h"
#include "../../compiler/parse/message.h"
#include "../../compiler/scope/outside.h"
#include "../../compiler/support/array.h"
#include "../../compiler/support/host.h"
#include "../unicode/unicode.h"
#include "emit.h"
#include "standin.h"

static BuildTarget resolve(const BuildModule *m, const Atom *specifier, bool is_require) {
  (void)m, (void)specifier, (void)is_require;
  return (BuildTarget){.module = -1};
}

/* The text in UTF-8. NULL where it cannot be told: standins. */
static char *to_utf8(Arena *arena, const EvalInput *in, uint32_t standins, uint32_t *length) {
  if (standins == STANDIN_FAIL) return NULL;
  const uint8_t *narrow = in->units;
  const uint16_t *wide = in->units;
  char *text = arena_alloc(arena, (size_t)in->length * 3 + 1), *p = text;
  for (uint32_t i = 0; i < in->length; i++) {
    uint32_t c = in->is_wide ? wide[i] : narrow[i];
    if (c && c < 0x80) {
      *p++ = (char)c;
      continue;
    }
    if (standins && standin_is_needed(in, i)) c = standin_for(standins, c);
    else if ((c & 0xFC00) == 0xD800) c = 0x10000 + ((c - 0xD800) << 10) + (wide[++i] - 0xDC00u);
    if (c >= 0x10000) {
      *p++ = (char)(0xF0 | c >> 18);
      *p++ = (char)(0x80 | (c >> 12 & 63));
    } else if (c >= 0x800) {
      *p++ = (char)(0xE0 | c >> 12);
    }
    if (c >= 0x800) *p++ = (char)(0x80 | (c >> 6 & 63));
    else *p++ = (char)(0xC0 | c >> 6);
    *p++ = (char)(0x80 | (c & 63));
  }
  *length = (uint32_t)(p - text);
  return text;
}

/* ---- parsing ---- */

typedef struct Compilation {
  Arena arena;
  Interner atoms;
  DiagCtx diags;
  const EvalInput *in;
  EvalOutput *out;
  Source *source;
  Node *tree;
  Outside *outside;  /* MODULE_CODE_DIRECT */
  uint32_t standins; /* standin.h */
} Compilation;

/* The text is one function, with its body where it was put: then parameters and body are right each on their own. */
static bool is_one_function(const Compilation *c) {
  const AstList *body = &c->tree->as.Program.body;
  if (body->count != 1 || body->items[0]->kind != AST_ExpressionStatement) return false;
  const Node *f = body->items[0]->as.ExpressionStatement.expression;
  if (f->kind != AST_FunctionExpression) return false;
  const Node *block = f->as.Function.body;
  return source_utf16_offset(c->source, block->start) == c->in->body_start &&
         source_utf16_offset(c->source, block->end) == c->in->body_end;
}

static Outside *read_outside(Compilation *c) {
  const EvalInput *in = c->in;
  Atom *text = in->outside_is_wide ? intern_utf16(&c->atoms, in->outside, in->outside_length)
                                   : intern_latin1(&c->atoms, in->outside, in->outside_length);
  return outside_read(&c->arena, &c->atoms, text);
}

static bool parse(Compilation *c, const char *text, uint32_t length) {
  EvalRights rights = {.is_strict = c->in->code == MODULE_CODE_EVAL_STRICT};
  ParseOptions o = {.arena = &c->arena,
                    .atoms = &c->atoms,
                    .diags = &c->diags,
                    .tables = c->in->tables,
                    .top_level_await = c->in->awaits};
  if (c->outside) {
    rights = c->outside->rights;
    o.private_names = c->outside->private_names.items;
    o.nprivate_names = c->outside->private_names.count;
  }
  c->source = source_new(&c->arena, "", text, length);
  if (c->in->code == MODULE_CODE_COMMONJS) {
    o.goal = PARSE_COMMONJS;
    c->tree = parse_program(&o, c->source);
  } else {
    c->tree = eval_parse(&o, &rights, c->source, &c->out->error);
  }
  if (!c->tree) {
    if (!c->out->error) eval_fail(&c->arena, &c->diags, c->out);
    return false;
  }
  if (c->in->code != MODULE_CODE_FUNCTION || is_one_function(c)) return true;
  c->out->error = "Unexpected token ')'";
  return false;
}

const void *eval_compile_tables(void) {
  Arena arena = {0};
  return parse_tables_new(&arena);
}

void eval_compile(const EvalInput *in, EvalOutput *out) {
  Compilation *c = host_alloc(sizeof *c);
  *c = (Compilation){.in = in, .out = out, .standins = standin_choose(in)};
  *out = (EvalOutput){0};
  uint32_t length;
  char *text = to_utf8(&c->arena, in, c->standins, &length);
  if (!text) {
    out->refused = true;
    return;
  }
  intern_init(&c->atoms, &c->arena);
  diag_init(&c->diags, &c->arena);
  if (in->code == MODULE_CODE_DIRECT) c->outside = read_outside(c);
  if (!parse(c, text, length)) return;

  IrProgram *program = ir_program_new(&c->arena, &c->atoms);
  IrModule *module = ARENA_NEW(&c->arena, IrModule);
  *module = (IrModule){.path = "", .kind = MODULE_SCRIPT, .code = in->code, .source = c->source->text};
  if (in->code == MODULE_CODE_COMMONJS) module->kind = MODULE_COMMONJS;
  module->source_len = c->source->len;
  program->modules = &module;
  program->nmodules = 1;
  program->no_constants = true;
  BuildModule build = {.ir = module, .source = c->source, .ast = c->tree, .outside = c->outside, .awaits = in->awaits};
  BuildInput input = {.modules = &build, .nmodules = 1, .resolve = resolve, .makes_code = true, .is_run_time = true};
  if (!build_program(program, &input, &c->diags)) {
    eval_fail(&c->arena, &c->diags, out);
    return;
  }
  program->proper_tail_calls = in->proper_tail_calls;
  opt_generator(program);
  opt_tail_callers(program);
  opt_tails(program);

  EmitInput emit = {.arena = &c->arena,
                    .program = program,
                    .module = module,
                    .source = c->source,
                    .standins = c->standins,
                    .code = in->code,
                    .file = in->file,
                    .is_file = in->is_file,
                    .has_realms = in->has_realms};
  eval_emit(&emit, out);
  out->captures = module->captures;
  out->ncaptures = module->captures ? module->body->ncaptures : 0;
}
