// stream.compose, Duplex.from, and what is an instance of Writable.
const { compose, Duplex, Readable, Writable, PassThrough, pipeline } = require('stream');
(async () => {
  const up = async function* (s) { for await (const c of s) yield String(c).toUpperCase(); };
  const ex = async function* (s) { for await (const c of s) yield c + '!'; };
  let r = compose(up, ex); r.end('hi'); let out=''; for await (const c of r) out += c; console.log(1, out);
  console.log(2, await Readable.from(['a','b']).compose(up).toArray());
  const d = Duplex.from(async function (s) { let t=''; for await (const c of s) t += c; console.log(3, t); });
  d.write('x'); d.end('y'); await new Promise(r => d.on('finish', r));
  console.log(4, await Duplex.from(Promise.resolve('v')).toArray(), await Duplex.from(['q','r']).toArray());
  const p = new PassThrough(); const w = []; const pair = Duplex.from({ readable: Readable.from(['r1','r2']), writable: new Writable({ objectMode: true, write(c, e, cb) { w.push(String(c)); cb(); } }) });
  pair.end('w1'); console.log(5, await pair.toArray(), w);
  console.log(6, Duplex.from(p) === p);
  const c2 = compose(new PassThrough(), up, new PassThrough()); pipeline(Readable.from(['p','q']), c2, async function (s) { let t=''; for await (const c of s) t += c; console.log(7, t); }, (e) => console.log(8, e));
  await new Promise(r => setTimeout(r, 20));
  const bad = compose(async function* (s) { for await (const c of s) throw new Error('inner'); }, new PassThrough()); bad.on('error', (e) => console.log(9, e.message)); bad.write('a');
  await new Promise(r => setTimeout(r, 20));
  for (const f of [() => compose(new Writable({ write() {} }), new PassThrough()), () => compose(new PassThrough(), Readable.from([1]))]) try { f(); } catch (e) { console.log(e.code, e.message.slice(0, 60)); }
  for (const f of [() => compose(), () => Duplex.from(5)]) try { f(); } catch (e) { console.log(e.code, e.message); }
  console.log(process.stdout instanceof Writable, process.stderr instanceof Writable, ({}) instanceof Writable, new PassThrough() instanceof Writable, new Readable() instanceof Writable, new (class extends Writable {})() instanceof Writable);
  console.log(await Duplex.from(new Blob(['blob'])).toArray());
})();
