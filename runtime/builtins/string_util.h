/*
 * string_util.h: what String's files and RegExp's share.
 */
#ifndef RUNTIME_BUILTINS_STRING_UTIL_H
#define RUNTIME_BUILTINS_STRING_UTIL_H

#include "../string/string.h"

/* RequireObjectCoercible and ToString of `this`: NULL if thrown. method: "String.prototype.at". */
String *string_this(Value this_value, const char *method);

/* IsRegExp (ES 22.2.7.2): 1, 0, -1. */
int value_is_regexp(Value v);

/* A part of a replacement text: units [start, end) of it, group `start` of the match, or what a $-sequence stands for. */
typedef enum PieceKind { PIECE_TEXT, PIECE_MATCH, PIECE_BEFORE, PIECE_BEHIND, PIECE_GROUP, PIECE_NAME } PieceKind;
typedef struct TemplatePiece {
  PieceKind kind;
  uint32_t start, end; /* NAME: of the name */
} TemplatePiece;

/* The piece at *at, which moves behind it; false at the end. */
bool string_next_piece(StringUnits u, uint32_t *at, uint32_t ncaptures, bool has_names, TemplatePiece *piece);

/* GetSubstitution (ES 22.1.3.19.1): appends the replacement text for a match at [position, position + matched) of s.
 * captures: strings or undefined, ncaptures of them without the match itself; named: undefined or an object. 1 or -1. */
int string_append_substitution(StringBuilder *b, String *s, uint32_t position, uint32_t matched_length, String *matched,
                               const Value *captures, uint32_t ncaptures, Value named, String *replacement);

/* AdvanceStringIndex (ES 22.2.7.3). */
uint64_t string_advance(String *s, uint64_t index, bool is_unicode);

#endif
