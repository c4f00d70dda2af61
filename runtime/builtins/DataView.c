/*
 * DataView.c: DataView (ES 25.3). Elements are read and written by way of an 8-byte scratch that typed_get and typed_set
 * understand; the bytes are swapped unless little-endian was asked for.
 */
#include "../heap/heap.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "../support/mem.h"
#include "builtins.h"
#include "typed.h"

JS_BUILTIN(js_DataView) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  if (value_is_undefined(new_target)) return throw_type_error("Constructor DataView requires 'new'");
  if (!value_is_kind(a0, CELL_ARRAY_BUFFER))
    return throw_type_error("First argument to DataView constructor must be an ArrayBuffer");
  ArrayBuffer *b = value_ptr(a0);
  double d;
  if (!to_integer(a1, &d)) return JS_EXCEPTION;
  if (d < 0 || d > 9007199254740991.0)
    return throw_range_error("Start offset %V is outside the bounds of the buffer", value_from_double(d));
  uint64_t offset = (uint64_t)d, length;
  if (b->detached) return throw_type_error("Cannot perform DataView constructor on a detached ArrayBuffer");
  if (offset > b->length)
    return throw_range_error("Start offset %V is outside the bounds of the buffer", value_from_u64(offset));
  length = b->length - offset;
  if (!value_is_undefined(arg[2])) {
    if (!to_integer(arg[2], &d)) return JS_EXCEPTION;
    if (d < 0 || (double)offset + d > (double)b->length)
      return throw_range_error("Invalid DataView length %V", value_from_double(d));
    length = (uint64_t)d;
  }
  bool resizable = buffer_is_resizable(b);
  DataView *v = (DataView *)object_new_from_constructor(new_target, INTR_DataViewPrototype, CELL_DATAVIEW,
                                                        resizable ? sizeof(ResizableView) : sizeof(DataView));
  if (!v) return JS_EXCEPTION;
  if (b->detached) return throw_type_error("Cannot perform DataView constructor on a detached ArrayBuffer");
  if (offset > b->length || (!value_is_undefined(arg[2]) && length > b->length - offset))
    return throw_range_error("Invalid DataView length %V", value_from_u64(length));
  v->buffer = b;
  buffer_note_view(b, v);
  if (resizable) {
    v->o.cell.flags |= VIEW_RESIZABLE;
    ((ResizableView *)v)->offset = offset;
    ((ResizableView *)v)->length = value_is_undefined(arg[2]) ? VIEW_TRACKS_LENGTH : length;
    view_update((ResizableView *)v);
    heap_barrier(v);
    return value_from_ptr(v);
  }
  v->data = b->data + offset;
  v->byte_offset = offset;
  v->length = length;
  heap_barrier(v);
  return value_from_ptr(v);
}

static DataView *this_view(Value v, const char *method) {
  if (value_is_kind(v, CELL_DATAVIEW)) return value_ptr(v);
  throw_incompatible(method, v);
  return NULL;
}

static Value throw_detached(const char *method) {
  return throw_type_error("Cannot perform %s on a detached or out-of-bounds ArrayBuffer", method);
}

JS_BUILTIN(js_get_DataView_prototype_buffer) {
  JS_UNUSED_ARGS();
  DataView *v = this_view(this_value, "get DataView.prototype.buffer");
  return v ? value_from_ptr(v->buffer) : JS_EXCEPTION;
}

JS_BUILTIN(js_get_DataView_prototype_byteLength) {
  JS_UNUSED_ARGS();
  DataView *v = this_view(this_value, "get DataView.prototype.byteLength");
  if (!v) return JS_EXCEPTION;
  if (view_out_of_bounds(v)) return throw_detached("get DataView.prototype.byteLength");
  return value_from_u64(v->length);
}

JS_BUILTIN(js_get_DataView_prototype_byteOffset) {
  JS_UNUSED_ARGS();
  DataView *v = this_view(this_value, "get DataView.prototype.byteOffset");
  if (!v) return JS_EXCEPTION;
  if (view_out_of_bounds(v)) return throw_detached("get DataView.prototype.byteOffset");
  return value_from_u64(v->byte_offset);
}

static void swap_bytes(uint8_t *p, uint32_t size) {
  for (uint32_t i = 0; i < size / 2; i++) {
    uint8_t x = p[i];
    p[i] = p[size - 1 - i];
    p[size - 1 - i] = x;
  }
}

/* One access of the element's width: there may be a device's register (lib/hw). */
static void copy_element(volatile uint8_t *to, const volatile uint8_t *from, uint32_t size) {
  typedef uint16_t __attribute__((aligned(1))) U16;
  typedef uint32_t __attribute__((aligned(1))) U32;
  typedef uint64_t __attribute__((aligned(1))) U64;
  switch (size) {
    case 1: *to = *from; break;
    case 2: *(volatile U16 *)to = *(const volatile U16 *)from; break;
    case 4: *(volatile U32 *)to = *(const volatile U32 *)from; break;
    default: *(volatile U64 *)to = *(const volatile U64 *)from; break;
  }
}

/* A typed array of one element over the scratch bytes. */
static TypedArray scratch_array(CellKind kind, uint8_t *scratch) {
  TypedArray t;
  mem_zero(&t, sizeof t);
  t.o.cell.kind = (uint8_t)kind;
  t.data = scratch;
  t.length = 1;
  return t;
}

static const char out_of_bounds[] = "Offset is outside the bounds of the DataView";

/* The bytes of an element in a view that has it at an index which is an int32; NULL: for the complete functions. */
static inline uint8_t *view_at(Value this_value, Value index, uint32_t size) {
  if (!value_is_kind(this_value, CELL_DATAVIEW) || !value_is_int(index) || value_int(index) < 0) return NULL;
  const DataView *v = value_ptr(this_value);
  uint64_t at = (uint64_t)value_int(index);
  return view_out_of_bounds(v) || at + size > v->length ? NULL : v->data + at;
}

static inline uint64_t swap(uint64_t x, uint32_t size) { return __builtin_bswap64(x) >> (64 - 8 * size); }

/* GetViewValue where that is so, EMPTY elsewhere; kind is a constant. */
static inline __attribute__((always_inline)) Value view_get_fast(Value this_value, CellKind kind, Value index,
                                                                 Value little) {
  uint32_t size = typed_element_size(kind);
  const uint8_t *p = view_at(this_value, index, size);
  if (!p || (!value_is_bool(little) && !value_is_undefined(little))) return JS_EMPTY;
  uint64_t x = 0;
  __builtin_memcpy(&x, p, size);
  if (!value_same(little, JS_TRUE)) x = swap(x, size);
  switch (kind) {
    case CELL_INT8ARRAY: return value_from_int((int8_t)x);
    case CELL_UINT8ARRAY: return value_from_int((uint8_t)x);
    case CELL_INT16ARRAY: return value_from_int((int16_t)x);
    case CELL_UINT16ARRAY: return value_from_int((uint16_t)x);
    case CELL_INT32ARRAY: return value_from_int((int32_t)x);
    case CELL_UINT32ARRAY: return value_from_u32((uint32_t)x);
    case CELL_FLOAT32ARRAY: {
      float f;
      __builtin_memcpy(&f, &x, 4);
      return value_from_double((double)f);
    }
    case CELL_FLOAT64ARRAY: {
      double d;
      __builtin_memcpy(&d, &x, 8);
      return value_from_double(d);
    }
    default: return JS_EMPTY;
  }
}

/* SetViewValue where that is so, of an int32 or, for floating-point kinds, a number; else false. */
static inline __attribute__((always_inline)) bool view_set_fast(Value this_value, CellKind kind, Value index, Value v,
                                                                Value little) {
  bool is_float = kind == CELL_FLOAT32ARRAY || kind == CELL_FLOAT64ARRAY;
  if (kind == CELL_FLOAT16ARRAY || kind == CELL_BIGINT64ARRAY || kind == CELL_BIGUINT64ARRAY) return false;
  uint32_t size = typed_element_size(kind);
  uint8_t *p = view_at(this_value, index, size);
  if (!p || (!value_is_bool(little) && !value_is_undefined(little))) return false;
  if (is_float ? !value_is_number(v) : !value_is_int(v)) return false;
  uint64_t x = (uint32_t)value_int(v);
  if (is_float) {
    double d = value_number(v);
    float f = (float)d;
    if (kind == CELL_FLOAT32ARRAY) __builtin_memcpy(&x, &f, 4);
    else __builtin_memcpy(&x, &d, 8);
  }
  if (!value_same(little, JS_TRUE)) x = swap(x, size);
  __builtin_memcpy(p, &x, size);
  return true;
}

/* ES 25.3.1.5 GetViewValue */
static Value view_get(Value this_value, const char *method, CellKind kind, Value index_value, Value little) {
  DataView *v = this_view(this_value, method);
  uint64_t index;
  if (!v || !to_index(index_value, &index, out_of_bounds)) return JS_EXCEPTION;
  bool is_little = to_boolean(little);
  if (view_out_of_bounds(v)) return throw_detached(method);
  uint32_t size = typed_element_size(kind);
  if (index > v->length || size > v->length - index) return throw_range_error(out_of_bounds);
  _Alignas(8) uint8_t scratch[8];
  copy_element(scratch, v->data + index, size);
  if (!is_little) swap_bytes(scratch, size);
  TypedArray t = scratch_array(kind, scratch);
  return typed_get(&t, 0);
}

/* ES 25.3.1.6 SetViewValue */
static Value view_set(Value this_value, const char *method, CellKind kind, Value index_value, Value value,
                      Value little) {
  DataView *v = this_view(this_value, method);
  uint64_t index;
  if (!v || !to_index(index_value, &index, out_of_bounds)) return JS_EXCEPTION;
  _Alignas(8) uint8_t scratch[8];
  TypedArray t = scratch_array(kind, scratch);
  if (typed_set(&t, 0, value) < 0) return JS_EXCEPTION;
  bool is_little = to_boolean(little);
  if (view_out_of_bounds(v)) return throw_detached(method);
  uint32_t size = typed_element_size(kind);
  if (index > v->length || size > v->length - index) return throw_range_error(out_of_bounds);
  if (!is_little) swap_bytes(scratch, size);
  copy_element(v->data + index, scratch, size);
  return JS_UNDEFINED;
}

#define ACCESS(type, kind)                                                                    \
  JS_BUILTIN(js_DataView_prototype_get##type) {                                               \
    JS_UNUSED_ARGS();                                                                         \
    Value v = view_get_fast(this_value, CELL_##kind, a0, argc > 1 ? a1 : JS_UNDEFINED);       \
    if (!value_is_empty(v)) return v;                                                         \
    return view_get(this_value, "DataView.prototype.get" #type, CELL_##kind, a0, a1);         \
  }                                                                                           \
  JS_BUILTIN(js_DataView_prototype_set##type) {                                               \
    JS_UNUSED_ARGS();                                                                         \
    Value little = argc > 2 ? RT->args[2] : JS_UNDEFINED;                                     \
    if (view_set_fast(this_value, CELL_##kind, a0, a1, little)) return JS_UNDEFINED;          \
    return view_set(this_value, "DataView.prototype.set" #type, CELL_##kind, a0, a1, little); \
  }
ACCESS(Int8, INT8ARRAY)
ACCESS(Uint8, UINT8ARRAY)
ACCESS(Int16, INT16ARRAY)
ACCESS(Uint16, UINT16ARRAY)
ACCESS(Int32, INT32ARRAY)
ACCESS(Uint32, UINT32ARRAY)
ACCESS(Float16, FLOAT16ARRAY)
ACCESS(Float32, FLOAT32ARRAY)
ACCESS(Float64, FLOAT64ARRAY)
ACCESS(BigInt64, BIGINT64ARRAY)
ACCESS(BigUint64, BIGUINT64ARRAY)
