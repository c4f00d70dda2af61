// A match that goes back too often: an error if JSC_REGEXP_STEPS says so, at any level and with any pattern; SIGINT ends
// it where there are polls. Without a limit the stack's end is an error.
// RUN: %jsc -O0 %s -o %t.0 && JSC_REGEXP_STEPS=100000 %t.0 | FileCheck %s
// RUN: %jsc -O2 %s -o %t.2 && JSC_REGEXP_STEPS=100000 %t.2 | FileCheck %s
// RUN: %jsc -O2 --poll %s -o %t.3 && timeout --foreground --preserve-status -s INT 0.5 %t.3 endless | FileCheck --check-prefix=SIGNAL %s
// RUN: %jsc -O0 --poll %s -o %t.3 && timeout --foreground --preserve-status -s INT 0.5 %t.3 endless | FileCheck --check-prefix=SIGNAL %s
"use strict";
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};
const a = "a".repeat(60) + "b";
if (process.argv[2] === "endless") {
  // SIGNAL: Error: Script execution was interrupted by `SIGINT`
  attempt(() => /^(?:a+)+$/.test(a));
} else {
  // CHECK: RangeError: Regular expression takes too many steps
  // CHECK-NEXT: RangeError: Regular expression takes too many steps
  // CHECK-NEXT: RangeError: Regular expression takes too many steps
  // CHECK-NEXT: true
  attempt(() => /^(?:a+)+$/.test(a));
  attempt(() => /^(a|aa)+$/.exec(a + "\u0100"));
  attempt(() => a.replace(new RegExp("^(?:a|a?)+$"), ""));
  attempt(() => /^(?:a+)+b$/.test(a));
  // CHECK-NEXT: RangeError: Maximum call stack size exceeded
  // CHECK-NEXT: RangeError: Maximum call stack size exceeded
  const long = "ab".repeat(10_000_000);
  attempt(() => /^(?:.|ab)*c/.test(long));
  attempt(() => /(.|ab)*c/.test(long + "\u0100"));
}
