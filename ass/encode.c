/*
 * encode.c: an instruction from a row of the table and operands that check.c found fit: operands are laid into the fields
 * that forms.def names, then written in the order of SDM 2.1 (legacy prefixes, REX or VEX, opcode, ModRM, SIB,
 * displacement, immediates).
 */
#include "encode.h"

#include "emit.h"

typedef enum Place {
  PLACE_NONE,
  PLACE_REG,
  PLACE_RM,
  PLACE_OPCODE,
  PLACE_VVVV,
  PLACE_IS4,
  PLACE_IMM,
  PLACE_ABS,
  PLACE_LABEL
} Place;

static Place place_of(char letter) {
  switch (letter) {
#define LETTER(letter, place, wants) \
  case letter: return PLACE_##place;
#include "forms.def"
    default: return PLACE_NONE;
  }
}

typedef struct Fields {
  unsigned reg, rm, vvvv, is4;
  const AssMem *mem; /* in place of rm */
  AssLabel label;
  bool rex; /* a byte register needs the prefix */
  bool has_modrm, in_opcode, has_is4;
} Fields;

static Fields lay(const AssRow *row, const AssOperand *operands) {
  Fields f = {.reg = row->ext & 7u, .has_modrm = row->ext < ASS_NO_EXT};
  const char *pattern = ass_row_pattern(row);
  for (unsigned i = 0; pattern[i]; i++) {
    const AssOperand *o = &operands[i];
    unsigned number = o->kind == ASS_OP_HIGH8 ? o->reg + 4u : o->reg;
    Place place = place_of(pattern[i]);
    if (place != PLACE_NONE && o->kind == ASS_OP_REG && o->size == ASS_B && o->reg >= 4) f.rex = true;
    switch (place) {
      case PLACE_REG: f.reg = number, f.has_modrm = true; break;
      case PLACE_RM:
        f.has_modrm = true;
        if (o->kind == ASS_OP_MEM) f.mem = &o->mem;
        else f.rm = number;
        break;
      case PLACE_OPCODE: f.rm = number, f.in_opcode = true; break;
      case PLACE_VVVV: f.vvvv = number; break;
      case PLACE_IS4: f.is4 = number, f.has_is4 = true; break;
      case PLACE_LABEL: f.label = o->mem.label; break;
      default: break;
    }
  }
  return f;
}

static unsigned imm_bytes(char letter, AssSize size) {
  switch (letter) {
    case 'i': return size == ASS_N ? 4 : ass_imm_bytes(size);
    case 'I': return size == ASS_Q ? 8 : ass_imm_bytes(size);
    case 'h': return 2;
    case 'b':
    case 'u': return 1;
    default: return 0;
  }
}

/* Sources in vvvv and rm change places if that saves a byte of VEX; cmpps and its kin for predicates that are symmetric. */
static void shorten_vex(const AssRow *row, Fields *f, const AssOperand *operands) {
  if (row->flag != ASS_FLAG_COMM && row->flag != ASS_FLAG_PRED) return;
  if (f->mem || f->rm < 8 || f->vvvv >= 8) return;
  if (row->flag == ASS_FLAG_PRED && !(0x99 >> (operands[3].imm & 7) & 1)) return;
  unsigned rm = f->rm;
  f->rm = f->vvvv;
  f->vvvv = rm;
}

/* SDM 2.3: two bytes if they can tell everything. */
static uint8_t *put_vex(uint8_t *p, const AssRow *row, AssSize size, const Fields *f) {
  unsigned index = f->mem ? f->mem->index >> 3 & 1 : 0, base = (f->mem ? f->mem->base : f->rm) >> 3 & 1;
  bool w = size == ASS_Q || row->map & ASS_VEX_W;
  unsigned map = row->map & 3u;
  unsigned pp = row->prefix == ASS_P_P66 ? 1 : row->prefix == ASS_P_PF3 ? 2 : row->prefix == ASS_P_PF2 ? 3 : 0;
  unsigned last = (~f->vvvv & 15) << 3 | (size == ASS_Y) << 2 | pp;
  unsigned r = ~f->reg >> 3 & 1;
  if (!index && !base && !w && map == ASS_MAP_M0F) {
    *p++ = 0xC5;
    *p++ = (uint8_t)(r << 7 | last);
  } else {
    *p++ = 0xC4;
    *p++ = (uint8_t)(r << 7 | !index << 6 | !base << 5 | map);
    *p++ = (uint8_t)(w << 7 | last);
  }
  *p++ = row->opcode;
  return p;
}

/* Jumps go through relax.c; the other instructions with labels have one form. */
static void encode_label(Ass *a, const AssRow *row, AssLabel label) {
  if (row->flag == ASS_FLAG_ADDR32) ass_u8(a, 0x67);
  if (row->other == 1) ass_loop(a, row->opcode, label);
  else if (row->opcode == 0xEB) ass_jmp(a, label);
  else if (row->opcode == 0xE8) ass_call(a, label);
  else if (row->opcode < 0x80) ass_jcc(a, (AssCc)(row->opcode & 15), label);
  else {
    ass_u8(a, row->opcode);
    ass_u8(a, (uint8_t)(0xC0 | row->ext << 3));
    ass_data_ref(a, ASS_REF_REL32, label, -4);
  }
}

void ass_encode(Ass *a, const AssRow *row, AssSize size, const AssOperand *operands, uint8_t prefix) {
  const char *pattern = ass_row_pattern(row);
  Fields f = lay(row, operands);
  if (f.label.n) {
    encode_label(a, row, f.label);
    return;
  }
  unsigned following = f.has_is4;
  for (unsigned i = 0; pattern[i]; i++) following += imm_bytes(pattern[i], size);
  uint8_t *p = ass_reserve(a);
  uint8_t mandatory = row->prefix;
  if (mandatory == ASS_P_P9B) *p++ = mandatory, mandatory = 0;
  if (f.mem && f.mem->segment) *p++ = f.mem->segment;
  if (f.mem && f.mem->is_short) *p++ = 0x67;
  if (prefix && prefix != 0xF0) *p++ = prefix;
  if (size == ASS_W || row->flag == ASS_FLAG_WORD) *p++ = 0x66;
  if (prefix == 0xF0) *p++ = prefix;
  if (row->map & ASS_VEX) {
    shorten_vex(row, &f, operands);
    p = put_vex(p, row, size, &f);
  } else {
    bool is_bytes = row->sizes & ASS_B && row->sizes != ASS_B;
    unsigned wide = !is_bytes ? 0 : !strcmp(pattern, "oI") ? 8 : 1;
    AssCode code = {mandatory, row->map, row->opcode, (uint8_t)wide, row->flag == ASS_FLAG_D64, 0};
    /* 66 is written already */
    p = ass_put_opcode(p, code, size == ASS_W ? ASS_D : size, f.reg, f.mem ? f.mem->index : 0,
                       f.mem ? f.mem->base : f.rm, f.rex);
  }
  if (f.in_opcode) p[-1] |= f.rm & 7;
  else if (f.mem) p = ass_put_mem(a, p, f.reg & 7, f.mem, following);
  else if (f.has_modrm) *p++ = (uint8_t)(0xC0 | (f.reg & 7) << 3 | (f.rm & 7));
  if (ass_row_is_byte(row)) *p++ = row->other;
  for (unsigned i = 0; pattern[i]; i++) {
    unsigned n = pattern[i] == 'O' ? 8 : imm_bytes(pattern[i], size);
    memcpy(p, &operands[i].imm, n);
    p += n;
  }
  if (f.has_is4) *p++ = (uint8_t)(f.is4 << 4);
  a->at = p;
}
