/*
 * shadow.c: makes the shadow text (shadow.h) in one pass over the tokens.
 *
 * It needs to know at each token what the syntax allows there: whether a slash divides or begins a regular
 * expression, whether `{` opens a block, an object, a class or a function body, whether `yield` is an operator. It
 * finds out by a state (what came directly before) and a stack of brackets. For valid programs the answers are
 * exact. An invalid program may be misread, but never into a valid one: every leaf of the tree is checked against the
 * source when it is converted.
 */
#include "shadow.h"

#include "../support/array.h"
#include "../support/host.h"
#include "lex.h"
#include "words.h"

/* What the token before says about the next one. */
typedef enum State {
  S_STATEMENT,      /* a statement may begin */
  S_OPERAND,        /* an operand is due */
  S_OPERATOR,       /* an operand has ended */
  S_POSTFIX,        /* … with ++ or -- behind it: no call or member may follow */
  S_ARROW_END,      /* … with the block of an arrow function: only the end of the expression may follow */
  S_BINDING,        /* behind a name that is being declared: only = , in or of may follow */
  S_JUMP,           /* behind break, continue, debugger */
  S_RETURN,         /* behind return */
  S_THROW,
  S_YIELD,
  S_PROPERTY,       /* behind a dot */
  S_FUNCTION,       /* behind `function`, its star or its name */
  S_CLASS,          /* behind `class` */
  S_HEAD,           /* behind if, while, for …: a parenthesis is due */
  S_BODY,           /* behind a parameter list: a function's body is due */
  S_ARROW,          /* behind => */
  S_ELEMENT,        /* an element of a class or a property of an object may begin */
  S_KEY,            /* behind its name */
  S_STATIC,         /* behind `static` of a static block */
  S_FOR_START,      /* behind the parenthesis of a `for` head */
  S_EXPORT_DEFAULT
} State;

enum { CTX_YIELD = 1, CTX_AWAIT = 2 }; /* `yield`, `await` are operators here */

typedef enum LevelKind { LV_STATEMENTS, LV_OBJECT, LV_CLASS, LV_PAREN, LV_BRACKET, LV_TEMPLATE } LevelKind;

typedef struct Level {
  uint8_t kind;
  uint8_t ctx;       /* inside, where nothing else changes it */
  uint8_t outer_ctx; /* to go back to at its end */
  uint8_t after;     /* State behind the closing bracket */
  uint8_t body_after, body_ctx; /* parameter lists: of the body */
  bool is_for, of_seen;
  bool is_static, is_async, is_generator, has_modifier; /* of the class element or property at hand */
  bool is_initializer;   /* LV_CLASS: behind the `=` of a field */
  bool is_index;         /* LV_BRACKET: of a member, not an array */
  bool is_declaring;     /* in a var, let or const */
  uint8_t nclasses;      /* classes whose body has not begun at this level */
  uint32_t declarations; /* a bit for each of them: it is a declaration */
  uint32_t ternaries;    /* `?` that wait for their colon */
  uint32_t async_at;     /* parentheses behind a name `async`: its offset */
  bool may_be_target;    /* parentheses around a name or member, as an element or property value */
  uint32_t first_parens; /* length of Maker.parens when this level began */
  uint32_t open;
} Level;

typedef struct Maker {
  Lexer lx;
  Shadow *out;
  const ParseOptions *options;
  char *shadow;
  State state;
  uint8_t ctx;
  bool newline;          /* a line break stands before the token at hand */
  uint32_t trivia, at;   /* where the space before it begins; where it begins */
  uint32_t default_at;   /* the `default` of an `export default` whose declaration has no name yet */
  Word before;           /* the word directly before, W_NONE if the token before was none */
  bool fn_async, fn_generator, fn_is_declaration;
  uint8_t body_after, body_ctx;
  bool arrow_async;      /* the arrow to come is async's */
  uint8_t paren_kind;    /* of the parenthesis that a word announced: State behind it */
  bool paren_is_for;
  bool expects_binding; /* a name or pattern to declare is due */
  bool is_lone; /* the token before was a label or closed the head of an if, while, for or with */
  ARRAY(Level) levels;
  ARRAY(ShadowParens) parens; /* around what may turn out to be destructuring targets */
  char last;             /* first character of the token before */
  ARRAY(uint8_t) ternary_ctx;
} Maker;

static Level *top(Maker *m) { return &m->levels.items[m->levels.count - 1]; }

static Level *push(Maker *m, LevelKind kind, State after, uint8_t ctx) {
  Level level = {.kind = kind, .ctx = ctx, .outer_ctx = m->ctx, .after = after, .async_at = LEX_FAILED, .open = m->at,
                 .first_parens = m->parens.count};
  VEC_PUSH(&m->levels, level);
  m->ctx = ctx;
  return top(m);
}

static void drop_ternaries(Maker *m) {
  m->ternary_ctx.count -= top(m)->ternaries;
  top(m)->ternaries = 0;
}

static void disguise(Maker *m, uint32_t start, uint32_t end) { memset(m->shadow + start, '$', end - start); }

static bool is_name_byte(char c) { return (uint8_t)c >= 0x80 || c == '\\' || lex_is_id_continue((uint8_t)c); }

/* A literal must not run together with a word at its side (`return"a"in b`) or
 * another one (`'a''b'`): there it becomes a string. */
static void disguise_literal(Maker *m, uint32_t start, uint32_t end) {
  const char *s = m->lx.text;
  bool touches = (start > 0 && is_name_byte(m->shadow[start - 1])) || is_name_byte(s[end]);
  disguise(m, start, end);
  if (touches) m->shadow[start] = m->shadow[end - 1] = '"';
}

/* Adds to one of the shadow's lists. */
#define NOTE(m, list, value)                                                                                           \
  do {                                                                                                                 \
    Shadow *s_ = (m)->out;                                                                                             \
    if (s_->n##list == s_->list##_capacity)                                                                            \
      s_->list = array_grow_in((m)->options->arena, s_->list, s_->n##list, &s_->list##_capacity, sizeof *s_->list);    \
    s_->list[s_->n##list++] = (value);                                                                                 \
  } while (0)

static uint32_t peek(Maker *m, uint32_t end, bool *newline) {
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

static Word word_at(const Maker *m, uint32_t at) { return word_find(m->lx.text + at, word_length(m, at)); }

static bool is_name_start(const Maker *m, uint32_t at) {
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
  case '"': case '\'': case '#': case '@': case '{': case '~': case '\\':
    return false;
  case '!':
    return s[1] == '=';
  case '+': case '-':
    return s[1] != s[0];
  case '.':
    return !(s[1] >= '0' && s[1] <= '9');
  default:
    break;
  }
  if (s[0] >= '0' && s[0] <= '9') return false;
  if (!lex_at_identifier(&m->lx, m->at)) return true;
  Word w = word_at(m, m->at);
  return w == W_IN || w == W_INSTANCEOF;
}

static void begin_element(Maker *m) {
  Level *l = top(m);
  drop_ternaries(m);
  l->is_static = l->is_async = l->is_generator = l->has_modifier = l->is_initializer = false;
  m->ctx = l->ctx;
  m->state = S_ELEMENT;
}

static void begin_statement(Maker *m) {
  drop_ternaries(m);
  top(m)->nclasses = 0;
  top(m)->is_declaring = m->expects_binding = false;
  m->ctx = top(m)->ctx;
  m->state = S_STATEMENT;
}

/* The line break before the token at hand: does it end a statement or a class element? Returns what the shadow
 * shows for it. */
static char line_break(Maker *m) {
  Level *l = top(m);
  char c = m->lx.text[m->at];
  bool at_end = m->at >= m->lx.len || c == '}' || c == ';' || c == ')' || c == ']' || c == ',' || c == ':';
  if (l->kind != LV_STATEMENTS && l->kind != LV_CLASS) {
    if (m->state == S_ARROW_END || m->state == S_YIELD) return at_end ? ' ' : '\n';
    return ' ';
  }
  bool is_forced = false, ends = false;
  switch (m->state) {
  case S_OPERATOR:
    if (l->nclasses && (c == '{' || word_at(m, m->at) == W_EXTENDS)) return ' ';
    ends = !continues(m);
    break;
  case S_BINDING:
    ends = c != '=' && c != ',' && c != ';' && c != '}' && m->at < m->lx.len;
    break;
  case S_POSTFIX:
    is_forced = c == '(' || c == '[' || c == '`';
    ends = is_forced || !continues(m);
    break;
  case S_ARROW_END:
    ends = is_forced = !at_end;
    break;
  case S_YIELD:
    ends = is_forced = !at_end && word_at(m, m->at) != W_IN;
    break;
  case S_JUMP: case S_RETURN:
    ends = c != ';' && c != '}' && m->at < m->lx.len;
    break;
  case S_KEY:
    if (l->kind != LV_CLASS || c == '(') return ' ';
    ends = c != '=' && c != ';' && c != '}';
    break;
  default:
    return ' ';
  }
  if (ends) {
    if (l->kind == LV_CLASS) begin_element(m);
    else begin_statement(m);
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

static bool fail_at(Maker *m, uint32_t start, uint32_t end, const char *message) {
  diag_error(m->lx.diags, m->lx.source, (Span){start, end}, "%s", message);
  return false;
}

/* ---- import and export ---- */

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
  if (!plain || word_find(m->lx.text + at, end - at)) disguise(m, at, end);
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
    if (at != LEX_FAILED && word_at(m, at) == W_AS) {
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
  uint32_t with = peek(m, end, &newline);
  if (word_at(m, with) != W_WITH) return end;
  uint32_t brace = peek(m, with + 4, &newline);
  if (m->lx.text[brace] != '{') return end;
  uint32_t close = brace + 1;
  while (close < m->lx.len && m->lx.text[close] != '}') {
    char c = m->lx.text[close];
    uint32_t next = c == '"' || c == '\'' ? lex_string(&m->lx, close) : peek(m, close, &newline);
    if (next == LEX_FAILED) return next;
    close = next == close ? close + 1 : next;
  }
  if (close < m->lx.len) close++;
  memset(m->shadow + end, ' ', close - end);
  NOTE(m, attributes, ((ShadowAttributes){end, brace, close}));
  return close;
}

/* Behind `import` of a declaration. Stops at what does not fit: the grammar refuses it. */
static uint32_t import_declaration(Maker *m, uint32_t end) {
  uint32_t at = clause_space(m, end);
  bool is_name = false; /* a binding is complete, so `from` is the keyword */
  while (at != LEX_FAILED && at < m->lx.len) {
    char c = m->lx.text[at];
    if (c == '"' || c == '\'') return clause_source(m, at);
    if (is_name && word_at(m, at) == W_FROM) {
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
      if (next == LEX_FAILED || word_at(m, next) != W_AS) return next;
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
static uint32_t export_declaration(Maker *m, uint32_t end) {
  uint32_t at = clause_space(m, end);
  if (at == LEX_FAILED || at >= m->lx.len) return at;
  char c = m->lx.text[at];
  Word w = word_at(m, at);
  m->state = S_STATEMENT;
  if (w == W_DEFAULT) {
    m->default_at = at;
    m->state = S_EXPORT_DEFAULT;
    return at + 7;
  }
  if (c != '*' && c != '{') return at;
  uint32_t next = c == '{' ? clause_braces(m, at) : clause_space(m, at + 1);
  if (next == LEX_FAILED) return next;
  if (c == '*' && word_at(m, next) == W_AS) {
    next = clause_space(m, next + 2);
    if (next != LEX_FAILED) next = clause_name(m, next);
  }
  if (next == LEX_FAILED) return next;
  bool newline;
  uint32_t from = peek(m, next, &newline);
  m->state = S_JUMP;
  if (word_at(m, from) != W_FROM) return next;
  memset(m->shadow + next, ' ', from - next);
  at = clause_space(m, from + 4);
  return at == LEX_FAILED ? at : clause_source(m, at);
}

/* Gives the anonymous function or class of an `export default` a name, in the bytes from `default` to `end`. */
static void name_default(Maker *m, uint32_t end, bool is_class) {
  char text[32];
  int n = host_format(text, sizeof text, "%s%s%s $", m->fn_async && !is_class ? "async " : "",
                      is_class ? "class" : "function", m->fn_generator && !is_class ? "*" : "");
  memset(m->shadow + m->default_at, ' ', end - m->default_at);
  memcpy(m->shadow + m->default_at, text, (size_t)n);
  m->default_at = LEX_FAILED;
}

/* ---- words ---- */

static bool expects_operand(State s) {
  return s == S_STATEMENT || s == S_OPERAND || s == S_RETURN || s == S_THROW || s == S_YIELD || s == S_ARROW ||
         s == S_FOR_START || s == S_EXPORT_DEFAULT;
}

/* Is `let` at [at, end) the keyword? ES 14.3.1, 14.5, 14.7.4. */
static bool let_is_keyword(Maker *m, uint32_t end, bool starts_body) {
  if (m->state != S_STATEMENT && m->state != S_FOR_START) return false;
  bool newline;
  uint32_t next = peek(m, end, &newline);
  char c = m->lx.text[next];
  if (c == '[') return true;
  if (starts_body && newline) return false;
  if (c == '{') return true;
  if (!lex_at_identifier(&m->lx, next)) return false;
  Word w = word_at(m, next);
  if (m->state == S_FOR_START && w == W_OF) {
    /* for (let of …: a declaration of `of` only before = ; , in or of */
    uint32_t then = peek(m, next + 2, &newline);
    c = m->lx.text[then];
    w = word_at(m, then);
    return c == '=' || c == ';' || c == ',' || w == W_IN || w == W_OF;
  }
  return w != W_IN && w != W_INSTANCEOF;
}

static bool using_is_keyword(Maker *m, uint32_t end) {
  if (m->state != S_STATEMENT && m->state != S_FOR_START && m->before != W_AWAIT) return false;
  bool newline;
  uint32_t next = peek(m, end, &newline);
  if (newline || !lex_at_identifier(&m->lx, next)) return false;
  Word w = word_at(m, next);
  if (top(m)->is_for && w == W_OF) {
    uint32_t then = peek(m, next + 2, &newline);
    char c = m->lx.text[then];
    return (c == '=' && m->lx.text[then + 1] != '=' && m->lx.text[then + 1] != '>') || c == ';' || c == ':' ||
           word_at(m, then) == W_OF;
  }
  return w != W_IN && w != W_INSTANCEOF;
}

/* `await` at a statement's start, before `using x` on the same line? */
static bool await_using(Maker *m, uint32_t end, State before) {
  bool newline;
  uint32_t next = peek(m, end, &newline);
  if ((before != S_STATEMENT && before != S_FOR_START) || newline || word_at(m, next) != W_USING) return false;
  next = peek(m, next + 5, &newline);
  Word w = word_at(m, next);
  return !newline && lex_at_identifier(&m->lx, next) && w != W_IN && w != W_INSTANCEOF;
}

/* `async` where an operand is due: keeps it if a function follows. */
static void async_word(Maker *m, uint32_t at, uint32_t end) {
  bool newline;
  uint32_t next = peek(m, end, &newline);
  State next_state = S_OPERATOR;
  bool keep = false;
  if (!newline && word_at(m, next) == W_FUNCTION) {
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
      if ((c == '{' || c == '}') && m->lx.text[next] != '\\' && !memchr(m->lx.text + next, '\\', name_end - next)) break;
      name_end += n;
    }
    uint32_t arrow = peek(m, name_end, &newline);
    if (!newline && m->lx.text[arrow] == '=' && m->lx.text[arrow + 1] == '>') {
      keep = m->arrow_async = true;
      next_state = S_OPERAND;
    }
  }
  if (!keep) disguise(m, at, end);
  m->state = next_state;
}

/* Behind var, let or const. */
static void begin_binding(Maker *m) {
  top(m)->is_declaring = m->expects_binding = true;
  m->state = S_OPERAND;
}

/* An identifier or keyword in an expression or at the start of a statement. */
static uint32_t word_token(Maker *m, uint32_t at, uint32_t end, Word w) {
  State before = m->state;
  bool starts_body = false;
  switch (w) {
  case W_NONE:
    m->state = S_OPERATOR;
    return end;
  case W_IF: case W_WHILE: case W_WITH: case W_SWITCH: case W_FOR:
    m->paren_kind = S_STATEMENT;
    m->paren_is_for = w == W_FOR;
    m->state = S_HEAD;
    return end;
  case W_CATCH:
    m->paren_kind = S_STATEMENT;
    m->paren_is_for = false;
    m->state = S_STATEMENT;
    return end;
  case W_ELSE: case W_DO: case W_TRY: case W_FINALLY:
    m->state = S_STATEMENT;
    return end;
  case W_BREAK: case W_CONTINUE: case W_DEBUGGER:
    m->state = S_JUMP;
    return end;
  case W_RETURN:
    m->state = S_RETURN;
    return end;
  case W_THROW:
    m->state = S_THROW;
    return end;
  case W_VAR: case W_CONST:
    begin_binding(m);
    return end;
  case W_CASE: case W_TYPEOF: case W_VOID: case W_DELETE: case W_NEW: case W_IN:
  case W_INSTANCEOF: case W_EXTENDS:
    m->state = S_OPERAND;
    return end;
  case W_THIS: case W_SUPER: case W_NULL: case W_TRUE: case W_FALSE: case W_DEFAULT: case W_ENUM:
    m->state = S_OPERATOR;
    return end;
  case W_FUNCTION:
    m->fn_is_declaration = before == S_STATEMENT || before == S_EXPORT_DEFAULT;
    m->fn_async = m->before == W_ASYNC && m->fn_async;
    m->fn_generator = false;
    if (before != S_EXPORT_DEFAULT) m->default_at = LEX_FAILED;
    m->state = S_FUNCTION;
    return end;
  case W_CLASS: {
    Level *l = top(m);
    bool is_declaration = before == S_STATEMENT || before == S_EXPORT_DEFAULT, newline;
    l->declarations = l->declarations << 1 | is_declaration;
    l->nclasses++;
    m->state = S_CLASS;
    if (before == S_EXPORT_DEFAULT) {
      uint32_t next = peek(m, end, &newline);
      if (m->lx.text[next] == '{' || word_at(m, next) == W_EXTENDS) name_default(m, end, true);
    }
    return end;
  }
  case W_IMPORT: {
    bool newline;
    char c = m->lx.text[peek(m, end, &newline)];
    if (before != S_STATEMENT || c == '(' || c == '.') {
      m->state = S_OPERATOR;
      return end;
    }
    m->state = S_JUMP;
    return import_declaration(m, end);
  }
  case W_EXPORT:
    if (before != S_STATEMENT) return end;
    return export_declaration(m, end);
  case W_LET:
    starts_body = m->before == W_ELSE || m->before == W_DO || m->is_lone;
    if (!let_is_keyword(m, end, starts_body)) break;
    memcpy(m->shadow + at, "var", 3); /* the grammar has `let[x]` for a member in some places */
    begin_binding(m);
    return end;
  case W_USING:
    if (!using_is_keyword(m, end)) break;
    m->state = S_OPERAND;
    return end;
  case W_ASYNC:
    if (!expects_operand(before)) break;
    async_word(m, at, end);
    return end;
  case W_AWAIT:
    if (before == S_HEAD) return end; /* for await */
    if (!(m->ctx & CTX_AWAIT) || !expects_operand(before)) break;
    m->state = S_OPERAND;
    if (!await_using(m, end, before)) memcpy(m->shadow + at, "void ", 5);
    return end;
  case W_YIELD:
    if (!(m->ctx & CTX_YIELD) || !expects_operand(before)) break;
    m->state = S_YIELD;
    return end;
  case W_OF:
    if (!top(m)->is_for || top(m)->of_seen || expects_operand(before)) break;
    top(m)->of_seen = true;
    m->state = S_OPERAND;
    return end;
  default:
    break;
  }
  disguise(m, at, end);
  m->state = S_OPERATOR;
  return end;
}

/* A name where a property or class element begins. */
static void element_name(Maker *m, uint32_t at, uint32_t end, Word w) {
  Level *l = top(m);
  bool newline;
  uint32_t next = peek(m, end, &newline);
  char c = m->lx.text[next];
  if (w == W_STATIC && l->kind == LV_CLASS && !l->is_static && !l->has_modifier && !l->is_generator) {
    if (c == '{') {
      m->state = S_STATIC;
      return;
    }
    if (c == '*' || is_name_start(m, next)) {
      l->is_static = true;
      return;
    }
  }
  if (!l->has_modifier && !l->is_generator) {
    if (((w == W_GET || w == W_SET) && is_name_start(m, next)) ||
        (w == W_ASYNC && !newline && (c == '*' || is_name_start(m, next)))) {
      l->has_modifier = true;
      l->is_async = w == W_ASYNC;
      return;
    }
  }
  if (w != W_NONE) disguise(m, at, end);
  m->state = S_KEY;
}

static uint32_t identifier_token(Maker *m) {
  bool plain;
  uint32_t at = m->at, end = lex_identifier(&m->lx, at, &plain);
  if (end == LEX_FAILED) return end;
  Word w = plain ? word_find(m->lx.text + at, end - at) : W_NONE, before = m->before;
  bool is_binding = m->expects_binding;
  if (!plain) disguise(m, at, end);
  m->before = W_NONE;
  if (m->state == S_STATEMENT && word_class(w) != WORD_RESERVED) {
    bool newline;
    uint32_t colon_at = peek(m, end, &newline);
    if (m->lx.text[colon_at] == ':') {
      memset(m->shadow + at, ' ', colon_at + 1 - at);
      NOTE(m, labels, ((ShadowLabel){at, end, peek(m, colon_at + 1, &newline)}));
      return colon_at + 1;
    }
  }
  switch (m->state) {
  case S_PROPERTY:
    if (w != W_NONE && !(w == W_TARGET && before == W_NEW) && !(w == W_META && before == W_IMPORT)) disguise(m, at, end);
    m->state = S_OPERATOR;
    return end;
  case S_ELEMENT:
    element_name(m, at, end, w);
    return end;
  case S_FUNCTION:
    m->default_at = LEX_FAILED;
    if (w != W_NONE) disguise(m, at, end);
    return end;
  case S_CLASS:
    m->state = S_OPERATOR;
    if (w == W_EXTENDS) m->state = S_OPERAND;
    else if (w != W_NONE) disguise(m, at, end);
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

/* ---- punctuators ---- */

static void open_brace(Maker *m) {
  Level *l = top(m);
  switch (m->state) {
  case S_BODY:
    push(m, LV_STATEMENTS, m->body_after, m->body_ctx);
    break;
  case S_ARROW:
    push(m, LV_STATEMENTS, S_ARROW_END, m->ctx & ~CTX_YIELD);
    break;
  case S_STATIC:
    push(m, LV_STATEMENTS, S_ELEMENT, 0);
    break;
  case S_CLASS: case S_OPERATOR:
    if (l->nclasses) {
      l->nclasses--;
      State after = l->declarations & 1 ? S_STATEMENT : S_OPERATOR;
      l->declarations >>= 1;
      push(m, LV_CLASS, after, m->ctx);
      begin_element(m);
      return;
    }
    push(m, LV_STATEMENTS, S_STATEMENT, m->ctx);
    break;
  case S_STATEMENT:
    push(m, LV_STATEMENTS, S_STATEMENT, m->ctx);
    break;
  default:
    push(m, LV_OBJECT, S_OPERATOR, m->ctx);
    begin_element(m);
    return;
  }
  m->state = S_STATEMENT;
}

static void open_paren(Maker *m) {
  Level *outer = top(m), *l;
  if (m->state == S_FUNCTION) {
    uint8_t ctx = (m->fn_async ? CTX_AWAIT : 0) | (m->fn_generator ? CTX_YIELD : 0);
    if (m->default_at != LEX_FAILED) name_default(m, m->at, false);
    State after = m->fn_is_declaration ? S_STATEMENT : S_OPERATOR;
    l = push(m, LV_PAREN, S_BODY, ctx);
    l->body_after = after;
    l->body_ctx = ctx;
    m->fn_async = false;
  } else if (m->state == S_KEY) {
    uint8_t ctx = (outer->is_async ? CTX_AWAIT : 0) | (outer->is_generator ? CTX_YIELD : 0);
    State after = outer->kind == LV_CLASS ? S_ELEMENT : S_OPERATOR;
    l = push(m, LV_PAREN, S_BODY, ctx);
    l->body_after = after;
    l->body_ctx = ctx;
  } else if (m->state == S_HEAD || (m->state == S_STATEMENT && m->before == W_CATCH)) {
    l = push(m, LV_PAREN, m->paren_kind, m->ctx);
    l->is_for = m->paren_is_for;
    if (l->is_for) {
      m->state = S_FOR_START;
      return;
    }
  } else {
    bool is_element = m->state == S_OPERAND && (m->last == '[' || m->last == ',' || m->last == ':' || m->last == '.' ||
                                                (m->last == '(' && outer->may_be_target));
    l = push(m, LV_PAREN, S_OPERATOR, m->ctx);
    l->may_be_target = is_element;
    if (m->before == W_ASYNC && m->arrow_async) {
      m->arrow_async = false;
      l->async_at = m->trivia - 5; /* `async` ends where the space before this token begins */
    }
  }
  m->state = S_OPERAND;
}

/* Ends the innermost level at its closing bracket [at, at + 1). False: it is another bracket's. */
static bool close_level(Maker *m, LevelKind a, LevelKind b) {
  Level *l = top(m);
  if (m->levels.count == 1 || (l->kind != a && l->kind != b)) return false;
  drop_ternaries(m);
  m->ctx = l->outer_ctx;
  m->state = (State)l->after;
  m->body_after = l->body_after;
  m->body_ctx = l->body_ctx;
  m->levels.count--;
  return true;
}

static bool unexpected(Maker *m) {
  diag_error(m->lx.diags, m->lx.source, (Span){m->at, m->at + 1}, "unexpected token '%c'", m->lx.text[m->at]);
  return false;
}

/* Behind the bracket of an array or object: if an assignment follows, it was a pattern, and the parentheses around
 * its targets are blanked. The grammar has none in patterns. */
static void settle_pattern(Maker *m, uint32_t first_parens) {
  if (m->parens.count == first_parens) return;
  bool newline;
  uint32_t next = peek(m, m->at + 1, &newline);
  const char *s = m->lx.text + next;
  Word w = word_at(m, next);
  bool is_assigned = s[0] == '=' && s[1] != '=' && s[1] != '>';
  if (is_assigned || (top(m)->is_for && (w == W_OF || w == W_IN))) {
    for (uint32_t i = first_parens; i < m->parens.count; i++) {
      m->shadow[m->parens.items[i].open] = m->shadow[m->parens.items[i].close] = ' ';
      NOTE(m, parens, m->parens.items[i]);
    }
    m->parens.count = first_parens;
  } else if (top(m)->kind != LV_OBJECT && top(m)->kind != LV_BRACKET) {
    m->parens.count = first_parens;
  }
}

static bool close_brace(Maker *m) {
  Level *l = top(m);
  uint32_t first_parens = l->first_parens;
  if (l->kind == LV_OBJECT) {
    close_level(m, LV_OBJECT, LV_OBJECT);
    settle_pattern(m, first_parens);
    return true;
  }
  if (!close_level(m, LV_STATEMENTS, LV_CLASS)) return unexpected(m);
  if (m->state == S_ELEMENT) begin_element(m);
  else if (m->state == S_STATEMENT) begin_statement(m);
  return true;
}

static bool close_paren(Maker *m) {
  uint32_t async_at = top(m)->async_at;
  ShadowParens parens = {top(m)->open, m->at};
  uint32_t first_parens = top(m)->first_parens;
  bool newline, may_be_target = top(m)->may_be_target;
  if (!close_level(m, LV_PAREN, LV_PAREN)) return unexpected(m);
  if (async_at != LEX_FAILED) {
    uint32_t next = peek(m, m->at + 1, &newline);
    bool is_arrow = !newline && m->lx.text[next] == '=' && m->lx.text[next + 1] == '>';
    if (is_arrow) m->arrow_async = true;
    else disguise(m, async_at, async_at + 5);
  }
  if (!may_be_target) m->parens.count = first_parens;
  if (may_be_target) {
    const char *s = m->lx.text + peek(m, m->at + 1, &newline);
    bool is_end = s[0] == ',' || s[0] == ']' || s[0] == '}' || s[0] == ')' || (s[0] == '=' && s[1] != '=' && s[1] != '>');
    if (is_end && m->last != '(') VEC_PUSH(&m->parens, parens);
  }
  return true;
}

static void colon(Maker *m) {
  Level *l = top(m);
  if (l->ternaries) {
    l->ternaries--;
    m->ctx = m->ternary_ctx.items[--m->ternary_ctx.count];
    m->state = S_OPERAND;
  } else if (l->kind == LV_STATEMENTS) {
    begin_statement(m);
  } else {
    m->state = S_OPERAND;
  }
}

static void comma(Maker *m) {
  Level *l = top(m);
  if (l->kind == LV_OBJECT) {
    begin_element(m);
    return;
  }
  if (l->kind != LV_CLASS) m->ctx = l->ctx;
  drop_ternaries(m);
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
  push(m, LV_TEMPLATE, S_OPERATOR, m->ctx);
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
  Level *l = top(m);
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
  if (l->kind == LV_PAREN && (!strchr("().[]`?", s[0]) || (s[0] == '[' && expects_operand(before))))
    l->may_be_target = false;
  switch (s[0]) {
  case '{':
    open_brace(m);
    return end;
  case '(':
    open_paren(m);
    m->before = W_NONE;
    return end;
  case '[':
    if (before == S_ELEMENT) push(m, LV_BRACKET, S_KEY, l->ctx);
    else push(m, LV_BRACKET, S_OPERATOR, m->ctx)->is_index = !expects_operand(before);
    m->state = S_OPERAND;
    return end;
  case '}':
    if (l->kind == LV_TEMPLATE) {
      close_level(m, LV_TEMPLATE, LV_TEMPLATE);
      return template_chars(m, end);
    }
    return close_brace(m) ? end : LEX_FAILED;
  case ')':
    return close_paren(m) ? end : LEX_FAILED;
  case ']':
    if (!close_level(m, LV_BRACKET, LV_BRACKET)) return unexpected(m), LEX_FAILED;
    if (is_index) m->parens.count = first_parens;
    else settle_pattern(m, first_parens);
    return end;
  case ';':
    if (l->kind == LV_CLASS) begin_element(m);
    else if (l->kind == LV_STATEMENTS) begin_statement(m);
    else m->state = S_OPERAND;
    return end;
  case ':':
    colon(m);
    return end;
  case ',':
    comma(m);
    return end;
  case '`':
    break;
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
      char c = m->lx.text[peek(m, end, &newline)];
      if (c == '(' || c == '[' || c == '`') m->state = S_OPERATOR;
    } else if (n == 1) {
      VEC_PUSH(&m->ternary_ctx, m->ctx);
      l->ternaries++;
    }
    return end;
  case '+': case '-':
    if (n == 2 && s[1] == s[0] && !expects_operand(before)) m->state = S_POSTFIX;
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
        fail_at(m, m->at, end, "a line break may not stand before '=>'");
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
    if (expects_operand(before)) return unexpected(m), LEX_FAILED;
    break;
  default:
    break;
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
    fail_at(m, m->at, m->at, "a line break may not stand between 'throw' and its expression");
    return LEX_FAILED;
  }
  if (lex_at_identifier(&m->lx, m->at)) return identifier_token(m);
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
    if (end != LEX_FAILED && (!plain || word_find(s + 1, end - m->at - 1))) disguise(m, m->at + 1, end);
    operand_done(m);
  } else if (c == '/' && (expects_operand(m->state) || m->state == S_ARROW)) {
    end = lex_regexp(&m->lx, m->at);
    if (end != LEX_FAILED) disguise_literal(m, m->at, end);
    m->state = S_OPERATOR;
  } else if (c == '%' && m->options->allow_intrinsics && expects_operand(m->state) && s[1] >= 'A' && s[1] <= 'Z') {
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
      if (c == ')' || c == ']' || c == '}' || c == ',' || c == ';' || c == ':' || word_at(m, m->at) == W_IN)
        m->state = S_OPERATOR;
    }
    bool is_head_end = m->lx.text[m->at] == ')';
    uint32_t begin = m->at;
    end = one_token(m);
    if (end == LEX_FAILED) return false;
    bool is_label = m->lx.text[end - 1] == ':' && m->lx.text[begin] != ':';
    m->is_lone = (is_head_end || is_label) && m->state == S_STATEMENT;
    m->last = m->lx.text[begin];
  }
  if (m->levels.count > 1) return fail_at(m, m->lx.len, m->lx.len, "unexpected end of input");
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
  *shadow = (Shadow){.text = text};
  Maker m = {.lx = {source, source->text, source->len, options->diags, options->goal != PARSE_MODULE},
             .out = shadow,
             .options = options,
             .shadow = text,
             .default_at = LEX_FAILED};
  push(&m, LV_STATEMENTS, S_STATEMENT, options->goal == PARSE_MODULE ? CTX_AWAIT : 0);
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
