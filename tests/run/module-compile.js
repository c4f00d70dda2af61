// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Modules that a program makes: new Module, _compile, and what belongs to them.
const Module = require('module');
const path = require('path');
const text = (process.argv[9] || "") + "exports.sum = (a, b) => a + b; exports.where = [__filename, __dirname, module.id, this === exports, typeof require('fs').readFileSync];\nexports.fail = () => { throw new Error('made'); };";
const m = new Module('/made/up/file.js', null);
console.log(Object.keys(m), m.path, m.filename, m.loaded);
m.filename = '/made/up/file.js';
m.paths = Module._nodeModulePaths(path.dirname('/made/up/file.js'));
console.log(m.paths, m._compile(text, '/made/up/file.js'));
console.log(m.exports.sum(1, 2), m.exports.where);
try { m.exports.fail(); } catch (e) { console.log(e.stack.split('\n').slice(0, 2).join('\n')); }
try { new Module('/x.js')._compile('let a = ;' + (process.argv[9] || ""), '/x.js'); } catch (e) { console.log(e.name, e.message); }
console.log(m.require('path') === path, Module.wrap('x'), m instanceof Module, m.constructor === Module);
const load = (code, filename) => { const n = new Module(filename); n._compile(code, filename); return n.exports; };
console.log(load("module.exports = eval('2 + 3') + __filename" + (process.argv[9] || ""), 'rel.js'));
const M = module.constructor;
console.log(M === Module, module instanceof M, module.require("path") === path, Object.keys(new M()), new M().path, new M().id);
const fromString = (text, filename) => { const made = new M(filename, module); made._compile(text, filename); return [made.exports, made.parent === module]; };
console.log(fromString("exports.a = __filename + require('path').sep" + (process.argv[9] || ""), "x.js"), module.children.length, module.parent);
