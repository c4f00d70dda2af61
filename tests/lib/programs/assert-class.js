'use strict';
// assert.Assert and EventEmitterAsyncResource.
function t(label, f) {
  try { console.log(label, f()); } catch (e) { console.log(label, e && e.name, e && e.code, e && e.message); }
}
const ev = require('events');
t('ear', () => { const e = new ev.EventEmitterAsyncResource({ name: 'Foo' }); return [e.asyncId > 0, e.triggerAsyncId >= 0, e.asyncResource.constructor.name, e.asyncResource.eventEmitter === e, e.emitDestroy()]; });
t('ear', () => new ev.EventEmitterAsyncResource('Foo'));
t('ear', () => new ev.EventEmitterAsyncResource());
t('ear', () => ev.EventEmitterAsyncResource());
t('ear', () => { class Q extends ev.EventEmitterAsyncResource {} return new Q().asyncResource.type; });
t('ear', () => { const als = new (require('async_hooks').AsyncLocalStorage)(); let e; als.run(1, () => { e = new ev.EventEmitterAsyncResource({ name: 'Foo' }); }); e.on('x', function (a) { console.log(als.getStore(), this === e, a); }); als.run(2, () => e.emit('x', 5)); });
t('ear', () => Object.getOwnPropertyDescriptor(ev.EventEmitterAsyncResource.prototype, 'asyncId').get.call({}));
t('keys', () => Object.keys(ev));
const assert = require('assert');
t('A', () => { const a = new assert.Assert(); a.strictEqual(1, 2); });
t('A', () => { const a = new assert.Assert({ diff: 'full' }); a.deepEqual({ a: 1 }, { a: 2 }); });
t('A', () => { const a = new assert.Assert({ strict: false }); return a.equal(1, '1'); });
t('A', () => { const a = new assert.Assert({ strict: true }); return a.equal(1, '1'); });
t('A', () => new assert.Assert({ diff: 'x' }));
t('A', () => new assert.Assert({ strict: 1 }));
t('A', () => new assert.Assert(1));
t('A', () => assert.Assert());
t('A', () => { const { strictEqual } = new assert.Assert(); strictEqual(1, 2); });
t('A', () => { const { strictEqual } = new assert.Assert({ diff: 'full' }); strictEqual('a\n'.repeat(100), 'a\n'.repeat(99)); });
t('A', () => { const { strictEqual } = new assert.Assert({ diff: 'simple' }); strictEqual('a\n'.repeat(100), 'a\n'.repeat(99)); });
t('A', () => { const a = new assert.Assert({ diff: 'full' }); a.strictEqual('a\n'.repeat(100), 'a\n'.repeat(99)); });
t('A', () => { const a = new assert.Assert({ skipPrototype: true }); class Q { a = 1; } a.deepStrictEqual(new Q(), { a: 1 }); return 'ok'; });
t('A', () => Object.keys(new assert.Assert()));
t('A', () => Object.keys(assert));
t('A', () => { const a = new assert.Assert(); a.throws(() => {}); });
t('A', () => { const a = new assert.Assert(); a.ok(0 == 1); });
t('A', () => { const a = new assert.Assert(); a(1); });
