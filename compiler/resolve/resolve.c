/*
 * resolve.c: LOAD_AS_FILE, LOAD_AS_DIRECTORY, LOAD_NODE_MODULES, PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE and
 * PACKAGE_TARGET_RESOLVE of Node's documentation. Conditions: "node", "module-sync" and "import" or "require",
 * "default". File-system answers are remembered: large graphs ask the same directories again and again.
 */
#include "resolve.h"

#include "../support/host.h"

void resolver_init(Resolver *r, Arena *arena, bool (*is_lib)(const char *name)) {
  *r = (Resolver){.arena = arena, .is_lib = is_lib};
  strmap_init(&r->packages, arena);
  strmap_init(&r->stats, arena);
}

const char *resolve_real_path(Arena *arena, const char *path) {
  char *real = host_real_path(path);
  if (!real) return NULL;
  const char *copy = arena_strdup(arena, real);
  host_free(real);
  return copy;
}

static HostPathKind path_kind(Resolver *r, const char *path) {
  void **known = strmap_at(&r->stats, path, strlen(path));
  if (!*known) *known = (void *)(uintptr_t)(host_path_kind(path) + 1);
  return (HostPathKind)((uintptr_t)*known - 1);
}

/* dir/name with "." and ".." segments taken out. */
static const char *join_path(Resolver *r, const char *dir, const char *name) {
  const char *text = name[0] == '/' ? name : arena_format(r->arena, "%s/%s", dir, name);
  char *out = arena_alloc(r->arena, strlen(text) + 2), *end = out;
  for (const char *p = text; *p;) {
    while (*p == '/') p++;
    size_t n = strcspn(p, "/");
    if (n == 0) break;
    if (n == 1 && p[0] == '.') {
    } else if (n == 2 && p[0] == '.' && p[1] == '.') {
      while (end > out && *--end != '/') {}
    } else {
      *end++ = '/';
      memcpy(end, p, n);
      end += n;
    }
    p += n;
  }
  if (end == out) *end++ = '/';
  *end = 0;
  return out;
}

const char *resolve_folder(Arena *arena, const char *path) {
  const char *slash = strrchr(path, '/');
  return !slash || slash == path ? "/" : arena_strndup(arena, path, (size_t)(slash - path));
}

static Json *read_package(Resolver *r, const char *dir) {
  static Json absent;
  void **known = strmap_at(&r->packages, dir, strlen(dir));
  if (!*known) {
    const char *path = arena_format(r->arena, "%s/package.json", strcmp(dir, "/") ? dir : ""), *error;
    size_t len;
    Json *j = NULL;
    if (path_kind(r, path) == HOST_PATH_FILE) {
      char *text = host_read_file(path, &len, &error);
      if (text) j = json_parse(r->arena, text, len, NULL);
    }
    *strmap_at(&r->packages, dir, strlen(dir)) = j ? j : &absent;
    return j;
  }
  return *known == &absent ? NULL : *known;
}

/* The package scope of a path: nearest package.json upwards, not through node_modules. */
static Json *package_scope(Resolver *r, const char *path, const char **scope_dir) {
  for (const char *dir = resolve_folder(r->arena, path);; dir = resolve_folder(r->arena, dir)) {
    const char *base = strrchr(dir, '/');
    if (base && !strcmp(base, "/node_modules")) return NULL;
    Json *j = read_package(r, dir);
    if (j) {
      *scope_dir = dir;
      return j;
    }
    if (!strcmp(dir, "/")) return NULL;
  }
}

PackageType resolve_package_type(Resolver *r, const char *path) {
  const char *dir, *type = json_get_string(package_scope(r, path, &dir), "type");
  if (!type) return PACKAGE_NONE;
  return !strcmp(type, "module") ? PACKAGE_MODULE : !strcmp(type, "commonjs") ? PACKAGE_COMMONJS : PACKAGE_NONE;
}

static const char *try_file(Resolver *r, Resolution *out, const char *path) {
  if (path_kind(r, path) == HOST_PATH_FILE) {
    const char *real = resolve_real_path(r->arena, path);
    return real ? real : path; /* a pipe of /dev/fd has no other */
  }
  ARRAY_PUSH(r->arena, &out->tried, path);
  return NULL;
}

static const char *const extensions[] = {".js", ".json", ".node"};

static const char *load_as_file(Resolver *r, Resolution *out, const char *path) {
  const char *found = try_file(r, out, path);
  for (int i = 0; !found && i < 3; i++) found = try_file(r, out, arena_format(r->arena, "%s%s", path, extensions[i]));
  return found;
}

static const char *load_index(Resolver *r, Resolution *out, const char *dir) {
  const char *found = NULL;
  for (int i = 0; !found && i < 3; i++)
    found = try_file(r, out, arena_format(r->arena, "%s/index%s", dir, extensions[i]));
  return found;
}

static const char *load_as_directory(Resolver *r, Resolution *out, const char *dir) {
  if (path_kind(r, dir) != HOST_PATH_DIRECTORY) return NULL;
  const char *main = json_get_string(read_package(r, dir), "main");
  if (main && *main) {
    const char *path = join_path(r, dir, main);
    const char *found = load_as_file(r, out, path);
    if (!found) found = load_index(r, out, path);
    if (found) return found;
  }
  return load_index(r, out, dir);
}

/* ---- package exports and imports ---- */

static bool is_condition(const char *name, RequestKind kind) {
  return !strcmp(name, "default") || !strcmp(name, "node") || !strcmp(name, "module-sync") ||
         !strcmp(name, kind == REQUEST_IMPORT ? "import" : "require");
}

static Resolution load_package(Resolver *r, const char *specifier, const char *from, RequestKind kind);

/* Whether a path leaves its package: a segment ".", ".." or "node_modules". */
static bool leaves_package(const char *path) {
  for (const char *p = path; *p;) {
    size_t n = strcspn(p, "/\\");
    if ((n == 1 && p[0] == '.') || (n == 2 && p[0] == '.' && p[1] == '.') ||
        (n == 12 && !strncmp(p, "node_modules", 12)))
      return true;
    p += n + (p[n] != 0);
  }
  return false;
}

static const char *invalid_target(Resolver *r, Resolution *out, const char *text, const char *dir, bool internal,
                                  RequestKind kind, const char *key, const char *from) {
  bool is_main = !strcmp(key, "."), is_relative = !internal && strncmp(text, "./", 2) != 0;
  out->code = "ERR_INVALID_PACKAGE_TARGET";
  out->error =
      arena_format(r->arena, "Invalid \"%s\" %starget \"%s\" defined%s%s%s in the package config %s/package.json%s%s%s",
                   internal ? "imports" : "exports", is_main ? "main " : "", text, is_main ? "" : " for '",
                   is_main ? "" : key, is_main ? "" : "'", dir, kind == REQUEST_IMPORT ? " imported from " : "",
                   kind == REQUEST_IMPORT ? from : "", is_relative ? "; targets must start with \"./\"" : "");
  return NULL;
}

/* PACKAGE_TARGET_RESOLVE: a path (existing or not), or NULL. *is_null tells a `null` target. `key`: under which it stands
 * in package.json. */
static const char *package_target(Resolver *r, Json *target, const char *dir, const char *match, bool internal,
                                  RequestKind kind, const char *key, const char *from, Resolution *out, bool *is_null) {
  if (!target) return NULL;
  switch (target->type) {
    case JSON_STRING: {
      const char *text = target->string;
      if (match) {
        ARRAY(char) filled = {0};
        for (const char *p = text; *p; p++) {
          if (*p != '*') ARRAY_PUSH(r->arena, &filled, *p);
          else
            for (const char *q = match; *q; q++) ARRAY_PUSH(r->arena, &filled, *q);
        }
        ARRAY_PUSH(r->arena, &filled, '\0');
        text = filled.items;
      }
      if (strncmp(text, "./", 2)) {
        if (!internal || !strncmp(text, "../", 3) || text[0] == '/')
          return invalid_target(r, out, text, dir, internal, kind, key, from);
        *out = load_package(r, text, arena_format(r->arena, "%s/package.json", dir), kind);
        return out->path;
      }
      if (leaves_package(target->string + 2) || (match && leaves_package(match)))
        return invalid_target(r, out, text, dir, internal, kind, key, from);
      return join_path(r, dir, text);
    }
    case JSON_OBJECT:
      for (uint32_t i = 0; i < target->count; i++) {
        if (!is_condition(target->keys[i], kind)) continue;
        const char *found = package_target(r, target->items[i], dir, match, internal, kind, key, from, out, is_null);
        if (found || out->lib || out->error || *is_null) return found;
      }
      return NULL;
    case JSON_ARRAY:
      for (uint32_t i = 0; i < target->count; i++) {
        *is_null = false;
        out->code = out->error = NULL;
        const char *found = package_target(r, target->items[i], dir, match, internal, kind, key, from, out, is_null);
        if (found || out->lib) return found;
      }
      return NULL;
    case JSON_NULL: *is_null = true; return NULL;
    default: return NULL;
  }
}

/* PACKAGE_IMPORTS_EXPORTS_RESOLVE: exact key, else the pattern with the longest prefix, the longest of these. */
static const char *match_subpath(Resolver *r, Json *map, const char *key, const char *dir, bool internal,
                                 RequestKind kind, const char *from, Resolution *out) {
  bool is_null = false;
  Json *exact = json_get(map, key);
  if (exact && !strchr(key, '*')) return package_target(r, exact, dir, NULL, internal, kind, key, from, out, &is_null);
  Json *best = NULL;
  size_t best_prefix = 0, n = strlen(key);
  const char *match = NULL, *best_key = NULL;
  for (uint32_t i = 0; i < map->count; i++) {
    const char *star = strchr(map->keys[i], '*');
    if (!star) continue;
    size_t prefix = (size_t)(star - map->keys[i]), suffix = strlen(star + 1);
    if (n < prefix + suffix + 1 - 1 || strncmp(key, map->keys[i], prefix) || strcmp(key + n - suffix, star + 1))
      continue;
    if (n <= prefix + suffix - (suffix == 0) || (best && prefix < best_prefix)) continue;
    if (best && prefix == best_prefix && strlen(map->keys[i]) <= strlen(best_key)) continue;
    best = map->items[i];
    best_key = map->keys[i];
    best_prefix = prefix;
    match = arena_strndup(r->arena, key + prefix, n - prefix - suffix);
  }
  return best ? package_target(r, best, dir, match, internal, kind, best_key, from, out, &is_null) : NULL;
}

static const char *resolve_exports(Resolver *r, Json *exports, const char *subpath, const char *dir, RequestKind kind,
                                   const char *from, Resolution *out) {
  bool is_null = false, has_dots = exports->type == JSON_OBJECT && exports->count && exports->keys[0][0] == '.';
  if (!has_dots)
    return strcmp(subpath, ".") ? NULL : package_target(r, exports, dir, NULL, false, kind, ".", from, out, &is_null);
  return match_subpath(r, exports, subpath, dir, false, kind, from, out);
}

/* A resolved target of exports or imports must exist as it stands. */
static void accept_target(Resolver *r, Resolution *out, const char *path) {
  out->path = try_file(r, out, path);
  if (!out->path) {
    out->error = arena_format(r->arena, "Cannot find module '%s'", path);
    out->code = "MODULE_NOT_FOUND";
  }
}

static void split_package(Resolver *r, const char *specifier, const char **name, const char **subpath) {
  const char *slash = strchr(specifier, '/');
  if (specifier[0] == '@' && slash) slash = strchr(slash + 1, '/');
  *name = slash ? arena_strndup(r->arena, specifier, (size_t)(slash - specifier)) : specifier;
  *subpath = slash ? arena_format(r->arena, ".%s", slash) : ".";
}

static bool resolve_in_package(Resolver *r, Resolution *out, const char *dir, const char *subpath, RequestKind kind,
                               const char *from) {
  Json *exports = json_get(read_package(r, dir), "exports");
  if (exports && exports->type != JSON_NULL) {
    const char *path = resolve_exports(r, exports, subpath, dir, kind, from, out);
    if (path) accept_target(r, out, path);
    else if (!out->lib && !out->error) {
      out->code = "ERR_PACKAGE_PATH_NOT_EXPORTED";
      const char *what = strcmp(subpath, ".")
                             ? arena_format(r->arena, "Package subpath '%s' is not defined by \"exports\" in", subpath)
                             : "No \"exports\" main defined in";
      const char *by = kind == REQUEST_IMPORT ? arena_format(r->arena, " imported from %s", from) : "";
      out->error = arena_format(r->arena, "%s %s/package.json%s", what, dir, by);
    }
    return true;
  }
  const char *path = strcmp(subpath, ".") ? join_path(r, dir, subpath) : dir;
  out->path = strcmp(subpath, ".") ? load_as_file(r, out, path) : NULL;
  if (!out->path) out->path = load_as_directory(r, out, path);
  return out->path != NULL;
}

static Resolution load_package(Resolver *r, const char *specifier, const char *from, RequestKind kind) {
  Resolution out = {0};
  const char *plain = strncmp(specifier, "node:", 5) ? specifier : specifier + 5;
  if (r->is_lib(plain)) {
    out.lib = plain;
    return out;
  }
  if (plain != specifier) {
    out.code = "ERR_UNKNOWN_BUILTIN_MODULE";
    out.error = arena_format(r->arena, "No such built-in module: %s", specifier);
    return out;
  }
  const char *name, *subpath, *scope_dir;
  split_package(r, specifier, &name, &subpath);
  Json *self = package_scope(r, from, &scope_dir);
  const char *self_name = json_get_string(self, "name");
  if (self_name && !strcmp(self_name, name) && json_get(self, "exports") &&
      resolve_in_package(r, &out, scope_dir, subpath, kind, from))
    return out;
  for (const char *dir = resolve_folder(r->arena, from);; dir = resolve_folder(r->arena, dir)) {
    const char *base = strrchr(dir, '/');
    if (!base || strcmp(base, "/node_modules")) {
      const char *candidate = arena_format(r->arena, "%s/node_modules/%s", strcmp(dir, "/") ? dir : "", name);
      if (path_kind(r, candidate) == HOST_PATH_DIRECTORY) {
        if (resolve_in_package(r, &out, candidate, subpath, kind, from)) return out;
      } else {
        const char *folder = arena_format(r->arena, "%s/node_modules", strcmp(dir, "/") ? dir : "");
        bool is_there = kind == REQUEST_REQUIRE && path_kind(r, folder) == HOST_PATH_DIRECTORY;
        if (is_there) out.path = load_as_file(r, &out, candidate);
        if (out.path) return out;
        ARRAY_PUSH(r->arena, &out.tried, candidate);
      }
    }
    if (!strcmp(dir, "/")) break;
  }
  out.code = kind == REQUEST_REQUIRE ? "MODULE_NOT_FOUND" : "ERR_MODULE_NOT_FOUND";
  out.error = kind == REQUEST_REQUIRE ? arena_format(r->arena, "Cannot find module '%s'", specifier)
                                      : arena_format(r->arena, "Cannot find package '%s' imported from %s", name, from);
  return out;
}

static bool is_relative(const char *s) {
  return s[0] == '/' || (s[0] == '.' && (!s[1] || s[1] == '/' || (s[1] == '.' && (!s[2] || s[2] == '/'))));
}

/* -1: none. */
static int hex_digit(char c) {
  int low = (unsigned char)c | 32;
  return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The path that an import specifier means if it is a file: URL or a relative one: percent-decoded. NULL: neither. */
static const char *path_of_url(Resolver *r, const char *url) {
  bool is_file = !strncmp(url, "file://", 7);
  if (!is_file && !is_relative(url)) return NULL;
  char *out = arena_strdup(r->arena, is_file ? url + 7 : url), *w = out;
  for (char *p = out; *p; p++) {
    if (*p == '%' && hex_digit(p[1]) >= 0 && hex_digit(p[2]) >= 0) {
      *w++ = (char)(hex_digit(p[1]) << 4 | hex_digit(p[2]));
      p += 2;
    } else {
      *w++ = *p;
    }
  }
  *w = 0;
  return out;
}

Resolution resolve_request(Resolver *r, const char *specifier, const char *from, RequestKind kind) {
  Resolution out = {0};
  const char *dir = resolve_folder(r->arena, from);
  const char *url = kind == REQUEST_IMPORT ? path_of_url(r, specifier) : NULL;
  if (url) specifier = url;
  if (is_relative(specifier)) {
    const char *path = join_path(r, dir, specifier);
    size_t n = strlen(specifier);
    bool wants_dir = n && (specifier[n - 1] == '/' || !strcmp(specifier, ".") || !strcmp(specifier, "..") ||
                           (n > 2 && !strcmp(specifier + n - 3, "/..")) || (n > 1 && !strcmp(specifier + n - 2, "/.")));
    if (kind == REQUEST_IMPORT) {
      out.path = try_file(r, &out, path);
    } else {
      out.path = wants_dir ? NULL : load_as_file(r, &out, path);
      if (!out.path) out.path = load_as_directory(r, &out, path);
    }
    if (!out.path && kind == REQUEST_IMPORT && path_kind(r, path) == HOST_PATH_DIRECTORY) {
      out.code = "ERR_UNSUPPORTED_DIR_IMPORT";
      out.error =
          arena_format(r->arena, "Directory import '%s%s' is not supported resolving ES modules imported from %s", path,
                       n && specifier[n - 1] == '/' ? "/" : "", from);
    } else if (!out.path) {
      out.code = kind == REQUEST_REQUIRE ? "MODULE_NOT_FOUND" : "ERR_MODULE_NOT_FOUND";
      out.error = kind == REQUEST_REQUIRE
                      ? arena_format(r->arena, "Cannot find module '%s'", specifier)
                      : arena_format(r->arena, "Cannot find module '%s' imported from %s", path, from);
    }
    return out;
  }
  if (specifier[0] == '#') {
    if (!specifier[1]) {
      out.code = "ERR_INVALID_MODULE_SPECIFIER";
      out.error = arena_format(r->arena,
                               "Invalid module \"%s\" is not a valid internal imports specifier name imported from %s",
                               specifier, from);
      return out;
    }
    const char *scope_dir;
    Json *scope = package_scope(r, from, &scope_dir), *imports = json_get(scope, "imports");
    const char *path = imports ? match_subpath(r, imports, specifier, scope_dir, true, kind, from, &out) : NULL;
    if (path && !out.path) accept_target(r, &out, path);
    if (!out.path && !out.lib && !out.error) {
      out.code = "ERR_PACKAGE_IMPORT_NOT_DEFINED";
      const char *where = scope ? arena_format(r->arena, " in package %s/package.json", scope_dir) : "";
      out.error = arena_format(r->arena, "Package import specifier \"%s\" is not defined%s imported from %s", specifier,
                               where, from);
    }
    return out;
  }
  return load_package(r, specifier, from, kind);
}
