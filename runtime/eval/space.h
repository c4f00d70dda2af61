/*
 * space.h: memory for code made at run time.
 */
#ifndef RUNTIME_EVAL_SPACE_H
#define RUNTIME_EVAL_SPACE_H

#include "state.h"

/* The number that the next record will have. */
uint32_t code_next_number(void);
/* A record with room for code and zeroed data; NULL when there is none. May collect. It lives while something refers to an
 * address in it. */
CodeRecord *code_record_new(size_t code_size, size_t data_size);
/* Its code may be written, but not run, in between. False where the system does not allow it. */
bool code_open(CodeRecord *r);
bool code_close(CodeRecord *r);
/* Collects when much code has been made. */
void code_collect_if_due(void);

#endif
