/*
 * codegen.h: JIR to machine code through ass/, the instant back end: one pass over each function, linear-scan register
 * allocation, inline sequences for what programs do most, calls of the runtime for the rest.
 *
 * It needs no libc and no LLVM (only compiler/support/host.h), since it also runs inside programs. What it makes is what
 * codegen-llvm makes: the same symbols, static data and calling convention (doc/abi.md, doc/codegen-ass.md).
 */
#ifndef JSC_CODEGEN_ASS_H
#define JSC_CODEGEN_ASS_H

#include "../../ass/ass.h"
#include "../image/refs.h"

/* From this position of the code on, up to the next row: a place in the source. */
typedef struct AssRowPos {
  AssPos at;
  uint32_t pos;             /* byte offset in the source, ~0: none */
  const IrInlined *inlined; /* NULL: the function's own code */
} AssRowPos;

typedef struct AssFnRange {
  IrFn *fn;
  AssPos low, high;
  uint32_t first_row, nrows; /* of AssCodeResult.rows */
  int32_t receiver;          /* offset from rbp where it is kept for stack traces; 0: nowhere */
} AssFnRange;

typedef struct AssCodeOptions {
  bool has_realms;     /* unknown callees may belong to another realm (runtime/object/realm.h) */
  uint32_t first_file; /* number of the first module's file */
  bool borrows_slots;  /* the static slots are another compilation's: jsc.slots is undefined */
} AssCodeOptions;

typedef struct AssCodeResult {
  Ass ass; /* finished; freed by the caller */
  AssSection *text;
  AssRowPos *rows;
  uint32_t nrows;
  AssFnRange *fns;
  uint32_t nfns;
  const AssLabel *infos; /* by index of function: its FnInfo */
} AssCodeResult;

/* Compiles the program; all but Ass's own memory is the arena's, which must outlive the result. Never fails on valid JIR:
 * false, with *error set, means a defect of ours. */
bool codegen_ass(IrProgram *p, ImageRefs *refs, const AssCodeOptions *options, Arena *arena, AssCodeResult *result,
                 const char **error);

#endif
