"use strict";
// A 16550 serial port (COM2), driven from JavaScript: it greets, then sends every line back in capital letters, until "quit".
//
//   jsc --image examples/hw/serial.js -o serial.elf
//   qemu-system-x86_64 -M q35 -cpu max -display none -serial stdio -serial tcp:127.0.0.1:4000 -kernel serial.elf

const { inb, outb, interrupt } = require("hw");

const LINE = 3;
const BASE = 0x2f8;
const [DATA, ENABLE, FIFO, CONTROL, MODEM, STATUS] = [0, 1, 2, 3, 4, 5].map(
  (n) => BASE + n,
);
const RECEIVED = 1; // of the line status register
const CAN_SEND = 0x20;

class SerialPort {
  #queue = [];
  #handle;

  constructor(baud, onData) {
    const divisor = 115200 / baud;
    outb(ENABLE, 0);
    outb(CONTROL, 0x80); // the divisor's registers
    outb(DATA, divisor & 255);
    outb(ENABLE, divisor >> 8);
    outb(CONTROL, 3); // 8 bits, no parity, 1 stop bit
    outb(FIFO, 0xc7);
    outb(MODEM, 0x0b);
    this.#handle = interrupt(LINE, () => {
      while (inb(STATUS) & RECEIVED) onData(inb(DATA));
      this.#send();
    });
    outb(ENABLE, 1);
  }

  write(text) {
    for (const byte of Buffer.from(text)) this.#queue.push(byte);
    this.#send();
  }

  // What the port takes at once; the interrupt of its empty queue asks for more.
  #send() {
    while (this.#queue.length > 0 && inb(STATUS) & CAN_SEND)
      outb(DATA, this.#queue.shift());
    outb(ENABLE, this.#queue.length > 0 ? 3 : 1);
  }

  close() {
    outb(ENABLE, 0);
    this.#handle.close();
  }
}

let line = "";
const port = new SerialPort(115200, (byte) => {
  const c = String.fromCharCode(byte);
  if (c !== "\n") {
    line += c;
    return;
  }
  console.log("received", JSON.stringify(line));
  port.write(`${line.toUpperCase()}\n`);
  if (line === "quit") port.close();
  line = "";
});
port.write("ready\n");
