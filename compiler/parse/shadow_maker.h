/*
 * shadow_maker.h: the state with which the shadow is made; shared by shadow.c (brackets, punctuators, literals),
 * shadow_words.c (words and names), shadow_call.c (calls as targets) and shadow_module.c (import and export).
 */
#ifndef JSC_PARSE_SHADOW_MAKER_H
#define JSC_PARSE_SHADOW_MAKER_H

#include "../support/array.h"
#include "../support/host.h"
#include "lex.h"
#include "shadow.h"
#include "words.h"

/* What the token before says about the next one. */
typedef enum State {
  S_STATEMENT, /* a statement may begin */
  S_OPERAND,   /* an operand is due */
  S_OPERATOR,  /* an operand has ended */
  S_POSTFIX,   /* … with ++ or -- behind it: no call or member may follow */
  S_ARROW_END, /* … with the block of an arrow function: only the end of the expression may follow */
  S_BINDING,   /* behind a name that is being declared: only = , in or of may follow */
  S_JUMP,      /* behind break, continue, debugger */
  S_RETURN,    /* behind return */
  S_THROW,
  S_YIELD,
  S_PROPERTY,  /* behind a dot */
  S_FUNCTION,  /* behind `function`, its star or its name */
  S_CLASS,     /* behind `class` */
  S_HEAD,      /* behind if, while, for …: a parenthesis is due */
  S_BODY,      /* behind a parameter list: a function's body is due */
  S_ARROW,     /* behind => */
  S_ELEMENT,   /* an element of a class or a property of an object may begin */
  S_KEY,       /* behind its name */
  S_STATIC,    /* behind `static` of a static block */
  S_FOR_START, /* behind the parenthesis of a `for` head */
  S_EXPORT_DEFAULT
} State;

enum { CTX_YIELD = 1, CTX_AWAIT = 2 }; /* `yield`, `await` are operators here */

typedef enum LevelKind { LV_STATEMENTS, LV_OBJECT, LV_CLASS, LV_PAREN, LV_BRACKET, LV_TEMPLATE } LevelKind;

typedef struct Level {
  uint8_t kind;
  uint8_t ctx;                  /* inside, where nothing else changes it */
  uint8_t outer_ctx;            /* to go back to at its end */
  uint8_t after;                /* State behind the closing bracket */
  uint8_t body_after, body_ctx; /* parameter lists: of the body */
  bool is_for, of_seen;
  bool is_static, is_async, is_generator, has_modifier; /* of the class element or property at hand */
  bool is_initializer;                                  /* LV_CLASS: behind the `=` of a field */
  bool is_index;                                        /* LV_BRACKET: of a member, not an array */
  bool is_declaring;                                    /* in a var, let or const */
  uint8_t nclasses;                                     /* classes whose body has not begun at this level */
  uint32_t declarations;                                /* a bit for each of them: it is a declaration */
  uint32_t ternaries;                                   /* `?` that wait for their colon */
  uint32_t async_at;                                    /* parentheses behind a name `async`: its offset */
  bool is_call;                                         /* parentheses around a call's arguments */
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
  bool newline;        /* a line break stands before the token at hand */
  uint32_t trivia, at; /* where the space before it begins; where it begins */
  uint32_t default_at; /* the `default` of an `export default` whose declaration has no name yet */
  Word before;         /* the word directly before, W_NONE if the token before was none */
  bool fn_async, fn_generator, fn_is_declaration;
  uint8_t body_after, body_ctx;
  bool arrow_async;   /* the arrow to come is async's */
  uint8_t paren_kind; /* of the parenthesis that a word announced: State behind it */
  bool paren_is_for;
  bool expects_binding; /* a name or pattern to declare is due */
  bool is_lone;         /* the token before was a label or closed the head of an if, while, for or with */
  ARRAY(Level) levels;
  ARRAY(ShadowParens) parens; /* around what may turn out to be destructuring targets */
  char last;                  /* first character of the token before */
  ARRAY(uint8_t) ternary_ctx;
} Maker;

/* Adds to one of the shadow's lists. */
#define NOTE(m, list, value)                                                                                        \
  do {                                                                                                              \
    Shadow *s_ = (m)->out;                                                                                          \
    if (s_->n##list == s_->list##_capacity)                                                                         \
      s_->list = array_grow_in((m)->options->arena, s_->list, s_->n##list, &s_->list##_capacity, sizeof *s_->list); \
    s_->list[s_->n##list++] = (value);                                                                              \
  } while (0)

static inline Level *level_top(Maker *m) { return &m->levels.items[m->levels.count - 1]; }
Level *level_push(Maker *m, LevelKind kind, State after, uint8_t ctx);
void level_drop_ternaries(Maker *m);
void level_begin_element(Maker *m); /* of a class or object */
void level_begin_statement(Maker *m);

/* Writes `$` over a name or literal. */
void shadow_disguise(Maker *m, uint32_t start, uint32_t end);
/* Where the token behind `end` begins. */
uint32_t shadow_peek(Maker *m, uint32_t end, bool *newline);
Word shadow_word_at(const Maker *m, uint32_t at);                              /* the plain word there, W_NONE */
bool shadow_is_name_start(const Maker *m, uint32_t at);                        /* a property's name may begin there */
bool shadow_fail(Maker *m, uint32_t start, uint32_t end, const char *message); /* reports; false */
bool state_expects_operand(State s);
/* `=`, not the beginning of a longer operator. */
static inline bool shadow_is_equals(const char *s) { return s[0] == '=' && s[1] != '=' && s[1] != '>'; }

/* An identifier or keyword at m->at; returns the offset behind it, LEX_FAILED after an error. */
uint32_t shadow_identifier(Maker *m);

/* At the closing parenthesis (m->at) of a call's arguments: makes the call a member if it is assigned to. */
void shadow_call_target(Maker *m, uint32_t open);

/* Behind `import` or `export`; return the offset to go on from. They stop at what does not fit: the grammar refuses
 * it. shadow_export sets the state. */
uint32_t shadow_import(Maker *m, uint32_t end);
uint32_t shadow_export(Maker *m, uint32_t end);
/* Gives the anonymous function or class of an `export default` a name, in the bytes from `default` to `end`. */
void shadow_name_default(Maker *m, uint32_t end, bool is_class);

#endif
