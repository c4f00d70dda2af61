/*
 * words.h: values as words of C, and back: what system calls (builtins/NativeSystem.c), calls of C functions (builtins/CCall.c)
 * and from C (embed/call.c) share.
 */
#ifndef RUNTIME_OBJECT_WORDS_H
#define RUNTIME_OBJECT_WORDS_H

#include "../rt.h"

/* Integers are numbers where those are exact, else BigInts; text NULL is null. */
Value words_value_of_i64(int64_t v);
Value words_value_of_u64(uint64_t v);
Value words_value_of_text(const char *text);
uint64_t words_word_of_number(double d); /* truncated to 64 bits, from 2^63 on unsigned; NaN and the rest: 0 */
bool words_word_of_buffer(Value v,
                          uint64_t *w); /* address of an ArrayBuffer's or a view's bytes; false: it is neither */
bool words_buffer_length(Value v, uint64_t *bytes);

#endif
