/*
 * From the tree to the machine's code (ES 22.2.2 gives the meaning).
 *
 * What makes it fast is decided here, mostly with first-sets, the units with which a match of some part can begin:
 *   - a loop over single characters is one operation; if what follows cannot begin with such a character, it never
 *     gives anything back (\w+: in "\w+:" never), and else only tries positions where what follows can begin;
 *   - an alternative or loop body is entered only if the next unit can begin it, and no choice is kept if the same
 *     unit cannot begin what comes instead;
 *   - a search begins at units that can begin a match.
 * Text is matched by units; only classes that have code points above 0xFFFF or surrogates read code points, in u
 * and v patterns.
 */
#include "compiler.h"

/* --- Characters --- */

/* Whether text has to be read by code points to match the set. */
bool re_needs_points(const Compiler *compiler, const CharSet *set) {
  if (!compiler->is_unicode || set->count == 0) { return false; }
  for (uint32_t i = 0; i < set->count; i++) {
    if (set->ranges[i].last >= 0xD800 && (set->ranges[i].first < 0xE000 || set->ranges[i].last >= 0x10000)) {
      return true;
    }
  }
  return false;
}

bool re_is_all(const CharSet *set) {
  return set->count == 1 && set->ranges[0].first == 0 && set->ranges[0].last >= 0xFFFF;
}

bool re_is_dot(const CharSet *set) {
  return set->count == 4 && set->ranges[0].first == 0 && set->ranges[0].last == 9 && set->ranges[1].first == 11 &&
         set->ranges[1].last == 12 && set->ranges[2].first == 14 && set->ranges[2].last == 0x2027 &&
         set->ranges[3].first == 0x202A && set->ranges[3].last >= 0xFFFF;
}

/* A character of the pattern that is two units of text, or a surrogate that must not be half of a pair. */
bool re_is_pair(const Compiler *compiler, uint32_t character) { return compiler->is_unicode && character >= 0x10000; }

bool re_is_lone(const Compiler *compiler, uint32_t character) {
  return compiler->is_unicode && unicode_is_surrogate(character);
}

static void compile_set(Compiler *compiler, const CharSet *set) {
  bool is_back = compiler->is_back;
  if (re_needs_points(compiler, set)) {
    re_emit_with_table(compiler, is_back ? OP_CLASS_POINT_BACK : OP_CLASS_POINT, re_add_class(compiler, set));
    return;
  }
  if (is_back) {
    re_emit_with_table(compiler, OP_CLASS_BACK, re_add_class(compiler, set));
    return;
  }
  if (re_is_all(set)) {
    re_emit(compiler, OP_ALL, 0);
  } else if (re_is_dot(set)) {
    re_emit(compiler, OP_DOT, 0);
  } else if (set->count == 2 && set->ranges[0].first == set->ranges[0].last &&
             set->ranges[1].first == set->ranges[1].last && set->ranges[1].last <= 0xFFFF) {
    re_emit(compiler, OP_CHAR2, set->ranges[0].first);
    re_emit_word(compiler, set->ranges[1].first);
  } else {
    re_emit_with_table(compiler, OP_CLASS, re_add_class(compiler, set));
  }
}

static void compile_lone(Compiler *compiler, uint32_t character) {
  CharSet set = {NULL, 0, 0};
  set_add(compiler->arena, &set, character, character);
  compile_set(compiler, &set);
}

static void compile_char(Compiler *compiler, uint32_t character) {
  if (re_is_lone(compiler, character)) {
    compile_lone(compiler, character);
  } else if (re_is_pair(compiler, character)) {
    if (compiler->is_back) {
      re_emit(compiler, OP_CHAR_BACK, unicode_trail(character));
      re_emit(compiler, OP_CHAR_BACK, unicode_lead(character));
    } else {
      re_emit(compiler, OP_CHAR, unicode_lead(character));
      re_emit(compiler, OP_CHAR, unicode_trail(character));
    }
  } else {
    re_emit(compiler, compiler->is_back ? OP_CHAR_BACK : OP_CHAR, character);
  }
}

/* --- Nodes --- */

/* Characters from items[index] on as one STRING; how many items that took, 0 if it is not worth it. */
static uint32_t compile_string(Compiler *compiler, const Node *sequence, uint32_t index) {
  enum { MAX_UNITS = 256 };
  uint16_t units[MAX_UNITS];
  uint32_t count = 0, taken = 0;
  for (uint32_t i = index; i < sequence->count && count + 2 <= MAX_UNITS; i++, taken++) {
    const Node *item = sequence->items[i];
    if (item->kind != NODE_CHAR || re_is_lone(compiler, item->value)) { break; }
    count += unicode_put(item->value, units + count);
  }
  if (taken < 2) { return 0; }
  re_emit(compiler, OP_STRING, count);
  re_emit_table(compiler, re_add_units(compiler, units, count, false));
  return taken;
}

static void compile_sequence(Compiler *compiler, const Node *node, const First *follow) {
  if (compiler->is_back) {
    for (uint32_t i = node->count; i-- > 0;) { re_compile_node(compiler, node->items[i], NULL); }
    return;
  }
  for (uint32_t i = 0; i < node->count;) {
    uint32_t taken = compile_string(compiler, node, i);
    if (taken) {
      i += taken;
      continue;
    }
    const Node *item = node->items[i];
    bool is_simple = item->kind == NODE_CHAR || item->kind == NODE_CLASS;
    First behind;
    bool is_known = !is_simple && re_find_follow(node, i, follow, &behind);
    re_compile_node(compiler, item, is_known ? &behind : NULL);
    i++;
  }
}

/* Emits a test that leaves for a later target unless the next unit is in `first`; where to land it. */
uint32_t re_emit_peek(Compiler *compiler, const First *first) {
  uint32_t at;
  if (!first->others && re_first_size(first) == 1) {
    uint32_t c = 0;
    while (!(first->bits[c >> 5] >> (c & 31) & 1)) { c++; }
    at = re_emit_jump(compiler, OP_PEEK_CHAR, 0);
    re_emit_word(compiler, c);
  } else {
    at = re_emit_jump(compiler, OP_PEEK, 0);
    re_emit_table(compiler, re_add_first(compiler, first));
  }
  return at;
}

static void compile_choice(Compiler *compiler, const Node *node, const First *follow) {
  Words ends = {NULL, 0, 0};
  for (uint32_t i = 0; i < node->count; i++) {
    const Node *item = node->items[i];
    bool is_last = i + 1 == node->count;
    if (is_last) {
      re_compile_node(compiler, item, follow);
      break;
    }
    First first, rest = {{0}, false};
    bool is_known = re_find_first(compiler, item, &first);
    bool is_decided = false;
    uint32_t peek = 0, split = 0;
    if (is_known) {
      peek = re_emit_peek(compiler, &first);
      is_decided = node->count - i <= DECIDE_LIMIT;
      for (uint32_t k = i + 1; k < node->count && is_decided; k++) {
        First other;
        int budget = FIRST_BUDGET;
        other = (First){{0}, false};
        /* Behind an alternative that can be empty anything may come, as far as we know. */
        if (re_add_first_of(node->items[k], &other, &budget)) {
          is_decided = follow != NULL;
          if (follow) { re_first_add(&rest, follow); }
        }
        re_first_add(&rest, &other);
        is_decided = is_decided && !re_first_overlaps(&first, &rest);
      }
    }
    if (!is_decided) { split = re_emit_jump(compiler, OP_SPLIT, 0); }
    re_compile_node(compiler, item, follow);
    re_push_word(compiler, &ends, re_emit_jump(compiler, OP_JUMP, 0));
    if (is_known) { re_land(compiler, peek); }
    if (!is_decided) { re_land(compiler, split); }
  }
  for (uint32_t i = 0; i < ends.count; i++) { re_land(compiler, ends.words[i]); }
}

static void compile_look(Compiler *compiler, const Node *node) {
  bool was_back = compiler->is_back;
  uint32_t height = compiler->register_count++;
  compiler->is_back = node->is_behind;
  if (node->is_negated) {
    re_emit(compiler, OP_NOT, height);
    uint32_t out = re_emit_target(compiler, 0);
    re_compile_node(compiler, node->child, NULL);
    re_emit(compiler, OP_NOT_END, height);
    re_land_word(compiler, out);
  } else {
    uint32_t position = compiler->register_count++;
    re_emit(compiler, OP_LOOK, height);
    re_emit_word(compiler, position);
    re_compile_node(compiler, node->child, NULL);
    re_emit(compiler, OP_LOOK_END, height);
    re_emit_word(compiler, position);
  }
  compiler->is_back = was_back;
}

static void compile_backref(Compiler *compiler, const Node *node) {
  uint32_t flags = (node->is_ignore_case ? BACKREF_IGNORE_CASE : 0) | (node->is_extended ? BACKREF_UNICODE : 0) |
                   (compiler->is_back ? BACKREF_BACK : 0);
  if (node->indices && node->index_count > 1) {
    re_emit(compiler, OP_BACKREF_NAMED, node->index_count);
    re_emit_word(compiler, flags);
    re_emit_table(compiler, re_add_table(compiler, node->indices, node->index_count));
    return;
  }
  re_emit(compiler, OP_BACKREF, node->indices ? node->indices[0] : node->value);
  re_emit_word(compiler, flags);
}

void re_compile_node(Compiler *compiler, const Node *node, const First *follow) {
  if (compiler->is_too_large) { return; }
  switch (node->kind) {
    case NODE_EMPTY: break;
    case NODE_NOTHING: re_emit(compiler, OP_FAIL, 0); break;
    case NODE_CHAR: compile_char(compiler, node->value); break;
    case NODE_CLASS: compile_set(compiler, node->set); break;
    case NODE_SEQUENCE: compile_sequence(compiler, node, follow); break;
    case NODE_CHOICE: compile_choice(compiler, node, follow); break;
    case NODE_CAPTURE:
      re_emit(compiler, OP_SAVE, node->value * 2 + compiler->is_back);
      re_compile_node(compiler, node->child, follow);
      re_emit(compiler, OP_SAVE, node->value * 2 + !compiler->is_back);
      break;
    case NODE_QUANTIFIER: re_compile_quantifier(compiler, node, follow); break;
    case NODE_BACKREF: compile_backref(compiler, node); break;
    case NODE_LOOK: compile_look(compiler, node); break;
    case NODE_START: re_emit(compiler, node->is_multiline ? OP_LINE_START : OP_START, 0); break;
    case NODE_END: re_emit(compiler, node->is_multiline ? OP_LINE_END : OP_END, 0); break;
    case NODE_WORD:
      re_emit(compiler, OP_WORD, (node->is_negated ? WORD_NEGATED : 0) | (node->is_extended ? WORD_EXTENDED : 0));
      break;
  }
}
