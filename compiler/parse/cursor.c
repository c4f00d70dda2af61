/*
 * cursor.c: see cursor.h. The layout of nodes is that of tree-sitter's private headers (0.25).
 *
 * A node's bytes are its padding (what stands before it) and its size. A parent's padding is its first child's. The
 * aliases and fields of a child go by its number among the children that are no extras (comments).
 */
#include "cursor.h"

#include <language.h>
#include <subtree.h>
#include <tree.h>

#include "../support/host.h"

/* One child of one node. */
struct CursorFrame {
  const Subtree *children;
  const TSSymbol *aliases; /* by number without extras; NULL: none */
  uint32_t count, at, number;
  uint32_t start, end; /* of the child */
  uint16_t production;
  bool is_hidden; /* the node is: its children are its parent's */
};

static const Subtree *child_of(const CursorFrame *f) { return &f->children[f->at]; }

static TSSymbol alias_of(const CursorFrame *f) {
  return f->aliases && !ts_subtree_extra(*child_of(f)) ? f->aliases[f->number] : 0;
}

static void step(CursorFrame *f) {
  f->number += !ts_subtree_extra(*child_of(f));
  if (++f->at == f->count) return;
  f->start = f->end + ts_subtree_padding(*child_of(f)).bytes;
  f->end = f->start + ts_subtree_size(*child_of(f)).bytes;
}

/* Steps on to a child that is visible, or has such children itself. */
static bool find(CursorFrame *f, bool *is_visible) {
  for (; f->at < f->count; step(f)) {
    *is_visible = ts_subtree_visible(*child_of(f)) || alias_of(f);
    if (*is_visible || ts_subtree_visible_child_count(*child_of(f))) return true;
  }
  return false;
}

static CursorFrame frame_of(const Cursor *c, Subtree node, uint32_t start, bool is_hidden) {
  CursorFrame f = {
      .children = ts_subtree_children(node), .count = ts_subtree_child_count(node), .is_hidden = is_hidden};
  if (!f.count) return f;
  f.production = ts_subtree_production_id(node);
  f.aliases = ts_language_alias_sequence(c->language, f.production);
  f.start = start;
  f.end = start + ts_subtree_size(*f.children).bytes;
  return f;
}

static void push(Cursor *c, CursorFrame f) {
  if (c->count == c->capacity) {
    c->capacity = c->capacity ? c->capacity * 2 : 256;
    c->frames = host_realloc(c->frames, sizeof *c->frames * c->capacity);
  }
  c->frames[c->count++] = f;
}

/* From the hidden node under the cursor to the first visible one in it. */
static void look_through(Cursor *c) {
  for (bool is_visible = false; !is_visible;) {
    const CursorFrame *top = &c->frames[c->count - 1];
    CursorFrame f = frame_of(c, *child_of(top), top->start, true);
    find(&f, &is_visible);
    push(c, f);
  }
}

void cursor_init(Cursor *c, const TSTree *tree) { *c = (Cursor){.language = tree->language, .root = &tree->root}; }

void cursor_free(Cursor *c) {
  host_free(c->frames);
  *c = (Cursor){0};
}

static Subtree current(const Cursor *c, uint32_t *start) {
  if (c->count) {
    const CursorFrame *f = &c->frames[c->count - 1];
    *start = f->start;
    return *child_of(f);
  }
  Subtree root = *(const Subtree *)c->root;
  *start = ts_subtree_padding(root).bytes;
  return root;
}

CursorNode cursor_node(const Cursor *c) {
  CursorNode n = {0};
  Subtree node = current(c, &n.start);
  n.symbol = c->count ? alias_of(&c->frames[c->count - 1]) : 0;
  if (!n.symbol) n.symbol = ts_subtree_symbol(node);
  n.symbol = ts_language_public_symbol(c->language, n.symbol);
  n.end = n.start + ts_subtree_size(node).bytes;
  return n;
}

TSFieldId cursor_field(const Cursor *c) {
  for (uint32_t level = c->count; level-- > 0;) {
    const CursorFrame *f = &c->frames[level];
    if (ts_subtree_extra(*child_of(f))) return 0;
    const TSFieldMapEntry *map, *end;
    ts_language_field_map(c->language, f->production, &map, &end);
    for (; map < end; map++)
      if (!map->inherited && map->child_index == f->number) return map->field_id;
    if (!f->is_hidden) return 0;
  }
  return 0;
}

bool cursor_down(Cursor *c) {
  uint32_t start;
  bool is_visible;
  Subtree node = current(c, &start);
  CursorFrame f = frame_of(c, node, start, false);
  if (!find(&f, &is_visible)) return false;
  push(c, f);
  if (!is_visible) look_through(c);
  return true;
}

bool cursor_next(Cursor *c) {
  for (uint32_t level = c->count; level-- > 0;) {
    CursorFrame f = c->frames[level];
    bool is_visible;
    step(&f);
    if (find(&f, &is_visible)) {
      c->frames[level] = f;
      c->count = level + 1;
      if (!is_visible) look_through(c);
      return true;
    }
    if (!f.is_hidden) return false;
  }
  return false;
}

void cursor_up(Cursor *c) {
  while (c->frames[--c->count].is_hidden) {}
}
