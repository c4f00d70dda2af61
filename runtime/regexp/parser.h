/*
 * The parser's state, shared by parse.c (terms) and class.c (classes and escapes).
 *
 * The order of its checks is V8's, since which of several errors is reported shows in the message.
 */
#ifndef JSC_RUNTIME_REGEXP_PARSER_H
#define JSC_RUNTIME_REGEXP_PARSER_H

#include "tree.h"

#define PARSER_END UINT32_MAX

/* The alternative of a disjunction that the parser is in; one name may serve two groups of different ones. */
typedef struct Alternative {
  struct Alternative *parent;
  uint32_t disjunction, index;
} Alternative;

typedef struct Parser {
  Arena *arena;
  RegexpText pattern;
  uint32_t position;
  uint32_t flags; /* i, m and s as the innermost modifiers leave them */
  bool is_unicode, is_sets;
  bool has_names;         /* somewhere in the pattern: makes \k a reference */
  uint32_t capture_total; /* of the whole pattern */
  uint32_t capture_count; /* so far, with the whole match */
  uint32_t disjunction_count;
  uint32_t depth;
  Alternative *path;
  GroupName *names, **names_end;
  Node **references; /* by name, to be resolved at the end */
  uint32_t reference_count, reference_capacity;
  const RegexpProperties *properties;
  RegexpError *error;
} Parser;

/* Records the first error; returns false. */
bool parser_fail(Parser *parser, RegexpErrorId id);

/* The unit at `position` + distance, PARSER_END behind the end. */
uint32_t parser_unit(const Parser *parser, uint32_t distance);

/* The character at the position: a code point in u and v patterns (or always, if asked), else a unit. */
uint32_t parser_current(const Parser *parser);
uint32_t parser_take(Parser *parser);
uint32_t parser_take_code_point(Parser *parser);

/* A node that matches the set's members or the one character, case taken into account for the character. */
Node *parser_make_set(Parser *parser, CharSet *set);
Node *parser_make_char(Parser *parser, uint32_t character);
Node *parser_node(Parser *parser, NodeKind kind);
bool parser_push(Parser *parser, Node *list, Node *item);

static inline bool parser_ignores_case(const Parser *parser) { return (parser->flags & REGEXP_IGNORE_CASE) != 0; }

/* At '[': the class as a node. */
Node *parser_class(Parser *parser);

/* At a backslash: \d \D \s \S \w \W \p \P as a node; NULL without an error if it is none of them. */
Node *parser_class_escape(Parser *parser);

/* At a backslash that begins no other escape: takes the escape and gives its character. */
bool parser_character_escape(Parser *parser, bool is_in_class, uint32_t *character);

/* After "\u": takes XXXX or {X...}, joined with a second surrogate where code points are read. Without a valid
 * escape nothing is taken and it returns false. */
bool parser_unicode_escape(Parser *parser, bool is_unicode, uint32_t *character);

#endif
