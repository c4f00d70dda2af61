/*
 * global.h: names that no scope of a program declares: the global environment of the current realm. Signatures of the
 * jsc_ functions: compiler/ir/ops.def.
 */
#ifndef RUNTIME_OBJECT_GLOBAL_H
#define RUNTIME_OBJECT_GLOBAL_H

#include "../rt.h"

/* What the inlined tests of jsc_get_global and jsc_set_global missed. mode: 0 sloppy, 1 strict, 2 a block's function. */
Value stub_get_global(String *key, PropIC *ic, bool is_typeof);
int32_t stub_set_global(Value v, String *key, PropIC *ic, int64_t mode);

int32_t jsc_delete_global(String *name);
int32_t jsc_script_declare(const GlobalDecl *decls, int64_t n);
int32_t jsc_declare_global_fn(Value f, String *name, int64_t deletable);
void jsc_init_global(Value v, String *name);

#endif
