/*
 * Runs the cases that regexp_cases.mjs wrote and compares: regexp_cases FILE. Each case with a Latin-1 subject runs
 * on both widths. Prints the cases that differ and a count; exit status 1 if there is any.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../runtime/regexp/regexp.h"

enum { MAX_UNITS = 4096, MAX_LINE = 65536 };

static void *resize(void *ctx, void *block, size_t old_size, size_t new_size) {
  (void)ctx;
  (void)old_size;
  if (new_size == 0) {
    free(block);
    return NULL;
  }
  return realloc(block, new_size);
}

static uint32_t read_units(const char *hex, uint16_t *out) {
  uint32_t count = 0;
  if (hex[0] == '-') { return 0; }
  for (; hex[0]; hex += 4) {
    char digits[5] = {hex[0], hex[1], hex[2], hex[3], 0};
    out[count++] = (uint16_t)strtoul(digits, NULL, 16);
  }
  return count;
}

static void format_result(char *out, const RegexpMemory *memory, const uint16_t *pattern, uint32_t pattern_length,
                          uint32_t flags, RegexpText subject, uint32_t last_index) {
  RegexpProgram *program;
  RegexpError error;
  RegexpText text = {pattern, pattern_length, true};
  RegexpScratch scratch = {.memory = *memory, .step_limit = 50000000};
  RegexpError checked;
  bool is_valid = regexp_syntax_check(text, flags, memory, &regexp_unicode_properties, &checked);
  if (!regexp_compile(text, flags, memory, &regexp_unicode_properties, &program, &error)) {
    *out++ = 'E';
    for (const char *at = regexp_error_text(error.id); *at; at++) { out += sprintf(out, "%04x", *at); }
    if (is_valid) { strcpy(out, " (syntax check passed)"); }
    return;
  }
  int32_t *captures = malloc(program->capture_count * 2 * sizeof(int32_t));
  RegexpResult result = regexp_exec(program, subject, last_index, false, captures, &scratch);
  if (result == REGEXP_MATCH) {
    *out++ = 'M';
    for (uint32_t i = 0; i < program->capture_count; i++) {
      out += sprintf(out, "%s%d,%d", i ? ";" : "", captures[i * 2], captures[i * 2 + 1]);
    }
  } else {
    strcpy(out, result == REGEXP_NO_MATCH ? "N" : "stack or step limit");
  }
  free(captures);
  regexp_scratch_free(&scratch);
  resize(NULL, program, program->size, 0);
}

int main(int argc, char **argv) {
  static char line[MAX_LINE], result[MAX_LINE];
  static uint16_t pattern[MAX_UNITS], subject[MAX_UNITS];
  static uint8_t narrow[MAX_UNITS];
  RegexpMemory memory = {NULL, resize};
  FILE *file = argc > 1 ? fopen(argv[1], "r") : stdin;
  unsigned long cases = 0, wrong = 0;
  if (!file) {
    perror(argv[1]);
    return 2;
  }
  while (fgets(line, sizeof line, file)) {
    char copy[MAX_LINE];
    strcpy(copy, line);
    char *fields[5];
    int count = 0;
    for (char *at = strtok(copy, " \n"); at && count < 5; at = strtok(NULL, " \n")) { fields[count++] = at; }
    if (count < 5) { continue; }
    uint32_t pattern_length = read_units(fields[0], pattern);
    uint32_t subject_length = read_units(fields[2], subject);
    uint32_t flags = 0;
    if (fields[1][0] != '-') {
      regexp_parse_flags((RegexpText){fields[1], (uint32_t)strlen(fields[1]), false}, &flags);
    }
    bool is_latin1 = true;
    for (uint32_t i = 0; i < subject_length; i++) {
      is_latin1 = is_latin1 && subject[i] < 256;
      narrow[i] = (uint8_t)subject[i];
    }
    for (int is_wide = !is_latin1; is_wide <= 1; is_wide++) {
      const void *units = is_wide ? (const void *)subject : narrow;
      cases++;
      format_result(result, &memory, pattern, pattern_length, flags, (RegexpText){units, subject_length, is_wide},
                    (uint32_t)atoi(fields[3]));
      if (strcmp(result, fields[4]) != 0) {
        wrong++;
        printf("%s%s  got %s\n", is_wide ? "16 " : "8  ", line, result);
      }
    }
  }
  printf("regexp: %lu cases, %lu wrong\n", cases, wrong);
  return wrong != 0;
}
