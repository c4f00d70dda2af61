/* Reading a relocatable object (ET_REL).
 *
 * An object is a bag of named sections, a symbol table that names offsets in them, and relocations: places in a
 * section that need an address the compiler could not know. Nothing is copied: sections point into the input's bytes.
 *
 * Every offset, size and index is checked here before it is used, so that the later phases can trust an input's
 * structure; the exception is relocations, which are checked one by one when fetched (elf_reloc_get), because most
 * sections of a large archive are never looked at.
 *
 * More than 65279 sections (a file compiled with a section per function gets there) need the extended numbering of
 * gABI chapter 4: the count in the size field of section header 0, symbols' section numbers in SHT_SYMTAB_SHNDX.
 */
#include "link.h"

#include <inttypes.h>
#include <string.h>

typedef struct Reader {
  ElfLink *link;
  ElfInput *in;
  const uint8_t *bytes;
  size_t size;
  const ElfShdr *shdrs;
  size_t shnum;
  const char *shstr;
  size_t shstr_size;
  size_t symtab; /* section index, 0 if none */
  const ElfSym *syms;
  size_t sym_count, first_global;
  const char *str;
  size_t str_size;
  const uint8_t *shndx; /* extended section numbers, 4 bytes a symbol, or NULL */
} Reader;

static bool fail(const Reader *r, uint64_t offset, const char *what) {
  return elf_error(r->link, "%s: %s (at offset 0x%" PRIx64 ")", r->in->name, what, offset);
}

static uint64_t header_offset(const Reader *r, size_t i) {
  return (uint64_t)((const uint8_t *)&r->shdrs[i] - r->bytes);
}

static bool in_file(const Reader *r, uint64_t offset, uint64_t size) {
  return offset <= r->size && size <= r->size - offset;
}

/* A string table must lie in the file and end in NUL, so that every offset below its size is a C string. */
static bool string_table(const Reader *r, size_t i, const char **table, size_t *size) {
  if (i == 0 || i >= r->shnum) return fail(r, header_offset(r, 0), "string table index out of range");
  const ElfShdr *h = &r->shdrs[i];
  if (h->type != ELF_SHT_STRTAB) return fail(r, header_offset(r, i), "not a string table");
  if (!in_file(r, h->offset, h->size)) return fail(r, header_offset(r, i), "string table exceeds the file");
  if (h->size == 0 || r->bytes[h->offset + h->size - 1] != 0)
    return fail(r, h->offset, "string table does not end in NUL");
  *table = (const char *)r->bytes + h->offset;
  *size = h->size;
  return true;
}

static bool read_header(Reader *r) {
  if (r->size < sizeof(ElfEhdr)) return fail(r, 0, "file is shorter than an ELF header");
  const ElfEhdr *e = (const ElfEhdr *)r->bytes;
  if (memcmp(e->ident, "\177ELF", 4) != 0) return fail(r, 0, "not an ELF file or archive");
  if (e->ident[4] != 2 || e->ident[5] != 1) return fail(r, 4, "not a 64-bit little-endian ELF file");
  if (e->type != ELF_ET_REL) return fail(r, 16, "not a relocatable object");
  if (e->machine != ELF_EM_X86_64) return fail(r, 18, "not an x86-64 object");
  if (e->shentsize != sizeof(ElfShdr)) return fail(r, 58, "unexpected size of section headers");
  if (!in_file(r, e->shoff, sizeof(ElfShdr))) return fail(r, 40, "section headers exceed the file");
  r->shdrs = (const ElfShdr *)(r->bytes + e->shoff);
  uint64_t count = e->shnum ? e->shnum : r->shdrs[0].size;
  if (count == 0 || count > (r->size - e->shoff) / sizeof(ElfShdr))
    return fail(r, e->shoff, "section headers exceed the file");
  r->shnum = (size_t)count;
  size_t names = e->shstrndx == ELF_SHN_XINDEX ? r->shdrs[0].link : e->shstrndx;
  return string_table(r, names, &r->shstr, &r->shstr_size);
}

static bool read_section(Reader *r, size_t i) {
  const ElfShdr *h = &r->shdrs[i];
  uint64_t at = header_offset(r, i);
  if (h->name >= r->shstr_size) return fail(r, at, "section name out of range");
  if (h->type != ELF_SHT_NOBITS && h->type != ELF_SHT_NULL && !in_file(r, h->offset, h->size))
    return fail(r, at, "section exceeds the file");
  switch (h->type) {
    case ELF_SHT_NULL:
    case ELF_SHT_STRTAB:
    case ELF_SHT_RELA:
    case ELF_SHT_GROUP:
    case ELF_SHT_SYMTAB_SHNDX: return true;
    case ELF_SHT_REL: return fail(r, at, "relocations without addends are not used on x86-64");
    case ELF_SHT_SYMTAB:
      if (r->symtab) return fail(r, at, "second symbol table");
      r->symtab = i;
      return true;
  }
  uint64_t align = h->addralign ? h->addralign : 1;
  if ((align & (align - 1)) || align > ELF_MAX_ALIGN) return fail(r, at, "alignment is not a sensible power of two");
  if (h->size > (1ull << 40)) return fail(r, at, "section is too large");
  ElfSection *s = elf_section_new(r->in, r->shstr + h->name, h->type, h->flags, align);
  s->index = (uint32_t)i;
  s->size = h->size;
  s->entsize = h->entsize;
  if (h->type != ELF_SHT_NOBITS) s->bytes = r->bytes + h->offset;
  r->in->sections.at[i] = s;
  return true;
}

static bool read_relocations(Reader *r, size_t i) {
  const ElfShdr *h = &r->shdrs[i];
  uint64_t at = header_offset(r, i);
  if (h->entsize != sizeof(ElfRela) || h->size % sizeof(ElfRela)) return fail(r, at, "unexpected size of relocations");
  if (h->link != r->symtab) return fail(r, at, "relocations do not name the symbol table");
  ElfSection *s = h->info < r->shnum ? r->in->sections.at[h->info] : NULL;
  if (!s) return fail(r, at, "relocations for a section that does not exist");
  if (s->relas) return fail(r, at, "second relocations for one section");
  s->relas = (const ElfRela *)(r->bytes + h->offset);
  s->rela_count = h->size / sizeof(ElfRela);
  return true;
}

static bool read_symbol_table(Reader *r) {
  if (!r->symtab) return true;
  const ElfShdr *h = &r->shdrs[r->symtab];
  uint64_t at = header_offset(r, r->symtab);
  if (h->entsize != sizeof(ElfSym) || h->size % sizeof(ElfSym)) return fail(r, at, "unexpected size of symbols");
  r->syms = (const ElfSym *)(r->bytes + h->offset);
  r->sym_count = h->size / sizeof(ElfSym);
  r->first_global = h->info;
  if (r->sym_count && (r->first_global == 0 || r->first_global > r->sym_count))
    return fail(r, at, "number of local symbols is out of range");
  if (!string_table(r, h->link, &r->str, &r->str_size)) return false;
  for (size_t i = 1; i < r->shnum; i++) {
    const ElfShdr *x = &r->shdrs[i];
    if (x->type != ELF_SHT_SYMTAB_SHNDX || x->link != r->symtab) continue;
    if (x->size / 4 < r->sym_count) return fail(r, header_offset(r, i), "extended section numbers are too few");
    r->shndx = r->bytes + x->offset;
  }
  return true;
}

/* Links the sections of a group into a ring; drops all of them if another input has the same COMDAT group. */
static bool read_group(Reader *r, size_t i) {
  const ElfShdr *h = &r->shdrs[i];
  uint64_t at = header_offset(r, i);
  if (h->size < 4 || h->size % 4) return fail(r, at, "unexpected size of a section group");
  if (h->link != r->symtab || h->info == 0 || h->info >= r->sym_count)
    return fail(r, at, "section group without a signature");
  const ElfSym *sig = &r->syms[h->info];
  const char *name = sig->name < r->str_size ? r->str + sig->name : "";
  if ((sig->info & 15) == ELF_STT_SECTION && sig->shndx < r->shnum && r->in->sections.at[sig->shndx])
    name = r->in->sections.at[sig->shndx]->name;
  uint32_t flags;
  memcpy(&flags, r->bytes + h->offset, 4);
  bool is_dropped = (flags & ELF_GRP_COMDAT) && !elf_group_claim(r->link, name);
  ElfSection *first = NULL, *last = NULL;
  for (uint64_t k = 4; k < h->size; k += 4) {
    uint32_t index;
    memcpy(&index, r->bytes + h->offset + k, 4);
    if (index == 0 || index >= r->shnum) return fail(r, h->offset + k, "section group member out of range");
    ElfSection *s = r->in->sections.at[index];
    if (!s) continue; /* the relocations of another member */
    if (s->group_next) return fail(r, h->offset + k, "section belongs to two groups");
    if (is_dropped) s->is_dropped = true;
    s->group_next = s;
    if (last) last->group_next = s;
    else first = s;
    s->group_next = first;
    last = s;
  }
  return true;
}

static bool read_link_order(Reader *r, size_t i) {
  const ElfShdr *h = &r->shdrs[i];
  ElfSection *s = r->in->sections.at[i];
  if (!s || !(h->flags & ELF_SHF_LINK_ORDER) || h->link == 0) return true;
  ElfSection *owner = h->link < r->shnum ? r->in->sections.at[h->link] : NULL;
  if (!owner || owner == s) return fail(r, header_offset(r, i), "SHF_LINK_ORDER names no section");
  s->link_next = owner->link_first;
  owner->link_first = s;
  return true;
}

static bool read_symbol(Reader *r, size_t i, ElfSymbol *locals) {
  const ElfSym *e = &r->syms[i];
  uint64_t at = (uint64_t)((const uint8_t *)e - r->bytes);
  if (e->name >= r->str_size) return fail(r, at, "symbol name out of range");
  uint8_t binding = e->info >> 4;
  bool is_local = i < r->first_global;
  if (is_local != (binding == ELF_STB_LOCAL)) return fail(r, at, "local and global symbols are mixed");
  if (!is_local && binding != ELF_STB_GLOBAL && binding != ELF_STB_WEAK && binding != ELF_STB_GNU_UNIQUE)
    return fail(r, at, "unknown symbol binding");

  ElfSymbol def = {.name = r->str + e->name,
                   .binding = binding,
                   .type = e->info & 15,
                   .visibility = e->other & 3,
                   .value = e->value,
                   .size = e->size,
                   .file = r->in};
  if (def.type == ELF_STT_GNU_IFUNC) return fail(r, at, "indirect functions are not supported");
  uint32_t index = e->shndx;
  if (e->shndx == ELF_SHN_XINDEX) {
    if (!r->shndx) return fail(r, at, "extended section number is missing");
    memcpy(&index, r->shndx + 4 * i, 4);
  }
  if (e->shndx == ELF_SHN_UNDEF) {
    def.state = SYMBOL_UNDEFINED;
  } else if (e->shndx == ELF_SHN_ABS) {
    def.state = SYMBOL_ABSOLUTE;
  } else if (e->shndx == ELF_SHN_COMMON) {
    if (is_local) return fail(r, at, "local common symbol");
    if (e->value == 0 || (e->value & (e->value - 1)) || e->value > ELF_MAX_ALIGN || e->size > (1ull << 40))
      return fail(r, at, "alignment or size of a common symbol is not sensible");
    def.state = SYMBOL_COMMON;
    def.align = e->value;
    def.value = 0;
  } else if (e->shndx >= ELF_SHN_LORESERVE && e->shndx != ELF_SHN_XINDEX) {
    return fail(r, at, "symbol with a reserved section number");
  } else {
    if (index == 0 || index >= r->shnum) return fail(r, at, "symbol's section does not exist");
    def.section = r->in->sections.at[index];
    def.state = def.section ? SYMBOL_DEFINED : SYMBOL_UNDEFINED;
    if (def.section && def.value > def.section->size) return fail(r, at, "symbol lies outside its section");
    if (def.type == ELF_STT_SECTION && def.section) def.name = def.section->name;
  }

  if (is_local) {
    def.is_local = true;
    locals[i] = def;
    r->in->symbols.at[i] = &locals[i];
    if (def.type == ELF_STT_SECTION && def.section && !def.section->self && def.value == 0)
      def.section->self = &locals[i];
    return true;
  }
  if (!*def.name) return fail(r, at, "global symbol without a name");
  ElfSymbol *s = elf_symbol_intern(r->link, def.name);
  r->in->symbols.at[i] = s;
  if (def.state == SYMBOL_UNDEFINED || (def.section && def.section->is_dropped))
    elf_symbol_reference(r->link, r->in, s, binding == ELF_STB_WEAK);
  else elf_symbol_define(r->link, r->in, s, &def);
  return true;
}

ElfInput *elf_input_new(ElfLink *l, const char *name) {
  ElfInput *in = elf_alloc(l, sizeof *in);
  in->link = l;
  in->name = elf_strdup(l, name, strlen(name));
  return in;
}

ElfInput *elf_read_object(ElfLink *l, const char *name, const uint8_t *bytes, size_t size) {
  Reader r = {.link = l, .in = elf_input_new(l, name), .bytes = bytes, .size = size};
  r.in->bytes = bytes;
  r.in->size = size;
  if (!read_header(&r)) return NULL;
  r.in->sections.at = elf_alloc(l, r.shnum * sizeof(ElfSection *));
  r.in->sections.count = r.in->sections.room = r.shnum;
  for (size_t i = 1; i < r.shnum; i++)
    if (!read_section(&r, i)) return NULL;
  if (!read_symbol_table(&r)) return NULL;
  for (size_t i = 1; i < r.shnum; i++)
    if (r.shdrs[i].type == ELF_SHT_RELA && !read_relocations(&r, i)) return NULL;
  for (size_t i = 1; i < r.shnum; i++)
    if (!read_link_order(&r, i)) return NULL;

  /* From here on the object changes the state of the whole link: groups and global names. A damaged symbol still
   * ends in an error of the context, so that no output is made from it. */
  for (size_t i = 1; i < r.shnum; i++)
    if (r.shdrs[i].type == ELF_SHT_GROUP && !read_group(&r, i)) return NULL;
  r.in->symbols.at = elf_alloc(l, r.sym_count * sizeof(ElfSymbol *));
  r.in->symbols.count = r.in->symbols.room = r.sym_count;
  ElfSymbol *locals = elf_alloc(l, r.first_global * sizeof *locals);
  for (size_t i = 1; i < r.sym_count; i++)
    if (!read_symbol(&r, i, locals)) return NULL;
  ELF_PUSH(l, &l->inputs, r.in);
  return r.in;
}

bool elf_reloc_size(uint32_t type, unsigned *size) {
  switch (type) {
#define RELOC(name, number, bytes, kind) \
  case number: *size = bytes; return true;
#include "reloc.def"
  }
  return false;
}

const char *elf_reloc_name(uint32_t type) {
  switch (type) {
#define RELOC(name, number, bytes, kind) \
  case number: return "R_X86_64_" #name;
#include "reloc.def"
  }
  return NULL;
}

size_t elf_reloc_count(const ElfSection *s) { return s->is_synth ? s->relocs.count : s->rela_count; }

bool elf_reloc_get(ElfLink *l, const ElfSection *s, size_t i, Reloc *out) {
  uint64_t at = i; /* where to look: the file offset, or the number of a synthetic one */
  if (s->is_synth) {
    *out = s->relocs.at[i];
  } else {
    const ElfRela *e = &s->relas[i];
    at = (uint64_t)((const uint8_t *)e - s->in->bytes);
    if (e->sym >= s->in->symbols.count && e->sym)
      return elf_error(l, "%s: relocation names symbol %u of %zu (at offset 0x%" PRIx64 ")", s->in->name, e->sym,
                       s->in->symbols.count, at);
    *out = (Reloc){.offset = e->offset, .addend = e->addend, .type = e->type};
    out->sym = e->sym ? s->in->symbols.at[e->sym] : NULL;
  }
  unsigned size;
  if (!elf_reloc_size(out->type, &size))
    return elf_error(l, "%s: unsupported relocation type %u in %s (at offset 0x%" PRIx64 ")", s->in->name, out->type,
                     s->name, at);
  if (!s->bytes || out->offset > s->size || size > s->size - out->offset)
    return elf_error(l,
                     "%s: relocation at 0x%" PRIx64 " lies outside %s of size 0x%" PRIx64 " (at offset 0x%" PRIx64 ")",
                     s->in->name, out->offset, s->name, s->size, at);
  return true;
}
