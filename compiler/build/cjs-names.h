/* cjs-names.h: the names that a CommonJS module exports, as far as its text tells. */
#ifndef JSC_CJS_NAMES_H
#define JSC_CJS_NAMES_H

#include "../parse/ast.h"
#include "../support/array.h"
#include "../support/diag.h"

typedef ARRAY(Atom *) AtomArray;
typedef struct CjsNames {
  AtomArray names;
  AtomArray reexports; /* specifiers of modules whose names it has too */
} CjsNames;

/* tree: a program. source: its text. */
void cjs_names_find(CjsNames *out, Arena *arena, const Source *source, Node *tree);

#endif
