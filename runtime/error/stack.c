/*
 * stack.c: see stack.h.
 *
 * Capturing walks the frame pointers. Each return address that the position table knows stands for a frame, or for a
 * chain of them where calls were inlined; the runtime's C is not in the table, but for the builtins that programs call.
 * A frame's receiver lies in the machine frame, so it is copied at once; all else is found when it is asked for.
 *
 * Of lib/'s functions only those lines show that stand for frames of the reference (compiler/support/sites.h); below the
 * body of a module stand the reference's frames that run it (frames.def).
 */
#include "stack.h"

#include "../heap/heap.h"
#include "../object/jobs.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../support/mem.h"
#include "names.h"
#include "pctab-format.h"
#include "pctab.h"
#ifdef JSC_EVAL
#include "../eval/trace.h"
#define IS_EVAL(e) (!(e)->file) /* of code made at run time: file_len is its number then */
#else
#define IS_EVAL(e) false
#endif

/* ---- the reference's frames ---- */

#define NODE_FRAME(id, name, file, line, column) static const NodeFrame frame_##id = {name, file, line, column};
#include "frames.def"

static const NodeFrame *const below_main[] = {&frame_compile, &frame_extension, &frame_load, &frame_load_static,
                                              &frame_wrap,    &frame_run_main,  &frame_main, NULL};
static const NodeFrame *const below_required[] = {
    &frame_compile, &frame_extension,      &frame_load,    &frame_load_static,
    &frame_wrap,    &frame_require_method, &frame_require, NULL};
static const NodeFrame *const below_esm[] = {&frame_esm_run, &frame_esm_load, &frame_esm_main, NULL};

static bool is_lib(const PcEntry *e) {
  return !IS_EVAL(e) && e->file_len > 5 && !__builtin_memcmp(e->file, "node:", 5);
}
static uint32_t kind_of(const PcEntry *e) { return e->description & ((1u << PCTAB_FN_KIND_BITS) - 1); }

static uint32_t file_of(const PcEntry *e) {
  const Program *p = RT->program;
  if (IS_EVAL(e)) return e->file_len;
  String *path = string_from_utf8(e->file, e->file_len);
  for (uint32_t i = 0; i < p->nfiles; i++)
    if (string_equal(p->files[i], path)) return i;
  return ~0u;
}

/* ---- capturing ---- */

typedef struct Capture {
  Elements *list;
  uint32_t count, limit;
  const FnInfo *above; /* still looked for */
} Capture;

#define STACK_WAITS ((uint32_t)-1) /* in place of a depth: an async function that waits */

#ifdef JSC_EVAL
/* An address of code made at run time keeps that code alive. */
typedef struct PlaceCell {
  Cell cell;
  int64_t pc;
} PlaceCell;

static Value place_value(int64_t pc) {
  if (!code_has_address((uintptr_t)pc)) return value_from_double((double)pc);
  PlaceCell *p = (PlaceCell *)heap_alloc(sizeof *p, CELL_INTERNAL);
  p->pc = pc;
  return value_from_ptr(p);
}
static int64_t place_of_value(Value v) {
  return value_is_number(v) ? (int64_t)value_number(v) : ((PlaceCell *)value_ptr(v))->pc;
}
#else
static Value place_value(int64_t pc) { return value_from_double((double)pc); }
static int64_t place_of_value(Value v) { return (int64_t)value_number(v); }
#endif

/* Addresses without what all of them begin with, so that those of kernels are positive. */
static int64_t place_of_code(uint64_t pc) { return (int64_t)(pc & ~VALUE_PTR_HIGH); }
static int64_t place_of_frame(const NodeFrame *n) { return -(int64_t)((uint64_t)(uintptr_t)n & ~VALUE_PTR_HIGH); }

/* pc: a return address, or minus the address of a NodeFrame. */
static void add(Capture *c, int64_t pc, uint32_t depth, Value receiver) {
  if (c->above || c->count == c->limit) return;
  uint32_t at = c->count++ * STACK_WORDS;
  if (at + STACK_WORDS > c->list->capacity) {
    Elements *bigger = heap_new_elements(c->list->capacity * 2);
    mem_copy(bigger->v, c->list->v, at * sizeof(Value));
    c->list = bigger;
  }
  c->list->v[at] = place_value(pc);
  c->list->v[at + 1] = value_from_int((int32_t)depth);
  c->list->v[at + 2] = receiver;
  c->list->used = at + STACK_WORDS;
}

static void add_node_frames(Capture *c, const NodeFrame *const *frames) {
  for (; *frames; frames++) add(c, place_of_frame(*frames), 0, JS_EMPTY);
}

static bool is_frame_of(const PcEntry *e, const FnInfo *info) {
  return e->description >> PCTAB_FN_KIND_BITS == info->start && file_of(e) == info->file;
}

/* The receiver that a frame keeps; one that was never made is made now, so that it can be named. */
static Value receiver_in(uint64_t bits) {
  bool is_prototype = !(bits & VALUE_INT_TAG) && (bits & (VALUE_OTHER_TAG | TRACE_PROTOTYPE)) == TRACE_PROTOTYPE;
  return is_prototype ? object_new((Value){bits - TRACE_PROTOTYPE}) : (Value){bits};
}

static void add_entry(Capture *c, const PcEntry *e, uint64_t pc, uint32_t depth, const uint64_t *fp) {
  Value receiver = JS_EMPTY;
  if (e->receiver && fp) receiver = receiver_in(fp[-(int64_t)e->receiver]);
  uint32_t kind = kind_of(e);
  if (c->above && kind < PCTAB_FN_BUILTIN && is_frame_of(e, c->above)) {
    c->above = NULL;
    return;
  }
  if (kind == PCTAB_FN_REFERENCE) {
    /* Promises' jobs run when all has returned but what runs them. */
    bool is_below = RT->reaction && (const void *)fp > RT->reaction_frame;
    if (!e->function_len || (is_below && !(e->description >> PCTAB_FN_KIND_BITS))) return;
  } else if (is_lib(e)) {
    return;
  }
  add(c, place_of_code(pc), depth, receiver);
  if (kind == PCTAB_FN_COMMONJS) add_node_frames(c, file_of(e) == RT->program->entry ? below_main : below_required);
  else if (kind == PCTAB_FN_BODY && !RT->reaction) add_node_frames(c, below_esm); /* not when it goes on */
}

static void walk(Capture *c, uint64_t *fp) {
  const uint8_t *table = RT->program->pctab;
  while (c->count < c->limit && fp && (uint8_t *)fp < RT->stack_base) {
    uint64_t *next = (uint64_t *)(uintptr_t)fp[0];
    PcEntry e;
    if (pctab_lookup(table, fp[1] - 1, &e)) {
      uint32_t depth = 0;
      do add_entry(c, &e, fp[1], depth++, next);
      while (pctab_caller(table, &e));
    }
    if (next <= fp) break;
    fp = next;
  }
}

/* Below the job of a promise stand the async functions that wait for it. */
static void add_waiting(Capture *c) {
  AsyncWaiter w = {.promise = JS_EMPTY};
  while (c->count < c->limit && promise_next_waiting(&w)) {
    if (value_is_empty(w.generator)) {
      add(c, 0, (uint32_t)w.index, value_from_int(w.element));
      continue;
    }
    const Generator *g = (const Generator *)value_ptr(w.generator);
    PcEntry e;
    if (!g->site || !pctab_lookup(RT->program->pctab, g->site - 1, &e)) return;
    if (kind_of(&e) == PCTAB_FN_REFERENCE || !is_lib(&e)) add(c, place_of_code(g->site), STACK_WAITS, JS_EMPTY);
  }
}

Value stack_capture(uint32_t limit, Value above, bool must_see) {
  if (!RT->program || !RT->program->pctab) return JS_UNDEFINED;
  Capture c = {.list = heap_new_elements((limit < 10 ? limit + 1 : 10) * STACK_WORDS), .limit = limit};
  if (value_is_kind(above, CELL_FUNCTION)) {
    const FnInfo *info = ((Function *)value_ptr(above))->info;
    if (!(info->flags & FN_BUILTIN)) c.above = info;
  }
  walk(&c, __builtin_frame_address(0));
  if (c.above && !must_see) {
    c.above = NULL;
    walk(&c, __builtin_frame_address(0));
  }
  if (RT->reaction) add_waiting(&c);
  return value_from_ptr(c.list);
}

void stack_put_frames(Value error, const NodeFrame *frames) {
  ErrorObject *e = (ErrorObject *)value_ptr(error);
  uint32_t below = stack_count(e->frames);
  if (!below) return; /* Error.stackTraceLimit is 0, or no number */
  uint32_t limit = error_stack_limit() + !frames->name[0];
  Capture c = {.list = heap_new_elements((limit < 20 ? limit : 20) * STACK_WORDS), .limit = limit};
  for (; frames->file; frames++) add(&c, place_of_frame(frames), 0, JS_EMPTY);
  for (uint32_t i = 0; i < below; i++) {
    const Value *v = &((Elements *)value_ptr(e->frames))->v[i * STACK_WORDS];
    if (c.count == c.limit) break;
    add(&c, place_of_value(v[0]), (uint32_t)value_int(v[1]), v[2]);
  }
  e->frames = value_from_ptr(c.list);
  heap_barrier(e);
}

void jsc_throw_at(Value v);

/* ---- what a frame says ---- */

uint32_t stack_count(Value frames) {
  return value_is_kind(frames, CELL_ELEMENTS) ? ((Elements *)value_ptr(frames))->used / STACK_WORDS : 0;
}

String *stack_file_url(const char *path, uint32_t length) {
  if (path[0] != '/') return string_from_utf8(path, length); /* a URL */
  StringBuilder b;
  builder_init(&b);
  builder_ascii(&b, "file://");
  for (uint32_t i = 0; i < length; i++) {
    static const char hex[] = "0123456789ABCDEF";
    uint8_t c = (uint8_t)path[i];
    bool is_escaped = c <= ' ' || c > 126;
    for (const char *p = "\"#%<>?\\^`{|}"; *p; p++) is_escaped |= c == (uint8_t)*p;
    if (is_escaped) {
      builder_unit(&b, '%');
      builder_unit(&b, (uint8_t)hex[c >> 4]);
      builder_unit(&b, (uint8_t)hex[c & 15]);
    } else {
      builder_unit(&b, c);
    }
  }
  return builder_finish(&b);
}

static String *shown_path(const PcEntry *e, uint32_t index) {
#ifdef JSC_EVAL
  if (IS_EVAL(e)) {
    String *name = eval_file_name(index);
    size_t length;
    if (!eval_is_esm(index)) return name;
    const char *path = string_utf8(name, &length);
    return stack_file_url(path, (uint32_t)length);
  }
#endif
  String *path = index != ~0u ? RT->program->files[index] : string_from_utf8(e->file, e->file_len);
  return index == ~0u || RT->program->modules[index].kind != MODULE_ESM ? path : stack_file_url(e->file, e->file_len);
}

/* Reads what a frame of the reference is called: "Type.function [as method]", "new Type", "*.function" with the type of the
 * receiver ("*.<anonymous>": without a name), or "async function". */
static void reference_frame(const char *name, uint32_t length, Value receiver, StackFrame *out) {
  *out = (StackFrame){.file_index = ~0u, .receiver = receiver};
  uint32_t from = 0, end = length;
  for (uint32_t i = 0; i < length && !from && name[0] != '['; i++) { /* [symbol]: a name as it is */
    if (name[i] == ' ') {
      out->is_constructor = name[0] == 'n';
      out->is_async = name[0] == 'a';
      if (out->is_constructor) from = i + 1;
      break;
    }
    if (name[i] == '.') from = i + 1;
  }
  if (from && !out->is_constructor) {
    out->is_method = true;
    if (name[0] != '*') out->type = string_from_utf8(name, from - 1);
    if (name[length - 1] == ']') {
      while (name[end] != '[') end--;
      out->method = string_from_utf8(name + end + 4, length - end - 5);
      end--;
    }
  }
  if (from < end && name[from] == '<') from = end; /* <anonymous> */
  out->function = string_from_utf8(name + from, end - from);
}

static bool is_toplevel(Value receiver) {
  return value_is_empty(receiver) || value_is_nullish(receiver) || value_same(receiver, RT->realm->global);
}

static void frame_of_entry(const PcEntry *e, Value receiver, StackFrame *out) {
  uint32_t kind = kind_of(e);
  if (kind == PCTAB_FN_REFERENCE) {
    uint32_t end = 0;
    while (end < e->file_len && e->file[end] != '\n') end++;
    reference_frame(e->function, e->function_len, receiver, out);
    if (end) out->file = string_from_utf8(e->file, end);
    out->line = e->line;
    out->column = e->column;
    if (end < e->file_len) out->quoted = string_from_utf8(e->file + end + 1, e->file_len - end - 1);
    return;
  }
  *out = (StackFrame){.function = string_from_utf8(e->function, e->function_len),
                      .file_index = file_of(e),
                      .line = e->line,
                      .column = e->column,
                      .receiver = receiver,
                      .start = e->description >> PCTAB_FN_KIND_BITS,
                      .is_library = is_lib(e)};
  if (kind == PCTAB_FN_BUILTIN_CTOR) out->is_constructor = true;
  if (kind >= PCTAB_FN_BUILTIN) {
    out->line = out->column = 0;
    return;
  }
  out->file = shown_path(e, out->file_index);
  out->is_constructor = kind == PCTAB_FN_CLASS || (e->receiver && value_is_empty(receiver));
  out->is_method = kind == PCTAB_FN_COMMONJS || (!out->is_constructor && !is_toplevel(receiver));
  if (kind == PCTAB_FN_COMMONJS) {
    out->type = ATOM(Object);
  } else if (out->is_method && !out->function->length && out->file_index != ~0u) {
    String *name = name_of_computed(receiver, out->file_index, out->start);
    if (name) out->function = name;
  }
  if (out->is_constructor) out->receiver = JS_EMPTY;
}

/* "Generator.next" is called after the function whose frame it resumed. */
static void name_after_generator(Value frames, uint32_t i, StackFrame *out) {
  static const char *const types[] = {"Generator.", "AsyncGenerator."};
  for (size_t k = 0; k < sizeof types / sizeof types[0]; k++) {
    String *type = string_from_ascii(types[k]);
    if (!string_starts_with(out->function, type, 0)) continue;
    StackFrame body;
    stack_frame(frames, i - 1, &body);
    uint32_t at = body.function->length;
    while (at && string_at(body.function, at - 1) != '.') at--;
    String *name = string_substring(body.function, at, body.function->length);
    if (!name->length) return;
    out->function = format_string("%S.%S", name, string_substring(out->function, type->length, out->function->length));
    return;
  }
}

/* "async Promise.all (index 1)" */
static void element_frame(int32_t element, int32_t index, StackFrame *out) {
  const char *name = element == PROMISE_ELEMENT_ALL ? "all" : element == PROMISE_ELEMENT_ANY ? "any" : "allSettled";
  *out = (StackFrame){.function = format_string("Promise.%s", name),
                      .file = format_string("index %K", key_from_index((uint32_t)index)),
                      .file_index = ~0u,
                      .index = (uint32_t)index,
                      .receiver = JS_EMPTY,
                      .is_async = true,
                      .is_waiting = true};
}

void stack_frame(Value frames, uint32_t i, StackFrame *out) {
  const Value *v = &((Elements *)value_ptr(frames))->v[i * STACK_WORDS];
  int64_t pc = place_of_value(v[0]);
  if (!pc) {
    element_frame(value_int(v[2]), value_int(v[1]), out);
    return;
  }
  PcEntry e;
  if (pc < 0) {
    const NodeFrame *n = (const NodeFrame *)(uintptr_t)((uint64_t)-pc | VALUE_PTR_HIGH);
    e = (PcEntry){.function = n->name,
                  .function_len = (uint32_t)cstring_length(n->name),
                  .file = n->file,
                  .file_len = (uint32_t)cstring_length(n->file),
                  .line = n->line,
                  .column = n->column,
                  .description = PCTAB_FN_REFERENCE};
    frame_of_entry(&e, v[2], out);
    return;
  }
  if (!pctab_lookup(RT->program->pctab, ((uint64_t)pc | VALUE_PTR_HIGH) - 1, &e)) {
    *out = (StackFrame){.function = ATOM(empty), .file_index = ~0u, .receiver = JS_EMPTY};
    return;
  }
  for (int32_t depth = value_int(v[1]); depth > 0; depth--) pctab_caller(RT->program->pctab, &e);
  frame_of_entry(&e, v[2], out);
  out->is_async = out->is_waiting = value_int(v[1]) == (int32_t)STACK_WAITS;
  if (i && !out->file) name_after_generator(frames, i, out);
}
String *stack_type_name(const StackFrame *f) {
  if (f->type) return f->type;
  return f->is_method ? name_of_type(f->receiver) : NULL;
}

String *stack_method_name(const StackFrame *f) {
  if (f->method) return f->method;
  if (!f->is_method || f->type || f->file_index == ~0u) return NULL;
  return name_of_method(f->receiver, f->function, f->file_index, f->start);
}

void jsc_throw_at(Value v) {
  RT->exception = RT->thrown = v;
  RT->throw_site = (uint64_t)(uintptr_t)__builtin_return_address(0);
}

bool stack_throw_site(Value v, StackFrame *out) {
  PcEntry e;
  if (!RT->throw_site || RT->thrown.bits != v.bits || !RT->program->pctab ||
      !pctab_lookup(RT->program->pctab, RT->throw_site - 1, &e))
    return false;
  frame_of_entry(&e, JS_EMPTY, out);
  return true;
}

bool stack_is_module_site(uint64_t site, StackFrame *out) {
  PcEntry e;
  if (!RT->program->pctab || !pctab_lookup(RT->program->pctab, site - 1, &e) || kind_of(&e) != PCTAB_FN_BODY)
    return false;
  frame_of_entry(&e, JS_EMPTY, out);
  return true;
}

/* ---- text ---- */

static bool is_identifier(String *s) {
  for (uint32_t i = 0; i < s->length; i++) {
    uint32_t c = string_at(s, i);
    bool is_digit = c >= '0' && c <= '9';
    if (c < 128 && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !is_digit && c != '_' && c != '$')
      return false;
    if (!i && is_digit) return false;
  }
  return s->length > 0;
}

/* The name ends with the method's, which is all of it or stands behind a '.' or a space. */
static bool ends_with_method(String *name, String *method) {
  if (name->length < method->length) return false;
  uint32_t at = name->length - method->length;
  if (at && string_at(name, at - 1) != '.' && string_at(name, at - 1) != ' ') return false;
  return string_starts_with(name, method, at);
}

/* "Foo.bar" needs no "Foo." before it. */
static bool begins_with_type(String *name, String *type) {
  return string_starts_with(name, type, 0) && (name->length == type->length || string_at(name, type->length) == '.');
}

static void method_text(StringBuilder *b, const StackFrame *f) {
  String *type = stack_type_name(f), *method = stack_method_name(f);
  if (!f->function->length) {
    if (type) {
      builder_string(b, type);
      builder_ascii(b, ".");
    }
    if (method && method->length) builder_string(b, method);
    else builder_ascii(b, "<anonymous>");
    return;
  }
  bool is_plain = is_identifier(f->function) || f->type;
  if (type && is_plain && !begins_with_type(f->function, type)) {
    builder_string(b, type);
    builder_ascii(b, ".");
  }
  builder_string(b, f->function);
  if (!method || !method->length || ends_with_method(f->function, method)) return;
  builder_ascii(b, " [as ");
  builder_string(b, method);
  builder_ascii(b, "]");
}

static void place_text(StringBuilder *b, const StackFrame *f) {
  if (!f->file) {
    builder_ascii(b, "<anonymous>");
    return;
  }
  builder_string(b, f->file);
  if (!f->line) return;
  builder_ascii(b, ":");
  builder_int(b, f->line);
  builder_ascii(b, ":");
  builder_int(b, f->column);
}

void stack_frame_text(StringBuilder *b, const StackFrame *f) {
  if (f->is_async && !f->is_waiting && f->function->length == 6) { /* "async " and a place */
    builder_string(b, f->function);
    place_text(b, f);
    return;
  }
  if (f->is_waiting) builder_ascii(b, "async ");
  if (f->is_method) {
    method_text(b, f);
  } else if (f->is_constructor) {
    builder_ascii(b, "new ");
    if (f->function->length) builder_string(b, f->function);
    else builder_ascii(b, "<anonymous>");
  } else if (f->function->length) {
    builder_string(b, f->function);
  } else {
    place_text(b, f);
    return;
  }
  builder_ascii(b, " (");
  place_text(b, f);
  builder_ascii(b, ")");
}
