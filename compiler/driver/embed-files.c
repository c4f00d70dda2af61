/*
 * embed-files.c: see embed-files.h. Files, directories and symbolic links, each by its name, so that the same tree gives
 * the same bytes; other kinds of files are refused.
 */
#include "embed-files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../runtime/os/bare/embedded.h"
#include "../support/array.h"

typedef struct Found {
  const char *path; /* in the image */
  const void *bytes;
  uint64_t size, modified_ns;
  uint32_t mode;
} Found;
typedef struct Files {
  Arena *arena;
  ARRAY(Found) found;
} Files;

static bool fail(const char *path, const char *why) {
  fprintf(stderr, "jsc: --embed: %s: %s\n", path, why);
  return false;
}

static bool read_file(Files *f, const char *path, Found *out) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  uint8_t *bytes = ARENA_ARRAY(f->arena, uint8_t, out->size + 1);
  uint64_t done = 0;
  ssize_t n = fd < 0 ? -1 : 0;
  while (n >= 0 && done < out->size && (n = read(fd, bytes + done, out->size - done)) > 0) done += (uint64_t)n;
  if (n < 0) fail(path, strerror(errno));
  if (fd >= 0) close(fd);
  out->bytes = bytes;
  out->size = done;
  return n >= 0;
}

static bool read_target(Files *f, const char *path, Found *out) {
  char *text = ARENA_ARRAY(f->arena, char, PATH_MAX);
  ssize_t n = readlink(path, text, PATH_MAX);
  if (n < 0) return fail(path, strerror(errno));
  out->bytes = text;
  out->size = (uint64_t)n;
  return true;
}

static int is_entry(const struct dirent *e) { return strcmp(e->d_name, ".") && strcmp(e->d_name, ".."); }
static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static bool add(Files *f, const char *path, const char *as);

static bool add_directory(Files *f, const char *path, const char *as) {
  struct dirent **entries;
  int n = scandir(path, &entries, is_entry, by_name);
  bool ok = n >= 0 || fail(path, strerror(errno));
  for (int i = 0; i < n; i++) {
    const char *name = entries[i]->d_name, *slash = strcmp(as, "/") ? "/" : "";
    ok = ok && add(f, arena_format(f->arena, "%s/%s", path, name), arena_format(f->arena, "%s%s%s", as, slash, name));
    free(entries[i]);
  }
  if (n >= 0) free(entries);
  return ok;
}

static bool add(Files *f, const char *path, const char *as) {
  struct stat s;
  if (lstat(path, &s)) return fail(path, strerror(errno));
  Found found = {.path = as,
                 .size = S_ISREG(s.st_mode) ? (uint64_t)s.st_size : 0,
                 .modified_ns = (uint64_t)s.st_mtim.tv_sec * 1000000000u + (uint64_t)s.st_mtim.tv_nsec,
                 .mode = s.st_mode};
  bool ok = S_ISREG(s.st_mode)   ? read_file(f, path, &found)
            : S_ISLNK(s.st_mode) ? read_target(f, path, &found)
                                 : S_ISDIR(s.st_mode) || fail(path, "neither a file nor a directory nor a link");
  if (ok) ARRAY_PUSH(f->arena, &f->found, found);
  return ok && (!S_ISDIR(s.st_mode) || add_directory(f, path, as));
}

/* PATH or PATH=/WHERE. */
static bool add_option(Files *f, const char *option) {
  const char *where = strstr(option, "=/");
  const char *path = where ? arena_strndup(f->arena, option, (size_t)(where - option)) : option;
  char *real = realpath(path, NULL);
  if (!real) return fail(path, strerror(errno));
  const char *from = arena_strndup(f->arena, real, strlen(real));
  free(real);
  size_t n = where ? strlen(where + 1) : 0;
  while (n > 1 && where[n] == '/') n--;
  return add(f, from, where ? arena_strndup(f->arena, where + 1, n) : from);
}

bool embed_files_add(ElfInput *in, const Options *o, Arena *arena) {
  Files f = {.arena = arena};
  for (uint32_t i = 0; i < o->embeds.count; i++)
    if (!add_option(&f, o->embeds.items[i])) return false;
  uint64_t size = sizeof(EmbeddedHeader) + f.found.count * sizeof(EmbeddedFile);
  for (uint32_t i = 0; i < f.found.count; i++) size += strlen(f.found.items[i].path) + 1 + f.found.items[i].size;
  uint8_t *all = ARENA_ARRAY(arena, uint8_t, size);
  EmbeddedHeader *header = (EmbeddedHeader *)(void *)all;
  EmbeddedFile *rows = (EmbeddedFile *)(void *)(header + 1);
  uint64_t at = sizeof *header + f.found.count * sizeof *rows;
  header->count = f.found.count;
  for (uint32_t i = 0; i < f.found.count; i++) {
    const Found *e = &f.found.items[i];
    uint64_t length = strlen(e->path) + 1;
    rows[i] = (EmbeddedFile){at, at + length, e->size, e->modified_ns, e->mode, 0};
    memcpy(all + at, e->path, length);
    if (e->size) memcpy(all + at + length, e->bytes, e->size);
    at += length + e->size;
  }
  ElfSection *s =
      elf_synth_section(in, &(ElfSectionDesc){".rodata.embedded", ELF_SHT_PROGBITS, ELF_SHF_ALLOC, 8, 0, all, size});
  elf_synth_symbol(in, &(ElfSymbolDesc){"jsc_embedded", s, false, 0, size, ELF_STB_GLOBAL, ELF_STT_OBJECT, 0});
  return true;
}
