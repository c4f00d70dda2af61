/*
 * content.c: what is in a file. Pages come when they are written, under a tree of tables as deep as the file needs; where
 * there is no page are the bytes that the image carries (--embed), behind those zeros. Limit: memory.
 */
#include "files.h"

enum { TABLE_BITS = 9, TABLE_ENTRIES = 1 << TABLE_BITS };

static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }

static uint8_t *find_page(const Content *c, uint64_t index) {
  void *at = c->root;
  if (index >> (TABLE_BITS * c->depth)) return NULL;
  for (uint32_t d = c->depth; at && d > 0; d--)
    at = ((void **)at)[index >> (TABLE_BITS * (d - 1)) & (TABLE_ENTRIES - 1)];
  return at;
}

/* What the page holds before it is written. */
static void fill_page(const Content *c, uint64_t index, uint8_t *page) {
  uint64_t start = index * FRAME_SIZE;
  if (start < c->nembedded) bytes_copy(page, c->embedded + start, smaller(FRAME_SIZE, c->nembedded - start));
}

/* NULL: no memory. */
static uint8_t *make_page(Content *c, uint64_t index) {
  while (index >> (TABLE_BITS * c->depth)) {
    if (c->root) {
      void **table = memory_page_new();
      if (!table) return NULL;
      table[0] = c->root;
      c->root = table;
    }
    c->depth++;
  }
  void **at = &c->root;
  for (uint32_t d = c->depth;; d--) {
    bool is_new = !*at;
    if (is_new && !(*at = memory_page_new())) return NULL;
    if (is_new) c->pages++;
    if (is_new && d == 0) fill_page(c, index, *at);
    if (d == 0) return *at;
    at = &((void **)*at)[index >> (TABLE_BITS * (d - 1)) & (TABLE_ENTRIES - 1)];
  }
}

int64_t content_read(const Content *c, uint64_t at, uint8_t *out, uint64_t n) {
  if (at >= c->size) return 0;
  n = smaller(n, c->size - at);
  for (uint64_t done = 0; done < n;) {
    uint64_t where = at + done, within = where % FRAME_SIZE, part = smaller(FRAME_SIZE - within, n - done);
    const uint8_t *page = find_page(c, where / FRAME_SIZE);
    uint64_t known = where < c->nembedded ? smaller(part, c->nembedded - where) : 0;
    if (page) bytes_copy(out + done, page + within, part);
    else {
      bytes_copy(out + done, c->embedded + where, known);
      bytes_fill(out + done + known, 0, part - known);
    }
    done += part;
  }
  return (int64_t)n;
}

int64_t content_write(Content *c, uint64_t at, const uint8_t *from, uint64_t n) {
  uint64_t done = 0;
  while (done < n) {
    uint64_t where = at + done, within = where % FRAME_SIZE, part = smaller(FRAME_SIZE - within, n - done);
    uint8_t *page = make_page(c, where / FRAME_SIZE);
    if (!page) break;
    bytes_copy(page + within, from + done, part);
    done += part;
  }
  if (done && at + done > c->size) c->size = at + done;
  return done || !n ? (int64_t)done : -ENOSPC;
}

/* Frees the pages of a subtree from the index on (an index within it). */
static void drop(Content *c, void **at, uint32_t depth, uint64_t from) {
  if (!*at) return;
  uint64_t below = depth ? 1ull << (TABLE_BITS * (depth - 1)) : 0; /* pages under an entry */
  for (uint64_t i = depth ? from / below : 0; depth && i < TABLE_ENTRIES; i++)
    drop(c, &((void **)*at)[i], depth - 1, i == from / below ? from % below : 0);
  if (from) return;
  memory_page_free(*at);
  c->pages--;
  *at = NULL;
}

void content_resize(Content *c, uint64_t size) {
  if (size < c->size) {
    uint64_t keep = (size + FRAME_SIZE - 1) / FRAME_SIZE;
    uint8_t *last = size % FRAME_SIZE ? find_page(c, size / FRAME_SIZE) : NULL;
    if (!(keep >> (TABLE_BITS * c->depth))) drop(c, &c->root, c->depth, keep);
    if (!c->root) c->depth = 0;
    if (last) bytes_fill(last + size % FRAME_SIZE, 0, FRAME_SIZE - size % FRAME_SIZE);
    c->nembedded = smaller(c->nembedded, size);
  }
  c->size = size;
}
