/*
 * host.h: functions of the C library that compiler code takes for granted; defined in host.c.
 */
#ifndef RUNTIME_EVAL_HOST_H
#define RUNTIME_EVAL_HOST_H

#include <stddef.h>

void *memchr(const void *p, int byte, size_t n);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
char *strchr(const char *s, int byte);
char *strrchr(const char *s, int byte);
char *strstr(const char *s, const char *part);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);

#endif
