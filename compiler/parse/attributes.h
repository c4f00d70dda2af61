/* attributes.h: declarations that import, and the attributes that they may have. */
#ifndef JSC_ATTRIBUTES_H
#define JSC_ATTRIBUTES_H

#include "ast.h"

typedef struct ImportParts {
  const Node *source; /* the specifier's literal */
  const AstList *attributes;
  bool takes_all; /* export * from */
} ImportParts;

/* False: the statement imports nothing. */
bool import_parts(const Node *n, ImportParts *parts);
/* Node's message and code for attributes that are not those of the module with this URL; NULL: they are. */
const char *import_error(Arena *arena, const AstList *attributes, bool is_json, const char *url, const char **code);

#endif
