/*
 * ArraySort.c: Array.prototype.sort and toSorted (ES 23.1.3.30, 23.1.3.34).
 */
#include "builtins.h"
