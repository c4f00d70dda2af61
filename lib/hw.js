"use strict";
// require('hw'): the machine under an image (jsc --image): ports, physical
// memory, interrupts. Under Linux everything but `available` throws.

const { unwatch, watch } = require("internal/loop");
const { coded } = require("internal/errors");

// Numbers of runtime/os/bare/hardware-calls.h.
const HW_MAP = 0x4a5302;
const HW_ALLOCATE = 0x4a5303;
const HW_FREE = 0x4a5304;
const HW_INTERRUPT = 0x4a5305;
const HW_STOP = 0x4a5306;
const HW_ROOT_TABLE = 0x4a5307;
const SYS_read = 0;
const SYS_close = 3;
const ENOSYS = -38;
const EBUSY = -16;
const ENOMEM = -12;
const POLLIN = 1;
const DIRECT_BASE = 0xffff800000000000n; // of physical memory

const available = %Syscall(HW_ROOT_TABLE) !== ENOSYS;

function refused() {
  return coded(
    %Error,
    "ERR_HW_UNAVAILABLE",
    "The hardware can be reached only in an image (jsc --image)",
  );
}

function call(nr, a, b, c) {
  const r = %Syscall(nr, a, b, c);
  if (r === ENOSYS) throw refused();
  return r;
}

function checkRange(name, value, most) {
  if (typeof value !== "number")
    throw coded(
      %TypeError,
      "ERR_INVALID_ARG_TYPE",
      `The "${name}" argument must be of type number`,
    );
  if (!(value >= 0 && value <= most) || value % 1 !== 0)
    throw coded(
      %RangeError,
      "ERR_OUT_OF_RANGE",
      `The value of "${name}" is out of range: ${value}`,
    );
}

// ---- Ports ------------------------------------------------------------------------

// In images these are builtins, and calls whose arguments' types are known become
// instructions in place (opt/syscalls). Port and value are taken modulo their range.
function refuse() {
  throw refused();
}
const inb = available ? %HwInb : refuse;
const inw = available ? %HwInw : refuse;
const inl = available ? %HwInl : refuse;
const outb = available ? %HwOutb : refuse;
const outw = available ? %HwOutw : refuse;
const outl = available ? %HwOutl : refuse;

// ---- Memory -----------------------------------------------------------------------

// An ArrayBuffer of the physical memory there. An access by a DataView is one of
// its width; typed arrays are for memory that is no device's.
function memory(address, size) {
  checkRange("address", address, 0x7fffffffff);
  checkRange("size", size, 0x7fffffff);
  const r = call(HW_MAP, address, size);
  if (r < 0) throw new %RangeError("No such physical memory");
  return %BufferAt(DIRECT_BASE + %BigInt(address), size);
}

// Zeroed memory that devices can read and write: `buffer`, and its physical
// `address`. It stays where it is until `free`.
function dma(size) {
  checkRange("size", size, 0x7fffffff);
  const address = call(HW_ALLOCATE, size);
  if (address === ENOMEM) throw new %RangeError("Out of memory");
  if (address < 0) throw new %RangeError("Invalid size");
  const buffer = memory(address, size);
  const free = () => {
    if (%ArrayBufferPrototypeGetByteLength(buffer) === 0) return;
    %DetachArrayBuffer(buffer);
    call(HW_FREE, address, size);
  };
  return { address, buffer, free };
}

// ---- Interrupts -------------------------------------------------------------------

// Calls back, on the loop, when the line (0 to 15, of the 8259 controllers)
// interrupts. It is masked until the callback has returned, which makes the
// device take its request back.
function interrupt(line, callback) {
  checkRange("line", line, 15);
  if (typeof callback !== "function")
    throw coded(
      %TypeError,
      "ERR_INVALID_ARG_TYPE",
      'The "callback" argument must be of type function',
    );
  const fd = call(HW_INTERRUPT, line);
  if (fd === EBUSY) throw new %Error(`Line ${line} is in use`);
  if (fd < 0) throw new %Error(`Line ${line} cannot be used`);
  const count = new %Uint32Array(2);
  let isOpen = true;
  const watcher = watch(fd, POLLIN, () => {
    try {
      callback();
    } finally {
      if (isOpen) %Syscall(SYS_read, fd, count, 8);
    }
  });
  const handle = {
    close() {
      if (!isOpen) return;
      isOpen = false;
      unwatch(watcher);
      %Syscall(SYS_close, fd);
    },
    ref() {
      watcher.refed = true;
      return handle;
    },
    unref() {
      watcher.refed = false;
      return handle;
    },
  };
  return handle;
}

// ---- The machine ------------------------------------------------------------------

// Ends the machine at once; the status goes to qemu's isa-debug-exit.
function stop(status = 0) {
  checkRange("status", status, 255);
  call(HW_STOP, status);
}

// Where ACPI's root pointer is, if the loader told; else 0.
function rootTable() {
  return call(HW_ROOT_TABLE);
}

module.exports = {
  available,
  dma,
  inb,
  inl,
  interrupt,
  inw,
  memory,
  outb,
  outl,
  outw,
  rootTable,
  stop,
};
