/* encode.h: between check.c and encode.c. */
#ifndef ASS_ENCODE_H
#define ASS_ENCODE_H

#include "internal.h"

/* Writes the row with operands that fit it. prefix: lock, rep, repne; 0 none. */
void ass_encode(Ass *a, const AssRow *row, AssSize size, const AssOperand *operands, uint8_t prefix);

#endif
