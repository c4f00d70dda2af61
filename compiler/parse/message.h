/*
 * message.h: what a SyntaxError says at run time about a text that is no program: V8's words, where it has some.
 */
#ifndef JSC_PARSE_MESSAGE_H
#define JSC_PARSE_MESSAGE_H

#include "../support/diag.h"

/* The first error; NULL: there is none. */
const Diag *message_first_error(const DiagCtx *diags);
const char *message_of_diag(const Diag *d, Arena *arena);
const char *message_of_error(const DiagCtx *diags, Arena *arena);

#endif
