// Errors of the library: each case ends the program with one that nobody catches. errors.test runs them all under the
// reference and compiled, and compares what they report.
const assert = require("assert");
const fs = require("fs");
const path = require("path");
const { readFileSync } = fs;
const EventEmitter = require("events");

class Own extends EventEmitter {}

// A number: that case. Nothing: how many there are.
function run(number) {
  let n = 0;
  if (number === n++) return fs.readFileSync("/none");
  if (number === n++) return readFileSync("/none", "utf8");
  if (number === n++) return fs.readFileSync("/");
  if (number === n++) return fs.readFileSync(undefined);
  if (number === n++) return fs.readFileSync("/etc/passwd", "utf9");
  if (number === n++) return fs.writeFileSync("/none/x", "a");
  if (number === n++) return fs.writeFileSync("/none/x", Buffer.from("a"));
  if (number === n++) return fs.writeFileSync("/tmp/x", undefined);
  if (number === n++) return fs.appendFileSync("/none/x", "a");
  if (number === n++) return fs.openSync("/none", "zz");
  if (number === n++) return fs.closeSync("a");
  if (number === n++) return fs.readSync(9999, Buffer.alloc(3));
  if (number === n++) return fs.writeSync(9999, "x");
  if (number === n++) return fs.statSync("/none");
  if (number === n++) return fs.lstatSync();
  if (number === n++) return fs.readdirSync("/none");
  if (number === n++) return fs.mkdirSync("/none/x");
  if (number === n++) return fs.rmSync("/none");
  if (number === n++) return fs.rmSync("/tmp");
  if (number === n++) return fs.renameSync("/none", "/none2");
  if (number === n++) return fs.copyFileSync("/none", "/none2");
  if (number === n++) return fs.opendirSync("/none");
  if (number === n++) return fs.createReadStream("/none");
  if (number === n++) return fs.createReadStream(5);
  if (number === n++) return fs.readFile("/none");
  if (number === n++) return fs.stat("/none");
  if (number === n++) return fs.readdir("/none", (error, list) => list.length);
  if (number === n++) return fs.readFile("/none", (error) => null.x);
  if (number === n++) return fs.promises.readFile("/none");
  if (number === n++) return fs.promises.readFile();
  if (number === n++) return (async () => await fs.promises.stat("/none"))();
  if (number === n++) return new EventEmitter().emit("error", new Error("unheard"));
  if (number === n++) return new EventEmitter().emit("error", { a: 1 });
  if (number === n++) return new Own().emit("error", new TypeError("unheard"));
  if (number === n++) return setTimeout((x) => null.x, 1, 2);
  if (number === n++) return setImmediate((x) => null.x, 1);
  if (number === n++) return process.nextTick((a, b) => null.x, 1, 2);
  if (number === n++) return path.join(1);
  if (number === n++) return path.relative("a");
  if (number === n++) return Buffer.from(5);
  if (number === n++) return Buffer.from("a", "utf9");
  if (number === n++) return Buffer.alloc(-1);
  if (number === n++) return Buffer.concat([1]);
  if (number === n++) return Buffer.alloc(4).readUInt32LE(1);
  if (number === n++) return Buffer.alloc(4).readInt16BE("a");
  if (number === n++) return Buffer.alloc(4).readDoubleLE();
  if (number === n++) return Buffer.alloc(4).writeUInt8(256);
  if (number === n++) return Buffer.alloc(4).writeInt16LE(1, 9);
  if (number === n++) return Buffer.alloc(4).writeDoubleBE(1);
  if (number === n++) return Buffer.alloc(4).toString("foo");
  if (number === n++) return assert(number < 0);
  if (number === n++) return assert.deepStrictEqual({ a: 1 }, { a: 2 });
  if (number === n++) return assert.throws(() => null.x, /y/);
  if (number === n++) return assert.fail("failed");
  if (number === n++) return assert.strictEqual(1);
  if (number === n++) return require("./missing");
  if (number === n++) return require("node:missing");
  if (number === n++) return require.resolve("missing");
  if (number === n++) return require(number);
  if (number === n++) return import("./missing.mjs");
  if (number === n++) return import("missing");
  if (number === n++) return new URL("none");
  if (number === n++) return new URL();
  if (number === n++) return new Own().on("a");
  if (number === n++) return new Own().once("a", 5);
  if (number === n++) return process.nextTick();
  if (number === n++) return setTimeout("a", 5);
  if (number === n++) return setImmediate();
  if (number === n++) return queueMicrotask(5);
  return console.log(n);
}

run(process.argv[2] === undefined ? -1 : +process.argv[2]);
