/* stdio.h where there is no libc: snprintf, and the streams of tree-sitter's debugging output. See README.md. */
#ifndef FREESTANDING_STDIO_H
#define FREESTANDING_STDIO_H
#include <stdarg.h>
#include <stddef.h>
typedef struct FILE FILE;
extern FILE *stderr;
int snprintf(char *buffer, size_t size, const char *format, ...);
int vsnprintf(char *buffer, size_t size, const char *format, va_list args);
int fprintf(FILE *file, const char *format, ...);
int fputs(const char *text, FILE *file);
int fputc(int c, FILE *file);
size_t fwrite(const void *data, size_t size, size_t count, FILE *file);
FILE *fdopen(int fd, const char *mode);
int fclose(FILE *file);
#endif
