"use strict";
// The clocks of the PC: the date of the CMOS clock, its periodic interrupt, and the second channel of the 8254 timer.
//
//   jsc --image examples/hw/clock.js -o clock.elf

const { inb, interrupt, outb } = require("hw");

// ---- CMOS clock (MC146818) ----
const LINE = 8;
const [INDEX, DATA] = [0x70, 0x71];
const [A, B, C] = [10, 11, 12]; // its registers

function read(index) {
  outb(INDEX, index);
  return inb(DATA);
}

function write(index, value) {
  outb(INDEX, index);
  outb(DATA, value);
}

function date() {
  while (read(A) & 0x80); // it counts on right now
  const isBinary = read(B) & 4;
  const number = (index) => {
    const v = read(index);
    return isBinary ? v : (v >> 4) * 10 + (v & 15);
  };
  return new Date(
    Date.UTC(
      2000 + number(9),
      number(8) - 1,
      number(7),
      number(4),
      number(2),
      number(0),
    ),
  );
}

// Calls back `hertz` (a power of two from 2 to 8192) times a second.
function everyTick(hertz, callback) {
  write(A, (read(A) & 0xf0) | (16 - Math.log2(hertz)));
  write(B, read(B) | 0x40);
  const handle = interrupt(LINE, () => {
    read(C); // takes the request back
    callback();
  });
  read(C);
  return () => {
    write(B, read(B) & ~0x40);
    handle.close();
  };
}

// ---- 8254 timer ----
const HERTZ = 1193182;

// Counts down from 65535 while `work` runs; milliseconds, at most 54.
function measure(work) {
  outb(0x61, (inb(0x61) & ~2) | 1);
  outb(0x43, 0xb0); // channel 2, once
  outb(0x42, 0xff);
  outb(0x42, 0xff);
  work();
  outb(0x43, 0x80);
  const left = inb(0x42) | (inb(0x42) << 8);
  return ((65535 - left) * 1000) / HERTZ;
}

console.log(date().toISOString());
console.log("the same as Date", Math.abs(date() - Date.now()) < 2000);
const ms = measure(() => {
  const end = performance.now() + 20;
  while (performance.now() < end);
});
console.log("20 ms by the timer", ms >= 19 && ms < 54);
let ticks = 0;
const start = performance.now();
const stop = everyTick(64, () => {
  if (++ticks < 32) return;
  stop();
  const took = performance.now() - start;
  console.log("32 ticks of 64 in half a second", took > 400 && took < 2000);
});
