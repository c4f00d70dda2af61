/*
 * Running a compiled pattern, and the small services around programs: flags, group names, error texts.
 */
#include "exec.h"

RegexpResult regexp_exec(const RegexpProgram *program, RegexpText subject, uint32_t last_index, bool is_sticky,
                         int32_t *captures, RegexpScratch *scratch) {
  if (subject.is_wide) { return regexp_exec16(program, subject, last_index, is_sticky, captures, scratch); }
  return regexp_exec8(program, subject, last_index, is_sticky, captures, scratch);
}

void regexp_scratch_free(RegexpScratch *scratch) {
  if (scratch->stack) { scratch->memory.resize(scratch->memory.ctx, scratch->stack, scratch->stack_size, 0); }
  scratch->stack = NULL;
  scratch->stack_size = 0;
}

RegexpGroupName regexp_group_name(const RegexpProgram *program, uint32_t index) {
  const uint32_t *at = (const uint32_t *)(const void *)program + program->names_offset;
  for (;;) {
    uint32_t length = at[0], count = at[1];
    const uint32_t *indices = at + 2, *units = indices + count;
    if (index-- == 0) { return (RegexpGroupName){(const uint16_t *)(const void *)units, length, indices, count}; }
    at = units + (length + 1) / 2;
  }
}

const char *regexp_error_text(RegexpErrorId id) {
  static const char *const texts[] = {
#define REGEXP_ERROR(name, text) text,
#include "errors.def"
  };
  return texts[id];
}
