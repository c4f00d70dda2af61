/*
 * load.h: modules of files that the program was not compiled with: CommonJS and JSON, found by Node's rules when the program
 * asks for them. They have numbers behind those of the program's modules; object/module.c treats both alike.
 */
#ifndef RUNTIME_EVAL_LOAD_H
#define RUNTIME_EVAL_LOAD_H

#include "../rt.h"

enum { LOAD_NOT_FOUND = -1, LOAD_THREW = -2 };

/* The module that a specifier means in the file `from`: its number, compiled if need be, LOAD_NOT_FOUND, or LOAD_THREW with
 * an exception. */
int load_module(String *specifier, String *from, bool is_import);
/* The file was loaded: its number, or -1. */
int load_find(String *filename);
/* By number; `m` is what load_info gave. */
const ModuleInfo *load_info(uint32_t index);
ModuleState *load_state(const ModuleInfo *m);

#endif
