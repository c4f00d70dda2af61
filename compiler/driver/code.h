/*
 * code.h: code that a program gives as strings: eval, Function and its kin, $262.evalScript.
 *
 * Strings that can be seen at compile time become scripts of the program that nothing runs until the run-time function is
 * called with that very text (ModuleInfo.text, MODULE_CODE_*). Whatever is not found there is compiled at run time: programs
 * that may come to that (Graph.makes_code) have the compiler with them. They are those where a string is not known, or
 * eval or Function is used otherwise than by calling it.
 */
#ifndef JSC_DRIVER_CODE_H
#define JSC_DRIVER_CODE_H

#include "graph.h"

/* Adds the scripts that a module's code asks for. */
void code_collect(Graph *g, GraphModule *m);
/* When all modules are seen: makes the empty functions that were asked for, unless the program also makes functions of
 * texts that are unknown. `new Function("")` is how libraries find out whether they may do so, and must then fail. True
 * if there are new modules. */
bool code_add_empty_functions(Graph *g);
/* Of graph.c: a script of this text; error: known to be none. */
void graph_add_code(Graph *g, const GraphModule *from, Atom *text, uint32_t code, const char *error);

#endif
