/*
 * internal.h: shared by the files of runtime/string.
 */
#ifndef RUNTIME_STRING_INTERNAL_H
#define RUNTIME_STRING_INTERNAL_H

#include "string.h"

/* Hash of units; never 0. */
uint32_t units_hash(StringUnits u);
bool units_equal(StringUnits a, StringUnits b);

#endif
