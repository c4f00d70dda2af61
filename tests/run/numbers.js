// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Integral numbers that come from floating-point arithmetic are the integers everywhere they go.
const half = [0.5, 1.5, 2.5, -0.5, 0.25, 1e9, 4294967295.5];
const whole = (i) => half[i] + half[0]; // 1, 2, 3, 0: computed as doubles
const one = whole(0), two = whole(1), three = whole(2), zero = whole(3), minus = -half[3] * 2 - 2, big = half[5] + half[5];
console.log(one === 1, two == 2, Object.is(three, 3), zero === 0, Object.is(zero, 0), Object.is(-zero, -0), big === 2e9);
console.log([one, two, three].indexOf(2), [1, 2, 3].indexOf(two), [1, 2, 3].includes(three), [one, 2].lastIndexOf(1));
const a = ['a', 'b', 'c', 'd'];
console.log(a[one], a[three], a[minus], a.at(two), 'xyz'[one], 'xyz'.charAt(two), a.slice(one, three).join());
a[two] = 'C'; a[two + 2] = 'E'; delete a[zero];
console.log(a.join(), one in a, Object.keys(a).join(), a.length === two + three);
const m = new Map([[1, 'one'], [two, 'two'], [-0, 'zero']]);
console.log(m.get(one), m.get(2), m.get(zero), m.has(-zero), [...m.keys()].map((k) => Object.is(k, 0)).join());
const s = new Set([one, 1, two, 2, 0 / 0, NaN, -(0 / 0), zero, -0]);
console.log(s.size, [...s].join());
switch (two) { case 1: console.log('no'); break; case 2: console.log('case 2'); }
const o = { 1: 'p', [two]: 'q' }; o[three] = 'r';
console.log(JSON.stringify(o), o[one], o['2'], one in o, Object.hasOwn(o, three));
console.log(JSON.stringify([one, two, zero, -zero, big]), String(three), `${big}`, one + '', [one, -zero].join());
console.log(Number.isInteger(two), Number.isSafeInteger(big), (two).toString(2), (big).toFixed(1), parseInt(three), parseFloat(two));
console.log(two | 0, two << one, -two >>> zero, ~three, three & one, three % two, two ** three, -minus, big | 0, two / 4);
console.log(Math.max(one, 2), Math.imul(two, three), new Array(three).length, 'ab'.repeat(two), [..."abc"].fill('z', one, two).join());
const f64 = new Float64Array([NaN, -NaN, 1, 2.5]), bits = new Uint32Array(f64.buffer);
bits[1] = 0xffffffff; bits[3] = 0xfffe0000; bits[0] = 7; // NaNs whose bits would be other values
const picked = [f64[0], f64[1], f64[0] + 1, -f64[1], f64[0] * f64[1], f64[0] - f64[2], Math.max(f64[0], 1)];
console.log(picked.map(String).join(), new Set(picked).size, typeof picked[0], picked.includes(NaN), typeof picked[3]);
function sum(v) { let t = 0; for (let i = 0; i < v.length; i++) t = t / 2 + v[i]; return t; }
console.log(typeof sum(f64), Object.is(sum(f64), NaN), sum(f64.subarray(2)));
let counter = 0.5; counter += 0.5; const counted = []; while (counter < 4) counted[counter++] = counter;
console.log(counted.join(), counted.length);
const re = /a/g; re.lastIndex = one; console.log('aba'.replace(re, 'x'), re.lastIndex === zero, 'aba'.search(re));
console.log([three, 1, two].sort().join(), [10, two, one].sort((x, y) => x - y).join(), Array.from({ length: two }, (_, i) => i / 1).join());
