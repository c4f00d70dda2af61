/*
 * The backtracking machine on 8-bit text.
 */
#include "exec.h"

#define UNIT uint8_t
#define IS_WIDE 0
#define EXEC regexp_exec8
#include "exec.inc"
