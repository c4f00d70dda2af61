/*
 * source-format.h: the program's source text, as compiler/driver/sources.c writes and runtime/error/source.c reads it.
 *
 * A table begins the blob, one row for each file of the program's file table: where its text begins in the blob, and its
 * length in units, with SOURCE_WIDE set where these are UTF-16 and not Latin-1. A length of 0 is a file without text.
 *
 * A text is compressed as runtime/string/lz.h says.
 */
#ifndef RUNTIME_ERROR_SOURCE_FORMAT_H
#define RUNTIME_ERROR_SOURCE_FORMAT_H

#include <stdint.h>

typedef struct SourceRow {
  uint32_t offset, length;
} SourceRow;

#define SOURCE_WIDE 0x80000000u

#endif
