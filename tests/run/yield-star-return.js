// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// yield* of an async generator awaits what it returns with when the inner iterator has no `return` (ES 15.5.5, 7.c.iii).
const actual=[]; 
var asyncIter = {
  [Symbol.asyncIterator]() { return this; },
  next() { return { done: false }; },
  get return() { actual.push("get return"); },
};
async function* f() { actual.push("start"); yield* asyncIter; actual.push("should not print"); }
Promise.resolve(0).then(() => actual.push("tick 1")).then(() => actual.push("tick 2")).then(() => actual.push("tick 3")).then(()=>console.log(actual.join()));
var it = f(); it.next();
it.return({ get then() { actual.push("get then"); } });
