/* lz.h: compresses bytes in the form of runtime/string/lz.h. */
#ifndef JSC_SUPPORT_LZ_H
#define JSC_SUPPORT_LZ_H

#include "arena.h"

typedef struct LzBytes {
  Arena *arena;
  uint8_t *items;
  uint32_t count, capacity;
} LzBytes;

void lz_put(LzBytes *out, uint8_t byte);

/* Appends the compressed form of `size` bytes to `out`. LZ_QUICK looks at fewer earlier places: four times as fast, a
 * tenth longer. */
typedef enum LzEffort { LZ_QUICK = 4, LZ_SMALL = 48 } LzEffort;
void lz_encode(LzBytes *out, const uint8_t *bytes, uint32_t size, LzEffort effort);

#endif
