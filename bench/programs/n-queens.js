// N queens: recursion and boolean arrays, all solutions of boards of 8 to 13.
"use strict";

class Queens {
  constructor(n) {
    this.n = n;
    this.rows = new Array(n).fill(true);
    this.up = new Array(2 * n).fill(true);
    this.down = new Array(2 * n).fill(true);
    this.solutions = 0;
  }

  place(column) {
    if (column === this.n) {
      this.solutions++;
      return;
    }
    for (let row = 0; row < this.n; row++) {
      const u = column + row,
        d = column - row + this.n - 1;
      if (this.rows[row] && this.up[u] && this.down[d]) {
        this.rows[row] = this.up[u] = this.down[d] = false;
        this.place(column + 1);
        this.rows[row] = this.up[u] = this.down[d] = true;
      }
    }
  }
}

let total = 0;
for (let n = 8; n <= 13; n++) {
  const q = new Queens(n);
  q.place(0);
  total += q.solutions;
}
console.log(total);
