/*
 * standin.h: texts with units that UTF-8 cannot tell, lone surrogates and NUL: strings, templates, regular expressions and
 * comments may have them. While such a text is compiled, characters of the private use area stand for them, which the text has
 * not; strings get back what they stand for.
 */
#ifndef RUNTIME_EVAL_STANDIN_H
#define RUNTIME_EVAL_STANDIN_H

#include "compile.h"

/* The first of the characters that stand for the units; 0: the text needs none; STANDIN_FAIL: no range of them is free. */
enum { STANDIN_FAIL = 1 };
uint32_t standin_choose(const EvalInput *in);
/* What stands for the unit, and back. */
uint32_t standin_for(uint32_t base, uint32_t unit);
uint16_t standin_back(uint32_t base, uint16_t unit);
/* Whether the unit at i is a lone surrogate or NUL. */
bool standin_is_needed(const EvalInput *in, uint32_t i);

#endif
