// Prints lib/exports.def: the names that lib's public modules export.
const modules = [
  ["assert", () => require("assert")],
  ["assert/strict", () => require("assert/strict")],
  ["buffer", () => require("buffer")],
  ["child_process", () => require("child_process")],
  ["console", () => require("console")],
  ["constants", () => require("constants")],
  ["crypto", () => require("crypto")],
  ["diagnostics_channel", () => require("diagnostics_channel")],
  ["events", () => require("events")],
  ["fs", () => require("fs")],
  ["fs/promises", () => require("fs/promises")],
  ["libsys", () => require("libsys")],
  ["module", () => require("module")],
  ["os", () => require("os")],
  ["path", () => require("path")],
  ["path/posix", () => require("path/posix")],
  ["path/win32", () => require("path/win32")],
  ["perf_hooks", () => require("perf_hooks")],
  ["process", () => require("process")],
  ["punycode", () => require("punycode")],
  ["querystring", () => require("querystring")],
  ["readline", () => require("readline")],
  ["readline/promises", () => require("readline/promises")],
  ["stream", () => require("stream")],
  ["stream/consumers", () => require("stream/consumers")],
  ["stream/promises", () => require("stream/promises")],
  ["string_decoder", () => require("string_decoder")],
  ["sys", () => require("sys")],
  ["timers", () => require("timers")],
  ["timers/promises", () => require("timers/promises")],
  ["tty", () => require("tty")],
  ["url", () => require("url")],
  ["util", () => require("util")],
  ["util/types", () => require("util/types")],
  ["worker_threads", () => require("worker_threads")],
];
const lines = modules.map(([name, load]) => {
  const names = Object.keys(load()).filter((key) => key !== 'default');
  return `LIB_EXPORTS("${name}", "${names.sort().join(' ')}")`;
});
console.log(lines.join('\n'));
