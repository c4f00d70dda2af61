/*
 * JSON.c: JSON.parse (ES 25.5.1).
 */
#include "builtins.h"
