// RUN: %jsc %level --test262 --prelude=%S/Inputs/prelude.js --script %s -o %t && %t > %t.out
// RUN: %node %S/Inputs/scripts.cjs %S/Inputs/prelude.js %s > %t.ref && diff %t.ref %t.out
// RUN: echo 'let v1;' > %t.js && %jsc --prelude=%S/Inputs/prelude.js --script %t.js -o %t && %not %t 2>&1 | FileCheck %s
// RUN: echo 'var shared;' > %t.js && %jsc --prelude=%S/Inputs/prelude.js --script %t.js -o %t && %not %t 2>&1 | FileCheck %s
// RUN: echo 'function undefined() {}' > %t.js && %jsc --script %t.js -o %t && %not %t 2>&1 | FileCheck --check-prefix=TYPE %s
// Several scripts share the variables of their realm.
// CHECK: SyntaxError: Identifier '{{v1|shared}}' has already been declared
// TYPE: TypeError: Identifier 'undefined' has already been declared
shared = 10; print(h(), shared, fixed, v1, K.s, typeof globalThis.shared);
try { fixed = 1 } catch (e) { print(e.name, e.message) }
print(delete globalThis.v1);
for (let i = 0; i < 3; i++) shared++; print(h());
try { tdz; } catch (e) { print(e.name, e.message) }
let tdz;
print(typeof tdz);
function v1() { return 'replaced'; }
print(v1(), typeof Math.max);
const read = () => Array; print(read() === Array);
var K2 = class extends K {}; print(K2.s, delete globalThis.K, K.s);
print([1, 2].map((q) => q + shared + fixed).join());
