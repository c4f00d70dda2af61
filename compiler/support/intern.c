/*
 * intern.c: the table of atoms, and conversions between UTF-8 and their two forms.
 */
#include "intern.h"

#include "host.h"
#include "map.h"

void intern_init(Interner *in, Arena *arena) { *in = (Interner){.arena = arena}; }

static void table_grow(Interner *in) {
  uint32_t nslots = in->nslots ? in->nslots * 2 : 256;
  Atom **slots = ARENA_ARRAY(in->arena, Atom *, nslots);
  for (uint32_t k = 0; k < in->count; k++) {
    uint32_t i = in->atoms[k]->hash & (nslots - 1);
    while (slots[i]) i = (i + 1) & (nslots - 1);
    slots[i] = in->atoms[k];
  }
  in->slots = slots;
  in->nslots = nslots;
}

/* `units` are in canonical form. */
static Atom *intern_canonical(Interner *in, const void *units, size_t len, bool is_wide) {
  size_t size = is_wide ? len * 2 : len;
  uint32_t hash = map_hash_bytes(units, size);
  if (in->nslots) {
    uint32_t mask = in->nslots - 1;
    for (uint32_t i = hash & mask; in->slots[i]; i = (i + 1) & mask) {
      Atom *a = in->slots[i];
      if (a->hash == hash && a->len == len && a->is_wide == is_wide && (!size || !memcmp(a->c8, units, size))) return a;
    }
  }
  if ((in->count + 1) * 4 > in->nslots * 3) table_grow(in);
  if (in->count == in->capacity) {
    in->capacity = in->capacity ? in->capacity * 2 : 256;
    Atom **bigger = ARENA_ARRAY(in->arena, Atom *, in->capacity);
    if (in->count) memcpy(bigger, in->atoms, in->count * sizeof *bigger);
    in->atoms = bigger;
  }
  Atom *a = ARENA_NEW(in->arena, Atom);
  *a = (Atom){.len = (uint32_t)len, .hash = hash, .index = in->count, .is_wide = is_wide};
  a->c8 = arena_copy(in->arena, units, size);
  in->atoms[in->count++] = a;
  uint32_t i = hash & (in->nslots - 1);
  while (in->slots[i]) i = (i + 1) & (in->nslots - 1);
  in->slots[i] = a;
  return a;
}

Atom *intern_latin1(Interner *in, const uint8_t *units, size_t len) { return intern_canonical(in, units, len, false); }

Atom *intern_utf16(Interner *in, const uint16_t *units, size_t len) {
  uint16_t all = 0;
  for (size_t i = 0; i < len; i++) all |= units[i];
  if (all > 0xFF) return intern_canonical(in, units, len, true);
  uint8_t small[256], *narrow = len <= sizeof small ? small : host_alloc(len);
  for (size_t i = 0; i < len; i++) narrow[i] = (uint8_t)units[i];
  Atom *a = intern_canonical(in, narrow, len, false);
  if (narrow != small) host_free(narrow);
  return a;
}

/* One code point of WTF-8 at bytes[*i]; U+FFFD and one byte for what is malformed. */
static uint32_t utf8_next(const uint8_t *bytes, size_t len, size_t *i) {
  uint8_t b = bytes[*i];
  int more = b < 0x80 ? 0 : b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : -1;
  if (more < 0 || *i + (size_t)more >= len) {
    (*i)++;
    return more == 0 ? b : 0xFFFD;
  }
  uint32_t cp = more == 0 ? b : b & (0x3Fu >> more);
  for (int k = 1; k <= more; k++) {
    if ((bytes[*i + (size_t)k] & 0xC0) != 0x80) {
      (*i)++;
      return 0xFFFD;
    }
    cp = cp << 6 | (bytes[*i + (size_t)k] & 0x3F);
  }
  *i += (size_t)more + 1;
  return cp > 0x10FFFF || (more == 2 && cp < 0x800) || (more == 3 && cp < 0x10000) ? 0xFFFD : cp;
}

Atom *intern_utf8(Interner *in, const char *bytes, size_t len) {
  const uint8_t *p = (const uint8_t *)bytes;
  size_t ascii = 0;
  while (ascii < len && p[ascii] < 0x80) ascii++;
  if (ascii == len) return intern_canonical(in, bytes, len, false);
  uint16_t small[256], *units = len <= 256 ? small : host_alloc(len * 2);
  size_t n = 0;
  for (size_t i = 0; i < len;) {
    uint32_t cp = utf8_next(p, len, &i);
    if (cp >= 0x10000) {
      units[n++] = (uint16_t)(0xD800 + ((cp - 0x10000) >> 10));
      units[n++] = (uint16_t)(0xDC00 + ((cp - 0x10000) & 0x3FF));
    } else {
      units[n++] = (uint16_t)cp;
    }
  }
  Atom *a = intern_utf16(in, units, n);
  if (units != small) host_free(units);
  return a;
}

Atom *intern_cstr(Interner *in, const char *text) { return intern_utf8(in, text, strlen(text)); }

bool atom_is(const Atom *a, const char *ascii) {
  return !a->is_wide && a->len == strlen(ascii) && !memcmp(a->c8, ascii, a->len);
}

char *atom_utf8_sized(const Atom *a, Arena *arena, size_t *length) {
  char *text = arena_alloc(arena, (size_t)a->len * 3 + 1), *p = text;
  for (uint32_t i = 0; i < a->len; i++) {
    uint32_t cp = atom_unit(a, i);
    if (cp >= 0xD800 && cp < 0xDC00 && i + 1 < a->len) {
      uint32_t low = atom_unit(a, i + 1);
      if (low >= 0xDC00 && low < 0xE000) {
        cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        i++;
      }
    }
    if (cp < 0x80) {
      *p++ = (char)cp;
    } else if (cp < 0x800) {
      *p++ = (char)(0xC0 | cp >> 6);
      *p++ = (char)(0x80 | (cp & 0x3F));
    } else if (cp < 0x10000) {
      *p++ = (char)(0xE0 | cp >> 12);
      *p++ = (char)(0x80 | (cp >> 6 & 0x3F));
      *p++ = (char)(0x80 | (cp & 0x3F));
    } else {
      *p++ = (char)(0xF0 | cp >> 18);
      *p++ = (char)(0x80 | (cp >> 12 & 0x3F));
      *p++ = (char)(0x80 | (cp >> 6 & 0x3F));
      *p++ = (char)(0x80 | (cp & 0x3F));
    }
  }
  *length = (size_t)(p - text);
  return text;
}

char *atom_utf8(const Atom *a, Arena *arena) {
  size_t length;
  return atom_utf8_sized(a, arena, &length);
}

bool atom_array_index(const Atom *a, uint32_t *index) {
  if (a->is_wide || a->len == 0 || a->len > 10 || (a->c8[0] == '0' && a->len > 1)) return false;
  uint64_t value = 0;
  for (uint32_t i = 0; i < a->len; i++) {
    if (a->c8[i] < '0' || a->c8[i] > '9') return false;
    value = value * 10 + (a->c8[i] - '0');
  }
  if (value >= 0xFFFFFFFFull) return false;
  *index = (uint32_t)value;
  return true;
}
