/* embed.h: what jsc carries inside (scripts/embed.mjs): the runtime archive, the fast paths, the sources of lib/. */
#ifndef JSC_DRIVER_EMBED_H
#define JSC_DRIVER_EMBED_H

#include <stddef.h>
#include <string.h>

extern const char jsc_embed_rt[], jsc_embed_rt_end[];
extern const char jsc_embed_fast[], jsc_embed_fast_end[];
typedef struct EmbedRecord { const char *name, *start, *end; } EmbedRecord;
extern const EmbedRecord jsc_embed_lib[];

/* Text of a lib module ("path", "internal/console"), NULL if there is none. len may be NULL. */
static inline const char *embed_lib(const char *name, size_t *len) {
  for (const EmbedRecord *r = jsc_embed_lib; r->name; r++)
    if (!strcmp(r->name, name)) {
      if (len) *len = (size_t)(r->end - r->start);
      return r->start;
    }
  return NULL;
}

#endif
