/*
 * UTF-8 and UTF-16. Decoding follows the WHATWG encoding standard's UTF-8 decoder: an ill-formed sequence gives one
 * U+FFFD for each maximal subpart (Unicode 3.9, table 3-7), so that the byte that broke it is looked at again.
 */
#include "unicode.h"

#define HIGH_BITS 0x8080808080808080ull

/* Bytes from `bytes` on that are ASCII, eight at a time. */
static size_t ascii_length(const uint8_t *bytes, size_t length) {
  size_t i = 0;
  while (i + 8 <= length) {
    uint64_t word;
    __builtin_memcpy(&word, bytes + i, 8);
    if (word & HIGH_BITS) { return i + (size_t)(__builtin_ctzll(word & HIGH_BITS) >> 3); }
    i += 8;
  }
  while (i < length && bytes[i] < 0x80) { i++; }
  return i;
}

/* What a lead byte asks for: how many continuation bytes, and the bounds of the first of them. */
typedef struct Lead {
  unsigned more; /* 0: not a lead */
  uint8_t lower, upper;
} Lead;

static Lead classify_lead(uint8_t byte) {
  Lead lead = {0, 0x80, 0xBF};
  if (byte >= 0xC2 && byte <= 0xDF) {
    lead.more = 1;
  } else if (byte >= 0xE0 && byte <= 0xEF) {
    lead.more = 2;
    lead.lower = byte == 0xE0 ? 0xA0 : 0x80;
    lead.upper = byte == 0xED ? 0x9F : 0xBF;
  } else if (byte >= 0xF0 && byte <= 0xF4) {
    lead.more = 3;
    lead.lower = byte == 0xF0 ? 0x90 : 0x80;
    lead.upper = byte == 0xF4 ? 0x8F : 0xBF;
  }
  return lead;
}

/* Decodes the code point at *index; U+FFFD with *is_valid false for an ill-formed one. Moves *index past it. */
static uint32_t decode_next(const uint8_t *bytes, size_t length, size_t *index, bool *is_valid) {
  size_t i = *index;
  uint8_t byte = bytes[i++];
  if (byte < 0x80) {
    *index = i;
    return byte;
  }
  Lead lead = classify_lead(byte);
  uint32_t code_point = byte & (0x3Fu >> lead.more);
  uint8_t lower = lead.lower, upper = lead.upper;
  unsigned more = lead.more;
  while (more > 0 && i < length && bytes[i] >= lower && bytes[i] <= upper) {
    code_point = code_point << 6 | (bytes[i++] & 0x3F);
    lower = 0x80;
    upper = 0xBF;
    more--;
  }
  *index = i;
  if (lead.more == 0 || more > 0) {
    *is_valid = false;
    return UNICODE_REPLACEMENT;
  }
  return code_point;
}

UnicodeUtf8Scan unicode_utf8_scan(const uint8_t *bytes, size_t length) {
  UnicodeUtf8Scan scan = {0, true, true, true};
  for (size_t i = 0; i < length;) {
    size_t ascii = ascii_length(bytes + i, length - i);
    i += ascii;
    scan.utf16_length += ascii;
    while (i < length && bytes[i] >= 0x80) {
      uint32_t code_point = decode_next(bytes, length, &i, &scan.is_valid);
      scan.is_ascii = false;
      scan.is_latin1 = scan.is_latin1 && code_point < 0x100;
      scan.utf16_length += code_point >= 0x10000 ? 2 : 1;
    }
  }
  return scan;
}

size_t unicode_utf8_to_utf16(const uint8_t *bytes, size_t length, uint16_t *out) {
  size_t size = 0;
  bool is_valid;
  for (size_t i = 0; i < length;) {
    size_t ascii = ascii_length(bytes + i, length - i);
    for (size_t k = 0; k < ascii; k++) { out[size + k] = bytes[i + k]; }
    i += ascii;
    size += ascii;
    while (i < length && bytes[i] >= 0x80) {
      size += unicode_put(decode_next(bytes, length, &i, &is_valid), out + size);
    }
  }
  return size;
}

size_t unicode_utf8_to_latin1(const uint8_t *bytes, size_t length, uint8_t *out) {
  size_t size = 0;
  bool is_valid;
  for (size_t i = 0; i < length;) { out[size++] = (uint8_t)decode_next(bytes, length, &i, &is_valid); }
  return size;
}

unsigned unicode_utf8_incomplete_tail(const uint8_t *bytes, size_t length) {
  for (unsigned back = 1; back <= 3 && back <= length; back++) {
    const uint8_t *at = bytes + length - back;
    if ((*at & 0xC0) == 0x80) { continue; }
    Lead lead = classify_lead(*at);
    if (lead.more < back) { return 0; }
    bool is_prefix = back == 1 || (at[1] >= lead.lower && at[1] <= lead.upper);
    return is_prefix ? back : 0;
  }
  return 0;
}

size_t unicode_utf8_length_utf16(const uint16_t *units, size_t length) {
  size_t size = 0;
  for (size_t i = 0; i < length;) {
    uint32_t code_point = unicode_next(units, length, &i);
    size += code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  }
  return size;
}

size_t unicode_utf8_length_latin1(const uint8_t *units, size_t length) {
  size_t size = length;
  for (size_t i = 0; i < length; i++) { size += units[i] >> 7; }
  return size;
}

size_t unicode_utf16_to_utf8(const uint16_t *units, size_t length, uint8_t *out) {
  uint8_t *at = out;
  for (size_t i = 0; i < length;) {
    uint32_t c = unicode_next(units, length, &i);
    if (c < 0x80) {
      *at++ = (uint8_t)c;
      continue;
    }
    if (unicode_is_surrogate(c)) { c = UNICODE_REPLACEMENT; }
    if (c < 0x800) {
      *at++ = (uint8_t)(0xC0 | c >> 6);
    } else {
      if (c < 0x10000) {
        *at++ = (uint8_t)(0xE0 | c >> 12);
      } else {
        *at++ = (uint8_t)(0xF0 | c >> 18);
        *at++ = (uint8_t)(0x80 | (c >> 12 & 0x3F));
      }
      *at++ = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    }
    *at++ = (uint8_t)(0x80 | (c & 0x3F));
  }
  return (size_t)(at - out);
}

size_t unicode_latin1_to_utf8(const uint8_t *units, size_t length, uint8_t *out) {
  uint8_t *at = out;
  for (size_t i = 0; i < length; i++) {
    uint8_t c = units[i];
    if (c < 0x80) {
      *at++ = c;
    } else {
      *at++ = (uint8_t)(0xC0 | c >> 6);
      *at++ = (uint8_t)(0x80 | (c & 0x3F));
    }
  }
  return (size_t)(at - out);
}
