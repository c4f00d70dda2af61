// RUN: %jsc %level %s -o %t && %t > %t.out; %node %s > %t.node; diff %t.out %t.node
// A text that is no script: the SyntaxError's stack begins with the place in it.
const vm = require("vm");
const texts = ["a b", "f(", "if (1) {", "/re", "x = {", "function f() {\n return 1", "let a = ;", "() =>", "var", "class A { m(", ")", "return 1", "\tlet x = 1;\n\tvar y = x +* 2;\n"];
for (const text of texts)
  for (const options of ["some.js", { filename: "off.js", lineOffset: 4 }])
    try { new vm.Script(text, options); } catch (e) { console.log(e.name, e.message, JSON.stringify(e.stack.split("\n").slice(0, 5))); }
try { (0, eval)("a b" + process.argv.slice(9)); } catch (e) { console.log(e.stack.split("\n")[0]); }
