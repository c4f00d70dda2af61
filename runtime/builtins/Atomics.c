/*
 * Atomics.c: Atomics (ES 25.4) on integer typed arrays, sequentially consistent, whether their buffer is shared or not.
 * Waiting: object/waiters.c.
 */
#include "../number/math.h"
#include "../object/bigint.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/property.h"
#include "../object/waiters.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "builtins.h"
#include "shared_memory.h"
#include "typed.h"

/* ---- the element ---- */

static CellKind kind_of(const TypedArray *t) { return (CellKind)t->o.cell.kind; }

static bool is_integer_kind(CellKind k) {
  return k == CELL_INT8ARRAY || k == CELL_UINT8ARRAY || k == CELL_INT16ARRAY || k == CELL_UINT16ARRAY ||
         k == CELL_INT32ARRAY || k == CELL_UINT32ARRAY || typed_is_bigint(k);
}

static const char *class_text(Value v) {
  CellKind k = (CellKind)value_cell(v)->kind;
  if (kind_is_typed_array(k)) return typed_name(k);
  return k == CELL_ARRAY ? "Array" : value_is_callable(v) ? "Function" : "Object";
}

static Value throw_not(Value v, const char *what) {
  if (value_is_object(v)) return throw_type_error("[object %s] is not %s typed array.", class_text(v), what);
  return throw_type_error("%V is not %s typed array.", v, what);
}

/* What an array must be able to do. */
typedef enum Demand { FOR_ACCESS, FOR_NOTIFY, FOR_WAIT } Demand;

/* ES 25.4.3.1, 25.4.3.2: the array and the index, NULL: thrown. */
static TypedArray *validate(Value v, Value index_value, Demand demand, const char *method, uint64_t *index) {
  CellKind k = value_is_object(v) ? (CellKind)value_cell(v)->kind : CELL_FREE;
  bool is_right = demand != FOR_ACCESS ? k == CELL_INT32ARRAY || k == CELL_BIGINT64ARRAY : is_integer_kind(k);
  if (!is_right) {
    throw_not(v, demand != FOR_ACCESS ? "an int32 or BigInt64" : "an integer");
    return NULL;
  }
  if (memory_is_shared()) shared_buffers_refresh();
  TypedArray *t = typed_validate(v, method);
  if (!t) return NULL;
  if (demand == FOR_WAIT && !t->buffer->shared) {
    throw_not(v, "a shared");
    return NULL;
  }
  uint64_t length = t->length;
  static const char invalid[] = "Invalid atomic access index";
  if (!to_index(index_value, index, invalid)) return NULL;
  if (*index < length) return t;
  throw_range_error(invalid);
  return NULL;
}

/* ES 25.4.3.4: user code may have run since. */
static bool revalidate(TypedArray *t, uint64_t index, const char *method) {
  if (!typed_validate(value_from_ptr(t), method)) return false;
  if (index < t->length) return true;
  throw_range_error("Invalid atomic access index");
  return false;
}

/* The bits of a value of the array's content type; *converted: the value itself. */
static bool to_bits(const TypedArray *t, Value v, uint64_t *bits, Value *converted) {
  if (typed_is_bigint(kind_of(t))) {
    *converted = to_bigint(v);
    if (value_is_exception(*converted)) return false;
    *bits = bigint_low64(*converted);
    return true;
  }
  double d;
  int32_t i;
  if (!to_integer(v, &d)) return false;
  *converted = value_from_double(d + 0.0);
  if (!to_int32(*converted, &i)) return false;
  *bits = (uint32_t)i;
  return true;
}

static Value from_bits(const TypedArray *t, uint64_t bits) {
  _Alignas(8) uint8_t scratch[8];
  mem_copy(scratch, &bits, sizeof scratch);
  TypedArray one;
  mem_zero(&one, sizeof one);
  one.o.cell.kind = t->o.cell.kind;
  one.data = scratch;
  one.length = 1;
  return typed_get(&one, 0);
}

/* ---- operations ---- */

typedef enum AtomicOp { OP_ADD, OP_SUB, OP_AND, OP_OR, OP_XOR, OP_EXCHANGE, OP_LOAD } AtomicOp;

#define ATOMIC_APPLY(type)                                                                  \
  do {                                                                                      \
    type *at = (type *)(void *)t->data + index;                                             \
    switch (op) {                                                                           \
      case OP_ADD: return (type)__atomic_fetch_add(at, (type)bits, __ATOMIC_SEQ_CST);       \
      case OP_SUB: return (type)__atomic_fetch_sub(at, (type)bits, __ATOMIC_SEQ_CST);       \
      case OP_AND: return (type)__atomic_fetch_and(at, (type)bits, __ATOMIC_SEQ_CST);       \
      case OP_OR: return (type)__atomic_fetch_or(at, (type)bits, __ATOMIC_SEQ_CST);         \
      case OP_XOR: return (type)__atomic_fetch_xor(at, (type)bits, __ATOMIC_SEQ_CST);       \
      case OP_EXCHANGE: return (type)__atomic_exchange_n(at, (type)bits, __ATOMIC_SEQ_CST); \
      case OP_LOAD: return (type)__atomic_load_n(at, __ATOMIC_SEQ_CST);                     \
    }                                                                                       \
    __builtin_unreachable();                                                                \
  } while (0)

/* The old bits. */
static uint64_t apply(const TypedArray *t, uint64_t index, AtomicOp op, uint64_t bits) {
  switch (typed_element_size(kind_of(t))) {
    case 1: ATOMIC_APPLY(uint8_t);
    case 2: ATOMIC_APPLY(uint16_t);
    case 4: ATOMIC_APPLY(uint32_t);
    default: ATOMIC_APPLY(uint64_t);
  }
}

#define ATOMIC_COMPARE(type)                                                                                \
  do {                                                                                                      \
    type old = (type)expected;                                                                              \
    __atomic_compare_exchange_n((type *)(void *)t->data + index, &old, (type)bits, false, __ATOMIC_SEQ_CST, \
                                __ATOMIC_SEQ_CST);                                                          \
    return old;                                                                                             \
  } while (0)

static uint64_t compare_exchange(const TypedArray *t, uint64_t index, uint64_t expected, uint64_t bits) {
  switch (typed_element_size(kind_of(t))) {
    case 1: ATOMIC_COMPARE(uint8_t);
    case 2: ATOMIC_COMPARE(uint16_t);
    case 4: ATOMIC_COMPARE(uint32_t);
    default: ATOMIC_COMPARE(uint64_t);
  }
}

/* ES 25.4.3.14 AtomicReadModifyWrite; is_store: the answer is the value that was given. */
static Value modify(uint64_t argc, Value a0, Value a1, AtomicOp op, bool is_store, const char *method) {
  Value v = argc > 2 ? RT->args[2] : JS_UNDEFINED, converted;
  uint64_t index, bits;
  TypedArray *t = validate(a0, a1, FOR_ACCESS, method, &index);
  if (!t || !to_bits(t, v, &bits, &converted) || !revalidate(t, index, method)) return JS_EXCEPTION;
  uint64_t old = apply(t, index, op, bits);
  return is_store ? converted : from_bits(t, old);
}

#define ATOMICS_METHOD(name, op, is_store)                       \
  JS_BUILTIN(js_Atomics_##name) {                                \
    JS_UNUSED_ARGS();                                            \
    return modify(argc, a0, a1, op, is_store, "Atomics." #name); \
  }
ATOMICS_METHOD(add, OP_ADD, false)
ATOMICS_METHOD(sub, OP_SUB, false)
ATOMICS_METHOD(and, OP_AND, false)
ATOMICS_METHOD(or, OP_OR, false)
ATOMICS_METHOD(xor, OP_XOR, false)
ATOMICS_METHOD(exchange, OP_EXCHANGE, false)
ATOMICS_METHOD(store, OP_EXCHANGE, true)

JS_BUILTIN(js_Atomics_load) {
  JS_UNUSED_ARGS();
  uint64_t index;
  TypedArray *t = validate(a0, a1, FOR_ACCESS, "Atomics.load", &index);
  if (!t || !revalidate(t, index, "Atomics.load")) return JS_EXCEPTION;
  return from_bits(t, apply(t, index, OP_LOAD, 0));
}

JS_BUILTIN(js_Atomics_compareExchange) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 4);
  static const char method[] = "Atomics.compareExchange";
  uint64_t index, expected, bits;
  Value converted;
  TypedArray *t = validate(a0, a1, FOR_ACCESS, method, &index);
  if (!t || !to_bits(t, arg[2], &expected, &converted) || !to_bits(t, arg[3], &bits, &converted) ||
      !revalidate(t, index, method))
    return JS_EXCEPTION;
  return from_bits(t, compare_exchange(t, index, expected, bits));
}

JS_BUILTIN(js_Atomics_isLockFree) {
  JS_UNUSED_ARGS();
  double n;
  if (!to_integer(a0, &n)) return JS_EXCEPTION;
  return value_from_bool(n == 1 || n == 2 || n == 4 || n == 8);
}

JS_BUILTIN(js_Atomics_pause) {
  JS_UNUSED_ARGS();
  if (!value_is_undefined(a0) && !(value_is_number(a0) && math_trunc(value_number(a0)) == value_number(a0) &&
                                   value_number(a0) - value_number(a0) == 0))
    return throw_type_error("Atomics.pause argument must be undefined or an integer");
  __builtin_ia32_pause();
  return JS_UNDEFINED;
}

/* ---- waiting ---- */

static const void *address_of(const TypedArray *t, uint64_t index) {
  return t->data + index * typed_element_size(kind_of(t));
}

/* ES 25.4.3.14 DoWait, up to where it begins: false: thrown. The view's data are shared: they cannot be detached. */
static bool prepare_wait(Value array, Value index_value, const Value *rest, const char *method, WaitPlace *place,
                         double *ms) {
  uint64_t index, bits;
  Value converted;
  TypedArray *t = validate(array, index_value, FOR_WAIT, method, &index);
  if (!t || !to_bits(t, rest[0], &bits, &converted) || !to_double(rest[1], ms)) return false;
  if (*ms != *ms) *ms = __builtin_inf();
  if (*ms <= 0) *ms = 0;
  *place = (WaitPlace){address_of(t, index), typed_element_size(kind_of(t)), bits};
  return true;
}

JS_BUILTIN(js_Atomics_wait) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 4);
  WaitPlace place;
  double ms;
  if (!prepare_wait(a0, a1, arg + 2, "Atomics.wait", &place, &ms)) return JS_EXCEPTION;
  WaitResult r = waiters_block(&place, ms);
  if (memory_is_shared()) shared_buffers_refresh();
  return wait_result_value(r);
}

JS_BUILTIN(js_Atomics_waitAsync) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 4);
  WaitPlace place;
  double ms;
  if (!prepare_wait(a0, a1, arg + 2, "Atomics.waitAsync", &place, &ms)) return JS_EXCEPTION;
  Value promise;
  WaitResult r = waiters_promise(&place, ms, &promise);
  bool is_async = r == WAIT_PENDING;
  if (is_async && value_is_exception(promise)) return promise;
  Value result = object_new_plain();
  object_create_data(result, key_from_ascii("async"), value_from_bool(is_async));
  object_create_data(result, KEY(value), is_async ? promise : wait_result_value(r));
  return result;
}

JS_BUILTIN(js_Atomics_notify) {
  JS_UNUSED_ARGS();
  JS_ARGS(arg, 3);
  uint64_t index;
  TypedArray *t = validate(a0, a1, FOR_NOTIFY, "Atomics.notify", &index);
  if (!t) return JS_EXCEPTION;
  double count = __builtin_inf();
  if (!value_is_undefined(arg[2]) && !to_integer(arg[2], &count)) return JS_EXCEPTION;
  if (!t->buffer->shared || !(count > 0)) return value_from_int(0);
  int64_t n = waiters_notify(address_of(t, index), count < 9e15 ? (uint64_t)count : ~0ull);
  return n < 0 ? JS_EXCEPTION : value_from_u64((uint64_t)n);
}
