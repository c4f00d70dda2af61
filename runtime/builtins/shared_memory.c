/*
 * shared_memory.c: see shared_memory.h.
 *
 * An isolate lists what it holds, with a WeakRef to the buffer. When a full collection has cleared that, and no word on the
 * stack is an address in the memory (code may go on with one when it needs the buffer no more), the isolate lets go of it:
 * looked at when further such memory is wanted. Much of it makes a collection come.
 */
#include "shared_memory.h"

#include "../heap/heap.h"
#include "../object/error.h"
#include "../os/os.h"

enum { COLLECT_AFTER = 64 << 20, ENTRY = 2 }; /* an entry of Rt.shared_held: WeakRef, address */

/* How often a buffer has grown: what an isolate has not seen yet it looks for. */
static uint64_t growths;

void shared_memory_retain(SharedMemory *m) { __atomic_fetch_add(&m->count, 1, __ATOMIC_RELAXED); }
void shared_memory_release(SharedMemory *m) {
  if (__atomic_fetch_sub(&m->count, 1, __ATOMIC_ACQ_REL) == 1) os_unmap(m, m->size);
}

/* ---- what the isolate holds ---- */

static SharedMemory *held_memory(const Value *entry) { return (SharedMemory *)(uintptr_t)value_number(entry[1]); }

__attribute__((noinline)) static bool stack_refers_to(const SharedMemory *m) {
  __builtin_unwind_init(); /* registers too */
  const uintptr_t *here = __builtin_frame_address(0);
  for (const uintptr_t *p = here; p < (const uintptr_t *)(void *)RT->stack_base; p++)
    if (*p - (uintptr_t)m < m->size) return true;
  return false;
}

static void let_go(void) {
  Elements *held = RT->shared_held;
  uint32_t n = 0;
  RT->shared_live = 0;
  for (uint32_t i = 0; held && i < held->used; i += ENTRY) {
    SharedMemory *m = held_memory(&held->v[i]);
    const WeakRefObject *w = value_ptr(held->v[i]);
    if (value_is_undefined(w->target) && !stack_refers_to(m)) {
      shared_memory_release(m);
      continue;
    }
    RT->shared_live += m->size;
    held->v[n++] = held->v[i];
    held->v[n++] = held->v[i + 1];
  }
  if (!held) return;
  held->used = n;
  heap_barrier(held);
}

static void collect(void) {
  heap_collect(true);
  let_go();
  RT->shared_since = 0;
}

static void hold(ArrayBuffer *b, SharedMemory *m) {
  WeakRefObject *w = (WeakRefObject *)object_new_default(CELL_WEAKREF, sizeof *w);
  w->target = value_from_ptr(b);
  heap_barrier(w);
  Elements *held = RT->shared_held;
  if (!held || held->used == held->capacity) {
    Elements *more = heap_new_elements(held ? held->capacity * 2 : 16 * ENTRY);
    for (uint32_t i = 0; held && i < held->used; i++) more->v[more->used++] = held->v[i];
    heap_barrier(more);
    held = RT->shared_held = more;
  }
  held->v[held->used++] = value_from_ptr(w);
  held->v[held->used++] = value_from_double((double)(uintptr_t)m);
  heap_barrier_slot(&held->v[held->used - ENTRY]);
  RT->shared_since += m->size;
}

void shared_memory_leave(void) {
  Elements *held = RT->shared_held;
  for (uint32_t i = 0; held && i < held->used; i += ENTRY) shared_memory_release(held_memory(&held->v[i]));
  RT->shared_held = NULL;
}

/* ---- buffers ---- */

static SharedMemory *memory_new(uint64_t length, const uint64_t *max) {
  uint64_t bytes = max ? *max : length;
  if (bytes > (uint64_t)1 << 46) return NULL;
  size_t size = sizeof(SharedMemory) + bytes;
  SharedMemory *m = os_map(0, size);
  if (!m) {
    collect();
    m = os_map(0, size);
  }
  if (m) *m = (SharedMemory){.count = 1, .size = size, .length = length, .max = bytes, .is_growable = max != NULL};
  return m;
}

static void collect_if_due(void) {
  uint32_t full = heap_stats().full;
  if (RT->shared_since > COLLECT_AFTER && RT->shared_since > RT->shared_live) collect();
  else if (full != RT->shared_full) let_go();
  RT->shared_full = full;
}

static void set_memory(ArrayBuffer *b, SharedMemory *m) {
  b->data = m->data;
  b->length = __atomic_load_n(&m->length, __ATOMIC_ACQUIRE);
  b->shared = 1;
  if (m->is_growable) {
    b->o.cell.flags |= BUFFER_RESIZABLE;
    ((ResizableBuffer *)b)->max = m->max;
  }
  hold(b, m);
}

static ArrayBuffer *buffer_cell(Value new_target, bool is_growable) {
  return (ArrayBuffer *)object_new_from_constructor(new_target, INTR_SharedArrayBufferPrototype, CELL_ARRAY_BUFFER,
                                                    is_growable ? sizeof(ResizableBuffer) : sizeof(ArrayBuffer));
}

ArrayBuffer *shared_buffer_allocate(Value new_target, uint64_t length, const uint64_t *max) {
  ArrayBuffer *b = buffer_cell(new_target, max != NULL);
  if (!b) return NULL;
  collect_if_due();
  SharedMemory *m = memory_new(length, max);
  if (m) set_memory(b, m);
  else throw_range_error("Array buffer allocation failed");
  return m ? b : NULL;
}

ArrayBuffer *shared_buffer_adopt(SharedMemory *m) {
  ArrayBuffer *b = buffer_cell(JS_UNDEFINED, m->is_growable);
  set_memory(b, m);
  return b;
}

/* ---- growth ---- */

bool shared_buffer_grow(ArrayBuffer *b, uint64_t length) {
  SharedMemory *m = shared_memory_of(b);
  uint64_t old = __atomic_load_n(&m->length, __ATOMIC_ACQUIRE);
  do
    if (length < old) return false;
  while (!__atomic_compare_exchange_n(&m->length, &old, length, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
  __atomic_fetch_add(&growths, 1, __ATOMIC_RELEASE);
  shared_buffers_refresh();
  return true;
}

static void refresh(Cell *c, void *ctx) {
  (void)ctx;
  ArrayBuffer *b = (ArrayBuffer *)c;
  if (c->kind == CELL_ARRAY_BUFFER && b->shared && b->data && buffer_is_resizable(b))
    b->length = __atomic_load_n(&shared_memory_of(b)->length, __ATOMIC_ACQUIRE);
}

static void refresh_view(Cell *c, void *ctx) {
  (void)ctx;
  if (!kind_is_typed_array((CellKind)c->kind) && c->kind != CELL_DATAVIEW) return;
  TypedArray *t = (TypedArray *)c;
  if (view_is_resizable(t) && t->buffer->shared) view_update((ResizableView *)t);
}

void shared_buffers_refresh(void) {
  uint64_t seen = __atomic_load_n(&growths, __ATOMIC_ACQUIRE);
  if (seen == RT->shared_growths) return;
  RT->shared_growths = seen;
  heap_visit(refresh, NULL);
  heap_visit(refresh_view, NULL);
}
