/*
 * ast.c: tables over ast.def, and generic access to children.
 */
#include "ast.h"

#include "../support/host.h"

const char *const ast_kind_names[AST_KIND_COUNT] = {
#define AST_NODE(kind, fields) #kind,
#include "ast.def"
};

const char *const ast_op_texts[AST_OP_COUNT] = {
#define AST_OP(name, text) text,
#define AST_ASSIGN_OP(name, text, base) text,
#include "ast.def"
};

/* The first byte behind the fields of a kind: what ast_new allocates. */
static const uint16_t sizes[AST_KIND_COUNT] = {
#define AST_NODE(kind, fields) offsetof(Node, as) + sizeof(((Node *)0)->as.kind),
#include "ast.def"
};

AstOp ast_op_of_assignment(AstOp op) {
  static const uint8_t bases[AST_OP_COUNT] = {
#define AST_ASSIGN_OP(name, text, base) [OP_##name] = OP_##base,
#include "ast.def"
  };
  return (AstOp)bases[op];
}

Node *ast_new(Arena *arena, AstKind kind, uint32_t start, uint32_t end) {
  Node *n = arena_alloc(arena, sizes[kind]);
  n->kind = kind;
  n->start = start;
  n->end = end;
  return n;
}

static void visit_list(AstList list, void (*visit)(void *ctx, Node *child), void *ctx) {
  for (uint32_t i = 0; i < list.count; i++)
    if (list.items[i]) visit(ctx, list.items[i]);
}

void ast_children(Node *n, void (*visit)(void *ctx, Node *child), void *ctx) {
  switch ((AstKind)n->kind) {
#define N(c, key) \
  if (f->c) visit(ctx, f->c);
#define L(c, key) visit_list(f->c, visit, ctx);
#define B(c, key)
#define O(c, key)
#define A(c, key)
#define E(c, key, type)
#define X(type, c)
#define AST_NODE(kind_, fields)                \
  case AST_##kind_: {                          \
    __typeof__(n->as.kind_) *f = &n->as.kind_; \
    (void)f;                                   \
    fields break;                              \
  }
#include "ast.def"
    case AST_KIND_COUNT: UNREACHABLE();
  }
}
