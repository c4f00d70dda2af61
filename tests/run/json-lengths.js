// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// Arrays that say they are longer than memory: JSON.stringify does not walk them, and a property list does not write
// behind its end.
const long = (n) => new Proxy([], { get: (t, k) => (k === "length" ? n : k === "toJSON" ? undefined : String(k)) });
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};
// CHECK: RangeError: Invalid string length
attempt(() => JSON.stringify(long(2 ** 32)));
// CHECK: RangeError: Invalid string length
attempt(() => JSON.stringify({ deep: [long(2 ** 53 - 1)] }));
// CHECK: RangeError: Invalid array length
attempt(() => JSON.stringify({ 0: 1 }, long(2 ** 32)));
// CHECK: ["0","1","2"]
attempt(() => JSON.stringify(long(3)));
// CHECK: {"0":1}
attempt(() => JSON.stringify({ 0: 1, x: 2 }, long(2)));
