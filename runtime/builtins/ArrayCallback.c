/*
 * ArrayCallback.c: Array.prototype methods that call a function for each element: map, filter, reduce, ... (ES 23.1.3).
 */
#include "builtins.h"
