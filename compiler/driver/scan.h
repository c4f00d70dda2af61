/*
 * scan.h: what a module asks for: other modules, by import, import() and require(), and the globals that lib/ provides.
 */
#ifndef JSC_DRIVER_SCAN_H
#define JSC_DRIVER_SCAN_H

#include "graph.h"

/* Sets the module's requests, from its tree, and notes in the graph which globals it names. */
void scan_module(Graph *g, GraphModule *m);

#endif
