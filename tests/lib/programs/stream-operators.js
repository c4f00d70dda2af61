"use strict";
// map, filter, take and the other operators of readable streams.

const { Readable } = require('stream');
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const src = (n = 6) => Readable.from(Array.from({ length: n }, (_, i) => i + 1));
(async () => {
  const log = (...a) => console.log(...a);
  log(await src().map((x) => x * 2).toArray());
  log(await src().map(async (x) => { await sleep(10 - x); return x * 3; }, { concurrency: 3 }).toArray());
  log(await src().filter((x) => x % 2).toArray());
  log(await src().filter(async (x) => x > 3, { concurrency: 2 }).map((x) => 'v' + x).toArray());
  await src(3).forEach((x) => log('each', x)); log('done');
  log(await src().some((x) => x > 4), await src().some((x) => x > 40), await src().every((x) => x < 4), await src().every((x) => x < 40));
  log(await src().find((x) => x > 4), await src().find((x) => x > 40));
  log(await src().flatMap((x) => [x, x]).toArray(), await src(2).flatMap(async function* (x) { yield x; yield -x; }).toArray());
  log(await src().take(2).toArray(), await src().drop(4).toArray(), await src().take(0).toArray(), await src().drop(100).toArray());
  log(await src().reduce((a, b) => a + b), await src().reduce((a, b) => a + b, 10), await src().reduce(async (a, b) => a * b, 1));
  for (const f of [() => src(0).reduce((a, b) => a), () => src().map((x) => { if (x === 3) throw new Error('three'); return x; }).toArray(), () => src().forEach(async (x) => { if (x === 2) throw new Error('two'); }), () => src().map(5), () => src().map((x) => x, { concurrency: 0 }), () => src().map((x) => x, 5), () => src().map((x) => x, { signal: {} }), () => src().filter(), () => src().forEach(null), () => src().take(-1), () => src().drop('x').toArray(), () => src().take('a').toArray(), () => src().toArray(5), () => src().reduce(), () => src().map((x) => x, { signal: AbortSignal.abort() }).toArray(), () => src().toArray({ signal: AbortSignal.abort() }), () => src().forEach(() => { }, { signal: AbortSignal.abort() }), () => src().reduce((a) => a, 0, { signal: AbortSignal.abort() })]) try { log(await f()); } catch (e) { log(e.name, e.code, e.message); }
  const s = src(); for await (const x of s.map((x) => x)) { if (x === 2) break; } log(s.destroyed);
  const ac = new AbortController(); try { await src(100).map(async (x) => { await sleep(2); if (x === 3) ac.abort(); return x; }, { signal: ac.signal }).toArray(); } catch (e) { log(e.name, e.code); }
  let active = 0, most = 0; await src(10).map(async (x) => { most = Math.max(most, ++active); await sleep(1); active--; }, { concurrency: 4 }).toArray(); log(most);
  log(await src(3).map((x, { signal }) => signal instanceof AbortSignal).toArray());
  log(await Readable.from(['a', 'b']).map((x) => x.toUpperCase()).reduce((a, b) => a + b), Readable.prototype.map.length, Readable.prototype.map.name);
})();
(async () => {
  const failing = (async function* () {
    yield 1;
    throw new RangeError("source failed");
  })();
  await require("stream").Readable.from(failing).map((x) => x).toArray().catch((e) => console.log(e.name, e.message));
})();
