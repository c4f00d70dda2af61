// Async functions, async generators, promises and timers: the order in which things happen is the output.

import { setTimeout as sleep } from "node:timers/promises";
import { EventEmitter } from "node:events";

const log = [];
const note = (...parts) => void log.push(parts.join(" "));
function flush(title) {
  console.log(`## ${title}`);
  console.log(log.splice(0).join("\n"));
}

// ---- the order of macrotasks and microtasks ----

setTimeout(() => {
  note("timeout 0");
  setTimeout(() => note("timeout in timeout"), 0);
  setImmediate(() => note("immediate"));
  process.nextTick(() => note("tick in timeout"));
}, 0);
setTimeout(() => note("timeout 400"), 400); // long after all else, also with a collection at every allocation
process.nextTick(() => note("tick"));
queueMicrotask(() => note("microtask"));
Promise.resolve().then(() => note("then 1")).then(() => note("then 2"));
(async () => {
  note("async start");
  await null;
  note("async after await");
  process.nextTick(() => note("tick in async"));
  await sleep(200);
  note("async after sleep");
})();
note("sync end");
await sleep(800);
flush("order");

// ---- async generators ----

async function* count(from, to, ms) {
  try {
    for (let i = from; i <= to; i++) {
      if (ms) await sleep(ms);
      const sent = yield i;
      if (sent !== undefined) note("sent", sent);
    }
    return "end";
  } finally {
    note("finally", from);
  }
}
for await (const n of count(1, 3, 1)) note(n);
for await (const n of count(1, 9)) if (n === 2) break;
const g = count(5, 9);
note(JSON.stringify(await Promise.all([g.next(), g.next("a"), g.next("b"), g.return("r"), g.next()])));
const t = count(7, 9);
await t.next();
note(await t.throw(new Error("thrown in")).catch((e) => e.message), JSON.stringify(await t.next()));
async function* delegate() {
  const result = yield* count(1, 2);
  yield `delegate got ${result}`;
  yield* [Promise.resolve("p"), "q"];
}
for await (const v of delegate()) note(v);
flush("generators");

async function* map(source, fn) {
  for await (const v of source) yield fn(v);
}
async function* filter(source, fn) {
  for await (const v of source) if (await fn(v)) yield v;
}
async function* take(source, n) {
  let i = 0;
  for await (const v of source) {
    yield v;
    if (++i === n) return;
  }
}
async function* merge(...sources) {
  const pending = new Map(sources.map((s, i) => [i, s[Symbol.asyncIterator]()]));
  const step = (i) => pending.get(i).next().then((r) => ({ i, r }));
  const waiting = new Map([...pending.keys()].map((i) => [i, step(i)]));
  while (waiting.size > 0) {
    const { i, r } = await Promise.race(waiting.values());
    if (r.done) waiting.delete(i);
    else {
      waiting.set(i, step(i));
      yield r.value;
    }
  }
}
for await (const v of take(filter(map(count(1, 1000), (n) => n * n), async (n) => n % 3 === 1), 5)) note(v);
const merged = [];
for await (const v of merge(count(1, 3), count(10, 12))) merged.push(v);
note(merged.join(","));
flush("pipelines");

// ---- a queue with workers ----

class Queue {
  #items = [];
  #waiting = [];
  #closed = false;
  push(item) {
    if (this.#waiting.length > 0) this.#waiting.shift()({ value: item, done: false });
    else this.#items.push(item);
  }
  close() {
    this.#closed = true;
    for (const resolve of this.#waiting.splice(0)) resolve({ value: undefined, done: true });
  }
  [Symbol.asyncIterator]() {
    return {
      next: () => {
        if (this.#items.length > 0) return Promise.resolve({ value: this.#items.shift(), done: false });
        if (this.#closed) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve) => this.#waiting.push(resolve));
      },
    };
  }
}
const queue = new Queue(), totals = [0, 0, 0];
const workers = totals.map(async (_, i) => {
  for await (const job of queue) {
    await null;
    totals[i] += job;
  }
  return i;
});
for (let i = 1; i <= 300; i++) {
  queue.push(i);
  if (i % 50 === 0) await sleep(0);
}
queue.close();
note((await Promise.all(workers)).join(","), totals.reduce((a, b) => a + b));
flush("queue");

// ---- promises ----

const fail = (m) => Promise.reject(new Error(m));
note(JSON.stringify(await Promise.allSettled([1, fail("x").catch((e) => e.message), sleep(1, "slept")])));
note(await Promise.any([fail("a"), sleep(2, "any")]), await Promise.any([fail("a"), fail("b")]).catch((e) => `${e.name} ${e.errors.map((x) => x.message)}`));
note(await Promise.race([sleep(30, "slow"), sleep(1, "fast")]));
note(await Promise.all([fail("all"), 1]).catch((e) => e.message), await Promise.resolve({ then: (f) => f("thenable") }));
const { promise, resolve } = Promise.withResolvers();
setTimeout(resolve, 1, "resolved later");
note(await promise, await Promise.try(() => "tried"));
note(await new Promise((res) => res(Promise.reject(new Error("nested")))).catch((e) => e.message).finally(() => note("finally")));
class Special extends Promise {}
note(Special.resolve(1).then(() => {}) instanceof Special, Special.resolve(2).constructor.name);
async function nested(n) {
  if (n === 0) throw new RangeError("bottom");
  try {
    return await nested(n - 1);
  } catch (e) {
    if (n % 2) throw e;
    throw new Error(`level ${n}`, { cause: e });
  } finally {
    note("unwind", n);
  }
}
await nested(3).catch((e) => note(e.message, e.cause.message));
flush("promises");

// ---- timers ----

let ticks = 0;
await new Promise((done) => {
  const interval = setInterval(() => {
    note("interval", ++ticks);
    if (ticks === 3) {
      clearInterval(interval);
      done();
    }
  }, 2);
  const never = setTimeout(() => note("never"), 1);
  clearTimeout(never);
  setTimeout(() => note("unref'd is not kept"), 1e6).unref();
});
for (const ms of [30, 10, 20, 10, 0]) setTimeout((a, b) => note("timer", a, b), ms, ms, "arg");
await sleep(60);
setImmediate(() => {
  note("immediate 1");
  setImmediate(() => note("immediate 3"));
  process.nextTick(() => note("tick between"));
});
setImmediate(() => note("immediate 2"));
await sleep(5);
const abort = new AbortController();
const aborted = sleep(1000, "x", { signal: abort.signal }).catch((e) => `${e.name} ${e.code}`);
abort.abort();
note(await aborted);
flush("timers");

// ---- events ----

const emitter = new EventEmitter();
emitter.once("a", (...args) => note("once", ...args));
emitter.on("a", async (x) => {
  await null;
  note("on", x);
});
setTimeout(() => emitter.emit("a", 1) && emitter.emit("a", 2), 1);
const [first] = await EventEmitter.once(emitter, "a");
note("awaited", first, emitter.listenerCount("a"));
process.on("exit", (code) => {
  note("exit", code);
  flush("end");
});
process.on("unhandledRejection", (e) => note("unhandled", e.message));
fail("nobody catches");
await sleep(2);
