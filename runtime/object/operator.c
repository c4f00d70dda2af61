/*
 * operator.c: the operators on values of any type (ES 13). Compiled code and runtime/fast deal with numbers; what
 * arrives here is the rest.
 */
#include "operator.h"

#include "../number/math.h"
#include "bigint.h"
#include "call.h"
#include "convert.h"
#include "error.h"
#include "ic.h"
#include "property.h"

/* ---- arithmetic ---- */

Value throw_mixed_bigint(void) {
  return throw_type_error("Cannot mix BigInt and other types, use explicit conversions");
}

/* Both operands as numerics, left first. 1: numbers, 2: bigints, 0: thrown. */
static int numeric_operands(Value *a, Value *b) {
  if (value_is_bigint(*a) && value_is_bigint(*b)) return 2;
  *a = to_numeric(*a);
  if (value_is_exception(*a)) return 0;
  *b = to_numeric(*b);
  if (value_is_exception(*b)) return 0;
  if (value_is_number(*a) && value_is_number(*b)) return 1;
  if (value_is_bigint(*a) && value_is_bigint(*b)) return 2;
  throw_mixed_bigint();
  return 0;
}

Value op_add(Value a, Value b) {
  if (value_is_number(a) && value_is_number(b)) return value_from_double(value_number(a) + value_number(b));
  if (value_is_object(a)) {
    a = to_primitive(a, HINT_DEFAULT);
    if (value_is_exception(a)) return a;
  }
  if (value_is_object(b)) {
    b = to_primitive(b, HINT_DEFAULT);
    if (value_is_exception(b)) return b;
  }
  if (value_is_string(a) || value_is_string(b)) {
    a = to_string(a);
    if (value_is_exception(a)) return a;
    b = to_string(b);
    if (value_is_exception(b)) return b;
    return string_concat(value_string(a), value_string(b));
  }
  switch (numeric_operands(&a, &b)) {
    case 1: return value_from_double(value_number(a) + value_number(b));
    case 2: return bigint_binary(BIGINT_ADD, a, b);
    default: return JS_EXCEPTION;
  }
}

#define ARITHMETIC(name, big, expression)                \
  Value name(Value a, Value b) {                         \
    switch (numeric_operands(&a, &b)) {                  \
      case 1: {                                          \
        double x = value_number(a), y = value_number(b); \
        return value_from_double(expression);            \
      }                                                  \
      case 2: return bigint_binary(big, a, b);           \
      default: return JS_EXCEPTION;                      \
    }                                                    \
  }
ARITHMETIC(op_sub, BIGINT_SUB, x - y)
ARITHMETIC(op_mul, BIGINT_MUL, x *y)
ARITHMETIC(op_div, BIGINT_DIV, x / y)
ARITHMETIC(op_mod, BIGINT_MOD, math_fmod(x, y))
ARITHMETIC(op_pow, BIGINT_POW, math_pow(x, y))

#define BITWISE(name, big, expression)                                                  \
  Value name(Value a, Value b) {                                                        \
    switch (numeric_operands(&a, &b)) {                                                 \
      case 1: {                                                                         \
        int32_t x = math_to_int32(value_number(a)), y = math_to_int32(value_number(b)); \
        return value_from_int(expression);                                              \
      }                                                                                 \
      case 2: return bigint_binary(big, a, b);                                          \
      default: return JS_EXCEPTION;                                                     \
    }                                                                                   \
  }
BITWISE(op_bit_and, BIGINT_AND, x &y)
BITWISE(op_bit_or, BIGINT_OR, x | y)
BITWISE(op_bit_xor, BIGINT_XOR, x ^ y)
BITWISE(op_shl, BIGINT_SHL, (int32_t)((uint32_t)x << (y & 31)))
BITWISE(op_sar, BIGINT_SAR, x >> (y & 31))

Value op_shr(Value a, Value b) {
  switch (numeric_operands(&a, &b)) {
    case 1: return value_from_u32(math_to_uint32(value_number(a)) >> (math_to_uint32(value_number(b)) & 31));
    case 2: return throw_type_error("BigInts have no unsigned right shift, use >> instead");
    default: return JS_EXCEPTION;
  }
}

Value op_neg(Value a) {
  a = to_numeric(a);
  if (value_is_exception(a)) return a;
  return value_is_bigint(a) ? bigint_neg(a) : value_from_double(-value_number(a));
}

Value op_bit_not(Value a) {
  a = to_numeric(a);
  if (value_is_exception(a)) return a;
  return value_is_bigint(a) ? bigint_not(a) : value_from_int(~math_to_int32(value_number(a)));
}

Value op_inc(Value a) {
  a = to_numeric(a);
  if (value_is_exception(a)) return a;
  return value_is_bigint(a) ? bigint_binary(BIGINT_ADD, a, bigint_from_u64(1)) : value_from_double(value_number(a) + 1);
}

Value op_dec(Value a) {
  a = to_numeric(a);
  if (value_is_exception(a)) return a;
  return value_is_bigint(a) ? bigint_binary(BIGINT_SUB, a, bigint_from_u64(1)) : value_from_double(value_number(a) - 1);
}

Value op_refuse_bigint(Value v) {
  if (!value_is_bigint(v)) return v;
  return throw_type_error("This program was compiled without BigInt, since it nowhere names what makes one");
}

/* ---- equality ---- */

bool op_strict_equals(Value a, Value b) {
  if (value_is_number(a) && value_is_number(b)) return value_number(a) == value_number(b);
  if (value_same(a, b)) return true;
  if (!value_is_cell(a) || !value_is_cell(b)) return false;
  if (value_is_string(a) && value_is_string(b)) return string_equal(value_string(a), value_string(b));
  if (value_is_bigint(a) && value_is_bigint(b)) return bigint_compare(a, b) == 0;
  return false;
}

bool op_same_value_zero(Value a, Value b) {
  if (value_is_number(a) && value_is_number(b)) {
    double x = value_number(a), y = value_number(b);
    return x == y || (x != x && y != y);
  }
  return op_strict_equals(a, b);
}

bool op_same_value(Value a, Value b) {
  if (value_is_number(a) && value_is_number(b)) {
    double x = value_number(a), y = value_number(b);
    if (x == 0 && y == 0) return __builtin_signbit(x) == __builtin_signbit(y);
    return x == y || (x != x && y != y);
  }
  return op_strict_equals(a, b);
}

static bool is_htmldda(Value v) {
  return value_is_object(v) && value_cell(v)->kind != CELL_FUNCTION && value_cell(v)->flags & OBJ_HTMLDDA;
}

int op_equals(Value a, Value b) {
  for (;;) {
    if (value_is_number(a) && value_is_number(b)) return value_number(a) == value_number(b);
    if (value_is_nullish(a)) return value_is_nullish(b) || is_htmldda(b);
    if (value_is_nullish(b)) return is_htmldda(a);
    if (value_is_object(a) && value_is_object(b)) return value_same(a, b);
    if (value_is_bool(a) && value_is_bool(b)) return value_same(a, b);
    if (value_is_cell(a) && value_is_cell(b) && value_cell(a)->kind == value_cell(b)->kind)
      return op_strict_equals(a, b);
    if (value_is_bool(a)) {
      a = value_from_int(a.bits == VALUE_TRUE_BITS);
      continue;
    }
    if (value_is_bool(b)) {
      b = value_from_int(b.bits == VALUE_TRUE_BITS);
      continue;
    }
    if (value_is_object(a)) {
      a = to_primitive(a, HINT_DEFAULT);
      if (value_is_exception(a)) return -1;
      continue;
    }
    if (value_is_object(b)) {
      b = to_primitive(b, HINT_DEFAULT);
      if (value_is_exception(b)) return -1;
      continue;
    }
    if (value_is_symbol(a) || value_is_symbol(b)) return value_same(a, b);
    if (value_is_bigint(a) || value_is_bigint(b)) {
      Value big = value_is_bigint(a) ? a : b, other = value_is_bigint(a) ? b : a;
      if (value_is_number(other)) return bigint_compare_double(big, value_number(other)) == 0;
      Value n = string_to_bigint(value_string(other));
      if (value_is_exception(n)) return -1;
      return !value_is_undefined(n) && bigint_compare(big, n) == 0;
    }
    if (value_is_string(a)) a = value_from_double(string_to_number(value_string(a)));
    else b = value_from_double(string_to_number(value_string(b)));
  }
}

/* ---- order ---- */

enum { ORDER_LESS = -1, ORDER_EQUAL = 0, ORDER_GREATER = 1, ORDER_NONE = 2, ORDER_THROWN = 3 };

/* Compares after ToPrimitive, a first (ES 7.2.12). */
static int order(Value a, Value b) {
  if (value_is_object(a)) {
    a = to_primitive(a, HINT_NUMBER);
    if (value_is_exception(a)) return ORDER_THROWN;
  }
  if (value_is_object(b)) {
    b = to_primitive(b, HINT_NUMBER);
    if (value_is_exception(b)) return ORDER_THROWN;
  }
  if (value_is_string(a) && value_is_string(b)) {
    int c = string_compare(value_string(a), value_string(b));
    return c < 0 ? ORDER_LESS : c > 0;
  }
  if (value_is_bigint(a) && value_is_string(b)) {
    b = string_to_bigint(value_string(b));
    if (value_is_exception(b)) return ORDER_THROWN;
    return value_is_undefined(b) ? ORDER_NONE : bigint_compare(a, b);
  }
  if (value_is_string(a) && value_is_bigint(b)) {
    a = string_to_bigint(value_string(a));
    if (value_is_exception(a)) return ORDER_THROWN;
    return value_is_undefined(a) ? ORDER_NONE : bigint_compare(a, b);
  }
  a = to_numeric(a);
  if (value_is_exception(a)) return ORDER_THROWN;
  b = to_numeric(b);
  if (value_is_exception(b)) return ORDER_THROWN;
  if (value_is_bigint(a)) return value_is_bigint(b) ? bigint_compare(a, b) : bigint_compare_double(a, value_number(b));
  if (value_is_bigint(b)) {
    int c = bigint_compare_double(b, value_number(a));
    return c == ORDER_NONE ? ORDER_NONE : -c;
  }
  double x = value_number(a), y = value_number(b);
  return x < y ? ORDER_LESS : x > y ? ORDER_GREATER : x == y ? ORDER_EQUAL : ORDER_NONE;
}

int op_less(Value a, Value b) {
  int c = order(a, b);
  return c == ORDER_THROWN ? -1 : c == ORDER_LESS;
}
int op_less_equal(Value a, Value b) {
  int c = order(a, b);
  return c == ORDER_THROWN ? -1 : c == ORDER_LESS || c == ORDER_EQUAL;
}
int op_greater(Value a, Value b) {
  int c = order(a, b);
  return c == ORDER_THROWN ? -1 : c == ORDER_GREATER;
}
int op_greater_equal(Value a, Value b) {
  int c = order(a, b);
  return c == ORDER_THROWN ? -1 : c == ORDER_GREATER || c == ORDER_EQUAL;
}

/* ---- the rest ---- */

String *op_typeof(Value v) {
  if (value_is_number(v)) return ATOM(number);
  if (value_is_bool(v)) return ATOM(boolean);
  if (value_is_undefined(v)) return ATOM(undefined);
  if (value_is_null(v)) return ATOM(object);
  switch (value_cell(v)->kind) {
    case CELL_STRING: return ATOM(string);
    case CELL_SYMBOL: return ATOM(symbol);
    case CELL_BIGINT: return ATOM(bigint);
    default:
      if (is_htmldda(v)) return ATOM(undefined);
      return value_is_callable(v) ? ATOM(function) : ATOM(object);
  }
}

int ordinary_has_instance(Value c, Value v) {
  if (!value_is_callable(c)) return 0;
  if (value_is_kind(c, CELL_BOUND_FUNCTION)) return op_instanceof(v, ((BoundFunction *)value_ptr(c))->target);
  if (!value_is_object(v)) return 0;
  Value proto = mega_get(value_object(c), KEY(prototype), c);
  if (value_is_exception(proto)) return -1;
  if (!value_is_object(proto)) {
    throw_type_error("Function has non-object prototype '%V' in instanceof check", proto);
    return -1;
  }
  for (;;) {
    Object *o = value_object(v);
    v = kind_is_proxy((CellKind)o->cell.kind) ? object_get_prototype(o) : object_proto(o);
    if (value_same(v, proto)) return 1;
    if (value_is_null(v)) return 0;
    if (value_is_exception(v)) return -1;
  }
}

int op_instanceof(Value v, Value target) {
  if (!value_is_object(target)) {
    throw_type_error("Right-hand side of 'instanceof' is not an object");
    return -1;
  }
  Value f = mega_get(value_object(target), KEY_SYM(hasInstance), target);
  if (value_is_exception(f)) return -1;
  if (!value_is_nullish(f)) {
    if (value_same(f, RT->realm->intrinsics[INTR_FunctionProto_hasInstance])) return ordinary_has_instance(target, v);
    Value r = js_call1(f, target, v);
    return value_is_exception(r) ? -1 : to_boolean(r);
  }
  if (!value_is_callable(target)) {
    throw_type_error("Right-hand side of 'instanceof' is not callable");
    return -1;
  }
  return ordinary_has_instance(target, v);
}

int op_in(Value key, Value obj) {
  if (!value_is_object(obj)) {
    throw_type_error("Cannot use 'in' operator to search for '%V' in %V", key, obj);
    return -1;
  }
  PropKey k;
  if (!to_property_key(key, &k)) return -1;
  return object_has(value_object(obj), k);
}

int op_delete(Value obj, PropKey key, bool strict) {
  if (value_is_nullish(obj)) {
    throw_type_error("Cannot convert undefined or null to object");
    return -1;
  }
  Value o = to_object(obj);
  if (value_is_exception(o)) return -1;
  int r = object_delete(value_object(o), key);
  if (r == 0 && strict) {
    if (kind_is_proxy((CellKind)value_cell(o)->kind))
      throw_type_error("'deleteProperty' on proxy: trap returned falsish for property '%K'", key);
    else throw_type_error("Cannot delete property '%K' of %V", key, o);
    return -1;
  }
  return r;
}
