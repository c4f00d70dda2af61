/*
 * value.h: tests, boxing and unboxing of Values. The only place that knows the encoding of pointers: in kernel flavours
 * (JSC_KERNEL_POINTERS) addresses begin with 0xFFFF, which is stripped and restored here.
 */
#ifndef JSC_VALUE_H
#define JSC_VALUE_H

#include "../abi.h"

#ifdef JSC_KERNEL_POINTERS
#define VALUE_PTR_HIGH KERNEL_PTR_HIGH
#else
#define VALUE_PTR_HIGH 0ull
#endif

static inline Value value_from_ptr(const void *p) { return (Value){(uint64_t)(uintptr_t)p & ~VALUE_PTR_HIGH}; }
static inline void *value_ptr(Value v) { return (void *)(uintptr_t)(v.bits | VALUE_PTR_HIGH); }

static inline bool value_same(Value a, Value b) { return a.bits == b.bits; } /* identity of encodings, not === */
static inline bool value_is_cell(Value v) { return !(v.bits & VALUE_NOT_CELL_MASK); }
static inline bool value_is_int(Value v) { return (v.bits & VALUE_INT_TAG) == VALUE_INT_TAG; }
static inline bool value_is_number(Value v) { return (v.bits & VALUE_INT_TAG) != 0; }
static inline bool value_is_double(Value v) { return value_is_number(v) && !value_is_int(v); }
static inline bool value_is_bool(Value v) { return (v.bits & ~1ull) == VALUE_FALSE_BITS; }
static inline bool value_is_undefined(Value v) { return v.bits == VALUE_UNDEFINED_BITS; }
static inline bool value_is_null(Value v) { return v.bits == VALUE_NULL_BITS; }
static inline bool value_is_nullish(Value v) { return (v.bits & ~8ull) == VALUE_NULL_BITS; }
static inline bool value_is_empty(Value v) { return v.bits == VALUE_EMPTY_BITS; }
static inline bool value_is_exception(Value v) { return v.bits == VALUE_EXCEPTION_BITS; }

static inline Cell *value_cell(Value v) { return (Cell *)value_ptr(v); }
static inline bool value_is_kind(Value v, CellKind k) { return value_is_cell(v) && value_cell(v)->kind == k; }
static inline bool value_is_string(Value v) { return value_is_kind(v, CELL_STRING); }
static inline bool value_is_symbol(Value v) { return value_is_kind(v, CELL_SYMBOL); }
static inline bool value_is_bigint(Value v) { return value_is_kind(v, CELL_BIGINT); }
static inline bool value_is_object(Value v) { return value_is_cell(v) && value_cell(v)->kind >= CELL_OBJECT; }
static inline bool value_is_callable(Value v) { return value_is_cell(v) && value_cell(v)->kind >= CELL_FUNCTION; }
static inline bool value_is_array_kind(Value v) {
  return value_is_kind(v, CELL_ARRAY);
} /* IsArray also sees through proxies */

static inline int32_t value_int(Value v) { return (int32_t)v.bits; }
static inline double value_double(Value v) {
  union {
    uint64_t u;
    double d;
  } x = {v.bits - VALUE_DOUBLE_OFFSET};
  return x.d;
}
static inline double value_number(Value v) { return value_is_int(v) ? value_int(v) : value_double(v); }
static inline String *value_string(Value v) { return (String *)value_ptr(v); }
static inline Symbol *value_symbol(Value v) { return (Symbol *)value_ptr(v); }
static inline Object *value_object(Value v) { return (Object *)value_ptr(v); }

static inline Value value_from_int(int32_t i) { return (Value){VALUE_INT_TAG | (uint32_t)i}; }
static inline Value value_from_bool(bool b) { return (Value){VALUE_FALSE_BITS | b}; }
/* Boxes as a double, whatever the number is; NaN is made canonical. */
static inline Value value_from_double_raw(double d) {
  union {
    double d;
    uint64_t u;
  } x = {d};
  if (d != d) x.u = 0x7FF8000000000000ull;
  return (Value){x.u + VALUE_DOUBLE_OFFSET};
}
/* Boxes a double that comes from arithmetic, in two instructions: no NaN but those that machine arithmetic makes. */
static inline Value value_from_double_arithmetic(double d) {
  union {
    double d;
    uint64_t u;
  } x = {d};
  uint64_t bits = x.u + VALUE_DOUBLE_OFFSET;
  if (bits < VALUE_DOUBLE_OFFSET) __builtin_unreachable();
  return (Value){bits};
}
/* Boxes a number, as an int32 when it is one (and not -0). */
static inline Value value_from_double(double d) {
#ifdef __SSE2__ /* one conversion and back: out of range it gives INT32_MIN, and -0 and NaN do not come back as they were */
  union {
    double d;
    uint64_t u;
  } x = {d}, y;
  int32_t i = __builtin_ia32_cvttsd2si((__attribute__((vector_size(16))) double){d, 0});
  y.d = (double)i;
  if (x.u == y.u) return value_from_int(i);
#else
  if (d >= -2147483648.0 && d <= 2147483647.0) {
    int32_t i = (int32_t)d;
    if ((double)i == d && (i != 0 || !__builtin_signbit(d))) return value_from_int(i);
  }
#endif
  return value_from_double_raw(d);
}
/* The one encoding that a number is compared and hashed by; other values as they are. 0 and -0 remain two. */
static inline Value value_canonical(Value v) { return value_is_double(v) ? value_from_double(value_double(v)) : v; }
static inline Value value_from_u32(uint32_t u) {
  return u <= 0x7FFFFFFFu ? value_from_int((int32_t)u) : value_from_double_raw(u);
}
static inline Value value_from_u64(uint64_t u) {
  return u <= 0x7FFFFFFFu ? value_from_int((int32_t)u) : value_from_double_raw((double)u);
}

/* Property keys. */
#define PROP_INDEX_MAX 0xFFFFFFFEu
static inline PropKey key_from_index(uint32_t i) { return (PropKey){VALUE_INT_TAG | i}; }
static inline PropKey key_from_atom(const String *s) { return (PropKey){value_from_ptr(s).bits}; }
static inline PropKey key_from_symbol(const Symbol *s) { return (PropKey){value_from_ptr(s).bits}; }
static inline bool key_is_index(PropKey k) { return (k.bits & VALUE_INT_TAG) == VALUE_INT_TAG; }
static inline uint32_t key_index(PropKey k) { return (uint32_t)k.bits; }
static inline bool key_is_symbol(PropKey k) {
  return !key_is_index(k) && value_cell((Value){k.bits})->kind == CELL_SYMBOL;
}
static inline bool key_is_string(PropKey k) {
  return key_is_index(k) || value_cell((Value){k.bits})->kind == CELL_STRING;
}
static inline bool key_same(PropKey a, PropKey b) { return a.bits == b.bits; }

#endif
