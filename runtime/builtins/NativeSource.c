/*
 * NativeSource.c: natives that quote the program's own text (lib/internal/natives.md): the line an error came from, and
 * the call that a trace begins with. Without the texts (--strip-source) both answer undefined.
 *
 * V8 reports an error at its `throw` statement, a trace begins at the call or `new` within it: so where `throw` stands
 * just before on the same line, it is what the caret shows.
 */
#include "../error/pctab.h"
#include "../error/source.h"
#include "../heap/heap.h"
#include "../object/kinds.h"
#include "../object/object.h"
#include "../string/string.h"
#include "builtins.h"

typedef struct Place {
  String *file, *text;
  uint32_t line, column; /* from 1 */
  uint32_t at;           /* index of the line's first unit */
} Place;

static Value frames_of(Value v) {
  if (value_is_kind(v, CELL_ERROR)) return ((ErrorObject *)value_ptr(v))->frames;
  return value_is_object(v) ? object_peek_own(value_object(v), KEY_SYM(stackFrames)) : JS_UNDEFINED;
}

static bool text_is(String *s, const char *text, uint32_t length) {
  String *other = string_from_utf8(text, length);
  return other && string_equal(s, other);
}

/* The text of the file, and where in it the line begins: false if either is not there. */
static bool find_line(const PcEntry *e, Place *out) {
  const Program *p = RT->program;
  for (uint32_t i = 0; i < p->nfiles; i++) {
    if (!text_is(p->files[i], e->file, e->file_len)) continue;
    String *text = source_text(i);
    if (!text) return false;
    uint32_t at = 0;
    for (uint32_t line = 1; line < e->line; line++) {
      int64_t end = string_index_of_unit(text, '\n', at);
      if (end < 0) return false;
      at = (uint32_t)end + 1;
    }
    *out = (Place){p->files[i], text, e->line, e->column, at};
    return at + e->column - 1 <= text->length;
  }
  return false;
}

/* The innermost frame of the trace captured on v. */
static bool top_place(Value v, Place *out) {
  Value frames = frames_of(v);
  if (!source_text || !value_is_kind(frames, CELL_BYTES)) return false;
  const BytesCell *bytes = value_ptr(frames);
  const uint64_t *pcs = (const uint64_t *)(const void *)bytes->data;
  for (uint32_t i = 0; i < bytes->size / sizeof(uint64_t); i++) {
    PcEntry e;
    if (pctab_lookup(RT->program->pctab, pcs[i] - 1, &e)) return e.line && e.column && find_line(&e, out);
  }
  return false;
}

static bool is_name_unit(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c > 127;
}

static uint32_t line_end(const Place *p) {
  int64_t end = string_index_of_unit(p->text, '\n', p->at);
  return end < 0 ? p->text->length : (uint32_t)end;
}

/* ---- %ErrorSourceContext ---- */

/* Column of the caret, counted from 0. */
static uint32_t caret_column(const Place *p) {
  static const char word[] = "throw";
  uint32_t at = p->column - 1, n = sizeof word - 1;
  uint32_t end = at;
  while (end > 0 && string_at(p->text, p->at + end - 1) == ' ') end--;
  if (end < n || end == at) return at;
  for (uint32_t i = 0; i < n; i++)
    if (string_at(p->text, p->at + end - n + i) != (uint8_t)word[i]) return at;
  if (end > n && is_name_unit(string_at(p->text, p->at + end - n - 1))) return at;
  return end - n;
}

JS_BUILTIN(js_native_ErrorSourceContext) {
  JS_UNUSED_ARGS();
  Place p;
  if (!top_place(a0, &p)) return JS_UNDEFINED;
  StringBuilder b;
  builder_init(&b);
  builder_string(&b, p.file);
  builder_ascii(&b, ":");
  builder_int(&b, p.line);
  builder_ascii(&b, "\n");
  builder_substring(&b, p.text, p.at, line_end(&p));
  builder_ascii(&b, "\n");
  for (uint32_t i = 0, column = caret_column(&p); i < column; i++)
    builder_unit(&b, string_at(p.text, p.at + i) == '\t' ? '\t' : ' ');
  builder_ascii(&b, "^\n");
  return builder_finish_value(&b);
}

/* ---- %CallSource ---- */

/* Start of the member chain (`a.b.c`) that the name at `i` ends. */
static uint32_t chain_start(String *s, uint32_t i) {
  for (;;) {
    while (i > 0 && is_name_unit(string_at(s, i - 1))) i--;
    if (i < 2 || string_at(s, i - 1) != '.' || !is_name_unit(string_at(s, i - 2))) return i;
    i--;
  }
}

/* Index past the string or template literal that begins at i. */
static uint32_t skip_quoted(String *s, uint32_t i) {
  uint32_t quote = string_at(s, i++);
  while (i < s->length && string_at(s, i) != quote) i += string_at(s, i) == '\\' ? 2 : 1;
  return i + 1;
}

/* Index past the parenthesis that closes the call whose name is at i; 0 if there is none. */
static uint32_t call_end(String *s, uint32_t i) {
  uint32_t depth = 0;
  while (i < s->length) {
    uint32_t c = string_at(s, i);
    if (c == '"' || c == '\'' || c == '`') {
      i = skip_quoted(s, i);
      continue;
    }
    i++;
    if (c == '(' || c == '[' || c == '{') depth++;
    if (c == ')' || c == ']' || c == '}') {
      if (depth == 0) return 0;
      if (--depth == 0) return i;
    }
    if (depth == 0 && (c == ';' || c == '\n')) return 0;
  }
  return 0;
}

JS_BUILTIN(js_native_CallSource) {
  JS_UNUSED_ARGS();
  Place p;
  if (!top_place(a0, &p)) return JS_UNDEFINED;
  uint32_t name = p.at + p.column - 1;
  uint32_t start = chain_start(p.text, name), end = call_end(p.text, name);
  if (end <= start) return JS_UNDEFINED;
  return value_from_ptr(string_substring(p.text, start, end));
}
