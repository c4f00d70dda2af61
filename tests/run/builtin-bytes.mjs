// RUN: %jsc %level %s -o %t && %t > %t.out && %node %s > %t.ref && diff %t.ref %t.out
// Base64 and hexadecimal text of Uint8Array, Float16Array.
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name + ": " + e.message);
  }
};
t(() => Uint8Array.fromBase64(5));
t(() => Uint8Array.fromBase64("a"));
t(() => Uint8Array.fromBase64("ab="));
t(() => Uint8Array.fromBase64("a*bc"));
t(() => Uint8Array.fromBase64("", 5));
t(() => Uint8Array.fromBase64("", { alphabet: "x" }));
t(() => Uint8Array.fromBase64("", { lastChunkHandling: "x" }));
t(() => Uint8Array.fromBase64("ab=="));
t(() => Uint8Array.fromBase64("ab==", { lastChunkHandling: "strict" }));
t(() => Uint8Array.fromBase64("ab", { lastChunkHandling: "strict" }));
t(() => Uint8Array.fromHex(5));
t(() => Uint8Array.fromHex("a"));
t(() => Uint8Array.fromHex("zz"));
t(
  () =>
    new Uint8Array([1, 2, 255]).toHex() +
    new Uint8Array([251, 255]).toBase64({
      alphabet: "base64url",
      omitPadding: true,
    }),
);
t(() => new Float16Array([1.1, 65520, -0]));
t(() => Math.f16round(1.337));
t(() => new DataView(new ArrayBuffer(2)).getFloat16(0));

const half = new Float16Array(1),
  bits = new Uint16Array(half.buffer);
let sum = 0;
for (let i = 0; i < 65536; i++) {
  bits[0] = i;
  const v = half[0];
  half[0] = v;
  sum = (sum * 31 + bits[0] + (v === v ? v : 0)) % 1e9;
}
t(() => sum);
t(() =>
  [
    1 / 3,
    65519.99,
    65520,
    5.960464477539063e-8,
    2.98e-8,
    2.9802322387695312e-8,
    1e-9,
    2049,
    2051,
  ].map((v) => new Float16Array([v])[0]),
);
t(() => new Float16Array([3, NaN, -0, 0, -1, Infinity]).sort());
t(() => structuredClone(new Float16Array([1.5])));
