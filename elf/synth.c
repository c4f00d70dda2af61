/* Objects built in memory: how a compiler hands over sections, symbols and relocations without writing a file first.
 * They differ from objects read in one thing only: relocations are kept as Reloc with the symbol's handle.
 */
#include "link.h"

#include <string.h>

/* A section that belongs to `in` but is not entered in its table. `name` is not copied. */
ElfSection *elf_section_new(ElfInput *in, const char *name, uint32_t type, uint64_t flags, uint64_t align) {
  ElfSection *s = elf_alloc(in->link, sizeof *s);
  s->in = in;
  s->name = name;
  s->type = type;
  s->flags = flags;
  s->align = align;
  return s;
}

ElfInput *elf_synth_new(ElfLink *l, const char *name) {
  ElfInput *in = elf_input_new(l, name);
  in->is_synth = true;
  /* Index 0 means "none" in both tables, as in a file. */
  ELF_PUSH(l, &in->sections, NULL);
  ELF_PUSH(l, &in->symbols, NULL);
  ELF_PUSH(l, &l->inputs, in);
  return in;
}

ElfSection *elf_synth_section(ElfInput *in, const ElfSectionDesc *d) {
  ElfLink *l = in->link;
  uint64_t align = d->align ? d->align : 1;
  if ((align & (align - 1)) || align > ELF_MAX_ALIGN) {
    elf_error(l, "%s: alignment of section %s is not a sensible power of two", in->name, d->name);
    return NULL;
  }
  uint32_t type = d->type ? d->type : ELF_SHT_PROGBITS;
  if (type != ELF_SHT_NOBITS && d->size && !d->bytes) {
    elf_error(l, "%s: section %s has no contents", in->name, d->name);
    return NULL;
  }
  ElfSection *s = elf_section_new(in, elf_strdup(l, d->name, strlen(d->name)), type, d->flags, align);
  s->is_synth = true;
  s->entsize = d->entsize;
  s->size = d->size;
  if (type != ELF_SHT_NOBITS) s->bytes = d->bytes ? d->bytes : (const uint8_t *)"";
  s->index = (uint32_t)in->sections.count;
  ELF_PUSH(l, &in->sections, s);
  return s;
}

void elf_synth_set_bytes(ElfSection *s, const void *bytes, uint64_t size) {
  if (s->type != ELF_SHT_NOBITS) s->bytes = bytes ? bytes : (const uint8_t *)"";
  s->size = size;
}

ElfSymbol *elf_synth_symbol(ElfInput *in, const ElfSymbolDesc *d) {
  ElfLink *l = in->link;
  bool is_named = d->name && *d->name;
  ElfSymbol def = {.name = is_named ? elf_strdup(l, d->name, strlen(d->name)) : "",
                   .binding = is_named ? d->binding : ELF_STB_LOCAL,
                   .type = d->type,
                   .visibility = d->visibility,
                   .section = d->section,
                   .value = d->value,
                   .size = d->size,
                   .file = in};
  def.state = d->section ? SYMBOL_DEFINED : d->is_absolute ? SYMBOL_ABSOLUTE : SYMBOL_UNDEFINED;
  ElfSymbol *s;
  if (def.binding == ELF_STB_LOCAL) {
    s = elf_alloc(l, sizeof *s);
    def.is_local = true;
    *s = def;
  } else {
    s = elf_symbol_intern(l, def.name);
    if (def.state == SYMBOL_UNDEFINED) elf_symbol_reference(l, in, s, d->binding == ELF_STB_WEAK);
    else elf_symbol_define(l, in, s, &def);
  }
  ELF_PUSH(l, &in->symbols, s);
  return s;
}

ElfSymbol *elf_synth_ref(ElfInput *in, const char *name, bool is_weak) {
  /* The name is copied only if it is new: composing an image asks for the same few names over and over. */
  ElfLink *l = in->link;
  ElfSymbol *s = elf_symbol_find(l, name);
  if (!s) s = elf_symbol_intern(l, elf_strdup(l, name, strlen(name)));
  elf_symbol_reference(l, in, s, is_weak);
  return s;
}

ElfSymbol *elf_synth_section_symbol(ElfSection *s) {
  if (!s->self) {
    ElfSymbol *self = elf_alloc(s->in->link, sizeof *self);
    *self = (ElfSymbol){.name = s->name,
                        .type = ELF_STT_SECTION,
                        .state = SYMBOL_DEFINED,
                        .is_local = true,
                        .section = s,
                        .file = s->in};
    s->self = self;
  }
  return s->self;
}

void elf_synth_reserve(ElfSection *s, size_t nrelocs) {
  if (s->relocs.room || !nrelocs) return;
  s->relocs.at = elf_alloc(s->in->link, nrelocs * sizeof *s->relocs.at);
  s->relocs.room = nrelocs;
}

bool elf_synth_reloc(ElfSection *s, uint64_t offset, uint32_t type, ElfSymbol *sym, int64_t addend) {
  ElfLink *l = s->in->link;
  unsigned size;
  if (!elf_reloc_size(type, &size))
    return elf_error(l, "%s: unsupported relocation type %u in %s", s->in->name, type, s->name);
  Reloc r = {.offset = offset, .addend = addend, .sym = sym, .type = type};
  ELF_PUSH(l, &s->relocs, r);
  return true;
}

ElfSection *elf_synth_late_section(ElfInput *in, const char *name, uint64_t align) {
  ElfSectionDesc d = {.name = name, .flags = ELF_SHF_ALLOC, .align = align};
  ElfSection *s = elf_synth_section(in, &d);
  if (s) s->is_late = true;
  return s;
}

bool elf_late_fill(ElfLink *l, ElfSection *s, const void *bytes, uint64_t size) {
  if (!s || !s->is_late) return elf_error(l, "elf_late_fill: not a late section");
  if (l->error_count) return false;
  if (l->phase != PHASE_LAID_OUT) return elf_error(l, "%s: late section filled in the wrong phase", s->name);
  if (s->is_filled) return elf_error(l, "%s: late section filled twice", s->name);
  s->bytes = bytes ? bytes : (const uint8_t *)"";
  s->size = size;
  s->is_filled = true;
  return true;
}
