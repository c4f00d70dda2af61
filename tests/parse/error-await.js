// RUN: %not %jsc --emit=ast %s -o - 2>&1 | FileCheck %s
// A syntax error names the token; `await` as a name says why.
function f() {
  return await g();
}
// CHECK: error-await.js:4:16: error: 'await' is only allowed in async functions and at the top level of modules
// CHECK-NEXT: return await g();
// CHECK-NEXT: {{^ +\^$}}
