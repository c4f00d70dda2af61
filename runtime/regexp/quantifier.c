/*
 * Quantifiers: loops over one character are one operation, other loops are made of choices, counters and, where the body
 * can match nothing, a test that it moved (ES 22.2.2.3.1, step 2.b).
 */
#include "compiler.h"

/* A quantifier over one character, forward: LOOP or LOOP_LAZY. */
static bool compile_loop(Compiler *compiler, const Node *node, const First *follow) {
  const Node *child = node->child;
  uint32_t what, operand = 0;
  First first = {{0}, false};
  if (compiler->is_back) { return false; }
  if (child->kind == NODE_CHAR && !re_is_pair(compiler, child->value) && !re_is_lone(compiler, child->value)) {
    what = LOOP_CHAR;
    operand = child->value;
    re_first_add_char(&first, child->value);
  } else if (child->kind == NODE_CLASS) {
    bool is_points = re_needs_points(compiler, child->set);
    what = is_points ? LOOP_POINT : re_is_all(child->set) ? LOOP_ALL : re_is_dot(child->set) ? LOOP_DOT : LOOP_CLASS;
    if (what == LOOP_POINT || what == LOOP_CLASS) { operand = re_add_class(compiler, child->set); }
    re_first_add_set(&first, child->set);
  } else {
    return false;
  }
  re_emit(compiler, node->is_lazy ? OP_LOOP_LAZY : OP_LOOP, what);
  if (what == LOOP_POINT || what == LOOP_CLASS) {
    re_emit_table(compiler, operand);
  } else {
    re_emit_word(compiler, operand);
  }
  re_emit_word(compiler, node->min);
  re_emit_word(compiler, node->max);
  if (!follow) {
    re_emit_word(compiler, FOLLOW_ANY);
    re_emit_word(compiler, 0);
  } else if (node->is_possessive || (!re_first_overlaps(&first, follow) && !node->is_lazy)) {
    re_emit_word(compiler, FOLLOW_POSSESSIVE);
    re_emit_word(compiler, 0);
  } else if (!follow->others && re_first_size(follow) == 1) {
    uint32_t c = 0;
    while (!(follow->bits[c >> 5] >> (c & 31) & 1)) { c++; }
    re_emit_word(compiler, FOLLOW_CHAR);
    re_emit_word(compiler, c);
  } else {
    re_emit_word(compiler, FOLLOW_SET);
    re_emit_table(compiler, re_add_first(compiler, follow));
  }
  return true;
}

static void emit_clear(Compiler *compiler, const Node *node) {
  if (node->first_capture < node->last_capture) {
    re_emit(compiler, OP_CLEAR, node->first_capture * 2);
    re_emit_word(compiler, node->last_capture * 2);
  }
}

/* x? and x??. */
static void compile_optional(Compiler *compiler, const Node *node, const First *follow) {
  First first;
  bool is_known = re_find_first(compiler, node->child, &first);
  uint32_t peek = 0;
  if (is_known) { peek = re_emit_peek(compiler, &first); }
  bool is_decided = is_known && follow && !re_first_overlaps(&first, follow);
  uint32_t split = 0;
  if (!is_decided) { split = re_emit_jump(compiler, node->is_lazy ? OP_SPLIT_JUMP : OP_SPLIT, 0); }
  uint32_t position = 0;
  bool can_be_empty = !is_known;
  if (can_be_empty) {
    position = compiler->register_count++;
    re_emit(compiler, OP_SAVE, position);
  }
  emit_clear(compiler, node);
  re_compile_node(compiler, node->child, follow);
  if (can_be_empty) { re_emit(compiler, OP_MOVED, position); }
  if (!is_decided) { re_land(compiler, split); }
  if (is_known) { re_land(compiler, peek); }
}

/* In (?:[^"\\]|\\.)* and its like one alternative is a single character that neither the others nor what follows the
 * loop can begin with: it may take all of them at once. The choice with that alternative repeated, or NULL. */
static const Node *repeat_alternative(Compiler *compiler, const Node *choice, const First *follow) {
  if (choice->kind != NODE_CHOICE || choice->count > DECIDE_LIMIT || !follow || compiler->is_back) { return NULL; }
  for (uint32_t i = 0; i < choice->count; i++) {
    Node *item = choice->items[i];
    First own = {{0}, false}, others = *follow;
    bool is_apart = item->kind == NODE_CLASS && !re_needs_points(compiler, item->set);
    if (is_apart) { re_first_add_set(&own, item->set); }
    for (uint32_t k = 0; k < choice->count && is_apart; k++) {
      int budget = FIRST_BUDGET;
      is_apart = k == i || !re_add_first_of(choice->items[k], &others, &budget);
    }
    if (!is_apart || re_first_overlaps(&own, &others)) { continue; }
    Node *copy = regexp_arena_alloc(compiler->arena, sizeof(Node));
    Node *loop = regexp_arena_alloc(compiler->arena, sizeof(Node));
    Node **items = regexp_arena_alloc(compiler->arena, choice->count * sizeof(Node *));
    if (!copy || !loop || !items) { return NULL; }
    *loop = (Node){.kind = NODE_QUANTIFIER, .child = item, .min = 1, .max = REGEXP_INFINITY, .is_possessive = true};
    *copy = *choice;
    copy->items = items;
    for (uint32_t k = 0; k < choice->count; k++) { items[k] = k == i ? loop : choice->items[k]; }
    return copy;
  }
  return NULL;
}

/* x* and x*?, and the end of x{n,}: any number of times. */
static void compile_star(Compiler *compiler, const Node *node, const First *follow) {
  First first, behind;
  bool is_known = re_find_first(compiler, node->child, &first);
  bool has_behind = is_known && follow;
  if (has_behind) {
    behind = first;
    re_first_add(&behind, follow);
  }
  bool is_decided = has_behind && !re_first_overlaps(&first, follow);
  uint32_t top = compiler->code.count;
  uint32_t peek = is_known ? re_emit_peek(compiler, &first) : 0;
  uint32_t split = 0;
  if (!is_decided) { split = re_emit_jump(compiler, node->is_lazy ? OP_SPLIT_JUMP : OP_SPLIT, 0); }
  uint32_t position = 0;
  if (!is_known) {
    position = compiler->register_count++;
    re_emit(compiler, OP_SAVE, position);
  }
  emit_clear(compiler, node);
  const Node *repeated = node->is_lazy ? NULL : repeat_alternative(compiler, node->child, follow);
  re_compile_node(compiler, repeated ? repeated : node->child, has_behind ? &behind : NULL);
  if (!is_known) { re_emit(compiler, OP_MOVED, position); }
  re_emit_jump(compiler, OP_JUMP, top);
  if (!is_decided) { re_land(compiler, split); }
  if (is_known) { re_land(compiler, peek); }
}

/* x{n,m} with a counter: one copy of the body. */
static void compile_counted(Compiler *compiler, const Node *node, const First *follow) {
  uint32_t counter = compiler->register_count++;
  uint32_t position = compiler->register_count++;
  First first, behind;
  bool has_behind = re_find_first(compiler, node->child, &first) && follow;
  if (has_behind) {
    behind = first;
    re_first_add(&behind, follow);
  }
  uint32_t below = 0, reached = 0;
  re_emit(compiler, OP_SET, counter);
  re_emit_word(compiler, 0);
  uint32_t top = compiler->code.count;
  if (node->min > 0) {
    re_emit(compiler, OP_BELOW, counter);
    re_emit_word(compiler, node->min);
    below = re_emit_target(compiler, 0);
  }
  if (node->max != REGEXP_INFINITY) {
    re_emit(compiler, OP_REACHED, counter);
    re_emit_word(compiler, node->max);
    reached = re_emit_target(compiler, 0);
  }
  uint32_t split = 0;
  bool is_fixed = node->min == node->max;
  if (!is_fixed) { split = re_emit_jump(compiler, node->is_lazy ? OP_SPLIT_JUMP : OP_SPLIT, 0); }
  if (node->min > 0) { re_land_word(compiler, below); }
  re_emit(compiler, OP_SAVE, position);
  emit_clear(compiler, node);
  re_compile_node(compiler, node->child, has_behind ? &behind : NULL);
  re_emit(compiler, OP_MOVED_IF, position);
  re_emit_word(compiler, counter);
  re_emit_word(compiler, node->min);
  re_emit(compiler, OP_INCREMENT, counter);
  re_emit_jump(compiler, OP_JUMP, top);
  if (!is_fixed) { re_land(compiler, split); }
  if (node->max != REGEXP_INFINITY) { re_land_word(compiler, reached); }
}

/* Words that the node's code takes, about. */
static uint32_t estimate_size(const Node *node) {
  uint32_t size = 2;
  switch (node->kind) {
    case NODE_SEQUENCE:
    case NODE_CHOICE:
      for (uint32_t i = 0; i < node->count && size < COPY_LIMIT; i++) { size += estimate_size(node->items[i]); }
      return node->kind == NODE_CHOICE ? size + 4 * node->count : size;
    case NODE_CAPTURE: return size + 2 + estimate_size(node->child);
    case NODE_QUANTIFIER:
    case NODE_LOOK: return size + 6 + estimate_size(node->child);
    default: return size;
  }
}

void re_compile_quantifier(Compiler *compiler, const Node *node, const First *follow) {
  const Node *child = node->child;
  if (node->max == 0 || child->kind == NODE_EMPTY) { return; }
  if (node->min == 1 && node->max == 1) {
    re_compile_node(compiler, child, follow);
    return;
  }
  if (compile_loop(compiler, node, follow)) { return; }
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
    bool has_behind = re_find_first(compiler, child, &first) && follow;
    if (has_behind) {
      behind = first;
      re_first_add(&behind, follow);
    }
    for (uint32_t i = 0; i < node->min; i++) {
      emit_clear(compiler, node);
      re_compile_node(compiler, child, has_behind ? &behind : NULL);
    }
    compile_star(compiler, node, follow);
    return;
  }
  compile_counted(compiler, node, follow);
}
