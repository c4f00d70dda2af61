// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// RUN: %jsc -O0 %s -o %t && %t > %t.out && diff %t.ref %t.out
// for-in takes keys quickly while the object keeps its shape, and reads by such keys from a cache: what may change on the way.
"use strict";
const make = () => ({ a: 1, b: 2, c: 3, d: 4, e: 5 });
function run(name, o, change) {
  let text = "", sum = 0;
  for (const k in o) {
    text += k;
    sum += Number(o[k]);
    change?.(o, k);
  }
  console.log(name, text, sum);
}
let total = 0;
for (let i = 0; i < 500; i++) for (const k in make()) total += make()[k];
console.log(total);
run("plain", make());
run("deletes what comes", make(), (o, k) => void (k === "b" && delete o.d));
run("deletes itself", make(), (o, k) => void delete o[k]);
run("adds", make(), (o, k) => void (k === "a" && (o.later = 9)));
run("deletes and adds", make(), (o, k) => void (k === "a" && (delete o.c, (o.c = 7))));
run("hides", make(), (o, k) => void (k === "a" && Object.defineProperty(o, "d", { enumerable: false })));
run("getter", make(), (o, k) => void (k === "a" && Object.defineProperty(o, "e", { get: () => 100 })));
run("stores", make(), (o, k) => void (k === "a" && (o.b = o.c = 50)));
run("prototype", make(), (o, k) => void (k === "a" && Object.setPrototypeOf(o, { z: 1 })));
run("inherited", Object.create({ p: 1, q: 2 }, { own: { value: 3, enumerable: true } }));
run("inherited, deleted", Object.create(make()), (o, k) => void (k === "a" && delete Object.getPrototypeOf(o).c));
run("indices", { 2: 1, 1: 2, x: 3 });
run("indices deleted", { 2: 1, 1: 2, x: 3 }, (o, k) => void (k === "1" && delete o[2]));
run("array", [5, 6, , 7], (o, k) => void (k === "0" && (o.length = 2)));
run("string", "hey".replace("hey", "123"));
run("array with more", Object.assign([1, 2], { more: 4 }));
run("typed", new Uint8Array([1, 2, 3]));
run("null", null);
run("undefined", undefined);
run("number", 5);
run("proxy", new Proxy(make(), { ownKeys: () => ["a", "e"] }));
const wide = {};
for (let i = 0; i < 200; i++) wide["k" + i] = i;
run("wide", wide, (o, k) => void (k === "k100" && delete o.k150));
try {
  run("throws", make(), (o, k) => {
    if (k === "b")
      Object.defineProperty(o, "c", {
        get() {
          throw new Error("getter of c");
        },
      });
  });
} catch (e) {
  console.log(e.message);
}
function nested(o) {
  let text = "";
  for (const k in o) for (const l in o) if (o[k] < o[l]) text += k + l + " ";
  return text;
}
console.log(nested(make()));
const s = Symbol("s"), t = Symbol("t");
const named = [{ [s]: 1 }, { x: 0, [s]: 2 }, { [t]: 5, [s]: 3 }, { get [s]() { return 4; } }, Object.create({ [s]: 5 }), {}];
let seen = "";
for (let i = 0; i < 300; i++) {
  const o = named[i % named.length];
  if (i > 280) seen += " " + o[s] + o["x"] + String(o[t]);
  if (i === 290) named[1][s] = 20;
  if (i === 292) delete named[0][s];
}
console.log(seen);
