/*
 * host.c: compiler/support/host.h inside of a program, and the few functions of the C library that tree-sitter asks for.
 *
 * Memory is one reserved range, handed out in blocks of powers of two; blocks that come back are used again within the
 * same compilation. eval_compile gives all of it back at its end.
 */
#include "../../compiler/support/host.h"

#include <time.h>

#include "../os/os.h"
#include "host.h"
#include "state.h"

typedef struct Block {
  uint64_t size; /* capacity behind this header */
  uint64_t pad;
} Block;

static uint32_t class_of(size_t size) { return size <= 32 ? 5 : 64 - (uint32_t)__builtin_clzll(size - 1); }

static Block *block_of(void *p) { return (Block *)p - 1; }

void *host_alloc(size_t size) {
  EvalState *s = RT->eval;
  uint32_t class = class_of(size);
  if (class < EVAL_CLASSES && s->free[class]) {
    void *p = s->free[class];
    s->free[class] = *(void **)p;
    return p;
  }
  size_t capacity = (size_t)1 << class;
  if (size > (size_t)1 << 16) capacity = (size + 4095) & ~(size_t)4095;
  if (capacity + sizeof(Block) > (size_t)(s->end - s->at)) host_panic(__func__, "out of memory");
  Block *b = (Block *)s->at;
  s->at += sizeof(Block) + capacity;
  b->size = capacity;
  return b + 1;
}

void *host_alloc_zeroed(size_t size) { return memset(host_alloc(size), 0, size); }

void host_free(void *p) {
  if (!p) return;
  EvalState *s = RT->eval;
  Block *b = block_of(p);
  if ((uint8_t *)p + b->size == s->at) {
    s->at = (uint8_t *)b;
    return;
  }
  if (b->size & (b->size - 1)) return; /* of its own size: rare, and gone with the compilation */
  uint32_t class = class_of(b->size);
  if (class >= EVAL_CLASSES) return;
  *(void **)p = s->free[class];
  s->free[class] = p;
}

void *host_realloc(void *p, size_t size) {
  if (!p) return host_alloc(size);
  Block *b = block_of(p);
  if (size <= b->size) return p;
  void *bigger = host_alloc(size);
  memcpy(bigger, p, b->size);
  host_free(p);
  return bigger;
}

enum { SYS_READLINK = 89, SYS_STAT = 4, SYS_CLOSE = 3, SYS_OPEN = 2, OPEN_PATH = 010000000, LONGEST_PATH = 4096 };

char *host_read_file(const char *path, size_t *len, const char **error) {
  size_t capacity;
  int code = 0;
  char *bytes = os_read_file(path, len, &capacity, &code);
  *error = "cannot be read";
  if (!bytes && code) return NULL;
  if (!bytes) *len = 0;
  char *text = host_alloc(*len + 1);
  if (*len) memcpy(text, bytes, *len);
  text[*len] = 0;
  if (bytes) os_unmap(bytes, capacity);
  return text;
}

HostPathKind host_path_kind(const char *path) {
  struct {
    uint64_t before[3];
    uint32_t mode, after[29];
  } stat; /* struct stat of x86-64 */
  if (os_syscall(SYS_STAT, (uint64_t)(uintptr_t)path, (uint64_t)(uintptr_t)&stat, 0, 0, 0, 0) < 0)
    return HOST_PATH_MISSING;
  return (stat.mode & 0170000) == 0040000 ? HOST_PATH_DIRECTORY : HOST_PATH_FILE;
}

/* What the system calls an open file. Without /proc links are not followed. */
char *host_real_path(const char *path) {
  int64_t fd = os_syscall(SYS_OPEN, (uint64_t)(uintptr_t)path, OPEN_PATH, 0, 0, 0, 0);
  if (fd < 0) return NULL;
  char link[40], *real = host_alloc(LONGEST_PATH + 1);
  host_format(link, sizeof link, "/proc/self/fd/%d", (int)fd);
  int64_t n = os_syscall(SYS_READLINK, (uint64_t)(uintptr_t)link, (uint64_t)(uintptr_t)real, LONGEST_PATH, 0, 0, 0);
  os_syscall(SYS_CLOSE, (uint64_t)fd, 0, 0, 0, 0, 0);
  if (n < 0) n = host_format(real, LONGEST_PATH + 1, "%s", path);
  real[n] = 0;
  return real;
}

void host_write_error(const char *text, size_t len) { os_write(2, text, len); }
bool host_error_is_tty(void) { return false; }
uint64_t host_nanoseconds(void) { return os_clock_ns(); }

_Noreturn void host_panic(const char *function, const char *message) {
  static const char head[] = "fatal: the compiler in the program: ";
  os_write(2, head, sizeof head - 1);
  os_write(2, function, strlen(function));
  os_write(2, ": ", 2);
  os_write(2, message, strlen(message));
  os_write(2, "\n", 1);
  os_abort();
}

/* ---- formats: %c %s %d %u %x %X %p %%, with the flag 0, width, precision, and lengths ---- */

typedef struct Out {
  char *at, *end;
  size_t length;
} Out;

static void put(Out *o, char c) {
  if (o->at < o->end) *o->at++ = c;
  o->length++;
}

static void put_number(Out *o, uint64_t n, bool is_negative, unsigned base, int width, bool zeros) {
  char digits[24];
  int count = 0;
  do digits[count++] = "0123456789abcdef"[n % base];
  while (n /= base);
  if (is_negative && zeros) put(o, '-');
  for (int i = count + is_negative; i < width; i++) put(o, zeros ? '0' : ' ');
  if (is_negative && !zeros) put(o, '-');
  while (count) put(o, digits[--count]);
}

static int64_t signed_argument(va_list *args, int longs) { return longs ? va_arg(*args, int64_t) : va_arg(*args, int); }

static void put_text(Out *o, const char *text, int width, int precision) {
  size_t n = 0;
  while ((precision < 0 || n < (size_t)precision) && text[n]) n++;
  for (int i = (int)n; i < width; i++) put(o, ' ');
  for (size_t i = 0; i < n; i++) put(o, text[i]);
}

int host_vformat(char *buffer, size_t size, const char *format, va_list list) {
  Out o = {buffer, size ? buffer + size - 1 : buffer, 0};
  va_list args;
  va_copy(args, list);
  for (const char *f = format; *f; f++) {
    if (*f != '%') {
      put(&o, *f);
      continue;
    }
    bool zeros = *++f == '0';
    int width = 0, precision = -1, longs = 0;
    for (; *f >= '0' && *f <= '9'; f++) width = width * 10 + (*f - '0');
    if (*f == '.') {
      precision = 0;
      if (*++f == '*') precision = va_arg(args, int), f++;
      for (; *f >= '0' && *f <= '9'; f++) precision = precision * 10 + (*f - '0');
    }
    for (; *f == 'l' || *f == 'z'; f++) longs++;
    switch (*f) {
      case '%': put(&o, '%'); break;
      case 'c': put(&o, (char)va_arg(args, int)); break;
      case 's': put_text(&o, va_arg(args, const char *), width, precision); break;
      case 'd': {
        int64_t v = signed_argument(&args, longs);
        put_number(&o, v < 0 ? -(uint64_t)v : (uint64_t)v, v < 0, 10, width, zeros);
        break;
      }
      case 'u':
      case 'x':
      case 'X': {
        char *digits = o.at;
        put_number(&o, longs ? va_arg(args, uint64_t) : va_arg(args, unsigned), false, *f == 'u' ? 10 : 16, width,
                   zeros);
        for (; *f == 'X' && digits < o.at; digits++) *digits -= (*digits >= 'a') * ('a' - 'A');
        break;
      }
      case 'p': put_number(&o, (uintptr_t)va_arg(args, void *), false, 16, width, zeros); break;
      default: host_panic(__func__, format);
    }
  }
  va_end(args);
  if (size) *o.at = 0;
  return (int)o.length;
}

int host_format(char *buffer, size_t size, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int n = host_vformat(buffer, size, format, args);
  va_end(args);
  return n;
}

int host_print_double(char *buffer, size_t size, double value) { /* for dumps, of which there are none here */
  return host_format(buffer, size, "%d", (int)value);
}

/* ---- the C library's names ---- */

typedef struct FILE FILE;
FILE *stderr;

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *p, size_t size);
void free(void *p);
_Noreturn void abort(void);
int snprintf(char *buffer, size_t size, const char *format, ...) __attribute__((alias("host_format")));
int vsnprintf(char *buffer, size_t size, const char *format, va_list args) __attribute__((alias("host_vformat")));

void *malloc(size_t size) { return host_alloc(size); }
void *calloc(size_t count, size_t size) { return memset(host_alloc(count * size), 0, count * size); }
void *realloc(void *p, size_t size) { return host_realloc(p, size); }
void free(void *p) { host_free(p); }
void abort(void) { host_panic(__func__, "tree-sitter"); }

/* Pictures of parse stacks, which nobody asks for: there is no file to write them to. */
int fprintf(FILE *file, const char *format, ...);
int fputs(const char *text, FILE *file);
int fputc(int c, FILE *file);
int fclose(FILE *file);
FILE *fdopen(int fd, const char *mode);
int dup(int fd);
int isprint(int c);
int fprintf(FILE *file, const char *format, ...) {
  (void)file, (void)format;
  return 0;
}
int fputs(const char *text, FILE *file) {
  (void)text, (void)file;
  return 0;
}
int fputc(int c, FILE *file) {
  (void)file;
  return c;
}
int fclose(FILE *file) {
  (void)file;
  return 0;
}
FILE *fdopen(int fd, const char *mode) {
  (void)fd, (void)mode;
  return NULL;
}
int dup(int fd) {
  (void)fd;
  return -1;
}
int isprint(int c) { return c >= ' ' && c < 127; }

int clock_gettime(int clock, struct timespec *t) {
  (void)clock;
  uint64_t ns = os_clock_ns();
  t->tv_sec = (time_t)(ns / 1000000000u);
  t->tv_nsec = (long)(ns % 1000000000u);
  return 0;
}

void *memchr(const void *p, int byte, size_t n) {
  const uint8_t *b = p;
  for (size_t i = 0; i < n; i++)
    if (b[i] == (uint8_t)byte) return (void *)(uintptr_t)(b + i);
  return NULL;
}
int strcmp(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return (int)(uint8_t)*a - (int)(uint8_t)*b;
}
int strncmp(const char *a, const char *b, size_t n) {
  for (; n; n--, a++, b++)
    if (*a != *b || !*a) return (int)(uint8_t)*a - (int)(uint8_t)*b;
  return 0;
}
char *strchr(const char *s, int byte) {
  for (;; s++) {
    if (*s == (char)byte) return (char *)(uintptr_t)s;
    if (!*s) return NULL;
  }
}
char *strrchr(const char *s, int byte) {
  const char *found = NULL;
  do
    if (*s == (char)byte) found = s;
  while (*s++);
  return (char *)(uintptr_t)found;
}

char *strstr(const char *s, const char *part) {
  size_t n = strlen(part);
  for (; *s; s++)
    if (!strncmp(s, part, n)) return (char *)(uintptr_t)s;
  return n ? NULL : (char *)(uintptr_t)s;
}
size_t strcspn(const char *s, const char *reject) {
  size_t n = 0;
  while (s[n] && !strchr(reject, s[n])) n++;
  return n;
}
char *strpbrk(const char *s, const char *accept) {
  s += strcspn(s, accept);
  return *s ? (char *)(uintptr_t)s : NULL;
}
