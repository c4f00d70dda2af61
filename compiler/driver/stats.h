/* stats.h: the table of --time: milliseconds and memory per stage. */
#ifndef JSC_DRIVER_STATS_H
#define JSC_DRIVER_STATS_H

#include <stdbool.h>
#include <stdint.h>

enum { STATS_MAX = 24 };
typedef struct Stats {
  bool enabled;
  uint64_t started, last;
  uint32_t count;
  struct {
    const char *stage;
    uint64_t ns;
    long peak_kb;
  } rows[STATS_MAX];
} Stats;

void stats_start(Stats *s, bool enabled);
void stats_stage(Stats *s, const char *stage); /* the stage that ends now */
void stats_print(const Stats *s);

#endif
