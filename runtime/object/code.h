/*
 * code.h: code that the program has as strings (eval, Function, $262.evalScript): scripts that were compiled ahead of time,
 * found by their text.
 */
#ifndef RUNTIME_OBJECT_CODE_H
#define RUNTIME_OBJECT_CODE_H

#include "../rt.h"

/* Whether the very text was compiled for this use (MODULE_CODE_*). */
bool code_is_known(String *text, uint32_t code);
/* Runs it as a script of the current realm: its completion value; SyntaxError if it is no program, EvalError if it is not
 * known. */
Value code_run(String *text, uint32_t code);
/* Throws the EvalError of a program that cannot make code. */
Value code_refuse(void);
#ifdef JSC_EVAL
/* code_run of MODULE_CODE_FUNCTION: the text ends with "})", the brace of its body stands at body_start. Others are compiled
 * now. */
Value code_run_function(String *text, uint32_t body_start);
#else
#define code_run_function(text, body_start) code_run(text, MODULE_CODE_FUNCTION)
#endif

#endif
