/* Arithmetic on bare digit arrays, shared by the bigint files. Little-endian 64-bit digits. */
#ifndef RUNTIME_NUMBER_BIGINT_DIGITS_H
#define RUNTIME_NUMBER_BIGINT_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "number/bigint.h"

/* Length without leading zeros. */
static inline size_t digits_trim(const uint64_t *a, size_t length) {
  while (length && a[length - 1] == 0) length--;
  return length;
}

/* A normalised view of a buffer. */
static inline BigInt digits_view(const uint64_t *a, size_t length, bool is_negative) {
  length = digits_trim(a, length);
  return (BigInt){a, length, is_negative && length != 0};
}

static inline void digits_clear(uint64_t *a, size_t length) {
  for (size_t i = 0; i < length; i++) a[i] = 0;
}

/* out may be a. */
static inline void digits_copy(uint64_t *out, const uint64_t *a, size_t length) {
  if (out != a)
    for (size_t i = 0; i < length; i++) out[i] = a[i];
}

static inline uint64_t digits_add_carry(uint64_t a, uint64_t b, uint64_t *carry) {
  unsigned __int128 sum = (unsigned __int128)a + b + *carry;
  *carry = (uint64_t)(sum >> 64);
  return (uint64_t)sum;
}

static inline uint64_t digits_sub_borrow(uint64_t a, uint64_t b, uint64_t *borrow) {
  unsigned __int128 difference = (unsigned __int128)a - b - *borrow;
  *borrow = (uint64_t)(difference >> 64) & 1;
  return (uint64_t)difference;
}

/* (high * 2^64 + low) / divisor with high < divisor. */
static inline uint64_t digits_divide_two(uint64_t high, uint64_t low, uint64_t divisor, uint64_t *rest) {
  uint64_t quotient;
  __asm__("divq %4" : "=a"(quotient), "=d"(*rest) : "a"(low), "d"(high), "r"(divisor) : "cc");
  return quotient;
}

/* a = a / divisor in place; returns the remainder. */
static inline uint64_t digits_divide_small(uint64_t *a, size_t length, uint64_t divisor) {
  uint64_t rest = 0;
  for (size_t i = length; i-- > 0;) a[i] = digits_divide_two(rest, a[i], divisor, &rest);
  return rest;
}

/* a = a * factor + addend in place; returns the carry digit. */
static inline uint64_t digits_multiply_add(uint64_t *a, size_t length, uint64_t factor, uint64_t addend) {
  unsigned __int128 carry = addend;
  for (size_t i = 0; i < length; i++) {
    carry += (unsigned __int128)a[i] * factor;
    a[i] = (uint64_t)carry;
    carry >>= 64;
  }
  return (uint64_t)carry;
}

/* -1, 0, 1 for trimmed magnitudes. */
int digits_compare(const uint64_t *a, size_t a_length, const uint64_t *b, size_t b_length);

#endif
