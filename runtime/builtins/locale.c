/*
 * locale.c: checks of the arguments of toLocaleString methods (see locale.h).
 */
#include "locale.h"

#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../string/string.h"

bool locale_check(Value locales) {
  if (value_is_undefined(locales)) return true;
  if (value_is_array_kind(locales)) {
    if (array_length(locales) == 0) return true;
    locales = value_get_index(locales, 0);
    if (value_is_exception(locales)) return false;
  }
  if (!value_is_string(locales)) {
    throw_type_error("Incorrect locale information provided");
    return false;
  }
  String *tag = value_string(locales);
  if (string_equal_ascii(tag, "en-US") || string_equal_ascii(tag, "en")) return true;
  throw_range_error("Locale %S is not supported, only en-US is", tag);
  return false;
}

bool locale_check_options(Value options, const char *method, const char *const *allowed) {
  if (value_is_undefined(options)) return true;
  if (value_is_null(options)) {
    throw_type_error("Cannot convert undefined or null to object");
    return false;
  }
  if (!value_is_object(options)) return true;
  KeyList keys = {0};
  if (object_own_keys(value_object(options), KEYS_STRINGS | KEYS_ENUMERABLE, &keys) < 0) return false;
  for (uint32_t i = 0; i < keys.count; i++) {
    Value v = value_get(options, keys.keys[i]);
    if (value_is_exception(v)) return false;
    if (value_is_undefined(v)) continue;
    String *name = key_to_display(keys.keys[i]);
    bool is_allowed = false;
    for (const char *const *a = allowed; *a && !is_allowed; a++) is_allowed = string_equal_ascii(name, *a);
    if (!is_allowed) {
      throw_range_error("%s: the option %S is not supported", method, name);
      return false;
    }
  }
  return true;
}

/* A number of digits 0..100, or the default where it is undefined. */
static bool read_places(Value options, const char *name, int32_t *places) {
  Value v = value_get(options, key_from_ascii(name));
  if (value_is_exception(v)) return false;
  if (value_is_undefined(v)) return true;
  double d;
  if (!to_double(v, &d)) return false;
  if (!(d >= 0 && d <= 100)) {
    throw_range_error("%s value is out of range.", name);
    return false;
  }
  *places = (int32_t)d;
  return true;
}

bool locale_number_options(Value locales, Value options, const char *method, LocaleNumberOptions *out) {
  static const char *const allowed[] = {"minimumFractionDigits", "maximumFractionDigits", "useGrouping", NULL};
  *out = (LocaleNumberOptions){-1, -1, true};
  if (!locale_check(locales) || !locale_check_options(options, method, allowed)) return false;
  if (value_is_object(options)) {
    if (!read_places(options, "minimumFractionDigits", &out->min_places) ||
        !read_places(options, "maximumFractionDigits", &out->max_places))
      return false;
    Value grouping = value_get(options, key_from_ascii("useGrouping"));
    if (value_is_exception(grouping)) return false;
    if (!value_is_undefined(grouping)) out->is_grouped = to_boolean(grouping);
  }
  /* ECMA-402 16.1.3: one given bound moves the default of the other. */
  if (out->min_places < 0) out->min_places = 0;
  if (out->max_places < 0) out->max_places = out->min_places > 3 ? out->min_places : 3;
  if (out->min_places > out->max_places) {
    throw_range_error("maximumFractionDigits value is out of range.");
    return false;
  }
  return true;
}
