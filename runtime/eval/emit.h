/*
 * emit.h: the last steps of a compilation, of one module: code and data, what their symbols stand for, where calls stand.
 */
#ifndef RUNTIME_EVAL_EMIT_H
#define RUNTIME_EVAL_EMIT_H

#include "../../compiler/image/refs.h"
#include "../../compiler/support/diag.h"
#include "compile.h"

typedef struct EmitInput {
  Arena *arena;
  IrProgram *program; /* built; of several modules, those of `module` are compiled */
  IrModule *module;
  const Source *source;
  uint32_t standins; /* standin.h */
  uint32_t code;     /* MODULE_CODE_* */
  uint32_t file;     /* FnInfo.file of its functions */
  bool is_file, has_realms;
  bool borrows_slots; /* the static slots are in another module's data: EvalOutput.slots_at */
} EmitInput;

void eval_emit(const EmitInput *in, EvalOutput *out);
/* What the first error says, and where. */
void eval_fail(Arena *arena, const DiagCtx *diags, EvalOutput *out);

#endif
