/*
 * Running a compiled pattern, and the small services around programs: flags, group names, error texts.
 */
#include "exec.h"

bool regexp_grow_stack(RegexpScratch *scratch, size_t size) {
  size_t limit = scratch->limit ? scratch->limit : (size_t)64 << 20, new_size = scratch->stack_size;
  if (size > limit) { return false; }
  while (new_size < size) { new_size = new_size ? new_size * 2 : 4096; }
  if (new_size > limit) { new_size = limit; }
  uint32_t *stack = scratch->memory.resize(scratch->memory.ctx, scratch->stack, scratch->stack_size, new_size);
  if (!stack) { return false; }
  scratch->stack = stack;
  scratch->stack_size = new_size;
  return true;
}

static RegexpNative native_matcher(const RegexpProgram *program, bool is_wide) {
  int32_t offset = program->native[is_wide];
  return offset ? (RegexpNative)((uintptr_t)program + (uintptr_t)(intptr_t)offset) : NULL;
}

/* Native code cannot grow the stack. */
static bool prepare_native(RegexpScratch *scratch) {
  size_t limit = scratch->limit ? scratch->limit : (size_t)64 << 20;
  if (scratch->stack_size < limit && !regexp_grow_stack(scratch, limit)) { return false; }
  scratch->limit_address = (uint8_t *)scratch->stack + limit - NATIVE_SLACK;
  return true;
}

RegexpResult regexp_exec(const RegexpProgram *program, RegexpText subject, uint32_t last_index, bool is_sticky,
                         int32_t *captures, RegexpScratch *scratch) {
  bool is_unicode = program->flags & (REGEXP_UNICODE | REGEXP_UNICODE_SETS);
  if (is_unicode && subject.is_wide && last_index > 0 && last_index < subject.length) {
    const uint16_t *at = (const uint16_t *)subject.units + last_index;
    if (unicode_is_trail(at[0]) && unicode_is_lead(at[-1])) { last_index--; }
  }
  if (program->start_kind == START_ANCHOR && last_index > 0) { return REGEXP_NO_MATCH; }
  is_sticky = is_sticky || (program->flags & REGEXP_STICKY);
  uint64_t steps = scratch->step_limit ? scratch->step_limit : UINT64_MAX;
  scratch->steps = steps < REGEXP_STEP_SLICE ? steps : REGEXP_STEP_SLICE;
  scratch->steps_left = scratch->step_limit ? steps - scratch->steps : steps;
  RegexpNative native = native_matcher(program, subject.is_wide);
  RegexpResult result;
  if (native) {
    if (!prepare_native(scratch)) { return REGEXP_STACK_EXHAUSTED; }
    result = (RegexpResult)native(subject.units, last_index, subject.length, scratch, is_sticky);
    if (result != REGEXP_MATCH) { return result; }
    /* Of a group both are set or neither is. One by one: the matcher has just stored them so, and a wider load would have
     * to wait for the stores. */
#pragma clang loop vectorize(disable)
    for (uint32_t i = 0; i < program->capture_count * 2; i++) { captures[i] = (int32_t)scratch->stack[i]; }
    return result;
  }
  if (subject.is_wide) {
    result = regexp_exec16(program, subject, last_index, is_sticky, scratch);
  } else {
    result = regexp_exec8(program, subject, last_index, is_sticky, scratch);
  }
  if (result != REGEXP_MATCH) { return result; }
  for (uint32_t i = 0; i < program->capture_count * 2; i += 2) {
    uint32_t from = scratch->stack[i], to = scratch->stack[i + 1];
    bool is_set = from != UINT32_MAX && to != UINT32_MAX;
    captures[i] = is_set ? (int32_t)from : -1;
    captures[i + 1] = is_set ? (int32_t)to : -1;
  }
  return result;
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
