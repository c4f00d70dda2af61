/*
 * place.c: see place.h. Sections of the assembler get addresses in a record (space.c), names become addresses: what
 * image/refs.h calls them, and eval/names.c.
 */
#include "place.h"

#include "../../compiler/support/host.h"
#include "../heap/heap.h"
#include "../object/convert.h"
#include "../object/object.h"
#include "../object/realm.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "names.h"
#include "space.h"

typedef struct Place {
  const EvalOutput *out;
  CodeRecord *record;
  uintptr_t *sections; /* by index */
  uintptr_t *symbols;  /* by number: what is not in a section */
  uintptr_t *slots;    /* by number: a word that has the address of a cell; 0: none */
} Place;

enum { FAR_NAMES = 2 };                    /* further cells that code names: %eval%, the realm */
#define RT_OFFSET_MIN ((uintptr_t)1 << 63) /* the thread pointer's offsets are negative */

static size_t round16(size_t n) { return (n + 15) & ~(size_t)15; }

static bool has_prefix(const char *name, const char *prefix) {
  while (*prefix && *name == *prefix) name++, prefix++;
  return !*prefix;
}

/* ---- constants ---- */

static Value string_constant(const EvalConstant *c) {
  String *s = c->is_wide ? string_from_utf16(c->units, c->length) : string_from_latin1(c->units, c->length);
  return value_from_ptr(atom_from_string(s));
}

static Value bigint_constant(const EvalConstant *c) {
  return string_to_bigint(string_from_latin1(c->units, c->length));
}

/* Makes the cells of the constants, in the order of their symbols. */
static Elements *make_constants(const EvalOutput *out) {
  Elements *e = heap_new_elements(out->nconstants + 1);
  for (uint32_t i = 1; i < out->ass->nsymbols; i++) {
    const EvalConstant *c = &out->constants[i];
    if (!c->kind) continue;
    Value v = c->kind == EVAL_STRING ? string_constant(c) : bigint_constant(c);
    e->v[e->used++] = v;
    heap_barrier_slot(&e->v[e->used - 1]);
  }
  return e;
}

/* ---- names ---- */

extern Object eval_of_image __asm__("jsc.b.eval"); /* %eval% of the image */

/* Of the current realm, unless the program has changed it. */
static uintptr_t eval_address(void) {
  Object *global = value_object(RT->realm->global);
  if (kind_is_proxy(global->cell.kind)) global = value_object(((ProxyObject *)global)->target);
  Value own = RT->realm->id ? object_peek_own(global, key_from_ascii("eval")) : JS_EMPTY;
  return value_is_object(own) ? (uintptr_t)value_ptr(own) : jsc_realm_cell(value_from_ptr(&eval_of_image)).bits;
}

/* Where the thread's Rt is, from the thread pointer. */
static uintptr_t rt_offset(void) {
  uintptr_t thread;
  __asm__("mov %%fs:0, %0" : "=r"(thread));
  return (uintptr_t)RT - thread;
}

static uintptr_t address_of_name(const char *name) {
  if (has_prefix(name, "jsc_rt") && !name[6]) return rt_offset();
  if (has_prefix(name, "jsc.b.eval")) return eval_address();
  if (has_prefix(name, "jsc_realm") && !name[9]) return (uintptr_t)RT->realm;
  return (uintptr_t)eval_function_address(RT->eval, name);
}

/* May allocate. */
static void name_symbols(Place *p, const Elements *constants) {
  const Ass *a = p->out->ass;
  uint32_t constant = 0;
  for (uint32_t i = 1; i < a->nsymbols; i++) {
    const AssSymbol *s = &a->symbols[i];
    if (p->out->constants[i].kind) {
      p->symbols[i] = (uintptr_t)value_ptr(constants->v[constant++]);
    } else if (!s->section && s->name) {
      p->symbols[i] = i == p->out->slots.n ? p->out->slots_at : address_of_name(s->name);
      if (!p->symbols[i]) host_panic(s->name, "compiled code asks for what is not here");
    }
  }
}

/* ---- sections ---- */

static bool is_code(const AssSection *s) { return s->flags & ASS_EXEC; }
static bool is_roots(const AssSection *s) { return has_prefix(s->name, "jsc_roots"); }

static void lay_out(Place *p) {
  CodeRecord *r = p->record;
  uintptr_t at = r->data;
  for (const AssSection *s = p->out->ass->first_section; s; s = s->next) {
    if (is_code(s)) {
      p->sections[s->index] = r->code;
      continue;
    }
    p->sections[s->index] = at;
    if (!(s->flags & ASS_ZERO) && s->size) mem_copy((void *)at, s->bytes, s->size);
    if (is_roots(s)) r->roots = (Value *)at, r->nroots = s->size / sizeof(Value);
    at += round16(s->size);
  }
  for (uint32_t i = 1; i < p->out->ass->nsymbols; i++) {
    if (!p->symbols[i] || p->symbols[i] <= INT32_MAX || p->symbols[i] >= RT_OFFSET_MIN) continue;
    mem_copy((void *)at, &p->symbols[i], 8);
    p->slots[i] = at;
    at += 8;
  }
  at = round16(at);
  r->functions = mem_copy((void *)at, p->out->functions, p->out->nfunctions * sizeof(CodeFunction));
  r->nfunctions = p->out->nfunctions;
  at += round16(p->out->nfunctions * sizeof(CodeFunction));
  r->rows = mem_copy((void *)at, p->out->rows, p->out->nrows * sizeof(CodeRow));
  at += round16(p->out->nrows * sizeof(CodeRow));
  r->names = mem_copy((void *)at, p->out->names, p->out->names_length);
}

uintptr_t eval_placed_at(const EvalOutput *out, AssLabel label) {
  const AssSymbol *s = &out->ass->symbols[label.n];
  if (!s->section) return out->symbol_addresses[label.n];
  return out->section_addresses[s->section->index] + ass_label_offset(out->ass, label);
}

/* Cells of the heap are too far away for `lea r, [rip + address]`: it becomes `mov r, [rip + slot]`, of a slot that has the
 * address. (Linkers know the opposite of it as relaxation.) */
static uint64_t use_slot(const Place *p, AssLabel label, uint8_t *at) {
  enum { LEA = 0x8D, MOV = 0x8B };
  uintptr_t slot = p->slots[label.n];
  if (!slot || at[-2] != LEA) host_panic(__func__, "a reference reaches too far");
  at[-2] = MOV;
  return slot;
}

static void relocate(const Place *p, const AssSection *s) {
  for (uint32_t i = 0; i < s->nrefs; i++) {
    const AssRef *r = &s->refs[i];
    uint8_t *at = (uint8_t *)p->sections[s->index] + r->offset;
    uint64_t value = eval_placed_at(p->out, r->label);
    if (r->kind == ASS_REF_REL32 && value > INT32_MAX) value = use_slot(p, r->label, at);
    value += (uint64_t)(int64_t)r->addend;
    if (r->kind == ASS_REF_REL32) value -= (uintptr_t)at;
    mem_copy(at, &value, r->kind == ASS_REF_ABS64 ? 8 : 4);
  }
}

static size_t data_size(const EvalOutput *out) {
  size_t n = round16(out->nfunctions * sizeof(CodeFunction)) + round16(out->nrows * sizeof(CodeRow));
  for (const AssSection *s = out->ass->first_section; s; s = s->next)
    if (!is_code(s)) n += round16(s->size);
  return n + round16(out->names_length) + 8 * (out->nconstants + FAR_NAMES) + 16;
}

const FnInfo *eval_place(EvalOutput *out, String *text, Value origin, const EvalPlace *place) {
  Elements *constants = make_constants(out);
  Place p = {
      .out = out, .sections = out->section_addresses, .symbols = out->symbol_addresses, .slots = out->slot_addresses};
  name_symbols(&p, constants);
  p.record = code_record_new(out->text->size, data_size(out));
  if (!p.record) return NULL;
  /* from here on nothing is allocated: no reference keeps the record yet */
  p.record->constants = constants;
  p.record->text = text;
  p.record->origin = origin;
  if (place) {
    p.record->name = place->file;
    p.record->line = place->line;
    p.record->column = place->column;
    p.record->is_esm = place->is_esm;
  }
  p.record->file = out->file;
  lay_out(&p);
  for (const AssSection *s = out->ass->first_section; s; s = s->next)
    if (!is_code(s)) relocate(&p, s);
  if (!code_open(p.record)) return NULL;
  mem_copy((void *)p.record->code, out->text->bytes, out->text->size);
  relocate(&p, out->text);
  if (!code_close(p.record)) return NULL;
  out->slots_at = eval_placed_at(out, out->slots);
  return (const FnInfo *)eval_placed_at(out, out->body);
}
