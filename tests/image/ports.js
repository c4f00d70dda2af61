// Port accesses of an image are instructions in the functions that make them; arguments are converted as numbers are.
// REQUIRES: qemu
// RUN: %jsc -O2 --image %s -o %t && %root/tests/image/run-image %t | FileCheck --check-prefix=OUT %s
// RUN: %jsc -O2 --image --dump=asm %s -o %t 2>&1 | FileCheck %s
// RUN: %jsc -O0 --image %s -o %t && %root/tests/image/run-image %t | FileCheck --check-prefix=OUT %s
const hw = require('hw');
const { inb, outl } = hw;
// CHECK-LABEL: e.1:
// CHECK: inb %dx, %al
exports.one = function one(port) {
  return hw.inb(port | 0);
};;;
// CHECK-LABEL: e.2:
// CHECK: outl %eax, %dx
// CHECK: inl %dx, %eax
exports.two = function two(address) {
  outl(0xcf8, address);
  return hw.inl(0xcfc);
};;;
// CHECK-LABEL: e.3:
// CHECK: outb %al, %dx
exports.three = function three() {
  return hw.outb(0x80, { valueOf() { console.log('converted'); return 256 } });
};
hw.outb(0x70, 0x0e);
console.log(exports.one(0x21) === inb(0x21 + 65536) || 'differs', exports.two(0x80000000).toString(16), exports.two(0x80000000 | 0) > 0, exports.three());
// OUT: converted
// OUT-NEXT: true 29c08086 true undefined
hw.outb(0x20, 0x0b); hw.outw(0x80, 1); console.log(inb(0x20) >= 0, hw.inw(0x1f0) >= 0);
// OUT-NEXT: true true
try { hw.inb(Symbol()) } catch (e) { console.log(e.name) }
// OUT-NEXT: TypeError
const other = { inb: (x) => x };
console.log(other.inb('mine'));
// OUT-NEXT: mine
