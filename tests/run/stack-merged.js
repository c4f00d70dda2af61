// RUN: %jsc %level %s -o %t && %node %s > %t.ref && %t > %t.out && diff %t.ref %t.out
// Equal calls on different lines keep their own positions: they are not merged.
"use strict";
const where = (e) => e.stack.split("\n").slice(1, 3).map((l) => l.trim().replace(/\(.*\//, "(")).join(" < ");
const show = (f, a) => { try { f(a); } catch (e) { console.log(where(e)); } };
let u, n = null;
const o = { valueOf() { throw new Error("v"); }, get g() { throw new Error("g"); }, set g(v) { throw new Error("s"); } };
for (const a of [0, 1]) {
  show((a) => { if (a) {
      u.x;
    } else {
      u.x;
    } }, a);
  show((a) => { if (a)
      o.g;
    else
      o.g; }, a);
  show((a) => { if (a)
      o.g = 1;
    else
      o.g = 1; }, a);
  show((a) => { if (a)
      return o + 1;
    else
      return o + 1; }, a);
  show((a) => { if (a)
      u();
    else
      u(); }, a);
  show((a) => { if (a)
      u[a];
    else
      u[a]; }, a);
  show((a) => { if (a)
      throw new Error();
    else
      throw new Error(); }, a);
  show((a) => { if (a)
      var [x] = n;
    else
      var [x] = n; }, a);
  show((a) => { if (a)
      n.foo(1);
    else
      n.foo(1); }, a);
  show((a) => { switch (a) { case 0:
      o - 1; break;
    case 1:
      o - 1; } }, a);
  show((a) => { if (a) z; else
      z; }, a);
  show((a) => { if (a) new o(); else
      new o(); }, a);
  show((a) => { if (a) o in u; else
      o in u; }, a);
  show((a) => { if (a) for (const q of n); else
      for (const q of n); }, a);
  show((a) => { if (a) JSON.parse("{"); else
      JSON.parse("{"); }, a);
}
const z = 1;
