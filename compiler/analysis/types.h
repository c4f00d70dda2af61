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
  TYPE_UNDEFINED = 1,
  TYPE_NULL = 2,
  TYPE_BOOL = 4,
  TYPE_INT = 8,     /* a number that is an int32 and not -0 (its encoding is the int32 one) */
  TYPE_DOUBLE = 16, /* any other number */
  TYPE_STRING = 32,
  TYPE_SYMBOL = 64,
  TYPE_BIGINT = 128,
  TYPE_EMPTY = 256, /* hole, TDZ, end of iteration */
  /* objects, by the kinds that matter to code generation; instances of subclasses are `other` */
  TYPE_OTHER_OBJECT = 512,
  TYPE_F64_ARRAY = 1024,
  TYPE_F32_ARRAY = 2048,
  TYPE_I32_ARRAY = 4096,
  TYPE_U32_ARRAY = 8192,
  TYPE_U8_ARRAY = 16384,
  TYPE_I8_ARRAY = 1 << 15,
  TYPE_U16_ARRAY = 1 << 16,
  TYPE_I16_ARRAY = 1 << 17,
  TYPE_TYPED_ARRAY = TYPE_F64_ARRAY | TYPE_F32_ARRAY | TYPE_I32_ARRAY | TYPE_U32_ARRAY | TYPE_U8_ARRAY | TYPE_I8_ARRAY |
                     TYPE_U16_ARRAY | TYPE_I16_ARRAY,
  TYPE_OBJECT = TYPE_OTHER_OBJECT | TYPE_TYPED_ARRAY,
  TYPE_NUMBER = TYPE_INT | TYPE_DOUBLE,
  TYPE_PRIMITIVE = TYPE_UNDEFINED | TYPE_NULL | TYPE_BOOL | TYPE_NUMBER | TYPE_STRING | TYPE_SYMBOL | TYPE_BIGINT,
  TYPE_ANY = TYPE_PRIMITIVE | TYPE_OBJECT,
  TYPE_ALL = TYPE_ANY | TYPE_EMPTY,
};

/* Sets every instruction's `type`; reps i32 and f64 count as the numbers they hold. Parameters have fn->param_types
 * (NULL: anything), results of direct calls the callee's ret_type (0: anything, unless `optimistic`: nothing yet). The
 * result, from `arena`, holds by id the ranges of values whose type is INT. */
IrRange *types_infer(IrFn *fn, const DomTree *dom, bool optimistic, Arena *arena);
/* Values of an int32, by the ranges that types_infer gave; all int32s for any other value. */
IrRange range_of_value(const IrRange *ranges, const IrInst *i);
/* Widens *r to hold `now`, whether it grew. jumps: bounds that keep moving go to the end of int32. */
bool range_widen(IrRange *r, IrRange now, bool jumps);
#define RANGE_NONE ((IrRange){INT32_MAX, INT32_MIN, 0})
/* One of TYPE_*_ARRAY when the set is exactly one kind of typed array, else 0. */
static inline uint32_t type_typed_array(uint32_t type) {
  return type && !(type & ~(uint32_t)TYPE_TYPED_ARRAY) && !(type & (type - 1)) ? type : 0;
}
static inline bool type_is(uint32_t type, uint32_t set) { return type && !(type & ~set); }

#endif
