/*
 * heap_churn.c [seconds]: mixed sizes and lifetimes; peak memory stays within 2 x live + 8 MB. The live set is what the
 * test itself holds; sizes are 16 bytes to 50 KB, most of them small.
 */
#include <time.h>

#include "unit.h"

enum { SLOTS = 60000 };

static uint64_t x = 88172645463325252ull;
static uint64_t next(void) {
  x ^= x << 13, x ^= x >> 7, x ^= x << 17;
  return x;
}

static size_t pick_size(void) {
  uint64_t r = next() % 1000;
  if (r < 700) return 16 + next() % 100;
  if (r < 980) return 100 + next() % 900;
  if (r < 999) return 1000 + next() % 5000;
  return 8000 + next() % 42000;
}

int main(int argc, char **argv) {
  unit_boot(__builtin_frame_address(0));
  double seconds = argc > 1 ? atof(argv[1]) : 1;
  Elements *e = heap_new_elements(SLOTS);
  e->used = SLOTS;
  for (int i = 0; i < SLOTS; i++) e->v[i] = JS_UNDEFINED;
  static size_t sizes[SLOTS];
  for (int i = 0; i < SLOTS; i++) ((volatile size_t *)sizes)[i] = 1; /* the pages are there before the measurement */
  for (int i = 0; i < SLOTS; i++) sizes[i] = 0;
  size_t before = unit_peak(), live = 0, max_live = 0, total = 0;
  clock_t start = clock();
  while ((double)(clock() - start) / CLOCKS_PER_SEC < seconds) {
    for (int n = 0; n < 10000; n++) {
      size_t size = pick_size();
      Cell *c = next() % 4 ? heap_alloc(size + 24, CELL_BYTES) : heap_alloc(size + 24, CELL_SLOTS);
      total += size;
      if (c->kind == CELL_SLOTS) ((Slots *)c)->capacity = (uint32_t)(size / 8);
      if (next() % 3) continue; /* dies at once */
      /* lifetimes: most slots are replaced soon, the upper ones seldom */
      size_t i = next() % 8 ? next() % (SLOTS / 8) : next() % SLOTS;
      live += size + 24 - sizes[i];
      sizes[i] = size + 24;
      e->v[i] = value_from_ptr(c);
      heap_barrier_slot(&e->v[i]);
      if (live > max_live) max_live = live;
    }
  }
  size_t peak = unit_peak() - before;
  HeapStats s = heap_stats();
  if (getenv("STATS"))
    printf("allocated %zu MB, live %.1f MB, peak %.1f MB, minor %u full %u pause max %.2f ms total %.1f ms\n",
           total >> 20, (double)max_live / 1048576, (double)peak / 1048576, s.minor, s.full,
           (double)s.pause_max_ns / 1e6, (double)s.pause_total_ns / 1e6);
  if (getenv("STATS"))
    printf("total %.1f MB, blocks %u, large pages %u of %u\n", (double)s.total / 1048576, RT->heap->nblocks,
           (unsigned)RT->heap->large_pages, RT->heap->npages);
  CHECK(peak <= 2 * max_live + (8 << 20));
  return 0;
}
