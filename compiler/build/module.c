/*
 * module.c: ES modules (ES 16.2): which export of which module an import means, live bindings, and what stands in for
 * the exports of modules that are no ES modules: variables of the importing module, read when its body begins.
 */
#include "cjs-names.h"
#include "internal.h"

typedef struct Export {
  Atom *name;
  Binding *binding;  /* local; or NULL: */
  int32_t module;    /* re-exported from here */
  Atom *import_name; /* NULL: the namespace */
  Node *node;
} Export;

typedef struct Import {
  Binding *binding;
  Node *node;
  int32_t module;
  Atom *name;       /* NULL: the namespace */
  bool may_be_none; /* its text says that it is there: what is not is undefined */
} Import;

typedef struct Linkage {
  ARRAY(Export) exports;
  ARRAY(Import) imports;
  ARRAY(Import) foreign; /* variables read from modules without live bindings */
  ARRAY(Export) taken;   /* exports that are such variables */
  ARRAY(uint32_t) stars;
  ARRAY(uint32_t) deps;
} Linkage;

typedef enum ResolveKind {
  RESOLVED_NONE,
  RESOLVED_AMBIGUOUS,
  RESOLVED_BINDING,
  RESOLVED_NAMESPACE,
  RESOLVED_OUTSIDE,
  RESOLVED_FOREIGN
} ResolveKind;
typedef struct Resolved {
  ResolveKind kind;
  Binding *binding;
  int32_t module;
  Atom *name;
  const ModuleExport *outside;
} Resolved;

typedef struct Visit {
  int32_t module;
  Atom *name;
  const struct Visit *outer;
} Visit;

static bool is_esm(Builder *b, int32_t module) { return b->modules[module].in->ir->kind == MODULE_ESM; }

static const Import *import_of(const Linkage *l, const Binding *b) {
  for (uint32_t i = 0; i < l->imports.count; i++)
    if (l->imports.items[i].binding == b) return &l->imports.items[i];
  return NULL;
}

/* ---- names of a CommonJS module, as far as its text tells ---- */

typedef struct Names {
  Builder *b;
  ARRAY(Atom *) items;
} Names;

static void add_name(Names *n, Atom *name) {
  if (!name) return;
  for (uint32_t i = 0; i < n->items.count; i++)
    if (n->items.items[i] == name) return;
  ARRAY_PUSH(n->b->arena, &n->items, name);
}

static void split_names(Names *n, const char *text) {
  while (*text) {
    size_t length = strcspn(text, " ");
    add_name(n, intern_utf8(n->b->program->atoms, text, length));
    text += length + (text[length] == ' ');
  }
}

static bool has_name(const Names *n, const Atom *name) {
  for (uint32_t i = 0; i < n->items.count; i++)
    if (n->items.items[i] == name) return true;
  return false;
}

static const Names *names_of(Builder *b, int32_t module);

static void find_names(Builder *b, ModuleBuild *m, Names *names, Node *tree) {
  CjsNames found = {0};
  cjs_names_find(&found, b->arena, m->in->source, tree);
  for (uint32_t i = 0; i < found.names.count; i++) add_name(names, found.names.items[i]);
  for (uint32_t i = 0; i < found.reexports.count; i++) {
    BuildTarget t = b->input->resolve(m->in, found.reexports.items[i], true);
    if (!t.known || t.module < 0 || is_esm(b, t.module)) continue;
    const Names *more = names_of(b, t.module);
    for (uint32_t k = 0; k < more->items.count; k++)
      if (more->items.items[k] != b->atoms.default_) add_name(names, more->items.items[k]);
  }
}

/* The names of a module that is no ES module, as far as they are known. */
static const Names *names_of(Builder *b, int32_t module) {
  ModuleBuild *m = &b->modules[module];
  if (m->names) return m->names;
  Names *names = m->names = ARENA_NEW(b->arena, Names);
  Node *tree = m->in->ast ? m->in->ast : m->in->names;
  names->b = b;
  if (m->in->exports) split_names(names, m->in->exports);
  else if (tree) find_names(b, m, names, tree);
  if (m->in->ir->kind == MODULE_COMMONJS) add_name(names, intern_cstr(b->program->atoms, "module.exports"));
  return names;
}

/* ---- collecting the declarations ---- */

static int32_t request(Builder *b, ModuleBuild *m, Node *source) {
  BuildTarget t = b->input->resolve(m->in, source->as.Literal.string, false);
  if (!t.known || t.module < 0) {
    diag_error(b->diags, m->in->source, ast_span(source), "%s", t.error ? t.error : "module not found");
    return -1;
  }
  Linkage *l = m->linkage;
  for (uint32_t i = 0; i < l->deps.count; i++)
    if (l->deps.items[i] == (uint32_t)t.module) return t.module;
  ARRAY_PUSH(b->arena, &l->deps, (uint32_t)t.module);
  return t.module;
}

static Atom *module_name(Node *n) { return n->kind == AST_Identifier ? n->as.Identifier.name : n->as.Literal.string; }

static void add_export(Builder *b, Linkage *l, Export e) { ARRAY_PUSH(b->arena, &l->exports, e); }

/* A variable of this module that receives an export of a module without live bindings. */
static Binding *foreign_binding(Builder *b, ModuleBuild *m, int32_t module, Atom *name, Node *node, bool may_be_none) {
  ModuleScope *s = m->scope;
  Binding *x = ARENA_NEW(b->arena, Binding);
  *x = (Binding){.name = name,
                 .scope = s->fn->body,
                 .fn = s->fn,
                 .kind = BIND_IMPORT,
                 .is_exported = true,
                 .slot = -1,
                 .ns_module = -1};
  x->var = s->fn->nvars++;
  ARRAY_PUSH(b->arena, &s->all, x);
  Import i = {x, node, module, name, may_be_none};
  ARRAY_PUSH(b->arena, &m->linkage->foreign, i);
  return x;
}

typedef struct DeclaredNames {
  Builder *b;
  Linkage *l;
} DeclaredNames;
static void export_declared(void *ctx, Node *id) {
  DeclaredNames *d = ctx;
  add_export(d->b, d->l, (Export){.name = id->as.Identifier.name, .binding = id->info});
}

static void pattern_names(Node *p, DeclaredNames *d) {
  if (!p) return;
  switch (p->kind) {
    case AST_Identifier: export_declared(d, p); break;
    case AST_AssignmentPattern: pattern_names(p->as.AssignmentPattern.left, d); break;
    case AST_RestElement: pattern_names(p->as.RestElement.argument, d); break;
    case AST_ArrayPattern:
      for (uint32_t i = 0; i < p->as.ArrayPattern.elements.count; i++)
        pattern_names(p->as.ArrayPattern.elements.items[i], d);
      break;
    case AST_ObjectPattern:
      for (uint32_t i = 0; i < p->as.ObjectPattern.properties.count; i++) {
        Node *q = p->as.ObjectPattern.properties.items[i];
        pattern_names(q->kind == AST_Property ? q->as.Property.value : q, d);
      }
      break;
    default: break;
  }
}

static void collect_import(Builder *b, ModuleBuild *m, Node *n) {
  int32_t module = request(b, m, n->as.ImportDeclaration.source);
  if (module < 0) return;
  for (uint32_t i = 0; i < n->as.ImportDeclaration.specifiers.count; i++) {
    Node *s = n->as.ImportDeclaration.specifiers.items[i];
    Import import = {.node = s, .module = module};
    if (s->kind == AST_ImportNamespaceSpecifier) {
      import.binding = s->as.ImportNamespaceSpecifier.local->info;
    } else if (s->kind == AST_ImportDefaultSpecifier) {
      import.binding = s->as.ImportDefaultSpecifier.local->info;
      import.name = b->atoms.default_;
    } else {
      import.binding = s->as.ImportSpecifier.local->info;
      import.name = module_name(s->as.ImportSpecifier.imported);
    }
    ARRAY_PUSH(b->arena, &m->linkage->imports, import);
  }
}

static void collect_named(Builder *b, ModuleBuild *m, Node *n) {
  Linkage *l = m->linkage;
  Node *d = n->as.ExportNamedDeclaration.declaration;
  int32_t module = n->as.ExportNamedDeclaration.source ? request(b, m, n->as.ExportNamedDeclaration.source) : -1;
  if (n->as.ExportNamedDeclaration.source && module < 0) return;
  DeclaredNames names = {b, l};
  if (d && d->kind == AST_VariableDeclaration)
    for (uint32_t i = 0; i < d->as.VariableDeclaration.declarations.count; i++)
      pattern_names(d->as.VariableDeclaration.declarations.items[i]->as.VariableDeclarator.id, &names);
  else if (d) export_declared(&names, d->kind == AST_ClassDeclaration ? d->as.Class.id : d->as.Function.id);
  for (uint32_t i = 0; i < n->as.ExportNamedDeclaration.specifiers.count; i++) {
    Node *s = n->as.ExportNamedDeclaration.specifiers.items[i];
    Atom *exported = module_name(s->as.ExportSpecifier.exported), *local = module_name(s->as.ExportSpecifier.local);
    if (module < 0) add_export(b, l, (Export){.name = exported, .binding = scope_top_level(m->scope, local)});
    else add_export(b, l, (Export){.name = exported, .module = module, .import_name = local, .node = s});
  }
}

static void collect_all(Builder *b, ModuleBuild *m, Node *n) {
  int32_t module = request(b, m, n->as.ExportAllDeclaration.source);
  if (module < 0) return;
  if (n->as.ExportAllDeclaration.exported) {
    add_export(b, m->linkage, (Export){.name = module_name(n->as.ExportAllDeclaration.exported), .module = module});
  } else {
    ARRAY_PUSH(b->arena, &m->linkage->stars, (uint32_t)module);
  }
}

static void collect(Builder *b, ModuleBuild *m) {
  m->linkage = ARENA_NEW(b->arena, Linkage);
  AstList *list = &m->in->ast->as.Program.body;
  for (uint32_t i = 0; i < list->count; i++) {
    Node *n = list->items[i];
    switch (n->kind) {
      case AST_ImportDeclaration: collect_import(b, m, n); break;
      case AST_ExportNamedDeclaration: collect_named(b, m, n); break;
      case AST_ExportAllDeclaration: collect_all(b, m, n); break;
      case AST_ExportDefaultDeclaration:
        add_export(b, m->linkage, (Export){.name = b->atoms.default_, .binding = n->info});
        break;
      default: break;
    }
  }
}

/* ---- resolution (ES 16.2.1.7.2.2 ResolveExport) ---- */

/* An ES module that was there before this code: its exports are resolved. */
static bool is_outside(Builder *b, int32_t module) {
  return is_esm(b, module) && b->modules[module].in->ir->is_external;
}

static Resolved resolve_outside(Builder *b, int32_t module, Atom *name) {
  const IrModule *ir = b->modules[module].in->ir;
  for (uint32_t i = 0; i < ir->nexports; i++)
    if (ir->exports[i].name == name)
      return (Resolved){.kind = RESOLVED_OUTSIDE, .module = module, .name = name, .outside = ir->exports[i].outside};
  return (Resolved){.kind = RESOLVED_NONE};
}

static bool is_same(const Resolved *a, const Resolved *c) {
  if (a->kind != c->kind || a->binding != c->binding) return false;
  if (a->kind == RESOLVED_NAMESPACE) return a->module == c->module;
  if (a->kind == RESOLVED_FOREIGN) return a->module == c->module && a->name == c->name;
  if (a->kind != RESOLVED_OUTSIDE) return true;
  const ModuleExport *x = a->outside, *y = c->outside;
  return x->slot == y->slot && x->is_address == y->is_address && (x->slot != -1 || x->ns_module == y->ns_module);
}

static const Export *export_named(const Linkage *l, const Atom *name) {
  for (uint32_t i = 0; i < l->exports.count; i++)
    if (l->exports.items[i].name == name) return &l->exports.items[i];
  return NULL;
}

/* All names of JSON and of Node's own modules are known. */
static bool has_no_export(Builder *b, int32_t module, const Atom *name) {
  const BuildModule *in = module >= 0 ? b->modules[module].in : NULL;
  if (!in || name == b->atoms.default_) return false;
  if (in->ir->kind == MODULE_JSON) return true;
  return in->exports && !atom_is(name, "module.exports") && !has_name(names_of(b, module), name);
}

static Resolved resolve_export(Builder *b, int32_t module, Atom *name, const Visit *outer) {
  for (const Visit *v = outer; v; v = v->outer)
    if (v->module == module && v->name == name) return (Resolved){.kind = RESOLVED_NONE};
  Visit here = {module, name, outer};
  if (has_no_export(b, module, name)) return (Resolved){.kind = RESOLVED_NONE};
  if (!is_esm(b, module)) return (Resolved){.kind = RESOLVED_FOREIGN, .module = module, .name = name};
  if (is_outside(b, module)) return resolve_outside(b, module, name);
  Linkage *l = b->modules[module].linkage;
  if (!l) return (Resolved){.kind = RESOLVED_NONE};
  const Export *e = export_named(l, name);
  if (e && e->binding) {
    const Import *import = e->binding->kind == BIND_IMPORT ? import_of(l, e->binding) : NULL;
    if (!import || (import->name && !is_esm(b, import->module)))
      return (Resolved){.kind = RESOLVED_BINDING, .binding = e->binding};
    if (!import->name) return (Resolved){.kind = RESOLVED_NAMESPACE, .module = import->module};
    return resolve_export(b, import->module, import->name, &here);
  }
  if (e && !e->import_name) return (Resolved){.kind = RESOLVED_NAMESPACE, .module = e->module};
  if (e) return resolve_export(b, e->module, e->import_name, &here);
  Resolved found = {.kind = RESOLVED_NONE};
  if (name == b->atoms.default_) return found;
  for (uint32_t i = 0; i < l->stars.count; i++) {
    int32_t star = (int32_t)l->stars.items[i];
    if (!is_esm(b, star) && !has_name(names_of(b, star), name)) continue;
    Resolved r = resolve_export(b, star, name, &here);
    if (r.kind == RESOLVED_AMBIGUOUS) return r;
    if (r.kind == RESOLVED_NONE) continue;
    if (found.kind == RESOLVED_NONE) found = r;
    else if (!is_same(&found, &r)) return (Resolved){.kind = RESOLVED_AMBIGUOUS};
  }
  return found;
}

/* How the import or export declaration around the node, or else the module's first one of that other module, names it. */
static const char *specifier_of(Builder *b, ModuleBuild *m, const Node *node, int32_t module) {
  const AstList *list = &m->in->ast->as.Program.body;
  const Atom *found = NULL;
  for (uint32_t i = 0; i < list->count; i++) {
    const Node *n = list->items[i], *source;
    switch (n->kind) {
      case AST_ImportDeclaration: source = n->as.ImportDeclaration.source; break;
      case AST_ExportNamedDeclaration: source = n->as.ExportNamedDeclaration.source; break;
      case AST_ExportAllDeclaration: source = n->as.ExportAllDeclaration.source; break;
      default: continue;
    }
    if (!source || b->input->resolve(m->in, source->as.Literal.string, false).module != module) continue;
    bool is_around = n->start <= node->start && node->start < n->end;
    if (!found || is_around) found = source->as.Literal.string;
    if (is_around) break;
  }
  return found ? atom_utf8(found, b->arena) : b->modules[module].in->ir->path;
}

static void report_missing(Builder *b, ModuleBuild *m, Node *node, int32_t module, Atom *name, bool ambiguous) {
  const char *path = specifier_of(b, m, node, module);
  char *text = atom_utf8(name, b->arena);
  const char *what = ambiguous ? "contains conflicting star exports for name" : "does not provide an export named";
  const char *error = arena_format(b->arena, "The requested module '%s' %s '%s'", path, what, text);
  if (!m->in->is_optional) {
    diag_error(b->diags, m->in->source, ast_span(node), "%s", error);
  } else if (!m->in->ir->error) {
    diag_warning(b->diags, m->in->source, ast_span(node), "%s: this throws when it is reached", error);
    m->in->ir->error = error;
  }
}

static void link_imports(Builder *b, ModuleBuild *m) {
  Linkage *l = m->linkage;
  for (uint32_t i = 0; i < l->imports.count; i++) {
    Import *import = &l->imports.items[i];
    if (!import->name) {
      import->binding->ns_module = import->module;
      continue;
    }
    Resolved r = resolve_export(b, import->module, import->name, NULL);
    switch (r.kind) {
      case RESOLVED_BINDING:
        import->binding->target = r.binding;
        r.binding->is_exported = true;
        break;
      case RESOLVED_OUTSIDE: import->binding->ns_name = r.name; /* falls through */
      case RESOLVED_NAMESPACE: import->binding->ns_module = r.module; break;
      case RESOLVED_FOREIGN:
        import->binding->is_exported = true;
        Import from = {import->binding, import->node, r.module, r.name, has_name(names_of(b, r.module), r.name)};
        ARRAY_PUSH(b->arena, &l->foreign, from);
        break;
      default: report_missing(b, m, import->node, import->module, import->name, r.kind == RESOLVED_AMBIGUOUS);
    }
  }
  for (uint32_t i = 0; i < l->exports.count; i++) {
    Export *e = &l->exports.items[i];
    if (e->binding) {
      if (e->binding->kind != BIND_IMPORT || !import_of(l, e->binding)) e->binding->is_exported = true;
    } else if (e->import_name) {
      Resolved r = resolve_export(b, e->module, e->import_name, NULL);
      if (r.kind == RESOLVED_NONE || r.kind == RESOLVED_AMBIGUOUS)
        report_missing(b, m, e->node, e->module, e->import_name, r.kind == RESOLVED_AMBIGUOUS);
    }
  }
}

/* A module that cannot be loaded takes those with it that import it: they throw what it throws. */
static void drop_broken(Builder *b) {
  for (bool more = true; more;) {
    more = false;
    for (uint32_t i = 0; i < b->input->nmodules; i++) {
      ModuleBuild *m = &b->modules[i];
      for (uint32_t d = 0; m->linkage && !m->in->ir->error && d < m->linkage->deps.count; d++) {
        const IrModule *dep = b->modules[m->linkage->deps.items[d]].in->ir;
        if (dep->kind == MODULE_ESM) m->in->ir->error = dep->error, m->in->ir->error_code = dep->error_code;
      }
      if (!m->linkage || !m->in->ir->error) continue;
      m->linkage = NULL;
      m->scope = NULL;
      more = true;
    }
  }
}

static void star_names(Builder *b, int32_t module, Names *names, const Visit *outer);

/* Exports that are those of a module without live bindings: variables of this one. */
static void take_foreign(Builder *b, ModuleBuild *m) {
  int32_t module = (int32_t)m->in->ir->index;
  Linkage *l = m->linkage;
  Names names = {.b = b};
  star_names(b, module, &names, NULL);
  for (uint32_t i = 0; i < names.items.count; i++) {
    Atom *name = names.items.items[i];
    Resolved r = resolve_export(b, module, name, NULL);
    if (r.kind != RESOLVED_FOREIGN) continue;
    const Export *e = export_named(l, name);
    Node *node = e && e->node ? e->node : m->in->ast;
    Export taken = {.name = name, .binding = foreign_binding(b, m, r.module, r.name, node, !e)};
    ARRAY_PUSH(b->arena, &l->taken, taken);
  }
}

bool modules_link(Builder *b) {
  uint32_t errors = b->diags->errors;
  for (uint32_t i = 0; i < b->input->nmodules; i++)
    if (b->modules[i].scope && is_esm(b, (int32_t)i)) collect(b, &b->modules[i]);
  drop_broken(b);
  for (uint32_t i = 0; i < b->input->nmodules; i++)
    if (b->modules[i].linkage) link_imports(b, &b->modules[i]);
  drop_broken(b);
  for (uint32_t i = 0; i < b->input->nmodules; i++)
    if (b->modules[i].linkage) take_foreign(b, &b->modules[i]);
  return b->diags->errors == errors;
}

/* ---- the module's table of exports ---- */

static void star_names(Builder *b, int32_t module, Names *names, const Visit *outer) {
  for (const Visit *v = outer; v; v = v->outer)
    if (v->module == module) return;
  Visit here = {module, NULL, outer};
  const IrModule *ir = b->modules[module].in->ir;
  for (uint32_t i = 0; is_outside(b, module) && i < ir->nexports; i++)
    if (ir->exports[i].name != b->atoms.default_) add_name(names, ir->exports[i].name);
  const Names *foreign = is_esm(b, module) ? NULL : names_of(b, module);
  for (uint32_t i = 0; foreign && i < foreign->items.count; i++)
    if (foreign->items.items[i] != b->atoms.default_) add_name(names, foreign->items.items[i]);
  Linkage *l = b->modules[module].linkage;
  if (!l) return;
  for (uint32_t i = 0; i < l->exports.count; i++)
    if (!outer || l->exports.items[i].name != b->atoms.default_) add_name(names, l->exports.items[i].name);
  for (uint32_t i = 0; i < l->stars.count; i++) star_names(b, (int32_t)l->stars.items[i], names, &here);
}

/* Code unit order. */
static bool comes_before(const Atom *a, const Atom *c) {
  for (uint32_t i = 0; i < a->len && i < c->len; i++)
    if (atom_unit(a, i) != atom_unit(c, i)) return atom_unit(a, i) < atom_unit(c, i);
  return a->len < c->len;
}

static int64_t slot_taken(const Linkage *l, const Atom *name) {
  uint32_t i = 0;
  while (l->taken.items[i].name != name) i++;
  return l->taken.items[i].binding->slot;
}

static void put_export(IrModule *ir, IrExport e) {
  uint32_t at = ir->nexports++;
  for (; at > 0 && comes_before(e.name, ir->exports[at - 1].name); at--) ir->exports[at] = ir->exports[at - 1];
  ir->exports[at] = e;
}

/* The names that the namespace of a CommonJS module has. */
static void publish_names(Builder *b, IrModule *ir) {
  const Names *names = names_of(b, (int32_t)ir->index);
  ir->exports = ARENA_ARRAY(b->arena, IrExport, names->items.count + 1);
  for (uint32_t i = 0; i < names->items.count; i++) put_export(ir, (IrExport){.name = names->items.items[i]});
}

void module_publish(Builder *b, ModuleBuild *m) {
  Linkage *l = m->linkage;
  IrModule *ir = m->in->ir;
  if (ir->kind == MODULE_COMMONJS && ir->is_imported && m->in->ast) publish_names(b, ir);
  if (!l) return;
  ir->deps = l->deps.items;
  ir->ndeps = l->deps.count;
  Names names = {.b = b};
  star_names(b, (int32_t)ir->index, &names, NULL);
  ir->exports = ARENA_ARRAY(b->arena, IrExport, names.items.count + 1);
  for (uint32_t i = 0; i < names.items.count; i++) {
    Resolved r = resolve_export(b, (int32_t)ir->index, names.items.items[i], NULL);
    IrExport e = {.name = names.items.items[i], .slot = -1};
    if (r.kind == RESOLVED_BINDING) e.slot = r.binding->slot;
    else if (r.kind == RESOLVED_NAMESPACE) e.ns_module = (uint32_t)r.module;
    else if (r.kind == RESOLVED_OUTSIDE) e.outside = r.outside;
    else if (r.kind == RESOLVED_FOREIGN) e.slot = slot_taken(l, e.name);
    else continue;
    put_export(ir, e);
  }
}

/* ---- reading from modules without live bindings ---- */

/* What is thrown for an export that a CommonJS module does not have: Node's text, with advice in terms of the names between
 * braces on the import's line. */
static const char *not_named_text(Fb *fb, const Import *import) {
  Arena *a = &fb->scratch;
  const Source *source = fb->m->in->source;
  const char *path = specifier_of(fb->b, fb->m, import->node, import->module), *advice = "";
  uint32_t len;
  const char *line = source_line(source, source_position(source, import->node->start).line, &len), *end = line + len;
  while (line < end && *line != '{') line++;
  while (end > line && end[-1] != '}') end--;
  if (line < end) { /* " as " becomes ": " */
    char *text = arena_alloc(a, (size_t)(end - line) + 1);
    size_t n = 0;
    for (const char *p = line; p < end;) {
      const char *q = p;
      while (*q == ' ') q++;
      if (q > p && end - q > 3 && !memcmp(q, "as ", 3)) {
        for (p = q + 3; p < end && *p == ' ';) p++;
        text[n++] = ':';
        text[n++] = ' ';
      } else {
        text[n++] = *p++;
      }
    }
    text[n] = '\0';
    advice = arena_format(a, "const %s = pkg;\n", text);
  }
  return arena_format(a,
                      "Named export '%s' not found. The requested module '%s' is a CommonJS module, which may not "
                      "support all module.exports as named exports.\nCommonJS modules can always be imported via the "
                      "default export, for example using:\n\nimport pkg from '%s';\n%s",
                      atom_utf8(import->name, a), path, path, advice);
}

static void read_foreign(Fb *fb, Import *import) {
  uint32_t pos = import->node->start;
  IrInst *exports = fb_opx(fb, IR_require, pos, 0, NULL, NULL, import->module, 0);
  if (import->name == fb->b->atoms.default_ || atom_is(import->name, "module.exports")) {
    binding_init(fb, import->binding, exports);
    return;
  }
  const BuildModule *in = fb->b->modules[import->module].in;
  bool is_known = in->exports && has_name(names_of(fb->b, import->module), import->name);
  if (import->may_be_none || is_known) {
    binding_init(fb, import->binding, get_property(fb, exports, import->name, pos, false));
    return;
  }
  IrBlock *object = fb_block(fb), *found = fb_block(fb), *missing = fb_block(fb);
  missing->cold = true;
  fb_branch(fb, fb_op1(fb, IR_is_object, pos, exports), object, missing);
  fb_start_sealed(fb, object);
  fb_branch(fb, fb_op2(fb, IR_has_in, pos, fb_string(fb, import->name), exports), found, missing);
  fb_start_sealed(fb, missing);
  fb_throw_error(fb, 2, not_named_text(fb, import), pos);
  fb_start_sealed(fb, found);
  IrInst *v = get_property(fb, exports, import->name, pos, false);
  binding_init(fb, import->binding, v);
}

void module_prologue(Fb *fb) {
  Linkage *l = fb->m->linkage;
  for (uint32_t i = 0; i < l->foreign.count; i++) read_foreign(fb, &l->foreign.items[i]);
}
