/*
 * atom.c: interned strings, property keys, symbols.
 *
 * The table starts as the composed one, which is read only: the first insertion copies it. It is weak: a full collection
 * drops atoms that nothing else refers to. Atoms made since the last collection are listed, so that a minor one keeps
 * them without looking at the table. An atom is flat and narrow if it can be.
 */
#include "../heap/internal.h"
#include "../support/mem.h"
#include "internal.h"

/* CELL_INTERNAL; `slots` and `recent` are payloads of CELL_BYTES, so the collector keeps but does not trace them. */
typedef struct AtomTable {
  Cell cell;
  String **slots;
  uint32_t mask, used, deleted, nrecent;
  String **recent;
  uint32_t recent_capacity, pad;
} AtomTable;

#define DELETED ((String *)8)

static AtomTable *table(void) {
  AtomTable *t = RT->atoms;
  if (t) return t;
  const Program *p = RT->program;
  t = (AtomTable *)heap_alloc(sizeof(AtomTable), CELL_INTERNAL);
  t->slots = p->atoms;
  t->mask = p->atom_mask;
  t->used = p->natoms;
  RT->atoms = t;
  return t;
}

static String **find(String **slots, uint32_t mask, StringUnits u, uint32_t hash) {
  String **free = NULL;
  for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
    String *s = slots[i];
    if (!s) return free ? free : &slots[i];
    if (s == DELETED) {
      if (!free) free = &slots[i];
    } else if (s->hash == hash && s->length == u.length && units_equal(string_units(s), u)) {
      return &slots[i];
    }
  }
}

/* The program's table is shared by its isolates: the first new atom makes a copy, which keeps the places while it can. */
static void grow(AtomTable *t) {
  uint32_t live = t->used - t->deleted, size = 256, kept = 0;
  if ((live + 1) * 4 <= (t->mask + 1) * 3 && !t->deleted) {
    size_t bytes = (t->mask + 1) * sizeof(String *);
    t->slots = mem_copy(heap_alloc_bytes(bytes), t->slots, bytes);
    heap_barrier(t);
    return;
  }
  while (size < live * 2 + 2) size *= 2;
  String **slots = heap_alloc_bytes(size * sizeof(String *));
  for (uint32_t i = 0; i <= t->mask; i++) {
    String *s = t->slots[i];
    if (!s || s == DELETED) continue;
    uint32_t j = s->hash & (size - 1);
    while (slots[j]) j = (j + 1) & (size - 1);
    slots[j] = s;
    kept++;
  }
  t->slots = slots;
  t->mask = size - 1;
  t->used = kept; /* fewer than were live, if the allocation has collected */
  t->deleted = 0;
  heap_barrier(t);
}

static void note_recent(AtomTable *t, String *s) {
  if (t->nrecent == t->recent_capacity) {
    uint32_t capacity = t->recent_capacity ? t->recent_capacity * 2 : 64;
    String **list = heap_alloc_bytes(capacity * sizeof(String *));
    if (t->nrecent) mem_copy(list, t->recent, t->nrecent * sizeof(String *));
    t->recent = list;
    t->recent_capacity = capacity;
    heap_barrier(t);
  }
  t->recent[t->nrecent++] = s;
}

/* A canonical flat string of its own: not s's buffer if s is a slice or rope. */
static String *canonical(String *s) {
  StringUnits u = string_units(s);
  if (string_is_flat(s) && (!u.is_wide || !mem_is_latin1(u.units, u.length))) return s;
  String *r;
  if (u.is_wide && !mem_is_latin1(u.units, u.length)) {
    r = string_new_wide(u.length);
    mem_copy(r->u.c16, u.units, (size_t)u.length * 2);
  } else {
    r = string_new_latin1(u.length);
    if (u.is_wide) mem_narrow(r->u.c8, u.units, u.length);
    else mem_copy(r->u.c8, u.units, u.length);
  }
  return r;
}

String *atom_lookup(String *s) {
  if (s->cell.flags & STR_ATOM) return s;
  AtomTable *t = table();
  uint32_t hash = string_hash(s);
  String *found = *find(t->slots, t->mask, string_units(s), hash);
  return found == DELETED ? NULL : found;
}

String *atom_from_string(String *s) {
  String *found = atom_lookup(s);
  if (found) return found;
  AtomTable *t = table();
  String *atom = canonical(s);
  atom->hash = string_hash(s);
  atom->cell.flags |= STR_ATOM;
  uint32_t index;
  if (string_to_index(atom, &index)) atom->cell.flags |= STR_INDEX;
  note_recent(t, atom);
  if (t->slots == RT->program->atoms || (t->used + 1) * 4 > (t->mask + 1) * 3) grow(t);
  String **slot = find(t->slots, t->mask, string_units(atom), atom->hash);
  if (*slot == DELETED) t->deleted--;
  else t->used++;
  *slot = atom;
  return atom;
}

String *atom_from_ascii(const char *text) {
  uint32_t length = (uint32_t)cstring_length(text);
  AtomTable *t = table();
  StringUnits u = {text, length, false};
  String *found = *find(t->slots, t->mask, u, units_hash(u));
  if (found && found != DELETED) return found;
  String *s = string_new_latin1(length);
  mem_copy(s->u.c8, text, length);
  return atom_from_string(s);
}

PropKey key_from_string(String *s) {
  if ((s->cell.flags & (STR_ATOM | STR_INDEX)) == STR_ATOM) return key_from_atom(s);
  uint32_t index;
  if (string_to_index(s, &index)) return key_from_index(index);
  return key_from_atom(atom_from_string(s));
}

PropKey key_from_ascii(const char *text) { return key_from_string(atom_from_ascii(text)); }

/* ---- for the collector ---- */

void atoms_mark_recent(Heap *h) {
  AtomTable *t = RT->atoms;
  if (!t) return;
  if (!h->is_full)
    for (uint32_t i = 0; i < t->nrecent; i++) mark_cell(h, t->recent[i]);
  t->nrecent = 0;
}

void atoms_sweep(Heap *h) {
  AtomTable *t = RT->atoms;
  if (!t || t->slots == RT->program->atoms) return;
  for (uint32_t i = 0; i <= t->mask; i++) {
    String *s = t->slots[i];
    if (!s || s == DELETED || heap_is_marked(h, s)) continue;
    t->slots[i] = DELETED;
    t->deleted++;
  }
}

/* ---- symbols ---- */

Symbol *symbol_new(Value description, uint32_t flags) {
  Symbol *s = heap_alloc_inline(HEAP_ROUND(sizeof(Symbol)),
                                HEAP_HEADER(SHAPE_ID_SYMBOL, CELL_SYMBOL, flags, 0, HEAP_ROUND(sizeof(Symbol))));
  uint64_t n = ++RT->next_symbol_hash;
  s->hash = (uint32_t)(n * 0x9E3779B97F4A7C15ull >> 32) | 1;
  s->description = description;
  return s;
}
