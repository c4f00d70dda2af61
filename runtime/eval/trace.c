/*
 * trace.c: see trace.h. Rows hold places as byte offsets in UTF-8; lines and columns are counted when they are asked for.
 */
#include "trace.h"

#include "../error/stack.h"
#include "../object/error.h"
#include "../string/string.h"

static CodeRecord *record_of_file(uint32_t file) {
  uint32_t n = file - RT->program->nfiles;
  return RT->eval && file >= RT->program->nfiles && n < RT->eval->nrecords ? &RT->eval->records[n] : NULL;
}

String *eval_text(uint32_t file) {
  const CodeRecord *r = record_of_file(file);
  return r && r->is_used ? r->text : NULL;
}

bool eval_has_name(uint32_t file, int32_t *line, int32_t *column) {
  const CodeRecord *r = record_of_file(file);
  if (!r || !r->is_used || !r->name) return false;
  *line = r->line;
  *column = r->column;
  return true;
}

bool eval_is_esm(uint32_t file) {
  const CodeRecord *r = record_of_file(file);
  return r && r->is_used && r->is_esm;
}

static uint32_t unit_or_0(StringUnits u, uint32_t i) { return i < u.length ? units_at(u, i) : 0; }

/* Bytes that the unit at i had in the compiler's text: half of a pair has half of it; what stands in for units that UTF-8 cannot
 * tell (standin.h) has 3. */
static uint32_t utf8_size(const CodeRecord *r, StringUnits u, uint32_t i) {
  uint32_t unit = units_at(u, i);
  if (!unit) return r->is_esm ? 1 : 3;
  if (unit < 0x800) return unit < 0x80 ? 1 : 2;
  bool is_pair = (unit & 0xFC00) == 0xD800   ? (unit_or_0(u, i + 1) & 0xFC00) == 0xDC00
                 : (unit & 0xFC00) == 0xDC00 ? (unit_or_0(u, i - 1) & 0xFC00) == 0xD800
                                             : false;
  return is_pair ? 2 : 3;
}

static void count_lines(const CodeRecord *r, uint32_t pos, PcEntry *out) {
  StringUnits u = string_units(r->text);
  out->line = out->column = 1;
  for (uint32_t i = 0, at = 0; i < u.length && at < pos; i++) {
    uint32_t c = units_at(u, i);
    at += utf8_size(r, u, i);
    out->column++;
    if (c == '\n' || c == 0x2028 || c == 0x2029 || (c == '\r' && (i + 1 == u.length || units_at(u, i + 1) != '\n')))
      out->line++, out->column = 1;
  }
  if (out->line == 1) out->column += (uint32_t)r->column;
  out->line += (uint32_t)r->line;
}

bool eval_position(uintptr_t pc, PcEntry *out) {
  const CodeRecord *r = code_record_at(pc);
  if (!r || pc - r->code >= (uintptr_t)r->code_units << CODE_UNIT_SHIFT) return false;
  uint32_t at = (uint32_t)(pc - r->code);
  for (uint32_t i = 0; i < r->nfunctions; i++) {
    const CodeFunction *f = &r->functions[i];
    if (at < f->low || at >= f->high) continue;
    *out = (PcEntry){.function = r->names + f->name,
                     .function_len = f->name_len,
                     .file_len = r->file,
                     .description = f->description,
                     .receiver = f->receiver};
    const CodeRow *row = NULL;
    for (uint32_t k = 0; k < f->nrows && r->rows[f->first_row + k].at <= at; k++) row = &r->rows[f->first_row + k];
    if (row && row->pos != ~0u) count_lines(r, row->pos, out);
    return true;
  }
  return false;
}

/* "eval at f (app.js:1:2)"; of code made by such code: "eval at g (eval at f (app.js:1:2))". NULL: not known. */
static String *origin_of(const CodeRecord *r) {
  for (uint32_t i = 0; r && r->is_used && i < stack_count(r->origin); i++) {
    StackFrame f;
    stack_frame(r->origin, i, &f);
    if (!f.file) continue;
    String *name = f.function->length ? f.function : string_from_ascii("<anonymous>");
    const CodeRecord *outer = f.file_index == ~0u ? NULL : record_of_file(f.file_index);
    String *place =
        outer && !outer->name ? origin_of(outer) : format_string("%S:%d:%d", f.file, (int)f.line, (int)f.column);
    return place ? format_string("eval at %S (%S)", name, place) : NULL;
  }
  return NULL;
}

static String *file_around(const CodeRecord *r) {
  if (r && r->is_used && r->name) return r->name;
  for (uint32_t i = 0; r && r->is_used && i < stack_count(r->origin); i++) {
    StackFrame f;
    stack_frame(r->origin, i, &f);
    if (!f.file || f.file_index == ~0u) continue;
    if (f.file_index < RT->program->nfiles) return RT->program->files[f.file_index];
    return file_around(record_of_file(f.file_index));
  }
  return NULL;
}

String *eval_file_around(uintptr_t pc) { return file_around(code_record_at(pc)); }

String *eval_file_name(uint32_t file) {
  const CodeRecord *r = record_of_file(file);
  if (r && r->is_used && r->name) return r->name;
  String *origin = origin_of(r);
  return origin ? format_string("%S, <anonymous>", origin) : string_from_ascii("<anonymous>");
}
