/*
 * resolve.h: Node's module resolution (nodejs.org: "Modules: CommonJS modules", "Modules: Packages", "ECMAScript
 * modules: resolution algorithm") at compile time.
 */
#ifndef JSC_RESOLVE_H
#define JSC_RESOLVE_H

#include <stdbool.h>

#include "../support/arena.h"
#include "../support/array.h"
#include "../support/map.h"
#include "json.h"

typedef enum RequestKind { REQUEST_REQUIRE, REQUEST_IMPORT } RequestKind;
typedef enum PackageType { PACKAGE_NONE, PACKAGE_COMMONJS, PACKAGE_MODULE } PackageType;

typedef struct Resolver {
  Arena *arena;
  StrMap packages;                  /* directory -> Json of its package.json (or a NULL marker) */
  StrMap stats;                     /* path -> what it is */
  bool (*is_lib)(const char *name); /* "fs", "path", "fs/promises": modules that lib/ provides */
} Resolver;

typedef struct Resolution {
  const char *path;  /* absolute, symlinks resolved; or NULL */
  const char *lib;   /* name of a lib module, or NULL */
  const char *error; /* Node's message when neither */
  const char *code;  /* Node's error code: MODULE_NOT_FOUND, ERR_PACKAGE_PATH_NOT_EXPORTED, ... */
  ARRAY(const char *) tried;
} Resolution;

void resolver_init(Resolver *r, Arena *arena, bool (*is_lib)(const char *name));
/* Resolves what the module file `from` (absolute) asks for. */
Resolution resolve_request(Resolver *r, const char *specifier, const char *from, RequestKind kind);
/* "type" of the package that a file belongs to. */
PackageType resolve_package_type(Resolver *r, const char *path);
/* The folder of an absolute path. */
const char *resolve_folder(Arena *arena, const char *path);
/* Absolute path with symlinks resolved, NULL if the file does not exist. */
const char *resolve_real_path(Arena *arena, const char *path);

#endif
