/*
 * heap.h: what mutators (builtins, strings, objects) call of the collector. See doc/gc.md.
 *
 * The collector never moves a cell. It finds references from the C stack, registers, Rt and the first Rt.args entries
 * by itself (conservatively, interior pointers count), so C code holds cells in plain local variables. Memory that it
 * cannot see (kernel buffers, mapped files) must not hold the only reference to a cell.
 *
 * Barrier rule. After storing a reference into a cell that may have survived a collection, call a barrier of
 * heap_fast.h. It may be left out for a cell of at most HEAP_SMALL_MAX bytes that was allocated since by the same
 * function and has been held on its stack all the time (the collector rescans the cells that the stack refers to).
 *
 * Layout of cells, which heap/trace.c knows: internal kinds as in abi.h; objects as word arrays: every word after the
 * header is a Value, a pointer to a cell (or into one), or something whose bits are no heap address (small integers,
 * pairs of uint32 with a small upper half). INTERNAL and TABLE cells are traced like that too. BYTES, STRING contents and BIGINT
 * are not looked into.
 */
#ifndef RUNTIME_HEAP_HEAP_H
#define RUNTIME_HEAP_HEAP_H

#include "heap_fast.h"

/* Plain memory: the payload of a CELL_BYTES cell, zeroed, 16-byte aligned; keep a pointer to it (or into it) where the
 * collector looks. Its contents are not traced. heap_bytes_size: as asked for. */
typedef struct BytesCell {
  Cell cell;
  uint64_t size;
  uint8_t data[];
} BytesCell;
void *heap_alloc_bytes(size_t bytes);
static inline BytesCell *heap_bytes_cell(const void *payload) {
  return (BytesCell *)((uintptr_t)payload - offsetof(BytesCell, data));
}
static inline size_t heap_bytes_size(const void *payload) { return heap_bytes_cell(payload)->size; }
/* The same, but NULL when the memory limit does not allow it (ArrayBuffers throw a RangeError then). */
void *heap_try_alloc_bytes(size_t bytes);

/* A box with a value; Elements or Slots with room for `capacity` values (used = 0). */
Box *heap_new_box(Value v);
Elements *heap_new_elements(uint32_t capacity);
Slots *heap_new_slots(uint32_t capacity);

/* Bytes a cell really has (its size rounded up): Elements growth may use the slack. */
size_t heap_cell_size(const Cell *cell);

/* Calls visit for every cell of the heap, dead ones since the last collection included. Must not allocate. */
void heap_visit(void (*visit)(Cell *cell, void *ctx), void *ctx);

/* Collects now. full: everything, else only cells allocated since the last collection. */
void heap_collect(bool full);

/* ---- weak references ---- */

/* Weak holders are cells of these layouts. The collector clears what died; only full collections let anything die. */

/* CELL_WEAKREF object: `target` is weak; becomes undefined. Reading it keeps the target alive until heap_clear_kept. */
typedef struct WeakRefObject {
  Object o;
  Value target;
} WeakRefObject;
void heap_keep_during_job(Value v);
void heap_clear_kept(void); /* called by jobs_run between macrotasks (ES 9.13 ClearKeptObjects) */

/* Storage of WEAKMAP and WEAKSET objects: an ephemeron hash table. Each entry's value lives as long as its key and the
 * table do. Entries with dead keys disappear. The table is its own cell, found in the object's first internal field. */
typedef struct WeakTable WeakTable;
typedef struct WeakObject {
  Object o;
  Value table;
} WeakObject; /* WEAKMAP, WEAKSET; table: cell or undefined */
/* The slot for a key's value, or NULL. */
Value *weak_table_find(WeakObject *w, Value key);
void weak_table_set(WeakObject *w, Value key, Value v);
bool weak_table_delete(WeakObject *w, Value key);
/* Visits entries (%PreviewEntries): starts at *index = 0; false at the end. */
bool weak_table_next(WeakObject *w, uint32_t *index, Value *key, Value *v);

/* CELL_FINALIZATION_REGISTRY: cells: Elements of records of FINAL_WORDS: target (weak; EMPTY where the record is free),
 * held value, token (weak) or undefined, and the neighbours in the list of the records that have this token or of the
 * free ones. Records are named by int Values: the index of their first word + 1, 0 for none. tokens: WEAKMAP from a token
 * to its first record, or undefined; free: the first free one. After a full collection heap_take_finalized gives a
 * registry with something to do (or undefined); its dead records are marked by target undefined. */
enum { FINAL_TARGET, FINAL_HELD, FINAL_TOKEN, FINAL_NEXT, FINAL_PREVIOUS, FINAL_WORDS };
typedef struct FinalizationRegistryObject {
  Object o;
  Value cleanup, cells, queued, tokens, free;
} FinalizationRegistryObject;
Value heap_take_finalized(void);
bool heap_has_finalized(void);

/* ---- figures ---- */

typedef struct HeapStats {
  uint64_t total; /* bytes of memory in use by the heap, with fragmentation */
  uint64_t used;  /* bytes in live or not yet collected cells, by lines */
  uint64_t bytes; /* payloads of large BYTES cells (ArrayBuffers) among them */
  uint64_t limit;
  uint64_t allocated;   /* since start */
  uint32_t minor, full; /* collections so far */
  uint64_t pause_max_ns, pause_total_ns;
} HeapStats;
HeapStats heap_stats(void);
void heap_set_limit(uint64_t bytes); /* default: --max-old-space-size of NODE_OPTIONS, or 8 GB, or 3/4 of the memory */

/* Checks that every marked cell is well formed and every reference leads to a live cell; ends the process with a
 * message if not. For tests and builds with JSC_GC_STRESS (collects at every JSC_GC_STRESS-th slow allocation). */
void heap_verify(void);

/* ---- start-up, by os ---- */

/* Memory of an isolate: one reserved range holds its stack, argument area, heap and tables. */
size_t heap_reservation(uintptr_t base, size_t small_area);
/* Sets up RT->heap and the fast path fields in [memory, memory + heap_reservation()), all zero pages. */
void heap_init(uint8_t *memory, size_t small_area);
void heap_destroy(void);

/* Registers static memory to be scanned (conservatively, word by word) at every collection. Program.roots is
 * registered by itself. */
void heap_add_roots(void *start, void *end);
/* Zeroed memory for immortal cells, scanned as a root range; below the isolate's own, where the card table reaches.
 * NULL when there is no room for one more. */
void *heap_map_static(size_t size);

#endif
