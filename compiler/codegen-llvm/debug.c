/*
 * debug.c: line information. Only line tables and inline chains are made (enough for stack traces, gdb and perf);
 * columns count UTF-16 units from 1, as V8 reports them.
 */
#include <stdio.h>
#include <string.h>

#include "../../runtime/error/pctab-format.h"
#include "internal.h"

void cg_debug_init(Cg *g) {
  g->dib = LLVMCreateDIBuilder(g->mod);
  LLVMMetadataRef unit_file = LLVMDIBuilderCreateFile(g->dib, "jsc", 3, "", 0);
  g->di_unit = LLVMDIBuilderCreateCompileUnit(g->dib, LLVMDWARFSourceLanguageC, unit_file, "jsc", 3, true, "", 0, 0, "",
                                              0, LLVMDWARFEmissionFull, 0, false, false, "", 0, "", 0);
  ptrmap_init(&g->reference_frames, g->arena);
  g->files = arena_alloc(g->arena, sizeof *g->files * (g->program->nmodules + 1));
}

static LLVMMetadataRef file_of(Cg *g, const IrModule *m) {
  LLVMMetadataRef *file = &g->files[m->index];
  if (!*file) *file = LLVMDIBuilderCreateFile(g->dib, m->path, strlen(m->path), "", 0);
  return *file;
}

static const IrModule *module_of(Cg *g, const IrFn *fn) { return fn->module ? fn->module : g->program->modules[0]; }

/* Code without frames of its own in a trace, into which a function can be inlined. */
LLVMMetadataRef cg_debug_artificial(Cg *g) {
  LLVMMetadataRef file = file_of(g, g->program->modules[0]);
  LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(g->dib, file, NULL, 0, LLVMDIFlagZero);
  return LLVMDIBuilderCreateFunction(g->dib, file, "", 0, "", 0, file, 0, type, false, true, 0, LLVMDIFlagArtificial,
                                     g->options->opt_level > 0);
}

/* The linkage name carries what the position table says of a function besides its name: where its text begins, and its
 * kind. */
LLVMMetadataRef cg_subprogram(Cg *g, IrFn *fn) {
  LLVMMetadataRef *made = &g->fns[fn->index].subprogram;
  if (*made) return *made;
  if (fn->resume) return *made = cg_debug_artificial(g);
  const IrModule *m = module_of(g, fn);
  LLVMMetadataRef file = file_of(g, m);
  char kind[16];
  uint32_t start = fn->module ? lines_units(&g->parts->lines[m->index], fn->start) : 0;
  int kind_len = snprintf(kind, sizeof kind, "%u", start << PCTAB_FN_KIND_BITS | fn->trace_kind);
  const char *name = fn->trace_name ? atom_utf8(fn->trace_name, g->arena) : "";
  uint32_t line, column;
  lines_find(&g->parts->lines[m->index], fn->start, &line, &column);
  LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(g->dib, file, NULL, 0, LLVMDIFlagZero);
  *made = LLVMDIBuilderCreateFunction(g->dib, file, name, strlen(name), kind, (size_t)kind_len, file, line, type, false,
                                      true, line, LLVMDIFlagZero, g->options->opt_level > 0);
  return *made;
}

/* A frame of the reference that code of lib/ stands for, as if it were inlined there. */
static LLVMMetadataRef reference_subprogram(Cg *g, const SiteFrame *f) {
  LLVMMetadataRef *made = (LLVMMetadataRef *)ptrmap_at(&g->reference_frames, f);
  if (*made) return *made;
  unsigned description = PCTAB_FN_REFERENCE | (unsigned)f->runs_jobs << PCTAB_FN_KIND_BITS;
  const char *kind = arena_format(g->arena, f->text ? "%u\n%s" : "%u", description, f->text);
  LLVMMetadataRef file = LLVMDIBuilderCreateFile(g->dib, f->file, strlen(f->file), "", 0);
  LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(g->dib, file, NULL, 0, LLVMDIFlagZero);
  return *made = LLVMDIBuilderCreateFunction(g->dib, file, f->name, strlen(f->name), kind, strlen(kind), file, f->line,
                                             type, false, true, f->line, LLVMDIFlagZero, g->options->opt_level > 0);
}

static LLVMMetadataRef site_location(Cg *g, const Site *s, LLVMMetadataRef at) {
  for (uint32_t i = s->count; i-- > 0;)
    at = LLVMDIBuilderCreateDebugLocation(g->ctx, s->frames[i].line, s->frames[i].column,
                                          reference_subprogram(g, &s->frames[i]), at);
  return at;
}

/* Initialisers of a class's fields. Nothing in the text begins where it says: it is the second letter of `class`. */
static LLVMMetadataRef initialiser_subprogram(Cg *g, const IrInlined *in) {
  LLVMMetadataRef *made = (LLVMMetadataRef *)ptrmap_at(&g->reference_frames, in);
  if (*made) return *made;
  uint32_t module = module_of(g, in->fn)->index, line, column;
  lines_find(&g->parts->lines[module], in->call_pos, &line, &column);
  uint32_t start = lines_units(&g->parts->lines[module], in->call_pos + 1);
  const char *kind = arena_format(g->arena, "%u", start << PCTAB_FN_KIND_BITS | PCTAB_FN_PLAIN);
  LLVMMetadataRef file = file_of(g, module_of(g, in->fn));
  LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(g->dib, file, NULL, 0, LLVMDIFlagZero);
  const char *name = in->initialiser;
  return *made = LLVMDIBuilderCreateFunction(g->dib, file, name, strlen(name), kind, strlen(kind), file, line, type,
                                             false, true, line, LLVMDIFlagZero, g->options->opt_level > 0);
}

static LLVMMetadataRef location(Cg *g, IrFn *fn, const IrInlined *in, uint32_t pos, LLVMMetadataRef inlined_at) {
  uint32_t line = 0, column = 0;
  const Site *site = NULL;
  if (pos != ~0u) {
    uint32_t module = module_of(g, fn)->index;
    lines_find(&g->parts->lines[module], pos, &line, &column);
    site = sites_find(&g->parts->sites[module], line);
    if (column > 0xFFFF) column = 0xFFFF; /* LLVM's limit; the position table has the same */
  }
  LLVMMetadataRef scope = in && in->initialiser ? initialiser_subprogram(g, in) : cg_subprogram(g, fn);
  LLVMMetadataRef at = LLVMDIBuilderCreateDebugLocation(g->ctx, line, column, scope, inlined_at);
  return site ? site_location(g, site, at) : at;
}

static LLVMMetadataRef call_site(Cg *g, const IrInlined *in) {
  if (!in) return NULL;
  return location(g, in->caller ? in->caller->fn : g->fn, in->caller, in->call_pos, call_site(g, in->caller));
}

/* Says that `slot`, an alloca, holds the receiver of the function, or of the inlined call `in`. */
void cg_debug_receiver(Cg *g, LLVMValueRef slot, uint32_t pos, const IrInlined *in) {
  IrFn *fn = in ? in->fn : g->fn;
  LLVMMetadataRef scope = cg_subprogram(g, fn), file = file_of(g, module_of(g, fn));
  LLVMMetadataRef type = LLVMDIBuilderCreateBasicType(g->dib, "value", 5, 64, 7 /* DW_ATE_unsigned */, LLVMDIFlagZero);
  LLVMMetadataRef variable =
      LLVMDIBuilderCreateAutoVariable(g->dib, scope, "this", 4, file, 0, type, false, LLVMDIFlagZero, 0);
  LLVMDIBuilderInsertDeclareRecordAtEnd(g->dib, slot, variable, LLVMDIBuilderCreateExpression(g->dib, NULL, 0),
                                        location(g, fn, in, pos, call_site(g, in)), LLVMGetInsertBlock(g->b));
}

void cg_debug_at(Cg *g, uint32_t pos, const IrInlined *in) {
  LLVMSetCurrentDebugLocation2(g->b, location(g, in ? in->fn : g->fn, in, pos, call_site(g, in)));
}

void cg_debug_none(Cg *g, LLVMMetadataRef subprogram) {
  LLVMSetCurrentDebugLocation2(g->b, LLVMDIBuilderCreateDebugLocation(g->ctx, 0, 0, subprogram, NULL));
}

void cg_debug_finish(Cg *g) {
  LLVMDIBuilderFinalize(g->dib);
  LLVMDisposeDIBuilder(g->dib);
}
