/*
 * const-strings.h: which strings an expression can be, as far as that is easily seen: literals, their sums, variables that
 * are set once, parameters of functions whose calls are all plain. An estimate: names are told apart by spelling alone,
 * so whoever uses it must compare with the actual string at run time.
 */
#ifndef JSC_SCOPE_CONST_STRINGS_H
#define JSC_SCOPE_CONST_STRINGS_H

#include "../parse/ast.h"
#include "../support/array.h"
#include "../support/map.h"

typedef ARRAY(Atom *) AtomList;

enum { EVAL_MOST_CODES = 8 }; /* strings that one direct eval is prepared for */

typedef struct ConstStrings {
  Arena *arena;
  Interner *atoms;
  PtrMap names; /* Atom -> NameFacts */
} ConstStrings;

void const_strings_init(ConstStrings *c, Arena *arena, Interner *atoms, Node *program);
/* Adds what the expression can be; false, and nothing added, if that is not known or too much. */
bool const_strings_of(ConstStrings *c, Node *expression, AtomList *out);
/* Whether the text can be told in UTF-8: it has no lone surrogates, nor NUL, which would end it. */
bool const_strings_is_text(const Atom *a);
/* Whether one direct eval is prepared for all of them. */
bool const_strings_are_codes(const AtomList *list);
/* Whether an argument of eval is not certainly something else than text. */
bool const_strings_may_be_text(const Node *expression);
/* The one expression that a variable of this name is set to, or NULL. */
Node *const_strings_value(ConstStrings *c, const Atom *name);

#endif
