/*
 * json.h: a small reader of JSON (RFC 8259) for package.json files. Objects keep the order of their keys, which
 * conditional exports depend on.
 */
#ifndef JSC_RESOLVE_JSON_H
#define JSC_RESOLVE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../support/arena.h"

typedef enum JsonType { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT } JsonType;

typedef struct Json {
  JsonType type;
  bool boolean;
  const char *string;  /* UTF-8, NUL-terminated; numbers: their text */
  struct Json **items; /* arrays and objects */
  const char **keys;   /* objects */
  uint32_t count;
} Json;

/* NULL when the text is not JSON; *error_at is then the byte offset. */
Json *json_parse(Arena *arena, const char *text, size_t len, size_t *error_at);
/* Member of an object by name, NULL if absent or if `j` is NULL or no object. */
Json *json_get(const Json *j, const char *key);
/* The member's string, NULL if absent or no string. */
const char *json_get_string(const Json *j, const char *key);

#endif
