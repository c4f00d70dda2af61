// RUN: %not %jsc --emit=ast %s -o - 2>&1 | FileCheck %s --implicit-check-not=error:
// Behind a syntax error the search goes on: all errors of a file in one go, and none that only follows from another.
function a() {
  let x y;
  // CHECK: error-many.js:[[#@LINE-1]]:9: error: unexpected identifier
  if (x) return 1 2;
  // CHECK: :[[#@LINE-1]]:19: error: unexpected number
  else return 3;
}
class B {
  #p q;
  // CHECK: :[[#@LINE-1]]:6: error: unexpected identifier
  m() {
    foo(1,, 2);
    // CHECK: :[[#@LINE-1]]:11: error: unexpected token ','
    return this.#p;
  }
}
label: for (let i of x y) continue label;
// CHECK: :[[#@LINE-1]]:24: error: unexpected identifier
const o = { a: 1, b c, d: 2 };
// CHECK: :[[#@LINE-1]]:21: error: unexpected identifier
try {
  nothing();
} catch (e e) {
  // CHECK: :[[#@LINE-1]]:12: error: unexpected identifier
} finally {
  break;
  // CHECK: :[[#@LINE-1]]:3: error: 'break' outside of a loop or switch
}
x = `a${1 2}b`;
// CHECK: :[[#@LINE-1]]:11: error: unexpected number
1++;
// CHECK: :[[#@LINE-1]]:1: error: invalid assignment target
let twice = 1;
let twice = 2;
// CHECK: :[[#@LINE-1]]:5: error: identifier 'twice' has already been declared
y = 08n;
// CHECK: :[[#@LINE-1]]:7: error: an identifier or number may not follow a number directly
z = "unterminated;
// CHECK: :[[#@LINE-1]]:5: error: unterminated string
const c;
// CHECK: :[[#@LINE-1]]:7: error: missing initializer in 'const' declaration
