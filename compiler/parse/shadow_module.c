/*
 * shadow_module.c: import and export declarations in the shadow. Their names may be any word or string, and `as` and
 * `from` are names or not by their place, so these clauses are read here by their own little grammar (ES 16.2).
 */
#include "shadow_maker.h"

/* Reads a name or string of a clause; a word becomes a name. Returns its end, the same offset if there is none. */
static uint32_t clause_name(Maker *m, uint32_t at) {
  if (at >= m->lx.len) return at;
  char c = m->lx.text[at];
  uint32_t end = at;
  bool plain = true;
  if (c == '"' || c == '\'') {
    end = lex_string(&m->lx, at);
    plain = false;
  } else if (lex_at_identifier(&m->lx, at)) {
    end = lex_identifier(&m->lx, at, &plain);
  }
  if (end == LEX_FAILED) return end;
  if (!plain || word_find(m->lx.text + at, end - at)) shadow_disguise(m, at, end);
  return end;
}

/* Blanks the space behind `end`; returns where the next token begins. */
static uint32_t clause_space(Maker *m, uint32_t end) {
  if (end == LEX_FAILED) return end;
  bool newline = false;
  uint32_t at = lex_trivia(&m->lx, end, &newline, false);
  if (at != LEX_FAILED) memset(m->shadow + end, ' ', at - end);
  return at;
}

/* `{ a as b, … }` from its brace; returns the offset behind it, or where the syntax is not that. */
static uint32_t clause_braces(Maker *m, uint32_t at) {
  at = clause_space(m, at + 1);
  while (at != LEX_FAILED && at < m->lx.len && m->lx.text[at] != '}') {
    uint32_t end = clause_name(m, at);
    if (end == at || end == LEX_FAILED) return end;
    at = clause_space(m, end);
    if (at != LEX_FAILED && shadow_word_at(m, at) == W_AS) {
      at = clause_space(m, at + 2);
      if (at == LEX_FAILED) return at;
      end = clause_name(m, at);
      if (end == at) return at;
      at = clause_space(m, end);
    }
    if (at == LEX_FAILED || m->lx.text[at] != ',') break;
    at = clause_space(m, at + 1);
  }
  return at != LEX_FAILED && m->lx.text[at] == '}' ? at + 1 : at;
}

/* The module specifier at `at` and the attributes behind it. */
static uint32_t clause_source(Maker *m, uint32_t at) {
  if (at >= m->lx.len || (m->lx.text[at] != '"' && m->lx.text[at] != '\'')) return at;
  uint32_t end = lex_string(&m->lx, at);
  if (end == LEX_FAILED) return end;
  memset(m->shadow + at, 'x', end - at);
  m->shadow[at] = m->shadow[end - 1] = '"';
  bool newline;
  uint32_t with = shadow_peek(m, end, &newline);
  if (shadow_word_at(m, with) != W_WITH) return end;
  uint32_t brace = shadow_peek(m, with + 4, &newline);
  if (m->lx.text[brace] != '{') return end;
  uint32_t close = brace + 1;
  while (close < m->lx.len && m->lx.text[close] != '}') {
    char c = m->lx.text[close];
    uint32_t next = c == '"' || c == '\'' ? lex_string(&m->lx, close) : shadow_peek(m, close, &newline);
    if (next == LEX_FAILED) return next;
    close = next == close ? close + 1 : next;
  }
  if (close < m->lx.len) close++;
  memset(m->shadow + end, ' ', close - end);
  NOTE(m, attributes, ((ShadowAttributes){end, brace, close}));
  return close;
}

/* Behind `import` of a declaration. Stops at what does not fit: the grammar refuses it. */
uint32_t shadow_import(Maker *m, uint32_t end) {
  uint32_t at = clause_space(m, end);
  bool is_name = false; /* a binding is complete, so `from` is the keyword */
  while (at != LEX_FAILED && at < m->lx.len) {
    char c = m->lx.text[at];
    if (c == '"' || c == '\'') return clause_source(m, at);
    if (is_name && shadow_word_at(m, at) == W_FROM) {
      at = clause_space(m, at + 4);
      is_name = false;
      continue;
    }
    uint32_t next = at;
    if (c == '{') {
      next = clause_braces(m, at);
      is_name = true;
      if (next == LEX_FAILED || m->lx.text[next - 1] != '}') return next;
    } else if (c == '*') {
      next = clause_space(m, at + 1);
      if (next == LEX_FAILED || shadow_word_at(m, next) != W_AS) return next;
      next = clause_space(m, next + 2);
      if (next == LEX_FAILED) return next;
      next = clause_name(m, next);
      is_name = true;
    } else if (c == ',') {
      next = at + 1;
      is_name = false;
    } else {
      next = clause_name(m, at);
      is_name = true;
      if (next == at) return at;
    }
    at = clause_space(m, next);
  }
  return at;
}

/* Behind `export`. Returns the offset to go on from with the state set. */
uint32_t shadow_export(Maker *m, uint32_t end) {
  uint32_t at = clause_space(m, end);
  if (at == LEX_FAILED || at >= m->lx.len) return at;
  char c = m->lx.text[at];
  Word w = shadow_word_at(m, at);
  m->state = S_STATEMENT;
  if (w == W_DEFAULT) {
    m->default_at = at;
    m->state = S_EXPORT_DEFAULT;
    return at + 7;
  }
  if (c != '*' && c != '{') return at;
  uint32_t next = c == '{' ? clause_braces(m, at) : clause_space(m, at + 1);
  if (next == LEX_FAILED) return next;
  if (c == '*' && shadow_word_at(m, next) == W_AS) {
    next = clause_space(m, next + 2);
    if (next != LEX_FAILED) next = clause_name(m, next);
  }
  if (next == LEX_FAILED) return next;
  bool newline;
  uint32_t from = shadow_peek(m, next, &newline);
  m->state = S_JUMP;
  if (shadow_word_at(m, from) != W_FROM) return next;
  memset(m->shadow + next, ' ', from - next);
  at = clause_space(m, from + 4);
  return at == LEX_FAILED ? at : clause_source(m, at);
}

void shadow_name_default(Maker *m, uint32_t end, bool is_class) {
  char text[32];
  int n = host_format(text, sizeof text, "%s%s%s $", m->fn_async && !is_class ? "async " : "",
                      is_class ? "class" : "function", m->fn_generator && !is_class ? "*" : "");
  memset(m->shadow + m->default_at, ' ', end - m->default_at);
  memcpy(m->shadow + m->default_at, text, (size_t)n);
  m->default_at = LEX_FAILED;
}
