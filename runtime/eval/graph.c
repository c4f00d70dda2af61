/* graph.c: see graph.h. Files are read depth first, in the order of their imports: so is the first error the one of Node. */
#include "graph.h"

#include "../../compiler/build/build.h"
#include "../../compiler/opt/passes.h"
#include "../../compiler/parse/attributes.h"
#include "../../compiler/parse/parse.h"
#include "../../compiler/resolve/kind.h"
#include "../../compiler/support/host.h"
#include "../string/string.h"
#include "emit.h"
#include "load.h"

static bool failed(const EvalGraph *g) { return g->result != GRAPH_DONE; }

static void fail(EvalGraph *g, GraphResult result, const char *code, const char *message) {
  g->result = result;
  g->code = code;
  g->out.error = message;
}

/* ---- modules that are there ---- */

static Atom *atom_of(EvalGraph *g, String *s) {
  StringUnits u = string_units(s);
  return u.is_wide ? intern_utf16(g->program->atoms, u.units, u.length)
                   : intern_latin1(g->program->atoms, u.units, u.length);
}

static void take_known(EvalGraph *g, GraphFile *f, uint32_t number) {
  const ModuleInfo *m = load_info(number);
  f->number = number;
  f->ir.kind = m->kind;
  f->ir.is_external = true;
  f->ir.is_lib = m->kind == MODULE_LIB;
  if (m->kind != MODULE_ESM) return;
  bool is_unlinked = !m->body && load_state(m)->status == MODULE_ERRORED;
  if (is_unlinked || m->flags & MODULE_IS_BROKEN) {
    g->at = f;
    fail(g, GRAPH_FAILED, NULL, NULL);
    return;
  }
  f->ir.exports = ARENA_ARRAY(g->arena, IrExport, m->nexports + 1);
  f->ir.nexports = m->nexports;
  for (uint32_t i = 0; i < m->nexports; i++)
    f->ir.exports[i] = (IrExport){.name = atom_of(g, m->exports[i].name), .outside = &m->exports[i]};
}

/* ---- texts ---- */

static bool read_text(EvalGraph *g, GraphFile *f) {
  size_t length = f->data.length;
  const char *error, *text = f->is_data ? f->data.text : host_read_file(f->path, &length, &error);
  if (text && text_has_mark(text, length)) text += 3, length -= 3;
  f->source = text ? source_new(g->arena, f->path, text, length) : NULL;
  if (f->source) return true;
  fail(g, GRAPH_WRONG_FILE, "ERR_MODULE_NOT_FOUND", arena_format(g->arena, "Cannot read '%s'", f->path));
  return false;
}

static Node *parse(EvalGraph *g, GraphFile *f, ParseGoal goal, DiagCtx *diags) {
  diag_init(diags, g->arena);
  return parse_program(
      &(ParseOptions){.arena = g->arena, .atoms = g->program->atoms, .diags = diags, .goal = goal, .tables = g->tables},
      f->source);
}

/* Its kind, and for an ES module its tree. */
static void parse_file(EvalGraph *g, GraphFile *f) {
  DiagCtx diags;
  if (f->is_unsure) {
    bool is_first = g->is_unsure && !strcmp(g->name, f->ir.path);
    if (!is_first && (f->tree = parse(g, f, PARSE_COMMONJS, &diags))) return;
    f->tree = parse(g, f, PARSE_MODULE, &diags);
    if (!f->tree && !text_looks_like_esm(f->source->text, f->source->len)) {
      if (is_first) g->result = GRAPH_NO_MODULE;
      return; /* a CommonJS module, which says what is wrong with it when it is run */
    }
    f->ir.kind = MODULE_ESM;
  } else if (f->ir.kind == MODULE_ESM) {
    f->tree = parse(g, f, PARSE_MODULE, &diags);
  }
  if (f->ir.kind != MODULE_ESM || f->tree) return;
  eval_fail(g->arena, &diags, &g->out);
  g->at = f;
  g->result = GRAPH_WRONG_TEXT;
}

/* ---- files ---- */

static void add(EvalGraph *g, GraphFile *f) {
  f->ir.index = g->files.count;
  if (f->is_new) f->number = g->first_number++;
  ARRAY_PUSH(g->arena, &g->files, f);
}

static void read_requests(EvalGraph *g, GraphFile *f);

static void set_kind(GraphFile *f, PackageType type) {
  FileKind kind = f->is_data ? (f->data.kind == DATA_JSON ? FILE_JSON : FILE_ESM) : file_kind(f->path, type);
  f->ir.kind = kind == FILE_JSON ? MODULE_JSON : kind == FILE_ESM ? MODULE_ESM : MODULE_COMMONJS;
  f->is_unsure = kind == FILE_UNSURE;
}

/* A query or fragment makes no CommonJS module another one. */
static void drop_url(EvalGraph *g, GraphFile *f) {
  if (f->ir.kind != MODULE_COMMONJS || f->ir.path == f->path) return;
  f->ir.path = f->path;
  strmap_put(&g->by_name, f->path, strlen(f->path), f);
}

static GraphFile *enter(EvalGraph *g, const char *name, int known) {
  GraphFile *f = strmap_get(&g->by_name, name, strlen(name));
  if (f) return f;
  f = ARENA_NEW(g->arena, GraphFile);
  f->ir.path = name;
  f->path = url_path(g->arena, name);
  strmap_put(&g->by_name, name, strlen(name), f);
  if (known >= 0) {
    take_known(g, f, (uint32_t)known);
    add(g, f);
    return f;
  }
  f->is_new = true;
  f->is_data = url_is_data(name) && url_read_data(g->arena, name, &f->data);
  PackageType type = f->is_data ? PACKAGE_NONE : resolve_package_type(g->resolver, f->path);
  if (type == PACKAGE_BROKEN && file_follows_type(f->path)) {
    fail(g, GRAPH_WRONG_FILE, "ERR_INVALID_PACKAGE_CONFIG", resolve_broken_message(g->arena, g->resolver->broken));
    return f;
  }
  set_kind(f, type);
  if (!f->is_data && path_has_suffix(f->path, ".node")) {
    fail(g, GRAPH_WRONG_FILE, "ERR_DLOPEN_FAILED",
         arena_format(g->arena, "'%s' is a native add-on: only JavaScript can be loaded", f->path));
    return f;
  }
  if (!read_text(g, f)) return f;
  parse_file(g, f);
  drop_url(g, f);
  if (f->ir.kind == MODULE_ESM && !failed(g)) {
    f->ir.source = f->source->text;
    f->ir.source_len = f->source->len;
    read_requests(g, f);
  }
  if (!failed(g)) add(g, f);
  return f;
}

static GraphFile *resolve(EvalGraph *g, const GraphFile *from, const char *specifier) {
  Resolution found = resolve_request(g->resolver, specifier, from->ir.path, REQUEST_IMPORT);
  if (found.lib) return enter(g, arena_format(g->arena, "node:%s", found.lib), g->find_lib(found.lib));
  const char *name = found.path;
  int known = name ? g->find_path(name) : -1;
  const GraphFile *plain = name ? strmap_get(&g->by_name, name, strlen(name)) : NULL;
  uint32_t kind = plain ? plain->ir.kind : known >= 0 ? load_info((uint32_t)known)->kind : MODULE_ESM;
  if (found.url && kind != MODULE_COMMONJS) {
    name = found.url;
    known = g->find_path(name);
  }
  if (name) return enter(g, name, known);
  fail(g, GRAPH_WRONG_FILE, found.code, found.error);
  return NULL;
}

/* `export *` of a CommonJS module takes the names that its text tells. */
static void read_names(EvalGraph *g, GraphFile *f) {
  DiagCtx diags;
  if (f->ir.kind != MODULE_COMMONJS || f->tree) return;
  if (f->source || read_text(g, f)) f->tree = parse(g, f, PARSE_COMMONJS, &diags);
}

static void read_request(EvalGraph *g, GraphFile *f, const Node *n) {
  ImportParts parts;
  if (!import_parts(n, &parts)) return;
  GraphFile *target = resolve(g, f, resolve_specifier_of(g->arena, parts.source->as.Literal.string));
  if (failed(g)) return;
  const char *code, *error = import_error(g->arena, parts.attributes, target->ir.kind == MODULE_JSON,
                                          url_of_name(g->arena, target->ir.path), &code);
  if (error) fail(g, GRAPH_WRONG_FILE, code, error);
  if (!failed(g) && parts.takes_all) read_names(g, target);
  if (failed(g)) return;
  GraphRequest r = {parts.source->as.Literal.string, target};
  ARRAY_PUSH(g->arena, &f->requests, r);
}

static void read_requests(EvalGraph *g, GraphFile *f) {
  const AstList *list = &f->tree->as.Program.body;
  for (uint32_t i = 0; i < list->count && !failed(g); i++) read_request(g, f, list->items[i]);
}

/* ---- building ---- */

static BuildTarget target_of(const BuildModule *m, const Atom *specifier, bool is_require) {
  const GraphFile *f = m->context;
  for (uint32_t i = 0; i < f->requests.count && !is_require; i++)
    if (f->requests.items[i].specifier == specifier)
      return (BuildTarget){.known = true, .module = (int32_t)f->requests.items[i].file->ir.index};
  return (BuildTarget){.module = -1};
}

/* Code names modules as the program does. */
static void number_modules(const EvalGraph *g, IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      if (ir_names_module(i)) i->imm.i = g->files.items[i->imm.i]->number;
}

/* Functions and var are there before a module runs: load-graph.c sees to it, not the body's code. */
static void take_initial(EvalGraph *g, IrFn *fn) {
  for (IrBlock *b = fn->entry; b; b = b->next)
    for (IrInst *i = b->first, *next; i; i = next) {
      next = i->next;
      if (i->op != IR_slot_set || !i->imm.i) continue;
      IrInst *v = i->args[0];
      bool is_function = v->op == IR_closure;
      ASSERT(!is_function || (!v->nargs && v->next == i));
      GraphInitial initial = {i->imm2, is_function ? v->imm.fn : NULL, fn->module};
      ARRAY_PUSH(g->arena, &g->initial, initial);
      ir_remove(i);
      if (is_function) ir_remove(v);
    }
}

static void build(EvalGraph *g) {
  uint32_t n = g->files.count;
  IrProgram *p = g->program;
  BuildInput input = {
      .nmodules = n, .resolve = target_of, .makes_code = true, .is_run_time = true, .first_slot = g->first_slot};
  input.modules = ARENA_ARRAY(g->arena, BuildModule, n + 1);
  p->modules = ARENA_ARRAY(g->arena, IrModule *, n + 1);
  p->nmodules = n;
  p->entry_module = n - 1;
  p->no_constants = true;
  for (uint32_t i = 0; i < n; i++) {
    GraphFile *f = g->files.items[i];
    p->modules[i] = &f->ir;
    input.modules[i] = (BuildModule){.ir = &f->ir,
                                     .source = f->source,
                                     .ast = graph_is_module(f) ? f->tree : NULL,
                                     .names = graph_is_module(f) ? NULL : f->tree,
                                     .exports = f->ir.is_lib ? lib_exports(f->ir.path) : NULL,
                                     .context = f};
  }
  DiagCtx diags;
  diag_init(&diags, g->arena);
  if (!build_program(p, &input, &diags)) {
    eval_fail(g->arena, &diags, &g->out);
    for (uint32_t i = 0; i < diags.count && !g->at; i++)
      for (uint32_t k = 0; k < n && diags.items[i].level == DIAG_ERROR; k++)
        if (g->files.items[k]->source == diags.items[i].source) g->at = g->files.items[k];
    g->result = GRAPH_WRONG_LINK;
    return;
  }
  p->proper_tail_calls = g->proper_tail_calls;
  opt_generator(p);
  opt_tail_callers(p);
  opt_tails(p);
  for (uint32_t i = 0; i < p->nfns; i++)
    if (p->fns[i]) number_modules(g, p->fns[i]), take_initial(g, p->fns[i]);
}

void eval_graph_read(void *graph) {
  EvalGraph *g = graph;
  g->arena = host_alloc_zeroed(sizeof *g->arena);
  Interner *atoms = ARENA_NEW(g->arena, Interner);
  intern_init(atoms, g->arena);
  g->program = ir_program_new(g->arena, atoms);
  g->resolver = ARENA_NEW(g->arena, Resolver);
  resolver_init(g->resolver, g->arena, g->is_lib);
  strmap_init(&g->by_name, g->arena);
  g->name = arena_strdup(g->arena, g->name);
  enter(g, g->name, -1);
  if (!failed(g)) build(g);
}

void eval_graph_emit(void *graph) {
  EvalGraph *g = graph;
  uintptr_t slots_at = g->out.slots_at;
  EmitInput in = {.arena = g->arena,
                  .program = g->program,
                  .module = (IrModule *)(uintptr_t)&g->file->ir,
                  .source = g->file->source,
                  .file = g->number,
                  .is_file = true,
                  .has_realms = g->has_realms,
                  .borrows_slots = g->borrows_slots};
  g->out = (EvalOutput){.slots_at = slots_at};
  eval_emit(&in, &g->out);
}
