/*
 * native.h: between matchers compiled ahead of time (compiler/codegen-llvm/matcher.c) and the runtime.
 *
 * A matcher leaves its registers, the captures first, at scratch->stack, like the interpreter. Above them, from a multiple
 * of 8 bytes on, is its stack, of entries of two words:
 *   state, position            go on there; state 0, at the bottom: the attempt has failed
 *   NATIVE_UNDO | register, old value
 *   NATIVE_BOUND, bound        belongs to the entry above it, a loop's; never taken by itself
 * The stack does not grow while a matcher runs: it is as large as it may be beforehand (limit_address).
 */
#ifndef JSC_RUNTIME_REGEXP_NATIVE_H
#define JSC_RUNTIME_REGEXP_NATIVE_H

#include "program.h"

/* Looks for a match from `at` on, only there if is_sticky: a RegexpResult. */
typedef int32_t (*RegexpNative)(const void *units, uint64_t at, uint64_t length, RegexpScratch *scratch,
                                uint64_t is_sticky);

enum {
  NATIVE_ENTRY = 8, /* bytes of an entry */
  NATIVE_SLACK = 64 /* bytes behind limit_address that are still the stack's */
};
#define NATIVE_UNDO 0x80000000u
#define NATIVE_BOUND 0x40000000u

/* What matchers call. Positions are indices; the names end with the width of the text. A search gives `length` if there is
 * nothing, a match all ones. */
#define NATIVE_NONE UINT64_MAX

uint64_t regexp_find_unit8(const uint8_t *units, uint64_t at, uint64_t length, uint64_t unit);
uint64_t regexp_find_unit16(const uint16_t *units, uint64_t at, uint64_t length, uint64_t unit);
/* One of three units below 256, 16 bits each. */
uint64_t regexp_find_few8(const uint8_t *units, uint64_t at, uint64_t length, uint64_t few);
uint64_t regexp_find_few16(const uint16_t *units, uint64_t at, uint64_t length, uint64_t few);
/* A unit of a set: nibbles[c & 15] has bit c >> 4 for c < 128; all above belong or none. */
uint64_t regexp_find_set8(const uint8_t *units, uint64_t at, uint64_t length, const uint8_t *nibbles, uint64_t above);
uint64_t regexp_find_set16(const uint16_t *units, uint64_t at, uint64_t length, const uint8_t *nibbles, uint64_t above);
/* Two units at a distance: first | second << 16 | distance << 32. */
uint64_t regexp_find_pair8(const uint8_t *units, uint64_t at, uint64_t length, uint64_t pair);
uint64_t regexp_find_pair16(const uint16_t *units, uint64_t at, uint64_t length, uint64_t pair);
/* A group's text again, forward or backward: the group by number, or the first that took part of `count` of them. */
uint64_t regexp_match_group8(const uint8_t *units, uint64_t at, uint64_t length, const uint32_t *registers,
                             uint64_t group_or_count, const uint32_t *groups, uint64_t flags);
uint64_t regexp_match_group16(const uint16_t *units, uint64_t at, uint64_t length, const uint32_t *registers,
                              uint64_t group_or_count, const uint32_t *groups, uint64_t flags);
/* The position behind the code point at `at` < length, or before the one that ends at `at`, if the class has it. */
uint64_t regexp_next_point16(const uint16_t *units, uint64_t at, uint64_t length, const uint32_t *class);
uint64_t regexp_last_point16(const uint16_t *units, uint64_t at, const uint32_t *class);
int32_t regexp_class_has(const uint32_t *class, uint32_t unit);
/* Of the entries from `from` to `top` only those that put registers back stay: the new top. */
uint32_t *regexp_keep_undo(uint32_t *from, uint32_t *top);
/* scratch->steps are used up: 0 if there are more, else the result to give up with. */
int32_t regexp_out_of_steps(RegexpScratch *scratch);

#endif
