/*
 * loader.c: what the loader tells of the machine, from either protocol, and the command line, which becomes the program's
 * arguments and environment.
 */
#include "bare.h"

enum { MOST_WORDS = 64, COMMAND_LINE = 2048, MOST_RANGES = 32 };
enum { HAS_COMMAND_LINE = 4, HAS_MEMORY_MAP = 64 };
_Static_assert(2 * MOST_WORDS + 16 <= START_WORDS, "room for all words and the auxiliary vector");

typedef struct MultibootInfo { /* Multiboot 0.6.96, 3.3 */
  uint32_t flags, memory[2], device, cmdline, modules[2], symbols[4], map_length, map;
} MultibootInfo;
typedef struct __attribute__((packed)) MultibootRange {
  uint32_t size; /* of what follows */
  uint64_t address, length;
  uint32_t type;
} MultibootRange;

/* The loader's text lies in memory that is handed out later. */
static char command_line[COMMAND_LINE];
static uint64_t root_table;
static const char *variables[MOST_WORDS];
static uint32_t nvariables;

static void keep_command_line(const char *text) {
  for (uint32_t i = 0; text && i < COMMAND_LINE - 1 && text[i]; i++) command_line[i] = text[i];
}

/* NAME=value, before a word `--`: as Linux does with what it starts. */
static bool is_variable(const char *word) {
  const char *p = word;
  while (*p == '_' || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') || (p > word && *p >= '0' && *p <= '9')) p++;
  return p > word && *p == '=';
}

/* The last of a name counts. */
static void add_variable(const char *word) {
  uint64_t n = 0;
  while (word[n] != '=') n++;
  uint32_t i = 0;
  while (i < nvariables && !bytes_equal(variables[i], word, n + 1)) i++;
  if (i == MOST_WORDS) return;
  variables[i] = word;
  if (i == nvariables) nvariables++;
}

bool loader_has_variable(const char *word) {
  for (uint32_t i = 0; i < nvariables; i++)
    if (bytes_equal(variables[i], word, text_length(word) + 1)) return true;
  return false;
}

void loader_lay_out(uint64_t *sp, uint64_t segments, uint64_t nsegments) {
  static const char name[] = "/app", home[] = "HOME=/";
  const char *arguments[MOST_WORDS];
  uint32_t narguments = 0;
  bool are_all_arguments = false;
  arguments[narguments++] = name;
  variables[nvariables++] = home;
  for (char *p = command_line; *p;) {
    while (*p == ' ') *p++ = 0;
    const char *word = p;
    while (*p && *p != ' ') p++;
    bool is_mark = !are_all_arguments && p - word == 2 && word[0] == '-' && word[1] == '-';
    if (p == word) break;
    if (*p) *p++ = 0;
    if (is_mark) are_all_arguments = true;
    else if (!are_all_arguments && is_variable(word)) add_variable(word);
    else if (narguments < MOST_WORDS) arguments[narguments++] = word;
  }
  *sp++ = narguments;
  for (uint32_t i = 0; i < narguments; i++) *sp++ = (uintptr_t)arguments[i];
  *sp++ = 0;
  for (uint32_t i = 0; i < nvariables; i++) *sp++ = (uintptr_t)variables[i];
  *sp++ = 0;
  const uint64_t vector[] = {AT_PHDR, segments, AT_PHNUM, nsegments, 0, 0};
  for (size_t i = 0; i < sizeof vector / sizeof vector[0]; i++) *sp++ = vector[i];
}

static const StartInfo *from_multiboot(const MultibootInfo *m) {
  static StartInfo info;
  static MemoryRange ranges[MOST_RANGES];
  info.memmap = (uintptr_t)ranges;
  uint64_t end = m->flags & HAS_MEMORY_MAP ? (uint64_t)m->map + m->map_length : 0;
  for (uint64_t at = m->map; at < end && info.memmap_entries < MOST_RANGES;) {
    const MultibootRange *r = (const MultibootRange *)at;
    ranges[info.memmap_entries++] = (MemoryRange){r->address, r->length, r->type, 0};
    at += r->size + sizeof r->size;
  }
  return &info;
}

/* A Multiboot loader puts the name of the image before the command line. */
static const char *behind_name(const char *text) {
  while (*text && *text != ' ') text++;
  return text;
}

uint64_t loader_root_table(void) { return root_table; }

const StartInfo *loader_info(const void *info, bool is_multiboot) {
  const MultibootInfo *m = info;
  const StartInfo *pvh = info;
  if (!is_multiboot) {
    root_table = pvh->rsdp;
    keep_command_line((const char *)pvh->cmdline);
    return pvh;
  }
  if (m->flags & HAS_COMMAND_LINE) keep_command_line(behind_name((const char *)(uintptr_t)m->cmdline));
  return from_multiboot(m);
}
