/*
 * load-graph.c: ES modules become part of the program: eval/graph.c reads and builds them on the compiler's stack, here they
 * get their numbers, code, slots and tables. Evaluation is object/module-eval.c's, like that of the program's own.
 */
#include "../heap/heap.h"
#include "../object/code.h"
#include "../object/error.h"
#include "../object/module.h"
#include "../object/object.h"
#include "../string/string.h"
#include "eval.h"
#include "graph.h"
#include "load.h"
#include "loaded.h"
#include "place.h"
#include "space.h"

static String *string_of(const char *utf8) { return string_from_utf8(utf8, strlen(utf8)); }

/* ---- while the compiler runs: nothing is allocated ---- */

static uint32_t decode(const uint8_t **at) {
  const uint8_t *p = *at;
  uint32_t c = *p++, more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
  if (more) c &= 0x3Fu >> more;
  for (; more && *p; more--) c = c << 6 | (*p++ & 0x3F);
  *at = p;
  return c;
}

static bool is_path(String *filename, const char *path) {
  const uint8_t *p = (const uint8_t *)path;
  uint32_t i = 0;
  while (*p && i < filename->length) {
    uint32_t c = decode(&p);
    if (c >= 0x10000) {
      if (string_at(filename, i++) != 0xD800 + ((c - 0x10000) >> 10) || i == filename->length) return false;
      c = 0xDC00 + (c & 0x3FF);
    }
    if (string_at(filename, i++) != c) return false;
  }
  return !*p && i == filename->length;
}

static int find_path(const char *path) {
  for (uint32_t i = 0; i < load_count(); i++) {
    const ModuleInfo *m = load_info(i);
    if (!(m->flags >> MODULE_CODE_SHIFT) && is_path(m->filename, path)) return (int)i;
  }
  return -1;
}

static void read(void *graph) {
  ((EvalGraph *)graph)->tables = eval_tables();
  eval_graph_read(graph);
}

/* ---- what went wrong ---- */

/* Throws a SyntaxError that says where it is. */
static void throw_place(const EvalGraph *g) {
  rt_throw(error_new(INTR_SyntaxErrorPrototype, string_of(g->out.error)));
  if (!g->at || !g->out.line) return;
  String *url = module_url(string_of(g->at->ir.path));
  String *text = string_from_utf8(g->at->source->text, g->at->source->len);
  eval_show_place(text, &g->out, &(EvalPlace){.file = url}, g->result == GRAPH_WRONG_TEXT);
}

static int throw_failed(uint32_t number) {
  const ModuleInfo *m = load_info(number);
  if (m->flags & MODULE_IS_BROKEN) module_throw_request(m->requests);
  else rt_throw(load_state(m)->error);
  return LOAD_THREW;
}

/* What was read but cannot be linked stays what it is: whoever asks for it again gets the same error. */
static int keep_failed(const EvalGraph *g) {
  throw_place(g);
  Value error = RT->exception;
  RT->exception = JS_EMPTY;
  Loaded *m = loaded_add(string_of(g->name), MODULE_ESM);
  if (!m) return LOAD_THREW;
  m->state.status = MODULE_ERRORED;
  m->state.order = MODULE_ORDER_DONE;
  m->state.error = error;
  return (int)load_count() - 1;
}

static int fail(const EvalGraph *g) {
  switch (g->result) {
    case GRAPH_NO_MODULE: return LOAD_NOT_FOUND;
    case GRAPH_FAILED: return throw_failed(g->at->number);
    case GRAPH_WRONG_LINK: return keep_failed(g);
    case GRAPH_WRONG_TEXT: throw_place(g); return LOAD_THREW;
    default:
      module_throw_request(&(ModuleRequest){.error = string_of(g->out.error), .code = string_from_ascii(g->code)});
      return LOAD_THREW;
  }
}

/* ---- becoming part of the program ---- */

static Loaded *loaded_of(const GraphFile *f) { return loaded_at(f->number - RT->program->nmodules); }

static bool add(const GraphFile *f) {
  Loaded *m = loaded_add(string_of(f->ir.path), f->ir.kind);
  if (!m) return false;
  m->info.text = string_from_utf8(f->source->text, f->source->len);
  if (f->ir.kind == MODULE_ESM) m->info.flags = f->ir.has_tla ? MODULE_HAS_TLA : 0;
  return true;
}

static bool place(EvalGraph *g, const GraphFile *f) {
  ModuleInfo *info = &loaded_of(f)->info;
  g->file = f;
  g->number = RT->program->nfiles + code_next_number();
  eval_on_stack(eval_graph_emit, g);
  info->body = eval_place(&g->out, info->text, JS_UNDEFINED, &(EvalPlace){.file = info->filename, .is_esm = true});
  info->text = NULL; /* the code keeps it */
  return info->body != NULL;
}

/* What its top level has before it runs. */
static void instantiate(const EvalGraph *g, const GraphFile *f) {
  Value *slots = (Value *)g->out.slots_at;
  for (uint32_t i = 0; i < g->initial.count; i++) {
    const GraphInitial *v = &g->initial.items[i];
    if (v->module != &f->ir) continue;
    const FnInfo *info = v->fn ? (const FnInfo *)eval_placed_at(&g->out, g->out.infos[v->fn->index]) : NULL;
    slots[v->slot] = info ? function_new(info, NULL) : JS_UNDEFINED;
  }
}

static Value name_of(const Atom *a) {
  String *s =
      a->is_wide ? string_from_utf16((const uint16_t *)(const void *)a->c8, a->len) : string_from_latin1(a->c8, a->len);
  return value_from_ptr(atom_from_string(s));
}

static void publish_exports(const EvalGraph *g, Loaded *m, const IrModule *ir, const Value *slots) {
  ModuleExport *exports = heap_alloc_bytes((ir->nexports + 1) * sizeof *exports);
  m->info.exports = exports;
  m->names = array_new(0);
  for (uint32_t i = 0; i < ir->nexports; i++) {
    const IrExport *e = &ir->exports[i];
    if (e->outside) exports[i] = *e->outside;
    else if (e->slot >= 0) exports[i] = (ModuleExport){.slot = (int64_t)(slots + e->slot), .is_address = true};
    else exports[i] = (ModuleExport){.slot = -1, .ns_module = g->files.items[e->ns_module]->number};
    Value name = name_of(e->name);
    exports[i].name = value_string(name);
    array_push(m->names, name);
  }
  m->info.nexports = ir->nexports;
}

static void publish(const EvalGraph *g, const GraphFile *f, const Value *slots) {
  Loaded *m = loaded_of(f);
  uint32_t *deps = heap_alloc_bytes((f->ir.ndeps + 1) * sizeof *deps);
  for (uint32_t i = 0; i < f->ir.ndeps; i++) deps[i] = g->files.items[f->ir.deps[i]]->number;
  m->info.deps = deps;
  m->info.ndeps = f->ir.ndeps;
  publish_exports(g, m, &f->ir, slots);
}

/* The number of the last one, which is the one that was asked for. The slots are in the data of the first one. */
static int take(EvalGraph *g) {
  Loaded *first = NULL;
  for (uint32_t i = 0; i < g->files.count; i++)
    if (g->files.items[i]->is_new && !add(g->files.items[i])) return LOAD_THREW;
  for (uint32_t i = 0; i < g->files.count; i++) {
    const GraphFile *f = g->files.items[i];
    if (!graph_is_module(f)) continue;
    g->borrows_slots = first != NULL;
    if (!place(g, f)) {
      code_refuse();
      return LOAD_THREW;
    }
    instantiate(g, f);
    if (!first) first = loaded_of(f);
  }
  first->slots = (Value *)g->out.slots_at;
  first->first_slot = g->first_slot;
  first->nslots = g->program->nslots;
  RT->eval->nslots += first->nslots;
  for (uint32_t i = 0; i < g->files.count; i++)
    if (graph_is_module(g->files.items[i])) publish(g, g->files.items[i], first->slots);
  return (int)load_count() - 1;
}

int load_graph(const char *name, bool is_unsure) {
  if (!eval_begin()) {
    code_refuse();
    return LOAD_THREW;
  }
  code_collect_if_due();
  uint32_t before = RT->eval->nmodules;
  EvalGraph g = {.name = name,
                 .is_unsure = is_unsure,
                 .first_number = load_count(),
                 .first_slot = LOAD_FIRST_SLOT + RT->eval->nslots,
                 .has_realms = RT->program->realm_template != NULL,
                 .proper_tail_calls = RT->program->flags & PROGRAM_PROPER_TAIL_CALLS,
                 .is_lib = load_is_lib,
                 .find_path = find_path,
                 .find_lib = load_find_lib};
  eval_on_stack(read, &g);
  int found = g.result == GRAPH_DONE ? take(&g) : fail(&g);
  if (found < 0) RT->eval->nmodules = before;
  eval_end();
  return found;
}

Value *load_slot(int64_t slot) {
  for (uint32_t i = 0; i < RT->eval->nmodules; i++) {
    const Loaded *m = loaded_at(i);
    if (slot >= m->first_slot && slot - m->first_slot < m->nslots) return m->slots + (slot - m->first_slot);
  }
  UNREACHABLE();
}
