// Prints what the reference Node makes of random BigInts, for bigint-compare.c:
//   node bigint-expected.cjs COUNT [SEED] | bigint-compare
// One case a line: operation, operands, expected, with BigInts in hexadecimal, doubles as hexadecimal bits.
'use strict';

const count = Number(process.argv[2] ?? 2000);
let seed = BigInt(process.argv[3] ?? 1);
const mask = (1n << 64n) - 1n;
function next() {
  seed = (seed * 6364136223846793005n + 1442695040888963407n) & mask;
  return Number(seed >> 33n);
}
const bits = new BigUint64Array(1);
const view = new Float64Array(bits.buffer);
const hexDouble = (x) => ((view[0] = x), bits[0].toString(16));
const hex = (n) => n.toString(16);

function random(maxDigits) {
  const digits = next() % (maxDigits + 1);
  let n = 0n;
  for (let i = 0; i < digits; i++) {
    let digit = (BigInt(next()) << 33n) ^ (BigInt(next()) << 5n) ^ BigInt(next());
    const kind = next() % 8;
    if (kind === 0) digit = 0n;
    if (kind === 1) digit = mask;
    if (kind === 2) digit = 1n << BigInt(next() % 64);
    n = (n << 64n) | (digit & mask);
  }
  if (next() % 4 === 0) n >>= BigInt(next() % 64);
  return next() % 2 ? -n : n;
}

const out = [];
const emit = (...parts) => out.push(parts.join('\t'));
for (let i = 0; i < count; i++) {
  const size = next() % 40 === 0 ? 300 : next() % 8 === 0 ? 90 : 6;
  const a = random(size);
  const b = next() % 3 ? random(size) : random(2);
  emit('add', hex(a), hex(b), hex(a + b));
  emit('sub', hex(a), hex(b), hex(a - b));
  emit('mul', hex(a), hex(b), hex(a * b));
  if (b) {
    emit('div', hex(a), hex(b), hex(a / b));
    emit('mod', hex(a), hex(b), hex(a % b));
    emit('div', hex(a * b), hex(b), hex(a));
    emit('mod', hex(a * b + b - 1n), hex(b), hex((a * b + b - 1n) % b));
  }
  emit('and', hex(a), hex(b), hex(a & b));
  emit('or', hex(a), hex(b), hex(a | b));
  emit('xor', hex(a), hex(b), hex(a ^ b));
  emit('not', hex(a), '0', hex(~a));
  const shift = next() % 400;
  emit('shl', hex(a), hex(shift), hex(a << BigInt(shift)));
  emit('shr', hex(a), hex(shift), hex(a >> BigInt(shift)));
  emit('asint', hex(a), hex(shift), hex(BigInt.asIntN(shift, a)));
  emit('asuint', hex(a), hex(shift), hex(BigInt.asUintN(shift, a)));
  const small = random(2);
  const exponent = next() % 40;
  emit('pow', hex(small), hex(exponent), hex(small ** BigInt(exponent)));
  emit('compare', hex(a), hex(b), a < b ? '-1' : a > b ? '1' : '0');
  emit('todouble', hex(a), '0', hexDouble(Number(a)));
  // Numbers near a tie of doubles
  const tie = ((1n << 53n) + BigInt(next())) * 2n + 1n;
  const moved = (tie << BigInt(shift)) + BigInt((next() % 3) - 1);
  emit('todouble', hex(moved), '0', hexDouble(Number(moved)));
  const x = next() % 2 ? Number(a) : Number(small) + (next() % 4) / 4;
  if (Number.isFinite(x)) {
    emit('fromdouble', hexDouble(Math.trunc(x)), '0', hex(BigInt(Math.trunc(x))));
    for (const c of [a, small, BigInt(Math.trunc(x))])
      emit('cmpdouble', hex(c), hexDouble(x), c < x ? '-1' : c > x ? '1' : '0');
  }
  const radix = 2 + (next() % 35);
  emit('string', hex(a), hex(radix), a.toString(radix));
  emit('string', hex(a), hex(10), a.toString());
  if (out.length > 2000) {
    process.stdout.write(out.join('\n') + '\n');
    out.length = 0;
  }
}
process.stdout.write(out.join('\n') + '\n');
