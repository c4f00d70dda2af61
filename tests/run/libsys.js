// require('libsys'): the argument rules of the npm package, results, errno, addresses.
// RUN: %jsc %level %s -o %t && %t | FileCheck %s
const libsys = require('libsys');
const { syscall, syscall64, errno, addressBuffer } = libsys;
const WRITE = 1, CLOSE = 3, LSEEK = 8, GETPID = 39, CLOCK_GETTIME = 228;
const show = (...values) => console.log(...values);
const refused = (call) => {
  try {
    return call();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};

// Strings end at their NUL and are UTF-8; typed arrays, their buffers, DataViews and Buffers point to their first byte.
const bytes = new Uint8Array([65, 66, 10]), buffer = Buffer.from('buffer\n');
// CHECK: text
// CHECK-NEXT: über
// CHECK-NEXT: AB
// CHECK-NEXT: AB
// CHECK-NEXT: B
// CHECK-NEXT: buffer
// CHECK-NEXT: fer
// CHECK-NEXT: 5 6 3 3 2 7 4
show(
  syscall(WRITE, 1, 'text\n', 5), syscall(WRITE, 1, 'über\n\0z', 6), syscall(WRITE, 1, bytes, bytes.length),
  syscall(WRITE, 1, bytes.buffer, 3), syscall(WRITE, 1, new DataView(bytes.buffer, 1), 2),
  libsys.syscall(WRITE, 1, buffer, buffer.length), libsys.syscall(WRITE, 1, buffer.subarray(3), 4));
// [lo, hi] and [lo, hi, offset]; more elements than three are no offset.
const at = addressBuffer(buffer);
// CHECK-NEXT: buffer
// CHECK-NEXT: fer
// CHECK-NEXT: buffer
// CHECK-NEXT: 2 7 4 7
show(at.length, syscall(WRITE, 1, at, 7), syscall(WRITE, 1, [...at, 3], 4), syscall(WRITE, 1, [...at, 3, 4], 7));
const high = libsys.getAddress(bytes), same = libsys.addressArrayBuffer(bytes.buffer);
show(high[0] === same[0] && high[1] === same[1], libsys.addressTypedArray(bytes, 2)[0] - same[0]); // CHECK-NEXT: true 2
// Results: an int32, or [lo, hi]; errno is that of the last failure.
show(syscall(GETPID) === process.pid, syscall64(GETPID)); // CHECK-NEXT: true [ {{[0-9]+}}, 0 ]
show(syscall(CLOSE, 999), errno(), syscall64(CLOSE, -1), syscall(GETPID) > 0, errno()); // CHECK-NEXT: -9 9 [ -9, -1 ] true 9
const time = new BigUint64Array(2);
show(syscall(CLOCK_GETTIME, 1, time), time[0] > 0n, syscall(CLOCK_GETTIME, 1, 8n), errno()); // CHECK-NEXT: 0 true -14 14
// Numbers are truncated to 64 bits; what is missing is 0.
show(syscall(CLOSE, 2 ** 32 - 1), syscall(WRITE, 1.9, 'z\n', 2.5), syscall(WRITE, 1, 'z\n', NaN), syscall(WRITE, 1), errno()); // CHECK-NEXT: z
// CHECK-NEXT: -9 2 0 0 9
show(syscall('39') === process.pid, libsys.syscall_1(CLOSE, 999), libsys.syscall64_0(GETPID)[1]); // CHECK-NEXT: true -9 0
// CHECK-NEXT: TypeError: Invalid argument type
// CHECK-NEXT: TypeError: Invalid argument type
// CHECK-NEXT: TypeError: Invalid argument type
// CHECK-NEXT: RangeError: Syscall with over 6 arguments.
// CHECK-NEXT: TypeError: Cannot convert a BigInt value to a number
for (const call of [() => syscall(WRITE, null), () => syscall(WRITE, 1, {}), () => libsys.syscall(WRITE, true),
  () => syscall(0, 1, 2, 3, 4, 5, 6, 7), () => syscall64(1n)])
  show(refused(call));
show(refused(() => libsys.sigaction(0))); // CHECK-NEXT: Error: libsys.sigaction is not supported in a compiled program
// Another function of the name, and one that is put in its place, are called.
const mine = { syscall: (nr, a) => `mine ${nr} ${a}` };
const before = mine.syscall(1, 2);
libsys.syscall = mine.syscall;
show(before, libsys.syscall(3, 4), syscall(GETPID) > 0); // CHECK-NEXT: mine 1 2 mine 3 4 true
