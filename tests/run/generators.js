// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Generators and iterators.
function* g(n) { for (let i = 0; i < n; i++) { const r = yield i; if (r) console.log('got', r); } return 'end'; }
const it = g(3); console.log(JSON.stringify([it.next(), it.next('a'), it.next('b'), it.next(), it.next()]));
console.log([...g(4)].join());
function* outer() { const r = yield* g(2); console.log('inner returned', r); yield 'after'; } console.log([...outer()].join());
function* fin() { try { yield 1; yield 2; } finally { console.log('cleanup'); } }
for (const x of fin()) { console.log(x); break; }
const f = fin(); f.next(); console.log(JSON.stringify(f.return(9)), JSON.stringify(f.next()));
const t = fin(); t.next(); try { t.throw(new Error('injected')); } catch (e) { console.log(e.message); }
function* catching() { while (true) { try { yield 'ready'; } catch (e) { console.log('caught', e); } } } const c = catching(); c.next(); console.log(c.throw('x').value);
function* fib() { let [a, b] = [0, 1]; for (;;) { yield a; [a, b] = [b, a + b]; } }
const first = []; for (const x of fib()) { if (x > 50) break; first.push(x); } console.log(first.join());
class Tree { constructor(v, l, r) { this.v = v; this.l = l; this.r = r; } *[Symbol.iterator]() { if (this.l) yield* this.l; yield this.v; if (this.r) yield* this.r; } }
console.log([...new Tree(2, new Tree(1), new Tree(3))].join());
const obj = { *m(a, b = 2) { yield a; yield b; yield arguments.length; } }; console.log([...obj.m(1)].join());
function* defaults(a = (() => { throw new Error('param'); })()) { yield a; } try { defaults(); } catch (e) { console.log(e.message); }
console.log(Object.prototype.toString.call(g(1)), typeof g.prototype, g(1)[Symbol.iterator]() !== undefined);
const [p, q, ...rest] = g(5); console.log(p, q, rest.join());
function* sw(x) { switch (yield x) { case 1: yield 'one'; break; default: yield 'other'; } } const s = sw(0); s.next(); console.log(s.next(1).value);
function* mapped(a, b) { arguments[0] = 'm' + a; let n = 2; while (n-- > 0) b = a + n; yield arguments[1]; a = 'again'; yield arguments[0]; } console.log([...mapped(1, 2)].join());
