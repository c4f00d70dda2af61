/* interface.c: see interface.h. */
#include "interface.h"

#include <ctype.h>
#include <string.h>

#include "../../runtime/abi.h"
#include "../support/array.h"
#include "../support/prototype.h"

/* Functions of every object: runtime/embed/embed.h. */
static const struct {
  const char *name, *result, *params, *comment;
} functions[] = {
    {"interrupt", "void", "void",
     "From anywhere: a program with --poll calls jsc_host_yield soon; one that does not run, when it does."},
    {"open", "int", "int argc, char **argv, char **envp",
     "Makes the calling thread's isolate and runs the program's top level; the strings, which may be NULL, must last."},
    {"pump", "int", "int milliseconds",
     "One turn of the event loop, waiting at most so long (-1: until something happens): 1 if something is left to "
     "wait\n"
     " * for, 0 if not, -1 after an error."},
    {"run", "int", "void", "Turns until nothing is left to wait for, or something fails."},
    {"status", "int", "void", "What the last call came to."},
    {"error", "const char *", "void", "The text of the last error, \"\" if there was none."},
    {"close", "void", "void", "Ends the isolate. Strings that C got are gone; it may be opened again."},
};
enum { FUNCTION_COUNT = sizeof functions / sizeof *functions };

/* The first one is there in freestanding objects only. */
static int first_function(const Interface *in) { return in->has_hooks ? 0 : 1; }

typedef struct Collector {
  Graph *graph;
  GraphModule *entry;
  Interface *in;
  ARRAY(ImageExport) exports;
  ARRAY(const char *) declarations;
} Collector;

/* ---- names ---- */

static bool is_keyword(const char *name) {
  static const char *const words[] = {"auto",   "char",   "double",   "extern",   "float",    "goto",     "inline",
                                      "int",    "long",   "register", "restrict", "short",    "signed",   "sizeof",
                                      "static", "struct", "typedef",  "union",    "unsigned", "volatile", "main"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (!strcmp(words[i], name)) return true;
  return false;
}

static bool is_c_name(const char *name) {
  if (!*name || isdigit((unsigned char)*name)) return false;
  for (const char *p = name; *p; p++)
    if (!isalnum((unsigned char)*p) && *p != '_') return false;
  return !is_keyword(name);
}

static const char *prefix_of(const char *output, Arena *arena) {
  const char *slash = strrchr(output, '/');
  if (slash) output = slash + 1;
  char *name = arena_strndup(arena, output, strcspn(output, "."));
  for (char *p = name; *p; p++)
    if (!isalnum((unsigned char)*p)) *p = '_';
  return !*name || isdigit((unsigned char)*name) ? arena_format(arena, "_%s", name) : name;
}

/* ---- prototypes ---- */

/* The prototype behind "@c" in the comment right before a declaration, or NULL. */
static const char *written_prototype(const Collector *c, const Node *statement, size_t *length) {
  const char *text = c->entry->source->text, *end = text + statement->start;
  while (end > text && isspace((unsigned char)end[-1])) end--;
  if (end - text < 4 || end[-1] != '/' || end[-2] != '*') return NULL;
  const char *start = end -= 2;
  while (start - text >= 2 && (start[-1] != '*' || start[-2] != '/')) start--;
  for (const char *p = start; end - p > 3; p++) {
    if (memcmp(p, "@c", 2) != 0 || !isspace((unsigned char)p[2])) continue;
    p += 3;
    const char *stop = p;
    while (stop < end && *stop != ';' && *stop != '@') stop++;
    while (stop > p && (isspace((unsigned char)stop[-1]) || stop[-1] == '*')) stop--;
    *length = (size_t)(stop - p);
    return p;
  }
  return NULL;
}

/* int64_t for everything. NULL: some parameter is no plain name. */
static const char *default_prototype(const Collector *c, const char *name, const Node *fn) {
  Arena *a = c->graph->arena;
  const AstList *params = &fn->as.Function.params;
  char *text = arena_format(a, "int64_t %s(%s", name, params->count ? "" : "void");
  for (uint32_t i = 0; i < params->count; i++) {
    const Node *p = params->items[i];
    if (p->kind == AST_AssignmentPattern) p = p->as.AssignmentPattern.left;
    if (p->kind != AST_Identifier) return NULL;
    const char *param = atom_utf8(p->as.Identifier.name, a);
    text = arena_format(a, "%s%sint64_t%s%s", text, i ? ", " : "", is_c_name(param) ? " " : "",
                        is_c_name(param) ? param : "");
  }
  return arena_format(a, "%s)", text);
}

/* Lines of a comment without their stars. */
static const char *clean(Arena *arena, const char *text, size_t length) {
  char *out = arena_alloc(arena, length + 1), *to = out;
  for (size_t i = 0; i < length; i++) {
    bool is_break = text[i] == '\n';
    while (is_break && i + 1 < length && (isspace((unsigned char)text[i + 1]) || text[i + 1] == '*')) i++;
    if (!is_break) *to++ = text[i];
    else if (to > out && to[-1] != ' ') *to++ = ' ';
  }
  *to = 0;
  return out;
}

/* What the glue of a module knows: runtime/os/kmod/glue.c. */
static const char *kmod_prototype(const char *name, size_t *length) {
  static const char *const known[][2] = {{"read", "const char *read(void)"},
                                         {"write", "int64_t write(const char *text, size_t length)"},
                                         {"unload", "void unload(void)"}};
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (!strcmp(known[i][0], name)) {
      *length = strlen(known[i][1]);
      return known[i][1];
    }
  return NULL;
}

static void add_export(Collector *c, Atom *exported, const Node *fn, const Node *statement) {
  Arena *a = c->graph->arena;
  DiagCtx *diags = c->graph->diags;
  const Source *source = c->entry->source;
  const char *name = atom_utf8(exported, a), *error = NULL;
  Span place = {statement->start, statement->start + 6}; /* `export` */
  if (!is_c_name(name)) {
    diag_error(diags, source, place, "'%s' cannot be the name of a C function", name);
    return;
  }
  for (int i = first_function(c->in); i < FUNCTION_COUNT; i++)
    if (!strcmp(arena_format(a, "%s_%s", c->in->prefix, functions[i].name), name)) {
      diag_error(diags, source, place, "'%s' is the name of a function that every object has", name);
      return;
    }
  size_t length = 0;
  const char *text = c->graph->options->kmod ? kmod_prototype(name, &length) : NULL;
  if (!text) text = written_prototype(c, statement, &length);
  if (text) text = clean(a, text, length);
  else text = default_prototype(c, name, fn);
  if (!text) {
    diag_error(diags, source, place, "the parameters of '%s' need a prototype: /** @c int64_t %s(…) */", name, name);
    return;
  }
  const CPrototype *p = prototype_parse(a, text, strlen(text), &error);
  if (p && strcmp(p->name, name) != 0) error = "it has another name";
  const char *letters = p && !error ? prototype_letters(a, p, &error) : NULL;
  if (p && !error && p->result.kind == C_FUNCTION) error = "a result cannot be a pointer to a function";
  if (error) {
    diag_error(diags, source, place, "the C prototype of '%s': %s: %s", name, error, text);
    return;
  }
  ARRAY_PUSH(a, &c->exports, ((ImageExport){exported, letters, arena_format(a, "jsc.export.%s", name)}));
  ARRAY_PUSH(a, &c->declarations, text);
}

/* ---- the module's exports ---- */

static const Node *function_of(const Node *n) { return n && ast_is_function(n) ? n : NULL; }

/* The function that a top-level name of the module is declared as, or NULL. */
static const Node *declared_function(const Node *program, const Atom *name, const Node **statement) {
  const AstList *body = &program->as.Program.body;
  for (uint32_t i = 0; i < body->count; i++) {
    const Node *s = body->items[i];
    *statement = s;
    if (s->kind == AST_ExportNamedDeclaration && s->as.ExportNamedDeclaration.declaration)
      s = s->as.ExportNamedDeclaration.declaration;
    if (s->kind == AST_FunctionDeclaration && s->as.Function.id && s->as.Function.id->as.Identifier.name == name)
      return s;
    if (s->kind != AST_VariableDeclaration || s->as.VariableDeclaration.kind != VAR_CONST) continue;
    for (uint32_t k = 0; k < s->as.VariableDeclaration.declarations.count; k++) {
      const Node *d = s->as.VariableDeclaration.declarations.items[k];
      const Node *id = d->as.VariableDeclarator.id;
      if (id->kind == AST_Identifier && id->as.Identifier.name == name)
        return function_of(d->as.VariableDeclarator.init);
    }
  }
  return NULL;
}

static Atom *name_of(const Node *n) { return n->kind == AST_Identifier ? n->as.Identifier.name : n->as.Literal.string; }

static void add_declared(Collector *c, const Node *program, Atom *local, Atom *exported) {
  const Node *statement, *fn = declared_function(program, local, &statement);
  if (fn && !fn->as.Function.is_generator) add_export(c, exported, fn, statement);
}

bool interface_collect(Interface *in, Graph *g) {
  *in = (Interface){.prefix = prefix_of(g->options->output, g->arena), .has_hooks = g->options->port != PORT_LINUX};
  Collector c = {.graph = g, .entry = g->modules[g->program->entry_module], .in = in};
  const Node *program = c.entry->ast;
  uint32_t errors = g->diags->errors;
  bool is_module = program && c.entry->ir->kind == MODULE_ESM;
  for (uint32_t i = 0; is_module && i < program->as.Program.body.count; i++) {
    const Node *s = program->as.Program.body.items[i];
    if (s->kind != AST_ExportNamedDeclaration || s->as.ExportNamedDeclaration.source) continue;
    const Node *d = s->as.ExportNamedDeclaration.declaration;
    if (d && d->kind == AST_FunctionDeclaration)
      add_declared(&c, program, d->as.Function.id->as.Identifier.name, d->as.Function.id->as.Identifier.name);
    if (d && d->kind == AST_VariableDeclaration)
      for (uint32_t k = 0; k < d->as.VariableDeclaration.declarations.count; k++) {
        const Node *id = d->as.VariableDeclaration.declarations.items[k]->as.VariableDeclarator.id;
        if (id->kind == AST_Identifier) add_declared(&c, program, id->as.Identifier.name, id->as.Identifier.name);
      }
    for (uint32_t k = 0; k < s->as.ExportNamedDeclaration.specifiers.count; k++) {
      const Node *e = s->as.ExportNamedDeclaration.specifiers.items[k];
      Atom *exported = name_of(e->as.ExportSpecifier.exported);
      if (!atom_is(exported, "default")) add_declared(&c, program, name_of(e->as.ExportSpecifier.local), exported);
    }
  }
  in->exports = c.exports.items;
  in->declarations = c.declarations.items;
  in->count = c.exports.count;
  return g->diags->errors == errors;
}

/* ---- symbols ---- */

/* lea description(%rip), %rax; jmp embed_enter */
enum { THUNK_SIZE = 16, THUNK_LEA = 3, THUNK_JMP = 8 };
static const uint8_t thunk[THUNK_SIZE] = {0x48, 0x8d, 0x05, 0, 0, 0, 0, 0xe9, 0, 0, 0, 0, 0xcc, 0xcc, 0xcc, 0xcc};

void interface_link(const Interface *in, ElfLink *link, Arena *arena) {
  for (int i = first_function(in); i < FUNCTION_COUNT; i++)
    elf_export(link, arena_format(arena, "%s_%s", in->prefix, functions[i].name),
               arena_format(arena, "embed_%s", functions[i].name));
  if (!in->count) return;
  ElfInput *input = elf_synth_new(link, "interface");
  uint8_t *bytes = arena_alloc(arena, (size_t)in->count * THUNK_SIZE);
  for (uint32_t i = 0; i < in->count; i++) memcpy(bytes + (size_t)i * THUNK_SIZE, thunk, THUNK_SIZE);
  ElfSection *text =
      elf_synth_section(input, &(ElfSectionDesc){".text.interface", ELF_SHT_PROGBITS, ELF_SHF_ALLOC | ELF_SHF_EXEC,
                                                 THUNK_SIZE, 0, bytes, (uint64_t)in->count * THUNK_SIZE});
  for (uint32_t i = 0; i < in->count; i++) {
    uint64_t at = (uint64_t)i * THUNK_SIZE;
    const char *description = in->exports[i].symbol;
    const char *name = strrchr(description, '.') + 1, *target = arena_format(arena, "jsc.c.%s", name);
    elf_synth_reloc(text, at + THUNK_LEA, ELF_R_X86_64_PC32, elf_synth_ref(input, description, false), -4);
    elf_synth_reloc(text, at + THUNK_JMP, ELF_R_X86_64_PLT32, elf_synth_ref(input, "embed_enter", false), -4);
    elf_synth_symbol(input, &(ElfSymbolDesc){target, text, false, at, THUNK_SIZE, ELF_STB_GLOBAL, ELF_STT_FUNC, 0});
    elf_export(link, name, target);
  }
}

/* ---- the header ---- */

static const char statuses[] = "#ifndef JSC_STATUS\n"
                               "#define JSC_STATUS\n"
                               "enum {\n"
                               "  JSC_OK,\n"
                               "  JSC_THROWN, /* an exception that nobody caught */\n"
                               "  JSC_RESULT, /* a result that has not the type of the prototype */\n"
                               "  JSC_CLOSED, /* the thread has no isolate */\n"
                               "  JSC_MEMORY, /* there was no memory for one */\n"
                               "  JSC_DEAD    /* it had to be given up (--freestanding): only closing is left */\n"
                               "};\n"
                               "#endif\n";

const char *interface_header(const Interface *in, Arena *arena) {
  char *text = arena_format(arena,
                            "/* Made by jsc. Calls that fail return 0 and leave a status. */\n"
                            "#ifndef JSC_%s_H\n#define JSC_%s_H\n\n"
                            "#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n\n"
                            "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n%s\n",
                            in->prefix, in->prefix, statuses);
  for (int i = first_function(in); i < FUNCTION_COUNT; i++) {
    const char *result = functions[i].result, *space = result[strlen(result) - 1] == '*' ? "" : " ";
    text = arena_format(arena, "%s/* %s */\n%s%s%s_%s(%s);\n", text, functions[i].comment, result, space, in->prefix,
                        functions[i].name, functions[i].params);
  }
  text = arena_format(arena, "%s\n", text);
  for (uint32_t i = 0; i < in->count; i++) text = arena_format(arena, "%s%s;\n", text, in->declarations[i]);
  return arena_format(arena, "%s\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n", text);
}
