/* stack.h: hooks run on the stack of whoever called the object: kernels find things by it, and it is theirs. */
#ifndef RUNTIME_OS_HOOKS_STACK_H
#define RUNTIME_OS_HOOKS_STACK_H

#include <stdint.h>

/* Where the stack of the outermost call was left, NULL: JavaScript does not run. */
void *hooks_home(void); /* embed/embed.c */
/* hook(a, b, c) on the stack `home`, on this one if that is NULL. */
uint64_t hooks_call(void *hook, uint64_t a, uint64_t b, uint64_t c, void *home);
void hooks_yield(void); /* jsc_host_yield */
/* Leaves everything that was called since the stack of the outermost call was left, and never runs JavaScript again:
 * embed/embed.c. Returns if JavaScript does not run. */
void hooks_abandon(const char *why);

#endif
