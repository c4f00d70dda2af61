// Small modules: facts that are the same on any machine, and shapes.
const os = require("os");
console.log(os.platform(), os.arch(), os.type(), os.endianness(), JSON.stringify(os.EOL), os.devNull, os.hostname() === os.hostname(), os.release().length > 2, typeof os.version(), os.machine());
console.log(os.tmpdir(), os.homedir(), os.userInfo().username, Object.keys(os.userInfo()), os.cpus().length > 0, Object.keys(os.cpus()[0]), os.totalmem() > 1e6, os.freemem() > 0, os.uptime() > 1, os.loadavg().length, os.availableParallelism() > 0);
console.log(os.constants.signals.SIGINT, os.constants.errno.ENOENT, os.constants.priority.PRIORITY_LOW, os.getPriority());
console.log(require("tty").isatty(0), require("tty").isatty(99), require("tty").isatty("x"));
const m = require("module");
console.log(m.isBuiltin("fs"), m.isBuiltin("node:path"), m.isBuiltin("nope"), m.builtinModules.includes("util"));
const w = require("worker_threads");
console.log(w.isMainThread, w.threadId, w.parentPort, w.workerData);
const { performance } = require("perf_hooks");
console.log(typeof performance.now(), performance.now() <= performance.now(), performance.timeOrigin > 1e12, performance === globalThis.performance);
performance.mark("a"); performance.mark("b"); const me = performance.measure("m", "a", "b");
console.log(me.name, me.entryType, me.duration >= 0, performance.getEntriesByType("mark").map((e) => e.name), performance.getEntriesByName("m").length);
try { performance.measure("x", "nope"); } catch (e) { console.log(e.name, e.code, e.message); }
const p = require("punycode");
console.log(p.encode("mañana"), p.decode("maana-pta"), p.toASCII("mañana.com"), p.toUnicode("xn--maana-pta.com"), p.ucs2.decode("a😀"));
const c = require("constants"); console.log(c.SIGTERM, c.O_RDONLY, c.ENOENT);
const path = require("path");
for (const [a, b] of [["foo/bar", "foo/*"], ["foo/a/b", "foo/**"], ["x.js", "*.{js,ts}"], ["a/b.c", "a/?.[a-c]"], [".x", "*"], ["a", "b"]]) console.log(a, b, path.matchesGlob(a, b));
console.log(structuredClone({ a: [1, { b: new Date(0) }], m: new Map([[1, new Set([2])]]), r: /x/gi, e: new RangeError("r"), u: new Uint8Array([1, 2]), n: -0, big: 5n, s: new String("x") }));
const cyc = { x: 1 }; cyc.self = cyc; const cl = structuredClone(cyc); console.log(cl, cl.self === cl);
for (const bad of [() => 1, Symbol("s"), new WeakMap(), Promise.resolve(), { f() {} }]) try { structuredClone(bad); } catch (e) { console.log(e.name, e.code, e.message); }
const buf = new ArrayBuffer(4); const moved = structuredClone(buf, { transfer: [buf] }); console.log(buf.byteLength, moved.byteLength);
console.log(atob("aGk="), btoa("hi"), typeof structuredClone, typeof queueMicrotask);
console.log(Object.keys(require("util")).length > 20, require("sys") === require("util"));
const e = new DOMException("m", "AbortError"); console.log(e.code, e.name, e.message, e instanceof Error, Object.prototype.toString.call(e), DOMException.ABORT_ERR, new DOMException().message === "");
