/*
 * shadow_words.c: words in the shadow: which are keywords where they stand, which are names (and are then disguised),
 * and what each says about the token behind it.
 */
#include "shadow_maker.h"

/* Is `let` at [at, end) the keyword? ES 14.3.1, 14.5, 14.7.4. */
static bool let_is_keyword(Maker *m, uint32_t end, bool starts_body) {
  if (m->state != S_STATEMENT && m->state != S_FOR_START) return false;
  bool newline;
  uint32_t next = shadow_peek(m, end, &newline);
  char c = m->lx.text[next];
  if (c == '[') return true;
  if (starts_body && newline) return false;
  if (c == '{') return true;
  if (!lex_at_identifier(&m->lx, next)) return false;
  Word w = shadow_word_at(m, next);
  if (m->state == S_FOR_START && w == W_OF) {
    /* for (let of …: a declaration of `of` only before = ; , in or of */
    uint32_t then = shadow_peek(m, next + 2, &newline);
    c = m->lx.text[then];
    w = shadow_word_at(m, then);
    return c == '=' || c == ';' || c == ',' || w == W_IN || w == W_OF;
  }
  return w != W_IN && w != W_INSTANCEOF;
}

static bool using_is_keyword(Maker *m, uint32_t end) {
  if (m->state != S_STATEMENT && m->state != S_FOR_START && m->before != W_AWAIT) return false;
  bool newline;
  uint32_t next = shadow_peek(m, end, &newline);
  if (newline || !lex_at_identifier(&m->lx, next)) return false;
  Word w = shadow_word_at(m, next);
  if (level_top(m)->is_for && w == W_OF) { /* `for (using of …` is no declaration: ES 14.7.5 */
    uint32_t then = shadow_peek(m, next + 2, &newline);
    char c = m->lx.text[then];
    return (c == '=' && m->lx.text[then + 1] != '=' && m->lx.text[then + 1] != '>') || c == ';' || c == ':' ||
           (m->before == W_AWAIT && shadow_word_at(m, then) == W_OF);
  }
  return w != W_IN && w != W_INSTANCEOF;
}

/* `await` at a statement's start, before `using x` on the same line? */
static bool await_using(Maker *m, uint32_t end, State before) {
  bool newline;
  uint32_t next = shadow_peek(m, end, &newline);
  if ((before != S_STATEMENT && before != S_FOR_START) || newline || shadow_word_at(m, next) != W_USING) return false;
  next = shadow_peek(m, next + 5, &newline);
  Word w = shadow_word_at(m, next);
  return !newline && lex_at_identifier(&m->lx, next) && w != W_IN && w != W_INSTANCEOF;
}

/* `async` where an operand is due: keeps it if a function follows. */
static void async_word(Maker *m, uint32_t at, uint32_t end) {
  bool newline;
  uint32_t next = shadow_peek(m, end, &newline);
  State next_state = S_OPERATOR;
  bool keep = false;
  if (!newline && shadow_word_at(m, next) == W_FUNCTION) {
    m->fn_async = keep = true;
    next_state = m->state;
  } else if (!newline && m->lx.text[next] == '(') {
    keep = true; /* until the closing parenthesis shows that no arrow follows */
    m->arrow_async = true;
  } else if (!newline && lex_at_identifier(&m->lx, next)) {
    uint32_t name_end = next;
    while (name_end < m->lx.len) {
      uint32_t n, c = lex_code_point(m->lx.text, name_end, &n);
      if (c != '\\' && c != '{' && c != '}' && !lex_is_id_continue(c)) break;
      if ((c == '{' || c == '}') && m->lx.text[next] != '\\' && !memchr(m->lx.text + next, '\\', name_end - next))
        break;
      name_end += n;
    }
    uint32_t arrow = shadow_peek(m, name_end, &newline);
    if (!newline && m->lx.text[arrow] == '=' && m->lx.text[arrow + 1] == '>') {
      keep = m->arrow_async = true;
      next_state = S_OPERAND;
    }
  }
  if (!keep) shadow_disguise(m, at, end);
  m->state = next_state;
}

/* Behind var, let or const. */
static void begin_binding(Maker *m) {
  level_top(m)->is_declaring = m->expects_binding = true;
  m->state = S_OPERAND;
}

/* An identifier or keyword in an expression or at the start of a statement. */
static uint32_t word_token(Maker *m, uint32_t at, uint32_t end, Word w) {
  State before = m->state;
  bool starts_body = false;
  switch (w) {
    case W_NONE: m->state = S_OPERATOR; return end;
    case W_IF:
    case W_WHILE:
    case W_WITH:
    case W_SWITCH:
    case W_FOR:
      m->paren_kind = S_STATEMENT;
      m->paren_is_for = w == W_FOR;
      m->state = S_HEAD;
      return end;
    case W_CATCH:
      m->paren_kind = S_STATEMENT;
      m->paren_is_for = false;
      m->state = S_STATEMENT;
      return end;
    case W_ELSE:
    case W_DO:
    case W_TRY:
    case W_FINALLY: m->state = S_STATEMENT; return end;
    case W_BREAK:
    case W_CONTINUE:
    case W_DEBUGGER: m->state = S_JUMP; return end;
    case W_RETURN: m->state = S_RETURN; return end;
    case W_THROW: m->state = S_THROW; return end;
    case W_VAR:
    case W_CONST: begin_binding(m); return end;
    case W_CASE:
    case W_TYPEOF:
    case W_VOID:
    case W_DELETE:
    case W_NEW:
    case W_IN:
    case W_INSTANCEOF:
    case W_EXTENDS: m->state = S_OPERAND; return end;
    case W_THIS:
    case W_SUPER:
    case W_NULL:
    case W_TRUE:
    case W_FALSE:
    case W_DEFAULT:
    case W_ENUM: m->state = S_OPERATOR; return end;
    case W_FUNCTION:
      m->fn_is_declaration = before == S_STATEMENT || before == S_EXPORT_DEFAULT;
      m->fn_async = m->before == W_ASYNC && m->fn_async;
      m->fn_generator = false;
      if (before != S_EXPORT_DEFAULT) m->default_at = LEX_FAILED;
      m->state = S_FUNCTION;
      return end;
    case W_CLASS: {
      Level *l = level_top(m);
      bool is_declaration = before == S_STATEMENT || before == S_EXPORT_DEFAULT, newline;
      l->declarations = l->declarations << 1 | is_declaration;
      l->nclasses++;
      m->state = S_CLASS;
      if (before == S_EXPORT_DEFAULT) {
        uint32_t next = shadow_peek(m, end, &newline);
        if (m->lx.text[next] == '{' || shadow_word_at(m, next) == W_EXTENDS) shadow_name_default(m, end, true);
      }
      return end;
    }
    case W_IMPORT: {
      bool newline;
      char c = m->lx.text[shadow_peek(m, end, &newline)];
      if (before != S_STATEMENT || c == '(' || c == '.') {
        m->state = S_OPERATOR;
        return end;
      }
      m->state = S_JUMP;
      return shadow_import(m, end);
    }
    case W_EXPORT:
      if (before != S_STATEMENT) return end;
      return shadow_export(m, end);
    case W_LET:
      starts_body = m->before == W_ELSE || m->before == W_DO || m->is_lone;
      if (!let_is_keyword(m, end, starts_body)) break;
      memcpy(m->shadow + at, "var", 3); /* the grammar takes `let[x]` for a member in places */
      begin_binding(m);
      return end;
    case W_USING:
      if (!using_is_keyword(m, end)) break;
      memcpy(m->shadow + at, m->before == W_AWAIT ? "     " : "var  ", 5);
      begin_binding(m);
      return end;
    case W_ASYNC:
      if (!state_expects_operand(before)) break;
      async_word(m, at, end);
      return end;
    case W_AWAIT:
      if (before == S_HEAD) return end; /* for await */
      if (!(m->ctx & CTX_AWAIT) || !state_expects_operand(before)) break;
      m->state = S_OPERAND;
      memcpy(m->shadow + at, await_using(m, end, before) ? "var  " : "void ", 5);
      return end;
    case W_YIELD:
      if (!(m->ctx & CTX_YIELD) || !state_expects_operand(before)) break;
      m->state = S_YIELD;
      return end;
    case W_OF:
      if (!level_top(m)->is_for || level_top(m)->of_seen || state_expects_operand(before)) break;
      level_top(m)->of_seen = true;
      m->state = S_OPERAND;
      return end;
    default: break;
  }
  shadow_disguise(m, at, end);
  m->state = S_OPERATOR;
  return end;
}

/* A name where a property or class element begins. */
static void element_name(Maker *m, uint32_t at, uint32_t end, Word w) {
  Level *l = level_top(m);
  bool newline;
  uint32_t next = shadow_peek(m, end, &newline);
  char c = m->lx.text[next];
  if (w == W_STATIC && l->kind == LV_CLASS && !l->is_static && !l->has_modifier && !l->is_generator) {
    if (c == '{') {
      m->state = S_STATIC;
      return;
    }
    if (c == '*' || shadow_is_name_start(m, next)) {
      l->is_static = true;
      return;
    }
  }
  if (!l->has_modifier && !l->is_generator) {
    if (((w == W_GET || w == W_SET) && shadow_is_name_start(m, next)) ||
        (w == W_ASYNC && !newline && (c == '*' || shadow_is_name_start(m, next)))) {
      l->has_modifier = true;
      l->is_async = w == W_ASYNC;
      return;
    }
  }
  if (w != W_NONE) shadow_disguise(m, at, end);
  m->state = S_KEY;
}

uint32_t shadow_identifier(Maker *m) {
  bool plain;
  uint32_t at = m->at, end = lex_identifier(&m->lx, at, &plain);
  if (end == LEX_FAILED) return end;
  Word w = plain ? word_find(m->lx.text + at, end - at) : W_NONE, before = m->before;
  bool is_binding = m->expects_binding;
  if (!plain) shadow_disguise(m, at, end);
  m->before = W_NONE;
  if (m->state == S_STATEMENT && word_class(w) != WORD_RESERVED) {
    bool newline;
    uint32_t colon_at = shadow_peek(m, end, &newline);
    if (m->lx.text[colon_at] == ':') {
      memset(m->shadow + at, ' ', colon_at + 1 - at);
      if (m->shadow[m->trivia] == '\n' && m->trivia < at)
        m->shadow[m->trivia] = '\f'; /* what follows is no continuation */
      NOTE(m, labels, ((ShadowLabel){at, end, shadow_peek(m, colon_at + 1, &newline)}));
      return colon_at + 1;
    }
  }
  switch (m->state) {
    case S_PROPERTY:
      if (w != W_NONE && !(w == W_TARGET && before == W_NEW) && !(w == W_META && before == W_IMPORT))
        shadow_disguise(m, at, end);
      m->state = S_OPERATOR;
      return end;
    case S_ELEMENT: element_name(m, at, end, w); return end;
    case S_FUNCTION:
      m->default_at = LEX_FAILED;
      if (w != W_NONE) shadow_disguise(m, at, end);
      return end;
    case S_CLASS:
      m->state = S_OPERATOR;
      if (w == W_EXTENDS) m->state = S_OPERAND;
      else if (w != W_NONE) shadow_disguise(m, at, end);
      return end;
    default:
      m->before = before;
      m->expects_binding = false;
      end = word_token(m, at, end, w);
      if (is_binding && m->state == S_OPERATOR) m->state = S_BINDING;
      m->before = w;
      return end;
  }
}
