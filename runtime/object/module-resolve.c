/*
 * module-resolve.c: which module of the program a specifier means that is known only at run time, or that import() or a
 * `require` used as a value gets. What the compiler resolved is in the module's table of requests; the rest is looked
 * for among the files of the program in the way of Node's algorithm, without package.json.
 */
#include "../error/stack.h"
#include "call.h"
#include "convert.h"
#include "error.h"
#include "module.h"
#include "property.h"
#ifdef JSC_EVAL
#include "../eval/load.h"
#else
#define load_info(index) (&RT->program->modules[index])
#define load_state(m) (&RT->module_states[(m) - RT->program->modules])
#endif

static bool starts_with(String *s, const char *text) {
  uint32_t n = (uint32_t)cstring_length(text);
  if (s->length < n) return false;
  for (uint32_t i = 0; i < n; i++)
    if (string_at(s, i) != (uint8_t)text[i]) return false;
  return true;
}

String *module_dirname(String *path) {
  for (uint32_t i = path->length; i-- > 0;)
    if (string_at(path, i) == '/') return i ? string_substring(path, 0, i) : string_from_ascii("/");
  return string_from_ascii(".");
}

/* -1: none. */
static int hex_digit(char c) {
  int low = (uint8_t)c | 32;
  return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The path of a URL, or of a relative one, from position `from` on, decoded. */
static String *decode_path(String *url, uint32_t from) {
  size_t length;
  const char *utf8 = string_utf8(string_substring(url, from, url->length), &length);
  uint8_t *bytes = heap_alloc_bytes((uint32_t)length + 1);
  uint32_t n = 0;
  for (size_t i = 0; i < length && utf8[i] != '?' && utf8[i] != '#'; i++) {
    int high = utf8[i] == '%' ? hex_digit(utf8[i + 1]) : -1, low = high < 0 ? -1 : hex_digit(utf8[i + 2]);
    bytes[n++] = low < 0 ? (uint8_t)utf8[i] : (uint8_t)(high << 4 | low);
    if (low >= 0) i += 2;
  }
  return string_from_utf8(bytes, n);
}

String *module_path(String *file) {
  if (starts_with(file, "data:")) return NULL;
  return starts_with(file, "file://") ? decode_path(file, 7) : file;
}

static bool is_relative(String *spec) {
  return starts_with(spec, "./") || starts_with(spec, "../") || string_equal_ascii(spec, ".") ||
         string_equal_ascii(spec, "..");
}

int module_find(String *filename) {
  const Program *p = RT->program;
  for (uint32_t i = 0; i < p->nmodules; i++)
    if (!(p->modules[i].flags >> MODULE_CODE_SHIFT) && string_equal(p->modules[i].filename, filename)) return (int)i;
#ifdef JSC_EVAL
  return load_find(filename);
#else
  return -1;
#endif
}

static int find_file(String *base) {
  static const char *const endings[] = {"", ".js", ".json", "/index.js", "/index.json"};
  for (uint32_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    int found = module_find(format_string("%S%s", base, endings[i]));
#ifdef JSC_EVAL
    if (i && found >= (int)RT->program->nmodules) continue; /* load_module knows which endings may be left out */
#endif
    if (found >= 0) return found;
  }
  return -1;
}

/* dir/spec with "." and ".." worked out. */
static String *join_path(String *dir, String *spec) {
  StringBuilder b;
  builder_init(&b);
  String *path = format_string("%S/%S", dir, spec);
  uint32_t starts[512], n = 0;
  for (uint32_t i = 0; i < path->length;) {
    uint32_t end = i;
    while (end < path->length && string_at(path, end) != '/') end++;
    uint32_t len = end - i;
    if (len == 2 && string_at(path, i) == '.' && string_at(path, i + 1) == '.') {
      if (n) n--;
    } else if (len && !(len == 1 && string_at(path, i) == '.') && n + 1 < 512) {
      starts[n++] = i;
    }
    i = end + 1;
  }
  for (uint32_t k = 0; k < n; k++) {
    builder_ascii(&b, "/");
    uint32_t end = starts[k];
    while (end < path->length && string_at(path, end) != '/') end++;
    builder_substring(&b, path, starts[k], end);
  }
  return builder_finish(&b);
}

/* The file that import() means by a path or a file: URL, NULL if it is none. */
static String *import_file(String *spec, String *from) {
  String *path = module_path(from);
  if (starts_with(spec, "file://")) return join_path(string_from_ascii(""), decode_path(spec, 7));
  if (!path || (!starts_with(spec, "/") && !is_relative(spec))) return NULL;
  return join_path(starts_with(spec, "/") ? string_from_ascii("") : module_dirname(path), decode_path(spec, 0));
}

/* Whether the path of a specifier is what its text says. */
static bool is_plain(String *spec) {
  for (uint32_t i = 0; i < spec->length; i++) {
    uint16_t c = string_at(spec, i);
    if (c == '?' || c == '#' || c == '%') return false;
  }
  return spec->length && string_at(spec, spec->length - 1) != '/';
}

/* Node's search over the modules that are in the program: -1 if none. An import names a file as it stands. */
static int find_specifier(String *spec, String *from, bool is_import) {
  if (starts_with(spec, "node:")) return module_find(spec);
  String *file = is_import ? import_file(spec, from) : NULL;
  if (file) return is_plain(spec) ? module_find(file) : -1;
  String *path = module_path(from), *dir = module_dirname(path ? path : from);
  if (!path) return module_find(format_string("node:%S", spec));
  if (is_relative(spec)) return find_file(join_path(dir, spec));
  if (starts_with(spec, "/")) return find_file(join_path(string_from_ascii(""), spec));
  int builtin = module_find(format_string("node:%S", spec));
  if (builtin >= 0) return builtin;
  for (;;) {
    int found = find_file(format_string("%S/node_modules/%S", dir, spec));
    if (found >= 0) return found;
    if (dir->length <= 1) return -1;
    dir = module_dirname(dir);
  }
}

/* ---- errors ---- */

/* What the reference's traces begin with, innermost first; a first one without a name is the line that a report quotes. */
#define CJS "node:internal/modules/cjs/loader"
#define ESM "node:internal/modules/esm/"
/* Frames that several of them end with. */
#define REQUIRE_FRAMES                                                                                 \
  {"Module._load", CJS, 1368, 5}, {"wrapModuleLoad", CJS, 261, 19}, {"Module.require", CJS, 1701, 12}, \
      {"require", "node:internal/modules/helpers", 318, 16}
#define RESOLVE_FRAMES                                                                           \
  {"defaultResolve", ESM "resolve", 973, 11}, {"#cachedDefaultResolve", ESM "loader", 708, 20},  \
      {"#resolveAndMaybeBlockOnLoaderThread", ESM "loader", 728, 38},                            \
      {"ModuleLoader.resolveSync", ESM "loader", 766, 56}, {"#resolve", ESM "loader", 690, 17},  \
      {"ModuleLoader.getOrCreateModuleJob", ESM "loader", 610, 35}, {"", ESM "loader", 639, 32}, \
      {"TracingChannel.tracePromise", "node:diagnostics_channel", 551, 22}
static const NodeFrame require_missing[] = {{"", CJS "\n  throw err;", 1595, 3},
                                            {"Module._resolveFilename", CJS, 1591, 15},
                                            {"wrapResolveFilename", CJS, 1145, 27},
                                            {"defaultResolveImplForCJSLoading", CJS, 1169, 10},
                                            {"resolveForCJSWithHooks", CJS, 1196, 12},
                                            REQUIRE_FRAMES,
                                            {NULL, NULL, 0, 0}};
static const NodeFrame require_builtin[] = {
    {"", CJS "\n      throw new ERR_UNKNOWN_BUILTIN_MODULE(specifier);", 1165, 7},
    {"defaultResolveImplForCJSLoading", CJS, 1165, 13},
    {"resolveForCJSWithHooks", CJS, 1196, 12},
    REQUIRE_FRAMES,
    {NULL, NULL, 0, 0}};
static const NodeFrame resolve_missing[] = {{"", CJS "\n  throw err;", 1595, 3},
                                            {"Module._resolveFilename", CJS, 1591, 15},
                                            {"wrapResolveFilename", CJS, 1145, 27},
                                            {"resolveForCJSWithHooks", CJS, 1196, 12},
                                            {"require.resolve", "node:internal/modules/helpers", 336, 31},
                                            {NULL, NULL, 0, 0}};
static const NodeFrame import_missing[] = {
    {"finalizeResolution", ESM "resolve\n    throw new ERR_MODULE_NOT_FOUND(", 241, 11},
    {"moduleResolve", ESM "resolve", 846, 10},
    RESOLVE_FRAMES,
    {"ModuleLoader.import", ESM "loader", 635, 21},
    {NULL, NULL, 0, 0}};
static const NodeFrame import_package[] = {{"Object.getPackageJSONURL",
                                            "node:internal/modules/package_json_reader\n  throw new "
                                            "ERR_MODULE_NOT_FOUND(packageName, fileURLToPath(base), null);",
                                            343, 9},
                                           {"packageResolve", ESM "resolve", 751, 25},
                                           {"moduleResolve", ESM "resolve", 840, 18},
                                           RESOLVE_FRAMES,
                                           {NULL, NULL, 0, 0}};
static const NodeFrame import_builtin[] = {
    {"ModuleLoader.builtinStrategy", ESM "translators\n    throw new ERR_UNKNOWN_BUILTIN_MODULE(url);", 481, 11},
    {"#translate", ESM "loader", 441, 20},
    {"afterLoad", ESM "loader", 509, 29},
    {"ModuleLoader.loadAndTranslate", ESM "loader", 514, 12},
    {"#getOrCreateModuleJobAfterResolve", ESM "loader", 567, 36},
    {"afterResolve", ESM "loader", 614, 52},
    {"ModuleLoader.getOrCreateModuleJob", ESM "loader", 620, 12},
    {"", ESM "loader", 639, 32},
    {"TracingChannel.tracePromise", "node:diagnostics_channel", 551, 22},
    {"ModuleLoader.import", ESM "loader", 635, 21},
    {NULL, NULL, 0, 0}};
static const NodeFrame require_empty[] = {
    {"Module.require", CJS "\n    throw new ERR_INVALID_ARG_VALUE('id', id,", 1696, 11},
    {"require", "node:internal/modules/helpers", 318, 16},
    {NULL, NULL, 0, 0}};
static const NodeFrame require_type[] = {{"", "node:internal/errors\n      throw error;", 547, 7},
                                         {"Module.require", CJS, 1694, 3},
                                         {"require", "node:internal/modules/helpers", 318, 16},
                                         {NULL, NULL, 0, 0}};
static const NodeFrame resolve_type[] = {{"", "node:internal/errors\n      throw error;", 547, 7},
                                         {"require.resolve", "node:internal/modules/helpers", 328, 5},
                                         {NULL, NULL, 0, 0}};
#undef REQUIRE_FRAMES
#undef RESOLVE_FRAMES
#undef CJS
#undef ESM

/* An error with the reference's frames. One with its code in the first line of its stack gets that line now. */
static Value library_error(Intrinsic proto, const char *name, const char *code, String *message,
                           const NodeFrame *frames) {
  Value e = error_new(proto, message);
  stack_put_frames(e, frames);
  if (name) {
    object_put_data(e, KEY(name), value_from_ptr(format_string("%s [%s]", name, code)), PROP_HIDDEN);
    value_get(e, KEY(stack));
    object_delete(value_object(e), KEY(name));
  }
  object_put_data(e, KEY(code), value_from_ptr(string_from_ascii(code)), PROP_DEFAULT);
  return e;
}

/* "name" or "@scope/name" of a bare specifier. */
static String *package_name(String *spec) {
  int64_t slash = string_index_of_unit(spec, '/', 0);
  if (slash > 0 && string_at(spec, 0) == '@') slash = string_index_of_unit(spec, '/', (uint32_t)slash + 1);
  return slash < 0 ? spec : string_substring(spec, 0, (uint32_t)slash);
}

static String *import_message(String *spec, String *from) {
  if (starts_with(spec, "node:")) return format_string("No such built-in module: %S", spec);
  String *file = import_file(spec, from);
  if (module_path(from)) from = module_path(from);
  if (file) return format_string("Cannot find module '%S' imported from %S", file, from);
  return format_string("Cannot find package '%S' imported from %S", package_name(spec), from);
}

static void throw_import_error(String *spec, String *from, bool is_builtin, String *message) {
  if (!is_builtin && !module_path(from)) {
    throw_with_code(INTR_TypeErrorPrototype, "ERR_UNSUPPORTED_RESOLVE_REQUEST",
                    format_string(UNSUPPORTED_RESOLVE_REQUEST("%S"), spec, from));
    return;
  }
  String *file = import_file(spec, from);
  const char *code = is_builtin ? "ERR_UNKNOWN_BUILTIN_MODULE" : "ERR_MODULE_NOT_FOUND";
  Value e = library_error(INTR_ErrorPrototype, "Error", code, message ? message : import_message(spec, from),
                          is_builtin ? import_builtin
                          : file     ? import_missing
                                     : import_package);
  if (file) object_put_data(e, key_from_ascii("url"), value_from_ptr(module_url(file)), PROP_DEFAULT);
  rt_throw(e);
}

static uint32_t parent_of(uint32_t index) {
  const ModuleInfo *m = load_info(index);
  return m->kind == MODULE_COMMONJS ? load_state(m)->parent : 0;
}

/* The file that asks, and those that asked for it. */
static Value require_stack(String *path, Value from) {
  Value file = value_from_ptr(path), stack = array_from_values(1, &file);
  for (uint32_t at = value_is_int(from) ? parent_of((uint32_t)value_int(from)) : 0; at; at = parent_of(at - 1))
    array_push(stack, value_from_ptr(load_info(at - 1)->filename));
  return stack;
}

static String *listed(Value stack) {
  String *text = string_from_ascii("");
  for (uint32_t i = 0; i < array_length(stack); i++)
    text = format_string("%S\n- %V", text, value_object(stack)->elems->v[i]);
  return text;
}

/* known: the compiler's message, or NULL. */
static int throw_not_found(String *spec, String *path, Value from, ModuleAsk ask, String *known) {
  bool is_builtin = starts_with(spec, "node:");
  if (ask == ASK_IMPORT) {
    throw_import_error(spec, path, is_builtin, known);
  } else if (is_builtin) {
    rt_throw(library_error(INTR_ErrorPrototype, "Error", "ERR_UNKNOWN_BUILTIN_MODULE",
                           format_string("No such built-in module: %S", spec), require_builtin));
  } else {
    String *message = format_string("Cannot find module '%S'", spec);
    bool has_stack = !known || string_equal(message, known); /* not where a package names the file */
    Value stack = require_stack(path, from);
    message = has_stack ? format_string("%S\nRequire stack:%S", message, listed(stack)) : known;
    Value e = library_error(INTR_ErrorPrototype, NULL, "MODULE_NOT_FOUND", message,
                            ask == ASK_RESOLVE ? resolve_missing : require_missing);
    if (has_stack) object_put_data(e, key_from_ascii("requireStack"), stack, PROP_DEFAULT);
    rt_throw(e);
  }
  return -1;
}

static bool is_type_error(String *code) {
  static const char *const codes[] = {"ERR_INVALID_MODULE_SPECIFIER",
                                      "ERR_PACKAGE_IMPORT_NOT_DEFINED",
                                      "ERR_UNKNOWN_FILE_EXTENSION",
                                      "ERR_UNSUPPORTED_RESOLVE_REQUEST",
                                      "ERR_INVALID_URL",
                                      "ERR_INVALID_ARG_VALUE",
                                      ATTRIBUTE_UNSUPPORTED_CODE,
                                      ATTRIBUTE_INCOMPATIBLE_CODE,
                                      ATTRIBUTE_MISSING_CODE};
  for (uint32_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
    if (string_equal_ascii(code, codes[i])) return true;
  return false;
}

Value module_throw_request(const ModuleRequest *r) {
  Intrinsic proto = !r->code                                                   ? INTR_SyntaxErrorPrototype
                    : is_type_error(r->code)                                   ? INTR_TypeErrorPrototype
                    : string_equal_ascii(r->code, "ERR_UNKNOWN_MODULE_FORMAT") ? INTR_RangeErrorPrototype
                                                                               : INTR_ErrorPrototype;
  Value e = error_new(proto, r->error);
  if (r->code) object_put_data(e, KEY(code), value_from_ptr(r->code), PROP_DEFAULT);
  return rt_throw(e);
}

static bool is_not_found(String *code) {
  return string_equal_ascii(code, "MODULE_NOT_FOUND") || string_equal_ascii(code, "ERR_MODULE_NOT_FOUND") ||
         string_equal_ascii(code, "ERR_UNKNOWN_BUILTIN_MODULE");
}

/* The error of an import of a folder has its URL. Returns -1. */
static int add_url(String *spec, String *from, bool is_import) {
  Value e = RT->exception, code = value_is_object(e) ? object_peek_own(value_object(e), KEY(code)) : JS_UNDEFINED;
  String *file = is_import ? import_file(spec, from) : NULL;
  if (!file || !value_is_string(code) || !string_equal_ascii(value_string(code), "ERR_UNSUPPORTED_DIR_IMPORT"))
    return -1;
  bool has_slash = string_at(spec, spec->length - 1) == '/' || string_at(spec, spec->length - 1) == '.';
  String *url = format_string(has_slash ? "%S/" : "%S", module_url(file));
  object_put_data(e, key_from_ascii("url"), value_from_ptr(url), PROP_DEFAULT);
  return -1;
}

#ifdef JSC_EVAL
/* file: NULL, or the module is not loaded: *file gets the name of a file that no module is of yet. */
static int resolve(String *spec, Value from, ModuleAsk ask, String **file) {
#else
int module_resolve(String *spec, Value from, ModuleAsk ask) {
#endif
  bool is_import = ask == ASK_IMPORT;
  String *path, *error = NULL;
  if (value_is_string(from)) {
    path = value_string(from);
  } else {
    const ModuleInfo *m = load_info((uint32_t)value_int(from));
    path = m->filename;
    for (uint64_t i = 0; i < m->nrequests; i++) {
      const ModuleRequest *r = &m->requests[i];
      if (r->is_import != is_import || !string_equal(r->specifier, spec)) continue;
      if (r->module >= 0) return r->module;
      if (r->code && !is_not_found(r->code)) {
        module_throw_request(r); /* a package that does not export this path, a native add-on */
        return add_url(spec, path, is_import);
      }
      error = r->error;
    }
  }
  int found = error ? -1 : find_specifier(spec, path, is_import);
#ifdef JSC_EVAL
  if (found < 0) found = load_module(spec, path, is_import, file);
  if (found == LOAD_THREW) return add_url(spec, path, is_import);
  if (found < 0 && file && is_import) *file = import_file(spec, path); /* need not be there */
  if (file && *file) return 0;
#endif
  return found < 0 ? throw_not_found(spec, path, from, ask, error) : found;
}

#ifdef JSC_EVAL
int module_resolve(String *spec, Value from, ModuleAsk ask) { return resolve(spec, from, ask, NULL); }

String *module_resolve_file(String *spec, Value from, ModuleAsk ask) {
  String *file = NULL;
  int found = resolve(spec, from, ask, &file);
  return found < 0 ? NULL : file ? file : load_info((uint32_t)found)->filename;
}
#endif

/* ---- require ---- */

/* What Node says of an argument of the wrong type. */
static String *received(Value v) {
  if (value_is_undefined(v)) return string_from_ascii("undefined");
  if (value_is_null(v)) return string_from_ascii("null");
  if (value_is_callable(v)) return string_from_ascii("function ");
  if (value_is_object(v)) return string_from_ascii("an instance of Object");
  if (value_is_symbol(v)) return string_from_ascii("type symbol (Symbol())");
  String *text = value_string(to_string(v));
  if (value_is_bigint(v)) return format_string("type bigint (%Sn)", text);
  return format_string("type %s (%S)", value_is_number(v) ? "number" : "boolean", text);
}

static Value check_id(Value spec, const char *name, const NodeFrame *if_empty, const NodeFrame *if_other) {
  if (!value_is_string(spec))
    return rt_throw(library_error(
        INTR_TypeErrorPrototype, "TypeError", "ERR_INVALID_ARG_TYPE",
        format_string("The \"%s\" argument must be of type string. Received %S", name, received(spec)), if_other));
  if (value_string(spec)->length == 0)
    return rt_throw(library_error(INTR_TypeErrorPrototype, "TypeError", "ERR_INVALID_ARG_VALUE",
                                  format_string("The argument '%s' must be a non-empty string. Received ''", name),
                                  if_empty));
  return spec;
}

static Value require_from(Value spec, Value from) {
  if (value_is_exception(check_id(spec, "id", require_empty, require_type))) return JS_EXCEPTION;
  int found = module_resolve(value_string(spec), from, ASK_REQUIRE);
  if (found < 0) return JS_EXCEPTION;
  bool is_module = value_is_int(from) && load_info((uint32_t)value_int(from))->kind == MODULE_COMMONJS;
  return module_require_by((uint32_t)found, is_module ? (uint32_t)value_int(from) + 1 : 0);
}

static Value from_of(Value callee) { return ((Function *)value_ptr(callee))->captures[0]; }

static Value require_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)this_value, (void)new_target, (void)argc, (void)a1;
  return require_from(a0, from_of(callee));
}

static Value resolve_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)this_value, (void)new_target, (void)argc, (void)a1;
  if (value_is_exception(check_id(a0, "request", resolve_type, resolve_type))) return JS_EXCEPTION;
#ifdef JSC_EVAL
  String *file = module_resolve_file(value_string(a0), from_of(callee), ASK_RESOLVE);
  if (!file) return JS_EXCEPTION;
#else
  int found = module_resolve(value_string(a0), from_of(callee), ASK_RESOLVE);
  if (found < 0) return JS_EXCEPTION;
  String *file = load_info((uint32_t)found)->filename;
#endif
  bool named = starts_with(value_string(a0), "node:") || !starts_with(file, "node:");
  return value_from_ptr(named ? file : string_substring(file, 5, file->length));
}

/* ---- require.cache ---- */

static void cache_add(uint32_t index) {
  const ModuleInfo *m = load_info(index);
  ModuleState *s = load_state(m);
  Value exports = s->exports, module = module_object(index);
  if (m->kind == MODULE_JSON) { /* has a `module` for the cache only */
    s->exports = exports;
    object_put_data(module, KEY(exports), exports, PROP_DEFAULT);
    object_put_data(module, KEY(loaded), JS_TRUE, PROP_DEFAULT);
  }
  object_put_data(RT->require_cache, key_from_string(m->filename), module, PROP_DEFAULT);
}

static bool is_cached(uint32_t index) {
  uint32_t kind = load_info(index)->kind;
  return kind == MODULE_COMMONJS || kind == MODULE_JSON;
}

static bool cache_event(uint32_t index, int event, Value *result) {
  if (!is_cached(index)) return false;
  const ModuleInfo *m = load_info(index);
  PropKey key = key_from_string(m->filename);
  if (event == CACHE_ADD) return cache_add(index), false;
  if (event == CACHE_DROP) return object_delete(value_object(RT->require_cache), key), false;
  Value module = value_get(RT->require_cache, key);
  if (!value_is_undefined(module)) {
    *result = value_is_exception(module) ? module : value_get(module, KEY(exports));
    return true;
  }
  ModuleState *s = load_state(m); /* was never loaded, or the program has taken it out */
  s->status = MODULE_NEW;
  s->module = s->exports = s->ns = JS_UNDEFINED;
  return false;
}

Value module_cache(void) {
  if (value_is_object(RT->require_cache)) return RT->require_cache;
  RT->require_cache = object_new(JS_NULL);
  RT->cache_hook = cache_event;
  for (uint32_t i = 0; i < RT->program->nmodules; i++)
    if (is_cached(i) && RT->module_states[i].status != MODULE_NEW) cache_add(i);
  return RT->require_cache;
}

Value module_require_function(Value from) {
  static const FnInfo require_info = {.entry = require_entry, .length = 1, .flags = FN_BUILTIN};
  static const FnInfo resolve_info = {.entry = resolve_entry, .length = 1, .flags = FN_BUILTIN};
  if (value_is_string(from)) {
    int index = module_find(value_string(from));
    if (index >= 0) from = value_from_int(index);
  }
  Value f = function_new_builtin(&require_info, 1, &from);
  function_set_name(f, KEY(require), NULL);
  Value resolve = function_new_builtin(&resolve_info, 1, &from);
  function_set_name(resolve, KEY(resolve), NULL);
  object_put_data(f, KEY(resolve), resolve, PROP_DEFAULT);
  uint32_t entry = RT->program->entry;
  bool is_esm = RT->program->modules[entry].kind == MODULE_ESM;
  object_put_data(f, KEY(main), is_esm ? JS_UNDEFINED : module_object(entry), PROP_DEFAULT);
  object_put_data(f, KEY(cache), module_cache(), PROP_DEFAULT);
  return f;
}
