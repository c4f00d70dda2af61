/* quote.h: how reports of errors show a place: "file:line", the line of the text, and marks below what is meant. */
#ifndef RUNTIME_ERROR_QUOTE_H
#define RUNTIME_ERROR_QUOTE_H

#include "../string/string.h"

/* Appends the first two lines, each with its line end. `at`: where the line begins in the text. Returns where it ends. */
uint32_t quote_line(StringBuilder *b, String *file, int64_t line, String *text, uint32_t at);
/* Appends `width` marks, as far as the line [at, end) goes, below its column (from 1), and a line end. */
void quote_mark(StringBuilder *b, String *text, uint32_t at, uint32_t end, uint32_t column, uint32_t width);

#endif
