"use strict";
const { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId, triggerAsyncId, executionAsyncResource } = require("node:async_hooks");
const dc = require("node:diagnostics_channel");
const fs = require("node:fs");
const { EventEmitter } = require("node:events");
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
const a = new AsyncLocalStorage();
const b = new AsyncLocalStorage({ defaultValue: "none", name: "b" });
const show = (where) => console.log(where, a.getStore(), b.getStore());
// What comes in no fixed order.
const notes = [];
const note = (where) => notes.push(`${where} ${a.getStore()} ${b.getStore()}`);
show("top");
console.log(a.name, b.name, executionAsyncId(), triggerAsyncId());
console.log(a.run(1, (x, y) => [a.getStore(), b.getStore(), x + y], 2, 3));
let settle;
const outer = new Promise((resolve) => (settle = resolve));
a.run("one", () => {
  outer.then(() => show("then of outer"));
  setTimeout(() => note("timeout"), 2);
  setImmediate(() => note("immediate"));
  process.nextTick(() => show("tick"));
  queueMicrotask(() => show("microtask"));
  fs.stat("/", () => note("fs.stat"));
  b.run("inner", async () => {
    show("async 1");
    await null;
    show("async 2");
    await new Promise((r) => setTimeout(r, 1));
    note("async 3");
    b.enterWith("entered");
    await { then: (r) => (note("thenable"), r()) };
    note("async 4");
    const late = a.exit(() => [a.getStore(), b.getStore()]);
    notes.push(String(late));
  }).then(() => note("after async"));
  show("back in one");
  (function* () { show("generator"); yield; })().next();
});
show("outside");
a.run("two", () => settle());
attempt(() => a.run("x", () => { throw new Error("thrown"); }));
show("after throw");
const emitter = new EventEmitter();
a.run("listener", () => emitter.on("e", () => show("emitter")));
a.run("emitting", () => emitter.emit("e"));
const bound = a.run("bound", () => AsyncLocalStorage.bind((x) => [a.getStore(), x]));
const snapshot = a.run("snap", () => AsyncLocalStorage.snapshot());
console.log(bound(5), snapshot((x) => [a.getStore(), x], 6), bound.length);
const resource = a.run("resource", () => new AsyncResource("R"));
console.log(resource.runInAsyncScope(function (x) { return [a.getStore(), this.t, x, executionAsyncId() === resource.asyncId(), executionAsyncResource() === resource]; }, { t: 1 }, 7));
console.log(resource.bind(function () { return this.q; }).call({ q: 8 }), typeof resource.asyncId(), resource.triggerAsyncId());
for (const f of [() => new AsyncResource(5), () => new AsyncResource("x", -5), () => new AsyncResource("x", { triggerAsyncId: "y" }), () => createHook({ init: 5 }), () => a.run(1)])
  attempt(f);
{
  using scope = a.withScope("scoped");
  show("in scope");
}
show("after scope");
const channel = dc.channel("c");
channel.bindStore(a, (m) => m.v);
channel.subscribe((m) => console.log("message", m, a.getStore()));
console.log(channel.runStores({ v: "stored" }, (x) => [a.getStore(), x], null, 9), a.getStore());
channel.unbindStore(a);
const t = dc.tracingChannel("t");
t.start.bindStore(a, (m) => m.id);
t.traceCallback((cb) => setImmediate(cb, null, 1), 0, { id: "traced" }, null, () => note("traced callback"));
t.start.unbindStore(a);
a.run("main", async () => {
  const results = await Promise.all([1, 2].map((n) => a.run(n, async () => {
    await null;
    return a.getStore();
  })));
  console.log(results, a.getStore());
  for await (const x of (async function* () { yield a.getStore(); await null; yield a.getStore(); })()) console.log(x);
  const interval = setInterval(() => {
    note("interval");
    clearInterval(interval);
  }, 1);
  a.disable();
  show("disabled");
});
setTimeout(() => {
  show("last");
  console.log(notes.sort());
  const events = [];
  const hook = createHook({
    init: (id, type, trigger) => type !== "PROMISE" && events.push(["init", type, trigger === executionAsyncId()]),
    before: () => events.push("before"),
    after: () => events.push("after"),
    destroy: () => events.push("destroy"),
  }).enable();
  const r = new AsyncResource("MINE");
  r.runInAsyncScope(() => {});
  r.emitDestroy();
  setTimeout(() => {}, 1);
  hook.disable();
  console.log(events);
}, 50);
