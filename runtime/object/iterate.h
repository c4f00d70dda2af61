/*
 * iterate.h: iteration (ES 7.4) and for-in enumeration (ES 14.7.5.9).
 *
 * An Iter lives on the C stack or, for compiled code, inside a CELL_ITER_RECORD. Its array mode walks a plain array
 * without calling anything, as long as Array.prototype[@@iterator] and %ArrayIteratorPrototype%.next are untouched;
 * this cannot be observed.
 */
#ifndef RUNTIME_OBJECT_ITERATE_H
#define RUNTIME_OBJECT_ITERATE_H

#include "object.h"

typedef struct Iter {
  Value iterator; /* array in array mode */
  Value next;     /* EMPTY: array mode */
  uint64_t index; /* array mode: next index */
  uint64_t done;  /* nonzero once exhausted or after an abrupt next */
} Iter;

/* Walking the elements of v directly cannot be told from calling %ArrayIteratorPrototype%.next: array mode is possible. */
bool iter_is_direct(Value v);
/* GetIterator(v, sync): false if thrown ("x is not iterable"). */
bool iter_open(Iter *it, Value v);
/* GetIteratorFromMethod; GetIteratorDirect. */
bool iter_open_method(Iter *it, Value v, Value method);
bool iter_open_direct(Iter *it, Value iterator);
/* IteratorStepValue: 1 and *value, 0 done, -1 thrown (done is set). */
int iter_next(Iter *it, Value *value);
/* IteratorClose for a normal completion: 1 or -1. */
int iter_close(Iter *it);
/* IteratorClose for a throw completion: keeps RT->exception; errors of `return` are dropped. Always JS_EXCEPTION. */
Value iter_close_throw(Iter *it);

/* Collects an iterable in an array (IteratorToList): Array value or JS_EXCEPTION. */
Value iterable_to_array(Value v);
/* Appends the elements of an iterable to an array: 1, -1. */
int array_append_iterable(Value array, Value iterable);

typedef struct ForIn {
  Cell cell;           /* CELL_FOR_IN */
  Value object;        /* of the statement */
  Elements *keys;      /* as PropKeys */
  uint64_t count, own; /* the object's own ones come first */
  uint64_t index;
  uint64_t shape; /* of the object when its keys were taken; 0: always look */
} ForIn;

/* For-in: a CELL_FOR_IN value over the enumerable string keys of v and its prototypes; undefined/null: no keys. */
Value for_in_new(Value v);
/* The next key as a string, EMPTY at the end, or JS_EXCEPTION. Deleted keys are skipped. */
Value for_in_next(Value it);

#endif
