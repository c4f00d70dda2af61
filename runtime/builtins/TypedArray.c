/*
 * TypedArray.c: the typed array constructors, their accessors, and making typed arrays (ES 23.2.1 to 23.2.7). The
 * methods are in TypedArrayMethods.c and TypedArraySort.c.
 */
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/iterate.h"
#include "../object/operator.h"
#include "../object/property.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "builtins.h"
#include "typed.h"

static const struct {
  const char *name;
  Intrinsic ctor, proto;
} types[] = {
#define X(name, kind, size) {#name, INTR_##name, INTR_##name##Prototype},
    TYPED_ARRAYS(X)
#undef X
};
#define TYPE(kind) types[(kind) - CELL_INT8ARRAY]

const char *typed_name(CellKind kind) { return TYPE(kind).name; }

static CellKind kind_of(const TypedArray *t) { return (CellKind)t->o.cell.kind; }

static TypedArray *typed_from_value(Value v) {
  return value_is_cell(v) && kind_is_typed_array((CellKind)value_cell(v)->kind) ? value_ptr(v) : NULL;
}

TypedArray *typed_validate(Value v, const char *method) {
  TypedArray *t = typed_from_value(v);
  if (!t) {
    throw_type_error("this is not a typed array.");
    return NULL;
  }
  if (view_out_of_bounds(t)) {
    throw_type_error("Cannot perform %s on a detached or out-of-bounds ArrayBuffer", method);
    return NULL;
  }
  return t;
}

Value typed_element(TypedArray *t, uint64_t i) { return i < t->length ? typed_get(t, i) : JS_UNDEFINED; }

/* ---- making ---- */

/* length: VIEW_TRACKS_LENGTH only for resizable views. */
static void attach(TypedArray *t, ArrayBuffer *buffer, uint64_t offset, uint64_t length) {
  t->buffer = buffer;
  buffer_note_view(buffer, t);
  if (view_is_resizable(t)) {
    ResizableView *v = (ResizableView *)t;
    v->offset = offset;
    v->length = length;
    view_update(v);
    heap_barrier(t);
    return;
  }
  t->data = buffer->data + offset;
  t->length = length;
  t->byte_offset = offset;
  heap_barrier(t);
}

static TypedArray *view_new(Value new_target, CellKind kind, const ArrayBuffer *buffer) {
  bool resizable = buffer && buffer_is_resizable(buffer);
  TypedArray *t = (TypedArray *)object_new_from_constructor(new_target, TYPE(kind).proto, kind,
                                                            resizable ? sizeof(ResizableView) : sizeof(TypedArray));
  if (t && resizable) t->o.cell.flags |= VIEW_RESIZABLE;
  return t;
}

TypedArray *typed_array_view(Value new_target, CellKind kind, ArrayBuffer *buffer, uint64_t offset, uint64_t length) {
  TypedArray *t = view_new(new_target, kind, buffer);
  if (t) attach(t, buffer, offset, length);
  return t;
}

static bool allocate(TypedArray *t, uint64_t length) {
  uint32_t size = typed_element_size(kind_of(t));
  if (length > (uint64_t)1 << 33) {
    throw_range_error("Invalid typed array length: %V", value_from_u64(length));
    return false;
  }
  ArrayBuffer *b = array_buffer_new(JS_UNDEFINED, length * size);
  if (b) attach(t, b, 0, length);
  return b != NULL;
}

TypedArray *typed_array_new(CellKind kind, uint64_t length) {
  TypedArray *t = (TypedArray *)object_new_from_constructor(JS_UNDEFINED, TYPE(kind).proto, kind, sizeof(TypedArray));
  return t && allocate(t, length) ? t : NULL;
}

void typed_copy(TypedArray *to, uint64_t to_index, TypedArray *from, uint64_t from_index, uint64_t n) {
  uint32_t size = typed_element_size(kind_of(from));
  if (kind_of(to) == kind_of(from) ||
      (size == 1 && typed_element_size(kind_of(to)) == 1 && kind_of(to) != CELL_UINT8CLAMPEDARRAY) ||
      typed_is_bigint(kind_of(from))) {
    mem_move(to->data + to_index * size, from->data + from_index * size, n * size);
    return;
  }
  TypedArray source = *from;
  source.data += from_index * size;
  if (to->buffer == from->buffer) {
    uint8_t *copy = heap_alloc_bytes(n * size);
    mem_copy(copy, source.data, n * size);
    source.data = copy;
  }
  source.length = n;
  for (uint64_t i = 0; i < n; i++) typed_set(to, to_index + i, typed_get(&source, i));
}

/* ---- the constructors ---- */

static Value throw_content(void) {
  return throw_type_error("Cannot mix BigInt and other types, use explicit conversions");
}

/* ES 23.2.5.1.2 */
static Value init_from_typed(TypedArray *t, TypedArray *source) {
  if (view_out_of_bounds(source)) return throw_type_error("Cannot perform Construct on a detached ArrayBuffer");
  uint64_t n = source->length;
  if (typed_is_bigint(kind_of(t)) != typed_is_bigint(kind_of(source))) return throw_content();
  if (!allocate(t, n)) return JS_EXCEPTION;
  typed_copy(t, 0, source, 0, n);
  return value_from_ptr(t);
}

/* ES 23.2.5.1.3 */
static Value init_from_buffer(TypedArray *t, ArrayBuffer *b, Value offset_value, Value length_value) {
  CellKind kind = kind_of(t);
  uint32_t size = typed_element_size(kind);
  uint64_t offset, length = 0;
  if (!to_index(offset_value, &offset, "Start offset is too large:")) return JS_EXCEPTION;
  if (offset % size) return throw_range_error("start offset of %s should be a multiple of %u", TYPE(kind).name, size);
  bool has_length = !value_is_undefined(length_value);
  if (has_length) {
    double d;
    if (!to_integer(length_value, &d)) return JS_EXCEPTION;
    if (d < 0 || d > 9007199254740991.0) return throw_range_error("Invalid typed array length: %V", length_value);
    length = (uint64_t)d;
  }
  if (b->detached) return throw_type_error("Cannot perform Construct on a detached ArrayBuffer");
  if (!has_length && view_is_resizable(t)) {
    if (offset > b->length)
      return throw_range_error("Start offset %V is outside the bounds of the buffer", value_from_u64(offset));
    length = VIEW_TRACKS_LENGTH;
  } else if (!has_length) {
    if (b->length % size)
      return throw_range_error("byte length of %s should be a multiple of %u", TYPE(kind).name, size);
    if (offset > b->length)
      return throw_range_error("Start offset %V is outside the bounds of the buffer", value_from_u64(offset));
    length = (b->length - offset) / size;
  } else if (offset > b->length || length > (b->length - offset) / size) {
    return throw_range_error("Invalid typed array length: %V", value_from_u64(length));
  }
  attach(t, b, offset, length);
  return value_from_ptr(t);
}

/* Elements of an array-like (ES 23.2.5.1.5). */
static Value init_from_array_like(TypedArray *t, Value source) {
  int64_t n = length_of_array_like(source);
  if (n < 0) return JS_EXCEPTION;
  if (n > (int64_t)1 << 33) return throw_range_error("Array buffer allocation failed");
  if (!allocate(t, (uint64_t)n)) return JS_EXCEPTION;
  for (uint64_t i = 0; i < (uint64_t)n; i++) {
    Value v = value_get_index(source, i);
    if (value_is_exception(v) || typed_set(t, i, v) < 0) return JS_EXCEPTION;
  }
  return value_from_ptr(t);
}

/* IteratorToList with a method that is known. */
static Value iterate_to_array(Value source, Value method) {
  Iter it;
  if (!iter_open_method(&it, source, method)) return JS_EXCEPTION;
  Value list = array_new(0), item;
  int state;
  while ((state = iter_next(&it, &item)) > 0)
    if (array_push(list, item) < 0) return JS_EXCEPTION;
  return state < 0 ? JS_EXCEPTION : list;
}

/* Get(source, @@iterator), undefined for null; what is no function is refused in the name of `who`. */
static Value iterator_method(Value source, const char *who) {
  Value method = value_get(source, KEY_SYM(iterator));
  if (value_is_exception(method) || value_is_callable(method)) return method;
  if (value_is_nullish(method)) return JS_UNDEFINED;
  return throw_type_error(
      "%s requires that the property of the first argument, items[Symbol.iterator], when exists, be a function", who);
}

static Value init_from_object(TypedArray *t, Value source) {
  Value method = iterator_method(source, "TypedArray's constructor");
  if (value_is_exception(method)) return method;
  if (!value_is_undefined(method)) {
    source = iterate_to_array(source, method);
    if (value_is_exception(source)) return source;
  }
  return init_from_array_like(t, source);
}

static Value construct(CellKind kind, Value new_target, Value a0, Value a1, Value a2) {
  if (value_is_undefined(new_target)) return throw_type_error("Constructor %s requires 'new'", TYPE(kind).name);
  if (!value_is_object(a0)) {
    double d;
    if (!to_integer(a0, &d)) return JS_EXCEPTION;
    if (d < 0 || d > 9007199254740991.0) return throw_range_error("Invalid typed array length: %V", a0);
    TypedArray *t = (TypedArray *)object_new_from_constructor(new_target, TYPE(kind).proto, kind, sizeof(TypedArray));
    return t && allocate(t, (uint64_t)d) ? value_from_ptr(t) : JS_EXCEPTION;
  }
  TypedArray *t = view_new(new_target, kind, value_is_kind(a0, CELL_ARRAY_BUFFER) ? value_ptr(a0) : NULL);
  if (!t) return JS_EXCEPTION;
  TypedArray *source = typed_from_value(a0);
  if (source) return init_from_typed(t, source);
  if (value_is_kind(a0, CELL_ARRAY_BUFFER)) return init_from_buffer(t, value_ptr(a0), a1, a2);
  return init_from_object(t, a0);
}

#define X(name, kind, size)                                                                   \
  JS_BUILTIN(js_##name) {                                                                     \
    JS_UNUSED_ARGS();                                                                         \
    return construct(CELL_##kind, new_target, a0, a1, argc > 2 ? RT->args[2] : JS_UNDEFINED); \
  }
TYPED_ARRAYS(X)
#undef X

JS_BUILTIN(js_TypedArray) {
  JS_UNUSED_ARGS();
  return throw_type_error("Abstract class TypedArray not directly constructable");
}

JS_BUILTIN(js_get_TypedArray_Symbol_species) {
  JS_UNUSED_ARGS();
  return this_value;
}

/* ---- creation by constructors ---- */

TypedArray *typed_create(Value ctor, uint64_t argc, const Value *argv, double length, const char *method) {
  Value v = js_construct(ctor, argc, argv, ctor);
  if (value_is_exception(v)) return NULL;
  if (!typed_from_value(v)) {
    throw_incompatible(method, v);
    return NULL;
  }
  TypedArray *t = typed_validate(v, method);
  if (t && length >= 0 && (double)t->length < length) {
    throw_type_error("Derived TypedArray constructor created an array which was too small");
    return NULL;
  }
  return t;
}

TypedArray *typed_species_create(TypedArray *t, uint64_t argc, const Value *argv, double length, const char *method) {
  Value dflt = RT->realm->intrinsics[TYPE(kind_of(t)).ctor];
  Value ctor = species_constructor(value_from_ptr(t), dflt);
  if (value_is_exception(ctor)) return NULL;
  if (value_same(ctor, dflt) && argc == 1) return typed_array_new(kind_of(t), (uint64_t)value_number(argv[0]));
  TypedArray *r = typed_create(ctor, argc, argv, length, method);
  if (r && typed_is_bigint(kind_of(r)) != typed_is_bigint(kind_of(t))) {
    throw_content();
    return NULL;
  }
  return r;
}

JS_BUILTIN(js_TypedArray_of) {
  JS_UNUSED_ARGS();
  JS_ALL_ARGS(args);
  if (!value_is_constructor(this_value)) return throw_not_constructor(this_value);
  Value length = value_from_u64(argc);
  TypedArray *t = typed_create(this_value, 1, &length, (double)argc, "%TypedArray%.of");
  if (!t) return JS_EXCEPTION;
  for (uint64_t i = 0; i < argc; i++)
    if (typed_set(t, i, args[i]) < 0) return JS_EXCEPTION;
  return value_from_ptr(t);
}

JS_BUILTIN(js_TypedArray_from) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  if (!value_is_constructor(this_value)) return throw_not_constructor(this_value);
  if (!value_is_undefined(a1) && !value_is_callable(a1))
    return throw_type_error("%S %V is not a function", op_typeof(a1), a1);
  Value method = iterator_method(a0, "%TypedArray%.from");
  if (value_is_exception(method)) return method;
  Value source = value_is_undefined(method) ? to_object(a0) : iterate_to_array(a0, method);
  if (value_is_exception(source)) return source;
  int64_t n = length_of_array_like(source);
  if (n < 0) return JS_EXCEPTION;
  Value length = value_from_u64((uint64_t)n);
  TypedArray *t = typed_create(this_value, 1, &length, (double)n, "%TypedArray%.from");
  if (!t) return JS_EXCEPTION;
  for (uint64_t i = 0; i < (uint64_t)n; i++) {
    Value v = value_get_index(source, i);
    if (!value_is_exception(v) && !value_is_undefined(a1)) v = js_call2(a1, arg[2], v, value_from_u64(i));
    if (value_is_exception(v) || typed_set(t, i, v) < 0) return JS_EXCEPTION;
  }
  return value_from_ptr(t);
}

/* ---- accessors ---- */

#define TYPED_GETTER(name)                      \
  JS_UNUSED_ARGS();                             \
  TypedArray *t = typed_from_value(this_value); \
  if (!t) return throw_incompatible("get TypedArray.prototype." name, this_value)

JS_BUILTIN(js_get_TypedArray_prototype_buffer) {
  TYPED_GETTER("buffer");
  return value_from_ptr(t->buffer);
}

JS_BUILTIN(js_get_TypedArray_prototype_byteLength) {
  TYPED_GETTER("byteLength");
  return value_from_u64(t->length * typed_element_size(kind_of(t)));
}

JS_BUILTIN(js_get_TypedArray_prototype_byteOffset) {
  TYPED_GETTER("byteOffset");
  return value_from_u64(t->byte_offset);
}

/* Lets compiled code take the length of arrays of this shape by itself while no prototype changes (Rt.typed_length_*). */
static void note_length(TypedArray *t, Value callee) {
  uint32_t bit = 1u << (t->o.cell.kind - CELL_INT8ARRAY), epoch = RT->proto_epoch;
  if (t->o.cell.shape != RT->realm->shape_of_kind[t->o.cell.kind]) return;
  if (RT->typed_length_epoch != epoch) RT->typed_length_epoch = epoch, RT->typed_length_kinds = 0;
  if (RT->typed_length_kinds & bit) return;
  Lookup l;
  for (Object *o = &t->o;;) {
    property_lookup(o, KEY(length), &l);
    if (l.kind != LOOK_ABSENT) break;
    Value proto = object_proto(o);
    if (!value_is_object(proto)) return;
    o = value_object(proto);
  }
  if (l.kind == LOOK_SLOT && l.attrs & PROP_ACCESSOR && value_same(((Accessor *)value_ptr(*l.slot))->getter, callee))
    RT->typed_length_kinds |= bit;
}

JS_BUILTIN(js_get_TypedArray_prototype_length) {
  TYPED_GETTER("length");
  note_length(t, callee);
  return value_from_u64(t->length);
}

JS_BUILTIN(js_get_TypedArray_prototype_Symbol_toStringTag) {
  JS_UNUSED_ARGS();
  TypedArray *t = typed_from_value(this_value);
  return t ? value_from_ptr(atom_from_ascii(TYPE(kind_of(t)).name)) : JS_UNDEFINED;
}
