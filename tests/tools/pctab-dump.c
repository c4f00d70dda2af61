/* pctab-dump: links objects and prints the position table of all of them, for tests.
 *
 * Usage: pctab-dump [--calls] -o OUT FILE.o...
 *   OUT is the executable, with debug sections. Every address of .text at which the answer of pctab_lookup changes is
 *   printed with the whole chain, innermost frame first: "401010 f a.c:3:7 < main a.c:9:2"; "-" means no information.
 *   The table has all rows; with --calls, as in a program, only those that a return address can fall into.
 */
#include "../../compiler/driver/pctab.h"
#include "../../runtime/error/pctab.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Text {
  uint64_t start, end;
} Text;

static void find_text(void *user, const ElfOutputInfo *o) {
  Text *t = user;
  if (strcmp(o->name, ".text") == 0) *t = (Text){o->address, o->address + o->size};
}

static void describe(const uint8_t *table, uint64_t pc, char *out, size_t room) {
  PcEntry e;
  size_t n = 0;
  snprintf(out, room, "-");
  if (!pctab_lookup(table, pc, &e)) return;
  do {
    n += (size_t)snprintf(out + n, room - n, "%s%.*s %.*s:%u:%u", n ? " < " : "", (int)e.function_len, e.function,
                          (int)e.file_len, e.file, e.line, e.column);
  } while (n < room - 1 && pctab_caller(table, &e));
}

int main(int argc, char **argv) {
  ElfOptions options = {.debug = true, .gc = true};
  ElfLink *l = elf_link_new(&options);
  const char *out = NULL;
  bool calls = false;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-o") == 0 && i + 1 < argc) out = argv[++i];
    else if (strcmp(argv[i], "--calls") == 0) calls = true;
    else elf_add_file(l, argv[i]);
  }
  ElfSection *late = elf_synth_late_section(elf_synth_new(l, "table"), ".pctab", 8);
  Arena arena = {0};
  Pctab *t = pctab_new(&arena);
  if (!calls) pctab_keep_all(t);
  const uint8_t *table = NULL, *bytes;
  size_t table_size, size;
  if (!elf_resolve(l) || !elf_layout(l)) goto failed;
  for (size_t i = 0; i < elf_input_count(l); i++)
    if (!pctab_add_dwarf(t, l, elf_input_at(l, i))) {
      fprintf(stderr, "%s\n", pctab_error(t));
      return 1;
    }
  if (!pctab_finish(t, &table, &table_size) || !pctab_valid(table, table_size)) return 1;
  if (!elf_late_fill(l, late, table, table_size)) goto failed;
  Text text = {0};
  elf_outputs_visit(l, find_text, &text);
  char last[4096] = "", now[4096];
  for (uint64_t pc = text.start; pc < text.end; pc++) {
    describe(table, pc, now, sizeof now);
    if (strcmp(now, last) != 0) printf("%" PRIx64 " %s\n", pc, now);
    memcpy(last, now, sizeof last);
  }
  fprintf(stderr, "table: %zu bytes for %" PRIu64 " bytes of code\n", table_size, text.end - text.start);
  if (!elf_link_output(l, &bytes, &size) || (out && !elf_write_file(l, out, bytes, size))) goto failed;
  arena_free(&arena);
  elf_link_free(l);
  return 0;
failed:
  fputs(elf_error_text(l), stderr);
  return 1;
}
