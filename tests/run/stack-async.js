// RUN: %node %s > %t.ref && %jsc %level %s -o %t && %t > %t.out && diff %t.ref %t.out
// Traces go on with the async functions that wait: through await, for await, Promise.all and its like, then, and timers.
async function f() { await null; throw new Error("boom"); }
async function g() { await f(); }
class Foo { async m() { await g(); } static async s() { return await new Foo().m(); } }
const o = { async arrow() { await (async () => { await Foo.s(); })(); } };
async function h() { try { await o.arrow(); } catch (e) { console.log(e.stack); } }
async function noawait() { return f(); }
async function all() { await Promise.all([1, f()]); }
async function any() { await Promise.any([f()]); }
async function settled() { console.log((await Promise.allSettled([f()]))[0].reason.stack); }
async function then() { await f().then((x) => x); }
async function race() { await Promise.race([f()]); }
async function newp() { await new Promise((r) => r(f())); }
async function* ag() { yield 1; await f(); }
async function useag() { for await (const x of ag()); }
async function useag2() { const it = ag(); await it.next(); await it.next(); }
async function two() { const p = f(); p.catch(() => {}); await p; }
async function deep(n) { if (n) await deep(n - 1); else await f(); }
async function inner() { await null; console.log(new Error("captured").stack); }
async function outer() { await inner(); console.log("next"); await Promise.resolve().then(() => console.log(new Error("in then").stack)); }
async function timer() { await new Promise((r) => setTimeout(r, 1)); throw new Error("after timer"); }
async function usetimer() { await timer(); }
async function fin() { try { await f(); } finally { await null; } }
async function cb() { await Promise.resolve().then(async () => { await f(); }); }
const named = async function () { await f(); }; const arrow = async () => { await f(); };
(async () => {
  await h();
  for (const fn of [noawait, all, any, then, race, newp, useag, useag2, two, () => deep(3), () => deep(20), usetimer, fin, cb, named, arrow, async () => { await arrow(); }]) {
    try { await fn(); } catch (e) { console.log(fn.name, (e.errors ? e.errors[0] : e).stack); }
  }
  try { await Promise.any([f(), 5].slice(0, 1)); } catch (e) { console.log(e.stack); }
  await settled(); await outer();
  try { await (async () => { eval1(); })(); } catch (e) { console.log(e.stack); }
})();
