/*
 * module.c: the pipeline of the back end, for each part of the program: take the fast paths' module, add the part,
 * optimise, emit. Parts are lowered one after the other, optimised and emitted in threads, one for each processor.
 *
 * The fast paths' definitions become available_externally: inlined where LLVM likes, else calls of the copies in the
 * runtime archive.
 */
#include <llvm-c/Analysis.h>
#include <llvm-c/BitReader.h>
#include <llvm-c/Support.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

enum { MAX_THREADS = 8, THREAD_STACK = 256 << 20 };

typedef struct Part {
  Cg *g;
  Arena arena;
  LLVMTargetMachineRef tm;
  CodegenObject object;
  char *error; /* LLVM's */
  const char *passes;
  pthread_t thread;
  bool is_running;
} Part;

static void init_target(void) {
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86Target();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmPrinter();
  LLVMInitializeX86AsmParser(); /* of the `syscall` instruction */
  /* No variable is described, so the older way to follow them is the cheaper one. */
  const char *args[2] = {"jsc", "-experimental-debug-variable-locations=false"};
  LLVMParseCommandLineOptions(2, args, NULL);
}

static LLVMTargetMachineRef target_machine(const CodegenOptions *o) {
  LLVMTargetRef target;
  char *message = NULL;
  if (LLVMGetTargetFromTriple("x86_64-unknown-linux-gnu", &target, &message)) host_panic(__func__, message);
  LLVMCodeGenOptLevel level = o->opt_level == 0   ? LLVMCodeGenLevelNone
                              : o->opt_level == 1 ? LLVMCodeGenLevelLess
                              : o->opt_level == 2 ? LLVMCodeGenLevelDefault
                                                  : LLVMCodeGenLevelAggressive;
  return LLVMCreateTargetMachine(target, "x86_64-unknown-linux-gnu", o->cpu, o->features, level,
                                 o->is_pic ? LLVMRelocPIC : LLVMRelocStatic, LLVMCodeModelSmall);
}

/* Nothing is inlined at -O0: calls of the runtime archive need no definitions here. */
static LLVMModuleRef empty_module(Cg *g) {
  LLVMModuleRef mod = LLVMModuleCreateWithNameInContext("program", g->ctx);
  LLVMSetTarget(mod, "x86_64-unknown-linux-gnu");
  LLVMSetDataLayout(mod, "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128");
  return mod;
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

/* Two calls of the runtime that become one would have the position of neither, where an error has its own: nomerge. */
static void keep_positions(Cg *g) {
  LLVMAttributeRef nomerge = cg_attribute(g, "nomerge");
  for (LLVMValueRef f = LLVMGetFirstFunction(g->mod); f; f = LLVMGetNextFunction(f))
    if (!LLVMGetIntrinsicID(f)) LLVMAddAttributeAtIndex(f, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, nomerge);
}

/* Functions of other objects are reached directly, and not through a table of addresses. */
static void reach_directly(Cg *g) {
  for (LLVMValueRef f = LLVMGetFirstFunction(g->mod); f; f = LLVMGetNextFunction(f))
    if (LLVMIsDeclaration(f) && !LLVMGetIntrinsicID(f)) LLVMSetVisibility(f, LLVMHiddenVisibility);
}

/* LLVM's passes at -O1 and -O2, a fifth quicker than default<O2> for code as good: JIR has been optimised as a whole
 * program, and needs no second round of analyses of a module, nor passes for what it never does. */
#define INSTCOMBINE "instcombine<no-verify-fixpoint>"
static const char pipeline[] =
    /* fast paths and small functions go into their callers, callees first, each finished before it is looked at again */
    "cgscc(inline,function-attrs<skip-non-recursive-function-attrs>,function<eager-inv>("
    "sroa,early-cse<memssa>,simplifycfg," INSTCOMBINE ",jump-threading,correlated-propagation,simplifycfg,reassociate,"
    "loop-mssa(loop-instsimplify,loop-simplifycfg,licm,loop-rotate,licm,simple-loop-unswitch),simplifycfg," INSTCOMBINE
    ",loop(loop-idiom,indvars,loop-deletion,loop-unroll-full),gvn,bdce,dse,loop-mssa(licm),simplifycfg," INSTCOMBINE
    ")),"
    /* callee, new.target and formals that a function does not use; what was inlined everywhere */
    "deadargelim,globaldce,elim-avail-extern,"
    "function<eager-inv>(loop-vectorize,loop-unroll,loop-mssa(licm),instsimplify,div-rem-pairs,simplifycfg),"
    "globaldce,constmerge";

/* Those for matchers of regular expressions: nothing to inline, loops of a few instructions. */
static const char matcher_pipeline[] =
    "function<eager-inv>(sroa,early-cse<memssa>,simplifycfg," INSTCOMBINE ",jump-threading,gvn,simplifycfg," INSTCOMBINE
    ",loop(loop-rotate),simplifycfg),constmerge";

static const char *choose_passes(const CodegenOptions *o) {
  return o->optimise_size ? "default<Os>" : o->opt_level > 2 ? "default<O3>" : pipeline;
}

static void optimise(const Part *part) {
  Cg *g = part->g;
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  LLVMErrorRef error = LLVMRunPasses(g->mod, part->passes, part->tm, options);
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

static Cg *new_part(Part *part, const Cg *shared) {
  Cg *g = ARENA_NEW(&part->arena, Cg);
  *g = *shared;
  g->arena = &part->arena;
  g->ctx = LLVMContextCreate();
  init_types(g);
  part->passes = choose_passes(g->options);
  return g;
}

/* The part of the regular expressions. */
static Cg *lower_regexps(Part *part, const Cg *shared) {
  Cg *g = new_part(part, shared);
  g->mod = empty_module(g);
  g->b = LLVMCreateBuilderInContext(g->ctx);
  LLVMSetIsNewDbgInfoFormat(g->mod, true);
  part->passes = matcher_pipeline;
  cg_define_regexps(g);
  LLVMDisposeBuilder(g->b);
  return g;
}

/* JIR to LLVM's IR. NULL with *error set if the fast paths cannot be read. */
static Cg *lower_part(Part *part, const Cg *shared, uint32_t number, const char **error) {
  Cg *g = new_part(part, shared);
  g->part = number;
  g->mod = g->options->opt_level ? load_fast_paths(g, error) : empty_module(g);
  if (!g->mod) return NULL;
  g->b = LLVMCreateBuilderInContext(g->ctx);
  g->fns = ARENA_ARRAY(g->arena, FnCode, g->program->nfns + 1);
  IrProgram *p = g->program;
  LLVMSetIsNewDbgInfoFormat(g->mod, true);
  cg_debug_init(g);
  cg_define_data(g);
  if (!g->regexps->is_apart) cg_define_regexps(g);
  for (uint32_t i = 0; i < p->nfns; i++)
    if (p->fns[i] && cg_owns(g, p->fns[i])) cg_fn_code(g, p->fns[i]);
  for (uint32_t i = 0; i < p->nfns; i++)
    if (p->fns[i] && cg_owns(g, p->fns[i])) cg_lower_fn(g, p->fns[i]);
  for (uint32_t i = 0; i < p->nfns && g->parts->count > 1; i++)
    if (p->fns[i] && cg_owns(g, p->fns[i]) && g->parts->fns[i].has_object) cg_const_fn(g, p->fns[i]);
  cg_define_fn_infos(g);
  keep_positions(g);
  if (g->options->has_hooks) reach_directly(g);
  cg_debug_finish(g);
  LLVMDisposeBuilder(g->b);
  return g;
}

/* LLVM's IR to bytes. Runs in a thread; touches nothing but the part. */
static void *emit_part(void *user) {
  Part *part = user;
  Cg *g = part->g;
  LLVMMemoryBufferRef buffer = NULL;
  char *message = NULL;
  bool bad = false;
#ifdef JSC_DEBUG
  bad = LLVMVerifyModule(g->mod, LLVMReturnStatusAction, &message);
#endif
  if (!bad) {
    if (g->options->opt_level > 0) optimise(part);
    if (g->options->output == CODEGEN_LLVM) {
      char *text = LLVMPrintModuleToString(g->mod);
      buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(text, strlen(text), "");
      LLVMDisposeMessage(text);
    } else {
      LLVMCodeGenFileType type = g->options->output == CODEGEN_ASM ? LLVMAssemblyFile : LLVMObjectFile;
      bad = LLVMTargetMachineEmitToMemoryBuffer(part->tm, g->mod, type, &message, &buffer);
    }
  }
  if (bad) part->error = message;
  else part->object = (CodegenObject){NULL, LLVMGetBufferStart(buffer), LLVMGetBufferSize(buffer), buffer};
  LLVMDisposeTargetMachine(part->tm);
  LLVMContextDispose(g->ctx); /* with the module */
  arena_free(&part->arena);
  return NULL;
}

static void start(Part *part) {
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setstacksize(&attr, THREAD_STACK);
  part->is_running = pthread_create(&part->thread, &attr, emit_part, part) == 0;
  pthread_attr_destroy(&attr);
  if (!part->is_running) emit_part(part);
}

static void finish(Part *part) {
  if (part->is_running) pthread_join(part->thread, NULL);
  part->is_running = false;
}

static uint32_t thread_count(void) {
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (uint32_t)n;
}

bool codegen_llvm(IrProgram *p, ImageRefs *refs, const CodegenOptions *o, CodegenResult *result) {
  Cg shared = {.program = p, .refs = refs, .options = o, .is_lib = p->modules[p->entry_module]->is_lib};
  const Parts *parts = shared.parts = parts_new(p->arena, p, o->may_split);
  Regexps *regexps = cg_collect_regexps(p, p->arena, o);
  regexps->is_apart = o->may_split && regexps->count > 0;
  shared.regexps = regexps;
  uint32_t count = parts->count + regexps->is_apart;
  Part *all = ARENA_ARRAY(p->arena, Part, count);
  uint32_t nthreads = thread_count(), done = 0;
  *result = (CodegenResult){.objects = ARENA_ARRAY(p->arena, CodegenObject, count), .count = count};
  init_target();
  if (regexps->is_apart) { /* first, so that it need not be waited for */
    Part *part = &all[parts->count];
    part->g = lower_regexps(part, &shared);
    part->tm = target_machine(o);
    start(part);
  }
  for (uint32_t n = 0; n < parts->count && !result->error; n++) {
    all[n].g = lower_part(&all[n], &shared, n, &result->error);
    if (!all[n].g) break;
    all[n].tm = target_machine(o);
    if (parts->count == 1) emit_part(&all[n]);
    else start(&all[n]);
    if (n + 1 - done >= nthreads) finish(&all[done++]);
  }
  for (uint32_t n = 0; n < count; n++) {
    finish(&all[n]);
    result->objects[n] = all[n].object;
    result->objects[n].name = n == parts->count   ? "program.regexps"
                              : parts->count == 1 ? "program"
                                                  : arena_format(p->arena, "program.%u", n);
    if (all[n].error && !result->error) result->error = arena_strdup(p->arena, all[n].error);
  }
  return !result->error;
}

void codegen_llvm_free(CodegenResult *result) {
  for (uint32_t n = 0; n < result->count; n++)
    if (result->objects[n].buffer) LLVMDisposeMemoryBuffer(result->objects[n].buffer);
}
