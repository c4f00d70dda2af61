/*
 * First-sets: with which units a match of a part of the pattern can begin. They may be too large, never too small.
 */
#include "compiler.h"

static void first_add_all(First *first) {
  for (int i = 0; i < 8; i++) { first->bits[i] = 0xFFFFFFFFu; }
  first->others = true;
}

void re_first_add(First *first, const First *other) {
  for (int i = 0; i < 8; i++) { first->bits[i] |= other->bits[i]; }
  first->others = first->others || other->others;
}

bool re_first_overlaps(const First *a, const First *b) {
  for (int i = 0; i < 8; i++) {
    if (a->bits[i] & b->bits[i]) { return true; }
  }
  return a->others && b->others;
}

uint32_t re_first_size(const First *first) {
  uint32_t size = 0;
  for (int i = 0; i < 8; i++) { size += (uint32_t)__builtin_popcount(first->bits[i]); }
  return size;
}

void re_first_add_set(First *first, const CharSet *set) {
  for (uint32_t i = 0; i < set->count; i++) {
    re_set_bits(first->bits, set->ranges[i].first, set->ranges[i].last);
    first->others = first->others || set->ranges[i].last >= 256;
  }
}

void re_first_add_char(First *first, uint32_t character) {
  if (character < 256) {
    re_set_bits(first->bits, character, character);
  } else {
    first->others = true;
  }
}

/* Adds what a match of the node can begin with. True if it can match without taking a unit: then what follows counts
 * too. With the budget at its end: everything. */
bool re_add_first_of(const Node *node, First *first, int *budget) {
  if (--*budget < 0) {
    first_add_all(first);
    return true;
  }
  switch (node->kind) {
    case NODE_EMPTY:
    case NODE_WORD:
    case NODE_START:
    case NODE_LOOK: return true;
    case NODE_END:
      if (node->is_multiline) {
        re_first_add_char(first, '\n');
        re_first_add_char(first, '\r');
        first->others = true;
      }
      return false;
    case NODE_NOTHING: return false;
    case NODE_CHAR: re_first_add_char(first, node->value); return false;
    case NODE_CLASS: re_first_add_set(first, node->set); return false;
    case NODE_SEQUENCE:
      for (uint32_t i = 0; i < node->count; i++) {
        if (!re_add_first_of(node->items[i], first, budget)) { return false; }
      }
      return true;
    case NODE_CHOICE: {
      bool is_empty = false;
      for (uint32_t i = 0; i < node->count; i++) {
        is_empty = re_add_first_of(node->items[i], first, budget) || is_empty;
      }
      return is_empty;
    }
    case NODE_CAPTURE: return re_add_first_of(node->child, first, budget);
    case NODE_QUANTIFIER:
      if (node->max == 0) { return true; }
      return re_add_first_of(node->child, first, budget) || node->min == 0;
    case NODE_BACKREF: first_add_all(first); return true;
  }
  return true;
}

/* Whether a match can be without a unit at the end of the text, where no unit can be looked at: $ among others. */
static bool can_match_at_end(const Node *node) {
  switch (node->kind) {
    case NODE_CHAR:
    case NODE_CLASS:
    case NODE_NOTHING: return false;
    case NODE_SEQUENCE:
      for (uint32_t i = 0; i < node->count; i++) {
        if (!can_match_at_end(node->items[i])) { return false; }
      }
      return true;
    case NODE_CHOICE:
      for (uint32_t i = 0; i < node->count; i++) {
        if (can_match_at_end(node->items[i])) { return true; }
      }
      return false;
    case NODE_CAPTURE: return can_match_at_end(node->child);
    case NODE_QUANTIFIER: return node->min == 0 || can_match_at_end(node->child);
    default: return true;
  }
}

/* What an alternative or loop body begins with; false if nothing useful is known. */
bool re_find_first(Compiler *compiler, const Node *node, First *first) {
  int budget = FIRST_BUDGET;
  *first = (First){{0}, false};
  return !compiler->is_back && !re_add_first_of(node, first, &budget) && !can_match_at_end(node);
}

/* The units that can come behind item `index` of a sequence whose own follow is `follow` (NULL: anything, or the
 * end); false if anything can. */
bool re_find_follow(const Node *sequence, uint32_t index, const First *follow, First *result) {
  int budget = FIRST_BUDGET;
  *result = (First){{0}, false};
  for (uint32_t i = index + 1; i < sequence->count; i++) {
    if (!re_add_first_of(sequence->items[i], result, &budget)) { return true; }
  }
  if (follow) { re_first_add(result, follow); }
  return follow != NULL;
}
