/*
 * resolve.h: Node's module resolution (nodejs.org: "Modules: CommonJS modules", "Modules: Packages", "ECMAScript
 * modules: resolution algorithm") at compile time.
 */
#ifndef JSC_RESOLVE_H
#define JSC_RESOLVE_H

#include <stdbool.h>

#include "../support/arena.h"
#include "../support/array.h"
#include "../support/intern.h"
#include "../support/map.h"
#include "json.h"
#include "url.h"

typedef enum RequestKind { REQUEST_REQUIRE, REQUEST_IMPORT } RequestKind;
typedef enum PackageType { PACKAGE_NONE, PACKAGE_COMMONJS, PACKAGE_MODULE, PACKAGE_BROKEN } PackageType;

typedef struct Resolver {
  Arena *arena;
  StrMap packages;                  /* directory -> Package */
  StrMap stats;                     /* path -> what it is */
  bool (*is_lib)(const char *name); /* "fs", "path", "fs/promises": modules that lib/ provides */
  struct Package *broken;           /* whose package.json was met last that is no JSON object */
} Resolver;

/* What a folder's package.json says. */
typedef struct Package {
  const char *file;
  Json *json; /* NULL: there is none, or it is broken */
  bool is_broken;
  const char *text; /* of a broken one */
  size_t len, error_at;
} Package;

typedef struct Resolution {
  const char *path; /* absolute, symlinks resolved; or NULL */
  const char
      *url; /* the module's name where it is not `path`: with a query or a fragment, or of data, which has no path */
  const char *lib;   /* name of a lib module, or NULL */
  const char *error; /* Node's message when none of these is there */
  const char *code;  /* Node's error code: MODULE_NOT_FOUND, ERR_PACKAGE_PATH_NOT_EXPORTED, ... */
  const char *hint;  /* a specifier that would do */
  ARRAY(const char *) tried;
} Resolution;

void resolver_init(Resolver *r, Arena *arena, bool (*is_lib)(const char *name));
/* A specifier as the resolver takes it: NUL as URLs have it, "%00". */
const char *resolve_specifier(Arena *arena, const char *text, size_t length);
const char *resolve_specifier_of(Arena *arena, const Atom *text);
/* There is no module. Returns NULL. */
const char *resolve_fail(Resolution *out, const char *code, const char *message);
/* Resolves what the module `from` asks for: an absolute path, or the URL of a module that has one. */
Resolution resolve_request(Resolver *r, const char *specifier, const char *from, RequestKind kind);
/* "type" of the package that a file belongs to; PACKAGE_BROKEN: r->broken. */
PackageType resolve_package_type(Resolver *r, const char *path);
/* What Node says of a broken package.json that a file needs. */
const char *resolve_broken_message(Arena *arena, const Package *package);
/* The folder of an absolute path. */
const char *resolve_folder(Arena *arena, const char *path);
/* Absolute path with symlinks resolved, NULL if the file does not exist. */
const char *resolve_real_path(Arena *arena, const char *path);

#endif
