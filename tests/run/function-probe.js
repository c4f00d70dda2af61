// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// Libraries ask with an empty text whether Function makes code: where other texts are unknown, it says that it does not.
function allowed() {
  try {
    const F = Function;
    new F("");
    return true;
  } catch (e) {
    return e.name;
  }
}
console.log(allowed());
try {
  new Function("a", process.argv[0])();
} catch (e) {
  console.log(e.name);
}
// CHECK: EvalError
// CHECK-NEXT: EvalError
