/*
 * embed.h: what jsc carries inside (scripts/embed.mjs): the runtime archives, the fast paths, the sources of lib/ and,
 * but for the first stage of jsc's own build, its modules compiled.
 */
#ifndef JSC_DRIVER_EMBED_H
#define JSC_DRIVER_EMBED_H

#include <stddef.h>
#include <string.h>

extern const char jsc_embed_rt[], jsc_embed_rt_end[];
extern const char jsc_embed_bare[], jsc_embed_bare_end[]; /* what --image puts under a program */
extern const char jsc_embed_pie[], jsc_embed_pie_end[];   /* the runtime of position independent objects */
extern const char jsc_embed_eval[], jsc_embed_eval_end[]; /* what programs link that make code at run time */
extern const char jsc_embed_fast[], jsc_embed_fast_end[];
/* Runtime and fast paths of objects that stand on hooks, and of those in a kernel */
extern const char jsc_embed_none[], jsc_embed_none_end[];
extern const char jsc_embed_none_fast[], jsc_embed_none_fast_end[];
extern const char jsc_embed_kmod[], jsc_embed_kmod_end[];
extern const char jsc_embed_kmod_fast[], jsc_embed_kmod_fast_end[];
extern const char jsc_embed_glue[], jsc_embed_glue_end[]; /* runtime/os/kmod/glue.c */
typedef struct EmbedRecord {
  const char *name, *start, *end;  /* the source */
  const char *object, *object_end; /* NULL in the first stage */
  const char *small, *small_end;   /* the same compiled for size; NULL: there is none */
  const char *const *
    requires; /* names of the modules that the object asks for, closed by NULL */
} EmbedRecord;
extern const EmbedRecord jsc_embed_lib[];

/* A lib module ("path", "internal/console"), NULL if there is none. */
static inline const EmbedRecord *embed_lib(const char *name) {
  for (const EmbedRecord *r = jsc_embed_lib; r->name; r++)
    if (!strcmp(r->name, name)) return r;
  return NULL;
}

#endif
