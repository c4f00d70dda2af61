/*
 * module.c: the pipeline of the back end: take the fast paths' module, add the program, optimise, emit.
 *
 * The fast paths' definitions become available_externally: inlined where LLVM likes, else calls of the copies in the
 * runtime archive.
 */
#include <llvm-c/Analysis.h>
#include <llvm-c/BitReader.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"

typedef struct Handle {
  LLVMContextRef ctx;
  LLVMMemoryBufferRef buffer;
  char *text;
} Handle;

static LLVMTargetMachineRef target_machine(const CodegenOptions *o) {
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86Target();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmPrinter();
  LLVMTargetRef target;
  char *message = NULL;
  if (LLVMGetTargetFromTriple("x86_64-unknown-linux-gnu", &target, &message)) host_panic(__func__, message);
  LLVMCodeGenOptLevel level = o->opt_level == 0   ? LLVMCodeGenLevelNone
                              : o->opt_level == 1 ? LLVMCodeGenLevelLess
                              : o->opt_level == 2 ? LLVMCodeGenLevelDefault
                                                  : LLVMCodeGenLevelAggressive;
  return LLVMCreateTargetMachine(target, "x86_64-unknown-linux-gnu", o->cpu, o->features, level, LLVMRelocStatic,
                                 LLVMCodeModelSmall);
}

/* The module that the program is added to, holding the fast paths. NULL and *error if the bitcode is not ours. */
static LLVMModuleRef load_fast_paths(Cg *g, const char **error) {
  LLVMMemoryBufferRef buffer =
      LLVMCreateMemoryBufferWithMemoryRange(g->options->fast_bitcode, g->options->fast_bitcode_size, "fast", false);
  LLVMModuleRef mod = NULL;
  if (LLVMParseBitcodeInContext2(g->ctx, buffer, &mod)) {
    *error = "the embedded fast paths cannot be read";
    return NULL;
  }
  for (LLVMValueRef f = LLVMGetFirstFunction(mod); f; f = LLVMGetNextFunction(f))
    if (!LLVMIsDeclaration(f) && LLVMGetLinkage(f) == LLVMExternalLinkage) {
      LLVMSetLinkage(f, LLVMAvailableExternallyLinkage);
      LLVMSetSection(f, "");
    }
  return mod;
}

static void optimise(Cg *g, LLVMTargetMachineRef tm) {
  const char *pipeline = g->options->optimise_size    ? "default<Os>"
                         : g->options->opt_level == 0 ? "default<O0>"
                         : g->options->opt_level == 1 ? "default<O1>"
                         : g->options->opt_level == 2 ? "default<O2>"
                                                      : "default<O3>";
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  LLVMErrorRef error = LLVMRunPasses(g->mod, pipeline, tm, options);
  if (error) host_panic(__func__, LLVMGetErrorMessage(error));
  LLVMDisposePassBuilderOptions(options);
}

static void init_types(Cg *g) {
  g->i1 = LLVMInt1TypeInContext(g->ctx);
  g->i8 = LLVMInt8TypeInContext(g->ctx);
  g->i32 = LLVMInt32TypeInContext(g->ctx);
  g->i64 = LLVMInt64TypeInContext(g->ctx);
  g->f64 = LLVMDoubleTypeInContext(g->ctx);
  g->ptr = LLVMPointerTypeInContext(g->ctx, 0);
  g->void_type = LLVMVoidTypeInContext(g->ctx);
  LLVMTypeRef boxed[6] = {g->i64, g->i64, g->i64, g->i64, g->i64, g->i64};
  g->boxed_fn = LLVMFunctionType(g->i64, boxed, 6, false);
}

bool codegen_llvm(IrProgram *p, ImageRefs *refs, const CodegenOptions *o, const char **bytes, size_t *size,
                  void **handle, const char **error) {
  Arena arena = {0};
  Cg *g = ARENA_NEW(&arena, Cg);
  g->program = p;
  g->refs = refs;
  g->options = o;
  g->is_lib = p->modules[p->entry_module]->is_lib;
  g->arena = &arena;
  g->ctx = LLVMContextCreate();
  Handle *h = ARENA_NEW(p->arena, Handle);
  h->ctx = g->ctx;
  *handle = h;
  init_types(g);
  LLVMTargetMachineRef tm = target_machine(o);
  g->mod = load_fast_paths(g, error);
  if (!g->mod) return false;
  g->b = LLVMCreateBuilderInContext(g->ctx);
  cg_debug_init(g);
  cg_declare_fns(g);
  cg_define_data(g);
  for (uint32_t i = 0; i < p->nfns; i++)
    if (p->fns[i]) cg_lower_fn(g, p->fns[i]);
  cg_define_fn_infos(g);
  cg_debug_finish(g);
  LLVMDisposeBuilder(g->b);

  char *message = NULL;
  bool bad = false;
#ifdef JSC_DEBUG
  bad = LLVMVerifyModule(g->mod, LLVMReturnStatusAction, &message);
  if (bad) *error = arena_strdup(p->arena, message);
#endif
  if (!bad) {
    if (o->opt_level > 0) optimise(g, tm);
    if (o->output == CODEGEN_LLVM) {
      h->text = LLVMPrintModuleToString(g->mod);
      *bytes = h->text;
      *size = strlen(h->text);
    } else {
      LLVMCodeGenFileType type = o->output == CODEGEN_ASM ? LLVMAssemblyFile : LLVMObjectFile;
      bad = LLVMTargetMachineEmitToMemoryBuffer(tm, g->mod, type, &message, &h->buffer);
      if (bad) *error = arena_strdup(p->arena, message);
      else *bytes = LLVMGetBufferStart(h->buffer), *size = LLVMGetBufferSize(h->buffer);
    }
  }
  LLVMDisposeTargetMachine(tm);
  arena_free(&arena);
  return !bad;
}

void codegen_llvm_free(void *handle) {
  Handle *h = handle;
  if (h->buffer) LLVMDisposeMemoryBuffer(h->buffer);
  if (h->text) LLVMDisposeMessage(h->text);
  LLVMContextDispose(h->ctx);
}
