/*
 * The backtracking machine on 16-bit text.
 */
#include "exec.h"

#define UNIT uint16_t
#define IS_WIDE 1
#define EXEC regexp_exec16
#include "exec.inc"
