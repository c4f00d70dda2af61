// Prints what the reference Node makes of numbers and strings, for decimal-compare.c:
//   node decimal-expected.cjs COUNT [SEED] | decimal-compare
// One case a line: operation, operand as hexadecimal bits (or text), argument, expected text (or bits).
'use strict';

const count = Number(process.argv[2] ?? 2000);
let seed = BigInt(process.argv[3] ?? 1);
const bits = new BigUint64Array(1);
const value = new Float64Array(bits.buffer);

function next() {
  seed = BigInt.asUintN(64, seed * 6364136223846793005n + 1442695040888963407n);
  return Number(seed >> 33n);
}

function random() {
  const [a, b, c] = [next(), next(), next()];
  switch (a % 8) {
    case 0:
      return (b % 2000000) / 100;
    case 1:
      return b / (c + 1);
    case 2:
      return b * c;
    case 3:
      return (b % 1000) * 10 ** ((c % 40) - 20);
    case 4:
      return (b % 65536) / 2 ** (c % 20);
    case 5:
      return 2 ** ((b % 2098) - 1074);
    default:
      bits[0] = (BigInt(b) << 33n) ^ (BigInt(c) << 8n) ^ BigInt(a);
      return value[0];
  }
}

const hex = (x) => ((value[0] = x), bits[0].toString(16).padStart(16, '0'));
const out = [];
const emit = (...parts) => out.push(parts.join('\t'));

const specials = [
  0, -0, 1, -1, NaN, Infinity, -Infinity, 5e-324, 2.2250738585072014e-308, 2.225073858507201e-308,
  1.7976931348623157e308, 1e21, 1e20, 999999999999999900000, 1e-6, 1e-7, 123456789012345680000, 0.1, 0.5, 1.5, 2.5,
  1.45, 8.345, 1.005, 10.235, 0.000001, 0.95, 99.5, 999.95, 1e23, 9007199254740993, 4294967295.5, 1 / 3, 2 ** 53,
];

for (let i = 0; i < count; i++) {
  let x = i < specials.length ? specials[i] : random();
  if (next() % 8 === 0) x = -x;
  const h = hex(x);
  emit('string', h, 0, String(x));
  const digits = next() % 4 ? next() % 21 : next() % 101;
  emit('fixed', h, digits, x.toFixed(digits));
  emit('exponential', h, digits, x.toExponential(digits));
  emit('exponential', h, -1, x.toExponential());
  emit('precision', h, digits || 1, x.toPrecision(digits || 1));
  if (Number.isFinite(x)) {
    emit('locale', h, 3, x.toLocaleString('en-US'));
    const places = next() % 21;
    emit('locale', h, places, x.toLocaleString('en-US', { maximumFractionDigits: places }));
  }
  const radix = 2 + (next() % 35);
  emit('radix', h, radix, x.toString(radix));
  // Reading: the shortest text, one with more and one with fewer digits, a midpoint.
  const texts = [String(x)];
  if (Number.isFinite(x)) {
    texts.push(x.toExponential(next() % 30), x.toPrecision(1 + (next() % 100)));
    texts.push(`${next()}${next()}${next()}`.slice(0, 1 + (next() % 30)) + `e${(next() % 700) - 350}`);
    if (Math.abs(x) < 2 ** 60) {
      value[0] = Math.abs(x);
      bits[0] += 1n;
      const above = value[0];
      const half = (above - Math.abs(x)) / 2;
      // Exact decimal of the midpoint: through BigInt and a power of two that clears the fraction.
      const places = 1080;
      if (half > 2 ** -480) {
        const scale = 2 ** 500;
        const n = (BigInt(Math.abs(x) * scale) << 600n) + (BigInt(half * scale) << 600n);
        let text = ((n * 10n ** BigInt(places)) >> 1100n).toString().padStart(places + 1, '0');
        text = `${text.slice(0, -places)}.${text.slice(-places)}`;
        if (Math.abs(x) * scale < 2 ** 1023) texts.push(text, `${text}1`, text.replace(/0*$/, ''));
      }
    }
  }
  for (const text of texts) emit('parse', text, 0, hex(Number(text)));
  const integer = Math.floor(Math.abs(x));
  const text = integer.toString(radix);
  emit('int', text, radix, hex(parseInt(text, radix)));
  const long = Array.from({ length: 1 + (next() % 60) }, () => (next() % radix).toString(radix)).join('');
  emit('int', long, radix, hex(parseInt(long, radix)));
  if (out.length > 10000) {
    process.stdout.write(out.join('\n') + '\n');
    out.length = 0;
  }
}

const strings = [
  '', ' ', '\\t12 ', '0x1F', '0X1f', '0b101', '0o17', '-0x10', '0x', '0b2', '1e', '1e+', '.5', '5.', '.', '+.5e1',
  '-Infinity', 'Infinity', '+Infinity', 'infinity', 'Infinityx', '1_000', '12px', '1 2', '-', '+', '--1', '-0', '1e1000',
  '1e-1000', '0x1fffffffffffff8', '0x20000000000001', '0x20000000000003', '0b' + '1'.repeat(70), '08', '1n', '0e5',
  '1e00000000000000000005', '00000000000000000000000000012', '0.0000000000000000000000000000000000000012', '1.e1', '1..2',
];
for (const text of strings) {
  const raw = text.replace('\\t', '\t').replace('\t', ' ');
  emit('parse', raw, 0, hex(Number(raw)));
  emit('float', raw, 0, hex(parseFloat(raw)));
  for (const radix of [0, 10, 16, 2, 8, 36, 37, 1]) emit('int', raw, radix, hex(parseInt(raw, radix)));
}
process.stdout.write(out.join('\n') + '\n');
