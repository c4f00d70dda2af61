/* Dates: the calendar arithmetic of ES 21.4.1, parsing, formatting and time zones.
 *
 * Time values are milliseconds since 1970-01-01T00:00:00Z as doubles, NaN if invalid. A DateZone describes a time zone;
 * it is built once from the bytes of a TZif file (RFC 8536) or from a POSIX TZ string, which the caller has read from
 * the system (TZ, /etc/localtime, /usr/share/zoneinfo). The functions are pure.
 */
#ifndef RUNTIME_NUMBER_DATE_H
#define RUNTIME_NUMBER_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "number/strtod.h"

#define DATE_MS_PER_DAY 86400000.0
#define DATE_MAX_TIME 8.64e15

/* A rule of a POSIX TZ string for the change to or from summer time. */
typedef struct DateRule {
  uint8_t kind;  /* DATE_RULE_* */
  uint8_t month; /* 1..12 */
  uint8_t week;  /* 1..5 */
  uint16_t day;  /* day of the week, or of the year */
  int32_t time;  /* seconds after local midnight, may be negative or above a day */
} DateRule;

enum { DATE_RULE_MONTH, DATE_RULE_JULIAN, DATE_RULE_DAY };

enum { DATE_ABBREVIATION_MAX = 12 };

/* A time zone. The arrays point into the bytes that date_zone_from_tzif was given, which must stay. */
typedef struct DateZone {
  const uint8_t *times;         /* transition times, big-endian, time_size bytes each */
  const uint8_t *indices;       /* type of each transition */
  const uint8_t *types;         /* 6 bytes each: offset, is_dst, abbreviation */
  const uint8_t *abbreviations; /* NUL-terminated */
  uint32_t time_count;
  uint32_t type_count;
  uint32_t abbreviation_bytes;
  uint8_t time_size; /* 4 or 8 */
  bool has_footer;   /* std .. rules are valid: used after the last transition */
  bool has_dst;
  int32_t std_offset; /* seconds east of UTC */
  int32_t dst_offset;
  DateRule dst_start;
  DateRule dst_end;
  char std_abbreviation[DATE_ABBREVIATION_MAX];
  char dst_abbreviation[DATE_ABBREVIATION_MAX];
  const char *standard_name; /* long English names, Latin-1, or "" */
  const char *summer_name;
  char name[64]; /* IANA name as "Europe/Berlin", or "" */
} DateZone;

/* UTC. */
void date_zone_utc(DateZone *zone);

/* Parses a TZif file, version 1 to 4. False, and zone is UTC, if it is malformed. */
bool date_zone_from_tzif(DateZone *zone, const uint8_t *bytes, size_t length);

/* Parses "CET-1CEST,M3.5.0,M10.5.0/3". False, and zone is UTC, if it is malformed. */
bool date_zone_from_posix(DateZone *zone, const char *text, size_t length);

/* Leaves of a zone its standard time of now, without a name. */
void date_zone_fix(DateZone *zone);

/* Sets the IANA name (the path below zoneinfo), from which display names are found. */
void date_zone_set_name(DateZone *zone, const char *name, size_t length);

/* The offset from UTC in milliseconds at a UTC time, and whether summer time is in force (may be NULL). */
double date_zone_offset(const DateZone *zone, double utc, bool *is_summer);

/* LocalTime and UTC of ES 21.4.1.25 and 21.4.1.26. A skipped local time is read with the offset before the change,
 * a repeated one is its first occurrence. */
double date_local_from_utc(const DateZone *zone, double utc);
double date_utc_from_local(const DateZone *zone, double local);

/* The long English name at a UTC time as Node prints it in parentheses: "Central European Standard Time", or "GMT+05:30"
 * (the offset of now) where date-zones.def has none. Outside 1970 to 2037 the name is that of a year alike, as in V8. Latin-1;
 * returns the length, NUL-terminated. */
enum { DATE_ZONE_NAME_MAX = 64 };
size_t date_zone_display_name(const DateZone *zone, double utc, char *out);

/* Fields of a time value that is already in the wanted zone (local or UTC). */
typedef struct DateFields {
  int32_t year;
  int32_t month;   /* 0..11 */
  int32_t day;     /* 1..31 */
  int32_t weekday; /* 0 = Sunday */
  int32_t hour;
  int32_t minute;
  int32_t second;
  int32_t millisecond;
} DateFields;

/* time: finite, |time| <= DATE_MAX_TIME plus a day. */
DateFields date_fields(double time);

/* ES 21.4.1.27 to 21.4.1.31. Arguments are Numbers, already converted; NaN propagates. */
double date_make_time(double hour, double minute, double second, double ms);
double date_make_day(double year, double month, double day);
double date_make_date(double day, double time);
double date_time_clip(double time);
double date_make_full_year(double year);

/* Day number and time within the day. */
double date_day(double time);
double date_time_within_day(double time);

/* Date.parse: the ISO format, then V8's lenient legacy grammar. NaN if neither. Local times are read in zone. */
double date_parse(NumChars text, const DateZone *zone);

/* Texts, Latin-1. utc is a finite time value; out: DATE_STRING_MAX bytes; the length is returned, NUL-terminated. */
enum { DATE_STRING_MAX = 128 };
size_t date_to_string(double utc, const DateZone *zone, char *out);      /* Thu Jan 01 1970 01:00:00 GMT+0100 (...) */
size_t date_to_date_string(double utc, const DateZone *zone, char *out); /* Thu Jan 01 1970 */
size_t date_to_time_string(double utc, const DateZone *zone, char *out); /* 01:00:00 GMT+0100 (...) */
size_t date_to_iso_string(double utc, char *out);                        /* 1970-01-01T00:00:00.000Z */
size_t date_to_utc_string(double utc, char *out);                        /* Thu, 01 Jan 1970 00:00:00 GMT */

/* The default formats of toLocaleString and its kin in en-US. */
size_t date_to_locale_string(double utc, const DateZone *zone, char *out);      /* 1/1/1970, 1:00:00 AM */
size_t date_to_locale_date_string(double utc, const DateZone *zone, char *out); /* 1/1/1970 */
size_t date_to_locale_time_string(double utc, const DateZone *zone, char *out); /* 1:00:00 AM */

#endif
