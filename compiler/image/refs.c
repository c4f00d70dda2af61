/* refs.c: names of the things that code asks the image for, see refs.h. */
#include "refs.h"

#include <string.h>

#include "../support/array.h"
#include "../support/map.h"
#include "table.h"

struct ImageRefs {
  Arena *arena;
  IrProgram *program;
  PtrMap strings, bigints, fns, infos; /* thing -> symbol name */
  uint32_t own_strings;                /* how many before the first refs_add_symbol */
  bool has_foreign;
  StrMap builtins; /* primordial -> symbol name */
  ARRAY(const BuiltinRow *) builtin_rows;
};

ImageRefs *refs_new(Arena *arena, IrProgram *program) {
  ImageRefs *r = ARENA_NEW(arena, ImageRefs);
  r->arena = arena;
  r->program = program;
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

static bool is_plain(uint32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static const char *string_symbol(ImageRefs *r, const Atom *a) {
  static const char hex[] = "0123456789ABCDEF";
  char *name = arena_alloc(r->arena, 7 + (size_t)a->len * (a->is_wide ? 6 : 3));
  char *p = name;
  memcpy(p, "jsc.s.", 6);
  p += 6;
  for (uint32_t i = 0; i < a->len; i++) {
    uint32_t c = atom_unit(a, i);
    if (is_plain(c)) {
      *p++ = (char)c;
      continue;
    }
    *p++ = '$';
    if (c > 0xFF) *p++ = '$', *p++ = hex[c >> 12], *p++ = hex[c >> 8 & 15];
    *p++ = hex[c >> 4 & 15];
    *p++ = hex[c & 15];
  }
  *p = 0;
  return name;
}

static uint32_t read_hex(const char *p, int n) {
  uint32_t v = 0;
  for (int i = 0; i < n && p[i]; i++) v = v * 16 + (uint32_t)(p[i] <= '9' ? p[i] - '0' : p[i] - 'A' + 10);
  return v;
}

/* The text that string_symbol has encoded after the prefix. */
static Atom *string_of_symbol(ImageRefs *r, const char *p) {
  uint16_t *units = arena_alloc(r->arena, 2 * (strlen(p) + 1));
  size_t n = 0;
  while (*p) {
    if (*p != '$') units[n++] = (uint8_t)*p++;
    else if (p[1] == '$') units[n++] = (uint16_t)read_hex(p + 2, 4), p += 6;
    else units[n++] = (uint16_t)read_hex(p + 1, 2), p += 3;
  }
  return intern_utf16(r->program->atoms, units, n);
}

const char *refs_string(ImageRefs *r, Atom *atom) {
  void **at = ptrmap_at(&r->strings, atom);
  if (!*at) *at = (void *)string_symbol(r, atom);
  return *at;
}

const char *refs_bigint(ImageRefs *r, Atom *digits) {
  void **at = ptrmap_at(&r->bigints, digits);
  if (!*at) *at = arena_format(r->arena, "jsc.n.%s", atom_utf8(digits, r->arena));
  return *at;
}

/* "internal/console" of "node:internal/console". */
static const char *lib_name(const IrModule *m) { return m->path + 5; }

const char *refs_module(ImageRefs *r, const IrModule *lib) { return arena_format(r->arena, "jsc.m.%s", lib_name(lib)); }

const char *refs_const_fn(ImageRefs *r, IrFn *fn) { return numbered(r, &r->fns, fn, "f", fn->index); }
const char *refs_fn_info(ImageRefs *r, IrFn *fn) {
  if (!fn->is_module_body || !fn->module->is_lib) return numbered(r, &r->infos, fn, "fi", fn->index);
  return refs_module_body(r, fn->module);
}
const char *refs_module_body(ImageRefs *r, const IrModule *m) {
  return m->is_lib ? arena_format(r->arena, "jsc.body.%s", lib_name(m)) : refs_fn_info(r, m->body);
}

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

void refs_add_symbol(ImageRefs *r, const char *symbol) {
  if (!r->has_foreign) r->own_strings = r->strings.count;
  r->has_foreign = true;
  if (!strncmp(symbol, "jsc.s.", 6)) refs_string(r, string_of_symbol(r, symbol + 6));
  else if (!strncmp(symbol, "jsc.n.", 6)) refs_bigint(r, intern_cstr(r->program->atoms, symbol + 6));
  else if (!strncmp(symbol, "jsc.b.", 6)) refs_builtin(r, intern_cstr(r->program->atoms, symbol + 6));
}

uint32_t refs_own_strings(const ImageRefs *r) { return r->has_foreign ? r->own_strings : r->strings.count; }
uint32_t refs_string_count(const ImageRefs *r) { return r->strings.count; }
Atom *refs_string_at(const ImageRefs *r, uint32_t i) { return (Atom *)r->strings.entries[i].key; }
uint32_t refs_bigint_count(const ImageRefs *r) { return r->bigints.count; }
Atom *refs_bigint_at(const ImageRefs *r, uint32_t i) { return (Atom *)r->bigints.entries[i].key; }
uint32_t refs_builtin_count(const ImageRefs *r) { return r->builtin_rows.count; }
const struct BuiltinRow *refs_builtin_at(const ImageRefs *r, uint32_t i) { return r->builtin_rows.items[i]; }
const char *refs_builtin_name_at(const ImageRefs *r, uint32_t i) { return r->builtins.entries[i].key; }
