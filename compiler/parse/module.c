/*
 * module.c: import and export declarations (ES 16.2). Attributes (`with {…}`) are not in the tree but in the shadow's
 * list; the anonymous declaration of an `export default` bears a name that the shadow gave it.
 */
#include "convert.h"
#include "lex.h"
#include "words.h"

/* The attributes behind the module specifier that ends at `end`. Extends *statement_end. */
static AstList attributes(Converter *c, uint32_t end, uint32_t *statement_end) {
  const Shadow *s = c->shadow;
  uint32_t low = 0, high = s->nattributes;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (s->attributes[middle].source_end < end) low = middle + 1;
    else high = middle;
  }
  if (low == s->nattributes || s->attributes[low].source_end != end) return (AstList){0};
  ShadowAttributes a = s->attributes[low];
  if (*statement_end < a.end) *statement_end = a.end;
  Lexer lx = {c->source, c->text, c->source->len, c->options->diags, false};
  uint32_t base = c->stack.count, at = a.start + 1;
  bool newline, plain;
  while (at = convert_skip_trivia(c, at, &newline), at < a.end && c->text[at] != '}') {
    uint32_t ends[2], starts[2];
    for (int i = 0; i < 2; i++) {
      starts[i] = at;
      char ch = c->text[at];
      uint32_t next = ch == '"' || ch == '\''                ? lex_string(&lx, at)
                      : i == 0 && lex_at_identifier(&lx, at) ? lex_identifier(&lx, at, &plain)
                                                             : at;
      if (next == at || next == LEX_FAILED || next >= a.end) {
        if (next != LEX_FAILED) convert_unexpected(c, (Span){at, at + 1});
        return convert_list(c, base);
      }
      ends[i] = next;
      at = convert_skip_trivia(c, next, &newline);
      if (i == 0) {
        if (c->text[at] != ':') {
          convert_unexpected(c, (Span){at, at + 1});
          return convert_list(c, base);
        }
        at = convert_skip_trivia(c, at + 1, &newline);
      }
    }
    Node *n = convert_new(c, AST_ImportAttribute, starts[0], ends[1]);
    n->as.ImportAttribute.key = convert_leaf(c, starts[0], ends[0]);
    n->as.ImportAttribute.value = convert_leaf(c, starts[1], ends[1]);
    VEC_PUSH(&c->stack, n);
    if (c->text[at] == ',') at++;
    else if (c->text[at] != '}') {
      convert_unexpected(c, (Span){at, at + 1});
      break;
    }
  }
  return convert_list(c, base);
}

static Node *name(Converter *c) {
  At at = cst_at(c);
  return convert_leaf(c, at.start, at.end);
}

static Node *copy_name(Converter *c, Node *n) { return convert_leaf(c, n->start, n->end); }

/* `a as b` of a clause. */
static void specifier(Converter *c, Node **first, Node **second) {
  cst_down(c);
  do {
    CstField f = cst_field(c);
    if (f == F_NAME) *first = name(c);
    else if (f == F_ALIAS) *second = name(c);
  } while (cst_next(c));
  cst_up(c);
  if (!*second) *second = copy_name(c, *first);
}

/* What stands between `import` and `from`: pushes the specifiers. */
static void import_clause(Converter *c) {
  cst_down(c);
  do {
    At at = cst_at(c);
    if (at.kind == CST_IDENTIFIER) {
      Node *n = convert_new(c, AST_ImportDefaultSpecifier, at.start, at.end);
      n->as.ImportDefaultSpecifier.local = name(c);
      VEC_PUSH(&c->stack, n);
    } else if (at.kind == CST_NAMESPACE_IMPORT) {
      Node *n = convert_new(c, AST_ImportNamespaceSpecifier, at.start, at.end);
      cst_down(c);
      do {
        if (cst_at(c).kind == CST_IDENTIFIER) n->as.ImportNamespaceSpecifier.local = name(c);
      } while (cst_next(c));
      cst_up(c);
      VEC_PUSH(&c->stack, n);
    } else if (at.kind == CST_NAMED_IMPORTS) {
      cst_down(c);
      do {
        At child = cst_at(c);
        if (child.kind != CST_IMPORT_SPECIFIER) continue;
        Node *n = convert_new(c, AST_ImportSpecifier, child.start, child.end);
        specifier(c, &n->as.ImportSpecifier.imported, &n->as.ImportSpecifier.local);
        VEC_PUSH(&c->stack, n);
      } while (cst_next(c));
      cst_up(c);
    }
  } while (cst_next(c));
  cst_up(c);
}

Node *convert_import(Converter *c) {
  At at = cst_at(c);
  Node *n = convert_new(c, AST_ImportDeclaration, at.start, at.end);
  uint32_t base = c->stack.count;
  cst_down(c);
  do {
    if (cst_at(c).kind == CST_IMPORT_CLAUSE) import_clause(c);
    else if (cst_field(c) == F_SOURCE) n->as.ImportDeclaration.source = name(c);
  } while (cst_next(c));
  cst_up(c);
  n->as.ImportDeclaration.specifiers = convert_list(c, base);
  if (n->as.ImportDeclaration.source)
    n->as.ImportDeclaration.attributes = attributes(c, n->as.ImportDeclaration.source->end, &n->end);
  return n;
}

/* The declaration or expression under the cursor, behind `export default`. `start`: where it begins in the source. */
static Node *default_value(Converter *c, uint32_t start) {
  At at = cst_at(c);
  bool is_function = at.kind == CST_FUNCTION_DECLARATION || at.kind == CST_GENERATOR_DECLARATION;
  bool is_class = at.kind == CST_CLASS_DECLARATION;
  if (!is_function && !is_class) return convert_expression(c);
  Node *n = convert_declaration(c);
  n->start = start;
  /* Anonymous in the source? Read on behind `async function *` or `class`. */
  bool newline;
  uint32_t next = start;
  const char *s = c->text;
  if (is_function && s[next] == 'a') next = convert_skip_trivia(c, next + 5, &newline);
  next = convert_skip_trivia(c, next + (is_class ? 5 : 8), &newline);
  if (is_function && s[next] == '*') next = convert_skip_trivia(c, next + 1, &newline);
  bool is_extends =
      !strncmp(s + next, "extends", 7) && !lex_is_id_continue((uint8_t)s[next + 7] < 0x80 ? (uint8_t)s[next + 7] : 'a');
  if (s[next] == '(' || s[next] == '{' || (is_class && is_extends)) {
    if (is_function) n->as.Function.id = NULL;
    else n->as.Class.id = NULL;
  }
  return n;
}

typedef struct Export {
  Node *declaration, *exported, *source;
  bool is_all, is_default, has_clause;
} Export;

static void export_parts(Converter *c, Export *e) {
  bool newline;
  uint32_t behind = convert_skip_trivia(c, cst_at(c).end, &newline), start = 0;
  if (word_find(c->text + behind, 7) == W_DEFAULT) {
    e->is_default = true;
    start = convert_skip_trivia(c, behind + 7, &newline);
  }
  while (cst_next(c)) {
    At at = cst_at(c);
    CstField f = cst_field(c);
    if (f == F_SOURCE) {
      e->source = name(c);
    } else if (f == F_VALUE || f == F_DECLARATION) {
      e->declaration = e->is_default ? default_value(c, start) : convert_declaration(c);
    } else if (at.kind == CST_T_STAR) {
      e->is_all = true;
    } else if (at.kind == CST_NAMESPACE_EXPORT) {
      e->is_all = true;
      cst_down(c);
      do {
        At child = cst_at(c);
        if (child.kind != CST_T_STAR && child.kind != CST_T_AS && child.kind != CST_OTHER) e->exported = name(c);
        else if (child.kind == CST_OTHER && child.end - child.start > 2) e->exported = name(c);
      } while (cst_next(c));
      cst_up(c);
    } else if (at.kind == CST_EXPORT_CLAUSE) {
      e->has_clause = true;
      cst_down(c);
      do {
        At child = cst_at(c);
        if (child.kind != CST_EXPORT_SPECIFIER) continue;
        Node *n = convert_new(c, AST_ExportSpecifier, child.start, child.end);
        specifier(c, &n->as.ExportSpecifier.local, &n->as.ExportSpecifier.exported);
        VEC_PUSH(&c->stack, n);
      } while (cst_next(c));
      cst_up(c);
    }
  }
}

Node *convert_export(Converter *c) {
  At at = cst_at(c);
  Export e = {0};
  uint32_t base = c->stack.count, end = at.end;
  cst_down(c);
  export_parts(c, &e);
  cst_up(c);
  AstList specifiers = convert_list(c, base), list = {0};
  if (e.source) list = attributes(c, e.source->end, &end);
  Node *n;
  if (e.is_default) {
    n = convert_new(c, AST_ExportDefaultDeclaration, at.start, end);
    n->as.ExportDefaultDeclaration.declaration = e.declaration;
  } else if (e.is_all) {
    n = convert_new(c, AST_ExportAllDeclaration, at.start, end);
    n->as.ExportAllDeclaration.exported = e.exported;
    n->as.ExportAllDeclaration.source = e.source;
    n->as.ExportAllDeclaration.attributes = list;
  } else {
    n = convert_new(c, AST_ExportNamedDeclaration, at.start, end);
    n->as.ExportNamedDeclaration.declaration = e.declaration;
    n->as.ExportNamedDeclaration.specifiers = specifiers;
    n->as.ExportNamedDeclaration.source = e.source;
    n->as.ExportNamedDeclaration.attributes = list;
  }
  return n;
}
