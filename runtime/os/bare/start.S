/*
 * start.S: from the loader (PVH boot ABI: 32-bit protected mode, no paging, %ebx the StartInfo; or Multiboot) to bare_main in
 * long mode; the way into traps and system calls.
 */
  .section .note.Xen,"a",@note
  .balign 4
  .long 4, 8, 18                /* XEN_ELFNOTE_PHYS32_ENTRY */
  .asciz "Xen"
  .quad bare_start

  /* Multiboot 1 with addresses, since the file is an ELF64. Such a loader puts the file as it is at one place, behind the
   * program's; what follows copies its segments from there to where they belong. jsc (driver/multiboot.c) fills the
   * addresses in. */
  .section .multiboot,"a",@progbits
  .balign 4
multiboot_header:
  .long 0x1badb002, 0x00010003, -(0x1badb002 + 0x00010003) /* aligned modules, memory map, addresses */
  .long 0, 0, 0, 0              /* of this header, where the file begins, where it ends, no more */
  .long 0                       /* of multiboot_entry */
  .code32
multiboot_entry:
  rdtsc                         /* the entry's time, for bare_start */
  movl $0x7c00, %esp            /* a few words of stack, where nobody lives */
  pushl %edx
  pushl %eax
  pushl %ebx
  call 1f
1: popl %edx
  movl multiboot_header + 16 - 1b(%edx), %edx /* the file */
  movl 32(%edx), %ebp           /* e_phoff */
  addl %edx, %ebp
  movzwl 56(%edx), %eax         /* e_phnum */
  cld
2: cmpl $1, (%ebp)              /* PT_LOAD */
  jne 3f
  movl 8(%ebp), %esi            /* p_offset */
  addl %edx, %esi
  movl 16(%ebp), %edi           /* p_vaddr */
  movl 32(%ebp), %ecx           /* p_filesz */
  movl %ecx, %ebx
  shrl $2, %ecx
  rep movsl
  movl %ebx, %ecx
  andl $3, %ecx
  rep movsb
  pushl %eax
  xorl %eax, %eax
  movl 40(%ebp), %ebx           /* p_memsz */
  subl 32(%ebp), %ebx
  movl %ebx, %ecx
  andl $3, %ecx
  rep stosb
  movl %ebx, %ecx
  shrl $2, %ecx
  rep stosl
  popl %eax
3: addl $56, %ebp
  decl %eax
  jnz 2b
  popl %ebx
  popl %eax
  popl %edx
  movl $bare_start_multiboot, %ecx
  jmp *%ecx

  .section .text.bare_start,"ax",@progbits
  .code32
bare_start_multiboot:
  movl $1, %esi
  jmp 0f
  .globl bare_start
bare_start:
  xorl %esi, %esi
  rdtsc
0: cli
  cld
  movl $boot_stack_top, %esp
  movl %ebx, %ebp
  movl %eax, bare_entry_time
  movl %edx, bare_entry_time + 4
  /* the first 4 GB, as they are, in pages of 2 MB */
  movl $(boot_pdpt + 3), boot_pml4
  movl $boot_pdpt, %edi
  movl $(boot_pd + 3), %eax
  movl $4, %ecx
1: movl %eax, (%edi)
  addl $4096, %eax
  addl $8, %edi
  loop 1b
  movl $boot_pd, %edi
  movl $0x83, %eax
  movl $2048, %ecx
2: movl %eax, (%edi)
  addl $0x200000, %eax
  addl $8, %edi
  loop 2b
  movl $boot_pml4, %eax
  movl %eax, %cr3
  movl %cr4, %eax
  orl $0x6a0, %eax              /* PAE, PGE, OSFXSR, OSXMMEXCPT */
  movl %eax, %cr4
  movl $0xc0000080, %ecx        /* EFER: SCE, LME, NXE */
  rdmsr
  orl $0x901, %eax
  wrmsr
  movl $0x80010033, %eax        /* PE, MP, ET, NE, WP, PG */
  movl %eax, %cr0
  lgdt gdt_pointer
  ljmp $8, $in_long_mode

  .code64
in_long_mode:
  movl $0x10, %eax
  movl %eax, %ds
  movl %eax, %es
  movl %eax, %ss
  xorl %eax, %eax
  movl %eax, %fs
  movl %eax, %gs
  movl $(boot_stack_top), %esp
  movl %ebp, %edi               /* %esi: whether it is Multiboot's */
  xorl %ebp, %ebp
  call bare_main
  ud2

/* bare_enter(stack): the program's _start, with what Linux would have left on its stack. */
  .globl bare_enter
bare_enter:
  movq %rdi, %rsp
  xorl %ebp, %ebp
  jmp _start

/* A system call comes here with the caller's stack, below which is its red zone. All but rax, rcx, r11 is kept. */
  .globl bare_syscall_entry
bare_syscall_entry:
  movq %rsp, caller_stack
  movq $syscall_stack_top, %rsp
  pushq %rcx
  pushq %rdi
  pushq %rsi
  pushq %rdx
  pushq %r8
  pushq %r9
  pushq %r10
  pushq %rax
  movq %r10, %rcx
  call bare_syscall
  addq $8, %rsp
  popq %r10
  popq %r9
  popq %r8
  popq %rdx
  popq %rsi
  popq %rdi
  popq %rcx
  movq caller_stack, %rsp
  jmp *%rcx

/* ---- traps: on a stack of their own ---- */
  .balign 16
  .globl trap_stubs
trap_stubs:
  .set n, 0
  .rept 48
  .balign 16
  .if !(n == 8 || (n >= 10 && n <= 14) || n == 17 || n == 21 || n == 29 || n == 30) /* no error code */
  pushq $0
  .endif
  pushq $n
  jmp trap_common
  .set n, n + 1
  .endr

trap_common:
  pushq %rax
  pushq %rbx
  pushq %rcx
  pushq %rdx
  pushq %rsi
  pushq %rdi
  pushq %rbp
  pushq %r8
  pushq %r9
  pushq %r10
  pushq %r11
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, %rdi
  cld
  call bare_trap
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %r11
  popq %r10
  popq %r9
  popq %r8
  popq %rbp
  popq %rdi
  popq %rsi
  popq %rdx
  popq %rcx
  popq %rbx
  popq %rax
  addq $16, %rsp
  iretq

  .section .data.bare_gdt,"aw",@progbits
  .balign 16
  .globl bare_gdt
bare_gdt:
  .quad 0
  .quad 0x00af9a000000ffff      /* 8: code */
  .quad 0x00cf92000000ffff      /* 16: data */
  .quad 0, 0                    /* 24: the TSS, by bare_main */
gdt_pointer:
  .word . - bare_gdt - 1
  .long bare_gdt

  .section .bss.bare_boot,"aw",@nobits
  .balign 4096
  .globl boot_pml4
boot_pml4: .skip 4096
  .globl boot_pdpt
boot_pdpt: .skip 4096
  .globl boot_pd
boot_pd: .skip 4 * 4096
  .skip 16384
boot_stack_top:
  .skip 16384
syscall_stack_top:
  .skip 16384
  .globl trap_stack_top
trap_stack_top:
caller_stack: .skip 8
  .globl bare_entry_time
bare_entry_time: .skip 8
