"use strict";
// require('hw/virtio'): devices of Virtual I/O (OASIS virtio 1.2) over PCI and
// as mapped registers, the older ("legacy") interface of these included.
//
//   const device = virtio.pci(pciDevice) or virtio.mmio(address)
//   device.start(features)        what is wanted; what both sides have comes back
//   const queue = device.queue(0)
//   device.ready()
//   queue.add([{ address, length, isWritable }], token); queue.kick()
//   queue.collect()               [{ token, length }] of what the device is done with

const { dma, interrupt, memory } = require("hw");

const VENDOR = 0x1af4;
const VERSION_1 = 1n << 32n;

// The device status field.
const ACKNOWLEDGE = 1;
const DRIVER = 2;
const DRIVER_OK = 4;
const FEATURES_OK = 8;

// ---- PCI (4.1) --------------------------------------------------------------------

const VENDOR_CAPABILITY = 9;
const COMMON = 1;
const NOTIFY = 2;
const ISR = 3;
const DEVICE = 4;

// Ids from 0x1040 on have the type in them; older ones leave it to the subsystem.
function typeOf(pci) {
  return pci.id >= 0x1040 ? pci.id - 0x1040 : pci.subsystem;
}

class PciTransport {
  #common;
  #isr;
  #notify;
  #notifyStep = 0;
  #notifyAt = [];

  constructor(pci) {
    pci.enable();
    this.line = pci.line;
    this.type = typeOf(pci);
    this.isLegacy = false;
    for (const { id, offset } of pci.capabilities()) {
      if (id !== VENDOR_CAPABILITY) continue;
      const kind = pci.read8(offset + 3);
      if (kind < COMMON || kind > DEVICE) continue;
      const view = pci.map(
        pci.read8(offset + 4),
        pci.read32(offset + 8),
        pci.read32(offset + 12),
      );
      if (kind === COMMON) this.#common ??= view;
      else if (kind === ISR) this.#isr ??= view;
      else if (kind === DEVICE) this.config ??= view;
      else if (this.#notify === undefined) {
        this.#notify = view;
        this.#notifyStep = pci.read32(offset + 16);
      }
    }
    if (!this.#common || !this.#notify || !this.#isr)
      throw new %Error("The device has no interface of virtio 1");
  }

  get status() {
    return this.#common.getUint8(20);
  }

  set status(value) {
    this.#common.setUint8(20, value);
  }

  features(word) {
    this.#common.setUint32(0, word, true);
    return this.#common.getUint32(4, true);
  }

  accept(word, bits) {
    this.#common.setUint32(8, word, true);
    this.#common.setUint32(12, bits, true);
  }

  // The greatest size of the queue, 0: there is none.
  select(index) {
    this.#common.setUint16(22, index, true);
    return this.#common.getUint16(24, true);
  }

  place(index, size, address, available, used) {
    const c = this.#common;
    c.setUint16(24, size, true);
    c.setUint32(32, address, true);
    c.setUint32(36, 0, true);
    c.setUint32(40, available, true);
    c.setUint32(44, 0, true);
    c.setUint32(48, used, true);
    c.setUint32(52, 0, true);
    this.#notifyAt[index] = c.getUint16(30, true) * this.#notifyStep;
    c.setUint16(28, 1, true);
  }

  notify(index) {
    this.#notify.setUint16(this.#notifyAt[index], index, true);
  }

  // Why it interrupts, which takes the request back.
  takeInterrupt() {
    return this.#isr.getUint8(0);
  }
}

// ---- Mapped registers (4.2) ---------------------------------------------------------

const MAGIC = 0x74726976;
const PAGE = 4096;

class MmioTransport {
  #registers;

  constructor(address, line) {
    const r = new %DataView(memory(address, 512));
    if (r.getUint32(0, true) !== MAGIC)
      throw new %Error("No virtio device is there");
    this.#registers = r;
    this.line = line;
    this.type = r.getUint32(8, true);
    this.isLegacy = r.getUint32(4, true) === 1;
    this.config = new %DataView(memory(address + 256, 256));
    if (this.isLegacy) r.setUint32(0x28, PAGE, true);
  }

  get status() {
    return this.#registers.getUint32(0x70, true);
  }

  set status(value) {
    this.#registers.setUint32(0x70, value, true);
    if (value === 0 && this.isLegacy)
      this.#registers.setUint32(0x28, PAGE, true);
  }

  features(word) {
    this.#registers.setUint32(0x14, word, true);
    return this.#registers.getUint32(0x10, true);
  }

  accept(word, bits) {
    this.#registers.setUint32(0x24, word, true);
    this.#registers.setUint32(0x20, bits, true);
  }

  select(index) {
    this.#registers.setUint32(0x30, index, true);
    return this.#registers.getUint32(0x34, true);
  }

  place(index, size, address, available, used) {
    const r = this.#registers;
    r.setUint32(0x38, size, true);
    if (this.isLegacy) {
      r.setUint32(0x3c, PAGE, true);
      r.setUint32(0x40, address / PAGE, true);
      return;
    }
    r.setUint32(0x80, address, true);
    r.setUint32(0x84, 0, true);
    r.setUint32(0x90, available, true);
    r.setUint32(0x94, 0, true);
    r.setUint32(0xa0, used, true);
    r.setUint32(0xa4, 0, true);
    r.setUint32(0x44, 1, true);
  }

  notify(index) {
    this.#registers.setUint32(0x50, index, true);
  }

  takeInterrupt() {
    const why = this.#registers.getUint32(0x60, true);
    this.#registers.setUint32(0x64, why, true);
    return why;
  }
}

// ---- Queues (2.7) -------------------------------------------------------------------

const NEXT = 1;
const WRITE = 2;
const DESCRIPTOR = 16;

class Queue {
  #transport;
  #index;
  #view;
  #size;
  #available; // offsets in the memory of the queue
  #used;
  #free = []; // descriptors
  #tokens = [];
  #chains = []; // by first descriptor
  #taken = 0; // 16 bits: how far used was looked at
  #given = 0;

  constructor(transport, index, size) {
    this.#transport = transport;
    this.#index = index;
    this.#size = size;
    this.#available = DESCRIPTOR * size;
    const end = this.#available + 6 + 2 * size;
    this.#used = %MathCeil(end / PAGE) * PAGE; // as the legacy interface wants it
    const { address, buffer } = dma(this.#used + 6 + 8 * size);
    this.#view = new %DataView(buffer);
    for (let i = size - 1; i >= 0; i--) %ArrayPrototypePush(this.#free, i);
    transport.place(
      index,
      size,
      address,
      address + this.#available,
      address + this.#used,
    );
  }

  // Descriptors that are free.
  get room() {
    return this.#free.length;
  }

  // Puts a chain of buffers in: those that the device reads, then those that it
  // writes. `token` comes back from collect(). False: there is no room.
  add(buffers, token) {
    const count = buffers.length;
    if (count === 0 || count > this.#free.length) return false;
    const chain = [];
    for (let i = 0; i < count; i++)
      %ArrayPrototypePush(chain, %ArrayPrototypePop(this.#free));
    for (let i = 0; i < count; i++) {
      const { address, length, isWritable } = buffers[i];
      const at = DESCRIPTOR * chain[i];
      const isLast = i === count - 1;
      this.#view.setUint32(at, address, true);
      this.#view.setUint32(at + 4, 0, true);
      this.#view.setUint32(at + 8, length, true);
      const flags = (isWritable ? WRITE : 0) | (isLast ? 0 : NEXT);
      this.#view.setUint16(at + 12, flags, true);
      this.#view.setUint16(at + 14, isLast ? 0 : chain[i + 1], true);
    }
    this.#chains[chain[0]] = chain;
    this.#tokens[chain[0]] = token;
    const slot = this.#given & (this.#size - 1);
    this.#view.setUint16(this.#available + 4 + 2 * slot, chain[0], true);
    this.#given = (this.#given + 1) & 0xffff;
    this.#view.setUint16(this.#available + 2, this.#given, true);
    return true;
  }

  // Tells the device that there is something new.
  kick() {
    this.#transport.notify(this.#index);
  }

  collect() {
    const done = [];
    while (this.#view.getUint16(this.#used + 2, true) !== this.#taken) {
      const slot = this.#taken & (this.#size - 1);
      const at = this.#used + 4 + 8 * slot;
      const first = this.#view.getUint32(at, true);
      const length = this.#view.getUint32(at + 4, true);
      this.#taken = (this.#taken + 1) & 0xffff;
      const chain = this.#chains[first];
      if (chain === undefined) continue; // the device is wrong
      for (let i = 0; i < chain.length; i++)
        %ArrayPrototypePush(this.#free, chain[i]);
      %ArrayPrototypePush(done, { token: this.#tokens[first], length });
      this.#chains[first] = this.#tokens[first] = undefined;
    }
    return done;
  }
}

// ---- Devices ------------------------------------------------------------------------

class Device {
  #transport;

  constructor(transport) {
    this.#transport = transport;
    this.type = transport.type; // 1 network, 2 block, 4 entropy, …
    this.isLegacy = transport.isLegacy;
    this.line = transport.line;
    this.config = transport.config; // a DataView
  }

  // Resets the device and agrees on features: a BigInt of those wanted.
  start(wanted = 0n) {
    const t = this.#transport;
    t.status = 0;
    while (t.status !== 0);
    t.status = ACKNOWLEDGE;
    t.status = ACKNOWLEDGE | DRIVER;
    const offered =
      %BigInt(t.features(0)) | (%BigInt(t.isLegacy ? 0 : t.features(1)) << 32n);
    const agreed = offered & (t.isLegacy ? wanted : wanted | VERSION_1);
    t.accept(0, %Number(agreed & 0xffffffffn));
    if (t.isLegacy) return agreed;
    t.accept(1, %Number(agreed >> 32n));
    t.status = ACKNOWLEDGE | DRIVER | FEATURES_OK;
    if (!(t.status & FEATURES_OK))
      throw new %Error("The device refuses the features");
    return agreed;
  }

  // Queue `index`, of at most `most` descriptors.
  queue(index, most = 256) {
    let size = this.#transport.select(index);
    if (size === 0) throw new %RangeError(`The device has no queue ${index}`);
    while (size > most) size /= 2;
    return new Queue(this.#transport, index, size);
  }

  // From now on the device works.
  ready() {
    this.#transport.status |= DRIVER_OK;
  }

  reset() {
    this.#transport.status = 0;
  }

  // Calls back when the device has interrupted: hw.interrupt's object.
  onInterrupt(callback) {
    return interrupt(this.line, () => {
      if (this.#transport.takeInterrupt() !== 0) callback();
    });
  }
}

// Of a device of hw/pci.
function pci(device) {
  return new Device(new PciTransport(device));
}

// Of registers at a physical address; `line` is its interrupt, if it has one.
function mmio(address, line) {
  return new Device(new MmioTransport(address, line));
}

// Where qemu's microvm has its 8 devices (ioapic2=off), if there are any.
const MICROVM = 0xfeb00000;
const MICROVM_LINE = 5;

function findMapped(type) {
  for (let n = 0; n < 8; n++) {
    const address = MICROVM + 512 * n;
    const r = new %DataView(memory(address, 512));
    if (r.getUint32(0, true) !== MAGIC) break;
    if (r.getUint32(8, true) === type) return mmio(address, MICROVM_LINE + n);
  }
  return undefined;
}

// The first device of a type, of the PCI bus or of a microvm; or undefined.
function find(type) {
  const { devices } = require("hw/pci");
  const found = %ArrayPrototypeFind(
    devices(),
    (d) => d.vendor === VENDOR && typeOf(d) === type,
  );
  return found === undefined ? findMapped(type) : pci(found);
}

module.exports = { find, pci, mmio };
