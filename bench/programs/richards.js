// Richards: the kernel of an operating system after Martin Richards' benchmark. Six tasks (one idle, one worker, two
// handlers, two devices) pass packets to each other under a priority scheduler. Method calls and linked lists.
"use strict";

const IDLE = 0,
  WORKER = 1,
  HANDLER_A = 2,
  HANDLER_B = 3,
  DEVICE_A = 4,
  DEVICE_B = 5;
const KIND_DEVICE = 0,
  KIND_WORK = 1;
const HAS_PACKET = 1,
  WAITING = 2,
  HELD = 4;
const DATA_SIZE = 4;

class Packet {
  constructor(next, owner, kind) {
    this.next = next;
    this.owner = owner;
    this.kind = kind;
    this.used = 0;
    this.data = [0, 0, 0, 0];
  }
}

// Appends to a list and returns its head.
function append(list, packet) {
  packet.next = null;
  if (list === null) return packet;
  let last = list;
  while (last.next !== null) last = last.next;
  last.next = packet;
  return list;
}

class Task {
  constructor(kernel, id, priority, queue, state) {
    this.kernel = kernel;
    this.id = id;
    this.priority = priority;
    this.queue = queue;
    this.state = state;
    this.next = kernel.tasks;
    kernel.tasks = this;
    kernel.byId[id] = this;
  }

  isBlocked() {
    return (this.state & HELD) !== 0 || this.state === WAITING;
  }

  takePacket() {
    if (this.state !== (WAITING | HAS_PACKET)) return null;
    const packet = this.queue;
    this.queue = packet.next;
    this.state = this.queue === null ? 0 : HAS_PACKET;
    return packet;
  }

  // The task to run next after `sender` gave a packet to this one.
  receive(packet, sender) {
    const wasEmpty = this.queue === null;
    this.queue = append(this.queue, packet);
    if (!wasEmpty) return sender;
    this.state |= HAS_PACKET;
    return this.priority > sender.priority ? this : sender;
  }
}

// Wakes the devices in an order given by a shift register with feedback.
class IdleTask extends Task {
  constructor(kernel, turns) {
    super(kernel, IDLE, 0, null, 0);
    this.turns = turns;
    this.bits = 1;
  }

  run() {
    if (--this.turns === 0) return this.kernel.hold();
    const odd = this.bits & 1;
    this.bits >>= 1;
    if (odd) this.bits ^= 0xd008;
    return this.kernel.release(odd ? DEVICE_B : DEVICE_A);
  }
}

// Fills packets with letters and sends them to the two handlers by turns.
class WorkerTask extends Task {
  constructor(kernel, queue) {
    super(kernel, WORKER, 1000, queue, WAITING | HAS_PACKET);
    this.target = HANDLER_A;
    this.letter = 0;
  }

  run(packet) {
    if (packet === null) return this.kernel.wait();
    this.target = this.target === HANDLER_A ? HANDLER_B : HANDLER_A;
    packet.owner = this.target;
    packet.used = 0;
    for (let i = 0; i < DATA_SIZE; i++) {
      this.letter = this.letter === 26 ? 1 : this.letter + 1;
      packet.data[i] = this.letter;
    }
    return this.kernel.send(packet);
  }
}

// Takes work packets apart: each datum goes to the device in a packet of its own.
class HandlerTask extends Task {
  constructor(kernel, id, priority, queue) {
    super(kernel, id, priority, queue, WAITING | HAS_PACKET);
    this.work = null;
    this.free = null;
  }

  run(packet) {
    if (packet !== null) {
      if (packet.kind === KIND_WORK) this.work = append(this.work, packet);
      else this.free = append(this.free, packet);
    }
    const work = this.work;
    if (work === null) return this.kernel.wait();
    if (work.used === DATA_SIZE) {
      this.work = work.next;
      return this.kernel.send(work);
    }
    const carrier = this.free;
    if (carrier === null) return this.kernel.wait();
    this.free = carrier.next;
    carrier.used = work.data[work.used++];
    return this.kernel.send(carrier);
  }
}

// Keeps a packet until it is woken, then sends it back.
class DeviceTask extends Task {
  constructor(kernel, id, priority) {
    super(kernel, id, priority, null, WAITING);
    this.pending = null;
  }

  run(packet) {
    if (packet !== null) {
      this.pending = packet;
      return this.kernel.hold();
    }
    const done = this.pending;
    if (done === null) return this.kernel.wait();
    this.pending = null;
    return this.kernel.send(done);
  }
}

class Kernel {
  constructor() {
    this.tasks = null;
    this.byId = [null, null, null, null, null, null];
    this.current = null;
    this.sent = 0;
    this.holds = 0;
  }

  hold() {
    this.holds++;
    this.current.state |= HELD;
    return this.current.next;
  }

  wait() {
    this.current.state |= WAITING;
    return this.current;
  }

  release(id) {
    const task = this.byId[id];
    task.state &= ~HELD;
    return task.priority > this.current.priority ? task : this.current;
  }

  send(packet) {
    const target = this.byId[packet.owner];
    this.sent++;
    packet.owner = this.current.id;
    return target.receive(packet, this.current);
  }

  run() {
    this.current = this.tasks;
    while (this.current !== null) {
      const task = this.current;
      this.current = task.isBlocked() ? task.next : task.run(task.takePacket());
    }
  }
}

function packets(n, owner, kind) {
  let list = null;
  for (let i = 0; i < n; i++) list = new Packet(list, owner, kind);
  return list;
}

function simulate(turns) {
  const kernel = new Kernel();
  new IdleTask(kernel, turns);
  new WorkerTask(kernel, packets(2, WORKER, KIND_WORK));
  new HandlerTask(kernel, HANDLER_A, 2000, packets(3, DEVICE_A, KIND_DEVICE));
  new HandlerTask(kernel, HANDLER_B, 3000, packets(3, DEVICE_B, KIND_DEVICE));
  new DeviceTask(kernel, DEVICE_A, 4000);
  new DeviceTask(kernel, DEVICE_B, 5000);
  kernel.run();
  return kernel;
}

let sent = 0,
  holds = 0;
for (let round = 0; round < 500; round++) {
  const kernel = simulate(10000);
  sent += kernel.sent;
  holds += kernel.holds;
}
const one = simulate(10000);
console.log(one.sent + " " + one.holds + " " + sent + " " + holds);
