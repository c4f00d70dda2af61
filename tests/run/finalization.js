// FinalizationRegistry: callbacks run as jobs after collections, errors go where uncaught ones go; a WeakRef holds for the job.
// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// RUN: env JSC_TRACE_GC=1 %t 2>&1 >/dev/null | FileCheck --check-prefix=TRACE %s
// TRACE: {{^gc: minor +[0-9]+\.[0-9][0-9] -> [0-9]+\.[0-9][0-9] MB in [0-9.]+ MB, pause [0-9.]+ ms, longest [0-9.]+ ms, all [0-9.]+ ms$}}
// TRACE: {{^gc: full }}
const seen = new Set();
const registry = new FinalizationRegistry((held) => {
  if (held === 7) throw new Error('from a callback');
  seen.add(held);
});
process.on('uncaughtException', (e) => console.log('uncaught:', e.message));
const token = {};
let refs = [];
(function make() {
  for (let i = 0; i < 1000; i++) {
    const target = { i };
    registry.register(target, i, i >= 900 ? token : undefined);
    if (i < 10) refs.push(new WeakRef(target));
  }
})();
console.log(refs.every((r) => typeof r.deref() === 'object'), registry.unregister(token), seen.size);
// CHECK: true true 0
let keep = [], rounds = 0;
const wait = setInterval(() => {
  for (let i = 0; i < 2000; i++) keep.push(new Array(100).fill(i));
  if (rounds % 3 === 0) keep = [];
  if (seen.size < 800 && ++rounds < 400) return;
  clearInterval(wait);
  console.log(seen.size > 800, [...seen].every((i) => i < 900), seen.has(7), refs.some((r) => r.deref() === undefined));
}, 1);
// CHECK: uncaught: from a callback
// CHECK: true true false true
