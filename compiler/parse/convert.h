/*
 * convert.h: tree-sitter's tree → ours. Internal to compiler/parse.
 *
 * One cursor walks the tree. Every conversion function begins with the cursor on its node and leaves it there, so
 * the whole conversion is linear. Leaves are read from the source, not from the shadow that was parsed.
 */
#ifndef JSC_PARSE_CONVERT_H
#define JSC_PARSE_CONVERT_H

#include "../support/array.h"
#include "cursor.h"
#include "parse.h"
#include "shadow.h"

typedef enum Cst {
  CST_OTHER,   /* a token that needs no name */
  CST_UNKNOWN, /* a node that no valid program has: JSX, decorators, … */
#define CST_NODE(id, name) CST_##id,
#define CST_TOKEN(id, text) CST_##id,
#include "cst.def"
  CST_COUNT
} Cst;

typedef enum CstField {
  F_NONE,
#define CST_FIELD(id, name) F_##id,
#include "cst.def"
  F_COUNT
} CstField;

/* tree-sitter's numbers → ours. */
typedef struct CstTables {
  const TSLanguage *language;
  uint8_t *kinds;  /* by symbol */
  uint8_t *ops;    /* AstOp by symbol */
  uint8_t *fields; /* by field id */
} CstTables;

typedef struct Converter {
  const ParseOptions *options;
  const Source *source;
  const char *text;
  Arena *arena;
  const Shadow *shadow;
  CstTables tables;
  Cursor cursor;
  ARRAY(Node *) stack;   /* lists under construction */
  ARRAY(uint16_t) units; /* a string being decoded */
  uint32_t depth;        /* see DEPTH_MAX */
  bool too_deep;
  uint32_t next_label; /* in shadow->labels: the first that no statement has taken */
} Converter;

/* The node under the cursor. */
typedef struct At {
  Cst kind;
  uint16_t symbol;
  uint32_t start, end;
} At;

At cst_at(Converter *c);
static inline CstField cst_field(Converter *c) { return (CstField)c->tables.fields[cursor_field(&c->cursor)]; }
static inline bool cst_down(Converter *c) { return cursor_down(&c->cursor); }
static inline bool cst_next(Converter *c) { return cursor_next(&c->cursor); }
static inline void cst_up(Converter *c) { cursor_up(&c->cursor); }
static inline AstOp cst_op(Converter *c, At at) { return (AstOp)c->tables.ops[at.symbol]; }

void convert_error(Converter *c, Span span, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* "unexpected token 'x'" for what the source has at the span. */
void convert_unexpected(Converter *c, Span span);
Node *convert_new(Converter *c, AstKind kind, uint32_t start, uint32_t end);
/* Takes the items above `base` off the stack. */
AstList convert_list(Converter *c, uint32_t base);
/* Offset of the next token at or behind `at` in the source. */
uint32_t convert_skip_trivia(Converter *c, uint32_t at, bool *newline);

/* literal.c: leaves. */
Node *convert_leaf(Converter *c, uint32_t start, uint32_t end); /* name, number, string or regular expression */
Node *convert_template(Converter *c, bool is_tagged);
Atom *convert_name(Converter *c, uint32_t start, uint32_t end); /* an identifier's StringValue */

/* expression.c */
Node *convert_expression(Converter *c);
AstList convert_arguments(Converter *c);
Node *convert_property_name(Converter *c, bool *computed);
Node *convert_object_key(Converter *c, bool *computed); /* no private name */
/* pattern.c: any of the grammar's patterns, or an expression read as one. */
Node *convert_pattern(Converter *c);
Node *convert_target(Converter *c); /* of an assignment: a pattern, a name, a member, in sloppy code a call */
Node *convert_to_pattern(Converter *c, Node *expression);
/* A place that ++, op= and for-in may assign to. */
void convert_check_simple_target(Converter *c, Node *n);
/* Bounds of a node with the parentheses that the shadow blanked at its sides. The end marks the target. */
uint32_t convert_start_with_parens(Converter *c, uint32_t start);
uint32_t convert_end_with_parens(Converter *c, Node *target, uint32_t end);
Node *convert_copy_identifier(Converter *c, Node *identifier);
/* function.c */
Node *convert_function(Converter *c, AstKind kind);
Node *convert_class(Converter *c, AstKind kind);
Node *convert_method(Converter *c); /* MethodDefinition or, in an object, Property */
Node *convert_object_method(Converter *c);
/* statement.c */
Node *convert_statement(Converter *c);
Node *convert_block(Converter *c);
/* The statements among the node's children, from the one under the cursor on. */
AstList convert_statements(Converter *c, bool with_directives);
Node *convert_declaration(Converter *c);
/* module.c */
Node *convert_import(Converter *c);
Node *convert_export(Converter *c);

/* Entering something that may nest without bound; false (and an error) when it is too deep. */
bool convert_enter(Converter *c);
void convert_leave(Converter *c);
/* The same for one more link of a chain that a loop reads. */
bool convert_link(Converter *c);
void convert_unlink(Converter *c, uint32_t links);

#endif
