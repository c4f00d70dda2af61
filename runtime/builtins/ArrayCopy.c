/*
 * ArrayCopy.c: Array.prototype methods that make another array: concat, slice, flat, with, toSpliced, ... (ES 23.1.3).
 */
#include "builtins.h"
