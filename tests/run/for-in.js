// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// for-in over objects whose keys, or whose prototypes' keys, change meanwhile: what V8 gives.
const t = (mk, act, n = 20) => { const o = mk(), s = []; for (const k in o) { s.push(k); act(o, k); if (--n < 0) break; } console.log(s.join()); };
const P = () => Object.assign(Object.create({ p: 1, b: 9 }), { a: 1, b: 2, c: 3 });
t(P, (o, k) => { if (k === 'a') delete o.b; });
t(P, (o, k) => { if (k === 'a') { delete o.b; delete Object.getPrototypeOf(o).b; } });
t(P, (o, k) => { if (k === 'a') delete Object.getPrototypeOf(o).p; });
t(P, (o, k) => { if (k === 'a') Object.getPrototypeOf(o).late = 1; });
t(P, (o, k) => { if (k === 'a') Object.setPrototypeOf(o, { q: 1 }); });
t(P, (o, k) => { if (k === 'a') Object.defineProperty(o, 'c', { enumerable: false }); });
t(P, (o, k) => { if (k === 'a') { delete o.c; o.c = 1; } });
t(P, (o, k) => { if (k === 'c') { Object.defineProperty(o, 'p', { value: 1, enumerable: false }); } });
t(() => [1, 2, 3], (o, k) => { if (k === '0') { o.pop(); o[5] = 1; } });
t(() => [1, , 3], (o, k) => { if (k === '0') o[1] = 1; });
t(() => Object.create(new Proxy({ z: 1, y: 2 }, {})), (o, k) => { });
t(() => new Proxy(P(), {}), (o, k) => { if (k === 'a') delete o.b; });
t(() => 'abc', () => { });
t(() => Object.create(Object.create({ a: 1, d: 1 }, { a: { value: 1, enumerable: false, configurable: true } })), () => { });
t(() => { const o = Object.create(new Proxy(Object.create(null, { h: { value: 1 }, w: { value: 2, enumerable: true } }), {})); o.s = 1; return o; }, () => { });
t(() => new Proxy(Object.create(Object.create({ v: 1, hid: 2 }, { hid: { value: 1 } }), { y: { value: 1, enumerable: true, configurable: true }, x: { value: 2 } }), {}), () => { });
const lg = []; const h = { ownKeys(o) { lg.push('ownKeys'); return Reflect.ownKeys(o); }, getPrototypeOf(o) { lg.push('proto'); return Reflect.getPrototypeOf(o); }, getOwnPropertyDescriptor(o, k) { lg.push('desc ' + String(k)); return Reflect.getOwnPropertyDescriptor(o, k); }, has(o, k) { lg.push('has'); return k in o; } };
t(() => new Proxy({ a: 1, b: 2 }, h), () => lg.push('body')); console.log(lg.join()); lg.length = 0;
t(() => Object.create(new Proxy({ a: 1, b: 2 }, h), { own: { value: 1, enumerable: true } }), () => lg.push('body')); console.log(lg.join());
t(() => new Uint8Array(3), (o, k) => { if (k === '0') structuredClone(o.buffer, { transfer: [o.buffer] }); });
t(() => Object.assign(new String('ab'), { z: 1 }), () => { }); t(() => Object.assign(() => 1, { q: 1 }), () => { }); t(() => null, () => { }); t(() => 5, () => { });
t(() => { function K() { this.own = 1; } K.prototype.m = function () { }; K.prototype.n = 2; return new K(); }, (o, k) => { if (k === 'own') delete Object.getPrototypeOf(o).n; });
t(() => Object.create({ 5: 1, b: 1, 2: 1 }, { b: { value: 1, enumerable: true }, 9: { value: 1, enumerable: true }, 5: { value: 1 } }), () => { });
class Cl { m() { } get g() { return 1; } static s = 1; f = 1; } t(() => new Cl(), () => { }); t(() => Cl, () => { });
{ const o = { a: 1, b: 2, c: 3 }; const r = []; for (const k in o) { for (const j in o) { if (j === 'b') delete o.c; r.push(k + j); } o.d = 1; } console.log(r.join()); }
