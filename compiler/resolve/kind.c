/* kind.c: see kind.h. */
#include "kind.h"

#include <string.h>

bool path_has_suffix(const char *path, const char *suffix) {
  size_t n = strlen(path), k = strlen(suffix);
  return n >= k && !strcmp(path + n - k, suffix);
}

bool file_follows_type(const char *path) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  return path_has_suffix(path, ".js") || path_has_suffix(path, ".ts") || !strchr(base, '.');
}

FileKind file_kind(const char *path, PackageType type) {
  if (path_has_suffix(path, ".json")) return FILE_JSON;
  if (path_has_suffix(path, ".mjs")) return FILE_ESM;
  if (path_has_suffix(path, ".cjs")) return FILE_COMMONJS;
  if (type == PACKAGE_MODULE && file_follows_type(path)) return FILE_ESM;
  return type == PACKAGE_NONE ? FILE_UNSURE : FILE_COMMONJS;
}

bool text_has_mark(const char *text, size_t len) { return len >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3); }

bool text_looks_like_esm(const char *text, size_t len) {
  for (size_t i = 0; i < len;) {
    while (i < len && (text[i] == ' ' || text[i] == '\t')) i++;
    if ((len - i > 7 && !memcmp(text + i, "import", 6) && strchr(" {*\"'", text[i + 6])) ||
        (len - i > 7 && !memcmp(text + i, "export", 6) && strchr(" {*", text[i + 6])))
      return true;
    while (i < len && text[i] != '\n') i++;
    i++;
  }
  return false;
}

const char *lib_exports(const char *path) {
  static const struct {
    const char *path, *names;
  } rows[] = {
#define LIB_EXPORTS(module, names) {"node:" module, names},
#define LIB_PACKAGE LIB_EXPORTS
#include "../../lib/exports.def"
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (!strcmp(rows[i].path, path)) return rows[i].names;
  return NULL;
}
