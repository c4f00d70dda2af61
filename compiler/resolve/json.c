/* json.c: recursive descent over the text; nesting is limited, as files in packages never nest deeply. Other limits are
 * those of RFC 8259, but that numbers are not looked at closely. */
#include "json.h"

#include "../support/array.h"

enum { JSON_MAX_DEPTH = 2000 };

typedef struct Reader {
  Arena *arena;
  const char *at, *end;
  int depth;
} Reader;

static void skip_space(Reader *r) {
  while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r')) r->at++;
}

static bool take(Reader *r, char c) {
  skip_space(r);
  if (r->at == r->end || *r->at != c) return false;
  r->at++;
  return true;
}

static bool take_word(Reader *r, const char *word) {
  size_t n = strlen(word);
  if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n)) return false;
  r->at += n;
  return true;
}

static bool read_hex4(Reader *r, uint32_t *unit) {
  if (r->end - r->at < 4) return false;
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    char c = *r->at++;
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0) return false;
    *unit = *unit << 4 | (uint32_t)digit;
  }
  return true;
}

static char *put_utf8(char *out, uint32_t c) {
  if (c < 0x80) *out++ = (char)c;
  else if (c < 0x800) *out++ = (char)(0xC0 | c >> 6), *out++ = (char)(0x80 | (c & 63));
  else if (c < 0x10000)
    *out++ = (char)(0xE0 | c >> 12), *out++ = (char)(0x80 | (c >> 6 & 63)), *out++ = (char)(0x80 | (c & 63));
  else
    *out++ = (char)(0xF0 | c >> 18), *out++ = (char)(0x80 | (c >> 12 & 63)), *out++ = (char)(0x80 | (c >> 6 & 63)),
    *out++ = (char)(0x80 | (c & 63));
  return out;
}

static const char *read_string(Reader *r) {
  if (!take(r, '"')) return NULL;
  const char *stop = r->at;
  while (stop < r->end && *stop != '"') stop += *stop == '\\' ? 2 : 1;
  if (stop >= r->end) return NULL;
  char *text = arena_alloc(r->arena, (size_t)(stop - r->at) + 1), *out = text;
  while (*r->at != '"') {
    if ((unsigned char)*r->at < 0x20) return NULL;
    if (*r->at != '\\') {
      *out++ = *r->at++;
      continue;
    }
    r->at++;
    char c = *r->at++;
    const char *from = "\"\\/bfnrt", *to = "\"\\/\b\f\n\r\t", *p = strchr(from, c);
    uint32_t unit, low;
    if (c == 'u') {
      if (!read_hex4(r, &unit)) return NULL;
      if (unit >= 0xD800 && unit < 0xDC00 && take_word(r, "\\u")) {
        if (!read_hex4(r, &low)) return NULL;
        if (low >= 0xDC00 && low <= 0xDFFF) unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        else r->at -= 6; /* a lone surrogate, and another escape */
      }
      out = put_utf8(out, unit);
    } else if (p && c) {
      *out++ = to[p - from];
    } else {
      return NULL;
    }
  }
  r->at++;
  return text;
}

static Json *read_value(Reader *r);

static Json *read_members(Reader *r, Json *j, char close) {
  ARRAY(Json *) items = {0};
  ARRAY(const char *) keys = {0};
  if (!take(r, close)) do {
      if (j->type == JSON_OBJECT) {
        const char *key = read_string(r);
        if (!key || !take(r, ':')) return NULL;
        ARRAY_PUSH(r->arena, &keys, key);
      }
      Json *item = read_value(r);
      if (!item) return NULL;
      ARRAY_PUSH(r->arena, &items, item);
    } while (take(r, ','));
  else { return j; }
  if (!take(r, close)) return NULL;
  j->items = items.items;
  j->keys = keys.items;
  j->count = items.count;
  return j;
}

static Json *read_value(Reader *r) {
  if (++r->depth > JSON_MAX_DEPTH) return NULL;
  Json *j = ARENA_NEW(r->arena, Json);
  skip_space(r);
  if (r->at == r->end) return NULL;
  char c = *r->at;
  if (c == '{' || c == '[') {
    r->at++;
    j->type = c == '{' ? JSON_OBJECT : JSON_ARRAY;
    j = read_members(r, j, c == '{' ? '}' : ']');
  } else if (c == '"') {
    j->type = JSON_STRING;
    j->string = read_string(r);
    if (!j->string) return NULL;
  } else if (take_word(r, "true") || take_word(r, "false")) {
    j->type = JSON_BOOL;
    j->boolean = c == 't';
  } else if (take_word(r, "null")) {
    j->type = JSON_NULL;
  } else if (c == '-' || (c >= '0' && c <= '9')) {
    const char *from = r->at;
    while (r->at < r->end && *r->at && strchr("+-.eE0123456789", *r->at)) r->at++;
    j->type = JSON_NUMBER;
    j->string = arena_strndup(r->arena, from, (size_t)(r->at - from));
  } else {
    return NULL;
  }
  r->depth--;
  return j;
}

Json *json_parse(Arena *arena, const char *text, size_t len, size_t *error_at) {
  Reader r = {arena, text, text + len, 0};
  if (len >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3)) r.at += 3;
  Json *j = read_value(&r);
  skip_space(&r);
  if (j && r.at == r.end) return j;
  if (error_at) *error_at = (size_t)(r.at - text);
  return NULL;
}

Json *json_get(const Json *j, const char *key) {
  if (!j || j->type != JSON_OBJECT) return NULL;
  for (uint32_t i = j->count; i-- > 0;)
    if (!strcmp(j->keys[i], key)) return j->items[i];
  return NULL;
}

const char *json_get_string(const Json *j, const char *key) {
  Json *m = json_get(j, key);
  return m && m->type == JSON_STRING ? m->string : NULL;
}
