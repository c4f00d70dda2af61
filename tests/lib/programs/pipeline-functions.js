'use strict';
// What functions in a pipeline return, and the stream that it gives.
function t(label, f) {
  try { console.log(label, f()); } catch (e) { console.log(label, e && e.name, e && e.code, e && e.message); }
}
const stream = require('stream');
const P = stream.pipeline, R = () => stream.Readable.from([1]);
for (const v of [undefined, null, 1, 'str', {}, () => {}, function foo() {}, class A {}, new Date(0), [1], Promise.resolve(1), new stream.PassThrough(), Object.create(null), Symbol('x'), 5n, true, { then: 1 }]) {
  t('src', () => { P(() => v, new stream.PassThrough(), () => {}); return 'ok'; });
  t('mid', () => { P(R(), () => v, new stream.PassThrough(), () => {}); return 'ok'; });
  t('end', () => { P(R(), () => v, () => {}); return 'ok'; });
}
t('one', () => P(R(), () => {}));
t('none', () => P(() => {}));
t('arr', () => P([R()], () => {}));
t('bad', () => P(R(), 5, () => {}));
t('bad', () => P(R(), {}, () => {}));
t('bad', () => P({}, new stream.PassThrough(), () => {}));
t('bad', () => P(5, new stream.PassThrough(), () => {}));
let n = 0;
const r = stream.pipeline(stream.Readable.from(Array.from({ length: 200 }, (_, i) => i)), async function* (s) { for await (const x of s) { n++; yield x; } }, (e) => console.log('done', e, n));
console.log(r.constructor.name, r.readableObjectMode, r.writableHighWaterMark);
process.on('exit', () => console.log('exit', n));
const q = stream.pipeline(stream.Readable.from([1, 2]), async function (s) { let t = 0; for await (const x of s) t += x; return t; }, (e, v) => console.log('sum', e, v));
q.on('data', (d) => console.log('data', d)).on('end', () => console.log('end'));
const u = stream.pipeline(stream.Readable.from([1, 2]), async function* (s) { for await (const x of s) yield x * 2; }, (e, v) => console.log('gen', e, v));
u.on('data', (d) => console.log('udata', d)).on('end', () => console.log('uend'));
stream.pipeline(stream.Readable.from([1, 2]), async function* (s) { for await (const x of s) { yield x * 2; throw new Error('boo'); } }, (e, v) => console.log('gene', e.message, v)).on('error', (e) => console.log('uerr', e.message));
