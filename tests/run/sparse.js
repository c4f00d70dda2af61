// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Stores far beyond the end make a dictionary of an object, also where each index is twice the one before.
const flags = {};
for (let i = 0; i < 31; i++) flags[(flags["k" + i] = 2 ** i)] = "k" + i;
const powers = [];
for (let i = 1; i < 2 ** 30; i *= 2) powers[i] = i;
const thirds = [];
for (let i = 0; i < 3e5; i += 3) thirds[i] = i;
console.log(Object.keys(flags).length, flags[2 ** 30], powers.length, Object.keys(powers).join());
console.log(thirds.length, thirds[29997], thirds[1]);
console.log(process.memoryUsage().rss < 200e6);
