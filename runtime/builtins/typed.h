/*
 * typed.h: ArrayBuffer and typed arrays as the other files need them.
 */
#ifndef RUNTIME_BUILTINS_TYPED_H
#define RUNTIME_BUILTINS_TYPED_H

#include "../heap/heap_fast.h"
#include "../object/object.h"

/* DATAVIEW objects have the layout of typed arrays; length is in bytes. */
typedef TypedArray DataView;

/* X(constructor, kind suffix, bytes per element), in the order of the kinds. */
// clang-format off
#define TYPED_ARRAYS(X)                                                                                                \
  X(Int8Array, INT8ARRAY, 1) X(Uint8Array, UINT8ARRAY, 1) X(Uint8ClampedArray, UINT8CLAMPEDARRAY, 1)                   \
  X(Int16Array, INT16ARRAY, 2) X(Uint16Array, UINT16ARRAY, 2) X(Int32Array, INT32ARRAY, 4)                             \
  X(Uint32Array, UINT32ARRAY, 4) X(Float16Array, FLOAT16ARRAY, 2) X(Float32Array, FLOAT32ARRAY, 4) X(Float64Array, FLOAT64ARRAY, 8)                     \
  X(BigInt64Array, BIGINT64ARRAY, 8) X(BigUint64Array, BIGUINT64ARRAY, 8)
// clang-format on

/* Resizable buffers (ES 25.1.6.5) and the views on them, told by a bit of Cell.flags. Resizing brings `data`, `length` and
 * `byte_offset` of every view up to date, so that nobody else has to know: out of bounds, a view looks like an empty one. */
enum { BUFFER_RESIZABLE = 128, VIEW_RESIZABLE = 128 };
typedef struct ResizableBuffer {
  ArrayBuffer b;
  uint64_t max;
} ResizableBuffer;
#define VIEW_TRACKS_LENGTH (~0ull)
typedef struct ResizableView {
  TypedArray t;
  uint64_t offset, length;
  uint64_t is_out_of_bounds;
} ResizableView;
static inline bool buffer_is_resizable(const ArrayBuffer *b) { return (b->o.cell.flags & BUFFER_RESIZABLE) != 0; }
static inline bool view_is_resizable(const TypedArray *t) { return (t->o.cell.flags & VIEW_RESIZABLE) != 0; }
static inline bool view_out_of_bounds(const TypedArray *t) {
  return t->buffer->detached || (view_is_resizable(t) && ((const ResizableView *)t)->is_out_of_bounds);
}
static inline bool view_tracks_length(const TypedArray *t) {
  return view_is_resizable(t) && ((const ResizableView *)t)->length == VIEW_TRACKS_LENGTH;
}
/* To be called for every new view: the buffer finds its only view by itself. */
static inline void buffer_note_view(ArrayBuffer *b, TypedArray *view) {
  if (b->view) {
    b->many_views = 1;
  } else {
    b->view = view;
    heap_barrier(b);
  }
}
/* Sets up or updates a view: element size of its kind, 1 for a DataView. */
void view_update(ResizableView *v);

static inline uint32_t typed_element_size(CellKind kind) {
  switch (kind) {
#define X(name, kind, size) \
  case CELL_##kind: return size;
    TYPED_ARRAYS(X)
#undef X
    default: __builtin_unreachable();
  }
}
const char *typed_name(CellKind kind); /* "Int8Array" */
static inline bool typed_is_bigint(CellKind kind) { return kind >= CELL_BIGINT64ARRAY && kind <= CELL_BIGUINT64ARRAY; }

/* A zeroed buffer; new_target undefined: %ArrayBuffer%. NULL: thrown (RangeError "Array buffer allocation failed"). */
ArrayBuffer *array_buffer_new(Value new_target, uint64_t length);
/* The same with a prototype (of the constructor's realm) and, for a resizable one, its maximum; NULL: fixed length. */
ArrayBuffer *array_buffer_allocate(Value new_target, Intrinsic proto, uint64_t length, const uint64_t *max);
/* GetArrayBufferMaxByteLengthOption, and that the length does not exceed it: 1 there is one, 0 none, -1 thrown. */
int array_buffer_max_option(Value options, uint64_t length, uint64_t *max);
/* Of a resizable buffer, within its maximum. */
void array_buffer_set_length(ArrayBuffer *b, uint64_t length);
/* Empties the buffer and every view of it (ES 25.1.3.5). */
void array_buffer_detach(ArrayBuffer *b);

/* A typed array of the intrinsic prototype with a buffer of its own; NULL: thrown. */
TypedArray *typed_array_new(CellKind kind, uint64_t length);
/* A view: `length` elements from byte offset. */
TypedArray *typed_array_view(Value new_target, CellKind kind, ArrayBuffer *buffer, uint64_t offset, uint64_t length);

/* ValidateTypedArray: NULL thrown ("this is not a typed array.", or detached); method for the message. */
TypedArray *typed_validate(Value v, const char *method);
/* TypedArraySpeciesCreate with arguments; at least `length` elements if length >= 0. NULL: thrown. */
TypedArray *typed_species_create(TypedArray *t, uint64_t argc, const Value *argv, double length, const char *method);
/* TypedArrayCreateFromCtor, likewise. */
TypedArray *typed_create(Value ctor, uint64_t argc, const Value *argv, double length, const char *method);
/* Copies n elements, converting; kinds hold the same content type; regions may overlap. */
void typed_copy(TypedArray *to, uint64_t to_index, TypedArray *from, uint64_t from_index, uint64_t n);
/* Element, undefined when out of range. */
Value typed_element(TypedArray *t, uint64_t i);

#define THIS_TYPED(name)                                                      \
  JS_UNUSED_ARGS();                                                           \
  TypedArray *t = typed_validate(this_value, "%TypedArray%.prototype." name); \
  if (!t) return JS_EXCEPTION

#endif
