/* unode.h: Node's command line. */
#ifndef JSC_DRIVER_UNODE_H
#define JSC_DRIVER_UNODE_H

#include "options.h"

/* Whether jsc was called as unode. */
bool unode_is_name(const char *argv0);
/* Makes the REPL the program, run from memory. */
void unode_repl(Options *o);
/* As options_parse, of Node's options; usage errors are status 9, as Node has it. */
int unode_parse(Options *o, Arena *arena, int argc, char **argv);

#endif
