/*
 * facts.c: facts about the whole program that other passes rely on.
 *
 * no_bigint: no BigInt literal, and no name that leads to BigInts (BigInt, getBigInt64, process.hrtime.bigint, …) occurs,
 * nor a computed property of the global object; the string 'bigint' compared with a typeof does not count. Then arithmetic
 * gives numbers whatever its operands are. Should a BigInt turn up all the same, by a name that the program puts together,
 * an operator that meets it throws (op_refuse_bigint).
 * pristine_math: `Math` is only ever used as `Math.name` or `Math.name(…)` with names that it has, and nothing assigns a
 * global or property of that name: then its methods are the builtin ones. pristine_arrays: no global or property named
 * like a typed array's constructor is assigned. What changes them by names put together at run time is refused there
 * (runtime/object/relied.c); both are false where nothing relies on them.
 * typed_kinds: which typed arrays the program names, a hint.
 * Where code is made at run time none of them holds. Lib code is compiled without these facts, and needs neither.
 * Works on the whole program. changes nothing but IrProgram's facts.
 */
#include "../../runtime/abi.h"
#include "../image/table.h"
#include "../support/host.h"
#include "../support/map.h"
#include "passes.h"

static bool contains(const Atom *a, const char *part) {
  size_t n = strlen(part);
  if (a->is_wide || a->len < n) return false;
  for (uint32_t i = 0; i + n <= a->len; i++)
    if (!memcmp(a->c8 + i, part, n)) return true;
  return false;
}

/* Only letters and digits: no message to be read by people. */
static bool is_name(const Atom *a) {
  for (uint32_t i = 0; i < a->len; i++)
    if (a->is_wide || !((a->c8[i] | 32u) - 'a' < 26u || a->c8[i] - '0' < 10u)) return false;
  return true;
}

static bool leads_to_bigint(const Atom *a) {
  static const char *const parts[] = {"BigInt", "BigUint", "BigUInt", "bigint", "deserialize"};
  for (uint32_t n = 0; n < sizeof parts / sizeof parts[0]; n++)
    if (contains(a, parts[n])) return is_name(a);
  return false;
}

static bool names_atom(const IrInst *i) { return strpbrk(ir_op_info[i->op].csig, "K") != NULL; }

/* Float64Array and its kin. */
static bool names_array(const Atom *a) {
  static const char *const first[] = {"Int", "Uint", "Float", "Big"};
  if (a->is_wide || a->len < strlen("Int8Array") || memcmp(a->c8 + a->len - 5, "Array", 5)) return false;
  for (uint32_t n = 0; n < sizeof first / sizeof first[0]; n++)
    if (!memcmp(a->c8, first[n], strlen(first[n]))) return true;
  return false;
}

static uint32_t named_kind(const Atom *a) {
  if (atom_is(a, "Float64Array")) return ELEM_F64;
  if (atom_is(a, "Int32Array")) return ELEM_I32;
  return atom_is(a, "Uint8Array") || atom_is(a, "Buffer") ? ELEM_U8 : 0;
}

/* A property that Math has from the start: neither gives Math itself nor hands it to anybody's code. */
static bool is_of_math(const Atom *key) {
  for (uint32_t n = 0; n < builtin_row_count; n++)
    if (!strcmp(builtin_rows[n].owner, "Math") && atom_is(key, builtin_rows[n].key)) return true;
  return false;
}

typedef struct Facts {
  bool no_bigint, pristine_math, pristine_arrays, makes_arrays;
  uint32_t typed_kinds;
  PtrMap math; /* instructions that read `Math` */
} Facts;

static bool is_global_object(const IrInst *i) {
  return i->op == IR_global_this ||
         (i->op == IR_get_global && (atom_is(i->imm.atom, "globalThis") || atom_is(i->imm.atom, "global")));
}

static void note_definitions(Facts *f, IrInst *i) {
  if (i->op == IR_get_elem && is_global_object(i->args[0])) f->no_bigint = false;
  if (i->op == IR_const_bigint) f->no_bigint = false;
  if (i->op == IR_new && i->args[0]->op == IR_get_global && names_array(i->args[0]->imm.atom)) f->makes_arrays = true;
  if (names_atom(i)) {
    if (leads_to_bigint(i->imm.atom)) f->no_bigint = false;
    f->typed_kinds |= named_kind(i->imm.atom);
    bool reads =
        i->op == IR_get_global || i->op == IR_get_prop || i->op == IR_get_method || i->op == IR_get_global_typeof;
    if (!reads && names_array(i->imm.atom)) f->pristine_arrays = false;
    if (atom_is(i->imm.atom, "Math")) {
      if (i->op == IR_get_global) ptrmap_put(&f->math, i, i);
      else f->pristine_math = false;
    }
  }
  if (i->op == IR_new_literal)
    for (uint32_t k = 0; k < i->nargs; k++) {
      if (leads_to_bigint(i->aux.keys[k])) f->no_bigint = false;
      if (atom_is(i->aux.keys[k], "Math")) f->pristine_math = false;
      if (names_array(i->aux.keys[k])) f->pristine_arrays = false;
    }
  if (i->op == IR_const_str && atom_is(i->imm.atom, "Math")) f->pristine_math = false;
  if (i->op == IR_const_str && names_array(i->imm.atom)) f->pristine_arrays = false;
  if (i->op == IR_const_str && leads_to_bigint(i->imm.atom) && !atom_is(i->imm.atom, "bigint")) f->no_bigint = false;
}

static void note_uses(Facts *f, const IrInst *i) {
  for (uint32_t k = 0; k < i->nargs; k++) {
    const IrInst *a = i->args[k];
    if (a->op == IR_const_str && atom_is(a->imm.atom, "bigint") && i->op != IR_seq && i->op != IR_eq)
      f->no_bigint = false;
    if (!ptrmap_has(&f->math, a)) continue;
    bool reads = k == 0 && (i->op == IR_get_method || i->op == IR_get_prop);
    bool receives = k == 1 && i->op == IR_call && i->args[0]->op == IR_get_method && i->args[0]->args[0] == a;
    if (!receives && (!reads || !is_of_math(i->imm.atom))) f->pristine_math = false;
  }
}

void opt_facts(IrProgram *p) {
  if (p->makes_code) { /* which may contradict them */
    p->typed_kinds = ELEM_F64 | ELEM_I32 | ELEM_U8;
    return;
  }
  Arena scratch = {0};
  Facts f = {.no_bigint = true, .pristine_math = true, .pristine_arrays = true};
  ptrmap_init(&f.math, &scratch);
  for (uint32_t n = 0; n < p->nmodules; n++)
    for (uint32_t k = 0; k < p->modules[n]->ndecls; k++) {
      const Atom *name = p->modules[n]->decls[k].name;
      if (names_array(name)) f.pristine_arrays = false;
      if (atom_is(name, "Math")) f.pristine_math = false;
    }
  for (int round = 0; round < 2; round++)
    for (uint32_t n = 0; n < p->nfns; n++) {
      IrFn *fn = p->fns[n];
      if (!fn || (fn->module && fn->module->is_lib)) continue;
      for (IrBlock *b = fn->entry; b; b = b->next)
        for (IrInst *i = b->first; i; i = i->next) {
          if (round == 0) note_definitions(&f, i);
          else note_uses(&f, i);
        }
    }
  p->no_bigint = f.no_bigint;
  p->typed_kinds = f.typed_kinds;
  p->pristine_math = f.pristine_math && f.math.count;
  p->pristine_arrays = f.pristine_arrays && f.makes_arrays;
  arena_free(&scratch);
}
