/*
 * fast.c: the common cases of generic operations, inlined into compiled code (compiled to bitcode, and as an object for
 * callers that did not inline). Each function tests the case it knows in a few instructions and leaves the rest to an
 * out-of-line form. Signatures: compiler/ir/ops.def.
 */
#include "../heap/heap_fast.h"
#include "../number/math.h"
#include "../object/convert.h"
#include "../object/global.h"
#include "../object/ic.h"
#include "../object/iterate.h"
#include "../object/operator.h"
#include "../string/string.h"
#include "slow.h"

#define LIKELY(x) __builtin_expect(!!(x), 1)
/* The first of two usual cases: the second is no cold code, which LLVM would spill registers for. */
#define OFTEN(x) __builtin_expect_with_probability(!!(x), 1, 0.6)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
/* A fast path whose calls keep all registers of the caller's that the hit does not need: where it is not inlined, it costs
 * the caller no spills, and LLVM less time. Callers in C and codegen-ass may take it for an ordinary function. */
#define SHARED __attribute__((preserve_most))
/* What a SHARED function leaves the rest to, in a tail call, so that a hit saves no registers. Extern, as definitions in
 * compiled programs call those in the runtime. Where the SHARED function is inlined, the rest is as often what happens: no
 * registers are saved for nothing then. */
#define MISS __attribute__((preserve_most, noinline))
#define LEAVE_TO __attribute__((musttail)) return
#ifdef JSC_BITCODE
#define OTHERWISE(miss, call) return call
#else
#define OTHERWISE(miss, call) LEAVE_TO miss
#endif

static inline bool both_int(Value a, Value b) { return (a.bits & b.bits) >= VALUE_INT_TAG; }
static inline bool both_number(Value a, Value b) { return value_is_number(a) && value_is_number(b); }
static inline bool is_double(Value v) { return v.bits - VALUE_DOUBLE_OFFSET < VALUE_INT_TAG - VALUE_DOUBLE_OFFSET; }
static inline bool both_double(Value a, Value b) { return is_double(a) && is_double(b); }
/* value_number as a branch: doubles are the rule behind a test for two integers. */
static inline double number(Value v) {
  if (UNLIKELY(value_is_int(v))) return value_int(v);
  return value_double(v);
}

/* ---- operators ---- */

MISS int32_t miss_truthy(Value v);
MISS int32_t miss_truthy(Value v) { return to_boolean(v); }
SHARED int32_t jsc_truthy(Value v) {
  if (LIKELY(value_is_bool(v))) return (int32_t)(v.bits & 1);
  if (value_is_int(v)) return value_int(v) != 0;
  if (!value_is_cell(v) && !value_is_number(v)) return 0;
  OTHERWISE(miss_truthy(v), to_boolean(v));
}

/* What the slow form of an operator gives, where compiled code may rely on its being no BigInt. */
static inline Value result(Value v, int64_t only_numbers) { return only_numbers ? op_refuse_bigint(v) : v; }

#define MISS_BINARY(name, slow)                            \
  MISS Value name(Value a, Value b, int64_t only_numbers); \
  MISS Value name(Value a, Value b, int64_t only_numbers) { return result(slow(a, b), only_numbers); }
#define MISS_UNARY(name, slow)                    \
  MISS Value name(Value a, int64_t only_numbers); \
  MISS Value name(Value a, int64_t only_numbers) { return result(slow(a), only_numbers); }

MISS_BINARY(miss_add, op_add)
SHARED Value jsc_add(Value a, Value b, int64_t only_numbers) {
  if (OFTEN(both_int(a, b))) {
    int32_t r;
    if (LIKELY(!__builtin_add_overflow(value_int(a), value_int(b), &r))) return value_from_int(r);
  }
  if (LIKELY(both_double(a, b))) return value_from_double_arithmetic(value_double(a) + value_double(b));
  if (both_number(a, b)) return value_from_double_arithmetic(number(a) + number(b));
  OTHERWISE(miss_add(a, b, only_numbers), result(op_add(a, b), only_numbers));
}

MISS_BINARY(miss_sub, op_sub)
SHARED Value jsc_sub(Value a, Value b, int64_t only_numbers) {
  if (OFTEN(both_int(a, b))) {
    int32_t r;
    if (LIKELY(!__builtin_sub_overflow(value_int(a), value_int(b), &r))) return value_from_int(r);
  }
  if (LIKELY(both_double(a, b))) return value_from_double_arithmetic(value_double(a) - value_double(b));
  if (both_number(a, b)) return value_from_double_arithmetic(number(a) - number(b));
  OTHERWISE(miss_sub(a, b, only_numbers), result(op_sub(a, b), only_numbers));
}

MISS_BINARY(miss_mul, op_mul)
SHARED Value jsc_mul(Value a, Value b, int64_t only_numbers) {
  if (OFTEN(both_int(a, b))) {
    int32_t r;
    if (LIKELY(!__builtin_mul_overflow(value_int(a), value_int(b), &r) && r != 0)) return value_from_int(r);
  }
  if (LIKELY(both_double(a, b))) return value_from_double_arithmetic(value_double(a) * value_double(b));
  if (both_number(a, b)) return value_from_double_arithmetic(number(a) * number(b));
  OTHERWISE(miss_mul(a, b, only_numbers), result(op_mul(a, b), only_numbers));
}

MISS_BINARY(miss_div, op_div)
SHARED Value jsc_div(Value a, Value b, int64_t only_numbers) {
  if (LIKELY(both_number(a, b))) return value_from_double(number(a) / number(b));
  OTHERWISE(miss_div(a, b, only_numbers), result(op_div(a, b), only_numbers));
}

MISS_BINARY(miss_mod, op_mod)
SHARED Value jsc_mod(Value a, Value b, int64_t only_numbers) {
  if (LIKELY(both_int(a, b)) && value_int(a) >= 0 && value_int(b) > 0)
    return value_from_int(value_int(a) % value_int(b));
  OTHERWISE(miss_mod(a, b, only_numbers), result(op_mod(a, b), only_numbers));
}

/* Positive integers divide as such. */
double jsc_mod_f64(double a, double b) {
  if (a > 0 && a < 9007199254740992.0 && b > 0 && b < 9007199254740992.0) {
    uint64_t x = (uint64_t)(int64_t)a, y = (uint64_t)(int64_t)b;
    if ((double)x == a && (double)y == b) return (double)((x | y) >> 32 ? x % y : (uint32_t)x % (uint32_t)y);
  }
  return math_fmod(a, b);
}
double jsc_pow_f64(double a, double b) { return math_pow(a, b); }
SHARED Value jsc_exp(Value a, Value b, int64_t only_numbers) { return result(op_pow(a, b), only_numbers); }

#define BIT_OP(name, miss, slow, expression)                               \
  MISS_BINARY(miss, slow)                                                  \
  SHARED Value name(Value a, Value b, int64_t only_numbers) {              \
    if (LIKELY(both_int(a, b))) {                                          \
      int32_t x = value_int(a), y = value_int(b);                          \
      return value_from_int(expression);                                   \
    }                                                                      \
    OTHERWISE(miss(a, b, only_numbers), result(slow(a, b), only_numbers)); \
  }
BIT_OP(jsc_bit_and, miss_bit_and, op_bit_and, x &y)
BIT_OP(jsc_bit_or, miss_bit_or, op_bit_or, x | y)
BIT_OP(jsc_bit_xor, miss_bit_xor, op_bit_xor, x ^ y)
BIT_OP(jsc_shl, miss_shl, op_shl, (int32_t)((uint32_t)x << (y & 31)))
BIT_OP(jsc_sar, miss_sar, op_sar, x >> (y & 31))

MISS_BINARY(miss_shr, op_shr)
SHARED Value jsc_shr(Value a, Value b, int64_t only_numbers) {
  if (LIKELY(both_int(a, b))) return value_from_u32((uint32_t)value_int(a) >> (value_int(b) & 31));
  OTHERWISE(miss_shr(a, b, only_numbers), result(op_shr(a, b), only_numbers));
}

MISS_UNARY(miss_neg, op_neg)
SHARED Value jsc_neg(Value a, int64_t only_numbers) {
  if (LIKELY(value_is_int(a)) && value_int(a) != 0 && value_int(a) != INT32_MIN) return value_from_int(-value_int(a));
  OTHERWISE(miss_neg(a, only_numbers), result(op_neg(a), only_numbers));
}

MISS_UNARY(miss_bit_not, op_bit_not)
SHARED Value jsc_bit_not(Value a, int64_t only_numbers) {
  if (LIKELY(value_is_int(a))) return value_from_int(~value_int(a));
  OTHERWISE(miss_bit_not(a, only_numbers), result(op_bit_not(a), only_numbers));
}

MISS_UNARY(miss_inc, op_inc)
SHARED Value jsc_inc(Value a, int64_t only_numbers) {
  if (LIKELY(value_is_int(a)) && value_int(a) != INT32_MAX) return value_from_int(value_int(a) + 1);
  OTHERWISE(miss_inc(a, only_numbers), result(op_inc(a), only_numbers));
}

MISS_UNARY(miss_dec, op_dec)
SHARED Value jsc_dec(Value a, int64_t only_numbers) {
  if (LIKELY(value_is_int(a)) && value_int(a) != INT32_MIN) return value_from_int(value_int(a) - 1);
  OTHERWISE(miss_dec(a, only_numbers), result(op_dec(a), only_numbers));
}

#define COMPARE(name, miss, slow, operator)                                \
  MISS int32_t miss(Value a, Value b);                                     \
  MISS int32_t miss(Value a, Value b) { return slow(a, b); }               \
  SHARED int32_t name(Value a, Value b) {                                  \
    if (LIKELY(both_int(a, b))) return value_int(a) operator value_int(b); \
    if (LIKELY(both_number(a, b))) return number(a) operator number(b);    \
    OTHERWISE(miss(a, b), slow(a, b));                                     \
  }
COMPARE(jsc_lt, miss_lt, op_less, <)
COMPARE(jsc_le, miss_le, op_less_equal, <=)
COMPARE(jsc_gt, miss_gt, op_greater, >)
COMPARE(jsc_ge, miss_ge, op_greater_equal, >=)

MISS int32_t miss_eq(Value a, Value b);
MISS int32_t miss_eq(Value a, Value b) { return op_equals(a, b); }
SHARED int32_t jsc_eq(Value a, Value b) {
  if (LIKELY(both_int(a, b))) return a.bits == b.bits;
  OTHERWISE(miss_eq(a, b), op_equals(a, b));
}

/* v === text, an atom: another atom is another text. */
MISS int32_t miss_seq_text(Value v, Value text);
MISS int32_t miss_seq_text(Value v, Value text) { return string_equal(value_string(v), value_string(text)); }
SHARED int32_t jsc_seq_text(Value v, Value text) {
  if (v.bits == text.bits) return 1;
  if (!value_is_cell(v) || value_cell(v)->kind != CELL_STRING || value_cell(v)->flags & STR_ATOM) return 0;
  OTHERWISE(miss_seq_text(v, text), string_equal(value_string(v), value_string(text)));
}

MISS int32_t miss_seq(Value a, Value b);
MISS int32_t miss_seq(Value a, Value b) { return op_strict_equals(a, b); }
SHARED int32_t jsc_seq(Value a, Value b) {
  if (a.bits == b.bits) return !value_is_double(a) || value_double(a) == value_double(a);
  if (both_int(a, b) || (!value_is_cell(a) && !value_is_number(a)) || (!value_is_cell(b) && !value_is_number(b)))
    return 0;
  OTHERWISE(miss_seq(a, b), op_strict_equals(a, b));
}

Value jsc_typeof(Value v) { return value_from_ptr(op_typeof(v)); }

/* ---- conversions ---- */

SHARED Value jsc_to_number(Value v) {
  if (LIKELY(value_is_number(v))) return v;
  return to_number(v);
}
SHARED Value jsc_to_numeric(Value v, int64_t only_numbers) {
  if (LIKELY(value_is_number(v))) return v;
  return result(to_numeric(v), only_numbers);
}
SHARED Value jsc_to_string(Value v) {
  if (LIKELY(value_is_string(v))) return v;
  return to_string(v);
}
SHARED Value jsc_to_object(Value v) {
  if (LIKELY(value_is_object(v))) return v;
  return to_object(v);
}
int32_t jsc_to_int32(Value v) {
  if (LIKELY(value_is_int(v))) return value_int(v);
  int32_t r = 0;
  to_int32(v, &r);
  return r;
}

/* ---- properties ---- */

/* What properties and elements hold is never EXCEPTION: the caller's test of it goes with the path that found v. */
static inline Value stored(Value v) {
  if (value_is_exception(v)) __builtin_unreachable();
  return v;
}

/* The cell of an object, or one that no inline cache knows. LLVM merges this test for all accesses to one value. */
static const Cell no_object = {.shape = SHAPE_ID_NEVER};
static inline __attribute__((always_inline)) Cell *cell_or_none(Value v) {
  return value_is_cell(v) ? value_cell(v) : (Cell *)(uintptr_t)&no_object;
}

MISS Value miss_get_prop(Value obj, String *key, PropIC *ic);
MISS Value miss_get_prop(Value obj, String *key, PropIC *ic) { return stub_get_prop(obj, key, ic); }
MISS Value miss_find_method(Value obj, String *key, PropIC *ic);
MISS Value miss_find_method(Value obj, String *key, PropIC *ic) { return stub_find_method(obj, key, ic); }

/* The other shapes that a settled site knows (ic.c). */
MISS Value poly_get_prop(Value obj, String *key, PropIC *ic);
MISS Value poly_get_prop(Value obj, String *key, PropIC *ic) {
  Cell *c = cell_or_none(obj);
  if (LIKELY(ic->new_shape == IC_POLY_SETTLED)) {
    int k = ic_poly_find(ic, c->shape);
    if (LIKELY(k < 4)) return stored(*ic_slot((Object *)c, ic->to.location[k]));
  }
  LEAVE_TO miss_get_prop(obj, key, ic);
}

/* The slot of a prototype that a site knows, NULL for what is not known. */
static inline __attribute__((always_inline)) Value *poly_method(const Cell *c, const PropIC *ic) {
  if (ic->new_shape != (IC_POLY_METHODS | IC_POLY_SETTLED) || ic->epoch != RT->proto_epoch) return NULL;
  int k = ic_poly_find(ic, c->shape);
  return k < 4 ? ic->to.slot[k] : NULL;
}

MISS Value poly_get_method(Value obj, String *key, PropIC *ic);
MISS Value poly_get_method(Value obj, String *key, PropIC *ic) {
  Cell *c = cell_or_none(obj);
  if (c->shape == ic->shape) return stored(*(Value *)(void *)((uint8_t *)c + ic->offset));
  if (ic->new_shape & IC_POLY_METHODS) {
    const Value *slot = poly_method(c, ic);
    if (slot) return stored(*slot);
    LEAVE_TO miss_get_prop(obj, key, ic);
  }
  LEAVE_TO poly_get_prop(obj, key, ic); /* own, like what Math has */
}

MISS Value poly_find_method(Value obj, String *key, PropIC *ic);
MISS Value poly_find_method(Value obj, String *key, PropIC *ic) {
  const Value *slot = poly_method(cell_or_none(obj), ic);
  if (slot) return *slot;
  LEAVE_TO miss_find_method(obj, key, ic);
}

SHARED Value jsc_get_prop(Value obj, String *key, PropIC *ic) {
  Cell *c = cell_or_none(obj);
  if (LIKELY(c->shape == ic->shape)) return stored(*(Value *)(void *)((uint8_t *)c + ic->offset));
  LEAVE_TO poly_get_prop(obj, key, ic);
}

SHARED Value jsc_get_method(Value obj, String *key, PropIC *ic) {
  Cell *c = cell_or_none(obj);
  if (LIKELY(c->shape == ic->method_shape && ic->epoch == RT->proto_epoch)) return stored(*ic->method_slot);
  LEAVE_TO poly_get_method(obj, key, ic);
}

/* Out of line: the length of a typed array, and what remains. */
__attribute__((noinline)) Value fast_length(Value obj, String *key, PropIC *ic) {
  const TypedArray *t = value_ptr(obj);
  uint32_t kind = t->o.cell.kind;
  if (kind_is_typed_array((CellKind)kind) && RT->typed_length_epoch == RT->proto_epoch &&
      RT->typed_length_kinds >> (kind - CELL_INT8ARRAY) & 1 && t->o.cell.shape == RT->realm->shape_of_kind[kind])
    return value_from_u64(t->length);
  return stub_get_prop(obj, key, ic);
}

/* The unit at `index` of the string s, EMPTY when that needs a call: `method` is not the builtin, or out of range. */
SHARED Value jsc_char_code_at(Value method, Value s, Value index, Value builtin) {
  if (LIKELY(value_same(method, builtin) && value_is_string(s) && value_is_int(index))) {
    String *text = value_string(s);
    uint32_t i = (uint32_t)value_int(index);
    if (LIKELY(i < text->length)) {
      if (text->cell.flags & STR_SLICE) { /* also what a rope becomes */
        i += (uint32_t)text->u.slice.start;
        text = text->u.slice.base;
      }
      return value_from_int((int32_t)string_at(text, i));
    }
  }
  return JS_EMPTY;
}

SHARED Value jsc_find_method(Value obj, String *key, PropIC *ic) {
  Cell *c = cell_or_none(obj);
  if (LIKELY(c->shape == ic->method_shape && ic->epoch == RT->proto_epoch)) return *ic->method_slot;
  LEAVE_TO poly_find_method(obj, key, ic);
}

MISS Value miss_find_getter(Value obj, String *key, PropIC *ic);
MISS Value miss_find_getter(Value obj, String *key, PropIC *ic) { return stub_find_getter(obj, key, ic); }
SHARED Value jsc_find_getter(Value obj, String *key, PropIC *ic) {
  Cell *c = cell_or_none(obj);
  if (LIKELY(c->shape == ic->method_shape && ic->epoch == RT->proto_epoch))
    return ((const Accessor *)value_ptr(*ic->method_slot))->getter;
  if (c->shape == ic->shape) return JS_EMPTY;
  OTHERWISE(miss_find_getter(obj, key, ic), stub_find_getter(obj, key, ic));
}

SHARED Value jsc_find_own_method(Value obj, String *key, PropIC *ic) {
  Cell *c = value_cell(obj);
  if (LIKELY(c->shape == ic->shape)) return *(Value *)(void *)((uint8_t *)c + ic->offset);
  if (LIKELY(c->shape == ic->poly[0] && !(ic->new_shape & IC_POLY_METHODS)))
    return *ic_slot((Object *)c, ic->to.location[0]); /* overflow */
  OTHERWISE(miss_find_method(obj, key, ic), stub_find_method(obj, key, ic));
}

/* obj.length, a name of its own because arrays and strings have it outside their shapes. */
MISS Value miss_get_length(Value obj, String *key, PropIC *ic);
MISS Value miss_get_length(Value obj, String *key, PropIC *ic) { return fast_length(obj, key, ic); }
SHARED Value jsc_get_length(Value obj, String *key, PropIC *ic) {
  if (LIKELY(value_is_cell(obj))) {
    Cell *c = value_cell(obj);
    if (LIKELY(c->kind == CELL_ARRAY)) return value_from_u32(((Array *)c)->length);
    if (c->kind == CELL_STRING) return value_from_int((int32_t)((String *)c)->length);
    if (c->shape == ic->shape) return stored(*(Value *)(void *)((uint8_t *)c + ic->offset));
    OTHERWISE(miss_get_length(obj, key, ic), fast_length(obj, key, ic));
  }
  LEAVE_TO miss_get_prop(obj, key, ic);
}

/* Numbers and the like need no barrier: known to the compiler (SET_NO_CELL), or seen here. */
static inline void barrier_for(Value v, const void *at, int64_t flags) {
  if (!(flags & SET_NO_CELL) && value_is_cell(v)) heap_barrier_slot(at);
}

MISS int32_t miss_set_prop(Value obj, Value v, String *key, PropIC *ic, int64_t flags);
MISS int32_t miss_set_prop(Value obj, Value v, String *key, PropIC *ic, int64_t flags) {
  return stub_set_prop(obj, v, key, ic, flags & SET_STRICT);
}
SHARED int32_t jsc_set_prop(Value obj, Value v, String *key, PropIC *ic, int64_t flags) {
  Cell *c = cell_or_none(obj);
  if (LIKELY(c->shape == ic->shape)) {
    *(Value *)(void *)((uint8_t *)c + ic->offset) = v;
    barrier_for(v, c, flags);
    return 0;
  }
  if (LIKELY(c->shape == ic->method_shape && ic->epoch == RT->proto_epoch && !(c->flags & OBJ_IS_PROTO))) {
    *(Value *)(void *)((uint8_t *)c + ic->state) = v;
    c->shape = ic->new_shape;
    barrier_for(v, c, flags);
    return 0;
  }
  OTHERWISE(miss_set_prop(obj, v, key, ic, flags), stub_set_prop(obj, v, key, ic, flags & SET_STRICT));
}

SHARED int32_t jsc_define_prop(Value obj, Value v, String *key, PropIC *ic, int64_t attrs) {
  Cell *c = value_cell(obj);
  if (LIKELY(c->shape == ic->method_shape && !(c->flags & OBJ_IS_PROTO))) {
    *(Value *)(void *)((uint8_t *)c + ic->state) = v;
    c->shape = ic->new_shape;
    barrier_for(v, c, 0);
    return 0;
  }
  return stub_define_prop(obj, v, key, ic, attrs);
}

SHARED Value jsc_get_super(Value home, Value key, Value receiver, PropIC *ic) {
  Value proto = RT->shapes[value_cell(home)->shape]->proto;
  if (LIKELY(proto.bits == ic->to.stub[1] && key.bits == ic->to.stub[0] && ic->epoch == RT->proto_epoch))
    return stored(*ic->method_slot);
  return stub_get_super(home, key, receiver, ic);
}

/* ---- private names ---- */

static inline bool private_hit(const Cell *c, uint32_t shape, Value symbol, const PropIC *ic) {
  return c->shape == shape && value_ptr(symbol) == (void *)ic->method_slot;
}

SHARED Value jsc_private_get(Value obj, Value symbol, PropIC *ic) {
  Cell *c = cell_or_none(obj);
  if (LIKELY(private_hit(c, ic->shape, symbol, ic))) return stored(*(Value *)(void *)((uint8_t *)c + ic->offset));
  return stub_private_get(obj, symbol, ic);
}

SHARED int32_t jsc_private_set(Value obj, Value symbol, Value v, PropIC *ic) {
  Cell *c = cell_or_none(obj);
  if (LIKELY(private_hit(c, ic->shape, symbol, ic))) {
    *(Value *)(void *)((uint8_t *)c + ic->offset) = v;
    barrier_for(v, c, 0);
    return 0;
  }
  return stub_private_set(obj, symbol, v, ic);
}

SHARED int32_t jsc_private_add(Value obj, Value symbol, Value v, PropIC *ic) {
  Cell *c = value_cell(obj);
  if (LIKELY(private_hit(c, ic->method_shape, symbol, ic) && !(c->flags & OBJ_IS_PROTO))) {
    *(Value *)(void *)((uint8_t *)c + ic->state) = v;
    c->shape = ic->new_shape;
    barrier_for(v, c, 0);
    return 0;
  }
  return stub_private_add(obj, symbol, v, ic);
}

SHARED int32_t jsc_private_has(Value obj, Value symbol, PropIC *ic) {
  if (LIKELY(private_hit(cell_or_none(obj), ic->shape, symbol, ic))) return 1;
  return stub_private_has(obj, symbol, ic);
}

/* An own property whose name or symbol the megamorphic cache knows for the object's shape: since the shape has that very
 * key, no other cell can be at its address. */
static inline __attribute__((always_inline)) bool named_hit(Value obj, Value key, Value *out) {
  if (!value_is_cell(obj) || !value_is_cell(key) || !RT->megamorphic) return false;
  Object *o = value_object(obj);
  const MegaEntry *e = mega_entry(o->cell.shape, (PropKey){key.bits});
  if (e->key != key.bits || e->shape != o->cell.shape || (e->data & MEGA_KIND) != MEGA_OWN) return false;
  *out = *ic_slot(o, (uint32_t)(e->data >> 3));
  return true;
}

/* Out of line: numbers of typed arrays, and what remains. */
__attribute__((noinline)) Value fast_get_elem(Value obj, Value key) {
  Value named;
  if (named_hit(obj, key, &named)) return named;
  key = value_canonical(key);
  if (!value_is_object(obj) || !value_is_int(key)) return stub_get_elem(obj, key);
  const TypedArray *t = value_ptr(obj);
  uint32_t kind = t->o.cell.kind, i = (uint32_t)value_int(key);
  if ((kind == CELL_ARGUMENTS || kind == CELL_OBJECT) && i < t->o.elems->used) {
    Value v = t->o.elems->v[i];
    if (!value_is_empty(v)) return v;
  }
  if (!kind_is_typed_array((CellKind)kind) || i >= t->length || value_int(key) < 0) return stub_get_elem(obj, key);
  const void *p = t->data;
  switch (kind) {
    case CELL_INT8ARRAY: return value_from_int(((const int8_t *)p)[i]);
    case CELL_UINT8ARRAY:
    case CELL_UINT8CLAMPEDARRAY: return value_from_int(((const uint8_t *)p)[i]);
    case CELL_INT16ARRAY: return value_from_int(((const int16_t *)p)[i]);
    case CELL_UINT16ARRAY: return value_from_int(((const uint16_t *)p)[i]);
    case CELL_INT32ARRAY: return value_from_int(((const int32_t *)p)[i]);
    case CELL_UINT32ARRAY: return value_from_u32(((const uint32_t *)p)[i]);
    case CELL_FLOAT32ARRAY: return value_from_double_raw((double)((const float *)p)[i]);
    case CELL_FLOAT64ARRAY: return value_from_double_raw(((const double *)p)[i]);
    default: return stub_get_elem(obj, key);
  }
}

MISS Value miss_get_elem(Value obj, Value key, int64_t kinds);
MISS Value miss_get_elem(Value obj, Value key, int64_t __attribute__((unused)) kinds) {
  return fast_get_elem(obj, key);
}
SHARED Value jsc_get_elem(Value obj, Value key, int64_t kinds) {
  if (LIKELY(value_is_cell(obj) && value_is_int(key))) {
    Object *o = value_object(obj);
    uint32_t i = (uint32_t)value_int(key);
    if (LIKELY(o->cell.kind == CELL_ARRAY && i < o->elems->used)) {
      Value v = o->elems->v[i];
      if (LIKELY(!value_is_empty(v))) return stored(v);
    } else if (kinds) {
      const TypedArray *t = (const TypedArray *)o;
      const void *p = t->data;
      if (kinds & ELEM_F64 && o->cell.kind == CELL_FLOAT64ARRAY && i < t->length)
        return value_from_double_raw(((const double *)p)[i]);
      if (kinds & ELEM_I32 && o->cell.kind == CELL_INT32ARRAY && i < t->length)
        return value_from_int(((const int32_t *)p)[i]);
      if (kinds & ELEM_U8 && o->cell.kind == CELL_UINT8ARRAY && i < t->length)
        return value_from_int(((const uint8_t *)p)[i]);
    }
  }
  OTHERWISE(miss_get_elem(obj, key, kinds), fast_get_elem(obj, key));
}

/* Out of line: int32s into integer arrays, doubles into floating-point ones, and what remains. */
__attribute__((noinline)) int32_t fast_set_elem(Value obj, Value key, Value v, int64_t strict) {
  key = value_canonical(key);
  if (!value_is_object(obj) || !value_is_int(key)) return stub_set_elem(obj, key, v, strict);
  const TypedArray *t = value_ptr(obj);
  uint32_t kind = t->o.cell.kind, i = (uint32_t)value_int(key);
  if (!kind_is_typed_array((CellKind)kind) || i >= t->length || value_int(key) < 0 || !value_is_number(v))
    return stub_set_elem(obj, key, v, strict);
  void *p = t->data;
  int32_t n = value_int(v);
  bool is_int = value_is_int(v);
  switch (is_int || kind == CELL_FLOAT64ARRAY || kind == CELL_FLOAT32ARRAY ? kind : CELL_FREE) {
    case CELL_INT8ARRAY:
    case CELL_UINT8ARRAY: ((uint8_t *)p)[i] = (uint8_t)n; return 0;
    case CELL_INT16ARRAY:
    case CELL_UINT16ARRAY: ((uint16_t *)p)[i] = (uint16_t)n; return 0;
    case CELL_INT32ARRAY:
    case CELL_UINT32ARRAY: ((uint32_t *)p)[i] = (uint32_t)n; return 0;
    case CELL_FLOAT32ARRAY: ((float *)p)[i] = (float)value_number(v); return 0;
    case CELL_FLOAT64ARRAY: ((double *)p)[i] = value_number(v); return 0;
    default: return stub_set_elem(obj, key, v, strict);
  }
}

MISS int32_t miss_set_elem(Value obj, Value key, Value v, int64_t flags);
MISS int32_t miss_set_elem(Value obj, Value key, Value v, int64_t flags) {
  return fast_set_elem(obj, key, v, flags & SET_STRICT);
}
SHARED int32_t jsc_set_elem(Value obj, Value key, Value v, int64_t flags) {
  if (LIKELY(value_is_cell(obj) && value_is_int(key))) {
    Object *o = value_object(obj);
    uint32_t i = (uint32_t)value_int(key);
    if (LIKELY(o->cell.kind == CELL_ARRAY && i < o->elems->used && !value_is_empty(o->elems->v[i]))) {
      o->elems->v[i] = v;
      barrier_for(v, &o->elems->v[i], flags);
      return 0;
    }
    if (flags & SET_F64 && o->cell.kind == CELL_FLOAT64ARRAY && i < ((TypedArray *)o)->length && value_is_number(v)) {
      ((double *)(void *)((TypedArray *)o)->data)[i] = number(v);
      return 0;
    }
  }
  OTHERWISE(miss_set_elem(obj, key, v, flags), fast_set_elem(obj, key, v, flags & SET_STRICT));
}

/* ---- what loops have tested (opt/loops) ---- */

Value jsc_canonical(Value v) {
  if (LIKELY(value_is_int(v))) return v;
  return value_canonical(v);
}
int32_t jsc_has_shape(Value obj, const ShapeSite *site) { return cell_or_none(obj)->shape == site->shape; }
int32_t jsc_is_array(Value v) { return value_is_cell(v) && value_cell(v)->kind == CELL_ARRAY; }
Value jsc_array_elems(Value array) { return value_from_ptr(value_object(array)->elems); }
int32_t jsc_array_length(Value array) { return (int32_t)((Array *)value_ptr(array))->length; }
int32_t jsc_elems_used(Value elems) { return (int32_t)((Elements *)value_ptr(elems))->used; }
Value jsc_elem_get(Value elems, int32_t index) { return ((Elements *)value_ptr(elems))->v[(uint32_t)index]; }
void jsc_elem_set(Value elems, int32_t index, Value v, int64_t flags) {
  Elements *e = value_ptr(elems);
  e->v[(uint32_t)index] = v;
  barrier_for(v, &e->v[(uint32_t)index], flags);
}
void jsc_slot_store(Value obj, Value v, const ShapeSite *site, int64_t key, int64_t flags) {
  uint8_t *slot = (uint8_t *)value_ptr(obj) + site->offset[key];
  *(Value *)(void *)slot = v;
  barrier_for(v, slot, flags);
}

/* ---- variables of the global environment ---- */

SHARED Value jsc_get_global(String *key, PropIC *ic) {
  Object *g = value_object(RT->realm->global);
  if (LIKELY(g->cell.shape == ic->method_shape)) return stored(*ic->method_slot);
  return stub_get_global(key, ic, false);
}

SHARED Value jsc_get_global_typeof(String *key, PropIC *ic) {
  Object *g = value_object(RT->realm->global);
  if (LIKELY(g->cell.shape == ic->method_shape)) return stored(*ic->method_slot);
  return stub_get_global(key, ic, true);
}

SHARED int32_t jsc_set_global(Value v, String *key, PropIC *ic, int64_t mode) {
  Object *g = value_object(RT->realm->global);
  if (LIKELY(g->cell.shape == ic->method_shape)) {
    *ic->method_slot = v;
    heap_barrier_interior(ic->method_slot);
    return 0;
  }
  return stub_set_global(v, key, ic, mode);
}

Value jsc_global_this(void) { return RT->realm->global; }

Value jsc_this_sloppy(Value v) {
  if (LIKELY(value_is_object(v))) return v;
  return sloppy_this(v);
}

/* ---- making objects ---- */

static inline __attribute__((always_inline)) Object *alloc_object(uint32_t shape, CellKind kind, size_t size,
                                                                  uint32_t ninline, uint8_t flags) {
  Object *o = heap_alloc_inline(size, HEAP_HEADER(shape, kind, flags, ninline, size));
  o->elems = &elements_empty;
  return o;
}

SHARED Value jsc_new_object(int64_t slots) {
  uint32_t n = slots < 4 ? 4 : (uint32_t)slots;
  if (UNLIKELY(n >= REALM_PLAIN_SHAPES)) return object_new_sized(RT->realm->intrinsics[INTR_ObjectPrototype], n);
  size_t size = HEAP_ROUND(sizeof(Object) + n * sizeof(Value));
  Object *o = alloc_object(RT->realm->shape_plain[n], CELL_OBJECT, size, n, 0);
  return value_from_ptr(o);
}

/* An object of the site's shape whose slots are to be filled at once; NULL if there is none yet. */
SHARED Object *jsc_literal_room(LiteralSite *site, int64_t n) {
  size_t size = HEAP_ROUND(sizeof(Object) + (size_t)n * sizeof(Value));
  if (UNLIKELY(!site->shape || size > HEAP_FAST_MAX)) return NULL;
  return alloc_object(site->shape, CELL_OBJECT, size, (uint32_t)n, 0);
}

SHARED Value jsc_new_literal(LiteralSite *site, int64_t n, Value *values) {
  Object *o = jsc_literal_room(site, n);
  if (UNLIKELY(!o)) return stub_new_literal(site, n, values);
  Value *slots = (Value *)(void *)(o + 1);
  for (int64_t i = 0; i < n; i++) slots[i] = values[i];
  return value_from_ptr(o);
}

/* The same for a constructor's object with its first properties: see stub_new_fields. */
SHARED Object *jsc_fields_room(Value new_target, PropIC *ic) {
  Object *f = value_object(new_target);
  /* The root shape is weak: it may have died with an earlier prototype at this address. */
  if (UNLIKELY(f->cell.shape != ic->method_shape || f->slots->v[ic->offset].bits != ic->to.stub[1] ||
               ic->epoch != RT->proto_epoch || !RT->shapes[ic->new_shape]))
    return NULL;
  Object *o = heap_alloc_inline(ic->to.stub[3], ic->to.stub[2]);
  o->elems = &elements_empty;
  return o;
}

SHARED Value jsc_create_this(Value new_target, PropIC *ic, int64_t slots) {
  Object *f = value_object(new_target);
  /* The root shape is weak: it may have died with an earlier prototype at this address. */
  if (LIKELY(f->cell.shape == ic->method_shape && f->slots->v[ic->offset].bits == ic->to.stub[1] &&
             RT->shapes[ic->new_shape])) {
    Object *o = heap_alloc_inline(ic->to.stub[3], ic->to.stub[2]);
    o->elems = &elements_empty;
    return value_from_ptr(o);
  }
  return stub_create_this(new_target, ic, slots);
}

SHARED Value jsc_plain_proto(Value constructor, PropIC *ic, uint64_t n, String *const *keys) {
  if (LIKELY(value_is_cell(constructor))) {
    Object *f = value_object(constructor);
    if (LIKELY(f->cell.shape == ic->method_shape && f->slots->v[ic->offset].bits == ic->to.stub[1] &&
               ic->epoch == RT->proto_epoch))
      return (Value){ic->to.stub[1]};
  }
  return stub_plain_proto(constructor, ic, n, keys);
}

Value jsc_new_plain(Value proto, int64_t slots) { return stub_new_plain(proto, slots); }

SHARED Value jsc_closure(const FnInfo *info, uint64_t n, Value *captures) {
  size_t size = HEAP_ROUND(offsetof(Function, captures) + n * sizeof(Value));
  if (UNLIKELY(size > HEAP_FAST_MAX || info->flags & (FN_GENERATOR | FN_ASYNC))) return function_new(info, captures);
  Realm *realm = RT->realm;
  Function *f =
      (Function *)alloc_object(realm->shape_of_kind[CELL_FUNCTION], CELL_FUNCTION, size, 0, OBJ_LAZY_FUNCTION);
  f->code = info->entry;
  f->info = info;
  f->realm = realm;
  for (uint64_t i = 0; i < n; i++) f->captures[i] = captures[i];
  return value_from_ptr(f);
}

SHARED Value jsc_box_new(Value v) {
  Box *b = heap_alloc_inline(sizeof(Box), HEAP_HEADER(0, CELL_BOX, 0, 0, sizeof(Box)));
  b->value = v;
  return value_from_ptr(b);
}

SHARED int32_t jsc_array_push(Value array, Value v) {
  Array *a = (Array *)value_ptr(array);
  Elements *e = a->o.elems;
  if (LIKELY(e->used < e->capacity && e->used == a->length && !value_is_empty(v))) {
    e->v[e->used] = v;
    heap_barrier_slot(&e->v[e->used]);
    a->length = ++e->used;
    return 0;
  }
  return slow_array_push(array, v);
}

/* ---- checks ---- */

int32_t jsc_check_tdz(Value v, String *name) {
  if (LIKELY(!value_is_empty(v))) return 0;
  return slow_tdz(name);
}

int32_t jsc_check_this(Value v) {
  if (LIKELY(!value_is_empty(v))) return 0;
  return slow_check_this();
}

int32_t jsc_check_object_coercible(Value v, String *text) {
  if (LIKELY(!value_is_nullish(v))) return 0;
  return slow_check_object_coercible(v, text);
}

int32_t jsc_poll(void) {
  if (LIKELY(!__atomic_load_n(&RT->interrupt, __ATOMIC_RELAXED))) return 0;
  return slow_poll();
}

/* ---- iteration ---- */

/* While the object keeps its shape, so do its keys; indices become strings out of line. */
MISS Value miss_forin_next(Value it);
MISS Value miss_forin_next(Value it) { return for_in_next(it); }
SHARED Value jsc_forin_next(Value it) {
  ForIn *f = (ForIn *)value_ptr(it);
  if (LIKELY(f->index < f->own && value_object(f->object)->cell.shape == f->shape)) {
    Value key = f->keys->v[f->index];
    if (LIKELY(value_is_cell(key))) {
      f->index++;
      return key;
    }
  }
  OTHERWISE(miss_forin_next(it), for_in_next(it));
}

SHARED Value jsc_iter_next(Value record) {
  IterRecord *r = value_ptr(record);
  if (LIKELY(value_is_empty(r->it.next))) {
    Array *a = (Array *)value_ptr(r->it.iterator);
    uint64_t i = r->it.index;
    if (LIKELY(i < a->length && i < a->o.elems->used && !value_is_empty(a->o.elems->v[i]) && !r->it.done)) {
      r->it.index = i + 1;
      return a->o.elems->v[i];
    }
  }
  return slow_iter_next(record);
}
