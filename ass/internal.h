/* internal.h: what the files of the assembler share. */
#ifndef ASS_INTERNAL_H
#define ASS_INTERNAL_H

#include "ass.h"

#if __STDC_HOSTED__
#include <string.h>
#else
void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
int strcmp(const char *a, const char *b);
size_t strlen(const char *s);
#endif

/* AssJump.kind: a condition code 0..15, or */
enum { ASS_JUMP_ALWAYS = 16, ASS_JUMP_ALIGN = 17 };

void *ass_resize(Ass *a, void *p, size_t old_size, size_t size);
void ass_leave_section(Ass *a); /* Ass.at is written back to the section's size */
void ass_add_ref(Ass *a, uint32_t offset, AssRefKind kind, AssLabel label, int32_t addend);

#endif
