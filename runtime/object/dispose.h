/*
 * dispose.h: resources to be disposed of at the end of a scope (ES 2026, 9.5): what `using` declarations, DisposableStack
 * and AsyncDisposableStack share.
 */
#ifndef RUNTIME_OBJECT_DISPOSE_H
#define RUNTIME_OBJECT_DISPOSE_H

#include "object.h"

/* How a resource's method is called. */
enum {
  DISPOSE_METHOD = 0, /* value.method() */
  DISPOSE_ADOPT = 1,  /* method(value) */
  DISPOSE_DEFER = 2,  /* method() */
  DISPOSE_FORM = 3,
  DISPOSE_ASYNC = 4, /* the result is awaited */
  DISPOSE_PLAIN = 8  /* … of a method that is not asynchronous itself: only its end is */
};

/* A list of resources: a cell that is no object. */
Value dispose_list_new(void);
/* AddDisposableResource: looks up the method. False if thrown. */
bool dispose_add(Value list, Value v, bool is_async);
void dispose_push(Value list, Value v, Value method, int how);
/* An error that came before or meanwhile; a later one suppresses it (SuppressedError). */
void dispose_failed(Value list, Value error);
/* Disposes of the latest resource that is left, and those after it up to one whose result must be awaited: that result.
 * EMPTY: all are done. What methods throw goes to the list. */
Value dispose_next(Value list);
/* At the end: JS_EXCEPTION with the error that is left, else undefined. */
Value dispose_end(Value list);
/* Disposes of everything, asynchronously: a promise. */
Value dispose_async(Value list);

#endif
