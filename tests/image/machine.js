// A program does on a bare machine what it does under Linux: classes, errors, eval, collections, timers, the exit status.
// REQUIRES: qemu
// RUN: for l in -O0 -O2; do %jsc $l %s -o %t.linux && %jsc $l --image %s -o %t.img || exit 1; a=0; b=0; %t.linux > %t.expected 2>&1 || a=$?; %root/tests/image/run-image %t.img > %t.actual || b=$?; diff %t.expected %t.actual && test $a = 1 && test $b = 1 || exit 1; done
const { EventEmitter } = require('events');
class Counter { #n = 0; tick() { return ++this.#n; } }
const c = new Counter(); let sum = 0;
for (let i = 0; i < 1000; i++) sum += c.tick();
console.log(sum, [1.5, 'x', null, undefined], new Map([[{ a: 1 }, new Set('ab')]]));
try { null.x } catch (e) { console.log(e.message) }
try { (function f() { f() })() } catch (e) { console.log(e.constructor.name) }
console.log(eval(['1', '2'].join('+')), new Function('a', 'return a * 2')(21));
let live = []; for (let i = 0; i < 2e5; i++) { live.push({ i, text: 'n' + i }); if (live.length > 1000) live = []; }
console.log(live.length);
setTimeout(() => { console.log('later', performance.now() >= 30); new EventEmitter().emit('error', new TypeError('end')) }, 30);
process.on('exit', (code) => console.log('exit', code));
