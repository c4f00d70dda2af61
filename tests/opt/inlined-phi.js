// RUN: %jsc -O2 %s -o %t && %t | FileCheck %s
// A phi of an inlined function gets more operands when a loop around it is copied: its operands have room for them.
function t(a, f) {
  let s = 0;
  try {
    for (let i = 0; i < a.length; i++) {
      s += a[i] - 1;
      if (s > 5) f(s);
      a[i] = s;
    }
  } catch (e) {
    console.log('c', s);
  }
  return 1;
}
t([1, 20, 3], () => {
  throw 1;
});
// CHECK: c 19
