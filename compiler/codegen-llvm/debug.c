/*
 * debug.c: line information. Only line tables and inline chains are made (enough for stack traces, gdb and perf);
 * columns count UTF-16 units from 1, as V8 reports them.
 */
#include <string.h>

#include "internal.h"

void cg_debug_init(Cg *g) {
  g->dib = LLVMCreateDIBuilder(g->mod);
  LLVMMetadataRef unit_file = LLVMDIBuilderCreateFile(g->dib, "jsc", 3, "", 0);
  g->di_unit = LLVMDIBuilderCreateCompileUnit(g->dib, LLVMDWARFSourceLanguageC, unit_file, "jsc", 3, true, "", 0, 0, "",
                                              0, LLVMDWARFEmissionFull, 0, false, false, "", 0, "", 0);
  g->files = arena_alloc(g->arena, sizeof *g->files * (g->program->nmodules + 1));
}

static LLVMMetadataRef file_of(Cg *g, const IrModule *m) {
  LLVMMetadataRef *file = &g->files[m->index];
  if (!*file) *file = LLVMDIBuilderCreateFile(g->dib, m->path, strlen(m->path), "", 0);
  return *file;
}

static const IrModule *module_of(Cg *g, const IrFn *fn) { return fn->module ? fn->module : g->program->modules[0]; }

LLVMMetadataRef cg_subprogram(Cg *g, IrFn *fn) {
  LLVMMetadataRef *made = &g->fns[fn->index].subprogram;
  if (*made) return *made;
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
  const IrModule *m = module_of(g, fn);
  LLVMMetadataRef file = file_of(g, m);
  uint32_t line, column;
  lines_find(&g->parts->lines[m->index], fn->start, &line, &column);
  LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(g->dib, file, NULL, 0, LLVMDIFlagZero);
  *made = LLVMDIBuilderCreateFunction(g->dib, file, name, n, "", 0, file, line, type, false, true, line, LLVMDIFlagZero,
                                      g->options->opt_level > 0);
  return *made;
}

/* Code without frames of its own in a trace, into which a function can be inlined. */
LLVMMetadataRef cg_debug_artificial(Cg *g) {
  LLVMMetadataRef file = file_of(g, g->program->modules[0]);
  LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(g->dib, file, NULL, 0, LLVMDIFlagZero);
  return LLVMDIBuilderCreateFunction(g->dib, file, "", 0, "", 0, file, 0, type, false, true, 0, LLVMDIFlagArtificial,
                                     g->options->opt_level > 0);
}

static LLVMMetadataRef location(Cg *g, IrFn *fn, uint32_t pos, LLVMMetadataRef inlined_at) {
  uint32_t line = 0, column = 0;
  if (pos != ~0u) {
    lines_find(&g->parts->lines[module_of(g, fn)->index], pos, &line, &column);
    if (column > 0xFFFF) column = 0xFFFF; /* LLVM's limit; the position table has the same */
  }
  return LLVMDIBuilderCreateDebugLocation(g->ctx, line, column, cg_subprogram(g, fn), inlined_at);
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
