// Errors of the library: each case ends the program with one that nobody catches. errors.test runs them all under the
// reference and compiled, and compares what they report.
const fs = require("fs");
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
  return console.log(n);
}

run(process.argv[2] === undefined ? -1 : +process.argv[2]);
