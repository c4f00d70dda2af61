/* stack.S: see stack.h. */
  .section .text.hooks_call,"ax",@progbits
  .globl hooks_call
  .hidden hooks_call
  .type hooks_call,@function
hooks_call:
  pushq %rbp
  movq %rsp, %rbp
  movq %rdi, %rax
  movq %rsi, %rdi
  movq %rdx, %rsi
  movq %rcx, %rdx
  testq %r8, %r8
  cmovnzq %r8, %rsp
  andq $-16, %rsp
  call *%rax
  leave
  ret
  .size hooks_call, . - hooks_call
  .section .note.GNU-stack,"",@progbits
