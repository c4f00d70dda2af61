/*
 * diag.c: positions in sources, and the collection and layout of messages.
 */
#include "diag.h"

#include "array.h"
#include "host.h"

/* Length of the well-formed UTF-8 sequence at p (ES strings hold no surrogates here); 0 if there is none. */
static uint32_t utf8_length(const uint8_t *p, const uint8_t *end) {
  uint8_t b = p[0];
  if (b < 0x80) return 1;
  uint32_t n = b >= 0xC2 && b < 0xE0 ? 2 : b >= 0xE0 && b < 0xF0 ? 3 : b >= 0xF0 && b < 0xF5 ? 4 : 0;
  if (!n || (size_t)(end - p) < n) return 0;
  for (uint32_t i = 1; i < n; i++)
    if ((p[i] & 0xC0) != 0x80) return 0;
  if (b == 0xE0 && p[1] < 0xA0) return 0;
  if (b == 0xED && p[1] >= 0xA0) return 0;
  if (b == 0xF0 && p[1] < 0x90) return 0;
  if (b == 0xF4 && p[1] >= 0x90) return 0;
  return n;
}

/* Bytes that one replacement character stands for: a maximal well-formed prefix, as the Encoding standard counts. */
static uint32_t utf8_bad_length(const uint8_t *p, const uint8_t *end) {
  uint8_t b = p[0], low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80, high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
  uint32_t want = b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : 0, n = 1;
  while (n <= want && p + n < end && p[n] >= low && p[n] <= high) {
    low = 0x80, high = 0xBF;
    n++;
  }
  return n;
}

static const char *replace_malformed(Arena *arena, const char *text, size_t *len) {
  const uint8_t *p = (const uint8_t *)text, *end = p + *len;
  char *out = arena_alloc(arena, *len * 3 + 1), *o = out;
  while (p < end) {
    uint32_t n = utf8_length(p, end);
    if (n) {
      memcpy(o, p, n);
      o += n;
      p += n;
    } else {
      memcpy(o, "\xEF\xBF\xBD", 3);
      o += 3;
      p += utf8_bad_length(p, end);
    }
  }
  *len = (size_t)(o - out);
  return out;
}

Source *source_new(Arena *arena, const char *name, const char *text, size_t len) {
  if (len > INT32_MAX) return NULL;
  const uint8_t *p = (const uint8_t *)text, *end = p + len;
  bool is_ascii = true;
  for (const uint8_t *q = p; q < end;) {
    if (*q < 0x80) {
      q++;
      continue;
    }
    is_ascii = false;
    uint32_t n = utf8_length(q, end);
    if (!n) {
      text = replace_malformed(arena, text, &len);
      break;
    }
    q += n;
  }
  Source *s = ARENA_NEW(arena, Source);
  *s = (Source){.name = name, .text = text, .len = (uint32_t)len, .is_ascii = is_ascii, .arena = arena};

  p = (const uint8_t *)text;
  ARRAY(uint32_t) lines = {0};
  ARRAY_PUSH(arena, &lines, 0);
  for (uint32_t i = 0; i < len; i++) {
    bool is_break = p[i] == '\n' || (p[i] == '\r' && !(i + 1 < len && p[i + 1] == '\n'));
    if (p[i] == 0xE2 && i + 2 < len && p[i + 1] == 0x80 && (p[i + 2] == 0xA8 || p[i + 2] == 0xA9)) {
      is_break = true; /* U+2028, U+2029 */
      i += 2;
    }
    if (is_break) ARRAY_PUSH(arena, &lines, i + 1);
  }
  s->lines = lines.items;
  s->nlines = lines.count;

  if (!is_ascii) {
    s->units = ARENA_ARRAY(arena, uint32_t, len / SOURCE_UNIT_STEP + 1);
    uint32_t units = 0;
    for (uint32_t i = 0; i < len; i++) {
      if (i % SOURCE_UNIT_STEP == 0) s->units[i / SOURCE_UNIT_STEP] = units;
      if ((p[i] & 0xC0) != 0x80) units += p[i] >= 0xF0 ? 2 : 1;
    }
    if (len % SOURCE_UNIT_STEP == 0) s->units[len / SOURCE_UNIT_STEP] = units;
  }
  return s;
}

uint32_t source_utf16_offset(const Source *source, uint32_t offset) {
  if (offset > source->len) offset = source->len;
  if (source->is_ascii) return offset;
  uint32_t block = offset / SOURCE_UNIT_STEP, units = source->units[block];
  for (uint32_t i = block * SOURCE_UNIT_STEP; i < offset; i++) {
    uint8_t b = (uint8_t)source->text[i];
    if ((b & 0xC0) != 0x80) units += b >= 0xF0 ? 2 : 1;
  }
  return units;
}

typedef struct SourcePart {
  uint32_t start, at;
} SourcePart;

uint32_t source_append(Source *s, const char *text, size_t len, uint32_t at) {
  uint32_t start = s->len + 1;
  char *joined = arena_alloc(s->arena, start + len + 2);
  memcpy(joined, s->text, s->len);
  joined[s->len] = '\n';
  memcpy(joined + start, text, len);
  if (s->nparts == s->parts_capacity)
    s->parts = array_grow_in(s->arena, s->parts, s->nparts, &s->parts_capacity, sizeof *s->parts);
  s->parts[s->nparts++] = (SourcePart){start, at};
  s->text = joined;
  s->len = start + (uint32_t)len;
  return start;
}

/* The place in the file that an offset stands for. */
static uint32_t place_of(const Source *s, uint32_t offset) {
  while (s->nparts && offset >= s->parts[0].start) {
    uint32_t i = s->nparts - 1;
    while (s->parts[i].start > offset) i--;
    offset = s->parts[i].at;
  }
  return offset;
}

SourcePosition source_position(const Source *source, uint32_t offset) {
  offset = place_of(source, offset);
  uint32_t low = 0, high = source->nlines;
  while (high - low > 1) {
    uint32_t middle = (low + high) / 2;
    if (source->lines[middle] <= offset) low = middle;
    else high = middle;
  }
  uint32_t column = source_utf16_offset(source, offset) - source_utf16_offset(source, source->lines[low]);
  return (SourcePosition){low + 1, column + 1};
}

const char *source_line(const Source *source, uint32_t line, uint32_t *len) {
  uint32_t start = source->lines[line - 1], end = line < source->nlines ? source->lines[line] : source->len;
  while (end > start && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r')) end--;
  *len = end - start;
  return source->text + start;
}

void diag_init(DiagCtx *ctx, Arena *arena) { *ctx = (DiagCtx){.arena = arena}; }

/* Counts a message. Errors beyond the limit go, and with them the notes on them. */
static bool is_dropped(DiagCtx *ctx, DiagLevel level) {
  if (level == DIAG_ERROR) return ctx->errors++ >= DIAG_ERRORS_KEPT;
  return level == DIAG_NOTE && ctx->errors > DIAG_ERRORS_KEPT;
}

void diag_add(DiagCtx *ctx, DiagLevel level, const Source *source, Span span, const char *format, va_list args) {
  if (is_dropped(ctx, level)) return;
  va_list again;
  va_copy(again, args);
  int len = host_vformat(NULL, 0, format, args);
  char *text = arena_alloc(ctx->arena, (size_t)len + 1);
  host_vformat(text, (size_t)len + 1, format, again);
  va_end(again);
  Diag d = {level, source, span, text};
  ARRAY_PUSH(ctx->arena, ctx, d);
}

void diag_repeat(DiagCtx *ctx, const Diag *d) {
  if (!is_dropped(ctx, d->level)) ARRAY_PUSH(ctx->arena, ctx, *d);
}

void diag_append(DiagCtx *ctx, const DiagCtx *more) {
  uint32_t errors = more->errors;
  for (uint32_t i = 0; i < more->count; i++) {
    diag_repeat(ctx, &more->items[i]);
    errors -= more->items[i].level == DIAG_ERROR;
  }
  ctx->errors += errors;
}

#define DIAG_FUNCTION(name, level)                                                    \
  void name(DiagCtx *ctx, const Source *source, Span span, const char *format, ...) { \
    va_list args;                                                                     \
    va_start(args, format);                                                           \
    diag_add(ctx, level, source, span, format, args);                                 \
    va_end(args);                                                                     \
  }
DIAG_FUNCTION(diag_error, DIAG_ERROR)
DIAG_FUNCTION(diag_warning, DIAG_WARNING)
DIAG_FUNCTION(diag_note, DIAG_NOTE)

typedef struct Text {
  Arena *arena;
  char *items;
  uint32_t count, capacity;
} Text;

static void put(Text *t, const char *s, size_t n) {
  for (size_t i = 0; i < n; i++) ARRAY_PUSH(t->arena, t, s[i]);
}
static void put_str(Text *t, const char *s) { put(t, s, strlen(s)); }

enum { LINE_SHOWN = 160 }; /* bytes of a source line: minified files have lines of megabytes */

/* How many columns of a terminal the character that begins at p takes: none for a mark on the one before it, two for those
 * that Unicode calls wide (UAX 11), as far as whole blocks are. p is well-formed; a byte inside of a character takes none. */
static uint32_t columns_of(const char *p) {
  static const struct {
    uint32_t first, last, columns;
  } ranges[] = {{0x300, 0x36F, 0},   {0x1100, 0x115F, 2}, {0x200B, 0x200F, 0},   {0x2E80, 0xA4CF, 2},
                {0xAC00, 0xD7A3, 2}, {0xF900, 0xFAFF, 2}, {0xFE00, 0xFE0F, 0},   {0xFE30, 0xFE6F, 2},
                {0xFF01, 0xFF60, 2}, {0xFFE0, 0xFFE6, 2}, {0x1F300, 0x1FAFF, 2}, {0x20000, 0x3FFFD, 2}};
  uint8_t b = (uint8_t)p[0];
  if ((b & 0xC0) == 0x80) return 0;
  uint32_t more = b < 0xC0 ? 0 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3, c = more ? b & (0x3Fu >> more) : b;
  for (uint32_t i = 1; i <= more; i++) c = c << 6 | ((uint8_t)p[i] & 0x3F);
  for (size_t i = 0; c >= ranges[0].first && i < sizeof ranges / sizeof ranges[0]; i++)
    if (c >= ranges[i].first && c <= ranges[i].last) return ranges[i].columns;
  return 1;
}

static void put_columns(Text *t, const char *from, const char *to, uint32_t skipped, const char *mark) {
  uint32_t n = 0;
  for (const char *p = from; p < to; p++) n += columns_of(p);
  for (; n > skipped; n--) put_str(t, mark);
}

static void render_line(Text *t, const Diag *d, SourcePosition at, bool colour) {
  uint32_t len, start = d->source->lines[at.line - 1];
  const char *line = source_line(d->source, at.line, &len);
  uint32_t mark = d->span.start - start, from = 0, to = len;
  if (mark > len) mark = len;
  if (len > LINE_SHOWN) {
    from = mark > LINE_SHOWN / 2 ? mark - LINE_SHOWN / 2 : 0;
    to = from + LINE_SHOWN < len ? from + LINE_SHOWN : len;
    while (from > 0 && ((uint8_t)line[from] & 0xC0) == 0x80) from--;
    while (to < len && ((uint8_t)line[to] & 0xC0) == 0x80) to++;
  }
  put_str(t, "  ");
  for (uint32_t i = from; i < to; i++) put(t, (uint8_t)line[i] < 0x20 ? " " : line + i, 1);
  put_str(t, "\n  ");
  put_columns(t, line + from, line + mark, 0, " ");
  put_str(t, colour ? "\033[1;32m^" : "^");
  uint32_t end = d->span.end < start + to ? d->span.end - start : to;
  if (mark < end) put_columns(t, line + mark, line + end, 1, "~");
  put_str(t, colour ? "\033[0m\n" : "\n");
}

/* What explains the message before it shows a line of its own only if that is another one. */
static void render_one(Text *t, const Diag *d, const Diag *before, bool colour) {
  static const char *const words[] = {"error", "warning", "note"};
  static const char *const colours[] = {"\033[1;31m", "\033[1;35m", "\033[1;36m"};
  char place[48];
  SourcePosition at = {0, 0};
  if (d->source) {
    at = source_position(d->source, d->span.start);
    put_str(t, d->source->name);
    host_format(place, sizeof place, ":%u:%u: ", at.line, at.column);
    put_str(t, place);
  } else {
    put_str(t, "jsc: ");
  }
  if (colour) put_str(t, colours[d->level]);
  put_str(t, words[d->level]);
  put_str(t, ": ");
  if (colour) put_str(t, "\033[0m");
  put_str(t, d->message);
  put_str(t, "\n");
  bool is_shown = d->level == DIAG_NOTE && before && before->source == d->source &&
                  before->span.start == d->span.start && before->span.end == d->span.end;
  if (d->source && !is_shown) render_line(t, d, at, colour);
}

/* A message and the notes on it. */
typedef struct Group {
  uint32_t first, count;
} Group;

char *diag_render(DiagCtx *ctx, bool colour, size_t *len) {
  Text t = {.arena = ctx->arena};
  ARRAY(Group) groups = {0};
  for (uint32_t i = 0; i < ctx->count; i++) {
    if (i && ctx->items[i].level == DIAG_NOTE) {
      groups.items[groups.count - 1].count++;
      continue;
    }
    Group g = {i, 1};
    ARRAY_PUSH(ctx->arena, &groups, g);
  }
  /* Insertion sort by place within one source, stable. */
  for (uint32_t i = 1; i < groups.count; i++) {
    Group g = groups.items[i];
    const Diag *d = &ctx->items[g.first];
    uint32_t k = i;
    for (; k > 0; k--) {
      const Diag *before = &ctx->items[groups.items[k - 1].first];
      if (before->source != d->source || before->span.start <= d->span.start) break;
      groups.items[k] = groups.items[k - 1];
    }
    groups.items[k] = g;
  }
  for (uint32_t i = 0; i < groups.count; i++)
    for (uint32_t k = 0; k < groups.items[i].count; k++) {
      const Diag *d = &ctx->items[groups.items[i].first + k];
      render_one(&t, d, k ? d - 1 : NULL, colour);
    }
  if (ctx->errors > DIAG_ERRORS_KEPT) {
    char rest[64];
    host_format(rest, sizeof rest, "jsc: %u more errors\n", ctx->errors - DIAG_ERRORS_KEPT);
    put_str(&t, rest);
  }
  *len = t.count;
  ARRAY_PUSH(t.arena, &t, 0);
  return t.items;
}

void diag_print(DiagCtx *ctx) {
  size_t len;
  char *text = diag_render(ctx, host_error_is_tty(), &len);
  if (len) host_write_error(text, len);
}
