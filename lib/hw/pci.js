"use strict";
// require('hw/pci'): the devices of the PCI bus, by configuration mechanism 1
// (PCI Local Bus 3.0, 3.2.2.3.2).

const { inb, inl, inw, memory, outb, outl, outw } = require("hw");

const ADDRESS = 0xcf8;
const DATA = 0xcfc;
const NONE = 0xffff;
const MULTIFUNCTION = 0x80;
const HEADER_BRIDGE = 1;
const COMMAND = 4;
const STATUS = 6;
const SECONDARY_BUS = 0x19;
const FIRST_BAR = 0x10;
const CAPABILITIES = 0x34;
const HAS_CAPABILITIES = 0x10;
const IO_MEMORY_MASTER = 7; // of the command register
const INTERRUPT_DISABLE = 0x400;

class Device {
  #at;

  constructor(bus, device, fn) {
    this.#at = 0x80000000 + bus * 65536 + device * 2048 + fn * 256;
    this.bus = bus;
    this.device = device;
    this.function = fn;
    this.vendor = this.read16(0);
    this.id = this.read16(2);
    this.progIf = this.read8(9);
    this.subclass = this.read8(10);
    this.class = this.read8(11);
    this.header = this.read8(14);
    this.subsystemVendor = this.read16(0x2c);
    this.subsystem = this.read16(0x2e);
    this.line = this.read8(0x3c);
    this.pin = this.read8(0x3d);
  }

  #select(offset) {
    outl(ADDRESS, this.#at + (offset & 0xfc));
    return DATA + (offset & 3);
  }

  read8(offset) {
    return inb(this.#select(offset));
  }

  read16(offset) {
    return inw(this.#select(offset));
  }

  read32(offset) {
    return inl(this.#select(offset)) >>> 0;
  }

  write8(offset, value) {
    outb(this.#select(offset), value);
  }

  write16(offset, value) {
    outw(this.#select(offset), value);
  }

  write32(offset, value) {
    outl(this.#select(offset), value);
  }

  // Ports, memory and mastering of the bus are switched on, interrupts let through.
  enable() {
    const command = this.read16(COMMAND) | IO_MEMORY_MASTER;
    this.write16(COMMAND, command & ~INTERRUPT_DISABLE);
  }

  // Base address register n: { kind: 'port' or 'memory', address, size }, or
  // undefined if there is none. It is measured with the device switched off.
  bar(n) {
    const at = FIRST_BAR + 4 * n;
    const command = this.read16(COMMAND);
    this.write16(COMMAND, command & ~3);
    const low = this.read32(at);
    const mask = this.#measure(at, low);
    const isPort = (low & 1) === 1;
    const isLong = !isPort && (low & 6) === 4;
    const high = isLong ? this.read32(at + 4) : 0;
    this.write16(COMMAND, command);
    if (mask === 0) return undefined;
    if (isPort)
      return {
        kind: "port",
        address: low & 0xfffc,
        size: ((~(mask & ~3) & 0xffff) + 1) & 0xffff,
      };
    return {
      kind: "memory",
      address: high * 0x100000000 + ((low & ~15) >>> 0),
      size: (~(mask & ~15) + 1) >>> 0,
    };
  }

  #measure(at, value) {
    this.write32(at, 0xffffffff);
    const mask = this.read32(at);
    this.write32(at, value);
    return mask;
  }

  // The memory of base address register n, or a part of it, as a DataView.
  map(n, offset = 0, length = undefined) {
    const { kind, address, size } = this.bar(n) ?? {};
    if (kind !== "memory")
      throw new %RangeError(`Base address ${n} is not memory`);
    length ??= size - offset;
    return new %DataView(memory(address + offset, length));
  }

  // [{ id, offset }]
  capabilities() {
    const found = [];
    if ((this.read16(STATUS) & HAS_CAPABILITIES) === 0) return found;
    let offset = this.read8(CAPABILITIES) & 0xfc;
    while (offset !== 0 && found.length < 48) {
      %ArrayPrototypePush(found, { id: this.read8(offset), offset });
      offset = this.read8(offset + 1) & 0xfc;
    }
    return found;
  }
}

function scan(bus, found) {
  for (let device = 0; device < 32; device++) {
    let functions = 1;
    for (let fn = 0; fn < functions; fn++) {
      const d = new Device(bus, device, fn);
      if (d.vendor === NONE) continue;
      if (fn === 0 && d.header & MULTIFUNCTION) functions = 8;
      %ArrayPrototypePush(found, d);
      if ((d.header & 0x7f) === HEADER_BRIDGE) {
        const below = d.read8(SECONDARY_BUS);
        if (below > bus) scan(below, found);
      }
    }
  }
  return found;
}

// All devices, bus by bus.
function devices() {
  return scan(0, []);
}

// The first of a vendor with one of the ids, or undefined.
function find(vendor, ...ids) {
  return %ArrayPrototypeFind(
    devices(),
    (d) => d.vendor === vendor && %ArrayPrototypeIncludes(ids, d.id),
  );
}

module.exports = { Device, devices, find };
