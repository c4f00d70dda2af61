/*
 * debug.c: line information. Only line tables and inline chains are made (enough for stack traces, gdb and perf);
 * columns count UTF-16 units from 1, as V8 reports them.
 */
#include <string.h>

#include "internal.h"

enum { DEBUG_UNITS_STEP = 256 };

/* UTF-16 units between two byte offsets of UTF-8 text. */
static uint32_t units_between(const char *source, uint32_t from, uint32_t to) {
  uint32_t n = 0;
  for (uint32_t i = from; i < to; i++) {
    unsigned char c = (unsigned char)source[i];
    n += (c & 0xC0) != 0x80;
    n += c >= 0xF0;
  }
  return n;
}

static void count_units(Cg *g, ModuleDebug *d, const IrModule *m) {
  uint32_t steps = (uint32_t)m->source_len / DEBUG_UNITS_STEP;
  d->units = arena_alloc(g->arena, sizeof(uint32_t) * (steps + 1));
  d->units[0] = 0;
  for (uint32_t i = 0; i < steps; i++)
    d->units[i + 1] = d->units[i] + units_between(m->source, i * DEBUG_UNITS_STEP, (i + 1) * DEBUG_UNITS_STEP);
}

static void count_lines(Cg *g, ModuleDebug *d, IrModule *m) {
  uint32_t n = 1;
  for (size_t i = 0; i < m->source_len; i++) n += m->source[i] == '\n';
  d->line_starts = arena_alloc(g->arena, sizeof(uint32_t) * n);
  d->line_starts[0] = 0;
  d->nlines = 1;
  for (size_t i = 0; i < m->source_len; i++)
    if (m->source[i] == '\n') d->line_starts[d->nlines++] = (uint32_t)i + 1;
}

void cg_debug_init(Cg *g) {
  g->dib = LLVMCreateDIBuilder(g->mod);
  LLVMMetadataRef unit_file = LLVMDIBuilderCreateFile(g->dib, "jsc", 3, "", 0);
  g->di_unit = LLVMDIBuilderCreateCompileUnit(g->dib, LLVMDWARFSourceLanguageC, unit_file, "jsc", 3, true, "", 0, 0, "",
                                              0, LLVMDWARFEmissionFull, 0, false, false, "", 0, "", 0);
  g->debug = arena_alloc(g->arena, sizeof *g->debug * (g->program->nmodules + 1));
  for (uint32_t i = 0; i < g->program->nmodules; i++) {
    IrModule *m = g->program->modules[i];
    g->debug[i].file = LLVMDIBuilderCreateFile(g->dib, m->path, strlen(m->path), "", 0);
    count_lines(g, &g->debug[i], m);
    count_units(g, &g->debug[i], m);
  }
}

static uint32_t line_of(const ModuleDebug *d, uint32_t pos) {
  uint32_t lo = 0, hi = d->nlines;
  while (hi - lo > 1) {
    uint32_t mid = (lo + hi) / 2;
    if (d->line_starts[mid] <= pos) lo = mid;
    else hi = mid;
  }
  return lo;
}

uint32_t cg_units_at(Cg *g, const IrModule *m, uint32_t pos) {
  uint32_t step = pos / DEBUG_UNITS_STEP;
  return g->debug[m->index].units[step] + units_between(m->source, step * DEBUG_UNITS_STEP, pos);
}

LLVMMetadataRef cg_debug_fn(Cg *g, IrFn *fn) {
  ModuleDebug *d = &g->debug[fn->module ? fn->module->index : 0];
  char name[256];
  size_t n = 0;
  if (fn->name)
    for (uint32_t i = 0; i < fn->name->len && n + 4 < sizeof name; i++) {
      uint32_t c = fn->name->is_wide ? fn->name->c16[i] : fn->name->c8[i];
      if (c < 0x80) name[n++] = (char)c;
      else if (c < 0x800) name[n++] = (char)(0xC0 | c >> 6), name[n++] = (char)(0x80 | (c & 63));
      else
        name[n++] = (char)(0xE0 | c >> 12), name[n++] = (char)(0x80 | (c >> 6 & 63)),
        name[n++] = (char)(0x80 | (c & 63));
    }
  uint32_t line = d->nlines ? line_of(d, fn->start) + 1 : 0;
  LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(g->dib, d->file, NULL, 0, LLVMDIFlagZero);
  return LLVMDIBuilderCreateFunction(g->dib, d->file, name, n, "", 0, d->file, line, type, false, true, line,
                                     LLVMDIFlagZero, g->options->opt_level > 0);
}

/* Code without frames of its own in a trace, into which a function can be inlined. */
LLVMMetadataRef cg_debug_artificial(Cg *g) {
  LLVMMetadataRef file = g->debug[0].file;
  LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(g->dib, file, NULL, 0, LLVMDIFlagZero);
  return LLVMDIBuilderCreateFunction(g->dib, file, "", 0, "", 0, file, 0, type, false, true, 0, LLVMDIFlagArtificial,
                                     g->options->opt_level > 0);
}

static LLVMMetadataRef location(Cg *g, IrFn *fn, uint32_t pos, LLVMMetadataRef inlined_at) {
  ModuleDebug *d = &g->debug[fn->module ? fn->module->index : 0];
  uint32_t line = 0, column = 0;
  if (pos != ~0u && d->nlines) {
    uint32_t at = line_of(d, pos);
    line = at + 1;
    column = cg_units_at(g, fn->module, pos) - cg_units_at(g, fn->module, d->line_starts[at]) + 1;
    if (column > 0xFFFF) column = 0xFFFF; /* LLVM's limit; the position table has the same */
  }
  return LLVMDIBuilderCreateDebugLocation(g->ctx, line, column, g->fns[fn->index].subprogram, inlined_at);
}

static LLVMMetadataRef call_site(Cg *g, const IrInlined *in) {
  if (!in) return NULL;
  return location(g, in->caller ? in->caller->fn : g->fn, in->call_pos, call_site(g, in->caller));
}

void cg_debug_at(Cg *g, uint32_t pos, const IrInlined *in) {
  LLVMSetCurrentDebugLocation2(g->b, location(g, in ? in->fn : g->fn, pos, call_site(g, in)));
}

void cg_debug_none(Cg *g, LLVMMetadataRef subprogram) {
  LLVMSetCurrentDebugLocation2(g->b, LLVMDIBuilderCreateDebugLocation(g->ctx, 0, 0, subprogram, NULL));
}

void cg_debug_finish(Cg *g) {
  LLVMDIBuilderFinalize(g->dib);
  LLVMDisposeDIBuilder(g->dib);
}
