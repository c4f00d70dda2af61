// Permutations by recursive swaps, counting calls.
"use strict";

class Permuter {
  constructor(n) {
    this.count = 0;
    this.v = new Array(n);
    for (let i = 0; i < n; i++) this.v[i] = i;
  }

  swap(i, j) {
    const t = this.v[i];
    this.v[i] = this.v[j];
    this.v[j] = t;
  }

  permute(n) {
    this.count++;
    if (n === 0) return;
    this.permute(n - 1);
    for (let i = n - 1; i >= 0; i--) {
      this.swap(n - 1, i);
      this.permute(n - 1);
      this.swap(n - 1, i);
    }
  }
}

const p = new Permuter(10);
p.permute(10);
console.log(p.count + " " + p.v.join(""));
