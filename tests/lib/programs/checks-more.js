// Arguments that are refused, in Node's words; listeners of signals.
const fs = require("fs"), { addAbortListener } = require("events");
const t = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
t(() => fs.writeFileSync("/nope", "x", { flush: 1 }));
t(() => fs.rmdirSync("/nope", { recursive: true }));
t(() => fs.accessSync("/", 99));
t(() => Promise.withResolvers.call(1));
t(() => new Event("x").timeStamp >= 0);
t(() => require("util").inspect(new TextDecoder(), { compact: false, colors: true }));
const ac = new AbortController();
const listener = addAbortListener(ac.signal, () => console.log("not reached"));
listener[Symbol.dispose]();
addAbortListener(ac.signal, () => console.log("aborted"));
ac.abort();
addAbortListener(ac.signal, () => console.log("later"));
t(() => addAbortListener({}, () => {}));
t(() => addAbortListener(ac.signal, 5));
