/*
 * ArrayMutate.c: Array.prototype methods that change the array: push, pop, splice, fill, reverse, ... (ES 23.1.3).
 */
#include "builtins.h"
