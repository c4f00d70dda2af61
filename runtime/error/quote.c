/* quote.c: see quote.h. */
#include "quote.h"

uint32_t quote_line(StringBuilder *b, String *file, int64_t line, String *text, uint32_t at) {
  int64_t found = string_index_of_unit(text, '\n', at);
  uint32_t end = found < 0 ? text->length : (uint32_t)found;
  if (end > at && string_at(text, end - 1) == '\r') end--;
  builder_string(b, file);
  builder_ascii(b, ":");
  builder_int(b, line);
  builder_ascii(b, "\n");
  builder_substring(b, text, at, end);
  builder_ascii(b, "\n");
  return end;
}

void quote_mark(StringBuilder *b, String *text, uint32_t at, uint32_t end, uint32_t column, uint32_t width) {
  for (uint32_t i = 0; i + 1 < column; i++)
    builder_unit(b, at + i < end && string_at(text, at + i) == '\t' ? '\t' : ' ');
  for (uint32_t i = 0; i < width && at + column - 1 + i < end; i++) builder_ascii(b, "^");
  builder_ascii(b, "\n");
}
