/*
 * early.c: entry of the early-error checks.
 */
#include "early.h"

void early_check(const ParseOptions *options, const Source *source, Node *program) {
  (void)options, (void)source, (void)program;
}
