/* string.h where there is no libc: memory, and strings that end with a NUL. See README.md. */
#ifndef FREESTANDING_STRING_H
#define FREESTANDING_STRING_H
#include <stddef.h>
void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *memchr(const void *p, int byte, size_t n);
size_t strlen(const char *s);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
char *strchr(const char *s, int byte);
char *strrchr(const char *s, int byte);
char *strstr(const char *s, const char *part);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);
#endif
