/*
 * space.c: memory of code made at run time, and its life.
 *
 * Each isolate has two areas below 2 GB: pages that are executable or writable, never both at once, and data behind
 * them. No page has code of two isolates: one may be writing what another one would run. A record owns a run of units in each. The collector marks a record when it meets an address in it, on the stack or
 * in an object, and a full collection frees the others; a minor one frees none.
 */
#include "space.h"

#include "../heap/internal.h"
#include "../os/os.h"

enum {
  CODE_UNIT = 1 << CODE_UNIT_SHIFT,
  FIRST_SIZE = 256 << 20, /* of either area: of whoever asks first, */
  FURTHER_SIZE = 8 << 20, /* and of the others */
  STACK_SIZE = 256 << 20,
  COLLECT_AFTER = 8 << 20, /* bytes of code and data, at least */
};

static uint32_t unit_of(const EvalState *s, uintptr_t a) { return (uint32_t)((a - s->base) >> CODE_UNIT_SHIFT); }
static uint32_t area_units(const EvalState *s) { return (uint32_t)(s->size >> CODE_UNIT_SHIFT); }
static size_t owners_size(const EvalState *s) { return 2 * area_units(s) * sizeof *s->owners; }
static size_t records_size(const EvalState *s) { return area_units(s) * sizeof *s->records; }
static size_t holes_size(const EvalState *s) { return (area_units(s) / 2 + 1) * sizeof(CodeHole); }

/* A place that no other isolate has. */
static bool map_place(EvalState *s) {
  s->base = CODE_LOW;
  s->size = FIRST_SIZE;
  if (os_map(s->base, 2 * s->size)) return true;
  for (s->base += 2 * s->size, s->size = FURTHER_SIZE; s->base < CODE_HIGH; s->base += 2 * s->size)
    if (os_map(s->base, 2 * s->size)) return true;
  s->base = 0;
  return false;
}

static bool map_areas(EvalState *s) {
  if (!map_place(s)) return false;
  s->owners = os_map(0, owners_size(s));
  s->records = os_map(0, records_size(s));
  CodeArea *areas[] = {&s->code, &s->data};
  for (uintptr_t i = 0; i < 2; i++) {
    CodeArea *a = areas[i];
    a->base = s->base + i * s->size;
    a->holes = os_map(0, holes_size(s));
    if (!a->holes) return false;
    a->holes[0] = (CodeHole){0, area_units(s)};
    a->nholes = 1;
  }
  return s->owners && s->records;
}

static bool map_compiler(EvalState *s) {
  for (size_t size = (size_t)8 << 30; !s->memory && size >= (size_t)64 << 20; size /= 4) {
    s->memory = os_map(0, size);
    if (s->memory) s->end = s->memory + size;
  }
  s->at = s->mapping = s->memory;
  uint8_t *stack = os_map(0, STACK_SIZE);
  if (!stack || !s->memory) return false;
  os_protect(stack, PAGE_SIZE, 0);
  s->stack_top = stack + STACK_SIZE;
  return true;
}

static void unmap(void *p, size_t size) {
  if (p) os_unmap(p, size);
}

static void state_free(EvalState *s) {
  unmap(s->stack_top ? s->stack_top - STACK_SIZE : NULL, STACK_SIZE);
  unmap(s->mapping, (size_t)(s->end - s->mapping));
  if (s->base) {
    unmap(s->code.holes, holes_size(s));
    unmap(s->data.holes, holes_size(s));
    unmap(s->records, records_size(s));
    unmap(s->owners, owners_size(s));
    os_unmap((void *)s->base, 2 * s->size);
  }
  os_unmap(s, sizeof *s);
}

EvalState *eval_state(void) {
  if (RT->eval) return RT->eval;
  EvalState *s = os_map(0, sizeof(EvalState));
  if (!s) return NULL;
  if (map_areas(s) && map_compiler(s)) return RT->eval = s;
  state_free(s);
  return NULL;
}

void eval_state_free(void) {
  if (RT->eval) state_free(RT->eval);
  RT->eval = NULL;
}

CodeRecord *code_record_at(uintptr_t a) {
  const EvalState *s = RT->eval;
  if (!s || a - s->base >= 2 * s->size) return NULL;
  uint32_t owner = s->owners[unit_of(s, a)];
  return owner ? &s->records[owner - 1] : NULL;
}

/* ---- allocation ---- */

/* Units in an area, ~0: there is no room. */
static uint32_t take(CodeArea *a, uint32_t units) {
  for (; a->current < a->nholes; a->current++) {
    CodeHole *h = &a->holes[a->current];
    if (h->end - h->at < units) continue;
    h->at += units;
    return h->at - units;
  }
  return ~0u;
}

static bool take_both(EvalState *s, CodeRecord *r, size_t code_size, size_t data_size) {
  r->code_units = (uint32_t)((code_size + CODE_UNIT - 1) >> CODE_UNIT_SHIFT);
  r->data_units = (uint32_t)((data_size + CODE_UNIT - 1) >> CODE_UNIT_SHIFT);
  uint32_t code = take(&s->code, r->code_units), data = code == ~0u ? ~0u : take(&s->data, r->data_units);
  if (data == ~0u) {
    if (code != ~0u) s->code.holes[s->code.current].at -= r->code_units;
    s->code.current = s->data.current = 0; /* what is smaller may find room in the holes that were passed */
    return false;
  }
  r->code = s->code.base + ((uintptr_t)code << CODE_UNIT_SHIFT);
  r->data = s->data.base + ((uintptr_t)data << CODE_UNIT_SHIFT);
  return true;
}

static void own(EvalState *s, uintptr_t at, uint32_t units, uint32_t owner) {
  for (uint32_t i = 0; i < units; i++) s->owners[unit_of(s, at) + i] = owner;
}

uint32_t code_next_number(void) {
  EvalState *s = RT->eval;
  while (s->free_record < s->nrecords && s->records[s->free_record].is_used) s->free_record++;
  return s->next_record = s->free_record;
}

CodeRecord *code_record_new(size_t code_size, size_t data_size) {
  EvalState *s = RT->eval;
  CodeRecord room = {0};
  if (!take_both(s, &room, code_size, data_size)) {
    heap_collect(true);
    if (!take_both(s, &room, code_size, data_size)) return NULL;
  }
  uint32_t n = s->next_record; /* a collection since then may have freed lower ones, but the code has this one in it */
  if (n == s->nrecords) s->nrecords++;
  CodeRecord *r = &s->records[n];
  *r = room;
  r->is_used = r->is_young = true;
  r->origin = JS_UNDEFINED;
  s->since_collection += ((uint64_t)r->code_units + r->data_units) << CODE_UNIT_SHIFT;
  own(s, r->code, r->code_units, n + 1);
  own(s, r->data, r->data_units, n + 1);
  mem_zero((void *)r->data, (size_t)r->data_units << CODE_UNIT_SHIFT);
  return r;
}

void code_collect_if_due(void) {
  EvalState *s = RT->eval;
  if (s->since_collection >= COLLECT_AFTER && s->since_collection >= s->live) heap_collect(true);
}

/* The pages of its code, for a while writable and not executable. */
static bool set_access(const CodeRecord *r, int access) {
  uintptr_t start = r->code & ~(uintptr_t)(PAGE_SIZE - 1);
  uintptr_t end = r->code + ((uintptr_t)r->code_units << CODE_UNIT_SHIFT);
  return !os_protect((void *)start, (end - start + PAGE_SIZE - 1) & ~(uintptr_t)(PAGE_SIZE - 1), access);
}
bool code_open(CodeRecord *r) { return set_access(r, OS_READ | OS_WRITE); }
bool code_close(CodeRecord *r) { return set_access(r, OS_READ | OS_EXEC); }

/* ---- collection ---- */

static void mark_references(Heap *h, const CodeRecord *r) {
  mark_cell(h, r->constants);
  mark_cell(h, r->text);
  mark_cell(h, r->name);
  mark_value(h, r->origin);
}

void code_mark(Heap *h, uintptr_t a) {
  if (HEAP_CHECKED && h->is_verifying) return;
  CodeRecord *r = code_record_at(a);
  if (!r || r->is_marked) return;
  r->is_marked = true;
  mark_references(h, r);
  mark_range(h, r->roots, r->roots + r->nroots);
}

void code_forget_marks(void) {
  EvalState *s = RT->eval;
  for (uint32_t i = 0; s && i < s->nrecords; i++) s->records[i].is_marked = false;
}

/* Minor collections: everything lives. */
void code_mark_all(Heap *h) {
  EvalState *s = RT->eval;
  for (uint32_t i = 0; s && i < s->nrecords; i++) {
    CodeRecord *r = &s->records[i];
    if (!r->is_used) continue;
    if (r->is_young) mark_references(h, r);
    r->is_young = false;
    r->is_marked = true;
    mark_range(h, r->roots, r->roots + r->nroots);
  }
}

static void discard(const CodeArea *a, CodeHole h) {
  uintptr_t start = (a->base + ((uintptr_t)h.at << CODE_UNIT_SHIFT) + PAGE_SIZE - 1) & ~(uintptr_t)(PAGE_SIZE - 1);
  uintptr_t end = (a->base + ((uintptr_t)h.end << CODE_UNIT_SHIFT)) & ~(uintptr_t)(PAGE_SIZE - 1);
  if (end > start) os_discard((void *)start, end - start);
}

/* What records do not own, up to the part that never was in use. */
static void find_holes(const EvalState *s, CodeArea *a) {
  uint32_t first = unit_of(s, a->base), used = a->holes[a->nholes - 1].at, n = 0;
  for (uint32_t u = 0; u < used;) {
    uint32_t owner = s->owners[first + u], start = u;
    if (owner) {
      u += a == &s->code ? s->records[owner - 1].code_units : s->records[owner - 1].data_units;
      continue;
    }
    while (u < used && !s->owners[first + u]) u++;
    a->holes[n++] = (CodeHole){start, u};
    discard(a, a->holes[n - 1]);
  }
  if (n && a->holes[n - 1].end == used) n--, used = a->holes[n].at;
  a->holes[n++] = (CodeHole){used, area_units(s)};
  a->nholes = n;
  a->current = 0;
}

void code_sweep(void) {
  EvalState *s = RT->eval;
  if (!s) return;
  bool is_changed = false;
  s->live = s->since_collection = 0;
  for (uint32_t i = 0; i < s->nrecords; i++) {
    CodeRecord *r = &s->records[i];
    if (!r->is_used) continue;
    r->is_young = false;
    if (r->is_marked) {
      s->live += ((uint64_t)r->code_units + r->data_units) << CODE_UNIT_SHIFT;
      continue;
    }
    own(s, r->code, r->code_units, 0);
    own(s, r->data, r->data_units, 0);
    r->is_used = false;
    is_changed = true;
  }
  if (!is_changed) return;
  s->free_record = 0;
  find_holes(s, &s->code);
  find_holes(s, &s->data);
}
