'use strict';
// What file streams check, and the fs of their options.
const fs = require('fs');
function t(label, f) {
  try { console.log(label, f()); } catch (e) { console.log(label, e.name, e.code, e.message); }
}
for (const b of [undefined, null, 1, {}, [], true, 'a\0b', new URL('http://x/y'), Buffer.from('/nope/none'), '/nope/none'])
  for (const f of ['createReadStream', 'createWriteStream']) t(f + String(b), () => { if (b === '' && f == 'createWriteStream') return; const s = fs[f](b); s.on('error', () => {}); s.destroy(); return s.path; });
for (const o of [{ start: 'a' }, { start: -1 }, { end: -1 }, { start: 3, end: 1 }, { encoding: 'nope' }, { highWaterMark: -1 }, { fd: 'x' }, { fs: {} }, { flags: 'zz' }, { mode: 'q' }, { autoClose: 1 }, { emitClose: 1 }, { signal: 1 }, 'nope', 5])
  for (const f of ['createReadStream', 'createWriteStream']) t(f + JSON.stringify(o), () => { const s = fs[f]('/nope/zzz', o); s.on('error', () => {}); s.destroy(); return s.flags; });

const calls = [];
const mine = { open: (p, f, m, cb) => { calls.push(['open', p, f, m]); setImmediate(cb, null, 7); }, close: (fd, cb) => { calls.push(['close', fd]); setImmediate(cb); },
  read: (fd, b, o, n, at, cb) => { calls.push(['read', fd, o, at]); const done = calls.filter((c) => c[0] === 'read').length > 2; if (!done) b.write('abc', o); setImmediate(cb, null, done ? 0 : 3, b); },
  write: (fd, b, o, n, at, cb) => { calls.push(['write', fd, String(b), o, n, at]); setImmediate(cb, null, Math.min(n, 2), b); } };
fs.createReadStream('x', { fs: mine, encoding: 'utf8' }).on('data', (s) => console.log('data', s)).on('close', () => {
  console.log(calls.splice(0));
  fs.createWriteStream('y', { fs: mine, start: 3 }).on('close', () => console.log(calls)).end('hello');
});
