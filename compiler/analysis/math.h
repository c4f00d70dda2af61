/* math.h: calls of Math's functions that the compiler knows. */
#ifndef JSC_ANALYSIS_MATH_H
#define JSC_ANALYSIS_MATH_H

#include "../ir/ir.h"

typedef struct MathFunction {
  const char *name;
  uint32_t nargs;
  IrOp op; /* operation on doubles, or math_f64 with the C function; mul_i32 for imul */
  const char *cfunc;
} MathFunction;

/* The function that `i`, a call, calls for sure, with at least its arguments; else NULL. */
const MathFunction *math_called(const IrInst *i);
/* Whether f of int32s is an int32: the greater, the smaller, or the number itself rounded. */
bool math_keeps_ints(const MathFunction *f);

#endif
