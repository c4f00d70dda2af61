/*
 * place.h: compiled code becomes part of the program.
 */
#ifndef RUNTIME_EVAL_PLACE_H
#define RUNTIME_EVAL_PLACE_H

#include "compile.h"
#include "eval.h"

/* Copies the code to where it can run, with everything that it refers to. The description of its body; NULL: there is no
 * room, or the system refuses to run what was written. The text is kept for Function.prototype.toString and positions. */
const FnInfo *eval_place(EvalOutput *out, String *text, Value origin, const EvalPlace *place);
/* Where a label of it has come to lie. */
uintptr_t eval_placed_at(const EvalOutput *out, AssLabel label);

#endif
