"use strict";
// A PS/2 keyboard: prints what is typed, line by line, until an empty line.
//
//   jsc --image examples/hw/keyboard.js -o keyboard.elf

const { inb, interrupt, outb } = require("hw");

const LINE = 1;
const [DATA, STATUS] = [0x60, 0x64];
const FULL = 1;
const BUSY = 2;

// Scan codes of set 1, to which the controller translates: plain and with Shift.
const plain =
  "\0\x1b1234567890-=\b\tqwertyuiop[]\n\0asdfghjkl;'`\0\\zxcvbnm,./\0*\0 ";
const shifted =
  '\0\x1b!@#$%^&*()_+\b\tQWERTYUIOP{}\n\0ASDFGHJKL:"~\0|ZXCVBNM<>?\0*\0 ';
const SHIFTS = [0x2a, 0x36];
const RELEASED = 0x80;

function command(byte, argument) {
  while (inb(STATUS) & BUSY);
  outb(STATUS, byte);
  if (argument === undefined) return;
  while (inb(STATUS) & BUSY);
  outb(DATA, argument);
}

function listen(onKey) {
  let isShifted = false;
  command(0xae); // the keyboard is on
  while (inb(STATUS) & FULL) inb(DATA);
  command(0x60, 0x41); // translate, interrupt
  return interrupt(LINE, () => {
    while (inb(STATUS) & FULL) {
      const code = inb(DATA);
      const key = code & ~RELEASED;
      if (SHIFTS.includes(key)) isShifted = code < RELEASED;
      else if (code < RELEASED)
        onKey((isShifted ? shifted : plain)[key] ?? "\0");
    }
  });
}

let line = "";
const keyboard = listen((c) => {
  if (c === "\b") line = line.slice(0, -1);
  else if (c === "\n") {
    if (line === "") {
      keyboard.close();
      console.log("bye");
      return;
    }
    console.log("typed", line);
    line = "";
  } else if (c !== "\0") line += c;
});
console.log("type");
