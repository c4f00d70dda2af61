/* The output file: headers, section contents, symbol table. Everything is computed from the layout; no time stamp,
 * path or address of the linker's own memory gets in, so equal inputs give equal bytes.
 */
#include "link.h"

#include <string.h>

/* A string table under construction. Offset 0 is the empty string. */
typedef struct Strings {
  ELF_VEC(char) bytes;
} Strings;

static uint32_t strings_add(ElfLink *l, Strings *t, const char *s) {
  if (!t->bytes.count) ELF_PUSH(l, &t->bytes, '\0');
  if (!*s) return 0;
  uint32_t at = (uint32_t)t->bytes.count;
  do ELF_PUSH(l, &t->bytes, *s);
  while (*s++);
  return at;
}

typedef struct Writer {
  ElfLink *link;
  ELF_VEC(ElfSym) syms;
  Strings names, section_names;
  size_t first_global;
  uint64_t symtab_offset, strtab_offset, shstrtab_offset, shdr_offset, file_size;
  uint32_t section_count, shstrtab_index;
  uint32_t symtab_name, strtab_name, shstrtab_name;
} Writer;

/* ---- symbols ---- */

/* Assembler-local names and section symbols say nothing to a reader of the symbol table. */
static bool is_listed(const ElfSymbol *s) {
  if (s->type == ELF_STT_SECTION || s->type == ELF_STT_FILE || !*s->name || strncmp(s->name, ".L", 2) == 0)
    return false;
  if (s->state == SYMBOL_ABSOLUTE) return true;
  if (s->state != SYMBOL_DEFINED || !(s->section->flags & ELF_SHF_ALLOC)) return false;
  bool is_dead;
  elf_target(s, 0, &is_dead);
  return !is_dead;
}

typedef void ListedVisitor(void *user, const ElfSymbol *s);

static void visit_listed(const ElfLink *l, ListedVisitor *visit, void *user, bool locals) {
  if (!locals) {
    for (size_t i = 0; i < l->globals.count; i++)
      if (is_listed(l->globals.at[i])) visit(user, l->globals.at[i]);
    return;
  }
  for (size_t i = 0; i < l->inputs.count; i++) {
    const ElfInput *in = l->inputs.at[i];
    for (size_t k = 0; k < in->symbols.count; k++) {
      const ElfSymbol *s = in->symbols.at[k];
      if (s && s->is_local && is_listed(s)) visit(user, s);
    }
  }
}

static const OutSection *out_of_symbol(const ElfSymbol *s) {
  return s->state != SYMBOL_DEFINED ? NULL : s->section->pool ? s->section->pool->section->out : s->section->out;
}

static void add_symbol(void *user, const ElfSymbol *s) {
  Writer *w = user;
  bool is_hidden = s->visibility == ELF_STV_HIDDEN || s->visibility == ELF_STV_INTERNAL;
  uint8_t binding = s->is_local || is_hidden ? ELF_STB_LOCAL : s->binding;
  if ((binding == ELF_STB_LOCAL) != (w->first_global == 0)) return; /* the other pass takes it */
  const OutSection *o = out_of_symbol(s);
  bool is_dead;
  uint64_t value = elf_target(s, 0, &is_dead);
  ElfSym e = {.name = strings_add(w->link, &w->names, s->name), .value = value, .size = s->size};
  if (o && (o->flags & ELF_SHF_TLS)) e.value -= w->link->tls_start;
  e.shndx = o ? (uint16_t)o->index : ELF_SHN_ABS;
  e.info = (uint8_t)(binding << 4 | s->type);
  ELF_PUSH(w->link, &w->syms, e);
}

/* Local ones first, as the format demands; first_global is 0 during the pass over those. */
static void make_symbols(Writer *w) {
  ELF_PUSH(w->link, &w->syms, (ElfSym){0});
  strings_add(w->link, &w->names, "");
  visit_listed(w->link, add_symbol, w, true);
  visit_listed(w->link, add_symbol, w, false);
  w->first_global = w->syms.count;
  visit_listed(w->link, add_symbol, w, false);
}

/* ---- places in the file behind the memory image ---- */

static void place_rest(Writer *w) {
  ElfLink *l = w->link;
  uint64_t offset = l->file_size;
  uint32_t index = 1;
  for (size_t i = 0; i < l->outs.count; i++) {
    OutSection *o = l->outs.at[i];
    o->index = index++;
    o->name_offset = strings_add(l, &w->section_names, o->name);
    if (o->flags & ELF_SHF_ALLOC) continue;
    o->offset = elf_align_up(offset, o->align);
    offset = o->offset + o->size;
  }
  if (!l->options.strip) {
    make_symbols(w);
    w->symtab_offset = elf_align_up(offset, 8);
    w->strtab_offset = w->symtab_offset + w->syms.count * sizeof(ElfSym);
    offset = w->strtab_offset + w->names.bytes.count;
    index += 2;
    w->symtab_name = strings_add(l, &w->section_names, ".symtab");
    w->strtab_name = strings_add(l, &w->section_names, ".strtab");
  }
  w->shstrtab_name = strings_add(l, &w->section_names, ".shstrtab");
  w->shstrtab_index = index++;
  w->section_count = index;
  w->shstrtab_offset = offset;
  w->shdr_offset = elf_align_up(offset + w->section_names.bytes.count, 8);
  w->file_size = w->shdr_offset + (uint64_t)w->section_count * sizeof(ElfShdr);
}

/* ---- writing ---- */

static void write_program_headers(const ElfLink *l, uint8_t *image) {
  ElfPhdr *p = (ElfPhdr *)(image + sizeof(ElfEhdr));
  for (size_t i = 0; i < l->segment_count; i++) {
    const Segment *s = &l->segments[i];
    if (s->memsz == 0) { /* a late section without contents: mapping nothing is an error to some loaders */
      p++;
      continue;
    }
    *p++ = (ElfPhdr){ELF_PT_LOAD, s->flags, s->offset, s->address, s->address, s->filesz, s->memsz, ELF_PAGE};
  }
  if (l->has_tls) {
    uint64_t offset = 0;
    for (size_t i = l->outs.count; i-- > 0;)
      if (l->outs.at[i]->flags & ELF_SHF_TLS) offset = l->outs.at[i]->offset;
    *p++ =
        (ElfPhdr){ELF_PT_TLS, ELF_PF_R, offset, l->tls_start, l->tls_start, l->tls_filesz, l->tls_memsz, l->tls_align};
  }
  for (size_t i = 0; i < l->outs.count; i++) {
    const OutSection *o = l->outs.at[i];
    if (o->type == ELF_SHT_NOTE && o->flags & ELF_SHF_ALLOC)
      *p++ = (ElfPhdr){ELF_PT_NOTE, ELF_PF_R, o->offset, o->address, o->address, o->size, o->size, o->align};
  }
  *p = (ElfPhdr){.type = ELF_PT_GNU_STACK, .flags = ELF_PF_R | ELF_PF_W, .align = 16};
}

static void write_section_headers(Writer *w, uint8_t *image) {
  ElfLink *l = w->link;
  ElfShdr *h = (ElfShdr *)(image + w->shdr_offset);
  *h++ = (ElfShdr){0};
  for (size_t i = 0; i < l->outs.count; i++) {
    const OutSection *o = l->outs.at[i];
    *h++ = (ElfShdr){.name = o->name_offset,
                     .type = o->type,
                     .flags = o->flags,
                     .addr = o->address,
                     .offset = o->offset,
                     .size = o->size,
                     .addralign = o->align};
  }
  if (!l->options.strip) {
    *h++ = (ElfShdr){.name = w->symtab_name,
                     .type = ELF_SHT_SYMTAB,
                     .offset = w->symtab_offset,
                     .size = w->syms.count * sizeof(ElfSym),
                     .link = (uint32_t)l->outs.count + 2,
                     .info = (uint32_t)w->first_global,
                     .addralign = 8,
                     .entsize = sizeof(ElfSym)};
    *h++ = (ElfShdr){.name = w->strtab_name,
                     .type = ELF_SHT_STRTAB,
                     .offset = w->strtab_offset,
                     .size = w->names.bytes.count,
                     .addralign = 1};
  }
  *h = (ElfShdr){.name = w->shstrtab_name,
                 .type = ELF_SHT_STRTAB,
                 .offset = w->shstrtab_offset,
                 .size = w->section_names.bytes.count,
                 .addralign = 1};
}

static bool write_sections(ElfLink *l, uint8_t *image) {
  bool ok = true;
  for (size_t i = 0; i < l->outs.count; i++) {
    OutSection *o = l->outs.at[i];
    /* int3 between functions: running off the end of one stops at once. */
    if (o->flags & ELF_SHF_EXEC) memset(image + o->offset, 0xcc, o->size);
    for (size_t k = 0; k < o->members.count; k++) {
      ElfSection *s = o->members.at[k];
      if (!s->bytes || o->type == ELF_SHT_NOBITS) continue;
      uint8_t *at = image + o->offset + s->out_offset;
      memcpy(at, s->bytes, s->size);
      if (s == l->got) elf_fill_got(l, at);
      else ok &= elf_relocate(l, s, at, false);
    }
  }
  return ok;
}

bool elf_link_output(ElfLink *l, const uint8_t **bytes, size_t *size) {
  if (l->error_count) return false;
  if (l->phase != PHASE_LAID_OUT) return elf_error(l, "elf_link_output: called in the wrong phase");
  elf_layout_late(l);
  Writer w = {.link = l};
  place_rest(&w);
  uint8_t *image = elf_alloc(l, w.file_size);
  if (!write_sections(l, image)) return false;
  write_section_headers(&w, image);
  memcpy(image + w.shstrtab_offset, w.section_names.bytes.at, w.section_names.bytes.count);
  if (!l->options.strip) {
    memcpy(image + w.symtab_offset, w.syms.at, w.syms.count * sizeof(ElfSym));
    memcpy(image + w.strtab_offset, w.names.bytes.at, w.names.bytes.count);
  }
  write_program_headers(l, image);
  ElfEhdr *e = (ElfEhdr *)image;
  *e = (ElfEhdr){.ident = {0x7f, 'E', 'L', 'F', 2, 1, 1},
                 .type = ELF_ET_EXEC,
                 .machine = ELF_EM_X86_64,
                 .version = 1,
                 .entry = elf_symbol_address(l, elf_symbol_find(l, l->options.entry)),
                 .phoff = sizeof(ElfEhdr),
                 .shoff = w.shdr_offset,
                 .ehsize = sizeof(ElfEhdr),
                 .phentsize = sizeof(ElfPhdr),
                 .phnum = (uint16_t)l->phdr_count,
                 .shentsize = sizeof(ElfShdr),
                 .shnum = (uint16_t)w.section_count,
                 .shstrndx = (uint16_t)w.shstrtab_index};
  l->phase = PHASE_DONE;
  *bytes = image;
  *size = w.file_size;
  return true;
}
