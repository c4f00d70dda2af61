/* linked.c: see linked.h. */
#include "linked.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../runtime/abi.h"
#include "../support/array.h"
#include "../support/map.h"

typedef struct Piece {
  const char *name;
  uint64_t bytes;
} Piece;

typedef struct Pieces {
  Arena *arena;
  StrMap by_name;
  ARRAY(Piece *) items;
  uint64_t bytes;
} Pieces;

static void note_symbol(void *user, const ElfSymbolInfo *info) {
  Pieces *p = user;
  const char *name = info->file ? elf_input_name(info->file) : "tables";
  Piece *piece = strmap_get(&p->by_name, name, strlen(name));
  if (!piece) {
    piece = ARENA_NEW(p->arena, Piece);
    piece->name = name;
    strmap_put(&p->by_name, name, strlen(name), piece);
    ARRAY_PUSH(p->arena, &p->items, piece);
  }
  piece->bytes += info->size;
  p->bytes += info->size;
}

static int by_size(const void *a, const void *b) {
  const Piece *x = *(Piece *const *)a, *y = *(Piece *const *)b;
  if (x->bytes != y->bytes) return x->bytes < y->bytes ? 1 : -1;
  return strcmp(x->name, y->name);
}

static const char *kind_name(const IrModule *m) {
  switch (m->kind) {
    case MODULE_ESM: return "ES module";
    case MODULE_JSON: return "JSON";
    case MODULE_SCRIPT: return m->code ? "code in a string" : "script";
    default: return "CommonJS";
  }
}

void linked_print(const Graph *g, ElfLink *link) {
  Pieces p = {.arena = g->arena};
  strmap_init(&p.by_name, g->arena);
  elf_symbols_visit(link, note_symbol, &p);
  qsort(p.items.items, p.items.count, sizeof(Piece *), by_size);
  for (uint32_t i = 0; i < g->count; i++)
    if (!g->modules[i]->ir->is_lib) fprintf(stderr, "%s: %s\n", kind_name(g->modules[i]->ir), g->modules[i]->ir->path);
  for (uint32_t i = 0; i < p.items.count; i++)
    if (p.items.items[i]->bytes)
      fprintf(stderr, "%10llu %s\n", (unsigned long long)p.items.items[i]->bytes, p.items.items[i]->name);
  fprintf(stderr, "%10llu bytes of code and data\n", (unsigned long long)p.bytes);
}
