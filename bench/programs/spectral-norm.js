// Spectral norm of an infinite matrix by the power method. Typed arrays of doubles, small functions to inline.
"use strict";

function a(i, j) {
  return 1 / (((i + j) * (i + j + 1)) / 2 + i + 1);
}

function times(v, out, n) {
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a(i, j) * v[j];
    out[i] = sum;
  }
}

function timesTransposed(v, out, n) {
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a(j, i) * v[j];
    out[i] = sum;
  }
}

function norm(n) {
  const u = new Float64Array(n).fill(1),
    v = new Float64Array(n),
    w = new Float64Array(n);
  for (let i = 0; i < 10; i++) {
    times(u, w, n);
    timesTransposed(w, v, n);
    times(v, w, n);
    timesTransposed(w, u, n);
  }
  let vbv = 0,
    vv = 0;
  for (let i = 0; i < n; i++) {
    vbv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  return Math.sqrt(vbv / vv);
}

console.log(norm(2400).toFixed(9));
