const { setTimeout: wait, setInterval: every, setImmediate: soon } = require("timers/promises");
(async () => {
  console.log(await wait(2, "value"));
  console.log(await soon("now"));
  let n = 0;
  for await (const v of every(1, "tick")) { console.log(v); if (++n === 3) break; }
  const c = new AbortController();
  setTimeout(() => c.abort(), 3);
  try { await wait(1000, 0, { signal: c.signal }); } catch (e) { console.log(e.name, e.code, e.message); }
  try { await wait(1, 0, 5); } catch (e) { console.log(e.message); }
  console.log(await require("util").promisify(setTimeout)(1, "p"));
})();
