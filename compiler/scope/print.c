/*
 * print.c: the scopes of a module as text, for --dump=scope: every function, outer before inner, with its variables,
 * where each one lives (scope.h, Storage), and what it captures.
 */
#include "print.h"

#include "../support/host.h"

typedef struct Out {
  ScopeOut write;
  void *ctx;
} Out;

static void put(const Out *o, const char *text) { o->write(o->ctx, text, strlen(text)); }

static void put_name(const Out *o, const ModuleScope *m, const Atom *name) {
  put(o, name ? atom_utf8(name, m->arena) : "(hidden)");
}

static void put_binding(const Out *o, const ModuleScope *m, const Binding *b) {
  static const char *const kinds[] = {"var",   "let",     "const",      "class",  "function", "param",
                                      "catch", "fn-name", "class-name", "import", "private",  "hidden"};
  static const char *const storages[] = {"ssa", "box", "slot", "const-fn", "outer"};
  _Static_assert(sizeof kinds / sizeof kinds[0] == BIND_HIDDEN + 1, "a name for each BindKind");
  _Static_assert(sizeof storages / sizeof storages[0] == STORE_OUTER + 1, "a name for each Storage");
  char slot[24];
  put(o, "  ");
  put(o, kinds[b->kind]);
  put(o, " ");
  put_name(o, m, b->name);
  put(o, " ");
  put(o, storages[b->storage]);
  if (b->storage == STORE_SLOT) {
    host_format(slot, sizeof slot, " %lld", (long long)b->slot);
    put(o, slot);
  }
  if (b->captured) put(o, b->early ? " captured early" : " captured");
  if (b->tdz) put(o, " tdz");
  if (b->per_iteration) put(o, " per-iteration");
  if (b->is_exported) put(o, " exported");
  put(o, "\n");
}

static const char *fn_word(const FnScope *f) {
  static const char *const kinds[] = {"fields", "function", "arrow",       "method",
                                      "getter", "setter",   "constructor", "module"};
  _Static_assert(sizeof kinds / sizeof kinds[0] == FNK_MODULE + 1, "a name for each FnKind");
  return kinds[f->kind];
}

static void put_function(const Out *o, const ModuleScope *m, const FnScope *f) {
  char place[48];
  SourcePosition at = source_position(m->source, f->node->start);
  host_format(place, sizeof place, " %u:%u", at.line, at.column);
  put(o, fn_word(f));
  put(o, place);
  if (f->known_as) {
    put(o, " ");
    put_name(o, m, f->known_as->name);
  }
  if (f->is_async) put(o, " async");
  if (f->is_generator) put(o, " generator");
  if (f->is_strict) put(o, " strict");
  put(o, "\n");
  for (uint32_t i = 0; i < m->all.count; i++)
    if (m->all.items[i]->fn == f) put_binding(o, m, m->all.items[i]);
  for (uint32_t i = 0; i < f->captures.count; i++) {
    put(o, "  captures ");
    put_name(o, m, f->captures.items[i]->name);
    put(o, "\n");
  }
}

void scope_print(const ModuleScope *m, ScopeOut write, void *ctx) {
  Out o = {write, ctx};
  for (uint32_t i = 0; i < m->fns.count; i++) put_function(&o, m, m->fns.items[i]);
}
