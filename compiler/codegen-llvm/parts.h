/*
 * parts.h: a large program is compiled as several LLVM modules, one after the other or at once, and linked: the memory of
 * a compilation is that of a few parts, and its time divides by the processors. A function belongs to one part, which
 * defines its code, its FnInfo and its function object; what other parts refer to is a hidden global symbol there.
 */
#ifndef JSC_CODEGEN_LLVM_PARTS_H
#define JSC_CODEGEN_LLVM_PARTS_H

#include "../ir/ir.h"
#include "../support/lines.h"
#include "../support/sites.h"

typedef struct FnUse {
  uint32_t part;
  uint32_t insts;
  uint32_t ncalls;                      /* direct calls and constructions */
  bool has_object;                      /* there is an IR_const_fn or IR_is_fn of its one object */
  bool is_entry_shared, is_body_shared; /* other parts refer to it */
} FnUse;

typedef struct Parts {
  uint32_t count;
  FnUse *fns;   /* by function index */
  Lines *lines; /* by module index */
  Sites *sites; /* likewise, of lib/ */
} Parts;

Parts *parts_new(Arena *arena, const IrProgram *program, bool may_split);

#endif
