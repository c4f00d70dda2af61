// Fannkuch: the longest sequence of prefix reversals over all permutations of 10. Integer arrays.
"use strict";

function fannkuch(n) {
  const perm = new Array(n).fill(0),
    first = new Array(n),
    count = new Array(n).fill(0);
  for (let i = 0; i < n; i++) first[i] = i;
  let checksum = 0,
    most = 0,
    permutation = 0,
    r = n;
  for (;;) {
    while (r !== 1) {
      count[r - 1] = r;
      r--;
    }
    for (let i = 0; i < n; i++) perm[i] = first[i];
    let flips = 0;
    for (let k = perm[0]; k !== 0; k = perm[0]) {
      for (let lo = 0, hi = k; lo < hi; lo++, hi--) {
        const t = perm[lo];
        perm[lo] = perm[hi];
        perm[hi] = t;
      }
      flips++;
    }
    if (flips > most) most = flips;
    checksum += permutation % 2 === 0 ? flips : -flips;
    for (;;) {
      if (r === n) return [checksum, most];
      const head = first[0];
      for (let i = 0; i < r; i++) first[i] = first[i + 1];
      first[r] = head;
      if (--count[r] > 0) break;
      r++;
    }
    permutation++;
  }
}

const [checksum, most] = fannkuch(10);
console.log(checksum + " " + most);
