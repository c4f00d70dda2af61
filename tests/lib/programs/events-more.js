const E = require("events");
const e = new E();
e.on("newListener", (n, f) => console.log("new", n, typeof f));
e.on("removeListener", (n) => console.log("removed", n));
const f = (...a) => console.log("f", ...a);
e.on("x", f); e.prependListener("x", () => console.log("first")); e.once("x", () => console.log("once")); e.prependOnceListener("x", () => console.log("p1"));
console.log(e.emit("x", 1, 2), e.emit("x"), e.emit("none"), e.listenerCount("x"), e.eventNames(), e.listeners("x").length, e.rawListeners("x").length);
e.off("x", f); e.removeAllListeners("x"); e.removeAllListeners();
console.log(e.eventNames(), E.listenerCount(e, "x"), e.getMaxListeners(), E.defaultMaxListeners);
for (const bad of [undefined, 5, {}]) try { e.on("x", bad); } catch (err) { console.log(err.code, err.message); }
try { e.setMaxListeners(-1); } catch (err) { console.log(err.code, err.message); }
try { e.emit("error"); } catch (err) { console.log(err.code, err.message); }
try { e.emit("error", new Error("boom")); } catch (err) { console.log(err.message); }
try { e.emit("error", { a: 1 }); } catch (err) { console.log(err.code, err.message, err.context); }
e.on(E.errorMonitor, (x) => console.log("monitor", x.message)); try { e.emit("error", new Error("m")); } catch {}
class Sub extends E { constructor() { super({ captureRejections: true }); } }
const s = new Sub(); s.on("a", async () => { throw new Error("async"); }); s.on("error", (x) => console.log("captured", x.message)); s.emit("a");
const n = new E(); n.on("y", function () { console.log(this === n); n.on("y", () => console.log("added later")); }); n.emit("y");
const r = new E(); const g = () => { console.log("g"); r.off("z", h); }; const h = () => console.log("h"); r.on("z", g); r.on("z", h); r.emit("z"); r.emit("z");
for (let i = 0; i < 11; i++) new E().setMaxListeners(5); const leak = new E(); for (let i = 0; i < 12; i++) leak.on("l", () => {});
function Old() { E.call(this); } require("util").inherits(Old, E); const o = new Old(); o.on("q", () => console.log("old style")); o.emit("q");
(async () => {
  setTimeout(() => e.emit("later", 7, 8), 1);
  console.log(await E.once(e, "later"));
  setTimeout(() => e.emit("error", new Error("rej")), 1);
  try { await E.once(e, "never"); } catch (x) { console.log("rejected", x.message); }
  setTimeout(() => { e.emit("it", 1); e.emit("it", 2); e.emit("it", 3); }, 1);
  for await (const [v] of E.on(e, "it")) { console.log("it", v); if (v === 3) break; }
  const c = new AbortController(); setTimeout(() => c.abort(), 1);
  try { await E.once(e, "never", { signal: c.signal }); } catch (x) { console.log(x.name, x.code); }
  const t = new EventTarget(); t.addEventListener("ev", (x) => console.log(x.type, x.target === t, x instanceof Event), { once: true }); t.dispatchEvent(new Event("ev")); t.dispatchEvent(new Event("ev"));
  const ce = new CustomEvent("c", { detail: 5, cancelable: true }); t.addEventListener("c", { handleEvent(x) { x.preventDefault(); console.log(x.detail); } }); console.log(t.dispatchEvent(ce), ce.defaultPrevented);
  const sig = AbortSignal.abort("why"); console.log(sig.aborted, sig.reason); try { sig.throwIfAborted(); } catch (x) { console.log(x); }
  const any = AbortSignal.any([c.signal, new AbortController().signal]); console.log(any.aborted, c.signal, new AbortController());
  const ac = new AbortController(); ac.signal.onabort = (x) => console.log("onabort", x.type, ac.signal.reason.name); ac.abort();
  console.log(E.getEventListeners(t, "c").length);
})();
