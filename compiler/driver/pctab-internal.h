/*
 * pctab-internal.h: what the builder of the position table and its DWARF reader share.
 */
#ifndef JSC_DRIVER_PCTAB_INTERNAL_H
#define JSC_DRIVER_PCTAB_INTERNAL_H

#include "../support/array.h"
#include "../support/map.h"
#include "pctab.h"

typedef struct PctabScope {
  uint32_t function, file; /* numbers of strings */
  uint32_t parent, depth;
  uint32_t description, receiver;
  uint32_t call_line, call_column;
  uint32_t last_line, last_column; /* of the sweep: where a row without a position stays */
  uint32_t offset;                 /* in the encoded scopes; 0: not written so far */
  bool is_used;                    /* some row is in it, or in a call inlined into it */
} PctabScope;

typedef struct PctabRange {
  uint64_t low, high;
  uint32_t scope, depth;
} PctabRange;

typedef struct PctabRow {
  uint64_t address;
  uint32_t line, column, order;
  bool is_end;
} PctabRow;

/* Code in which only return addresses are looked up. */
typedef struct PctabCode {
  uint64_t address, size;
  uint8_t *calls; /* a bit per byte: may be the last byte of a call */
} PctabCode;

struct Pctab {
  Arena *arena;
  const char *error;
  StrMap strings; /* value: number + 1 */
  ARRAY(PctabScope) scopes;
  ARRAY(PctabRange) ranges;
  ARRAY(PctabRow) rows;
  ARRAY(PctabCode) code;
  bool keep_all;
};

#endif
