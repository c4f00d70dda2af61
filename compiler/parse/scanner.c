/*
 * scanner.c: tree-sitter's external scanner for the JavaScript grammar, in place of the one in its package. The
 * tokens and their order are the grammar's ("externals" of its grammar.json); the text it reads is always a shadow
 * (shadow.h), so there are no comments, no escapes and no other white space than ' ', '\n' and '\f'.
 *
 * Semicolons (ES 12.10): before '}' and at the end; after '\f' always; after '\n' unless the next token can go on.
 * Whether an expression stands before the line break is told by `||`, which the grammar lists as an external token
 * for this purpose: where it is not valid, no operator is, and only what a declaration may have (`=`, `,`) goes on.
 * The lexer of the shadow leaves no '\n' inside brackets.
 */
#include "tree_sitter/parser.h"

enum Token {
  AUTOMATIC_SEMICOLON,
  TEMPLATE_CHARS,
  TERNARY_QMARK,
  HTML_COMMENT,
  LOGICAL_OR,
  ESCAPE_SEQUENCE,
  REGEX_PATTERN,
  JSX_TEXT
};

void *tree_sitter_javascript_external_scanner_create(void);
void tree_sitter_javascript_external_scanner_destroy(void *payload);
unsigned tree_sitter_javascript_external_scanner_serialize(void *payload, char *buffer);
void tree_sitter_javascript_external_scanner_deserialize(void *payload, const char *buffer, unsigned length);
bool tree_sitter_javascript_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid);

/* No state is kept between tokens. */
void *tree_sitter_javascript_external_scanner_create(void) { return NULL; }
void tree_sitter_javascript_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_javascript_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload, (void)buffer;
  return 0;
}
void tree_sitter_javascript_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload, (void)buffer, (void)length;
}

static bool is_name(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

static bool scan_template_chars(TSLexer *lexer) {
  lexer->result_symbol = TEMPLATE_CHARS;
  bool has_content = false;
  for (;; has_content = true) {
    lexer->mark_end(lexer);
    if (lexer->lookahead == '`' || lexer->eof(lexer)) return has_content;
    bool is_dollar = lexer->lookahead == '$';
    lexer->advance(lexer, false);
    if (is_dollar && lexer->lookahead == '{') return has_content;
  }
}

/* The word at hand is `in` or `instanceof`, the only ones that go on with an expression. */
static bool scan_in_or_instanceof(TSLexer *lexer) {
  const char *rest = "instanceof";
  unsigned n = 0;
  while (n < 10 && lexer->lookahead == rest[n]) {
    lexer->advance(lexer, true);
    n++;
  }
  return (n == 2 || n == 10) && !is_name(lexer->lookahead);
}

/* Behind a line break: does the next token go on with what stands before it? */
static bool scan_continues(TSLexer *lexer, bool after_expression) {
  int32_t c = lexer->lookahead;
  switch (c) {
    case ';':
    case ',':
    case '=':
    case ')':
    case ']':
    case ':': return true;
    case '`':
    case '*':
    case '%':
    case '>':
    case '<':
    case '[':
    case '(':
    case '?':
    case '^':
    case '|':
    case '&':
    case '/':
    case '.': return after_expression;
    case '+':
    case '-':
      if (!after_expression) return false;
      lexer->advance(lexer, true);
      return lexer->lookahead != c;
    case '!':
      if (!after_expression) return false;
      lexer->advance(lexer, true);
      return lexer->lookahead == '=';
    case 'i': return after_expression && scan_in_or_instanceof(lexer);
    default: return false;
  }
}

static bool scan_semicolon(TSLexer *lexer, bool after_expression) {
  bool newline = false, forced = false;
  lexer->result_symbol = AUTOMATIC_SEMICOLON;
  lexer->mark_end(lexer);
  while (lexer->lookahead == ' ' || lexer->lookahead == '\n' || lexer->lookahead == '\f') {
    newline |= lexer->lookahead == '\n';
    forced |= lexer->lookahead == '\f';
    lexer->advance(lexer, true);
  }
  if (forced || lexer->eof(lexer) || lexer->lookahead == '}') return true;
  return newline && !scan_continues(lexer, after_expression);
}

/* `?` of a conditional, not `?.` or `??`. */
static bool scan_ternary_qmark(TSLexer *lexer) {
  while (lexer->lookahead == ' ' || lexer->lookahead == '\n') lexer->advance(lexer, true);
  if (lexer->lookahead != '?') return false;
  lexer->advance(lexer, false);
  if (lexer->lookahead == '?' || lexer->lookahead == '.') return false;
  lexer->mark_end(lexer);
  lexer->result_symbol = TERNARY_QMARK;
  return true;
}

bool tree_sitter_javascript_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  /* All tokens are valid only while tree-sitter recovers from an error. */
  if (valid[TEMPLATE_CHARS]) return !valid[AUTOMATIC_SEMICOLON] && scan_template_chars(lexer);
  if (valid[AUTOMATIC_SEMICOLON] && scan_semicolon(lexer, valid[LOGICAL_OR])) return true;
  return valid[TERNARY_QMARK] && scan_ternary_qmark(lexer);
}
