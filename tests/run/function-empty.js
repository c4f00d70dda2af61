// RUN: %jsc %level %s -o %t && %t | FileCheck %s
// Where every text is known, the empty one is compiled too.
const empty = new Function("");
console.log(typeof empty, empty(), Function()(), Function("a", "return a + 1")(2));
// CHECK: function undefined undefined 3
