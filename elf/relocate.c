/* Relocation: putting final addresses into section bytes.
 *
 * Notation of the psABI: S the symbol's address, A the addend, P the address of the place, GOT the global offset
 * table, TP the thread pointer. reloc.def says which formula a type uses.
 *
 * In a static executable at a fixed address, most detours that position-independent code takes are unnecessary, and
 * the psABI (chapter B) allows the linker to rewrite the instructions:
 *
 *     mov  f@GOTPCREL(%rip), %r    ->  lea f(%rip), %r             (load of an address from the table)
 *     call *f@GOTPCREL(%rip)       ->  addr32 call f
 *     jmp  *f@GOTPCREL(%rip)       ->  jmp f; nop
 *     mov  x@GOTTPOFF(%rip), %r    ->  mov $x@TPOFF, %r            (thread-local, initial exec)
 *     add  x@GOTTPOFF(%rip), %r    ->  add $x@TPOFF, %r
 *     general and local dynamic    ->  mov %fs:0, %rax and an offset
 *
 * What cannot be rewritten gets a slot in .got. elf_scan and elf_relocate must agree on that: both ask can_relax_*.
 */
#include "link.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef enum Kind {
  KIND_NONE,
  KIND_ABS_U,
  KIND_ABS_S,
  KIND_ABS_ANY,
  KIND_PC,
  KIND_SIZE,
  KIND_GOT_PC,
  KIND_GOT_BASE,
  KIND_GOT_REL,
  KIND_GOT_OFF,
  KIND_TLS_LE,
  KIND_TLS_IE,
  KIND_TLS_GD,
  KIND_TLS_LD,
  KIND_TLS_DTP,
  KIND_TLS_DESC,
  KIND_TLS_CALL,
} Kind;

static Kind kind_of(uint32_t type) {
  switch (type) {
#define RELOC(name, number, bytes, kind) \
  case number: return KIND_##kind;
#include "reloc.def"
  }
  return KIND_NONE;
}

static bool fail(ElfLink *l, const ElfSection *s, const Reloc *r, const char *what) {
  const char *name = r->sym && *r->sym->name ? r->sym->name : "?";
  return elf_error(l, "%s: %s+0x%" PRIx64 ": %s against %s: %s", s->in->name, s->name, r->offset,
                   elf_reloc_name(r->type), name, what);
}

static bool is_undefined(const ElfSymbol *s) { return s->state == SYMBOL_UNDEFINED || s->state == SYMBOL_LAZY; }
static bool is_tls(const ElfSymbol *s) { return s->section && (s->section->flags & ELF_SHF_TLS); }

/* ---- which instructions can be rewritten ---- */

/* Bytes before the place: [REX] opcode modrm, with modrm saying RIP-relative. */
static bool has_rip_operand(const ElfSection *s, uint64_t offset, unsigned before) {
  return offset >= before && (s->bytes[offset - 1] & 0xc7) == 0x05;
}

bool elf_can_relax_got(const ElfSection *s, const Reloc *r) {
  if (r->type != ELF_R_X86_64_GOTPCRELX && r->type != ELF_R_X86_64_REX_GOTPCRELX) return false;
  if (r->addend != -4 || r->sym->state != SYMBOL_DEFINED) return false;
  if (!has_rip_operand(s, r->offset, r->type == ELF_R_X86_64_REX_GOTPCRELX ? 3 : 2)) return false;
  uint8_t opcode = s->bytes[r->offset - 2], modrm = s->bytes[r->offset - 1];
  if (opcode == 0x8b) return true;
  return r->type == ELF_R_X86_64_GOTPCRELX && opcode == 0xff && (modrm == 0x15 || modrm == 0x25);
}

static bool can_relax_tpoff(const ElfSection *s, const Reloc *r) {
  if (r->addend != -4 || !has_rip_operand(s, r->offset, 3)) return false;
  uint8_t rex = s->bytes[r->offset - 3], opcode = s->bytes[r->offset - 2];
  return (rex == 0x48 || rex == 0x4c) && (opcode == 0x8b || opcode == 0x03);
}

/* The call that ends a dynamic TLS sequence is a relocation of its own, which the rewriting swallows. */
static bool swallows_next(Kind k) { return k == KIND_TLS_GD || k == KIND_TLS_LD; }

/* ---- scan: slots and undefined symbols ---- */

static void need_slot(ElfLink *l, uint32_t *slot) {
  if (*slot) return;
  l->got_count++;
  *slot = (uint32_t)l->got_count;
}

static void report_undefined(ElfLink *l, const ElfSection *s, const Reloc *r) {
  if (r->sym->is_reported) return;
  r->sym->is_reported = true;
  elf_error(l, "%s: undefined symbol %s, referenced at %s+0x%" PRIx64, s->in->name, r->sym->name, s->name, r->offset);
}

/* `is_weak` per symbol, not per reference: a name with one strong reference must be defined. */
static bool scan_section(ElfLink *l, const ElfSection *s) {
  size_t count = elf_reloc_count(s);
  for (size_t i = 0; i < count; i++) {
    Reloc r;
    if (!elf_reloc_get(l, s, i, &r)) return false;
    Kind k = kind_of(r.type);
    if (k == KIND_GOT_BASE || k == KIND_GOT_REL) l->is_got_used = true;
    if (swallows_next(k)) i++;
    if (!r.sym) {
      if (k == KIND_GOT_PC || k == KIND_GOT_OFF || k == KIND_TLS_IE) return fail(l, s, &r, "no symbol");
      continue;
    }
    if (is_undefined(r.sym) && !r.sym->is_import && (r.sym->is_local || r.sym->is_strong_ref)) {
      report_undefined(l, s, &r);
      continue;
    }
    if ((k == KIND_GOT_PC && !elf_can_relax_got(s, &r)) || k == KIND_GOT_OFF) need_slot(l, &r.sym->got);
    if (k == KIND_TLS_IE && !can_relax_tpoff(s, &r)) need_slot(l, &r.sym->tp_got);
  }
  return true;
}

bool elf_scan(ElfLink *l) {
  for (size_t i = 0; i < l->marks.count; i++) {
    ElfSection *s = l->marks.at[i];
    if (s->flags & ELF_SHF_ALLOC) scan_section(l, s);
  }
  for (size_t i = 0; i < l->roots.count; i++) {
    ElfSymbol *s = l->roots.at[i];
    if (!is_undefined(s) || s->is_reported) continue;
    s->is_reported = true;
    elf_error(l, strcmp(s->name, l->options.entry) == 0 ? "undefined entry symbol %s" : "undefined symbol %s", s->name);
  }
  if (l->error_count) return false;
  if (l->got_count || l->is_got_used || elf_symbol_find(l, "_GLOBAL_OFFSET_TABLE_")) {
    ElfSection *g = elf_section_new(l->own, ".got", ELF_SHT_PROGBITS, ELF_SHF_ALLOC | ELF_SHF_WRITE, 8);
    g->is_synth = g->is_live = true;
    g->size = (l->got_count + 1) * 8; /* slot 0 stays empty, so that the table is never of size 0 */
    g->bytes = elf_alloc(l, g->size);
    l->got = g;
    ELF_PUSH(l, &l->own->sections, g);
  }
  return true;
}

static uint64_t got_address(const ElfLink *l) { return l->got ? l->got->out->address + l->got->out_offset : 0; }

static void fill_slots(ElfLink *l, const ElfSymbol *s, uint8_t *image) {
  bool is_dead;
  uint64_t address = elf_target(s, 0, &is_dead);
  uint64_t tp_offset = is_undefined(s) ? 0 : address - l->tls_end;
  if (s->got) memcpy(image + s->got * 8, &address, 8);
  if (s->tp_got) memcpy(image + s->tp_got * 8, &tp_offset, 8);
}

void elf_fill_got(ElfLink *l, uint8_t *image) {
  for (size_t i = 0; i < l->globals.count; i++) fill_slots(l, l->globals.at[i], image);
  for (size_t i = 0; i < l->inputs.count; i++) {
    ElfInput *in = l->inputs.at[i];
    for (size_t k = 0; k < in->symbols.count; k++)
      if (in->symbols.at[k] && in->symbols.at[k]->is_local) fill_slots(l, in->symbols.at[k], image);
  }
}

/* ---- rewriting ---- */

static bool put(ElfLink *l, const ElfSection *s, const Reloc *r, uint8_t *place, unsigned size, uint64_t value,
                Kind kind) {
  int64_t v = (int64_t)value;
  bool is_unsigned_ok = size == 8 || value >> (size * 8) == 0;
  bool is_signed_ok = size == 8 || (v >= -((int64_t)1 << (size * 8 - 1)) && v < (int64_t)1 << (size * 8 - 1));
  bool ok = kind == KIND_ABS_U || kind == KIND_SIZE ? is_unsigned_ok
            : kind == KIND_ABS_ANY                  ? is_unsigned_ok || is_signed_ok
                                                    : is_signed_ok;
  if (!ok) {
    char what[80];
    snprintf(what, sizeof what, "value 0x%" PRIx64 " does not fit into %u bytes", value, size);
    return fail(l, s, r, what);
  }
  memcpy(place, &value, size);
  return true;
}

/* `p` is the place in the image, `pc` its address. The symbol is defined and the bytes were looked at by can_relax. */
static bool relax_got(ElfLink *l, const ElfSection *s, const Reloc *r, uint8_t *p, uint64_t pc, uint64_t target) {
  if (p[-2] == 0x8b) {
    p[-2] = 0x8d; /* mov -> lea */
  } else if (p[-1] == 0x15) {
    p[-2] = 0x67; /* a prefix without effect fills the byte saved */
    p[-1] = 0xe8;
  } else {
    p[-2] = 0xe9;
    p[3] = 0x90;
    return put(l, s, r, p - 1, 4, target - (pc + 3), KIND_PC);
  }
  return put(l, s, r, p, 4, target - (pc + 4), KIND_PC);
}

static bool relax_tpoff(ElfLink *l, const ElfSection *s, const Reloc *r, uint8_t *p, uint64_t tp_offset) {
  unsigned reg = (p[-1] >> 3) & 7;
  p[-3] = p[-3] == 0x4c ? 0x49 : 0x48; /* the register moves from REX.R to REX.B */
  p[-2] = p[-2] == 0x8b ? 0xc7 : 0x81; /* mov $imm, add $imm */
  p[-1] = (uint8_t)(0xc0 | reg);
  return put(l, s, r, p, 4, tp_offset, KIND_TLS_LE);
}

static bool has_bytes(const ElfSection *s, const Reloc *r, unsigned before, unsigned after) {
  return r->offset >= before && s->size - r->offset >= after;
}

/* 66 48 8d 3d x@tlsgd, then 66 66 48 e8 or 66 48 ff 15 and the address of __tls_get_addr: 16 bytes in all. */
static bool relax_gd(ElfLink *l, const ElfSection *s, const Reloc *r, uint8_t *p, uint64_t tp_offset) {
  static const uint8_t lea[] = {0x66, 0x48, 0x8d, 0x3d};
  static const uint8_t call[] = {0x66, 0x66, 0x48, 0xe8}, call_got[] = {0x66, 0x48, 0xff, 0x15};
  static const uint8_t exec[] = {0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0, 0x48, 0x8d, 0x80};
  if (!has_bytes(s, r, 4, 12) || memcmp(p - 4, lea, 4) != 0 ||
      (memcmp(p + 4, call, 4) != 0 && memcmp(p + 4, call_got, 4) != 0))
    return fail(l, s, r, "not the instruction sequence of the psABI");
  memcpy(p - 4, exec, sizeof exec);
  return put(l, s, r, p + 8, 4, tp_offset, KIND_TLS_LE);
}

/* 48 8d 3d x@tlsld, then e8 or ff 15 and the address of __tls_get_addr: 12 or 13 bytes in all. */
static bool relax_ld(ElfLink *l, const ElfSection *s, const Reloc *r, uint8_t *p) {
  static const uint8_t lea[] = {0x48, 0x8d, 0x3d};
  static const uint8_t exec[] = {0x66, 0x66, 0x66, 0x66, 0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0};
  if (!has_bytes(s, r, 3, 9) || memcmp(p - 3, lea, 3) != 0)
    return fail(l, s, r, "not the instruction sequence of the psABI");
  if (p[4] == 0xe8) memcpy(p - 3, exec + 1, 12);
  else if (p[4] == 0xff && p[5] == 0x15 && has_bytes(s, r, 3, 10)) memcpy(p - 3, exec, 13);
  else return fail(l, s, r, "not the instruction sequence of the psABI");
  return true;
}

/* lea x@tlsdesc(%rip), %r -> mov $x@tpoff, %r */
static bool relax_desc(ElfLink *l, const ElfSection *s, const Reloc *r, uint8_t *p, uint64_t tp_offset) {
  if (!has_rip_operand(s, r->offset, 3) || (p[-3] & 0xfb) != 0x48 || p[-2] != 0x8d)
    return fail(l, s, r, "not the instruction sequence of the psABI");
  unsigned reg = (p[-1] >> 3) & 7;
  p[-3] = p[-3] == 0x4c ? 0x49 : 0x48;
  p[-2] = 0xc7;
  p[-1] = (uint8_t)(0xc0 | reg);
  return put(l, s, r, p, 4, tp_offset, KIND_TLS_LE);
}

/* call *x@tlsdesc(%rax) -> xchg %ax, %ax */
static bool relax_desc_call(ElfLink *l, const ElfSection *s, const Reloc *r, uint8_t *p) {
  if (!has_bytes(s, r, 0, 2) || p[0] != 0xff || p[1] != 0x10)
    return fail(l, s, r, "not the instruction sequence of the psABI");
  p[0] = 0x66;
  p[1] = 0x90;
  return true;
}

/* ---- one relocation ---- */

static bool needs_tls_symbol(Kind k) {
  return k == KIND_TLS_LE || k == KIND_TLS_IE || k == KIND_TLS_GD || k == KIND_TLS_DESC;
}

/* What stands for the address of dropped code: 0, but in these lists two zeros would be the end. */
static uint8_t dead_value(const ElfSection *s) {
  return strcmp(s->name, ".debug_ranges") == 0 || strcmp(s->name, ".debug_loc") == 0;
}

/* `image` holds the section's bytes, `base` is their address, or 0 outside memory. */
static bool apply(ElfLink *l, const ElfSection *s, const Reloc *r, uint8_t *image, uint64_t base, bool is_query) {
  unsigned size = 0;
  elf_reloc_size(r->type, &size);
  Kind k = kind_of(r->type);
  uint8_t *p = image + r->offset;
  uint64_t pc = base + r->offset, a = (uint64_t)r->addend;
  uint64_t target = a; /* S + A */
  bool is_alloc = s->flags & ELF_SHF_ALLOC;
  if (k == KIND_NONE) return true;
  if (r->sym) {
    ElfSection *c = r->sym->section;
    bool is_dead;
    target = elf_target(r->sym, r->addend, &is_dead);
    if (is_query && c && !(c->flags & ELF_SHF_ALLOC)) {
      target = r->sym->value + a; /* an offset in the section as the input has it */
    } else if (is_dead) {
      if (!is_alloc || strcmp(s->name, ".eh_frame") == 0) {
        memset(p, 0, size);
        if (size) *p = dead_value(s);
        return true;
      }
      return fail(l, s, r, "the symbol's section was discarded, or the offset lies outside it");
    }
    if (needs_tls_symbol(k) && !is_tls(r->sym) && !is_undefined(r->sym) && !r->sym->is_linker)
      return fail(l, s, r, "the symbol is not thread-local");
  } else if (needs_tls_symbol(k)) {
    return fail(l, s, r, "no symbol");
  }
  if (!is_alloc && (k == KIND_GOT_PC || k == KIND_GOT_OFF || k == KIND_TLS_IE))
    return fail(l, s, r, "needs a table in memory");
  /* The forms below that replace a RIP-relative operand by an immediate undo the addend of -4. */
  uint64_t tp_offset = r->sym && is_undefined(r->sym) ? 0 : target - l->tls_end;
  uint64_t got = got_address(l);
  switch (k) {
    case KIND_NONE: return true;
    case KIND_ABS_U:
    case KIND_ABS_S:
    case KIND_ABS_ANY: return put(l, s, r, p, size, target, k);
    case KIND_PC: return put(l, s, r, p, size, target - pc, k);
    case KIND_SIZE: return put(l, s, r, p, size, (r->sym ? r->sym->size : 0) + a, k);
    case KIND_GOT_PC:
      if (elf_can_relax_got(s, r)) return relax_got(l, s, r, p, pc, target + 4);
      return put(l, s, r, p, size, got + r->sym->got * 8 + a - pc, k);
    case KIND_GOT_BASE: return put(l, s, r, p, size, got + a - pc, k);
    case KIND_GOT_REL: return put(l, s, r, p, size, target - got, k);
    case KIND_GOT_OFF: return put(l, s, r, p, size, r->sym->got * 8 + a, k);
    case KIND_TLS_LE: return put(l, s, r, p, size, tp_offset, k);
    case KIND_TLS_IE:
      if (can_relax_tpoff(s, r)) return relax_tpoff(l, s, r, p, tp_offset + 4);
      return put(l, s, r, p, size, got + r->sym->tp_got * 8 + a - pc, k);
    case KIND_TLS_GD: return relax_gd(l, s, r, p, tp_offset + 4);
    case KIND_TLS_LD: return relax_ld(l, s, r, p);
    case KIND_TLS_DTP: return put(l, s, r, p, size, is_alloc ? tp_offset : target - l->tls_start, k);
    case KIND_TLS_DESC: return relax_desc(l, s, r, p, tp_offset + 4);
    case KIND_TLS_CALL: return relax_desc_call(l, s, r, p);
  }
  return true;
}

/* `is_query`: outside the output, references to sections that are not in memory are offsets in the input's section. */
bool elf_relocate(ElfLink *l, ElfSection *s, uint8_t *image, bool is_query) {
  uint64_t base = s->out && (s->flags & ELF_SHF_ALLOC) ? s->out->address + s->out_offset : 0;
  size_t count = elf_reloc_count(s);
  bool ok = true;
  for (size_t i = 0; i < count; i++) {
    Reloc r;
    if (!elf_reloc_get(l, s, i, &r)) return false;
    ok &= apply(l, s, &r, image, base, is_query);
    if (swallows_next(kind_of(r.type))) i++;
  }
  return ok;
}

const uint8_t *elf_section_relocated(ElfLink *l, ElfSection *s) {
  if (l->phase < PHASE_LAID_OUT || !s->bytes) return NULL;
  uint8_t *copy = elf_alloc(l, s->size + 1);
  memcpy(copy, s->bytes, s->size);
  return elf_relocate(l, s, copy, true) ? copy : NULL;
}
