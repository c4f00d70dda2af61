/*
 * url.h: the URLs of modules (WHATWG URL, nodejs.org "ECMAScript modules: URLs"): those of files, whose query and fragment
 * make another module of the same file, and data: URLs (WHATWG Fetch, "data: URL processor"), which bring the text.
 */
#ifndef JSC_RESOLVE_URL_H
#define JSC_RESOLVE_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "../support/arena.h"

/* The file: URL of an absolute path. */
const char *url_of_path(Arena *arena, const char *path);
/* The same of a module's name, which is a path or is a URL already. */
const char *url_of_name(Arena *arena, const char *name);
/* Query and fragment of a specifier as its URL has them, "" without. */
const char *url_suffix(Arena *arena, const char *specifier);
/* The path that the name of a module stands for: itself, or decoded from a file: URL. Data has no path but its URL. */
const char *url_path(Arena *arena, const char *name);
/* What a percent sign and two hexadecimal digits stand for, else -1. */
int url_decode(const char *p);
bool url_is_data(const char *url);
/* A data: URL in its normal form. */
const char *url_of_data(Arena *arena, const char *specifier);

typedef enum DataKind { DATA_OTHER, DATA_JAVASCRIPT, DATA_JSON, DATA_WASM } DataKind;
typedef struct DataUrl {
  DataKind kind;
  const char *type; /* the media type without parameters, as it stands; "null": it has none */
  char *text;
  size_t length;
} DataUrl;
/* Reads a URL that url_of_data made. False: it is not a valid one. */
bool url_read_data(Arena *arena, const char *url, DataUrl *data);

#endif
