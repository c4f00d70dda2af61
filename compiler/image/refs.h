/*
 * refs.h: what compiled code refers to in the realm image. Code generators ask for a symbol name by thing; the composer
 * (image.h) then lays out every thing asked for and defines the symbol.
 *
 *   jsc.s.TEXT  immortal interned String: letters, digits, '_' as they are, other units as $XX or $$XXXX (hexadecimal)
 *   jsc.n.N     immortal BigInt of decimal digits
 *   jsc.b.X     builtin object or symbol by primordial name X
 * These names say what they mean, so that objects compiled apart, those of lib/, share them. Further names that objects
 * and image exchange:
 *   jsc.m.NAME     number of a lib module in this program (an absolute value)
 *   jsc.body.NAME  FnInfo of its body
 *   jsc.fi.N       FnInfo of function N of the program, jsc.f.N its function object when there is only one
 */
#ifndef JSC_IMAGE_REFS_H
#define JSC_IMAGE_REFS_H

#include "../ir/ir.h"

typedef struct ImageRefs ImageRefs;

ImageRefs *refs_new(Arena *arena, IrProgram *program);

/* Symbol names live in the refs' arena; asking twice gives the same pointer. */
const char *refs_string(ImageRefs *r, Atom *atom);
const char *refs_bigint(ImageRefs *r, Atom *digits);
const char *refs_const_fn(ImageRefs *r, IrFn *fn);
const char *refs_fn_info(ImageRefs *r, IrFn *fn);
/* NULL when builtins.def has no such primordial ("ArrayPrototypePush", "Map", "SymbolIterator"). */
const char *refs_builtin(ImageRefs *r, Atom *primordial);

const char *refs_module_body(ImageRefs *r, const IrModule *m); /* FnInfo of its body */
const char *refs_module(ImageRefs *r, const IrModule *lib);    /* jsc.m.NAME */

/* Takes up what another object asks for by its undefined symbol: a string, a BigInt or a builtin. Other names are passed over. */
void refs_add_symbol(ImageRefs *r, const char *symbol);

/* For the composer: what was asked for. Strings below refs_own_strings are the program's, the others only lib's. */
uint32_t refs_own_strings(const ImageRefs *r);
uint32_t refs_string_count(const ImageRefs *r);
Atom *refs_string_at(const ImageRefs *r, uint32_t i);
uint32_t refs_bigint_count(const ImageRefs *r);
Atom *refs_bigint_at(const ImageRefs *r, uint32_t i);
uint32_t refs_builtin_count(const ImageRefs *r);
const struct BuiltinRow *refs_builtin_at(const ImageRefs *r, uint32_t i);
const char *refs_builtin_name_at(const ImageRefs *r, uint32_t i); /* without '%' */

#endif
