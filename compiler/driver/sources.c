/*
 * sources.c: see sources.h. The texts are compressed by LZ77 (Ziv and Lempel, 1977) with byte-wise codes. Earlier places
 * are found through chains of places that begin with the same four bytes; a match is put off by one byte where the next
 * place has a longer one.
 */
#include "sources.h"

#include <string.h>

#include "../../runtime/error/source-format.h"
#include "../../runtime/abi.h"
#include "../support/array.h"

enum { HASH_BITS = 15, CHAIN_MAX = 48, CHAIN_QUICK = 4, GOOD_MATCH = 96 };

typedef struct Bytes {
  Arena *arena;
  uint8_t *items;
  uint32_t count, capacity;
} Bytes;

static void put(Bytes *b, uint8_t byte) {
  if (b->count == b->capacity) b->items = array_grow_in(b->arena, b->items, b->count, &b->capacity, 1);
  b->items[b->count++] = byte;
}

typedef struct Packer {
  const uint8_t *text;
  uint32_t size;
  uint32_t *head;   /* by hash: last place + 1 */
  uint32_t *prev;   /* by place modulo SOURCE_MAX_DISTANCE + 1: the place before with the same hash, + 1 */
  uint32_t entered; /* places below this are in the chains */
  uint32_t tries;   /* how far a chain is followed */
  Bytes *out;
} Packer;

static uint32_t hash_at(const Packer *p, uint32_t at) {
  uint32_t word;
  memcpy(&word, p->text + at, 4);
  return word * 2654435761u >> (32 - HASH_BITS);
}

static void enter_places(Packer *p, uint32_t end) {
  for (; p->entered < end && p->entered + 4 <= p->size; p->entered++) {
    uint32_t *head = &p->head[hash_at(p, p->entered)];
    p->prev[p->entered & SOURCE_MAX_DISTANCE] = *head;
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
    memcpy(&a, p->text + from + n, 8);
    memcpy(&b, p->text + at + n, 8);
    if (a != b) return n + (uint32_t)__builtin_ctzll(a ^ b) / 8;
  }
  while (at + n < p->size && p->text[from + n] == p->text[at + n]) n++;
  return n;
}

static Match longest_match(Packer *p, uint32_t at) {
  Match best = {0, 0};
  if (at + SOURCE_MIN_MATCH > p->size) return best;
  enter_places(p, at);
  uint32_t link = p->head[hash_at(p, at)];
  for (uint32_t tries = p->tries; link && tries; tries--) {
    uint32_t from = link - 1;
    if (at - from > SOURCE_MAX_DISTANCE) break;
    uint32_t n = common_length(p, from, at);
    if (n > best.length) best = (Match){from, n};
    if (n >= GOOD_MATCH) break;
    uint32_t older = p->prev[from & SOURCE_MAX_DISTANCE];
    if (older >= link) break; /* its place in the ring was taken by a later one */
    link = older;
  }
  return best.length >= SOURCE_MIN_MATCH ? best : (Match){0, 0};
}

static void put_length(Bytes *out, uint32_t rest) {
  for (; rest >= 255; rest -= 255) put(out, 255);
  put(out, (uint8_t)rest);
}

static void put_piece(Packer *p, uint32_t start, uint32_t at, Match m) {
  uint32_t literals = at - start, extra = m.length ? m.length - SOURCE_MIN_MATCH : 0;
  put(p->out, (uint8_t)((literals < 15 ? literals : 15) << 4 | (extra < 15 ? extra : 15)));
  if (literals >= 15) put_length(p->out, literals - 15);
  for (uint32_t i = start; i < at; i++) put(p->out, p->text[i]);
  if (!m.length) return;
  put(p->out, (uint8_t)(at - m.from));
  put(p->out, (uint8_t)((at - m.from) >> 8));
  if (extra >= 15) put_length(p->out, extra - 15);
}

static void compress(Packer *p) {
  memset(p->head, 0, sizeof *p->head << HASH_BITS);
  p->entered = 0;
  uint32_t start = 0, at = 0;
  while (at < p->size) {
    Match m = longest_match(p, at);
    bool looks_on = m.length && m.length < GOOD_MATCH && p->tries > CHAIN_QUICK;
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

void sources_add(ElfInput *in, const Graph *g) {
  Bytes out = {.arena = g->arena};
  for (size_t i = 0; i < g->count * sizeof(SourceRow); i++) put(&out, 0);
  Packer p = {.out = &out,
              .tries = g->options->opt_level ? CHAIN_MAX : CHAIN_QUICK,
              .head = ARENA_ARRAY(g->arena, uint32_t, 1u << HASH_BITS),
              .prev = ARENA_ARRAY(g->arena, uint32_t, SOURCE_MAX_DISTANCE + 1)};
  for (uint32_t i = 0; i < g->count; i++) {
    const GraphModule *m = g->modules[i];
    if (m->ir->is_lib || m->ir->kind == MODULE_JSON) continue;
    const Atom *text = intern_utf8(g->program->atoms, m->ir->source, m->ir->source_len);
    SourceRow row = {out.count, text->len | (text->is_wide ? SOURCE_WIDE : 0)};
    p.text = text->c8;
    p.size = text->len << text->is_wide;
    if (text->len) compress(&p);
    memcpy(out.items + i * sizeof row, &row, sizeof row);
  }
  ElfSection *s = elf_synth_section(
      in, &(ElfSectionDesc){".rodata.sources", ELF_SHT_PROGBITS, ELF_SHF_ALLOC, 8, 0, out.items, out.count});
  elf_synth_symbol(in, &(ElfSymbolDesc){"jsc_sources", s, false, 0, out.count, ELF_STB_GLOBAL, ELF_STT_OBJECT, 0});
  elf_synth_ref(in, "source_text", false);
}
