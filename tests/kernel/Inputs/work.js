// What a module can do that needs no device: exceptions, collections, floating-point numbers, promises, timers.
function caught(f) {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
}
const deep = (n) => (n ? 1 + deep(n - 1) : 0);
console.log(caught(() => null.x));
console.log(caught(() => deep(1e6)));
console.log(caught(() => new Uint8Array(1 << 28).length));
console.log(0.1 + 0.2, Math.sin(1), 2 ** 0.5, (1.5).toFixed(3));

const kept = new Map();
let sum = 0;
for (let i = 0; i < 60000; i++) {
  const o = { i, text: `x${i}`, list: [i, i + 1, 0.5 * i] };
  if (i % 100 === 0) kept.set(o.text, o);
  sum += o.list[2] + o.text.length;
}
for (let i = 0; i < 200; i++) sum += new Float64Array(20000).fill(0.5)[i];
console.log(kept.size, sum, kept.get("x1000").list.join());
console.log(JSON.stringify({ a: [1, "ü", { b: null }], big: 2n ** 70n + "" }));

Promise.resolve(1).then((n) => console.log("job", n));
const start = Date.now();
setTimeout(() => console.log("timer", Date.now() - start >= 20), 20);
