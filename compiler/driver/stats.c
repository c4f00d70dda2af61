/* stats.c: see stats.h. */
#include "stats.h"

#include <stdio.h>
#include <sys/resource.h>

#include "../support/host.h"

void stats_start(Stats *s, bool enabled) {
  *s = (Stats){.enabled = enabled};
  s->started = s->last = host_nanoseconds();
}

void stats_stage(Stats *s, const char *stage) {
  if (!s->enabled || s->count == STATS_MAX) return;
  uint64_t now = host_nanoseconds();
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  s->rows[s->count].stage = stage;
  s->rows[s->count].ns = now - s->last;
  s->rows[s->count++].peak_kb = usage.ru_maxrss;
  s->last = now;
}

void stats_print(const Stats *s) {
  if (!s->enabled) return;
  fprintf(stderr, "%-14s %10s %12s\n", "stage", "ms", "peak MB");
  for (uint32_t i = 0; i < s->count; i++)
    fprintf(stderr, "%-14s %10.2f %12.1f\n", s->rows[i].stage, (double)s->rows[i].ns / 1e6,
            (double)s->rows[i].peak_kb / 1024);
  fprintf(stderr, "%-14s %10.2f\n", "total", (double)(s->last - s->started) / 1e6);
}
