/*
 * relax.c: jumps in their shortest form, alignment, values of references.
 *
 * A jump is written in its short form (2 bytes) and noted; an alignment is only noted. ass_finish grows what has to be
 * longer until nothing changes: jumps never shrink again, so that it ends, and without alignments it ends with the
 * smallest solution. Then the section is copied once, with everything in its final size. A position is an offset
 * in the short bytes and the number of growing things before it: `growth` of the section tells how far it moves.
 */
#include "internal.h"

static void note(Ass *a, uint32_t target, uint8_t kind) {
  AssSection *s = a->section;
  if (!s) return;
  if (s->njumps == s->jumps_capacity) {
    uint32_t wanted = s->jumps_capacity ? s->jumps_capacity * 2 : 64;
    AssJump *bigger = ass_resize(a, s->jumps, s->jumps_capacity * sizeof *s->jumps, wanted * sizeof *s->jumps);
    if (!bigger) return;
    s->jumps = bigger;
    s->jumps_capacity = wanted;
  }
  s->jumps[s->njumps++] = (AssJump){ass_position(a).offset, target, kind, 0};
}

static void jump(Ass *a, uint8_t opcode, uint8_t kind, AssLabel to) {
  uint8_t *p = ass_reserve(a);
  note(a, to.n, kind);
  p[0] = opcode;
  p[1] = 0;
  a->at = p + 2;
}

void ass_jmp(Ass *a, AssLabel to) { jump(a, 0xEB, ASS_JUMP_ALWAYS, to); }
void ass_jcc(Ass *a, AssCc cc, AssLabel to) { jump(a, (uint8_t)(0x70 + cc), (uint8_t)cc, to); }

void ass_loop(Ass *a, uint8_t opcode, AssLabel to) { jump(a, opcode, opcode, to); }

void ass_call(Ass *a, AssLabel to) {
  uint8_t *p = ass_reserve(a);
  *p = 0xE8;
  a->at = p + 1;
  ass_data_ref(a, ASS_REF_REL32, to, -4);
}

void ass_align(Ass *a, uint32_t alignment) {
  AssSection *s = a->section;
  if (!s) return;
  if (alignment > 32768 || (alignment & (alignment - 1))) {
    ass_fail(a, "align", "takes powers of two up to 32768");
    return;
  }
  if (alignment > s->align) s->align = alignment;
  if (!(s->flags & ASS_EXEC) && s->njumps == 0) { /* offsets are final as they are */
    uint32_t at = ass_position(a).offset;
    ass_fill(a, 0, -at & (alignment - 1));
    return;
  }
  note(a, alignment, ASS_JUMP_ALIGN);
}

uint32_t ass_offset(const AssSection *s, AssPos at) { return at.offset + (s->growth ? s->growth[at.jumps] : 0); }
uint32_t ass_label_offset(const Ass *a, AssLabel label) {
  const AssSymbol *s = &a->symbols[label.n];
  return s->section ? ass_offset(s->section, s->at) : 0;
}

/* The jump's target is in reach of a short one, as things stand. */
static bool is_near(const Ass *a, const AssSection *s, const AssJump *j, uint32_t index) {
  const AssSymbol *target = &a->symbols[j->target];
  if (target->section != s) return false;
  int64_t from = (int64_t)j->offset + s->growth[index] + 2;
  int64_t to = (int64_t)target->at.offset + s->growth[target->at.jumps];
  return to - from >= -128 && to - from <= 127;
}

/* Places everything as the sizes stand; alignments get their padding. */
static void place(AssSection *s) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < s->njumps; i++) {
    AssJump *j = &s->jumps[i];
    s->growth[i] = sum;
    if (j->kind == ASS_JUMP_ALIGN) j->growth = (uint16_t)(-(j->offset + sum) & (j->target - 1));
    sum += j->growth;
  }
  s->growth[s->njumps] = sum;
}

static bool grow(const Ass *a, AssSection *s) {
  bool changed = false;
  for (uint32_t i = 0; i < s->njumps; i++) {
    AssJump *j = &s->jumps[i];
    if (j->kind >= ASS_JUMP_ALIGN || j->growth || is_near(a, s, j, i)) continue;
    j->growth = j->kind == ASS_JUMP_ALWAYS ? 3 : 4;
    changed = true;
  }
  return changed;
}

/* Nops of 1 to 15 bytes (SDM, NOP): beyond 9 a segment prefix, and operand size prefixes in front. */
static void put_nops(uint8_t *p, uint32_t n) {
  static const uint8_t nops[10][10] = {{0x90},
                                       {0x66, 0x90},
                                       {0x0F, 0x1F, 0x00},
                                       {0x0F, 0x1F, 0x40, 0x00},
                                       {0x0F, 0x1F, 0x44, 0x00, 0x00},
                                       {0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00},
                                       {0x0F, 0x1F, 0x80, 0x00, 0x00, 0x00, 0x00},
                                       {0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
                                       {0x66, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
                                       {0x66, 0x2E, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00}};
  while (n) {
    uint32_t k = n > 15 ? 15 : n;
    n -= k;
    for (; k > 10; k--) *p++ = 0x66;
    memcpy(p, nops[k - 1], k);
    p += k;
  }
}

/* Writes jump j, whose final place is p, and returns what follows it. */
static uint8_t *put_jump(Ass *a, AssSection *s, const AssJump *j, uint8_t *bytes, uint8_t *p) {
  const AssSymbol *target = &a->symbols[j->target];
  bool is_long = j->growth != 0;
  uint32_t size = is_long ? (j->kind == ASS_JUMP_ALWAYS ? 5 : 6) : 2;
  int32_t distance = 0;
  if (target->section == s) distance = (int32_t)(ass_offset(s, target->at) - (uint32_t)(p - bytes) - size);
  if (!is_long) {
    *p++ = (uint8_t)(j->kind == ASS_JUMP_ALWAYS ? 0xEB : j->kind >= ASS_JUMP_SHORT ? j->kind : 0x70 + j->kind);
    *p++ = (uint8_t)distance;
    return p;
  }
  if (j->kind == ASS_JUMP_ALWAYS) *p++ = 0xE9;
  else {
    *p++ = 0x0F;
    *p++ = (uint8_t)(0x80 + j->kind);
  }
  memcpy(p, &distance, 4);
  return p + 4;
}

static bool relax(Ass *a, AssSection *s) {
  if (!s->njumps) return true;
  s->growth = ass_resize(a, NULL, 0, (s->njumps + 1) * sizeof *s->growth);
  if (!s->growth) return false;
  do place(s);
  while (grow(a, s));
  for (uint32_t i = 0; i < s->njumps; i++)
    if (s->jumps[i].kind >= ASS_JUMP_SHORT && !is_near(a, s, &s->jumps[i], i)) {
      ass_fail(a, s->name, "has a loop or jrcxz whose label is not within 128 bytes");
      return false;
    }

  uint32_t size = s->size + s->growth[s->njumps];
  uint8_t *bytes = ass_resize(a, NULL, 0, size);
  if (!bytes) return false;
  uint8_t *p = bytes;
  uint32_t done = 0;
  for (uint32_t i = 0; i < s->njumps; i++) {
    const AssJump *j = &s->jumps[i];
    memcpy(p, s->bytes + done, j->offset - done);
    p += j->offset - done;
    done = j->offset;
    if (j->kind == ASS_JUMP_ALIGN) {
      if (s->flags & ASS_EXEC) put_nops(p, j->growth);
      else memset(p, 0, j->growth);
      p += j->growth;
    } else {
      p = put_jump(a, s, j, bytes, p);
      done += 2;
    }
  }
  memcpy(p, s->bytes + done, s->size - done);
  ass_resize(a, s->bytes, s->capacity, 0);
  s->bytes = bytes;
  s->size = s->capacity = size;
  return true;
}

static bool is_relative(AssRefKind kind) {
  return kind == ASS_REF_REL32 || kind == ASS_REF_REL8 || kind == ASS_REF_REL16 || kind == ASS_REF_REL64;
}

/* References to the same section get their value; the others, with those of jumps that leave it, stay. */
static void resolve(Ass *a, AssSection *s) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < s->nrefs; i++) {
    AssRef r = s->refs[i];
    r.offset = ass_offset(s, (AssPos){r.offset, r.jumps});
    const AssSymbol *target = &a->symbols[r.label.n];
    if (!r.label.n) {
      ass_fail(a, s->name, "refers to no label");
    } else if (!target->section && !target->name) {
      ass_fail(a, s->name, "refers to a label that is nowhere bound");
    } else if (is_relative((AssRefKind)r.kind) && target->section == s) {
      int64_t value = (int64_t)ass_offset(s, target->at) + r.addend - r.offset;
      unsigned bytes = ass_ref_bytes((AssRefKind)r.kind);
      if (bytes < 4 && value != (bytes == 1 ? (int8_t)value : (int16_t)value))
        ass_fail(a, s->name, "has a relative reference whose label is too far for it");
      memcpy(s->bytes + r.offset, &value, bytes);
    } else {
      s->refs[kept++] = r;
    }
  }
  s->nrefs = kept;
  ass_switch(a, s);
  for (uint32_t i = 0; i < s->njumps; i++) {
    const AssJump *j = &s->jumps[i];
    if (j->kind == ASS_JUMP_ALIGN) continue;
    const AssSymbol *target = &a->symbols[j->target];
    if (!target->section && !target->name) ass_fail(a, s->name, "has a jump to a label that is nowhere bound");
    if (target->section == s) continue;
    uint32_t at = j->offset + s->growth[i] + (j->kind == ASS_JUMP_ALWAYS ? 1 : 2);
    ass_add_ref(a, at, ASS_REF_REL32, (AssLabel){j->target}, -4);
  }
}

bool ass_finish(Ass *a) {
  ass_leave_section(a);
  a->section = NULL;
  a->at = a->end = NULL;
  if (a->is_finished || a->failed) return !a->failed;
  a->is_finished = true;
  for (AssSection *s = a->first_section; s; s = s->next)
    if (!relax(a, s)) return false;
  for (AssSection *s = a->first_section; s; s = s->next) resolve(a, s);
  ass_switch(a, NULL);
  return !a->failed;
}
