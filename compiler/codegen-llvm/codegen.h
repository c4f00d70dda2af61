/*
 * codegen.h: JIR to a relocatable object through the LLVM-C API, the optimising back end.
 *
 * Every operation becomes a call of its C function `jsc_<op>` as ops.def says, or a few instructions. The functions of
 * runtime/fast/ come as bitcode, are linked available_externally and inlined by LLVM; the rest stay calls.
 */
#ifndef JSC_CODEGEN_LLVM_H
#define JSC_CODEGEN_LLVM_H

#include "../image/refs.h"

typedef enum CodegenOutput { CODEGEN_OBJECT, CODEGEN_ASM, CODEGEN_LLVM } CodegenOutput;

typedef struct CodegenOptions {
  int opt_level;            /* 0..3 */
  bool optimise_size;       /* -Os */
  bool has_realms;          /* unknown callees may belong to another realm (runtime/object/realm.h) */
  bool is_pic;              /* position independent */
  bool has_hooks;           /* no thread-local storage, no red zone, no `syscall` (runtime/os/hooks) */
  bool for_kernel;          /* cells have addresses that begin with 0xFFFF; no tables of jumps */
  bool may_split;           /* into several objects (parts.h) */
  const char *cpu;          /* LLVM's name, "x86-64-v2" */
  const char *features;     /* "" */
  const void *fast_bitcode; /* the module of runtime/fast/ */
  size_t fast_bitcode_size;
  CodegenOutput output;
} CodegenOptions;

typedef struct CodegenObject {
  const char *name; /* as the link calls it */
  const char *bytes;
  size_t size;
  void *buffer; /* LLVM's */
} CodegenObject;

typedef struct CodegenResult {
  CodegenObject *objects;
  uint32_t count;
  const char *error;
} CodegenResult;

/* Compiles the program, whose arena the result is in. False with an error text when LLVM refuses a module: that is a
 * defect of ours. */
bool codegen_llvm(IrProgram *p, ImageRefs *refs, const CodegenOptions *o, CodegenResult *result);
void codegen_llvm_free(CodegenResult *result);

/* LLVM's name of the processor that -march= means, and what it has beside (""); NULL: there is none that has 64 bits. */
const char *codegen_llvm_cpu(const char *name, Arena *arena, const char **features);

#endif
