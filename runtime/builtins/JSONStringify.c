/*
 * JSONStringify.c: JSON.stringify (ES 25.5.2) with V8's description of cycles.
 */
#include "../number/dtoa.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "builtins.h"

/* An object that is being written: an array, an object with a shape that tells all, or one with a list of keys. */
typedef struct Frame {
  Value object;
  PropKey key; /* of this object in the outer one */
  Shape *shape;
  const PropKey *keys;
  uint64_t next, count; /* members */
  bool is_array, any;   /* any: written so far */
} Frame;

enum { NO_TO_JSON_CACHE = 16, FRAMES_INLINE = 16 };
typedef struct Writer {
  StringBuilder b;
  uint32_t epoch;                        /* Rt.proto_epoch for which the next ones hold */
  uint32_t no_to_json[NO_TO_JSON_CACHE]; /* ids of shapes whose objects and their prototypes have no toJSON */
  Value replacer;                        /* function or undefined */
  KeyList *list;                         /* property list, or NULL */
  String *gap;                           /* NULL: none */
  /* The objects being written, outermost first: nothing recurses. The first ones lie on the C stack, more in an INTERNAL cell
   * with a hash table beside it: index + 1 of a frame by its object. */
  Frame *frames;
  uint32_t depth, capacity;
  uint32_t *seen;
  Frame inline_frames[FRAMES_INLINE];
} Writer;

/* ---- text ---- */

static inline void put(StringBuilder *b, uint8_t c) {
  if (!b->is_wide && b->length < b->capacity) b->data[b->length++] = c;
  else builder_unit(b, c);
}

static inline void put_bytes(StringBuilder *b, const void *text, uint32_t n) {
  if (!b->is_wide && n <= b->capacity - b->length) {
    mem_copy(b->data + b->length, text, n);
    b->length += n;
  } else {
    builder_latin1(b, text, n);
  }
}

static void write_escape(StringBuilder *b, uint32_t c) {
  static const char digits[] = "0123456789abcdef", letters[] = "btn?fr";
  put(b, '\\');
  if (c == '"' || c == '\\') {
    put(b, (uint8_t)c);
  } else if (c >= '\b' && c <= '\r' && c != '\v') {
    put(b, (uint8_t)letters[c - '\b']);
  } else {
    put(b, 'u');
    for (int shift = 12; shift >= 0; shift -= 4) put(b, (uint8_t)digits[c >> shift & 15]);
  }
}

static inline bool is_plain_unit(uint32_t c) { return c >= ' ' && c != '"' && c != '\\'; }

/* Whether eight units at once need no escape. */
static inline bool are_plain8(uint64_t x) {
  /* bytes below ' ', '"' or '\\' have the top bit of their byte set */
  const uint64_t ones = 0x0101010101010101ull, tops = 0x8080808080808080ull;
  uint64_t quote = x ^ ones * '"', escape = x ^ ones * '\\';
  return !((((x - ones * ' ') & ~x) | ((quote - ones) & ~quote) | ((escape - ones) & ~escape)) & tops);
}

/* Units from i on that need no escape: the index after them. */
static uint32_t scan_plain8(const uint8_t *s, uint32_t i, uint32_t n) {
  for (; i + 8 <= n; i += 8) {
    uint64_t x;
    __builtin_memcpy(&x, s + i, 8);
    if (!are_plain8(x)) break;
  }
  while (i < n && is_plain_unit(s[i])) i++;
  return i;
}

/* A flat Latin-1 string without escapes into a narrow buffer with room: false, and nothing written, if it is not so. */
static inline bool write_plain(StringBuilder *b, const String *s) {
  uint32_t n = s->length;
  if (s->cell.flags & (STR_WIDE | STR_ROPE | STR_SLICE) || b->is_wide || b->capacity - b->length < n + 2) return false;
  uint8_t *to = b->data + b->length;
  const uint8_t *from = s->u.c8;
  uint32_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t x;
    __builtin_memcpy(&x, from + i, 8);
    if (!are_plain8(x)) return false;
    __builtin_memcpy(to + 1 + i, &x, 8);
  }
  for (; i < n; i++) {
    if (!is_plain_unit(from[i])) return false;
    to[1 + i] = from[i];
  }
  to[0] = to[n + 1] = '"';
  b->length += n + 2;
  return true;
}

/* QuoteJSONString (ES 25.5.2.3). */
static void write_string(StringBuilder *b, String *s) {
  if (write_plain(b, s)) return;
  StringUnits u = string_units(s);
  put(b, '"');
  if (!u.is_wide) {
    const uint8_t *c = u.units;
    for (uint32_t start = 0;; start++) {
      uint32_t end = scan_plain8(c, start, u.length);
      put_bytes(b, c + start, end - start);
      if (end == u.length) break;
      write_escape(b, c[end]);
      start = end;
    }
  } else {
    const uint16_t *c = u.units;
    uint32_t start = 0;
    for (uint32_t i = 0; i < u.length; i++) {
      if (is_plain_unit(c[i]) && (c[i] & 0xF800) != 0xD800) continue;
      if ((c[i] & 0xFC00) == 0xD800 && i + 1 < u.length && (c[i + 1] & 0xFC00) == 0xDC00) {
        i++;
        continue;
      }
      builder_utf16(b, c + start, i - start);
      start = i + 1;
      write_escape(b, c[i]);
    }
    builder_utf16(b, c + start, u.length - start);
  }
  put(b, '"');
}

/* ---- cycles ---- */

static String *constructor_text(Value o) {
  for (Value p = o; value_is_object(p) && !kind_is_proxy((CellKind)value_cell(p)->kind);
       p = object_proto(value_object(p))) {
    Value c = object_peek_own(value_object(p), KEY(constructor));
    if (!value_is_callable(c)) continue;
    Value name = object_peek_own(value_object(c), KEY(name));
    if (value_is_string(name)) return value_string(name);
  }
  return ATOM(Object);
}

/* The key of a member of holder in a description of a cycle. */
static String *key_text(Value holder, PropKey key) {
  if (value_is_array_kind(holder)) return format_string("index %K", key);
  return key_same(key, KEY(empty)) ? string_from_ascii("<anonymous>") : format_string("property '%K'", key);
}

static int fail_circular(Writer *w, uint32_t first, PropKey key) {
  /* The n frames inside the one the cycle starts at: the first two and the last are shown. */
  const Frame *start = &w->frames[first];
  uint32_t n = w->depth - 1 - first;
  String *text =
      format_string("Converting circular structure to JSON\n    --> starting at object with constructor '%S'",
                    constructor_text(start->object));
  for (uint32_t i = 1; i <= n; i++) {
    if (n > 3 && i > 2 && i < n) {
      if (i == 3) text = format_string("%S\n    |     ...", text);
      continue;
    }
    text = format_string("%S\n    |     %S -> object with constructor '%S'", text,
                         key_text(start[i - 1].object, start[i].key), constructor_text(start[i].object));
  }
  throw_type_error("%S\n    --- %S closes the circle", text, key_text(start[n].object, key));
  return -1;
}

/* Where the object's entry in `seen` is, or would be. */
static uint32_t *seen_slot(const Writer *w, Value object) {
  uint32_t mask = w->capacity * 2 - 1;
  uint32_t i = (uint32_t)((object.bits >> 4) * 0x9E3779B97F4A7C15ull >> 32) & mask;
  while (w->seen[i] && !value_same(w->frames[w->seen[i] - 1].object, object)) i = (i + 1) & mask;
  return &w->seen[i];
}

/* The index of the frame of an object, or -1. */
static int64_t frame_find(const Writer *w, Value object) {
  if (w->seen) return (int64_t)*seen_slot(w, object) - 1;
  for (uint32_t i = w->depth; i-- > 0;)
    if (value_same(w->frames[i].object, object)) return i;
  return -1;
}

static bool frames_grow(Writer *w) {
  if (w->capacity > 1u << 29) {
    throw_range_error("Maximum call stack size exceeded");
    return false;
  }
  Cell *cell = heap_alloc(sizeof(Cell) + (size_t)w->capacity * 2 * sizeof(Frame), CELL_INTERNAL);
  Frame *frames = (Frame *)(void *)(cell + 1);
  mem_copy(frames, w->frames, w->depth * sizeof(Frame));
  w->frames = frames;
  w->capacity *= 2;
  w->seen = heap_alloc_bytes((size_t)w->capacity * 2 * sizeof(uint32_t));
  for (uint32_t i = 0; i < w->depth; i++) *seen_slot(w, frames[i].object) = i + 1;
  return true;
}

static bool frame_push(Writer *w, Frame f) {
  if (w->depth == w->capacity && !frames_grow(w)) return false;
  if (w->seen) *seen_slot(w, f.object) = w->depth + 1;
  w->frames[w->depth++] = f;
  if (w->seen) heap_barrier((Cell *)(void *)w->frames - 1);
  return true;
}

/* The last one in is the first one out: an entry of `seen` is no other's way when it goes. */
static void frame_pop(Writer *w) {
  if (w->seen) *seen_slot(w, w->frames[w->depth - 1].object) = 0;
  w->depth--;
}

/* ---- values ---- */

/* What became of a value; -1: thrown. OPENED: its members are still to be written. */
enum { WRITE_UNDEFINED = 0, WRITE_DONE = 1, WRITE_OPENED = 2 };

static void new_line(Writer *w, uint32_t depth) {
  if (!w->gap) return;
  put(&w->b, '\n');
  bool is_narrow = string_is_flat(w->gap) && !string_is_wide(w->gap);
  for (uint32_t i = 0; i < depth; i++) {
    if (is_narrow) put_bytes(&w->b, w->gap->u.c8, w->gap->length);
    else builder_string(&w->b, w->gap);
  }
}

/* Get(v, "toJSON"), with a memory of shapes that have none. */
static Value get_to_json(Writer *w, Value v) {
  if (!value_is_object(v) || kind_is_proxy((CellKind)value_cell(v)->kind)) return value_get(v, KEY(toJSON));
  uint32_t id = value_cell(v)->shape;
  if (w->epoch != RT->proto_epoch) {
    mem_zero(w->no_to_json, sizeof w->no_to_json);
    w->epoch = RT->proto_epoch;
  }
  uint32_t *slot = &w->no_to_json[id % (NO_TO_JSON_CACHE / 2) * 2]; /* the last two that fall together */
  if (slot[0] == id || slot[1] == id) return JS_UNDEFINED;
  Value f = value_get(v, KEY(toJSON));
  if (!value_is_undefined(f) || w->epoch != RT->proto_epoch || object_shape(value_object(v))->flags & SHAPE_DICTIONARY)
    return f;
  for (Value o = v; value_is_object(o); o = object_proto(value_object(o)))
    if (kind_is_proxy((CellKind)value_cell(o)->kind) || shape_lookup(object_shape(value_object(o)), KEY(toJSON)))
      return f;
  slot[1] = slot[0];
  slot[0] = id;
  return f;
}

static int write_number(StringBuilder *b, Value v) {
  if (value_is_int(v)) {
    int32_t n = value_int(v);
    if (n >= 0 && n < 10) put(b, (uint8_t)('0' + n));
    else builder_int(b, n);
    return 1;
  }
  double d = value_double(v);
  char text[NUM_STRING_MAX];
  if (d - d == 0) put_bytes(b, text, (uint32_t)num_to_string(d, text));
  else put_bytes(b, "null", 4);
  return 1;
}

/* The primitive that a wrapper object stands for; 0 when it is written as an object, 1 when *v is to be written, -1. */
static int unwrap(Writer *w, Value *v) {
  HostObject *host = value_ptr(*v);
  switch (value_cell(*v)->kind) {
    case CELL_NUMBER: *v = to_number(*v); break;
    case CELL_STRING_OBJECT: *v = to_string(*v); break;
    case CELL_BOOLEAN:
    case CELL_BIGINT_OBJECT: *v = ((PrimitiveObject *)value_ptr(*v))->value; break;
    case CELL_HOST:
      if (!value_same(host->b, SYM_VALUE(stackFrames))) return 0;
      builder_string(&w->b, value_string(host->a)); /* raw JSON */
      *v = JS_EMPTY;
      return 1;
    default: return 0;
  }
  return value_is_exception(*v) ? -1 : 1;
}

/* An object whose members are now to be written: its frame and its opening bracket. */
static int open_object(Writer *w, PropKey key, Value v) {
  int64_t found = frame_find(w, v);
  if (found >= 0) return fail_circular(w, (uint32_t)found, key);
  Frame f = {.object = v, .key = key};
  int is_array = value_is_array(v);
  if (is_array < 0) return -1;
  f.is_array = is_array > 0;
  Object *o = value_object(v);
  if (is_array) {
    int64_t n = length_of_array_like(v);
    if (n < 0) return -1;
    if (n > UINT32_MAX) { /* no string has room for it, and nobody would wait */
      throw_range_error("Invalid string length");
      return -1;
    }
    f.count = (uint64_t)n;
  } else if (w->list) {
    f.keys = w->list->keys;
    f.count = w->list->count;
  } else if (o->cell.kind == CELL_OBJECT && !o->elems->used && !(object_shape(o)->flags & SHAPE_DICTIONARY)) {
    f.shape = object_shape(o);
    f.count = f.shape->count;
  } else {
    KeyList own;
    if (object_own_keys(o, KEYS_STRINGS | KEYS_ENUMERABLE, &own) < 0) return -1;
    f.keys = own.keys;
    f.count = own.count;
  }
  if (!frame_push(w, f)) return -1;
  put(&w->b, is_array ? '[' : '{');
  return WRITE_OPENED;
}

/* SerializeJSONProperty (ES 25.5.2.2) of a value already got: WRITE_*. */
static int write_value(Writer *w, Value holder, PropKey key, Value v) {
  if (value_is_object(v) || value_is_bigint(v)) {
    Value f = get_to_json(w, v);
    if (value_is_exception(f)) return -1;
    if (value_is_callable(f)) {
      v = js_call1(f, v, key_to_value(key));
      if (value_is_exception(v)) return -1;
    }
  }
  if (!value_is_undefined(w->replacer)) {
    v = js_call2(w->replacer, holder, key_to_value(key), v);
    if (value_is_exception(v)) return -1;
  }
  StringBuilder *b = &w->b;
  if (value_is_object(v) && unwrap(w, &v) < 0) return -1;
  if (value_is_string(v)) {
    write_string(b, value_string(v));
    return 1;
  }
  if (value_is_number(v)) return write_number(b, v);
  switch (v.bits) {
    case VALUE_EMPTY_BITS: return 1;
    case VALUE_NULL_BITS: put_bytes(b, "null", 4); return 1;
    case VALUE_TRUE_BITS: put_bytes(b, "true", 4); return 1;
    case VALUE_FALSE_BITS: put_bytes(b, "false", 5); return 1;
  }
  if (value_is_bigint(v)) {
    throw_type_error("Do not know how to serialize a BigInt");
    return -1;
  }
  if (!value_is_object(v) || value_is_callable(v)) return WRITE_UNDEFINED;
  return open_object(w, key, v);
}

/* The members of an array from f->next on, up to one that is opened. */
static int write_elements(Writer *w, uint32_t at) {
  Value a = w->frames[at].object;
  uint64_t n = w->frames[at].count;
  for (uint64_t i = w->frames[at].next; i < n; i++) {
    if (i) put(&w->b, ',');
    new_line(w, at + 1);
    Value v = value_get_index(a, i);
    if (value_is_exception(v)) return -1;
    int r = write_value(w, a, key_from_u64(i), v);
    if (r == WRITE_UNDEFINED) put_bytes(&w->b, "null", 4);
    if (r != WRITE_OPENED && r >= 0 && !w->b.overflow) continue;
    w->frames[at].next = i + 1;
    return r;
  }
  return WRITE_DONE;
}

/* Likewise of an object. What toJSON functions and getters do meanwhile to the object may matter: slots are read only as long
 * as it has the shape of the beginning. A key is taken back when the value turns out to be undefined. */
static int write_properties(Writer *w, uint32_t at) {
  Frame f = w->frames[at];
  Object *o = value_object(f.object);
  StringBuilder *b = &w->b;
  for (uint64_t i = f.next; i < f.count; i++) {
    PropKey key;
    Value v;
    if (f.shape) {
      const PropEntry *e = &f.shape->props[i];
      key = e->key;
      if (!(e->attrs & PROP_ENUMERABLE) || key_is_symbol(key)) continue;
      bool direct = o->cell.shape == f.shape->id && !(e->attrs & PROP_ACCESSOR);
      v = direct ? *object_slot(o, e->slot) : value_get(f.object, key);
    } else {
      key = f.keys[i];
      v = value_get(f.object, key);
    }
    if (value_is_exception(v)) return -1;
    uint32_t start = b->length;
    if (f.any) put(b, ',');
    new_line(w, at + 1);
    write_string(b, value_string(key_to_value(key)));
    put(b, ':');
    if (w->gap) put(b, ' ');
    int r = write_value(w, f.object, key, v);
    if (r == WRITE_UNDEFINED) b->length = start;
    else f.any = true;
    if (r != WRITE_OPENED && r >= 0) continue;
    w->frames[at].any = true;
    w->frames[at].next = i + 1;
    return r;
  }
  w->frames[at].any = f.any;
  return WRITE_DONE;
}

/* The value and all that it leads to. */
static int write_all(Writer *w, Value holder, Value v) {
  int r = write_value(w, holder, KEY(empty), v);
  while (w->depth && r >= 0 && !w->b.overflow) {
    uint32_t at = w->depth - 1;
    bool is_array = w->frames[at].is_array;
    r = is_array ? write_elements(w, at) : write_properties(w, at);
    if (r != WRITE_DONE) continue;
    Frame *f = &w->frames[at];
    if (is_array ? f->count > 0 : f->any) new_line(w, at);
    put(&w->b, is_array ? ']' : '}');
    frame_pop(w);
  }
  return w->b.overflow && r >= 0 ? WRITE_DONE : r;
}

/* ---- arguments ---- */

static bool list_has(const KeyList *l, PropKey key) {
  for (uint32_t i = 0; i < l->count; i++)
    if (key_same(l->keys[i], key)) return true;
  return false;
}

enum { MAX_LISTED = 1 << 26 };

/* The replacer as a property list: false if thrown. */
static bool read_list(Value array, KeyList *list) {
  int64_t n = length_of_array_like(array);
  if (n < 0) return false;
  if (n > MAX_LISTED) {
    throw_range_error("Invalid array length");
    return false;
  }
  list->keys = (PropKey *)(void *)heap_new_elements((uint32_t)n + 1)->v;
  list->count = 0;
  for (int64_t i = 0; i < n; i++) {
    Value v = value_get_index(array, (uint64_t)i);
    if (value_is_exception(v)) return false;
    if (!value_is_string(v) && !value_is_number(v) && !value_is_kind(v, CELL_STRING_OBJECT) &&
        !value_is_kind(v, CELL_NUMBER))
      continue;
    v = to_string(v);
    if (value_is_exception(v)) return false;
    PropKey key = key_from_string(value_string(v));
    if (list_has(list, key)) continue;
    list->keys[list->count++] = key;
    ((Elements *)((uint8_t *)list->keys - offsetof(Elements, v)))->used = list->count;
    heap_barrier_interior(&list->keys[list->count - 1]);
  }
  return true;
}

/* The space argument as text; NULL for none. False if thrown. */
static bool read_gap(Value space, String **gap) {
  *gap = NULL;
  if (value_is_kind(space, CELL_NUMBER)) space = to_number(space);
  else if (value_is_kind(space, CELL_STRING_OBJECT)) space = to_string(space);
  if (value_is_exception(space)) return false;
  if (value_is_number(space)) {
    double d;
    to_integer(space, &d);
    int n = d < 1 ? 0 : d > 10 ? 10 : (int)d;
    if (n) *gap = string_substring(string_from_ascii("          "), 0, (uint32_t)n);
  } else if (value_is_string(space) && value_string(space)->length) {
    String *s = value_string(space);
    *gap = s->length > 10 ? string_substring(s, 0, 10) : s;
  }
  return true;
}

JS_BUILTIN(js_JSON_stringify) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  Writer w;
  mem_zero(&w, offsetof(Writer, inline_frames));
  w.replacer = JS_UNDEFINED;
  w.frames = w.inline_frames;
  w.capacity = FRAMES_INLINE;
  KeyList list;
  builder_init(&w.b);
  if (value_is_callable(a1)) {
    w.replacer = a1;
  } else if (value_is_object(a1)) {
    int is_array = value_is_array(a1);
    if (is_array < 0 || (is_array && !read_list(a1, &list))) return JS_EXCEPTION;
    if (is_array) w.list = &list;
  }
  if (!read_gap(arg[2], &w.gap)) return JS_EXCEPTION;
  Value wrapper = JS_UNDEFINED;
  if (value_is_callable(w.replacer)) {
    wrapper = object_new_plain();
    object_put_data(wrapper, KEY(empty), a0, PROP_DEFAULT);
  }
  int r = write_all(&w, wrapper, a0);
  return r < 0 ? JS_EXCEPTION : r ? builder_finish_value(&w.b) : JS_UNDEFINED;
}
