/*
 * string.h: strings, atoms and symbols.
 *
 * A String is flat (Latin-1 or UTF-16), a slice of a flat string, or a rope. Ropes are flattened in place into a slice
 * the first time their units are needed; nothing here recurses. Wide flat strings may contain only Latin-1 units (they
 * are not searched for it), but atoms are canonical: narrow whenever possible.
 *
 * Functions that can exceed STRING_MAX_LENGTH throw RangeError "Invalid string length" and then return JS_EXCEPTION
 * (Value) or NULL (String *); the others never fail. Strings are immutable, so arguments need no protection beyond
 * being on the stack. Pointers got from string_units stay valid as long as the string is kept.
 */
#ifndef RUNTIME_STRING_STRING_H
#define RUNTIME_STRING_STRING_H

#include "../rt.h"

/* ---- atoms and symbols known to C ---- */

#define ATOM_DEF(name, text) extern String jsc_atom_##name;
#include "atoms.def"
#define SYMBOL_DEF(name) extern Symbol jsc_sym_##name;
#include "symbols.def"
#define ATOM(name) (&jsc_atom_##name)
#define SYM(name) (&jsc_sym_##name)
#define KEY(name) key_from_atom(&jsc_atom_##name)
#define KEY_SYM(name) key_from_symbol(&jsc_sym_##name)
#define ATOM_VALUE(name) value_from_ptr(&jsc_atom_##name)
#define SYM_VALUE(name) value_from_ptr(&jsc_sym_##name)

/* ---- units ---- */

typedef struct StringUnits {
  const void *units; /* uint8_t or uint16_t */
  uint32_t length;
  bool is_wide;
} StringUnits;

/* The units of any string; flattens ropes. */
StringUnits string_units(String *s);
static inline uint32_t units_at(StringUnits u, uint32_t i) {
  return u.is_wide ? ((const uint16_t *)u.units)[i] : ((const uint8_t *)u.units)[i];
}
/* Flattens a rope in place; no-op otherwise. */
void string_flatten(String *s);
static inline bool string_is_flat(const String *s) { return !(s->cell.flags & (STR_ROPE | STR_SLICE)); }
static inline bool string_is_wide(const String *s) { return (s->cell.flags & STR_WIDE) != 0; }
/* Unit i < length. */
uint32_t string_at_slow(String *s, uint32_t i);
static inline uint32_t string_at(String *s, uint32_t i) {
  if (!string_is_flat(s)) return string_at_slow(s, i);
  return string_is_wide(s) ? s->u.c16[i] : s->u.c8[i];
}
/* Code point at i (a lone surrogate is itself); *next: index after it. */
uint32_t string_code_point(String *s, uint32_t i, uint32_t *next);

/* ---- making strings ---- */

/* Flat strings whose units the caller fills at once (u.c8, u.c16); length <= STRING_MAX_LENGTH. */
String *string_new_latin1(uint32_t length);
String *string_new_wide(uint32_t length);
String *string_from_ascii(const char *text); /* NUL-terminated ASCII or Latin-1 */
String *string_from_latin1(const uint8_t *units, uint32_t length);
String *string_from_utf16(const uint16_t *units, uint32_t length); /* narrowed when possible */
/* WHATWG decoding: U+FFFD for each maximal ill-formed part. NULL: too long, thrown. */
String *string_from_utf8(const void *bytes, size_t length);
/* One-unit strings are shared atoms for Latin-1. A code point gives one or two units. */
String *string_from_unit(uint32_t unit);
String *string_from_code_point(uint32_t code_point);
/* Decimal text of integers; small ones are cached. */
String *string_from_int(int32_t i);
String *string_from_u64(uint64_t n);

/* Bytes as UTF-8 (lone surrogates become U+FFFD, 3 bytes), and writing them; string_utf8 gives a NUL-terminated copy in
 * collected memory with *length (may be NULL) set. */
size_t string_utf8_length(String *s);
size_t string_to_utf8(String *s, uint8_t *out);
char *string_utf8(String *s, size_t *length);

/* a + b: copies short results, else a rope. */
Value string_concat(String *a, String *b);
Value string_concat3(String *a, String *b, String *c);
/* For texts that are short by construction (messages, names). */
String *string_join2(String *a, String *b);
/* Units [start, end), 0 <= start <= end <= length: a slice, or a copy when short. */
String *string_substring(String *s, uint32_t start, uint32_t end);
Value string_repeat(String *s, uint64_t count);

/* ---- comparing and searching ---- */

bool string_equal_slow(String *a, String *b);
static inline bool string_equal(String *a, String *b) {
  if (a == b) return true;
  if (a->length != b->length || (a->cell.flags & b->cell.flags & STR_ATOM)) return false;
  return string_equal_slow(a, b);
}
bool string_equal_ascii(String *s, const char *text);
/* By code units: negative, 0, positive. */
int string_compare(String *a, String *b);
/* FNV-1a over units as abi.h says; cached in the string. Equal strings hash equally whatever their form. */
uint32_t string_hash_slow(String *s);
static inline uint32_t string_hash(String *s) { return s->hash ? s->hash : string_hash_slow(s); }
/* First occurrence at or after `from`, last occurrence at or before `from`; -1 if none. */
int64_t string_index_of(String *s, String *pattern, uint32_t from);
int64_t units_index_of(StringUnits u, StringUnits pattern, uint32_t from); /* likewise, of units from anywhere */
int64_t string_last_index_of(String *s, String *pattern, uint32_t from);
int64_t string_index_of_unit(String *s, uint32_t unit, uint32_t from);
bool string_starts_with(String *s, String *prefix, uint32_t at);
/* True and *index when the string is a canonical array index ("0", "17", not "01"), at most 2^32-2. */
bool string_to_index(String *s, uint32_t *index);

/* ---- atoms and keys ---- */

/* The atom with this content (makes one). Never an STR_INDEX atom's use as a key: see key_from_string. */
String *atom_from_string(String *s);
String *atom_from_ascii(const char *text);
/* The atom if there is one, else NULL: a key that no object can have. */
String *atom_lookup(String *s);
/* Property key of a string; array indices become integer keys. */
PropKey key_from_string(String *s);
PropKey key_from_ascii(const char *text);

/* A fresh symbol; description: string or undefined; flags SYM_*. */
Symbol *symbol_new(Value description, uint32_t flags);

/* ---- StringBuilder ---- */

/* Builds a string piece by piece; lives on the C stack (its buffer is collected memory). Overflow is sticky: finish
 * throws the RangeError. */
typedef struct StringBuilder {
  uint8_t *data;             /* payload of a CELL_BYTES */
  uint32_t length, capacity; /* units */
  bool is_wide, overflow;
} StringBuilder;
void builder_init(StringBuilder *b);
void builder_unit(StringBuilder *b, uint32_t unit);
void builder_code_point(StringBuilder *b, uint32_t code_point);
void builder_ascii(StringBuilder *b, const char *text);
void builder_latin1(StringBuilder *b, const uint8_t *units, uint32_t length);
void builder_utf16(StringBuilder *b, const uint16_t *units, uint32_t length);
void builder_string(StringBuilder *b, String *s);
void builder_substring(StringBuilder *b, String *s, uint32_t start, uint32_t end);
void builder_int(StringBuilder *b, int64_t n);
String *builder_finish(StringBuilder *b);     /* NULL: thrown */
Value builder_finish_value(StringBuilder *b); /* the same as a Value or JS_EXCEPTION */

#endif
