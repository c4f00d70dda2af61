/*
 * loaded.h: what load.c and load-graph.c share: the modules that were loaded at run time.
 */
#ifndef RUNTIME_EVAL_LOADED_H
#define RUNTIME_EVAL_LOADED_H

#include "../../compiler/resolve/resolve.h"
#include "state.h"

typedef struct Loaded {
  ModuleInfo info; /* first */
  ModuleState state;
  Value names;  /* of its exports: keeps them */
  Value *slots; /* static slots of the modules that were built together, in the data of the first of them */
  uint32_t first_slot, nslots; /* as code in direct evals calls them: LOAD_FIRST_SLOT and on */
} Loaded;

Loaded *loaded_at(uint32_t n); /* in order */
/* A new one; NULL with an exception. */
Loaded *loaded_add(String *filename, uint32_t kind);

/* An ES module and what it imports: its number, or LOAD_THREW. is_unsure: it is not known to be one, and no CommonJS;
 * LOAD_NOT_FOUND where it is neither. */
int load_graph(const char *name, bool is_unsure);

/* These allocate nothing: the resolver asks them on the compiler's stack. Node's modules are part of the program or not
 * there. */
int load_find_lib(const char *name); /* number, or -1 */
bool load_is_lib(const char *name);

#endif
