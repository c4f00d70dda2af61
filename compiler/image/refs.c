/* refs.c: numbering of the things that code asks the image for. */
#include "refs.h"

#include "../support/array.h"
#include "../support/map.h"
#include "table.h"

struct ImageRefs {
  Arena *arena;
  PtrMap strings, bigints, fns, infos; /* thing -> symbol name */
  StrMap builtins;                     /* primordial -> symbol name */
  ARRAY(const BuiltinRow *) builtin_rows;
};

ImageRefs *refs_new(Arena *arena, IrProgram *program) {
  (void)program;
  ImageRefs *r = ARENA_NEW(arena, ImageRefs);
  r->arena = arena;
  ptrmap_init(&r->strings, arena);
  ptrmap_init(&r->bigints, arena);
  ptrmap_init(&r->fns, arena);
  ptrmap_init(&r->infos, arena);
  strmap_init(&r->builtins, arena);
  return r;
}

static const char *numbered(ImageRefs *r, PtrMap *map, const void *key, const char *prefix, uint32_t number) {
  void **at = ptrmap_at(map, key);
  if (!*at) *at = arena_format(r->arena, "jsc.%s.%u", prefix, number);
  return *at;
}

const char *refs_string(ImageRefs *r, Atom *atom) { return numbered(r, &r->strings, atom, "s", r->strings.count); }
const char *refs_bigint(ImageRefs *r, Atom *digits) { return numbered(r, &r->bigints, digits, "n", r->bigints.count); }
const char *refs_const_fn(ImageRefs *r, IrFn *fn) { return numbered(r, &r->fns, fn, "f", fn->index); }
const char *refs_fn_info(ImageRefs *r, IrFn *fn) { return numbered(r, &r->infos, fn, "fi", fn->index); }

const char *refs_builtin(ImageRefs *r, Atom *primordial) {
  char *name = atom_utf8(primordial, r->arena);
  if (name[0] == '%') name++;
  const char *symbol = strmap_get(&r->builtins, name, strlen(name));
  if (symbol) return symbol;
  const BuiltinRow *row = builtin_by_primordial(name, (uint32_t)strlen(name));
  if (!row || row->kind == ROW_NATIVE) return NULL;
  symbol = arena_format(r->arena, "jsc.b.%s", name);
  strmap_put(&r->builtins, name, strlen(name), (void *)symbol);
  ARRAY_PUSH(r->arena, &r->builtin_rows, row);
  return symbol;
}

uint32_t refs_string_count(const ImageRefs *r) { return r->strings.count; }
Atom *refs_string_at(const ImageRefs *r, uint32_t i) { return (Atom *)r->strings.entries[i].key; }
uint32_t refs_bigint_count(const ImageRefs *r) { return r->bigints.count; }
Atom *refs_bigint_at(const ImageRefs *r, uint32_t i) { return (Atom *)r->bigints.entries[i].key; }
uint32_t refs_builtin_count(const ImageRefs *r) { return r->builtin_rows.count; }
const struct BuiltinRow *refs_builtin_at(const ImageRefs *r, uint32_t i) { return r->builtin_rows.items[i]; }
const char *refs_builtin_name_at(const ImageRefs *r, uint32_t i) { return r->builtins.entries[i].key; }
uint32_t refs_const_fn_count(const ImageRefs *r) { return r->fns.count; }
IrFn *refs_const_fn_at(const ImageRefs *r, uint32_t i) { return (IrFn *)r->fns.entries[i].key; }
