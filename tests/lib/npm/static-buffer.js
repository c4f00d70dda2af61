// Machine code in memory of its own: libsys.call, StaticArrayBuffer, StaticBuffer.
// RUN: %jsc -O0 %s -o %t.O0 && %t.O0 | FileCheck %s
// RUN: %jsc -O2 %s -o %t.O2 && %t.O2 | FileCheck %s
const libsys = require('libsys');
const { StaticArrayBuffer, StaticBuffer } = require('static-buffer');

const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};

// The example of the package's page.
const hello = require('static-buffer/buffer').StaticBuffer.from(
  [
    0x48, 0xc7, 0xc0, 1, 0, 0, 0, 0x48, 0xc7, 0xc7, 1, 0, 0, 0, 0x48, 0x8d, 0x35, 10, 0, 0, 0, 0x48, 0xc7, 0xc2, 13, 0,
    0, 0, 0x0f, 0x05, 0xc3, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x20, 0x57, 0x6f, 0x72, 0x6c, 0x64, 0x21, 0x0a, 0,
  ],
  'rwe',
);
// CHECK: Hello World!
// CHECK-NEXT: 13
console.log(hello.call([], 0));

// lea rax, [rdi + rsi * 2]; add rax, [rsp + 32] (the tenth argument); ret
const code = [0x48, 0x8d, 0x04, 0x77, 0x48, 0x03, 0x44, 0x24, 0x20, 0xc3];
const sum = StaticBuffer.from(Buffer.from([0x90, ...code]), 're');
const args = [1, 20, 3, 4, 5, 6, 7, 8, 9, 1000];
// CHECK-NEXT: 1041 1041 [ 1041, 0 ]
console.log(sum.call(args, 1), libsys.call(sum, 1, args), libsys.call64(sum.getAddress(), 1, args));
// CHECK-NEXT: [ -16, 4095 ] -16
const wide = [[0, 4096], -8, 0, 0, 0, 0, 0, 0, 0, 0];
console.log(libsys.call64(sum, 0, wide), libsys.call(sum, 0, wide));
// CHECK-NEXT: [ 1410065408, 2 ]
console.log(libsys.call64(sum, 0, [1e10, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
// CHECK-NEXT: RangeError: Too many arguments.
attempt(() => sum.call([...args, 1]));

// Pages have the protection that was asked for, and no other one before.
const protection = (b) => {
  const [low, high] = b.getAddress(0);
  const at = ((BigInt(high) << 32n) | BigInt(low >>> 0)).toString(16).padStart(8, '0');
  const maps = require('fs').readFileSync('/proc/self/maps', 'latin1');
  return maps.split('\n').find((line) => line.startsWith(at))?.split(' ')[1];
};
const memory = new StaticArrayBuffer(8192, 'rw');
// CHECK-NEXT: r-xp rwxp rw-p
console.log(protection(sum), protection(hello), protection(memory));
new Uint8Array(memory).set([0xb8, 42, 0, 0, 0, 0xc3], 4096); // mov eax, 42; ret
memory.setProtection('re');
// CHECK-NEXT: r-xp 42 true 8192 true
console.log(
  protection(memory),
  memory.call([], 4096),
  memory instanceof ArrayBuffer,
  memory.byteLength,
  StaticArrayBuffer.isStaticArrayBuffer(memory),
);
const view = new StaticBuffer(memory, 4096, 6);
// CHECK-NEXT: <StaticBuffer b8 2a 00 00 00 c3> 42 true 42
console.log(view, view.call(), StaticBuffer.isStaticBuffer(view), view.slice(1, 5).readInt32LE(0));
// CHECK-NEXT: <StaticBuffer 2a 00>
console.log(view.slice(0, 3).slice(1));
// CHECK-NEXT: 000000 48 65 6c 6c 6f 20 57 6f Hello Wo
hello.slice(31).print();
// CHECK-NEXT: 000008 72 6c 64 21 0a 00 rld!..
memory.free();
// CHECK-NEXT: 0 0
console.log(memory.byteLength, view.length);
// CHECK-NEXT: 6 aaaaaa
console.log(StaticBuffer.alloc(6, 'a').length, StaticBuffer.alloc(6, 'a').toString());
// CHECK-NEXT: TypeError: Protection string can contain only "r", "w" and "e" characters, given "rx".
attempt(() => new StaticBuffer(1, 'rx'));
// CHECK-NEXT: TypeError: Invalid size argument.
attempt(() => new StaticArrayBuffer(-1));
// CHECK-NEXT: Error: Could not allocate memory.
attempt(() => new StaticArrayBuffer(2 ** 50));
// CHECK-NEXT: TypeError: Don't know how to create StaticBuffer from this type.
attempt(() => StaticBuffer.from('text'));

// Memory of another buffer, and exchange in it.
const words = new Uint32Array([7, 8]);
const [low, high] = libsys.getAddress(words);
const same = new Uint32Array(libsys.frame([low, high, 4], 4));
// CHECK-NEXT: 8 8 9 7 9
console.log(same[0], libsys.cmpxchg32([low, high, 4], 8, 9), libsys.cmpxchg32([low, high, 4], 8, 1), ...words);
// CHECK-NEXT: Hello World!
// CHECK-NEXT: 13
console.log(libsys.call_0(hello));
