/*
 * weak.c: WeakMap and WeakSet tables (ephemerons), WeakRef, FinalizationRegistry, and the weak table of shapes.
 *
 * Weak references are strong in a minor collection. A full one traces a weak holder without its weak part and notes it;
 * when marking is done, values of ephemerons whose key is marked are marked in turn until nothing changes (Hayes,
 * "Ephemerons", OOPSLA 1997), after some rounds by an index of keys, so that long chains take linear time; then what is left
 * unmarked is cleared.
 *
 * A shape lives as long as an object of it; a shape that is reached by a transition from a live one, and a root shape,
 * live as long as their prototype does too, because inline caches and literals remember them.
 */
#include "../object/kinds.h"
#include "../object/shape.h"
#include "internal.h"

#include "../os/os.h"

enum { ROUNDS_WITHOUT_INDEX = 4 };

/* Open addressing by address; a key of JS_EMPTY is a deleted entry, 0 a free one. */
typedef struct WeakEntry {
  Value key, value;
} WeakEntry;
struct WeakTable {
  Cell cell; /* INTERNAL */
  uint32_t live, used, mask, pad;
  WeakEntry e[];
};

static uint32_t key_slot(const WeakTable *t, Value key) {
  return (uint32_t)((key.bits >> 4) * 0x9E3779B97F4A7C15ull >> 32) & t->mask;
}

static WeakTable *table_of(const WeakObject *w) { return value_is_cell(w->table) ? value_ptr(w->table) : NULL; }

static WeakEntry *entry_find(WeakTable *t, Value key) {
  if (!t) return NULL;
  for (uint32_t i = key_slot(t, key);; i = (i + 1) & t->mask) {
    if (t->e[i].key.bits == key.bits) return &t->e[i];
    if (!t->e[i].key.bits) return NULL;
  }
}

static void entry_insert(WeakTable *t, Value key, Value v) {
  uint32_t i = key_slot(t, key);
  while (t->e[i].key.bits) i = (i + 1) & t->mask;
  t->e[i] = (WeakEntry){key, v};
  t->used++;
  t->live++;
}

Value *weak_table_find(WeakObject *w, Value key) {
  WeakEntry *e = entry_find(table_of(w), key);
  return e ? &e->value : NULL;
}

void weak_table_set(WeakObject *w, Value key, Value v) {
  WeakTable *t = table_of(w);
  WeakEntry *found = entry_find(t, key);
  if (found) {
    found->value = v;
    heap_barrier(t);
    return;
  }
  if (!t || (t->used + 1) * 4 > (t->mask + 1) * 3) {
    uint32_t size = 8;
    while (t && t->live * 2 + 2 > size) size *= 2;
    WeakTable *n = (WeakTable *)heap_alloc(sizeof(WeakTable) + size * sizeof(WeakEntry), CELL_INTERNAL);
    n->mask = size - 1;
    t = table_of(w); /* the allocation may have cleared entries */
    for (uint32_t i = 0; t && i <= t->mask; i++)
      if (t->e[i].key.bits && !value_is_empty(t->e[i].key)) entry_insert(n, t->e[i].key, t->e[i].value);
    w->table = value_from_ptr(n);
    heap_barrier(w);
    t = n;
  }
  entry_insert(t, key, v);
  heap_barrier(t);
}

static void entry_delete(WeakTable *t, WeakEntry *e) {
  *e = (WeakEntry){JS_EMPTY, JS_UNDEFINED};
  t->live--;
}

bool weak_table_delete(WeakObject *w, Value key) {
  WeakEntry *e = entry_find(table_of(w), key);
  if (!e) return false;
  entry_delete(table_of(w), e);
  return true;
}

bool weak_table_next(WeakObject *w, uint32_t *index, Value *key, Value *v) {
  WeakTable *t = table_of(w);
  for (; t && *index <= t->mask; ++*index) {
    WeakEntry *e = &t->e[*index];
    if (!e->key.bits || value_is_empty(e->key)) continue;
    *key = e->key;
    *v = e->value;
    ++*index;
    return true;
  }
  return false;
}

/* ---- WeakRef's targets of the current job ---- */

void heap_keep_during_job(Value v) {
  Heap *h = heap_here();
  Elements *e = value_is_cell(h->kept) ? value_ptr(h->kept) : NULL;
  for (uint32_t i = e ? e->used : 0, tries = 0; i-- > 0 && tries < 8; tries++)
    if (value_same(e->v[i], v)) return;
  if (!e || e->used == e->capacity) {
    Elements *n = heap_new_elements(e ? e->capacity * 2 : 14);
    for (uint32_t i = 0; e && i < e->used; i++) n->v[i] = e->v[i];
    n->used = e ? e->used : 0;
    h->kept = value_from_ptr(n);
    heap_barrier(n);
    e = n;
  }
  e->v[e->used++] = v;
  heap_barrier_slot(&e->v[e->used - 1]);
}

void heap_clear_kept(void) { heap_here()->kept = JS_UNDEFINED; }

bool heap_has_finalized(void) { return !value_is_undefined(heap_here()->finalized); }

Value heap_take_finalized(void) {
  Heap *h = heap_here();
  Value v = h->finalized;
  if (value_is_undefined(v)) return v;
  FinalizationRegistryObject *r = value_ptr(v);
  h->finalized = value_is_null(r->queued) ? JS_UNDEFINED : r->queued;
  r->queued = JS_UNDEFINED;
  return v;
}

/* ---- full collections ---- */

/* The strong words of a weak holder. */
void weak_trace_holder(Heap *h, Object *o) {
  const Value *first = (const Value *)(o + 1);
  const Value *end = (const Value *)((uint8_t *)o + heap_cell_size(&o->cell));
  const Value *strong = first;
  if (!mark_weak_holder(h, o)) { /* nobody clears it: all of it is strong */
    mark_range(h, o, end);
    return;
  }
  mark_cell(h, o->slots);
  mark_cell(h, o->elems);
  switch (o->cell.kind) {
    case CELL_WEAKREF: strong = first + 1; break;
    case CELL_WEAKMAP:
    case CELL_WEAKSET:
      if (value_is_cell(*first)) mark_only(h, value_cell(*first));
      strong = first + 1;
      break;
    default: {
      FinalizationRegistryObject *r = (FinalizationRegistryObject *)o;
      mark_value(h, r->cleanup);
      mark_value(h, r->queued);
      mark_value(h, r->tokens);
      if (value_is_cell(r->cells)) {
        Elements *e = value_ptr(r->cells);
        mark_only(h, &e->cell);
        for (uint32_t i = FINAL_HELD; i < e->used; i += FINAL_WORDS) mark_value(h, e->v[i]);
      }
      strong = (const Value *)(r + 1);
      break;
    }
  }
  for (; strong < end; strong++) mark_word(h, strong->bits);
}

static bool is_live(const Heap *h, Value v) { return !value_is_cell(v) || heap_is_marked(h, value_ptr(v)); }

/* Calls visit for each entry whose key and value are not marked yet, after marking the values of marked keys; their number. */
static uint64_t ephemerons_each(Heap *h, bool *progress, void (*visit)(Heap *, WeakEntry *)) {
  uint64_t waiting = 0;
  for (size_t n = 0; n < h->nweak; n++) {
    Object *o = h->weak[n];
    if (o->cell.kind != CELL_WEAKMAP) continue;
    WeakTable *t = table_of((WeakObject *)o);
    for (uint32_t i = 0; t && i <= t->mask; i++) {
      WeakEntry *e = &t->e[i];
      if (!e->key.bits || value_is_empty(e->key) || is_live(h, e->value)) continue;
      if (is_live(h, e->key)) {
        mark_value(h, e->value);
        *progress = true;
      } else {
        waiting++;
        if (visit) visit(h, e);
      }
    }
  }
  return waiting;
}

/* ---- chains of ephemerons: entries by key, looked up as cells are marked ---- */

typedef struct Waiting {
  uint64_t key; /* Value bits, 0: free */
  WeakEntry *entry;
} Waiting;
struct EphemeronIndex {
  uint64_t mask; /* of open addressing; several entries may have one key */
  Waiting at[];
};

static uint64_t waiting_slot(const EphemeronIndex *x, uint64_t bits) {
  return ((bits >> 4) * 0x9E3779B97F4A7C15ull >> 24) & x->mask;
}

static void ephemeron_index(Heap *h, WeakEntry *e) {
  EphemeronIndex *x = h->ephemerons;
  uint64_t i = waiting_slot(x, e->key.bits);
  while (x->at[i].key) i = (i + 1) & x->mask;
  x->at[i] = (Waiting){e->key.bits, e};
}

void weak_key_marked(Heap *h, const Cell *c) {
  EphemeronIndex *x = h->ephemerons;
  uint64_t bits = value_from_ptr(c).bits;
  for (uint64_t i = waiting_slot(x, bits); x->at[i].key; i = (i + 1) & x->mask)
    if (x->at[i].key == bits) mark_value(h, x->at[i].entry->value);
}

/* Marks values of live keys; true if something was marked. A round costs as much as the tables are big: where keys and
 * values make chains, and memory for an index can be had, one round does for all. */
static bool ephemerons_advance(Heap *h, uint32_t round) {
  bool progress = false;
  uint64_t waiting = ephemerons_each(h, &progress, NULL);
  size_t size = 0;
  if (progress && round >= ROUNDS_WITHOUT_INDEX && waiting) {
    uint64_t n = 16;
    while (n < waiting * 2) n *= 2;
    size = sizeof(EphemeronIndex) + n * sizeof(Waiting);
    h->ephemerons = os_map(0, size);
    if (h->ephemerons) {
      h->ephemerons->mask = n - 1;
      bool more;
      ephemerons_each(h, &more, ephemeron_index);
    }
  }
  mark_drain(h);
  if (h->ephemerons) os_unmap(h->ephemerons, size);
  h->ephemerons = NULL;
  return progress;
}

static bool shapes_advance(Heap *h) {
  bool progress = false;
  for (uint32_t i = 0; i < RT->nshapes; i++) {
    Shape *s = RT->shapes[i];
    if (!s || s->flags & SHAPE_DICTIONARY || heap_is_marked(h, s)) continue;
    if ((s->parent && !heap_is_marked(h, s->parent)) || !is_live(h, s->proto)) continue;
    mark_cell(h, s);
    progress = true;
  }
  mark_drain(h);
  return progress;
}

static void finalization_clear(Heap *h, FinalizationRegistryObject *r) {
  if (!value_is_cell(r->cells)) return;
  Elements *e = value_ptr(r->cells);
  bool found = false;
  for (Value *v = e->v, *end = v + e->used; v < end; v += FINAL_WORDS) {
    if (value_is_empty(v[FINAL_TARGET])) continue;
    if (!is_live(h, v[FINAL_TOKEN])) v[FINAL_TOKEN] = JS_UNDEFINED;
    if (!is_live(h, v[FINAL_TARGET])) v[FINAL_TARGET] = JS_UNDEFINED;
    if (value_is_undefined(v[FINAL_TARGET])) found = true;
  }
  if (!found || !value_is_undefined(r->queued)) return;
  r->queued = value_is_undefined(h->finalized) ? JS_NULL : h->finalized;
  h->finalized = value_from_ptr(r);
}

static void holder_clear(Heap *h, Object *o) {
  switch (o->cell.kind) {
    case CELL_WEAKREF: {
      WeakRefObject *w = (WeakRefObject *)o;
      if (!is_live(h, w->target)) w->target = JS_UNDEFINED;
      break;
    }
    case CELL_FINALIZATION_REGISTRY: finalization_clear(h, (FinalizationRegistryObject *)o); break;
    default: {
      WeakTable *t = table_of((WeakObject *)o);
      for (uint32_t i = 0; t && i <= t->mask; i++) {
        WeakEntry *e = &t->e[i];
        if (e->key.bits && !value_is_empty(e->key) && !is_live(h, e->key)) entry_delete(t, e);
      }
    }
  }
}

void weak_process(Heap *h) {
  bool progress = true;
  for (uint32_t round = 0; progress; round++) {
    progress = shapes_advance(h);
    progress |= ephemerons_advance(h, round);
  }
  for (uint32_t i = 0; i < RT->nshapes; i++) {
    Shape *s = RT->shapes[i];
    if (s && !heap_is_marked(h, s)) shape_died(s);
  }
  for (size_t n = 0; n < h->nweak; n++) holder_clear(h, h->weak[n]);
}
