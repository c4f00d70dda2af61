/*
 * eval.h: code that is known only at run time: compiled in the program, by the compiler's own front end and codegen-ass.
 */
#ifndef RUNTIME_EVAL_EVAL_H
#define RUNTIME_EVAL_EVAL_H

#include "../rt.h"

/* A function that runs the text as a script of the current realm (`code`: MODULE_CODE_*) and returns its completion value.
 * MODULE_CODE_FUNCTION: the text is "(function anonymous(…\n) {\n…\n})", with the body's braces from body_start to before
 * body_end. EXCEPTION: SyntaxError, or EvalError where no code can be made. */
Value eval_function(String *text, uint32_t code, uint32_t body_start, uint32_t body_end);

#endif
