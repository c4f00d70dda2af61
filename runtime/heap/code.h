/*
 * code.h: what the collector has to do about code made at run time (eval/space.c): nothing, unless it is compiled for
 * programs that can make some.
 */
#ifndef RUNTIME_HEAP_CODE_H
#define RUNTIME_HEAP_CODE_H

#include "internal.h"

#ifdef JSC_EVAL
#include "../eval/state.h"
void code_mark(Heap *h, uintptr_t a); /* a: an address of code or its data, or near them */
void code_forget_marks(void);
void code_mark_all(Heap *h);
void code_sweep(void);
static inline void code_meet(Heap *h, uint64_t word) {
  if (code_has_address(word)) code_mark(h, word);
}
#else
static inline void code_forget_marks(void) {}
static inline void code_mark_all(Heap *h) { (void)h; }
static inline void code_sweep(void) {}
static inline void code_meet(Heap *h, uint64_t word) { (void)h, (void)word; }
#endif

#endif
