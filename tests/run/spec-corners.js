// RUN: %jsc -O0 %s -o %t && %t | FileCheck %s && %jsc %level %s -o %t && %t | FileCheck %s
// Corners of the specification that were wrong once.
const date = new Date(NaN);
console.log(date.setMonth({ valueOf: () => (date.setTime(0), 1) }), date.getTime());
// CHECK: NaN 0
const o = {};
o.__defineGetter__('g', function g() {});
o.__defineSetter__('s', function s() {});
console.log(Object.getOwnPropertyDescriptor(o, 'g').set, Object.getOwnPropertyDescriptor(o, 's').get);
// CHECK-NEXT: undefined undefined
function* outer() {
  yield* { [Symbol.iterator]: () => ({ next: () => ({ get value() { throw 1; }, extra: 'kept' }) }) };
}
console.log(Object.keys(outer().next()), outer().next().extra);
// CHECK-NEXT: [ 'value', 'extra' ] kept
const buffer = new ArrayBuffer(2, { maxByteLength: 5 });
const bytes = new Int8Array(buffer);
console.log(bytes.with(4, { valueOf: () => (buffer.resize(5), 123) }), bytes.length);
// CHECK-NEXT: Int8Array(2) [ 0, 0 ] 5
const grown = new ArrayBuffer(4, { maxByteLength: 8 });
const view = new Uint8Array(grown).fill(1);
console.log(view.indexOf(0, { valueOf: () => (grown.resize(6), 0) }));
// CHECK-NEXT: -1
for (const limit of [2 ** 53, -1, NaN])
  try {
    [].values().take(limit);
  } catch (e) {
    console.log(e.name);
  }
// CHECK-NEXT: RangeError
// CHECK-NEXT: RangeError
// CHECK-NEXT: RangeError
console.log(/\p{Script=Unknown}/u.test('\u038b'), /\p{Script=Unknown}/u.test('a'));
// CHECK-NEXT: true false
const d = Object.getOwnPropertyDescriptor(AsyncDisposableStack.prototype, 'constructor');
console.log(d.writable, d.enumerable, d.configurable);
// CHECK-NEXT: true false true
console.log('a\u0308\u0323'.localeCompare('a\u0323\u0308'), '\u1E9B\u0323'.localeCompare('\u017F\u0323\u0307'));
// CHECK-NEXT: 0 0
let fn;
(fn) = () => 1;
console.log(JSON.stringify(fn.name));
// CHECK-NEXT: ""
(async () => {
  let count;
  const next = (...args) => ((count = args.length), { done: true });
  for await (const x of { [Symbol.iterator]: () => ({ next }) });
  console.log(count);
})();
// CHECK-NEXT: 0
