/*
 * \p{...} by the tables of runtime/unicode. Only a reference to regexp_unicode_properties links them.
 */
#include "../unicode/unicode.h"
#include "tree.h"

typedef struct Target {
  Arena *arena;
  CharSet *set;
} Target;

static void add_range(void *ctx, uint32_t first, uint32_t last) {
  Target *target = ctx;
  set_add(target->arena, target->set, first, last);
}

static bool add_property(Arena *arena, const char *name, size_t name_length, const char *value, size_t value_length,
                         CharSet *set) {
  int property = unicode_property_find(name, name_length, value, value_length);
  if (property < 0) { return false; }
  Target target = {arena, set};
  unicode_property_visit(property, add_range, &target);
  return true;
}

static bool visit_strings(const char *name, size_t length,
                          void (*visit)(void *ctx, const uint16_t *units, uint32_t length), void *ctx) {
  int sequence = unicode_sequence_find(name, length);
  if (sequence < 0) { return false; }
  unicode_sequence_visit(sequence, visit, ctx);
  return true;
}

const RegexpProperties regexp_unicode_properties = {add_property, visit_strings};
