/* Which sections go into the output.
 *
 * With garbage collection, marking starts from the entry, from required names, from constructor tables, from
 * sections marked to be retained and from those the caller wants kept, and follows relocations. Without it, everything
 * wanted is a root. Either way each live section's relocations are fetched here, so damaged ones are reported here.
 *
 * Sections compiled one per function or variable (-ffunction-sections -fdata-sections) are the grain; in merged
 * sections it is the single string or constant: a library's messages do not stay because one of them is used.
 *
 * Debug sections and .eh_frame never keep anything alive. They are taken, if wanted, from inputs of which something
 * is live, and what they say about dropped code is relocated to 0.
 */
#include "link.h"

#include <inttypes.h>
#include <string.h>

static bool starts_with(const char *s, const char *prefix) { return strncmp(s, prefix, strlen(prefix)) == 0; }

static bool is_unwind(const ElfSection *s) { return strcmp(s->name, ".eh_frame") == 0; }

bool elf_section_wanted(const ElfLink *l, const ElfSection *s) {
  if (s->is_dropped || (s->flags & (uint32_t)ELF_SHF_EXCLUDE)) return false;
  if (s->flags & ELF_SHF_ALLOC) {
    if (is_unwind(s)) return l->options.debug;
    return !starts_with(s->name, ".note.gnu.");
  }
  return l->options.debug && starts_with(s->name, ".debug_");
}

static bool is_root(const ElfLink *l, const ElfSection *s) {
  if (!l->options.gc || s->is_late) return true;
  if (s->flags & ELF_SHF_GNU_RETAIN) return true;
  if (s->type == ELF_SHT_INIT_ARRAY || s->type == ELF_SHT_FINI_ARRAY || s->type == ELF_SHT_PREINIT_ARRAY) return true;
  for (size_t i = 0; i < l->options.keep_count; i++)
    if (starts_with(s->name, l->options.keep[i])) return true;
  return false;
}

/* ---- pieces of merged sections ---- */

static bool is_mergeable(const ElfLink *l, const ElfSection *s) {
  return !l->options.no_merge && (s->flags & ELF_SHF_MERGE) && !(s->flags & (ELF_SHF_WRITE | ELF_SHF_EXEC)) &&
         s->bytes && s->size && s->align <= 64 && s->entsize && s->size % s->entsize == 0 && elf_reloc_count(s) == 0 &&
         (!(s->flags & ELF_SHF_STRINGS) || s->entsize == 1 || s->entsize == 2 || s->entsize == 4);
}

static bool is_zero(const uint8_t *p, uint64_t size) {
  for (uint64_t i = 0; i < size; i++)
    if (p[i]) return false;
  return true;
}

/* Cuts the section, or leaves it whole if its last string is not terminated. */
static void split(ElfLink *l, ElfSection *s) {
  if (s->pieces || !is_mergeable(l, s)) return;
  uint64_t step = s->entsize;
  bool is_strings = s->flags & ELF_SHF_STRINGS;
  if (is_strings && !is_zero(s->bytes + s->size - step, step)) return;
  size_t count = 0;
  for (uint64_t at = 0; at < s->size; at += step) count += !is_strings || is_zero(s->bytes + at, step);
  s->pieces = elf_alloc(l, count * sizeof *s->pieces);
  uint64_t start = 0;
  for (uint64_t at = 0; at < s->size; at += step) {
    if (is_strings && !is_zero(s->bytes + at, step)) continue;
    s->pieces[s->piece_count++] = (Piece){.offset = start, .size = at + step - start};
    start = at + step;
  }
}

/* ---- marking ---- */

static void mark_section(ElfLink *l, ElfSection *s) {
  if (s->is_live || !elf_section_wanted(l, s)) return;
  s->is_live = true;
  s->in->is_live |= (s->flags & ELF_SHF_ALLOC) != 0;
  ELF_PUSH(l, &l->marks, s);
}

/* Marks a section as a whole. */
static void mark_all(ElfLink *l, ElfSection *s) {
  split(l, s);
  for (size_t i = 0; i < s->piece_count; i++) s->pieces[i].is_live = true;
  mark_section(l, s);
}

static void mark_at(ElfLink *l, ElfSection *s, uint64_t offset) {
  split(l, s);
  Piece *p = s->pieces ? elf_piece_at(s, offset) : NULL;
  if (p) p->is_live = true;
  mark_section(l, s);
}

/* A reference to __start_X or __stop_X keeps every section X. */
static void mark_bound(ElfLink *l, ElfSymbol *sym) {
  if (sym->is_bound_seen) return;
  sym->is_bound_seen = true;
  const char *section = starts_with(sym->name, "__start_")  ? sym->name + 8
                        : starts_with(sym->name, "__stop_") ? sym->name + 7
                                                            : NULL;
  if (!section) return;
  for (size_t i = 0; i < l->inputs.count; i++)
    for (size_t k = 0; k < l->inputs.at[i]->sections.count; k++) {
      ElfSection *s = l->inputs.at[i]->sections.at[k];
      if (s && strcmp(s->name, section) == 0) mark_all(l, s);
    }
}

static void mark_symbol(ElfLink *l, ElfSymbol *sym, int64_t addend) {
  if (sym->is_linker) mark_bound(l, sym);
  if (sym->state != SYMBOL_DEFINED) return;
  mark_at(l, sym->section, sym->value + (sym->type == ELF_STT_SECTION ? (uint64_t)addend : 0));
}

static bool follow(ElfLink *l, ElfSection *s) {
  bool ok = true;
  if (!is_unwind(s) && (s->flags & ELF_SHF_ALLOC)) {
    size_t count = elf_reloc_count(s);
    for (size_t i = 0; i < count; i++) {
      Reloc r;
      if (!elf_reloc_get(l, s, i, &r)) {
        ok = false;
        break; /* the rest of a damaged table is seldom better */
      }
      if (r.sym) mark_symbol(l, r.sym, r.addend);
    }
  }
  for (ElfSection *g = s->group_next; g && g != s; g = g->group_next)
    if (g->flags & ELF_SHF_ALLOC) mark_all(l, g);
  for (ElfSection *d = s->link_first; d; d = d->link_next) mark_all(l, d);
  return ok;
}

bool elf_mark_live(ElfLink *l) {
  for (size_t i = 0; i < l->inputs.count; i++)
    for (size_t k = 0; k < l->inputs.at[i]->sections.count; k++) {
      ElfSection *s = l->inputs.at[i]->sections.at[k];
      if (s && (s->flags & ELF_SHF_ALLOC) && !is_unwind(s) && is_root(l, s)) mark_all(l, s);
    }
  for (size_t k = 0; k < l->own->sections.count; k++)
    if (!l->options.gc) mark_all(l, l->own->sections.at[k]);
  for (size_t i = 0; i < l->roots.count; i++) mark_symbol(l, l->roots.at[i], 0);

  bool ok = true;
  for (size_t i = 0; i < l->marks.count; i++) ok &= follow(l, l->marks.at[i]);
  if (!ok) return false;

  for (size_t i = 0; i < l->inputs.count; i++) {
    ElfInput *in = l->inputs.at[i];
    for (size_t k = 0; in->is_live && k < in->sections.count; k++) {
      ElfSection *s = in->sections.at[k];
      if (s && (!(s->flags & ELF_SHF_ALLOC) || is_unwind(s))) mark_all(l, s);
    }
  }
  return true;
}
