'use strict';
// BroadcastChannel and AbortSignal: what they check and how they print.
function t(label, f) {
  try { console.log(label, f()); } catch (e) { console.log(label, e && e.name, e && e.code, e && e.message); }
}
const { BroadcastChannel } = require('worker_threads');
const b = new BroadcastChannel('n');
t('i', () => b);
t('n', () => b.name);
t('proto', () => BroadcastChannel.prototype.postMessage.call({}, 1));
t('proto', () => BroadcastChannel.prototype.close.call({}));
t('proto', () => BroadcastChannel.prototype.ref.call({}));
t('proto', () => BroadcastChannel.prototype.unref.call({}));
t('proto', () => Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'name').get.call({}));
t('new', () => BroadcastChannel('x'));
t('new', () => new BroadcastChannel());
t('new', () => new BroadcastChannel(Symbol()));
t('post', () => b.postMessage());
t('post', () => b.postMessage(() => {}));
t('close', () => b.close());
t('close', () => b.close());
t('post', () => b.postMessage(1));
t('closed', () => b);
t('keys', () => Object.getOwnPropertyNames(BroadcastChannel.prototype));
t('deep', () => [[[b]]]);
t('inst', () => require('util').inspect(b, { depth: -1 }));
t('on', () => [b.onmessage, b.onmessageerror]);
t('any', () => AbortSignal.any());
t('any', () => AbortSignal.any(1));
t('any', () => AbortSignal.any([1]));
t('any', () => AbortSignal.any([{}]));
t('any', () => AbortSignal.any(['x', null]));
t('any', () => AbortSignal.any([]));
t('any', () => AbortSignal.any([AbortSignal.abort('r')]));
t('timeout', () => AbortSignal.timeout('x'));
t('timeout', () => AbortSignal.timeout(-1));
t('timeout', () => AbortSignal.timeout());
t('new', () => new AbortSignal());
t('new', () => AbortController());
t('proto', () => AbortSignal.prototype.aborted);
t('proto', () => AbortSignal.prototype.throwIfAborted.call({}));
t('proto', () => AbortController.prototype.abort.call({}));
t('reason', () => AbortSignal.abort().throwIfAborted());
const ac = new AbortController();
t('i', () => ac);
ac.abort(new Error('x'));
t('i', () => ac.signal.reason.message);
const a2 = AbortSignal.any([ac.signal, new AbortController().signal]);
t('i', () => [a2.aborted, a2.reason === ac.signal.reason]);
