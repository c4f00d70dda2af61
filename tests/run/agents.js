// RUN: %jsc %level --test262 --script %s -o %t && timeout 20 %t | FileCheck %s --match-full-lines
// Agents: threads with isolates of their own, whose code is made at run time, and memory that they share.
const agent = $262.agent;
const buffer = new SharedArrayBuffer(64, { maxByteLength: 1 << 20 }), a = new Int32Array(buffer);
const report = () => { let r; while ((r = agent.getReport()) === null) agent.sleep(1); return r; };
const until = (i, v) => { while (Atomics.load(a, i) !== v) agent.sleep(1); };
for (let i = 0; i < 3; i++)
  agent.start(`
    const name = 'agent${i}', list = [];
    $262.agent.receiveBroadcast(async (buffer, id) => {
      const a = new Int32Array(buffer);
      while (Atomics.load(a, 2) !== ${i}) $262.agent.sleep(1); // in turn
      Array.prototype.own = ${i};
      const r = Atomics.waitAsync(a, 1, 0);
      Atomics.add(a, 2, 1);
      for (let k = 0; k < 2e4; k++) list[k % 1000] = { ['k' + k % 300]: [k], name };
      const what = await r.value;
      Atomics.add(a, 3, 1);
      const sum = new Function('x', 'return x + ' + [].own)(40), woken = Atomics.wait(a, 0, 0, Infinity);
      const more = eval('String(list.at(-1).name)') + ' ' + typeof setTimeout + ' ' + typeof print;
      $262.agent.report([name, id, what, sum, woken, more, a.length].join(' '));
      await import('./other.js').catch((e) => $262.agent.report('import ' + e.name + ' €'));
      $262.agent.leaving();
    });`);
// CHECK: waiting 3
agent.broadcast(buffer, 1n);
until(2, 3);
console.log('waiting', Atomics.notify(a, 0) + Atomics.load(a, 2));
// CHECK-NEXT: notified 2 1 0
console.log('notified', Atomics.notify(a, 1, 2), Atomics.notify(a, 1), Atomics.notify(a, 1));
until(3, 3);
buffer.grow(128);
let woken = 0;
while (woken < 3) woken += Atomics.notify(a, 0, 1);
const reports = [];
for (let i = 0; i < 6; i++) reports.push(report());
// CHECK-NEXT: agent0 1 ok 40 ok agent0 undefined undefined 32
// CHECK-NEXT: agent1 1 ok 41 ok agent1 undefined undefined 32
// CHECK-NEXT: agent2 1 ok 42 ok agent2 undefined undefined 32
// CHECK-NEXT: import Error €
// CHECK-NEXT: import Error €
// CHECK-NEXT: import Error €
console.log(reports.sort().join('\n'));
// An agent notifies the main one, which waits in its event loop; what it has left is free again.
agent.start(`$262.agent.receiveBroadcast((b, i) => { while (!Atomics.notify(new Int32Array(b), i, 1)); })`);
agent.broadcast(buffer, 5);
Atomics.waitAsync(a, 5, 0).value.then((v) => {
  console.log('main', v, [].own);
  for (let i = 0; i < 70; i++) {
    agent.start(`$262.agent.report(${i})`);
    if (report() !== String(i)) throw i;
  }
  for (let i = 0; i < 500; i++) new Uint8Array(new SharedArrayBuffer(1 << 22)).fill(1, 0, 9);
  console.log('end');
});
// CHECK-NEXT: main ok undefined
// CHECK-NEXT: end
