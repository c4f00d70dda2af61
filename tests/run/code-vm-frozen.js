// RUN: %jsc %level %s -o %t && %t > %t.out; %node %s > %t.node; diff %t.out %t.node
// Contexts of objects that take no variables, and functions made of texts.
const vm = require('vm');
const c = vm.createContext(Object.freeze({ x: 1 }));
console.log(vm.runInContext('x = 2; y = 3; var z = 4; function f() { return 5 } [typeof y, typeof z, f(), x]', c), Object.keys(c));
console.log(vm.runInContext('var x = 7; x', c), vm.runInContext('z++; z', c), vm.runInContext('let q = 1; q', c));
try { vm.runInContext('"use strict"; x = 5', c) } catch (e) { console.log(e.name, e.message) }
const p = vm.createContext(Object.preventExtensions({ x: 1 }));
console.log(vm.runInContext('x = 2; y = 3; var z = 4; [x, y, z]', p), p);
const r = vm.createContext(Object.defineProperty({}, 'r', { value: 1 }));
console.log(vm.runInContext('var r = 2; r', r));
console.log(vm.compileFunction('return a + b', ['a', 'b']).toString(), vm.compileFunction('return 1').toString());
try { vm.compileFunction('\n null.x', [], { filename: 'f.js', lineOffset: 3 })() } catch (e) { console.log(e.stack.split('\n')[1]) }
