"use strict";
// virtio-net: answers ARP and ping for one address (ADDRESS, 10.0.2.15 unless the command line says otherwise); ends after
// PINGS of them.
//
//   jsc --image examples/hw/network.js -o network.elf
//   qemu-system-x86_64 … -netdev socket,id=n,connect=127.0.0.1:4000 -device virtio-net-pci,netdev=n -append PINGS=3

const { dma } = require("hw");
const virtio = require("hw/virtio");

const FEATURE_MAC = 1n << 5n;
const BUFFERS = 16;
const ROOM = 2048;
const [ARP, IPV4, ICMP] = [0x0806, 0x0800, 1];

class Network {
  #receive;
  #send;
  #handle;
  #head; // bytes of virtio's own before a frame

  constructor(device, onFrame) {
    device.start(FEATURE_MAC);
    this.mac = Buffer.from(
      Array.from({ length: 6 }, (_, i) => device.config.getUint8(i)),
    );
    this.#head = device.isLegacy ? 10 : 12;
    this.#receive = device.queue(0, 64);
    this.#send = device.queue(1, 64);
    device.ready();
    const memory = dma(BUFFERS * ROOM);
    for (let i = 0; i < BUFFERS; i++) {
      const bytes = Buffer.from(memory.buffer, i * ROOM, ROOM);
      const buffer = {
        address: memory.address + i * ROOM,
        length: ROOM,
        isWritable: true,
      };
      this.#receive.add([buffer], { buffer, bytes });
    }
    this.#receive.kick();
    this.#handle = device.onInterrupt(() => {
      for (const { token } of this.#send.collect()) token.free();
      const done = this.#receive.collect();
      for (const { token, length } of done) {
        onFrame(Buffer.from(token.bytes.subarray(this.#head, length)));
        this.#receive.add([token.buffer], token);
      }
      if (done.length > 0) this.#receive.kick();
    });
  }

  send(frame) {
    const memory = dma(this.#head + frame.length);
    Buffer.from(memory.buffer).set(frame, this.#head);
    this.#send.add(
      [{ address: memory.address, length: this.#head + frame.length }],
      memory,
    );
    this.#send.kick();
  }

  close() {
    this.#handle.close();
  }
}

// The Internet's checksum (RFC 1071).
function checksum(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2)
    sum += (bytes[i] << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

const address = Buffer.from(
  (process.env.ADDRESS ?? "10.0.2.15").split(".").map(Number),
);
let left = Number(process.env.PINGS ?? Infinity);

// A frame back to who sent this one.
function reply(frame) {
  const answer = Buffer.from(frame);
  frame.copy(answer, 0, 6, 12);
  network.mac.copy(answer, 6);
  return answer;
}

function onArp(frame) {
  const isRequest = frame.readUInt16BE(20) === 1;
  if (!isRequest || !frame.subarray(38, 42).equals(address)) return;
  const answer = reply(frame);
  answer.writeUInt16BE(2, 20);
  network.mac.copy(answer, 22);
  address.copy(answer, 28);
  frame.copy(answer, 32, 22, 32);
  network.send(answer);
  console.log("told", [...frame.subarray(28, 32)].join("."), "where we are");
}

function onIp(frame) {
  const head = 14 + (frame[14] & 15) * 4;
  const end = 14 + frame.readUInt16BE(16);
  const isPing = frame[23] === ICMP && frame[head] === 8;
  if (!isPing || !frame.subarray(30, 34).equals(address)) return;
  const answer = reply(frame.subarray(0, end));
  frame.copy(answer, 26, 30, 34);
  frame.copy(answer, 30, 26, 30);
  answer[head] = 0;
  answer.writeUInt16BE(0, head + 2);
  answer.writeUInt16BE(checksum(answer.subarray(head)), head + 2);
  network.send(answer);
  console.log(
    "ping",
    frame.readUInt16BE(head + 6),
    "of",
    end - head - 8,
    "bytes",
  );
  if (--left === 0) setTimeout(() => network.close(), 20); // the answer is on its way
}

const found = virtio.find(1);
if (found === undefined) {
  console.log("there is no virtio-net");
  process.exit(1);
}
const network = new Network(found, (frame) => {
  const type = frame.readUInt16BE(12);
  if (type === ARP) onArp(frame);
  else if (type === IPV4) onIp(frame);
});
console.log(
  "listening as",
  [...network.mac].map((b) => b.toString(16).padStart(2, "0")).join(":"),
);
