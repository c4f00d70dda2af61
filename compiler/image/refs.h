/*
 * refs.h: what compiled code refers to in the realm image. Code generators ask for a symbol name by thing; the composer
 * (image.h) then lays out every thing asked for and defines the symbol.
 *
 *   jsc.s.N   immortal interned String of an atom          jsc.n.N   immortal BigInt of decimal digits
 *   jsc.f.N   immortal function object of IrFn N           jsc.b.X   builtin object or symbol by primordial name X
 *   jsc.fi.N  FnInfo of IrFn N (defined by the code generator)
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

/* For the composer: what was asked for. */
uint32_t refs_string_count(const ImageRefs *r);
Atom *refs_string_at(const ImageRefs *r, uint32_t i);
uint32_t refs_bigint_count(const ImageRefs *r);
Atom *refs_bigint_at(const ImageRefs *r, uint32_t i);
uint32_t refs_const_fn_count(const ImageRefs *r);
IrFn *refs_const_fn_at(const ImageRefs *r, uint32_t i);
uint32_t refs_builtin_count(const ImageRefs *r);
const struct BuiltinRow *refs_builtin_at(const ImageRefs *r, uint32_t i);
const char *refs_builtin_name_at(const ImageRefs *r, uint32_t i); /* without '%' */

#endif
