// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// %ThrowTypeError% is frozen. Views of resizable buffers refuse to be frozen, sealed, or kept from growing.
const d = Object.getOwnPropertyDescriptor;
const thrower = d((function () { 'use strict'; return arguments; })(), 'callee').get;
console.log(Object.isFrozen(thrower), Object.isExtensible(thrower), thrower.name === '', d(thrower, 'length'), d(thrower, 'name'));
try { thrower(); } catch (e) { console.log(e.message); }
const buffer = new ArrayBuffer(8, { maxByteLength: 16 }), shared = (n) => new SharedArrayBuffer(n, { maxByteLength: 16 });
const views = [new Uint8Array(buffer), new Uint8Array(buffer, 0, 4), new Uint8Array(buffer, 0, 0), new Uint8Array(0)];
for (const v of [...views, new Uint8Array(shared(0)), new Uint8Array(shared(4), 0, 2), new DataView(buffer)])
  for (const change of ['freeze', 'preventExtensions']) {
    try { console.log(Object[change](v) === v, Object.isFrozen(v)); } catch (e) { console.log(e.message); }
    console.log(Reflect.preventExtensions(v), Object.isExtensible(v));
  }
try { Object.seal(views[0]); } catch (e) { console.log(e.message); }
try { Object.preventExtensions(new Proxy({}, { preventExtensions: () => false })); } catch (e) { console.log(e.message); }
