// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// The object that super looks in is fetched before the key is converted (ES 13.3.7.3).
class Base {
  get x() { return "first"; }
  set y(v) { console.log("first", v); }
}
class Derived extends Base {
  get(key) { return super[key]; }
  set(key, v) { super[key] = v; }
}
const key = (name) => ({
  toString() {
    Object.setPrototypeOf(Derived.prototype, { x: "other", set y(v) { console.log("other", v); } });
    return name;
  },
});
const d = new Derived();
// CHECK: first
console.log(d.get(key("x")));
Object.setPrototypeOf(Derived.prototype, Base.prototype);
// CHECK-NEXT: first 1
d.set(key("y"), 1);
