/*
 * ArraySearch.c: Array.prototype methods that look without calling back: at, includes, indexOf, join, ... (ES 23.1.3).
 */
#include "builtins.h"
