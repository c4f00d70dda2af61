/*
 * host.h: the only door from parse, scope, ir and codegen-ass to the machine they run on.
 *
 * The compiler proper implements it on libc (host.c); a program that carries the front end for run-time code gives
 * its own implementation. Nothing else in those folders may include a libc header, apart from <string.h>'s mem*
 * and str* family; support/freestanding/ has the headers for a build without libc (`make build/free/frontend.o`).
 */
#ifndef JSC_HOST_H
#define JSC_HOST_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Memory. Never return NULL: running out of memory ends the process with a message. */
void *host_alloc(size_t size);
void *host_alloc_zeroed(size_t size);
void *host_realloc(void *p, size_t size);
void host_free(void *p);

/* Reads a whole file; "-" is standard input. The bytes are followed by a NUL that `len` does not count; the caller
 * frees them. NULL: could not be read, *error says why (a static string). */
char *host_read_file(const char *path, size_t *len, const char **error);

/* What there is at a path, links followed. */
typedef enum HostPathKind { HOST_PATH_MISSING, HOST_PATH_FILE, HOST_PATH_DIRECTORY } HostPathKind;
HostPathKind host_path_kind(const char *path);
/* The absolute path without links, which the caller frees; NULL: there is no such file. */
char *host_real_path(const char *path);

/* Writes to standard error. */
void host_write_error(const char *text, size_t len);

/* Standard error is a terminal: colours are welcome. */
bool host_error_is_tty(void);

/* Nanoseconds of a monotonic clock. */
uint64_t host_nanoseconds(void);

/* snprintf and its va_list form, as C11 has them. */
int host_format(char *buffer, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
int host_vformat(char *buffer, size_t size, const char *format, va_list args);

/* Nearest double of a decimal literal ("12", "1.5e-3"), correctly rounded; `text` is NUL-terminated. */
double host_parse_double(const char *text);

/* Shortest decimal form that reads back as `value` (at most 17 digits), as C's %.{1..17}g prints it; for dumps. */
int host_print_double(char *buffer, size_t size, double value);

/* An error of the compiler itself: prints and ends the process. */
_Noreturn void host_panic(const char *function, const char *message);

#define ASSERT(condition)                                                    \
  do {                                                                       \
    if (!(condition)) host_panic(__func__, "assertion failed: " #condition); \
  } while (0)
#define UNREACHABLE() host_panic(__func__, "unreachable code reached")

#endif
