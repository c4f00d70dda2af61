/*
 * shape.c: the shape tree, dictionaries and root shapes.
 *
 * Invariants. Shapes of one lineage share one property table; only the shape whose count equals the table's `used` may
 * append to it, any other one forks. Entries beyond a shape's count are not its business, so a hash index may be shared
 * as well. Transitions and roots name shapes by id; ids are never reused once a cache may hold them, so a shape that
 * the collector drops simply disappears from Rt.shapes and is made again when needed.
 */
#include "shape.h"

#include "../heap/heap.h"
#include "../string/string.h"
#include "kinds.h"
#include "../support/mem.h"

/* The table of properties: payload of Shape.props is `e`, Shape.owner is &used. */
typedef struct PropTable {
  Cell cell;
  uint32_t used;
  uint32_t capacity;
  PropEntry e[1];
} PropTable;

typedef struct Transition {
  uint64_t key;  /* property key, prototype bits, or 0 */
  uint32_t kind; /* attributes for adds; TRANS_* | attributes otherwise */
  uint32_t id;
} Transition;
typedef struct Transitions {
  Cell cell;
  uint32_t count, capacity; /* open addressing above 8 */
  Transition t[1];
} Transitions;
enum { TRANS_CHANGE = 0x100, TRANS_PROTO = 0x200, TRANS_SEAL = 0x300, TRANS_FREEZE = 0x400, TRANS_NO_EXT = 0x500 };

typedef struct ShapeRoot {
  uint64_t proto;
  uint32_t kind_inline; /* kind | ninline << 8 */
  uint32_t id;          /* 0: free */
} ShapeRoot;
struct ShapeRoots {
  uint32_t count, mask;
  ShapeRoot r[1];
};

enum { LINEAR_LIMIT = 8, SHAPE_MAX_TRANSITIONS = 1 << 16 };

static inline uint32_t mix64(uint64_t x) {
  x ^= x >> 32;
  x *= 0x9E3779B97F4A7C15ull;
  return (uint32_t)(x >> 32);
}

static inline uint32_t key_hash(PropKey k) {
  if (key_is_index(k)) return mix64(k.bits);
  Cell *c = value_cell((Value){k.bits});
  return c->kind == CELL_STRING ? ((String *)c)->hash : ((Symbol *)c)->hash;
}

/* ---- allocation ---- */

static uint32_t shape_register(Shape *s) {
  Rt *rt = RT;
  if (rt->nshapes == rt->shapes_capacity) {
    uint32_t capacity = rt->shapes_capacity < 1024 ? 2048 : rt->shapes_capacity * 2;
    Shape **table = heap_alloc_bytes((size_t)capacity * sizeof(Shape *));
    mem_copy(table, rt->shapes, (size_t)rt->nshapes * sizeof(Shape *));
    rt->shapes = table;
    rt->shapes_capacity = capacity;
  }
  uint32_t id = rt->nshapes++;
  rt->shapes[id] = s;
  s->id = id;
  return id;
}

static PropEntry *table_new(uint32_t capacity, uint32_t **owner) {
  PropTable *t = (PropTable *)heap_alloc(offsetof(PropTable, e) + (size_t)capacity * sizeof(PropEntry), CELL_TABLE);
  t->capacity = capacity;
  *owner = &t->used;
  return t->e;
}

static Shape *shape_alloc(Value proto, CellKind kind, uint32_t ninline) {
  Shape *s = (Shape *)heap_alloc(sizeof(Shape), CELL_SHAPE);
  s->proto = proto;
  s->kind = kind;
  s->ninline = ninline;
  shape_register(s);
  return s;
}

/* A copy that shares the property table with s. */
static Shape *shape_derive(Shape *s) {
  Shape *n = shape_alloc(s->proto, (CellKind)s->kind, s->ninline);
  n->flags = s->flags & (SHAPE_HAS_INDEX_KEYS | SHAPE_HAS_READONLY);
  n->count = s->count;
  n->nslots = s->nslots;
  n->props = s->props;
  n->props_capacity = s->props_capacity;
  n->hash = s->hash;
  n->hash_mask = s->hash_mask;
  n->owner = s->owner;
  return n;
}

/* Gives s a property table of its own with room for `capacity` entries. */
static void shape_own_table(Shape *s, uint32_t capacity) {
  uint32_t *owner;
  PropEntry *e = table_new(capacity, &owner);
  if (s->count) mem_copy(e, s->props, (size_t)s->count * sizeof(PropEntry));
  *owner = s->count;
  s->owner = owner;
  s->props = e;
  s->props_capacity = capacity;
  s->hash = NULL;
  s->hash_mask = 0;
  heap_barrier(s);
}

/* ---- lookup ---- */

static void hash_insert(Shape *s, uint32_t index) {
  uint32_t i = key_hash(s->props[index].key) & s->hash_mask;
  while (s->hash[i]) i = (i + 1) & s->hash_mask;
  s->hash[i] = index + 1;
}

static void hash_build(Shape *s) {
  uint32_t size = 32;
  while (size < s->count * 2 + 2) size *= 2;
  s->hash = heap_alloc_bytes(size * sizeof(uint32_t));
  s->hash_mask = size - 1;
  for (uint32_t i = 0; i < s->count; i++)
    if (s->props[i].key.bits) hash_insert(s, i);
  heap_barrier(s);
}

PropEntry *shape_lookup(Shape *s, PropKey key) {
  uint32_t count = s->count;
  if (count <= LINEAR_LIMIT) {
    PropEntry *e = s->props;
    for (uint32_t i = 0; i < count; i++)
      if (e[i].key.bits == key.bits) return &e[i];
    return NULL;
  }
  if (!s->hash_mask) hash_build(s);
  for (uint32_t i = key_hash(key) & s->hash_mask;; i = (i + 1) & s->hash_mask) {
    uint32_t e = s->hash[i];
    if (!e) return NULL;
    if (e <= count && s->props[e - 1].key.bits == key.bits) return &s->props[e - 1];
  }
}

/* Appends an entry to a table that s owns and has room in. */
static void shape_append(Shape *s, PropKey key, uint32_t slot, uint32_t attrs) {
  s->props[s->count] = (PropEntry){key, slot, attrs};
  s->count++;
  *s->owner = s->count;
  if (attrs & PROP_ACCESSOR || !(attrs & PROP_WRITABLE)) s->flags |= SHAPE_HAS_READONLY;
  if (key_is_index(key)) s->flags |= SHAPE_HAS_INDEX_KEYS;
  if (s->hash_mask) {
    if (s->count * 4 > (s->hash_mask + 1) * 3) {
      s->hash = NULL;
      s->hash_mask = 0;
    } else {
      hash_insert(s, s->count - 1);
    }
  }
  heap_barrier_interior(s->props);
  heap_barrier(s);
}

/* ---- transitions ---- */

static Transition *transition_slot(Transitions *t, uint64_t key, uint32_t kind) {
  if (t->capacity <= 8) {
    uint32_t i = 0;
    while (i < t->count && !(t->t[i].key == key && t->t[i].kind == kind)) i++;
    return &t->t[i];
  }
  uint32_t i = (mix64(key) + kind) & (t->capacity - 1);
  while (t->t[i].id && !(t->t[i].key == key && t->t[i].kind == kind)) i = (i + 1) & (t->capacity - 1);
  return &t->t[i];
}

static Shape *transition_find(Shape *s, uint64_t key, uint32_t kind) {
  Transitions *t = (Transitions *)s->transitions;
  if (!t) return NULL;
  Transition *e = transition_slot(t, key, kind);
  if (t->capacity <= 8 ? e == &t->t[t->count] : !e->id) return NULL;
  return RT->shapes[e->id];
}

static Transitions *transitions_new(uint32_t capacity) {
  size_t size = offsetof(Transitions, t) + (size_t)(capacity + 1) * sizeof(Transition);
  Transitions *t = (Transitions *)heap_alloc(size, CELL_BYTES);
  t->capacity = capacity;
  return t;
}

static void transition_put(Shape *s, uint64_t key, uint32_t kind, uint32_t id) {
  Transitions *t = (Transitions *)s->transitions;
  if (!t || (t->capacity <= 8 ? t->count == t->capacity : t->count * 2 >= t->capacity)) {
    uint32_t capacity = !t ? 2 : t->capacity < 8 ? t->capacity * 2 : t->capacity * 4;
    Transitions *n = transitions_new(capacity);
    for (uint32_t i = 0, k = t ? (t->capacity <= 8 ? t->count : t->capacity) : 0; i < k; i++) {
      Transition *e = &t->t[i];
      if (!e->id || !RT->shapes[e->id]) continue;
      *transition_slot(n, e->key, e->kind) = *e;
      n->count++;
    }
    s->transitions = &n->cell;
    heap_barrier(s);
    t = n;
  }
  Transition *e = transition_slot(t, key, kind);
  if (!e->id || e == &t->t[t->count]) t->count++;
  *e = (Transition){key, kind, id};
}

/* ---- adding and changing ---- */

/* A dictionary's table is full: drops deleted entries that hold no free slot, or grows. */
static void dictionary_make_room(Shape *s) {
  uint32_t live = 0;
  for (uint32_t i = 0; i < s->count; i++) live += s->props[i].key.bits != 0;
  for (uint32_t i = s->free_entry; i; i = s->props[i - 1].attrs) live++;
  uint32_t *owner;
  uint32_t capacity = live + live / 2 + 8;
  PropEntry *e = table_new(capacity, &owner);
  uint32_t n = 0, chain = 0;
  /* The chain is rebuilt in one sweep: entries on it are marked by setting a bit in their slot. */
  for (uint32_t i = s->free_entry; i; i = s->props[i - 1].attrs) s->props[i - 1].slot |= 0x80000000u;
  for (uint32_t i = 0; i < s->count; i++) {
    PropEntry *p = &s->props[i];
    if (p->key.bits) {
      e[n++] = *p;
    } else if (p->slot & 0x80000000u) {
      e[n] = (PropEntry){{0}, p->slot & 0x7FFFFFFFu, chain};
      chain = ++n;
    }
  }
  *owner = n;
  s->owner = owner;
  s->props = e;
  s->props_capacity = capacity;
  s->count = n;
  s->free_entry = chain;
  s->hash = NULL;
  s->hash_mask = 0;
  heap_barrier(s);
}

static Shape *dictionary_add(Shape *s, PropKey key, uint32_t attrs) {
  if (s->count == s->props_capacity) dictionary_make_room(s);
  uint32_t slot;
  if (s->free_entry) {
    PropEntry *f = &s->props[s->free_entry - 1];
    slot = f->slot;
    s->free_entry = f->attrs;
    f->slot = 0;
    f->attrs = 0;
  } else {
    slot = s->nslots++;
  }
  shape_append(s, key, slot, attrs);
  if (s->flags & SHAPE_CACHED_ABSENT) shape_renew_id(s);
  return s;
}

Shape *shape_add(Shape *s, PropKey key, uint32_t attrs) {
  if (s->flags & SHAPE_DICTIONARY) return dictionary_add(s, key, attrs);
  Shape *n = transition_find(s, key.bits, attrs);
  if (n) return n;
  if (s->count >= SHAPE_DICTIONARY_LIMIT || key_is_index(key))
    return dictionary_add(shape_to_dictionary(s), key, attrs);
  n = shape_derive(s);
  n->parent = s;
  if (!s->owner || *s->owner != s->count || s->count == s->props_capacity)
    shape_own_table(n, s->count < 4 ? 4 : s->count * 2);
  shape_append(n, key, n->nslots++, attrs);
  transition_put(s, key.bits, attrs, n->id);
  return n;
}

static void shape_refresh_flags(Shape *s) {
  s->flags &= ~(uint32_t)(SHAPE_HAS_READONLY | SHAPE_HAS_INDEX_KEYS);
  for (uint32_t i = 0; i < s->count; i++) {
    PropEntry *e = &s->props[i];
    if (!e->key.bits) continue;
    if (e->attrs & PROP_ACCESSOR || !(e->attrs & PROP_WRITABLE)) s->flags |= SHAPE_HAS_READONLY;
    if (key_is_index(e->key)) s->flags |= SHAPE_HAS_INDEX_KEYS;
  }
}

Shape *shape_change_attrs(Shape *s, PropKey key, uint32_t attrs) {
  if (s->flags & SHAPE_DICTIONARY) {
    PropEntry *e = shape_lookup(s, key);
    e->attrs = attrs;
    shape_refresh_flags(s);
    shape_renew_id(s);
    return s;
  }
  Shape *n = transition_find(s, key.bits, TRANS_CHANGE | attrs);
  if (n) return n;
  n = shape_derive(s);
  shape_own_table(n, s->count + 2);
  shape_lookup(n, key)->attrs = attrs;
  shape_refresh_flags(n);
  transition_put(s, key.bits, TRANS_CHANGE | attrs, n->id);
  return n;
}

Shape *shape_no_extensions(Shape *s) {
  if (s->flags & SHAPE_DICTIONARY) {
    shape_renew_id(s);
    return s;
  }
  Shape *n = transition_find(s, 0, TRANS_NO_EXT);
  if (n) return n;
  n = shape_derive(s);
  shape_own_table(n, s->count + 1);
  transition_put(s, 0, TRANS_NO_EXT, n->id);
  return n;
}

static uint32_t integrity_attrs(uint32_t attrs, bool frozen) {
  attrs &= ~(uint32_t)PROP_CONFIGURABLE;
  if (frozen && !(attrs & PROP_ACCESSOR)) attrs &= ~(uint32_t)PROP_WRITABLE;
  return attrs;
}

Shape *shape_integrity(Shape *s, bool frozen) {
  bool change = false;
  for (uint32_t i = 0; i < s->count && !change; i++) {
    PropEntry *e = &s->props[i];
    bool is_private = e->key.bits && key_is_symbol(e->key) && value_cell((Value){e->key.bits})->flags & SYM_PRIVATE;
    change = e->key.bits && !is_private && integrity_attrs(e->attrs, frozen) != e->attrs;
  }
  if (!change) return s;
  Shape *n = s;
  if (!(s->flags & SHAPE_DICTIONARY)) {
    n = transition_find(s, 0, frozen ? TRANS_FREEZE : TRANS_SEAL);
    if (n) return n;
    n = shape_derive(s);
    shape_own_table(n, s->count + 1);
    transition_put(s, 0, frozen ? TRANS_FREEZE : TRANS_SEAL, n->id);
  }
  for (uint32_t i = 0; i < n->count; i++) {
    PropEntry *e = &n->props[i];
    if (!e->key.bits) continue;
    if (key_is_symbol(e->key) && value_cell((Value){e->key.bits})->flags & SYM_PRIVATE) continue;
    e->attrs = integrity_attrs(e->attrs, frozen);
  }
  shape_refresh_flags(n);
  if (n->flags & SHAPE_DICTIONARY) shape_renew_id(n);
  return n;
}

static void mark_proto(Value proto) {
  if (!value_is_object(proto)) return;
  Object *p = value_object(proto);
  if (p->cell.flags & OBJ_IS_PROTO) return;
  p->cell.flags |= OBJ_IS_PROTO;
  if (p->elems->used || p->cell.flags & OBJ_SPARSE || kind_is_typed_array(p->cell.kind) ||
      kind_is_proxy(p->cell.kind) || p->cell.kind == CELL_STRING_OBJECT || p->cell.kind == CELL_MAPPED_ARGUMENTS)
    RT->indexed_protos = 1;
}

Shape *shape_set_proto(Shape *s, Value proto) {
  if (value_same(s->proto, proto)) return s;
  mark_proto(proto);
  if (s->flags & SHAPE_DICTIONARY) {
    s->proto = proto;
    heap_barrier(s);
    shape_renew_id(s);
    return s;
  }
  Shape *n = transition_find(s, proto.bits, TRANS_PROTO);
  if (n && value_same(n->proto, proto)) return n;
  n = s->count ? shape_derive(s) : shape_root(proto, (CellKind)s->kind, s->ninline);
  if (s->count) {
    n->proto = proto;
    shape_own_table(n, s->count + 2);
  }
  transition_put(s, proto.bits, TRANS_PROTO, n->id);
  return n;
}

Shape *shape_to_dictionary(Shape *s) {
  if (s->flags & SHAPE_DICTIONARY) return s;
  Shape *n = shape_derive(s);
  n->flags |= SHAPE_DICTIONARY;
  shape_own_table(n, s->count + s->count / 2 + 8);
  return n;
}

void shape_dictionary_delete(Shape *s, PropKey key) {
  PropEntry *e = shape_lookup(s, key);
  e->key.bits = 0;
  e->attrs = s->free_entry;
  s->free_entry = (uint32_t)(e - s->props) + 1;
  shape_renew_id(s);
}

void shape_renew_id(Shape *s) {
  if (!(s->flags & SHAPE_CACHED)) return;
  s->flags &= ~(uint32_t)(SHAPE_CACHED | SHAPE_CACHED_ABSENT);
  s->renewals++;
  RT->shapes[s->id] = NULL;
  shape_register(s);
}

void shape_adopt(Shape *s) { shape_register(s); }

void shape_died(Shape *s) { RT->shapes[s->id] = NULL; }

/* ---- roots ---- */

static struct ShapeRoots *roots_new(uint32_t size) {
  struct ShapeRoots *t = heap_alloc_bytes(offsetof(struct ShapeRoots, r) + (size_t)size * sizeof(ShapeRoot));
  t->mask = size - 1;
  return t;
}

static ShapeRoot *roots_slot(struct ShapeRoots *t, uint64_t proto, uint32_t kind_inline) {
  uint32_t i = (mix64(proto) ^ kind_inline * 0x9E3779B1u) & t->mask;
  while (t->r[i].id && !(t->r[i].proto == proto && t->r[i].kind_inline == kind_inline)) i = (i + 1) & t->mask;
  return &t->r[i];
}

Shape *shape_root(Value proto, CellKind kind, uint32_t ninline) {
  Rt *rt = RT;
  Realm *realm = rt->realm;
  if (kind == CELL_OBJECT) {
    if (ninline < REALM_PLAIN_SHAPES && value_same(proto, realm->intrinsics[INTR_ObjectPrototype]))
      return rt->shapes[realm->shape_plain[ninline]];
  } else {
    Shape *s = rt->shapes[realm->shape_of_kind[kind]];
    if (s && value_same(s->proto, proto) && s->ninline == ninline) return s;
  }
  mark_proto(proto);
  uint32_t kind_inline = (uint32_t)kind | ninline << 8;
  struct ShapeRoots *t = rt->shape_roots;
  if (!t || t->count * 2 > t->mask) {
    struct ShapeRoots *n = roots_new(t ? (t->mask + 1) * 2 : 64);
    for (uint32_t i = 0; t && i <= t->mask; i++) {
      ShapeRoot *r = &t->r[i];
      if (!r->id || !rt->shapes[r->id]) continue;
      *roots_slot(n, r->proto, r->kind_inline) = *r;
      n->count++;
    }
    rt->shape_roots = t = n;
  }
  ShapeRoot *r = roots_slot(t, proto.bits, kind_inline);
  if (r->id && rt->shapes[r->id]) return rt->shapes[r->id];
  Shape *s = shape_alloc(proto, kind, ninline);
  t = rt->shape_roots;
  r = roots_slot(t, proto.bits, kind_inline);
  if (!r->id) t->count++;
  *r = (ShapeRoot){proto.bits, kind_inline, s->id};
  return s;
}
