/*
 * shadow.h: the text that tree-sitter is given in place of the source.
 *
 * The shadow has the source's length and the same tokens at the same offsets, but everything on which the grammar
 * and the language disagree is gone from it: literals, names that are also words, non-ASCII and escaped names are
 * written as `$$$`, comments and white space as spaces. Line breaks are left only where a semicolon may have to be
 * inserted: '\n' where scanner.c decides by the next token, '\f' where one must be inserted. The tree's leaves are
 * then read from the source at their offsets.
 *
 * What the grammar lacks or takes for something else is taken out and noted: import attributes, labels (in a block
 * they look like an object's keys), parentheses around the targets of a destructuring assignment, those of calls that
 * are assigned to. `await` is written
 * as `void `, which has its precedence and cannot be a name, and `let`, `using` and `await using`
 * as `var`; an anonymous `export default function` becomes a named
 * declaration in the same bytes.
 */
#ifndef JSC_PARSE_SHADOW_H
#define JSC_PARSE_SHADOW_H

#include "parse.h"

typedef struct ShadowAttributes {
  uint32_t source_end; /* end of the module specifier before them */
  uint32_t start, end; /* of the braces, from '{' to behind '}' */
} ShadowAttributes;

typedef struct ShadowLabel {
  uint32_t start, end; /* the name */
  uint32_t statement;  /* where the statement (or the next label) begins */
} ShadowLabel;

typedef struct ShadowParens {
  uint32_t open, close; /* offsets of the two parentheses */
} ShadowParens;

typedef struct Shadow {
  char *text;          /* host memory; source->len bytes and a NUL */
  uint32_t stopped_at; /* a token that cannot be right: all behind it is as in the source; UINT32_MAX: none */
  ShadowLabel *labels; /* all lists: in order of their first offset; in options->arena */
  uint32_t nlabels, labels_capacity;
  ShadowParens *parens;
  uint32_t nparens, parens_capacity;
  ShadowParens *calls; /* around the arguments of calls that are assigned to; shown as a member */
  uint32_t ncalls, calls_capacity;
  ShadowAttributes *attributes;
  uint32_t nattributes, attributes_capacity;
} Shadow;

/* Reads all tokens of the source. False: a lexical error has been reported (the shadow must still be freed). At
 * brackets that do not match it stops, unreported: the grammar may find an error before them. */
bool shadow_make(Shadow *shadow, const ParseOptions *options, const Source *source);
void shadow_free(Shadow *shadow);

#endif
