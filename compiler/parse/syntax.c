/*
 * syntax.c: parse_program, from the source to the checked tree:
 * shadow text → tree-sitter → (syntax error? say where) → our tree → early errors.
 */
#include "convert.h"
#include "early.h"
#include "grammar.h"
#include "lex.h"
#include "words.h"

/* 6000 nested constructs, or chains of eight times as many links (a + b + c …, a.b.c …, else if …): those are read by loops,
 * and nest in later passes, where a link takes up to 1 KB of C stack. The driver sees to enough of it. */
const char parse_too_deep[] = "the program is nested too deeply";
enum { DEPTH_MAX = 48000, DEPTH_NESTED = 8 };

At cst_at(Converter *c) {
  CursorNode n = cursor_node(&c->cursor);
  return (At){(Cst)c->tables.kinds[n.symbol], n.symbol, n.start, n.end};
}

void convert_error(Converter *c, Span span, const char *format, ...) {
  va_list args;
  va_start(args, format);
  diag_add(c->options->diags, DIAG_ERROR, c->source, span, format, args);
  va_end(args);
}

/* The word before `at`, on the same line, is `await`: it was read as a name, so that is where the mistake is. */
static bool follows_await(const Source *source, uint32_t at) {
  const char *s = source->text;
  while (at > 0 && (s[at - 1] == ' ' || s[at - 1] == '\t')) at--;
  return at >= 5 && !strncmp(s + at - 5, "await", 5) && (at == 5 || !lex_is_id_continue((uint8_t)s[at - 6]));
}

/* "unexpected token 'x'" for the token at `at`. */
static void report_unexpected(const ParseOptions *o, const Source *source, uint32_t at) {
  Lexer lx = {source, source->text, source->len, o->diags, o->goal != PARSE_MODULE};
  bool newline = false, plain;
  DiagCtx quiet = {.arena = o->arena};
  lx.diags = &quiet;
  uint32_t start = lex_trivia(&lx, at, &newline, at == 0);
  if (start == LEX_FAILED || start >= source->len) {
    diag_error(o->diags, source, (Span){source->len, source->len}, "unexpected end of input");
    return;
  }
  char ch = source->text[start];
  uint32_t end = start + 1;
  const char *what = NULL;
  if (lex_at_identifier(&lx, start)) {
    end = lex_identifier(&lx, start, &plain);
    if (end != LEX_FAILED && !word_find(source->text + start, end - start)) what = "identifier";
  } else if (ch == '"' || ch == '\'') {
    end = lex_string(&lx, start);
    what = "string";
  } else if (ch >= '0' && ch <= '9') {
    end = lex_number(&lx, start);
    what = "number";
  } else if (ch == '`') {
    what = "template string";
  } else if (lex_punctuator(&lx, start)) {
    end = start + lex_punctuator(&lx, start);
  }
  if (end == LEX_FAILED) end = start + 1;
  Span span = {start, end};
  if (follows_await(source, start)) {
    diag_error(o->diags, source, span, "'await' is only allowed in async functions and at the top level of modules");
    return;
  }
  if (what) diag_error(o->diags, source, span, "unexpected %s", what);
  else diag_error(o->diags, source, span, "unexpected token '%.*s'", (int)(end - start), source->text + start);
}

void convert_unexpected(Converter *c, Span span) { report_unexpected(c->options, c->source, span.start); }

Node *convert_new(Converter *c, AstKind kind, uint32_t start, uint32_t end) {
  return ast_new(c->arena, kind, start, end);
}

AstList convert_list(Converter *c, uint32_t base) {
  AstList list = {NULL, c->stack.count - base};
  if (list.count) list.items = arena_copy(c->arena, c->stack.items + base, list.count * sizeof(Node *));
  c->stack.count = base;
  return list;
}

uint32_t convert_skip_trivia(Converter *c, uint32_t at, bool *newline) {
  Lexer lx = {c->source, c->text, c->source->len, c->options->diags, c->options->goal != PARSE_MODULE};
  *newline = false;
  return lex_trivia(&lx, at, newline, false);
}

static bool descend(Converter *c, uint32_t by) {
  c->depth += by;
  if (c->depth <= DEPTH_MAX) return true;
  if (!c->too_deep) {
    At at = cst_at(c);
    convert_error(c, (Span){at.start, at.start}, "%s", parse_too_deep);
  }
  c->too_deep = true;
  c->depth -= by;
  return false;
}

bool convert_enter(Converter *c) { return descend(c, DEPTH_NESTED); }
void convert_leave(Converter *c) { c->depth -= DEPTH_NESTED; }
bool convert_link(Converter *c) { return descend(c, 1); }
void convert_unlink(Converter *c, uint32_t links) { c->depth -= links; }

/* ---- where tree-sitter found the first error ---- */

typedef struct ErrorFinder {
  const char *shadow;
  uint32_t offset;        /* of the version that is being advanced */
  uint32_t line, line_at; /* last line asked for, to count on from */
  uint32_t found;
  bool has_found, done;
} ErrorFinder;

static uint32_t number_behind(const char *text, const char *key) {
  const char *p = strstr(text, key);
  uint32_t value = 0;
  if (p)
    for (p += strlen(key); *p >= '0' && *p <= '9'; p++) value = value * 10 + (uint32_t)(*p - '0');
  return value;
}

/* tree-sitter tells only its log where no action was left: "process … row:R, col:C" names the place of a parse
 * version, "detect_error" that it is stuck there, and the first recovery that all of them were. */
static void find_error(void *payload, TSLogType type, const char *message) {
  ErrorFinder *f = payload;
  if (f->done || type != TSLogTypeParse) return;
  if (!strncmp(message, "process ", 8)) {
    uint32_t row = number_behind(message, "row:"), column = number_behind(message, "col:");
    if (row < f->line) f->line = f->line_at = 0;
    while (f->line < row && f->shadow[f->line_at])
      if (f->shadow[f->line_at++] == '\n') f->line++;
    f->offset = f->line_at + column;
  } else if (!strncmp(message, "detect_error", 12)) {
    if (!f->has_found || f->offset > f->found) f->found = f->offset;
    f->has_found = true;
  } else if (f->has_found && (!strncmp(message, "resume", 6) || !strncmp(message, "recover", 7))) {
    f->done = true;
  }
}

typedef struct Text {
  const char *bytes;
  uint32_t len;
} Text;

static const char *read_text(void *payload, uint32_t at, TSPoint point, uint32_t *count) {
  const Text *t = payload;
  (void)point;
  *count = at < t->len ? t->len - at : 0;
  return at < t->len ? t->bytes + at : "";
}

static bool has_failed(TSParseState *state) {
  const ErrorFinder *finder = state->payload;
  return state->has_error || (finder && finder->done);
}

/* A tree, which may have errors in it; NULL when recovery from an error, which may take long, was cut off. `finder`:
 * stop as soon as it knows; may be NULL. */
static TSTree *run_parser(TSParser *parser, const char *bytes, uint32_t len, ErrorFinder *finder) {
  Text text = {bytes, len};
  TSInput input = {&text, read_text, TSInputEncodingUTF8, NULL};
  return ts_parser_parse_with_options(parser, NULL, input, (TSParseOptions){finder, has_failed});
}

static void report_syntax_error(const ParseOptions *o, const Source *source, TSParser *parser, const Shadow *shadow) {
  ErrorFinder finder = {.shadow = shadow->text};
  ts_parser_set_logger(parser, (TSLogger){&finder, find_error});
  ts_parser_reset(parser);
  TSTree *tree = run_parser(parser, shadow->text, source->len, &finder);
  if (tree) ts_tree_delete(tree);
  uint32_t at = finder.has_found ? finder.found : 0;
  report_unexpected(o, source, at < shadow->stopped_at ? at : shadow->stopped_at);
}

/* ---- */

/* Numbers of the grammar's symbols and fields → ours. */
static CstTables make_tables(Arena *arena) {
  static const struct {
    const char *name;
    uint8_t id;
  } nodes[] =
      {
#define CST_NODE(id, name) {name, CST_##id},
#include "cst.def"
      },
    tokens[] =
        {
#define CST_NODE(id, name)
#define CST_TOKEN(id, text) {text, CST_##id},
#include "cst.def"
        },
    ops[] =
        {
#define CST_NODE(id, name)
#define CST_OP(op, text) {text, OP_##op},
#include "cst.def"
        },
    fields[] = {
#define CST_FIELD(id, name) {name, F_##id},
#include "cst.def"
    };
  const TSLanguage *language = grammar_language(arena);
  uint32_t nsymbols = ts_language_symbol_count(language), nfields = ts_language_field_count(language);
  CstTables t = {language, arena_alloc(arena, nsymbols), arena_alloc(arena, nsymbols), arena_alloc(arena, nfields + 1)};
  for (uint32_t s = 0; s < nsymbols; s++) {
    const char *name = ts_language_symbol_name(language, s);
    if (ts_language_symbol_type(language, s) == TSSymbolTypeRegular) {
      t.kinds[s] = CST_UNKNOWN;
      for (uint32_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
        if (!strcmp(name, nodes[i].name)) t.kinds[s] = nodes[i].id;
    } else {
      for (uint32_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (!strcmp(name, tokens[i].name)) t.kinds[s] = tokens[i].id;
      for (uint32_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (!strcmp(name, ops[i].name)) t.ops[s] = ops[i].id;
    }
  }
  for (uint32_t f = 1; f <= nfields; f++) {
    const char *name = ts_language_field_name_for_id(language, f);
    for (uint32_t i = 0; i < sizeof fields / sizeof *fields; i++)
      if (!strcmp(name, fields[i].name)) t.fields[f] = fields[i].id;
  }
  return t;
}

const CstTables *parse_tables_new(Arena *arena) {
  CstTables *t = ARENA_NEW(arena, CstTables);
  *t = make_tables(arena);
  return t;
}

static Node *convert_program(Converter *c, TSTree *tree) {
  cursor_init(&c->cursor, tree);
  Node *program = convert_new(c, AST_Program, 0, c->source->len);
  program->as.Program.source_type = c->options->goal == PARSE_MODULE ? SOURCE_MODULE : SOURCE_SCRIPT;
  if (cst_down(c)) program->as.Program.body = convert_statements(c, true);
  if (c->next_label < c->shadow->nlabels) {
    uint32_t at = c->shadow->labels[c->next_label].statement;
    convert_unexpected(c, (Span){at, at});
  }
  cursor_free(&c->cursor);
  VEC_FREE(&c->stack);
  VEC_FREE(&c->units);
  return program;
}

Node *parse_program(const ParseOptions *o, const Source *source) {
  uint32_t errors = o->diags->errors;
  Shadow shadow;
  Node *program = NULL;
  if (shadow_make(&shadow, o, source)) {
    CstTables tables = o->tables ? *o->tables : make_tables(o->arena);
    TSParser *parser = ts_parser_new();
    ts_parser_set_language(parser, tables.language);
    TSTree *tree = run_parser(parser, shadow.text, source->len, NULL);
    if (!tree || ts_node_has_error(ts_tree_root_node(tree))) {
      report_syntax_error(o, source, parser, &shadow);
    } else if (shadow.stopped_at != LEX_FAILED) {
      report_unexpected(o, source, shadow.stopped_at);
    } else {
      Converter c = {
          .options = o, .source = source, .text = source->text, .arena = o->arena, .shadow = &shadow, .tables = tables};
      program = convert_program(&c, tree);
    }
    if (tree) ts_tree_delete(tree);
    ts_parser_delete(parser);
  }
  shadow_free(&shadow);
  if (program && o->diags->errors == errors && !o->no_early_errors) {
    early_check(o, source, program);
    if (o->if_early && o->diags->errors != errors) *o->if_early = program;
  }
  return o->diags->errors == errors ? program : NULL;
}
