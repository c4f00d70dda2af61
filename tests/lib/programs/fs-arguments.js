'use strict';
// Wrong arguments of fs's functions, and errors of the kernel: codes, messages, properties.
const fs = require('fs'), os = require('os'), path = require('path');
const d = fs.mkdtempSync(path.join(os.tmpdir(), 'fsx-'));
const sh = (e) => String(e && e.message).split(d).join('D');
const T = (l, f) => { try { const r = f(); console.log(l, '=>', typeof r === 'string' ? r.split(d).join('D') : r); } catch (e) { console.log(l, '!!', e.name, e.code, e.errno, e.syscall, e.path && String(e.path).split(d).join('D'), e.dest && String(e.dest).split(d).join('D'), sh(e)); } };
fs.writeFileSync(d + '/f', 'hello'); fs.mkdirSync(d + '/dir'); fs.symlinkSync('f', d + '/l'); fs.symlinkSync('loop', d + '/loop'); fs.writeFileSync(d + '/dir/x', '');
const bad = [undefined, null, 1, -1, 1.5, NaN, {}, [], true, '', 'a\0b', Symbol('x'), () => {}, new URL('http://x/y'), new URL('file://host/x'), Buffer.from('a\0b'), 2 ** 32, 1n];
const fns = {
  readFileSync: (p) => p === 1 || fs.readFileSync(p), writeFileSync: (p) => p === 1 || fs.writeFileSync(p, 'x'), appendFileSync: (p) => p === 1 || fs.appendFileSync(p, 'x'), existsSync: (p) => fs.existsSync(p), statSync: (p) => fs.statSync(p).size, lstatSync: (p) => fs.lstatSync(p).size,
  readdirSync: (p) => fs.readdirSync(p), mkdirSync: (p) => fs.mkdirSync(p), rmSync: (p) => fs.rmSync(p), unlinkSync: (p) => fs.unlinkSync(p), rmdirSync: (p) => fs.rmdirSync(p), renameSync: (p) => fs.renameSync(p, d + '/new'), rename2: (p) => fs.renameSync(d + '/none', p),
  realpathSync: (p) => fs.realpathSync(p), native: (p) => fs.realpathSync.native(p), openSync: (p) => fs.openSync(p) > 0, accessSync: (p) => fs.accessSync(p), chmodSync: (p) => fs.chmodSync(p, 0o644), readlinkSync: (p) => fs.readlinkSync(p), symlinkSync: (p) => fs.symlinkSync(p, d + '/sl'), symlink2: (p) => fs.symlinkSync('x', p), linkSync: (p) => fs.linkSync(p, d + '/ln'), utimesSync: (p) => fs.utimesSync(p, 1, 1), copyFileSync: (p) => fs.copyFileSync(p, d + '/cp'), copy2: (p) => fs.copyFileSync(d + '/f', p),  opendirSync: (p) => fs.opendirSync(p).closeSync(), cpSync: (p) => fs.cpSync(p, d + '/cpp'), statfsSync: (p) => typeof fs.statfsSync(p), lutimes: (p) => fs.lutimesSync(p, 1, 1), lchown: (p) => fs.lchownSync(p, 0, 0), chown: (p) => fs.chownSync(p, 0, 0), rmr: (p) => fs.rmSync(p, { recursive: true }), rmf: (p) => fs.rmSync(p, { force: true }), mkdirp: (p) => fs.mkdirSync(p, { recursive: true }),
};
for (const [n, f] of Object.entries(fns)) {
  for (const b of bad) T(`${n} ${String(b)}`, () => f(b));
  for (const p of ['/none', '/none/x', '/f/x', '/dir', '/loop', '/f']) { if ((n === 'cpSync' && p === '/loop') || ((/^(rm|unlink|rename|mkdirp|chmod|truncate)/.test(n) && p === '/f'))) continue; T(`${n} ${p}`, () => f(d + p)); }
}
console.log(fs.readdirSync(d).filter((x) => x !== 'cp').sort());
const fd = fs.openSync(d + '/f', 'r+');
for (const b of bad) {
  for (const n of ['closeSync', 'fstatSync', 'fsyncSync', 'fdatasyncSync', 'ftruncateSync']) if (b !== 'a\0b' && (typeof b !== 'number' || b < 0 || !Number.isInteger(b))) T(`${n} ${String(b)}`, () => (fs[n](b), 'st'));
  T(`read buf ${String(b)}`, () => fs.readSync(fd, b));
  if (!Buffer.isBuffer(b)) T(`read off ${String(b)}`, () => fs.readSync(fd, Buffer.alloc(4), b));
  T(`read len ${String(b)}`, () => fs.readSync(fd, Buffer.alloc(4), 0, b));
  T(`read pos ${String(b)}`, () => fs.readSync(fd, Buffer.alloc(4), 0, 1, b));
  T(`write buf ${String(b)}`, () => fs.writeSync(fd, b));
  if (!Buffer.isBuffer(b)) T(`write off ${String(b)}`, () => fs.writeSync(fd, Buffer.alloc(4), b));
  T(`write len ${String(b)}`, () => fs.writeSync(fd, Buffer.alloc(4), 0, b));
  T(`write pos ${String(b)}`, () => fs.writeSync(fd, Buffer.alloc(4), 0, 1, b));
  T(`flag ${String(b)}`, () => fs.openSync(d + '/f', b) > 0);
  T(`mode ${String(b)}`, () => fs.openSync(d + '/f', 'r', b) > 0);
  T(`flag2 ${String(b)}`, () => fs.readFileSync(d + '/f', { flag: b }));
  T(`wdata ${String(b)}`, () => fs.writeFileSync(d + '/w', b));
  T(`wenc ${String(b)}`, () => fs.writeFileSync(d + '/w', 'x', b));
  T(`readdir ${String(b)}`, () => fs.readdirSync(d + '/dir', b));
  T(`mkdir opt ${String(b)}`, () => fs.mkdirSync(d + '/dir', b));
  T(`mkdir rec ${String(b)}`, () => fs.mkdirSync(d + '/dir', { recursive: b }));
  T(`rm opt ${String(b)}`, () => fs.rmSync(d + '/none', b));
  T(`rm rec ${String(b)}`, () => fs.rmSync(d + '/none', { recursive: b }));
  T(`stat ${String(b)}`, () => typeof fs.statSync(d + '/f', b) && 'ok');
  T(`stat throw ${String(b)}`, () => fs.statSync(d + '/none2', { throwIfNoEntry: b }));
  T(`access ${String(b)}`, () => fs.accessSync(d + '/f', b));
  T(`utimes ${String(b)}`, () => fs.utimesSync(d + '/f', b, 1));
  if (b !== null) T(`chmod ${String(b)}`, () => fs.chmodSync(d + '/f', b));
  T(`trunc ${String(b)}`, () => b === 2 ** 32 ? 0 : fs.truncateSync(d + '/w', b));
  T(`copy ${String(b)}`, () => fs.copyFileSync(d + '/f', d + '/c2', b));
  T(`symtype ${String(b)}`, () => fs.symlinkSync('a', d + '/f', b));
  T(`cb ${String(b)}`, () => fs.readFile(d + '/f', b));
  T(`cb2 ${String(b)}`, () => fs.stat(d + '/f', b));
}
T('flags', () => ['r', 'rs', 'sr', 'r+', 'rs+', 'w', 'wx', 'xw', 'w+', 'wx+', 'a', 'ax', 'a+', 'ax+', 'as', 'zz'].map((f) => { try { const q = fs.openSync(d + '/flags', f); fs.closeSync(q); return f; } catch (e) { return e.code; } }));
T('dirent', () => fs.readdirSync(d, { withFileTypes: true }).map((e) => [e.name, e.isFile(), e.isDirectory(), e.isSymbolicLink(), e.parentPath === d]).sort());
T('recursive', () => fs.readdirSync(d, { recursive: true }).sort().join());
T('bigint', () => { const s = fs.statSync(d + '/f', { bigint: true }); return Object.entries(s).map(([k, v]) => k + typeof v); });
T('constants', () => fs.constants);
T('rmdir', () => fs.rmdirSync(d + '/dir')); T('rmdirr', () => fs.rmdirSync(d + '/dir', { recursive: true })); T('rm dir', () => fs.rmSync(d + '/dir'));
fs.rmSync(d, { recursive: true });
