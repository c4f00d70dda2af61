// RUN: %not %jsc --emit=ast %s -o - 2>&1 | FileCheck %s
// The first error is reported, not the bracket that fails to match because of it.
while (1) {
  foo(1 + ;
}
// CHECK: error-brackets.js:4:11: error: unexpected token ';'
