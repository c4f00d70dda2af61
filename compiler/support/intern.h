/*
 * intern.h: atoms. An Atom is an interned JavaScript string: two atoms of one Interner are the same string exactly
 * when they are the same pointer. Contents are kept as the runtime's strings are: Latin-1 when every code unit is at
 * most 0xFF (canonical: never wide then), else UTF-16, so lone surrogates survive. Immutable after creation, except
 * for `aux`.
 */
#ifndef JSC_INTERN_H
#define JSC_INTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

typedef struct Atom {
  uint32_t len; /* code units */
  uint32_t hash;
  uint32_t index; /* 0, 1, 2, … in order of creation: a deterministic sort key */
  bool is_wide;
  union {
    const uint8_t *c8;
    const uint16_t *c16;
  };
  void *aux; /* whoever runs last: the image composer's string cell */
} Atom;

typedef struct Interner {
  Arena *arena;
  Atom **slots; /* NULL: empty; a power of two of them */
  uint32_t nslots;
  Atom **atoms; /* by index */
  uint32_t count, capacity;
} Interner;

void intern_init(Interner *in, Arena *arena);
Atom *intern_latin1(Interner *in, const uint8_t *units, size_t len);
Atom *intern_utf16(Interner *in, const uint16_t *units, size_t len); /* narrows when it can */
Atom *intern_utf8(Interner *in, const char *bytes,
                  size_t len);                     /* invalid sequences become U+FFFD; WTF-8 surrogates stay */
Atom *intern_cstr(Interner *in, const char *text); /* UTF-8, NUL-terminated */

static inline uint16_t atom_unit(const Atom *a, uint32_t i) { return a->is_wide ? a->c16[i] : a->c8[i]; }
bool atom_is(const Atom *a, const char *ascii); /* has exactly this ASCII text */
/* NUL-terminated UTF-8 (WTF-8 for lone surrogates) in `arena`; for messages and files. */
char *atom_utf8(const Atom *a, Arena *arena);
char *atom_utf8_sized(const Atom *a, Arena *arena, size_t *length); /* which may have NUL within */
/* The atom is a canonical array index (0 … 2^32 - 2): ES 7.1.21. */
bool atom_array_index(const Atom *a, uint32_t *index);

#endif
