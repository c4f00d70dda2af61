/*
 * Weak.h: running the cleanup callbacks of FinalizationRegistry.
 */
#ifndef RUNTIME_BUILTINS_WEAK_H
#define RUNTIME_BUILTINS_WEAK_H

#include "../rt.h"

/* Calls the cleanup callback for each target that died (CleanupFinalizationRegistry, ES 26.2.1.1): to be called as a
 * task of its own when heap_has_finalized(). JS_EXCEPTION if a callback threw; the rest is left for the next call. */
Value weak_run_finalizers(void);

#endif
