/* toLocaleString of numbers in en-US, the default options and the number of places (ECMA-402 16.5, as ICU does it: from
 * the shortest decimal, ties away from zero). */
#include "number/dtoa.h"
#include "number/math.h"

size_t num_group_digits(const char *digits, size_t length, char *out) {
  char *p = out;
  for (size_t i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0) *p++ = ',';
    *p++ = digits[i];
  }
  return (size_t)(p - out);
}

size_t num_to_locale(double value, int min_places, int max_places, bool is_grouped, char *out) {
  if (math_is_nan(value)) return num_to_string(value, out);
  NumDecimal d = {"", 0, 0};
  if (value != 0) d = num_shortest(math_abs(value));
  /* Round to max_places: keep digits before position keep. */
  int keep = d.point + max_places;
  if (keep < d.length) {
    bool is_up = keep >= 0 && d.digits[keep] >= '5';
    d.length = keep > 0 ? keep : 0;
    if (is_up) {
      int i = d.length - 1;
      while (i >= 0 && d.digits[i] == '9') i--;
      if (i >= 0) {
        d.digits[i]++;
        d.length = i + 1;
      } else {
        d.digits[0] = '1';
        d.length = 1;
        d.point++;
      }
    }
    while (d.length > 0 && d.digits[d.length - 1] == '0') d.length--;
  }
  char *p = out;
  if (math_is_negative(value)) *p++ = '-';
  char whole[320];
  int count = d.length > 0 && d.point > 0 ? d.point : 1;
  for (int i = 0; i < count; i++) whole[i] = i < d.length && d.point > 0 ? d.digits[i] : '0';
  if (is_grouped) {
    p += num_group_digits(whole, (size_t)count, p);
  } else {
    for (int i = 0; i < count; i++) *p++ = whole[i];
  }
  int places = d.length > d.point && d.length > 0 ? d.length - d.point : 0;
  if (places < min_places) places = min_places;
  if (places > 0) *p++ = '.';
  for (int place = 0; place < places; place++) {
    int i = d.point + place;
    *p++ = i >= 0 && i < d.length ? d.digits[i] : '0';
  }
  *p = 0;
  return (size_t)(p - out);
}
