/* cpu.c: what -march= may name. */
#include <llvm-c/Core.h>
#include <llvm-c/TargetMachine.h>
#include <string.h>

#include "codegen.h"

static const char *const cpus[] = {
#define CPU(name) name,
#include "cpus.def"
};

static const char *keep(Arena *arena, char *text) {
  const char *copy = arena_strdup(arena, text);
  LLVMDisposeMessage(text);
  return copy;
}

const char *codegen_llvm_cpu(const char *name, Arena *arena, const char **features) {
  *features = "";
  if (!strcmp(name, "native")) {
    *features = keep(arena, LLVMGetHostCPUFeatures());
    return keep(arena, LLVMGetHostCPUName());
  }
  for (size_t i = 0; i < sizeof cpus / sizeof cpus[0]; i++)
    if (!strcmp(cpus[i], name)) return cpus[i];
  return NULL;
}
