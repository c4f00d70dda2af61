/*
 * source-format.h: the program's source text, as compiler/driver/sources.c writes and runtime/error/source.c reads it.
 *
 * A table begins the blob, one row for each file of the program's file table: where its text begins in the blob, and its
 * length in units, with SOURCE_WIDE set where these are UTF-16 and not Latin-1. A length of 0 is a file without text.
 *
 * A text is a sequence of pieces. A piece is a token byte, literal bytes, and a match: the token's high four bits count
 * the literals, its low four bits the match's length less SOURCE_MIN_MATCH; 15 in either continues in bytes that are
 * added up, until one that is not 255. The match is given by its distance back, two bytes, little-endian. The last piece
 * ends behind its literals.
 */
#ifndef RUNTIME_ERROR_SOURCE_FORMAT_H
#define RUNTIME_ERROR_SOURCE_FORMAT_H

#include <stdint.h>

typedef struct SourceRow {
  uint32_t offset, length;
} SourceRow;

#define SOURCE_WIDE 0x80000000u
#define SOURCE_MIN_MATCH 4
#define SOURCE_MAX_DISTANCE 65535

#endif
