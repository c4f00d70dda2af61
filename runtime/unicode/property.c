/*
 * Unicode properties by name, for \p{...}: binary properties, general categories, scripts and script extensions.
 */
#define UNICODE_TABLE_PROPERTY
#include "tables.h"
#include "unicode_tables.h"

/* Orders `kind` + name against a stored name. */
static int compare_name(char kind, const char *name, size_t length, const char *stored) {
  if (kind != stored[0]) { return (unsigned char)kind < (unsigned char)stored[0] ? -1 : 1; }
  for (size_t i = 0; i < length; i++) {
    unsigned char a = (unsigned char)name[i], b = (unsigned char)stored[i + 1];
    if (a != b) { return a < b ? -1 : 1; }
    if (a == 0) { return 1; }
  }
  return stored[length + 1] ? -1 : 0;
}

static int find(char kind, const char *name, size_t length) {
  uint32_t low = 0, high = PROPERTY_NAME_COUNT;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    int order = compare_name(kind, name, length, property_text + property_names[middle].text);
    if (order == 0) { return property_names[middle].property; }
    if (order < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return -1;
}

static bool is_name(const char *name, size_t length, const char *expected) {
  size_t i = 0;
  while (i < length && expected[i] && name[i] == expected[i]) { i++; }
  return i == length && expected[i] == 0;
}

int unicode_property_find(const char *name, size_t name_length, const char *value, size_t value_length) {
  if (value_length == 0) {
    int property = find('b', name, name_length);
    return property >= 0 ? property : find('g', name, name_length);
  }
  char kind = 0;
  if (is_name(name, name_length, "General_Category") || is_name(name, name_length, "gc")) {
    kind = 'g';
  } else if (is_name(name, name_length, "Script") || is_name(name, name_length, "sc")) {
    kind = 's';
  } else if (is_name(name, name_length, "Script_Extensions") || is_name(name, name_length, "scx")) {
    kind = 'x';
  }
  return kind ? find(kind, value, value_length) : -1;
}

void unicode_property_visit(int property, UnicodeVisit *visit, void *ctx) {
  const uint8_t *at = property_gaps + property_offsets[property];
  const uint8_t *end = property_gaps + property_offsets[property + 1];
  uint32_t position = 0;
  while (at < end) {
    uint32_t first = position + unicode_read_gap(&at);
    position = first + unicode_read_gap(&at);
    visit(ctx, first, position - 1);
  }
}
