/* Dates: calendar arithmetic and the texts (see date.h).
 *
 * Days are counted from 1970-01-01 in the proleptic Gregorian calendar. Conversions go through 400-year eras of 146097
 * days that begin on 1 March, so that the leap day is the last of its year.
 */
#include "number/date.h"

#include "number/math.h"

enum { DAYS_PER_ERA = 146097, DAYS_TO_EPOCH = 719468 /* from 0000-03-01 */ };

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/* Days before the month of the year; month may be out of 0..11. */
static int64_t days_from_month(int64_t year, int64_t month) {
  year += floor_div(month, 12);
  month -= 12 * floor_div(month, 12);
  if (month < 2) year--;
  int64_t era = floor_div(year, 400);
  int64_t year_of_era = year - era * 400;
  int64_t from_march = (month + 10) % 12;
  int64_t day_of_year = (153 * from_march + 2) / 5;
  return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - DAYS_TO_EPOCH;
}

double date_day(double time) { return math_floor(time / DATE_MS_PER_DAY); }

double date_time_within_day(double time) { return time - date_day(time) * DATE_MS_PER_DAY; }

DateFields date_fields(double time) {
  int64_t ms = (int64_t)time;
  int64_t days = floor_div(ms, 86400000);
  int32_t rest = (int32_t)(ms - days * 86400000);
  DateFields f;
  f.millisecond = rest % 1000;
  f.second = rest / 1000 % 60;
  f.minute = rest / 60000 % 60;
  f.hour = rest / 3600000;
  f.weekday = (int32_t)((days + 4) - 7 * floor_div(days + 4, 7));

  int64_t shifted = days + DAYS_TO_EPOCH;
  int64_t era = floor_div(shifted, DAYS_PER_ERA);
  int64_t day_of_era = shifted - era * DAYS_PER_ERA;
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t from_march = (5 * day_of_year + 2) / 153;
  f.day = (int32_t)(day_of_year - (153 * from_march + 2) / 5 + 1);
  f.month = (int32_t)((from_march + 2) % 12);
  f.year = (int32_t)(year_of_era + era * 400 + (f.month < 2));
  return f;
}

double date_make_time(double hour, double minute, double second, double ms) {
  if (!math_is_finite(hour) || !math_is_finite(minute) || !math_is_finite(second) || !math_is_finite(ms))
    return math_nan();
  return math_to_integer(hour) * 3600000.0 + math_to_integer(minute) * 60000.0 + math_to_integer(second) * 1000.0 +
         math_to_integer(ms);
}

double date_make_day(double year, double month, double day) {
  if (!math_is_finite(year) || !math_is_finite(month) || !math_is_finite(day)) return math_nan();
  double y = math_to_integer(year), m = math_to_integer(month);
  double whole = y + math_floor(m / 12);
  if (!(math_abs(whole) < 1e6)) /* far outside the range of time values */
    return math_nan();
  double month_of_year = m - 12 * math_floor(m / 12);
  return (double)days_from_month((int64_t)whole, (int64_t)month_of_year) + math_to_integer(day) - 1;
}

double date_make_date(double day, double time) {
  if (!math_is_finite(day) || !math_is_finite(time)) return math_nan();
  double result = day * DATE_MS_PER_DAY + time;
  return math_is_finite(result) ? result : math_nan();
}

double date_time_clip(double time) {
  if (!(math_abs(time) <= DATE_MAX_TIME)) return math_nan();
  return math_to_integer(time);
}

double date_make_full_year(double year) {
  if (math_is_nan(year)) return year;
  double whole = math_to_integer(year);
  return whole >= 0 && whole <= 99 ? 1900 + whole : whole;
}

/* ---- texts ---- */

static const char weekdays[] = "SunMonTueWedThuFriSat";
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

static char *put_text(char *p, const char *text) {
  while (*text) *p++ = *text++;
  return p;
}

static char *put_name(char *p, const char *names, int index) {
  for (int i = 0; i < 3; i++) *p++ = names[3 * index + i];
  return p;
}

/* At least width digits. */
static char *put_number(char *p, int value, int width) {
  char reversed[12];
  int count = 0;
  do {
    reversed[count++] = (char)('0' + value % 10);
    value /= 10;
  } while (value);
  while (count < width) reversed[count++] = '0';
  while (count) *p++ = reversed[--count];
  return p;
}

static char *put_year(char *p, int year) {
  if (year < 0) *p++ = '-';
  return put_number(p, year < 0 ? -year : year, 4);
}

static char *put_clock(char *p, const DateFields *f) {
  p = put_number(p, f->hour, 2);
  *p++ = ':';
  p = put_number(p, f->minute, 2);
  *p++ = ':';
  return put_number(p, f->second, 2);
}

static char *put_date(char *p, const DateFields *f) {
  p = put_name(p, weekdays, f->weekday);
  *p++ = ' ';
  p = put_name(p, months, f->month);
  *p++ = ' ';
  p = put_number(p, f->day, 2);
  *p++ = ' ';
  return put_year(p, f->year);
}

static char *put_time(char *p, const DateFields *f, double utc, const DateZone *zone) {
  p = put_clock(p, f);
  p = put_text(p, " GMT");
  int minutes = (int)(date_zone_offset(zone, utc, NULL) / 60000);
  *p++ = minutes < 0 ? '-' : '+';
  if (minutes < 0) minutes = -minutes;
  p = put_number(p, minutes / 60, 2);
  p = put_number(p, minutes % 60, 2);
  *p++ = ' ';
  *p++ = '(';
  p += date_zone_display_name(zone, utc, p);
  *p++ = ')';
  return p;
}

static size_t finish(char *out, char *p) {
  *p = 0;
  return (size_t)(p - out);
}

size_t date_to_string(double utc, const DateZone *zone, char *out) {
  DateFields f = date_fields(date_local_from_utc(zone, utc));
  char *p = put_date(out, &f);
  *p++ = ' ';
  return finish(out, put_time(p, &f, utc, zone));
}

size_t date_to_date_string(double utc, const DateZone *zone, char *out) {
  DateFields f = date_fields(date_local_from_utc(zone, utc));
  return finish(out, put_date(out, &f));
}

size_t date_to_time_string(double utc, const DateZone *zone, char *out) {
  DateFields f = date_fields(date_local_from_utc(zone, utc));
  return finish(out, put_time(out, &f, utc, zone));
}

size_t date_to_iso_string(double utc, char *out) {
  DateFields f = date_fields(utc);
  char *p = out;
  if (f.year < 0 || f.year > 9999) {
    *p++ = f.year < 0 ? '-' : '+';
    p = put_number(p, f.year < 0 ? -f.year : f.year, 6);
  } else {
    p = put_number(p, f.year, 4);
  }
  *p++ = '-';
  p = put_number(p, f.month + 1, 2);
  *p++ = '-';
  p = put_number(p, f.day, 2);
  *p++ = 'T';
  p = put_clock(p, &f);
  *p++ = '.';
  p = put_number(p, f.millisecond, 3);
  *p++ = 'Z';
  return finish(out, p);
}

size_t date_to_utc_string(double utc, char *out) {
  DateFields f = date_fields(utc);
  char *p = put_name(out, weekdays, f.weekday);
  p = put_text(p, ", ");
  p = put_number(p, f.day, 2);
  *p++ = ' ';
  p = put_name(p, months, f.month);
  *p++ = ' ';
  p = put_year(p, f.year);
  *p++ = ' ';
  p = put_clock(p, &f);
  return finish(out, put_text(p, " GMT"));
}

static char *put_locale_date(char *p, const DateFields *f) {
  p = put_number(p, f->month + 1, 1);
  *p++ = '/';
  p = put_number(p, f->day, 1);
  *p++ = '/';
  return put_number(p, f->year > 0 ? f->year : 1 - f->year, 1); /* years of the era, which is not printed */
}

static char *put_locale_time(char *p, const DateFields *f) {
  p = put_number(p, f->hour % 12 ? f->hour % 12 : 12, 1);
  *p++ = ':';
  p = put_number(p, f->minute, 2);
  *p++ = ':';
  p = put_number(p, f->second, 2);
  return put_text(p, f->hour < 12 ? " AM" : " PM");
}

size_t date_to_locale_string(double utc, const DateZone *zone, char *out) {
  DateFields f = date_fields(date_local_from_utc(zone, utc));
  return finish(out, put_locale_time(put_text(put_locale_date(out, &f), ", "), &f));
}

size_t date_to_locale_date_string(double utc, const DateZone *zone, char *out) {
  DateFields f = date_fields(date_local_from_utc(zone, utc));
  return finish(out, put_locale_date(out, &f));
}

size_t date_to_locale_time_string(double utc, const DateZone *zone, char *out) {
  DateFields f = date_fields(date_local_from_utc(zone, utc));
  return finish(out, put_locale_time(out, &f));
}
