"use strict";
// virtio-rng: random bytes from the host.
//
//   jsc --image examples/hw/random.js -o random.elf
//   qemu-system-x86_64 … -device virtio-rng-pci

const { dma } = require("hw");
const virtio = require("hw/virtio");

const device = virtio.find(4);
if (device === undefined) {
  console.log("there is no virtio-rng");
  process.exit(1);
}

device.start();
const queue = device.queue(0, 8);
device.ready();

const handle = device.onInterrupt(() => {
  for (const { token, length } of queue.collect()) token(length);
});

async function random(count) {
  const { address, buffer, free } = dma(count);
  const length = await new Promise((resolve) => {
    queue.add([{ address, length: count, isWritable: true }], resolve);
    queue.kick();
  });
  const bytes = Buffer.from(buffer.slice(0, length));
  free();
  return bytes;
}

(async () => {
  const [a, b] = [await random(32), await random(32)];
  console.log(a.length, b.length);
  console.log("different", !a.equals(b) && new Set(a).size > 8);
  handle.close();
})();
