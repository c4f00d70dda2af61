/*
 * large.c: cells above 8 KB, in runs of pages of the large area.
 *
 * Free runs are binned by the power of two of their length, with boundary marks in the page table so that neighbours
 * join. A freed run keeps its pages for a while (PAGE_DIRTY: to be zeroed when used again) unless it is long.
 */
#include "internal.h"

#include "../os/os.h"

enum { DISCARD_PAGES = 32 }; /* freed runs of this length or more are given back at once */

static uint32_t bin_of(uint32_t count) {
  uint32_t b = 31 - (uint32_t)__builtin_clz(count);
  return b < RUN_BINS ? b : RUN_BINS - 1;
}

static void *page_address(const Heap *h, uint32_t page) {
  return (void *)(h->large_lo + ((uintptr_t)page << PAGE_SHIFT));
}

static void run_insert(Heap *h, uint32_t first, uint32_t count, bool dirty) {
  Page *p = h->pages;
  uint32_t b = bin_of(count);
  uint32_t c = count | (dirty ? PAGE_DIRTY : 0);
  p[first].start = p[first + count - 1].start = 0;
  p[first].count = p[first + count - 1].count = c;
  p[first].prev = 0;
  p[first].next = h->bins[b];
  if (h->bins[b]) p[h->bins[b] - 1].prev = first + 1;
  h->bins[b] = first + 1;
  if (dirty) h->free_dirty_pages += count;
}

static void run_remove(Heap *h, uint32_t first) {
  Page *p = &h->pages[first];
  uint32_t count = p->count & ~PAGE_DIRTY;
  if (p->prev) h->pages[p->prev - 1].next = p->next;
  else h->bins[bin_of(count)] = p->next;
  if (p->next) h->pages[p->next - 1].prev = p->prev;
  if (p->count & PAGE_DIRTY) h->free_dirty_pages -= count;
  h->pages[first + count - 1].count = 0;
  p->count = 0;
}

/* First fit in the smallest bin that has one. */
static uint32_t run_find(Heap *h, uint32_t count) {
  for (uint32_t b = bin_of(count); b < RUN_BINS; b++) {
    uint32_t tries = 0;
    for (uint32_t i = h->bins[b]; i && tries < 64; i = h->pages[i - 1].next, tries++)
      if ((h->pages[i - 1].count & ~PAGE_DIRTY) >= count) return i;
  }
  return 0;
}

Cell *large_alloc(Heap *h, size_t size) {
  uint64_t pages = (size + LARGE_OVERHEAD + PAGE_SIZE - 1) >> PAGE_SHIFT;
  if (pages >= h->page_limit) return NULL;
  uint32_t count = (uint32_t)pages;
  uint32_t found = run_find(h, count);
  uint32_t first;
  bool dirty = false;
  if (found) {
    first = found - 1;
    uint32_t have = h->pages[first].count & ~PAGE_DIRTY;
    dirty = (h->pages[first].count & PAGE_DIRTY) != 0;
    run_remove(h, first);
    if (have > count) run_insert(h, first + count, have - count, dirty);
  } else {
    if (h->page_limit - h->npages < count) return NULL;
    first = h->npages;
    h->npages += count;
    if (count >= 1024) os_huge_pages(page_address(h, first), (size_t)count << PAGE_SHIFT, true);
  }
  for (uint32_t i = 0; i < count; i++) h->pages[first + i].start = first + 1;
  Large *l = page_address(h, first);
  if (dirty) mem_zero(l, (size_t)count << PAGE_SHIFT);
  l->size = size;
  l->page = first;
  l->npages = count;
  l->next = h->large_young;
  h->large_young = l;
  h->large_pages += count;
  return l->cell;
}

static void large_free(Heap *h, Large *l) {
  uint32_t first = l->page, count = l->npages;
  Page *p = h->pages;
  h->large_pages -= count;
  mem_zero(&RT->card_table[(uintptr_t)l >> HEAP_CARD_SHIFT], (size_t)count << (PAGE_SHIFT - HEAP_CARD_SHIFT));
  for (uint32_t i = 0; i < count; i++) p[first + i].start = 0;
  bool dirty = true;
  if (count >= DISCARD_PAGES) {
    os_discard(l, (size_t)count << PAGE_SHIFT);
    dirty = false;
  }
  /* Runs of clean and dirty memory stay apart: joining them would make clean memory dirty again. */
  if (first && !p[first - 1].start && p[first - 1].count && !(p[first - 1].count & PAGE_DIRTY) == !dirty) {
    uint32_t n = p[first - 1].count & ~PAGE_DIRTY;
    first -= n;
    run_remove(h, first);
    count += n;
  }
  uint32_t after = first + count;
  if (after < h->npages && !p[after].start && p[after].count && !(p[after].count & PAGE_DIRTY) == !dirty) {
    uint32_t n = p[after].count & ~PAGE_DIRTY;
    run_remove(h, after);
    count += n;
  }
  run_insert(h, first, count, dirty);
}

/* Frees the unmarked cells of the young list, of both lists after a full collection; survivors are old. */
void large_sweep(Heap *h) {
  Large *lists[2] = {h->large_young, h->is_full ? h->large_old : NULL};
  Large *kept = h->is_full ? NULL : h->large_old;
  uint64_t live = h->is_full ? 0 : h->live_large;
  h->large_young = NULL;
  for (int i = 0; i < 2; i++) {
    for (Large *l = lists[i], *next; l; l = next) {
      next = l->next;
      if (l->is_marked) {
        l->next = kept;
        kept = l;
        live += (uint64_t)l->npages << PAGE_SHIFT;
      } else {
        large_free(h, l);
      }
    }
  }
  h->large_old = kept;
  h->live_large = live;
}

/* Gives the memory of free runs back when there is much of it, and joins them. */
void large_trim(Heap *h) {
  if (h->free_dirty_pages < 512 || (!h->is_full && h->free_dirty_pages < h->large_pages / 8)) return;
  mem_zero(h->bins, sizeof h->bins);
  h->free_dirty_pages = 0;
  Page *p = h->pages;
  uint32_t i = 0;
  while (i < h->npages) {
    if (p[i].start) {
      i += ((Large *)page_address(h, i))->npages;
      continue;
    }
    uint32_t first = i;
    while (i < h->npages && !p[i].start) {
      uint32_t n = p[i].count & ~PAGE_DIRTY;
      if (p[i].count & PAGE_DIRTY) os_discard(page_address(h, i), (size_t)n << PAGE_SHIFT);
      p[i].count = 0;
      p[i + n - 1].count = 0;
      i += n;
    }
    if (i == h->npages) {
      h->npages = first;
      break;
    }
    run_insert(h, first, i - first, false);
  }
}

Large *large_find(const Heap *h, uintptr_t a) {
  uint32_t page = (uint32_t)((a - h->large_lo) >> PAGE_SHIFT);
  if (page >= h->npages || !h->pages[page].start) return NULL;
  Large *l = page_address(h, h->pages[page].start - 1);
  uintptr_t cell = (uintptr_t)l->cell;
  return a >= cell && a - cell < l->size ? l : NULL;
}
