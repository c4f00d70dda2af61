// RUN: %jsc %level %s -o %t && %t > %t.out; %node %s > %t.node; diff %t.out %t.node
// Texts with lone surrogates or NUL, also those that the program spells out; their positions; "#!" in texts of functions.
const vm = require("vm"), Module = require("module");
console.log(eval('"\ud800"').charCodeAt(0), (function () { let q = 4; return eval('"\udc00" + q') })().length);
console.log(new Function('return "\ud800\0"')().length, (0, eval)('"\udc00"').length, eval('/* \0 */ "\u{1f600}"').length);
const column = (text) => { try { return eval(text); } catch (e) { return e.stack.split("\n")[1].replace(/.*:/, ""); } };
for (const text of ['"\ud800"; null.x', '"\udc00\ud800"; null.x', '"\u{1f600}"; null.x', '"\0"; null.x', '"é€"; null.x'])
  console.log(column(String(text)));
console.log(vm.compileFunction("#!x\nreturn 1")());
const m = new Module("/a/b.js");
m._compile('#!/usr/bin/env node\nexports.at = new Error("x").stack.split("\\n")[1];', "/a/b.js");
console.log(m.exports);
