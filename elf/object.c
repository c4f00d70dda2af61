/* A synthetic object as a relocatable file (ET_REL): what a compiler writes when another linker shall go on.
 *
 * Order of the file: header, contents of the sections, their relocations, symbol table, names, section headers.
 */
#include "link.h"

#include <string.h>

typedef struct Numbered {
  const ElfSymbol *symbol;
  uint32_t number;
} Numbered;

typedef struct ObjectWriter {
  ElfLink *link;
  ElfInput *in;
  ELF_VEC(ElfSym) syms;
  ELF_VEC(char) names, section_names;
  ELF_VEC(ElfShdr) headers;
  Numbered *table; /* symbols by address, open addressing */
  size_t table_size, numbered;
  uint64_t at;
} ObjectWriter;

static uint32_t add_chars(ObjectWriter *w, bool of_section, const char *prefix, const char *s) {
  if (!*s) return 0;
  uint32_t at = (uint32_t)(of_section ? w->section_names.count : w->names.count);
  for (const char *p = prefix; *p; p++) ELF_PUSH(w->link, &w->section_names, *p);
  do {
    if (of_section) ELF_PUSH(w->link, &w->section_names, *s);
    else ELF_PUSH(w->link, &w->names, *s);
  } while (*s++);
  return at;
}

static Numbered *slot_of(ObjectWriter *w, const ElfSymbol *s) {
  uint32_t h =
      elf_hash(&s, sizeof s) & /* NOLINT(bugprone-sizeof-expression): of the address */ (uint32_t)(w->table_size - 1);
  while (w->table[h].symbol && w->table[h].symbol != s) h = (h + 1) & (uint32_t)(w->table_size - 1);
  return &w->table[h];
}

static void number_symbol(ObjectWriter *w, const ElfSymbol *s, bool locals) {
  if (s->is_local != locals) return;
  Numbered *n = slot_of(w, s);
  if (n->symbol) return;
  bool is_mine = s->state == SYMBOL_DEFINED && s->section->in == w->in;
  ElfSym sym = {.name = add_chars(w, false, "", s->type == ELF_STT_SECTION ? "" : s->name),
                .info = (uint8_t)(s->binding << 4 | s->type),
                .other = s->visibility,
                .value = is_mine || s->state == SYMBOL_ABSOLUTE ? s->value : 0,
                .size = s->size};
  if (is_mine) sym.shndx = (uint16_t)s->section->index;
  else if (s->state == SYMBOL_ABSOLUTE) sym.shndx = ELF_SHN_ABS;
  if (!is_mine && s->state != SYMBOL_ABSOLUTE && !s->is_local)
    sym.info = (uint8_t)((s->is_strong_ref ? ELF_STB_GLOBAL : ELF_STB_WEAK) << 4);
  *n = (Numbered){s, (uint32_t)w->syms.count};
  ELF_PUSH(w->link, &w->syms, sym);
}

static void number_symbols(ObjectWriter *w, bool locals) {
  for (size_t i = 1; i < w->in->symbols.count; i++) number_symbol(w, w->in->symbols.at[i], locals);
  for (size_t i = 1; i < w->in->sections.count; i++) {
    const ElfSection *s = w->in->sections.at[i];
    for (size_t k = 0; k < s->relocs.count; k++)
      if (s->relocs.at[k].sym) number_symbol(w, s->relocs.at[k].sym, locals);
  }
}

static size_t most_symbols(const ElfInput *in) {
  size_t n = in->symbols.count;
  for (size_t i = 1; i < in->sections.count; i++) n += in->sections.at[i]->relocs.count;
  return n;
}

static uint64_t place(ObjectWriter *w, uint64_t size, uint64_t align) {
  w->at = (w->at + align - 1) & ~(align - 1);
  uint64_t at = w->at;
  w->at += size;
  return at;
}

static void write_relocs(ObjectWriter *w, const ElfSection *s, ElfRela *to) {
  for (size_t k = 0; k < s->relocs.count; k++) {
    const Reloc *r = &s->relocs.at[k];
    to[k] = (ElfRela){
        .offset = r->offset, .type = r->type, .sym = r->sym ? slot_of(w, r->sym)->number : 0, .addend = r->addend};
  }
}

bool elf_object_output(ElfInput *in, const uint8_t **bytes, size_t *size) {
  ElfLink *l = in->link;
  if (l->error_count) return false;
  if (!in->is_synth) return elf_error(l, "%s: only synthetic objects are written as objects", in->name);
  ObjectWriter w = {.link = l, .in = in, .at = sizeof(ElfEhdr)};
  for (w.table_size = 64; w.table_size < 2 * most_symbols(in); w.table_size *= 2) {}
  w.table = elf_alloc(l, w.table_size * sizeof *w.table);
  ELF_PUSH(l, &w.names, '\0');
  ELF_PUSH(l, &w.section_names, '\0');
  ELF_PUSH(l, &w.syms, (ElfSym){0});
  number_symbols(&w, true);
  uint32_t first_global = (uint32_t)w.syms.count;
  number_symbols(&w, false);

  size_t nsections = in->sections.count;
  if (nsections * 2 + 4 >= ELF_SHN_LORESERVE) return elf_error(l, "%s: too many sections", in->name);
  ELF_PUSH(l, &w.headers, (ElfShdr){0});
  for (size_t i = 1; i < nsections; i++) {
    const ElfSection *s = in->sections.at[i];
    bool is_empty = s->type == ELF_SHT_NOBITS;
    ElfShdr h = {.name = add_chars(&w, true, "", s->name),
                 .type = s->type,
                 .flags = s->flags,
                 .size = s->size,
                 .addralign = s->align,
                 .entsize = s->entsize};
    h.offset = place(&w, is_empty ? 0 : s->size, is_empty ? 1 : s->align);
    ELF_PUSH(l, &w.headers, h);
  }
  uint32_t symtab = (uint32_t)nsections;
  for (size_t i = 1; i < nsections; i++) symtab += in->sections.at[i]->relocs.count != 0;
  for (size_t i = 1; i < nsections; i++) {
    const ElfSection *s = in->sections.at[i];
    if (!s->relocs.count) continue;
    uint64_t total = s->relocs.count * sizeof(ElfRela);
    ElfShdr h = {.name = add_chars(&w, true, ".rela", s->name),
                 .type = ELF_SHT_RELA,
                 .flags = ELF_SHF_INFO_LINK,
                 .offset = place(&w, total, 8),
                 .size = total,
                 .link = symtab,
                 .info = (uint32_t)i,
                 .addralign = 8,
                 .entsize = sizeof(ElfRela)};
    ELF_PUSH(l, &w.headers, h);
  }
  uint64_t total = w.syms.count * sizeof(ElfSym);
  ElfShdr symbols = {.name = add_chars(&w, true, "", ".symtab"),
                     .type = ELF_SHT_SYMTAB,
                     .offset = place(&w, total, 8),
                     .size = total,
                     .link = symtab + 1,
                     .info = first_global,
                     .addralign = 8,
                     .entsize = sizeof(ElfSym)};
  ELF_PUSH(l, &w.headers, symbols);
  ElfShdr strtab = {.name = add_chars(&w, true, "", ".strtab"),
                    .type = ELF_SHT_STRTAB,
                    .offset = place(&w, w.names.count, 1),
                    .size = w.names.count,
                    .addralign = 1};
  ELF_PUSH(l, &w.headers, strtab);
  /* no program header asks for an executable stack */
  ElfShdr note = {
      .name = add_chars(&w, true, "", ".note.GNU-stack"), .type = ELF_SHT_PROGBITS, .offset = w.at, .addralign = 1};
  ELF_PUSH(l, &w.headers, note);
  ElfShdr shstrtab = {.name = add_chars(&w, true, "", ".shstrtab"), .type = ELF_SHT_STRTAB, .addralign = 1};
  shstrtab.size = w.section_names.count;
  shstrtab.offset = place(&w, shstrtab.size, 1);
  ELF_PUSH(l, &w.headers, shstrtab);
  uint64_t headers_at = place(&w, w.headers.count * sizeof(ElfShdr), 8);

  uint8_t *image = elf_alloc(l, w.at);
  for (size_t i = 1, rela = nsections; i < nsections; i++) {
    const ElfSection *s = in->sections.at[i];
    if (s->type != ELF_SHT_NOBITS && s->size) memcpy(image + w.headers.at[i].offset, s->bytes, s->size);
    if (s->relocs.count) write_relocs(&w, s, (ElfRela *)(image + w.headers.at[rela++].offset));
  }
  memcpy(image + symbols.offset, w.syms.at, total);
  memcpy(image + strtab.offset, w.names.at, w.names.count);
  memcpy(image + shstrtab.offset, w.section_names.at, w.section_names.count);
  memcpy(image + headers_at, w.headers.at, w.headers.count * sizeof(ElfShdr));
  *(ElfEhdr *)image = (ElfEhdr){.ident = {0x7f, 'E', 'L', 'F', 2, 1, 1},
                                .type = ELF_ET_REL,
                                .machine = ELF_EM_X86_64,
                                .version = 1,
                                .shoff = headers_at,
                                .ehsize = sizeof(ElfEhdr),
                                .shentsize = sizeof(ElfShdr),
                                .shnum = (uint16_t)w.headers.count,
                                .shstrndx = (uint16_t)(w.headers.count - 1)};
  *bytes = image;
  *size = w.at;
  return true;
}
