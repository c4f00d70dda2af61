/*
 * string_basic.c: making, joining, flattening, slicing, comparing, searching strings; atoms and keys; the builder; UTF-8.
 */
#include <string.h>

#include "unit.h"

static bool is(String *s, const char *text) { return string_equal_ascii(s, text); }

static void test_concat(void) {
  String *s = ATOM(empty);
  for (int i = 0; i < 300000; i++) s = value_string(string_concat(s, string_from_int(i)));
  CHECK(s->cell.flags & STR_ROPE);
  String *left = ATOM(empty);
  for (int i = 300000; i-- > 0;) left = value_string(string_concat(string_from_int(i), left));
  CHECK(s->length == left->length && string_equal(s, left) && string_hash(s) == string_hash(left));
  CHECK(!(s->cell.flags & STR_ROPE));
  CHECK(is(string_substring(s, 10, 30), "10111213141516171819"));
  String *t = string_substring(s, 100, 5000);
  String *u = string_substring(t, 100, 200);
  CHECK(string_equal(u, string_substring(s, 200, 300)) && u->u.slice.base->length == s->length);
  /* doubling: a bushy rope */
  String *d = string_from_ascii("abcdefghijklmnopqrstuvwxyz");
  for (int i = 0; i < 18; i++) d = value_string(string_concat(d, d));
  CHECK(d->length == 26u << 18 && string_at(d, (26u << 17) + 25) == 'z');
  unit_throws = 0;
  for (int i = 0; i < 12 && !unit_throws; i++) {
    Value v = string_concat(d, d);
    if (value_is_exception(v)) break;
    d = value_string(v);
  }
  CHECK(unit_throws == 1);
  CHECK(value_is_exception(string_repeat(d, 1000)));
}

static void test_wide(void) {
  uint16_t units[] = {'a', 0x20AC, 0xD83D, 0xDE00, 'b'};
  String *w = string_from_utf16(units, 5);
  uint32_t next;
  CHECK(string_is_wide(w) && string_code_point(w, 2, &next) == 0x1F600 && next == 4);
  String *mixed = value_string(string_concat(string_from_ascii("0123456789012345678901234567890123456789"), w));
  CHECK(mixed->length == 45 && string_at(mixed, 41) == 0x20AC && string_at(mixed, 3) == '3');
  String *part = string_substring(mixed, 5, 20);
  CHECK(is(part, "567890123456789") && string_equal(part, string_from_ascii("567890123456789")));
  CHECK(key_same(key_from_string(part), key_from_ascii("567890123456789")));
  CHECK(string_compare(part, w) < 0 && string_compare(w, part) > 0 && string_compare(part, part) == 0);
  size_t n;
  char *utf8 = string_utf8(w, &n);
  CHECK(n == 9 && !strcmp(utf8, "a\xE2\x82\xAC\xF0\x9F\x98\x80"
                                "b"));
  CHECK(string_equal(string_from_utf8(utf8, n), w));
  CHECK(is(string_from_utf8("plain", 5), "plain"));
  String *bad = string_from_utf8("x\xFFy", 3);
  CHECK(bad->length == 3 && string_at(bad, 1) == 0xFFFD);
  String *latin = string_from_utf8("\xC3\xA9t\xC3\xA9", 5);
  CHECK(latin->length == 3 && !string_is_wide(latin) && string_at(latin, 0) == 0xE9);
}

static void test_search(void) {
  String *s = string_from_ascii("the quick brown fox jumps over the lazy dog; the end");
  CHECK(string_index_of(s, string_from_ascii("the"), 0) == 0);
  CHECK(string_index_of(s, string_from_ascii("the"), 1) == 31);
  CHECK(string_last_index_of(s, string_from_ascii("the"), 1000) == 45);
  CHECK(string_last_index_of(s, string_from_ascii("the"), 44) == 31);
  CHECK(string_index_of(s, string_from_ascii("cat"), 0) == -1);
  CHECK(string_index_of(s, ATOM(empty), 7) == 7);
  CHECK(string_index_of(s, string_from_unit(0x20AC), 0) == -1);
  CHECK(string_index_of_unit(s, 'z', 0) == 37);
  CHECK(string_starts_with(s, string_from_ascii("quick"), 4) && !string_starts_with(s, s, 1));
}

static void test_atoms(void) {
  CHECK(atom_from_ascii("length") == ATOM(length));
  CHECK(atom_from_string(string_from_ascii("prototype")) == ATOM(prototype));
  CHECK(!atom_lookup(string_from_ascii("not there")));
  uint32_t index;
  CHECK(string_to_index(string_from_ascii("4294967294"), &index) && index == 4294967294u);
  CHECK(!string_to_index(string_from_ascii("4294967295"), &index) && !string_to_index(string_from_ascii("01"), &index));
  CHECK(key_index(key_from_string(string_from_ascii("12"))) == 12);
  CHECK(!key_is_index(key_from_string(string_from_ascii("-1"))));
  String *kept[100];
  char text[32];
  for (int i = 0; i < 200000; i++) {
    sprintf(text, "name%d", i);
    String *a = atom_from_ascii(text);
    CHECK(a == atom_from_string(string_from_ascii(text)));
    if (i % 2000 == 0) kept[i / 2000] = a;
  }
  heap_collect(false);
  heap_collect(true);
  for (int i = 0; i < 100; i++) {
    sprintf(text, "name%d", i * 2000);
    CHECK(atom_lookup(string_from_ascii(text)) == kept[i]);
  }
  int found = 0;
  for (int i = 1; i < 2000; i++) {
    sprintf(text, "name%d", i);
    found += atom_lookup(string_from_ascii(text)) != NULL;
  }
  CHECK(found < 20);
}

static void test_builder(void) {
  StringBuilder b;
  builder_init(&b);
  CHECK(builder_finish(&b) == ATOM(empty));
  builder_init(&b);
  for (int i = 0; i < 1000; i++) {
    builder_ascii(&b, "item ");
    builder_int(&b, -i);
    builder_unit(&b, ' ');
  }
  String *s = builder_finish(&b);
  CHECK(string_starts_with(s, string_from_ascii("item 0 item -1 item -2 "), 0) && !string_is_wide(s));
  builder_code_point(&b, 0x1F600);
  builder_string(&b, s);
  String *w = builder_finish(&b);
  CHECK(string_is_wide(w) && w->length == 2 * s->length + 2 && string_at(w, s->length) == 0xD83D);
  CHECK(string_equal(string_substring(w, s->length + 2, w->length), s));
  CHECK(is(string_from_int(INT32_MIN), "-2147483648") &&
        is(string_from_u64(18446744073709551615ull), "18446744073709551615"));
  CHECK(is(value_string(string_repeat(string_from_ascii("ab"), 5)), "ababababab"));
}

/* mem* against byte loops. */
static void test_mem(void) {
  static uint8_t a[3000], b[3000], c[3000];
  uint32_t seed = 1;
  for (int step = 0; step < 20000; step++) {
    seed = seed * 1664525 + 1013904223;
    size_t n = seed >> 8 & (step & 64 ? 2047 : 127), from = seed >> 20 & 255, to = seed >> 24 & 255;
    for (size_t i = 0; i < 2400; i++) a[i] = c[i] = (uint8_t)(i * 7 + (size_t)step);
    memmove(a + to, a + from, n);
    for (size_t i = 0; i < n; i++) b[i] = c[from + i];
    for (size_t i = 0; i < n; i++) c[to + i] = b[i];
    for (size_t i = 0; i < 2400; i++) CHECK(a[i] == c[i]);
    memset(a + to, step, n);
    for (size_t i = 0; i < n; i++) c[to + i] = (uint8_t)step;
    CHECK(memcmp(a, c, 2400) == 0);
    memcpy(b, a + from, n);
    for (size_t i = 0; i < n; i++) CHECK(b[i] == a[from + i]);
  }
}

int main(void) {
  unit_boot(__builtin_frame_address(0));
  test_mem();
  test_concat();
  test_wide();
  test_search();
  test_atoms();
  test_builder();
  return 0;
}
