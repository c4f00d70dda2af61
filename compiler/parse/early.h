/*
 * early.h: the early errors that need more than one node to be seen (ES: "Static Semantics: Early Errors").
 */
#ifndef JSC_PARSE_EARLY_H
#define JSC_PARSE_EARLY_H

#include "parse.h"

/* Checks a converted program; reports all it finds, and fills in AstFunctionInfo. */
void early_check(const ParseOptions *options, const Source *source, Node *program);

#endif
