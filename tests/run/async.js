// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Promises, async functions, async generators, ordering of jobs.
const log = (...a) => console.log(...a);
const sleep = (ms, v) => new Promise((r) => setTimeout(() => r(v), ms));
async function f(x) { log('start', x); const y = await x; log('after', y); return y * 2; }
f(21).then((v) => log('result', v));
log('sync');
(async () => { try { await Promise.reject(new Error('no')); } catch (e) { log('caught', e.message); } finally { log('fin'); } })();
Promise.all([1, Promise.resolve(2), Promise.resolve().then(() => 3)]).then((v) => log('all', v.join()));
Promise.allSettled([Promise.reject(1), 2]).then((v) => log(JSON.stringify(v)));
Promise.any([Promise.reject(1), Promise.resolve(3)]).then((v) => log('any', v));
queueMicrotask(() => log('micro')); process.nextTick(() => log('tick')); 
async function* gen(n) { for (let i = 0; i < n; i++) { await sleep(1); yield i; } }
(async () => { for await (const x of gen(3)) log('async gen', x); for await (const x of [Promise.resolve('a'), 'b']) log(x); const g = gen(2); log(JSON.stringify(await g.next()), JSON.stringify(await g.return(7)), JSON.stringify(await g.next())); log('race', await Promise.race([sleep(90, 'slow'), sleep(30, 'fast')])); log('all', await Promise.all([sleep(9, 1), sleep(3, 2)])); })();
const thenable = { then(r) { log('then called'); r('thenable'); } }; (async () => log(await thenable))();
class K { async m() { return this.v; } v = 'method'; } new K().m().then(log);
(async function () { const r = await Promise.all([1, 2, 3].map(async (x) => { await null; return x * x; })); log(r.join()); })();
