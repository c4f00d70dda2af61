/*
 * module.c: the modules of the program: CommonJS as Node's loader does it (exports objects shared in cycles), namespaces
 * (ES 10.4.6), import(), import.meta. module-eval.c evaluates ES modules.
 */
#include "module.h"

#include "../error/stack.h"
#include "call.h"
#include "convert.h"
#include "error.h"
#include "jobs.h"
#include "property.h"
#ifdef JSC_EVAL
#include "../eval/load.h"
#endif

#ifdef JSC_EVAL
#define info_of(index) load_info(index)
#define state_of(m) load_state(m)
#define evaluate_esm(index) module_evaluate_esm(index)
#define require_esm(index) module_require_esm(index)
#else
#define evaluate_esm(index) RT->program->evaluate_module(index)
#define require_esm(index) RT->program->require_module(index)
static const ModuleInfo *info_of(uint32_t index) { return &RT->program->modules[index]; }
static ModuleState *state_of(const ModuleInfo *m) { return &RT->module_states[m - RT->program->modules]; }
#endif
static bool is_esm(const ModuleInfo *m) { return m->kind == MODULE_ESM; }

/* ---- CommonJS ---- */

/* Module.prototype in programs that may load files and have node:module. */
static Value module_prototype(void) {
  Value proto = RT->realm->intrinsics[INTR_ObjectPrototype];
#ifdef JSC_EVAL
  int index = module_find(string_from_ascii("node:module"));
  Value constructor = index < 0 ? JS_UNDEFINED : module_require((uint32_t)index);
  if (value_is_object(constructor)) proto = value_get(constructor, KEY(prototype));
#endif
  return proto;
}

Value module_object(uint32_t index) {
  const ModuleInfo *m = info_of(index);
  ModuleState *s = state_of(m);
  if (value_is_object(s->module)) return s->module;
  bool is_main = index == RT->program->entry;
  bool is_lib = m->kind == MODULE_LIB; /* its code uses module.exports only */
  Value proto = is_lib ? RT->realm->intrinsics[INTR_ObjectPrototype] : module_prototype();
  Value module = object_new_sized(proto, is_lib ? 2 : 9);
  s->module = module;
  s->exports = object_new_plain();
  if (is_lib) {
    object_put_data(module, KEY(exports), s->exports, PROP_DEFAULT);
    return module;
  }
  Value file = value_from_ptr(m->filename);
  object_put_data(module, KEY(id), is_main ? ATOM_VALUE(dot) : file, PROP_DEFAULT);
  object_put_data(module, KEY(path), value_from_ptr(module_dirname(m->filename)), PROP_DEFAULT);
  object_put_data(module, KEY(exports), s->exports, PROP_DEFAULT);
  object_put_data(module, KEY(filename), file, PROP_DEFAULT);
  object_put_data(module, KEY(loaded), JS_FALSE, PROP_DEFAULT);
  object_put_data(module, KEY(children), array_new(0), PROP_DEFAULT);
  object_put_data(module, KEY(paths), array_new(0), PROP_DEFAULT);
  Value parent = s->parent ? module_object(s->parent - 1) : is_main ? JS_NULL : JS_UNDEFINED;
  object_put_data(module, KEY(parent), parent, PROP_HIDDEN);
  Value siblings = s->parent ? value_get(parent, KEY(children)) : JS_UNDEFINED;
  if (value_is_array(siblings)) array_push(siblings, module);
  return module;
}

static Value run_commonjs(uint32_t index) {
  const ModuleInfo *m = info_of(index);
#ifdef JSC_EVAL
  if (!load_compile(m)) return JS_EXCEPTION;
#endif
  ModuleState *s = state_of(m);
  Value module = module_object(index);
  s->status = MODULE_EVALUATING;
  if (RT->cache_hook) RT->cache_hook(index, CACHE_ADD, NULL);
  Value exports = value_get(module, KEY(exports));
  bool is_lib = m->kind == MODULE_LIB; /* require is resolved at compile time there */
  Value args[5] = {exports, JS_UNDEFINED, module, value_from_ptr(m->filename), JS_UNDEFINED};
  if (!is_lib) {
#ifdef JSC_EVAL
    args[1] = module_require_function(value_from_int((int32_t)index));
#else
    if (m->flags & MODULE_TAKES_REQUIRE) args[1] = RT->program->require_function(value_from_int((int32_t)index));
#endif
    args[4] = value_from_ptr(module_dirname(m->filename));
  }
  Value r = js_call(function_new(m->body, NULL), exports, 5, args);
  if (value_is_exception(r)) {
    s->status = MODULE_NEW;
    s->module = s->exports = JS_UNDEFINED;
    if (RT->cache_hook) RT->cache_hook(index, CACHE_DROP, NULL);
    return r;
  }
  s->status = MODULE_EVALUATED;
  if (!is_lib) object_put_data(module, KEY(loaded), JS_TRUE, PROP_DEFAULT);
  return value_get(module, KEY(exports));
}

Value js_JSON_parse(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);

static Value run_json(uint32_t index) {
  const ModuleInfo *m = info_of(index);
  ModuleState *s = state_of(m);
  String *text = m->text;
  if (text->length && string_at(text, 0) == 0xfeff)
    text = string_substring(text, 1, text->length); /* byte order mark */
  Value v = js_JSON_parse(JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED, 1, value_from_ptr(text), JS_UNDEFINED);
  if (value_is_exception(v)) {
    if (value_is_kind(RT->exception, CELL_ERROR)) {
      Value message = object_peek_own(value_object(RT->exception), KEY(message));
      if (value_is_string(message))
        object_put_data(RT->exception, KEY(message), value_from_ptr(format_string("%S: %V", m->filename, message)),
                        PROP_HIDDEN);
    }
    return v;
  }
  s->exports = v;
  s->status = MODULE_EVALUATED;
  if (RT->cache_hook) RT->cache_hook(index, CACHE_ADD, NULL);
  return v;
}

static Value take_exception(void) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  return e;
}

/* ES modules' evaluation is linked into programs that have some. */
Value module_evaluate(uint32_t index) {
  const ModuleInfo *m = info_of(index);
  if (is_esm(m) && !(m->flags & MODULE_IS_BROKEN)) return evaluate_esm(index);
  Value p = promise_new();
  if (value_is_exception(module_require(index))) promise_reject(p, take_exception());
  else promise_resolve(p, JS_UNDEFINED);
  return p;
}

static Namespace *new_namespace(const ModuleInfo *m, Value values);
static uint32_t insert_export(ModuleExport *exports, uint32_t n, String *name);

/* The namespace with __esModule: true besides, for what was translated to CommonJS and looks for it before it takes
 * `default`. */
Value module_namespace_marked(const ModuleInfo *m) {
  ModuleInfo *info = heap_alloc_bytes(sizeof *info + (m->nexports + 1) * sizeof(ModuleExport));
  ModuleExport *list = (ModuleExport *)(info + 1);
  memcpy(list, m->exports, m->nexports * sizeof *list);
  *info = *m;
  info->exports = list;
  info->nexports = insert_export(list, m->nexports, value_string(ATOM_VALUE(esModule)));
  for (uint32_t i = 0; i < info->nexports; i++)
    if (key_same(key_from_string(list[i].name), KEY(esModule))) list[i].slot = MODULE_SLOT_TRUE;
  return value_from_ptr(new_namespace(info, JS_UNDEFINED));
}

Value module_require(uint32_t index) {
  const ModuleInfo *m = info_of(index);
  ModuleState *s = state_of(m);
  if (STACK_CHECK()) return JS_EXCEPTION;
  if (m->flags & MODULE_IS_BROKEN) return module_throw_request(m->requests);
  Value found;
  if (RT->cache_hook && RT->cache_hook(index, CACHE_FIND, &found)) return found;
  switch (m->kind) {
    case MODULE_ESM: return require_esm(index);
    case MODULE_JSON: return s->status == MODULE_EVALUATED ? s->exports : run_json(index);
    default: return s->status == MODULE_NEW ? run_commonjs(index) : value_get(s->module, KEY(exports));
  }
}

Value module_require_by(uint32_t index, uint32_t parent) {
  ModuleState *s = state_of(info_of(index));
  if (parent && s->status == MODULE_NEW && !is_esm(info_of(index))) s->parent = parent;
  return module_require(index);
}

Value jsc_require(int64_t index, int64_t parent) {
  return index == MODULE_LEFT_OUT ? JS_UNDEFINED : module_require_by((uint32_t)index, (uint32_t)parent);
}

/* ---- namespaces ---- */

const ModuleExport *module_find_export(const ModuleInfo *m, PropKey key) {
  if (key_is_index(key)) {
    for (uint32_t i = 0; i < m->nexports; i++)
      if (key_same(key_from_string(m->exports[i].name), key)) return &m->exports[i];
    return NULL;
  }
  String *name = value_string((Value){key.bits});
  uint32_t low = 0, high = m->nexports;
  while (low < high) {
    uint32_t mid = (low + high) / 2;
    int c = m->exports[mid].name == name ? 0 : string_compare(m->exports[mid].name, name);
    if (c == 0) return &m->exports[mid];
    if (c < 0) low = mid + 1;
    else high = mid;
  }
  return NULL;
}

static Namespace *new_namespace(const ModuleInfo *m, Value values) {
  Namespace *n = (Namespace *)object_new_default(CELL_NAMESPACE, sizeof *n);
  n->module = m;
  n->values = values;
  property_add(&n->o, KEY_SYM(toStringTag), ATOM_VALUE(Module), 0);
  n->o.cell.flags |= OBJ_NOT_EXTENSIBLE;
  return n;
}

/* Inserts a name into exports[0..n), which are in code unit order; nothing if it is there. The new count. */
static uint32_t insert_export(ModuleExport *exports, uint32_t n, String *name) {
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t mid = (low + high) / 2;
    int c = string_compare(exports[mid].name, name);
    if (c == 0) return n;
    if (c < 0) low = mid + 1;
    else high = mid;
  }
  for (uint32_t i = n; i > low; i--) exports[i] = exports[i - 1];
  exports[low] = (ModuleExport){.name = name};
  return n + 1;
}

/* A property of the exports object itself. */
static Value own_export(Value exports, PropKey key) {
  Value v = JS_UNDEFINED;
  if (value_is_object(exports) && object_has_own(value_object(exports), key) > 0) v = value_get(exports, key);
  if (!value_is_exception(v)) return v;
  RT->exception = JS_EMPTY;
  return JS_UNDEFINED;
}

/* What import * of a CommonJS or JSON module gives: default, and the names that the compiler saw; of a module that it did
 * not see, those that its exports object has now. */
static Value namespace_of_exports(const ModuleInfo *m, Value exports) {
  KeyList keys = {0};
  bool is_unseen = m->kind != MODULE_JSON && !m->nexports;
  if (is_unseen && value_is_object(exports) && !kind_is_proxy((CellKind)value_cell(exports)->kind))
    object_own_keys(value_object(exports), KEYS_STRINGS | KEYS_ENUMERABLE, &keys);
  ModuleInfo *info = heap_alloc_bytes(sizeof *info + (m->nexports + keys.count + 3) * sizeof(ModuleExport));
  ModuleExport *list = (ModuleExport *)(info + 1);
  uint32_t n = insert_export(list, 0, value_string(ATOM_VALUE(default)));
  if (keys.count && object_has_own(value_object(exports), KEY(esModule))) /* which is not enumerable as a rule */
    n = insert_export(list, n, value_string(ATOM_VALUE(esModule)));
  if (m->kind == MODULE_COMMONJS) n = insert_export(list, n, value_string(ATOM_VALUE(module_exports)));
  for (uint32_t i = 0; i < m->nexports; i++) n = insert_export(list, n, m->exports[i].name);
  for (uint32_t i = 0; i < keys.count; i++) n = insert_export(list, n, value_string(key_to_value(keys.keys[i])));
  *info = (ModuleInfo){.exports = list, .nexports = n};
  Value values = array_new(0); /* by slot, and the names, which nothing else need keep */
  for (uint32_t i = 0; i < n; i++) {
    PropKey key = key_from_string(list[i].name);
    bool is_whole = key_same(key, KEY(default)) || key_same(key, KEY(module_exports));
    list[i].slot = i;
    array_push(values, is_whole ? exports : own_export(exports, key));
  }
  for (uint32_t i = 0; i < n; i++) array_push(values, value_from_ptr(list[i].name));
  return value_from_ptr(new_namespace(info, values));
}

Value module_namespace(uint32_t index) {
  const ModuleInfo *m = info_of(index);
  ModuleState *s = state_of(m);
  if (value_is_object(s->ns)) return s->ns;
  if (is_esm(m)) {
    s->ns = value_from_ptr(new_namespace(m, JS_UNDEFINED));
    return s->ns;
  }
  Value exports = m->kind == MODULE_JSON       ? s->exports
                  : value_is_object(s->module) ? value_get(s->module, KEY(exports))
                                               : JS_UNDEFINED;
  if (value_is_exception(exports)) {
    RT->exception = JS_EMPTY;
    exports = JS_UNDEFINED;
  }
  Value ns = namespace_of_exports(m, exports);
  if (s->status == MODULE_EVALUATED) s->ns = ns;
  return ns;
}

Value jsc_module_namespace(int64_t index);
Value jsc_module_namespace(int64_t index) { return module_namespace((uint32_t)index); }

/* ---- import() ---- */

static void import_settled(Value ctx, Value v, bool rejected) {
  Box *b = (Box *)value_ptr(ctx); /* [promise, index] */
  Value promise = value_object(b->value)->elems->v[0], index = value_object(b->value)->elems->v[1];
  if (rejected) promise_reject(promise, v);
  else promise_resolve(promise, module_namespace((uint32_t)value_int(index)));
}

static void import_job(const Value data[4]) {
  promise_then_native(module_evaluate((uint32_t)value_int(data[1])), import_settled, data[2]);
}

Value module_import(uint32_t index) {
  Value promise = promise_new();
  Value pair[2] = {promise, value_from_int((int32_t)index)};
  Value ctx = value_from_ptr(heap_new_box(array_from_values(2, pair)));
  job_enqueue(import_job, promise, pair[1], ctx, JS_UNDEFINED);
  return promise;
}

/* The attributes of import()'s options (ES 13.3.10.1 EvaluateImportCall): string keys and strings, one behind the other in
 * an array. JS_EXCEPTION: they are wrong. */
static Value import_attributes(Value options) {
  Value list = array_new(0);
  if (value_is_undefined(options)) return list;
  if (!value_is_object(options)) return throw_type_error("The second argument to import() must be an object");
  Value with = value_get(options, key_from_ascii("with"));
  if (value_is_exception(with)) return with;
  if (value_is_undefined(with)) return list;
  if (!value_is_object(with)) return throw_type_error("The 'with' option must be an object");
  KeyList keys;
  if (object_own_keys(value_object(with), KEYS_STRINGS | KEYS_ENUMERABLE, &keys) < 0) return JS_EXCEPTION;
  for (uint32_t i = 0; i < keys.count; i++) {
    Value v = value_get(with, keys.keys[i]);
    if (value_is_exception(v)) return v;
    if (!value_is_string(v)) return throw_type_error("Import attribute value must be a string");
    array_push(list, key_to_value(keys.keys[i]));
    array_push(list, v);
  }
  return list;
}

String *module_url(String *file) {
  size_t length;
  const char *path = string_utf8(file, &length);
  return stack_file_url(path, (uint32_t)length);
}

/* Whether a module may be loaded with these attributes; false with an exception. */
static bool check_attributes(const ModuleInfo *m, Value attributes) {
  bool is_json = false;
  String *url = module_url(m->filename);
  const Value *v = value_object(attributes)->elems->v;
  for (uint32_t i = 0; i < array_length(attributes); i += 2) {
    String *key = value_string(v[i]), *value = value_string(v[i + 1]);
    if (!string_equal_ascii(key, "type") || !string_equal_ascii(value, "json")) {
      throw_with_code(INTR_TypeErrorPrototype, ATTRIBUTE_UNSUPPORTED_CODE,
                      format_string(ATTRIBUTE_UNSUPPORTED("%S"), key, value, url));
      return false;
    }
    is_json = true;
  }
  if (is_json == (m->kind == MODULE_JSON)) return true;
  if (is_json)
    throw_with_code(INTR_TypeErrorPrototype, ATTRIBUTE_INCOMPATIBLE_CODE,
                    format_string(ATTRIBUTE_INCOMPATIBLE("%S"), url));
  else throw_with_code(INTR_TypeErrorPrototype, ATTRIBUTE_MISSING_CODE, format_string(ATTRIBUTE_MISSING("%S"), url));
  return false;
}

Value module_import_from(Value spec, Value options, Value from) {
  Value s = to_string(spec), attributes = value_is_exception(s) ? s : import_attributes(options);
  if (!value_is_exception(attributes)) {
    int found = module_resolve(value_string(s), from, ASK_IMPORT);
    if (found >= 0 && check_attributes(info_of((uint32_t)found), attributes)) return module_import((uint32_t)found);
  }
  Value promise = promise_new();
  promise_reject(promise, take_exception());
  return promise;
}

Value jsc_import_dynamic(Value spec, Value options, int64_t from);
Value jsc_import_dynamic(Value spec, Value options, int64_t from) {
  return module_import_from(spec, options, value_from_int((int32_t)from));
}

/* ---- import.meta, the entry ---- */

/* Node's own modules need not be in the program. */
static String *builtin_url(String *specifier) {
  static const char *const names[] = {
#define LIB_EXPORTS(module, names) "node:" module,
#define LIB_PACKAGE(module, names)
#include "../../lib/exports.def"
  };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (string_equal_ascii(specifier, names[i]) || string_equal_ascii(specifier, names[i] + 5))
      return string_from_ascii(names[i]);
  return NULL;
}

static Value meta_resolve_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)this_value, (void)new_target, (void)argc, (void)a1;
  Value spec = to_string(a0);
  if (value_is_exception(spec)) return spec;
  String *builtin = builtin_url(value_string(spec));
  if (builtin) return value_from_ptr(builtin);
#ifdef JSC_EVAL
  String *file = module_resolve_file(value_string(spec), ((Function *)value_ptr(callee))->captures[0], ASK_IMPORT);
#else
  int found = module_resolve(value_string(spec), ((Function *)value_ptr(callee))->captures[0], ASK_IMPORT);
  String *file = found < 0 ? NULL : info_of((uint32_t)found)->filename;
#endif
  if (file) return value_from_ptr(module_url(file));
  /* it need not be there, nor be a file */
  Value e = RT->exception,
        url = value_is_object(e) ? object_peek_own(value_object(e), key_from_ascii("url")) : JS_EMPTY;
  if (!value_is_string(url)) return JS_EXCEPTION;
  RT->exception = JS_EMPTY;
  return url;
}

Value module_meta(uint32_t index) {
  const ModuleInfo *m = info_of(index);
  ModuleState *s = state_of(m);
  if (value_is_object(s->module)) return s->module;
  static const FnInfo info = {.entry = meta_resolve_entry, .length = 1, .flags = FN_BUILTIN};
  Value meta = object_new(JS_NULL), capture = value_from_int((int32_t)index);
  Value resolve = function_new_builtin(&info, 1, &capture);
  function_set_name(resolve, KEY(resolve), NULL);
  String *path = module_path(m->filename);
  if (path) {
    object_put_data(meta, KEY(dirname), value_from_ptr(module_dirname(path)), PROP_DEFAULT);
    object_put_data(meta, KEY(filename), value_from_ptr(path), PROP_DEFAULT);
  }
  object_put_data(meta, KEY(main), value_from_bool(index == RT->program->entry), PROP_DEFAULT);
  object_put_data(meta, KEY(resolve), resolve, PROP_DEFAULT);
  object_put_data(meta, KEY(url), value_from_ptr(module_url(m->filename)), PROP_DEFAULT);
  s->module = meta;
  return meta;
}

Value jsc_import_meta(int64_t index);
Value jsc_import_meta(int64_t index) { return module_meta((uint32_t)index); }

Value module_run(uint32_t index) {
  const ModuleInfo *m = info_of(index);
  if (m->kind == MODULE_SCRIPT) return js_call(function_new(m->body, NULL), RT->realm->global, 0, NULL);
  return is_esm(m) ? module_evaluate(index) : module_require(index);
}
