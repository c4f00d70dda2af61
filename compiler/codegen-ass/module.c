/*
 * module.c: the back end as an outline: data that is there from the start, every function, what they turned out to need.
 */
#include "internal.h"

static void *resize(void *user, void *p, size_t old_size, size_t size) {
  (void)user;
  (void)old_size;
  if (size) return host_realloc(p, size);
  host_free(p);
  return NULL;
}

bool codegen_ass(IrProgram *p, ImageRefs *refs, const AssCodeOptions *options, Arena *arena, AssCodeResult *result,
                 const char **error) {
  *result = (AssCodeResult){0};
  ass_init(&result->ass, (AssMemory){resize, NULL});
  result->fns = ARENA_ARRAY(arena, AssFnRange, p->nfns + 1);
  Cg *g = ARENA_NEW(arena, Cg);
  g->program = p;
  g->refs = refs;
  g->has_realms = options->has_realms;
  g->first_file = options->first_file;
  g->borrows_slots = options->borrows_slots;
  g->arena = arena;
  g->result = result;
  g->ass = &result->ass;
  g->is_lib = p->modules[p->entry_module]->is_lib;
  ca_open_data(g);
  for (uint32_t n = 0; n < p->nfns; n++)
    if (p->fns[n]) fc_compile(g, p->fns[n]);
  ca_emit_thunks(g);
  ca_close_data(g);
  result->text = g->text;
  result->infos = g->infos;
  result->rows = g->rows.items;
  result->nrows = g->rows.count;
  if (ass_finish(g->ass)) return true;
  *error = arena_strdup(arena, ass_error(g->ass));
  return false;
}
