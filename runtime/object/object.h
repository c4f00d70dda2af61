/*
 * object.h: objects and their properties (ES 6.1.7, 7.3, 10.1-10.5).
 *
 * Conventions. Functions that can run JavaScript or throw return a Value that may be JS_EXCEPTION, or an int: 1 yes,
 * 0 no, -1 thrown (RT->exception is set). `Object *` arguments are never NULL. Keys are canonical (PropKey): make them
 * with to_property_key, key_from_string, key_from_index or KEY(name).
 */
#ifndef RUNTIME_OBJECT_OBJECT_H
#define RUNTIME_OBJECT_OBJECT_H

#include "kinds.h"
#include "shape.h"

/* ---- making objects ---- */

/* An empty object of kind OBJECT with this prototype (object or null) and 4 inline slots (ES 10.1.12). */
Value object_new(Value proto);
Value object_new_plain(void); /* prototype %Object.prototype% */
/* With room for n inline slots (n <= 255). */
Value object_new_sized(Value proto, uint32_t ninline);
/* Any kind with a fixed size; internal fields are zero words, to be filled at once. `size` bytes >= the fixed size; the
 * prototype is as given. */
Object *object_new_kind(CellKind kind, Value proto, size_t size);
/* The same with the realm's default prototype for the kind (Realm.shape_of_kind). */
Object *object_new_default(CellKind kind, size_t size);
/* ES 10.1.13 OrdinaryCreateFromConstructor: the prototype comes from new_target.prototype, else from the intrinsic.
 * new_target undefined: the intrinsic. NULL: thrown. */
Object *object_new_from_constructor(Value new_target, Intrinsic default_proto, CellKind kind, size_t size);
/* ES 10.1.14: object, or JS_EXCEPTION. */
Value prototype_from_constructor(Value new_target, Intrinsic default_proto);
/* Wrapper object of a primitive of the given kind (BOOLEAN, NUMBER, STRING_OBJECT, ...). */
Value primitive_object_new(CellKind kind, Value primitive);

/* Dense array of `len` holes; len <= 2^32-1 (no elements are allocated beyond a reasonable size). */
Value array_new(uint32_t len);
Value array_new_capacity(uint32_t capacity); /* length 0 with room */
Value array_from_values(uint64_t n, const Value *v);
Value array_new_proto(Value proto, uint32_t len); /* ES 10.4.2.2 ArrayCreate */
/* ES 23.1.3.1.. ArraySpeciesCreate: -1 thrown: JS_EXCEPTION. */
Value array_species_create(Value original, double length);
/* Appends to an array known to be a plain extensible one; 1 or -1. */
int array_push(Value array, Value v);
static inline uint32_t array_length(Value array) { return ((Array *)value_ptr(array))->length; }
/* Sets `length` (ES 10.4.2.4) with an already converted length. 1, 0 (refused), -1. */
int array_set_length(Array *a, uint32_t len);
/* True if reading indices 0..length-1 needs nothing but elems (EMPTY: a hole that no prototype fills). */
bool array_is_simple(Value v);

/* A function object. captures: info->ncaptures Values. Its prototype follows from info->flags. */
Value function_new(const FnInfo *info, const Value *captures);
/* A builtin made at run time (resolving functions and the like); ncaptures Values; anonymous unless info has a name. */
Value function_new_builtin(const FnInfo *info, uint32_t ncaptures, const Value *captures);
/* Gives a lazy function its own length, name and prototype properties. */
void function_materialize(Object *f);
/* ES 10.2.9 SetFunctionName: key as name with optional prefix ("get", "set", "bound" or NULL). */
void function_set_name(Value f, PropKey key, const char *prefix);

/* ---- property descriptors ---- */

enum {
  DESC_HAS_VALUE = 16,
  DESC_HAS_WRITABLE = 32,
  DESC_HAS_GET = 64,
  DESC_HAS_SET = 128,
  DESC_HAS_ENUMERABLE = 256,
  DESC_HAS_CONFIGURABLE = 512,
};
/* attrs: PROP_*; has: DESC_HAS_*. Accessor properties have PROP_ACCESSOR and getter/setter. */
typedef struct PropDesc {
  uint32_t attrs, has;
  Value value, getter, setter;
} PropDesc;
static inline PropDesc desc_data(Value v, uint32_t attrs) {
  return (PropDesc){attrs,
                    DESC_HAS_VALUE | DESC_HAS_WRITABLE | DESC_HAS_ENUMERABLE | DESC_HAS_CONFIGURABLE,
                    v,
                    {VALUE_UNDEFINED_BITS},
                    {VALUE_UNDEFINED_BITS}};
}
static inline PropDesc desc_accessor(Value get, Value set, uint32_t attrs) {
  return (PropDesc){attrs | PROP_ACCESSOR,
                    DESC_HAS_GET | DESC_HAS_SET | DESC_HAS_ENUMERABLE | DESC_HAS_CONFIGURABLE,
                    {VALUE_UNDEFINED_BITS},
                    get,
                    set};
}
/* ES 6.2.6.4 and 6.2.6.5. desc_from_object: 1 or -1. */
Value desc_to_object(const PropDesc *d);
int desc_from_object(Value object, PropDesc *d);

/* ---- own properties: the essential internal methods, any kind of object ---- */

/* [[GetOwnProperty]]: 1 found, 0, -1. d->attrs, value/getter/setter are set when found. */
int object_get_own(Object *o, PropKey key, PropDesc *d);
/* [[DefineOwnProperty]]: 1, 0 refused, -1. */
int object_define_own(Object *o, PropKey key, const PropDesc *d);
/* DefinePropertyOrThrow: 1 or -1, with V8's "Cannot redefine property: x". */
int object_define_or_throw(Object *o, PropKey key, const PropDesc *d);
/* [[HasProperty]], HasOwnProperty, [[Delete]]: 1, 0, -1. */
int object_has(Object *o, PropKey key);
int object_has_own(Object *o, PropKey key);
int object_delete(Object *o, PropKey key);
/* [[GetPrototypeOf]]: object, null or JS_EXCEPTION. [[SetPrototypeOf]]: 1, 0, -1. */
Value object_get_prototype(Object *o);
int object_set_prototype(Object *o, Value proto);
/* [[IsExtensible]], [[PreventExtensions]]: 1, 0, -1. */
int object_is_extensible(Object *o);
int object_prevent_extensions(Object *o);
/* SetIntegrityLevel and TestIntegrityLevel (ES 7.3.15, 7.3.16): 1, 0, -1. */
int object_set_integrity(Object *o, bool frozen);
int object_test_integrity(Object *o, bool frozen);

/* [[OwnPropertyKeys]] in spec order as a fresh list. */
enum { KEYS_STRINGS = 1, KEYS_SYMBOLS = 2, KEYS_ENUMERABLE = 4 };
typedef struct KeyList {
  PropKey *keys;
  uint32_t count, capacity;
} KeyList; /* keys: payload of a CELL_BYTES, collected */
/* flags choose; KEYS_ENUMERABLE asks [[GetOwnProperty]] where the kind is exotic. 1 or -1. Private names never show. */
int object_own_keys(Object *o, uint32_t flags, KeyList *list);
void key_list_push(KeyList *list, PropKey key);
/* The enumerable string keys of an object that has a shape and nothing else: kept for some shapes, until the next call. */
typedef struct EnumKeys {
  uint64_t shape;
  uint64_t bare_epoch; /* the Rt.proto_epoch in which no prototype had enumerable keys in its shape, + 1 */
  Elements *keys;      /* `used` of them, strings; nobody changes it */
} EnumKeys;
/* NULL: it is no such object. */
EnumKeys *object_enum_keys(Object *o);
/* Array of key Values of the list. */
Value keys_to_array(const KeyList *list);

/* ---- reading and writing ---- */

/* [[Get]] on an object. */
Value object_get(Value obj, PropKey key, Value receiver);
/* [[Set]] on an object: 1, 0 refused, -1. */
int object_set(Value obj, PropKey key, Value v, Value receiver);
/* v.key for any value: primitives use their prototype, undefined and null throw "Cannot read properties of ...". */
Value value_get(Value v, PropKey key);
Value value_get_index(Value v, uint64_t index); /* any index up to 2^53-1 */
/* v.key = value; strict: refusals throw V8's TypeErrors. 1, 0 (sloppy refusal), -1. */
int value_set(Value v, PropKey key, Value value, bool strict);
int value_set_index(Value v, uint64_t index, Value value, bool strict);
/* GetMethod (ES 7.3.11): function, undefined, or JS_EXCEPTION. */
Value value_get_method(Value v, PropKey key);
/* Invoke (ES 7.3.20). */
Value value_invoke(Value v, PropKey key, uint64_t argc, const Value *argv);

/* CreateDataProperty (ES 7.3.5): 1, 0, -1, and its OrThrow form: 1, -1. Attributes are the default ones. */
int object_create_data(Value obj, PropKey key, Value v);
int object_create_data_or_throw(Value obj, PropKey key, Value v);
/* Adds or overwrites a data property of an ordinary extensible object without checks (builtin construction). */
void object_put_data(Value obj, PropKey key, Value v, uint32_t attrs);
void object_put_accessor(Value obj, PropKey key, Value getter, Value setter, uint32_t attrs);
/* Reads an own data property by key without running code: EMPTY if absent or not plain data. */
Value object_peek_own(Object *o, PropKey key);

/* Slot storage. */
static inline Value *object_inline_slots(Object *o) {
  return (Value *)((uint8_t *)o + object_fixed_size((CellKind)o->cell.kind));
}
static inline Value *object_slot(Object *o, uint32_t slot) {
  return slot < o->cell.extra ? &object_inline_slots(o)[slot] : &o->slots->v[slot - o->cell.extra];
}
/* The immortal empty elements. */
extern Elements elements_empty;
/* Elements with room for at least `capacity` entries in place of the object's (growth policy applied). */
void elements_reserve(Object *o, uint32_t capacity);
/* Own default data element 0 <= i of an extensible non-sparse object: appends, fills or overwrites. False if the object
 * had to become sparse and the caller must use object_define_own. */
bool elements_put(Object *o, uint32_t i, Value v);
/* Moves integer keys to a dictionary. */
void object_make_sparse(Object *o);

/* LengthOfArrayLike (ES 7.3.18): -1 thrown. IsArray (ES 7.2.2): 1, 0, -1. IsConstructor. */
int64_t length_of_array_like(Value obj);
int value_is_array(Value v);
bool value_is_constructor(Value v);
/* SpeciesConstructor (ES 7.3.22). */
Value species_constructor(Value obj, Value default_ctor);
/* GetFunctionRealm (ES 7.3.24): NULL thrown. */
Realm *function_realm(Value f);
/* CreateListFromArrayLike: argv is collected memory; -1 thrown. */
int64_t list_from_array_like(Value obj, Value **argv);
/* CopyDataProperties (ES 7.3.25) into target; excluded keys are skipped. 1 or -1. */
int copy_data_properties(Value target, Value source, uint64_t nexcluded, const PropKey *excluded);
/* CreateIterResultObject (ES 7.4.14). */
Value iter_result_new(Value value, bool done);
/* Unmapped arguments object of argc values. */
Value arguments_new(uint64_t argc, const Value *argv);

#endif
