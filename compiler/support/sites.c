/* sites.c: see sites.h. What cannot be read is no site: tools/reference-sites.mjs complains of it. */
#include "sites.h"

#include <string.h>

#include "array.h"

static const char mark[] = "//@ ";
enum { MARK = sizeof mark - 1 };

static const char *skip_spaces(const char *p, const char *end) {
  while (p < end && *p == ' ') p++;
  return p;
}

static const char *find_byte(const char *p, const char *end, char c) {
  const char *found = memchr(p, c, (size_t)(end - p));
  return found ? found : end;
}

/* The number behind the last colon before *end, which becomes that colon's place. */
static uint32_t number_before(const char *p, const char **end) {
  uint32_t n = 0, unit = 1;
  while (*end > p && (*end)[-1] != ':') {
    n += (uint32_t)(*--*end - '0') * unit;
    unit *= 10;
  }
  if (*end > p) --*end;
  return n;
}

/* "Object.openSync fs:778:18": the place is what follows the last space; "Array.forEach <anonymous>" has none. */
static SiteFrame read_frame(Arena *arena, const char *p, const char *end) {
  SiteFrame f = {.runs_jobs = *p == '!'};
  p += f.runs_jobs;
  const char *place = end;
  while (place > p && place[-1] != ' ') place--;
  f.name = place > p ? arena_strndup(arena, p, (size_t)(place - 1 - p)) : "";
  if (*place == '<') { /* <anonymous>: a function of the language */
    f.file = "";
    return f;
  }
  f.column = number_before(place, &end);
  f.line = number_before(place, &end);
  f.file = arena_format(arena, "node:%.*s", (int)(end - place), place);
  return f;
}

static void read_site(Arena *arena, Site *s, const char *p, const char *end) {
  const char *bar = find_byte(p, end, '|');
  ARRAY(SiteFrame) frames = {0};
  while (p < bar) {
    const char *comma = find_byte(p, bar, ',');
    ARRAY_PUSH(arena, &frames, read_frame(arena, p, comma));
    p = comma < bar ? skip_spaces(comma + 1, bar) : bar;
  }
  s->frames = frames.items;
  s->count = frames.count;
  if (bar < end && s->count) s->frames[0].text = arena_strndup(arena, bar + 1, (size_t)(end - bar - 1));
}

void sites_init(Sites *s, Arena *arena, const char *source, size_t len) {
  *s = (Sites){0};
  const char *end = len ? source + len : source; /* a module without text has none */
  Site *open = NULL;                             /* holds for the lines that follow */
  uint32_t line = 1;
  for (const char *p = source; p < end; line++) {
    const char *line_end = find_byte(p, end, '\n'), *text = skip_spaces(p, line_end), *at = text;
    while (at < line_end && ((size_t)(line_end - at) < MARK || memcmp(at, mark, MARK)))
      at = find_byte(at + 1, line_end, '/');
    if (at < line_end) {
      Site site = {.first = line, .last = line};
      read_site(arena, &site, at + MARK, line_end);
      ARRAY_PUSH(arena, s, site);
      if (at == text) open = &s->items[s->count - 1];
    } else if (open) {
      open->last = line;
      if (line_end > p && (line_end[-1] == ';' || line_end[-1] == '{')) open = NULL;
    }
    p = line_end + 1;
  }
}

const Site *sites_find(const Sites *s, uint32_t line) {
  uint32_t lo = 0, hi = s->count;
  while (lo < hi) {
    uint32_t mid = (lo + hi) / 2;
    if (s->items[mid].last < line) lo = mid + 1;
    else hi = mid;
  }
  return lo < s->count && s->items[lo].first <= line ? &s->items[lo] : NULL;
}
