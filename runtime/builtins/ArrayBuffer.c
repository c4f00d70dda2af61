/*
 * ArrayBuffer.c: ArrayBuffer (ES 25.1). Its bytes are the payload of a CELL_BYTES and never move; a resizable one has its
 * maximum from the start.
 *
 * A buffer knows its view if it has but one, as most have. Detaching and resizing, which are rare, find several by walking
 * the heap.
 */
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "builtins.h"
#include "typed.h"

ArrayBuffer *array_buffer_allocate(Value new_target, Intrinsic proto, uint64_t length, const uint64_t *max) {
  size_t size = max ? sizeof(ResizableBuffer) : sizeof(ArrayBuffer);
  ArrayBuffer *b = (ArrayBuffer *)object_new_from_constructor(new_target, proto, CELL_ARRAY_BUFFER, size);
  if (!b) return NULL;
  uint64_t bytes = max ? *max : length;
  uint8_t *data = heap_try_alloc_bytes(bytes ? bytes : 1);
  if (!data) {
    throw_range_error("Array buffer allocation failed");
    return NULL;
  }
  b->data = data;
  b->length = length;
  b->bytes = &heap_bytes_cell(data)->cell;
  if (max) {
    b->o.cell.flags |= BUFFER_RESIZABLE;
    ((ResizableBuffer *)b)->max = *max;
  }
  heap_barrier(b);
  return b;
}

static ArrayBuffer *buffer_new(Value new_target, uint64_t length, const uint64_t *max) {
  return array_buffer_allocate(new_target, INTR_ArrayBufferPrototype, length, max);
}

ArrayBuffer *array_buffer_new(Value new_target, uint64_t length) { return buffer_new(new_target, length, NULL); }

void view_update(ResizableView *v) {
  ArrayBuffer *b = v->t.buffer;
  bool is_tracking = v->length == VIEW_TRACKS_LENGTH;
  uint64_t size = v->t.o.cell.kind == CELL_DATAVIEW ? 1 : typed_element_size((CellKind)v->t.o.cell.kind);
  bool fits = v->offset <= b->length && (is_tracking || v->length <= (b->length - v->offset) / size);
  v->is_out_of_bounds = !fits;
  v->t.data = fits ? b->data + v->offset : NULL;
  v->t.byte_offset = fits ? v->offset : 0;
  v->t.length = !fits ? 0 : is_tracking ? (b->length - v->offset) / size : v->length;
}

static void each_view(ArrayBuffer *b, void (*visit)(Cell *c, void *buffer)) {
  if (b->many_views) heap_visit(visit, b);
  else if (b->view) visit(&b->view->o.cell, b);
}

static void update_view(Cell *c, void *buffer) {
  if (!kind_is_typed_array((CellKind)c->kind) && c->kind != CELL_DATAVIEW) return;
  TypedArray *t = (TypedArray *)c;
  if (t->buffer == buffer && view_is_resizable(t)) view_update((ResizableView *)t);
}

static void detach_view(Cell *c, void *buffer) {
  if (!kind_is_typed_array((CellKind)c->kind) && c->kind != CELL_DATAVIEW) return;
  TypedArray *t = (TypedArray *)c;
  if (t->buffer != buffer) return;
  t->data = NULL;
  t->length = 0;
  t->byte_offset = 0;
}

void array_buffer_set_length(ArrayBuffer *b, uint64_t length) {
  if (length < b->length) mem_zero(b->data + length, b->length - length);
  b->length = length;
  each_view(b, update_view);
}

void array_buffer_detach(ArrayBuffer *b) {
  b->data = NULL;
  b->bytes = NULL;
  b->length = 0;
  b->detached = 1;
  each_view(b, detach_view);
  b->view = NULL;
  b->many_views = 0;
}

static ArrayBuffer *this_buffer(Value v, const char *method) {
  if (value_is_kind(v, CELL_ARRAY_BUFFER) && !((ArrayBuffer *)value_ptr(v))->shared) return value_ptr(v);
  throw_incompatible(method, v);
  return NULL;
}
#define THIS_BUFFER(name)                         \
  JS_UNUSED_ARGS();                               \
  ArrayBuffer *b = this_buffer(this_value, name); \
  if (!b) return JS_EXCEPTION

int array_buffer_max_option(Value options, uint64_t length, uint64_t *max) {
  static const char invalid[] = "Invalid array buffer max length";
  if (!value_is_object(options)) return 0;
  Value v = value_get(options, KEY(maxByteLength));
  if (value_is_exception(v)) return -1;
  if (value_is_undefined(v)) return 0;
  if (!to_index(v, max, invalid)) return -1;
  if (length <= *max) return 1;
  throw_range_error(invalid);
  return -1;
}

JS_BUILTIN(js_ArrayBuffer) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor ArrayBuffer requires 'new'");
  uint64_t length;
  if (!to_index(a0, &length, "Invalid array buffer length")) return JS_EXCEPTION;
  uint64_t max = 0;
  int has_max = array_buffer_max_option(a1, length, &max);
  if (has_max < 0) return JS_EXCEPTION;
  ArrayBuffer *b = buffer_new(new_target, length, has_max ? &max : NULL);
  return b ? value_from_ptr(b) : JS_EXCEPTION;
}

JS_BUILTIN(js_ArrayBuffer_isView) {
  JS_UNUSED_ARGS();
  return value_from_bool(value_is_cell(a0) &&
                         (kind_is_typed_array((CellKind)value_cell(a0)->kind) || value_is_kind(a0, CELL_DATAVIEW)));
}

JS_BUILTIN(js_get_ArrayBuffer_Symbol_species) {
  JS_UNUSED_ARGS();
  return this_value;
}

JS_BUILTIN(js_get_ArrayBuffer_prototype_byteLength) {
  THIS_BUFFER("get ArrayBuffer.prototype.byteLength");
  return value_from_u64(b->length);
}

JS_BUILTIN(js_get_ArrayBuffer_prototype_maxByteLength) {
  THIS_BUFFER("get ArrayBuffer.prototype.maxByteLength");
  return value_from_u64(buffer_is_resizable(b) && !b->detached ? ((ResizableBuffer *)b)->max : b->length);
}

JS_BUILTIN(js_get_ArrayBuffer_prototype_resizable) {
  THIS_BUFFER("get ArrayBuffer.prototype.resizable");
  return value_from_bool(buffer_is_resizable(b));
}

JS_BUILTIN(js_get_ArrayBuffer_prototype_detached) {
  THIS_BUFFER("get ArrayBuffer.prototype.detached");
  return value_from_bool(b->detached);
}

static Value throw_detached(const char *method) {
  return throw_type_error("Cannot perform %s on a detached ArrayBuffer", method);
}

JS_BUILTIN(js_ArrayBuffer_prototype_resize) {
  THIS_BUFFER("ArrayBuffer.prototype.resize");
  if (!buffer_is_resizable(b)) return throw_incompatible("ArrayBuffer.prototype.resize", this_value);
  static const char invalid[] = "ArrayBuffer.prototype.resize: Invalid length parameter";
  uint64_t length;
  if (!to_index(a0, &length, invalid)) return JS_EXCEPTION;
  if (b->detached) return throw_detached("ArrayBuffer.prototype.resize");
  if (length > ((ResizableBuffer *)b)->max) return throw_range_error(invalid);
  array_buffer_set_length(b, length);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_ArrayBuffer_prototype_slice) {
  THIS_BUFFER("ArrayBuffer.prototype.slice");
  if (b->detached) return throw_detached("ArrayBuffer.prototype.slice");
  uint64_t start, end;
  if (!to_relative_index(a0, b->length, 0, &start) || !to_relative_index(a1, b->length, b->length, &end))
    return JS_EXCEPTION;
  uint64_t n = end > start ? end - start : 0;
  Value dflt = RT->realm->intrinsics[INTR_ArrayBuffer];
  Value ctor = species_constructor(this_value, dflt);
  if (value_is_exception(ctor)) return ctor;
  ArrayBuffer *r;
  if (value_same(ctor, dflt)) {
    r = array_buffer_new(JS_UNDEFINED, n);
    if (!r) return JS_EXCEPTION;
  } else {
    Value length = value_from_u64(n);
    Value v = js_construct(ctor, 1, &length, ctor);
    if (value_is_exception(v)) return v;
    r = this_buffer(v, "ArrayBuffer.prototype.slice");
    if (!r) return JS_EXCEPTION;
    if (r->detached) return throw_detached("ArrayBuffer.prototype.slice");
    if (r == b) return throw_type_error("ArrayBuffer subclass returned this from species constructor");
    if (r->length < n) return throw_type_error("Species constructor returned a too small ArrayBuffer");
    if (b->detached) return throw_detached("ArrayBuffer.prototype.slice");
  }
  if (start < b->length) mem_copy(r->data, b->data + start, n < b->length - start ? n : b->length - start);
  return value_from_ptr(r);
}

static Value transfer(Value this_value, const char *method, uint64_t argc, Value a0, bool keep_resizable) {
  ArrayBuffer *b = this_buffer(this_value, method);
  if (!b) return JS_EXCEPTION;
  uint64_t length = b->length;
  if (argc && !value_is_undefined(a0) && !to_index(a0, &length, "Invalid array buffer length")) return JS_EXCEPTION;
  if (b->detached) return throw_detached(method);
  bool resizable = keep_resizable && buffer_is_resizable(b);
  const uint64_t *max = resizable ? &((ResizableBuffer *)b)->max : NULL;
  if (max && length > *max) return throw_range_error("Invalid array buffer length");
  ArrayBuffer *r = buffer_new(JS_UNDEFINED, length, max);
  if (!r) return JS_EXCEPTION;
  mem_copy(r->data, b->data, length < b->length ? length : b->length);
  array_buffer_detach(b);
  return value_from_ptr(r);
}

JS_BUILTIN(js_ArrayBuffer_prototype_transfer) {
  JS_UNUSED_ARGS();
  return transfer(this_value, "ArrayBuffer.prototype.transfer", argc, a0, true);
}

JS_BUILTIN(js_ArrayBuffer_prototype_transferToFixedLength) {
  JS_UNUSED_ARGS();
  return transfer(this_value, "ArrayBuffer.prototype.transferToFixedLength", argc, a0, false);
}
