/*
 * interface.h: what C sees of an object (`jsc -c`): the functions that the entry module exports, with their prototypes, and
 * those that open and close an isolate. doc/embedding.md has the rules.
 */
#ifndef JSC_DRIVER_INTERFACE_H
#define JSC_DRIVER_INTERFACE_H

#include "../../elf/elf.h"
#include "../image/image.h"
#include "graph.h"

typedef struct Interface {
  const char *prefix;         /* of the names of the functions that every object has */
  const ImageExport *exports; /* to be composed */
  const char **declarations;  /* of each, for the header */
  uint32_t count;
  bool has_hooks; /* of a freestanding object */
} Interface;

/* Finds the entry module's exported functions; errors go to the graph's diagnostics. Returns false when there are some. */
bool interface_collect(Interface *in, Graph *g);
/* Adds the C functions to the link, and which names stay global. Before elf_resolve. */
void interface_link(const Interface *in, ElfLink *link, Arena *arena);
/* The text of the header. */
const char *interface_header(const Interface *in, Arena *arena);

#endif
