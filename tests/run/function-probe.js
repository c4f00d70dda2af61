// RUN: %jsc %level --no-eval %s -o %t && %t | FileCheck %s
// RUN: %jsc %level %s -o %t && %t | FileCheck --check-prefix=CODE %s
// Libraries ask with an empty text whether Function makes code: where other texts are unknown and --no-eval leaves the
// compiler out, it says that it does not.
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
  new Function("a", process.argv[0] + "]")();
} catch (e) {
  console.log(e.name);
}
// CHECK: EvalError
// CHECK-NEXT: EvalError
// CODE: true
// CODE-NEXT: SyntaxError
