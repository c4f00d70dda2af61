/*
 * ffi.h: require('ffi').declare({ add: 'int add(int, int)' }): C functions as functions of JavaScript. doc/embedding.md.
 */
#ifndef JSC_DRIVER_FFI_H
#define JSC_DRIVER_FFI_H

#include "graph.h"

/* Puts functions that call C in place of a module's declarations. Errors go to the module's diagnostics. */
void ffi_expand(Graph *g, GraphModule *m);

#endif
