"use strict";
// Web streams: what they are made of, errors, and the order in which things happen.

console.log(new ReadableStream(), new WritableStream(), new TransformStream(), new CountQueuingStrategy({ highWaterMark: 1 }), new ReadableStream().getReader(), new WritableStream().getWriter());
for (const C of [ReadableStream, WritableStream, TransformStream, ReadableStreamDefaultReader, ReadableStreamDefaultController, WritableStreamDefaultWriter, WritableStreamDefaultController, TransformStreamDefaultController, CountQueuingStrategy, ByteLengthQueuingStrategy]) { const d = Object.getOwnPropertyDescriptors(C.prototype); console.log(C.name, C.length, Object.keys(d).join(), Reflect.ownKeys(d).filter(k => d[k].enumerable).map(String).join(), Object.getOwnPropertyNames(C).join(), Object.getOwnPropertyDescriptor(globalThis, C.name)?.enumerable); }
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
attempt(() => new ReadableStreamDefaultController());
attempt(() => new ReadableStreamDefaultReader(5));
attempt(() => new ReadableStream(5));
attempt(() => new ReadableStream({ type: 'x' }));
attempt(() => new ReadableStream({}, { highWaterMark: -1 }));
attempt(() => new ReadableStream({ start: 5 }));
attempt(() => new WritableStream({ type: 'x' }));
attempt(() => { const r = new ReadableStream(); r.getReader(); r.getReader(); });
attempt(() => new ReadableStream({ start(c) { console.log(c, c.desiredSize); c.close(); try { c.close(); } catch (e) { console.log(e.name, e.code, e.message); } try { c.enqueue(1); } catch (e) { console.log(e.name, e.code, e.message); } } }));
attempt(() => { const w = new WritableStream(); w.getWriter(); w.getWriter(); });
attempt(() => new CountQueuingStrategy());
attempt(() => new CountQueuingStrategy({}));
attempt(() => ReadableStream.prototype.getReader.call({}));
attempt(() => new ReadableStream().getReader({ mode: 'x' }));
attempt(() => ReadableStream.from(5));
attempt(() => new ReadableStream().pipeThrough({}));
(async () => {
  const p = async (f) => { try { console.log(await f()); } catch (e) { console.log(e?.name, e?.code, e?.message ?? e); } };
  
  await p(() => { const r = new ReadableStream(); r.getReader(); return r.cancel(); }); 
  await p(() => new ReadableStream().pipeTo({})); 
  await p(() => { const r = new ReadableStream().getReader(); r.releaseLock(); return r.read(); }); 
  await p(() => { const r = new ReadableStream().getReader(); r.releaseLock(); return r.closed; }); 
  await p(() => { const r = new ReadableStream().getReader(); const q = r.read(); r.releaseLock(); return q; }); 
  await p(() => ReadableStream.prototype.cancel.call({})); 
  await p(() => { const w = new WritableStream().getWriter(); w.releaseLock(); return w.write(1); }); 
  await p(() => { const s = new WritableStream(); const w = s.getWriter(); w.close(); return w.close(); }); 
  await p(() => { const s = new WritableStream(); s.getWriter(); return s.close(); }); 
  await p(() => { const s = new WritableStream(); const w = s.getWriter(); w.releaseLock(); return w.closed; });
attempt(() => { const w = new WritableStream().getWriter(); w.releaseLock(); return w.desiredSize; });
  const log = (name) => ({ start: () => console.log(name, "start"), write: (x) => console.log(name, "write", x), close: () => console.log(name, "close"), abort: (e) => console.log(name, "abort", e?.message ?? e) });
  const source = (name, n, fail) => {
    let i = 0;
    return new ReadableStream({
      start: () => console.log(name, "start"),
      pull(c) {
        if (/[efghtu]/.test(name)) console.log(name, "pull", c.desiredSize); // through pipes their order is free
        if (fail && i === fail) throw new RangeError(`${name} failed`);
        if (i++ < n) c.enqueue(i);
        else c.close();
      },
      cancel: (reason) => console.log(name, "cancel", reason?.message ?? reason),
    });
  };
  const settle = async (promise) => console.log("settled", await promise.catch((e) => `${e.name}: ${e.message}`));
  await settle(source("a", 3).pipeTo(new WritableStream(log("sink"))));
  await settle(source("b", 3, 2).pipeTo(new WritableStream(log("sink"))));
  await settle(source("b2", 3, 1).pipeTo(new WritableStream(log("sink")), { preventAbort: true }));
  await settle(source("c", 5).pipeTo(new WritableStream({ ...log("sink"), write(x) { if (x === 2) throw new Error("full"); } })));
  const controller = new AbortController();
  const slow = source("d", 9).pipeTo(new WritableStream({ ...log("sink"), write: () => new Promise((r) => setTimeout(r, 1)) }), { signal: controller.signal });
  controller.abort(new Error("stopped"));
  await settle(slow);
  for await (const x of source("e", 2)) console.log("e", x);
  for await (const x of source("f", 5)) if (x === 2) break;
  for await (const x of source("g", 5).values({ preventCancel: true })) if (x === 2) break;
  await settle((async () => { for await (const x of source("h", 5, 2)) console.log("h", x); })());
  const [one, two] = source("t", 3).tee();
  const read = async (name, stream) => { for await (const x of stream) console.log(name, x); };
  await Promise.all([read("one", one), read("two", two)]);
  const [left, right] = source("u", 3).tee();
  console.log(await Promise.all([left.cancel("l"), right.cancel("r")]));
  const transformed = [];
  const upper = new TransformStream({ start: (c) => c.enqueue("first"), transform(x, c) { transformed.push([x, c.desiredSize]); c.enqueue(`<${x}>`); c.enqueue("-"); }, flush: (c) => c.enqueue("last") });
  for await (const x of source("v", 2).pipeThrough(upper)) console.log("v", x);
  console.log(transformed);
  const strict = new TransformStream({ transform(x, c) { if (x === 2) c.terminate(); else if (x === 3) throw new Error("three"); else c.enqueue(x); } });
  await settle(source("w", 4).pipeThrough(strict).pipeTo(new WritableStream(log("sink"))));
  const failing = new TransformStream({ transform() { throw new TypeError("bad chunk"); }, cancel: (e) => console.log("cancel", e) });
  const w = failing.writable.getWriter();
  w.closed.catch((e) => console.log("closed", e.message));
  await settle(w.ready);
  const pair = [w.write(1), failing.readable.getReader().read()];
  for (const p of pair) await settle(p);
  console.log(failing);
  const bytes = new WritableStream(log("bytes"), new ByteLengthQueuingStrategy({ highWaterMark: 4 }));
  const writer = bytes.getWriter();
  console.log(writer.desiredSize);
  writer.write(new Uint8Array(3));
  console.log(writer.desiredSize);
  writer.write(new Uint8Array(3));
  console.log(writer.desiredSize);
  writer.ready.then(() => console.log("ready"));
  await settle(writer.close());
  await settle(writer.closed);
  const aborted = new WritableStream({ start(c) { c.signal.addEventListener("abort", () => console.log("signal", c.signal.reason)); }, write: () => new Promise((r) => setTimeout(r, 2)), abort: (e) => console.log("abort", e) });
  const aw = aborted.getWriter();
  const waiting = aw.write(1);
  aw.write(2).catch((e) => console.log("second", e));
  await null;
  await settle(aw.abort("enough"));
  await settle(waiting);
  await settle(aw.closed.catch((e) => `closed ${e}`));
  for await (const x of ReadableStream.from(["p", Promise.resolve("q")])) console.log(x);
  for await (const x of ReadableStream.from((async function* () { yield 1; yield 2; })())) console.log(x);
  await settle(ReadableStream.from((function* () { try { yield 1; yield 2; } finally { console.log("finally"); } })()).cancel("no"));
  const queued = new ReadableStream({ start(c) { c.enqueue("abc"); c.enqueue("de"); console.log(c.desiredSize); c.close(); } }, { highWaterMark: 8, size: (s) => s.length });
  const reader = queued.getReader();
  console.log(await reader.read(), await reader.read(), await reader.read(), await reader.closed);
  reader.releaseLock();
  console.log(queued, queued.locked);
  const order = [];
  const rs = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.error(new Error("late")); } });
  await settle(rs.getReader().read());
  const plain = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close(); } }).getReader();
  plain.read().then((x) => order.push(["read", x.value]));
  plain.closed.then(() => order.push("closed"));
  plain.read().then((x) => order.push(["read", x.value]));
  plain.read().then((x) => order.push(["done", x.done]));
  for (let i = 0; i < 5; i++) await null, order.push(i);
  console.log(order);
})();
