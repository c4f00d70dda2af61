// Buffer's methods on many values; numbers of bytes, texts and errors.
const texts = ["", "a", "hello world", "\u00e9", "\u65e5\u672c\u8a9e", "\ud83d\ude00x", "\ud800", "00ff", "0g", "YWJj", "_-8", "abcd".repeat(9)];
const encodings = ["utf8", "ucs2", "latin1", "ascii", "base64", "base64url", "hex"];
for (const t of texts) for (const e of encodings) {
  const b = Buffer.from(t, e);
  console.log(e, b, b.toString(e), b.toString(), Buffer.byteLength(t, e), Buffer.alloc(5).write(t, 1, e), Buffer.alloc(4, "ab").indexOf(t, 0, e));
}
const t = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
const src = Buffer.from([200, 237, 18, 55, 92, 129, 166, 203, 240, 21, 58, 95]);
for (const m of Object.keys(Buffer.prototype).filter((k) => /^(read|write)[A-Z]/.test(k)).sort())
  for (const o of [undefined, 0, 3, 11, 12, -1, 1.5, "0"])
    if (m.startsWith("read")) t(() => `${m} ${o} ${src[m](o, 3)}`);
    else for (const v of m.includes("Big") ? [0n, -1n, 2n ** 64n] : [0, 1, -1, 255, 256, 65536, 1.7, NaN, -(2 ** 31)])
      t(() => { const x = Buffer.from(src); return `${m} ${v} ${o} ${x[m](v, o, 3)} ${x.toString("hex")}`; });
console.log(Buffer.concat([src, Buffer.from("x")], 5), src.slice(2, -2), src.subarray(-3), src.equals(Buffer.from(src)), Buffer.compare(src, Buffer.alloc(2)), src.lastIndexOf(18), src.includes("z"));
console.log(Buffer.from(src).swap16(), Buffer.from(src).swap32(), Buffer.alloc(6).fill("abc", 1), JSON.stringify(Buffer.from("hi")), Buffer.isBuffer(src), src.copy(Buffer.alloc(3)), [...src.entries()].length);
for (const bad of [null, 5, {}, true, Symbol("s"), "x"]) { t(() => Buffer.from(bad)); t(() => Buffer.alloc(bad)); t(() => Buffer.concat(bad)); t(() => Buffer.alloc(2).fill(bad)); t(() => Buffer.alloc(2).equals(bad)); }
console.log(atob("aGk="), btoa("hi"), new TextEncoder().encode("\u00e9"), new TextDecoder("latin1").decode(src), new TextDecoder("utf-16le").decode(Buffer.from("hey", "ucs2")));
