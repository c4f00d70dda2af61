/*
 * iterator_helper.h: the state of iterator helper objects (ES 27.1.2.1), shared by Iterator.c and the files that make
 * further helpers. A helper is a WRAP_ITERATOR object whose first field is its state; the others are undefined.
 */
#ifndef RUNTIME_BUILTINS_ITERATOR_HELPER_H
#define RUNTIME_BUILTINS_ITERATOR_HELPER_H

#include "../object/iterate.h"

typedef enum HelperKind {
  HELPER_MAP,
  HELPER_FILTER,
  HELPER_TAKE,
  HELPER_DROP,
  HELPER_FLAT_MAP,
  HELPER_CONCAT,
  HELPER_WRAP,
  HELPER_CHUNKS,
  HELPER_WINDOWS,
  HELPER_ZIP
} HelperKind;
enum { HELPER_READY = 0, HELPER_RUNNING = 1, HELPER_DONE = 2, HELPER_FRESH = 3 };
typedef struct Helper {
  Cell cell; /* CELL_INTERNAL */
  Value kind, state;
  Value iterator, next;    /* the underlying one; undefined: none is to be closed */
  Value fn;                /* concat: array of iterables and their methods in turn; windows: whether partial ones count;
                              zip: array of iterators and their next methods in turn, undefined when done */
  Value counter;           /* calls so far; take, drop: what remains; chunks, windows: the size; zip: the ZipMode */
  Value inner, inner_next; /* flatMap: undefined when there is none; windows: the latest values; zip: padding, keys */
} Helper;

Value helper_new(HelperKind kind, Intrinsic proto, const Iter *it, Value fn, Value counter);
/* GetIteratorFlattenable: strings only when asked. False if thrown. */
bool helper_open_flattenable(Iter *it, Value v, bool strings, const char *what);
/* Closes `iterator` after an argument was refused; JS_EXCEPTION. */
Value helper_refuse(Value iterator);

/* The next value of a helper: 1, 0 at the end, -1 thrown. */
int helper_chunks_step(Helper *h, Value *out);
int helper_windows_step(Helper *h, Value *out);
int helper_zip_step(Helper *h, Value *out);
/* Closes the iterators that are not done, the last first: JS_EXCEPTION if that, or what came before, threw. */
Value helper_zip_close(Helper *h, bool thrown);

#endif
