/*
 * names.c: see names.h. The names are those of ops.def and functions.def, found through a hash table that is made once.
 */
#include "names.h"

#include "../support/mem.h"

/* Only addresses matter here. jsc_rt is thread-local: place.c knows where it is. */
#define OP(name, result, csig, flags) extern uint8_t address_of_##name[] __asm__("jsc_" #name);
#include "../../compiler/ir/ops.def"
#define EVAL_FUNCTION(name) extern uint8_t address_of_##name[] __asm__(#name);
#include "functions.def"

typedef struct NameRow {
  const char *name;
  void *address; /* NULL: what has no C function */
} NameRow;

/* Made by optimisations only, and not by a call: new_fields. */
#define HAS_FUNCTION(name, csig) (csig[0] != '-' && __builtin_strcmp(#name, "new_fields"))
static const NameRow rows[] = {
#define OP(name, result, csig, flags) {"jsc_" #name, HAS_FUNCTION(name, csig) ? (void *)address_of_##name : NULL},
#include "../../compiler/ir/ops.def"
#define EVAL_FUNCTION(name) {#name, address_of_##name},
#include "functions.def"
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0], TABLE_SIZE = sizeof((EvalState *)0)->names / sizeof(uint16_t) };
_Static_assert(ROW_COUNT * 2 <= TABLE_SIZE, "room in the table");

static uint32_t hash(const char *name) {
  uint32_t h = STRING_HASH_SEED;
  for (; *name; name++) h = string_hash_step(h, (uint8_t)*name);
  return string_hash_end(h);
}

static bool same(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

static uint16_t *find(EvalState *s, const char *name) {
  for (uint32_t i = hash(name);; i++) {
    uint16_t *at = &s->names[i % TABLE_SIZE];
    if (!*at || same(rows[*at - 1].name, name)) return at;
  }
}

static void fill(EvalState *s) {
  for (uint32_t i = 0; i < ROW_COUNT; i++)
    if (rows[i].address) *find(s, rows[i].name) = (uint16_t)(i + 1);
  s->has_names = true;
}

void *eval_function_address(EvalState *s, const char *name) {
  if (!s->has_names) fill(s);
  uint16_t at = *find(s, name);
  return at ? rows[at - 1].address : NULL;
}
