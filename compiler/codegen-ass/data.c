/*
 * data.c: symbols and static data: references into the realm image, inline caches, static slots, descriptions of
 * functions, sites of literals. Layouts are those of runtime/abi.h; codegen-llvm/data.c makes the same.
 */
#include "../support/lines.h"
#include "internal.h"

AssLabel ca_symbol(Cg *g, const char *interned_name) {
  void **at = ptrmap_at(&g->symbols, interned_name);
  if (!*at) *at = (void *)(uintptr_t)ass_symbol(g->ass, interned_name, ASS_HIDDEN).n;
  return (AssLabel){(uint32_t)(uintptr_t)*at};
}

AssLabel ca_external(Cg *g, const char *name) {
  void **at = strmap_at(&g->runtime, name, strlen(name));
  if (!*at) *at = (void *)(uintptr_t)ass_symbol(g->ass, arena_strdup(g->arena, name), ASS_HIDDEN).n;
  return (AssLabel){(uint32_t)(uintptr_t)*at};
}

AssLabel ca_op_function(Cg *g, const IrInst *i) {
  if (i->op == IR_get_prop && atom_is(i->imm.atom, "length")) return ca_external(g, "jsc_get_length");
  if (i->op == IR_closure && g->has_realms) return ca_external(g, "jsc_closure_in_realm");
  AssLabel *at = &g->op_functions[i->op];
  if (!at->n) *at = ca_external(g, arena_format(g->arena, "jsc_%s", ir_op_info[i->op].name));
  return *at;
}

AssLabel ca_string(Cg *g, Atom *atom) { return atom ? ca_symbol(g, refs_string(g->refs, atom)) : (AssLabel){0}; }

static void put_pointer(Cg *g, AssLabel to) {
  if (to.n) ass_data_ref(g->ass, ASS_REF_ABS64, to, 0);
  else ass_u64(g->ass, 0);
}

/* Switches to a data section and back to the code. */
static AssLabel begin_data(Cg *g, AssSection *s) {
  ass_switch(g->ass, s);
  AssLabel l = ass_label(g->ass);
  ass_bind(g->ass, l);
  return l;
}
static void end_data(Cg *g) { ass_switch(g->ass, g->text); }

AssLabel ca_string_array(Cg *g, uint32_t count, Atom **atoms) {
  AssLabel l = begin_data(g, g->rodata);
  for (uint32_t i = 0; i < count; i++) put_pointer(g, ca_string(g, atoms[i]));
  end_data(g);
  return l;
}

AssLabel ca_global_decls(Cg *g, const IrModule *script) {
  _Static_assert(sizeof(GlobalDecl) == 16, "layout of GlobalDecl");
  AssLabel l = begin_data(g, g->rodata);
  for (uint32_t i = 0; i < script->ndecls; i++) {
    put_pointer(g, ca_string(g, script->decls[i].name));
    ass_u64(g->ass, script->decls[i].kind);
  }
  end_data(g);
  return l;
}

AssLabel ca_literal_site(Cg *g, uint32_t count, Atom **keys) {
  AssLabel strings = ca_string_array(g, count, keys), l = begin_data(g, g->data);
  ass_u32(g->ass, 0);
  ass_u32(g->ass, count);
  put_pointer(g, strings);
  end_data(g);
  return l;
}

/* Fresh static Values come behind the program's slots in one array, so that the collector scans one range. */
AssLabel ca_static_value(Cg *g, uint64_t bits) {
  AssLabel l = begin_data(g, g->roots);
  ass_u64(g->ass, bits);
  end_data(g);
  return l;
}

AssLabel ca_double(Cg *g, uint64_t bits) {
  void **at = ptrmap_at(&g->doubles, (const void *)(uintptr_t)bits);
  if (!*at) {
    AssLabel l = begin_data(g, g->rodata);
    ass_u64(g->ass, bits);
    end_data(g);
    *at = (void *)(uintptr_t)l.n;
  }
  return (AssLabel){(uint32_t)(uintptr_t)*at};
}

/* IrInst.scratch is the number of the site's cache. */
AssMem ca_ic(Cg *g, const IrInst *i, size_t field) {
  return ass_mem_rip(g->ics, (int32_t)(i->scratch * sizeof(PropIC) + field));
}

static uint32_t shape_of_function(uint32_t flags) {
  if (flags & FN_ASYNC) return flags & FN_GENERATOR ? SHAPE_ID_ASYNC_GENERATOR_FUNCTION : SHAPE_ID_ASYNC_FUNCTION;
  return flags & FN_GENERATOR ? SHAPE_ID_GENERATOR_FUNCTION : SHAPE_ID_FUNCTION;
}

/* The object lies in the image, whose cells are immortal and scanned. */
AssLabel ca_const_fn(Cg *g, IrFn *fn) {
  _Static_assert(offsetof(Function, captures) == 48, "layout of Function");
  AssLabel l = ca_symbol(g, refs_const_fn(g->refs, fn));
  AssSymbol *s = ass_symbol_of(g->ass, l);
  if (s->section) return l;
  s->binding = ASS_LOCAL;
  ass_switch(g->ass, g->image);
  ass_align(g->ass, 16);
  ass_bind(g->ass, l);
  ass_u64(g->ass, shape_of_function(fn->flags) | (uint64_t)CELL_FUNCTION << 32 | (uint64_t)OBJ_LAZY_FUNCTION << 40 |
                      (uint64_t)GC_IMMORTAL << 48);
  ass_u64(g->ass, 0);
  put_pointer(g, ca_external(g, "elements_empty"));
  put_pointer(g, g->fns[fn->index].entry);
  put_pointer(g, g->infos[fn->index]);
  put_pointer(g, ca_external(g, "jsc_realm"));
  ass_u64(g->ass, 0);
  end_data(g);
  return l;
}

/* A place in a module's text, in UTF-16 units as the runtime keeps it; lib/ has no text in programs. */
static uint32_t units_at(Cg *g, const IrModule *m, uint32_t pos) {
  if (!m || !m->source || g->is_lib) return 0;
  void **at = ptrmap_at(&g->lines, m);
  if (!*at) lines_init(*at = ARENA_NEW(g->arena, Lines), g->arena, m->source, m->source_len);
  return lines_units(*at, pos);
}

static void put_fn_info(Cg *g, IrFn *fn) {
  _Static_assert(sizeof(FnInfo) == 56, "layout of FnInfo");
  Ass *a = g->ass;
  ass_bind(a, g->infos[fn->index]);
  put_pointer(g, g->fns[fn->index].entry);
  put_pointer(g, ca_string(g, fn->name));
  ass_u32(a, fn->length);
  ass_u32(a, fn->flags);
  ass_u32(a, fn->ncaptures);
  if (g->is_lib) ass_data_ref(a, ASS_REF_ABS32, ca_external(g, refs_module(g->refs, fn->module)), 0);
  else ass_u32(a, fn->module ? g->first_file + fn->module->index : 0);
  ass_u32(a, units_at(g, fn->module, fn->start));
  ass_u32(a, units_at(g, fn->module, fn->end));
  ass_u32(a, fn->this_slots);
  ass_u32(a, fn->frame_slots);
  put_pointer(g, fn->resume ? g->fns[fn->resume->index].entry : (AssLabel){0});
}

static void put_slots(Cg *g) {
  Ass *a = g->ass;
  uint32_t nslots = g->program->nslots;
  const IrInst **values = ir_initial_values(g->program, g->arena);
  AssLabel *functions = ARENA_ARRAY(g->arena, AssLabel, nslots + 1);
  for (uint32_t i = 0; i < nslots; i++)
    if (values[i] && values[i]->op == IR_const_fn) functions[i] = ca_const_fn(g, values[i]->imm.fn);
  ass_switch(a, g->roots);
  ass_bind(a, g->slots);
  ass_symbol_of(a, g->slots)->size = 8ull * nslots;
  for (uint32_t i = 0; i < nslots; i++)
    if (functions[i].n) put_pointer(g, functions[i]);
    else ass_u64(a, values[i] ? (uint64_t)values[i]->imm.i : VALUE_EMPTY_BITS);
}

void ca_open_data(Cg *g) {
  Ass *a = g->ass;
  IrProgram *p = g->program;
  ptrmap_init(&g->symbols, g->arena);
  ptrmap_init(&g->doubles, g->arena);
  ptrmap_init(&g->lines, g->arena);
  strmap_init(&g->runtime, g->arena);
  g->op_functions = ARENA_ARRAY(g->arena, AssLabel, IR_OP_COUNT);
  g->text = ass_section(a, ".text", ASS_EXEC, 16);
  g->rodata = ass_section(a, ".data.rel.ro", ASS_WRITE, 16);
  g->data = ass_section(a, ".data", ASS_WRITE, 8);
  g->image = ass_section(a, ".image", ASS_WRITE, 16);
  g->ics_section = ass_section(a, ".bss", ASS_WRITE | ASS_ZERO, 16);
  g->ics = ass_label(a);
  ass_bind(a, g->ics);
  g->roots = ass_section(a, "jsc_roots", ASS_WRITE, 8);
  g->slots = g->is_lib ? ass_label(a) : ass_symbol(a, "jsc.slots", ASS_HIDDEN);
  g->rt = ass_symbol(a, "jsc_rt", ASS_GLOBAL);

  g->fns = ARENA_ARRAY(g->arena, FnLabels, p->nfns + 1);
  g->infos = ARENA_ARRAY(g->arena, AssLabel, p->nfns + 1);
  for (uint32_t n = 0; n < p->nfns; n++) {
    IrFn *fn = p->fns[n];
    if (!fn) continue;
    g->fns[n].entry = ass_symbol(a, arena_format(g->arena, "e.%u", n), ASS_LOCAL);
    g->fns[n].body = fn->uses_args ? g->fns[n].entry : ass_symbol(a, arena_format(g->arena, "f.%u", n), ASS_LOCAL);
    ass_symbol_of(a, g->fns[n].entry)->is_function = ass_symbol_of(a, g->fns[n].body)->is_function = true;
    g->infos[n] = ca_symbol(g, refs_fn_info(g->refs, fn));
    if (!fn->is_module_body) ass_symbol_of(a, g->infos[n])->binding = ASS_LOCAL;
  }
  if (!g->borrows_slots) put_slots(g);
  ass_switch(a, g->text);
}

void ca_close_data(Cg *g) {
  ass_switch(g->ass, g->ics_section);
  ass_fill(g->ass, 0, g->nics * sizeof(PropIC));
  ass_switch(g->ass, g->rodata);
  for (uint32_t n = 0; n < g->program->nfns; n++)
    if (g->program->fns[n]) put_fn_info(g, g->program->fns[n]);
}
