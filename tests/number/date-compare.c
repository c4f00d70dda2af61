/* Compares runtime/number/date.h with what date-expected.cjs printed for a time zone, from standard input:
 *   date-compare TZIF-FILE NAME
 * Prints the first differences and a count; exit status 1 if there are any. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/date.h"
#include "number/math.h"

static char line[4096];
static uint8_t file_bytes[1 << 20];

int main(int argc, char **argv) {
  DateZone zone;
  if (argc != 3) return fprintf(stderr, "usage: date-compare TZIF-FILE NAME\n"), 2;
  FILE *file = fopen(argv[1], "rb");
  if (!file) return perror(argv[1]), 2;
  size_t size = fread(file_bytes, 1, sizeof file_bytes, file);
  fclose(file);
  if (!date_zone_from_tzif(&zone, file_bytes, size)) return fprintf(stderr, "%s is malformed\n", argv[1]), 2;
  date_zone_set_name(&zone, argv[2], strlen(argv[2]));

  long cases = 0, failures = 0;
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *operand = strchr(line, '\t');
    char *expected = operand ? strchr(operand + 1, '\t') : NULL;
    if (!expected) return fprintf(stderr, "malformed line: %s\n", line), 2;
    *operand++ = 0;
    *expected++ = 0;
    char actual[512];
    double time = strtod(operand, NULL);
#define IS(name) (!strcmp(line, name))
    if (IS("string")) date_to_string(time, &zone, actual);
    else if (IS("date")) date_to_date_string(time, &zone, actual);
    else if (IS("time")) date_to_time_string(time, &zone, actual);
    else if (IS("iso")) date_to_iso_string(time, actual);
    else if (IS("utc")) date_to_utc_string(time, actual);
    else if (IS("locale")) date_to_locale_string(time, &zone, actual);
    else if (IS("localedate")) date_to_locale_date_string(time, &zone, actual);
    else if (IS("localetime")) date_to_locale_time_string(time, &zone, actual);
    else if (IS("fields")) {
      DateFields f = date_fields(date_local_from_utc(&zone, time));
      sprintf(actual, "%d %d %d %d %d %d %d", f.year, f.month, f.day, f.weekday, f.hour, f.minute, f.second);
    } else {
      double value;
      if (IS("local")) {
        double year, month, day, hour, minute;
        sscanf(operand, "%lf %lf %lf %lf %lf", &year, &month, &day, &hour, &minute);
        if (year >= 0 && year < 100) continue;
        value = date_make_date(date_make_day(year, month, day), date_make_time(hour, minute, 0, 0));
        value = date_time_clip(date_utc_from_local(&zone, value));
      } else {
        value = date_parse(num_chars_latin1(operand, strlen(operand)), &zone);
      }
      if (math_is_nan(value)) strcpy(actual, "NaN");
      else sprintf(actual, "%.0f", value);
    }
    cases++;
    if (strcmp(actual, expected) && failures++ < 12)
      printf("%s %s: expected %s, got %s\n", line, operand, expected, actual);
  }
  printf("%s: %ld cases, %ld differences\n", argv[2], cases, failures);
  return failures != 0 || cases == 0;
}
