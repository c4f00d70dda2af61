/* One relocatable object (ET_REL) of a whole link: what other linkers take as they take a compiler's output.
 *
 * Everything is resolved and laid out as for an executable; then each output section becomes one section of the object,
 * in which references within the section are final, and the others relocations against the section they lead to, whose
 * place nobody knows so far. Symbols are local but for those that the caller exports (elf_export) and those that it
 * leaves to others (elf_import): two such objects in one link have nothing in common.
 *
 * The object may be loaded anywhere. So addresses stand in 64-bit words of writable sections only (.data.rel.ro, which
 * the final linker protects again), the table of addresses is a section of the object like others, and an absolute
 * 32-bit reference is an error. Thread-local storage is that of the local exec model, which final executables can have.
 * Debug sections are left out.
 */
#include "link.h"

#include <inttypes.h>
#include <string.h>

typedef struct Part {
  ElfSection *section; /* of the object; NULL: debug */
  ElfSymbol *start;    /* that relocations name */
  uint8_t *bytes;      /* NULL: NOBITS */
} Part;

typedef struct Merger {
  ElfLink *link;
  ElfInput *object;
  Part *parts; /* by OutSection.index */
} Merger;

/* Where a symbol and an addend lead: into an output section, to an undefined name, or to an absolute value. */
typedef struct Place {
  const OutSection *out;
  ElfSymbol *import;
  uint64_t offset;
} Place;

static bool fail(Merger *m, const ElfSection *s, const Reloc *r, const char *what) {
  return elf_error(m->link, "%s: %s+0x%" PRIx64 ": %s against %s: %s", s->in->name, s->name, r->offset,
                   elf_reloc_name(r->type), r->sym && *r->sym->name ? r->sym->name : "?", what);
}

/* A symbol of the linker's own: the bounds of a section are known, other values belong to executables. */
static bool bound_place(Merger *m, const ElfSymbol *sym, Place *to) {
  ElfLink *l = m->link;
  for (size_t i = 0; i < l->bounds.count; i++) {
    const BoundSymbol *b = &l->bounds.at[i];
    if (b->sym != sym) continue;
    for (size_t k = 0; k < l->outs.count; k++) {
      const OutSection *o = l->outs.at[k];
      if (strcmp(o->name, b->section) != 0) continue;
      bool is_end = b->bound == ELF_BOUND_END;
      if (to->out && !is_end) continue;
      to->out = o;
      to->offset += is_end ? o->size : 0;
    }
    return true;
  }
  return strcmp(sym->name, "_GLOBAL_OFFSET_TABLE_") == 0 && l->got ? (to->out = l->got->out) != NULL : false;
}

static bool find_place(Merger *m, const ElfSection *s, const Reloc *r, Place *to) {
  ElfSymbol *sym = r->sym;
  *to = (Place){.offset = (uint64_t)r->addend};
  if (!sym) return true;
  if (sym->is_linker) return bound_place(m, sym, to) || fail(m, s, r, "has a meaning in executables only");
  if (sym->state == SYMBOL_ABSOLUTE) {
    to->offset += sym->value;
    return true;
  }
  if (sym->state != SYMBOL_DEFINED) {
    if (sym->is_import) to->import = sym;
    return true;
  }
  bool is_dead;
  uint64_t address = elf_target(sym, r->addend, &is_dead);
  if (is_dead) return fail(m, s, r, "the symbol's section was discarded, or the offset lies outside it");
  to->out = sym->section->pool ? sym->section->pool->section->out : sym->section->out;
  to->offset = address - to->out->address;
  return true;
}

static ElfSymbol *symbol_of(Merger *m, const Place *to) {
  return to->import ? elf_synth_ref(m->object, to->import->name, false) : m->parts[to->out->index].start;
}

/* A relocation at `offset` of the part `in`. Its place is zero: the loader of kernel modules insists. */
static bool emit(Merger *m, const OutSection *in, uint64_t offset, uint32_t type, const Place *to) {
  unsigned size = 0;
  elf_reloc_size(type, &size);
  memset(m->parts[in->index].bytes + offset, 0, size);
  return elf_synth_reloc(m->parts[in->index].section, offset, type, symbol_of(m, to), (int64_t)to->offset);
}

/* 32 bits relative to the place. */
static bool put_relative(Merger *m, const ElfSection *s, const Reloc *r, uint64_t offset, const Place *to) {
  const OutSection *in = s->out;
  if (!to->out && !to->import) return fail(m, s, r, "an absolute value has no distance");
  bool is_call = r->type == ELF_R_X86_64_PLT32 && to->import;
  if (to->out != in) return emit(m, in, offset, is_call ? ELF_R_X86_64_PLT32 : ELF_R_X86_64_PC32, to);
  uint32_t distance = (uint32_t)(to->offset - offset);
  memcpy(m->parts[in->index].bytes + offset, &distance, 4);
  return true;
}

static bool put_absolute(Merger *m, const ElfSection *s, const Reloc *r, uint64_t offset, const Place *to) {
  unsigned size = 0;
  elf_reloc_size(r->type, &size);
  if (!to->out && !to->import) {
    uint64_t value = to->offset;
    bool is_signed = r->type == ELF_R_X86_64_32S;
    if (size < 8 && (is_signed ? (uint64_t)(int64_t)(int32_t)value != value : value >> size * 8 != 0))
      return fail(m, s, r, "the value does not fit");
    memcpy(m->parts[s->out->index].bytes + offset, &value, size);
    return true;
  }
  if (size != 8) return fail(m, s, r, "the reference is not position independent");
  m->parts[s->out->index].section->flags |= ELF_SHF_WRITE;
  return emit(m, s->out, offset, ELF_R_X86_64_64, to);
}

/* A load from the table of addresses, made a lea, a call or a jump where it can be; see relocate.c. */
static bool put_got(Merger *m, const ElfSection *s, const Reloc *r, uint64_t offset, Place to) {
  ElfLink *l = m->link;
  if (!elf_can_relax_got(s, r)) {
    Place slot = {.out = l->got->out, .offset = l->got->out_offset + r->sym->got * 8 + (uint64_t)r->addend};
    return put_relative(m, s, r, offset, &slot);
  }
  uint8_t *p = m->parts[s->out->index].bytes + offset;
  if (p[-2] == 0x8b) p[-2] = 0x8d;
  else if (p[-1] == 0x15) p[-2] = 0x67, p[-1] = 0xe8;
  else p[-2] = 0xe9, p[3] = 0x90, offset--;
  return put_relative(m, s, r, offset, &to);
}

static bool convert(Merger *m, const ElfSection *s, const Reloc *r) {
  Place to;
  if (!find_place(m, s, r, &to)) return false;
  uint64_t offset = s->out_offset + r->offset;
  switch (r->type) {
    case ELF_R_X86_64_NONE: return true;
    case ELF_R_X86_64_PC32:
    case ELF_R_X86_64_PLT32: return put_relative(m, s, r, offset, &to);
    case ELF_R_X86_64_64:
    case ELF_R_X86_64_32:
    case ELF_R_X86_64_32S: return put_absolute(m, s, r, offset, &to);
    case ELF_R_X86_64_GOTPCREL:
    case ELF_R_X86_64_GOTPCRELX:
    case ELF_R_X86_64_REX_GOTPCRELX: return put_got(m, s, r, offset, to);
    case ELF_R_X86_64_TPOFF32:
    case ELF_R_X86_64_TPOFF64:
      if (!to.out || !(to.out->flags & ELF_SHF_TLS)) return fail(m, s, r, "the symbol is not thread-local");
      return emit(m, s->out, offset, r->type, &to);
    default: return fail(m, s, r, "no relocatable output has it");
  }
}

/* ---- sections and symbols ---- */

static bool add_part(Merger *m, OutSection *o) {
  ElfLink *l = m->link;
  Part *part = &m->parts[o->index];
  if (o->type != ELF_SHT_NOBITS) {
    part->bytes = elf_alloc(l, o->size + 1);
    if (o->flags & ELF_SHF_EXEC) memset(part->bytes, 0xcc, o->size);
    for (size_t k = 0; k < o->members.count; k++)
      if (o->members.at[k]->bytes)
        memcpy(part->bytes + o->members.at[k]->out_offset, o->members.at[k]->bytes, o->members.at[k]->size);
  }
  bool is_relro = strcmp(o->name, ".data.rel.ro") == 0;
  ElfSectionDesc d = {.name = o->name,
                      .type = o->type,
                      .flags = o->flags | (is_relro ? ELF_SHF_WRITE : 0),
                      .align = o->align,
                      .bytes = part->bytes,
                      .size = o->size};
  part->section = elf_synth_section(m->object, &d);
  if (!part->section) return elf_error(l, "%s", elf_error_text(m->object->link));
  if (o->flags & ELF_SHF_TLS) /* linkers want a symbol of this type */
    part->start = elf_synth_symbol(m->object, &(ElfSymbolDesc){o->name, part->section, false, 0, o->size, ELF_STB_LOCAL,
                                                               ELF_STT_TLS, ELF_STV_DEFAULT});
  else part->start = elf_synth_section_symbol(part->section);
  return true;
}

static bool fill_slot(Merger *m, ElfSymbol *sym) {
  ElfLink *l = m->link;
  if (!sym->got) return true;
  Reloc r = {.offset = sym->got * 8, .sym = sym, .type = ELF_R_X86_64_64};
  Place to;
  if (!find_place(m, l->got, &r, &to)) return false;
  return (!to.out && !to.import) || emit(m, l->got->out, l->got->out_offset + r.offset, ELF_R_X86_64_64, &to);
}

static bool fill_slots(Merger *m) {
  ElfLink *l = m->link;
  bool ok = true;
  for (size_t i = 0; i < l->globals.count; i++) ok &= fill_slot(m, l->globals.at[i]);
  for (size_t i = 0; i < l->inputs.count; i++)
    for (size_t k = 0; k < l->inputs.at[i]->symbols.count; k++) {
      ElfSymbol *s = l->inputs.at[i]->symbols.at[k];
      if (s && s->is_local) ok &= fill_slot(m, s);
    }
  return ok;
}

static bool convert_sections(Merger *m) {
  ElfLink *l = m->link;
  bool ok = fill_slots(m);
  for (size_t i = 0; i < l->outs.count; i++)
    for (size_t k = 0; m->parts[i].section && k < l->outs.at[i]->members.count; k++) {
      const ElfSection *s = l->outs.at[i]->members.at[k];
      size_t count = elf_reloc_count(s);
      for (size_t n = 0; n < count; n++) {
        Reloc r;
        ok &= elf_reloc_get(l, s, n, &r) && convert(m, s, &r);
      }
    }
  return ok;
}

/* Read-only sections in which addresses turned out to stand go where linkers expect those. */
static void name_relocated(Merger *m) {
  for (size_t i = 0; i < m->link->outs.count; i++) {
    const OutSection *o = m->link->outs.at[i];
    ElfSection *s = m->parts[i].section;
    if (!s || o->flags & ELF_SHF_WRITE || !(s->flags & ELF_SHF_WRITE) || strcmp(o->name, ".data.rel.ro") == 0) continue;
    size_t n = strlen(o->name);
    char *name = elf_alloc(m->link, n + sizeof ".data.rel.ro");
    memcpy(name, ".data.rel.ro", 12);
    memcpy(name + 12, o->name, n);
    s->name = name;
  }
}

static void add_symbol(Merger *m, const ElfSymbol *s, const char *name, uint8_t binding) {
  Reloc r = {.sym = (ElfSymbol *)s};
  Place to;
  if (s->state != SYMBOL_DEFINED || !find_place(m, s->section, &r, &to)) return;
  elf_synth_symbol(m->object, &(ElfSymbolDesc){name, m->parts[to.out->index].section, false, to.offset, s->size,
                                               binding, s->type, ELF_STV_DEFAULT});
}

static void add_local_names(Merger *m) {
  ElfLink *l = m->link;
  for (size_t i = 0; i < l->inputs.count; i++)
    for (size_t k = 0; k < l->inputs.at[i]->symbols.count; k++) {
      const ElfSymbol *s = l->inputs.at[i]->symbols.at[k];
      bool is_mine = s && s->state == SYMBOL_DEFINED && s->file == l->inputs.at[i] && *s->name;
      if (!is_mine || (s->type != ELF_STT_FUNC && s->type != ELF_STT_OBJECT)) continue;
      bool is_dead;
      elf_target(s, 0, &is_dead);
      if (!is_dead) add_symbol(m, s, s->name, ELF_STB_LOCAL);
    }
}

void elf_export(ElfLink *l, const char *name, const char *target) {
  ElfSymbol *s = elf_symbol_intern(l, elf_strdup(l, target, strlen(target)));
  ExportedName e = {elf_strdup(l, name, strlen(name)), s};
  elf_symbol_reference(l, l->own, s, false);
  ELF_PUSH(l, &l->roots, s);
  ELF_PUSH(l, &l->exports, e);
}

void elf_import(ElfLink *l, const char *name) {
  elf_symbol_intern(l, elf_strdup(l, name, strlen(name)))->is_import = true;
}

bool elf_link_relocatable(ElfLink *l, const uint8_t **bytes, size_t *size) {
  if (l->error_count) return false;
  if (l->phase != PHASE_LAID_OUT) return elf_error(l, "elf_link_relocatable: called in the wrong phase");
  elf_layout_late(l);
  l->object = elf_link_new(NULL);
  if (!l->object) return elf_error(l, "out of memory");
  Merger m = {.link = l, .object = elf_synth_new(l->object, "object")};
  m.parts = elf_alloc(l, (l->outs.count + 1) * sizeof *m.parts);
  for (size_t i = 0; i < l->outs.count; i++) {
    l->outs.at[i]->index = (uint32_t)i;
    if (l->outs.at[i]->flags & ELF_SHF_ALLOC && !add_part(&m, l->outs.at[i])) return false;
  }
  if (!convert_sections(&m)) return false;
  name_relocated(&m);
  if (!l->options.strip) add_local_names(&m);
  for (size_t i = 0; i < l->exports.count; i++)
    add_symbol(&m, l->exports.at[i].symbol, l->exports.at[i].name, ELF_STB_GLOBAL);
  l->phase = PHASE_DONE;
  return elf_object_output(m.object, bytes, size) || elf_error(l, "%s", elf_error_text(l->object));
}
