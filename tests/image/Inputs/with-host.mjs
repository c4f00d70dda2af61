// Boots an image whose device is connected to this script by sockets, plays the host's part, and prints what the image sends
// to its console.
//
//   node with-host.mjs console|serial|keyboard|network IMAGE [OPTIONS OF QEMU...]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

const [kind, image, ...options] = process.argv.slice(2);
const failed = (why) => {
  console.error(why);
  qemu?.kill();
  process.exit(1);
};
setTimeout(() => failed("too slow"), 60000).unref();

let qemu;
let shown = "";
const waiting = [];
const server = createServer();
await once(server.listen(0, "127.0.0.1"), "listening");
const at = `127.0.0.1:${server.address().port}`;
const devices = {
  console: ["-serial", `tcp:${at}`, "-monitor", "none"],
  serial: ["-serial", "stdio", "-serial", `tcp:${at}`, "-monitor", "none"],
  keyboard: ["-serial", "stdio", "-monitor", `tcp:${at}`],
  network: ["-serial", "stdio", "-netdev", `socket,id=n,connect=${at}`, "-monitor", "none"],
};

function boot() {
  const exit = [
    "-no-reboot",
    "-device",
    "isa-debug-exit,iobase=0x501,iosize=2",
  ];
  const machine = [
    "-M",
    "q35",
    "-cpu",
    "max",
    "-accel",
    "tcg",
    "-m",
    "64",
    "-display",
    "none",
    ...exit,
  ];
  const args = [
    ...machine, ...devices[kind],
    "-kernel",
    image,
    ...options,
  ];
  qemu = spawn("qemu-system-x86_64", args, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  qemu.stdout.on("data", (bytes) => {
    shown += bytes.toString("latin1").replaceAll("\r", "");
    for (const w of waiting) if (shown.includes(w.text)) w.resolve();
  });
}

const shows = (text) =>
  new Promise((resolve) => {
    if (shown.includes(text)) resolve();
    else waiting.push({ text, resolve });
  });

// Reads a socket: at least `count` bytes, or until a text.
function reader(socket) {
  let bytes = Buffer.alloc(0);
  let wake = () => {};
  socket.on("data", (more) => {
    bytes = Buffer.concat([bytes, more]);
    wake();
  });
  socket.on("error", () => {});
  const more = () => new Promise((resolve) => (wake = resolve));
  const take = (n) => {
    const part = bytes.subarray(0, n);
    bytes = bytes.subarray(n);
    return part;
  };
  return {
    async bytes(n) {
      while (bytes.length < n) await more();
      return take(n);
    },
    rest: () => bytes.toString("latin1"),
    async until(text) {
      while (!bytes.includes(text)) await more();
      return take(bytes.indexOf(text) + text.length).toString("latin1");
    },
  };
}

const parts = {
  // Lines of standard input, each when the REPL prompts.
  async console(socket) {
    const from = reader(socket);
    for (const line of readFileSync(0, "utf8").trim().split("\n")) {
      shown += await from.until("> \x1b[3G");
      socket.write(`${line}\r`);
    }
    await once(socket, "close");
    shown += from.rest();
  },

  async serial(socket) {
    const from = reader(socket);
    console.log("host:", (await from.until("\n")).trim());
    for (const line of ["hello, port", "x".repeat(200), "quit"]) {
      socket.write(`${line}\n`);
      const answer = (await from.until("\n")).trim();
      console.log("host:", answer === line.toUpperCase() ? "capitals" : answer);
    }
  },

  async keyboard(socket) {
    await shows("type\n");
    const from = reader(socket);
    await from.until("(qemu) ");
    for (const key of [
      "shift-h",
      "i",
      "spc",
      "5",
      "x",
      "backspace",
      "shift-1",
      "ret",
      "ret",
    ]) {
      socket.write(`sendkey ${key} 20\n`);
      await from.until("(qemu) ");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  },

  async network(socket) {
    await shows("listening");
    const from = reader(socket);
    const ours = Buffer.from("525500000001", "hex");
    const [theirIp, ourIp] = [
      Buffer.from([10, 0, 2, 15]),
      Buffer.from([10, 0, 2, 2]),
    ];
    const send = (frame) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(frame.length);
      socket.write(Buffer.concat([length, frame]));
    };
    const receive = async () =>
      from.bytes((await from.bytes(4)).readUInt32BE());
    const sum = (bytes) => {
      let s = 0;
      for (let i = 0; i < bytes.length; i += 2) s += bytes.readUInt16BE(i);
      while (s > 0xffff) s = (s & 0xffff) + (s >> 16);
      return ~s & 0xffff;
    };
    const arp = (target) => {
      const head = Buffer.from(
        "ffffffffffff5255000000010806" + "0001080006040001",
        "hex",
      );
      return Buffer.concat([head, ours, ourIp, Buffer.alloc(6), target]);
    };
    send(arp(Buffer.from([10, 0, 2, 99]))); // somebody else
    send(arp(theirIp));
    const answer = await receive();
    const mac = answer.subarray(22, 28);
    console.log(
      "host: arp",
      answer.readUInt16BE(20),
      mac.toString("hex"),
      [...answer.subarray(28, 32)].join("."),
    );
    for (let n = 1; n <= 3; n++) {
      const data = Buffer.alloc(n * 400, n);
      const icmp = Buffer.concat([Buffer.from([8, 0, 0, 0, 0, 7, 0, n]), data]);
      icmp.writeUInt16BE(sum(icmp), 2);
      const ip = Buffer.from("4500000000004000400100000000000000000000", "hex");
      ip.writeUInt16BE(ip.length + icmp.length, 2);
      ourIp.copy(ip, 12);
      theirIp.copy(ip, 16);
      ip.writeUInt16BE(sum(ip), 10);
      send(Buffer.concat([mac, ours, Buffer.from([8, 0]), ip, icmp]));
      const pong = await receive();
      const body = pong.subarray(34);
      const isSound = sum(pong.subarray(14, 34)) === 0 && sum(body) === 0;
      const isSame =
        body.subarray(8).equals(data) && pong.subarray(0, 6).equals(ours);
      console.log("host: pong", body[0], body.readUInt16BE(6), isSound, isSame);
    }
  },
};

const [[socket]] = await Promise.all([once(server, "connection"), boot()]);
const ended = once(qemu, "exit");
await parts[kind](socket);
const [status] = await ended;
process.stdout.write(shown.replaceAll("\r", ""));
console.log("status", status);
process.exit(status === 1 ? 0 : 1);
