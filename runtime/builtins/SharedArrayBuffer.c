/*
 * SharedArrayBuffer.c: SharedArrayBuffer (ES 25.2). An ArrayBuffer cell with `shared` set; a growable one has the memory
 * of its maximum from the start, so that its bytes never move. The views of this isolate follow it when it grows.
 */
#include "../heap/heap.h"
#include "../object/call.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../support/mem.h"
#include "builtins.h"
#include "shared_memory.h"
#include "typed.h"

static ArrayBuffer *this_shared(Value v, const char *method) {
  if (value_is_kind(v, CELL_ARRAY_BUFFER) && ((ArrayBuffer *)value_ptr(v))->shared) return value_ptr(v);
  throw_incompatible(method, v);
  return NULL;
}
#define THIS_SHARED(name)                         \
  JS_UNUSED_ARGS();                               \
  ArrayBuffer *b = this_shared(this_value, name); \
  if (!b) return JS_EXCEPTION

JS_BUILTIN(js_SharedArrayBuffer) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) return throw_type_error("Constructor SharedArrayBuffer requires 'new'");
  uint64_t length, max = 0;
  if (!to_index(a0, &length, "Invalid array buffer length")) return JS_EXCEPTION;
  int has_max = array_buffer_max_option(a1, length, &max);
  if (has_max < 0) return JS_EXCEPTION;
  if (memory_is_shared()) {
    ArrayBuffer *b = shared_buffer_allocate(new_target, length, has_max ? &max : NULL);
    return b ? value_from_ptr(b) : JS_EXCEPTION;
  }
  ArrayBuffer *b = array_buffer_allocate(new_target, INTR_SharedArrayBufferPrototype, length, has_max ? &max : NULL);
  if (!b) return JS_EXCEPTION;
  b->shared = 1;
  return value_from_ptr(b);
}

JS_BUILTIN(js_get_SharedArrayBuffer_Symbol_species) {
  JS_UNUSED_ARGS();
  return this_value;
}

JS_BUILTIN(js_get_SharedArrayBuffer_prototype_byteLength) {
  THIS_SHARED("get SharedArrayBuffer.prototype.byteLength");
  if (memory_is_shared()) shared_buffers_refresh();
  return value_from_u64(b->length);
}

JS_BUILTIN(js_get_SharedArrayBuffer_prototype_maxByteLength) {
  THIS_SHARED("get SharedArrayBuffer.prototype.maxByteLength");
  return value_from_u64(buffer_is_resizable(b) ? ((ResizableBuffer *)b)->max : b->length);
}

JS_BUILTIN(js_get_SharedArrayBuffer_prototype_growable) {
  THIS_SHARED("get SharedArrayBuffer.prototype.growable");
  return value_from_bool(buffer_is_resizable(b));
}

JS_BUILTIN(js_SharedArrayBuffer_prototype_grow) {
  THIS_SHARED("SharedArrayBuffer.prototype.grow");
  if (!buffer_is_resizable(b)) return throw_incompatible("SharedArrayBuffer.prototype.grow", this_value);
  static const char invalid[] = "SharedArrayBuffer.prototype.grow: Invalid length parameter";
  uint64_t length;
  if (!to_index(a0, &length, invalid)) return JS_EXCEPTION;
  if (length > ((ResizableBuffer *)b)->max || length < b->length) return throw_range_error(invalid);
  if (!memory_is_shared()) array_buffer_set_length(b, length);
  else if (!shared_buffer_grow(b, length)) return throw_range_error(invalid);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_SharedArrayBuffer_prototype_slice) {
  static const char method[] = "SharedArrayBuffer.prototype.slice";
  THIS_SHARED(method);
  uint64_t start, end;
  if (!to_relative_index(a0, b->length, 0, &start) || !to_relative_index(a1, b->length, b->length, &end))
    return JS_EXCEPTION;
  uint64_t n = end > start ? end - start : 0;
  Value ctor = species_constructor(this_value, RT->realm->intrinsics[INTR_SharedArrayBuffer]);
  if (value_is_exception(ctor)) return ctor;
  Value length = value_from_u64(n), v = js_construct(ctor, 1, &length, ctor);
  if (value_is_exception(v)) return v;
  ArrayBuffer *r = this_shared(v, method);
  if (!r) return JS_EXCEPTION;
  if (r->data == b->data) return throw_type_error("SharedArrayBuffer subclass returned this from species constructor");
  if (r->length < n) return throw_type_error("Species constructor returned a too small SharedArrayBuffer");
  mem_copy(r->data, b->data + start, n);
  return v;
}
