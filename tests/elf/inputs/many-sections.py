"""Prints assembly with a section per function; each function calls the one 1000 further on. run must return 0."""
import sys

count = int(sys.argv[1])
for i in range(count):
    print('.section .text.f%d,"ax"\n.globl f%d\nf%d:' % (i, i, i))
    print("  jmp f%d" % (i + 1000) if i + 1000 < count else "  mov $%d, %%eax\n  ret" % i)
last = (count - 1) // 1000 * 1000
print('.text\n.globl run\nrun:\n  call f0\n  sub $%d, %%eax\n  ret' % last)
