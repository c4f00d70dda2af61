/*
 * Array.c: the Array constructor, Array.from, Array.of, Array.isArray (ES 23.1.1, 23.1.2) and the tables' helpers.
 */
#include "builtins.h"
