/* ass-cases.h: instructions to try, made from the rows of inst.def, and their text for llvm-mc. */
#ifndef ASS_CASES_H
#define ASS_CASES_H

#include "../../ass/ass.h"

enum { CASE_OPERANDS = 5, CASE_TEXT = 256 };

typedef struct Case {
  const AssRow *row;
  AssSize size;
  const char *prefix; /* "lock " and so on, "" without */
  unsigned count;
  AssOperand o[CASE_OPERANDS + 1];
} Case;

typedef void CaseVisit(void *user, const Case *c);

/* Every row in all its sizes: each operand with all its values, the others changing; registers with each other. */
void cases_visit(CaseVisit *visit, void *user);
/* Every row with one operand that is of another kind, size or range, one too many, one too few. */
void cases_visit_unfit(CaseVisit *visit, void *user);

/* Random rows with operands of which most fit. */
void cases_visit_random(uint64_t seed, unsigned count, CaseVisit *visit, void *user);

/* Intel's text, or AT&T's where llvm-mc has no other. */
void case_print(char to[CASE_TEXT], const Case *c);

#endif
