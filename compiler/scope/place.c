/*
 * place.c: where each variable lives, decided when all its uses are known.
 *
 * Code that runs at most once per program (module bodies, and functions called where they stand in such code) keeps its
 * captured variables in static slots: then the functions in it need no captures at all, and those made at most once are
 * constants. Elsewhere a captured variable that never changes after the capture is copied, any other lives in a Box.
 */
#include "scope.h"

#include "../../runtime/abi.h"

/* Assigned only before any function that captures it was made? */
static bool is_copyable(const Binding *b) { return !b->assignments && (b->at_entry || (!b->early && !b->unordered)); }

static void place(Binding *b, uint32_t *nslots, bool no_constants) {
  if (b->kind == BIND_IMPORT && (b->target || b->ns_module >= 0)) return;
  bool is_static = b->fn->run_once && !b->scope->in_loop;
  if (b->kind == BIND_FUNCTION && !no_constants && !b->assignments && b->function && b->function->made_once &&
      b->function->outer == b->fn) {
    b->storage = STORE_CONST_FN;
    if (b->is_exported) b->slot = (*nslots)++;
    return;
  }
  if (b->is_exported || (b->captured && is_static)) {
    b->storage = STORE_SLOT;
    b->slot = (*nslots)++;
    return;
  }
  if (b->storage == STORE_BOX) return;
  b->storage = b->captured && !is_copyable(b) ? STORE_BOX : STORE_SSA;
}

/* Sloppy functions with simple parameters whose `arguments` is more than read share the parameters with it. */
static void alias_arguments(FnScope *f) {
  if (!f->arguments || f->is_strict || !f->simple_params || f->kind == FNK_MODULE) return;
  Scope *s = f->scope;
  for (uint32_t i = 0; i < s->bindings.count; i++)
    if (s->bindings.items[i]->kind == BIND_PARAM && s->bindings.items[i]->assignments) f->writes_arguments = true;
  if (!f->writes_arguments) return;
  for (uint32_t i = 0; i < s->bindings.count; i++)
    if (s->bindings.items[i]->kind == BIND_PARAM) s->bindings.items[i]->storage = STORE_BOX;
}

/* Captures that remain when slots and constants are left out. */
static void filter_captures(FnScope *f) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < f->captures.count; i++) {
    Binding *b = f->captures.items[i];
    bool stays = (b->storage == STORE_SSA || b->storage == STORE_BOX) && b->kind != BIND_IMPORT;
    ptrmap_put(&f->captured, b, NULL);
    if (!stays) continue;
    f->captures.items[kept++] = b;
    ptrmap_put(&f->captured, b, (void *)(uintptr_t)kept);
  }
  f->captures.count = kept;
}

void scope_place(ModuleScope *m, uint32_t *nslots, bool no_constants) {
  for (uint32_t i = 0; i < m->fns.count; i++) {
    FnScope *f = m->fns.items[i];
    if (f->outer) {
      f->made_once = f->made_once && f->outer->run_once;
      f->run_once = f->made_once && f->is_iife && !f->arguments && !(f->self && f->self->captured) && !f->self;
    }
    alias_arguments(f);
  }
  for (uint32_t i = 0; i < m->all.count; i++) place(m->all.items[i], nslots, no_constants);
  for (uint32_t i = 0; i < m->fns.count; i++) filter_captures(m->fns.items[i]);
}
