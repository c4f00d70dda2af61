// Matrix multiplication on arrays of arrays.
"use strict";

function make(n, seed) {
  const m = [];
  for (let i = 0; i < n; i++) {
    const row = [];
    for (let j = 0; j < n; j++) row.push(seed * (i - j) * (i + j));
    m.push(row);
  }
  return m;
}

function multiply(a, b, n) {
  const c = [];
  for (let i = 0; i < n; i++) {
    const row = new Array(n).fill(0),
      ai = a[i];
    for (let k = 0; k < n; k++) {
      const x = ai[k],
        bk = b[k];
      for (let j = 0; j < n; j++) row[j] += x * bk[j];
    }
    c.push(row);
  }
  return c;
}

const n = 800;
const c = multiply(make(n, 1 / n / n), make(n, 1.5 / n / n), n);
console.log(c[n / 2][n / 2].toFixed(6) + " " + c[3][7].toFixed(6));
