/*
 * slow.h: out-of-line forms that only fast.c calls; they are in runtime/object/ops_*.c.
 */
#ifndef RUNTIME_FAST_SLOW_H
#define RUNTIME_FAST_SLOW_H

#include "../object/call.h"
#include "../object/iterate.h"

/* CELL_ITER_RECORD: an iterator held by compiled code. */
typedef struct IterRecord {
  Cell cell;
  Iter it;
} IterRecord;

/* fast.c's own, not inlined */
Value fast_length(Value obj, String *key, PropIC *ic);
Value fast_get_elem(Value obj, Value key);
int32_t fast_set_elem(Value obj, Value key, Value v, int64_t strict);

int32_t slow_array_push(Value array, Value v);
int32_t slow_poll(void);
int32_t slow_tdz(String *name);
int32_t slow_check_this(void);
int32_t slow_check_object_coercible(Value v, String *text);
Value slow_iter_next(Value record);

#endif
