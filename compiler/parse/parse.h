/*
 * parse.h: JavaScript source → syntax tree, with every early error of the language reported.
 *
 *     Arena arena = {0}; Interner atoms; DiagCtx diags;
 *     Source *source = source_new(&arena, "app.js", text, len);
 *     Node *program = parse_program(&(ParseOptions){.arena = &arena, .atoms = &atoms, .diags = &diags,
 *                                                   .goal = PARSE_MODULE}, source);
 */
#ifndef JSC_PARSE_H
#define JSC_PARSE_H

#include "../support/diag.h"
#include "../support/intern.h"
#include "ast.h"

typedef enum ParseGoal {
  PARSE_SCRIPT,
  PARSE_MODULE,  /* strict, import and export, top-level await */
  PARSE_COMMONJS /* a script that is a function's body: `return` and `new.target` are legal, declarations are local */
} ParseGoal;

/* What parse_program finds out about the grammar, for whoever parses many small texts. */
struct CstTables;
const struct CstTables *parse_tables_new(Arena *arena);

typedef struct ParseOptions {
  Arena *arena; /* the tree; lives as long as the caller wants it */
  Interner *atoms;
  DiagCtx *diags;
  ParseGoal goal;
  bool allow_intrinsics; /* lib code: %Name in expression position is an Identifier named "%Name" */
  bool top_level_await;  /* of a script: `await` is what it is in modules */
  bool strict;           /* begins strict (code evaluated by a strict caller) */
  bool no_early_errors;  /* syntax only, for tests; AstFunctionInfo is then not filled in */
  bool is_partial;       /* parts of the text are missing: what they may declare is not looked for */
  Node **if_early;       /* NULL, or where the tree goes that has early errors only */
  /* Code given to eval inside a function or class: what its surroundings allow. */
  bool allow_new_target, allow_super_property, allow_super_call;
  Atom **private_names; /* of the classes around it, "#name" */
  uint32_t nprivate_names;
  const struct CstTables *tables; /* NULL: parse_program makes them */
} ParseOptions;

/* The Program node (kind AST_Program; BlockStatement never). NULL when the source has an error: at least one
 * diagnostic has been added then. */
Node *parse_program(const ParseOptions *options, const Source *source);

/* The one error behind which nothing is looked for. */
extern const char parse_too_deep[];

/* After a parse that ended at a syntax error (not early errors): adds the errors of what is behind it. */
void parse_recover(const ParseOptions *options, const Source *source);

/* Appends the tree as ESTree JSON to a buffer, byte for byte what JSON.stringify gives for acorn's tree of the same
 * source (start and end in UTF-16 units; bigint values as the string "<digits>n"). */
typedef struct EstreeBuffer {
  char *text; /* host memory: host_free when done */
  size_t len, capacity;
} EstreeBuffer;
void estree_print(EstreeBuffer *out, const Source *source, const Node *n);

#endif
