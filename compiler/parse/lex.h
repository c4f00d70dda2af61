/*
 * lex.h: where tokens begin and end (ES 12). These functions know nothing of the syntax around them: the caller says
 * whether a slash begins a regular expression, and resumes a template behind a substitution.
 *
 * All positions are byte offsets into a Source's text. A function that meets a lexical error reports it and returns
 * false (or offset LEX_FAILED).
 */
#ifndef JSC_PARSE_LEX_H
#define JSC_PARSE_LEX_H

#include "../support/diag.h"
#include "parse.h"

#define LEX_FAILED UINT32_MAX

typedef struct Lexer {
  const Source *source;
  const char *text;
  uint32_t len;
  DiagCtx *diags;
  bool html_comments; /* scripts: ES B.1.1 */
} Lexer;

/* Skips white space and comments from `at`. *newline: a line terminator was passed (ORed in). `line_start`: nothing
 * but white space and comments precedes on this line, so that `-->` begins a comment. */
uint32_t lex_trivia(Lexer *lx, uint32_t at, bool *newline, bool line_start);

/* The code point at `at` (0 at the end) and its length in bytes. */
uint32_t lex_code_point(const char *text, uint32_t at, uint32_t *len);
bool lex_is_id_start(uint32_t code_point);
bool lex_is_id_continue(uint32_t code_point);
/* Does an identifier begin at `at` (escapes count)? */
bool lex_at_identifier(const Lexer *lx, uint32_t at);

/* Each takes the offset of the token's first byte and returns the offset behind it. */
uint32_t lex_identifier(Lexer *lx, uint32_t at, bool *plain); /* *plain: ASCII without escapes */
uint32_t lex_number(Lexer *lx, uint32_t at);
uint32_t lex_string(Lexer *lx, uint32_t at);
uint32_t lex_regexp(Lexer *lx, uint32_t at); /* flags included */
/* Template characters from `at` up to, not including, the '`' or "${" that ends them. */
uint32_t lex_template_chars(Lexer *lx, uint32_t at);
/* Length of the punctuator at `at`; 0: none. '?.' before a digit is '?'. */
uint32_t lex_punctuator(const Lexer *lx, uint32_t at);

/* A character that cannot begin a token. */
void lex_report_character(Lexer *lx, uint32_t at);

#endif
