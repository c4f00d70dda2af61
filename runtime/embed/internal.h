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
  uint32_t depth;          /* calls of C into JavaScript that are under way */
  int status;
  bool has_failed; /* in the call that is under way */
} Embed;
extern __thread Embed embed __attribute__((tls_model("local-exec")));

/* Calls fn(arg) on the isolate's stack. */
void embed_on_stack(void (*fn)(void *), void *arg);
void embed_fail(Value error);
void embed_drain(void);

/* words.c. Integers are numbers where those are exact, else BigInts; text NULL is null. */
Value embed_value_of_i64(int64_t v);
Value embed_value_of_u64(uint64_t v);
Value embed_value_of_text(const char *text);
uint64_t embed_word_of_number(double d); /* truncated to 64 bits; NaN and what is too large: 0 */
bool embed_word_of_buffer(Value v,
                          uint64_t *w); /* address of an ArrayBuffer's or a view's bytes; false: it is neither */
bool embed_buffer_length(Value v, uint64_t *bytes);

#endif
