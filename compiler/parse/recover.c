/*
 * recover.c: the errors behind the first one. A parse ends at a syntax error; so that all errors of a file come in one
 * go, the statement (or class element, or property) that has it is blanked and the rest is parsed again, as often as
 * something new is found.
 *
 * Where that statement begins and ends is guessed from brackets, semicolons and line ends. A wrong guess must not make
 * up errors: what only goes on with something blanked is blanked too, without a word, and checks that need declarations
 * which may have been blanked are left out (ParseOptions.is_partial).
 */
#include "../support/array.h"
#include "../support/host.h"
#include "lex.h"
#include "shadow.h"

enum { ROUNDS_MAX = 20, WORK_MAX = 32 << 20 }; /* bytes parsed again, at most */

typedef struct Region {
  uint32_t start, end;
} Region;

typedef struct Recovery {
  const ParseOptions *options;
  const Source *source; /* the file as it is */
  char *text;           /* and with blanks */
  ARRAY(Region) blanked;
} Recovery;

/* Brackets that are open at a place; a substitution's `${` is 'T'. */
typedef struct Brackets {
  char kinds[256];
  uint32_t depth;
} Brackets;

static char closer_of(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

/* Follows one character; false where brackets do not match or nest too deeply. */
static bool follow(Brackets *b, const char *text, uint32_t at) {
  char c = text[at];
  if (c == '(' || c == '[' || c == '{') {
    if (b->depth == sizeof b->kinds) return false;
    b->kinds[b->depth++] = c == '{' && at && text[at - 1] == '$' ? 'T' : c;
  } else if (c == ')' || c == ']' || c == '}') {
    if (!b->depth || closer_of(b->kinds[b->depth - 1]) != c) return false;
    b->depth--;
  }
  return true;
}

/* How many brackets are outside of the innermost list of statements, elements or properties. */
static uint32_t list_depth(const Brackets *b) {
  uint32_t n = b->depth;
  while (n && b->kinds[n - 1] != '{') n--;
  return n;
}

static bool is_line_end(char c) { return c == '\n' || c == '\r' || c == '\f'; }
static bool is_blank(char c) { return c == ' ' || c == '\t' || is_line_end(c); }

/* Behind the string, template or comment that begins at `at` in a text that is not a shadow; else `at`. */
static uint32_t skip_literal(const char *text, uint32_t len, uint32_t at) {
  char c = text[at];
  uint32_t i = at + 1;
  if (c == '/' && text[i] == '/') {
    while (i < len && !is_line_end(text[i])) i++;
    return i;
  }
  if (c == '/' && text[i] == '*') {
    while (i < len && !(text[i] == '*' && text[i + 1] == '/')) i++;
    return i < len ? i + 2 : len;
  }
  if (c != '"' && c != '\'' && c != '`') return at;
  while (i < len && text[i] != c && (c == '`' || !is_line_end(text[i]))) i += text[i] == '\\' && i + 1 < len ? 2 : 1;
  return i < len && text[i] == c ? i + 1 : i < len ? i : len;
}

/* What is to be blanked for an error at `at`. `shadow` is right up to `good`. False: cannot tell. */
static bool find_region(const char *shadow, const char *text, uint32_t len, uint32_t good, uint32_t at, Region *out) {
  Brackets b = {.depth = 0};
  uint32_t starts[256] = {0};
  for (uint32_t i = 0; i < at && i < good; i++) {
    if (!follow(&b, shadow, i)) return false;
    char c = shadow[i];
    bool is_end = c == ';' || c == '{' || c == '}' || is_line_end(c);
    if (is_end && b.depth < 256 && b.depth == list_depth(&b)) starts[b.depth] = i + 1;
  }
  uint32_t outside = list_depth(&b);
  *out = (Region){starts[outside], len};
  uint32_t i = at;
  for (; i < len; i++) {
    bool is_raw = i >= good;
    const char *s = is_raw ? text : shadow;
    uint32_t behind = is_raw ? skip_literal(text, len, i) : i;
    if (behind > i) {
      i = behind - 1;
      continue;
    }
    char c = s[i];
    if (c == '}' && b.depth && b.kinds[b.depth - 1] == 'T') { /* on with the template's characters */
      b.depth--;
      for (i++; is_raw && i < len && text[i] != '`' && !(text[i] == '$' && text[i + 1] == '{');)
        i += text[i] == '\\' ? 2 : 1;
      continue;
    }
    out->end = i;
    if (c == '}' && b.depth == outside && outside) return true; /* of what is around it */
    if (!follow(&b, s, i)) break;
    if (b.depth != outside) continue;
    if (c == ';' || c == '}') {
      out->end = i + 1;
      return true;
    }
    if (!is_line_end(c) || i <= at) continue;
    uint32_t next = i;
    while (next < len && is_blank(text[next])) next++;
    if (text[next] != '{') return true;
  }
  if (i >= len) out->end = len;
  if (b.depth == outside && !outside) return true;
  *out = (Region){starts[0], len}; /* no end: all from the statement of the top level on */
  return true;
}

/* What stands at `at` goes on with something that began before it. */
static bool continues(const char *text, uint32_t at) {
  static const char *const words[] = {"else", "catch", "finally", "while", "in", "of", "instanceof"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    size_t n = strlen(words[i]);
    if (!strncmp(text + at, words[i], n) && !lex_is_id_continue((uint8_t)text[at + n])) return true;
  }
  return text[at] && strchr(")]},:.?=*%<>&|^", text[at]);
}

/* No token is between the place and something blanked before it. */
static bool follows_blanked(const Recovery *r, const Source *now, uint32_t at) {
  DiagCtx quiet;
  diag_init(&quiet, r->options->arena);
  Lexer lx = {now, r->text, now->len, &quiet, r->options->goal != PARSE_MODULE};
  for (uint32_t i = 0; i < r->blanked.count; i++) {
    bool newline = false;
    if (r->blanked.items[i].end <= at && lex_trivia(&lx, r->blanked.items[i].end, &newline, true) == at) return true;
  }
  return false;
}

static bool blank_around(Recovery *r, uint32_t at) {
  Source *now = source_new(r->options->arena, r->source->name, r->text, r->source->len);
  DiagCtx quiet;
  diag_init(&quiet, r->options->arena);
  ParseOptions o = *r->options;
  o.diags = &quiet;
  Shadow shadow;
  bool is_whole = shadow_make(&shadow, &o, now);
  uint32_t good = !is_whole ? at : shadow.stopped_at < r->source->len ? shadow.stopped_at : r->source->len;
  Region region;
  bool found = find_region(shadow.text, r->text, r->source->len, good, at, &region) && region.end > region.start;
  shadow_free(&shadow);
  if (!found) return false;
  for (uint32_t i = region.start; i < region.end; i++)
    if (!is_line_end(r->text[i])) r->text[i] = ' ';
  ARRAY_PUSH(r->options->arena, &r->blanked, region);
  return true;
}

/* The errors of one more parse go to the caller's, with the file as their source. True: there was a tree. */
static bool parse_rest(Recovery *r, DiagCtx *found) {
  Source *now = source_new(r->options->arena, r->source->name, r->text, r->source->len);
  Node *early = NULL;
  ParseOptions o = *r->options;
  diag_init(found, o.arena);
  o.diags = found;
  o.if_early = &early;
  o.is_partial = true;
  Node *program = parse_program(&o, now);
  bool had_tree = program || early;
  for (uint32_t i = 0; i < found->count; i++) {
    Diag *d = &found->items[i];
    if (!had_tree && continues(r->text, d->span.start) && follows_blanked(r, now, d->span.start)) continue;
    d->source = r->source;
    diag_repeat(r->options->diags, d);
  }
  return had_tree;
}

void parse_recover(const ParseOptions *options, const Source *source) {
  Recovery r = {options, source, arena_alloc(options->arena, (size_t)source->len + 1), {0}};
  memcpy(r.text, source->text, (size_t)source->len + 1);
  DiagCtx found = *options->diags;
  for (uint32_t round = 0; round < ROUNDS_MAX && (uint64_t)round * source->len < WORK_MAX; round++) {
    for (uint32_t i = 0; i < found.count; i++)
      if (!strcmp(found.items[i].message, parse_too_deep) || !blank_around(&r, found.items[i].span.start)) return;
    if (parse_rest(&r, &found)) return;
  }
}
