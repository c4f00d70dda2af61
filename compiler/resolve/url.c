/* url.c: see url.h. */
#include "url.h"

#include <stdint.h>
#include <string.h>

#include "../support/array.h"

/* -1: none. */
static int hex_digit(char c) {
  int low = (unsigned char)c | 32;
  return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

int url_decode(const char *p) {
  return *p == '%' && hex_digit(p[1]) >= 0 && hex_digit(p[2]) >= 0 ? hex_digit(p[1]) << 4 | hex_digit(p[2]) : -1;
}

static char to_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* In upper or lower case; `word` is in lower case. */
static bool begins_with(const char *text, const char *word) {
  for (size_t i = 0; word[i]; i++)
    if (to_lower(text[i]) != word[i]) return false;
  return true;
}

bool url_is_data(const char *url) {
  while (*url && (uint8_t)*url <= ' ') url++;
  return begins_with(url, "data:");
}

/* ---- percent-encoding ---- */

typedef ARRAY(char) Text;

static void put(Arena *arena, Text *out, char c) { ARRAY_PUSH(arena, out, c); }

/* `also`: what is encoded besides control characters and what is not ASCII. */
static void put_encoded(Arena *arena, Text *out, char c, const char *also) {
  static const char hex[] = "0123456789ABCDEF";
  uint8_t byte = (uint8_t)c;
  if (byte > 31 && byte < 127 && !strchr(also, c)) {
    put(arena, out, c);
    return;
  }
  put(arena, out, '%');
  put(arena, out, hex[byte >> 4]);
  put(arena, out, hex[byte & 15]);
}

static const char *finish(Arena *arena, Text *out) {
  put(arena, out, 0);
  return out->items;
}

/* The sets of the URL standard. */
static const char path_set[] = " \"#%<>?\\^`{|}", query_set[] = " \"#<>", special_query_set[] = " \"#<>'",
                  fragment_set[] = " \"<>`";

const char *url_of_path(Arena *arena, const char *path) {
  Text out = {0};
  for (const char *p = "file://"; *p; p++) put(arena, &out, *p);
  for (; *path; path++) put_encoded(arena, &out, *path, path_set);
  return finish(arena, &out);
}

const char *url_of_name(Arena *arena, const char *name) { return name[0] == '/' ? url_of_path(arena, name) : name; }

/* Without what a URL's parser passes over: spaces and control characters around it, line breaks and tabs within. */
static const char *strip(Arena *arena, const char *text) {
  size_t length = strlen(text);
  while (length && (uint8_t)text[length - 1] <= ' ') length--;
  while (length && (uint8_t)*text <= ' ') text++, length--;
  Text out = {0};
  for (size_t i = 0; i < length; i++)
    if (!strchr("\t\n\r", text[i])) put(arena, &out, text[i]);
  return finish(arena, &out);
}

/* Appends query and fragment; an empty one only if it is kept. */
static void put_suffix(Arena *arena, Text *out, const char *p, const char *set, bool keeps_empty) {
  if (*p == '?' && (keeps_empty || (p[1] && p[1] != '#'))) put(arena, out, *p);
  if (*p == '?')
    for (p++; *p && *p != '#'; p++) put_encoded(arena, out, *p, set);
  if (*p && (keeps_empty || p[1])) put(arena, out, *p);
  if (*p)
    for (p++; *p; p++) put_encoded(arena, out, *p, fragment_set);
}

const char *url_suffix(Arena *arena, const char *specifier) {
  const char *p = strip(arena, specifier);
  Text out = {0};
  put_suffix(arena, &out, p + strcspn(p, "?#"), special_query_set, false);
  return finish(arena, &out);
}

const char *url_path(Arena *arena, const char *name) {
  static const char scheme[] = "file://";
  if (strncmp(name, scheme, sizeof scheme - 1)) return name;
  Text out = {0};
  for (const char *p = name + sizeof scheme - 1; *p && *p != '?' && *p != '#'; p++) {
    int code = url_decode(p);
    put(arena, &out, code < 0 ? *p : (char)code);
    if (code >= 0) p += 2;
  }
  return finish(arena, &out);
}

/* ---- data: ---- */

const char *url_of_data(Arena *arena, const char *specifier) {
  const char *p = strip(arena, specifier);
  Text out = {0};
  for (const char *s = "data:"; *s; s++, p++) put(arena, &out, *s);
  for (; *p && *p != '?' && *p != '#'; p++) put_encoded(arena, &out, *p, *p == ' ' && strchr("?#", p[1]) ? " " : "");
  put_suffix(arena, &out, p, query_set, true);
  return finish(arena, &out);
}

/* WHATWG Infra, "forgiving-base64 decode", in place. False: it is not base64. */
static bool decode_base64(DataUrl *data) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  size_t n = 0, length = 0;
  for (size_t i = 0; i < data->length; i++)
    if (!data->text[i] || !strchr("\t\n\f\r ", data->text[i])) data->text[n++] = data->text[i];
  if (n % 4 == 0)
    for (int i = 0; i < 2 && n && data->text[n - 1] == '='; i++) n--;
  if (n % 4 == 1) return false;
  uint32_t bits = 0;
  for (size_t i = 0; i < n; i++) {
    const char *digit = data->text[i] ? strchr(digits, data->text[i]) : NULL;
    if (!digit) return false;
    bits = bits << 6 | (uint32_t)(digit - digits);
    if (i % 4) data->text[length++] = (char)(bits >> (6 - 2 * (i % 4)));
  }
  data->length = length;
  return true;
}

static bool ends_with_base64(const char *type, size_t length) {
  static const char word[] = "base64";
  const size_t n = sizeof word - 1;
  if (length < n || !begins_with(type + length - n, word)) return false;
  length -= n;
  while (length && type[length - 1] == ' ') length--;
  return length && type[length - 1] == ';';
}

/* The part of a media type before its parameters. */
static const char *essence(Arena *arena, const char *type, size_t length) {
  size_t n = 0, slash = 0;
  while (n < length && type[n] != ';') n++;
  while (slash < n && type[slash] != '/') slash++;
  return !slash || slash + 1 >= n ? "null" : arena_strndup(arena, type, n);
}

/* In upper or lower case, with spaces around it. */
static bool is_javascript(const char *type) {
  while (*type == ' ') type++;
  if (!begins_with(type, "text/javascript") && !begins_with(type, "application/javascript")) return false;
  type = strchr(type, '/') + strlen("/javascript");
  while (*type == ' ') type++;
  return !*type;
}

static DataKind kind_of(const char *type) {
  if (is_javascript(type)) return DATA_JAVASCRIPT;
  if (!strcmp(type, "application/json")) return DATA_JSON;
  return strcmp(type, "application/wasm") ? DATA_OTHER : DATA_WASM;
}

bool url_read_data(Arena *arena, const char *url, DataUrl *data) {
  const char *type = url + strlen("data:"), *comma = strchr(type, ',');
  size_t end = strcspn(type, "#");
  if (!comma || (size_t)(comma - type) >= end) return false;
  size_t length = (size_t)(comma - type);
  data->type = essence(arena, type, length);
  data->kind = kind_of(data->type);
  data->text = arena_alloc(arena, end - length);
  data->length = 0;
  for (const char *p = comma + 1; p < type + end; p++) {
    int code = url_decode(p);
    data->text[data->length++] = code < 0 ? *p : (char)code;
    if (code >= 0) p += 2;
  }
  data->text[data->length] = 0;
  return !ends_with_base64(type, length) || decode_base64(data);
}
