/*
 * resolve.c: LOAD_AS_FILE, LOAD_AS_DIRECTORY, LOAD_NODE_MODULES, PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE and
 * PACKAGE_TARGET_RESOLVE of Node's documentation. Conditions: "node", "module-sync" and "import" or "require",
 * "default". File-system answers are remembered: large graphs ask the same directories again and again.
 */
#include "resolve.h"

#include "../../runtime/abi.h"
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

static const char *path_in(Resolver *r, const char *dir, const char *name) {
  return arena_format(r->arena, "%s/%s", strcmp(dir, "/") ? dir : "", name);
}

static const Package *read_package(Resolver *r, const char *dir) {
  void **known = strmap_at(&r->packages, dir, strlen(dir));
  Package *p = *known;
  if (!p) {
    *known = p = ARENA_NEW(r->arena, Package);
    p->file = path_in(r, dir, "package.json");
    const char *error;
    p->text = path_kind(r, p->file) == HOST_PATH_FILE ? host_read_file(p->file, &p->len, &error) : NULL;
    if (p->text) p->json = json_parse(r->arena, p->text, p->len, &p->error_at);
    if (p->json && p->json->type != JSON_OBJECT) p->json = NULL;
    p->is_broken = p->text && !p->json;
  }
  if (p->is_broken) r->broken = p;
  return p;
}

/* The package scope of a path: nearest package.json upwards, not through node_modules. NULL: there is none. */
static const Package *package_scope(Resolver *r, const char *path, const char **scope_dir) {
  for (const char *dir = resolve_folder(r->arena, path);; dir = resolve_folder(r->arena, dir)) {
    const char *base = strrchr(dir, '/');
    if (base && !strcmp(base, "/node_modules")) return NULL;
    const Package *p = read_package(r, dir);
    *scope_dir = dir;
    if (p->json || p->is_broken) return p;
    if (!strcmp(dir, "/")) return NULL;
  }
}

const char *resolve_broken_message(Arena *arena, const Package *package) {
  return arena_format(arena, "Invalid package config %s.", package->file);
}

PackageType resolve_package_type(Resolver *r, const char *path) {
  const char *dir;
  const Package *scope = package_scope(r, path, &dir);
  if (scope && scope->is_broken) return PACKAGE_BROKEN;
  const char *type = scope ? json_get_string(scope->json, "type") : NULL;
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

const char *resolve_fail(Resolution *out, const char *code, const char *message) {
  out->path = out->url = NULL;
  out->code = code;
  out->error = message;
  return NULL;
}

/* What an import says after its own message. */
static const char *imported_from(Resolver *r, const char *from, RequestKind kind) {
  return kind == REQUEST_IMPORT ? arena_format(r->arena, " imported from %s", from) : "";
}

/* Fails for a broken package.json. */
static bool is_usable(Resolver *r, Resolution *out, const Package *p) {
  if (p && p->is_broken) resolve_fail(out, "ERR_INVALID_PACKAGE_CONFIG", resolve_broken_message(r->arena, p));
  return !p || !p->is_broken;
}

static const char *load_as_directory(Resolver *r, Resolution *out, const char *dir) {
  if (path_kind(r, dir) != HOST_PATH_DIRECTORY) return NULL;
  const Package *package = read_package(r, dir);
  if (!is_usable(r, out, package)) return NULL;
  const char *main = json_get_string(package->json, "main"), *path = NULL, *found = NULL;
  if (main && *main) {
    path = join_path(r, dir, main);
    found = load_as_file(r, out, path);
    if (!found) found = load_index(r, out, path);
  }
  if (!found) found = load_index(r, out, dir);
  if (!found && path)
    resolve_fail(out, "MODULE_NOT_FOUND",
                 arena_format(r->arena,
                              "Cannot find module '%s'. Please verify that the package.json has a valid \"main\" entry",
                              path));
  return found;
}

/* ---- package exports and imports ---- */

/* Where a target is looked up for, for messages. */
typedef struct Asked {
  const char *dir, *from;
  const char *key; /* in package.json */
  RequestKind kind;
  bool is_internal; /* imports, not exports */
} Asked;

static bool is_condition(const char *name, RequestKind kind) {
  return !strcmp(name, "default") || !strcmp(name, "node") || !strcmp(name, "module-sync") ||
         !strcmp(name, kind == REQUEST_IMPORT ? "import" : "require");
}

static Resolution load_package(Resolver *r, const char *specifier, const char *from, RequestKind kind);

/* Whether a URL begins so: "data:", "http:". */
static bool has_scheme(const char *s) {
  size_t n = 0;
  for (char c; (c = s[n]) && c != ':'; n++) {
    bool is_letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    if (!is_letter && (n == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) return false;
  }
  return n && s[n] == ':';
}

static bool is_number(const char *s) {
  size_t n = 0;
  while (s[n] >= '0' && s[n] <= '9') n++;
  return n && !s[n];
}

static const char *while_importing(Resolver *r, const Asked *q) {
  return q->kind == REQUEST_IMPORT ? arena_format(r->arena, " while importing %s", url_of_path(r->arena, q->from)) : "";
}

/* The character at *p, of which there may be %XX in its stead, in lower case; *p moves behind it. */
static int next_plain(const char **p) {
  int code = url_decode(*p), c = code < 0 ? (unsigned char)**p : code;
  *p += code < 0 ? 1 : 3;
  return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* Whether a path leaves its package: a segment ".", ".." or "node_modules", encoded or not. */
static bool leaves_package(const char *path) {
  for (const char *p = path; *p;) {
    char segment[13];
    size_t n = 0;
    while (*p && *p != '/' && *p != '\\') {
      int c = next_plain(&p);
      if (n < sizeof segment) segment[n++] = (char)c;
    }
    if ((n == 1 && segment[0] == '.') || (n == 2 && !memcmp(segment, "..", 2)) ||
        (n == 12 && !memcmp(segment, "node_modules", 12)))
      return true;
    p += *p != 0;
  }
  return false;
}

static const char *invalid_target(Resolver *r, Resolution *out, const char *text, const Asked *q) {
  bool is_main = !strcmp(q->key, "."), is_relative = !q->is_internal && strncmp(text, "./", 2) != 0;
  return resolve_fail(
      out, "ERR_INVALID_PACKAGE_TARGET",
      arena_format(r->arena, "Invalid \"%s\" %starget \"%s\" defined%s%s%s in the package config %s/package.json%s%s",
                   q->is_internal ? "imports" : "exports", is_main ? "main " : "", text, is_main ? "" : " for '",
                   is_main ? "" : q->key, is_main ? "" : "'", q->dir,
                   imported_from(r, q->from, q->is_internal ? REQUEST_IMPORT : q->kind),
                   is_relative ? "; targets must start with \"./\"" : ""));
}

static const char *fill_pattern(Resolver *r, const char *text, const char *match) {
  ARRAY(char) filled = {0};
  for (const char *p = text; *p; p++) {
    if (*p != '*') ARRAY_PUSH(r->arena, &filled, *p);
    else
      for (const char *c = match; *c; c++) ARRAY_PUSH(r->arena, &filled, *c);
  }
  ARRAY_PUSH(r->arena, &filled, '\0');
  return filled.items;
}

static const char *string_target(Resolver *r, const char *target, const char *match, const Asked *q, Resolution *out) {
  const char *text = match ? fill_pattern(r, target, match) : target;
  if (strncmp(target, "./", 2)) {
    if (!q->is_internal || !strncmp(target, "../", 3) || target[0] == '/' || has_scheme(target))
      return invalid_target(r, out, target, q);
    *out = load_package(r, text, arena_format(r->arena, "%s/package.json", q->dir), q->kind);
    return out->path;
  }
  if (leaves_package(target + 2)) return invalid_target(r, out, target, q);
  if (match && leaves_package(match))
    return resolve_fail(
        out, "ERR_INVALID_MODULE_SPECIFIER",
        arena_format(r->arena,
                     "Invalid module \"%s\" request is not a valid match in pattern \"%s\" for the \"%s\" "
                     "resolution of %s/package.json%s",
                     fill_pattern(r, q->key, match), q->key, q->is_internal ? "imports" : "exports", q->dir,
                     imported_from(r, q->from, q->kind)));
  return join_path(r, q->dir, text);
}

/* PACKAGE_TARGET_RESOLVE: a path (existing or not), or NULL. *is_null tells a `null` target. */
static const char *package_target(Resolver *r, Json *target, const char *match, const Asked *q, Resolution *out,
                                  bool *is_null) {
  if (!target) return NULL;
  switch (target->type) {
    case JSON_STRING: return string_target(r, target->string, match, q, out);
    case JSON_OBJECT:
      for (uint32_t i = 0; i < target->count; i++) {
        const char *key = target->keys[i];
        if (is_number(key))
          return resolve_fail(
              out, "ERR_INVALID_PACKAGE_CONFIG",
              arena_format(r->arena,
                           "Invalid package config %s/package.json%s. \"exports\" cannot contain numeric "
                           "property keys.",
                           q->dir, while_importing(r, q)));
      }
      for (uint32_t i = 0; i < target->count; i++) {
        if (!is_condition(target->keys[i], q->kind)) continue;
        const char *found = package_target(r, target->items[i], match, q, out, is_null);
        if (found || out->lib || out->error || *is_null) return found;
      }
      return NULL;
    case JSON_ARRAY:
      for (uint32_t i = 0; i < target->count; i++) {
        *is_null = false;
        out->code = out->error = NULL;
        const char *found = package_target(r, target->items[i], match, q, out, is_null);
        if (found || out->lib) return found;
        if (out->error && strcmp(out->code, "ERR_INVALID_PACKAGE_TARGET")) return NULL;
      }
      return NULL;
    case JSON_NULL: *is_null = true; return NULL;
    case JSON_BOOL: return invalid_target(r, out, target->boolean ? "true" : "false", q);
    case JSON_NUMBER: return invalid_target(r, out, target->string, q);
  }
  return NULL;
}

/* PACKAGE_IMPORTS_EXPORTS_RESOLVE: exact key, else the pattern with the longest prefix, the longest of these. */
static const char *match_subpath(Resolver *r, Json *map, const char *key, Asked *q, Resolution *out) {
  bool is_null = false;
  Json *exact = json_get(map, key);
  size_t n = strlen(key);
  q->key = key;
  if (exact && !strchr(key, '*') && key[n - 1] != '/') return package_target(r, exact, NULL, q, out, &is_null);
  Json *best = NULL;
  size_t best_prefix = 0;
  const char *match = NULL, *best_key = NULL;
  for (uint32_t i = 0; i < map->count; i++) {
    const char *name = map->keys[i], *star = strchr(name, '*');
    if (!star || strchr(star + 1, '*')) continue;
    size_t prefix = (size_t)(star - name), suffix = strlen(star + 1);
    bool fits =
        n > prefix && n >= prefix + 1 + suffix && !strncmp(key, name, prefix) && !strcmp(key + n - suffix, star + 1);
    if (!fits || (best && prefix < best_prefix)) continue;
    if (best && prefix == best_prefix && strlen(name) <= strlen(best_key)) continue;
    best = map->items[i];
    best_key = name;
    best_prefix = prefix;
    match = arena_strndup(r->arena, key + prefix, n - prefix - suffix);
  }
  if (!best) return NULL;
  q->key = best_key;
  return package_target(r, best, match, q, out, &is_null);
}

/* PACKAGE_EXPORTS_RESOLVE */
static const char *resolve_exports(Resolver *r, Json *exports, const char *subpath, Asked *q, Resolution *out) {
  bool is_null = false;
  uint32_t dots = 0;
  for (uint32_t i = 0; exports->type == JSON_OBJECT && i < exports->count; i++) dots += exports->keys[i][0] == '.';
  if (dots && dots < exports->count)
    return resolve_fail(
        out, "ERR_INVALID_PACKAGE_CONFIG",
        arena_format(r->arena,
                     "Invalid package config %s/package.json%s. \"exports\" cannot contain some keys starting "
                     "with '.' and some not. The exports object must either be an object of package subpath "
                     "keys or an object of main entry condition name keys only.",
                     q->dir, while_importing(r, q)));
  if (dots) return match_subpath(r, exports, subpath, q, out);
  q->key = ".";
  return strcmp(subpath, ".") ? NULL : package_target(r, exports, NULL, q, out, &is_null);
}

/* What an import finds must be a file as it stands (the end of ESM_RESOLVE). */
static void accept_import(Resolver *r, Resolution *out, const char *path, const char *from, bool has_slash) {
  HostPathKind kind = path_kind(r, path);
  out->path = kind == HOST_PATH_FILE && !has_slash ? try_file(r, out, path) : NULL;
  if (out->path) return;
  if (kind == HOST_PATH_DIRECTORY || has_slash) {
    resolve_fail(out, "ERR_UNSUPPORTED_DIR_IMPORT",
                 arena_format(r->arena,
                              "Directory import '%s%s' is not supported resolving ES modules imported from %s", path,
                              has_slash && path[1] ? "/" : "", from));
  } else {
    try_file(r, out, path);
    resolve_fail(out, "ERR_MODULE_NOT_FOUND",
                 arena_format(r->arena, "Cannot find module '%s' imported from %s", path, from));
  }
}

/* A resolved target of exports or imports must exist as it stands. */
static void accept_target(Resolver *r, Resolution *out, const char *path, const Asked *q) {
  if (q->kind == REQUEST_IMPORT) {
    accept_import(r, out, path, q->from, false);
    return;
  }
  out->path = try_file(r, out, path);
  if (!out->path) resolve_fail(out, "MODULE_NOT_FOUND", arena_format(r->arena, "Cannot find module '%s'", path));
}

static void split_package(Resolver *r, const char *specifier, const char **name, const char **subpath) {
  const char *slash = strchr(specifier, '/');
  if (specifier[0] == '@' && slash) slash = strchr(slash + 1, '/');
  *name = slash ? arena_strndup(r->arena, specifier, (size_t)(slash - specifier)) : specifier;
  *subpath = slash ? arena_format(r->arena, ".%s", slash) : ".";
}

/* The main file of a package without exports, as an import finds it: LEGACY_MAIN_RESOLVE. */
static void import_main(Resolver *r, Resolution *out, const char *dir, const char *main, const char *from) {
  if (main && *main) {
    const char *path = join_path(r, dir, main);
    out->path = load_as_file(r, out, path);
    if (!out->path) out->path = load_index(r, out, path);
  }
  if (!out->path) out->path = load_index(r, out, dir);
  if (!out->path)
    resolve_fail(out, "ERR_MODULE_NOT_FOUND",
                 arena_format(r->arena, "Cannot find package '%s' imported from %s",
                              join_path(r, dir, main && *main ? main : "index.js"), from));
}

/* The package in a folder. False: it has not what is asked for, and another one may. */
static bool resolve_in_package(Resolver *r, Resolution *out, const char *dir, const char *subpath, RequestKind kind,
                               const char *from, const char *specifier) {
  const Package *package = read_package(r, dir);
  if (!is_usable(r, out, package)) {
    if (kind == REQUEST_IMPORT)
      out->error = arena_format(r->arena, "Invalid package config %s while importing \"%s\" from %s.", package->file,
                                specifier, from);
    return true;
  }
  Json *exports = json_get(package->json, "exports");
  if (exports && (exports->type == JSON_STRING || exports->type == JSON_ARRAY || exports->type == JSON_OBJECT)) {
    Asked q = {.dir = dir, .from = from, .kind = kind};
    const char *path = resolve_exports(r, exports, subpath, &q, out);
    if (path) accept_target(r, out, path, &q);
    else if (!out->lib && !out->error) {
      const char *what = strcmp(subpath, ".")
                             ? arena_format(r->arena, "Package subpath '%s' is not defined by \"exports\" in", subpath)
                             : "No \"exports\" main defined in";
      resolve_fail(out, "ERR_PACKAGE_PATH_NOT_EXPORTED",
                   arena_format(r->arena, "%s %s/package.json%s", what, dir, imported_from(r, from, kind)));
    }
    return true;
  }
  bool is_main = !strcmp(subpath, ".");
  const char *path = is_main ? dir : join_path(r, dir, subpath);
  bool has_slash = subpath[strlen(subpath) - 1] == '/';
  if (kind == REQUEST_IMPORT) {
    if (is_main) import_main(r, out, dir, json_get_string(package->json, "main"), from);
    else accept_import(r, out, path, from, has_slash);
    return true;
  }
  out->path = is_main || has_slash ? NULL : load_as_file(r, out, path);
  if (!out->path) out->path = load_as_directory(r, out, path);
  return out->path || out->error;
}

/* `import` asks for less than any text: Node says which names no package can have. */
static bool is_package_name(const char *name) {
  return name[0] != '.' && !strpbrk(name, "\\%") && (name[0] != '@' || strchr(name, '/'));
}

static Resolution load_package(Resolver *r, const char *specifier, const char *from, RequestKind kind) {
  Resolution out = {0};
  const char *plain = strncmp(specifier, "node:", 5) ? specifier : specifier + 5;
  if (r->is_lib(plain)) {
    out.lib = plain;
    return out;
  }
  if (plain != specifier) {
    resolve_fail(&out, "ERR_UNKNOWN_BUILTIN_MODULE", arena_format(r->arena, "No such built-in module: %s", specifier));
    return out;
  }
  const char *name, *subpath, *scope_dir;
  split_package(r, specifier, &name, &subpath);
  if (kind == REQUEST_IMPORT && !is_package_name(name)) {
    resolve_fail(
        &out, "ERR_INVALID_MODULE_SPECIFIER",
        arena_format(r->arena, "Invalid module \"%s\" is not a valid package name imported from %s", specifier, from));
    return out;
  }
  const Package *self = package_scope(r, from, &scope_dir);
  const char *self_name = self ? json_get_string(self->json, "name") : NULL;
  Json *self_exports = self ? json_get(self->json, "exports") : NULL;
  if (self_name && !strcmp(self_name, name) && self_exports && self_exports->type != JSON_NULL) {
    resolve_in_package(r, &out, scope_dir, subpath, kind, from, specifier);
    if (out.code && !strcmp(out.code, "ERR_PACKAGE_PATH_NOT_EXPORTED") && kind == REQUEST_REQUIRE)
      out.error = arena_format(r->arena, "%s imported from %s", out.error, from);
    if (out.path || out.lib || out.error) return out;
  }
  for (const char *dir = resolve_folder(r->arena, from);; dir = resolve_folder(r->arena, dir)) {
    const char *base = strrchr(dir, '/');
    if (!base || strcmp(base, "/node_modules")) {
      const char *folder = path_in(r, dir, "node_modules"), *candidate = path_in(r, folder, name);
      if (path_kind(r, candidate) == HOST_PATH_DIRECTORY) {
        if (resolve_in_package(r, &out, candidate, subpath, kind, from, specifier)) return out;
      } else {
        bool is_there = kind == REQUEST_REQUIRE && path_kind(r, folder) == HOST_PATH_DIRECTORY;
        if (is_there) out.path = load_as_file(r, &out, candidate);
        if (out.path) return out;
        ARRAY_PUSH(r->arena, &out.tried, candidate);
      }
    }
    if (!strcmp(dir, "/")) break;
  }
  if (kind == REQUEST_REQUIRE)
    resolve_fail(&out, "MODULE_NOT_FOUND", arena_format(r->arena, "Cannot find module '%s'", specifier));
  else
    resolve_fail(&out, "ERR_MODULE_NOT_FOUND",
                 arena_format(r->arena, "Cannot find package '%s' imported from %s", name, from));
  return out;
}

/* ---- requests ---- */

static bool is_relative(const char *s) {
  return s[0] == '/' || (s[0] == '.' && (!s[1] || s[1] == '/' || (s[1] == '.' && (!s[2] || s[2] == '/'))));
}

static bool ends_like_folder(const char *s) {
  size_t n = strlen(s);
  if (n && s[n - 1] == '/') return true;
  const char *slash = strrchr(s, '/'), *last = slash ? slash + 1 : s;
  return !strcmp(last, ".") || !strcmp(last, "..");
}

/* "#name": PACKAGE_IMPORTS_RESOLVE. */
static Resolution resolve_internal(Resolver *r, const char *specifier, const char *from, RequestKind kind) {
  Resolution out = {0};
  if (!specifier[1]) {
    resolve_fail(&out, "ERR_INVALID_MODULE_SPECIFIER",
                 arena_format(r->arena,
                              "Invalid module \"#\" is not a valid internal imports specifier name imported from %s",
                              from));
    return out;
  }
  Asked q = {.from = from, .kind = kind, .is_internal = true};
  const Package *scope = package_scope(r, from, &q.dir);
  if (!is_usable(r, &out, scope)) return out;
  Json *imports = scope ? json_get(scope->json, "imports") : NULL;
  if (kind == REQUEST_REQUIRE && (!imports || imports->type != JSON_OBJECT))
    return load_package(r, specifier, from, kind);
  const char *path = imports && imports->type == JSON_OBJECT ? match_subpath(r, imports, specifier, &q, &out) : NULL;
  if (path && !out.path) accept_target(r, &out, path, &q);
  if (!out.path && !out.lib && !out.error) {
    const char *where = scope ? arena_format(r->arena, " in package %s", scope->file) : "";
    resolve_fail(&out, "ERR_PACKAGE_IMPORT_NOT_DEFINED",
                 arena_format(r->arena, "Package import specifier \"%s\" is not defined%s imported from %s", specifier,
                              where, from));
  }
  return out;
}

static Resolution resolve_require(Resolver *r, const char *specifier, const char *from) {
  if (specifier[0] == '#') return resolve_internal(r, specifier, from, REQUEST_REQUIRE);
  if (!is_relative(specifier)) return load_package(r, specifier, from, REQUEST_REQUIRE);
  Resolution out = {0};
  const char *path = join_path(r, resolve_folder(r->arena, from), specifier);
  out.path = ends_like_folder(specifier) ? NULL : load_as_file(r, &out, path);
  if (!out.path) out.path = load_as_directory(r, &out, path);
  if (!out.path && !out.error)
    resolve_fail(&out, "MODULE_NOT_FOUND", arena_format(r->arena, "Cannot find module '%s'", specifier));
  return out;
}

/* Of the path of a file: URL, or of a relative one, which has no such characters. */
static const char *decode_path(Resolver *r, const char *url) {
  char *out = arena_strndup(r->arena, url, strcspn(url, "?#")), *w = out;
  for (const char *p = out; *p;) {
    int code = url_decode(p);
    *w++ = code < 0 ? *p : (char)code;
    p += code < 0 ? 1 : 3;
  }
  *w = 0;
  return out;
}

/* Whether a URL's path has one of two characters encoded. */
static bool has_encoded(const char *url, int a, int b) {
  for (const char *p = url; *p && *p != '?' && *p != '#'; p++)
    if (url_decode(p) == a || url_decode(p) == b) return true;
  return false;
}

/* The path of a URL with "\\x00" for what no path can have. */
static const char *show_path(Resolver *r, const char *url) {
  char *out = arena_alloc(r->arena, 2 * strlen(url) + 1), *w = out;
  for (const char *p = url; *p && *p != '?' && *p != '#';) {
    int code = url_decode(p);
    if (code) *w++ = code < 0 ? *p : (char)code;
    else w = (char *)memcpy(w, "\\x00", 4) + 4;
    p += code < 0 ? 1 : 3;
  }
  *w = 0;
  return out;
}

/* ESM_RESOLVE of a specifier that is the URL of a file. */
static Resolution resolve_url(Resolver *r, const char *specifier, const char *from) {
  Resolution out = {0};
  bool is_file = !is_relative(specifier);
  const char *url = is_file ? specifier + strlen("file:") : specifier;
  if (is_file && !strncmp(url, "//", 2)) url += strncmp(url + 2, "localhost/", 10) ? 2 : 11;
  const char *dir = resolve_folder(r->arena, from);
  if (has_encoded(url, '/', '\\')) {
    size_t n = strcspn(url, "?#");
    resolve_fail(
        &out, "ERR_INVALID_MODULE_SPECIFIER",
        arena_format(r->arena,
                     "Invalid module \"%s\" must not include encoded \"/\" or \"\\\" characters imported from %s",
                     join_path(r, dir, arena_strndup(r->arena, url, n)), from));
    return out;
  }
  if (has_encoded(url, 0, 0)) {
    resolve_fail(&out, "ERR_INVALID_ARG_VALUE",
                 arena_format(r->arena,
                              "The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received "
                              "'%s'",
                              join_path(r, dir, show_path(r, url))));
    return out;
  }
  const char *path = decode_path(r, url);
  accept_import(r, &out, join_path(r, dir, path), from, ends_like_folder(path));
  const char *suffix = url_suffix(r->arena, url);
  if (out.path && *suffix) out.url = arena_format(r->arena, "%s%s", url_of_path(r->arena, out.path), suffix);
  return out;
}

/* A data: URL. */
static Resolution resolve_data(Resolver *r, const char *specifier) {
  const char *url = url_of_data(r->arena, specifier);
  Resolution out = {0};
  DataUrl data;
  if (!url_read_data(r->arena, url, &data)) resolve_fail(&out, "ERR_INVALID_URL", "Invalid URL");
  else if (data.kind == DATA_JAVASCRIPT || data.kind == DATA_JSON) out.url = url;
  else if (data.kind == DATA_WASM)
    resolve_fail(&out, "ERR_UNKNOWN_MODULE_FORMAT",
                 arena_format(r->arena, "'%s' is WebAssembly: only JavaScript can be compiled", url));
  else
    resolve_fail(&out, "ERR_UNKNOWN_MODULE_FORMAT",
                 arena_format(r->arena, "Unknown module format: %s for URL %s", data.type, url));
  return out;
}

/* Which module format the end of a file's name stands for is known of few. */
static void check_extension(Resolver *r, Resolution *out) {
  static const char *const known[] = {".js", ".mjs", ".cjs", ".json", ".node", ".wasm", ".ts", ".mts", ".cts"};
  const char *base = strrchr(out->path, '/') + 1, *dot = strrchr(base, '.');
  if (!dot || dot == base) return;
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (!strcmp(dot, known[i])) return;
  resolve_fail(out, "ERR_UNKNOWN_FILE_EXTENSION",
               arena_format(r->arena, "Unknown file extension \"%s\" for %s", dot, out->path));
}

/* What `require` would find; Node's message names it for a package. */
static void add_hint(Resolver *r, Resolution *out, const char *specifier, const char *from) {
  Resolution found = resolve_require(r, specifier, from);
  if (!found.path) return;
  const char *hint = found.path, *name, *subpath;
  if (is_relative(specifier) && specifier[0] != '/') {
    const char *dir = resolve_folder(r->arena, from);
    uint32_t ups = 0;
    while (dir[1] && (strncmp(hint, dir, strlen(dir)) || hint[strlen(dir)] != '/'))
      ups++, dir = resolve_folder(r->arena, dir);
    hint = hint + (dir[1] ? strlen(dir) + 1 : 1);
    if (!ups) hint = arena_format(r->arena, "./%s", hint);
    for (; ups; ups--) hint = arena_format(r->arena, "../%s", hint);
  } else if (specifier[0] != '/') {
    split_package(r, specifier, &name, &subpath);
    size_t n = strcspn(specifier, "/");
    const char *needle = arena_format(r->arena, "/node_modules/%.*s/", (int)n, specifier), *at = NULL;
    for (const char *p = hint; (p = strstr(p, needle)); p++) at = p;
    hint = at ? arena_format(r->arena, "%.*s/%s", (int)n, specifier, at + strlen(needle)) : url_of_path(r->arena, hint);
  }
  out->hint = hint;
  if (specifier[0] != '.') out->error = arena_format(r->arena, "%s\nDid you mean to import \"%s\"?", out->error, hint);
}

/* What is not absolute has no meaning in a module of a data: URL, but for Node's own modules. */
static bool has_no_base(Resolver *r, const char *specifier, const char *from) {
  return url_is_data(from) && !has_scheme(specifier) && (is_relative(specifier) || !r->is_lib(specifier));
}

static Resolution resolve_import(Resolver *r, const char *specifier, const char *from) {
  Resolution out = {0};
  if (url_is_data(specifier)) return resolve_data(r, specifier);
  if (has_no_base(r, specifier, from)) {
    resolve_fail(&out, "ERR_UNSUPPORTED_RESOLVE_REQUEST",
                 arena_format(r->arena, UNSUPPORTED_RESOLVE_REQUEST("%s"), specifier, from));
    return out;
  }
  from = url_path(r->arena, from);
  if (is_relative(specifier) || !strncmp(specifier, "file:", 5)) out = resolve_url(r, specifier, from);
  else if (specifier[0] == '#') out = resolve_internal(r, specifier, from, REQUEST_IMPORT);
  else if (has_scheme(specifier) && strncmp(specifier, "node:", 5)) {
    bool is_web = !strncmp(specifier, "http:", 5) || !strncmp(specifier, "https:", 6);
    resolve_fail(
        &out, "ERR_UNSUPPORTED_ESM_URL_SCHEME",
        arena_format(r->arena,
                     "Only URLs with a scheme in: %s are supported by the default ESM loader. Received protocol "
                     "'%.*s:'",
                     is_web ? "file and data" : "file, data, and node", (int)strcspn(specifier, ":"), specifier));
  } else {
    out = load_package(r, specifier, from, REQUEST_IMPORT);
  }
  if (out.path) check_extension(r, &out);
  else if (out.code && (!strcmp(out.code, "ERR_MODULE_NOT_FOUND") || !strcmp(out.code, "ERR_UNSUPPORTED_DIR_IMPORT")))
    add_hint(r, &out, specifier, from);
  return out;
}

const char *resolve_specifier(Arena *arena, const char *text, size_t length) {
  if (strlen(text) == length) return text;
  char *out = arena_alloc(arena, 3 * length + 1), *w = out;
  for (size_t i = 0; i < length; i++)
    if (text[i]) *w++ = text[i];
    else w = (char *)memcpy(w, "%00", 3) + 3;
  *w = 0;
  return out;
}

const char *resolve_specifier_of(Arena *arena, const Atom *text) {
  size_t length;
  const char *utf8 = atom_utf8_sized(text, arena, &length);
  return resolve_specifier(arena, utf8, length);
}

Resolution resolve_request(Resolver *r, const char *specifier, const char *from, RequestKind kind) {
  return kind == REQUEST_IMPORT ? resolve_import(r, specifier, from) : resolve_require(r, specifier, from);
}
