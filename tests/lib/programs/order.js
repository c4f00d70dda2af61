// The order of ticks, promise jobs, timers and immediates. Delays lie far apart, for busy machines.
const log = (s) => console.log(s);
setTimeout(() => log("t0"), 0);
setTimeout(() => { log("t1"); process.nextTick(() => log("t1 tick")); Promise.resolve().then(() => log("t1 job")); }, 1);
setTimeout(() => log("t1b"), 1);
setImmediate(() => { log("i1"); process.nextTick(() => log("i1 tick")); setImmediate(() => log("i1 nested")); setTimeout(() => log("i1 timer"), 1000); });
setImmediate(() => log("i2"));
process.nextTick(() => { log("tick1"); process.nextTick(() => log("tick nested")); Promise.resolve().then(() => log("tick job")); });
process.nextTick((a, b) => log(`tick2 ${a} ${b}`), 1, 2);
Promise.resolve().then(() => { log("job1"); process.nextTick(() => log("job tick")); }).then(() => log("job2"));
queueMicrotask(() => log("micro"));
(async () => { log("async a"); await null; log("async b"); await new Promise((r) => setTimeout(r, 250)); log("async c"); })();
const interval = setInterval(() => { log("interval"); if (++n === 3) clearInterval(interval); }, 400);
let n = 0;
const t = setTimeout(() => log("never"), 1);
clearTimeout(t);
clearTimeout(undefined); clearTimeout({}); clearTimeout(12345);
const u = setTimeout(() => log("unref never"), 100000); u.unref(); log(u.hasRef()); log(u.ref().hasRef()); u.unref();
const num = +setTimeout(() => log("never"), 1); clearTimeout(num); log(typeof num);
setTimeout((a, b) => log(`${a} ${b}`), 120, "x", "y");
const r = setTimeout(() => log("refreshed"), 900); setTimeout(() => r.refresh(), 700);
clearImmediate(setImmediate(() => log("never")));
log("end of main");
process.on("beforeExit", () => { if (!global.again) { global.again = true; log("beforeExit"); setTimeout(() => log("after beforeExit"), 1); } });
process.on("exit", (c) => log(`exit ${c}`));
try { setTimeout("x"); } catch (e) { log(e.message + e.code); }
try { process.nextTick(1); } catch (e) { log(e.message + e.code); }
try { queueMicrotask(); } catch (e) { log(e.message + e.code); }
