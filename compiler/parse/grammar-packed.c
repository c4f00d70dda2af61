/*
 * grammar-packed.c: the grammar with its two large tables compressed. It is compiled into programs in place of grammar.c
 * and of the package's parser.c, which it includes; the function that names the tables is not called and is not linked.
 * With PACK defined it is the tool that compresses them (tools/pack-grammar.c).
 */
#define tree_sitter_javascript package_language
#include "parser.c"
#undef tree_sitter_javascript

#include "grammar.h"

static const TSLanguage packed = {
    .abi_version = LANGUAGE_VERSION,
    .symbol_count = SYMBOL_COUNT,
    .alias_count = ALIAS_COUNT,
    .token_count = TOKEN_COUNT,
    .external_token_count = EXTERNAL_TOKEN_COUNT,
    .state_count = STATE_COUNT,
    .large_state_count = LARGE_STATE_COUNT,
    .production_id_count = PRODUCTION_ID_COUNT,
    .supertype_count = SUPERTYPE_COUNT,
    .field_count = FIELD_COUNT,
    .max_alias_sequence_length = MAX_ALIAS_SEQUENCE_LENGTH,
    .small_parse_table_map = ts_small_parse_table_map,
    .parse_actions = ts_parse_actions,
    .symbol_names = ts_symbol_names,
    .field_names = ts_field_names,
    .field_map_slices = ts_field_map_slices,
    .field_map_entries = ts_field_map_entries,
    .supertype_map_slices = ts_supertype_map_slices,
    .supertype_map_entries = ts_supertype_map_entries,
    .supertype_symbols = ts_supertype_symbols,
    .symbol_metadata = ts_symbol_metadata,
    .public_symbol_map = ts_symbol_map,
    .alias_map = ts_non_terminal_alias_map,
    .alias_sequences = &ts_alias_sequences[0][0],
    .lex_modes = (const void *)ts_lex_modes,
    .lex_fn = ts_lex,
    .keyword_lex_fn = ts_lex_keywords,
    .keyword_capture_token = sym_identifier,
    .external_scanner = {&ts_external_scanner_states[0][0], ts_external_scanner_symbol_map,
                         tree_sitter_javascript_external_scanner_create,
                         tree_sitter_javascript_external_scanner_destroy, tree_sitter_javascript_external_scanner_scan,
                         tree_sitter_javascript_external_scanner_serialize,
                         tree_sitter_javascript_external_scanner_deserialize},
    .primary_state_ids = ts_primary_state_ids,
    .name = "javascript",
    .reserved_words = &ts_reserved_words[0][0],
    .max_reserved_word_set_size = sizeof ts_reserved_words[0] / sizeof ts_reserved_words[0][0],
    .metadata = {.major_version = 0, .minor_version = 25, .patch_version = 0},
};

#ifndef PACK
#include "../../runtime/string/lz.h"
#include "grammar_tables.h"

static const uint16_t *unpack(Arena *arena, const uint8_t *from, size_t size) {
  uint8_t *table = arena_alloc(arena, size);
  lz_decode(from, table, table + size);
  return (const uint16_t *)(void *)table;
}

const TSLanguage *grammar_language(Arena *arena) {
  TSLanguage *l = arena_alloc(arena, sizeof *l);
  *l = packed;
  l->parse_table = unpack(arena, packed_parse_table, PARSE_TABLE_SIZE);
  l->small_parse_table = unpack(arena, packed_small_parse_table, SMALL_PARSE_TABLE_SIZE);
  return l;
}
#endif
