// Sieve of Eratosthenes over an ordinary array, several times.
"use strict";

function sieve(n) {
  const composite = new Array(n + 1).fill(false);
  let primes = 0;
  for (let i = 2; i <= n; i++) {
    if (composite[i]) continue;
    primes++;
    for (let k = i + i; k <= n; k += i) composite[k] = true;
  }
  return primes;
}

let total = 0;
for (let round = 0; round < 30; round++) total += sieve(1000000);
console.log(total);
