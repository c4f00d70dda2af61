/* load.c: see load.h. Files are looked for by the compiler's own resolver (compiler/resolve). */
#include "load.h"

#include "../../compiler/resolve/kind.h"
#include "../../compiler/support/host.h"
#include "../heap/heap.h"
#include "../object/error.h"
#include "../object/module.h"
#include "../object/object.h"
#include "../os/os.h"
#include "../string/string.h"
#include "eval.h"
#include "host.h"
#include "loaded.h"
#include "trace.h"

/* Ranges that the collector scans, each twice as large as the one before. */
enum { FIRST_RANGE = 64, RANGES = EVAL_MODULE_RANGES };

static uint32_t program_count(void) { return RT->program->nmodules; }

uint32_t load_count(void) { return program_count() + (RT->eval ? RT->eval->nmodules : 0); }

Loaded *loaded_at(uint32_t n) {
  EvalState *s = RT->eval;
  for (uint32_t range = 0, size = FIRST_RANGE; range < RANGES; n -= size, size *= 2, range++)
    if (n < size) return (Loaded *)s->modules[range] + n;
  return NULL;
}

const ModuleInfo *load_info(uint32_t index) {
  if (index < program_count()) return &RT->program->modules[index];
  return &loaded_at(index - program_count())->info;
}

ModuleState *load_state(const ModuleInfo *m) {
  const ModuleInfo *first = RT->program->modules;
  if (m >= first && m < first + program_count()) return &RT->module_states[m - first];
  return &((Loaded *)(uintptr_t)m)->state;
}

int load_find(String *filename) {
  for (uint32_t i = 0; RT->eval && i < RT->eval->nmodules; i++)
    if (string_equal(loaded_at(i)->info.filename, filename)) return (int)(program_count() + i);
  return -1;
}

Loaded *loaded_add(String *filename, uint32_t kind) {
  EvalState *s = RT->eval;
  uint32_t range = 0, first = 0, size = FIRST_RANGE;
  while (range < RANGES && s->nmodules >= first + size) first += size, size *= 2, range++;
  if (range < RANGES && !s->modules[range]) s->modules[range] = heap_map_static(size * sizeof(Loaded));
  if (range == RANGES || !s->modules[range]) {
    throw_range_error("Too many modules are loaded at run time");
    return NULL;
  }
  Loaded *m = (Loaded *)s->modules[range] + (s->nmodules - first);
  *m = (Loaded){.names = JS_UNDEFINED};
  m->info = (ModuleInfo){.filename = filename, .kind = kind, .flags = MODULE_TAKES_REQUIRE};
  module_state_init(&m->state);
  s->nmodules++;
  return m;
}

/* ---- what a specifier means ---- */

typedef struct Search {
  const char *specifier, *from;
  size_t length; /* of the specifier */
  bool is_import;
  Resolution found;
  PackageType type; /* of the file's package */
  DataUrl data;     /* of a data: URL */
} Search;

static bool is_node(String *filename, const char *name, size_t length) {
  static const char prefix[] = "node:";
  const uint32_t n = sizeof prefix - 1;
  if (filename->length != n + length) return false;
  for (uint32_t i = 0; i < filename->length; i++)
    if (string_at(filename, i) != (uint8_t)(i < n ? prefix[i] : name[i - n])) return false;
  return true;
}

int load_find_lib(const char *name) {
  size_t length = strlen(name);
  for (uint32_t i = 0; i < program_count(); i++)
    if (is_node(RT->program->modules[i].filename, name, length)) return (int)i;
  return -1;
}

bool load_is_lib(const char *name) { return load_find_lib(name) >= 0; }

static void search(void *arg) {
  Search *s = arg;
  Arena *arena = host_alloc_zeroed(sizeof *arena);
  Resolver *resolver = host_alloc(sizeof *resolver);
  resolver_init(resolver, arena, load_is_lib);
  s->found = resolve_request(resolver, resolve_specifier(arena, s->specifier, s->length), s->from,
                             s->is_import ? REQUEST_IMPORT : REQUEST_REQUIRE);
  if (!s->found.path && s->found.url) url_read_data(arena, s->found.url, &s->data);
  if (!s->found.path) return;
  s->type = resolve_package_type(resolver, s->found.path);
  if (s->type != PACKAGE_BROKEN || !file_follows_type(s->found.path)) return;
  resolve_fail(&s->found, "ERR_INVALID_PACKAGE_CONFIG", resolve_broken_message(arena, resolver->broken));
}

static Value no_module(const char *code, String *message) {
  return module_throw_request(&(ModuleRequest){.error = message, .code = string_from_ascii(code)});
}

/* ---- what is in the file ---- */

static String *text_of(const char *path) {
  size_t length, capacity;
  int error = 0;
  uint8_t *bytes = os_read_file(path, &length, &capacity, &error);
  if (!bytes) {
    if (error) {
      no_module("MODULE_NOT_FOUND", format_string("Cannot read '%s'", path));
      return NULL;
    }
    return string_from_ascii("");
  }
  bool has_mark = text_has_mark((const char *)bytes, length);
  String *text = string_from_utf8(bytes + (has_mark ? 3 : 0), length - (has_mark ? 3 : 0));
  os_unmap(bytes, capacity);
  return text;
}

/* What is no CommonJS but an ES module is one, as Node detects it in files of packages without "type". */
static int load_unsure(const char *name) {
  Value error = RT->exception;
  RT->exception = JS_EMPTY;
  int found = load_graph(name, true);
  if (found != LOAD_NOT_FOUND) return found;
  rt_throw(error);
  return LOAD_THREW;
}

bool load_compile(const ModuleInfo *m) {
  if (m->body || m->kind != MODULE_COMMONJS) return true;
  ModuleInfo *info = (ModuleInfo *)(uintptr_t)m; /* ours: the program's have a body */
  return (info->body = eval_commonjs(m->text, m->filename)) != NULL;
}

static int add_file(String *filename, uint32_t kind, const FnInfo *body, String *text) {
  Loaded *m = loaded_add(filename, kind);
  if (!m) return LOAD_THREW;
  m->info.body = body;
  m->info.text = text;
  return (int)load_count() - 1;
}

/* The text is NULL, or of a data: URL. */
static int load_data(const char *url, String *text, bool is_json) {
  String *filename = string_from_utf8(url, strlen(url));
  int known = module_find(filename);
  if (known >= 0) return known;
  return is_json ? add_file(filename, MODULE_JSON, NULL, text) : load_graph(url, false);
}

/* name: the path, or a URL of it. */
static int load_file(const char *name, const char *path, PackageType type) {
  String *filename = string_from_utf8(path, strlen(path)), *url = string_from_utf8(name, strlen(name));
  int known = module_find(url), plain = module_find(filename);
  if (known >= 0) return known;
  if (plain >= 0 && load_info((uint32_t)plain)->kind == MODULE_COMMONJS) return plain;
  FileKind kind = file_kind(path, type);
  if (path_has_suffix(path, ".node")) {
    no_module("ERR_DLOPEN_FAILED", format_string("'%s' is a native add-on: only JavaScript can be loaded", path));
    return LOAD_THREW;
  }
  if (kind == FILE_ESM) return load_graph(name, false);
  String *text = text_of(path);
  if (!text) return LOAD_THREW;
  if (kind == FILE_JSON) return add_file(url, MODULE_JSON, NULL, text);
  const FnInfo *body = eval_commonjs(text, filename);
  if (body) return add_file(filename, MODULE_COMMONJS, body, text);
  return kind == FILE_UNSURE ? load_unsure(name) : LOAD_THREW;
}

static const char *copy(const char *text) {
  size_t n = strlen(text) + 1;
  return __builtin_memcpy(heap_alloc_bytes(n), text, n);
}

/* Ends what the compiler has in memory. */
static int take_found(const Search *s, String **file) {
  const char *path = s->found.path ? copy(s->found.path) : NULL, *name = s->found.url ? copy(s->found.url) : path;
  bool is_json = s->data.kind == DATA_JSON;
  String *text = !path && is_json ? string_from_utf8(s->data.text, s->data.length) : NULL;
  eval_end();
  if (!file) return path ? load_file(name, path, s->type) : load_data(name, text, is_json);
  *file = string_from_utf8(name, strlen(name));
  return LOAD_NOT_FOUND;
}

int load_module(String *specifier, String *from, bool is_import, String **file) {
  size_t length;
  Search s = {.from = string_utf8(from, &length), .is_import = is_import};
  s.specifier = string_utf8(specifier, &s.length);
  if ((s.from[0] != '/' && !strchr(s.from, ':')) || !eval_begin()) return LOAD_NOT_FOUND;
  eval_on_stack(search, &s);
  int found = LOAD_NOT_FOUND;
  if (s.found.path || s.found.url) return take_found(&s, file);
  const char *code = s.found.code;
  if (code && strcmp(code, "MODULE_NOT_FOUND") && strcmp(code, "ERR_MODULE_NOT_FOUND") &&
      strcmp(code, "ERR_UNKNOWN_BUILTIN_MODULE")) {
    no_module(code, string_from_utf8(s.found.error, strlen(s.found.error)));
    found = LOAD_THREW;
  }
  eval_end();
  return found;
}

/* ---- import() of code made at run time ---- */

Value jsc_import_from(Value specifier, Value options);
Value jsc_import_from(Value specifier, Value options) {
  String *file = eval_file_around((uintptr_t)__builtin_return_address(0));
  Value from = file ? value_from_ptr(file) : value_from_int((int32_t)RT->program->entry);
  int known = file ? module_find(file) : -1;
  return module_import_from(specifier, options, known >= 0 ? value_from_int(known) : from);
}
