/* lz.c: see lz.h. */
#include "lz.h"

static const uint8_t *read_length(const uint8_t *in, uint64_t *length) {
  uint8_t byte;
  do *length += byte = *in++;
  while (byte == 255);
  return in;
}

void lz_decode(const uint8_t *in, uint8_t *out, uint8_t *end) {
  for (;;) {
    uint8_t token = *in++;
    uint64_t literals = token >> 4, match = token & 15;
    if (literals == 15) in = read_length(in, &literals);
    for (uint64_t i = 0; i < literals; i++) *out++ = *in++;
    if (out >= end) return;
    const uint8_t *from = out - (in[0] | in[1] << 8);
    in += 2;
    if (match == 15) in = read_length(in, &match);
    match += LZ_MIN_MATCH;
    for (uint64_t i = 0; i < match; i++) *out++ = *from++; /* may overlap: byte by byte */
  }
}
