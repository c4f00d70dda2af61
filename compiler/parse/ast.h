/*
 * ast.h: the syntax tree. Kinds and fields are ESTree's (ast.def), with acorn's choices for the latest language:
 * ChainExpression around optional chains, PropertyDefinition, StaticBlock, PrivateIdentifier, ImportExpression, no
 * ParenthesizedExpression (a flag instead). A field is reached as `n->as.BinaryExpression.left`; functions of all
 * three kinds also as `n->as.Function`, classes of both as `n->as.Class`.
 *
 * Nodes are allocated with the size of their own kind only: never copy a Node by value, never change `kind` outside
 * of the parser.
 */
#ifndef JSC_AST_H
#define JSC_AST_H

#include <stdbool.h>
#include <stdint.h>

#include "../support/arena.h"
#include "../support/diag.h"
#include "../support/intern.h"

typedef enum AstKind {
#define AST_NODE(kind, fields) AST_##kind,
#include "ast.def"
  AST_KIND_COUNT
} AstKind;

typedef enum AstOp {
#define AST_OP(name, text) OP_##name,
#define AST_ASSIGN_OP(name, text, base) OP_##name,
#include "ast.def"
  AST_OP_COUNT
} AstOp;

typedef enum AstSourceType { SOURCE_SCRIPT, SOURCE_MODULE } AstSourceType;
typedef enum AstVarKind { VAR_VAR, VAR_LET, VAR_CONST, VAR_USING, VAR_AWAIT_USING } AstVarKind;
typedef enum AstMethodKind { METHOD_METHOD, METHOD_CONSTRUCTOR, METHOD_GET, METHOD_SET } AstMethodKind;
typedef enum AstPropertyKind { PROPERTY_INIT, PROPERTY_GET, PROPERTY_SET } AstPropertyKind;
typedef enum AstLiteralType { LIT_NULL, LIT_BOOLEAN, LIT_NUMBER, LIT_STRING, LIT_BIGINT, LIT_REGEXP } AstLiteralType;

typedef struct Node Node;
typedef struct AstList {
  Node **items;
  uint32_t count;
} AstList;

/* What the parser found out about a function's (or the program's) own code; set by the early-error pass. Arrow
 * functions pass uses_this, uses_arguments, uses_new_target, uses_super_* on to the function around them, and
 * has_direct_eval sets all of them in an arrow. Parameters count as the function's code, and so do computed keys and
 * `extends` of a class inside it, but not field initialisers and static blocks (functions of their own). */
typedef struct AstFunctionInfo {
  bool is_strict;
  bool has_simple_params; /* identifiers only: no default, rest or pattern (ES 15.1.3) */
  bool uses_this;
  bool uses_arguments; /* the identifier `arguments` occurs free */
  bool uses_super_property;
  bool uses_super_call;
  bool uses_new_target;
  bool has_direct_eval; /* a call eval(…) in the function itself (arrows in it included) */
  bool has_inner_eval;  /* … in this function or in any function inside: every name is visible to it */
  bool has_with;        /* a `with` statement in this function or in one inside */
  bool has_await;       /* `await` in the function's own code; on Program: top-level await */
  bool is_method;       /* method, getter, setter or constructor: has a home object, is not a constructor itself */
  Atom *inferred;       /* compiler/build/infer.c: what a trace calls a function without a name */
  Atom *owner;          /* of a method, from infer.c: its class, or "Object" */
  uint32_t text_start;  /* of a method: where its source text begins, before the key (ES 20.2.3.5); else 0 */
} AstFunctionInfo;

enum {
  NODE_PARENTHESIZED = 1,  /* the source had parentheses right around this expression */
  NODE_TRAILING_COMMA = 2, /* array and object literals: a comma before the bracket */
  NODE_ARGUMENTS = 4       /* `new`: with an argument list, if only an empty one */
};

struct Node {
  uint16_t kind;       /* AstKind */
  uint16_t flags;      /* NODE_* */
  uint32_t start, end; /* byte offsets into Source.text */
  uint32_t index;      /* the later passes' own number; 0 from the parser */
  void *info;          /* compiler/scope's: the binding of an Identifier, the scope of a block or function, … */
  union {
#define N(c, key) Node *c;
#define L(c, key) AstList c;
#define B(c, key) bool c;
#define O(c, key) AstOp c;
#define A(c, key) Atom *c;
#define E(c, key, type) type c;
#define X(type, c) type c;
#define AST_NODE(kind, fields) \
  struct {                     \
    fields                     \
  } kind;
#include "ast.def"
#define N(c, key) Node *c;
#define L(c, key) AstList c;
#define B(c, key) bool c;
#define X(type, c) type c;
    struct {
      AST_FUNCTION_FIELDS
    } Function; /* FunctionDeclaration, FunctionExpression, ArrowFunctionExpression */
    struct {
      AST_CLASS_FIELDS
    } Class; /* ClassDeclaration, ClassExpression */
#undef N
#undef L
#undef B
#undef X
  } as;
};

extern const char *const ast_kind_names[AST_KIND_COUNT];
extern const char *const ast_op_texts[AST_OP_COUNT];

/* The operator that a compound assignment applies: OP_ADD for OP_ASSIGN_ADD; OP_NONE for OP_ASSIGN. */
AstOp ast_op_of_assignment(AstOp op);

static inline bool ast_is_function(const Node *n) {
  return n->kind == AST_FunctionDeclaration || n->kind == AST_FunctionExpression ||
         n->kind == AST_ArrowFunctionExpression;
}
static inline bool ast_is_class(const Node *n) {
  return n->kind == AST_ClassDeclaration || n->kind == AST_ClassExpression;
}
static inline Span ast_span(const Node *n) { return (Span){n->start, n->end}; }
/* The literal type of a node, -1 for anything but a Literal. */
/* An identifier of this name. n may be NULL. */
static inline bool ast_is_name(const Node *n, const char *name) {
  return n && n->kind == AST_Identifier && atom_is(n->as.Identifier.name, name);
}
static inline int ast_literal_type(const Node *n) { return n->kind == AST_Literal ? (int)n->as.Literal.type : -1; }

/* A new zeroed node; children are filled in by the caller. For passes that build trees too. */
Node *ast_new(Arena *arena, AstKind kind, uint32_t start, uint32_t end);

/* Calls `visit` for every child of `n` that is not NULL, in acorn's key order. */
void ast_children(Node *n, void (*visit)(void *ctx, Node *child), void *ctx);

#endif
