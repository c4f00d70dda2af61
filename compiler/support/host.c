/*
 * host.c: host.h on libc, for the compiler as an ordinary program.
 */
#include "host.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void *checked(void *p, size_t size) {
  if (p || size == 0) return p;
  fputs("jsc: out of memory\n", stderr);
  exit(1);
}

void *host_alloc(size_t size) { return checked(malloc(size), size); }
void *host_alloc_zeroed(size_t size) { return checked(calloc(1, size), size); }
void *host_realloc(void *p, size_t size) { return checked(realloc(p, size), size); }
void host_free(void *p) { free(p); }

char *host_read_file(const char *path, size_t *len, const char **error) {
  bool is_stdin = !strcmp(path, "-");
  FILE *f = is_stdin ? stdin : fopen(path, "rb");
  if (!f) {
    *error = strerror(errno);
    return NULL;
  }
  struct stat st;
  if (!fstat(fileno(f), &st) && S_ISDIR(st.st_mode)) { /* opens, and claims to be very long */
    if (!is_stdin) fclose(f);
    *error = strerror(EISDIR);
    return NULL;
  }
  size_t capacity = 1 << 16, n = 0;
  if (!is_stdin && !fseek(f, 0, SEEK_END)) {
    long size = ftell(f);
    if (size > 0) capacity = (size_t)size + 2;
    rewind(f);
  }
  char *text = host_alloc(capacity);
  for (size_t got; (got = fread(text + n, 1, capacity - 1 - n, f)) > 0;) {
    n += got;
    if (n + 1 == capacity) text = host_realloc(text, capacity *= 2);
  }
  bool failed = ferror(f);
  if (failed) *error = strerror(errno);
  if (!is_stdin) fclose(f);
  if (failed) {
    host_free(text);
    return NULL;
  }
  text[n] = 0;
  *len = n;
  return text;
}

HostPathKind host_path_kind(const char *path) {
  struct stat st;
  return stat(path, &st) ? HOST_PATH_MISSING : S_ISDIR(st.st_mode) ? HOST_PATH_DIRECTORY : HOST_PATH_FILE;
}

char *host_real_path(const char *path) { return realpath(path, NULL); }

void host_write_error(const char *text, size_t len) {
  fflush(stdout);
  fwrite(text, 1, len, stderr);
}

bool host_error_is_tty(void) { return isatty(2); }

uint64_t host_nanoseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

int host_vformat(char *buffer, size_t size, const char *format, va_list args) {
  return vsnprintf(buffer, size, format, args);
}

int host_format(char *buffer, size_t size, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsnprintf(buffer, size, format, args);
  va_end(args);
  return n;
}

double host_parse_double(const char *text) { return strtod(text, NULL); }

int host_print_double(char *buffer, size_t size, double value) {
  int n = 0;
  for (int digits = 1; digits <= 17; digits++) {
    n = snprintf(buffer, size, "%.*g", digits, value);
    if (strtod(buffer, NULL) == value) break;
  }
  return n;
}

_Noreturn void host_panic(const char *function, const char *message) {
  fprintf(stderr, "jsc: internal error in %s: %s\n", function, message);
  abort();
}
