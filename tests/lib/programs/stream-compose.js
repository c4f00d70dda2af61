'use strict';
// stream.compose and Duplex.from.
const { compose, Duplex, Readable, Writable, Transform, PassThrough, pipeline, finished } = require('stream');
function t(label, f) { try { console.log(label, f()); } catch (e) { console.log(label, e.name, e.code, e.message); } }
const up = () => new Transform({ transform(c, e, cb) { cb(null, String(c).toUpperCase()); } });
(async () => {
  t('bad', () => Duplex.from(1)); t('bad', () => Duplex.from(() => {})); t('bad', () => Duplex.from(() => 5)); t('bad', () => Duplex.from({})); t('bad', () => Duplex.from(null)); t('bad', () => compose()); t('bad', () => compose(1)); for (const f of [() => compose(new Readable({ read() {} }), new Readable({ read() {} })), () => compose(new Writable({ write() {} }), new Writable({ write() {} }))]) try { f(); } catch (e) { console.log(e.code, e.message.split('.')[0]); }
  const s = compose(async function* (src) { for await (const c of src) yield String(c).toUpperCase(); }, async function* (src) { for await (const c of src) yield c + c; });
  console.log(s.constructor.name, s.readable, s.writable, s.readableObjectMode, s.writableObjectMode);
  s.end('abc'); for await (const c of s) console.log(String(c));
  const d = Duplex.from(async function* (src) { for await (const c of src) yield c + '!'; });
  console.log(d.constructor.name, d.readable, d.writable, d.readableObjectMode, d.writableObjectMode);
  d.write('x'); d.end('y'); for await (const c of d) console.log(String(c));
  const e = Duplex.from({ readable: Readable.from(['a', 'b']), writable: new Writable({ write(c, en, cb) { console.log('w', String(c)); cb(); }, final(cb) { console.log('final'); cb(); } }) });
  e.end('q'); for await (const c of e) console.log(String(c));
  const p = Duplex.from(Promise.resolve('zz')); console.log(p.readable, p.writable); for await (const c of p) console.log(c);
  const b = Duplex.from(new Blob(['blobby'])); for await (const c of b) console.log(String(c));
  console.log(await Readable.from([1, 2, 3]).compose(async function* (s) { for await (const x of s) yield x * 2; }).toArray());
  const tr = compose(up(), new PassThrough()); tr.end('pass'); console.log(String((await tr.toArray())[0]));
  const rd = compose(Readable.from(['x', 'y']), up()); console.log(rd.readable, rd.writable); console.log((await rd.toArray()).map(String).join(''));
  const out = []; const wr = compose(up(), new Writable({ write(c, en, cb) { out.push(String(c)); cb(); } })); console.log(wr.readable, wr.writable); wr.end('zz'); await new Promise((r) => wr.on('finish', r)); console.log(out);
  const last = compose(up(), async function (src) { let n = 0; for await (const c of src) n += c.length; console.log('n', n); }); console.log(last.readable, last.writable); last.end('four'); await new Promise((r) => last.on('finish', r));
  const bad = compose(up(), new Transform({ transform(c, en, cb) { cb(new Error('mid')); } })); bad.on('error', (er) => console.log('error', er.message)); bad.end('x'); await new Promise((r) => bad.on('close', r));
  const gen = Duplex.from(async function* (src) { for await (const c of src) { yield c; throw new Error('gen'); } }); gen.on('error', (er) => console.log('error', er.message)); gen.write('1'); gen.resume(); await new Promise((r) => gen.on('close', r));
  const rej = Duplex.from(Promise.reject(new Error('rej'))); rej.on('error', (er) => console.log('error', er.message)); rej.resume(); await new Promise((r) => rej.on('close', r));
  const it = Duplex.from([1, 2]); console.log(it.readable, it.writable, await it.toArray()); const str = Duplex.from('str'); console.log(str.writable, await str.toArray()); const r2 = Duplex.from(Readable.from(['r'])); console.log(r2.writable, (await r2.toArray()).map(String)); const same = new PassThrough(); console.log(Duplex.from(same) === same);
  const sink = Duplex.from(async function (src) { for await (const c of src) console.log('sink', String(c)); }); console.log(sink.readable, sink.writable); sink.end('s'); await new Promise((r) => sink.on('finish', r));
  const w2 = Duplex.from(new Writable({ write(c, en, cb) { console.log('w2', String(c)); cb(); } })); console.log(w2.readable, w2.writable); w2.end('k'); await new Promise((r) => w2.on('finish', r));
  const ex = compose(Readable.from(['p']), new PassThrough(), async function (s) { for await (const c of s) console.log('end', String(c)); }); console.log(ex.readable, ex.writable); await new Promise((r) => ex.on('close', r)); console.log('done');
  await more();
})().catch((e) => console.log('FAIL', e));
async function more() {
  // back pressure and order
  let n = 0; const src = Readable.from((function* () { for (let i = 0; i < 500; i++) { n++; yield i; } })());
  const d = compose(src, new Transform({ objectMode: true, transform(c, e, cb) { setImmediate(cb, null, c * 2); } }), async function* (s) { for await (const c of s) yield c + 1; });
  let sum = 0; for await (const c of d) sum += c; console.log(n, sum);
  const big = compose(new PassThrough(), new PassThrough()); let bytes = 0; big.on('data', (c) => (bytes += c.length)); for (let i = 0; i < 50; i++) if (!big.write(Buffer.alloc(20000))) await new Promise((r) => big.once('drain', r)); big.end(); await new Promise((r) => big.on('end', r)); console.log(bytes);
  // early end of a consumer
  const e = Duplex.from(async function* (s) { for (let i = 0; ; i++) yield i; }); for await (const c of e) if (c === 3) break; console.log('destroyed', e.destroyed);
  const h = Duplex.from({ readable: new PassThrough(), writable: new PassThrough() }); h.on('error', (er) => console.log(er.message)); h.destroy(new Error('x')); await new Promise((r) => h.on('close', r)); console.log(h.destroyed);
  const q = Duplex.from({ writable: new Writable({ write(c, en, cb) { cb(new Error('wfail')); } }) }); q.on('error', (er) => console.log(er.message)); q.write('a'); await new Promise((r) => q.on('close', r));
  const sig = await new Promise((res) => { const z = Duplex.from(async function (s, { signal }) { signal.addEventListener('abort', () => res('aborted')); for await (const c of s); }); z.on('error', () => {}); z.destroy(new Error('gone')); }); console.log(sig);
  const ws = Duplex.from(new WritableStream({ write(c) { console.log('web', String(c)); }, close() { console.log('web close'); } })); ws.end('k'); await new Promise((r) => ws.on('finish', r));
  const rs = Duplex.from(new ReadableStream({ start(c) { c.enqueue('r1'); c.close(); } })); console.log((await rs.toArray()).map(String));
  const ac = new AbortController(); const cs = Readable.from([1, 2]).compose(new PassThrough({ objectMode: true }), { signal: ac.signal }); cs.on('error', (er) => console.log(er.name)); ac.abort(); await new Promise((r) => cs.on('close', r));
}

