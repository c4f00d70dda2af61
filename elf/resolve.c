/* Symbol resolution: what each global name means.
 *
 * One ElfSymbol a name lives in a hash table. As inputs arrive, references and definitions compete for it:
 *
 *     strong definition > common > weak definition > lazy (archive) > undefined
 *
 * Two strong definitions are an error; among equals the first input wins; of several commons the largest size and
 * alignment are taken. A strong reference to a lazy name queues the archive member; elf_resolve works off the queue
 * until nothing is added. Then the linker's own symbols and storage for commons are made, and gc.c runs.
 *
 * COMDAT groups (the same inline function or constant compiled into several objects) are claimed by signature:
 * the first input keeps its sections, later ones drop theirs, and their symbols count as references.
 */
#include "link.h"

#include <string.h>

/* ---- the table ---- */

static ElfSymbol **slot_of(ElfSymbol **table, size_t size, const char *name, uint32_t hash) {
  for (size_t i = hash & (size - 1);; i = (i + 1) & (size - 1))
    if (!table[i] || (table[i]->hash == hash && strcmp(table[i]->name, name) == 0)) return &table[i];
}

static void table_enlarge(ElfLink *l) {
  size_t size = l->table_size ? l->table_size * 2 : 1024;
  ElfSymbol **table = elf_alloc(l, size * sizeof *table);
  for (size_t i = 0; i < l->globals.count; i++) {
    ElfSymbol *s = l->globals.at[i];
    *slot_of(table, size, s->name, s->hash) = s;
  }
  l->table = table;
  l->table_size = size;
}

ElfSymbol *elf_symbol_find(const ElfLink *l, const char *name) {
  if (!l->table_size) return NULL;
  return *slot_of(l->table, l->table_size, name, elf_hash(name, strlen(name)));
}

/* The symbol of that name, undefined if it is new. The name is not copied. */
ElfSymbol *elf_symbol_intern(ElfLink *l, const char *name) {
  if (l->globals.count * 2 >= l->table_size) table_enlarge(l);
  uint32_t hash = elf_hash(name, strlen(name));
  ElfSymbol **slot = slot_of(l->table, l->table_size, name, hash);
  if (!*slot) {
    ElfSymbol *s = elf_alloc(l, sizeof *s);
    s->name = name;
    s->hash = hash;
    s->binding = ELF_STB_WEAK; /* until a strong reference comes */
    *slot = s;
    ELF_PUSH(l, &l->globals, s);
  }
  return *slot;
}

/* ---- references and definitions ---- */

static void queue_member(ElfLink *l, ElfSymbol *s) {
  if (s->state != SYMBOL_LAZY || !s->is_strong_ref || s->is_queued) return;
  s->is_queued = true;
  ELF_PUSH(l, &l->queue, s);
}

void elf_symbol_reference(ElfLink *l, ElfInput *in, ElfSymbol *s, bool is_weak) {
  if (!s->file) s->file = in;
  if (is_weak || s->is_strong_ref) return;
  s->is_strong_ref = true;
  if (s->state == SYMBOL_UNDEFINED || s->state == SYMBOL_LAZY) s->binding = ELF_STB_GLOBAL;
  queue_member(l, s);
}

static int strength(const ElfSymbol *s) {
  switch (s->state) {
    case SYMBOL_COMMON: return 2;
    case SYMBOL_DEFINED:
    case SYMBOL_ABSOLUTE: return s->binding == ELF_STB_WEAK ? 1 : 3;
    default: return 0;
  }
}

void elf_symbol_define(ElfLink *l, ElfInput *in, ElfSymbol *s, const ElfSymbol *def) {
  int mine = strength(def), old = strength(s);
  if (mine == 3 && old == 3) {
    if (s->binding == ELF_STB_GNU_UNIQUE && def->binding == ELF_STB_GNU_UNIQUE) return;
    elf_error(l, "%s: duplicate symbol %s, first defined in %s", in->name, s->name, s->file ? s->file->name : "?");
    return;
  }
  if (mine == 2 && old == 2) {
    if (def->size > s->size) s->size = def->size;
    if (def->align > s->align) s->align = def->align;
    return;
  }
  if (mine <= old) return;
  s->state = def->state;
  s->file = in;
  s->section = def->section;
  s->value = def->value;
  s->size = def->size;
  s->align = def->align;
  s->binding = def->binding;
  s->type = def->type;
  s->visibility = def->visibility;
}

void elf_symbol_lazy(ElfLink *l, ElfSymbol *s, Archive *a, uint64_t member) {
  if (s->state != SYMBOL_UNDEFINED) return;
  s->state = SYMBOL_LAZY;
  s->archive = a;
  s->member = member;
  queue_member(l, s);
}

/* ---- COMDAT groups: a set of strings ---- */

static void group_insert(ElfLink *l, const char *name) {
  size_t mask = l->groups.room - 1, i = elf_hash(name, strlen(name)) & mask;
  while (l->groups.at[i]) i = (i + 1) & mask;
  l->groups.at[i] = name;
}

/* True for the first who asks for this signature. */
bool elf_group_claim(ElfLink *l, const char *signature) {
  if (l->group_count * 2 >= l->groups.room) {
    size_t old_room = l->groups.room;
    const char **old = l->groups.at;
    l->groups.room = old_room ? old_room * 2 : 64;
    l->groups.at = elf_alloc(l, l->groups.room * sizeof *l->groups.at);
    for (size_t i = 0; i < old_room; i++)
      if (old[i]) group_insert(l, old[i]);
  }
  size_t mask = l->groups.room - 1, i = elf_hash(signature, strlen(signature)) & mask;
  for (; l->groups.at[i]; i = (i + 1) & mask)
    if (strcmp(l->groups.at[i], signature) == 0) return false;
  l->groups.at[i] = signature;
  l->group_count++;
  return true;
}

/* ---- symbols made by the linker ---- */

/* Names with a fixed meaning; layout.c gives the values. */
static const char *const linker_symbols[] = {
    "__ehdr_start",
    "__executable_start",
    "etext",
    "_etext",
    "edata",
    "_edata",
    "end",
    "_end",
    "__bss_start",
    "_GLOBAL_OFFSET_TABLE_",
    "__tls_image_start",
    "__tls_image_filesz",
    "__tls_image_memsz",
    "__tls_image_align",
    "_TLS_MODULE_BASE_", /* base of local dynamic offsets; these are relative to the thread pointer here */
};

static const struct {
  const char *name, *section;
  ElfBound bound;
} fixed_bounds[] = {
    {"__preinit_array_start", ".preinit_array", ELF_BOUND_START},
    {"__preinit_array_end", ".preinit_array", ELF_BOUND_END},
    {"__init_array_start", ".init_array", ELF_BOUND_START},
    {"__init_array_end", ".init_array", ELF_BOUND_END},
    {"__fini_array_start", ".fini_array", ELF_BOUND_START},
    {"__fini_array_end", ".fini_array", ELF_BOUND_END},
};

static bool is_free(const ElfSymbol *s) {
  return s && (s->state == SYMBOL_UNDEFINED || s->state == SYMBOL_LAZY) && s->file;
}

static void define_by_linker(ElfLink *l, ElfSymbol *s) {
  s->state = SYMBOL_ABSOLUTE;
  s->binding = ELF_STB_GLOBAL;
  s->file = l->own;
  s->is_linker = true;
}

void elf_define_bound(ElfLink *l, const char *name, const char *section, ElfBound bound) {
  ElfSymbol *s = elf_symbol_intern(l, elf_strdup(l, name, strlen(name)));
  BoundSymbol b = {s, elf_strdup(l, section, strlen(section)), bound};
  ELF_PUSH(l, &l->bounds, b);
}

void elf_define_absolute(ElfLink *l, const char *name, uint64_t value) {
  ElfSymbol def = {.state = SYMBOL_ABSOLUTE, .binding = ELF_STB_WEAK, .value = value};
  elf_symbol_define(l, l->own, elf_symbol_intern(l, elf_strdup(l, name, strlen(name))), &def);
}

void elf_require(ElfLink *l, const char *name) {
  ElfSymbol *s = elf_symbol_intern(l, elf_strdup(l, name, strlen(name)));
  elf_symbol_reference(l, l->own, s, false);
  ELF_PUSH(l, &l->roots, s);
}

/* Bounds claim their names before archives are searched, so that no member is loaded for them. */
static void define_linker_symbols(ElfLink *l) {
  for (size_t i = 0; i < sizeof linker_symbols / sizeof *linker_symbols; i++) {
    ElfSymbol *s = elf_symbol_find(l, linker_symbols[i]);
    if (is_free(s)) define_by_linker(l, s);
  }
  for (size_t i = 0; i < sizeof fixed_bounds / sizeof *fixed_bounds; i++)
    if (is_free(elf_symbol_find(l, fixed_bounds[i].name)))
      elf_define_bound(l, fixed_bounds[i].name, fixed_bounds[i].section, fixed_bounds[i].bound);
  for (size_t i = 0; i < l->bounds.count; i++)
    if (is_free(l->bounds.at[i].sym)) define_by_linker(l, l->bounds.at[i].sym);
}

/* __start_X and __stop_X, for each X that names a section. */
static void define_start_stop(ElfLink *l) {
  for (size_t i = 0; i < l->globals.count; i++) {
    ElfSymbol *s = l->globals.at[i];
    bool is_start = strncmp(s->name, "__start_", 8) == 0, is_stop = strncmp(s->name, "__stop_", 7) == 0;
    if ((!is_start && !is_stop) || !is_free(s)) continue;
    const char *section = s->name + (is_start ? 8 : 7);
    if (!elf_is_c_name(section)) continue;
    bool exists = false;
    for (size_t k = 0; k < l->inputs.count && !exists; k++)
      exists = elf_input_section_find(l->inputs.at[k], section) != NULL;
    if (!exists) continue;
    BoundSymbol b = {s, section, is_start ? ELF_BOUND_START : ELF_BOUND_END};
    ELF_PUSH(l, &l->bounds, b);
    define_by_linker(l, s);
  }
}

static void give_commons_storage(ElfLink *l) {
  for (size_t i = 0; i < l->globals.count; i++) {
    ElfSymbol *s = l->globals.at[i];
    if (s->state != SYMBOL_COMMON) continue;
    bool is_tls = s->type == ELF_STT_TLS;
    ElfSection *c = elf_section_new(l->own, is_tls ? ".tbss" : ".bss", ELF_SHT_NOBITS,
                                    ELF_SHF_ALLOC | ELF_SHF_WRITE | (is_tls ? ELF_SHF_TLS : 0), s->align);
    c->is_synth = true;
    c->size = s->size;
    ELF_PUSH(l, &l->own->sections, c);
    s->state = SYMBOL_DEFINED;
    s->section = c;
    s->value = 0;
    if (!is_tls) s->type = ELF_STT_OBJECT;
  }
}

bool elf_resolve(ElfLink *l) {
  if (l->error_count) return false;
  if (l->phase != PHASE_INPUT) return elf_error(l, "elf_resolve: called twice");
  elf_require(l, l->options.entry);
  define_linker_symbols(l);
  /* Loading a member may queue more. */
  for (size_t i = 0; i < l->queue.count; i++) {
    ElfSymbol *s = l->queue.at[i];
    if (s->state != SYMBOL_LAZY) continue;
    if (!elf_load_member(s->archive, s->member, s->name)) return false;
    if (s->state == SYMBOL_LAZY) /* the member does not define it after all */
      elf_load_member(s->archive, s->member, s->name);
  }
  define_linker_symbols(l);
  define_start_stop(l);
  give_commons_storage(l);
  if (l->error_count) return false;
  if (!elf_mark_live(l)) return false;
  l->phase = PHASE_RESOLVED;
  return true;
}
