/*
 * prototype.h: C prototypes, such as
 *
 *     int64_t sum(const double *values, size_t count)
 *     void each(const char *text, bool (*visit)(int index, const char *word))
 *
 * Types are void, bool, char, the integers of C and of <stdint.h>, size_t and its like, float, double, pointers to those,
 * and pointers to functions of such types as parameters. doc/embedding.md says what they are in JavaScript.
 */
#ifndef JSC_PROTOTYPE_H
#define JSC_PROTOTYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/* The letter of each in runtime/embed/call.c. */
typedef enum CKind {
  C_VOID = 'v',
  C_BOOL = 'b',
  C_I8 = 'c',
  C_U8 = 'C',
  C_I16 = 'h',
  C_U16 = 'H',
  C_I32 = 'i',
  C_U32 = 'I',
  C_I64 = 'l',
  C_U64 = 'L',
  C_FLOAT = 'f',
  C_DOUBLE = 'd',
  C_TEXT = 's',    /* const char * */
  C_POINTER = 'p', /* any other */
  C_FUNCTION = 'F' /* pointer to a function */
} CKind;

struct CPrototype;
typedef struct CType {
  CKind kind;
  CKind element;                    /* of a pointer: what it points to; C_POINTER: another one */
  bool is_size;                     /* spelled size_t */
  const struct CPrototype *pointee; /* of C_FUNCTION */
} CType;

typedef struct CPrototype {
  const char *name; /* "" of a function that is pointed to */
  CType result;
  CType *params;
  const char **names; /* of the parameters, "" where there is none */
  uint32_t nparams;
} CPrototype;

enum { C_MOST_PARAMS = 16 };

/* Parses a prototype, with or without a semicolon. NULL with *error. */
CPrototype *prototype_parse(Arena *arena, const char *text, size_t length, const char **error);

/* How many parameters an argument of JavaScript takes up from parameter i on: 2 for a pointer and its size_t. */
uint32_t prototype_span(const CPrototype *p, uint32_t i);
/* The letters, where each pointer that is followed by a size_t is one buffer. NULL with *error: a function that is
 * pointed to has more arguments than there are registers. */
const char *prototype_letters(Arena *arena, const CPrototype *p, const char **error);

#endif
