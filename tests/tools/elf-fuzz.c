/* elf-fuzz: links damaged inputs in memory. The linker must answer with an executable or with error lines that name
 * the input; a crash, a hang or an empty error is a failure.
 *
 * Usage: elf-fuzz [--truncate | --mutate SEED COUNT] VICTIM FILE...
 *   --truncate  VICTIM cut off at every length (in steps, for large files)
 *   --mutate    COUNT times VICTIM with one to eight bytes changed, at places and to values drawn from SEED
 * The other files are linked along with it, undamaged.
 */
#include "../../elf/elf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct File {
  const char *name;
  uint8_t *bytes;
  size_t size;
} File;

static File read_file(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) {
    perror(path);
    exit(2);
  }
  File out = {.name = path};
  fseek(f, 0, SEEK_END);
  out.size = (size_t)ftell(f);
  rewind(f);
  out.bytes = malloc(out.size + 1);
  if (fread(out.bytes, 1, out.size, f) != out.size) exit(2);
  fclose(f);
  return out;
}

static uint64_t state;
static uint32_t draw(uint32_t below) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)((state >> 20) % below);
}

/* Every second link also has debug sections and no garbage collection, so that other code meets the damage. */
static bool link_once(const uint8_t *victim, size_t size, File *others, int count, unsigned round, bool *refused) {
  ElfOptions options = {.gc = round & 1, .debug = round & 2, .strip = round & 4};
  ElfLink *l = elf_link_new(&options);
  /* Exactly as large as it is, so that a checker sees a read beyond the end. */
  uint8_t *copy = malloc(size ? size : 1);
  memcpy(copy, victim, size);
  elf_add_memory(l, "victim", copy, size);
  for (int i = 0; i < count; i++) elf_add_memory(l, others[i].name, others[i].bytes, others[i].size);
  const uint8_t *out;
  size_t out_size;
  bool ok = elf_resolve(l) && elf_layout(l) && elf_link_output(l, &out, &out_size);
  const char *text = elf_error_text(l);
  bool is_fine = ok ? elf_error_count(l) == 0 && out_size > 64 : elf_error_count(l) > 0 && strlen(text) > 10;
  if (!is_fine) fprintf(stderr, "neither output nor error\n%s", text);
  *refused = !ok;
  elf_link_free(l);
  free(copy);
  return is_fine;
}

int main(int argc, char **argv) {
  bool mutate = argc > 3 && strcmp(argv[1], "--mutate") == 0;
  int first = mutate ? 4 : 2;
  if (argc <= first || (!mutate && strcmp(argv[1], "--truncate") != 0)) {
    fputs("usage: elf-fuzz [--truncate | --mutate SEED COUNT] VICTIM FILE...\n", stderr);
    return 2;
  }
  File victim = read_file(argv[first]), others[16];
  int count = 0;
  for (int i = first + 1; i < argc && count < 16; i++) others[count++] = read_file(argv[i]);
  size_t rounds = 0, refusals = 0;
  bool refused;
  if (!mutate) {
    size_t step = victim.size / 2000 + 1;
    for (size_t n = 0; n < victim.size; n += step, rounds++) {
      if (!link_once(victim.bytes, n, others, count, (unsigned)rounds, &refused)) return 1;
      refusals += refused;
    }
  } else {
    state = strtoull(argv[2], NULL, 0) * 0x9e3779b97f4a7c15ull + 1;
    uint8_t *bytes = malloc(victim.size + 1);
    for (size_t total = strtoull(argv[3], NULL, 0); rounds < total; rounds++) {
      memcpy(bytes, victim.bytes, victim.size);
      for (uint32_t n = draw(8) + 1; n-- > 0;) {
        static const uint8_t telling[] = {0, 1, 2, 4, 0x7f, 0x80, 0xfe, 0xff};
        /* Headers lie at both ends of an object. */
        uint32_t reach = (uint32_t)victim.size, at = draw(reach);
        if (draw(3) == 0 && reach > 64) at = draw(64);
        if (draw(3) == 0 && reach > 1024) at = reach - 1 - draw(1024);
        bytes[at] = draw(2) ? telling[draw(8)] : draw(2) ? (uint8_t)draw(256) : bytes[at] ^ (uint8_t)(1u << draw(8));
      }
      if (!link_once(bytes, victim.size, others, count, (unsigned)rounds, &refused)) {
        fprintf(stderr, "round %zu\n", rounds);
        return 1;
      }
      refusals += refused;
    }
    free(bytes);
  }
  free(victim.bytes);
  for (int i = 0; i < count; i++) free(others[i].bytes);
  printf("%zu links, %zu refused\n", rounds, refusals);
  return 0;
}
