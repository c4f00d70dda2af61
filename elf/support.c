/* Memory, errors and files: what the linker asks of the C library.
 *
 * The arena hands out zeroed memory from large blocks and frees all of it at once. Exhausted memory ends the
 * process with a message: there is nothing a link could do about it.
 */
#include "link.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_SIZE (256 * 1024)

typedef struct ArenaBlock {
  struct ArenaBlock *next;
  size_t pad;
} ArenaBlock;

typedef struct Mapping {
  struct Mapping *next;
  void *bytes;
  size_t size;
} Mapping;

static void *checked_calloc(size_t size) {
  void *p = calloc(1, size);
  if (!p) {
    fputs("elf: out of memory\n", stderr);
    exit(1);
  }
  return p;
}

void *elf_alloc(ElfLink *l, size_t size) {
  Arena *a = &l->arena;
  size = (size + 15) & ~(size_t)15;
  if ((size_t)(a->end - a->next) < size) {
    /* A large request gets a block of its own and leaves the current one open. */
    bool is_large = size > BLOCK_SIZE / 4;
    size_t room = is_large ? size : BLOCK_SIZE;
    ArenaBlock *b = checked_calloc(sizeof *b + room);
    b->next = a->blocks;
    a->blocks = b;
    if (is_large) return b + 1;
    a->next = (uint8_t *)(b + 1);
    a->end = a->next + room;
  }
  void *p = a->next;
  a->next += size;
  return p;
}

void *elf_grow(ElfLink *l, void *old, size_t *room, size_t item) {
  size_t bigger = *room ? *room * 2 : 8;
  void *p = elf_alloc(l, bigger * item);
  if (*room) memcpy(p, old, *room * item);
  *room = bigger;
  return p;
}

char *elf_strdup(ElfLink *l, const char *s, size_t len) {
  char *p = elf_alloc(l, len + 1);
  memcpy(p, s, len);
  return p;
}

uint32_t elf_hash(const void *bytes, size_t size) {
  const uint8_t *p = bytes;
  uint64_t h = size * 0x9e3779b97f4a7c15ull;
  for (; size >= 8; size -= 8, p += 8) {
    uint64_t w;
    memcpy(&w, p, 8);
    h = (h ^ w) * 0x9e3779b97f4a7c15ull;
    h ^= h >> 32;
  }
  uint64_t w = 0;
  if (size) memcpy(&w, p, size);
  h = (h ^ w) * 0x9e3779b97f4a7c15ull;
  return (uint32_t)(h >> 32);
}

ElfLink *elf_link_new(const ElfOptions *options) {
  ElfLink *l = calloc(1, sizeof *l);
  if (!l) return NULL;
  l->own = elf_input_new(l, "<linker>");
  l->own->is_linker = true;
  elf_link_options(l, options);
  return l;
}

void elf_link_options(ElfLink *l, const ElfOptions *options) {
  l->options = options ? *options : (ElfOptions){0};
  if (!l->options.entry) l->options.entry = "_start";
  if (!l->options.base) l->options.base = 0x400000;
}

void elf_link_free(ElfLink *l) {
  if (!l) return;
  elf_link_free(l->object);
  for (Mapping *m = l->mappings; m; m = m->next) munmap(m->bytes, m->size);
  for (ArenaBlock *b = l->arena.blocks, *next; b; b = next) {
    next = b->next;
    free(b);
  }
  free(l);
}

size_t elf_error_count(const ElfLink *l) { return l->error_count; }

const char *elf_error_text(ElfLink *l) {
  if (!l->error_count) return "";
  ELF_PUSH(l, &l->errors, '\0');
  l->errors.count--;
  return l->errors.at;
}

bool elf_error(ElfLink *l, const char *format, ...) {
  char line[1024];
  va_list args;
  va_start(args, format);
  vsnprintf(line, sizeof line, format, args);
  va_end(args);
  l->error_count++;
  /* Damaged input can hold any byte in a name: keep to one printable line. */
  for (char *p = line; *p; p++) {
    char c = (unsigned char)*p < ' ' || *p == 127 ? '?' : *p;
    ELF_PUSH(l, &l->errors, c);
  }
  ELF_PUSH(l, &l->errors, '\n');
  return false;
}

bool elf_map_file(ElfLink *l, const char *path, const uint8_t **bytes, size_t *size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return elf_error(l, "%s: cannot open: %s", path, strerror(errno));
  struct stat st;
  if (fstat(fd, &st) < 0) {
    int e = errno;
    close(fd);
    return elf_error(l, "%s: cannot stat: %s", path, strerror(e));
  }
  if (!S_ISREG(st.st_mode)) {
    close(fd);
    return elf_error(l, "%s: not a regular file", path);
  }
  *bytes = (const uint8_t *)"";
  *size = (size_t)st.st_size;
  if (*size) {
    void *p = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED) {
      int e = errno;
      close(fd);
      return elf_error(l, "%s: cannot map: %s", path, strerror(e));
    }
    Mapping *m = elf_alloc(l, sizeof *m);
    *m = (Mapping){l->mappings, p, *size};
    l->mappings = m;
    *bytes = p;
  }
  close(fd);
  return true;
}

bool elf_write_all(int fd, const void *bytes, size_t size) {
  const uint8_t *p = bytes;
  while (size) {
    ssize_t n = write(fd, p, size);
    if (n < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    p += n;
    size -= (size_t)n;
  }
  return true;
}

bool elf_write_file(ElfLink *l, const char *path, const void *bytes, size_t size) {
  struct stat st;
  if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return elf_error(l, "%s: cannot open for writing: %s", path, strerror(errno));
    bool ok = elf_write_all(fd, bytes, size);
    int e = errno;
    if (close(fd) != 0 && ok) ok = false, e = errno;
    return ok ? true : elf_error(l, "%s: cannot write: %s", path, strerror(e));
  }
  size_t len = strlen(path);
  char *temp = elf_alloc(l, len + 16);
  const char *slash = strrchr(path, '/');
  size_t dir = slash ? (size_t)(slash - path) + 1 : 0;
  /* The name stays within the limit of a file name however long the target's is. */
  memcpy(temp, path, dir);
  memcpy(temp + dir, ".jsc-XXXXXX", 12);
  int fd = mkstemp(temp);
  if (fd < 0) return elf_error(l, "%s: cannot create a file beside it: %s", path, strerror(errno));
  bool ok = elf_write_all(fd, bytes, size) && fchmod(fd, 0755) == 0;
  int e = errno;
  if (close(fd) != 0 && ok) ok = false, e = errno;
  if (ok && rename(temp, path) != 0) ok = false, e = errno;
  if (ok) return true;
  unlink(temp);
  return elf_error(l, "%s: cannot write: %s", path, strerror(e));
}
