/*
 * settle.c: which modules a program cannot work without, and so which of the mistakes found are errors. A package may
 * hold files in another language behind a `require` in a try block: Node reads them only when they are asked for.
 */
#include "../parse/message.h"
#include "graph.h"

/* Marks what the module surely asks for, and so on. */
static void mark_needed(Graph *g) {
  GraphModule **work = ARENA_ARRAY(g->arena, GraphModule *, g->count);
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->count; i++) {
    GraphModule *m = g->modules[i];
    m->is_needed = i <= g->program->npreludes || m->ir->is_lib || m->ir->code;
    if (m->is_needed) work[n++] = m;
  }
  while (n) {
    const GraphModule *m = work[--n];
    for (uint32_t i = 0; i < m->nrequests; i++) {
      const Request *r = &m->requests[i];
      if (r->module < 0 || r->is_optional || g->modules[r->module]->is_needed) continue;
      g->modules[r->module]->is_needed = true;
      work[n++] = g->modules[r->module];
    }
  }
}

/* The first error becomes a warning and is what is thrown; the others go. */
static void demote(Graph *g, GraphModule *m) {
  DiagCtx *d = &m->diags;
  uint32_t kept = 0;
  bool keeps_notes = true;
  for (uint32_t i = 0; i < d->count; i++) {
    Diag item = d->items[i];
    if (item.level == DIAG_ERROR) keeps_notes = !m->ir->error;
    if (item.level != DIAG_WARNING && !keeps_notes) continue;
    if (item.level == DIAG_ERROR) {
      m->ir->error = message_of_diag(&item, g->arena);
      item.level = DIAG_WARNING;
      item.message = arena_format(g->arena, "%s: this throws when it is reached", item.message);
    }
    d->items[kept++] = item;
  }
  d->count = kept;
  d->errors = 0;
  for (uint32_t i = 0; i < m->nrequests && m->ast && !m->ir->error_code; i++)
    if (m->requests[i].is_static && m->requests[i].error) m->ir->error_code = m->requests[i].code;
  m->ast = NULL;
}

void graph_settle(Graph *g) {
  mark_needed(g);
  for (uint32_t i = 0; i < g->count; i++) {
    GraphModule *m = g->modules[i];
    if (m->ir->code) continue; /* its caller throws */
    if (!m->is_needed && m->diags.errors) demote(g, m);
    diag_append(g->diags, &m->diags);
  }
}
