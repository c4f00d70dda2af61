/*
 * mem.h: memory functions of the freestanding runtime (there is no libc).
 *
 * memcpy, memmove, memset, memcmp and strlen exist under their standard names as well, because compilers emit calls of
 * them; runtime code writes the mem_ names.
 */
#ifndef RUNTIME_SUPPORT_MEM_H
#define RUNTIME_SUPPORT_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);

#define mem_copy(to, from, n) memcpy(to, from, n)  /* no overlap */
#define mem_move(to, from, n) memmove(to, from, n) /* may overlap */
#define mem_set(to, byte, n) memset(to, byte, n)
#define mem_zero(to, n) memset(to, 0, n)
static inline bool mem_equal(const void *a, const void *b, size_t n) { return memcmp(a, b, n) == 0; }
static inline size_t cstring_length(const char *s) { return strlen(s); }

/* First occurrence of a byte or 16-bit unit at p[0..n), or NULL. */
const uint8_t *mem_find8(const uint8_t *p, uint8_t byte, size_t n);
const uint16_t *mem_find16(const uint16_t *p, uint16_t unit, size_t n);

/* Copies n Latin-1 units to 16-bit units; and back, dropping high bytes. */
void mem_widen(uint16_t *to, const uint8_t *from, size_t n);
void mem_narrow(uint8_t *to, const uint16_t *from, size_t n);
/* Whether all units are below 256; whether all bytes are below 128. */
bool mem_is_latin1(const uint16_t *p, size_t n);
bool mem_is_ascii(const uint8_t *p, size_t n);

#endif
