/*
 * ArrayIterator.c: array iterators: keys, values, entries and %ArrayIteratorPrototype% (ES 23.1.5).
 */
#include "builtins.h"
