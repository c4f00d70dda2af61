/*
 * shadow.c: makes the shadow text (shadow.h) in one pass over the tokens.
 *
 * It needs to know at each token what the syntax allows there: whether a slash divides or begins a regular
 * expression, whether `{` opens a block, an object, a class or a function body, whether `yield` is an operator. It
 * finds out by a state (what came directly before) and a stack of brackets. For valid programs the answers are
 * exact. An invalid program may be misread, but never into a valid one: every leaf of the tree is checked against the
 * source when it is converted.
 */
#include "shadow_maker.h"

Level *level_push(Maker *m, LevelKind kind, State after, uint8_t ctx) {
  Level level = {.kind = kind,
                 .ctx = ctx,
                 .outer_ctx = m->ctx,
                 .after = after,
                 .async_at = LEX_FAILED,
                 .open = m->at,
                 .first_parens = m->parens.count};
  VEC_PUSH(&m->levels, level);
  m->ctx = ctx;
  return level_top(m);
}

void level_drop_ternaries(Maker *m) {
  m->ternary_ctx.count -= level_top(m)->ternaries;
  level_top(m)->ternaries = 0;
}

void shadow_disguise(Maker *m, uint32_t start, uint32_t end) { memset(m->shadow + start, '$', end - start); }

static bool is_name_byte(char c) { return (uint8_t)c >= 0x80 || c == '\\' || lex_is_id_continue((uint8_t)c); }

/* A literal must not run together with a word at its side (`return"a"in b`) or
 * another one (`'a''b'`): there it becomes a string. */
static void disguise_literal(Maker *m, uint32_t start, uint32_t end) {
  const char *s = m->lx.text;
  bool touches = (start > 0 && is_name_byte(m->shadow[start - 1])) || is_name_byte(s[end]);
  shadow_disguise(m, start, end);
  if (touches) m->shadow[start] = m->shadow[end - 1] = '"';
}

uint32_t shadow_peek(Maker *m, uint32_t end, bool *newline) {
  *newline = false;
  uint32_t at = lex_trivia(&m->lx, end, newline, false);
  return at == LEX_FAILED ? m->lx.len : at;
}

/* Length of the plain word at `at`, 0 if there is none. */
static uint32_t word_length(const Maker *m, uint32_t at) {
  uint32_t end = at;
  while (end < m->lx.len && lex_is_id_continue((uint8_t)m->lx.text[end] & 0x80 ? 0 : (uint8_t)m->lx.text[end])) end++;
  if (end < m->lx.len && ((uint8_t)m->lx.text[end] >= 0x80 || m->lx.text[end] == '\\')) return 0;
  return end - at;
}

Word shadow_word_at(const Maker *m, uint32_t at) { return word_find(m->lx.text + at, word_length(m, at)); }

bool shadow_is_name_start(const Maker *m, uint32_t at) {
  if (at >= m->lx.len) return false;
  char c = m->lx.text[at];
  return c == '"' || c == '\'' || c == '[' || c == '#' || (c >= '0' && c <= '9') ||
         (c == '.' && m->lx.text[at + 1] >= '0' && m->lx.text[at + 1] <= '9') || lex_at_identifier(&m->lx, at);
}

/* May the token at hand, on a new line, go on with the expression before it? (ES 12.10.1: only an offending token
 * brings a semicolon.) */
static bool continues(const Maker *m) {
  const char *s = m->lx.text + m->at;
  switch (s[0]) {
    case '"':
    case '\'':
    case '#':
    case '@':
    case '{':
    case '~':
    case '\\': return false;
    case '!': return s[1] == '=';
    case '+':
    case '-': return s[1] != s[0];
    case '.': return !(s[1] >= '0' && s[1] <= '9');
    default: break;
  }
  if (s[0] >= '0' && s[0] <= '9') return false;
  if (!lex_at_identifier(&m->lx, m->at)) return true;
  Word w = shadow_word_at(m, m->at);
  return w == W_IN || w == W_INSTANCEOF;
}

void level_begin_element(Maker *m) {
  Level *l = level_top(m);
  level_drop_ternaries(m);
  l->is_static = l->is_async = l->is_generator = l->has_modifier = l->is_initializer = false;
  m->ctx = l->ctx;
  m->state = S_ELEMENT;
}

void level_begin_statement(Maker *m) {
  level_drop_ternaries(m);
  level_top(m)->nclasses = 0;
  level_top(m)->is_declaring = m->expects_binding = false;
  m->ctx = level_top(m)->ctx;
  m->state = S_STATEMENT;
}

/* The line break before the token at hand: does it end a statement or a class element? Returns what the shadow
 * shows for it. */
static char line_break(Maker *m) {
  Level *l = level_top(m);
  char c = m->lx.text[m->at];
  bool at_end = m->at >= m->lx.len || c == '}' || c == ';' || c == ')' || c == ']' || c == ',' || c == ':';
  if (l->kind != LV_STATEMENTS && l->kind != LV_CLASS) {
    if (m->state == S_ARROW_END || m->state == S_YIELD) return at_end ? ' ' : '\n';
    return ' ';
  }
  bool is_forced = false, ends = false;
  switch (m->state) {
    case S_OPERATOR:
      if (l->nclasses && (c == '{' || shadow_word_at(m, m->at) == W_EXTENDS)) return ' ';
      ends = !continues(m);
      break;
    case S_BINDING: ends = c != '=' && c != ',' && c != ';' && c != '}' && m->at < m->lx.len; break;
    case S_POSTFIX:
      is_forced = c == '(' || c == '[' || c == '`';
      ends = is_forced || !continues(m);
      break;
    case S_ARROW_END: ends = is_forced = !at_end; break;
    case S_YIELD: ends = is_forced = !at_end && shadow_word_at(m, m->at) != W_IN; break;
    case S_JUMP:
    case S_RETURN: ends = c != ';' && c != '}' && m->at < m->lx.len; break;
    case S_KEY:
      if (l->kind != LV_CLASS || c == '(') return ' ';
      ends = c != '=' && c != ';' && c != '}';
      break;
    default: return ' ';
  }
  if (ends) {
    if (l->kind == LV_CLASS) level_begin_element(m);
    else level_begin_statement(m);
  }
  return is_forced ? '\f' : '\n';
}

/* Blanks the space before the token at hand. False at a lexical error. */
static bool next_token(Maker *m, uint32_t from) {
  m->newline = false;
  m->trivia = from;
  m->at = lex_trivia(&m->lx, from, &m->newline, from == 0);
  if (m->at == LEX_FAILED) return false;
  memset(m->shadow + from, ' ', m->at - from);
  return true;
}

bool shadow_fail(Maker *m, uint32_t start, uint32_t end, const char *message) {
  diag_error(m->lx.diags, m->lx.source, (Span){start, end}, "%s", message);
  return false;
}

bool state_expects_operand(State s) {
  return s == S_STATEMENT || s == S_OPERAND || s == S_RETURN || s == S_THROW || s == S_YIELD || s == S_ARROW ||
         s == S_FOR_START || s == S_EXPORT_DEFAULT;
}

/* ---- punctuators ---- */

static void open_brace(Maker *m) {
  Level *l = level_top(m);
  switch (m->state) {
    case S_BODY: level_push(m, LV_STATEMENTS, m->body_after, m->body_ctx); break;
    case S_ARROW: level_push(m, LV_STATEMENTS, S_ARROW_END, m->ctx & ~CTX_YIELD); break;
    case S_STATIC: level_push(m, LV_STATEMENTS, S_ELEMENT, 0); break;
    case S_CLASS:
    case S_OPERATOR:
      if (l->nclasses) {
        l->nclasses--;
        State after = l->declarations & 1 ? S_STATEMENT : S_OPERATOR;
        l->declarations >>= 1;
        level_push(m, LV_CLASS, after, m->ctx);
        level_begin_element(m);
        return;
      }
      level_push(m, LV_STATEMENTS, S_STATEMENT, m->ctx);
      break;
    case S_STATEMENT: level_push(m, LV_STATEMENTS, S_STATEMENT, m->ctx); break;
    default:
      level_push(m, LV_OBJECT, S_OPERATOR, m->ctx);
      level_begin_element(m);
      return;
  }
  m->state = S_STATEMENT;
}

static void open_paren(Maker *m) {
  Level *outer = level_top(m), *l;
  if (m->state == S_FUNCTION) {
    uint8_t ctx = (m->fn_async ? CTX_AWAIT : 0) | (m->fn_generator ? CTX_YIELD : 0);
    if (m->default_at != LEX_FAILED) shadow_name_default(m, m->at, false);
    State after = m->fn_is_declaration ? S_STATEMENT : S_OPERATOR;
    l = level_push(m, LV_PAREN, S_BODY, ctx);
    l->body_after = after;
    l->body_ctx = ctx;
    m->fn_async = false;
  } else if (m->state == S_KEY) {
    uint8_t ctx = (outer->is_async ? CTX_AWAIT : 0) | (outer->is_generator ? CTX_YIELD : 0);
    State after = outer->kind == LV_CLASS ? S_ELEMENT : S_OPERATOR;
    l = level_push(m, LV_PAREN, S_BODY, ctx);
    l->body_after = after;
    l->body_ctx = ctx;
  } else if (m->state == S_HEAD || (m->state == S_STATEMENT && m->before == W_CATCH)) {
    l = level_push(m, LV_PAREN, m->paren_kind, m->ctx);
    l->is_for = m->paren_is_for;
    if (l->is_for) {
      m->state = S_FOR_START;
      return;
    }
  } else {
    bool is_element = m->state == S_OPERAND && (m->last == '[' || m->last == ',' || m->last == ':' || m->last == '.' ||
                                                (m->last == '(' && outer->may_be_target));
    bool is_call = m->state == S_OPERATOR && m->last != '?';
    l = level_push(m, LV_PAREN, S_OPERATOR, m->ctx);
    l->may_be_target = is_element;
    l->is_call = is_call;
    if (m->before == W_ASYNC && m->arrow_async) {
      m->arrow_async = false;
      l->async_at = m->trivia - 5; /* `async` ends where the space before this token begins */
    }
  }
  m->state = S_OPERAND;
}

/* Ends the innermost level at its closing bracket [at, at + 1). False: it is another bracket's. */
static bool close_level(Maker *m, LevelKind a, LevelKind b) {
  Level *l = level_top(m);
  if (m->levels.count == 1 || (l->kind != a && l->kind != b)) return false;
  level_drop_ternaries(m);
  m->ctx = l->outer_ctx;
  m->state = (State)l->after;
  m->body_after = l->body_after;
  m->body_ctx = l->body_ctx;
  m->levels.count--;
  return true;
}

static bool unexpected(Maker *m) {
  m->out->stopped_at = m->at;
  return false;
}

/* Behind the bracket of an array or object: if an assignment follows, it was a pattern, and the parentheses around
 * its targets are blanked. The grammar has none in patterns. */
static void settle_pattern(Maker *m, uint32_t first_parens) {
  if (m->parens.count == first_parens) return;
  bool newline;
  uint32_t next = shadow_peek(m, m->at + 1, &newline);
  const char *s = m->lx.text + next;
  Word w = shadow_word_at(m, next);
  bool is_assigned = shadow_is_equals(s);
  if (is_assigned || (level_top(m)->is_for && (w == W_OF || w == W_IN))) {
    for (uint32_t i = first_parens; i < m->parens.count; i++) {
      m->shadow[m->parens.items[i].open] = m->shadow[m->parens.items[i].close] = ' ';
      NOTE(m, parens, m->parens.items[i]);
    }
    m->parens.count = first_parens;
  } else if (level_top(m)->kind != LV_OBJECT && level_top(m)->kind != LV_BRACKET) {
    m->parens.count = first_parens;
  }
}

static bool close_brace(Maker *m) {
  Level *l = level_top(m);
  uint32_t first_parens = l->first_parens;
  if (l->kind == LV_OBJECT) {
    close_level(m, LV_OBJECT, LV_OBJECT);
    settle_pattern(m, first_parens);
    return true;
  }
  if (!close_level(m, LV_STATEMENTS, LV_CLASS)) return unexpected(m);
  if (m->state == S_ELEMENT) level_begin_element(m);
  else if (m->state == S_STATEMENT) level_begin_statement(m);
  return true;
}

static bool close_paren(Maker *m) {
  uint32_t async_at = level_top(m)->async_at;
  ShadowParens parens = {level_top(m)->open, m->at};
  uint32_t first_parens = level_top(m)->first_parens;
  bool newline, may_be_target = level_top(m)->may_be_target, is_call = level_top(m)->is_call;
  if (!close_level(m, LV_PAREN, LV_PAREN)) return unexpected(m);
  if (async_at != LEX_FAILED) {
    uint32_t next = shadow_peek(m, m->at + 1, &newline);
    bool is_arrow = !newline && m->lx.text[next] == '=' && m->lx.text[next + 1] == '>';
    if (is_arrow) m->arrow_async = true;
    else shadow_disguise(m, async_at, async_at + 5);
  }
  if (is_call && !m->arrow_async) shadow_call_target(m, parens.open);
  if (!may_be_target) m->parens.count = first_parens;
  if (may_be_target) {
    const char *s = m->lx.text + shadow_peek(m, m->at + 1, &newline);
    bool is_end = s[0] == ',' || s[0] == ']' || s[0] == '}' || s[0] == ')' || shadow_is_equals(s);
    if (is_end && m->last != '(') VEC_PUSH(&m->parens, parens);
  }
  return true;
}

static void colon(Maker *m) {
  Level *l = level_top(m);
  if (l->ternaries) {
    l->ternaries--;
    m->ctx = m->ternary_ctx.items[--m->ternary_ctx.count];
    m->state = S_OPERAND;
  } else if (l->kind == LV_STATEMENTS) {
    level_begin_statement(m);
  } else {
    m->state = S_OPERAND;
  }
}

static void comma(Maker *m) {
  Level *l = level_top(m);
  if (l->kind == LV_OBJECT) {
    level_begin_element(m);
    return;
  }
  if (l->kind != LV_CLASS) m->ctx = l->ctx;
  level_drop_ternaries(m);
  m->expects_binding = l->is_declaring;
  m->state = S_OPERAND;
}

/* Template characters from `at` to the next substitution or the end. Returns where to go on. */
static uint32_t template_chars(Maker *m, uint32_t at) {
  uint32_t end = lex_template_chars(&m->lx, at);
  if (end == LEX_FAILED) return end;
  memset(m->shadow + at, 'x', end - at);
  if (m->lx.text[end] == '`') {
    m->state = S_OPERATOR;
    return end + 1;
  }
  m->at = end;
  level_push(m, LV_TEMPLATE, S_OPERATOR, m->ctx);
  m->state = S_OPERAND;
  return end + 2;
}

static uint32_t number_token(Maker *m) {
  const char *s = m->lx.text;
  uint32_t end = lex_number(&m->lx, m->at);
  if (end == LEX_FAILED) return end;
  bool is_plain = s[end] != '.' && (s[m->at] != '0' || end == m->at + 1);
  for (uint32_t i = m->at; is_plain && i < end; i++) is_plain = s[i] >= '0' && s[i] <= '9';
  if (!is_plain || m->state == S_ELEMENT) disguise_literal(m, m->at, end);
  return end;
}

static void operand_done(Maker *m) { m->state = m->state == S_ELEMENT ? S_KEY : S_OPERATOR; }

static uint32_t punctuator_token(Maker *m) {
  const char *s = m->lx.text + m->at;
  uint32_t n = lex_punctuator(&m->lx, m->at), end = m->at + n;
  Level *l = level_top(m);
  State before = m->state;
  Word word_before = m->before;
  uint32_t first_parens = l->first_parens;
  bool is_index = l->is_index;
  if (n == 0 || s[0] == '@') {
    lex_report_character(&m->lx, m->at);
    return LEX_FAILED;
  }
  if (s[0] != '(') m->before = W_NONE;
  m->expects_binding = false;
  if (l->kind == LV_PAREN && (!strchr("().[]`?", s[0]) || (s[0] == '[' && state_expects_operand(before))))
    l->may_be_target = false;
  switch (s[0]) {
    case '{': open_brace(m); return end;
    case '(':
      open_paren(m);
      m->before = W_NONE;
      return end;
    case '[':
      if (before == S_ELEMENT) level_push(m, LV_BRACKET, S_KEY, l->ctx);
      else level_push(m, LV_BRACKET, S_OPERATOR, m->ctx)->is_index = !state_expects_operand(before);
      m->state = S_OPERAND;
      return end;
    case '}':
      if (l->kind == LV_TEMPLATE) {
        close_level(m, LV_TEMPLATE, LV_TEMPLATE);
        return template_chars(m, end);
      }
      return close_brace(m) ? end : LEX_FAILED;
    case ')': return close_paren(m) ? end : LEX_FAILED;
    case ']':
      if (!close_level(m, LV_BRACKET, LV_BRACKET)) return unexpected(m), LEX_FAILED;
      if (is_index) m->parens.count = first_parens;
      else settle_pattern(m, first_parens);
      return end;
    case ';':
      if (l->kind == LV_CLASS) level_begin_element(m);
      else if (l->kind == LV_STATEMENTS) level_begin_statement(m);
      else m->state = S_OPERAND;
      return end;
    case ':': colon(m); return end;
    case ',': comma(m); return end;
    case '`': break;
    case '.':
      m->state = S_OPERAND; /* … */
      if (n == 1) {
        m->state = S_PROPERTY;
        m->before = word_before;
      }
      return end;
    case '?':
      m->state = n == 2 && s[1] == '.' ? S_PROPERTY : S_OPERAND;
      if (m->state == S_PROPERTY) {
        bool newline;
        char c = m->lx.text[shadow_peek(m, end, &newline)];
        if (c == '(' || c == '[' || c == '`') m->state = S_OPERATOR;
      } else if (n == 1) {
        VEC_PUSH(&m->ternary_ctx, m->ctx);
        l->ternaries++;
      }
      return end;
    case '+':
    case '-':
      if (n == 2 && s[1] == s[0] && !state_expects_operand(before)) m->state = S_POSTFIX;
      else m->state = S_OPERAND;
      return end;
    case '*':
      if (before == S_FUNCTION) {
        m->fn_generator = true;
      } else if (before == S_ELEMENT) {
        l->is_generator = true;
      } else {
        m->state = S_OPERAND;
      }
      return end;
    case '=':
      if (n == 2 && s[1] == '>') {
        if (m->newline) {
          shadow_fail(m, m->at, end, "a line break may not stand before '=>'");
          return LEX_FAILED;
        }
        m->ctx = m->arrow_async ? CTX_AWAIT : 0;
        m->arrow_async = false;
        m->state = S_ARROW;
        return end;
      }
      if (before == S_KEY && l->kind == LV_CLASS && n == 1) {
        l->is_initializer = true;
        m->ctx = 0;
      }
      break;
    case '<': /* the grammar would take it for JSX */
      if (state_expects_operand(before)) return unexpected(m), LEX_FAILED;
      break;
    default: break;
  }
  m->state = S_OPERAND;
  return end;
}

/* Reads the token at hand; returns the offset behind it. */
static uint32_t one_token(Maker *m) {
  const char *s = m->lx.text + m->at;
  char c = s[0];
  uint32_t end;
  if (m->state == S_THROW && m->newline) {
    shadow_fail(m, m->at, m->at, "a line break may not stand between 'throw' and its expression");
    return LEX_FAILED;
  }
  if (lex_at_identifier(&m->lx, m->at)) return shadow_identifier(m);
  if (c == '"' || c == '\'') {
    end = lex_string(&m->lx, m->at);
    if (end != LEX_FAILED) disguise_literal(m, m->at, end);
    operand_done(m);
  } else if ((c >= '0' && c <= '9') || (c == '.' && s[1] >= '0' && s[1] <= '9')) {
    end = number_token(m);
    operand_done(m);
  } else if (c == '`') {
    end = template_chars(m, m->at + 1);
  } else if (c == '#' && lex_at_identifier(&m->lx, m->at + 1)) {
    bool plain;
    end = lex_identifier(&m->lx, m->at + 1, &plain);
    if (end != LEX_FAILED && (!plain || word_find(s + 1, end - m->at - 1))) shadow_disguise(m, m->at + 1, end);
    operand_done(m);
  } else if (c == '/' && (state_expects_operand(m->state) || m->state == S_ARROW)) {
    end = lex_regexp(&m->lx, m->at);
    if (end != LEX_FAILED) disguise_literal(m, m->at, end);
    m->state = S_OPERATOR;
  } else if (c == '%' && m->options->allow_intrinsics && state_expects_operand(m->state) && s[1] >= 'A' &&
             s[1] <= 'Z') {
    bool plain;
    end = lex_identifier(&m->lx, m->at + 1, &plain);
    if (end != LEX_FAILED) disguise_literal(m, m->at, end);
    m->state = S_OPERATOR;
  } else {
    return punctuator_token(m);
  }
  m->before = W_NONE;
  return end;
}

static bool read_tokens(Maker *m) {
  uint32_t end = 0;
  if (m->lx.text[0] == '#' && m->lx.text[1] == '!') {
    while (end < m->lx.len && m->lx.text[end] != '\n' && m->lx.text[end] != '\r' &&
           strncmp(m->lx.text + end, "\u2028", 3) && strncmp(m->lx.text + end, "\u2029", 3))
      end++;
    memset(m->shadow, ' ', end);
  }
  for (;;) {
    if (!next_token(m, end)) return false;
    if (m->newline) m->shadow[m->trivia] = line_break(m);
    if (m->at >= m->lx.len) break;
    if (m->state == S_BINDING) m->state = S_OPERATOR;
    if (m->state == S_YIELD) {
      char c = m->lx.text[m->at];
      if (c == ')' || c == ']' || c == '}' || c == ',' || c == ';' || c == ':' || shadow_word_at(m, m->at) == W_IN)
        m->state = S_OPERATOR;
    }
    bool is_head_end = m->lx.text[m->at] == ')';
    uint32_t begin = m->at;
    end = one_token(m);
    if (end == LEX_FAILED) return m->out->stopped_at != LEX_FAILED;
    bool is_label = m->lx.text[end - 1] == ':' && m->lx.text[begin] != ':';
    m->is_lone = (is_head_end || is_label) && m->state == S_STATEMENT;
    m->last = m->lx.text[begin];
  }
  if (m->levels.count > 1) m->out->stopped_at = m->lx.len;
  return true;
}

/* Inner pairs were noted before outer ones. */
static void sort_parens(Shadow *s) {
  for (uint32_t i = 1; i < s->nparens; i++) {
    ShadowParens p = s->parens[i];
    uint32_t k = i;
    for (; k > 0 && s->parens[k - 1].open > p.open; k--) s->parens[k] = s->parens[k - 1];
    s->parens[k] = p;
  }
}

bool shadow_make(Shadow *shadow, const ParseOptions *options, const Source *source) {
  char *text = host_alloc((size_t)source->len + 1);
  memcpy(text, source->text, (size_t)source->len + 1);
  *shadow = (Shadow){.text = text, .stopped_at = LEX_FAILED};
  Maker m = {.lx = {source, source->text, source->len, options->diags, options->goal != PARSE_MODULE},
             .out = shadow,
             .options = options,
             .shadow = text,
             .default_at = LEX_FAILED};
  bool awaits = options->goal == PARSE_MODULE || options->top_level_await;
  level_push(&m, LV_STATEMENTS, S_STATEMENT, awaits ? CTX_AWAIT : 0);
  m.state = S_STATEMENT;
  bool ok = read_tokens(&m);
  VEC_FREE(&m.levels);
  VEC_FREE(&m.ternary_ctx);
  VEC_FREE(&m.parens);
  if (ok) sort_parens(shadow);
  return ok;
}

void shadow_free(Shadow *shadow) {
  host_free(shadow->text);
  shadow->text = NULL;
}
