/*
 * pack-grammar.c: prints the grammar's two large tables, compressed, as C: build/gen/grammar_tables.h. Fails if
 * compiler/parse/grammar-packed.c differs from the package in anything else.
 */
#define PACK
#include "../compiler/parse/grammar-packed.c"

#include <stdio.h>
#include <string.h>

#include "../compiler/support/lz.h"

static void print(const char *name, const char *macro, const void *table, size_t size) {
  Arena arena = {0};
  LzBytes out = {.arena = &arena};
  lz_encode(&out, table, (uint32_t)size, LZ_SMALL);
  printf("#define %s %zu\nstatic const uint8_t %s[] = {", macro, size, name);
  for (uint32_t i = 0; i < out.count; i++) printf("%s%u,", i % 24 ? "" : "\n", out.items[i]);
  printf("\n};\n");
  arena_free(&arena);
}

int main(void) {
  TSLanguage theirs = *package_language(), ours = packed;
  ours.parse_table = theirs.parse_table;
  ours.small_parse_table = theirs.small_parse_table;
  if (memcmp(&theirs.parse_table, &ours.parse_table,
             offsetof(TSLanguage, external_scanner) - offsetof(TSLanguage, parse_table)) ||
      ours.abi_version != theirs.abi_version || ours.state_count != theirs.state_count ||
      ours.external_token_count != theirs.external_token_count ||
      ours.max_reserved_word_set_size != theirs.max_reserved_word_set_size ||
      ours.supertype_count != theirs.supertype_count || ours.reserved_words != theirs.reserved_words ||
      ours.metadata.minor_version != theirs.metadata.minor_version) {
    fprintf(stderr, "pack-grammar: compiler/parse/grammar-packed.c is not the package's grammar\n");
    return 1;
  }
  print("packed_parse_table", "PARSE_TABLE_SIZE", theirs.parse_table, sizeof ts_parse_table);
  print("packed_small_parse_table", "SMALL_PARSE_TABLE_SIZE", theirs.small_parse_table, sizeof ts_small_parse_table);
  return 0;
}
