/* Looking at inputs and results: what tests, the position table and the driver ask of a link. */
#include "link.h"

#include <string.h>

void elf_symbol_info(const ElfLink *l, const ElfSymbol *s, ElfSymbolInfo *out) {
  bool is_dead = false;
  uint64_t address = l->phase >= PHASE_LAID_OUT ? elf_target(s, 0, &is_dead) : s->value;
  bool is_defined = s->state == SYMBOL_DEFINED || s->state == SYMBOL_ABSOLUTE || s->state == SYMBOL_COMMON;
  *out = (ElfSymbolInfo){.name = s->name,
                         .section = s->section,
                         .file = is_defined ? s->file : NULL,
                         .value = address,
                         .size = s->size,
                         .binding = s->binding,
                         .type = s->type,
                         .visibility = s->visibility,
                         .is_defined = is_defined,
                         .is_live = is_defined && !is_dead && (!s->section || s->section->is_live)};
}

size_t elf_input_count(const ElfLink *l) { return l->inputs.count; }
ElfInput *elf_input_at(const ElfLink *l, size_t i) { return l->inputs.at[i]; }
const char *elf_input_name(const ElfInput *in) { return in->name; }
size_t elf_input_symbol_count(const ElfInput *in) { return in->symbols.count; }
ElfSymbol *elf_input_symbol_at(const ElfInput *in, size_t i) { return in->symbols.at[i]; }
size_t elf_input_section_count(const ElfInput *in) { return in->sections.count; }
ElfSection *elf_input_section_at(const ElfInput *in, size_t i) { return in->sections.at[i]; }

ElfSection *elf_input_section_find(const ElfInput *in, const char *name) {
  for (size_t i = 0; i < in->sections.count; i++) {
    ElfSection *s = in->sections.at[i];
    if (s && !s->is_dropped && strcmp(s->name, name) == 0) return s;
  }
  return NULL;
}

void elf_section_info(const ElfLink *l, const ElfSection *s, ElfSectionInfo *out) {
  (void)l;
  bool is_in_memory = s->out && (s->flags & ELF_SHF_ALLOC);
  *out = (ElfSectionInfo){.name = s->name,
                          .file = s->in,
                          .type = s->type,
                          .flags = s->flags,
                          .size = s->size,
                          .align = s->align,
                          .bytes = s->bytes,
                          .reloc_count = elf_reloc_count(s),
                          .address = is_in_memory ? s->out->address + s->out_offset : 0,
                          .is_live = s->is_live};
}

static void visit_one(const ElfLink *l, const ElfSymbol *s, ElfSymbolVisitor *visit, void *user) {
  if (s->type == ELF_STT_SECTION || s->type == ELF_STT_FILE || !*s->name) return;
  ElfSymbolInfo info;
  elf_symbol_info(l, s, &info);
  if (info.is_live && (!s->section || (s->section->flags & ELF_SHF_ALLOC))) visit(user, &info);
}

void elf_symbols_visit(ElfLink *l, ElfSymbolVisitor *visit, void *user) {
  for (size_t i = 0; i < l->inputs.count; i++) {
    ElfInput *in = l->inputs.at[i];
    for (size_t k = 0; k < in->symbols.count; k++)
      if (in->symbols.at[k] && in->symbols.at[k]->is_local) visit_one(l, in->symbols.at[k], visit, user);
  }
  for (size_t i = 0; i < l->globals.count; i++) visit_one(l, l->globals.at[i], visit, user);
}

void elf_outputs_visit(ElfLink *l, ElfOutputVisitor *visit, void *user) {
  for (size_t i = 0; i < l->outs.count; i++) {
    const OutSection *o = l->outs.at[i];
    ElfOutputInfo info = {o->name, o->type, o->flags, o->address, o->size, o->offset};
    visit(user, &info);
  }
}
