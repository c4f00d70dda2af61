/*
 * sites.h: which of the reference's frames a line of lib/ stands for. A comment says so, at the end of a line that
 * holds the calls, or on a line of its own before a statement; then it holds to the first line that ends with ; or {
 *
 *     //@ Object.openSync fs:778:18, *.readFileSync fs:624:35|  return binding.open(
 *
 * Innermost first, a frame is what the trace calls it and its place without "node:"; "*" is the type of the receiver of
 * the function that the line stands in. What runs the jobs of promises has a ! before it. <anonymous> in place of the place: a function of the language. A place alone has no frame: it is what a throw statement there is reported
 * with. Behind | follows the text of the first place's line, which the report quotes. tools/reference-sites.mjs fills
 * the texts in and checks everything against the reference.
 */
#ifndef JSC_SITES_H
#define JSC_SITES_H

#include <stdbool.h>

#include "arena.h"

typedef struct SiteFrame {
  const char *name, *file; /* "node:fs" */
  const char *text;        /* of that line; only the first frame of a site may have it, else NULL */
  uint32_t line, column;
  bool runs_jobs;
} SiteFrame;

typedef struct Site {
  uint32_t first, last; /* the lines that it holds for, from 1 */
  uint32_t count;
  SiteFrame *frames;
} Site;

typedef struct Sites {
  Site *items;
  uint32_t count, capacity;
} Sites;

void sites_init(Sites *s, Arena *arena, const char *source, size_t len);
const Site *sites_find(const Sites *s, uint32_t line); /* NULL: none */

#endif
