/*
 * locale.h: what the toLocaleString methods share without Intl: they give the en-US output for the default options and
 * refuse other locales and options by name.
 */
#ifndef RUNTIME_BUILTINS_LOCALE_H
#define RUNTIME_BUILTINS_LOCALE_H

#include "../rt.h"

/* Accepts undefined, "en", "en-US" and arrays that begin with one of these; else throws and returns false. */
bool locale_check(Value locales);

/* Options of a method: undefined, or an object whose keys with defined values are all listed in allowed (NULL-terminated);
 * else throws and returns false. */
bool locale_check_options(Value options, const char *method, const char *const *allowed);

/* Number options: places and grouping. */
typedef struct LocaleNumberOptions {
  int32_t min_places, max_places;
  bool is_grouped;
} LocaleNumberOptions;

bool locale_number_options(Value locales, Value options, const char *method, LocaleNumberOptions *out);

#endif
