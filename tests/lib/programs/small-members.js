'use strict';
// Smaller members: loadEnvFile, threadCpuUsage, navigator, duplexPair, wrap, mkdtempDisposableSync.
const file = `${require('os').tmpdir()}/env-${process.pid}`;
process.on('exit', () => require('fs').unlinkSync(file));
for (const p of [5, '/nope', '/']) try { process.loadEnvFile(p); } catch (e) { console.log(e.name, e.code, e.message, e.errno, e.syscall, e.path); }
require('fs').writeFileSync(file, 'A_NEW=1\nPATH=x\nB_NEW="q é"\n'); process.loadEnvFile(file); console.log(process.env.A_NEW, process.env.PATH !== 'x', process.env.B_NEW);
process.loadEnvFile(new URL(`file://${file}`)); process.loadEnvFile(Buffer.from(file));
console.log(navigator, navigator.userAgent, navigator.language, navigator.languages, navigator.platform, navigator.hardwareConcurrency === require('os').availableParallelism());
try { new Navigator(); } catch (e) { console.log(e.name, e.code, e.message); }
for (const p of [undefined, 5, { user: 1 }, { user: -1, system: 1 }]) try { console.log(Object.keys(process.threadCpuUsage(p))); } catch (e) { console.log(e.name, e.code, e.message); }
const { duplexPair, Readable, isDisturbed } = require('stream');
const [a, b] = duplexPair(); a.write('one'); a.write('two', () => console.log('written')); a.end('last'); b.on('data', (d) => console.log('b', String(d))).on('end', () => { console.log('b end'); b.end('answer'); }); a.on('data', (d) => console.log('a', String(d))).on('end', () => console.log('a end')).on('close', () => console.log('a close'));
const EE = require('events'); const old = new EE(); old.pause = () => console.log('paused'); old.resume = () => {}; old.extra = () => 'x'; const w = new Readable({ objectMode: true }).wrap(old); console.log(w.extra()); w.on('data', (d) => console.log('w', d)).on('end', () => console.log('w end')); old.emit('data', 1); old.emit('data', 2); old.emit('end');
const r = Readable.from([1]); console.log(isDisturbed(r)); r.on('end', () => console.log(isDisturbed(r), isDisturbed(null)));
const util = require('util'); console.log(util.transferableAbortController().constructor.name); try { util.transferableAbortSignal({}); } catch (e) { console.log(e.code, e.message); }
const d = require('fs').mkdtempDisposableSync(`${require('os').tmpdir()}/xx`); console.log(Object.keys(d), require('fs').existsSync(d.path)); d.remove(); console.log(require('fs').existsSync(d.path)); d[Symbol.dispose]();
console.log(typeof Performance, typeof PerformanceEntry, performance instanceof Performance, performance.mark('x') instanceof PerformanceMark);

console.log(require("os").networkInterfaces());
for (const make of [() => new PerformanceEntry(), () => new Performance(), () => new PerformanceMark()])
  try {
    make();
  } catch (error) {
    console.log(error.code, error.message);
  }
{
  const { performance } = require("perf_hooks");
  const detail = { a: [1] };
  const entry = performance.mark("copied", { detail, startTime: 5 });
  console.log(entry.detail !== detail, entry);
  for (const make of [
    () => performance.mark("f", { detail: () => {} }),
    () => performance.mark(),
    () => performance.measure("m", { start: 1, end: 2, duration: 3 }),
    () => performance.measure("m", { start: 1, end: 3, detail }),
  ])
    try {
      console.log(make());
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
}
