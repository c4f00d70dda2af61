/*
 * matcher.h: state of the translation of one compiled pattern into one LLVM function, shared by regexp.c (the literal's
 * data), matcher.c (operations), matcher-loop.c (loops over characters) and matcher-text.c (tests of units, search).
 *
 * The function is a RegexpNative (runtime/regexp/native.h). The position and the stack's top are variables, the
 * registers lie below the stack; a failure branches to `back`, which takes the top entry and switches on its state.
 *
 * A choice is put on the stack late (Pending): tests that fail before it had to be go on at its target directly.
 * `ensured` units are known to be left: runs of tests look at the text's end once.
 */
#ifndef JSC_CODEGEN_LLVM_MATCHER_H
#define JSC_CODEGEN_LLVM_MATCHER_H

#include "../../runtime/regexp/native.h"
#include "internal.h"

/* A set of units. RANGES: those above 255 are the ranges of the class at `class`, in words. */
typedef enum SetAbove { ABOVE_NONE, ABOVE_ALL, ABOVE_RANGES } SetAbove;
typedef struct UnitSet {
  uint32_t bits[8];
  SetAbove above;
  uint32_t class;
} UnitSet;

/* A choice that is not on the stack yet. */
typedef struct Pending {
  bool is_set;
  uint32_t target;        /* word where it goes on */
  LLVMValueRef position;  /* there */
  LLVMBasicBlockRef fail; /* goes there directly; NULL until used */
  bool is_not;            /* of a NOT: the stack's height goes to this register before it */
  uint32_t height;
} Pending;

/* What a LOOK or NOT leaves on the stack. */
typedef struct MatcherLook {
  bool choices, undo;
} MatcherLook;

typedef struct Matcher {
  Cg *g;
  const RegexpProgram *program;
  const uint32_t *words;
  LLVMValueRef data; /* the program's constant */
  bool is_wide, is_unicode;
  LLVMTypeRef unit;
  LLVMValueRef f, units, length, scratch, is_sticky;
  LLVMValueRef registers, bottom, limit;
  LLVMValueRef at, top, start, cursor, low, left; /* variables */
  LLVMBasicBlockRef *blocks;                      /* by word: targets of jumps */
  uint32_t *states;                               /* by word: number of the state that goes on there, 0: none */
  LLVMBasicBlockRef back, attempt, exhausted;
  LLVMValueRef dispatch; /* the switch */
  uint32_t nstates;
  Pending pending;
  MatcherLook *looks; /* by the register that holds its height */
  uint32_t ensured;
  uint32_t choices_from; /* before this word the stack is always empty */
} Matcher;

/* matcher-text.c */
LLVMValueRef mt_i32(Matcher *m, uint32_t v);
LLVMValueRef mt_i64(Matcher *m, uint64_t v);
LLVMBasicBlockRef mt_block(Matcher *m);
void mt_enter(Matcher *m, LLVMBasicBlockRef block); /* goes on building there */
LLVMValueRef mt_get(Matcher *m, LLVMValueRef variable);
void mt_set(Matcher *m, LLVMValueRef variable, LLVMValueRef v);
LLVMValueRef mt_offset(Matcher *m, LLVMValueRef v, int64_t by); /* v + by */
LLVMValueRef mt_compare(Matcher *m, LLVMIntPredicate p, LLVMValueRef a, LLVMValueRef b);
LLVMValueRef mt_unit(Matcher *m, LLVMValueRef index); /* as i32 */
LLVMValueRef mt_call(Matcher *m, const char *name, LLVMTypeRef ret, LLVMValueRef *args, unsigned n);
/* A helper for the width of the text: `name` with 8 or 16 behind it, units in front of its arguments. */
LLVMValueRef mt_call_text(Matcher *m, const char *name, LLVMValueRef *args, unsigned n);
LLVMValueRef mt_word_address(Matcher *m, uint32_t offset); /* of a word of the program */
UnitSet mt_class(const Matcher *m, uint32_t offset);
UnitSet mt_first(const Matcher *m, uint32_t offset);
/* Whether unit c (i32) is in the set, ends no line, is a word's: i1. */
LLVMValueRef mt_has(Matcher *m, const UnitSet *set, LLVMValueRef c);
LLVMValueRef mt_is_line_end(Matcher *m, LLVMValueRef c);
LLVMValueRef mt_is_word(Matcher *m, LLVMValueRef c, bool is_extended);
/* Whether the units at `at` (so many of them are there) are these, two a word. */
LLVMValueRef mt_equals(Matcher *m, LLVMValueRef at, const uint32_t *packed, uint32_t count);
/* Whether at is between the halves of a pair; low < at < high is tested too. */
LLVMValueRef mt_splits_pair(Matcher *m, LLVMValueRef at, LLVMValueRef low, LLVMValueRef high);
/* From `at` on to the next start that may match, or out of the function; then to m->attempt. */
void mt_search(Matcher *m, LLVMBasicBlockRef search);

/* matcher.c */
void matcher_require(Matcher *m, LLVMValueRef condition); /* goes on if it holds, fails otherwise */
LLVMBasicBlockRef matcher_failure(Matcher *m);
void matcher_flush(Matcher *m); /* the pending choice goes on the stack */
void matcher_push(Matcher *m, LLVMValueRef state, LLVMValueRef value);
/* The number of a new state, which goes on at `block`: m->at is the entry's value, and the entry is off the stack. */
LLVMValueRef matcher_new_state(Matcher *m, LLVMBasicBlockRef block);
LLVMValueRef matcher_entry_word(Matcher *m, int64_t offset); /* address of a word of the stack, in bytes from its top */
LLVMValueRef matcher_takes(Matcher *m, uint32_t what, uint32_t operand, LLVMValueRef c);
/* The body of f. */
void matcher_compile(Cg *g, const RegexpProgram *program, LLVMValueRef data, bool is_wide, LLVMValueRef f);

/* matcher-loop.c */
void matcher_loop(Matcher *m, const uint32_t *pc);
void matcher_loop_lazy(Matcher *m, const uint32_t *pc);

#endif
