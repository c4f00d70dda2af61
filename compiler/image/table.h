/*
 * table.h: runtime/builtins/builtins.def as data, and its rows by primordial name.
 *
 * A primordial's name is its owner and key run together with the key's first letter in capitals, as in lib code:
 * ArrayPrototypePush, MathFloor, ObjectKeys, Map (a constructor), ArrayPrototype (an object), SymbolIterator (a
 * well-known symbol, or a method keyed by one: ArrayPrototypeSymbolIterator), MapPrototypeGetSize (a getter); natives
 * have just their name.
 */
#ifndef JSC_IMAGE_TABLE_H
#define JSC_IMAGE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum BuiltinRowKind {
  ROW_OBJECT,
  ROW_CTOR,
  ROW_METHOD,
  ROW_GETTER,
  ROW_ACCESSOR,
  ROW_NUMBER,
  ROW_STRING,
  ROW_REF,
  ROW_ALIAS,
  ROW_SYMBOL,
  ROW_NATIVE
} BuiltinRowKind;

typedef struct BuiltinRow {
  BuiltinRowKind kind;
  uint32_t index;        /* in the table */
  const char *owner;     /* id of the owner; objects and constructors: their own id */
  const char *key;       /* property key, "@@iterator" for symbols; constructors: their name */
  const char *cfunc;     /* C function (getter for accessors) */
  const char *cfunc2;    /* setter */
  const char *ref;       /* OBJECT: proto id; CTOR: prototype id; REF: object id; STRING: text */
  const char *parent;    /* CTOR: id of its [[Prototype]] */
  const char *kind_name; /* OBJECT: CELL_ suffix */
  int cell_kind;         /* OBJECT: CellKind */
  double number;
  uint64_t bits;   /* NUMBER: if not 0, the Value itself (BUILTIN_VALUE) */
  uint32_t length; /* function length */
  uint32_t attrs;
} BuiltinRow;

extern const BuiltinRow builtin_rows[];
extern const uint32_t builtin_row_count;

/* The row that defines a primordial, or NULL. */
const BuiltinRow *builtin_by_primordial(const char *name, uint32_t length);
/* Whether lib's call syntax passes the receiver first: methods of prototypes do, functions of namespaces and constructors
 * (Math, JSON, Object.keys) and natives do not. */
bool builtin_has_receiver(const BuiltinRow *row);
/* OBJECT or CTOR row of an id, or NULL. */
const BuiltinRow *builtin_by_id(const char *id);
/* Intrinsic number (runtime/rt.h) of an id, -1 if none. */
int builtin_intrinsic_index(const char *id);

#endif
