/*
 * kind.h: what a file is by its name and its text, and what a module of lib/ exports; for whoever loads modules, at compile
 * time and at run time.
 */
#ifndef JSC_RESOLVE_KIND_H
#define JSC_RESOLVE_KIND_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a path ends so. */
bool path_has_suffix(const char *path, const char *suffix);

/* Whether a line begins like an import or export declaration: decides which errors are shown of a text that is neither
 * CommonJS nor a module. */
bool text_looks_like_esm(const char *text, size_t len);

/* The names that a module of lib/ ("node:fs") exports, with spaces between them; NULL: none are known. */
const char *lib_exports(const char *path);

#endif
