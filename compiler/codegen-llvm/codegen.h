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
  const char *cpu;          /* LLVM's name, "x86-64-v2" */
  const char *features;     /* "" */
  const void *fast_bitcode; /* the module of runtime/fast/ */
  size_t fast_bitcode_size;
  CodegenOutput output;
} CodegenOptions;

/* Compiles the program. *bytes is malloc'ed by LLVM and lives until codegen_llvm_free. Returns false with *error set
 * (a text in the program's arena) when LLVM refuses the module: that is a defect of ours. */
bool codegen_llvm(IrProgram *p, ImageRefs *refs, const CodegenOptions *o, const char **bytes, size_t *size,
                  void **handle, const char **error);
void codegen_llvm_free(void *handle);

#endif
