// RUN: %jsc -O1 --emit=llvm -o - %s | FileCheck %s
// RUN: %jsc -O1 %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// -O1 has no budget for inlined fast paths: they are calls that keep registers. In loops they stand in line.
// CHECK: define {{.*}}@{{.*}}f.{{[0-9]+}}({{.*}}!dbg
// CHECK-DAG: call preserve_mostcc i64 @jsc_get_prop(
// CHECK-DAG: call preserve_mostcc {{.*}}i32 @jsc_lt(
// CHECK-DAG: call preserve_mostcc {{.*}}i32 @jsc_set_prop(
// CHECK-DAG: call preserve_mostcc i64 @jsc_new_literal(
// CHECK: ret i64
function outside(o, n) {
  if (o.x < n) o.y = n;
  return { first: o, second: n, third: o.x };
}
// CHECK-NOT: call preserve_mostcc i64 @jsc_get_prop(
// CHECK: call {{.*}}@poly_get_prop(
function inside(list) {
  let sum = 0;
  for (let i = 0; i < 3; i++) sum += list[i].value;
  return sum;
}
const point = { x: 1, get y() { return 5; }, set y(v) { console.log('y becomes', v); throw new RangeError('no ' + v); } };
console.log(outside({ x: 1, y: 2 }, 3), outside({ x: 9 }, 'a'), inside([{ value: 1 }, { value: 2.5 }, { get value() { return 'z'; } }]));
for (const o of [point, null, 'str', 5]) {
  try {
    console.log(outside(o, 7n));
  } catch (e) {
    console.log(String(e), e.stack.split('\n').length);
  }
}
