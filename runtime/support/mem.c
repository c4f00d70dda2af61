/*
 * mem.c: memcpy and its kin. Short lengths by overlapping loads and stores, middling ones in 16-byte steps, long ones
 * by `rep movsb`/`rep stosb`, which x86-64 processors with ERMS do at full width.
 */
#include "mem.h"

#include <emmintrin.h>

typedef uint64_t __attribute__((may_alias, aligned(1))) u64;
typedef uint32_t __attribute__((may_alias, aligned(1))) u32;
typedef uint16_t __attribute__((may_alias, aligned(1))) u16;

enum { REP_MIN = 1024 };

static inline __m128i load16(const void *p) { return _mm_loadu_si128((const __m128i *)p); }
static inline void store16(void *p, __m128i v) { _mm_storeu_si128((__m128i *)p, v); }

/* n <= 32, regions may overlap: everything is read before anything is written. */
static inline void move_short(uint8_t *d, const uint8_t *s, size_t n) {
  if (n >= 16) {
    __m128i a = load16(s), b = load16(s + n - 16);
    store16(d, a);
    store16(d + n - 16, b);
  } else if (n >= 8) {
    uint64_t a = *(const u64 *)s, b = *(const u64 *)(s + n - 8);
    *(u64 *)d = a;
    *(u64 *)(d + n - 8) = b;
  } else if (n >= 4) {
    uint32_t a = *(const u32 *)s, b = *(const u32 *)(s + n - 4);
    *(u32 *)d = a;
    *(u32 *)(d + n - 4) = b;
  } else if (n >= 2) {
    uint16_t a = *(const u16 *)s, b = *(const u16 *)(s + n - 2);
    *(u16 *)d = a;
    *(u16 *)(d + n - 2) = b;
  } else if (n) {
    *d = *s;
  }
}

void *memcpy(void *restrict to, const void *restrict from, size_t n) {
  uint8_t *d = to;
  const uint8_t *s = from;
  if (n <= 32) {
    move_short(d, s, n);
  } else if (n < REP_MIN) {
    __m128i tail0 = load16(s + n - 32), tail1 = load16(s + n - 16);
    uint8_t *end = d + n;
    for (size_t i = 0; i + 32 <= n; i += 32) {
      __m128i a = load16(s + i), b = load16(s + i + 16);
      store16(d + i, a);
      store16(d + i + 16, b);
    }
    store16(end - 32, tail0);
    store16(end - 16, tail1);
  } else {
    __asm__ volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(n) : : "memory");
  }
  return to;
}

void *memmove(void *to, const void *from, size_t n) {
  uint8_t *d = to;
  const uint8_t *s = from;
  if (n <= 32) {
    move_short(d, s, n);
    return to;
  }
  if ((size_t)(d - s) >= n) {
    if ((size_t)(s - d) >= n) return memcpy(to, from, n);
    /* forwards */
    __m128i tail0 = load16(s + n - 32), tail1 = load16(s + n - 16);
    uint8_t *end = d + n;
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
      __m128i a = load16(s + i), b = load16(s + i + 16);
      store16(d + i, a);
      store16(d + i + 16, b);
    }
    store16(end - 32, tail0);
    store16(end - 16, tail1);
    return to;
  }
  /* backwards */
  __m128i head0 = load16(s), head1 = load16(s + 16);
  for (; n >= 32; n -= 32) {
    __m128i a = load16(s + n - 16), b = load16(s + n - 32);
    store16(d + n - 16, a);
    store16(d + n - 32, b);
  }
  store16(d + 16, head1);
  store16(d, head0);
  return to;
}

void *memset(void *to, int byte, size_t n) {
  uint8_t *d = to;
  uint64_t word = 0x0101010101010101ull * (uint8_t)byte;
  if (n < 16) {
    if (n >= 8) {
      *(u64 *)d = word;
      *(u64 *)(d + n - 8) = word;
    } else if (n >= 4) {
      *(u32 *)d = (uint32_t)word;
      *(u32 *)(d + n - 4) = (uint32_t)word;
    } else if (n) {
      d[0] = d[n / 2] = d[n - 1] = (uint8_t)byte;
    }
  } else if (n < REP_MIN) {
    __m128i v = _mm_set1_epi8((char)byte);
    uint8_t *last = d + n - 16;
    for (; n >= 64; n -= 64, d += 64) {
      store16(d, v);
      store16(d + 16, v);
      store16(d + 32, v);
      store16(d + 48, v);
    }
    for (; d < last; d += 16) store16(d, v);
    store16(last, v);
  } else {
    __asm__ volatile("rep stosb" : "+D"(d), "+c"(n) : "a"(byte) : "memory");
  }
  return to;
}

int memcmp(const void *a, const void *b, size_t n) {
  const uint8_t *p = a, *q = b;
  size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    int same = _mm_movemask_epi8(_mm_cmpeq_epi8(load16(p + i), load16(q + i)));
    if (same == 0xFFFF) continue;
    i += (size_t)__builtin_ctz(~(unsigned)same);
    return p[i] - q[i];
  }
  for (; i < n; i++)
    if (p[i] != q[i]) return p[i] - q[i];
  return 0;
}

/* Aligned loads may begin before the text and end behind it, and never cross into an unmapped page. */
__attribute__((no_sanitize("address"))) size_t strlen(const char *s) {
  const char *a = (const char *)((uintptr_t)s & ~(uintptr_t)15);
  __m128i zero = _mm_setzero_si128();
  unsigned found = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(*(const __m128i *)a, zero)) >> (s - a);
  if (found) return (size_t)__builtin_ctz(found);
  for (;;) {
    a += 16;
    found = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(*(const __m128i *)a, zero));
    if (found) return (size_t)(a - s) + (size_t)__builtin_ctz(found);
  }
}

const uint8_t *mem_find8(const uint8_t *p, uint8_t byte, size_t n) {
  __m128i v = _mm_set1_epi8((char)byte);
  size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    int found = _mm_movemask_epi8(_mm_cmpeq_epi8(load16(p + i), v));
    if (found) return p + i + __builtin_ctz((unsigned)found);
  }
  for (; i < n; i++)
    if (p[i] == byte) return p + i;
  return NULL;
}

const uint16_t *mem_find16(const uint16_t *p, uint16_t unit, size_t n) {
  __m128i v = _mm_set1_epi16((short)unit);
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    int found = _mm_movemask_epi8(_mm_cmpeq_epi16(load16(p + i), v));
    if (found) return p + i + __builtin_ctz((unsigned)found) / 2;
  }
  for (; i < n; i++)
    if (p[i] == unit) return p + i;
  return NULL;
}

void mem_widen(uint16_t *to, const uint8_t *from, size_t n) {
  __m128i zero = _mm_setzero_si128();
  size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    __m128i v = load16(from + i);
    store16(to + i, _mm_unpacklo_epi8(v, zero));
    store16(to + i + 8, _mm_unpackhi_epi8(v, zero));
  }
  for (; i < n; i++) to[i] = from[i];
}

void mem_narrow(uint8_t *to, const uint16_t *from, size_t n) {
  __m128i low = _mm_set1_epi16(0xFF);
  size_t i = 0;
  for (; i + 16 <= n; i += 16)
    store16(to + i, _mm_packus_epi16(_mm_and_si128(load16(from + i), low), _mm_and_si128(load16(from + i + 8), low)));
  for (; i < n; i++) to[i] = (uint8_t)from[i];
}

bool mem_is_latin1(const uint16_t *p, size_t n) {
  __m128i high = _mm_setzero_si128();
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    high = _mm_or_si128(high, load16(p + i));
    if (!(i & 0x1F8) && _mm_movemask_epi8(_mm_cmpeq_epi16(_mm_srli_epi16(high, 8), _mm_setzero_si128())) != 0xFFFF)
      return false;
  }
  if (_mm_movemask_epi8(_mm_cmpeq_epi16(_mm_srli_epi16(high, 8), _mm_setzero_si128())) != 0xFFFF) return false;
  for (; i < n; i++)
    if (p[i] > 0xFF) return false;
  return true;
}

bool mem_is_ascii(const uint8_t *p, size_t n) {
  size_t i = 0;
  for (; i + 16 <= n; i += 16)
    if (_mm_movemask_epi8(load16(p + i))) return false;
  for (; i < n; i++)
    if (p[i] & 0x80) return false;
  return true;
}
