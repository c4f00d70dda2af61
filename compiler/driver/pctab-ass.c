/*
 * pctab-ass.c: see pctab-ass.h. Rows are there for calls only, each with its place in the source as a byte offset; lines
 * and columns (in UTF-16 units, as V8 counts) are found here.
 */
#include "pctab-ass.h"

#include "../../runtime/error/pctab-format.h"
#include "../support/array.h"
#include "../support/lines.h"
#include "../support/map.h"
#include "../support/sites.h"

typedef struct Rows {
  Pctab *table;
  Arena *arena;
  PtrMap lines;   /* module -> Lines */
  PtrMap sites;   /* module of lib/ -> Sites */
  PtrMap inlined; /* IrInlined -> scope */
} Rows;

static const Lines *lines_of(Rows *r, const IrModule *m) {
  void **at = ptrmap_at(&r->lines, m);
  if (*at) return *at;
  Lines *l = ARENA_NEW(r->arena, Lines);
  lines_init(l, r->arena, m->source, m->source_len);
  return *at = l;
}

/* Line and column from 1; 0 when the place is not known. */
static void find(Rows *r, const IrModule *m, uint32_t pos, uint32_t *line, uint32_t *column) {
  *line = *column = 0;
  if (pos != ~0u && m && m->source) lines_find(lines_of(r, m), pos, line, column);
}

static const Site *site_at(Rows *r, const IrModule *m, uint32_t line) {
  if (!m || !m->is_lib || !line) return NULL;
  void **at = ptrmap_at(&r->sites, m);
  if (!*at) {
    *at = ARENA_NEW(r->arena, Sites);
    sites_init(*at, r->arena, m->source, m->source_len);
  }
  return sites_find(*at, line);
}

/* The scope of the site's innermost frame, in the scope that its line stands in. */
static uint32_t site_scope(Rows *r, const Site *s, uint32_t scope) {
  uint32_t line = 0, column = 0;
  for (uint32_t i = s->count; i-- > 0;) {
    const SiteFrame *f = &s->frames[i];
    const char *file = f->text ? arena_format(r->arena, "%s\n%s", f->file, f->text) : f->file;
    scope = pctab_add_scope(r->table, f->name, strlen(f->name), file, strlen(file), scope, line, column);
    pctab_describe_scope(r->table, scope, PCTAB_FN_REFERENCE | (uint32_t)f->runs_jobs << PCTAB_FN_KIND_BITS);
    line = f->line;
    column = f->column;
  }
  return scope;
}

static uint32_t add_function(Rows *r, const IrFn *fn, uint32_t parent, uint32_t line, uint32_t column) {
  const char *name = fn->trace_name ? atom_utf8(fn->trace_name, r->arena) : "";
  const char *file = fn->module ? fn->module->path : "";
  uint32_t scope = pctab_add_scope(r->table, name, strlen(name), file, strlen(file), parent, line, column);
  uint32_t start = fn->module && fn->module->source ? lines_units(lines_of(r, fn->module), fn->start) : 0;
  pctab_describe_scope(r->table, scope, start << PCTAB_FN_KIND_BITS | fn->trace_kind);
  return scope;
}

/* Nothing in the text begins where it says: it is the second letter of `class`. */
static uint32_t add_initialiser(Rows *r, const IrInlined *in, uint32_t parent, uint32_t line, uint32_t column) {
  const char *name = in->initialiser, *file = in->fn->module->path;
  uint32_t scope = pctab_add_scope(r->table, name, strlen(name), file, strlen(file), parent, line, column);
  uint32_t start = lines_units(lines_of(r, in->fn->module), in->call_pos + 1);
  pctab_describe_scope(r->table, scope, start << PCTAB_FN_KIND_BITS | PCTAB_FN_PLAIN);
  return scope;
}

/* The scope of code that was inlined into `fn`, whose own is `scope`. */
static uint32_t inlined_scope(Rows *r, const IrFn *fn, uint32_t scope, const IrInlined *in) {
  if (!in) return scope;
  void **at = ptrmap_at(&r->inlined, in);
  if (*at) return (uint32_t)(uintptr_t)*at;
  uint32_t parent = inlined_scope(r, fn, scope, in->caller), line, column;
  const IrModule *around = in->caller ? in->caller->fn->module : fn->module;
  find(r, around, in->call_pos, &line, &column);
  const Site *site = site_at(r, around, line);
  if (site) {
    parent = site_scope(r, site, parent);
    line = site->frames[0].line;
    column = site->frames[0].column;
  }
  uint32_t made =
      in->initialiser ? add_initialiser(r, in, parent, line, column) : add_function(r, in->fn, parent, line, column);
  ptrmap_put(&r->inlined, in, (void *)(uintptr_t)made);
  return made;
}

static void add_fn(Rows *r, uint64_t base, const AssCodeResult *code, const AssFnRange *range) {
  const AssSection *text = code->text;
  uint64_t high = base + ass_offset(text, range->high), low = base + ass_offset(text, range->low);
  if (range->fn->resume) return; /* what it makes has frames, it has none */
  uint32_t scope = add_function(r, range->fn, 0, 0, 0);
  if (range->receiver) pctab_set_receiver(r->table, scope, (uint32_t)(-range->receiver / 8));
  pctab_add_range(r->table, low, high, scope);
  for (uint32_t k = 0; k < range->nrows; k++) {
    const AssRowPos *row = &code->rows[range->first_row + k];
    const IrFn *fn = row->inlined ? row->inlined->fn : range->fn;
    uint64_t at = base + ass_offset(text, row->at);
    uint32_t line, column;
    find(r, fn->module, row->pos, &line, &column);
    const Site *site = site_at(r, fn->module, line);
    if (row->inlined || site) {
      uint64_t end = k + 1 < range->nrows ? base + ass_offset(text, row[1].at) : high;
      uint32_t inner = row->inlined ? inlined_scope(r, range->fn, scope, row->inlined) : scope;
      if (site) {
        inner = site_scope(r, site, inner);
        line = site->frames[0].line;
        column = site->frames[0].column;
      }
      pctab_add_range(r->table, at, end, inner);
    }
    pctab_add_row(r->table, at, line, column);
  }
  pctab_add_end(r->table, high);
}

void pctab_add_ass(Pctab *t, ElfLink *link, const ElfSection *text, const AssCodeResult *code, Arena *arena) {
  ElfSectionInfo info;
  elf_section_info(link, text, &info);
  if (!info.is_live) return;
  Rows r = {.table = t, .arena = arena};
  ptrmap_init(&r.lines, arena);
  ptrmap_init(&r.inlined, arena);
  ptrmap_init(&r.sites, arena);
  for (uint32_t n = 0; n < code->nfns; n++) add_fn(&r, info.address, code, &code->fns[n]);
}
