/* elf-link: the linker library as a command, for tests.
 *
 * Usage: elf-link -o OUT [options] FILE...
 *   --gc --strip --debug --no-merge     as in ElfOptions
 *   --keep PREFIX --entry NAME --base N likewise
 *   --bound NAME=SECTION:start|end      elf_define_bound
 *   --abs NAME=N                        elf_define_absolute
 *   --require NAME                      elf_require
 *   --relocatable                       one object; --export NAME=TARGET, --import NAME
 *   --map                               prints "address size name" of every symbol
 *   --outputs                           prints "address size name" of every output section
 *   --late                              a late section .late between late_start and late_end: the number of symbols
 *                                       (8 bytes), then their addresses
 * Errors go to standard error, exit status 1.
 */
#include "../../elf/elf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Table {
  uint64_t *at;
  size_t count;
} Table;

static void usage(void) {
  fputs("usage: elf-link -o OUT [options] FILE...\n", stderr);
  exit(2);
}

static void print_symbol(void *user, const ElfSymbolInfo *s) {
  (void)user;
  printf("%08" PRIx64 " %6" PRIu64 " %s\n", s->value, s->size, s->name);
}

static void print_output(void *user, const ElfOutputInfo *o) {
  (void)user;
  printf("%08" PRIx64 " %6" PRIx64 " %06" PRIx64 " %s\n", o->address, o->size, o->offset, o->name);
}

static void add_address(void *user, const ElfSymbolInfo *s) {
  Table *t = user;
  t->at = realloc(t->at, (t->count + 2) * sizeof *t->at);
  t->at[++t->count] = s->value;
}

static int fail(ElfLink *l) {
  fputs(elf_error_text(l), stderr);
  elf_link_free(l);
  return 1;
}

int main(int argc, char **argv) {
  ElfOptions options = {0};
  const char *out = NULL, *keep[16];
  bool map = false, outputs = false, late = false, relocatable = false;
  options.keep = keep;
  ElfLink *l = elf_link_new(NULL);
  for (int i = 1; i < argc; i++) {
    const char *a = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;
    if (a[0] != '-') continue;
    if (strcmp(a, "--gc") == 0) options.gc = true;
    else if (strcmp(a, "--strip") == 0) options.strip = true;
    else if (strcmp(a, "--debug") == 0) options.debug = true;
    else if (strcmp(a, "--no-merge") == 0) options.no_merge = true;
    else if (strcmp(a, "--map") == 0) map = true;
    else if (strcmp(a, "--outputs") == 0) outputs = true;
    else if (strcmp(a, "--late") == 0) late = true;
    else if (strcmp(a, "--relocatable") == 0) relocatable = true;
    else if (!next) usage();
    else if (strcmp(a, "-o") == 0) out = next, i++;
    else if (strcmp(a, "--entry") == 0) options.entry = next, i++;
    else if (strcmp(a, "--base") == 0) options.base = strtoull(next, NULL, 0), i++;
    else if (strcmp(a, "--keep") == 0 && options.keep_count < 16) keep[options.keep_count++] = next, i++;
    else if (strcmp(a, "--require") == 0) elf_require(l, next), i++;
    else if (strcmp(a, "--import") == 0) elf_import(l, next), i++;
    else if (strcmp(a, "--export") == 0 && strchr(next, '=')) {
      char *name = strdup(next), *target = strchr(name, '=');
      *target++ = 0;
      elf_export(l, name, target);
      free(name);
      i++;
    } else if (strcmp(a, "--abs") == 0 || strcmp(a, "--bound") == 0) {
      char *name = strdup(next), *value = strchr(name, '=');
      if (!value) usage();
      *value++ = 0;
      char *colon = strchr(value, ':');
      if (a[2] == 'a') {
        elf_define_absolute(l, name, strtoull(value, NULL, 0));
      } else {
        if (!colon) usage();
        *colon = 0;
        elf_define_bound(l, name, value, colon[1] == 'e' ? ELF_BOUND_END : ELF_BOUND_START);
      }
      free(name);
      i++;
    } else usage();
  }
  if (!out) usage();
  elf_link_options(l, &options);
  for (int i = 1; i < argc; i++) {
    static const char *const with_value[] = {"-o",    "--entry", "--base",   "--keep",  "--require",
                                             "--abs", "--bound", "--export", "--import"};
    if (argv[i][0] == '-') {
      for (size_t k = 0; k < sizeof with_value / sizeof *with_value; k++)
        if (strcmp(argv[i], with_value[k]) == 0) {
          i++;
          break;
        }
    } else {
      elf_add_file(l, argv[i]);
    }
  }
  ElfSection *table = NULL;
  if (late) {
    ElfInput *in = elf_synth_new(l, "late");
    table = elf_synth_late_section(in, ".late", 8);
    elf_define_bound(l, "late_start", ".late", ELF_BOUND_START);
    elf_define_bound(l, "late_end", ".late", ELF_BOUND_END);
  }
  if (!elf_resolve(l) || !elf_layout(l)) return fail(l);
  Table t = {calloc(1, sizeof(uint64_t)), 0};
  if (late) {
    elf_symbols_visit(l, add_address, &t);
    t.at[0] = t.count;
    elf_late_fill(l, table, t.at, (t.count + 1) * sizeof *t.at);
  }
  const uint8_t *bytes;
  size_t size;
  bool ok = relocatable ? elf_link_relocatable(l, &bytes, &size) : elf_link_output(l, &bytes, &size);
  if (!ok || !elf_write_file(l, out, bytes, size)) return fail(l);
  if (map) elf_symbols_visit(l, print_symbol, NULL);
  if (outputs) elf_outputs_visit(l, print_output, NULL);
  free(t.at);
  elf_link_free(l);
  return 0;
}
