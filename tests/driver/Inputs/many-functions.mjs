// Prints a program of very many functions that call each other near and far, directly and as values: kinds are functions,
// generators, functions with `arguments`, closures and classes.
const n = Number(process.argv[2]);
const kinds = [
  (i, next) => `function f${i}(a, b) { return a > 3 ? a + b : ${next}(a + 1, b * 2 - ${i}); }`,
  (i, next) => `function f${i}(a) { let s = arguments.length; for (const x of g${i}(a)) s += x; return s + ${next}(a + 2, s); }
function* g${i}(k) { for (let j = 0; j < k; j++) yield j * ${i}; }`,
  (i, next) => `const c${i} = (x) => (y) => x + y + ${i}; function f${i}(a, b) { return c${i}(a)(${next}(a + 1, b)); }`,
  (i, next) => `class K${i} { constructor(v) { this.v${i} = v; } get() { return this.v${i} + ${i}; } }
function f${i}(a, b) { return new K${i}(a > 3 ? b : ${next}(a + 1, b)).get(); }`,
  (i, next) => `function f${i}(a, b) { return a > 3 ? \`\${b}-${i}\`.length : [a, b].map((v) => ${next}(a + 1, v)).reduce((x, y) => x + y); }`,
];
for (let i = 0; i < n; i++) console.log(kinds[i % kinds.length](i, `f${(i * 7 + 1) % n}`));
console.log(`let total = 0; for (const f of [${Array.from({ length: n }, (_, i) => `f${i}`)}]) total += f(1, 2) % 1000; console.log(total);`);
