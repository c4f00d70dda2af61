// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// RUN: %jsc %level %s -o %t && %t > %t.out && FileCheck --check-prefix=OUT %s < %t.out
// A read of a name that only getters have is a guarded call of them, which may be copied in line; whatever else it finds, and
// what becomes of the accessor later, is read as ever.
// CHECK: find_getter "area"
// CHECK: is_fn
// CHECK-NOT: find_getter "side"
class Square {
  constructor(side) { this.side = side; }
  get area() { return this.side * this.side; }
  get fails() { return null.x; }
}
class Circle {
  get area() { return 3; }
  set area(v) { this.kept = v; }
}
const area = (o) => o.area;
const warm = (...all) => { let s = 0; for (let i = 0; i < 60; i++) s += area(all[i % all.length]); return s; };
// OUT: 240 210 3
console.log(warm(new Square(2)), warm(new Square(2), new Circle()), area(new Circle()));
const own = Object.defineProperty({}, "are" + "a", { get() { return "own"; } });
// OUT-NEXT: own undefined undefined 12
console.log(area(own), area({}), area("text"), area(JSON.parse('{"area":12}')));
const c = new Circle();
c.area = 9;
// OUT-NEXT: 3 9 proxy
console.log(area(c), c.kept, area(new Proxy({}, { get: () => "proxy" })));
Object.defineProperty(Square.prototype, "area", { get() { return "changed"; } });
// OUT-NEXT: changed 3
console.log(area(new Square(2)), area(new Circle()));
Object.setPrototypeOf(Circle.prototype, null);
delete Circle.prototype.area;
// OUT-NEXT: undefined
console.log(area(new Circle()));
// Records that have such a name as data, among objects of one shape and another.
const kept = (o) => o.area;
const records = [JSON.parse('{"area":1}'), new Circle(), JSON.parse('{"area":2,"b":0}')];
let total = 0;
for (let i = 0; i < 90; i++) total += kept(records[i % 3]) ?? 10;
// OUT-NEXT: 390
console.log(total);
function read(s) {
  return s.fails;
}
try {
  for (let i = 0; i < 3; i++) read(new Square(1));
} catch (e) {
  // OUT-NEXT: TypeError: Cannot read properties of null (reading 'x')
  // OUT-NEXT: at get fails ({{.*}}getters.js:11:29)
  // OUT-NEXT: at read ({{.*}}getters.js:43:12)
  console.log(e.stack.split("\n").slice(0, 3).join("\n"));
}
