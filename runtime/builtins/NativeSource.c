/*
 * NativeSource.c: natives that quote the program's own text (lib/internal/natives.md): the line an error came from, and
 * the call that a trace begins with. Without the texts (--strip-source) both answer undefined.
 */
#include "../error/quote.h"
#include "../error/source.h"
#include "../error/stack.h"
#include "../heap/heap.h"
#include "../object/jobs.h"
#include "../object/kinds.h"
#include "../object/object.h"
#include "../string/string.h"
#include "../support/weak.h"
#include "builtins.h"

#ifdef JSC_EVAL
#include "../eval/trace.h"
#define HAS_TEXTS true
#else
#define HAS_TEXTS WEAK(source_text)
#endif

enum { STALLED_MAX = 64 };

typedef struct Place {
  String *file, *text;
  uint32_t line, column; /* from 1 */
  uint32_t at;           /* index of the line's first unit */
} Place;

static Value frames_of(Value v) {
  if (value_is_kind(v, CELL_ERROR)) return ((ErrorObject *)value_ptr(v))->frames;
  return value_is_object(v) ? object_peek_own(value_object(v), KEY_SYM(stackFrames)) : JS_UNDEFINED;
}

/* The text of the frame's file, and where in it the line begins: false if either is not there. */
static bool find_line(const StackFrame *f, Place *out) {
  if (f->quoted) {
    *out = (Place){f->file, f->quoted, f->line, f->column, 0};
    return true;
  }
  String *text = f->file_index == ~0u || !HAS_TEXTS ? NULL : WEAK(source_text)(f->file_index);
  if (!text || !f->line || !f->column) return false;
  String *file = f->file;
  uint32_t in_text = f->line, in_line = f->column;
#ifdef JSC_EVAL
  int32_t first_line = 0, first_column = 0;
  if (f->file_index >= RT->program->nfiles && !eval_has_name(f->file_index, &first_line, &first_column))
    file = string_from_ascii("<anonymous_script>");
  in_text -= (uint32_t)first_line;
  if (in_text == 1) in_line -= (uint32_t)first_column;
#endif
  uint32_t at = 0;
  for (uint32_t line = 1; line < in_text; line++) {
    int64_t end = string_index_of_unit(text, '\n', at);
    if (end < 0) return false;
    at = (uint32_t)end + 1;
  }
  *out = (Place){file, text, f->line, in_line, at};
  return at + in_line - 1 <= text->length;
}

/* The innermost frame of the trace captured on v that has a file. */
static bool top_frame(Value v, StackFrame *out) {
  Value frames = frames_of(v);
  for (uint32_t i = 0; i < stack_count(frames); i++) {
    stack_frame(frames, i, out);
    if (out->file) return true;
  }
  return false;
}

static bool top_place(Value v, Place *out) {
  StackFrame f;
  return top_frame(v, &f) && find_line(&f, out);
}

static bool is_name_unit(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c > 127;
}

/* ---- %ErrorSourceContext ---- */

/* The place in JSON's text of the error that JSON.parse threw last. */
static bool json_place(Value error, Place *out) {
  if (!value_is_object(error) || !value_same(RT->json_error, error)) return false;
  String *text = value_string(RT->json_text);
  uint32_t line = 1, at = 0, end = (uint32_t)RT->json_at;
  for (uint32_t i = 0; i < end && i < text->length; i++) {
    uint32_t c = string_at(text, i);
    if (c != '\n' && (c != '\r' || (i + 1 < text->length && string_at(text, i + 1) == '\n'))) continue;
    line++;
    at = i + 1;
  }
  *out = (Place){string_from_ascii("<anonymous_script>"), text, line, end - at + 1, at};
  return true;
}

/* "file:line\nsource line\n   ^\n", without the mark where the line has no such column. */
static Value quote(const Place *p) {
  StringBuilder b;
  builder_init(&b);
  uint32_t end = quote_line(&b, p->file, p->line, p->text, p->at);
  if (p->at + p->column - 1 < end) quote_mark(&b, p->text, p->at, end, p->column, 1);
  return builder_finish_value(&b);
}

/* The reference's library threw: with a throw statement, which is marked, or in a function in C++. */
static Value quote_reference(Place *p) {
  String *word = string_from_ascii("throw ");
  for (uint32_t at = p->text->length; at-- > 0;)
    if (string_starts_with(p->text, word, at)) p->column = at + 1;
  return quote(p);
}

JS_BUILTIN(js_native_ErrorSourceContext) {
  JS_UNUSED_ARGS();
  Place p;
  StackFrame f;
  bool is_thrown = value_same(a1, JS_TRUE);
  if (is_thrown && stack_throw_site(a0, &f)) {
    if (f.quoted) return find_line(&f, &p) ? quote_reference(&p) : JS_UNDEFINED;
    if (f.is_library) return top_frame(a0, &f) && f.quoted && find_line(&f, &p) ? quote_reference(&p) : JS_UNDEFINED;
    return find_line(&f, &p) ? quote(&p) : JS_UNDEFINED;
  }
  if (!json_place(a0, &p) && !top_place(a0, &p)) return JS_UNDEFINED;
  return is_thrown && top_frame(a0, &f) && f.quoted ? quote_reference(&p) : quote(&p);
}

/* ---- %StalledAwaits ---- */

/* Suspended bodies of modules: the return addresses of their awaits. */
static void find_stalled(Cell *cell, void *sites) {
  Generator *g = (Generator *)cell;
  if (cell->kind != CELL_GENERATOR || !g->site || g->state < 0 || !value_is_kind(g->promise, CELL_PROMISE)) return;
  if (!value_same(((PromiseObject *)value_ptr(g->promise))->state, value_from_int(PROMISE_PENDING))) return;
  uint64_t *list = sites;
  if (list[0] < STALLED_MAX) list[++list[0]] = g->site;
}

JS_BUILTIN(js_native_StalledAwaits) {
  JS_UNUSED_ARGS();
  Value places = array_new(0);
  uint64_t sites[STALLED_MAX + 1] = {0};
  heap_visit(find_stalled, sites);
  for (uint64_t i = 1; i <= sites[0]; i++) {
    StackFrame f;
    Place p;
    if (stack_is_module_site(sites[i], &f) && HAS_TEXTS && find_line(&f, &p)) array_push(places, quote(&p));
  }
  return places;
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
