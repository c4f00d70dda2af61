/*
 * builtins.c: the realm. Every builtin object gets a dictionary shape of its own whose properties are the rows of
 * builtins.def that it owns; functions are made with lazy length and name (OBJ_LAZY_FUNCTION). A row is left out when
 * its name cannot be reached (image_is_kept).
 */
#include "cells.h"

#include "../../runtime/object/kinds.h"

static bool is_owned_by(const BuiltinRow *row, const char *id) {
  return row->kind >= ROW_METHOD && row->kind < ROW_NATIVE && !strcmp(row->owner, id);
}

/* ---- allocation of objects; properties are filled in later ---- */

static Ref find_object(Image *im, const char *id) {
  if (!strcmp(id, "Null") || !strcmp(id, "None")) return (Ref){0};
  void *r = strmap_get(&im->objects, id, strlen(id));
  if (!r) host_panic(id, "builtins.def names an object that no row declares");
  return (Ref){(uint32_t)(uintptr_t)r};
}

static Object *object_at(Image *im, const char *id) { return image_at(im, find_object(im, id)); }

static uint32_t count_properties(Image *im, const char *id) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < builtin_row_count; i++)
    n += is_owned_by(&builtin_rows[i], id) && image_is_kept(im, &builtin_rows[i]);
  return n;
}

/* Constructors that name this object as their prototype. */
static const BuiltinRow *constructor_of(const char *prototype_id) {
  for (uint32_t i = 0; i < builtin_row_count; i++)
    if (builtin_rows[i].kind == ROW_CTOR && !strcmp(builtin_rows[i].ref, prototype_id)) return &builtin_rows[i];
  return NULL;
}

static void init_object(Image *im, Ref r, CellKind kind, uint32_t ninline) {
  Object *o = image_at(im, r);
  o->cell.kind = (uint8_t)kind;
  o->cell.gc = GC_IMMORTAL;
  o->cell.extra = (uint8_t)ninline;
  image_put_symbol(im, r.offset + offsetof(Object, elems), "elements_empty", 0);
  ARRAY_PUSH(im->arena, &im->shaped, r);
}

static Ref declare_object(Image *im, const BuiltinRow *row, uint32_t nproperties) {
  CellKind kind = (CellKind)row->cell_kind;
  /* functions have no inline slots: their properties live in overflow slots */
  uint32_t ninline = kind == CELL_FUNCTION ? 0 : nproperties;
  if (ninline > 255) host_panic(row->owner, "more builtin properties than inline slots");
  Ref r = image_alloc_realm(im, object_fixed_size(kind) + 8 * (ninline + 1));
  init_object(im, r, kind, ninline);
  uint32_t base = r.offset;
  if (kind == CELL_STRING_OBJECT) image_put_value(im, base + offsetof(PrimitiveObject, value), image_ascii(im, ""));
  if (kind == CELL_NUMBER) image_put64(im, base + offsetof(PrimitiveObject, value), value_from_int(0).bits);
  if (kind == CELL_BOOLEAN) image_put64(im, base + offsetof(PrimitiveObject, value), VALUE_FALSE_BITS);
  strmap_put(&im->objects, row->owner, strlen(row->owner), (void *)(uintptr_t)r.offset);
  return r;
}

/* ---- functions ---- */

static Ref static_info(Image *im, const char *cfunc, const char *name, uint32_t length, uint32_t flags,
                       uint32_t ncaptures) {
  Ref r = image_alloc(im, sizeof(FnInfo));
  image_put_symbol(im, r.offset + offsetof(FnInfo, entry), cfunc, 0);
  image_put_ref(im, r.offset + offsetof(FnInfo, name), image_ascii(im, name));
  FnInfo *info = image_at(im, r);
  info->length = length;
  info->flags = flags | FN_BUILTIN | FN_STRICT;
  info->ncaptures = ncaptures;
  return r;
}

static void put_code(Image *im, Ref function, const char *symbol) {
  uint32_t at = function.offset + (uint32_t)offsetof(Function, code);
  image_put_symbol(im, at, symbol, 0);
  ARRAY_PUSH(im->arena, &im->code_words, at);
}

Ref image_function(Image *im, const char *code_symbol, Ref info, uint32_t shape, uint32_t ncaptures) {
  Ref r = image_alloc_realm(im, offsetof(Function, captures) + 8 * (ncaptures + 1));
  init_object(im, r, CELL_FUNCTION, 0);
  Function *f = image_at(im, r);
  f->o.cell.shape = shape;
  f->o.cell.flags |= OBJ_LAZY_FUNCTION;
  put_code(im, r, code_symbol);
  image_put_ref(im, r.offset + offsetof(Function, info), info);
  image_put_ref(im, r.offset + offsetof(Function, realm), im->realm);
  return r;
}

/* Name property of a method: "[Symbol.iterator]" for symbol keys, "get x" for getters. */
static const char *function_name(Image *im, const char *key, const char *prefix) {
  if (key[0] == '@' && key[1] == '@') return arena_format(im->arena, "%s[Symbol.%s]", prefix, key + 2);
  return arena_format(im->arena, "%s%s", prefix, key);
}

static Ref builtin_function(Image *im, const char *cfunc, const char *name, uint32_t length) {
  return image_function(im, cfunc, static_info(im, cfunc, name, length, 0, 0), im->function_shape, 0);
}

static Ref method_function(Image *im, const BuiltinRow *row) {
  void **known = ptrmap_at(&im->functions, row);
  if (*known) return (Ref){(uint32_t)(uintptr_t)*known};
  const char *prefix = row->kind == ROW_GETTER || row->kind == ROW_ACCESSOR ? "get " : "";
  Ref r = builtin_function(im, row->cfunc, function_name(im, row->key, prefix), row->length);
  *ptrmap_at(&im->functions, row) = (void *)(uintptr_t)r.offset;
  if (!strmap_get(&im->functions_by_cfunc, row->cfunc, strlen(row->cfunc)))
    strmap_put(&im->functions_by_cfunc, row->cfunc, strlen(row->cfunc), (void *)(uintptr_t)r.offset);
  return r;
}

/* The function object that a row with this C function makes. */
static Ref aliased_function(Image *im, const char *cfunc) {
  for (uint32_t i = 0; i < builtin_row_count; i++)
    if (builtin_rows[i].kind == ROW_METHOD && !strcmp(builtin_rows[i].cfunc, cfunc))
      return method_function(im, &builtin_rows[i]);
  host_panic(cfunc, "BUILTIN_ALIAS names a function that no BUILTIN_METHOD defines");
}

Ref image_builtin(Image *im, const BuiltinRow *row) {
  switch (row->kind) {
    case ROW_OBJECT:
    case ROW_CTOR: return find_object(im, row->owner);
    case ROW_METHOD:
    case ROW_GETTER:
    case ROW_ACCESSOR: return method_function(im, row);
    case ROW_ALIAS: return aliased_function(im, row->cfunc);
    case ROW_REF: return find_object(im, row->ref);
    case ROW_SYMBOL: return image_symbol(im, row->key);
    case ROW_STRING: return image_ascii(im, row->ref);
    default: host_panic(row->key, "this primordial is no object");
  }
}

/* ---- properties ---- */

typedef struct PropWriter {
  Image *im;
  Ref object, table;
  Ref slots; /* overflow slots of functions */
  uint32_t n;
  bool has_readonly;
} PropWriter;

/* Adds an entry; returns the offset of its slot. */
static uint32_t add_property(PropWriter *w, const char *key, uint32_t attrs) {
  Image *im = w->im;
  uint32_t at = w->table.offset + 16 + w->n * (uint32_t)sizeof(PropEntry);
  image_put_key(im, at + offsetof(PropEntry, key), key);
  PropEntry *e = (PropEntry *)(im->bytes + at);
  e->slot = w->n;
  e->attrs = attrs;
  if (!(attrs & PROP_WRITABLE)) w->has_readonly = true;
  uint32_t slot = w->slots.offset ? w->slots.offset + (uint32_t)offsetof(Slots, v) + 8 * w->n
                                  : w->object.offset +
                                        object_fixed_size((CellKind)((Cell *)image_at(im, w->object))->kind) + 8 * w->n;
  w->n++;
  return slot;
}

static void put_accessor(Image *im, uint32_t slot, Ref getter, Ref setter) {
  Ref r = image_alloc_realm(im, sizeof(Accessor));
  Accessor *a = image_at(im, r);
  a->cell.kind = CELL_ACCESSOR;
  a->cell.gc = GC_IMMORTAL;
  a->getter = a->setter = JS_UNDEFINED;
  image_put_value(im, r.offset + offsetof(Accessor, getter), getter);
  image_put_value(im, r.offset + offsetof(Accessor, setter), setter);
  image_put_value(im, slot, r);
}

static void put_row_value(Image *im, const BuiltinRow *row, uint32_t slot) {
  switch (row->kind) {
    case ROW_NUMBER: image_put64(im, slot, row->bits ? row->bits : value_from_double(row->number).bits); break;
    case ROW_GETTER: put_accessor(im, slot, method_function(im, row), (Ref){0}); break;
    case ROW_ACCESSOR:
      put_accessor(im, slot, method_function(im, row),
                   builtin_function(im, row->cfunc2, function_name(im, row->key, "set "), 1));
      break;
    default: image_put_value(im, slot, image_builtin(im, row)); break;
  }
}

static void put_lib_globals(PropWriter *w) {
  Image *im = w->im;
  const char *getter = "js_lib_global_getter", *setter = "js_lib_global_setter";
  for (uint32_t i = 0; i < im->options->nlib_globals; i++) {
    const LibGlobal *g = &im->options->lib_globals[i];
    uint32_t attrs = PROP_CONFIGURABLE | PROP_ACCESSOR | (g->is_enumerable ? PROP_ENUMERABLE : 0);
    uint32_t slot = add_property(w, g->name, attrs);
    Ref f[2];
    for (int k = 0; k < 2; k++) {
      const char *cfunc = k ? setter : getter;
      f[k] = image_function(im, cfunc, static_info(im, cfunc, g->name, 0, 0, 3), im->function_shape, 3);
      uint32_t captures = f[k].offset + (uint32_t)offsetof(Function, captures);
      image_put64(im, captures, value_from_int((int32_t)g->module).bits);
      image_put_value(im, captures + 8, image_ascii(im, g->export_name));
      image_put_value(im, captures + 16, image_ascii(im, g->name));
    }
    put_accessor(im, slot, f[0], f[1]);
  }
}

/* Iterator.prototype.constructor is an accessor (ES 27.1.4.1), with a row of its own. */
static bool has_own_constructor(const char *id) {
  for (uint32_t i = 0; i < builtin_row_count; i++)
    if (is_owned_by(&builtin_rows[i], id) && builtin_rows[i].key && !strcmp(builtin_rows[i].key, "constructor"))
      return true;
  return false;
}

/* Gives a declared object its shape and properties. */
static void fill_object(Image *im, const BuiltinRow *row) {
  const char *id = row->owner;
  bool is_ctor = row->kind == ROW_CTOR, is_global = !strcmp(id, "Global");
  bool is_function = row->cell_kind == CELL_FUNCTION;
  const BuiltinRow *ctor = is_ctor || has_own_constructor(id) ? NULL : constructor_of(id);
  uint32_t n = count_properties(im, id) + (is_function ? 2 : 0) + (is_ctor && strcmp(row->ref, "None") ? 1 : 0) +
               (ctor != NULL) + (is_global ? im->options->nlib_globals : 0);
  Ref object = find_object(im, id);
  PropWriter w = {.im = im, .object = object};
  uint32_t capacity = n + 4;
  w.table = image_alloc_realm(im, 16 + capacity * sizeof(PropEntry));
  if (is_function) {
    w.slots = image_alloc_realm(im, sizeof(Slots) + 8 * n);
    Slots *s = image_at(im, w.slots);
    s->cell.kind = CELL_SLOTS;
    s->cell.gc = GC_IMMORTAL;
    s->capacity = n;
    image_put_ref(im, object.offset + offsetof(Object, slots), w.slots);
    bool is_frozen = !strcmp(id, "ThrowTypeError"); /* ES 10.2.4.1 */
    if (is_frozen) ((Cell *)image_at(im, object))->flags |= OBJ_NOT_EXTENSIBLE;
    uint32_t attrs = is_frozen ? 0 : PROP_CONFIGURABLE;
    image_put64(im, add_property(&w, "length", attrs), value_from_int((int32_t)row->length).bits);
    image_put_value(im, add_property(&w, "name", attrs), image_ascii(im, is_ctor ? row->key : ""));
  }
  if (is_ctor && strcmp(row->ref, "None"))
    image_put_value(im, add_property(&w, "prototype", 0), find_object(im, row->ref));
  if (ctor) {
    bool is_fixed =
        !strncmp(id, "Generator", 9) ||
        (!strncmp(id, "Async", 5) && strcmp(id, "AsyncDisposableStackPrototype")); /* ES 27.3.3.1: not writable */
    image_put_value(im, add_property(&w, "constructor", is_fixed ? PROP_CONFIGURABLE : PROP_HIDDEN),
                    find_object(im, ctor->owner));
  }
  for (uint32_t i = 0; i < builtin_row_count; i++) {
    const BuiltinRow *p = &builtin_rows[i];
    if (!is_owned_by(p, id) || !image_is_kept(im, p)) continue;
    uint32_t attrs = p->kind == ROW_SYMBOL ? 0 : p->attrs;
    put_row_value(im, p, add_property(&w, p->key, attrs));
  }
  if (is_global) put_lib_globals(&w);

  Ref proto = find_object(im, is_ctor ? row->parent : row->ref);
  uint32_t shape_id = image_shape(im, proto, (CellKind)row->cell_kind, ((Cell *)image_at(im, object))->extra);
  Ref shape_ref = image_shape_ref(im, shape_id);
  Shape *s = image_at(im, shape_ref);
  s->flags = SHAPE_DICTIONARY | (w.has_readonly ? SHAPE_HAS_READONLY : 0);
  s->count = s->nslots = w.n;
  s->props_capacity = capacity;
  image_put_ref(im, shape_ref.offset + offsetof(Shape, props), (Ref){w.table.offset + 16});
  image_put_ref(im, shape_ref.offset + offsetof(Shape, owner), (Ref){w.table.offset + 8});
  Cell *table = image_at(im, w.table);
  table->kind = CELL_TABLE;
  table->gc = GC_IMMORTAL;
  ((uint32_t *)table)[2] = w.n; /* used */
  ((uint32_t *)table)[3] = capacity;
  ((Cell *)image_at(im, object))->shape = shape_id;
  if (is_function) {
    bool is_live = !is_ctor || row->attrs || image_is_live(im, id); /* attrs: a plain function, whoever owns it */
    const char *code = !is_ctor ? "js_Function_prototype" : is_live ? row->cfunc : "js_absent_constructor";
    Ref info =
        static_info(im, code, is_ctor ? row->key : "", row->length, is_ctor && !row->attrs ? FN_CONSTRUCTOR : 0, 0);
    put_code(im, object, code);
    image_put_ref(im, object.offset + offsetof(Function, info), info);
    image_put_ref(im, object.offset + offsetof(Function, realm), im->realm);
  }
}

/* ---- the realm ---- */

/* Prototype of fresh objects by kind; others: Object.prototype. */
static const char *default_prototype(CellKind kind) {
  switch (kind) {
    case CELL_ARRAY: return "ArrayPrototype";
    case CELL_ERROR: return "ErrorPrototype";
    case CELL_BOOLEAN: return "BooleanPrototype";
    case CELL_NUMBER: return "NumberPrototype";
    case CELL_STRING_OBJECT: return "StringPrototype";
    case CELL_SYMBOL_OBJECT: return "SymbolPrototype";
    case CELL_BIGINT_OBJECT: return "BigIntPrototype";
    case CELL_DATE: return "DatePrototype";
    case CELL_REGEXP: return "RegExpPrototype";
    case CELL_MAP: return "MapPrototype";
    case CELL_SET: return "SetPrototype";
    case CELL_WEAKMAP: return "WeakMapPrototype";
    case CELL_WEAKSET: return "WeakSetPrototype";
    case CELL_WEAKREF: return "WeakRefPrototype";
    case CELL_FINALIZATION_REGISTRY: return "FinalizationRegistryPrototype";
    case CELL_ARRAY_BUFFER: return "ArrayBufferPrototype";
    case CELL_DATAVIEW: return "DataViewPrototype";
    case CELL_PROMISE: return "PromisePrototype";
    case CELL_GENERATOR: return "GeneratorPrototype";
    case CELL_ASYNC_GENERATOR: return "AsyncGeneratorPrototype";
    case CELL_NAMESPACE: return "Null";
    case CELL_ARRAY_ITERATOR: return "ArrayIteratorPrototype";
    case CELL_MAP_ITERATOR: return "MapIteratorPrototype";
    case CELL_SET_ITERATOR: return "SetIteratorPrototype";
    case CELL_STRING_ITERATOR: return "StringIteratorPrototype";
    case CELL_REGEXP_STRING_ITERATOR: return "RegExpStringIteratorPrototype";
    case CELL_ASYNC_FROM_SYNC_ITERATOR: return "AsyncFromSyncIteratorPrototype";
    case CELL_INT8ARRAY: return "Int8ArrayPrototype";
    case CELL_UINT8ARRAY: return "Uint8ArrayPrototype";
    case CELL_UINT8CLAMPEDARRAY: return "Uint8ClampedArrayPrototype";
    case CELL_INT16ARRAY: return "Int16ArrayPrototype";
    case CELL_UINT16ARRAY: return "Uint16ArrayPrototype";
    case CELL_INT32ARRAY: return "Int32ArrayPrototype";
    case CELL_UINT32ARRAY: return "Uint32ArrayPrototype";
    case CELL_FLOAT16ARRAY: return "Float16ArrayPrototype";
    case CELL_FLOAT32ARRAY: return "Float32ArrayPrototype";
    case CELL_FLOAT64ARRAY: return "Float64ArrayPrototype";
    case CELL_BIGINT64ARRAY: return "BigInt64ArrayPrototype";
    case CELL_BIGUINT64ARRAY: return "BigUint64ArrayPrototype";
    case CELL_PROXY:
    case CELL_CALLABLE_PROXY: return "Null";
    case CELL_FUNCTION:
    case CELL_BOUND_FUNCTION: return "FunctionPrototype";
    default: return "ObjectPrototype";
  }
}

/* The shapes of abi.h's SHAPE_ID_*FUNCTION: compiled code contains function objects. */
static void function_shapes(Image *im) {
  static const char *const protos[] = {"GeneratorFunctionPrototype", "AsyncFunctionPrototype",
                                       "AsyncGeneratorFunctionPrototype"};
  if (im->function_shape != SHAPE_ID_FUNCTION)
    host_panic(__func__, "function objects have another shape than code expects");
  for (uint32_t i = 0; i < 3; i++)
    if (image_shape(im, find_object(im, protos[i]), CELL_FUNCTION, 0) != SHAPE_ID_GENERATOR_FUNCTION + i)
      host_panic(__func__, "shapes of functions are out of order");
}

/* Reserved ids: receivers that are primitives find their prototype through these. */
static void primitive_shapes(Image *im) {
  ARRAY_PUSH(im->arena, &im->shapes, (Ref){0});
  image_shape(im, find_object(im, "StringPrototype"), CELL_STRING, 0);
  image_shape(im, find_object(im, "SymbolPrototype"), CELL_SYMBOL, 0);
  image_shape(im, find_object(im, "BigIntPrototype"), CELL_BIGINT, 0);
}

void image_builtins(Image *im) {
  im->realm = image_alloc_realm(im, sizeof(Realm));
  image_define(im, "jsc_realm", im->realm, sizeof(Realm));
  for (uint32_t i = 0; i < builtin_row_count; i++) {
    const BuiltinRow *row = &builtin_rows[i];
    if (row->kind != ROW_OBJECT && row->kind != ROW_CTOR) continue;
    uint32_t n = count_properties(im, row->owner) + 1;
    if (!strcmp(row->owner, "Global")) n += im->options->nlib_globals;
    declare_object(im, row, n);
  }
  primitive_shapes(im);
  uint32_t kinds[CELL_KIND_COUNT] = {0};
  for (uint32_t k = CELL_OBJECT; k < CELL_KIND_COUNT; k++)
    kinds[k] = image_shape(im, find_object(im, default_prototype((CellKind)k)), (CellKind)k, 0);
  im->function_shape = kinds[CELL_FUNCTION];
  function_shapes(im);
  uint32_t plain[REALM_PLAIN_SHAPES];
  for (uint32_t i = 0; i < REALM_PLAIN_SHAPES; i++)
    plain[i] = image_shape(im, find_object(im, "ObjectPrototype"), CELL_OBJECT, i);
  uint32_t null_proto = image_shape(im, (Ref){0}, CELL_OBJECT, 4);
  for (uint32_t i = 0; i < builtin_row_count; i++)
    if (builtin_rows[i].kind == ROW_OBJECT || builtin_rows[i].kind == ROW_CTOR) fill_object(im, &builtin_rows[i]);

  Realm *realm = image_at(im, im->realm);
  realm->cell.kind = CELL_INTERNAL;
  realm->cell.gc = GC_IMMORTAL;
  memcpy(realm->shape_of_kind, kinds, sizeof kinds);
  memcpy(realm->shape_plain, plain, sizeof plain);
  realm->shape_null_proto = null_proto;
  image_put_value(im, im->realm.offset + offsetof(Realm, global), find_object(im, "Global"));
  for (uint32_t i = 0; i < builtin_row_count; i++) {
    const BuiltinRow *row = &builtin_rows[i];
    if (row->kind != ROW_OBJECT && row->kind != ROW_CTOR) continue;
    uint32_t at =
        im->realm.offset + (uint32_t)offsetof(Realm, intrinsics) + 8 * (uint32_t)builtin_intrinsic_index(row->owner);
    image_put_value(im, at, find_object(im, row->owner));
  }
  const IrProgram *p = im->program;
  if (p->pristine_math) object_at(im, "Math")->cell.flags |= OBJ_RELIED_ON;
  if (p->pristine_math || p->pristine_arrays) object_at(im, "Global")->cell.flags |= OBJ_RELIED_ON;
}
