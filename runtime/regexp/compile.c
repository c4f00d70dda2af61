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
#include "program.h"
#include "tree.h"
#include "../unicode/unicode.h"

/* A set of units; everything above 255 is one member, `others`. */
typedef struct First {
  uint32_t bits[8];
  bool others;
} First;

/* A growing array of words; grows in the arena. */
typedef struct Words {
  uint32_t *words;
  uint32_t count, capacity;
} Words;

typedef struct Compiler {
  Arena *arena;
  Words code;   /* addresses are offsets in it, moved by the header's size at the end */
  Words tables; /* classes, first-sets, units; offsets are marked by TABLE until the end */
  Words fixups; /* words of code that hold an offset in tables: word * 2 + (is it the operand a) */
  Words jumps;  /* the same for targets in code */
  uint32_t register_count;
  bool is_unicode;
  bool is_back; /* inside a lookbehind */
  bool is_too_large;
} Compiler;

enum { HEADER_WORDS = sizeof(RegexpProgram) / 4, MAX_WORDS = 0xFFFFFF, COPY_LIMIT = 40, FIRST_BUDGET = 200, DECIDE_LIMIT = 64 };

/* --- Words --- */

static void push_word(Compiler *compiler, Words *list, uint32_t word) {
  if (list->count == list->capacity) {
    uint32_t capacity = list->capacity ? list->capacity * 2 : 64;
    uint32_t *words = capacity > MAX_WORDS ? NULL : regexp_arena_alloc(compiler->arena, (size_t)capacity * 4);
    if (!words) {
      compiler->is_too_large = true;
      return;
    }
    for (uint32_t i = 0; i < list->count; i++) {
      words[i] = list->words[i];
    }
    list->words = words;
    list->capacity = capacity;
  }
  list->words[list->count++] = word;
}

static uint32_t emit(Compiler *compiler, RegexpOp op, uint32_t a) {
  uint32_t at = compiler->code.count;
  push_word(compiler, &compiler->code, op | a << 8);
  return at;
}

static void emit_word(Compiler *compiler, uint32_t word) {
  push_word(compiler, &compiler->code, word);
}

/* An operation whose a is an offset in tables. */
static void emit_with_table(Compiler *compiler, RegexpOp op, uint32_t table) {
  push_word(compiler, &compiler->fixups, emit(compiler, op, table) * 2 + 1);
}

static void emit_table(Compiler *compiler, uint32_t table) {
  push_word(compiler, &compiler->fixups, compiler->code.count * 2);
  emit_word(compiler, table);
}

/* An operation that jumps by its a; the target may be set later with land. */
static uint32_t emit_jump(Compiler *compiler, RegexpOp op, uint32_t target) {
  uint32_t at = emit(compiler, op, target);
  push_word(compiler, &compiler->jumps, at * 2 + 1);
  return at;
}

static uint32_t emit_target(Compiler *compiler, uint32_t target) {
  uint32_t at = compiler->code.count;
  push_word(compiler, &compiler->jumps, at * 2);
  emit_word(compiler, target);
  return at;
}

/* Makes the jump at `at` come here: by its a, or the word itself. */
static void land(Compiler *compiler, uint32_t at) {
  if (!compiler->is_too_large) {
    uint32_t *word = &compiler->code.words[at];
    *word = (*word & 0xFF) | compiler->code.count << 8;
  }
}

static void land_word(Compiler *compiler, uint32_t at) {
  if (!compiler->is_too_large) {
    compiler->code.words[at] = compiler->code.count;
  }
}

/* --- Tables --- */

/* Adds `count` words to the tables unless they are there already; the offset. */
static uint32_t add_table(Compiler *compiler, const uint32_t *words, uint32_t count) {
  Words *tables = &compiler->tables;
  for (uint32_t at = 0; at + count <= tables->count && at < 4096; at++) {
    uint32_t i = 0;
    while (i < count && tables->words[at + i] == words[i]) {
      i++;
    }
    if (i == count) {
      return at;
    }
  }
  uint32_t at = tables->count;
  for (uint32_t i = 0; i < count; i++) {
    push_word(compiler, tables, words[i]);
  }
  return at;
}

static void set_bits(uint32_t bits[8], uint32_t first, uint32_t last) {
  for (uint32_t c = first; c <= last && c < 256; c++) {
    bits[c >> 5] |= 1u << (c & 31);
  }
}

static uint32_t add_class(Compiler *compiler, const CharSet *set) {
  uint32_t *words = regexp_arena_alloc(compiler->arena, (CLASS_RANGES + (size_t)set->count * 2) * 4);
  if (!words) {
    compiler->is_too_large = true;
    return 0;
  }
  uint32_t size = CLASS_RANGES;
  for (uint32_t i = 0; i < set->count; i++) {
    Range range = set->ranges[i];
    set_bits(words, range.first, range.last);
    if (range.last >= 256) {
      words[size++] = range.first < 256 ? 256 : range.first;
      words[size++] = range.last;
    }
  }
  words[CLASS_COUNT] = (size - CLASS_RANGES) / 2;
  return add_table(compiler, words, size);
}

static uint32_t add_first(Compiler *compiler, const First *first) {
  uint32_t words[FIRST_WORDS];
  for (int i = 0; i < 8; i++) {
    words[i] = first->bits[i];
  }
  words[FIRST_OTHERS] = first->others;
  return add_table(compiler, words, FIRST_WORDS);
}

/* Units two a word, after a count if asked. */
static uint32_t add_units(Compiler *compiler, const uint16_t *units, uint32_t count, bool is_counted) {
  uint32_t *words = regexp_arena_alloc(compiler->arena, (count / 2 + 2) * (size_t)4);
  if (!words) {
    compiler->is_too_large = true;
    return 0;
  }
  uint32_t size = 0;
  if (is_counted) {
    words[size++] = count;
  }
  for (uint32_t i = 0; i < count; i += 2) {
    words[size++] = units[i] | (i + 1 < count ? (uint32_t)units[i + 1] << 16 : 0);
  }
  return add_table(compiler, words, size);
}

/* --- First-sets --- */

static void first_add_all(First *first) {
  for (int i = 0; i < 8; i++) {
    first->bits[i] = 0xFFFFFFFFu;
  }
  first->others = true;
}

static void first_add(First *first, const First *other) {
  for (int i = 0; i < 8; i++) {
    first->bits[i] |= other->bits[i];
  }
  first->others = first->others || other->others;
}

static bool first_overlaps(const First *a, const First *b) {
  for (int i = 0; i < 8; i++) {
    if (a->bits[i] & b->bits[i]) {
      return true;
    }
  }
  return a->others && b->others;
}

static uint32_t first_size(const First *first) {
  uint32_t size = 0;
  for (int i = 0; i < 8; i++) {
    size += (uint32_t)__builtin_popcount(first->bits[i]);
  }
  return size;
}

static void first_add_set(First *first, const CharSet *set) {
  for (uint32_t i = 0; i < set->count; i++) {
    set_bits(first->bits, set->ranges[i].first, set->ranges[i].last);
    first->others = first->others || set->ranges[i].last >= 256;
  }
}

static void first_add_char(First *first, uint32_t character) {
  if (character < 256) {
    set_bits(first->bits, character, character);
  } else {
    first->others = true;
  }
}

/* Adds what a match of the node can begin with. True if it can match without taking a unit: then what follows counts
 * too. With the budget at its end: everything. */
static bool add_first_of(const Node *node, First *first, int *budget) {
  if (--*budget < 0) {
    first_add_all(first);
    return true;
  }
  switch (node->kind) {
    case NODE_EMPTY:
    case NODE_WORD:
    case NODE_START:
    case NODE_LOOK:
      return true;
    case NODE_END:
      if (node->is_multiline) {
        first_add_char(first, '\n');
        first_add_char(first, '\r');
        first->others = true;
      }
      return false;
    case NODE_NOTHING:
      return false;
    case NODE_CHAR:
      first_add_char(first, node->value);
      return false;
    case NODE_CLASS:
      first_add_set(first, node->set);
      return false;
    case NODE_SEQUENCE:
      for (uint32_t i = 0; i < node->count; i++) {
        if (!add_first_of(node->items[i], first, budget)) {
          return false;
        }
      }
      return true;
    case NODE_CHOICE: {
      bool is_empty = false;
      for (uint32_t i = 0; i < node->count; i++) {
        is_empty = add_first_of(node->items[i], first, budget) || is_empty;
      }
      return is_empty;
    }
    case NODE_CAPTURE:
      return add_first_of(node->child, first, budget);
    case NODE_QUANTIFIER:
      if (node->max == 0) {
        return true;
      }
      return add_first_of(node->child, first, budget) || node->min == 0;
    case NODE_BACKREF:
      first_add_all(first);
      return true;
  }
  return true;
}

/* Whether a match can be without a unit at the end of the text, where no unit can be looked at: $ among others. */
static bool can_match_at_end(const Node *node) {
  switch (node->kind) {
    case NODE_CHAR:
    case NODE_CLASS:
    case NODE_NOTHING:
      return false;
    case NODE_SEQUENCE:
      for (uint32_t i = 0; i < node->count; i++) {
        if (!can_match_at_end(node->items[i])) {
          return false;
        }
      }
      return true;
    case NODE_CHOICE:
      for (uint32_t i = 0; i < node->count; i++) {
        if (can_match_at_end(node->items[i])) {
          return true;
        }
      }
      return false;
    case NODE_CAPTURE:
      return can_match_at_end(node->child);
    case NODE_QUANTIFIER:
      return node->min == 0 || can_match_at_end(node->child);
    default:
      return true;
  }
}

/* What an alternative or loop body begins with; false if nothing useful is known. */
static bool find_first(Compiler *compiler, const Node *node, First *first) {
  int budget = FIRST_BUDGET;
  *first = (First){{0}, false};
  return !compiler->is_back && !add_first_of(node, first, &budget) && !can_match_at_end(node);
}

/* The units that can come behind item `index` of a sequence whose own follow is `follow` (NULL: anything, or the
 * end); false if anything can. */
static bool find_follow(const Node *sequence, uint32_t index, const First *follow, First *result) {
  int budget = FIRST_BUDGET;
  *result = (First){{0}, false};
  for (uint32_t i = index + 1; i < sequence->count; i++) {
    if (!add_first_of(sequence->items[i], result, &budget)) {
      return true;
    }
  }
  if (follow) {
    first_add(result, follow);
  }
  return follow != NULL;
}

/* --- Characters --- */

/* Whether text has to be read by code points to match the set. */
static bool needs_points(const Compiler *compiler, const CharSet *set) {
  if (!compiler->is_unicode || set->count == 0) {
    return false;
  }
  for (uint32_t i = 0; i < set->count; i++) {
    if (set->ranges[i].last >= 0xD800 && (set->ranges[i].first < 0xE000 || set->ranges[i].last >= 0x10000)) {
      return true;
    }
  }
  return false;
}

static bool is_all(const CharSet *set) {
  return set->count == 1 && set->ranges[0].first == 0 && set->ranges[0].last >= 0xFFFF;
}

static bool is_dot(const CharSet *set) {
  return set->count == 4 && set->ranges[0].first == 0 && set->ranges[0].last == 9 && set->ranges[1].first == 11 &&
         set->ranges[1].last == 12 && set->ranges[2].first == 14 && set->ranges[2].last == 0x2027 &&
         set->ranges[3].first == 0x202A && set->ranges[3].last >= 0xFFFF;
}

/* A character of the pattern that is two units of text, or a surrogate that must not be half of a pair. */
static bool is_pair(const Compiler *compiler, uint32_t character) {
  return compiler->is_unicode && character >= 0x10000;
}

static bool is_lone(const Compiler *compiler, uint32_t character) {
  return compiler->is_unicode && unicode_is_surrogate(character);
}

static void compile_set(Compiler *compiler, const CharSet *set) {
  bool is_back = compiler->is_back;
  if (needs_points(compiler, set)) {
    emit_with_table(compiler, is_back ? OP_CLASS_POINT_BACK : OP_CLASS_POINT, add_class(compiler, set));
    return;
  }
  if (is_back) {
    emit_with_table(compiler, OP_CLASS_BACK, add_class(compiler, set));
    return;
  }
  if (is_all(set)) {
    emit(compiler, OP_ALL, 0);
  } else if (is_dot(set)) {
    emit(compiler, OP_DOT, 0);
  } else if (set->count == 2 && set->ranges[0].first == set->ranges[0].last &&
             set->ranges[1].first == set->ranges[1].last && set->ranges[1].last <= 0xFFFF) {
    emit(compiler, OP_CHAR2, set->ranges[0].first);
    emit_word(compiler, set->ranges[1].first);
  } else {
    emit_with_table(compiler, OP_CLASS, add_class(compiler, set));
  }
}

static void compile_lone(Compiler *compiler, uint32_t character) {
  CharSet set = {NULL, 0, 0};
  set_add(compiler->arena, &set, character, character);
  compile_set(compiler, &set);
}

static void compile_char(Compiler *compiler, uint32_t character) {
  if (is_lone(compiler, character)) {
    compile_lone(compiler, character);
  } else if (is_pair(compiler, character)) {
    if (compiler->is_back) {
      emit(compiler, OP_CHAR_BACK, unicode_trail(character));
      emit(compiler, OP_CHAR_BACK, unicode_lead(character));
    } else {
      emit(compiler, OP_CHAR, unicode_lead(character));
      emit(compiler, OP_CHAR, unicode_trail(character));
    }
  } else {
    emit(compiler, compiler->is_back ? OP_CHAR_BACK : OP_CHAR, character);
  }
}

/* --- Nodes --- */

/* `follow`: the units that can come behind the node; NULL if anything can. */
static void compile_node(Compiler *compiler, const Node *node, const First *follow);

/* Characters from items[index] on as one STRING; how many items that took, 0 if it is not worth it. */
static uint32_t compile_string(Compiler *compiler, const Node *sequence, uint32_t index) {
  enum { MAX_UNITS = 256 };
  uint16_t units[MAX_UNITS];
  uint32_t count = 0, taken = 0;
  for (uint32_t i = index; i < sequence->count && count + 2 <= MAX_UNITS; i++, taken++) {
    const Node *item = sequence->items[i];
    if (item->kind != NODE_CHAR || is_lone(compiler, item->value)) {
      break;
    }
    count += unicode_put(item->value, units + count);
  }
  if (taken < 2) {
    return 0;
  }
  emit(compiler, OP_STRING, count);
  emit_table(compiler, add_units(compiler, units, count, false));
  return taken;
}

static void compile_sequence(Compiler *compiler, const Node *node, const First *follow) {
  if (compiler->is_back) {
    for (uint32_t i = node->count; i-- > 0;) {
      compile_node(compiler, node->items[i], NULL);
    }
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
    bool is_known = !is_simple && find_follow(node, i, follow, &behind);
    compile_node(compiler, item, is_known ? &behind : NULL);
    i++;
  }
}

/* Emits a test that leaves for a later target unless the next unit is in `first`; where to land it. */
static uint32_t emit_peek(Compiler *compiler, const First *first) {
  uint32_t at;
  if (!first->others && first_size(first) == 1) {
    uint32_t c = 0;
    while (!(first->bits[c >> 5] >> (c & 31) & 1)) {
      c++;
    }
    at = emit_jump(compiler, OP_PEEK_CHAR, 0);
    emit_word(compiler, c);
  } else {
    at = emit_jump(compiler, OP_PEEK, 0);
    emit_table(compiler, add_first(compiler, first));
  }
  return at;
}

static void compile_choice(Compiler *compiler, const Node *node, const First *follow) {
  Words ends = {NULL, 0, 0};
  for (uint32_t i = 0; i < node->count; i++) {
    const Node *item = node->items[i];
    bool is_last = i + 1 == node->count;
    if (is_last) {
      compile_node(compiler, item, follow);
      break;
    }
    First first, rest = {{0}, false};
    bool is_known = find_first(compiler, item, &first);
    bool is_decided = false;
    uint32_t peek = 0, split = 0;
    if (is_known) {
      peek = emit_peek(compiler, &first);
      is_decided = node->count - i <= DECIDE_LIMIT;
      for (uint32_t k = i + 1; k < node->count && is_decided; k++) {
        First other;
        int budget = FIRST_BUDGET;
        other = (First){{0}, false};
        /* Behind an alternative that can be empty anything may come, as far as we know. */
        if (add_first_of(node->items[k], &other, &budget)) {
          is_decided = follow != NULL;
          if (follow) {
            first_add(&rest, follow);
          }
        }
        first_add(&rest, &other);
        is_decided = is_decided && !first_overlaps(&first, &rest);
      }
    }
    if (!is_decided) {
      split = emit_jump(compiler, OP_SPLIT, 0);
    }
    compile_node(compiler, item, follow);
    push_word(compiler, &ends, emit_jump(compiler, OP_JUMP, 0));
    if (is_known) {
      land(compiler, peek);
    }
    if (!is_decided) {
      land(compiler, split);
    }
  }
  for (uint32_t i = 0; i < ends.count; i++) {
    land(compiler, ends.words[i]);
  }
}

static void compile_look(Compiler *compiler, const Node *node) {
  bool was_back = compiler->is_back;
  uint32_t height = compiler->register_count++;
  compiler->is_back = node->is_behind;
  if (node->is_negated) {
    emit(compiler, OP_NOT, height);
    uint32_t out = emit_target(compiler, 0);
    compile_node(compiler, node->child, NULL);
    emit(compiler, OP_NOT_END, height);
    land_word(compiler, out);
  } else {
    uint32_t position = compiler->register_count++;
    emit(compiler, OP_LOOK, height);
    emit_word(compiler, position);
    compile_node(compiler, node->child, NULL);
    emit(compiler, OP_LOOK_END, height);
    emit_word(compiler, position);
  }
  compiler->is_back = was_back;
}

/* --- Quantifiers --- */

/* A quantifier over one character, forward: LOOP or LOOP_LAZY. */
static bool compile_loop(Compiler *compiler, const Node *node, const First *follow) {
  const Node *child = node->child;
  uint32_t what, operand = 0;
  First first = {{0}, false};
  if (compiler->is_back) {
    return false;
  }
  if (child->kind == NODE_CHAR && !is_pair(compiler, child->value) && !is_lone(compiler, child->value)) {
    what = LOOP_CHAR;
    operand = child->value;
    first_add_char(&first, child->value);
  } else if (child->kind == NODE_CLASS) {
    bool is_points = needs_points(compiler, child->set);
    what = is_points ? LOOP_POINT : is_all(child->set) ? LOOP_ALL : is_dot(child->set) ? LOOP_DOT : LOOP_CLASS;
    if (what == LOOP_POINT || what == LOOP_CLASS) {
      operand = add_class(compiler, child->set);
    }
    first_add_set(&first, child->set);
  } else {
    return false;
  }
  emit(compiler, node->is_lazy ? OP_LOOP_LAZY : OP_LOOP, what);
  if (what == LOOP_POINT || what == LOOP_CLASS) {
    emit_table(compiler, operand);
  } else {
    emit_word(compiler, operand);
  }
  emit_word(compiler, node->min);
  emit_word(compiler, node->max);
  if (!follow) {
    emit_word(compiler, FOLLOW_ANY);
    emit_word(compiler, 0);
  } else if (node->is_possessive || (!first_overlaps(&first, follow) && !node->is_lazy)) {
    emit_word(compiler, FOLLOW_POSSESSIVE);
    emit_word(compiler, 0);
  } else if (!follow->others && first_size(follow) == 1) {
    uint32_t c = 0;
    while (!(follow->bits[c >> 5] >> (c & 31) & 1)) {
      c++;
    }
    emit_word(compiler, FOLLOW_CHAR);
    emit_word(compiler, c);
  } else {
    emit_word(compiler, FOLLOW_SET);
    emit_table(compiler, add_first(compiler, follow));
  }
  return true;
}

static void emit_clear(Compiler *compiler, const Node *node) {
  if (node->first_capture < node->last_capture) {
    emit(compiler, OP_CLEAR, node->first_capture * 2);
    emit_word(compiler, node->last_capture * 2);
  }
}

/* x? and x??. */
static void compile_optional(Compiler *compiler, const Node *node, const First *follow) {
  First first;
  bool is_known = find_first(compiler, node->child, &first);
  uint32_t peek = 0;
  if (is_known) {
    peek = emit_peek(compiler, &first);
  }
  bool is_decided = is_known && follow && !first_overlaps(&first, follow);
  uint32_t split = 0;
  if (!is_decided) {
    split = emit_jump(compiler, node->is_lazy ? OP_SPLIT_JUMP : OP_SPLIT, 0);
  }
  uint32_t position = 0;
  bool can_be_empty = !is_known;
  if (can_be_empty) {
    position = compiler->register_count++;
    emit(compiler, OP_SAVE, position);
  }
  emit_clear(compiler, node);
  compile_node(compiler, node->child, follow);
  if (can_be_empty) {
    emit(compiler, OP_MOVED, position);
  }
  if (!is_decided) {
    land(compiler, split);
  }
  if (is_known) {
    land(compiler, peek);
  }
}

/* In (?:[^"\\]|\\.)* and its like one alternative is a single character that neither the others nor what follows the
 * loop can begin with: it may take all of them at once. The choice with that alternative repeated, or NULL. */
static const Node *repeat_alternative(Compiler *compiler, const Node *choice, const First *follow) {
  if (choice->kind != NODE_CHOICE || choice->count > DECIDE_LIMIT || !follow || compiler->is_back) {
    return NULL;
  }
  for (uint32_t i = 0; i < choice->count; i++) {
    Node *item = choice->items[i];
    First own = {{0}, false}, others = *follow;
    bool is_apart = item->kind == NODE_CLASS && !needs_points(compiler, item->set);
    if (is_apart) {
      first_add_set(&own, item->set);
    }
    for (uint32_t k = 0; k < choice->count && is_apart; k++) {
      int budget = FIRST_BUDGET;
      is_apart = k == i || !add_first_of(choice->items[k], &others, &budget);
    }
    if (!is_apart || first_overlaps(&own, &others)) {
      continue;
    }
    Node *copy = regexp_arena_alloc(compiler->arena, sizeof(Node));
    Node *loop = regexp_arena_alloc(compiler->arena, sizeof(Node));
    Node **items = regexp_arena_alloc(compiler->arena, choice->count * sizeof(Node *));
    if (!copy || !loop || !items) {
      return NULL;
    }
    *loop = (Node){
        .kind = NODE_QUANTIFIER, .child = item, .min = 1, .max = REGEXP_INFINITY, .is_possessive = true};
    *copy = *choice;
    copy->items = items;
    for (uint32_t k = 0; k < choice->count; k++) {
      items[k] = k == i ? loop : choice->items[k];
    }
    return copy;
  }
  return NULL;
}

/* x* and x*?, and the end of x{n,}: any number of times. */
static void compile_star(Compiler *compiler, const Node *node, const First *follow) {
  First first, behind;
  bool is_known = find_first(compiler, node->child, &first);
  bool has_behind = is_known && follow;
  if (has_behind) {
    behind = first;
    first_add(&behind, follow);
  }
  bool is_decided = has_behind && !first_overlaps(&first, follow);
  uint32_t top = compiler->code.count;
  uint32_t peek = is_known ? emit_peek(compiler, &first) : 0;
  uint32_t split = 0;
  if (!is_decided) {
    split = emit_jump(compiler, node->is_lazy ? OP_SPLIT_JUMP : OP_SPLIT, 0);
  }
  uint32_t position = 0;
  if (!is_known) {
    position = compiler->register_count++;
    emit(compiler, OP_SAVE, position);
  }
  emit_clear(compiler, node);
  const Node *repeated = node->is_lazy ? NULL : repeat_alternative(compiler, node->child, follow);
  compile_node(compiler, repeated ? repeated : node->child, has_behind ? &behind : NULL);
  if (!is_known) {
    emit(compiler, OP_MOVED, position);
  }
  emit_jump(compiler, OP_JUMP, top);
  if (!is_decided) {
    land(compiler, split);
  }
  if (is_known) {
    land(compiler, peek);
  }
}

/* x{n,m} with a counter: one copy of the body. */
static void compile_counted(Compiler *compiler, const Node *node, const First *follow) {
  uint32_t counter = compiler->register_count++;
  uint32_t position = compiler->register_count++;
  First first, behind;
  bool has_behind = find_first(compiler, node->child, &first) && follow;
  if (has_behind) {
    behind = first;
    first_add(&behind, follow);
  }
  uint32_t below = 0, reached = 0;
  emit(compiler, OP_SET, counter);
  emit_word(compiler, 0);
  uint32_t top = compiler->code.count;
  if (node->min > 0) {
    emit(compiler, OP_BELOW, counter);
    emit_word(compiler, node->min);
    below = emit_target(compiler, 0);
  }
  if (node->max != REGEXP_INFINITY) {
    emit(compiler, OP_REACHED, counter);
    emit_word(compiler, node->max);
    reached = emit_target(compiler, 0);
  }
  uint32_t split = 0;
  bool is_fixed = node->min == node->max;
  if (!is_fixed) {
    split = emit_jump(compiler, node->is_lazy ? OP_SPLIT_JUMP : OP_SPLIT, 0);
  }
  if (node->min > 0) {
    land_word(compiler, below);
  }
  emit(compiler, OP_SAVE, position);
  emit_clear(compiler, node);
  compile_node(compiler, node->child, has_behind ? &behind : NULL);
  emit(compiler, OP_MOVED_IF, position);
  emit_word(compiler, counter);
  emit_word(compiler, node->min);
  emit(compiler, OP_INCREMENT, counter);
  emit_jump(compiler, OP_JUMP, top);
  if (!is_fixed) {
    land(compiler, split);
  }
  if (node->max != REGEXP_INFINITY) {
    land_word(compiler, reached);
  }
}

/* Words that the node's code takes, about. */
static uint32_t estimate_size(const Node *node) {
  uint32_t size = 2;
  switch (node->kind) {
    case NODE_SEQUENCE:
    case NODE_CHOICE:
      for (uint32_t i = 0; i < node->count && size < COPY_LIMIT; i++) {
        size += estimate_size(node->items[i]);
      }
      return node->kind == NODE_CHOICE ? size + 4 * node->count : size;
    case NODE_CAPTURE:
      return size + 2 + estimate_size(node->child);
    case NODE_QUANTIFIER:
    case NODE_LOOK:
      return size + 6 + estimate_size(node->child);
    default:
      return size;
  }
}

static void compile_quantifier(Compiler *compiler, const Node *node, const First *follow) {
  const Node *child = node->child;
  if (node->max == 0 || child->kind == NODE_EMPTY) {
    return;
  }
  if (node->min == 1 && node->max == 1) {
    compile_node(compiler, child, follow);
    return;
  }
  if (compile_loop(compiler, node, follow)) {
    return;
  }
  if (node->min == 0 && node->max == 1) {
    compile_optional(compiler, node, follow);
    return;
  }
  if (node->min == 0 && node->max == REGEXP_INFINITY) {
    compile_star(compiler, node, follow);
    return;
  }
  /* x{n,} with a small x: copies, then a star. */
  if (node->max == REGEXP_INFINITY && (uint64_t)node->min * estimate_size(child) <= COPY_LIMIT) {
    First first, behind;
    bool has_behind = find_first(compiler, child, &first) && follow;
    if (has_behind) {
      behind = first;
      first_add(&behind, follow);
    }
    for (uint32_t i = 0; i < node->min; i++) {
      emit_clear(compiler, node);
      compile_node(compiler, child, has_behind ? &behind : NULL);
    }
    compile_star(compiler, node, follow);
    return;
  }
  compile_counted(compiler, node, follow);
}

static void compile_backref(Compiler *compiler, const Node *node) {
  uint32_t flags = (node->is_ignore_case ? BACKREF_IGNORE_CASE : 0) | (node->is_extended ? BACKREF_UNICODE : 0) |
                   (compiler->is_back ? BACKREF_BACK : 0);
  if (node->indices && node->index_count > 1) {
    emit(compiler, OP_BACKREF_NAMED, node->index_count);
    emit_word(compiler, flags);
    emit_table(compiler, add_table(compiler, node->indices, node->index_count));
    return;
  }
  emit(compiler, OP_BACKREF, node->indices ? node->indices[0] : node->value);
  emit_word(compiler, flags);
}

static void compile_node(Compiler *compiler, const Node *node, const First *follow) {
  if (compiler->is_too_large) {
    return;
  }
  switch (node->kind) {
    case NODE_EMPTY:
      break;
    case NODE_NOTHING:
      emit(compiler, OP_FAIL, 0);
      break;
    case NODE_CHAR:
      compile_char(compiler, node->value);
      break;
    case NODE_CLASS:
      compile_set(compiler, node->set);
      break;
    case NODE_SEQUENCE:
      compile_sequence(compiler, node, follow);
      break;
    case NODE_CHOICE:
      compile_choice(compiler, node, follow);
      break;
    case NODE_CAPTURE:
      emit(compiler, OP_SAVE, node->value * 2 + compiler->is_back);
      compile_node(compiler, node->child, follow);
      emit(compiler, OP_SAVE, node->value * 2 + !compiler->is_back);
      break;
    case NODE_QUANTIFIER:
      compile_quantifier(compiler, node, follow);
      break;
    case NODE_BACKREF:
      compile_backref(compiler, node);
      break;
    case NODE_LOOK:
      compile_look(compiler, node);
      break;
    case NODE_START:
      emit(compiler, node->is_multiline ? OP_LINE_START : OP_START, 0);
      break;
    case NODE_END:
      emit(compiler, node->is_multiline ? OP_LINE_END : OP_END, 0);
      break;
    case NODE_WORD:
      emit(compiler, OP_WORD, (node->is_negated ? WORD_NEGATED : 0) | (node->is_extended ? WORD_EXTENDED : 0));
      break;
  }
}

/* --- The search for a start --- */

static uint32_t min_length(const Node *node) {
  uint64_t length = 0;
  switch (node->kind) {
    case NODE_CHAR:
    case NODE_CLASS:
      return 1;
    case NODE_SEQUENCE:
      for (uint32_t i = 0; i < node->count; i++) {
        length += min_length(node->items[i]);
      }
      break;
    case NODE_CHOICE:
      length = UINT32_MAX;
      for (uint32_t i = 0; i < node->count; i++) {
        uint32_t item = min_length(node->items[i]);
        length = item < length ? item : length;
      }
      break;
    case NODE_CAPTURE:
      return min_length(node->child);
    case NODE_QUANTIFIER:
      length = (uint64_t)node->min * min_length(node->child);
      break;
    default:
      return 0;
  }
  return length > 0x7FFFFFFF ? 0x7FFFFFFF : (uint32_t)length;
}

/* Whether every match begins at the start of the text (of a line, if is_line). */
static bool is_anchored(const Node *node, bool is_line) {
  switch (node->kind) {
    case NODE_START:
      return is_line || !node->is_multiline;
    case NODE_SEQUENCE:
      return node->count > 0 && is_anchored(node->items[0], is_line);
    case NODE_CAPTURE:
      return is_anchored(node->child, is_line);
    case NODE_CHOICE:
      for (uint32_t i = 0; i < node->count; i++) {
        if (!is_anchored(node->items[i], is_line)) {
          return false;
        }
      }
      return true;
    default:
      return false;
  }
}

enum { PREFIX_MAX = 32 };

/* The characters with which every match begins. */
static uint32_t find_prefix(const Compiler *compiler, const Node *node, uint16_t *units, bool *is_whole) {
  uint32_t count = 0;
  *is_whole = false;
  switch (node->kind) {
    case NODE_CHAR:
      if (is_lone(compiler, node->value)) {
        return 0;
      }
      *is_whole = true;
      return unicode_put(node->value, units);
    case NODE_CAPTURE:
      return find_prefix(compiler, node->child, units, is_whole);
    case NODE_SEQUENCE:
      *is_whole = true;
      for (uint32_t i = 0; i < node->count && *is_whole; i++) {
        uint16_t part[PREFIX_MAX];
        uint32_t part_count = find_prefix(compiler, node->items[i], part, is_whole);
        if (count + part_count > PREFIX_MAX) {
          *is_whole = false;
          break;
        }
        for (uint32_t k = 0; k < part_count; k++) {
          units[count++] = part[k];
        }
      }
      return count;
    default:
      return 0;
  }
}

typedef struct Start {
  uint32_t kind, data;
  bool is_table;
} Start;

static Start find_start(Compiler *compiler, const Node *root) {
  if (is_anchored(root, false)) {
    return (Start){START_ANCHOR, 0, false};
  }
  if (is_anchored(root, true)) {
    return (Start){START_LINE, 0, false};
  }
  uint16_t units[PREFIX_MAX];
  bool is_whole;
  uint32_t count = find_prefix(compiler, root, units, &is_whole);
  if (count == 1) {
    return (Start){START_CHAR, units[0], false};
  }
  if (count > 1) {
    return (Start){START_PREFIX, add_units(compiler, units, count, true), true};
  }
  First first;
  if (find_first(compiler, root, &first) && (first_size(&first) < 256 || !first.others)) {
    return (Start){START_SET, add_first(compiler, &first), true};
  }
  return (Start){START_ANY, 0, false};
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
  if (a->length != b->length) {
    return false;
  }
  for (uint32_t i = 0; i < a->length; i++) {
    if (a->units[i] != b->units[i]) {
      return false;
    }
  }
  return true;
}

/* Names: for each its length, count of groups, the groups, the units two a word. Returns how many names. */
static uint32_t compile_names(Compiler *compiler, const GroupName *names, Words *out) {
  uint32_t count = 0;
  for (const GroupName *name = names; name; name = name->next) {
    const GroupName *earlier = names;
    while (earlier != name && !is_same_name(earlier, name)) {
      earlier = earlier->next;
    }
    if (earlier != name) {
      continue;
    }
    uint32_t indices = 0;
    for (const GroupName *other = name; other; other = other->next) {
      indices += is_same_name(name, other);
    }
    count++;
    push_word(compiler, out, name->length);
    push_word(compiler, out, indices);
    for (const GroupName *other = name; other; other = other->next) {
      if (is_same_name(name, other)) {
        push_word(compiler, out, other->index);
      }
    }
    for (uint32_t i = 0; i < name->length; i += 2) {
      uint32_t second = i + 1 < name->length ? name->units[i + 1] : 0;
      push_word(compiler, out, name->units[i] | second << 16);
    }
  }
  return count;
}

static void copy_words(uint32_t *to, const Words *from) {
  for (uint32_t i = 0; i < from->count; i++) {
    to[i] = from->words[i];
  }
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
    compile_node(&compiler, tree.root, NULL);
    emit(&compiler, OP_MATCH, 0);
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
