/*
 * program.c: the tables that the runtime reads (struct Program and what hangs on it), the composer's outline, and the
 * hand-over to the linker.
 */
#include "cells.h"

/* Atoms and symbols that C code names: runtime/string/atoms.def and symbols.def. */
static void runtime_atoms(Image *im) {
#define ATOM_DEF(name, text) image_define(im, "jsc_atom_" #name, image_ascii(im, text), sizeof(String));
#include "../../runtime/string/atoms.def"
#define SYMBOL_DEF(name) image_symbol(im, #name);
#include "../../runtime/string/symbols.def"
}

static void code_constants(Image *im) {
  ImageRefs *refs = im->refs;
  for (uint32_t i = 0; i < refs_string_count(refs); i++) {
    Atom *a = refs_string_at(refs, i);
    image_define(im, refs_string(refs, a), image_string(im, a), sizeof(String));
  }
  for (uint32_t i = 0; i < refs_bigint_count(refs); i++) {
    Atom *a = refs_bigint_at(refs, i);
    image_define(im, refs_bigint(refs, a), image_bigint(im, a), sizeof(BigIntCell));
  }
  for (uint32_t i = 0; i < refs_builtin_count(refs); i++) {
    const BuiltinRow *row = refs_builtin_at(refs, i);
    if (row->kind == ROW_NUMBER) continue;
    image_define(im, arena_format(im->arena, "jsc.b.%s", refs_builtin_name_at(refs, i)), image_builtin(im, row),
                 sizeof(Object));
  }
}

static Ref module_exports(Image *im, IrModule *m) {
  if (!m->nexports) return (Ref){0};
  Ref r = image_alloc(im, m->nexports * sizeof(ModuleExport));
  for (uint32_t i = 0; i < m->nexports; i++) {
    uint32_t at = r.offset + i * (uint32_t)sizeof(ModuleExport);
    IrExport *e = &m->exports[i];
    ((ModuleExport *)(im->bytes + at))->ns_module = e->ns_module;
    image_put_ref(im, at + offsetof(ModuleExport, name), image_string(im, e->name));
    ((ModuleExport *)(im->bytes + at))->slot = e->slot;
  }
  return r;
}

static Ref module_requests(Image *im, IrModule *m) {
  if (m->error && !m->code) { /* the one of what it throws */
    m->requests = arena_alloc(im->arena, sizeof *m->requests);
    m->requests[0] = (IrRequest){
        .specifier = intern_cstr(im->program->atoms, ""), .module = -1, .error = m->error, .code = m->error_code};
    m->nrequests = 1;
  }
  if (!m->nrequests) return (Ref){0};
  Ref r = image_alloc(im, m->nrequests * sizeof(ModuleRequest));
  for (uint32_t i = 0; i < m->nrequests; i++) {
    uint32_t at = r.offset + i * (uint32_t)sizeof(ModuleRequest);
    IrRequest *q = &m->requests[i];
    image_put_ref(im, at + offsetof(ModuleRequest, specifier), image_string(im, q->specifier));
    if (q->error) image_put_ref(im, at + offsetof(ModuleRequest, error), image_ascii(im, q->error));
    if (q->code) image_put_ref(im, at + offsetof(ModuleRequest, code), image_ascii(im, q->code));
    ((ModuleRequest *)(im->bytes + at))->module = q->module;
    ((ModuleRequest *)(im->bytes + at))->is_import = q->is_import;
  }
  return r;
}

/* Whether a CommonJS module has a use for the function `require`: calls that the compiler resolved have none. */
static bool takes_require(const IrModule *m) {
  enum { REQUIRE_PARAM = 1 };
  if (m->kind != MODULE_COMMONJS || !m->body) return false;
  if (m->body->uses_args) return true;
  const IrInst *param = NULL;
  for (IrInst *i = m->body->entry->first; i && !param; i = i->next)
    if (i->op == IR_param && i->imm2 == REQUIRE_PARAM) param = i;
  for (IrBlock *b = m->body->entry; b && param; b = b->next)
    for (IrInst *i = b->first; i; i = i->next)
      for (uint32_t k = 0; k < i->nargs; k++)
        if (i->args[k] == param) return true;
  return false;
}

/* *takes: whether any module takes `require`. */
static Ref modules_table(Image *im, bool *takes) {
  IrProgram *p = im->program;
  *takes = false;
  Ref r = image_alloc(im, (p->nmodules + 1) * sizeof(ModuleInfo));
  for (uint32_t i = 0; i < p->nmodules; i++) {
    IrModule *m = p->modules[i];
    uint32_t at = r.offset + i * (uint32_t)sizeof(ModuleInfo);
    if (m->body || m->is_external)
      image_put_symbol(im, at + offsetof(ModuleInfo, body), refs_module_body(im->refs, m), 0);
    image_put_ref(im, at + offsetof(ModuleInfo, filename), image_ascii(im, m->error && m->code ? m->error : m->path));
    if (m->text) image_put_ref(im, at + offsetof(ModuleInfo, text), image_string(im, m->text));
    Ref deps = {0};
    if (m->ndeps) {
      deps = image_alloc(im, 4 * m->ndeps);
      memcpy(image_at(im, deps), m->deps, 4 * m->ndeps);
    }
    image_put_ref(im, at + offsetof(ModuleInfo, deps), deps);
    image_put_ref(im, at + offsetof(ModuleInfo, exports), module_exports(im, m));
    image_put_ref(im, at + offsetof(ModuleInfo, requests), module_requests(im, m));
    ModuleInfo *info = (ModuleInfo *)(im->bytes + at);
    info->nrequests = m->nrequests;
    info->kind = m->kind;
    bool takes_it = takes_require(m);
    *takes |= takes_it;
    info->flags = (m->has_tla ? MODULE_HAS_TLA : 0) | (m->error && !m->code ? MODULE_IS_BROKEN : 0) |
                  (takes_it ? MODULE_TAKES_REQUIRE : 0) | m->code << MODULE_CODE_SHIFT;
    info->ndeps = m->ndeps;
    info->nexports = m->nexports;
  }
  return r;
}

static bool has_esm(const IrProgram *p) {
  for (uint32_t i = 0; i < p->nmodules; i++)
    if (p->modules[i]->kind == MODULE_ESM) return true;
  return false;
}

/* All atoms of the image, open addressing. */
static Ref atom_table(Image *im, uint32_t *mask) {
  uint32_t size = 64;
  while (size < im->atoms.count * 2) size *= 2;
  *mask = size - 1;
  Ref r = image_alloc(im, 8ull * size);
  bool *used = arena_alloc(im->arena, size);
  for (uint32_t i = 0; i < im->atoms.count; i++) {
    Ref s = {(uint32_t)(uintptr_t)im->atoms.entries[i].value};
    uint32_t h = ((String *)image_at(im, s))->hash & *mask;
    while (used[h]) h = (h + 1) & *mask;
    used[h] = true;
    image_put_ref(im, r.offset + 8 * h, s);
  }
  return r;
}

static Ref shapes_table(Image *im) {
  Ref r = image_alloc(im, 8ull * im->shapes.count);
  for (uint32_t i = 0; i < im->shapes.count; i++) image_put_ref(im, r.offset + 8 * i, im->shapes.items[i]);
  return r;
}

void image_program(Image *im) {
  IrProgram *p = im->program;
  bool takes_require;
  Ref modules = modules_table(im, &takes_require);
  Ref files = image_alloc(im, 8ull * (p->nmodules + 1));
  for (uint32_t i = 0; i < p->nmodules; i++)
    image_put_ref(im, files.offset + 8 * i, image_ascii(im, p->modules[i]->path));
  Ref roots = image_alloc(im, 8 * 3);
  image_put_symbol(im, roots.offset, "__start_jsc_roots", 0);
  image_put_symbol(im, roots.offset + 8, "__stop_jsc_roots", 0);
  bool has_isolates = im->options->nisolates > 1;
  Ref template =
      im->options->has_realms || im->options->has_agents || has_isolates ? image_realm_template(im) : (Ref){0};
  Ref r = image_alloc(im, sizeof(Program));
  uint32_t mask;
  Ref atoms = atom_table(im, &mask); /* last: no string is made after it */
  Ref shapes = shapes_table(im);
  uint32_t at = r.offset;
  image_put_ref(im, at + offsetof(Program, modules), modules);
  image_put_ref(im, at + offsetof(Program, realm), im->realm);
  image_put_ref(im, at + offsetof(Program, realm_template), template);
  image_put_symbol(im, at + offsetof(Program, module_states), "jsc_module_states", 0);
  if (has_esm(im->program)) {
    image_put_symbol(im, at + offsetof(Program, evaluate_module), "module_evaluate_esm", 0);
    image_put_symbol(im, at + offsetof(Program, require_module), "module_require_esm", 0);
    image_put_symbol(im, at + offsetof(Program, namespace_of), "module_namespace", 0);
  }
  if (takes_require) image_put_symbol(im, at + offsetof(Program, require_function), "module_require_function", 0);
  if (has_isolates) {
    image_put_symbol(im, at + offsetof(Program, slots_address), "jsc_slots_address", 0);
    if (!im->options->is_object) image_put_symbol(im, at + offsetof(Program, main), "isolates_main", 0);
  } else {
    image_put_symbol(im, at + offsetof(Program, slots), "jsc.slots", 0);
  }
  image_put_ref(im, at + offsetof(Program, roots), roots);
  image_put_ref(im, at + offsetof(Program, atoms), atoms);
  image_put_ref(im, at + offsetof(Program, shapes), shapes);
  image_put_ref(im, at + offsetof(Program, files), files);
  if (im->options->pctab) image_put_symbol(im, at + offsetof(Program, pctab), "jsc_pctab", 0);
  Program *program = image_at(im, r);
  program->nmodules = p->nmodules;
  program->entry = p->entry_module;
  program->npreludes = p->npreludes;
  program->flags = (im->options->test262 ? PROGRAM_TEST262 : 0) | (p->pristine_math ? PROGRAM_RELIES_ON_MATH : 0) |
                   (p->pristine_arrays ? PROGRAM_RELIES_ON_ARRAYS : 0) |
                   (im->options->has_agents ? PROGRAM_HAS_AGENTS : 0) |
                   (p->proper_tail_calls ? PROGRAM_PROPER_TAIL_CALLS : 0);
  program->nisolates = has_isolates ? im->options->nisolates : 1;
  program->atom_mask = mask;
  program->natoms = im->atoms.count;
  program->nshapes = im->shapes.count;
  program->loop_module = im->options->loop_module;
  program->nfiles = p->nmodules;
  program->heap_size = im->options->heap_size;
  image_define(im, "jsc_program", r, sizeof(Program));
}

static void exported_functions(Image *im) {
  for (uint32_t i = 0; i < im->options->nexports; i++) {
    const ImageExport *e = &im->options->exports[i];
    size_t length = strlen(e->prototype) + 1;
    Ref text = image_alloc(im, length), r = image_alloc(im, sizeof(ExportedFunction));
    memcpy(image_at(im, text), e->prototype, length);
    image_put_ref(im, r.offset + offsetof(ExportedFunction, name), image_string(im, e->name));
    image_put_ref(im, r.offset + offsetof(ExportedFunction, prototype), text);
    image_define(im, e->symbol, r, sizeof(ExportedFunction));
  }
}

static uint64_t *undefined_words(Image *im, size_t n) {
  uint64_t *words = arena_alloc(im->arena, 8 * n);
  for (size_t i = 0; i < n; i++)
    words[i] = i % (sizeof(ModuleState) / 8) < offsetof(ModuleState, module) / 8 ? 0 : VALUE_UNDEFINED_BITS;
  return words;
}

static bool has_module(const IrProgram *p, const char *path) {
  for (uint32_t i = 0; i < p->nmodules; i++)
    if (!strcmp(p->modules[i]->path, path)) return true;
  return false;
}

static void hand_over(Image *im, ElfLink *link) {
  ElfInput *in = elf_synth_new(link, "image");
  image_leave_out(im, link, in);
  ElfSection *data = elf_synth_section(
      in, &(ElfSectionDesc){".image", ELF_SHT_PROGBITS, ELF_SHF_ALLOC | ELF_SHF_WRITE, 16, 0, im->bytes, im->size});
  size_t states_size = sizeof(ModuleState) * (im->program->nmodules + 1);
  ElfSection *states =
      elf_synth_section(in, &(ElfSectionDesc){"jsc_roots", ELF_SHT_PROGBITS, ELF_SHF_ALLOC | ELF_SHF_WRITE, 8, 0,
                                              undefined_words(im, states_size / 8), states_size});
  elf_synth_symbol(
      in, &(ElfSymbolDesc){"jsc_module_states", states, false, 0, states_size, ELF_STB_GLOBAL, ELF_STT_OBJECT, 0});
  for (uint32_t i = 0; i < im->symbols.count; i++) {
    ImageSymbol *s = &im->symbols.items[i];
    elf_synth_symbol(in,
                     &(ElfSymbolDesc){s->name, data, false, s->at.offset, s->size, ELF_STB_GLOBAL, ELF_STT_OBJECT, 0});
  }
  ElfSymbol *base = elf_synth_section_symbol(data);
  for (uint32_t i = 0; i < im->relocs.count; i++) {
    ImageReloc *r = &im->relocs.items[i];
    if (im->options->is_object && image_is_realm(im, r->at)) continue; /* isolates have copies */
    if (r->symbol) elf_synth_reloc(data, r->at, ELF_R_X86_64_64, elf_synth_ref(in, r->symbol, false), r->addend);
    else
      elf_synth_reloc(data, r->at, ELF_R_X86_64_64, base,
                      r->target.offset - (r->is_value && im->options->for_kernel ? (int64_t)KERNEL_PTR_HIGH : 0));
  }
  for (uint32_t i = 0; i < im->program->nmodules; i++)
    if (im->program->modules[i]->is_lib) elf_define_absolute(link, refs_module(im->refs, im->program->modules[i]), i);
#define LIB_BY_NAME(module, name) \
  if (!has_module(im->program, "node:" module)) elf_define_absolute(link, "jsc.m." module, MODULE_LEFT_OUT);
#include "../../lib/by-name.def"
  elf_define_bound(link, "jsc_image_start", ".image", ELF_BOUND_START);
  elf_define_bound(link, "jsc_image_end", ".image", ELF_BOUND_END);
}

/* What objects compiled apart ask for. */
static void add_lib_objects(Image *im, const ElfLink *link) {
  for (uint32_t n = 0; n < im->options->nlib_objects; n++) {
    const ElfInput *in = im->options->lib_objects[n];
    size_t count = elf_input_symbol_count(in);
    for (size_t i = 1; i < count; i++) {
      const ElfSymbol *s = elf_input_symbol_at(in, i);
      ElfSymbolInfo info;
      if (!s) continue;
      elf_symbol_info(link, s, &info);
      if (info.is_defined || strncmp(info.name, "js", 2)) continue;
      if (!strncmp(info.name, "jsc.", 4)) refs_add_symbol(im->refs, info.name);
      else image_note_call(im, info.name);
    }
  }
}

void image_compose(IrProgram *p, ImageRefs *refs, const ImageOptions *o, ElfLink *link) {
  Image *im = ARENA_NEW(p->arena, Image);
  *im = (Image){.arena = p->arena, .program = p, .refs = refs, .options = o};
  ptrmap_init(&im->atoms, p->arena);
  ptrmap_init(&im->functions, p->arena);
  strmap_init(&im->well_known, p->arena);
  strmap_init(&im->objects, p->arena);
  strmap_init(&im->functions_by_cfunc, p->arena);
  add_lib_objects(im, link);
  image_find_reachable(im);
  image_builtins(im);
  runtime_atoms(im);
  code_constants(im);
  exported_functions(im);
  image_program(im);
  hand_over(im, link);
}
