/*
 * buffer.c: memory, sections, labels and data of an assembler. Bytes are written at Ass.at up to Ass.end, the free part
 * of the current section. When memory is exhausted, writing goes on in a small area that is thrown away, so that no
 * caller has to check.
 */
#include "internal.h"

void ass_init(Ass *a, AssMemory memory) {
  memset(a, 0, sizeof *a);
  a->memory = memory;
  a->nsymbols = 1;
}

void *ass_resize(Ass *a, void *p, size_t old_size, size_t size) {
  void *bigger = a->memory.resize(a->memory.user, p, old_size, size);
  if (!bigger && size) ass_fail(a, "", "memory is exhausted");
  return bigger;
}

static void release(Ass *a, void *p, size_t size) {
  if (p) a->memory.resize(a->memory.user, p, size, 0);
}

void ass_free(Ass *a) {
  for (AssSection *s = a->first_section, *next; s; s = next) {
    next = s->next;
    release(a, s->bytes, s->capacity);
    release(a, s->jumps, s->jumps_capacity * sizeof *s->jumps);
    release(a, s->growth, (s->njumps + 1) * sizeof *s->growth);
    release(a, s->refs, s->refs_capacity * sizeof *s->refs);
    release(a, s, sizeof *s);
  }
  release(a, a->symbols, a->symbols_capacity * sizeof *a->symbols);
  release(a, a->index, sizeof *a->index);
  memset(a, 0, sizeof *a);
}

const char *ass_error(const Ass *a) { return a->error; }

static size_t append(Ass *a, size_t at, const char *text) {
  for (; *text && at + 1 < sizeof a->error; text++) a->error[at++] = *text;
  a->error[at] = 0;
  return at;
}

void ass_fail(Ass *a, const char *where, const char *what) {
  if (a->failed) return;
  a->failed = true;
  size_t at = append(a, 0, where);
  if (*where) at = append(a, at, ": ");
  append(a, at, what);
}

/* ---- sections ---- */

AssSection *ass_section(Ass *a, const char *name, uint32_t flags, uint32_t align) {
  AssSection *s = ass_resize(a, NULL, 0, sizeof *s);
  if (!s) return NULL;
  memset(s, 0, sizeof *s);
  s->name = name;
  s->index = a->nsections++;
  s->flags = flags;
  s->align = align;
  if (a->last_section) a->last_section->next = s;
  else a->first_section = s;
  a->last_section = s;
  ass_switch(a, s);
  return s;
}

void ass_leave_section(Ass *a) {
  if (a->section && !(a->section->flags & ASS_ZERO) && a->section->bytes)
    a->section->size = (uint32_t)(a->at - a->section->bytes);
}

void ass_switch(Ass *a, AssSection *s) {
  ass_leave_section(a);
  a->section = s;
  a->at = s && s->bytes ? s->bytes + s->size : NULL;
  a->end = s && s->bytes ? s->bytes + s->capacity : NULL;
}

/* Room for n bytes more; NULL when there is none. */
static uint8_t *grow_by(Ass *a, size_t n) {
  AssSection *s = a->section;
  if (!s || a->failed) return NULL;
  if (s->flags & ASS_ZERO) {
    ass_fail(a, s->name, "has no contents");
    return NULL;
  }
  ass_leave_section(a);
  size_t wanted = s->capacity ? (size_t)s->capacity * 2 : 1024;
  while (wanted < s->size + n) wanted *= 2;
  uint8_t *bytes = wanted > INT32_MAX ? NULL : ass_resize(a, s->bytes, s->capacity, wanted);
  if (!bytes) {
    ass_fail(a, s->name, "is too large");
    return NULL;
  }
  s->bytes = bytes;
  s->capacity = (uint32_t)wanted;
  a->at = bytes + s->size;
  a->end = bytes + wanted;
  return a->at;
}

/* After a failure; the current section is left for good, and every further instruction comes here again. */
static uint8_t *discard(Ass *a) {
  ass_fail(a, "", "there is no current section");
  a->section = NULL;
  a->end = a->at = a->spare;
  return a->at;
}

uint8_t *ass_grow(Ass *a) {
  uint8_t *p = grow_by(a, ASS_MAX_INST);
  return p ? p : discard(a);
}

/* ---- labels ---- */

AssLabel ass_symbol(Ass *a, const char *name, int binding) {
  if (a->nsymbols >= a->symbols_capacity) {
    uint32_t wanted = a->symbols_capacity ? a->symbols_capacity * 2 : 64;
    AssSymbol *bigger =
        ass_resize(a, a->symbols, a->symbols_capacity * sizeof *a->symbols, wanted * sizeof *a->symbols);
    if (!bigger) return (AssLabel){0};
    a->symbols = bigger;
    a->symbols_capacity = wanted;
  }
  a->symbols[a->nsymbols] = (AssSymbol){.name = name, .binding = (uint8_t)binding};
  return (AssLabel){a->nsymbols++};
}

AssLabel ass_label(Ass *a) { return ass_symbol(a, NULL, ASS_LOCAL); }

static uint32_t current_offset(const Ass *a) {
  const AssSection *s = a->section;
  if (!s) return 0;
  return s->flags & ASS_ZERO || !s->bytes ? s->size : (uint32_t)(a->at - s->bytes);
}

AssPos ass_position(const Ass *a) { return (AssPos){current_offset(a), a->section ? a->section->njumps : 0}; }

void ass_bind(Ass *a, AssLabel label) {
  if (!label.n || !a->section) return;
  AssSymbol *s = &a->symbols[label.n];
  if (s->section) ass_fail(a, s->name ? s->name : "label", "is bound twice");
  s->section = a->section;
  s->at = ass_position(a);
}

/* ---- data ---- */

void ass_bytes(Ass *a, const void *bytes, size_t n) {
  if (!n) return; /* a section may have no memory yet */
  if ((size_t)(a->end - a->at) < n && !grow_by(a, n)) return;
  memcpy(a->at, bytes, n);
  a->at += n;
}

void ass_fill(Ass *a, uint8_t byte, size_t n) {
  if (a->section && a->section->flags & ASS_ZERO) {
    a->section->size += (uint32_t)n;
    return;
  }
  if (!n) return;
  if ((size_t)(a->end - a->at) < n && !grow_by(a, n)) return;
  memset(a->at, byte, n);
  a->at += n;
}

void ass_repeat(Ass *a, const void *bytes, size_t n, size_t times) {
  while (times--) ass_bytes(a, bytes, n);
}

void ass_string(Ass *a, const char *text) { ass_bytes(a, text, strlen(text) + 1); }

void ass_uleb128(Ass *a, uint64_t v) {
  for (; v >= 0x80; v >>= 7) ass_u8(a, (uint8_t)(v | 0x80));
  ass_u8(a, (uint8_t)v);
}

void ass_sleb128(Ass *a, int64_t v) {
  for (; v >= 0x40 || v < -0x40; v >>= 7) ass_u8(a, (uint8_t)(v | 0x80));
  ass_u8(a, (uint8_t)(v & 0x7F));
}

void ass_u8(Ass *a, uint8_t v) { ass_bytes(a, &v, 1); }
void ass_u16(Ass *a, uint16_t v) { ass_bytes(a, &v, 2); }
void ass_u32(Ass *a, uint32_t v) { ass_bytes(a, &v, 4); }
void ass_u64(Ass *a, uint64_t v) { ass_bytes(a, &v, 8); }

void ass_add_ref(Ass *a, uint32_t offset, AssRefKind kind, AssLabel label, int32_t addend) {
  AssSection *s = a->section;
  if (!s) return;
  if (s->nrefs == s->refs_capacity) {
    uint32_t wanted = s->refs_capacity ? s->refs_capacity * 2 : 64;
    AssRef *bigger = ass_resize(a, s->refs, s->refs_capacity * sizeof *s->refs, wanted * sizeof *s->refs);
    if (!bigger) return;
    s->refs = bigger;
    s->refs_capacity = wanted;
  }
  s->refs[s->nrefs++] = (AssRef){offset, s->njumps, label, addend, (uint8_t)kind};
}

unsigned ass_ref_bytes(AssRefKind kind) {
  switch (kind) {
    case ASS_REF_ABS64:
    case ASS_REF_REL64: return 8;
    case ASS_REF_ABS16:
    case ASS_REF_REL16: return 2;
    case ASS_REF_ABS8:
    case ASS_REF_REL8: return 1;
    default: return 4;
  }
}

void ass_data_ref(Ass *a, AssRefKind kind, AssLabel label, int32_t addend) {
  ass_add_ref(a, current_offset(a), kind, label, addend);
  ass_fill(a, 0, ass_ref_bytes(kind));
}

/* ---- addresses ---- */

/* The reference whose four bytes stand at p, in an instruction being written. */
static void ref_at(Ass *a, const uint8_t *p, AssRefKind kind, AssLabel label, int32_t addend) {
  if (a->section) ass_add_ref(a, (uint32_t)(p - a->section->bytes), kind, label, addend);
}

/* An address of emit.h's functions, whose callers did not check it as encode.c does. */
static void check_mem(Ass *a, const AssMem *m) {
  if (m->vector) ass_fail(a, "address", "has a vector register as index");
  else if (m->is_short) ass_fail(a, "address", "has registers of 32 bits");
  else if (m->index == ASS_RSP) ass_fail(a, "rsp", "cannot be an index");
  else if (m->base == ASS_RIP && m->index != ASS_NO_REG) ass_fail(a, "rip", "takes no index");
}

/*
 * ModRM and what follows. Peculiarities (SDM 2.1.5): rsp and r12 as base take a SIB byte, rbp and r13 a displacement;
 * rsp is no index; no base at all is a SIB byte with base 5 in mode 0.
 */
uint8_t *ass_put_mem(Ass *a, uint8_t *p, unsigned reg, const AssMem *m, unsigned following) {
  reg <<= 3;
  int32_t disp = m->disp;
  if (__builtin_expect(m->base >= ASS_NO_REG || m->label.n != 0, 0)) {
    if (m->base == ASS_RIP) {
      *p++ = (uint8_t)(reg | 5);
      if (m->label.n) {
        AssRefKind kind = m->ref == ASS_REF_GOTPCREL ? ASS_REF_GOTPCREL : ASS_REF_REL32;
        ref_at(a, p, kind, m->label, disp - 4 - (int32_t)following);
        disp = 0;
      }
      memcpy(p, &disp, 4);
      return p + 4;
    }
    bool has_base = m->base != ASS_NO_REG;
    unsigned mode = has_base ? 0x80 : 0, base = has_base ? m->base & 7 : 5;
    if (has_base && m->index == ASS_NO_REG && base != 4) {
      *p++ = (uint8_t)(mode | reg | base);
    } else {
      *p++ = (uint8_t)(mode | reg | 4);
      *p++ = (uint8_t)(m->scale << 6 | (m->index == ASS_NO_REG ? 4 : m->index & 7) << 3 | base);
    }
    if (m->label.n) {
      ref_at(a, p, (AssRefKind)m->ref, m->label, disp);
      disp = 0;
    }
    memcpy(p, &disp, 4);
    return p + 4;
  }
  unsigned base = m->base & 7;
  unsigned mode = disp == 0 && base != 5 ? 0 : disp == (int8_t)disp ? 0x40 : 0x80;
  if (m->index != ASS_NO_REG || base == 4) {
    *p++ = (uint8_t)(mode | reg | 4);
    *p++ = (uint8_t)(m->scale << 6 | (m->index == ASS_NO_REG ? 4 : m->index & 7) << 3 | base);
  } else {
    *p++ = (uint8_t)(mode | reg | base);
  }
  if (mode == 0x40) *p++ = (uint8_t)disp;
  else if (mode == 0x80) {
    memcpy(p, &disp, 4);
    p += 4;
  }
  return p;
}

uint8_t *ass_write_mem(Ass *a, uint8_t *p, unsigned reg, const AssMem *m, unsigned following) {
  if (__builtin_expect(m->index != ASS_NO_REG || m->is_short, 0)) check_mem(a, m);
  return ass_put_mem(a, p, reg, m, following);
}
