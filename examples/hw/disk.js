"use strict";
// virtio-blk: reads the first sector of a disk, writes the bytes in reverse order to the last one, reads it back.
//
//   jsc --image examples/hw/disk.js -o disk.elf
//   qemu-system-x86_64 … -drive file=disk.raw,format=raw,if=none,id=d -device virtio-blk-pci,drive=d

const { dma } = require("hw");
const virtio = require("hw/virtio");

const SECTOR = 512;
const [READ, WRITE, FLUSH] = [0, 1, 4];
const FEATURE_FLUSH = 1n << 9n;

class Disk {
  #queue;
  #handle;

  constructor(device) {
    this.canFlush = (device.start(FEATURE_FLUSH) & FEATURE_FLUSH) !== 0n;
    this.sectors = Number(device.config.getBigUint64(0, true));
    this.#queue = device.queue(0, 64);
    device.ready();
    this.#handle = device.onInterrupt(() => {
      for (const { token } of this.#queue.collect()) token();
    });
  }

  // A request (virtio 5.2.6): head, data, a byte for the status.
  async #request(type, sector, length, fill) {
    const memory = dma(16 + length + 1);
    const head = new DataView(memory.buffer);
    head.setUint32(0, type, true);
    head.setBigUint64(8, BigInt(sector), true);
    const data = new Uint8Array(memory.buffer, 16, length);
    if (fill) data.set(fill);
    const chain = [{ address: memory.address, length: 16 }];
    if (length > 0)
      chain.push({
        address: memory.address + 16,
        length,
        isWritable: type === READ,
      });
    chain.push({
      address: memory.address + 16 + length,
      length: 1,
      isWritable: true,
    });
    await new Promise((resolve) => {
      this.#queue.add(chain, resolve);
      this.#queue.kick();
    });
    const status = head.getUint8(16 + length);
    const bytes = Buffer.from(data);
    memory.free();
    if (status !== 0) throw new Error(`the disk reports status ${status}`);
    return bytes;
  }

  read(sector, count = 1) {
    return this.#request(READ, sector, count * SECTOR);
  }

  async write(sector, bytes) {
    await this.#request(WRITE, sector, bytes.length, bytes);
    if (this.canFlush) await this.#request(FLUSH, 0, 0);
  }

  close() {
    this.#handle.close();
  }
}

(async () => {
  const found = virtio.find(2);
  if (found === undefined) throw new Error("there is no virtio-blk");
  const disk = new Disk(found);
  console.log(`${disk.sectors} sectors`);
  const first = await disk.read(0);
  console.log(first.toString("latin1", 0, 11));
  await disk.write(disk.sectors - 1, Buffer.from(first).reverse());
  const last = await disk.read(disk.sectors - 1);
  console.log("as written", last.reverse().equals(first));
  await disk
    .read(disk.sectors)
    .catch((e) => console.log("behind the end:", e.message));
  disk.close();
})();
