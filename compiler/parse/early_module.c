/*
 * early_module.c: early errors of import and export declarations (ES 16.2.1.1, 16.2.2.1, 16.2.3.1).
 */
#include "early_check.h"

/* A string as an imported or exported name may not hold a lone surrogate. */
static void check_module_name(Check *k, const Node *n) {
  if (n->kind == AST_Identifier) return;
  if (ast_literal_type(n) != LIT_STRING) {
    check_error(k, ast_span(n), "an imported or exported name must be an identifier or a string");
    return;
  }
  check_literal(k, n);
  const Atom *a = n->as.Literal.string;
  for (uint32_t i = 0; i < a->len; i++) {
    uint16_t unit = atom_unit(a, i);
    if (unit < 0xD800 || unit > 0xDFFF) continue;
    bool is_pair = unit < 0xDC00 && i + 1 < a->len && (atom_unit(a, i + 1) & 0xFC00) == 0xDC00;
    if (!is_pair) {
      check_error(k, ast_span(n), "an imported or exported name may not contain a lone surrogate");
      return;
    }
    i++;
  }
}

static const Atom *module_name(const Node *n) {
  return n->kind == AST_Identifier           ? n->as.Identifier.name
         : ast_literal_type(n) == LIT_STRING ? n->as.Literal.string
                                             : NULL;
}

static void check_attributes(Check *k, AstList list) {
  for (uint32_t i = 0; i < list.count; i++) {
    const Atom *name = module_name(list.items[i]->as.ImportAttribute.key);
    for (uint32_t j = 0; j < i; j++)
      if (module_name(list.items[j]->as.ImportAttribute.key) == name)
        check_error(k, ast_span(list.items[i]), "duplicate import attribute '%s'", atom_utf8(name, &k->arena));
  }
}

static bool check_place(Check *k, const Node *n) {
  if (k->options->goal != PARSE_MODULE) {
    check_error(k, (Span){n->start, n->start + 6}, "'import' and 'export' declarations are only allowed in ES modules");
    return false;
  }
  if (!k->fn->is_top || k->scope->outer || k->fn->labels) {
    check_error(k, (Span){n->start, n->start + 6},
                "'import' and 'export' are only allowed at the top level of a module");
    return false;
  }
  return true;
}

void check_import(Check *k, Node *n) {
  if (!check_place(k, n)) return;
  AstList list = n->as.ImportDeclaration.specifiers;
  for (uint32_t i = 0; i < list.count; i++) {
    Node *s = list.items[i], *local = NULL;
    if (s->kind == AST_ImportSpecifier) {
      check_module_name(k, s->as.ImportSpecifier.imported);
      local = s->as.ImportSpecifier.local;
    } else {
      local = s->kind == AST_ImportDefaultSpecifier ? s->as.ImportDefaultSpecifier.local
                                                    : s->as.ImportNamespaceSpecifier.local;
    }
    scope_declare_class(k, local);
  }
  check_literal(k, n->as.ImportDeclaration.source);
  check_attributes(k, n->as.ImportDeclaration.attributes);
}

static void add_export(Check *k, const Atom *name, Span place) {
  if (!name) return;
  if (ptrmap_has(&k->exported, name)) check_error(k, place, "duplicate export of '%s'", atom_utf8(name, &k->arena));
  ptrmap_put(&k->exported, name, k);
}

static void export_pattern(Check *k, const Node *n) {
  if (!n) return;
  switch (n->kind) {
    case AST_Identifier: add_export(k, n->as.Identifier.name, ast_span(n)); break;
    case AST_ObjectPattern:
      for (uint32_t i = 0; i < n->as.ObjectPattern.properties.count; i++)
        export_pattern(k, n->as.ObjectPattern.properties.items[i]);
      break;
    case AST_ArrayPattern:
      for (uint32_t i = 0; i < n->as.ArrayPattern.elements.count; i++)
        export_pattern(k, n->as.ArrayPattern.elements.items[i]);
      break;
    case AST_Property: export_pattern(k, n->as.Property.value); break;
    case AST_AssignmentPattern: export_pattern(k, n->as.AssignmentPattern.left); break;
    case AST_RestElement: export_pattern(k, n->as.RestElement.argument); break;
    default: break;
  }
}

static void export_declaration(Check *k, Node *d) {
  check_node(k, d);
  if (d->kind == AST_VariableDeclaration) {
    if (d->as.VariableDeclaration.kind >= VAR_USING)
      check_error(k, ast_span(d), "a 'using' declaration cannot be exported");
    for (uint32_t i = 0; i < d->as.VariableDeclaration.declarations.count; i++)
      export_pattern(k, d->as.VariableDeclaration.declarations.items[i]->as.VariableDeclarator.id);
  } else {
    export_pattern(k, d->kind == AST_FunctionDeclaration ? d->as.Function.id : d->as.Class.id);
  }
}

static void check_specifier(Check *k, Node *s, bool has_source) {
  Node *local = s->as.ExportSpecifier.local, *exported = s->as.ExportSpecifier.exported;
  check_module_name(k, exported);
  if (has_source) {
    check_module_name(k, local);
  } else {
    check_reference(k, local);
    if (local->kind == AST_Identifier) ARRAY_PUSH(&k->arena, &k->local_exports, local);
  }
  add_export(k, module_name(exported), ast_span(exported));
}

void check_export(Check *k, Node *n) {
  if (!check_place(k, n)) return;
  if (n->kind == AST_ExportDefaultDeclaration) {
    Span place = {n->start, n->start + 14};
    add_export(k, intern_cstr(k->options->atoms, "default"), place);
    check_node(k, n->as.ExportDefaultDeclaration.declaration);
  } else if (n->kind == AST_ExportAllDeclaration) {
    Node *name = n->as.ExportAllDeclaration.exported;
    if (name) {
      check_module_name(k, name);
      add_export(k, module_name(name), ast_span(name));
    }
    check_literal(k, n->as.ExportAllDeclaration.source);
    check_attributes(k, n->as.ExportAllDeclaration.attributes);
  } else if (n->as.ExportNamedDeclaration.declaration) {
    export_declaration(k, n->as.ExportNamedDeclaration.declaration);
  } else {
    AstList list = n->as.ExportNamedDeclaration.specifiers;
    for (uint32_t i = 0; i < list.count; i++)
      check_specifier(k, list.items[i], n->as.ExportNamedDeclaration.source != NULL);
    if (n->as.ExportNamedDeclaration.source) check_literal(k, n->as.ExportNamedDeclaration.source);
    check_attributes(k, n->as.ExportNamedDeclaration.attributes);
  }
}

void check_exports_declared(Check *k) {
  if (k->options->is_partial) return;
  for (uint32_t i = 0; i < k->local_exports.count; i++) {
    const Node *id = k->local_exports.items[i];
    if (!scope_has(k->scope, id->as.Identifier.name))
      check_error(k, ast_span(id), "export '%s' is not defined in module",
                  atom_utf8(id->as.Identifier.name, &k->arena));
  }
}
