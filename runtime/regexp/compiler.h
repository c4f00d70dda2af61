/*
 * The compiler's state, shared by emit.c (words and tables), first.c (first-sets), compile.c (nodes), quantifier.c
 * (loops) and program.c (the whole).
 *
 * A First is the set of units with which a match of some part can begin. `follow`, wherever it is an argument, is the
 * set of units that can come behind the part; NULL if anything can.
 */
#ifndef JSC_RUNTIME_REGEXP_COMPILER_H
#define JSC_RUNTIME_REGEXP_COMPILER_H

#include "../unicode/unicode.h"
#include "program.h"
#include "tree.h"

/* A set of units; everything above 255 is one member, `others`. */
typedef struct First {
  uint32_t bits[8];
  bool others;
} First;

/* A growing array of words; grows in the arena. */
typedef struct Words {
  uint32_t *words;
  uint32_t count, capacity;
} Words;

typedef struct Compiler {
  Arena *arena;
  Words code;   /* addresses are offsets in it, moved by the header's size at the end */
  Words tables; /* classes, first-sets, units */
  Words fixups; /* words of code that hold an offset in tables: word * 2 + (is it the operand a) */
  Words jumps;  /* the same for targets in code */
  uint32_t register_count;
  bool is_unicode;
  bool is_back; /* inside a lookbehind */
  bool is_too_large;
} Compiler;

enum {
  HEADER_WORDS = sizeof(RegexpProgram) / 4,
  MAX_WORDS = 0xFFFFFF, /* of a program: an operand has 24 bits */
  COPY_LIMIT = 40,      /* words that copies of a loop's body may take */
  FIRST_BUDGET = 200,   /* nodes that a first-set looks at */
  DECIDE_LIMIT = 64,    /* alternatives of a choice that are compared with each other */
};

/* --- emit.c --- */

void re_push_word(Compiler *compiler, Words *list, uint32_t word);

/* Emits an operation's first word; its address. */
uint32_t re_emit(Compiler *compiler, RegexpOp op, uint32_t a);
void re_emit_word(Compiler *compiler, uint32_t word);
/* An operation whose a is an offset in tables; a word that is one. */
void re_emit_with_table(Compiler *compiler, RegexpOp op, uint32_t table);
void re_emit_table(Compiler *compiler, uint32_t table);
/* An operation that jumps by its a, and a word that is a target; either may be set later, by its address. */
uint32_t re_emit_jump(Compiler *compiler, RegexpOp op, uint32_t target);
uint32_t re_emit_target(Compiler *compiler, uint32_t target);
/* Makes the jump (by its a), or the target word, at `at` come here. */
void re_land(Compiler *compiler, uint32_t at);
void re_land_word(Compiler *compiler, uint32_t at);

/* Adds to the tables, unless it is there: words, a class, a first-set, units two a word (after their count, if asked).
 * The offset. */
uint32_t re_add_table(Compiler *compiler, const uint32_t *words, uint32_t count);
uint32_t re_add_class(Compiler *compiler, const CharSet *set);
uint32_t re_add_first(Compiler *compiler, const First *first);
uint32_t re_add_units(Compiler *compiler, const uint16_t *units, uint32_t count, bool is_counted);

/* Sets the bits of first..last as far as they are below 256. */
static inline void re_set_bits(uint32_t bits[8], uint32_t first, uint32_t last) {
  for (uint32_t c = first; c <= last && c < 256; c++) { bits[c >> 5] |= 1u << (c & 31); }
}

/* --- first.c --- */

void re_first_add(First *first, const First *other);
void re_first_add_set(First *first, const CharSet *set);
void re_first_add_char(First *first, uint32_t character);
bool re_first_overlaps(const First *a, const First *b);
/* How many units below 256. */
uint32_t re_first_size(const First *first);

/* Adds what a match of the node can begin with. True if it can match without taking a unit: then what follows counts
 * too. With the budget at its end: everything. */
bool re_add_first_of(const Node *node, First *first, int *budget);
/* What an alternative or loop body begins with; false if nothing useful is known. */
bool re_find_first(Compiler *compiler, const Node *node, First *first);
/* The units that can come behind item `index` of a sequence; false if anything can. */
bool re_find_follow(const Node *sequence, uint32_t index, const First *follow, First *result);

/* --- compile.c --- */

void re_compile_node(Compiler *compiler, const Node *node, const First *follow);
/* Emits a test that leaves for a later target unless the next unit is in `first`; where to land it. */
uint32_t re_emit_peek(Compiler *compiler, const First *first);
/* Whether text has to be read by code points to match the set. */
bool re_needs_points(const Compiler *compiler, const CharSet *set);
bool re_is_all(const CharSet *set);
bool re_is_dot(const CharSet *set);
/* A character of the pattern that is two units of text; a surrogate that must not be half of a pair. */
bool re_is_pair(const Compiler *compiler, uint32_t character);
bool re_is_lone(const Compiler *compiler, uint32_t character);

/* --- quantifier.c --- */

void re_compile_quantifier(Compiler *compiler, const Node *node, const First *follow);

#endif
