/* Layout: from live sections to addresses.
 *
 * Input sections go, in input order, into output sections named after them up to a well-known prefix (.text.f into
 * .text). Output sections are sorted into this order, which is also the order of the file:
 *
 *     ELF header, program headers
 *     R    constants (.rodata, .data.rel.ro: a static program has nothing to relocate in it)
 *     RX   code
 *     RW   .tdata .tbss, constructor tables, .got, data, .bss
 *     R    the late section, if there is one
 *     --   debug sections, symbol table, section headers: not in memory
 *
 * The file is compact: no padding lies between segments. The rule offset ≡ address (mod 4096) is met by starting
 * each segment at the next page *plus* the current offset's position in its page: the file's page at the border is
 * mapped twice. A program of a few kilobytes is then a file of a few kilobytes.
 *
 * Thread-local storage (AMD64 psABI, variant II): the thread pointer stands at the end of the block, rounded up to
 * its alignment, and every thread-local symbol has a negative offset from it. .tbss takes no room in the image.
 */
#include "link.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Ranks of output sections; SEGMENT_OF, the tens, is the class of permissions: a segment each. */
enum {
  RANK_RO = 10,
  RANK_TEXT = 20,
  RANK_TDATA = 30,
  RANK_TBSS,
  RANK_ARRAY,
  RANK_GOT,
  RANK_DATA,
  RANK_BSS,
  RANK_LATE = 40,
  RANK_NONE = 50,
};
#define SEGMENT_OF(rank) ((rank) / 10)

/* ---- merged sections ---- */

/* The piece that contains `offset`, or NULL. */
Piece *elf_piece_at(const ElfSection *s, uint64_t offset) {
  if (offset >= s->size) return NULL;
  if (!(s->flags & ELF_SHF_STRINGS)) return &s->pieces[offset / s->entsize];
  size_t low = 0, high = s->piece_count; /* pieces[low] starts at or before offset */
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (s->pieces[middle].offset <= offset) low = middle;
    else high = middle;
  }
  return &s->pieces[low];
}

static void pool_insert(MergePool *p, const uint8_t *bytes, Piece *piece) {
  size_t mask = p->table_size - 1;
  size_t i = elf_hash(bytes, piece->size) & mask;
  for (; p->table[i]; i = (i + 1) & mask) {
    if (p->table[i]->size == piece->size && memcmp(p->keys[i], bytes, piece->size) == 0) {
      piece->out_offset = p->table[i]->out_offset;
      return;
    }
  }
  p->table[i] = piece;
  p->keys[i] = bytes;
  piece->out_offset = elf_align_up(p->section->size, p->align);
  p->section->size = piece->out_offset + piece->size;
}

/* Shares equal pieces and writes each kind once. Order of first appearance, so the result depends on inputs only. */
static void pool_fill(ElfLink *l, MergePool *p) {
  size_t live = 0;
  for (size_t i = 0; i < p->sources.count; i++)
    for (size_t k = 0; k < p->sources.at[i]->piece_count; k++) live += p->sources.at[i]->pieces[k].is_live;
  for (p->table_size = 16; p->table_size < live * 2;) p->table_size *= 2;
  p->table = elf_alloc(l, p->table_size * sizeof *p->table);
  p->keys = elf_alloc(l, p->table_size * sizeof *p->keys);
  for (size_t i = 0; i < p->sources.count; i++) {
    ElfSection *s = p->sources.at[i];
    for (size_t k = 0; k < s->piece_count; k++)
      if (s->pieces[k].is_live) pool_insert(p, s->bytes + s->pieces[k].offset, &s->pieces[k]);
  }
  uint8_t *bytes = elf_alloc(l, p->section->size);
  for (size_t i = 0; i < p->table_size; i++)
    if (p->table[i]) memcpy(bytes + p->table[i]->out_offset, p->keys[i], p->table[i]->size);
  p->section->bytes = bytes;
}

/* ---- output sections ---- */

/* ".text.f" belongs into ".text". Longer prefixes first. */
static const char *out_name(const ElfSection *s) {
  static const char *const prefixes[] = {".text",  ".data.rel.ro", ".data",       ".rodata",     ".bss",
                                         ".tdata", ".tbss",        ".init_array", ".fini_array", ".preinit_array"};
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    size_t n = strlen(prefixes[i]);
    if (strncmp(s->name, prefixes[i], n) == 0 && (s->name[n] == 0 || s->name[n] == '.')) return prefixes[i];
  }
  return s->name;
}

static int rank_of(const ElfSection *s, const char *name, uint64_t flags) {
  if (!(flags & ELF_SHF_ALLOC)) return RANK_NONE;
  if (s->is_late) return RANK_LATE;
  if (flags & ELF_SHF_TLS) return s->type == ELF_SHT_NOBITS ? RANK_TBSS : RANK_TDATA;
  if (s->type == ELF_SHT_NOBITS) return RANK_BSS;
  if (flags & ELF_SHF_EXEC) return RANK_TEXT;
  if (!(flags & ELF_SHF_WRITE)) return RANK_RO;
  if (s->type == ELF_SHT_INIT_ARRAY || s->type == ELF_SHT_FINI_ARRAY || s->type == ELF_SHT_PREINIT_ARRAY)
    return RANK_ARRAY;
  return strcmp(name, ".got") == 0 ? RANK_GOT : RANK_DATA;
}

static uint64_t out_flags(const ElfSection *s, const char *name) {
  uint64_t flags = s->flags & (ELF_SHF_ALLOC | ELF_SHF_WRITE | ELF_SHF_EXEC | ELF_SHF_TLS);
  if (strcmp(name, ".data.rel.ro") == 0) flags &= ~(uint64_t)ELF_SHF_WRITE;
  return flags;
}

/* Output sections differ by name, permissions and whether they occupy the file. There are few: a linear search with
 * a guess (the one used last for this kind of section) is enough. */
static OutSection *out_of(ElfLink *l, const ElfSection *s) {
  const char *name = out_name(s);
  uint64_t flags = out_flags(s, name);
  int rank = rank_of(s, name, flags);
  for (size_t i = 0; i < l->outs.count; i++) {
    OutSection *o = l->outs.at[i];
    if (o->rank == rank && o->flags == flags && (o->name == name || strcmp(o->name, name) == 0)) return o;
  }
  OutSection *o = elf_alloc(l, sizeof *o);
  *o =
      (OutSection){.name = name, .type = s->type, .flags = flags, .rank = rank, .order = l->outs.count + 1, .align = 1};
  if (l->options.first && !strcmp(name, l->options.first)) o->order = 0;
  bool is_note = s->type == ELF_SHT_NOTE && rank == RANK_RO;
  if ((rank == RANK_DATA || rank == RANK_RO || rank == RANK_TEXT) && !is_note) o->type = ELF_SHT_PROGBITS;
  ELF_PUSH(l, &l->outs, o);
  return o;
}

static MergePool *pool_of(ElfLink *l, ElfSection *s) {
  const char *name = out_name(s);
  uint64_t flags = s->flags & (ELF_SHF_ALLOC | ELF_SHF_MERGE | ELF_SHF_STRINGS);
  for (size_t i = 0; i < l->pools.count; i++) {
    MergePool *p = l->pools.at[i];
    if (p->flags == flags && p->entsize == s->entsize && p->align == s->align && strcmp(p->out_name, name) == 0)
      return p;
  }
  MergePool *p = elf_alloc(l, sizeof *p);
  *p = (MergePool){.out_name = name, .flags = flags, .entsize = s->entsize, .align = s->align};
  p->section = elf_section_new(l->own, name, ELF_SHT_PROGBITS, s->flags & ELF_SHF_ALLOC, s->align);
  p->section->is_synth = true;
  p->section->is_live = true;
  ELF_PUSH(l, &l->pools, p);
  OutSection *o = out_of(l, p->section);
  ELF_PUSH(l, &o->members, p->section);
  return p;
}

static bool gather(ElfLink *l, ElfSection *s) {
  if (!s || !s->is_live) return true;
  if (s->pieces) {
    s->pool = pool_of(l, s);
    ELF_PUSH(l, &s->pool->sources, s);
    return true;
  }
  if ((s->flags & ELF_SHF_WRITE) && (s->flags & ELF_SHF_EXEC))
    return elf_error(l, "%s: section %s is writable and executable", s->in->name, s->name);
  OutSection *o = out_of(l, s);
  if (s->is_late && o->members.count) return elf_error(l, "%s: second late section %s", s->in->name, s->name);
  ELF_PUSH(l, &o->members, s);
  return true;
}

/* .init_array.N: ascending by N, those without a number last. */
static unsigned priority(const ElfSection *s) {
  const char *dot = strrchr(s->name, '.');
  if (!dot || dot[1] < '0' || dot[1] > '9') return 65536;
  return (unsigned)strtoul(dot + 1, NULL, 10);
}

static void sort_array(OutSection *o) {
  for (size_t i = 1; i < o->members.count; i++) {
    ElfSection *s = o->members.at[i];
    size_t k = i;
    for (; k > 0 && priority(o->members.at[k - 1]) > priority(s); k--) o->members.at[k] = o->members.at[k - 1];
    o->members.at[k] = s;
  }
}

static int by_rank(const void *a, const void *b) {
  const OutSection *x = *(OutSection *const *)a, *y = *(OutSection *const *)b;
  if (x->rank != y->rank) return x->rank - y->rank;
  return x->order < y->order ? -1 : 1;
}

static bool place_members(ElfLink *l, OutSection *o) {
  if (o->rank == RANK_ARRAY) sort_array(o);
  uint64_t size = 0;
  for (size_t i = 0; i < o->members.count; i++) {
    ElfSection *s = o->members.at[i];
    size = elf_align_up(size, s->align);
    s->out = o;
    s->out_offset = size;
    size += s->size;
    if (size > (1ull << 46)) return elf_error(l, "%s: output section %s is too large", s->in->name, o->name);
    if (s->align > o->align) o->align = s->align;
  }
  o->size = size;
  return true;
}

/* ---- addresses ---- */

static void align_tls(ElfLink *l) {
  OutSection *first = NULL;
  l->tls_align = 1;
  for (size_t i = 0; i < l->outs.count; i++) {
    OutSection *o = l->outs.at[i];
    if (!(o->flags & ELF_SHF_TLS)) continue;
    if (!first) first = o;
    if (o->align > l->tls_align) l->tls_align = o->align;
  }
  if (first) first->align = l->tls_align;
}

/* R holds the headers and is always there; the others only if they have sections. PT_TLS and PT_GNU_STACK; a PT_NOTE for
 * each section of notes. */
static size_t count_program_headers(const ElfLink *l) {
  size_t n = 2;
  int class = SEGMENT_OF(RANK_RO);
  bool has_tls = false;
  for (size_t i = 0; i < l->outs.count; i++) {
    OutSection *o = l->outs.at[i];
    if (o->rank >= RANK_NONE) break;
    has_tls |= (o->flags & ELF_SHF_TLS) != 0;
    n += o->type == ELF_SHT_NOTE;
    if (SEGMENT_OF(o->rank) != class) n++, class = SEGMENT_OF(o->rank);
  }
  return n + has_tls;
}

static Segment *open_segment(ElfLink *l, int class, uint64_t offset, uint64_t address) {
  static const uint8_t flags[] = {[SEGMENT_OF(RANK_RO)] = ELF_PF_R,
                                  [SEGMENT_OF(RANK_TEXT)] = ELF_PF_R | ELF_PF_X,
                                  [SEGMENT_OF(RANK_TDATA)] = ELF_PF_R | ELF_PF_W,
                                  [SEGMENT_OF(RANK_LATE)] = ELF_PF_R};
  Segment *s = &l->segments[l->segment_count++];
  *s = (Segment){.flags = flags[class], .offset = offset, .address = address};
  return s;
}

static bool assign_addresses(ElfLink *l) {
  l->phdr_count = count_program_headers(l);
  uint64_t offset = sizeof(ElfEhdr) + l->phdr_count * sizeof(ElfPhdr);
  uint64_t address = l->options.base + offset;
  int class = SEGMENT_OF(RANK_RO);
  Segment *segment = open_segment(l, class, 0, l->options.base);
  segment->filesz = segment->memsz = offset;
  bool has_tls = false;
  for (size_t i = 0; i < l->outs.count && l->outs.at[i]->rank < RANK_NONE; i++) {
    OutSection *o = l->outs.at[i];
    if (SEGMENT_OF(o->rank) != class) {
      class = SEGMENT_OF(o->rank);
      address = elf_align_up(address, ELF_PAGE) + offset % ELF_PAGE;
      segment = open_segment(l, class, offset, address);
    }
    o->address = elf_align_up(address, o->align);
    if (o->flags & ELF_SHF_TLS) {
      if (!has_tls) l->tls_start = o->address;
      has_tls = true;
      l->tls_memsz = o->address + o->size - l->tls_start;
      if (o->rank == RANK_TDATA) l->tls_filesz = l->tls_memsz;
    }
    o->offset = offset;
    if (o->rank == RANK_TBSS) continue;
    if (o->rank != RANK_BSS) {
      o->offset = offset + (o->address - address);
      offset = o->offset + o->size;
      segment->filesz = offset - segment->offset;
    }
    address = o->address + o->size;
    segment->memsz = address - segment->address;
  }
  l->tls_end = l->tls_start + elf_align_up(l->tls_memsz, l->tls_align);
  l->has_tls = has_tls;
  l->file_size = offset;
  /* Code model small reaches 2 GB; the limit also keeps the buffer for the file within reason. */
  return offset <= INT32_MAX || elf_error(l, "the output would exceed 2 GB");
}

/* ---- values of the linker's symbols ---- */

static void bound_values(ElfLink *l) {
  for (size_t i = 0; i < l->bounds.count; i++) {
    BoundSymbol *b = &l->bounds.at[i];
    if (!b->sym->is_linker) continue;
    b->sym->value = 0;
    bool is_first = true;
    for (size_t k = 0; k < l->outs.count; k++) {
      OutSection *o = l->outs.at[k];
      if (strcmp(o->name, b->section) != 0) continue;
      if (b->bound == ELF_BOUND_END) b->sym->value = o->address + o->size;
      else if (is_first) b->sym->value = o->address;
      is_first = false;
    }
  }
}

static void set_value(ElfLink *l, const char *name, uint64_t value) {
  ElfSymbol *s = elf_symbol_find(l, name);
  if (s && s->is_linker) s->value = value;
}

static void linker_values(ElfLink *l) {
  uint64_t text_end = l->options.base, data_end = 0, end = l->options.base, bss = 0;
  for (size_t i = 0; i < l->outs.count; i++) {
    OutSection *o = l->outs.at[i];
    uint64_t o_end = o->address + o->size;
    if (o->rank >= RANK_LATE || o->rank == RANK_TBSS) continue;
    if (o->rank == RANK_TEXT) text_end = o_end;
    if (o->rank != RANK_BSS) data_end = o_end;
    else if (!bss) bss = o->address;
    end = o_end;
  }
  set_value(l, "__ehdr_start", l->options.base);
  set_value(l, "__executable_start", l->options.base);
  set_value(l, "etext", text_end);
  set_value(l, "_etext", text_end);
  set_value(l, "edata", data_end);
  set_value(l, "_edata", data_end);
  set_value(l, "__bss_start", bss ? bss : data_end);
  set_value(l, "end", end);
  set_value(l, "_end", end);
  set_value(l, "_GLOBAL_OFFSET_TABLE_", l->got ? l->got->out->address : 0);
  set_value(l, "__tls_image_start", l->tls_start);
  set_value(l, "__tls_image_filesz", l->tls_filesz);
  set_value(l, "__tls_image_memsz", l->tls_memsz);
  set_value(l, "__tls_image_align", l->tls_align);
  set_value(l, "_TLS_MODULE_BASE_", l->tls_end);
  bound_values(l);
}

/* ---- the phase ---- */

bool elf_layout(ElfLink *l) {
  if (l->error_count) return false;
  if (l->phase != PHASE_RESOLVED) return elf_error(l, "elf_layout: called in the wrong phase");
  if (!elf_scan(l)) return false;
  bool ok = true;
  for (size_t i = 0; i < l->inputs.count; i++)
    for (size_t k = 0; k < l->inputs.at[i]->sections.count; k++) ok &= gather(l, l->inputs.at[i]->sections.at[k]);
  for (size_t k = 0; k < l->own->sections.count; k++) ok &= gather(l, l->own->sections.at[k]);
  for (size_t i = 0; i < l->pools.count; i++) pool_fill(l, l->pools.at[i]);
  if (!ok) return false;
  if (l->outs.count) qsort(l->outs.at, l->outs.count, sizeof *l->outs.at, by_rank);
  for (size_t i = 0; i < l->outs.count; i++)
    if (!place_members(l, l->outs.at[i])) return false;
  align_tls(l);
  if (!assign_addresses(l)) return false;
  linker_values(l);
  l->phase = PHASE_LAID_OUT;
  return true;
}

/* The late section's size is known: its segment grows, and the file with it. */
void elf_layout_late(ElfLink *l) {
  for (size_t i = 0; i < l->outs.count; i++) {
    OutSection *o = l->outs.at[i];
    if (o->rank != RANK_LATE) continue;
    o->size = o->members.at[0]->size;
    l->file_size = o->offset + o->size;
    Segment *last = &l->segments[l->segment_count - 1];
    last->filesz = last->memsz = o->address + o->size - last->address;
  }
  bound_values(l);
}

/* ---- where things are ---- */

uint64_t elf_target(const ElfSymbol *s, int64_t addend, bool *is_dead) {
  *is_dead = false;
  if (s->state == SYMBOL_ABSOLUTE) return s->value + (uint64_t)addend;
  if (s->state != SYMBOL_DEFINED) return (uint64_t)addend; /* undefined weak: address 0 */
  const ElfSection *c = s->section;
  if (c->pieces && c->is_live) {
    uint64_t at = s->value + (s->type == ELF_STT_SECTION ? (uint64_t)addend : 0);
    Piece *p = elf_piece_at(c, at);
    if (p && p->is_live) {
      const ElfSection *pool = c->pool->section;
      uint64_t start = pool->out->address + pool->out_offset + p->out_offset + (at - p->offset);
      return start + (s->type == ELF_STT_SECTION ? 0 : (uint64_t)addend);
    }
  } else if (c->out) {
    return c->out->address + c->out_offset + s->value + (uint64_t)addend;
  }
  *is_dead = true;
  return 0;
}

uint64_t elf_symbol_address(const ElfLink *l, const ElfSymbol *s) {
  (void)l;
  bool is_dead;
  return elf_target(s, 0, &is_dead);
}
