/*
 * The program as a whole: how the search for a match begins, the names of groups, and putting the parts together.
 */
#include "compiler.h"

/* --- The search for a start --- */

static uint32_t min_length(const Node *node) {
  uint64_t length = 0;
  switch (node->kind) {
    case NODE_CHAR:
    case NODE_CLASS: return 1;
    case NODE_SEQUENCE:
      for (uint32_t i = 0; i < node->count; i++) { length += min_length(node->items[i]); }
      break;
    case NODE_CHOICE:
      length = UINT32_MAX;
      for (uint32_t i = 0; i < node->count; i++) {
        uint32_t item = min_length(node->items[i]);
        length = item < length ? item : length;
      }
      break;
    case NODE_CAPTURE: return min_length(node->child);
    case NODE_QUANTIFIER: length = (uint64_t)node->min * min_length(node->child); break;
    default: return 0;
  }
  return length > 0x7FFFFFFF ? 0x7FFFFFFF : (uint32_t)length;
}

/* Whether every match begins at the start of the text (of a line, if is_line). */
static bool is_anchored(const Node *node, bool is_line) {
  switch (node->kind) {
    case NODE_START: return is_line || !node->is_multiline;
    case NODE_SEQUENCE: return node->count > 0 && is_anchored(node->items[0], is_line);
    case NODE_CAPTURE: return is_anchored(node->child, is_line);
    case NODE_CHOICE:
      for (uint32_t i = 0; i < node->count; i++) {
        if (!is_anchored(node->items[i], is_line)) { return false; }
      }
      return true;
    default: return false;
  }
}

enum { PREFIX_MAX = 32 };

/* The characters with which every match begins. */
static uint32_t find_prefix(const Compiler *compiler, const Node *node, uint16_t *units, bool *is_whole) {
  uint32_t count = 0;
  *is_whole = false;
  switch (node->kind) {
    case NODE_CHAR:
      if (re_is_lone(compiler, node->value)) { return 0; }
      *is_whole = true;
      return unicode_put(node->value, units);
    case NODE_CAPTURE: return find_prefix(compiler, node->child, units, is_whole);
    case NODE_SEQUENCE:
      *is_whole = true;
      for (uint32_t i = 0; i < node->count && *is_whole; i++) {
        uint16_t part[PREFIX_MAX];
        uint32_t part_count = find_prefix(compiler, node->items[i], part, is_whole);
        if (count + part_count > PREFIX_MAX) {
          *is_whole = false;
          break;
        }
        for (uint32_t k = 0; k < part_count; k++) { units[count++] = part[k]; }
      }
      return count;
    default: return 0;
  }
}

typedef struct Start {
  uint32_t kind, data;
  bool is_table;
} Start;

static Start find_start(Compiler *compiler, const Node *root) {
  if (is_anchored(root, false)) { return (Start){START_ANCHOR, 0, false}; }
  if (is_anchored(root, true)) { return (Start){START_LINE, 0, false}; }
  uint16_t units[PREFIX_MAX];
  bool is_whole;
  uint32_t count = find_prefix(compiler, root, units, &is_whole);
  if (count == 1) { return (Start){START_CHAR, units[0], false}; }
  if (count > 1) { return (Start){START_PREFIX, re_add_units(compiler, units, count, true), true}; }
  First first;
  if (re_find_first(compiler, root, &first) && (re_first_size(&first) < 256 || !first.others)) {
    return (Start){START_SET, re_add_first(compiler, &first), true};
  }
  return (Start){START_ANY, 0, false};
}

/* --- Loops at the end --- */

/* Whether nothing can fail from `at` on before what stands there is decided: the whole match, or a look around, whose
 * choices are dropped at its end. */
static bool is_decided_from(const Words *code, uint32_t at) {
  for (uint32_t steps = 0; steps < 100; steps++) {
    uint32_t word = code->words[at];
    switch (word & 0xFF) {
      case OP_MATCH:
      case OP_LOOK_END:
      case OP_NOT_END: return true;
      case OP_SAVE: at++; break;
      case OP_JUMP: at = word >> 8; break;
      default: return false;
    }
  }
  return false;
}

/* A loop whose match nothing behind it can refuse never gives back. */
static void decide_loops(Words *code) {
  static const uint8_t op_words[] = {
#define REGEXP_OP(name, words) words,
#include "ops.def"
  };
  for (uint32_t at = 0; at < code->count; at += op_words[code->words[at] & 0xFF]) {
    uint32_t *loop = code->words + at;
    if ((loop[0] & 0xFF) == OP_LOOP && is_decided_from(code, at + 6)) { loop[4] = FOLLOW_POSSESSIVE; }
  }
}

/* --- The program --- */

/* Adds `base` to the word, or to the a of the operation, that each fix-up names. */
static void apply_fixups(uint32_t *code, const Words *fixups, uint32_t base) {
  for (uint32_t i = 0; i < fixups->count; i++) {
    uint32_t *word = &code[fixups->words[i] / 2];
    *word += fixups->words[i] % 2 ? base << 8 : base;
  }
}

static bool is_same_name(const GroupName *a, const GroupName *b) {
  if (a->length != b->length) { return false; }
  for (uint32_t i = 0; i < a->length; i++) {
    if (a->units[i] != b->units[i]) { return false; }
  }
  return true;
}

/* Names: for each its length, count of groups, the groups, the units two a word. Returns how many names. */
static uint32_t compile_names(Compiler *compiler, const GroupName *names, Words *out) {
  uint32_t count = 0;
  for (const GroupName *name = names; name; name = name->next) {
    const GroupName *earlier = names;
    while (earlier != name && !is_same_name(earlier, name)) { earlier = earlier->next; }
    if (earlier != name) { continue; }
    uint32_t indices = 0;
    for (const GroupName *other = name; other; other = other->next) { indices += is_same_name(name, other); }
    count++;
    re_push_word(compiler, out, name->length);
    re_push_word(compiler, out, indices);
    for (const GroupName *other = name; other; other = other->next) {
      if (is_same_name(name, other)) { re_push_word(compiler, out, other->index); }
    }
    for (uint32_t i = 0; i < name->length; i += 2) {
      uint32_t second = i + 1 < name->length ? name->units[i + 1] : 0;
      re_push_word(compiler, out, name->units[i] | second << 16);
    }
  }
  return count;
}

static void copy_words(uint32_t *to, const Words *from) {
  for (uint32_t i = 0; i < from->count; i++) { to[i] = from->words[i]; }
}

bool regexp_compile(RegexpText pattern, uint32_t flags, const RegexpMemory *memory, const RegexpProperties *properties,
                    RegexpProgram **program, RegexpError *error) {
  Arena arena = {.memory = memory};
  Tree tree;
  bool is_done = false;
  *program = NULL;
  if (regexp_parse(&arena, pattern, flags, properties, &tree, error)) {
    Compiler compiler = {
        .arena = &arena, .register_count = tree.capture_count * 2, .is_unicode = regexp_is_unicode(flags)};
    re_compile_node(&compiler, tree.root, NULL);
    re_emit(&compiler, OP_MATCH, 0);
    Start start = find_start(&compiler, tree.root);
    Words names = {NULL, 0, 0};
    uint32_t name_count = compile_names(&compiler, tree.names, &names);
    uint64_t words = (uint64_t)HEADER_WORDS + compiler.code.count + compiler.tables.count + names.count;
    RegexpProgram *block = NULL;
    if (compiler.is_too_large || arena.is_exhausted || words > MAX_WORDS) {
      error->id = REGEXP_ERROR_TOO_LARGE;
    } else if (!(block = memory->resize(memory->ctx, NULL, 0, (size_t)words * 4))) {
      error->id = REGEXP_ERROR_OUT_OF_MEMORY;
    } else {
      uint32_t tables = HEADER_WORDS + compiler.code.count;
      decide_loops(&compiler.code);
      apply_fixups(compiler.code.words, &compiler.fixups, tables);
      apply_fixups(compiler.code.words, &compiler.jumps, HEADER_WORDS);
      *block = (RegexpProgram){
          .size = (uint32_t)words * 4,
          .flags = flags,
          .capture_count = tree.capture_count,
          .register_count = compiler.register_count,
          .group_name_count = name_count,
          .names_offset = tables + compiler.tables.count,
          .code_offset = HEADER_WORDS,
          .code_words = compiler.code.count,
          .min_length = min_length(tree.root),
          .start_kind = start.kind,
          .start_data = start.data + (start.is_table ? tables : 0),
      };
      uint32_t *to = (uint32_t *)(void *)block;
      copy_words(to + HEADER_WORDS, &compiler.code);
      copy_words(to + tables, &compiler.tables);
      copy_words(to + block->names_offset, &names);
      *program = block;
      is_done = true;
    }
  }
  regexp_arena_free(&arena);
  return is_done;
}

bool regexp_syntax_check(RegexpText pattern, uint32_t flags, const RegexpMemory *memory,
                         const RegexpProperties *properties, RegexpError *error) {
  Arena arena = {.memory = memory};
  Tree tree;
  bool is_valid = regexp_parse(&arena, pattern, flags, properties, &tree, error);
  regexp_arena_free(&arena);
  return is_valid;
}
