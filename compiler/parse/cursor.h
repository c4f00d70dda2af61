/*
 * cursor.h: a walk over tree-sitter's tree, reading its nodes directly.
 *
 * It shows what TSTreeCursor shows, named nodes and tokens with aliases and fields, but keeps no rows, columns or counts
 * of descendants, which cost more than all the rest. Hidden nodes of the grammar are looked through.
 */
#ifndef JSC_PARSE_CURSOR_H
#define JSC_PARSE_CURSOR_H

#include <tree_sitter/api.h>

#include "../support/array.h"

typedef struct CursorFrame CursorFrame;

typedef struct Cursor {
  const TSLanguage *language;
  const void *root;    /* Subtree */
  CursorFrame *frames; /* a frame per node on the way to the current one, hidden nodes included */
  uint32_t count, capacity;
} Cursor;

/* The node under the cursor: its symbol (an alias stands for the node's own) and bytes of the text. */
typedef struct CursorNode {
  TSSymbol symbol;
  uint32_t start, end;
} CursorNode;

void cursor_init(Cursor *c, const TSTree *tree);
void cursor_free(Cursor *c);
CursorNode cursor_node(const Cursor *c);
TSFieldId cursor_field(const Cursor *c); /* 0: none */
/* To the first child, the next sibling; false, and the cursor stays, if there is none. */
bool cursor_down(Cursor *c);
bool cursor_next(Cursor *c);
void cursor_up(Cursor *c);

#endif
