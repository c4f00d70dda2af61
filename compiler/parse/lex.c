/*
 * lex.c: the lexical grammar, ES 12: trivia, identifiers, punctuators, numbers, strings, regular expressions,
 * templates. Values of literals are decoded elsewhere (literal.c); here their shape is checked as far as it decides
 * where they end.
 */
#include "lex.h"

#include "../../runtime/unicode/unicode.h"
#include "../support/host.h"

static uint32_t fail(Lexer *lx, uint32_t start, uint32_t end, const char *message) {
  diag_error(lx->diags, lx->source, (Span){start, end}, "%s", message);
  return LEX_FAILED;
}

uint32_t lex_code_point(const char *text, uint32_t at, uint32_t *len) {
  const uint8_t *p = (const uint8_t *)text + at;
  if (p[0] < 0x80) return *len = 1, p[0];
  if (p[0] < 0xE0) return *len = 2, (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
  if (p[0] < 0xF0) return *len = 3, (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
  return *len = 4, (p[0] & 7u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
}

bool lex_is_id_start(uint32_t c) {
  if (c < 0x80) return (c | 0x20) - 'a' < 26u || c == '$' || c == '_';
  return unicode_is_id_start(c);
}

bool lex_is_id_continue(uint32_t c) {
  if (c < 0x80) return (c | 0x20) - 'a' < 26u || c - '0' < 10u || c == '$' || c == '_';
  return c == 0x200C || c == 0x200D || unicode_is_id_continue(c);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* U+2028 or U+2029 at p. */
static bool is_separator(const char *p) {
  return (uint8_t)p[0] == 0xE2 && (uint8_t)p[1] == 0x80 && ((uint8_t)p[2] == 0xA8 || (uint8_t)p[2] == 0xA9);
}

static uint32_t skip_line(const Lexer *lx, uint32_t at) {
  const char *s = lx->text;
  while (at < lx->len && s[at] != '\n' && s[at] != '\r' && !is_separator(s + at)) at++;
  return at;
}

uint32_t lex_trivia(Lexer *lx, uint32_t at, bool *newline, bool line_start) {
  const char *s = lx->text;
  while (at < lx->len) {
    uint8_t c = (uint8_t)s[at];
    if (c == ' ' || c == '\t' || c == 0x0B || c == 0x0C) {
      at++;
    } else if (c == '\n' || c == '\r') {
      *newline = line_start = true;
      at++;
    } else if (c == '/' && s[at + 1] == '/') {
      at = skip_line(lx, at);
    } else if (c == '/' && s[at + 1] == '*') {
      uint32_t start = at;
      for (at += 2; at < lx->len && !(s[at] == '*' && s[at + 1] == '/'); at++)
        if (s[at] == '\n' || s[at] == '\r' || is_separator(s + at)) *newline = line_start = true;
      if (at >= lx->len) return fail(lx, start, start + 2, "unterminated comment");
      at += 2;
    } else if (c == '<' && lx->html_comments && !strncmp(s + at, "<!--", 4)) {
      at = skip_line(lx, at);
    } else if (c == '-' && lx->html_comments && line_start && !strncmp(s + at, "-->", 3)) {
      at = skip_line(lx, at);
    } else if (c >= 0x80) {
      uint32_t n, cp = lex_code_point(s, at, &n);
      if (cp == 0x2028 || cp == 0x2029) *newline = line_start = true;
      else if (!unicode_is_space(cp)) break;
      at += n;
    } else {
      break;
    }
  }
  return at;
}

/* A \uXXXX or \u{X…} escape at the backslash; returns the offset behind it, LEX_FAILED (unreported) if malformed. */
static uint32_t unicode_escape(const Lexer *lx, uint32_t at, uint32_t *code_point) {
  const char *s = lx->text;
  if (s[at + 1] != 'u') return LEX_FAILED;
  at += 2;
  uint32_t value = 0;
  if (s[at] == '{') {
    uint32_t first = ++at;
    for (; hex_value(s[at]) >= 0; at++) {
      value = value << 4 | (uint32_t)hex_value(s[at]);
      if (value > 0x10FFFF) return LEX_FAILED;
    }
    if (at == first || s[at] != '}') return LEX_FAILED;
    at++;
  } else {
    for (int i = 0; i < 4; i++, at++) {
      if (hex_value(s[at]) < 0) return LEX_FAILED;
      value = value << 4 | (uint32_t)hex_value(s[at]);
    }
  }
  *code_point = value;
  return at;
}

bool lex_at_identifier(const Lexer *lx, uint32_t at) {
  if (at >= lx->len) return false;
  uint32_t n, c = lex_code_point(lx->text, at, &n);
  return c == '\\' || lex_is_id_start(c);
}

uint32_t lex_identifier(Lexer *lx, uint32_t at, bool *plain) {
  const char *s = lx->text;
  uint32_t start = at;
  *plain = true;
  while (at < lx->len) {
    uint32_t n, c = lex_code_point(s, at, &n);
    if (c == '\\') {
      *plain = false;
      uint32_t next = unicode_escape(lx, at, &c);
      if (next == LEX_FAILED) return fail(lx, at, at + 1, "invalid Unicode escape sequence");
      if (!(at == start ? lex_is_id_start(c) : lex_is_id_continue(c)))
        return fail(lx, at, next, "invalid Unicode escape sequence: not a character of an identifier");
      at = next;
    } else if (at == start ? lex_is_id_start(c) : lex_is_id_continue(c)) {
      if (n > 1) *plain = false;
      at += n;
    } else {
      break;
    }
  }
  return at;
}

/* Digits of a radix with single separators between them. Returns the end; reports misplaced separators. */
static uint32_t digits(Lexer *lx, uint32_t at, int radix, bool allow_separators) {
  const char *s = lx->text;
  uint32_t start = at;
  for (;; at++) {
    if (s[at] == '_') {
      int next = hex_value(s[at + 1]);
      if (!allow_separators || at == start || s[at - 1] == '_' || next < 0 || next >= radix)
        return fail(lx, at, at + 1, "numeric separators are allowed between digits only");
      continue;
    }
    int v = hex_value(s[at]);
    if (v < 0 || v >= radix) return at;
  }
}

static uint32_t number_end(Lexer *lx, uint32_t start, uint32_t at) {
  if (at == LEX_FAILED) return at;
  if (lex_at_identifier(lx, at) || is_digit(lx->text[at]))
    return fail(lx, at, at + 1, "an identifier or number may not follow a number directly");
  (void)start;
  return at;
}

uint32_t lex_number(Lexer *lx, uint32_t start) {
  const char *s = lx->text;
  uint32_t at = start;
  char second = (char)(s[at + 1] | 0x20);
  if (s[at] == '0' && (second == 'x' || second == 'o' || second == 'b')) {
    uint32_t end = digits(lx, at + 2, second == 'x' ? 16 : second == 'o' ? 8 : 2, true);
    if (end == at + 2) return fail(lx, start, end, "digits are missing in a number");
    if (end != LEX_FAILED && s[end] == 'n') end++;
    return number_end(lx, start, end);
  }
  bool is_legacy = s[at] == '0' && (is_digit(s[at + 1]) || s[at + 1] == '_'), is_octal = is_legacy;
  if (is_legacy)
    for (uint32_t i = at; is_digit(s[i]); i++)
      if (s[i] >= '8') is_octal = false;
  if (s[at] != '.') at = digits(lx, at, 10, !is_legacy);
  if (at == LEX_FAILED || is_octal) return number_end(lx, start, at);
  if (s[at] == 'n' && !is_legacy) return number_end(lx, start, at + 1);
  if (s[at] == '.') {
    at++;
    if (s[at] == '_') return fail(lx, at, at + 1, "numeric separators are allowed between digits only");
    at = digits(lx, at, 10, true);
    if (at == LEX_FAILED) return at;
  }
  if ((s[at] | 0x20) == 'e') {
    at++;
    if (s[at] == '+' || s[at] == '-') at++;
    if (!is_digit(s[at])) return fail(lx, start, at, "digits are missing in the exponent of a number");
    at = digits(lx, at, 10, true);
  }
  return number_end(lx, start, at);
}

uint32_t lex_string(Lexer *lx, uint32_t start) {
  const char *s = lx->text;
  char quote = s[start];
  for (uint32_t at = start + 1; at < lx->len; at++) {
    if (s[at] == quote) return at + 1;
    if (s[at] == '\n' || s[at] == '\r') break;
    if (s[at] == '\\') {
      at++;
      if (s[at] == '\r' && s[at + 1] == '\n') at++;
    }
  }
  return fail(lx, start, start + 1, "unterminated string");
}

uint32_t lex_regexp(Lexer *lx, uint32_t start) {
  const char *s = lx->text;
  bool in_class = false;
  uint32_t at = start + 1;
  for (;; at++) {
    if (at < lx->len && s[at] == '\\') at++;
    else if (s[at] == '/' && !in_class) break;
    else if (s[at] == '[') in_class = true;
    else if (s[at] == ']') in_class = false;
    if (at >= lx->len || s[at] == '\n' || s[at] == '\r' || is_separator(s + at))
      return fail(lx, start, start + 1, "unterminated regular expression");
  }
  at++;
  while (at < lx->len) {
    uint32_t n, c = lex_code_point(s, at, &n);
    if (c == '\\') return fail(lx, at, at + 1, "invalid regular expression flags");
    if (!lex_is_id_continue(c)) break;
    at += n;
  }
  return at;
}

uint32_t lex_template_chars(Lexer *lx, uint32_t start) {
  const char *s = lx->text;
  for (uint32_t at = start; at < lx->len; at++) {
    if (s[at] == '`' || (s[at] == '$' && s[at + 1] == '{')) return at;
    if (s[at] == '\\') at++;
  }
  return fail(lx, start, start, "unterminated template");
}

uint32_t lex_punctuator(const Lexer *lx, uint32_t at) {
  const char *s = lx->text + at;
  switch (s[0]) {
    case '{':
    case '}':
    case '(':
    case ')':
    case '[':
    case ']':
    case ';':
    case ',':
    case '~':
    case ':':
    case '@': return 1;
    case '.': return s[1] == '.' && s[2] == '.' ? 3 : 1;
    case '<': return s[1] == '<' ? 2 + (s[2] == '=') : 1 + (s[1] == '=');
    case '>': {
      uint32_t n = 1;
      while (n < 3 && s[n] == '>') n++;
      return n + (s[n] == '=');
    }
    case '=':
    case '!':
      if (s[0] == '=' && s[1] == '>') return 2;
      return s[1] == '=' ? 2 + (s[2] == '=') : 1;
    case '+':
    case '-':
    case '&':
    case '|':
      if (s[1] == s[0]) return 2 + ((s[0] == '&' || s[0] == '|') && s[2] == '=');
      return 1 + (s[1] == '=');
    case '*': return s[1] == '*' ? 2 + (s[2] == '=') : 1 + (s[1] == '=');
    case '/':
    case '%':
    case '^': return 1 + (s[1] == '=');
    case '?':
      if (s[1] == '?') return 2 + (s[2] == '=');
      return s[1] == '.' && !is_digit(s[2]) ? 2 : 1;
    default: return 0;
  }
}

void lex_report_character(Lexer *lx, uint32_t at) {
  uint32_t n = 1, c = lex_code_point(lx->text, at, &n);
  Span span = {at, at + n};
  if (c > 0x20 && c < 0x7F) diag_error(lx->diags, lx->source, span, "unexpected character '%c'", (int)c);
  else diag_error(lx->diags, lx->source, span, "unexpected character U+%04X", (unsigned)c);
}
