/* Time zones: TZif files (RFC 8536), POSIX TZ strings, offsets at a time, names.
 *
 * A TZif file lists the times at which the offset changes; after the last one the rule of its footer holds, a POSIX TZ
 * string with a day of the year for the change to summer time and back. Local times are converted by trying the offsets
 * of a day before and a day after.
 */
#include "number/date.h"
#include "number/math.h"

typedef struct ZoneNames {
  const char *standard, *summer, *zones;
} ZoneNames;

static const ZoneNames zone_names[] = {
#define DATE_ZONE(standard, summer, zones) {standard, summer, zones},
#include "number/date-zones.def"
};

void date_zone_utc(DateZone *zone) {
  *zone = (DateZone){0};
  zone->has_footer = true;
  zone->standard_name = "Coordinated Universal Time";
  zone->summer_name = "";
  zone->name[0] = 'U';
  zone->name[1] = 'T';
  zone->name[2] = 'C';
}

void date_zone_fix(DateZone *zone) {
  DateZone fixed = {.has_footer = true, .std_offset = zone->std_offset, .standard_name = "", .summer_name = ""};
  *zone = fixed;
}

void date_zone_set_name(DateZone *zone, const char *name, size_t length) {
  if (length >= sizeof zone->name) length = sizeof zone->name - 1;
  for (size_t i = 0; i < length; i++) zone->name[i] = name[i];
  zone->name[length] = 0;
  zone->standard_name = zone->summer_name = "";
  for (size_t row = 0; row < sizeof zone_names / sizeof zone_names[0]; row++) {
    const char *p = zone_names[row].zones;
    while (*p) {
      size_t i = 0;
      while (i < length && p[i] == name[i]) i++;
      if (i == length && (p[i] == ' ' || p[i] == 0)) {
        zone->standard_name = zone_names[row].standard;
        zone->summer_name = zone_names[row].summer;
        return;
      }
      while (*p && *p != ' ') p++;
      while (*p == ' ') p++;
    }
  }
}

/* ---- POSIX TZ strings ---- */

typedef struct PosixReader {
  const char *p, *end;
} PosixReader;

static bool posix_skip(PosixReader *r, char c) {
  if (r->p == r->end || *r->p != c) return false;
  r->p++;
  return true;
}

static bool posix_is_digit(const PosixReader *r) { return r->p < r->end && *r->p >= '0' && *r->p <= '9'; }

static bool posix_read_number(PosixReader *r, int max, int *value) {
  if (!posix_is_digit(r)) return false;
  *value = 0;
  while (posix_is_digit(r)) {
    *value = *value * 10 + (*r->p++ - '0');
    if (*value > max) return false;
  }
  return true;
}

/* hh[:mm[:ss]] with a sign, in seconds */
static bool posix_read_time(PosixReader *r, int32_t *seconds) {
  bool is_negative = posix_skip(r, '-');
  if (!is_negative) posix_skip(r, '+');
  int hour, minute = 0, second = 0;
  if (!posix_read_number(r, 167, &hour)) return false;
  if (posix_skip(r, ':')) {
    if (!posix_read_number(r, 59, &minute)) return false;
    if (posix_skip(r, ':') && !posix_read_number(r, 59, &second)) return false;
  }
  *seconds = hour * 3600 + minute * 60 + second;
  if (is_negative) *seconds = -*seconds;
  return true;
}

/* Three letters or more, or <quoted>. */
static bool posix_read_name(PosixReader *r, char *out) {
  int length = 0;
  bool is_quoted = posix_skip(r, '<');
  while (r->p < r->end) {
    char c = *r->p;
    bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    bool is_other = (c >= '0' && c <= '9') || c == '+' || c == '-';
    if (!is_letter && !(is_quoted && is_other)) break;
    if (length == DATE_ABBREVIATION_MAX - 1) return false;
    out[length++] = c;
    r->p++;
  }
  out[length] = 0;
  return length >= 3 && (!is_quoted || posix_skip(r, '>'));
}

/* ,Mm.w.d or ,Jn or ,n and then /time */
static bool posix_read_rule(PosixReader *r, DateRule *rule) {
  if (!posix_skip(r, ',')) return false;
  int number;
  if (posix_skip(r, 'M')) {
    int month, week, day;
    if (!posix_read_number(r, 12, &month) || !posix_skip(r, '.') || !posix_read_number(r, 5, &week) ||
        !posix_skip(r, '.') || !posix_read_number(r, 6, &day) || month < 1 || week < 1)
      return false;
    *rule = (DateRule){DATE_RULE_MONTH, (uint8_t)month, (uint8_t)week, (uint16_t)day, 7200};
  } else if (posix_skip(r, 'J')) {
    if (!posix_read_number(r, 365, &number) || number < 1) return false;
    *rule = (DateRule){.kind = DATE_RULE_JULIAN, .day = (uint16_t)number, .time = 7200};
  } else {
    if (!posix_read_number(r, 365, &number)) return false;
    *rule = (DateRule){.kind = DATE_RULE_DAY, .day = (uint16_t)number, .time = 7200};
  }
  return !posix_skip(r, '/') || posix_read_time(r, &rule->time);
}

static bool posix_parse(DateZone *zone, const char *text, size_t length) {
  PosixReader r = {text, text + length};
  int32_t west;
  if (!posix_read_name(&r, zone->std_abbreviation) || !posix_read_time(&r, &west)) return false;
  zone->std_offset = -west;
  zone->has_dst = r.p < r.end;
  zone->has_footer = true;
  if (!zone->has_dst) return true;
  if (!posix_read_name(&r, zone->dst_abbreviation)) return false;
  zone->dst_offset = zone->std_offset + 3600;
  if (r.p < r.end && *r.p != ',') {
    if (!posix_read_time(&r, &west)) return false;
    zone->dst_offset = -west;
  }
  if (r.p == r.end) { /* POSIX leaves the rule open; everybody takes that of the United States */
    zone->dst_start = (DateRule){DATE_RULE_MONTH, 3, 2, 0, 7200};
    zone->dst_end = (DateRule){DATE_RULE_MONTH, 11, 1, 0, 7200};
    return true;
  }
  return posix_read_rule(&r, &zone->dst_start) && posix_read_rule(&r, &zone->dst_end) && r.p == r.end;
}

bool date_zone_from_posix(DateZone *zone, const char *text, size_t length) {
  *zone = (DateZone){0};
  zone->standard_name = zone->summer_name = "";
  if (posix_parse(zone, text, length)) return true;
  date_zone_utc(zone);
  return false;
}

/* ---- TZif ---- */

static uint32_t tzif_be32(const uint8_t *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

typedef struct TzifHeader {
  uint32_t utc_count, wall_count, leap_count, time_count, type_count, abbreviation_bytes;
} TzifHeader;

enum { TZIF_HEADER_BYTES = 44 };

static bool tzif_read_header(const uint8_t *p, const uint8_t *end, TzifHeader *h) {
  if (end - p < TZIF_HEADER_BYTES || p[0] != 'T' || p[1] != 'Z' || p[2] != 'i' || p[3] != 'f') return false;
  uint32_t *fields[] = {&h->utc_count,  &h->wall_count, &h->leap_count,
                        &h->time_count, &h->type_count, &h->abbreviation_bytes};
  for (int i = 0; i < 6; i++) {
    *fields[i] = tzif_be32(p + 20 + 4 * i);
    if (*fields[i] > 1 << 20) return false;
  }
  return h->type_count > 0;
}

static size_t tzif_body_bytes(const TzifHeader *h, size_t time_size) {
  return h->time_count * time_size + h->time_count + h->type_count * 6 + h->abbreviation_bytes +
         h->leap_count * (time_size + 4) + h->wall_count + h->utc_count;
}

static bool tzif_parse(DateZone *zone, const uint8_t *p, const uint8_t *end) {
  TzifHeader h;
  if (!tzif_read_header(p, end, &h)) return false;
  uint8_t version = p[4];
  size_t time_size = 4;
  p += TZIF_HEADER_BYTES;
  if (version >= '2') { /* the same again with 64-bit times */
    size_t skip = tzif_body_bytes(&h, 4);
    if ((size_t)(end - p) < skip || !tzif_read_header(p + skip, end, &h)) return false;
    p += skip + TZIF_HEADER_BYTES;
    time_size = 8;
  }
  size_t body = tzif_body_bytes(&h, time_size);
  if ((size_t)(end - p) < body) return false;
  zone->time_size = (uint8_t)time_size;
  zone->time_count = h.time_count;
  zone->type_count = h.type_count;
  zone->abbreviation_bytes = h.abbreviation_bytes;
  zone->times = p;
  zone->indices = p + h.time_count * time_size;
  zone->types = zone->indices + h.time_count;
  zone->abbreviations = zone->types + h.type_count * 6;
  for (uint32_t i = 0; i < h.time_count; i++)
    if (zone->indices[i] >= h.type_count) return false;
  p += body;
  if (version >= '2' && p < end && *p == '\n') {
    const uint8_t *footer = ++p;
    while (p < end && *p != '\n') p++;
    if (p > footer && !posix_parse(zone, (const char *)footer, (size_t)(p - footer))) return false;
  }
  return true;
}

bool date_zone_from_tzif(DateZone *zone, const uint8_t *bytes, size_t length) {
  *zone = (DateZone){0};
  zone->standard_name = zone->summer_name = "";
  if (tzif_parse(zone, bytes, bytes + length)) return true;
  date_zone_utc(zone);
  return false;
}

/* ---- offsets ---- */

/* Offset in seconds, and whether summer time is in force. */
typedef struct ZoneState {
  int32_t offset;
  bool is_summer;
} ZoneState;

static int64_t zone_transition(const DateZone *zone, uint32_t i) {
  const uint8_t *p = zone->times + (size_t)i * zone->time_size;
  if (zone->time_size == 4) return (int32_t)tzif_be32(p);
  return (int64_t)((uint64_t)tzif_be32(p) << 32 | tzif_be32(p + 4));
}

static int32_t zone_type_offset(const DateZone *zone, uint32_t type) {
  return (int32_t)tzif_be32(zone->types + 6 * type);
}

static bool zone_type_is_dst(const DateZone *zone, uint32_t type) { return zone->types[6 * type + 4] != 0; }

/* Some zones describe winter as an exception with an earlier clock than both neighbours have. */
static bool zone_is_early(const DateZone *zone, uint32_t i) {
  uint32_t type = zone->indices[i];
  if (!zone_type_is_dst(zone, type)) return false;
  for (int step = -1; step <= 1; step += 2) {
    if ((step < 0 && i == 0) || (step > 0 && i + 1 == zone->time_count)) continue;
    uint32_t other = zone->indices[(int64_t)i + step];
    if (zone_type_is_dst(zone, other) || zone_type_offset(zone, other) <= zone_type_offset(zone, type)) return false;
  }
  return zone->time_count > 1;
}

/* Whether the i-th period is summer time: there, it is what lies between two such winters. */
static bool zone_is_summer(const DateZone *zone, uint32_t i) {
  enum { YEAR = 366 * 86400 };
  if (zone_type_is_dst(zone, zone->indices[i])) return !zone_is_early(zone, i);
  bool is_short = i + 1 == zone->time_count || zone_transition(zone, i + 1) - zone_transition(zone, i) <= YEAR;
  return is_short &&
         ((i > 0 && zone_is_early(zone, i - 1)) || (i + 1 < zone->time_count && zone_is_early(zone, i + 1)));
}

/* The instant of a rule in a year, in seconds of local time since the epoch. */
static int64_t zone_rule_time(const DateRule *rule, int year) {
  bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  int64_t day;
  if (rule->kind == DATE_RULE_MONTH) {
    day = (int64_t)date_make_day(year, rule->month - 1, 1);
    int64_t next = (int64_t)date_make_day(year, rule->month, 1);
    int first_weekday = (int)(((day + 4) % 7 + 7) % 7);
    day += (rule->day - first_weekday + 7) % 7 + 7 * (rule->week - 1);
    if (day >= next) day -= 7;
  } else {
    day = (int64_t)date_make_day(year, 0, 1) + rule->day;
    if (rule->kind == DATE_RULE_JULIAN && !(is_leap && rule->day >= 60)) day--; /* 29 February is never counted */
  }
  return day * 86400 + rule->time;
}

static ZoneState zone_rule_state(const DateZone *zone, int64_t seconds) {
  ZoneState standard = {zone->std_offset, false}, summer = {zone->dst_offset, true};
  if (!zone->has_dst) return standard;
  bool is_reversed = zone->dst_offset < zone->std_offset;
  int year = date_fields((double)(seconds + zone->std_offset) * 1000).year;
  int64_t start = zone_rule_time(&zone->dst_start, year) - zone->std_offset;
  int64_t end = zone_rule_time(&zone->dst_end, year) - zone->dst_offset;
  bool is_dst = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end;
  standard.is_summer = is_reversed;
  summer.is_summer = !is_reversed;
  return is_dst ? summer : standard;
}

static ZoneState zone_state(const DateZone *zone, double utc) {
  int64_t seconds = (int64_t)math_floor(utc / 1000);
  uint32_t low = 0, high = zone->time_count; /* transitions before low are not later than the time */
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (zone_transition(zone, middle) <= seconds) low = middle + 1;
    else high = middle;
  }
  if (low == zone->time_count && zone->has_footer) return zone_rule_state(zone, seconds);
  if (low == 0) {
    if (zone->type_count == 0) return (ZoneState){0, false};
    return (ZoneState){zone_type_offset(zone, 0), zone_type_is_dst(zone, 0)};
  }
  return (ZoneState){zone_type_offset(zone, zone->indices[low - 1]), zone_is_summer(zone, low - 1)};
}

double date_zone_offset(const DateZone *zone, double utc, bool *is_summer) {
  ZoneState state = zone_state(zone, utc);
  if (is_summer) *is_summer = state.is_summer;
  return state.offset * 1000.0;
}

double date_local_from_utc(const DateZone *zone, double utc) { return utc + date_zone_offset(zone, utc, NULL); }

double date_utc_from_local(const DateZone *zone, double local) {
  if (!(math_abs(local) <= DATE_MAX_TIME + DATE_MS_PER_DAY)) return math_nan();
  double before = date_zone_offset(zone, local - DATE_MS_PER_DAY, NULL);
  double after = date_zone_offset(zone, local + DATE_MS_PER_DAY, NULL);
  if (before == after || date_zone_offset(zone, local - before, NULL) == before) return local - before;
  if (date_zone_offset(zone, local - after, NULL) == after) return local - after;
  return local - before;
}

/* A time between 2008 and 2035 in a year of the same length that begins on the same day of the week. */
static double zone_equivalent_time(double utc) {
  DateFields f = date_fields(utc);
  bool is_leap = (f.year % 4 == 0 && f.year % 100 != 0) || f.year % 400 == 0;
  int weekday = date_fields(date_make_day(f.year, 0, 1) * DATE_MS_PER_DAY).weekday;
  int recent = (is_leap ? 1956 : 1967) + weekday * 12 % 28;
  int year = 2008 + (recent + 3 * 28 - 2008) % 28;
  return date_make_date(date_make_day(year, f.month, f.day), date_time_within_day(utc));
}

/* The offset that ICU shows where there is no name: the one of now, whenever the time is. */
static int32_t zone_shown_offset(const DateZone *zone, bool is_summer) {
  if (!zone->has_footer) {
    if (zone->time_count) return zone_type_offset(zone, zone->indices[zone->time_count - 1]);
    return zone->type_count ? zone_type_offset(zone, 0) : 0;
  }
  if (!zone->has_dst) return zone->std_offset;
  bool takes_later = is_summer == (zone->dst_offset > zone->std_offset);
  return takes_later ? zone->dst_offset : zone->std_offset;
}

size_t date_zone_display_name(const DateZone *zone, double utc, char *out) {
  if (utc < 0 || utc > 2147483647000.0) utc = zone_equivalent_time(utc);
  ZoneState state = zone_state(zone, utc);
  const char *name = state.is_summer ? zone->summer_name : zone->standard_name;
  char *p = out;
  if (*name) {
    while (*name) *p++ = *name++;
  } else {
    int minutes = zone_shown_offset(zone, state.is_summer) / 60;
    *p++ = 'G';
    *p++ = 'M';
    *p++ = 'T';
    *p++ = minutes < 0 ? '-' : '+';
    if (minutes < 0) minutes = -minutes;
    *p++ = (char)('0' + minutes / 600);
    *p++ = (char)('0' + minutes / 60 % 10);
    *p++ = ':';
    *p++ = (char)('0' + minutes % 60 / 10);
    *p++ = (char)('0' + minutes % 10);
  }
  *p = 0;
  return (size_t)(p - out);
}
