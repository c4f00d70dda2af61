"use strict";
// require('hw/acpi'): the tables of ACPI (6.5, chapter 5), and switching the
// machine off with them.

const { available, inw, memory, outw, rootTable } = require("hw");

const POINTER_BYTES = 36;
const HEADER_BYTES = 36;
const SLEEP_ENABLE = 0x2000;
const SLEEP_TYPE = 0x1c00;
const HARDWARE_REDUCED = 1 << 20;
const MEMORY = 0;
const PORT = 1;

function textAt(view, at, length) {
  let text = "";
  for (let i = 0; i < length; i++)
    text += %StringFromCharCode(view.getUint8(at + i));
  return text;
}

function viewAt(address, size) {
  return new %DataView(memory(address, size));
}

// The root pointer: where the loader said, or in the BIOS' memory.
function findPointer() {
  const told = rootTable();
  if (told) return viewAt(told, POINTER_BYTES);
  const bios = viewAt(0xe0000, 0x20000);
  for (let at = 0; at < 0x20000; at += 16)
    if (
      bios.getUint32(at, true) === 0x20445352 &&
      textAt(bios, at, 8) === "RSD PTR "
    )
      return viewAt(0xe0000 + at, POINTER_BYTES);
  return undefined;
}

function tableAt(address) {
  const head = viewAt(address, HEADER_BYTES);
  const length = head.getUint32(4, true);
  return {
    signature: textAt(head, 0, 4),
    address,
    view: viewAt(address, length),
  };
}

// [{ signature, address, view }] of the tables that the root table names.
function tables() {
  const pointer = findPointer();
  if (pointer === undefined) return [];
  const isLong = pointer.getUint8(15) >= 2 && pointer.getUint32(24, true) !== 0;
  const root = tableAt(pointer.getUint32(isLong ? 24 : 16, true));
  const found = [];
  const step = isLong ? 8 : 4;
  for (let at = HEADER_BYTES; at < root.view.byteLength; at += step)
    %ArrayPrototypePush(found, tableAt(root.view.getUint32(at, true)));
  return found;
}

function find(signature) {
  return %ArrayPrototypeFind(tables(), (t) => t.signature === signature);
}

// The first number of the package _S5_ in the definition block: what is to be
// written to sleep for good. Found by its bytes: Name (_S5_, Package (…) { n, … }).
function sleepType(dsdt) {
  for (let at = HEADER_BYTES; at < dsdt.byteLength - 12; at++) {
    if (dsdt.getUint32(at, true) !== 0x5f35535f) continue; // _S5_
    if (dsdt.getUint8(at + 4) !== 0x12) continue; // PackageOp
    const lengthBytes = 1 + (dsdt.getUint8(at + 5) >> 6);
    const first = at + 5 + lengthBytes + 1;
    const op = dsdt.getUint8(first);
    return op === 0x0a ? dsdt.getUint8(first + 1) : op; // BytePrefix, or ZeroOp, OneOp
  }
  return undefined;
}

const POWER_OFF_LIMIT = 1000; // milliseconds

// Machines go down in their own time, which is not for code that believes in it.
function waitForTheEnd() {
  const end = %DateNow() + POWER_OFF_LIMIT;
  while (%DateNow() < end);
  return false;
}

// Switches the machine off. Returns false if its tables do not say how, or it stays on.
function powerOff() {
  const fadt = find("FACP")?.view;
  if (fadt === undefined) return false;
  const type = sleepType(tableAt(fadt.getUint32(40, true)).view);
  if (type === undefined) return false;
  if (fadt.getUint32(112, true) & HARDWARE_REDUCED) {
    const kind = fadt.getUint8(244); // SLEEP_CONTROL_REG
    const address = fadt.getUint32(248, true);
    const value = 0x20 | (type << 2);
    if (kind === MEMORY) viewAt(address, 1).setUint8(0, value);
    else if (kind === PORT) require("hw").outb(address, value);
    return waitForTheEnd();
  }
  for (const field of [64, 68]) {
    const port = fadt.getUint32(field, true); // PM1a_CNT_BLK, PM1b_CNT_BLK
    if (port !== 0)
      outw(port, (inw(port) & ~SLEEP_TYPE) | (type << 10) | SLEEP_ENABLE);
  }
  return waitForTheEnd();
}

module.exports = { available, find, powerOff, tables };
