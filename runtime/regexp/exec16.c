/*
 * The backtracking machine on 16-bit text.
 */
#include "exec.h"

#define UNIT uint16_t
#define IS_WIDE 1
#define NAME(name) name##16
#include "exec-find.inc"
#include "exec.inc"
