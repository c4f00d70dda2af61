/*
 * JSONStringify.c: JSON.stringify (ES 25.5.2).
 */
#include "builtins.h"
