"use strict";
const zlib = require("node:zlib");
const { promisify } = require("node:util");
const { pipeline, Readable } = require("node:stream");
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.errno, e.message, Object.keys(e).join());
  }
};
const text = Buffer.from(Array.from({ length: 3000 }, (_, i) => `line ${i % 37} of ${(i * i) % 101} é\n`).join(""));
const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 2)) & 255));
const kinds = [["deflate", "inflate"], ["gzip", "gunzip"], ["deflateRaw", "inflateRaw"], ["gzip", "unzip"], ["deflate", "unzip"]];
for (const [pack, unpack] of kinds)
  for (const options of [{}, { level: 1 }, { level: 9, memLevel: 9 }, { level: 0 }, { windowBits: 9 }, { strategy: zlib.constants.Z_HUFFMAN_ONLY }, { strategy: zlib.constants.Z_RLE }, { strategy: zlib.constants.Z_FIXED }])
    for (const data of [text, noise, Buffer.alloc(0)]) {
      const packed = zlib[`${pack}Sync`](data, options);
      const back = zlib[`${unpack}Sync`](packed, pack === "deflateRaw" ? { windowBits: 15 } : {});
      console.log(pack, unpack, options, back.equals(data), packed.length < data.length);
    }
// What the reference made of it.
const made = "H4sIAAAAAAAAA8tNTElVSKpUKMlIVShKTUstSs1LTtXBEAEAyXTYACcAAAA=";
console.log(zlib.gunzipSync(Buffer.from(made, "base64")).toString(), zlib.gzipSync("").length);
for (const s of ["a", "abc", "hello hello hello"]) console.log(zlib.deflateSync(s), zlib.gzipSync(s), zlib.deflateRawSync(s));
const dictionary = Buffer.from("hello world");
const withDictionary = zlib.deflateSync("hello hello world", { dictionary });
console.log(zlib.inflateSync(withDictionary, { dictionary }).toString());
for (const f of [
  () => zlib.inflateSync(Buffer.from("abc")),
  () => zlib.inflateSync(zlib.deflateSync("aaaa").subarray(0, 5)),
  () => zlib.inflateSync(zlib.deflateSync("aaaa").subarray(0, 5), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString(),
  () => zlib.gunzipSync("x"),
  () => zlib.inflateSync(""),
  () => zlib.inflateSync(5),
  () => zlib.deflateSync("a", { level: 15 }),
  () => zlib.deflateSync("a", { level: "x" }),
  () => zlib.deflateSync("a", { windowBits: 1 }),
  () => zlib.deflateSync("a", { memLevel: 10 }),
  () => zlib.deflateSync("a", { chunkSize: 1 }),
  () => zlib.deflateSync("a", { flush: 9 }),
  () => zlib.deflateSync("a", { dictionary: 5 }),
  () => zlib.inflateSync(withDictionary),
  () => zlib.inflateSync(withDictionary, { dictionary: Buffer.from("b") }),
  () => zlib.inflateSync(zlib.deflateSync("a".repeat(100)), { maxOutputLength: 10 }),
  () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync("a"), zlib.gzipSync("b")])).toString(),
  () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync("a"), Buffer.from("b")])).toString(),
  () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync("a"), Buffer.alloc(3)])).toString(),
  () => zlib.inflateSync(Buffer.concat([zlib.deflateSync("a"), Buffer.from("bbb")])).toString(),
  () => zlib.inflateRawSync(zlib.deflateSync("a")),
  () => zlib.deflate("a"),
  () => zlib.createGzip({ level: 20 }),
  () => [zlib.crc32("abc"), zlib.crc32("abc", 5), zlib.crc32(noise)],
  () => zlib.crc32(5),
  () => zlib.brotliDecompressSync(Buffer.from("Gy0A+I2Ubt5EVYaWbCBvCQwth/QBOPCCksVh0o1Q", "base64")).toString(),
  () => zlib.brotliDecompressSync(Buffer.from("G48B+AU8ZCFlH4UJAqOBe0Tqb3cD", "base64")).toString(),
  () => zlib.constants.Z_BEST_SPEED + zlib.codes.Z_OK + zlib.Z_BEST_COMPRESSION,
  () => { // what pngjs does
    const inflate = new zlib.Inflate();
    const packed = zlib.deflateSync("abc".repeat(9));
    const out = Buffer.alloc(30, 46);
    inflate._handle.writeSync(zlib.constants.Z_FINISH, packed, 0, packed.length, out, 2, 28);
    return `${out} ${inflate._writeState} ${inflate._outBuffer.length} ${inflate._finishFlushFlag}`;
  },
])
  attempt(f);
const collect = async (stream) => {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};
(async () => {
  console.log((await promisify(zlib.gzip)("abc")).length);
  console.log(String(await promisify(zlib.unzip)(zlib.gzipSync("promised"))));
  console.log(await promisify(zlib.inflate)("nonsense").catch((e) => [e.message, e.code, e.errno]));
  const packed = await collect(Readable.from([text, noise, text]).pipe(zlib.createGzip()));
  const pieces = [];
  for (let i = 0; i < packed.length; i += 1000) pieces.push(packed.subarray(i, i + 1000));
  const back = await collect(Readable.from(pieces).pipe(zlib.createGunzip()));
  console.log(back.equals(Buffer.concat([text, noise, text])));
  const two = Buffer.concat([zlib.gzipSync("first "), zlib.gzipSync("second")]);
  console.log(String(await collect(Readable.from([two.subarray(0, 26), two.subarray(26)]).pipe(zlib.createUnzip()))));
  console.log(String(await collect(Readable.from([zlib.deflateRawSync("raw")]).pipe(zlib.createInflateRaw()))));
  await new Promise((done) => pipeline(Readable.from(["bad"]), zlib.createInflate(), async function* (s) { for await (const x of s) yield x; }, (e) => done(console.log(e?.message, e?.code))));
  const s = zlib.createDeflate();
  const parts = [];
  s.on("data", (d) => parts.push(d.length > 0));
  s.write("a");
  await new Promise((done) => s.flush(() => done(console.log("flushed", s.bytesWritten, parts.length > 0))));
  s.end("b", () => console.log("ended"));
  await new Promise((done) => s.on("end", done));
  console.log(s.bytesWritten, s instanceof zlib.Deflate, zlib.Gzip() instanceof require("stream").Transform);
  const inner = new zlib.Gunzip();
  const whole = zlib.gzipSync(Buffer.concat([noise, noise]));
  const concat = Buffer.concat;
  const outputs = [];
  for (let i = 0; i < whole.length; i += 5000) {
    const { _handle, close } = inner;
    _handle.close = inner.close = () => {};
    Buffer.concat = (list) => list;
    outputs.push(inner._processChunk(whole.subarray(i, i + 5000), i + 5000 < whole.length ? 0 : 4));
    Buffer.concat = concat;
    Object.assign(inner, { _handle, close });
  }
  console.log("chunks", Buffer.concat(outputs.flat()).equals(Buffer.concat([noise, noise])));
  const once = new zlib.Deflate();
  console.log(String(zlib.inflateSync(once._processChunk(Buffer.from("once"), 4))), once._handle);
  try {
    new zlib.Inflate()._processChunk(Buffer.from("bad"), 4);
  } catch (e) {
    console.log(e.message, e.code, e.errno);
  }
  new zlib.DeflateRaw()._processChunk(Buffer.from("later"), 4, () => console.log("processed"));
})();
