/*
 * RegExp.c: RegExp objects: constructor, literals, exec, accessors (ES 22.2.4 to 22.2.7, annex B.2.4). The methods that
 * String's methods call through symbols are in RegExpSymbol.c, the old static properties in RegExpStatic.c.
 */
#ifdef JSC_EVAL
#include "../eval/state.h"
#endif
#include "../fast/slow.h"
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../os/os.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "builtins.h"
#include "regexp_object.h"
#include "string_util.h"

_Static_assert(offsetof(RegExpObject, last_index) == FIXED_SIZE_OTHER, "lastIndex is the first inline slot");

enum {
  ARENA_SIZE = 256 << 10,
  LITERALS_CHUNK = 256 << 10,
  CAPTURES_SIZE = 2 * 0x8001 * sizeof(int32_t),
};
#ifdef JSC_HOOKS /* where memory is not committed as it is touched */
#define STACK_LIMIT ((size_t)1 << 20)
#else
#define STACK_LIMIT ((size_t)64 << 20)
#endif

/* ---- memory ---- */

/* The machine's stack: one reserved range that is committed as it is touched, so that growing costs nothing. */
static void *resize_stack(void *ctx, void *block, size_t old_size, size_t new_size) {
  (void)ctx;
  (void)old_size;
  if (new_size == 0 || new_size > STACK_LIMIT) return NULL;
  return block ? block : os_map(0, STACK_LIMIT);
}

/* JSC_REGEXP_STEPS in the environment: how many steps a match may take; otherwise, and if it is no number, any. */
static uint64_t step_limit(void) {
  const char *text = os_getenv("JSC_REGEXP_STEPS");
  uint64_t limit = 0;
  for (; text && *text >= '0' && *text <= '9' && limit < UINT64_MAX / 10 - 9; text++)
    limit = limit * 10 + (uint64_t)(*text - '0');
  return text && !*text ? limit : 0;
}

static bool is_interrupted(void) { return __atomic_load_n(&RT->interrupt, __ATOMIC_RELAXED) != 0; }

RegexpState *regexp_state_new(void) {
  RegexpState *state = (RegexpState *)heap_alloc(sizeof(RegexpState), CELL_INTERNAL);
  state->scratch.memory.resize = resize_stack;
  state->scratch.limit = STACK_LIMIT;
  state->scratch.step_limit = step_limit();
  state->scratch.is_interrupted = is_interrupted;
  state->input = JS_UNDEFINED;
  state->assigned_input = JS_EMPTY;
  for (uint32_t i = 0; i < REGEXP_CACHE_SIZE; i++) state->cache[i].source = JS_UNDEFINED;
  state->captures = os_map(0, CAPTURES_SIZE);
  state->arena = os_map(0, ARENA_SIZE);
  state->arena_end = state->arena ? state->arena + ARENA_SIZE : NULL;
  RT->regexp = state;
  return state;
}

/* Memory of one compilation: taken from the arena in order, what does not fit from the system. */
static void *resize_arena(void *ctx, void *block, size_t old_size, size_t new_size) {
  RegexpState *state = ctx;
  bool is_inside = (uint8_t *)block >= state->arena && (uint8_t *)block < state->arena_end;
  if (new_size == 0) {
    if (block && !is_inside) os_unmap(block, old_size);
    return NULL;
  }
  new_size = (new_size + 15) & ~(size_t)15;
  if (new_size <= (size_t)(state->arena_end - state->arena_next)) {
    block = state->arena_next;
    state->arena_next += new_size;
    return block;
  }
  return os_map(0, new_size);
}

/* Memory for a program that lives as long as the isolate: a literal's. */
static void *alloc_literal(RegexpState *state, size_t size) {
  size = (size + 15) & ~(size_t)15;
  if (size > (size_t)(state->literals_end - state->literals_next)) {
    size_t chunk = size > LITERALS_CHUNK ? size : LITERALS_CHUNK;
    uint8_t *memory = os_map(0, chunk);
    if (!memory) return NULL;
    state->literals_next = memory;
    state->literals_end = memory + chunk;
  }
  void *block = state->literals_next;
  state->literals_next += size;
  return block;
}

/* ---- compilation ---- */

static inline RegexpText text_of(String *s) {
  if (!(s->cell.flags & (STR_ROPE | STR_SLICE))) return (RegexpText){&s->u, s->length, string_is_wide(s)};
  StringUnits u = string_units(s);
  return (RegexpText){u.units, u.length, u.is_wide};
}

static RegexpCacheEntry *cache_entry(RegexpState *state, String *source, uint32_t flags) {
  return &state->cache[(string_hash(source) + flags) % REGEXP_CACHE_SIZE];
}

/* Compiles; NULL: a SyntaxError is thrown. is_literal: the program is never collected. */
static const RegexpProgram *compile(String *source, String *flags_text, bool is_literal) {
  RegexpState *state = regexp_state();
  uint32_t flags;
  if (!regexp_parse_flags(text_of(flags_text), &flags)) {
    throw_syntax_error("Invalid flags supplied to RegExp constructor '%S'", flags_text);
    return NULL;
  }
  RegexpCacheEntry *entry = cache_entry(state, source, flags);
  if (!is_literal && !value_is_undefined(entry->source) && entry->program->flags == flags &&
      string_equal(value_string(entry->source), source))
    return entry->program;
  RegexpMemory memory = {state, resize_arena};
  RegexpProgram *program, *kept = NULL;
  RegexpError error;
  state->arena_next = state->arena;
  if (!regexp_compile(text_of(source), flags, &memory, &regexp_unicode_properties, &program, &error)) {
    throw_syntax_error("Invalid regular expression: /%S/%S: %s", source, flags_text, regexp_error_text(error.id));
    return NULL;
  }
  size_t size = program->size;
  if (is_literal) kept = alloc_literal(state, size);
  if (!kept) kept = heap_alloc_bytes(size);
  mem_copy(kept, program, size);
  resize_arena(state, program, size, 0);
  if (!is_literal) {
    *entry = (RegexpCacheEntry){value_from_ptr(source), kept};
    heap_barrier(state);
  }
  return kept;
}

/* ---- objects ---- */

/* Shape of a RegExp object with this prototype: lastIndex and nothing else. */
static Shape *object_shape_for(Value proto) {
  return shape_add(shape_root(proto, CELL_REGEXP, 1), KEY(lastIndex), PROP_WRITABLE);
}

/* Shapes of the current realm, made at first use. */
static RegexpState *make_shapes(RegexpState *state) {
  Realm *realm = RT->realm;
  state->object_shape = object_shape_for(realm->intrinsics[INTR_RegExpPrototype]);
  Shape *s = shape_root(realm->intrinsics[INTR_ArrayPrototype], CELL_ARRAY, 3);
  s = shape_add(s, KEY(index), PROP_DEFAULT);
  s = shape_add(s, KEY(input), PROP_DEFAULT);
  state->result_shape = shape_add(s, KEY(groups), PROP_DEFAULT);
  state->realm = realm;
  heap_barrier(state);
  return state;
}

static inline RegexpState *realm_state(void) {
  RegexpState *state = regexp_state();
  return __builtin_expect(state->realm == RT->realm, 1) ? state : make_shapes(state);
}

/* ES 22.2.3.2 RegExpAlloc. */
static RegExpObject *alloc_object(Shape *shape) {
  RegExpObject *rx = (RegExpObject *)heap_alloc(sizeof(RegExpObject), CELL_REGEXP);
  rx->o.cell.shape = shape->id;
  rx->o.cell.extra = 1;
  rx->o.elems = &elements_empty;
  rx->source = ATOM_VALUE(empty);
  rx->last_index = value_from_int(0);
  return rx;
}

static Value object_with_program(Shape *shape, String *source, const RegexpProgram *program) {
  RegExpObject *rx = alloc_object(shape);
  rx->source = value_from_ptr(source);
  rx->program = program;
  return value_from_ptr(rx);
}

Value regexp_create(String *source, String *flags) {
  const RegexpProgram *program = compile(source, flags, false);
  return program ? object_with_program(realm_state()->object_shape, source, program) : JS_EXCEPTION;
}

/* A literal: compiled once a site. */
Value jsc_regexp(String *source, String *flags, PropIC *site) {
#ifdef JSC_EVAL /* code that dies shall not leave its patterns behind */
  if (code_has_address((uintptr_t)site)) {
    const RegexpProgram *program = compile(source, flags, false);
    return program ? object_with_program(realm_state()->object_shape, source, program) : JS_EXCEPTION;
  }
#endif
  if (!site->to.stub[0]) site->to.stub[0] = (uintptr_t)compile(source, flags, true);
  if (!site->to.stub[0]) return JS_EXCEPTION;
  return object_with_program(realm_state()->object_shape, source, (const RegexpProgram *)(uintptr_t)site->to.stub[0]);
}

/* A literal whose pattern was compiled with the program. */
Value jsc_regexp_literal(String *source, const RegexpProgram *program) {
  return object_with_program(realm_state()->object_shape, source, program);
}

static inline bool is_regexp(Value v) { return value_is_kind(v, CELL_REGEXP); }
static inline RegExpObject *as_regexp(Value v) { return value_ptr(v); }

bool regexp_is_pristine(Value v) {
  if (!is_regexp(v) || RT->regexp_patched) return false;
  RegexpState *state = realm_state();
  return as_regexp(v)->o.cell.shape == state->object_shape->id;
}

/* Text and flags arguments; undefined: empty. NULL: thrown. */
static String *text_argument(Value v) {
  if (value_is_undefined(v)) return ATOM(empty);
  v = to_string(v);
  return value_is_exception(v) ? NULL : value_string(v);
}

static String *flags_of(const RegexpProgram *program) {
  char letters[9];
  letters[regexp_flags_text(program->flags, letters)] = 0;
  return string_from_ascii(letters);
}

/* ES 22.2.4.1. */
JS_BUILTIN(js_RegExp) {
  JS_UNUSED_ARGS();
  int like_regexp = value_is_regexp(a0);
  if (like_regexp < 0) return JS_EXCEPTION;
  if (value_is_undefined(new_target)) {
    new_target = callee;
    if (like_regexp && value_is_undefined(a1)) {
      Value constructor = value_get(a0, KEY(constructor));
      if (value_is_exception(constructor)) return constructor;
      if (value_same(constructor, callee)) return a0;
    }
  }
  Value pattern = a0, flags = a1;
  const RegexpProgram *program = NULL;
  if (is_regexp(a0) && as_regexp(a0)->program) {
    program = as_regexp(a0)->program;
    pattern = as_regexp(a0)->source;
    if (value_is_undefined(a1)) flags = value_from_ptr(flags_of(as_regexp(a0)->program));
  } else if (like_regexp) {
    pattern = value_get(a0, KEY(source));
    if (value_is_exception(pattern)) return pattern;
    if (value_is_undefined(a1)) flags = value_get(a0, KEY(flags));
    if (value_is_exception(flags)) return flags;
  }
  Value proto = prototype_from_constructor(new_target, INTR_RegExpPrototype);
  if (value_is_exception(proto)) return proto;
  String *source = text_argument(pattern);
  String *letters = source ? text_argument(flags) : NULL;
  if (!letters) return JS_EXCEPTION;
  uint32_t wanted;
  if (!program || !regexp_parse_flags(text_of(letters), &wanted) || wanted != program->flags)
    program = compile(source, letters, false);
  return program ? object_with_program(object_shape_for(proto), source, program) : JS_EXCEPTION;
}

JS_BUILTIN(js_get_RegExp_Symbol_species) {
  JS_UNUSED_ARGS();
  return this_value;
}

/* Annex B.2.4.1. */
JS_BUILTIN(js_RegExp_prototype_compile) {
  JS_UNUSED_ARGS();
  if (!is_regexp(this_value)) return throw_incompatible("RegExp.prototype.compile", this_value);
  Value pattern = a0, flags = a1;
  if (is_regexp(a0)) {
    if (!value_is_undefined(a1))
      return throw_type_error("Cannot supply flags when constructing one RegExp from another");
    pattern = as_regexp(a0)->source;
    flags = value_from_ptr(flags_of(as_regexp(a0)->program));
  }
  String *source = text_argument(pattern);
  String *letters = source ? text_argument(flags) : NULL;
  const RegexpProgram *program = letters ? compile(source, letters, false) : NULL;
  if (!program) return JS_EXCEPTION;
  as_regexp(this_value)->source = value_from_ptr(source);
  as_regexp(this_value)->program = program;
  heap_barrier(as_regexp(this_value));
  return regexp_set_last_index(this_value, 0) ? this_value : JS_EXCEPTION;
}

/* ---- lastIndex ---- */

bool regexp_get_last_index(Value rx, uint64_t *index) {
  Value v = is_regexp(rx) ? as_regexp(rx)->last_index : value_get(rx, KEY(lastIndex));
  if (value_is_exception(v)) return false;
  if (value_is_int(v)) {
    *index = value_int(v) < 0 ? 0 : (uint64_t)value_int(v);
    return true;
  }
  return to_length(v, index);
}

static bool has_writable_index(const Object *o) {
  return o->cell.shape == realm_state()->object_shape->id ||
         shape_lookup(object_shape(o), KEY(lastIndex))->attrs & PROP_WRITABLE;
}

bool regexp_set_last_index(Value rx, uint64_t index) {
  if (is_regexp(rx) && has_writable_index(&as_regexp(rx)->o)) {
    as_regexp(rx)->last_index = value_from_u64(index);
    return true;
  }
  return value_set(rx, KEY(lastIndex), value_from_u64(index), true) >= 0;
}

/* ---- matching ---- */

int regexp_run(const RegexpProgram *program, String *s, uint32_t last_index, bool is_sticky) {
  RegexpState *state = regexp_state();
  RegexpResult result = regexp_exec(program, text_of(s), last_index, is_sticky, state->captures, &state->scratch);
  if (result == REGEXP_MATCH) {
    state->input = value_from_ptr(s);
    state->assigned_input = JS_EMPTY;
    state->capture_count = program->capture_count;
    heap_barrier(state);
    return 1;
  }
  if (result == REGEXP_NO_MATCH) return 0;
  if (result == REGEXP_INTERRUPTED && slow_poll() != 0) return -1;
  if (result == REGEXP_STEP_LIMIT) throw_range_error("Regular expression takes too many steps");
  else throw_range_error("Maximum call stack size exceeded");
  return -1;
}

Value regexp_capture(String *s, uint32_t i) {
  const int32_t *c = regexp_state()->captures + 2 * i;
  return c[0] < 0 ? JS_UNDEFINED : value_from_ptr(string_substring(s, (uint32_t)c[0], (uint32_t)c[1]));
}

static Value capture_indices(uint32_t i) {
  const int32_t *c = regexp_state()->captures + 2 * i;
  if (c[0] < 0) return JS_UNDEFINED;
  Value pair[2] = {value_from_int(c[0]), value_from_int(c[1])};
  return array_from_values(2, pair);
}

/* The group of that name that took part, or the first. */
static uint32_t group_of_name(const RegexpGroupName *name) {
  const int32_t *captures = regexp_state()->captures;
  for (uint32_t i = 0; i < name->index_count; i++)
    if (captures[2 * name->indices[i]] >= 0) return name->indices[i];
  return name->indices[0];
}

/* groups: an object of the captures' texts, or of their index pairs (s NULL). */
static Value make_groups(const RegexpProgram *program, String *s) {
  if (program->group_name_count == 0) return JS_UNDEFINED;
  Value groups = object_new_sized(JS_NULL, program->group_name_count);
  for (uint32_t n = 0; n < program->group_name_count; n++) {
    RegexpGroupName name = regexp_group_name(program, n);
    uint32_t i = group_of_name(&name);
    PropKey key = key_from_string(string_from_utf16(name.units, name.length));
    object_put_data(groups, key, s ? regexp_capture(s, i) : capture_indices(i), PROP_DEFAULT);
  }
  return groups;
}

Value regexp_groups(const RegexpProgram *program, String *s) { return make_groups(program, s); }

/* The `indices` array of a pattern with d (ES 22.2.7.8). */
static Value make_indices(const RegexpProgram *program) {
  Value indices = array_new_capacity(program->capture_count);
  for (uint32_t i = 0; i < program->capture_count; i++) array_push(indices, capture_indices(i));
  object_put_data(indices, KEY(groups), make_groups(program, NULL), PROP_DEFAULT);
  return indices;
}

Value regexp_result(const RegexpProgram *program, String *s) {
  RegexpState *state = realm_state();
  uint32_t count = program->capture_count;
  Elements *elements = heap_new_elements(count);
  for (uint32_t i = 0; i < count; i++) {
    elements->v[i] = regexp_capture(s, i);
    heap_barrier_slot(&elements->v[i]);
    elements->used = i + 1;
  }
  Value groups = make_groups(program, s);
  Array *a = (Array *)heap_alloc(sizeof(Array) + 3 * sizeof(Value), CELL_ARRAY);
  a->o.cell.shape = state->result_shape->id;
  a->o.cell.extra = 3;
  a->o.elems = elements;
  a->length = count;
  Value *slots = object_inline_slots(&a->o);
  slots[0] = value_from_int(state->captures[0]);
  slots[1] = value_from_ptr(s);
  slots[2] = groups;
  if (program->flags & REGEXP_HAS_INDICES)
    object_put_data(value_from_ptr(a), KEY(indices), make_indices(program), PROP_DEFAULT);
  return value_from_ptr(a);
}

/* RegExpBuiltinExec (ES 22.2.7.2) up to the result: 1 (the captures are set), 0, -1. */
static int builtin_exec(RegExpObject *rx, String *s) {
  Value v = value_from_ptr(rx);
  uint64_t last_index;
  if (!regexp_get_last_index(v, &last_index)) return -1;
  uint32_t flags = rx->program->flags;
  bool uses_last_index = flags & (REGEXP_GLOBAL | REGEXP_STICKY);
  if (!uses_last_index) last_index = 0;
  int r = last_index > s->length ? 0 : regexp_run(rx->program, s, (uint32_t)last_index, false);
  if (r < 0 || !uses_last_index) return r;
  if (!regexp_set_last_index(v, r ? (uint64_t)regexp_state()->captures[1] : 0)) return -1;
  return r;
}

static Value exec_to_value(RegExpObject *rx, String *s) {
  int r = builtin_exec(rx, s);
  return r < 0 ? JS_EXCEPTION : r ? regexp_result(rx->program, s) : JS_NULL;
}

Value regexp_exec_value(Value rx, String *s) {
  if (regexp_is_pristine(rx)) return exec_to_value(as_regexp(rx), s);
  Value exec = value_get(rx, KEY(exec));
  if (value_is_exception(exec)) return exec;
  if (value_is_callable(exec)) {
    Value result = js_call1(exec, rx, value_from_ptr(s));
    if (value_is_exception(result) || value_is_object(result) || value_is_null(result)) return result;
    return throw_type_error("RegExp exec method returned something other than an Object or null");
  }
  if (!is_regexp(rx)) return throw_incompatible("RegExp.prototype.exec", rx);
  return exec_to_value(as_regexp(rx), s);
}

JS_BUILTIN(js_RegExp_prototype_exec) {
  JS_UNUSED_ARGS();
  if (!is_regexp(this_value)) return throw_incompatible("RegExp.prototype.exec", this_value);
  Value s = to_string(a0);
  return value_is_exception(s) ? s : exec_to_value(as_regexp(this_value), value_string(s));
}

JS_BUILTIN(js_RegExp_prototype_test) {
  JS_UNUSED_ARGS();
  if (!value_is_object(this_value)) return throw_incompatible("RegExp.prototype.test", this_value);
  Value s = to_string(a0);
  if (value_is_exception(s)) return s;
  if (regexp_is_pristine(this_value)) {
    int r = builtin_exec(as_regexp(this_value), value_string(s));
    return r < 0 ? JS_EXCEPTION : value_from_bool(r);
  }
  Value result = regexp_exec_value(this_value, value_string(s));
  return value_is_exception(result) ? result : value_from_bool(!value_is_null(result));
}

/* ---- accessors ---- */

/* RegExpHasFlag (ES 22.2.6.4.1). */
static Value has_flag(Value this_value, uint32_t flag, const char *name) {
  if (is_regexp(this_value)) return value_from_bool((as_regexp(this_value)->program->flags & flag) != 0);
  if (value_same(this_value, RT->realm->intrinsics[INTR_RegExpPrototype])) return JS_UNDEFINED;
  return throw_type_error("RegExp.prototype.%s getter called on non-RegExp object", name);
}

#define FLAG_GETTER(name, flag)                \
  JS_BUILTIN(js_get_RegExp_prototype_##name) { \
    JS_UNUSED_ARGS();                          \
    return has_flag(this_value, flag, #name);  \
  }
FLAG_GETTER(hasIndices, REGEXP_HAS_INDICES)
FLAG_GETTER(global, REGEXP_GLOBAL)
FLAG_GETTER(ignoreCase, REGEXP_IGNORE_CASE)
FLAG_GETTER(multiline, REGEXP_MULTILINE)
FLAG_GETTER(dotAll, REGEXP_DOT_ALL)
FLAG_GETTER(unicode, REGEXP_UNICODE)
FLAG_GETTER(unicodeSets, REGEXP_UNICODE_SETS)
FLAG_GETTER(sticky, REGEXP_STICKY)

/* ES 22.2.6.4: by the other getters, in the order of the letters. */
JS_BUILTIN(js_get_RegExp_prototype_flags) {
  JS_UNUSED_ARGS();
  if (regexp_is_pristine(this_value)) return value_from_ptr(flags_of(as_regexp(this_value)->program));
  if (!value_is_object(this_value))
    return throw_type_error("RegExp.prototype.flags getter called on non-object %V", this_value);
  const struct {
    PropKey key;
    char letter;
  } flags[] = {{KEY(hasIndices), 'd'}, {KEY(global), 'g'},  {KEY(ignoreCase), 'i'},  {KEY(multiline), 'm'},
               {KEY(dotAll), 's'},     {KEY(unicode), 'u'}, {KEY(unicodeSets), 'v'}, {KEY(sticky), 'y'}};
  char letters[9];
  uint32_t count = 0;
  for (uint32_t i = 0; i < 8; i++) {
    Value v = value_get(this_value, flags[i].key);
    if (value_is_exception(v)) return v;
    if (to_boolean(v)) letters[count++] = flags[i].letter;
  }
  letters[count] = 0;
  return value_from_ptr(string_from_ascii(letters));
}

/* EscapeRegExpPattern (ES 22.2.6.13.1): slashes outside of classes and line ends are escaped; what a backslash stands
 * before is kept. */
static Value escape_source(String *source) {
  if (source->length == 0) return value_from_ptr(string_from_ascii("(?:)"));
  StringUnits u = string_units(source);
  bool is_plain = true;
  for (uint32_t i = 0; i < u.length && is_plain; i++) {
    uint32_t c = units_at(u, i);
    is_plain = c != '/' && c != '\n' && c != '\r' && c != 0x2028 && c != 0x2029;
  }
  if (is_plain) return value_from_ptr(source);
  StringBuilder b;
  builder_init(&b);
  bool is_in_class = false, is_escaped = false;
  for (uint32_t i = 0; i < u.length; i++) {
    uint32_t c = units_at(u, i);
    const char *line_end = c == '\n' ? "n" : c == '\r' ? "r" : c == 0x2028 ? "u2028" : c == 0x2029 ? "u2029" : NULL;
    if (line_end) {
      if (!is_escaped) builder_unit(&b, '\\');
      builder_ascii(&b, line_end);
    } else {
      if (c == '/' && !is_in_class && !is_escaped) builder_unit(&b, '\\');
      builder_unit(&b, c);
    }
    if (!is_escaped && c == '[') is_in_class = true;
    if (!is_escaped && c == ']') is_in_class = false;
    is_escaped = !is_escaped && c == '\\';
  }
  return builder_finish_value(&b);
}

JS_BUILTIN(js_get_RegExp_prototype_source) {
  JS_UNUSED_ARGS();
  if (is_regexp(this_value)) return escape_source(value_string(as_regexp(this_value)->source));
  if (value_same(this_value, RT->realm->intrinsics[INTR_RegExpPrototype]))
    return value_from_ptr(string_from_ascii("(?:)"));
  return throw_type_error("RegExp.prototype.source getter called on non-RegExp object");
}

JS_BUILTIN(js_RegExp_prototype_toString) {
  JS_UNUSED_ARGS();
  if (!value_is_object(this_value)) return throw_incompatible("RegExp.prototype.toString", this_value);
  Value source = value_get(this_value, KEY(source));
  if (value_is_exception(source)) return source;
  source = to_string(source);
  if (value_is_exception(source)) return source;
  Value flags = value_get(this_value, KEY(flags));
  if (value_is_exception(flags)) return flags;
  flags = to_string(flags);
  if (value_is_exception(flags)) return flags;
  StringBuilder b;
  builder_init(&b);
  builder_unit(&b, '/');
  builder_string(&b, value_string(source));
  builder_unit(&b, '/');
  builder_string(&b, value_string(flags));
  return builder_finish_value(&b);
}
