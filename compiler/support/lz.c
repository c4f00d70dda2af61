/*
 * lz.c: see lz.h. Earlier places are found through chains of places that begin with the same four bytes; a match is put
 * off by one byte where the next place has a longer one.
 */
#include "lz.h"

#include <string.h>

#include "../../runtime/string/lz.h"
#include "array.h"

enum { HASH_BITS = 15, GOOD_MATCH = 96 };

void lz_put(LzBytes *b, uint8_t byte) {
  if (b->count == b->capacity) b->items = array_grow_in(b->arena, b->items, b->count, &b->capacity, 1);
  b->items[b->count++] = byte;
}

typedef struct Packer {
  const uint8_t *bytes;
  uint32_t size;
  uint32_t *head;   /* by hash: last place + 1 */
  uint32_t *prev;   /* by place modulo LZ_MAX_DISTANCE + 1: the place before with the same hash, + 1 */
  uint32_t entered; /* places below this are in the chains */
  uint32_t tries;   /* how far a chain is followed */
  LzBytes *out;
} Packer;

static uint32_t hash_at(const Packer *p, uint32_t at) {
  uint32_t word;
  memcpy(&word, p->bytes + at, 4);
  return word * 2654435761u >> (32 - HASH_BITS);
}

static void enter_places(Packer *p, uint32_t end) {
  for (; p->entered < end && p->entered + 4 <= p->size; p->entered++) {
    uint32_t *head = &p->head[hash_at(p, p->entered)];
    p->prev[p->entered & LZ_MAX_DISTANCE] = *head;
    *head = p->entered + 1;
  }
}

typedef struct Match {
  uint32_t from, length;
} Match;

/* How many bytes from `from` on are those from `at` on; from < at. */
static uint32_t common_length(const Packer *p, uint32_t from, uint32_t at) {
  uint32_t n = 0;
  for (uint64_t a, b; at + n + 8 <= p->size; n += 8) {
    memcpy(&a, p->bytes + from + n, 8);
    memcpy(&b, p->bytes + at + n, 8);
    if (a != b) return n + (uint32_t)__builtin_ctzll(a ^ b) / 8;
  }
  while (at + n < p->size && p->bytes[from + n] == p->bytes[at + n]) n++;
  return n;
}

static Match longest_match(Packer *p, uint32_t at) {
  Match best = {0, 0};
  if (at + LZ_MIN_MATCH > p->size) return best;
  enter_places(p, at);
  uint32_t link = p->head[hash_at(p, at)];
  for (uint32_t tries = p->tries; link && tries; tries--) {
    uint32_t from = link - 1;
    if (at - from > LZ_MAX_DISTANCE) break;
    uint32_t n = common_length(p, from, at);
    if (n > best.length) best = (Match){from, n};
    if (n >= GOOD_MATCH) break;
    uint32_t older = p->prev[from & LZ_MAX_DISTANCE];
    if (older >= link) break; /* its place in the ring was taken by a later one */
    link = older;
  }
  return best.length >= LZ_MIN_MATCH ? best : (Match){0, 0};
}

static void put_length(LzBytes *out, uint32_t rest) {
  for (; rest >= 255; rest -= 255) lz_put(out, 255);
  lz_put(out, (uint8_t)rest);
}

static void put_piece(Packer *p, uint32_t start, uint32_t at, Match m) {
  uint32_t literals = at - start, extra = m.length ? m.length - LZ_MIN_MATCH : 0;
  lz_put(p->out, (uint8_t)((literals < 15 ? literals : 15) << 4 | (extra < 15 ? extra : 15)));
  if (literals >= 15) put_length(p->out, literals - 15);
  for (uint32_t i = start; i < at; i++) lz_put(p->out, p->bytes[i]);
  if (!m.length) return;
  lz_put(p->out, (uint8_t)(at - m.from));
  lz_put(p->out, (uint8_t)((at - m.from) >> 8));
  if (extra >= 15) put_length(p->out, extra - 15);
}

static void compress(Packer *p) {
  memset(p->head, 0, sizeof *p->head << HASH_BITS);
  p->entered = 0;
  uint32_t start = 0, at = 0;
  while (at < p->size) {
    Match m = longest_match(p, at);
    bool looks_on = m.length && m.length < GOOD_MATCH && p->tries > LZ_QUICK;
    if (looks_on && longest_match(p, at + 1).length > m.length) m.length = 0;
    if (!m.length) {
      at++;
      continue;
    }
    put_piece(p, start, at, m);
    start = at += m.length;
  }
  put_piece(p, start, at, (Match){0, 0});
}

void lz_encode(LzBytes *out, const uint8_t *bytes, uint32_t size, LzEffort effort) {
  Packer p = {.out = out,
              .bytes = bytes,
              .size = size,
              .tries = effort,
              .head = ARENA_ARRAY(out->arena, uint32_t, 1u << HASH_BITS),
              .prev = ARENA_ARRAY(out->arena, uint32_t, LZ_MAX_DISTANCE + 1)};
  compress(&p);
}
