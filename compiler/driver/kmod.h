/* kmod.h: --kmod: a module of Linux's kernel from an object (doc/kmod.md). */
#ifndef JSC_DRIVER_KMOD_H
#define JSC_DRIVER_KMOD_H

#include "interface.h"

/* Writes what kbuild needs into a temporary folder, calls it, and copies the module to o->output. False with messages on
 * standard error. */
bool kmod_build(const Options *o, const Interface *interface, Arena *arena, const uint8_t *object, size_t size);

#endif
