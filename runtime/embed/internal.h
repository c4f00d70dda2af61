/* internal.h: what the files of embed/ share. */
#ifndef RUNTIME_EMBED_INTERNAL_H
#define RUNTIME_EMBED_INTERNAL_H

#include "embed.h"

typedef struct Embed {
  struct Isolate *isolate; /* NULL: closed */
  uint8_t *pristine;       /* the initialised thread-local storage as it was */
  char *error;             /* collected memory, like `text`: thread-local storage is a root */
  char *text;              /* the string that C got last */
  Value turn, drain;       /* of internal/loop; undefined: the program has none */
  void *home;              /* JSC_HOOKS: where the caller's stack was left; NULL: JavaScript does not run */
  uint32_t depth;          /* calls of C into JavaScript that are under way */
  int status;
  const char *death; /* JSC_HOOKS: why there is nothing left but to close; NULL: it lives */
  bool has_failed;   /* in the call that is under way */
} Embed;
extern ISOLATE_LOCAL Embed embed;

/* Calls fn(arg) on the isolate's stack. */
void embed_on_stack(void (*fn)(void *), void *arg);
void embed_fail(Value error);
void embed_drain(void);

#endif
