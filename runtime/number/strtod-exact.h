/* The slow and exact part of decimal parsing: see strtod.c. */
#ifndef RUNTIME_NUMBER_STRTOD_EXACT_H
#define RUNTIME_NUMBER_STRTOD_EXACT_H

#include "number/strtod.h"

/* Whether the decimal text[from..to) (digits with at most one point, not zero) times 10^exponent lies above the
 * midpoint of the double with these bits and the next one, or on it while the bits are odd. bits: not negative,
 * finite. */
bool strtod_is_above_midpoint(NumChars text, size_t from, size_t to, int64_t exponent, uint64_t bits);

/* The decimal literal with separators between its digits. */
double strtod_exact_with_separators(NumChars text);

#endif
