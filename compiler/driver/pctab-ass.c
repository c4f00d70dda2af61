/*
 * pctab-ass.c: see pctab-ass.h. Rows are there for calls only, each with its place in the source as a byte offset; lines
 * and columns (in UTF-16 units, as V8 counts) are found here.
 */
#include "pctab-ass.h"

#include "../../runtime/error/pctab-format.h"
#include "../support/array.h"
#include "../support/lines.h"
#include "../support/map.h"

typedef struct Rows {
  Pctab *table;
  Arena *arena;
  PtrMap lines;   /* module -> Lines */
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

static uint32_t add_function(Rows *r, const IrFn *fn, uint32_t parent, uint32_t line, uint32_t column) {
  const char *name = fn->trace_name ? atom_utf8(fn->trace_name, r->arena) : "";
  const char *file = fn->module ? fn->module->path : "";
  uint32_t scope = pctab_add_scope(r->table, name, strlen(name), file, strlen(file), parent, line, column);
  uint32_t start = fn->module && fn->module->source ? lines_units(lines_of(r, fn->module), fn->start) : 0;
  pctab_describe_scope(r->table, scope, start << PCTAB_FN_KIND_BITS | fn->trace_kind);
  return scope;
}

/* The scope of code that was inlined into `fn`, whose own is `scope`. */
static uint32_t inlined_scope(Rows *r, const IrFn *fn, uint32_t scope, const IrInlined *in) {
  if (!in) return scope;
  void **at = ptrmap_at(&r->inlined, in);
  if (*at) return (uint32_t)(uintptr_t)*at;
  uint32_t parent = inlined_scope(r, fn, scope, in->caller), line, column;
  find(r, in->caller ? in->caller->fn->module : fn->module, in->call_pos, &line, &column);
  uint32_t made = add_function(r, in->fn, parent, line, column);
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
    if (row->inlined) {
      uint64_t end = k + 1 < range->nrows ? base + ass_offset(text, row[1].at) : high;
      pctab_add_range(r->table, at, end, inlined_scope(r, range->fn, scope, row->inlined));
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
  for (uint32_t n = 0; n < code->nfns; n++) add_fn(&r, info.address, code, &code->fns[n]);
}
