/*
 * source.c: see source.h and source-format.h. A file is decoded when it is first asked for, and kept.
 */
#include "source-format.h"

#include "../heap/heap.h"
#include "../string/lz.h"
#include "../string/string.h"

/* Linked with this file: the definitions must not be weak. */
String *source_text(uint32_t file);
String *source_slice(uint32_t file, uint32_t start, uint32_t end);

#ifdef JSC_EVAL
#include "../eval/trace.h"
__attribute__((weak))
#endif
extern const uint8_t jsc_sources[]; /* the blob: rows, texts */

static String *decode_file(const SourceRow *row) {
  uint32_t length = row->length & ~SOURCE_WIDE;
  bool is_wide = row->length & SOURCE_WIDE;
  String *s = is_wide ? string_new_wide(length) : string_new_latin1(length);
  lz_decode(jsc_sources + row->offset, s->u.c8, s->u.c8 + ((uint64_t)length << is_wide));
  return s;
}

String *source_text(uint32_t file) {
#ifdef JSC_EVAL
  if (file >= RT->program->nfiles) return eval_text(file);
  if (!jsc_sources) return NULL;
#endif
  const SourceRow *row = (const SourceRow *)(const void *)jsc_sources + file;
  if (file >= RT->program->nfiles || !row->length) return NULL;
  Elements *texts = RT->source_texts;
  if (!texts) {
    texts = RT->source_texts = heap_new_elements(RT->program->nfiles);
    texts->used = RT->program->nfiles;
    for (uint32_t i = 0; i < texts->used; i++) texts->v[i] = JS_EMPTY;
  }
  if (value_is_empty(texts->v[file])) {
    texts->v[file] = value_from_ptr(decode_file(row));
    heap_barrier_slot(&texts->v[file]);
  }
  return value_string(texts->v[file]);
}

String *source_slice(uint32_t file, uint32_t start, uint32_t end) {
  String *s = source_text(file);
  return s && end <= s->length ? string_substring(s, start, end) : NULL;
}
