"use strict";
// Arguments that are refused, with codes and messages; small things of process, os, util and string_decoder.
const os = require("os");
const util = require("util");
const { transcode } = require("buffer");
const { StringDecoder } = require("string_decoder");
const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
const values = [undefined, null, -1, 1.5, NaN, "x", "5", "it's", "C:\\x", "x".repeat(40), {}, [], true, 5n, () => {}, Symbol("q"), Buffer.from("abc")];
for (const v of values) {
  show(() => typeof process.cpuUsage(v).user);
  show(() => typeof process.cpuUsage({ user: 1, system: v }).user);
  if (v !== undefined && v !== "5") show(() => process.umask(v));
  show(() => ((process.exitCode = v), process.exitCode));
  if (v && v !== true && typeof v !== "number" && v !== "5") show(() => process.kill(process.pid, v));
  if (v !== "x" && v !== "5") show(() => process.getBuiltinModule(v));
  if (typeof v !== "string") show(() => process.setuid(v === undefined || v === null || v === -1 ? {} : v));
  if (v !== null && v !== undefined && v !== "5") show(() => os.getPriority(v));
  show(() => new StringDecoder(v).encoding);
  show(() => transcode(Buffer.from("é"), "utf8", v));
  show(() => Buffer.alloc(8).writeBigInt64LE(v));
  show(() => util.diff("a", v));
  show(() => util.convertProcessSignalToExitCode(v));
  show(() => new TextDecoder().decode(v === undefined ? 5 : v));
}
process.exitCode = undefined;
show(() => process.setuid("no such user"));
show(() => process.getgroups().includes(process.getegid()));
show(() => [os.constants.dlopen, os.constants.errno]);
show(() => util.diff("kitten", "sitting"));
show(() => util.diff(["a", "b"], ["b", "c,"]));
const utf16 = Buffer.from("aé😀€\u{1F680}z", "utf16le");
for (const n of [1, 2, 3, 5, 7]) {
  const d = new StringDecoder("utf16le");
  const out = [];
  for (let i = 0; i < utf16.length; i += n) out.push(d.write(utf16.subarray(i, i + n)), d.lastNeed);
  console.log(JSON.stringify([...out, d.end()]));
}
for (const name of [undefined, null, 5]) console.log(util.inspect(Object.assign(new Error("x"), { name, stack: "Error: x" })));
console.countReset("nothing");
console.error("the warning comes later");
for (const call of [() => os.getPriority(2 ** 22 + 7), () => os.setPriority(2 ** 22 + 7, 0)])
  try {
    call();
  } catch (e) {
    console.log(String(e), util.inspect(e).replace(/\n    at .*/g, ""));
  }
