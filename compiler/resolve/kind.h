/*
 * kind.h: what a file is by its name and its text, and what a module of lib/ exports; for whoever loads modules, at compile
 * time and at run time.
 */
#ifndef JSC_RESOLVE_KIND_H
#define JSC_RESOLVE_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "resolve.h"

/* Whether a path ends so. */
bool path_has_suffix(const char *path, const char *suffix);

/* What Node takes a file for by its name and its package's type. UNSURE: CommonJS, if its text is. */
typedef enum FileKind { FILE_COMMONJS, FILE_UNSURE, FILE_ESM, FILE_JSON } FileKind;
FileKind file_kind(const char *path, PackageType type);
/* Whether the package's type matters to it. */
bool file_follows_type(const char *path);

/* Whether a text begins with a byte order mark, three bytes long, which is no part of it. */
bool text_has_mark(const char *text, size_t len);
/* Whether a line begins like an import or export declaration: decides which errors are shown of a text that is neither
 * CommonJS nor a module. */
bool text_looks_like_esm(const char *text, size_t len);

/* The names that a module of lib/ ("node:fs") exports, with spaces between them; NULL: none are known. */
const char *lib_exports(const char *path);

#endif
