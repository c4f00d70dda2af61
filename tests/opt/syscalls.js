// Calls of libsys.syscall are `syscall` instructions in the functions that make them; arguments of known types are
// words without a call of the runtime.
// RUN: %jsc -O2 %s -o %t && %t | FileCheck --check-prefix=OUT %s
// RUN: %jsc -O2 --emit=asm %s -o - | FileCheck %s
// RUN: %jsc -O2 --emit=ir %s -o - | FileCheck --check-prefix=IR %s
const libsys = require('libsys');
const { syscall64 } = require('libsys');

// CHECK-LABEL: e.1:
// CHECK: movl $39, %eax
// CHECK: #APP
// CHECK-NEXT: syscall
// CHECK-LABEL: e.2:
// CHECK-NOT: jsc_syscall_word
// CHECK: cvttsd2si
// CHECK-NOT: jsc_syscall_word
// CHECK: syscall
// CHECK-LABEL: e.3:
// CHECK: jsc_syscall_argument
// CHECK: jsc_syscall_word
// CHECK: syscall
// IR-LABEL: {{^fn}}1 
// IR: [[SAME:v[0-9]+]] = same_bits
// IR: branch [[SAME]]
// IR: [[N:v[0-9]+]] = const_i32 39
// IR: syscall [[N]]
exports.number = function number() {
  return libsys.syscall(39);
};;;
// IR-LABEL: {{^fn}}2 
// IR-NOT: syscall_argument
// IR-LABEL: {{^fn}}3 
// IR: syscall_argument
// IR-NOT: syscall_argument
// IR: syscall64
exports.seek = function seek(fd) {
  return libsys.syscall(8, fd | 0, fd * 0.5, 9);
};
exports.write = function write(fd, text) {
  return syscall64(1, fd | 0, text, 3);
};
// OUT: true -22
// OUT-NEXT: ok
// OUT-NEXT: [ 3, 0 ]
console.log(exports.number() === process.pid, exports.seek(1));
console.log(exports.write(1, 'ok\n'));
