/*
 * regexp_object.h: RegExp objects, and matching with them from C.
 *
 * `lastIndex` is the first property of every RegExp object, writable but not configurable, so its slot never moves: it
 * is the field last_index. The isolate's RegexpState keeps the machine's stack and the captures of the last match.
 */
#ifndef RUNTIME_BUILTINS_REGEXP_OBJECT_H
#define RUNTIME_BUILTINS_REGEXP_OBJECT_H

#include "../object/kinds.h"
#include "../regexp/regexp.h"

typedef struct RegExpObject {
  Object o;
  Value source;                 /* the pattern's text as given */
  const RegexpProgram *program; /* in a CELL_BYTES, or mapped for good; NULL: not initialised */
  uint64_t unused[6];
  Value last_index; /* inline slot 0 */
} RegExpObject;

/* Programs of patterns compiled of late, by hash of the source: `new RegExp` in a loop finds them again. */
enum { REGEXP_CACHE_SIZE = 16 };
typedef struct RegexpCacheEntry {
  Value source; /* undefined: free */
  const RegexpProgram *program;
} RegexpCacheEntry;

/* What the isolate keeps for matching; a CELL_INTERNAL, Rt.regexp. */
typedef struct RegexpState {
  Cell cell;
  RegexpScratch scratch;
  int32_t *captures;                       /* of the last match; room for any program; mapped */
  uint8_t *arena, *arena_next, *arena_end; /* memory of compilations, and of literals' programs: mapped */
  uint8_t *literals_next, *literals_end;
  Value input;                               /* string of the last match, or undefined */
  Value assigned_input;                      /* RegExp.input as assigned, or EMPTY */
  uint64_t capture_count;                    /* of the last match */
  struct Shape *object_shape, *result_shape; /* of RegExp objects and match results of `realm` */
  struct Realm *realm;
  RegexpCacheEntry cache[REGEXP_CACHE_SIZE];
} RegexpState;

RegexpState *regexp_state_new(void);
static inline RegexpState *regexp_state(void) {
  RegexpState *state = RT->regexp;
  return __builtin_expect(state != NULL, 1) ? state : regexp_state_new();
}

/* RegExpCreate (ES 22.2.3.1): object or JS_EXCEPTION. */
Value regexp_create(String *source, String *flags);

/* Whether v is a RegExp object on which exec and the flags cannot be anything but the original: matching it needs no
 * property look-up. */
bool regexp_is_pristine(Value v);

/* Runs the program at last_index <= length. REGEXP_MATCH: regexp_state()->captures is filled, valid until the next
 * match. An error is thrown: -1. */
int regexp_run(const RegexpProgram *program, String *s, uint32_t last_index, bool is_sticky);

/* The result array of the last match (ES 22.2.7.2, steps 15 on). */
Value regexp_result(const RegexpProgram *program, String *s);

/* `groups` of the last match: an object, or undefined if no group has a name. */
Value regexp_groups(const RegexpProgram *program, String *s);

/* Capture i of the last match: string or undefined. */
Value regexp_capture(String *s, uint32_t i);

/* RegExpExec (ES 22.2.7.1): array (or whatever a patched exec gives), null, JS_EXCEPTION. */
Value regexp_exec_value(Value rx, String *s);

/* lastIndex: reading with ToLength, and Set with throwing. False if thrown. */
bool regexp_get_last_index(Value rx, uint64_t *index);
bool regexp_set_last_index(Value rx, uint64_t index);

#endif
