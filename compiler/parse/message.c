/* message.c: see message.h. What is not in v8-messages.def begins with a capital letter and is ours else. */
#include "message.h"

#include <string.h>

const Diag *message_first_error(const DiagCtx *diags) {
  for (uint32_t i = 0; i < diags->count; i++)
    if (diags->items[i].level == DIAG_ERROR) return &diags->items[i];
  return NULL;
}

typedef struct MessageRow {
  const char *ours, *theirs;
  bool is_prefix;
} MessageRow;
static const MessageRow rows[] = {
#define V8_MESSAGE(ours, theirs) {ours, theirs, false},
#define V8_PREFIX(ours, theirs) {ours, theirs, true},
#include "v8-messages.def"
};

/* V8 keeps what follows the words that it shares with us: where its text ends like ours with a space or an expression. */
static const char *rest_of(const MessageRow *row, const char *message) {
  size_t n = strlen(row->ours), k = strlen(row->theirs);
  bool is_kept = row->ours[n - 1] == row->theirs[k - 1];
  return row->is_prefix && is_kept ? message + n : "";
}

const char *message_of_diag(const Diag *d, Arena *arena) {
  if (!strcmp(d->message, "unexpected identifier") && d->source)
    return arena_format(arena, "Unexpected identifier '%.*s'", (int)(d->span.end - d->span.start),
                        d->source->text + d->span.start);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const MessageRow *row = &rows[i];
    size_t n = strlen(row->ours);
    if (row->is_prefix ? strncmp(d->message, row->ours, n) : strcmp(d->message, row->ours)) continue;
    return arena_format(arena, "%s%s", row->theirs, rest_of(row, d->message));
  }
  char *text = arena_strdup(arena, d->message);
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = (char)(text[0] - 32);
  return text;
}

const char *message_of_error(const DiagCtx *diags, Arena *arena) {
  const Diag *d = message_first_error(diags);
  return d ? message_of_diag(d, arena) : "Invalid or unexpected token";
}
