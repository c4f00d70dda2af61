// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// RUN: %jsc -O1 %s -o %t && %t > %t.out && diff %t.ref %t.out
// RUN: %jsc -O0 %s -o %t && %t > %t.out && diff %t.ref %t.out
// Sites that have met several shapes so often that their caches are settled, and what changes then.
"use strict";
class A {
  constructor(i) {
    this.i = i;
    this.v = 1;
  }
  name() {
    return "A";
  }
  all() {
    return this.v + this.i;
  }
}
class B extends A {
  constructor(i) {
    super(i);
    this.more = i;
  }
  name() {
    return "B";
  }
}
class C extends A {
  name() {
    return "C";
  }
}
class D extends B {}
class Late {
  constructor(i) {
    this.a = this.b = this.c = this.d = 0;
    this.v = 2;
    this.i = i;
  }
  name() {
    return "Late";
  }
  all() {
    return this.v * this.i;
  }
}
function overflow(i) {
  const o = { i, name: () => "own", all: () => "own all" };
  for (let k = 0; k < 30; k++) o["k" + k] = k;
  o.v = 3;
  return o;
}
const made = [(i) => new A(i), (i) => new B(i), (i) => new C(i), (i) => new D(i), (i) => new Late(i), overflow];
const read = (o) => o.v;
const write = (o, v) => void (o.v = v);
const named = (o) => o.name();
const all = (o) => o.all();
function turn(objects, n) {
  let sum = 0, names = "";
  for (let k = 0; k < n; k++) {
    const o = objects[(k * 7) % objects.length];
    sum += read(o);
    write(o, (read(o) + k) % 5);
    const x = all(o);
    if (typeof x === "number") sum += x;
    if (k > n - 9) names += named(o);
    else named(o);
  }
  return sum + " " + names;
}
for (const n of [1, 2, 3, 4, 5, 6]) {
  const objects = made.slice(0, n).map((f, i) => f(i));
  console.log(n, turn(objects, 9000));
}
const objects = made.map((f, i) => f(i));
console.log(turn(objects, 9000));
A.prototype.name = function () {
  return "new A";
};
console.log(turn(objects, 30));
delete B.prototype.name;
console.log(turn(objects, 30));
delete objects[1].v;
A.prototype.v = 7;
console.log(turn(objects, 30));
let asked = 0;
Object.defineProperty(objects[2], "v", {
  get() {
    if (++asked > 20) throw new RangeError("asked " + asked);
    return asked;
  },
  set(v) {
    asked += v;
  },
});
try {
  console.log(turn(objects, 3000));
} catch (e) {
  console.log(e.message);
}
Object.defineProperty(objects[0], "v", { writable: false });
for (let k = 0; k < 3; k++)
  try {
    write(objects[0], k);
  } catch (e) {
    console.log(e.message);
  }
Object.setPrototypeOf(objects[4], C.prototype);
console.log(named(objects[4]), all(objects[4]));
for (const odd of [null, undefined, 1, "s", Symbol.iterator, 2n])
  try {
    console.log(read(odd), named(odd));
  } catch (e) {
    console.log(e.message);
  }
String.prototype.name = function () {
  return "string " + this;
};
for (let k = 0; k < 5000; k++) named(k & 1 ? "s" : objects[k % 4]);
console.log(named("s"));
