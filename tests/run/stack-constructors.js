// RUN: %node %s > %t.ref && %jsc %level %s -o %t && %t > %t.out && diff %t.ref %t.out
// Frames of constructors: some are called without `new`, some have none.
for (const f of [() => Symbol(Symbol()), () => BigInt({}), () => BigInt("x"), () => new Array(-1), () => Array(-1), () => new Proxy({}, null), () => Proxy(),
  () => String(Object.create(null)), () => Number(Symbol()), () => new Map(5), () => new Set(5), () => new ArrayBuffer(-1), () => new RegExp("["), ])
  try { f(); } catch (e) { console.log(e.stack.split("\n").slice(0, 2).join("|").replace(/\(?\/.*\//, "")); }
