/*
 * load.h: modules of files that the program was not compiled with, found by Node's rules when the program asks for them.
 * They have numbers behind those of the program's modules; object/module.c treats both alike.
 */
#ifndef RUNTIME_EVAL_LOAD_H
#define RUNTIME_EVAL_LOAD_H

#include "../rt.h"

enum { LOAD_NOT_FOUND = -1, LOAD_THREW = -2 };
/* From here on numbers of static slots are those of loaded modules. */
enum { LOAD_FIRST_SLOT = 1 << 28 };

/* The module that a specifier means in the file `from`: its number, compiled if need be, LOAD_NOT_FOUND, or LOAD_THREW with
 * an exception. file: NULL, or nothing is compiled: *file gets the name of the file. */
int load_module(String *specifier, String *from, bool is_import, String **file);
/* The file was loaded: its number, or -1. */
int load_find(String *filename);
/* How many modules there are, the program's among them. */
uint32_t load_count(void);
/* Compiles a CommonJS module that an ES module has asked for. False with an exception. */
bool load_compile(const ModuleInfo *m);
/* Static slot number LOAD_FIRST_SLOT and on. */
Value *load_slot(int64_t slot);
/* By number; `m` is what load_info gave. */
const ModuleInfo *load_info(uint32_t index);
ModuleState *load_state(const ModuleInfo *m);

#endif
