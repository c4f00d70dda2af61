// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// RUN: %jsc --strip-source %s -o %t.strip && %t.strip | FileCheck %s --check-prefix=STRIP
// STRIP: function f() { [native code] }
// The text of functions: the exact slice of the source (ES 20.2.3.5), and what V8 says of those that have none.
function f(a, b = 1) { return a + b; /* é */ }
const g = (x) => x * 2, o = { m() {}, get p() { return 1; }, async *[Symbol.iterator]() {}, 'q r': function () {}, set p(v) {} };
class A extends Object { static s() {} #x = 1; static async  t() {} constructor() { super(); } get y() { return 1 } static /*c*/ z() {} }
const B = class { };
for (const x of [f, g, o.m, Object.getOwnPropertyDescriptor(o, 'p').get, Object.getOwnPropertyDescriptor(o, 'p').set, o[Symbol.iterator], o['q r'], A, A.s, A.t, A.z, B,
  Object.getOwnPropertyDescriptor(A.prototype, 'y').get, Math.max, class { a = 1 }, f.bind(1), async function* q() { yield 1 }, new Proxy(f, {}), A.prototype.constructor,Map, Function.prototype, Symbol.prototype[Symbol.toPrimitive], Object.getOwnPropertyDescriptor(Map.prototype, 'size').get,
  RegExp.prototype[Symbol.match], Array.prototype.values, eval, parseInt,
  /* ∀ wide */ function wide() { return '∀' }])
  console.log(Function.prototype.toString.call(x));
console.log(`${f}` + String(g));
