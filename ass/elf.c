/* elf.c: see elf.h. Local labels become the symbol of their section and an addend. */
#include "elf.h"

#include "internal.h"

/* The place is the distance of a call or jump: its opcode stands before, where others have ModRM or the end of an immediate,
 * which counts in the addend. */
static bool is_branch(const AssSection *s, const AssRef *r) {
  if (r->kind != ASS_REF_REL32 || r->addend != -4 || !(s->flags & ASS_EXEC) || !r->offset) return false;
  const uint8_t *opcode = s->bytes + r->offset - 1;
  return *opcode == 0xE8 || *opcode == 0xE9 || (r->offset > 1 && opcode[-1] == 0x0F && (*opcode & 0xF0) == 0x80);
}

static uint32_t reloc_type(AssRefKind kind, bool is_plt) {
  switch (kind) {
    case ASS_REF_ABS64: return ELF_R_X86_64_64;
    case ASS_REF_ABS32: return ELF_R_X86_64_32;
    case ASS_REF_ABS32S: return ELF_R_X86_64_32S;
    case ASS_REF_TPOFF32: return ELF_R_X86_64_TPOFF32;
    case ASS_REF_ABS8: return ELF_R_X86_64_8;
    case ASS_REF_ABS16: return ELF_R_X86_64_16;
    case ASS_REF_REL8: return ELF_R_X86_64_PC8;
    case ASS_REF_REL16: return ELF_R_X86_64_PC16;
    case ASS_REF_REL64: return ELF_R_X86_64_PC64;
    case ASS_REF_GOTPCREL: return ELF_R_X86_64_GOTPCREL;
    case ASS_REF_REL32: break;
  }
  return is_plt ? ELF_R_X86_64_PLT32 : ELF_R_X86_64_PC32;
}

static ElfSymbol *symbol_new(Ass *a, ElfInput *in, const AssSymbol *s, ElfSection **sections) {
  ElfSymbolDesc d = {.name = s->name,
                     .section = s->section ? sections[s->section->index] : NULL,
                     .value = s->section ? ass_offset(s->section, s->at) : 0,
                     .size = s->size,
                     .binding = s->binding == ASS_LOCAL  ? ELF_STB_LOCAL
                                : s->binding == ASS_WEAK ? ELF_STB_WEAK
                                                         : ELF_STB_GLOBAL,
                     .type = s->is_function ? ELF_STT_FUNC
                             : s->section   ? ELF_STT_OBJECT
                                            : ELF_STT_NOTYPE,
                     .visibility = s->binding == ASS_HIDDEN ? ELF_STV_HIDDEN : ELF_STV_DEFAULT};
  (void)a;
  return s->section || s->binding != ASS_LOCAL ? elf_synth_symbol(in, &d) : elf_synth_ref(in, s->name, false);
}

static bool add_refs(Ass *a, AssSection *s, ElfSection **sections, ElfSymbol **symbols) {
  elf_synth_reserve(sections[s->index], s->nrefs);
  for (uint32_t i = 0; i < s->nrefs; i++) {
    const AssRef *r = &s->refs[i];
    const AssSymbol *target = &a->symbols[r->label.n];
    ElfSymbol *symbol = symbols[r->label.n];
    int64_t addend = r->addend;
    if (!symbol) {
      symbol = elf_synth_section_symbol(sections[target->section->index]);
      addend += ass_offset(target->section, target->at);
    }
    bool is_plt = is_branch(s, r);
    if (!elf_synth_reloc(sections[s->index], r->offset, reloc_type((AssRefKind)r->kind, is_plt), symbol, addend))
      return false;
  }
  return true;
}

ElfInput *ass_elf_input(Ass *a, ElfLink *link, const char *name, ElfSection **out) {
  ElfInput *in = elf_synth_new(link, name);
  ElfSection **sections = ass_resize(a, NULL, 0, (a->nsections + 1) * sizeof *sections);
  ElfSymbol **symbols = ass_resize(a, NULL, 0, a->nsymbols * sizeof *symbols);
  bool ok = sections && symbols;
  for (AssSection *s = a->first_section; ok && s; s = s->next) {
    ElfSectionDesc d = {.name = s->name,
                        .type = s->flags & ASS_ZERO ? ELF_SHT_NOBITS : ELF_SHT_PROGBITS,
                        .flags = ELF_SHF_ALLOC | (s->flags & ASS_WRITE ? ELF_SHF_WRITE : 0u) |
                                 (s->flags & ASS_EXEC ? ELF_SHF_EXEC : 0u),
                        .align = s->align ? s->align : 1,
                        .bytes = s->bytes,
                        .size = s->size};
    sections[s->index] = elf_synth_section(in, &d);
    if (out) out[s->index] = sections[s->index];
    ok = sections[s->index] != NULL;
  }
  for (uint32_t i = 1; ok && i < a->nsymbols; i++)
    symbols[i] = a->symbols[i].name ? symbol_new(a, in, &a->symbols[i], sections) : NULL;
  for (AssSection *s = a->first_section; ok && s; s = s->next) ok = add_refs(a, s, sections, symbols);
  ass_resize(a, sections, (a->nsections + 1) * sizeof *sections, 0);
  ass_resize(a, symbols, a->nsymbols * sizeof *symbols, 0);
  return ok ? in : NULL;
}

bool ass_elf_object(Ass *a, ElfLink *link, const uint8_t **bytes, size_t *size) {
  ElfInput *in = ass_elf_input(a, link, "object", NULL);
  return in && elf_object_output(in, bytes, size);
}
