/*
 * Date.c: Date and its prototype (ES 21.4) over number/date.h.
 *
 * The time zone is found once an isolate, at the first use of a local time, as ICU does it (putil.cpp, timezone.cpp): the
 * TZ variable if it looks like the name of a zone, else /etc/localtime. A name that is none, of a path or of a rule
 * without summer time, stands for its standard time all year; what says nothing is UTC.
 */
#include "../number/date.h"

#include "../heap/heap.h"
#include "../number/math.h"
#include "../object/convert.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../os/os.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "builtins.h"
#include "locale.h"

/* ---- the time zone ---- */

static const char zoneinfo[] = "/usr/share/zoneinfo/";
enum { ZONE_PATH_MAX = 512, SYSCALL_READLINK = 89 };

/* Reads a TZif file. Its bytes stay mapped, since the zone points into them. */
static bool zone_read(DateZone *zone, const char *path) {
  size_t length, capacity;
  int error;
  uint8_t *bytes = os_read_file(path, &length, &capacity, &error);
  if (!bytes) return false;
  if (date_zone_from_tzif(zone, bytes, length)) return true;
  os_unmap(bytes, capacity);
  return false;
}

/* The name below a zoneinfo directory that a path contains, or NULL. */
static const char *zone_name_of_path(const char *path) {
  static const char mark[] = "/zoneinfo/";
  for (const char *p = path; *p; p++)
    if (mem_equal(p, mark, cstring_length(p) < sizeof mark - 1 ? cstring_length(p) : sizeof mark - 1) &&
        cstring_length(p) > sizeof mark - 1)
      return p + sizeof mark - 1;
  return NULL;
}

/* posix/ and right/ hold copies of all zones: the length of that. */
static size_t copies_prefix(const char *name) {
  static const char *const copies[] = {"posix/", "right/"};
  for (int i = 0; i < 2; i++)
    if (cstring_length(name) > 6 && mem_equal(name, copies[i], 6)) return 6;
  return 0;
}

static void zone_from_localtime(DateZone *zone) {
  static const char path[] = "/etc/localtime";
  char target[ZONE_PATH_MAX];
  if (!zone_read(zone, path)) {
    date_zone_utc(zone);
    return;
  }
  int64_t length =
      os_syscall(SYSCALL_READLINK, (uint64_t)(uintptr_t)path, (uint64_t)(uintptr_t)target, sizeof target - 1, 0, 0, 0);
  target[length > 0 ? length : 0] = 0;
  const char *name = zone_name_of_path(target);
  if (!name) name = "UTC";
  name += copies_prefix(name);
  date_zone_set_name(zone, name, cstring_length(name));
}

/* Whether it can be a name: digits, two at most, stand only at its end (Etc/GMT+11), and there is no comma. */
static bool looks_like_name(const char *tz) {
  static const char *const others[] = {"PST8PDT", "MST7MDT", "CST6CDT", "EST5EDT"};
  size_t length = cstring_length(tz), n = 0;
  for (int i = 0; i < 4; i++)
    if (length == 7 && mem_equal(tz, others[i], 7)) return true;
  while (n < length && (tz[n] < '0' || tz[n] > '9') && tz[n] != ',') n++;
  for (int i = 0; i < 2 && tz[n] >= '0' && tz[n] <= '9'; i++) n++;
  return n == length;
}

static void zone_from_variable(DateZone *zone, const char *tz) {
  if (!looks_like_name(tz)) {
    zone_from_localtime(zone);
    return;
  }
  if (*tz == ':') tz++;
  tz += copies_prefix(tz);
  char path[ZONE_PATH_MAX];
  size_t prefix = sizeof zoneinfo - 1, length = cstring_length(tz);
  if (length && *tz != '/' && prefix + length < sizeof path) {
    mem_copy(path, zoneinfo, prefix);
    mem_copy(path + prefix, tz, length + 1);
    if (zone_read(zone, path)) {
      date_zone_set_name(zone, tz, length);
      return;
    }
  }
  if (length && *tz == '/' ? zone_read(zone, tz) : date_zone_from_posix(zone, tz, length)) date_zone_fix(zone);
  else date_zone_utc(zone), date_zone_set_name(zone, "", 0);
}

static const DateZone *local_zone(void) {
  if (RT->date_zone) return RT->date_zone;
  DateZone *zone = os_map(0, sizeof *zone);
  if (!zone) os_abort();
  const char *tz = os_getenv("TZ");
  if (tz) zone_from_variable(zone, tz);
  else zone_from_localtime(zone);
  RT->date_zone = zone;
  return zone;
}

/* ---- time values ---- */

static double now(void) { return math_floor((double)(os_realtime_ns() / 1000000)); }

static PrimitiveObject *this_date(Value v) {
  if (value_is_kind(v, CELL_DATE)) return value_ptr(v);
  throw_type_error("this is not a Date object.");
  return NULL;
}

/* The same for the methods of which V8 says by name what they were called on. */
static PrimitiveObject *this_date_of(Value callee, Value v) {
  if (value_is_kind(v, CELL_DATE)) return value_ptr(v);
  String *name = ((Function *)value_ptr(callee))->info->name;
  throw_type_error("Method Date.prototype.%S called on incompatible receiver %V", name, v);
  return NULL;
}

static Value string_value(const char *text, size_t length) {
  return value_from_ptr(string_from_latin1((const uint8_t *)text, (uint32_t)length));
}

static double parse_string(String *s) {
  StringUnits u = string_units(s);
  return date_parse((NumChars){u.units, u.length, u.is_wide}, local_zone());
}

/* Year, month, day, hour, minute, second, ms from the arguments; month and later ones are optional (21.4.2.1, 21.4.3.4). */
static bool from_components(uint64_t argc, const Value *args, double *out) {
  double v[7] = {0, 0, 1, 0, 0, 0, 0};
  v[0] = math_nan();
  for (uint64_t i = 0; i < argc && i < 7; i++)
    if (!to_double(args[i], &v[i])) return false;
  *out = date_make_date(date_make_day(date_make_full_year(v[0]), v[1], v[2]), date_make_time(v[3], v[4], v[5], v[6]));
  return true;
}

/* ---- the constructor ---- */

JS_BUILTIN(js_Date) {
  JS_UNUSED_ARGS();
  if (value_is_undefined(new_target)) {
    char text[DATE_STRING_MAX];
    return string_value(text, date_to_string(now(), local_zone(), text));
  }
  JS_ARGS(args, 7);
  double time;
  if (argc == 0) {
    time = now();
  } else if (argc == 1) {
    if (value_is_kind(a0, CELL_DATE)) {
      time = value_number(((PrimitiveObject *)value_ptr(a0))->value);
    } else {
      Value primitive = to_primitive(a0, HINT_DEFAULT);
      if (value_is_exception(primitive)) return primitive;
      if (value_is_string(primitive)) time = parse_string(value_string(primitive));
      else if (!to_double(primitive, &time)) return JS_EXCEPTION;
      time = date_time_clip(time);
    }
  } else {
    if (!from_components(argc, args, &time)) return JS_EXCEPTION;
    time = date_time_clip(date_utc_from_local(local_zone(), time));
  }
  Object *o = object_new_from_constructor(new_target, INTR_DatePrototype, CELL_DATE, sizeof(PrimitiveObject));
  if (!o) return JS_EXCEPTION;
  ((PrimitiveObject *)o)->value = value_from_double(time);
  return value_from_ptr(o);
}

JS_BUILTIN(js_Date_now) {
  JS_UNUSED_ARGS();
  return value_from_double(now());
}

JS_BUILTIN(js_Date_parse) {
  JS_UNUSED_ARGS();
  Value text = to_string(a0);
  if (value_is_exception(text)) return text;
  return value_from_double(parse_string(value_string(text)));
}

JS_BUILTIN(js_Date_UTC) {
  JS_UNUSED_ARGS();
  JS_ARGS(args, 7);
  double time;
  if (!from_components(argc, args, &time)) return JS_EXCEPTION;
  return value_from_double(date_time_clip(time));
}

/* ---- getters ---- */

typedef enum DatePart {
  DATE_YEAR,
  DATE_MONTH,
  DATE_DATE,
  DATE_HOURS,
  DATE_MINUTES,
  DATE_SECONDS,
  DATE_MILLISECONDS,
  DATE_DAY
} DatePart;

static Value get_part(Value this_value, DatePart part, bool is_utc) {
  PrimitiveObject *date = this_date(this_value);
  if (!date) return JS_EXCEPTION;
  double time = value_number(date->value);
  if (math_is_nan(time)) return date->value;
  DateFields f = date_fields(is_utc ? time : date_local_from_utc(local_zone(), time));
  switch (part) {
    case DATE_YEAR: return value_from_int(f.year);
    case DATE_MONTH: return value_from_int(f.month);
    case DATE_DATE: return value_from_int(f.day);
    case DATE_HOURS: return value_from_int(f.hour);
    case DATE_MINUTES: return value_from_int(f.minute);
    case DATE_SECONDS: return value_from_int(f.second);
    case DATE_MILLISECONDS: return value_from_int(f.millisecond);
    default: return value_from_int(f.weekday);
  }
}

#define DATE_GETTER(name, part, is_utc)        \
  JS_BUILTIN(js_Date_prototype_##name) {       \
    JS_UNUSED_ARGS();                          \
    return get_part(this_value, part, is_utc); \
  }

DATE_GETTER(getFullYear, DATE_YEAR, false)
DATE_GETTER(getMonth, DATE_MONTH, false)
DATE_GETTER(getDate, DATE_DATE, false)
DATE_GETTER(getHours, DATE_HOURS, false)
DATE_GETTER(getMinutes, DATE_MINUTES, false)
DATE_GETTER(getSeconds, DATE_SECONDS, false)
DATE_GETTER(getMilliseconds, DATE_MILLISECONDS, false)
DATE_GETTER(getDay, DATE_DAY, false)
DATE_GETTER(getUTCFullYear, DATE_YEAR, true)
DATE_GETTER(getUTCMonth, DATE_MONTH, true)
DATE_GETTER(getUTCDate, DATE_DATE, true)
DATE_GETTER(getUTCHours, DATE_HOURS, true)
DATE_GETTER(getUTCMinutes, DATE_MINUTES, true)
DATE_GETTER(getUTCSeconds, DATE_SECONDS, true)
DATE_GETTER(getUTCMilliseconds, DATE_MILLISECONDS, true)
DATE_GETTER(getUTCDay, DATE_DAY, true)

JS_BUILTIN(js_Date_prototype_getYear) {
  JS_UNUSED_ARGS();
  Value year = get_part(this_value, DATE_YEAR, false);
  return value_is_int(year) ? value_from_int(value_int(year) - 1900) : year;
}

JS_BUILTIN(js_Date_prototype_getTime) {
  JS_UNUSED_ARGS();
  PrimitiveObject *date = this_date(this_value);
  return date ? date->value : JS_EXCEPTION;
}

JS_BUILTIN(js_Date_prototype_valueOf) {
  JS_UNUSED_ARGS();
  PrimitiveObject *date = this_date(this_value);
  return date ? date->value : JS_EXCEPTION;
}

JS_BUILTIN(js_Date_prototype_getTimezoneOffset) {
  JS_UNUSED_ARGS();
  PrimitiveObject *date = this_date(this_value);
  if (!date) return JS_EXCEPTION;
  double time = value_number(date->value);
  if (math_is_nan(time)) return date->value;
  return value_from_double(math_trunc(-date_zone_offset(local_zone(), time, NULL) / 60000) + 0.0);
}

/* ---- setters ---- */

static Value set_time(PrimitiveObject *date, double time) {
  date->value = value_from_double(date_time_clip(time)); /* NOBARRIER: a number */
  return date->value;
}

/* Sets up to `max` parts from `first` on to the arguments: the date's (year, month, day) or the time's. */
static Value set_parts(Value callee, Value this_value, uint64_t argc, const Value *args, DatePart first, uint64_t max,
                       bool is_utc) {
  PrimitiveObject *date = this_date_of(callee, this_value);
  if (!date) return JS_EXCEPTION;
  double time = value_number(date->value);
  double given[4];
  uint64_t count = argc < 1 ? 1 : argc < max ? argc : max;
  for (uint64_t i = 0; i < count; i++)
    if (!to_double(args[i], &given[i])) return JS_EXCEPTION;
  if (math_is_nan(time)) {
    if (first != DATE_YEAR) return value_from_double(time);
    time = 0; /* 21.4.4.21: an invalid date gets a year */
  } else if (!is_utc) {
    time = date_local_from_utc(local_zone(), time);
  }
  DateFields f = date_fields(time);
  double part[7] = {f.year, f.month, f.day, f.hour, f.minute, f.second, f.millisecond};
  for (uint64_t i = 0; i < count; i++) part[first + i] = given[i];
  double day = first < DATE_HOURS ? date_make_day(part[0], part[1], part[2]) : date_day(time);
  double within = first < DATE_HOURS ? date_time_within_day(time) : date_make_time(part[3], part[4], part[5], part[6]);
  time = date_make_date(day, within);
  return set_time(date, is_utc ? time : date_utc_from_local(local_zone(), time));
}

#define DATE_SETTER(name, first, max, is_utc)                             \
  JS_BUILTIN(js_Date_prototype_##name) {                                  \
    JS_UNUSED_ARGS();                                                     \
    JS_ARGS(args, 4);                                                     \
    return set_parts(callee, this_value, argc, args, first, max, is_utc); \
  }

DATE_SETTER(setFullYear, DATE_YEAR, 3, false)
DATE_SETTER(setMonth, DATE_MONTH, 2, false)
DATE_SETTER(setDate, DATE_DATE, 1, false)
DATE_SETTER(setHours, DATE_HOURS, 4, false)
DATE_SETTER(setMinutes, DATE_MINUTES, 3, false)
DATE_SETTER(setSeconds, DATE_SECONDS, 2, false)
DATE_SETTER(setMilliseconds, DATE_MILLISECONDS, 1, false)
DATE_SETTER(setUTCFullYear, DATE_YEAR, 3, true)
DATE_SETTER(setUTCMonth, DATE_MONTH, 2, true)
DATE_SETTER(setUTCDate, DATE_DATE, 1, true)
DATE_SETTER(setUTCHours, DATE_HOURS, 4, true)
DATE_SETTER(setUTCMinutes, DATE_MINUTES, 3, true)
DATE_SETTER(setUTCSeconds, DATE_SECONDS, 2, true)
DATE_SETTER(setUTCMilliseconds, DATE_MILLISECONDS, 1, true)

JS_BUILTIN(js_Date_prototype_setTime) {
  JS_UNUSED_ARGS();
  PrimitiveObject *date = this_date_of(callee, this_value);
  double time;
  if (!date || !to_double(a0, &time)) return JS_EXCEPTION;
  return set_time(date, time);
}

/* ES B.2.3.2 */
JS_BUILTIN(js_Date_prototype_setYear) {
  JS_UNUSED_ARGS();
  PrimitiveObject *date = this_date_of(callee, this_value);
  double year;
  if (!date || !to_double(a0, &year)) return JS_EXCEPTION;
  if (math_is_nan(year)) return set_time(date, year);
  double time = value_number(date->value);
  time = math_is_nan(time) ? 0 : date_local_from_utc(local_zone(), time);
  DateFields f = date_fields(time);
  double day = date_make_day(date_make_full_year(year), f.month, f.day);
  return set_time(date, date_utc_from_local(local_zone(), date_make_date(day, date_time_within_day(time))));
}

/* ---- texts ---- */

typedef size_t DateFormat(double utc, const DateZone *zone, char *out);

static Value format(Value callee, Value this_value, DateFormat *write) {
  PrimitiveObject *date = this_date_of(callee, this_value);
  if (!date) return JS_EXCEPTION;
  double time = value_number(date->value);
  if (math_is_nan(time)) return value_from_ptr(string_from_ascii("Invalid Date"));
  char text[DATE_STRING_MAX];
  return string_value(text, write(time, local_zone(), text));
}

static size_t write_utc(double utc, const DateZone *zone, char *out) {
  (void)zone;
  return date_to_utc_string(utc, out);
}

#define DATE_TEXT(name, write)                \
  JS_BUILTIN(js_Date_prototype_##name) {      \
    JS_UNUSED_ARGS();                         \
    return format(callee, this_value, write); \
  }

DATE_TEXT(toString, date_to_string)
DATE_TEXT(toDateString, date_to_date_string)
DATE_TEXT(toTimeString, date_to_time_string)
DATE_TEXT(toUTCString, write_utc)

JS_BUILTIN(js_Date_prototype_toISOString) {
  JS_UNUSED_ARGS();
  PrimitiveObject *date = this_date_of(callee, this_value);
  if (!date) return JS_EXCEPTION;
  double time = value_number(date->value);
  if (math_is_nan(time)) return throw_range_error("Invalid time value");
  char text[DATE_STRING_MAX];
  return string_value(text, date_to_iso_string(time, text));
}

/* The en-US texts of the default options; timeZone: "UTC" is known besides. */
static Value format_locale(Value callee, Value this_value, Value locales, Value options, const char *method,
                           DateFormat *write) {
  static const char *const allowed[] = {"timeZone", NULL};
  if (!value_is_kind(this_value, CELL_DATE)) return throw_incompatible(method, this_value);
  if (!locale_check(locales) || !locale_check_options(options, method, allowed)) return JS_EXCEPTION;
  if (!value_is_object(options)) return format(callee, this_value, write);
  Value zone_value = value_get(options, key_from_ascii("timeZone"));
  if (value_is_exception(zone_value)) return zone_value;
  if (value_is_undefined(zone_value)) return format(callee, this_value, write);
  zone_value = to_string(zone_value);
  if (value_is_exception(zone_value)) return zone_value;
  String *name = value_string(zone_value);
  DateZone zone;
  if (!string_equal_ascii(name, "UTC")) return throw_range_error("%s: the time zone %S is not supported", method, name);
  date_zone_utc(&zone);
  double time = value_number(this_date_of(callee, this_value)->value);
  if (math_is_nan(time)) return format(callee, this_value, write);
  char text[DATE_STRING_MAX];
  return string_value(text, write(time, &zone, text));
}

#define DATE_LOCALE(name, write)                                                      \
  JS_BUILTIN(js_Date_prototype_##name) {                                              \
    JS_UNUSED_ARGS();                                                                 \
    return format_locale(callee, this_value, a0, a1, "Date.prototype." #name, write); \
  }

DATE_LOCALE(toLocaleString, date_to_locale_string)
DATE_LOCALE(toLocaleDateString, date_to_locale_date_string)
DATE_LOCALE(toLocaleTimeString, date_to_locale_time_string)

/* ES 21.4.4.37 */
JS_BUILTIN(js_Date_prototype_toJSON) {
  JS_UNUSED_ARGS();
  Value object = to_object(this_value);
  if (value_is_exception(object)) return object;
  Value time = to_primitive(object, HINT_NUMBER);
  if (value_is_exception(time)) return time;
  if (value_is_number(time) && !math_is_finite(value_number(time))) return JS_NULL;
  return value_invoke(object, key_from_ascii("toISOString"), 0, NULL);
}

/* ES 21.4.4.45 */
JS_BUILTIN(js_Date_prototype_Symbol_toPrimitive) {
  JS_UNUSED_ARGS();
  if (!value_is_object(this_value)) return throw_incompatible("Date.prototype [ @@toPrimitive ]", this_value);
  if (value_is_string(a0)) {
    String *hint = value_string(a0);
    if (string_equal_ascii(hint, "string") || string_equal_ascii(hint, "default"))
      return ordinary_to_primitive(this_value, HINT_STRING);
    if (string_equal_ascii(hint, "number")) return ordinary_to_primitive(this_value, HINT_NUMBER);
  }
  return throw_type_error("Invalid hint: %V", a0);
}
