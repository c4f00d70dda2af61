/*
 * typed.c: elements of typed arrays: loading and storing a number of the array's type (ES 10.4.5).
 */
#include "../number/half.h"
#include "../number/math.h"
#include "bigint.h"
#include "convert.h"
#include "property.h"
#include "../builtins/typed.h"

static const uint8_t element_shift[] = {0, 0, 0, 1, 1, 2, 2, 1, 2, 3, 3, 3};

Value typed_get(TypedArray *t, uint64_t i) {
  const uint8_t *p = t->data + (i << element_shift[t->o.cell.kind - CELL_INT8ARRAY]);
  switch (t->o.cell.kind) {
    case CELL_INT8ARRAY: return value_from_int(*(const int8_t *)p);
    case CELL_UINT8ARRAY:
    case CELL_UINT8CLAMPEDARRAY: return value_from_int(*p);
    case CELL_INT16ARRAY: return value_from_int(*(const int16_t *)(const void *)p);
    case CELL_UINT16ARRAY: return value_from_int(*(const uint16_t *)(const void *)p);
    case CELL_INT32ARRAY: return value_from_int(*(const int32_t *)(const void *)p);
    case CELL_UINT32ARRAY: return value_from_u32(*(const uint32_t *)(const void *)p);
    case CELL_FLOAT16ARRAY: return value_from_double(half_to_double(*(const uint16_t *)(const void *)p));
    case CELL_FLOAT32ARRAY: return value_from_double((double)*(const float *)(const void *)p);
    case CELL_FLOAT64ARRAY: return value_from_double(*(const double *)(const void *)p);
    case CELL_BIGINT64ARRAY: return bigint_from_i64(*(const int64_t *)(const void *)p);
    default: return bigint_from_u64(*(const uint64_t *)(const void *)p);
  }
}

static uint8_t clamp_u8(double d) {
  if (!(d > 0)) return 0;
  if (d >= 255) return 255;
  uint8_t low = (uint8_t)d;
  double rest = d - low;
  return (uint8_t)(rest > 0.5 || (rest == 0.5 && low & 1) ? low + 1 : low);
}

int typed_set(TypedArray *t, uint64_t i, Value v) {
  if (t->o.cell.kind >= CELL_BIGINT64ARRAY) {
    Value b = to_bigint(v);
    if (value_is_exception(b)) return -1;
    if (i < t->length) ((uint64_t *)(void *)t->data)[i] = bigint_low64(b);
    return 1;
  }
  double d;
  if (!to_double(v, &d)) return -1;
  if (i >= t->length) return 1;
  switch (t->o.cell.kind) {
    case CELL_INT8ARRAY:
    case CELL_UINT8ARRAY: t->data[i] = (uint8_t)math_to_int32(d); break;
    case CELL_UINT8CLAMPEDARRAY: t->data[i] = clamp_u8(d); break;
    case CELL_INT16ARRAY:
    case CELL_UINT16ARRAY: ((uint16_t *)(void *)t->data)[i] = (uint16_t)math_to_int32(d); break;
    case CELL_INT32ARRAY:
    case CELL_UINT32ARRAY: ((uint32_t *)(void *)t->data)[i] = (uint32_t)math_to_int32(d); break;
    case CELL_FLOAT16ARRAY: ((uint16_t *)(void *)t->data)[i] = half_from_double(d); break;
    case CELL_FLOAT32ARRAY: ((float *)(void *)t->data)[i] = (float)d; break;
    default: ((double *)(void *)t->data)[i] = d;
  }
  return 1;
}

bool typed_has_fixed_length(const TypedArray *t) {
  return !view_is_resizable(t) || (t->buffer->shared && !view_tracks_length(t));
}
