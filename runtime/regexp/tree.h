/*
 * What parser and compiler share: the arena of one compilation, sets of code points, the tree.
 *
 * Flags that a modifier group can change (i, m, s) are resolved by the parser: a letter under i is a class closed
 * under case, a dot is a class, assertions and back references carry their own flag. Nothing below the parser looks
 * at the pattern's flags again, but for u/v, which say whether text is read by code points.
 */
#ifndef JSC_RUNTIME_REGEXP_TREE_H
#define JSC_RUNTIME_REGEXP_TREE_H

#include "regexp.h"

#define REGEXP_LAST_CODE_POINT 0x10FFFFu
#define REGEXP_INFINITY 0xFFFFFFFFu
/* Groups within groups: bounds the recursion of parser and compiler. */
#define REGEXP_MAX_DEPTH 1000
#define REGEXP_MAX_CAPTURES 0x7FFF

/* Memory of one compilation: blocks in a list, freed together. */
typedef struct Arena {
  const RegexpMemory *memory;
  struct ArenaBlock *blocks;
  uint8_t *next, *end;
  bool is_exhausted; /* an allocation failed: the compilation is to give up */
} Arena;

/* Zeroed memory aligned to 8; NULL (and is_exhausted) if there is none. */
void *regexp_arena_alloc(Arena *arena, size_t size);
void regexp_arena_free(Arena *arena);

/* A set of code points: ranges ascending, apart and not adjacent. */
typedef struct Range {
  uint32_t first, last;
} Range;

typedef struct CharSet {
  Range *ranges;
  uint32_t count, capacity;
} CharSet;

void set_add(Arena *arena, CharSet *set, uint32_t first, uint32_t last);
void set_add_set(Arena *arena, CharSet *set, const CharSet *other);
void set_invert(Arena *arena, CharSet *set);
void set_intersect(Arena *arena, CharSet *set, const CharSet *other);
void set_subtract(Arena *arena, CharSet *set, const CharSet *other);
bool set_has(const CharSet *set, uint32_t code_point);
/* Adds every code point whose canonical form is that of a member (ES 22.2.2.7.3). */
void set_close_case(Arena *arena, CharSet *set, bool is_unicode);
/* \d, \s and \w; w takes in U+017F and U+212A under u or v with i. */
void set_add_digits(Arena *arena, CharSet *set);
void set_add_spaces(Arena *arena, CharSet *set);
void set_add_words(Arena *arena, CharSet *set, bool is_extended);
void set_add_line_ends(Arena *arena, CharSet *set);

typedef enum NodeKind {
  NODE_EMPTY,
  NODE_CHAR,  /* value: a code point (u, v) or unit */
  NODE_CLASS, /* set */
  NODE_SEQUENCE,
  NODE_CHOICE,
  NODE_CAPTURE,    /* child, value: index */
  NODE_QUANTIFIER, /* child, min, max, is_lazy, captures [first_capture, last_capture) inside */
  NODE_BACKREF,    /* value: index, or names */
  NODE_LOOK,       /* child, is_behind, is_negated, captures inside */
  NODE_START,      /* is_multiline */
  NODE_END,
  NODE_WORD,    /* is_negated, is_extended */
  NODE_NOTHING, /* never matches: an empty class */
} NodeKind;

typedef struct Node {
  NodeKind kind;
  bool is_lazy, is_possessive, is_behind, is_negated, is_multiline, is_ignore_case, is_extended;
  uint32_t value;
  uint32_t min, max;
  uint32_t first_capture, last_capture;
  struct Node *child;
  CharSet *set;
  /* SEQUENCE, CHOICE */
  struct Node **items;
  uint32_t count;
  /* BACKREF by name, until the parser has seen every group: then `indices` */
  const uint16_t *name;
  uint32_t name_length;
  uint32_t *indices;
  uint32_t index_count;
} Node;

/* A named group as the parser met it; kept in order of occurrence. */
typedef struct GroupName {
  const uint16_t *units;
  uint32_t length;
  uint32_t index;
  const struct Alternative *path; /* the alternatives that it is inside of */
  struct GroupName *next;
} GroupName;

typedef struct Tree {
  Node *root;
  uint32_t capture_count; /* with the whole match */
  GroupName *names;
  uint32_t flags;
} Tree;

/* How \p looks names up. */
struct RegexpProperties {
  /* Adds the property's code points to the set; false if there is no such property. */
  bool (*add)(Arena *arena, const char *name, size_t name_length, const char *value, size_t value_length, CharSet *set);
  /* Properties of strings: visits each of its texts (UTF-16); false if there is none. */
  bool (*strings)(const char *name, size_t length, void (*visit)(void *ctx, const uint16_t *units, uint32_t length),
                  void *ctx);
};

bool regexp_parse(Arena *arena, RegexpText pattern, uint32_t flags, const RegexpProperties *properties, Tree *tree,
                  RegexpError *error);

static inline bool regexp_is_unicode(uint32_t flags) { return (flags & (REGEXP_UNICODE | REGEXP_UNICODE_SETS)) != 0; }

#endif
