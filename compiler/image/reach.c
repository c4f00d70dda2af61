/*
 * reach.c: which builtins a program can reach, by name.
 *
 * An owner (RegExp and RegExp.prototype, Map, …) is live when its global name occurs in the program, when lib code names
 * it, or when an operation or a method of the program makes such objects. A property of a live owner is kept when its
 * key occurs among the program's strings, when the runtime's own C code looks it up, when it is keyed by a
 * symbol, or when the program reads properties by keys that are not known to be numbers. What is left out can only be
 * missed by a key that is computed, and then everything is kept.
 *
 * Code of lib/ names builtins by %Name; its property names keep properties, but make no owner live, and its computed keys
 * are those of the program's own objects. (Names of lib/ compiled with the program count as the program's.)
 */
#include "../analysis/types.h"
#include "cells.h"

/* Names that the runtime's C code looks up by itself on objects of the program. */
static const char *const runtime_names[] = {"then",
                                            "constructor",
                                            "return",
                                            "prototype",
                                            "flags",
                                            "source",
                                            "set",
                                            "get",
                                            "name",
                                            "add",
                                            "toString",
                                            "valueOf",
                                            "toJSON",
                                            "throw",
                                            "stack",
                                            "size",
                                            "resolve",
                                            "next",
                                            "message",
                                            "keys",
                                            "join",
                                            "has",
                                            "exec",
                                            "cause",
                                            "captureStackTrace",
                                            "stackTraceLimit",
                                            "global",
                                            "unicode",
                                            "hasIndices",
                                            "ignoreCase",
                                            "multiline",
                                            "dotAll",
                                            "sticky",
                                            "unicodeSets",
                                            "errors",
                                            "__proto__"}; /* toLocaleString only from itself */

/* Owners that exist in every program: the runtime makes and throws such objects by itself. */
static const char *const always_live[] = {
    "Global",         "Object",    "Function", "Array",         "String",         "Number",
    "Boolean",        "Symbol",    "Error",    "TypeError",     "RangeError",     "SyntaxError",
    "ReferenceError", "EvalError", "URIError", "ArrayIterator", "StringIterator", "ArrayUnscopables"};

/* Further ways to get at an owner: by an operation, or by a property name whose builtin makes such objects. */
typedef struct Source {
  const char *owner;
  int op;
  const char *name;
} Source;
static const Source sources[] = {
    {"RegExp", IR_regexp, "match"},
    {"RegExp", -1, "matchAll"},
    {"RegExp", -1, "search"},
    {"RegExpStringIterator", -1, "matchAll"},
    {"Promise", IR_gen_begin, "then"},
    {"Promise", IR_import_dynamic, "fromAsync"},
    {"Promise", IR_await, NULL},
    {"Promise", -1, "waitAsync"},
    {"Generator", IR_gen_begin, NULL},
    {"GeneratorFunction", IR_gen_begin, NULL},
    {"AsyncFunction", IR_gen_begin, NULL},
    {"AsyncGenerator", IR_gen_begin, NULL},
    {"AsyncGeneratorFunction", IR_gen_begin, NULL},
    {"AsyncIterator", IR_gen_begin, NULL},
    {"AsyncFromSyncIterator", IR_iter_open_async, "fromAsync"},
    {"BigInt", IR_const_bigint, "getBigInt64"},
    {"BigInt", -1, "BigInt64Array"},
    {"MapIterator", -1, "Map"},
    {"SetIterator", -1, "Set"},
    {"Map", -1, "groupBy"},
    {"AggregateError", -1, "any"},
    {"CallSite", -1, "prepareStackTrace"},
    {"SuppressedError", IR_dispose_new, "DisposableStack"},
    {"SuppressedError", -1, "AsyncDisposableStack"},
    {"ArrayBuffer", -1, "Uint8Array"},
    {"WrapForValidIterator", -1, "Iterator"},
    {"TypedArray", -1, "Int8Array"},
    {"TypedArray", -1, "Uint8Array"},
    {"TypedArray", -1, "Uint8ClampedArray"},
    {"TypedArray", -1, "Int16Array"},
    {"TypedArray", -1, "Uint16Array"},
    {"TypedArray", -1, "Int32Array"},
    {"TypedArray", -1, "Uint32Array"},
    {"TypedArray", -1, "Float16Array"},
    {"TypedArray", -1, "Float32Array"},
    {"TypedArray", -1, "Float64Array"},
    {"TypedArray", -1, "BigInt64Array"},
    {"TypedArray", -1, "BigUint64Array"},
    {"ArrayBuffer", -1, "Int8Array"},
    {"ArrayBuffer", -1, "Uint8ClampedArray"},
    {"ArrayBuffer", -1, "Int16Array"},
    {"ArrayBuffer", -1, "Uint16Array"},
    {"ArrayBuffer", -1, "Int32Array"},
    {"ArrayBuffer", -1, "Uint32Array"},
    {"ArrayBuffer", -1, "Float16Array"},
    {"ArrayBuffer", -1, "Float32Array"},
    {"ArrayBuffer", -1, "Float64Array"},
    {"ArrayBuffer", -1, "BigInt64Array"},
    {"ArrayBuffer", -1, "BigUint64Array"},
    {"BigInt", -1, "BigUint64Array"},
    {"BigInt", -1, "getBigUint64"},
};

/* A program that names one of these may look at all properties that an object has, or at any by a computed key. */
static const char *const reflective[] = {"getOwnPropertyNames",
                                         "getOwnPropertyDescriptor",
                                         "getOwnPropertyDescriptors",
                                         "ownKeys",
                                         "hasOwn",
                                         "hasOwnProperty",
                                         "propertyIsEnumerable",
                                         "showHidden",
                                         "Reflect",
                                         "Proxy"};

static void spell(Image *im, const char *name, size_t n) { strmap_put(&im->spelled, name, n, im); }
static bool is_spelled(const Image *im, const char *name) {
  return strmap_get(&im->spelled, name, strlen(name)) != NULL;
}

static void spell_atom(Image *im, StrMap *names, Atom *a) {
  if (a->len < 64 && !a->is_wide) strmap_put(names, (const char *)a->c8, a->len, im);
}

static bool is_dynamic_key(const IrInst *key) {
  if (key->rep != REP_VAL) return false;
  if (key->op == IR_const_str || key->op == IR_box_i32 || key->op == IR_box_f64) return false;
  return !type_is(key->type, TYPE_NUMBER | TYPE_SYMBOL);
}

static void scan_code(Image *im) {
  for (uint32_t n = 0; n < im->program->nfns; n++) {
    IrFn *fn = im->program->fns[n];
    for (IrBlock *b = fn ? fn->entry : NULL; b; b = b->next)
      for (IrInst *i = b->first; i; i = i->next) {
        im->ops_used[i->op] = true;
        switch ((IrOp)i->op) {
          case IR_get_elem: im->has_dynamic_keys |= is_dynamic_key(i->args[1]); break;
          case IR_get_super: im->has_dynamic_keys |= is_dynamic_key(i->args[1]); break;
          case IR_has_in:
          case IR_delete_elem: im->has_dynamic_keys |= is_dynamic_key(i->args[i->op == IR_delete_elem]); break;
          default: break;
        }
      }
  }
}

/* "MapPrototype" and "MapIteratorPrototype" belong to the owners "Map" and "MapIterator". */
static size_t owner_length(const char *id) {
  size_t n = strlen(id);
  return n > 9 && !strcmp(id + n - 9, "Prototype") ? n - 9 : n;
}

static bool ends_with(const char *text, size_t n, const char *suffix) {
  size_t k = strlen(suffix);
  return n >= k && !memcmp(text + n - k, suffix, k);
}

/* Whether the program can hold an iterator as a value and so call methods of Iterator.prototype. */
static bool has_iterators(const Image *im) {
  static const char *const names[] = {"values", "keys", "entries", "iterator", "matchAll", "Iterator"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (is_spelled(im, names[i])) return true;
  return im->ops_used[IR_gen_begin];
}

bool image_is_live(Image *im, const char *id) {
  if (im->options->keep_all) return true;
  size_t n = owner_length(id);
  for (size_t i = 0; i < sizeof always_live / sizeof always_live[0]; i++)
    if (strlen(always_live[i]) == n && !memcmp(always_live[i], id, n)) return true;
  if (strmap_get(&im->spelled, id, n)) return true;
  if ((n == 8 && !memcmp(id, "Iterator", 8)) || (n == 14 && !memcmp(id, "IteratorHelper", 14)))
    return has_iterators(im);
  if (n >= 10 && ends_with(id, n, "TypedArray")) n = 0;
  bool is_typed = ends_with(id, n, "Array") || n == 0;
  for (uint32_t i = 0; is_typed && i < im->spelled.count; i++) { /* %TypedArray% lives with any of its kinds */
    const StrMapEntry *e = &im->spelled.entries[i];
    if (n == 0 && e->len > 6 && ends_with(e->key, e->len, "Array") && e->key[e->len - 6] >= '0' &&
        e->key[e->len - 6] <= '9')
      return true;
  }
  for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
    const Source *s = &sources[i];
    if (strlen(s->owner) != n || memcmp(s->owner, id, n)) continue;
    if ((s->op >= 0 && im->ops_used[s->op]) || (s->name && is_spelled(im, s->name))) return true;
  }
  return false;
}

bool image_is_kept(Image *im, const BuiltinRow *row) {
  if (im->options->keep_all) return true;
  if (!strcmp(row->owner, "IteratorPrototype") && !strcmp(row->key, "@@iterator"))
    return true; /* for-of over any iterator */
  if (!image_is_live(im, row->owner)) return false;
  if (!strcmp(row->owner, "Global"))
    return is_spelled(im, row->key) || strmap_get(&im->lib_spelled, row->key, strlen(row->key)) ||
           (im->has_dynamic_keys && is_spelled(im, "globalThis"));
  return row->key[0] == '@' || im->has_dynamic_keys || is_spelled(im, row->key) ||
         strmap_get(&im->lib_spelled, row->key, strlen(row->key)) ||
         strmap_get(&im->looked_up, row->key, strlen(row->key));
}

void image_note_call(Image *im, const char *symbol) {
  if (!strcmp(symbol, "js_native_BufferAddress")) im->ops_used[IR_const_bigint] = true;
  for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
    if (!strncmp(symbol, "jsc_", 4) && sources[i].op >= 0 &&
        !strcmp(symbol + strlen("jsc_"), ir_op_info[sources[i].op].name))
      im->ops_used[sources[i].op] = true;
}

bool image_has_patterns(const Image *im) {
  static const char *const makers[] = {"RegExp", "match", "matchAll", "search", "compile", "constructor"};
  if (im->options->keep_all || im->has_dynamic_keys) return true;
  for (uint32_t i = 0; i < refs_own_strings(im->refs); i++)
    for (size_t k = 0; k < sizeof makers / sizeof makers[0]; k++)
      if (atom_is(refs_string_at(im->refs, i), makers[k])) return true;
  return false;
}

void image_find_reachable(Image *im) {
  strmap_init(&im->spelled, im->arena);
  strmap_init(&im->lib_spelled, im->arena);
  strmap_init(&im->looked_up, im->arena);
  scan_code(im);
  if (refs_bigint_count(im->refs)) im->ops_used[IR_const_bigint] = true;
  for (uint32_t i = 0; i < refs_string_count(im->refs); i++)
    spell_atom(im, i < refs_own_strings(im->refs) ? &im->spelled : &im->lib_spelled, refs_string_at(im->refs, i));
  for (size_t i = 0; i < sizeof reflective / sizeof reflective[0]; i++)
    im->has_dynamic_keys |= is_spelled(im, reflective[i]);
  for (size_t i = 0; i < sizeof runtime_names / sizeof runtime_names[0]; i++)
    strmap_put(&im->looked_up, runtime_names[i], strlen(runtime_names[i]), im);
  for (uint32_t i = 0; i < refs_builtin_count(im->refs); i++) {
    const BuiltinRow *row = refs_builtin_at(im->refs, i);
    spell(im, row->owner, owner_length(row->owner));
    spell(im, row->key, strlen(row->key));
  }
}
