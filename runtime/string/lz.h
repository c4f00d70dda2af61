/*
 * lz.h: compressed bytes in executables: the program's source text, the parser's tables. LZ77 (Ziv and Lempel, 1977) with
 * byte-wise codes; compiler/support/lz.c writes what lz_decode reads.
 *
 * The bytes are a sequence of pieces. A piece is a token byte, literal bytes, and a match: the token's high four bits
 * count the literals, its low four bits the match's length less LZ_MIN_MATCH; 15 in either continues in bytes that are
 * added up, until one that is not 255. The match is given by its distance back, two bytes, little-endian. The last piece
 * ends behind its literals.
 */
#ifndef RUNTIME_STRING_LZ_H
#define RUNTIME_STRING_LZ_H

#include <stdint.h>

enum { LZ_MIN_MATCH = 4, LZ_MAX_DISTANCE = 65535 };

/* Writes the bytes from `out` to `end`, as many as were encoded. */
void lz_decode(const uint8_t *in, uint8_t *out, uint8_t *end);

#endif
