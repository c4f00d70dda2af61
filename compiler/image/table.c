/*
 * table.c: the rows of builtins.def in order, and the search by primordial name. Lookups hash nothing: lib code names a
 * few hundred primordials and the table is walked by owner prefix once each.
 */
#include "table.h"

#include <string.h>

#include "../../runtime/abi.h"

const BuiltinRow builtin_rows[] = {
#define BUILTIN_OBJECT(id, kind_, proto) \
  {.kind = ROW_OBJECT, .owner = #id, .key = #id, .ref = #proto, .kind_name = #kind_, .cell_kind = CELL_##kind_},
#define BUILTIN_CTOR(id, name, cfunc_, length_, prototype, parent_) \
  {.kind = ROW_CTOR,                                                \
   .owner = #id,                                                    \
   .key = name,                                                     \
   .cfunc = #cfunc_,                                                \
   .length = length_,                                               \
   .ref = #prototype,                                               \
   .parent = #parent_,                                              \
   .cell_kind = CELL_FUNCTION},
#define BUILTIN_FUNCTION(id, name, cfunc_,                                                            \
                         length_) /* as a constructor without prototype; attrs 1: no [[Construct]] */ \
  {.kind = ROW_CTOR,                                                                                  \
   .owner = #id,                                                                                      \
   .key = name,                                                                                       \
   .cfunc = #cfunc_,                                                                                  \
   .length = length_,                                                                                 \
   .ref = "None",                                                                                     \
   .parent = "FunctionPrototype",                                                                     \
   .cell_kind = CELL_FUNCTION,                                                                        \
   .attrs = 1},
#define BUILTIN_METHOD(owner_, key_, cfunc_, length_) \
  {.kind = ROW_METHOD, .owner = #owner_, .key = key_, .cfunc = #cfunc_, .length = length_, .attrs = PROP_HIDDEN},
#define BUILTIN_GETTER(owner_, key_, cfunc_) \
  {.kind = ROW_GETTER, .owner = #owner_, .key = key_, .cfunc = #cfunc_, .attrs = PROP_CONFIGURABLE | PROP_ACCESSOR},
#define BUILTIN_ACCESSOR(owner_, key_, getter, setter) \
  {.kind = ROW_ACCESSOR,                               \
   .owner = #owner_,                                   \
   .key = key_,                                        \
   .cfunc = #getter,                                   \
   .cfunc2 = #setter,                                  \
   .attrs = PROP_CONFIGURABLE | PROP_ACCESSOR},
#define BUILTIN_NUMBER(owner_, key_, value_, attrs_) \
  {.kind = ROW_NUMBER, .owner = #owner_, .key = key_, .number = value_, .attrs = attrs_},
#define BUILTIN_VALUE(owner_, key_, bits_, attrs_) \
  {.kind = ROW_NUMBER, .owner = #owner_, .key = key_, .bits = bits_, .attrs = attrs_},
#define BUILTIN_STRING(owner_, key_, text, attrs_) \
  {.kind = ROW_STRING, .owner = #owner_, .key = key_, .ref = text, .attrs = attrs_},
#define BUILTIN_REF(owner_, key_, id, attrs_) \
  {.kind = ROW_REF, .owner = #owner_, .key = key_, .ref = #id, .attrs = attrs_},
#define BUILTIN_ALIAS(owner_, key_, cfunc_, attrs_) \
  {.kind = ROW_ALIAS, .owner = #owner_, .key = key_, .cfunc = #cfunc_, .attrs = attrs_},
#define BUILTIN_SYMBOL(owner_, key_) {.kind = ROW_SYMBOL, .owner = #owner_, .key = key_},
#define BUILTIN_NATIVE(name, cfunc_, length_) \
  {.kind = ROW_NATIVE, .owner = "", .key = #name, .cfunc = #cfunc_, .length = length_},
#include "../../runtime/builtins/builtins.def"
};
const uint32_t builtin_row_count = sizeof builtin_rows / sizeof builtin_rows[0];

static const char *const intrinsic_ids[] = {
#define BUILTIN_OBJECT(id, kind, proto) #id,
#define BUILTIN_CTOR(id, name, cfunc, length, prototype, parent) #id,
#define BUILTIN_FUNCTION(id, name, cfunc, length) #id,
#include "../../runtime/builtins/builtins.def"
};

int builtin_intrinsic_index(const char *id) {
  for (uint32_t i = 0; i < sizeof intrinsic_ids / sizeof intrinsic_ids[0]; i++)
    if (!strcmp(intrinsic_ids[i], id)) return (int)i;
  return -1;
}

const BuiltinRow *builtin_by_id(const char *id) {
  for (uint32_t i = 0; i < builtin_row_count; i++) {
    const BuiltinRow *r = &builtin_rows[i];
    if ((r->kind == ROW_OBJECT || r->kind == ROW_CTOR) && !strcmp(r->owner, id)) return r;
  }
  return NULL;
}

bool builtin_has_receiver(const BuiltinRow *row) {
  if (row->kind != ROW_METHOD && row->kind != ROW_GETTER && row->kind != ROW_ACCESSOR && row->kind != ROW_ALIAS &&
      row->kind != ROW_REF)
    return false;
  size_t n = strlen(row->owner);
  return n > 9 && !strcmp(row->owner + n - 9, "Prototype");
}

static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 32) : c; }

/* Whether text[0..n) is the key with its first letter in capitals (or as it stands); "@@iterator" is SymbolIterator. */
static bool key_matches(const char *key, const char *text, size_t n) {
  if (key[0] == '@') {
    const char *name = key + 2;
    return n == strlen(name) + 6 && !memcmp(text, "Symbol", 6) && text[6] == upper(name[0]) &&
           !memcmp(text + 7, name + 1, n - 7);
  }
  return strlen(key) == n && n > 0 && (text[0] == upper(key[0]) || text[0] == key[0]) &&
         !memcmp(text + 1, key + 1, n - 1);
}

static bool row_matches(const BuiltinRow *r, const char *name, size_t n) {
  switch (r->kind) {
    case ROW_OBJECT:
    case ROW_CTOR: return strlen(r->owner) == n && !memcmp(r->owner, name, n);
    case ROW_NATIVE: return strlen(r->key) == n && !memcmp(r->key, name, n);
    default: break;
  }
  size_t owner = !strcmp(r->owner, "Global") ? 0 : strlen(r->owner);
  if (n <= owner || memcmp(r->owner, name, owner)) return false;
  const char *rest = name + owner;
  size_t left = n - owner;
  if (r->kind == ROW_GETTER || r->kind == ROW_ACCESSOR) {
    if (left > 3 && (!memcmp(rest, "Get", 3) || (r->kind == ROW_ACCESSOR && !memcmp(rest, "Set", 3))))
      return key_matches(r->key, rest + 3, left - 3);
    return false;
  }
  return key_matches(r->key, rest, left);
}

const BuiltinRow *builtin_by_primordial(const char *name, uint32_t length) {
  for (uint32_t i = 0; i < builtin_row_count;
       i++) /* objects and natives first: "MapIteratorPrototype" is no key of Map */
    if ((builtin_rows[i].kind <= ROW_CTOR || builtin_rows[i].kind == ROW_NATIVE) &&
        row_matches(&builtin_rows[i], name, length))
      return &builtin_rows[i];
  for (uint32_t i = 0; i < builtin_row_count; i++)
    if (builtin_rows[i].kind > ROW_CTOR && row_matches(&builtin_rows[i], name, length)) return &builtin_rows[i];
  return NULL;
}
