const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = require("stream");
const sp = require("stream/promises");
const fs = require("fs");
const os = require("os");
const path = require("path");
const log = (...a) => console.log(...a);
const trace = (s, name, events) => { for (const e of events) s.on(e, (x) => log(name, e, x instanceof Error ? x.message : Buffer.isBuffer(x) ? x.toString() : typeof x === "object" && x ? "obj" : x)); return s; };
(async () => {
  const r = trace(new Readable({ read() { this.n = (this.n ?? 0) + 1; this.push(this.n > 3 ? null : `chunk${this.n}`); } }), "r", ["data", "end", "close", "pause", "resume"]);
  await sp.finished(r); log(r.readableEnded, r.destroyed);
  const w = trace(new Writable({ highWaterMark: 5, write(c, e, cb) { log("write", c.toString(), e); setImmediate(cb); }, final(cb) { log("final"); cb(); } }), "w", ["drain", "finish", "close", "prefinish"]);
  log(w.write("abc"), w.write("defg", () => log("cb")), w.writableLength, w.writableNeedDrain); w.end("z", () => log("end cb"));
  await sp.finished(w); log(w.writableFinished, w.writableEnded, w.destroyed);
  const up = new Transform({ transform(c, e, cb) { cb(null, c.toString().toUpperCase()); }, flush(cb) { this.push("!"); cb(); } });
  await new Promise((res) => pipeline(Readable.from(["a", "b", "c"]), up, new Writable({ write(c, e, cb) { log("got", c.toString()); cb(); } }), (e) => { log("done", e); res(); }));
  log(await Readable.from([1, 2, 3]).toArray());
  for await (const x of Readable.from((async function* () { yield "x"; yield "y"; })())) log(x);
  for await (const x of new Readable({ objectMode: true, read() { this.push(this.k === undefined ? { k: (this.k = 1) } : null); } })) log(x);
  try { for await (const x of new Readable({ read() { this.destroy(new Error("broken")); } })) log(x); } catch (e) { log("caught", e.message); }
  const dec = new Readable({ encoding: "utf8", read() {} }); dec.push(Buffer.from([0xe2, 0x82])); dec.push(Buffer.from([0xac])); dec.push(null); for await (const c of dec) log(c);
  const rd = new Readable({ read() {} }); rd.push("hello world"); rd.push(null); rd.on("readable", () => { let c; while ((c = rd.read(4)) !== null) log("4:", c.toString()); }); await sp.finished(rd).catch((e) => log(e.message));
  const p = new PassThrough(); p.write("1"); p.write("2"); p.end("3"); const parts = []; for await (const c of p) parts.push(c.toString()); log(parts.join(""));
  const d = new Duplex({ read() { this.push("r"); this.push(null); }, write(c, e, cb) { log("dw", c.toString()); cb(); } }); d.on("data", (c) => log("dr", c.toString())); d.end("x"); await sp.finished(d);
  const bad = new Writable({ write(c, e, cb) { cb(new Error("write failed")); } }); trace(bad, "bad", ["error", "close"]); bad.write("x", (e) => log("cb", e.message)); await new Promise((res) => bad.on("close", res));
  const ended = new Writable({ write(c, e, cb) { cb(); } }); ended.on("error", (e) => log(e.code, e.message)); ended.end(); ended.write("late"); await new Promise((res) => ended.on("close", res));
  for (const v of [null, 5, {}, undefined]) try { new Writable({ write() {} }).write(v); } catch (e) { log(e.code, e.message); }
  try { new Writable().write("x"); } catch (e) { log(e.code, e.message); }
  const rr = new Readable(); rr.on("error", (e) => log(e.code, e.message)); rr.read(); await new Promise((res) => rr.on("close", res));
  const wv = new Writable({ writev(list, cb) { log("writev", list.map((x) => x.chunk.toString())); cb(); } }); wv.cork(); wv.write("a"); wv.write("b"); wv.uncork(); wv.end(); await sp.finished(wv);
  await sp.pipeline(async function* () { yield "p"; yield "q"; }, async function* (src) { for await (const c of src) yield c + c; }, async (src) => { for await (const c of src) log("piped", c); });
  await sp.pipeline(Readable.from(["x"]), new Transform({ transform(c, e, cb) { cb(new Error("t")); } }), new PassThrough()).catch((e) => log("rejected", e.message));
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "st-")); const f = path.join(dir, "f");
  const ws = fs.createWriteStream(f); trace(ws, "ws", ["ready", "finish", "close"]); ws.write("line1\n"); ws.write("line2\n"); ws.end("end"); await sp.finished(ws); log(ws.bytesWritten);
  let all = ""; for await (const c of fs.createReadStream(f, "utf8")) all += c; log(JSON.stringify(all));
  let part = ""; for await (const c of fs.createReadStream(f, { start: 2, end: 7, encoding: "utf8", highWaterMark: 3 })) part += `[${c}]`; log(part);
  await sp.pipeline(fs.createReadStream(f), new Transform({ transform(c, e, cb) { cb(null, c.toString().replace(/line/g, "L")); } }), fs.createWriteStream(f + "2")); log(fs.readFileSync(f + "2", "utf8"));
  await new Promise((res) => fs.createReadStream(f + "none").on("error", (e) => { log(e.code, e.message.replace(dir, "DIR")); fs.rmSync(dir, { recursive: true }); res(); }));
  const big = Readable.from(Array.from({ length: 50 }, (_, i) => i)); let sum = 0; const slow = new Writable({ objectMode: true, highWaterMark: 4, write(c, e, cb) { sum += c; setImmediate(cb); } }); big.pipe(slow); await sp.finished(slow); log(sum);
  const a = new AbortController(); const ab = new Readable({ read() {}, signal: a.signal }); ab.on("error", (e) => log(e.name, e.code)); a.abort(); await new Promise((res) => ab.on("close", res));
  finished(Readable.from([]).resume(), (e) => log("finished cb", e));
  log(require("stream").Stream === require("stream"), new Duplex() instanceof Writable, new Transform() instanceof Readable, Writable() instanceof Writable);
  log(await require("stream/consumers").text(Readable.from(["té", "xt"])), await require("stream/consumers").json(Readable.from(['{"a":', "1}"])));
})();
