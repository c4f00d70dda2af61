/* graph.c: reading, parsing and numbering of modules, breadth first. */
#include "graph.h"

#include "../../runtime/abi.h"
#include "../image/image.h"
#include "../parse/attributes.h"
#include "../parse/message.h"
#include "../resolve/kind.h"
#include "code.h"
#include "embed.h"
#include "ffi.h"
#include "scan.h"

typedef struct LibGlobalRow {
  const char *name, *module, *export_name;
  int is_enumerable;
} LibGlobalRow;
static const LibGlobalRow lib_global_rows[] = {
#define LIB_GLOBAL(name, module, export_name, enumerable) {name, module, export_name, enumerable},
#include "../../lib/globals.def"
    /* with --test262 only */
    {"print", "internal/test262", "print", 0},
    {"$262", "internal/test262", "$262", 0},
};
enum {
  LIB_GLOBAL_TEST262 = 2, /* how many rows at the end are for --test262 */
  LIB_GLOBAL_COUNT = sizeof lib_global_rows / sizeof lib_global_rows[0]
};

int graph_global_of(const Graph *g, const Atom *name) {
  int n = LIB_GLOBAL_COUNT - (g->options->test262 ? 0 : LIB_GLOBAL_TEST262);
  for (int i = 0; i < n; i++)
    if (atom_is(name, lib_global_rows[i].name)) return i;
  return -1;
}

/* ---- modules ---- */

static GraphModule *module_append(Graph *g, const char *path, uint32_t kind) {
  GraphModule *m = ARENA_NEW(g->arena, GraphModule);
  m->ir = ARENA_NEW(g->arena, IrModule);
  m->ir->index = g->count;
  m->ir->path = m->origin = path;
  m->ir->kind = kind;
  m->ir->is_lib = kind == MODULE_LIB;
  diag_init(&m->diags, g->arena);
  if (g->count == g->capacity)
    g->modules = array_grow_in(g->arena, g->modules, g->count, &g->capacity, sizeof *g->modules);
  g->modules[g->count++] = m;
  IrProgram *p = g->program;
  if (p->nmodules == p->modules_capacity)
    p->modules = array_grow_in(p->arena, p->modules, p->nmodules, &p->modules_capacity, sizeof *p->modules);
  p->modules[p->nmodules++] = m->ir;
  return m;
}

static GraphModule *module_new(Graph *g, const char *path, uint32_t kind) {
  GraphModule *m = module_append(g, path, kind);
  strmap_put(&g->by_path, path, strlen(path), m);
  return m;
}

/* Node's choice of module kind by file name and package.json. *is_unsure: the text may tell otherwise. */
static uint32_t kind_of_file(Graph *g, const char *path, bool is_entry, bool *is_unsure) {
  FileKind kind = file_kind(path, resolve_package_type(&g->resolver, path));
  *is_unsure = false;
  if (kind == FILE_JSON) return MODULE_JSON;
  if (is_entry && g->options->goal != GOAL_AUTO) return g->options->goal == GOAL_MODULE ? MODULE_ESM : MODULE_SCRIPT;
  *is_unsure = kind == FILE_UNSURE && g->options->goal != GOAL_SCRIPT;
  return kind == FILE_ESM ? MODULE_ESM : MODULE_COMMONJS;
}

static ParseOptions options_of(Graph *g, const GraphModule *m, DiagCtx *diags) {
  return (ParseOptions){.arena = g->arena,
                        .atoms = g->program->atoms,
                        .diags = diags,
                        .goal = m->ir->kind == MODULE_ESM      ? PARSE_MODULE
                                : m->ir->kind == MODULE_SCRIPT ? PARSE_SCRIPT
                                                               : PARSE_COMMONJS,
                        .allow_intrinsics = m->ir->is_lib,
                        .strict = m->ir->code == MODULE_CODE_EVAL_STRICT};
}

static Node *parse_as(Graph *g, const GraphModule *m, DiagCtx *diags, Node **if_early) {
  ParseOptions o = options_of(g, m, diags);
  o.if_early = if_early;
  return parse_program(&o, m->source);
}

/* What is no CommonJS but an ES module is one, as Node detects it in files of packages without "type". */
static Node *parse_detecting(Graph *g, GraphModule *m, Node **broken) {
  DiagCtx as_commonjs, as_esm;
  Node *broken_esm = NULL;
  diag_init(&as_commonjs, g->arena);
  diag_init(&as_esm, g->arena);
  Node *ast = parse_as(g, m, &as_commonjs, broken);
  if (!ast) {
    m->ir->kind = MODULE_ESM;
    ast = parse_as(g, m, &as_esm, &broken_esm);
    if (!ast && !text_looks_like_esm(m->source->text, m->source->len)) m->ir->kind = MODULE_COMMONJS;
    if (m->ir->kind == MODULE_ESM) *broken = broken_esm;
  }
  diag_append(&m->diags, m->ir->kind == MODULE_ESM ? &as_esm : &as_commonjs);
  return ast;
}

static void parse_module(Graph *g, GraphModule *m, const char *text, size_t len) {
  m->source = source_new(g->arena, url_path(g->arena, m->ir->path), text, len);
  if (!m->source) {
    diag_error(&m->diags, NULL, (Span){0, 0}, "'%s' is larger than 2 GB", m->ir->path);
    return;
  }
  bool is_utf16 = len >= 2 && (!memcmp(text, "\xFF\xFE", 2) || !memcmp(text, "\xFE\xFF", 2));
  if (is_utf16 && m->ir->kind != MODULE_JSON) {
    diag_error(&m->diags, m->source, (Span){0, 0}, "the text is UTF-16: it must be UTF-8");
    return;
  }
  m->ir->source = m->source->text;
  m->ir->source_len = m->source->len;
  if (m->ir->kind == MODULE_JSON) {
    m->ir->text = intern_utf8(g->program->atoms, m->source->text, m->source->len);
    return;
  }
  Node *broken = NULL; /* what it imports is looked for all the same: all errors of a program come in one go */
  m->ast = m->may_be_esm ? parse_detecting(g, m, &broken) : parse_as(g, m, &m->diags, &broken);
  if (!m->ast && !broken && !m->ir->code) {
    ParseOptions o = options_of(g, m, &m->diags);
    parse_recover(&o, m->source);
  }
  if (m->ast) {
    ffi_expand(g, m);
    scan_module(g, m);
  } else if (broken && m->ir->kind == MODULE_ESM) {
    m->ast = broken;
    scan_module(g, m);
    m->ast = NULL;
  }
}

void graph_add_code(Graph *g, const GraphModule *from, Atom *text, uint32_t code, const char *error) {
  GraphModule *m = module_append(g, from->ir->path, MODULE_SCRIPT);
  m->ir->code = code;
  m->ir->text = text;
  m->ir->error = error;
  if (error) return;
  const char *bytes = atom_utf8(text, g->arena);
  parse_module(g, m, bytes, strlen(bytes));
  if (!m->ast) m->ir->error = message_of_error(&m->diags, g->arena);
}

/* A module of lib/ that stands for an npm package. */
static bool is_package(const char *name) {
  static const char *const packages[] = {
#define LIB_EXPORTS(module, names)
#define LIB_PACKAGE(module, names) module,
#include "../../lib/exports.def"
  };
  for (size_t i = 0; i < sizeof packages / sizeof packages[0]; i++)
    if (!strcmp(name, packages[i])) return true;
  return false;
}

static bool lib_exists(const char *name) {
  return strncmp(name, "internal/", 9) && embed_lib(name) && !is_package(name);
}

/* Whether a file is of a package that node-gyp builds. */
static bool is_of_native_package(Graph *g, const char *path) {
  for (const char *dir = resolve_folder(g->arena, path); dir[1]; dir = resolve_folder(g->arena, dir))
    if (host_path_kind(arena_format(g->arena, "%s/package.json", dir)) == HOST_PATH_FILE)
      return host_path_kind(arena_format(g->arena, "%s/binding.gyp", dir)) == HOST_PATH_FILE;
  return false;
}

/* A file whose package.json is needed and broken cannot be loaded. */
static void check_type(Graph *g, Resolution *found) {
  if (!found->path || !file_follows_type(found->path)) return;
  if (resolve_package_type(&g->resolver, found->path) != PACKAGE_BROKEN) return;
  resolve_fail(found, "ERR_INVALID_PACKAGE_CONFIG", resolve_broken_message(g->arena, g->resolver.broken));
}

/* The place in a broken package.json. */
static void note_broken(Graph *g, DiagCtx *diags, const char *message) {
  const Package *p = g->resolver.broken;
  if (!p || !strstr(message, p->file)) return;
  Source *text = source_new(g->arena, p->file, p->text, p->len);
  uint32_t at = (uint32_t)p->error_at;
  if (text) diag_note(diags, text, (Span){at, at}, p->error_at ? "this is not JSON" : "this is not a JSON object");
}

Resolution graph_resolve(Graph *g, const char *name, const char *from, RequestKind kind) {
  Resolution found = resolve_request(&g->resolver, name, from, kind);
  if (is_package(name) && (!found.path || is_of_native_package(g, found.path))) return (Resolution){.lib = name};
  check_type(g, &found);
  return found;
}

/* A lib module: linked as an object, unless lib/ is compiled with the program. */
static GraphModule *load_lib(Graph *g, const char *name) {
  const char *path = arena_format(g->arena, "node:%s", name);
  GraphModule *m = strmap_get(&g->by_path, path, strlen(path));
  if (m) return m;
  const EmbedRecord *r = embed_lib(name);
  if (!r && !g->options->lib_object) return NULL;
  g->has_vm |= !strcmp(name, "vm");
  if ((!strcmp(name, "vm") || !strcmp(name, "repl")) && !g->options->no_eval) g->makes_code = true;
  if (!strcmp(name, "libsys") && g->options->backend == BACKEND_LLVM) g->program->inlines_syscalls = true;
  if (!strcmp(name, "hw") && g->options->backend == BACKEND_LLVM && g->options->image) g->program->inlines_ports = true;
  m = module_new(g, path, MODULE_LIB);
  m->ir->is_external = g->options->lib_object || (r->object && !g->options->lib_from_source);
  if (!m->ir->is_external) parse_module(g, m, r->start, (size_t)(r->end - r->start));
  else if (r && r->object) m->object = r; /* none in a jsc made with LIB=source */
  return m;
}

static const struct {
  const char *module, *name;
} by_name[] = {
#define LIB_BY_NAME(module, name) {module, name},
#include "../../lib/by-name.def"
};
enum { BY_NAME_COUNT = sizeof by_name / sizeof by_name[0] };
_Static_assert(BY_NAME_COUNT <= sizeof((Graph *)0)->named, "Graph.named");

int graph_member(const Atom *name) {
  for (int i = 0; i < BY_NAME_COUNT; i++)
    if (atom_is(name, by_name[i].name)) return i;
  return -1;
}

/* Numbers the modules that a lib object asks for. */
static void load_required(Graph *g, const EmbedRecord *object) {
  for (const char *const *name = object->requires; *name; name++) {
    int i = 0;
    while (i < BY_NAME_COUNT && strcmp(by_name[i].module, *name)) i++;
    if (i < BY_NAME_COUNT) g->asked[i] = true;
    else load_lib(g, *name);
  }
}

/* All modules of the program itself are scanned by now. */
static void load_named(Graph *g) {
  for (int i = 0; i < BY_NAME_COUNT; i++)
    if (g->asked[i] && (g->named[i] || g->loads_files || g->options->is_repl)) load_lib(g, by_name[i].module);
}

static bool is_commonjs(const GraphModule *m) { return m && m->ir->kind == MODULE_COMMONJS; }

/* A URL with a query or fragment, else NULL, makes an ES module or JSON one of its own. */
static GraphModule *load_file(Graph *g, const char *path, const char *url, bool is_entry, Source *from, Node *at) {
  const char *name = url ? url : path;
  GraphModule *m = strmap_get(&g->by_path, name, strlen(name)), *plain = strmap_get(&g->by_path, path, strlen(path));
  if (m || is_commonjs(plain)) return m ? m : plain;
  size_t len;
  const char *error;
  char *text = host_read_file(path, &len, &error);
  if (!text) {
    if (from) diag_error(g->diags, from, ast_span(at), "cannot read '%s': %s", path, error);
    else diag_error(g->diags, NULL, (Span){0, 0}, "cannot read '%s': %s", path, error);
    return NULL;
  }
  bool is_unsure;
  m = module_new(g, name, kind_of_file(g, path, is_entry, &is_unsure));
  m->origin = path;
  m->may_be_esm = is_unsure;
  parse_module(g, m, text, len);
  if (!plain && is_commonjs(m)) {
    m->ir->path = path;
    strmap_put(&g->by_path, path, strlen(path), m);
  }
  return m;
}

/* The module that a data: URL brings. */
static GraphModule *load_data(Graph *g, const char *url) {
  GraphModule *m = strmap_get(&g->by_path, url, strlen(url));
  DataUrl data;
  if (m || !url_read_data(g->arena, url, &data)) return m;
  m = module_new(g, url, data.kind == DATA_JSON ? MODULE_JSON : MODULE_ESM);
  parse_module(g, m, data.text, data.length);
  return m;
}

/* The scripts that run before the program, in order: modules 1, 2, … */
static bool is_object(const char *text, size_t len) { return len > 4 && !memcmp(text, "\177ELF", 4); }

/* A script that --lib-object --script has compiled: its name is that of its body's symbol, jsc.body.NAME. */
static bool load_compiled_prelude(Graph *g, const char *path, const char *text, size_t len) {
  static const char prefix[] = "jsc.body.";
  static const char *const no_requires[] = {NULL};
  const size_t n = sizeof prefix - 1;
  size_t at = 0;
  while (at + n < len && memcmp(text + at, prefix, n)) at++;
  if (at + n >= len) {
    diag_error(g->diags, NULL, (Span){0, 0}, "'%s' is not an object made by jsc --lib-object --script", path);
    return false;
  }
  EmbedRecord *r = ARENA_NEW(g->arena, EmbedRecord);
  *r = (EmbedRecord){.name = text + at + n, .object = text, .object_end = text + len, .requires = no_requires};
  GraphModule *m = module_new(g, arena_format(g->arena, "node:%s", r->name), MODULE_SCRIPT);
  m->ir->is_lib = m->ir->is_external = true;
  m->object = r;
  g->has_compiled_preludes = true;
  for (int i = LIB_GLOBAL_COUNT - LIB_GLOBAL_TEST262; i < LIB_GLOBAL_COUNT && g->options->test262; i++)
    g->lib_globals[i].module = 0; /* it may name them */
  return true;
}

static bool load_preludes(Graph *g) {
  for (uint32_t i = 0; i < g->options->preludes.count; i++) {
    const char *name = g->options->preludes.items[i], *path = resolve_real_path(g->arena, name),
               *error = "no such file";
    size_t len;
    char *text = path ? host_read_file(path, &len, &error) : NULL;
    if (!text) {
      diag_error(g->diags, NULL, (Span){0, 0}, "cannot read '%s': %s", name, error);
      return false;
    }
    if (!is_object(text, len)) parse_module(g, module_new(g, path, MODULE_SCRIPT), text, len);
    else if (!load_compiled_prelude(g, name, text, len)) return false;
  }
  g->program->npreludes = g->options->preludes.count;
  return true;
}

/* The modules of -r, which run behind the preludes. */
static bool load_preloads(Graph *g) {
  const char *from = arena_format(g->arena, "%s/[require]", resolve_real_path(g->arena, "."));
  for (uint32_t i = 0; i < g->options->npreloads; i++) {
    Resolution found = graph_resolve(g, g->options->preloads[i], from, REQUEST_REQUIRE);
    if (found.lib) continue; /* loading one has no effect */
    if (!found.path) {
      diag_error(g->diags, NULL, (Span){0, 0}, "%s", found.error);
      return false;
    }
    uint32_t before = g->count;
    if (!load_file(g, found.path, NULL, false, NULL, NULL)) return false;
    g->program->npreludes += g->count - before;
  }
  return true;
}

/* The entry's text, of -e or from standard input. */
static const char *load_text(Graph *g, const char *path) {
  const Options *o = g->options;
  size_t len = o->eval_text ? strlen(o->eval_text) : 0;
  const char *error, *text = o->eval_text ? o->eval_text : host_read_file("-", &len, &error);
  if (!text) {
    diag_error(g->diags, NULL, (Span){0, 0}, "cannot read standard input: %s", error);
    return NULL;
  }
  bool is_auto = o->goal == GOAL_AUTO && !o->text_is_module;
  GraphModule *m = module_new(g, path, o->goal == GOAL_SCRIPT ? MODULE_SCRIPT : is_auto ? MODULE_COMMONJS : MODULE_ESM);
  m->origin = arena_format(g->arena, "%s/%s", resolve_real_path(g->arena, "."), path);
  m->may_be_esm = is_auto;
  parse_module(g, m, text, len);
  if (o->run && m->ir->kind == MODULE_ESM) /* as node calls it */
    m->ir->path = m->origin = arena_format(g->arena, "%s/[eval1]", resolve_folder(g->arena, m->origin));
  return path;
}

/* What prints the entry's completion value. */
static void load_print_result(Graph *g) {
  g->console_use.mentions++;
  g->program->print_result = load_lib(g, "internal/print_result")->ir->index;
}

static void report_missing(Graph *g, GraphModule *m, Request *r, const Resolution *found) {
  g->may_fail = true;
  Span span = ast_span(r->node);
  if (r->is_static) {
    diag_error(&m->diags, m->source, span, "%.*s", (int)strcspn(found->error, "\n"), found->error);
    if (found->hint) diag_note(&m->diags, m->source, span, "did you mean \"%s\"?", found->hint);
    for (uint32_t i = 0; i < found->tried.count && i < 12; i++)
      diag_note(&m->diags, m->source, span, "tried %s", found->tried.items[i]);
    note_broken(g, &m->diags, found->error);
  } else if (!m->ir->is_lib) {
    diag_warning(&m->diags, m->source, span, "%.*s: this throws when it is reached", (int)strcspn(found->error, "\n"),
                 found->error);
  }
  r->error = found->error;
  r->code = found->code;
}

/* A module of lib/ that is there to be loaded more than to be used. */
static bool is_refused(const char *name) {
  static const char *const refused[] = {
#define LIB_REFUSED(name) name,
#include "../../lib/refused.def"
  };
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
    if (!strcmp(name, refused[i])) return true;
  return false;
}

static void warn_refused(GraphModule *m, const Request *r, const char *name) {
  if (is_refused(name))
    diag_warning(&m->diags, m->source, ast_span(r->node),
                 "most of node:%s is not supported: its functions throw when they are called", name);
}

/* The requests that are looked up when the program runs: those of import(), of a `require` that is a value, and those
 * that fail. */
static void list_run_time_requests(Graph *g, GraphModule *m) {
  IrModule *ir = m->ir;
  ir->requests = ARENA_ARRAY(g->arena, IrRequest, m->nrequests);
  for (uint32_t i = 0; i < m->nrequests; i++) {
    const Request *r = &m->requests[i];
    if (!r->is_file && (r->kind == REQUEST_IMPORT ? r->is_dynamic : m->require_escapes || r->error))
      ir->requests[ir->nrequests++] =
          (IrRequest){r->specifier, r->module, r->kind == REQUEST_IMPORT, r->error, r->code};
  }
}

/* Import attributes must be those of what they import. */
static void check_attributes(Graph *g, GraphModule *m) {
  for (uint32_t i = 0; m->ast && i < m->ast->as.Program.body.count; i++) {
    ImportParts parts;
    if (!import_parts(m->ast->as.Program.body.items[i], &parts)) continue;
    Request *r = (Request *)(uintptr_t)graph_request(m, parts.source->as.Literal.string, REQUEST_IMPORT);
    if (!r || r->module < 0) continue;
    const IrModule *target = g->modules[r->module]->ir;
    const char *code, *error = import_error(g->arena, parts.attributes, target->kind == MODULE_JSON,
                                            url_of_name(g->arena, target->path), &code);
    if (!error) continue;
    diag_error(&m->diags, m->source, ast_span(parts.source), "%s", error);
    r->error = error;
    r->code = code;
  }
}

static void resolve_requests(Graph *g, GraphModule *m) {
  if (m->ast && !m->ir->is_lib) code_collect(g, m);
  if (m->object) load_required(g, m->object);
  for (uint32_t i = 0; i < m->nrequests; i++) {
    Request *r = &m->requests[i];
    const char *name = resolve_specifier_of(g->arena, r->specifier);
    GraphModule *target = NULL;
    if (m->ir->is_lib) {
      target = load_lib(g, strncmp(name, "node:", 5) ? name : name + 5);
      if (!target) diag_error(&m->diags, m->source, ast_span(r->node), "lib/ has no module '%s'", name);
    } else {
      Resolution found = graph_resolve(g, name, m->origin, r->kind);
      if (found.lib) {
        uint32_t before = g->count;
        g->uses_lib = true;
        g->may_fail = true; /* lib/'s errors have codes, which util.inspect prints */
        target = load_lib(g, found.lib);
        if (g->count > before && !g->options->is_repl) warn_refused(m, r, found.lib);
      } else if (found.path && r->kind == REQUEST_IMPORT && path_has_suffix(found.path, ".wasm")) {
        found.error = arena_format(g->arena, "'%s' is WebAssembly: only JavaScript can be compiled", name);
        found.code = "ERR_UNKNOWN_MODULE_FORMAT";
        report_missing(g, m, r, &found);
      } else if (found.path && path_has_suffix(found.path, ".node")) {
        found.error = arena_format(g->arena, "'%s' is a native add-on: only JavaScript can be compiled", name);
        found.code = "ERR_DLOPEN_FAILED";
        report_missing(g, m, r, &found);
      } else if (found.path) target = load_file(g, found.path, found.url, false, m->source, r->node);
      else if (found.url) target = load_data(g, found.url);
      else report_missing(g, m, r, &found);
    }
    if (!target) continue;
    r->module = (int32_t)target->ir->index;
    target->ir->is_imported |= r->kind == REQUEST_IMPORT;
  }
  if (m->ir->is_lib) return;
  check_attributes(g, m);
  list_run_time_requests(g, m);
}

/* The module of a global: a small console where it does. All modules of the program itself are loaded by now. */
static const char *module_of_global(Graph *g, const LibGlobalRow *row) {
  if (g->has_agents && !strcmp(row->name, "$262")) return "internal/test262_agent";
  if (!strcmp(row->name, "process") && !g->names_stdin && !g->loads_files) return "internal/process";
  if (g->makes_code) return row->module; /* and code made at run time has not */
  return strcmp(row->name, "console") ? row->module : console_use_module(&g->console_use);
}

/* Too large to be in every program that makes code: only in those whose own text has the name. */
static bool is_large(const LibGlobalRow *row) {
  static const char *const modules[] = {"internal/crypto/web",  "internal/blob", "internal/navigator",
                                        "internal/webstreams/", "internal/intl", "internal/message_port"};
  for (size_t i = 0; i < sizeof modules / sizeof modules[0]; i++)
    if (!strncmp(row->module, modules[i], strlen(modules[i]))) return true;
  return !strncmp(row->name, "URL", 3); /* URLSearchParams too */
}

/* Whether its functions throw errors with properties, which only util.inspect prints. */
static bool has_coded_errors(const char *name) {
  static const char *const others[] = {"global", "console", "process", "performance", "print", "$262"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (!strcmp(others[i], name)) return false;
  return true;
}

/* Loads the modules of the globals that were found wanted; true if there are new modules to look at. */
static bool add_lib_globals(Graph *g) {
  uint32_t before = g->count;
  for (int i = 0; g->makes_code && i < LIB_GLOBAL_COUNT - LIB_GLOBAL_TEST262; i++)
    if (!g->lib_globals[i].name && !is_large(&lib_global_rows[i])) g->lib_globals[i].module = 0;
  for (int i = 0; g->lists_globals && i < LIB_GLOBAL_COUNT - LIB_GLOBAL_TEST262; i++)
    if (!g->lib_globals[i].name) g->lib_globals[i].module = 0;
  for (int i = 0; i < LIB_GLOBAL_COUNT; i++) {
    LibGlobal *global = &g->lib_globals[i];
    if (global->module != 0 || global->name) continue;
    GraphModule *m = load_lib(g, module_of_global(g, &lib_global_rows[i]));
    if (!m) {
      global->module = ~0u;
      continue;
    }
    g->may_fail |= has_coded_errors(lib_global_rows[i].name);
    *global = (LibGlobal){lib_global_rows[i].name, m->ir->index, lib_global_rows[i].export_name,
                          lib_global_rows[i].is_enumerable};
  }
  return g->count > before;
}

/* The entry of --lib-object: a file, compiled as the lib module of the given name. NULL if it cannot be read. */
static const char *load_lib_input(Graph *g, const char *path) {
  size_t len;
  const char *error;
  char *text = host_read_file(path, &len, &error);
  if (!text) {
    diag_error(g->diags, NULL, (Span){0, 0}, "cannot read '%s': %s", path, error);
    return NULL;
  }
  bool is_script = g->options->goal == GOAL_SCRIPT;
  GraphModule *m =
      module_new(g, arena_format(g->arena, "node:%s", g->options->lib_object), is_script ? MODULE_SCRIPT : MODULE_LIB);
  m->ir->is_lib = true;
  parse_module(g, m, text, len);
  if (!is_script || !m->ast) return path;
  code_collect(g, m);
  if (g->count == 1 && !g->makes_code) return path;
  diag_error(g->diags, NULL, (Span){0, 0}, "'%s' gives code to eval or Function: it cannot be an object of its own",
             path);
  return NULL;
}

static const char loop_path[] = "node:internal/loop";

static uint32_t loop_module(const Graph *g) {
  static const char *const paths[] = {"node:internal/embed", "node:internal/child/adopted", "node:internal/wait_async",
                                      loop_path};
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
    const GraphModule *m = strmap_get(&g->by_path, paths[i], strlen(paths[i]));
    if (m) return m->ir->index;
  }
  return ~0u;
}

/* Of a module of lib/: such programs have it only if they name it. */
static bool is_left_out(const char *name) {
  return is_refused(name) || !strcmp(name, "crypto") || !strcmp(name, "zlib");
}

/* Files that are loaded at run time need the compiler, and may ask for Node's modules. */
static void load_public(Graph *g) {
  static const char *const names[] = {
#define LIB_EXPORTS(module, names) module,
#define LIB_PACKAGE(module, names)
#include "../../lib/exports.def"
  };
  g->makes_code = true;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (!is_left_out(names[i])) load_lib(g, names[i]);
}

/* The file that Node's command line means by a name: endings and a folder's index may be left out. A name of nothing is
 * given back: reading it tells why. */
static const char *find_entry(Graph *g, const char *name) {
  if (!*name) return name;
  const char *here = resolve_real_path(g->arena, ".");
  Resolution found = resolve_request(&g->resolver, name[0] == '/' ? name : arena_format(g->arena, "%s/%s", here, name),
                                     "/", REQUEST_REQUIRE);
  return found.path ? found.path : name;
}

bool graph_load(Graph *g, IrProgram *program, DiagCtx *diags, const Options *options) {
  *g = (Graph){.arena = program->arena, .program = program, .diags = diags, .options = options, .loop_module = ~0u};
  resolver_init(&g->resolver, g->arena, lib_exists);
  strmap_init(&g->by_path, g->arena);
  g->lib_globals = ARENA_ARRAY(g->arena, LibGlobal, LIB_GLOBAL_COUNT);
  for (int i = 0; i < LIB_GLOBAL_COUNT; i++) g->lib_globals[i].module = ~0u;

  const char *path = options->eval_text             ? "[eval]"
                     : !strcmp(options->input, "-") ? "[stdin]"
                                                    : find_entry(g, options->input);
  Resolution entry = {.path = path[0] == '[' || options->lib_object ? NULL : path};
  check_type(g, &entry);
  if (entry.error) {
    diag_error(diags, NULL, (Span){0, 0}, "%s", entry.error);
    note_broken(g, diags, entry.error);
    return false;
  }
  if (options->lib_object) path = load_lib_input(g, path);
  else if (path[0] == '[') path = load_text(g, path);
  else if (!load_file(g, path, NULL, true, NULL, NULL)) path = NULL;
  if (!path) return false;
  program->entry_module = 0;
  if (!load_preludes(g) || !load_preloads(g)) return false;
  if (options->prints_result) load_print_result(g);
  uint32_t next = 0;
  do {
    for (; next < g->count; next++) resolve_requests(g, g->modules[next]);
    g->loads_files |= g->compiles_modules && strmap_get(&g->by_path, "node:module", strlen("node:module"));
    g->loads_files |= g->needs_module;
    if (g->loads_files && !options->no_eval) load_public(g);
    if ((g->may_fail || g->makes_code) && !options->lib_object) load_lib(g, "internal/loop");
    if (options->is_object && strmap_get(&g->by_path, loop_path, strlen(loop_path))) load_lib(g, "internal/embed");
    load_named(g);
    g->has_realms |= g->has_vm && g->names_contexts;
    if ((g->waits || g->makes_code) && !options->lib_object) load_lib(g, "internal/wait_async");
    if (g->has_parent && !options->lib_object && !options->is_object) load_lib(g, "internal/child/adopted");
  } while (add_lib_globals(g) || next < g->count || code_add_empty_functions(g));
  graph_settle(g);
  g->loop_module = loop_module(g);
  for (int i = 0; i < LIB_GLOBAL_COUNT; i++)
    if (g->lib_globals[i].name) g->lib_globals[g->nlib_globals++] = g->lib_globals[i];
  return diags->errors == 0;
}

const Request *graph_request(const GraphModule *m, const Atom *specifier, RequestKind kind) {
  for (uint32_t i = 0; i < m->nrequests; i++)
    if (m->requests[i].specifier == specifier && m->requests[i].kind == kind) return &m->requests[i];
  return NULL;
}
