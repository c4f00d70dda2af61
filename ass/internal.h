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

/* AssJump.kind: a condition code 0..15, one of these, or the opcode of a jump that has a short form only (E0 to E3) */
enum { ASS_JUMP_ALWAYS = 16, ASS_JUMP_ALIGN = 17, ASS_JUMP_SHORT = 0xE0 };

/* The first row of every name, and the next row of the same name, as numbers from 1. */
enum { ASS_INDEX_SLOTS = 4096, ASS_INDEX_ROWS = 3072 };
typedef struct AssIndex {
  uint16_t first[ASS_INDEX_SLOTS]; /* by hash, open addressing */
  uint16_t next[ASS_INDEX_ROWS];
} AssIndex;
/* The first row of that name, NULL if there is none; the next one of the same name. */
const AssRow *ass_row_find(Ass *a, const char *name);
const AssRow *ass_row_next(const Ass *a, const AssRow *row);

void *ass_resize(Ass *a, void *p, size_t old_size, size_t size);
void ass_leave_section(Ass *a); /* Ass.at is written back to the section's size */
unsigned ass_ref_bytes(AssRefKind kind);
/* ass_write_mem of an address that is checked; it may have a vector register as index. */
uint8_t *ass_put_mem(Ass *a, uint8_t *p, unsigned reg, const AssMem *m, unsigned following);
void ass_add_ref(Ass *a, uint32_t offset, AssRefKind kind, AssLabel label, int32_t addend);

#endif
