/*
 * The form of compiled code: operations, tables, and how a search begins. Written by compile.c, read by exec.inc.
 *
 * A class is CLASS_RANGES words of bitmap for 0 to 255, a count, then pairs first, last above. A first-set is a
 * bitmap and a word that says whether units above 255 belong.
 */
#ifndef JSC_RUNTIME_REGEXP_PROGRAM_H
#define JSC_RUNTIME_REGEXP_PROGRAM_H

#include "regexp.h"

typedef enum RegexpOp {
#define REGEXP_OP(name, words) OP_##name,
#include "ops.def"
  OP_LAST
} RegexpOp;

enum {
  CLASS_COUNT = 8,  /* word with the count of ranges */
  CLASS_RANGES = 9, /* first of them */
  FIRST_OTHERS = 8, /* word: 1 if units above 255 belong */
  FIRST_WORDS = 9,
};

#define REGEXP_UNLIMITED 0xFFFFFFFFu /* max of a loop */

/* What a LOOP repeats; POINT reads code points. */
enum { LOOP_CHAR, LOOP_DOT, LOOP_ALL, LOOP_CLASS, LOOP_POINT };

/* What is known of the unit behind a loop. POSSESSIVE: the loop need not give back, what follows cannot begin with
 * a unit that the loop takes. */
enum { FOLLOW_ANY, FOLLOW_POSSESSIVE, FOLLOW_CHAR, FOLLOW_SET };

enum { BACKREF_IGNORE_CASE = 1, BACKREF_UNICODE = 2, BACKREF_BACK = 4 };
enum { WORD_NEGATED = 1, WORD_EXTENDED = 2 };

/* How the search for a start goes. CHAR: start_data is a unit; SET: a first-set; PREFIX: offset of a count and units
 * as in STRING. ANCHOR: only position 0. LINE: only starts of lines. */
enum { START_ANY, START_ANCHOR, START_CHAR, START_SET, START_PREFIX, START_LINE };

/* Marks in the upper bits of a stack entry's first word. */
#define STACK_UNDO 0x80000000u
#define STACK_LOOP 0x40000000u
#define STACK_LAZY 0x20000000u
#define STACK_TARGET 0x1FFFFFFFu

#endif
