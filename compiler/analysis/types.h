/*
 * types.h: type inference within a function: for every value the set of types that it can have at run time.
 *
 * The sets live in IrInst.type. The inference is optimistic (everything starts impossible, sets only grow), flow
 * insensitive but for integer bounds: an addition to a loop counter that a dominating comparison bounds stays an int32.
 * needs: ssa, dom. changes nothing but IrInst.type.
 */
#ifndef JSC_ANALYSIS_TYPES_H
#define JSC_ANALYSIS_TYPES_H

#include "dom.h"

enum {
  TYPE_UNDEFINED = 1, TYPE_NULL = 2, TYPE_BOOL = 4,
  TYPE_INT = 8,     /* a number that is an int32 and not -0 (its encoding is the int32 one) */
  TYPE_DOUBLE = 16, /* any other number */
  TYPE_STRING = 32, TYPE_SYMBOL = 64, TYPE_BIGINT = 128, TYPE_OBJECT = 256,
  TYPE_EMPTY = 512, /* hole, TDZ, end of iteration */
  TYPE_NUMBER = TYPE_INT | TYPE_DOUBLE,
  TYPE_ANY = 511,
  TYPE_ALL = 1023,
  TYPE_PRIMITIVE = TYPE_ANY & ~TYPE_OBJECT,
};

/* param_types: set of each formal, or NULL (anything). Every instruction's `type` is set; reps i32 and f64 count as the
 * numbers they hold. */
void types_infer(IrFn *fn, const DomTree *dom, const uint32_t *param_types);
static inline bool type_is(uint32_t type, uint32_t set) { return type && !(type & ~set); }

#endif
