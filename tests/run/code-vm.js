// RUN: %jsc %level %s -o %t && %t > %t.out; %node %s > %t.node; diff %t.out %t.node
// RUN: %not %t throw 2> %t.err; %not %node %s throw 2> %t.node; diff %t.err %t.node
// vm in the program's own realm.
const vm = require("vm");
const unknown = process.argv.slice(9).join(); // ""
console.log(vm.runInThisContext("1 + 1" + unknown), vm.runInThisContext("var vmx = 5; typeof require"), vmx);
const counter = `globalThis.count = (globalThis.count || 0) + 1;
  { let a = count; globalThis["f" + a] = () => a; } count`;
const script = new vm.Script(counter + unknown, { filename: "my.js" });
console.log(script.runInThisContext(), script.runInThisContext(), f1(), f2());
const f = vm.compileFunction("return a + b + typeof c" + unknown, ["a", "b"]);
console.log(f(1, 2), f.length);
const first = (e, n) => console.log(e.stack.split("\n").slice(0, n).join("|"));
try { vm.compileFunction("\nthrow new Error(1)" + unknown, [], { filename: "cf.js" })(); } catch (e) { first(e, 2); }
try { new vm.Script("let a = ;" + unknown); } catch (e) { console.log(e.name, e.message); }
console.log(script instanceof vm.Script, Object.keys(script), vm.isContext({}), vm.runInThisContext(7));
vm.runInThisContext("let lexical = 3; const cc = 4");
console.log(vm.runInThisContext("lexical + cc" + unknown), typeof lexical);
try { vm.runInThisContext("let lexical = 3"); } catch (e) { console.log(String(e)); }
try { vm.runInThisContext("x", { lineOffset: "1" }); } catch (e) { console.log(e.code, e.message); }
const thrower = { filename: "off.js", lineOffset: 10, columnOffset: 3 };
if (process.argv[2]) vm.runInThisContext("function qq() { null.x; }" + unknown, thrower), qq();
