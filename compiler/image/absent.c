/*
 * absent.c: leaves out the parts of the runtime that absent.def lists, where the program has no way into them. Their
 * functions get weak definitions, so that the archive is not asked for them; should a member that defines one come in for
 * another reason, its own definition wins.
 */
#include "cells.h"

typedef enum AbsentRowKind { ABSENT_ROW_GROUP, ABSENT_ROW_ROOT, ABSENT_ROW_FUNCTION } AbsentRowKind;
typedef struct AbsentRow {
  AbsentRowKind kind;
  const char *name;
} AbsentRow;
static const AbsentRow rows[] = {
#define ABSENT_GROUP(name) {ABSENT_ROW_GROUP, #name},
#define ABSENT_ROOT(symbol) {ABSENT_ROW_ROOT, symbol},
#define ABSENT_FUNCTION(symbol) {ABSENT_ROW_FUNCTION, #symbol},
#include "absent.def"
};
enum { ABSENT_ROW_COUNT = sizeof rows / sizeof rows[0] };

/* Names of the runtime's functions that the objects linked so far and the image refer to. */
static void collect_mentions(Image *im, const ElfLink *link, StrMap *names) {
  strmap_init(names, im->arena);
  for (uint32_t i = 0; i < im->relocs.count; i++) {
    const char *name = im->relocs.items[i].symbol;
    if (name) strmap_put(names, name, strlen(name), im);
  }
  for (size_t n = 0; n < elf_input_count(link); n++) {
    const ElfInput *in = elf_input_at(link, n);
    for (size_t i = 1; i < elf_input_symbol_count(in); i++) {
      const ElfSymbol *s = elf_input_symbol_at(in, i);
      ElfSymbolInfo info;
      if (!s) continue;
      elf_symbol_info(link, s, &info);
      if (!info.is_defined && strncmp(info.name, "jsc.", 4)) strmap_put(names, info.name, strlen(info.name), im);
    }
  }
}

static bool is_mentioned(const StrMap *names, const char *pattern) {
  size_t n = strlen(pattern);
  if (pattern[n - 1] != '*') return strmap_get(names, pattern, n) != NULL;
  for (uint32_t i = 0; i < names->count; i++)
    if (names->entries[i].len >= n - 1 && !memcmp(names->entries[i].key, pattern, n - 1)) return true;
  return false;
}

static bool has_module_of_kind(const Image *im, uint32_t kind) {
  for (uint32_t i = 0; i < im->program->nmodules; i++)
    if (im->program->modules[i]->kind == kind) return true;
  return false;
}

/* Whether some string of the program, a literal's pattern among them, holds \p{ or \P{. */
static bool has_property_pattern(const Image *im) {
  for (uint32_t n = 0; n < refs_string_count(im->refs); n++) {
    const Atom *a = refs_string_at(im->refs, n);
    for (uint32_t i = 0; i + 2 < a->len; i++)
      if (atom_unit(a, i) == '\\' && (atom_unit(a, i + 1) | 0x20) == 'p' && atom_unit(a, i + 2) == '{') return true;
  }
  return false;
}

/* What besides its roots keeps a group. */
static bool is_needed(const Image *im, const char *group) {
  if (!strcmp(group, "Json")) return has_module_of_kind(im, MODULE_JSON);
  if (!strcmp(group, "BigInt")) return refs_bigint_count(im->refs) > 0;
  if (!strcmp(group, "Promise")) return has_module_of_kind(im, MODULE_ESM);
  if (!strcmp(group, "Properties")) return image_has_patterns(im) || has_property_pattern(im);
  return false;
}

void image_leave_out(Image *im, const ElfLink *link, ElfInput *in) {
  static const uint8_t jump[8] = {0xE9}; /* jmp runtime_absent */
  if (im->options->keep_all) return;
  StrMap names;
  collect_mentions(im, link, &names);
  ElfSection *code = elf_synth_section(
      in, &(ElfSectionDesc){".text.absent", ELF_SHT_PROGBITS, ELF_SHF_ALLOC | ELF_SHF_EXEC, 8, 0, jump, sizeof jump});
  elf_synth_reloc(code, 1, ELF_R_X86_64_PLT32, elf_synth_ref(in, "runtime_absent", false), -4);
  bool is_absent = false;
  for (uint32_t i = 0; i < ABSENT_ROW_COUNT; i++) {
    const AbsentRow *row = &rows[i];
    if (row->kind == ABSENT_ROW_GROUP) is_absent = !is_needed(im, row->name);
    else if (row->kind == ABSENT_ROW_ROOT) is_absent &= !is_mentioned(&names, row->name);
    else if (is_absent && !is_mentioned(&names, row->name))
      elf_synth_symbol(in, &(ElfSymbolDesc){row->name, code, false, 0, 0, ELF_STB_WEAK, ELF_STT_FUNC, 0});
  }
}
