// RUN: %jsc -O2 --emit=ir -o - %s | FileCheck %s
// RUN: %jsc -O2 %s -o %t && %t > %t.out && FileCheck --check-prefix=OUT %s < %t.out
// What code relies on (opt/facts) cannot be changed by names put together at run time; all else still can.
// CHECK: floor_f64
const join = (...parts) => parts.join('');
const at = (o, k) => o[k];
const floor = (x) => Math.floor(x);
function tell(f) {
  try {
    console.log('done', f());
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
}
function fill(n) {
  const a = new Float64Array(n);
  for (let i = 0; i < n; i++) a[i] = i / 2;
  return a[n - 1] * 2;
}
const global = at(globalThis, join('global', 'This'));
const math = at(global, join('Ma', 'th'));
const fake = function () {
  'use strict';
  return [];
};
tell(() => (math[join('flo', 'or')] = fake));
tell(() => Reflect.set(math, join('flo', 'or'), fake));
tell(() => Object.defineProperty(math, join('flo', 'or'), { get: fake }));
tell(() => delete math[join('flo', 'or')]);
tell(() => (math.floor = fake));
tell(() => (global[join('Ma', 'th')] = {}));
tell(() => (global[join('Float64', 'Arr', 'ay')] = fake));
tell(() => Object.assign(global, { [join('Int8', 'Arr', 'ay')]: fake }));
// OUT-COUNT-8: TypeError: Cannot change '{{floor|Math|Float64Array|Int8Array}}': this program was compiled relying on it
tell(() => Object.keys((global[join('some', 'thing')] = { a: 1 })));
// OUT-NEXT: done [ 'a' ]
tell(() => ((math[join('mi', 'ne')] = 4), math[join('mi', 'ne')]));
// OUT-NEXT: done 4
tell(() => delete math[join('mi', 'ne')] && !(join('mi', 'ne') in math));
// OUT-NEXT: done true
tell(() => Object.defineProperty(math, join('flo', 'or'), { value: math[join('flo', 'or')] }) === math);
// OUT-NEXT: done true
tell(() => floor(2.5) + fill(5));
// OUT-NEXT: done 6
