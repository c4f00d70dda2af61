/*
 * alloc.c: small pieces of memory for the machine itself (nodes of the file system, descriptors, names), by powers of two.
 * A page is cut into pieces of one size and stays so.
 */
#include "bare.h"

enum { SMALLEST = 5, CLASSES = 8 }; /* 32 to 4096 bytes */
_Static_assert(1 << (SMALLEST + CLASSES - 1) == FRAME_SIZE, "the largest class is a page");

static void *free_pieces[CLASSES];

static uint32_t class_of(size_t size) {
  uint32_t c = 0;
  while (((size_t)1 << (SMALLEST + c)) < size) c++;
  return c;
}

void *machine_alloc(size_t size) {
  uint32_t c = class_of(size);
  size_t piece = (size_t)1 << (SMALLEST + c);
  if (c >= CLASSES) return NULL;
  if (!free_pieces[c]) {
    uint8_t *page = memory_page_new();
    if (!page) return NULL;
    for (size_t at = 0; at < FRAME_SIZE; at += piece) machine_free(page + at, piece);
  }
  void *p = free_pieces[c];
  free_pieces[c] = *(void **)p;
  bytes_fill(p, 0, piece);
  return p;
}

void machine_free(void *p, size_t size) {
  uint32_t c = class_of(size);
  *(void **)p = free_pieces[c];
  free_pieces[c] = p;
}
