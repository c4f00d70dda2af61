// RUN: %jsc %level %s -o %t && %node %s > %t.expected && %t > %t.out && diff %t.expected %t.out
// Builtins with receivers and arguments that are not what they expect, or change while they are at work.
"use strict";
const message = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const show = (...cases) => cases.forEach((f) => console.log(message(f)));

// Bytes: no view at all, views of other kinds, a `length` that lies.
const { toString, latin1Slice } = Buffer.prototype;
const lying = (n) => Object.defineProperty(Buffer.from("abc"), "length", { value: n });
show(
  () => toString.call(1),
  () => toString.call({ length: 3 }),
  () => toString.call(new DataView(new ArrayBuffer(3))).length,
  () => toString.call(new Uint16Array([65, 66])),
  () => latin1Slice.call("abc"),
  () => lying(1e9).toString("latin1"),
  () => lying(2).toString(),
);
for (const encoding of ["hex", "base64", "utf16le", "ascii"])
  try {
    toString.call({ length: 3 }, encoding);
  } catch (error) {
    console.log(encoding, error.name);
  }

// Array.from gets and calls the iterator method once.
let calls = 0;
const own = [1, 2];
own[Symbol.iterator] = () => (calls++, [7].values());
console.log(Array.from(own), calls);
const throwing = Object.defineProperty([1], Symbol.iterator, {
  get() {
    throw new Error(`get ${++calls}`);
  },
});
show(() => Array.from(throwing));

// Integrity of typed arrays, invariants of proxies.
show(
  () => Object.seal(new Uint8Array(1)),
  () => Object.freeze(new Uint8Array(1)),
);
const fixed = Object.freeze({ a: 1 });
const writable = Object.preventExtensions(Object.defineProperty({}, "n", { value: 1, writable: true }));
for (const [target, key] of [[fixed, "a"], [fixed, "z"], [writable, "n"], [{}, Symbol("s")], [{ a: 1 }, "a"]]) {
  for (const d of [undefined, 1, { value: 5, configurable: true }, { value: 1, configurable: false, writable: false }])
    show(() => typeof Object.getOwnPropertyDescriptor(new Proxy(target, { getOwnPropertyDescriptor: () => d }), key));
  for (const d of [{ value: 2 }, { value: 1, configurable: false, writable: false }, { get() {} }])
    show(() => typeof Object.defineProperty(new Proxy(target, { defineProperty: () => true }), key, d));
}
show(
  () => new (new Proxy(class {}, { construct: () => null }))(),
  () => Object.preventExtensions(new Proxy({}, { preventExtensions: () => true })),
);
