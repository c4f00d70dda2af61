/*
 * module.h: running compiled modules: CommonJS, ES modules, JSON, and their interoperation by Node's rules.
 */
#ifndef RUNTIME_OBJECT_MODULE_H
#define RUNTIME_OBJECT_MODULE_H

#include "object.h"

/* require() of module number `index`: its exports. An ES module gives its namespace (or its "module.exports" export);
 * one with top-level await throws ERR_REQUIRE_ASYNC_MODULE. */
Value module_require(uint32_t index);
/* The same; parent: 1 + the number of the CommonJS module that asks, or 0. */
Value module_require_by(uint32_t index, uint32_t parent);
/* Evaluates an ES module graph, or requires another module: a promise (ES 16.2.1.6.1.2). */
Value module_evaluate(uint32_t index);
/* The same, and require(), of an ES module that is not broken: linked into programs that have some. */
Value module_evaluate_esm(uint32_t index);
Value module_require_esm(uint32_t index);
/* Of zeroed memory: not loaded yet. */
static inline void module_state_init(ModuleState *s) {
  s->module = s->exports = s->ns = JS_UNDEFINED;
  s->error = s->promise = s->parents = JS_UNDEFINED;
}
/* import(): a promise of the namespace. */
Value module_import(uint32_t index);
/* What import() does in `from` (as module_resolve has it). */
Value module_import_from(Value specifier, Value options, Value from);
/* The module of a file, or -1. */
int module_find(String *filename);
/* The namespace object (of CommonJS modules: default plus the names found when it ran). */
Value module_namespace(uint32_t index);
/* One of an ES module with __esModule: true besides, for what was translated to CommonJS. */
Value module_namespace_marked(const ModuleInfo *m);
/* The object that every require function has as its `cache`: from now on it decides which modules are loaded. */
Value module_cache(void);
/* RT->cache_hook. FIND: true, and what require() gives for a module that is there, or an exception. */
enum { CACHE_FIND, CACHE_ADD, CACHE_DROP };
/* The `module` object of a CommonJS module. */
Value module_object(uint32_t index);
/* The `require` function of a file: `from` is a module's index, or a path (a string) that need not be of the program. */
Value module_require_function(Value from);
typedef enum ModuleAsk { ASK_REQUIRE, ASK_IMPORT, ASK_RESOLVE } ModuleAsk;
/* The module that a specifier means in `from` (as above), by the rules of import(), of require() or require.resolve(): -1 with an exception. */
int module_resolve(String *specifier, Value from, ModuleAsk ask);
#ifdef JSC_EVAL
/* The file of that module, which is not loaded; NULL with an exception. Relative to a file, import() need not find one. */
String *module_resolve_file(String *specifier, Value from, ModuleAsk ask);
#endif
/* Throws what the compiler found wrong with a request, or with a module that is MODULE_IS_BROKEN. */
Value module_throw_request(const ModuleRequest *r);
/* The URL of a module's file: file: of a path, else its name. */
String *module_url(String *file);
/* The path of a module's file, NULL if it has none: the opposite of module_url, but for query and fragment. */
String *module_path(String *file);
/* The folder of a path, "." where there is none. */
String *module_dirname(String *path);
/* import.meta */
Value module_meta(uint32_t index);
/* Runs a module or script of the program at the top: JS_EXCEPTION if it threw synchronously; for ES modules the promise. */
Value module_run(uint32_t index);
/* Namespace [[Get]] etc. are dispatched from object.c. Finds an export's slot: NULL if there is none. */
const ModuleExport *module_find_export(const ModuleInfo *m, PropKey key);
/* The slot of an export that is no namespace. */
static inline Value *module_export_slot(const ModuleExport *e) {
#ifdef JSC_EVAL
  if (e->is_address) return (Value *)e->slot;
#endif
  return &RT->slots[e->slot];
}

#endif
