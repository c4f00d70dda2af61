// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// Closing an asynchronous iterator calls return() without an argument (ES 7.4.13), leaving yield* passes one.
const log = (...a) => console.log(...a);
const source = {
  [Symbol.asyncIterator]() {
    return {
      next: async () => ({ done: false, value: 1 }),
      return: async (...args) => {
        log("return", args.length);
        return { done: true };
      },
    };
  },
};
// CHECK: return 0
for await (const x of source) break;
async function* outer() {
  yield* source;
}
// CHECK-NEXT: return 1
const it = outer();
await it.next();
await it.return("v");
