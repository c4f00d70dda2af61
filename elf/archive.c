/* Reading `ar` archives (GNU format).
 *
 * "!<arch>\n", then members: a header of 60 ASCII bytes and the contents, padded to even length. Two members are
 * special: "/" is the index, a big-endian table from symbol to the header offset of the member that defines it
 * ("/SYM64/" with 64-bit numbers), and "//" holds names longer than 15 characters, to which "/123" refers.
 *
 * An archive adds nothing by itself. Each name in its index becomes a lazy symbol, and the member is read when some
 * input needs the name. As in lld and mold, the position of an archive on the command line does not matter, save
 * that the first of several archives with the same name wins.
 */
#include "link.h"

#include <inttypes.h>
#include <string.h>

#define MAGIC_SIZE 8
#define HEADER_SIZE 60

typedef struct Member {
  const char *name; /* as in the header: 16 bytes, padded with blanks */
  const uint8_t *bytes;
  uint64_t size, next; /* next: offset of the following header */
} Member;

static bool fail(const Archive *a, uint64_t offset, const char *what) {
  return elf_error(a->link, "%s: %s (at offset 0x%" PRIx64 ")", a->name, what, offset);
}

/* A decimal number padded with blanks. */
static bool parse_decimal(const uint8_t *p, size_t width, uint64_t *out) {
  uint64_t n = 0;
  size_t i = 0;
  for (; i < width && p[i] >= '0' && p[i] <= '9'; i++) n = n * 10 + (p[i] - '0');
  if (i == 0) return false;
  for (; i < width; i++)
    if (p[i] != ' ') return false;
  *out = n;
  return true;
}

static bool read_member(const Archive *a, uint64_t offset, Member *m) {
  if (offset > a->size || a->size - offset < HEADER_SIZE) return fail(a, offset, "member header exceeds the archive");
  const uint8_t *h = a->bytes + offset;
  if (h[58] != '`' || h[59] != '\n') return fail(a, offset, "not a member header");
  uint64_t size;
  if (!parse_decimal(h + 48, 10, &size)) return fail(a, offset + 48, "member size is not a number");
  if (size > a->size - offset - HEADER_SIZE) return fail(a, offset, "member exceeds the archive");
  *m = (Member){(const char *)h, h + HEADER_SIZE, size, offset + HEADER_SIZE + size + (size & 1)};
  return true;
}

static uint64_t big_endian(const uint8_t *p, unsigned width) {
  uint64_t n = 0;
  for (unsigned i = 0; i < width; i++) n = n << 8 | p[i];
  return n;
}

/* "archive(member)" for messages. */
static const char *display_name(const Archive *a, const Member *m) {
  const char *name = m->name;
  size_t len = 0;
  uint64_t offset;
  if (name[0] == '/' && parse_decimal((const uint8_t *)name + 1, 15, &offset)) {
    name = offset < a->long_names_size ? a->long_names + offset : "";
    size_t room = offset < a->long_names_size ? a->long_names_size - offset : 0;
    while (len < room && name[len] != '/' && name[len] != '\n') len++;
  } else {
    while (len < 16 && name[len] != '/') len++;
  }
  size_t outer = strlen(a->name);
  char *s = elf_alloc(a->link, outer + len + 3);
  memcpy(s, a->name, outer);
  s[outer] = '(';
  memcpy(s + outer + 1, name, len);
  s[outer + 1 + len] = ')';
  return s;
}

static bool read_index(Archive *a, const Member *m, unsigned width) {
  uint64_t at = (uint64_t)(m->bytes - a->bytes);
  if (m->size < width) return fail(a, at, "archive index is too short");
  uint64_t count = big_endian(m->bytes, width);
  if (count > (m->size - width) / width) return fail(a, at, "archive index is too short for its symbols");
  const char *names = (const char *)m->bytes + width + count * width;
  const char *end = (const char *)m->bytes + m->size;
  for (uint64_t i = 0; i < count; i++) {
    size_t room = (size_t)(end - names);
    const char *nul = memchr(names, 0, room);
    if (!nul) return fail(a, at, "archive index has fewer names than symbols");
    uint64_t offset = big_endian(m->bytes + width + i * width, width);
    if (nul != names) elf_symbol_lazy(a->link, elf_symbol_intern(a->link, names), a, offset);
    names = nul + 1;
  }
  return true;
}

bool elf_read_archive(ElfLink *l, const char *name, const uint8_t *bytes, size_t size) {
  Archive *a = elf_alloc(l, sizeof *a);
  a->link = l;
  a->name = elf_strdup(l, name, strlen(name));
  a->bytes = bytes;
  a->size = size;
  bool has_index = false, has_members = false;
  Member index = {0};
  unsigned width = 4;
  for (uint64_t offset = MAGIC_SIZE; offset < size;) {
    Member m;
    if (!read_member(a, offset, &m)) return false;
    if (memcmp(m.name, "/               ", 16) == 0) {
      index = m, has_index = true, width = 4;
    } else if (memcmp(m.name, "/SYM64/         ", 16) == 0) {
      index = m, has_index = true, width = 8;
    } else if (memcmp(m.name, "//              ", 16) == 0) {
      a->long_names = (const char *)m.bytes;
      a->long_names_size = m.size;
    } else {
      has_members = true;
      break; /* the special members come first */
    }
    offset = m.next;
  }
  if (has_index) return read_index(a, &index, width);
  return has_members ? fail(a, MAGIC_SIZE, "archive has no index (run ranlib)") : true;
}

bool elf_load_member(Archive *a, uint64_t header_offset, const char *wanted) {
  for (size_t i = 0; i < a->loaded.count; i++)
    if (a->loaded.at[i] == header_offset)
      return elf_error(a->link, "%s: the index names a member that does not define %s (at offset 0x%" PRIx64 ")",
                       a->name, wanted, header_offset);
  ELF_PUSH(a->link, &a->loaded, header_offset);
  Member m;
  if (!read_member(a, header_offset, &m)) return false;
  return elf_read_object(a->link, display_name(a, &m), m.bytes, m.size) != NULL;
}

static const uint8_t archive_magic[] = "!<arch>\n", thin_magic[] = "!<thin>\n";

bool elf_add_memory(ElfLink *l, const char *name, const void *bytes, size_t size) {
  if (l->phase != PHASE_INPUT) return elf_error(l, "%s: input after elf_resolve", name);
  if (size >= MAGIC_SIZE && memcmp(bytes, archive_magic, MAGIC_SIZE) == 0)
    return elf_read_archive(l, name, bytes, size);
  if (size >= MAGIC_SIZE && memcmp(bytes, thin_magic, MAGIC_SIZE) == 0)
    return elf_error(l, "%s: thin archives are not supported (at offset 0x0)", name);
  return elf_read_object(l, name, bytes, size) != NULL;
}

ElfInput *elf_add_object(ElfLink *l, const char *name, const void *bytes, size_t size) {
  if (l->phase != PHASE_INPUT) {
    elf_error(l, "%s: input after elf_resolve", name);
    return NULL;
  }
  return elf_read_object(l, name, bytes, size);
}

bool elf_add_file(ElfLink *l, const char *path) {
  const uint8_t *bytes;
  size_t size;
  return elf_map_file(l, path, &bytes, &size) && elf_add_memory(l, path, bytes, size);
}
