"use strict";
// parseArgs with a negated option that has a value, debuglog of anything, the
// map of errors, warnings from before process is used, missing arguments.

const util = require("util");

util.deprecate(() => {}, "old", "DEP9")();
process.on("warning", (w) => console.log("warning", w.name, w.code));
try {
  util.parseArgs({
    args: ["--no-bar=1"],
    options: { bar: { type: "boolean", short: "b" } },
    allowNegative: true,
  });
} catch (e) {
  console.log(e.code, e.message);
}
for (const set of [undefined, null, {}, Symbol("s"), 1, "x"])
  console.log(util.debuglog(set));
console.log([...util.getSystemErrorMap()].join(" "));
process.exitCode = "0";
console.log(process.exitCode, process.eventNames().slice(0, 2));
const url = require("url");
for (const call of [
  () => url.urlToHttpOptions(null),
  () => url.urlToHttpOptions("x"),
  () => url.domainToASCII(),
  () => url.domainToUnicode(),
  () => require("events").getMaxListeners(null),
])
  try {
    console.log(call());
  } catch (e) {
    console.log(e.code, e.message);
  }
