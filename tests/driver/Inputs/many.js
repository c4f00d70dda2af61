// A bit of everything, for tests that look at executables.
console.log('first');
const fs = require('fs');
class A { #x = 1; get x() { return this.#x; } static *[Symbol.iterator]() { yield 1; } }
const m = new Map([[1, /(?<n>a+)/u.exec('aab')?.groups], [new A().x, [...A]]]);
console.log(m, JSON.stringify({ a: [1.5, 2n > 1] }), new Date(0).toISOString(), 'ß'.toUpperCase().normalize('NFD'));
const { syscall } = require('libsys');
(async () => {
  await null;
  for await (const x of (async function* () { yield syscall(39) === process.pid; })()) console.log(x);
  setTimeout(() => console.log(fs.existsSync('/'), [3, 1, 2].sort().join(), Math.sin(1)), 1);
})();
