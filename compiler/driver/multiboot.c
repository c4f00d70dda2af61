/*
 * multiboot.c: see multiboot.h. Loaders look for the header in the first 8 KB. They take an ELF64 only by addresses, that is
 * as one piece, while the file's segments lie closer together in it than in memory: so the piece goes behind all of them,
 * and the code after the header copies them to their places.
 */
#include "multiboot.h"

#include <string.h>

#include "../../elf/format.h"
#include "../support/host.h"

enum { SEARCHED = 8192, HEADER_MAGIC = 0x1BADB002, HEADER_FLAGS = 0x10003, PIECE_ALIGN = 1 << 16 };
enum { FIELD_HEADER = 12, FIELD_START = 16, FIELD_END = 20, FIELD_ENTRY = 28, HEADER_SIZE = 32 };

static void put32(uint8_t *at, uint64_t v) {
  uint32_t word = (uint32_t)v;
  memcpy(at, &word, sizeof word);
}

/* The first address behind the segments in memory. */
static uint64_t memory_end(const uint8_t *bytes) {
  ElfEhdr head;
  uint64_t end = 0;
  memcpy(&head, bytes, sizeof head);
  for (int i = 0; i < head.phnum; i++) {
    ElfPhdr p;
    memcpy(&p, bytes + head.phoff + (size_t)i * sizeof p, sizeof p);
    if (p.type == ELF_PT_LOAD && p.vaddr + p.memsz > end) end = p.vaddr + p.memsz;
  }
  return end;
}

void multiboot_fill(uint8_t *bytes, size_t size) {
  static const uint32_t wanted[] = {HEADER_MAGIC, HEADER_FLAGS};
  uint64_t start = (memory_end(bytes) + PIECE_ALIGN - 1) & ~(uint64_t)(PIECE_ALIGN - 1);
  for (size_t at = 0; at + HEADER_SIZE <= size && at + HEADER_SIZE <= SEARCHED; at += 4) {
    if (memcmp(bytes + at, wanted, sizeof wanted)) continue;
    put32(bytes + at + FIELD_HEADER, start + at);
    put32(bytes + at + FIELD_START, start);
    put32(bytes + at + FIELD_END, start + size);
    put32(bytes + at + FIELD_ENTRY, start + at + HEADER_SIZE);
    return;
  }
  host_panic("multiboot_fill", "no header");
}
