// RUN: %jsc %level --poll %s -o %t
// RUN: %not timeout --foreground --preserve-status -s INT 0.3 %t loop 2>&1 | FileCheck --check-prefix=LOOP %s
// RUN: timeout --foreground --preserve-status -s INT 0.3 %t caught | FileCheck --check-prefix=CAUGHT %s
// RUN: timeout --foreground --preserve-status -s INT 0.3 %t calls | FileCheck --check-prefix=CALLS %s
// RUN: %jsc --emit=ir %s -o - | FileCheck --check-prefix=NONE %s
// NONE-NOT: {{^ +poll}}
// With --poll an endless loop can be interrupted; without it there is no trace of polls.
// LOOP: Error: Script execution was interrupted by `SIGINT`
// LOOP: code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
// CAUGHT: ERR_SCRIPT_EXECUTION_INTERRUPTED true
// CALLS: ERR_SCRIPT_EXECUTION_INTERRUPTED
let n = 0;
function endless() {
  for (;;) n++;
}
const walk = (depth) => (depth ? walk(depth - 1) + walk(depth - 1) : 1);
switch (process.argv[2]) {
  case "loop":
    endless();
    break;
  case "caught":
    try {
      endless();
    } catch (e) {
      console.log(e.code, n > 1000);
    }
    break;
  case "calls":
    try {
      walk(60);
    } catch (e) {
      console.log(e.code);
    }
    break;
}
