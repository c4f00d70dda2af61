// require('typebase'). What is expected is what the npm package typebase@1.0.1 printed under the reference Node
// (npm install typebase@1.0.1; node typebase.js).
// RUN: %jsc -O0 %s -o %t.O0 && %t.O0 | FileCheck %s
// RUN: %jsc -O2 %s -o %t.O2 && %t.O2 | FileCheck %s
const t = require('typebase');

const address = t.Struct.define([
  ['port', t.i32],
  ['ip', t.List.define(t.ui8, 4)],
]);
const p = new t.Pointer(Buffer.alloc(address.size), 0);
address.pack(p, { port: 8080, ip: [127, 0, 0, 1] });
// CHECK: { port: 8080, ip: [ 127, 0, 0, 1 ] } <Buffer 90 1f 00 00 7f 00 00 01>
console.log(address.unpack(p), p.buf);

const wide = new t.Pointer(Buffer.alloc(40), 4);
const v = new t.Variable(address, wide);
v.pack({ port: 80, ip: [10, 0, 0, 1, 99] });
const extended = t.Struct.define([address, ['protocol', t.i32], ['big', t.ui64], ['c', t.i16]], 'extended');
v.cast(extended);
v.pack({ port: 8081, ip: [1, 2, 3], protocol: -4, big: [1, 2], c: -300 });
v.get('ip').pack([192, 168, 1, 100]);
// CHECK-NEXT: [ 192, 168, 1, 100 ] -4 [ 1, 2 ] [ 1, 2, 65236 ]
console.log(v.get('ip').unpack(), v.get('protocol').unpack(), v.get('big').unpack(), v.get('big').unpack(3));
// CHECK-NEXT: {"port":8081,"ip":[192,168,1,100],"protocol":-4,"big":[1,2],"c":-300}
console.log(JSON.stringify(v.unpack()));
// CHECK-NEXT: 00000000911f0000c0a80164fcffffff0100000002000000d4fe0000000000000000000000000000
console.log(wide.buf.toString('hex'));
// CHECK-NEXT: 22 extended port:0,ip:4,protocol:8,big:12,c:20 8 1 0
console.log(extended.size, extended.name, extended.fields.map((f) => `${f.name}:${f.offset}`).join(), extended.map.big.type.size, t.ui8.size, t.t_void.size);

// Lists of structs, of unknown length, and a primitive of one's own.
const pairs = t.List.define(t.Struct.define([['a', t.i8], ['b', t.ui16]]), 2);
const q = new t.Pointer(Buffer.alloc(8));
pairs.pack(q, [{ a: -1, b: 65535 }, { a: 2, b: 3 }]);
// CHECK-NEXT: [ { a: -1, b: 65535 }, { a: 2, b: 3 } ] 6 0
console.log(pairs.unpack(q), pairs.size, t.List.define(t.ui8).size);
t.List.define(t.ui8).pack(q.clone(), [9, 8, 7]);
// CHECK-NEXT: <Buffer 09 08 07 02 03 00 00 00> []
console.log(q.buf, t.List.define(t.ui8).unpack(q));
const half = t.Primitive.define(2, function (x, at) { this.writeInt16BE(x * 2, at); }, function (at) { return this.readInt16BE(at) / 2; }, 'half');
half.pack(q, 1.5);
// CHECK-NEXT: 1.5 half 3 Variable is not a `Struct`.
try {
  new t.Variable(half, q).get('x');
} catch (e) {
  console.log(half.unpack(q), half.name, q.buf.readInt16BE(0), e.message);
}
