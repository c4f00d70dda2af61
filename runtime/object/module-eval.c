/*
 * module-eval.c: evaluation of ES modules (ES 16.2.1.6.1.2). Modules that import each other in a circle form a strongly
 * connected component, found by depth-first search as Tarjan does; its cycle root, the first one reached, stands for all
 * of them in whoever imports one. A module that awaits, or waits for one that does, is asynchronous: its importers are
 * executed when it is done, in the order in which they were found.
 */
#include "../error/stack.h"
#include "call.h"
#include "error.h"
#include "jobs.h"
#include "module.h"
#include "property.h"
#ifdef JSC_EVAL
#include "../eval/load.h"
#endif

#ifdef JSC_EVAL
#define info_of(index) load_info(index)
#define state_of(index) load_state(load_info(index))
#define count_modules() load_count()
#else
#define count_modules() RT->program->nmodules
static ModuleState *state_of(uint32_t index) { return &RT->module_states[index]; }
static const ModuleInfo *info_of(uint32_t index) { return &RT->program->modules[index]; }
#endif

/* Only these have a state of evaluation that others wait for; CommonJS and JSON are just required. */
static bool is_cyclic(uint32_t index) {
  const ModuleInfo *m = info_of(index);
  return m->kind == MODULE_ESM && !(m->flags & MODULE_IS_BROKEN);
}

static Value take_exception(void) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  return e;
}

/* It is over; whoever asks gets the error, if there is one. */
static void set_evaluated(uint32_t index) {
  ModuleState *s = state_of(index);
  s->status = MODULE_EVALUATED;
  s->exports = JS_UNDEFINED;
  s->order = MODULE_ORDER_DONE;
  if (value_is_object(s->promise)) promise_resolve(s->promise, JS_UNDEFINED);
}

static void set_failed(uint32_t index, Value error) {
  ModuleState *s = state_of(index);
  s->status = MODULE_ERRORED;
  s->order = MODULE_ORDER_DONE;
  s->error = error;
  if (value_is_object(s->promise)) promise_reject(s->promise, error);
}

/* The generator of a body that may wait is kept for as long: what it waits for may be all that knows of it, and lib looks
 * for bodies that wait in vain. */
static Value execute(uint32_t index) {
  if (info_of(index)->flags & MODULE_HAS_TLA) RT->module_body = &state_of(index)->exports;
  return js_call(function_new(info_of(index)->body, NULL), JS_UNDEFINED, 0, NULL);
}

/* ---- asynchronous execution ---- */

/* AsyncModuleExecutionRejected */
static void rejected(uint32_t index, Value error) {
  ModuleState *s = state_of(index);
  if (s->status >= MODULE_EVALUATED) return;
  Value parents = s->parents;
  s->status = MODULE_ERRORED;
  s->order = MODULE_ORDER_DONE;
  s->error = error;
  if (value_is_object(s->promise)) promise_reject(s->promise, error);
  for (uint32_t i = 0; value_is_object(parents) && i < array_length(parents); i++)
    rejected((uint32_t)value_int(value_object(parents)->elems->v[i]), error);
}

static bool list_has(Value list, uint32_t index) {
  for (uint32_t i = 0; i < array_length(list); i++)
    if (value_int(value_object(list)->elems->v[i]) == (int32_t)index) return true;
  return false;
}

/* GatherAvailableAncestors; the list is kept in AsyncEvaluationOrder. */
static void gather(uint32_t index, Value list) {
  Value parents = state_of(index)->parents;
  for (uint32_t i = 0; value_is_object(parents) && i < array_length(parents); i++) {
    uint32_t parent = (uint32_t)value_int(value_object(parents)->elems->v[i]);
    ModuleState *p = state_of(parent);
    if (list_has(list, parent) || state_of(p->cycle_root)->status == MODULE_ERRORED) continue;
    if (--p->waits_for) continue;
    array_push(list, value_from_int((int32_t)parent));
    Value *v = value_object(list)->elems->v;
    for (uint32_t k = array_length(list) - 1; k > 0 && state_of((uint32_t)value_int(v[k - 1]))->order > p->order; k--) {
      v[k] = v[k - 1];
      v[k - 1] = value_from_int((int32_t)parent);
    }
    if (!(info_of(parent)->flags & MODULE_HAS_TLA)) gather(parent, list);
  }
}

static void execute_async(uint32_t index);

/* AsyncModuleExecutionFulfilled */
static void fulfilled(uint32_t index) {
  if (state_of(index)->status >= MODULE_EVALUATED) return;
  Value list = array_new(0);
  set_evaluated(index);
  gather(index, list);
  for (uint32_t i = 0; i < array_length(list); i++) {
    uint32_t next = (uint32_t)value_int(value_object(list)->elems->v[i]);
    if (state_of(next)->status >= MODULE_EVALUATED) continue;
    if (info_of(next)->flags & MODULE_HAS_TLA) execute_async(next);
    else if (value_is_exception(execute(next))) rejected(next, take_exception());
    else set_evaluated(next);
  }
}

static void body_settled(Value ctx, Value v, bool is_rejected) {
  uint32_t index = (uint32_t)value_int(ctx);
  if (is_rejected) rejected(index, v);
  else fulfilled(index);
}

/* ExecuteAsyncModule */
static void execute_async(uint32_t index) {
  Value r = execute(index), ctx = value_from_int((int32_t)index);
  if (!value_is_kind(r, CELL_PROMISE)) { /* a body that threw before it could make its promise: out of stack */
    Value error = take_exception();
    r = promise_new();
    promise_reject(r, error);
  }
  promise_then_native(r, body_settled, ctx);
}

/* ---- InnerModuleEvaluation ---- */

typedef struct Search {
  Value stack; /* array of indices: what has no component yet */
  uint32_t next;
} Search;

static bool evaluate_inner(Search *search, uint32_t index);

/* One module that `index` imports: false with the exception. */
static bool evaluate_import(Search *search, uint32_t index, uint32_t wanted) {
  if (!evaluate_inner(search, wanted)) return false;
  if (!is_cyclic(wanted)) return true;
  ModuleState *s = state_of(index), *r = state_of(wanted);
  if (r->status == MODULE_EVALUATING) {
    if (r->ancestor < s->ancestor) s->ancestor = r->ancestor;
  } else {
    r = state_of(r->cycle_root);
    if (r->status == MODULE_ERRORED) return rt_throw(r->error), false;
  }
  if (!r->order || r->order == MODULE_ORDER_DONE) return true;
  s->waits_for++;
  if (!value_is_object(r->parents)) r->parents = array_new(0);
  array_push(r->parents, value_from_int((int32_t)index));
  return true;
}

/* The component whose root this is has been found. */
static void close_component(Search *search, uint32_t root) {
  for (;;) {
    uint32_t n = array_length(search->stack), index = (uint32_t)value_int(value_object(search->stack)->elems->v[n - 1]);
    array_set_length((Array *)value_ptr(search->stack), n - 1);
    ModuleState *s = state_of(index);
    s->status = s->order && s->order != MODULE_ORDER_DONE ? MODULE_EVALUATING_ASYNC : MODULE_EVALUATED;
    s->cycle_root = root;
    if (index == root) return;
  }
}

static bool evaluate_inner(Search *search, uint32_t index) {
  const ModuleInfo *m = info_of(index);
  ModuleState *s = state_of(index);
  if (STACK_CHECK()) return false;
  if (!is_cyclic(index)) return !value_is_exception(module_require(index));
  if (s->status == MODULE_ERRORED) return rt_throw(s->error), false;
  if (s->status != MODULE_NEW) return true;
  s->status = MODULE_EVALUATING;
  s->visited = s->ancestor = search->next++;
  array_push(search->stack, value_from_int((int32_t)index));
  for (uint32_t i = 0; i < m->ndeps; i++)
    if (!evaluate_import(search, index, m->deps[i])) return false;
  if (s->waits_for || m->flags & MODULE_HAS_TLA) {
    s->order = (uint32_t)++RT->module_order;
    if (!s->waits_for) execute_async(index);
  } else if (value_is_exception(execute(index))) {
    return false;
  }
  if (s->ancestor == s->visited) close_component(search, index);
  return true;
}

Value module_evaluate_esm(uint32_t index) {
  ModuleState *s = state_of(index);
  if (s->status == MODULE_EVALUATING_ASYNC || s->status == MODULE_EVALUATED) s = state_of(index = s->cycle_root);
  if (value_is_object(s->promise)) return s->promise;
  s->promise = promise_new();
  Value promise = s->promise;
  promise_mark_handled(promise);
  Search search = {array_new(0), 1};
  if (!evaluate_inner(&search, index)) {
    Value error = take_exception();
    for (uint32_t i = 0; i < array_length(search.stack); i++) {
      uint32_t open = (uint32_t)value_int(value_object(search.stack)->elems->v[i]);
      state_of(open)->cycle_root = open;
      if (open != index) set_failed(open, error);
    }
    if (s->status != MODULE_ERRORED) set_failed(index, error);
    else promise_reject(promise, error);
  } else if (!s->order || s->order == MODULE_ORDER_DONE) {
    promise_resolve(promise, JS_UNDEFINED);
  }
  return promise;
}

/* ---- require() ---- */

/* Whether the module or something that it imports awaits. seen: by module. */
static bool graph_awaits(uint32_t index, uint8_t *seen) {
  const ModuleInfo *m = info_of(index);
  if (seen[index] || m->kind != MODULE_ESM) return false;
  seen[index] = 1;
  if (m->flags & MODULE_HAS_TLA) return true;
  for (uint32_t i = 0; i < m->ndeps; i++)
    if (graph_awaits(m->deps[i], seen)) return true;
  return false;
}

/* An import, under a module, of one that is being evaluated: false if there is none. seen: by module. */
static bool find_cycle(uint32_t index, uint8_t *seen, uint32_t *importer, uint32_t *imported) {
  const ModuleInfo *m = info_of(index);
  if (seen[index] || m->kind != MODULE_ESM || state_of(index)->status != MODULE_NEW) return false;
  seen[index] = 1;
  for (uint32_t i = 0; i < m->ndeps; i++) {
    *importer = index;
    *imported = m->deps[i];
    if (state_of(*imported)->status == MODULE_EVALUATING && info_of(*imported)->kind == MODULE_ESM) return true;
    if (find_cycle(m->deps[i], seen, importer, imported)) return true;
  }
  return false;
}

/* "./name" for a file under the folder of another. */
static String *path_from(String *file, String *from) {
  String *dir = module_dirname(from);
  if (file->length <= dir->length || !string_equal(string_substring(file, 0, dir->length), dir)) return file;
  return format_string(".%S", string_substring(file, dir->length, file->length));
}

/* The file of the code that runs, NULL if it has none. */
static String *asking_file(void) {
  Value frames = stack_capture(1, JS_UNDEFINED, false);
  StackFrame frame = {0};
  if (stack_count(frames)) stack_frame(frames, 0, &frame);
  return frame.file ? module_path(frame.file) : NULL;
}

/* What a message says of a file, nothing without one. */
static String *said_of(const char *format, String *file) {
  return file ? format_string(format, file) : string_from_ascii("");
}

static Value throw_cycle(String *message) {
  return throw_with_code(INTR_ErrorPrototype, "ERR_REQUIRE_CYCLE_MODULE", message);
}

Value module_require_esm(uint32_t index) {
  const ModuleInfo *m = info_of(index);
  ModuleState *s = state_of(index);
  bool awaits = graph_awaits(index, heap_alloc_bytes(count_modules()));
  uint32_t importer, imported;
  if (!awaits && s->status == MODULE_EVALUATING)
    return throw_cycle(
        format_string("Cannot require() ES Module %S in a cycle.%S A cycle involving require(esm) is not "
                      "allowed to maintain invariants mandated by the ECMAScript specification. Try "
                      "making at least part of the dependency in the graph lazily loaded.",
                      m->filename, said_of(" (from %S)", asking_file())));
  if (!awaits && find_cycle(index, heap_alloc_bytes(count_modules()), &importer, &imported)) {
    String *from = info_of(importer)->filename;
    return throw_cycle(format_string("Cannot import Module %S in a cycle.%S",
                                     path_from(info_of(imported)->filename, from), said_of(" (from %S)", from)));
  }
  if (!awaits) module_evaluate_esm(index);
  if (s->status == MODULE_ERRORED) return rt_throw(s->error);
  if (awaits) {
    return throw_with_code(
        INTR_ErrorPrototype, "ERR_REQUIRE_ASYNC_MODULE",
        format_string("require() cannot be used on an ESM graph with top-level await. Use import() instead. To see "
                      "where the top-level await comes from, use --experimental-print-required-tla.\nRequired module: "
                      "%S%S",
                      m->filename, said_of("\nRequire stack:\n- %S", asking_file())));
  }
  const ModuleExport *special = module_find_export(m, KEY(module_exports));
  if (special && special->slot >= 0) return *module_export_slot(special);
  if (!module_find_export(m, KEY(default)) || module_find_export(m, KEY(esModule))) return module_namespace(index);
  if (!value_is_object(s->module)) s->module = module_namespace_marked(m);
  return s->module;
}
