/*
 * The backtracking machine on 8-bit text.
 */
#include "exec.h"

#define UNIT uint8_t
#define IS_WIDE 0
#define NAME(name) name##8
#include "exec-find.inc"
#include "exec.inc"
