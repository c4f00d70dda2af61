/*
 * Runs the cases that unicode_cases.mjs wrote and compares: unicode_cases FILE. Prints those that differ and a count;
 * exit status 1 if there is any.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../runtime/unicode/unicode.h"

enum { MAX = 4096 };

static size_t read_units(const char *hex, uint16_t *out) {
  size_t count = 0;
  if (hex[0] == '-') { return 0; }
  for (; hex[0]; hex += 4) {
    char digits[5] = {hex[0], hex[1], hex[2], hex[3], 0};
    out[count++] = (uint16_t)strtoul(digits, NULL, 16);
  }
  return count;
}

static size_t read_bytes(const char *hex, uint8_t *out) {
  size_t count = 0;
  if (hex[0] == '-') { return 0; }
  for (; hex[0]; hex += 2) {
    char digits[3] = {hex[0], hex[1], 0};
    out[count++] = (uint8_t)strtoul(digits, NULL, 16);
  }
  return count;
}

static void write_units(char *out, const uint16_t *units, size_t count) {
  strcpy(out, count ? "" : "-");
  for (size_t i = 0; i < count; i++) { out += sprintf(out, "%04x", units[i]); }
}

/* Computes what the last field of the line should be. */
static void compute(char **f, char *out) {
  static uint16_t units[MAX], other[MAX], result[MAX * 3];
  static uint32_t points[MAX * 20];
  static uint8_t bytes[MAX];
  size_t length, count;
  switch (f[0][0]) {
    case 'U':
    case 'L':
      length = read_units(f[1], units);
      count = f[0][0] == 'U' ? unicode_upper_units(units, length, result, MAX * 3)
                             : unicode_lower_units(units, length, result, MAX * 3);
      write_units(out, result, count);
      break;
    case 'N': {
      UnicodeForm form = (UnicodeForm)atoi(f[1]);
      length = read_units(f[2], units);
      size_t needed = unicode_decomposed_length(form, units, length);
      count = unicode_normalize(form, units, length, points);
      size_t written = unicode_encode_utf16(points, count, result);
      write_units(out, result, written);
      if (count > needed || written != unicode_utf16_length(points, count)) { strcpy(out, "lengths disagree"); }
      bool is_same = written == length && memcmp(units, result, length * 2) == 0;
      if (!is_same && unicode_is_trivially_normal(form, units, length)) { strcpy(out, "not trivially normal"); }
      break;
    }
    case 'D': {
      length = read_bytes(f[1], bytes);
      UnicodeUtf8Scan scan = unicode_utf8_scan(bytes, length);
      count = unicode_utf8_to_utf16(bytes, length, result);
      write_units(out, result, count);
      if (scan.utf16_length != count) { strcpy(out, "lengths disagree"); }
      break;
    }
    case 'E':
      length = read_units(f[1], units);
      count = unicode_utf16_to_utf8(units, length, bytes);
      strcpy(out, count ? "" : "-");
      for (size_t i = 0; i < count; i++) { out += sprintf(out, "%02x", bytes[i]); }
      if (count != unicode_utf8_length_utf16(units, length)) { strcpy(out, "lengths disagree"); }
      break;
    case 'C': {
      static const UnicodeCollation options[] = {{false, UNICODE_VARIANT},
                                                 {true, UNICODE_VARIANT},
                                                 {false, UNICODE_BASE},
                                                 {false, UNICODE_ACCENT},
                                                 {false, UNICODE_CASE}};
      length = read_units(f[2], units);
      count = read_units(f[3], other);
      sprintf(out, "%d", unicode_collate(units, length, other, count, options[atoi(f[1])]));
      break;
    }
    case 'B': {
      unsigned long first = strtoul(f[1], NULL, 16), last = strtoul(f[2], NULL, 16);
      for (unsigned long c = first; c <= last; c++) {
        uint32_t p = (uint32_t)c;
        unsigned bits =
            unicode_is_id_start(p) | unicode_is_id_continue(p) << 1 | unicode_is_space(p) << 2 | unicode_width(p) << 3;
        sprintf(out, "%u", bits);
        if (bits != (unsigned)atoi(f[3])) {
          sprintf(out, "%u at %lx", bits, c);
          break;
        }
      }
      break;
    }
    default: strcpy(out, "?");
  }
}

int main(int argc, char **argv) {
  static char line[65536], copy[65536], result[65536];
  FILE *file = argc > 1 ? fopen(argv[1], "r") : stdin;
  unsigned long cases = 0, wrong = 0;
  if (!file) {
    perror(argv[1]);
    return 2;
  }
  while (fgets(line, sizeof line, file)) {
    char *fields[6];
    int count = 0;
    strcpy(copy, line);
    for (char *at = strtok(copy, " \n"); at && count < 6; at = strtok(NULL, " \n")) { fields[count++] = at; }
    if (count < 2) { continue; }
    cases++;
    compute(fields, result);
    if (strcmp(result, fields[count - 1]) != 0) {
      wrong++;
      printf("%.*s: got %s\n", (int)strcspn(line, "\n"), line, result);
    }
  }
  printf("unicode: %lu cases, %lu wrong\n", cases, wrong);
  return wrong != 0;
}
