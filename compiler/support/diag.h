/*
 * diag.h: source files, positions in them, and the messages about them.
 *
 * Everything in the compiler that names a place uses byte offsets into the UTF-8 text of a Source. Messages are
 * collected, never printed on the way; the driver prints all of them at the end, sorted by file and place:
 *
 *     app.js:3:7: error: unexpected token ')'
 *       foo(a,));
 *             ^
 */
#ifndef JSC_DIAG_H
#define JSC_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

typedef struct Source {
  const char *name; /* as messages show it */
  const char *text; /* valid UTF-8 followed by a NUL */
  uint32_t len;     /* bytes */
  bool is_ascii;    /* then byte and UTF-16 offsets are equal */
  uint32_t *lines;  /* byte offset of the start of every line */
  uint32_t nlines;
  struct SourcePart *parts; /* text that was appended */
  uint32_t nparts, parts_capacity;
  uint32_t *units; /* UTF-16 offset at every SOURCE_UNIT_STEP-th byte; NULL when is_ascii */
  Arena *arena;
} Source;

enum { SOURCE_UNIT_STEP = 256 };

typedef struct Span {
  uint32_t start, end;
} Span; /* byte offsets; start == end: a point */

typedef struct SourcePosition {
  uint32_t line, column; /* both from 1; columns in UTF-16 units, as Node counts them */
} SourcePosition;

/* Wraps a text; sequences that are not UTF-8 are replaced by U+FFFD, as Node reads files. The bytes must outlive the
 * Source. Fails (NULL) only above 2 GB. */
Source *source_new(Arena *arena, const char *name, const char *text, size_t len);
/* Adds text that belongs to the place `at`, the code of a string: returns its offset. Positions in it are that place's. */
uint32_t source_append(Source *source, const char *text, size_t len, uint32_t at);
SourcePosition source_position(const Source *source, uint32_t offset);
uint32_t source_utf16_offset(const Source *source, uint32_t offset);
/* The text of a line (from 1) without its terminator. */
const char *source_line(const Source *source, uint32_t line, uint32_t *len);

typedef enum DiagLevel { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE } DiagLevel;

typedef struct Diag {
  DiagLevel level;
  const Source *source; /* NULL: no place, just the message */
  Span span;
  const char *message;
} Diag;

typedef struct DiagCtx {
  Arena *arena;
  Diag *items;
  uint32_t count, capacity;
  uint32_t errors; /* counted beyond DIAG_ERRORS_KEPT */
} DiagCtx;
enum { DIAG_ERRORS_KEPT = 100 };

void diag_init(DiagCtx *ctx, Arena *arena);
void diag_error(DiagCtx *ctx, const Source *source, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_warning(DiagCtx *ctx, const Source *source, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_note(DiagCtx *ctx, const Source *source, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_add(DiagCtx *ctx, DiagLevel level, const Source *source, Span span, const char *format, va_list args);
/* Adds the messages of another context in the same arena, or one of them. */
void diag_repeat(DiagCtx *ctx, const Diag *d);
void diag_append(DiagCtx *ctx, const DiagCtx *more);
/* All messages as text in the context's arena, errors of one file in order of place. */
char *diag_render(DiagCtx *ctx, bool colour, size_t *len);
/* diag_render to standard error. */
void diag_print(DiagCtx *ctx);

#endif
