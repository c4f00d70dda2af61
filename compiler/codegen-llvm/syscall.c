/*
 * syscall.c: the instructions that opt/syscalls has in place of calls. The `syscall` of calls of libsys.syscall (opt/syscalls), as runtime/os/linux/syscall.c has it:
 * number in rax, arguments in rdi, rsi, rdx, r10, r8, r9; rcx and r11 are lost.
 */
#include <string.h>

#include "internal.h"

enum { MOST_WORDS = 7, MOST_ERROR = 4095 };

/* An operand as 64 bits: int32s are extended, doubles truncated (NaN: 0, saturating), the rest is the runtime's. */
static LLVMValueRef word_of(Cg *g, const IrInst *operand) {
  LLVMValueRef v = g->values[operand->id];
  if (operand->rep == REP_I32) return LLVMBuildSExt(g->b, v, g->i64, "");
  if (operand->rep == REP_VAL) return cg_call_runtime(g, "jsc_syscall_word", g->i64, &v, 1);
  static const char name[] = "llvm.fptosi.sat";
  LLVMTypeRef types[2] = {g->i64, g->f64};
  LLVMValueRef f = LLVMGetIntrinsicDeclaration(g->mod, LLVMLookupIntrinsicID(name, strlen(name)), types, 2);
  return LLVMBuildCall2(g->b, LLVMFunctionType(g->i64, &g->f64, 1, false), f, &v, 1, "");
}

static LLVMValueRef call_asm(Cg *g, LLVMTypeRef type, const char *text, const char *constraints, LLVMValueRef *args,
                             unsigned n) {
  LLVMValueRef code = LLVMGetInlineAsm(type, (char *)text, strlen(text), (char *)constraints, strlen(constraints), true,
                                       false, LLVMInlineAsmDialectATT, false);
  return LLVMBuildCall2(g->b, type, code, args, n, "");
}

void cg_keep_operands(Cg *g, const IrInst *i) {
  LLVMTypeRef keep = LLVMFunctionType(g->void_type, &g->i64, 1, false);
  for (uint32_t k = 0; k < i->nargs; k++)
    if (i->args[k]->rep == REP_VAL) call_asm(g, keep, "", "r", &g->values[i->args[k]->id], 1);
}

/* The number of a failure is kept for libsys.errno. */
static void note_failure(Cg *g, LLVMValueRef result) {
  LLVMBasicBlockRef failed = LLVMAppendBasicBlockInContext(g->ctx, g->f, ""),
                    done = LLVMAppendBasicBlockInContext(g->ctx, g->f, "");
  LLVMValueRef first = LLVMConstInt(g->i64, (unsigned long long)-MOST_ERROR, true);
  cg_mark_unlikely(g, LLVMBuildCondBr(g->b, LLVMBuildICmp(g->b, LLVMIntUGE, result, first, ""), failed, done));
  LLVMPositionBuilderAtEnd(g->b, failed);
  cg_call_runtime(g, "jsc_syscall_failed", g->void_type, &result, 1);
  LLVMBuildBr(g->b, done);
  LLVMPositionBuilderAtEnd(g->b, done);
}

LLVMValueRef cg_lower_syscall(Cg *g, const IrInst *i) {
  static const char constraints[] =
      "={rax},{rax},{rdi},{rsi},{rdx},{r10},{r8},{r9},~{rcx},~{r11},~{memory},~{dirflag},~{fpsr},~{flags}";
  LLVMTypeRef types[MOST_WORDS];
  LLVMValueRef words[MOST_WORDS];
  for (uint32_t k = 0; k < MOST_WORDS; k++) {
    types[k] = g->i64;
    words[k] = k < i->nargs ? word_of(g, i->args[k]) : LLVMConstInt(g->i64, 0, false);
  }
  LLVMTypeRef type = LLVMFunctionType(g->i64, types, MOST_WORDS, false);
  LLVMValueRef result = g->options->has_hooks ? cg_call_runtime(g, "os_syscall", g->i64, words, MOST_WORDS)
                                              : call_asm(g, type, "syscall", constraints, words, MOST_WORDS);
  cg_keep_operands(g, i);
  note_failure(g, result);
  if (i->op == IR_syscall) return LLVMBuildTrunc(g->b, result, g->i32, "");
  return cg_call_runtime(g, "jsc_syscall_pair", g->i64, &result, 1);
}

static LLVMTypeRef port_type(Cg *g, uint32_t bytes) { return LLVMIntTypeInContext(g->ctx, 8 * bytes); }

LLVMValueRef cg_lower_port_in(Cg *g, LLVMValueRef port, uint32_t bytes) {
  static const char *const texts[] = {[1] = "inb %dx, %al", [2] = "inw %dx, %ax", [4] = "inl %dx, %eax"};
  LLVMTypeRef half = LLVMInt16TypeInContext(g->ctx), type = LLVMFunctionType(port_type(g, bytes), &half, 1, false);
  LLVMValueRef where = LLVMBuildTrunc(g->b, port, half, "");
  LLVMValueRef v = call_asm(g, type, texts[bytes], "={ax},{dx},~{memory}", &where, 1);
  return bytes == 4 ? v : LLVMBuildZExt(g->b, v, g->i32, "");
}

void cg_lower_port_out(Cg *g, LLVMValueRef port, LLVMValueRef value, uint32_t bytes) {
  static const char *const texts[] = {[1] = "outb %al, %dx", [2] = "outw %ax, %dx", [4] = "outl %eax, %dx"};
  LLVMTypeRef types[2] = {LLVMInt16TypeInContext(g->ctx), port_type(g, bytes)};
  LLVMValueRef args[2] = {LLVMBuildTrunc(g->b, port, types[0], ""), value};
  if (bytes < 4) args[1] = LLVMBuildTrunc(g->b, value, types[1], "");
  call_asm(g, LLVMFunctionType(g->void_type, types, 2, false), texts[bytes], "{dx},{ax},~{memory}", args, 2);
}
