"use strict";
// The natives of lib/internal/natives.md, done with the reference Node's own
// internals and one addon, for testing lib/ without the compiler.

const { internalBinding } = require("internal/test/binding");
const { spawnSync } = require("node:child_process");
const crypto = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { types } = require("node:util");

// run-program.js replaces the globals.
const host = process;
const enqueue = queueMicrotask;
const { performance } = require("node:perf_hooks");
const { Buffer } = require("node:buffer");
const util = internalBinding("util");
const context = internalBinding("async_context_frame");
const ownKeysFilter = util.constants;

function addon() {
  const source = path.join(__dirname, "syscall-addon.c");
  const hash = crypto
    .createHash("sha1")
    .update(fs.readFileSync(source))
    .digest("hex")
    .slice(0, 12);
  const file = path.join(os.tmpdir(), `lib-test-syscall-${hash}.node`);
  if (!fs.existsSync(file)) {
    const include = path.join(process.execPath, "../../include/node");
    const tmp = `${file}.${process.pid}`;
    const cc = process.env.CC || "clang-19";
    const args = ["-O1", "-shared", "-fPIC", `-I${include}`, source, "-o", tmp];
    const r = spawnSync(cc, args, { stdio: "inherit" });
    if (r.status !== 0) throw new Error("cannot build the syscall addon");
    fs.renameSync(tmp, file);
  }
  return require(file);
}

const sys = addon();

const tags = [
  [types.isProxy, 14],
  [Array.isArray, 1],
  [(v) => typeof v === "function", 2],
  [types.isNativeError, 3],
  [types.isDate, 4],
  [types.isRegExp, 5],
  [types.isMap, 6],
  [types.isSet, 7],
  [types.isMapIterator, 8],
  [types.isSetIterator, 9],
  [types.isWeakMap, 10],
  [types.isWeakSet, 11],
  [types.isPromise, 13],
  [types.isArrayBuffer, 15],
  [types.isSharedArrayBuffer, 16],
  [types.isDataView, 17],
  [types.isTypedArray, 18],
  [types.isBooleanObject, 19],
  [types.isNumberObject, 20],
  [types.isStringObject, 21],
  [types.isSymbolObject, 22],
  [types.isBigIntObject, 23],
  [types.isGeneratorObject, 24],
  [types.isArgumentsObject, 25],
  [types.isModuleNamespaceObject, 26],
  [types.isExternal, 27],
];

const decoder = new (require("node:util").TextDecoder)("utf-8", {
  ignoreBOM: true,
});
const encoder = new (require("node:util").TextEncoder)();
const view = (u8) => Buffer.from(u8.buffer, u8.byteOffset, u8.byteLength);
const started = performance.now();

module.exports = {
  Syscall: sys.syscall,
  Syscall64: sys.syscall64,
  BufferAddress: sys.address,
  WriteText(fd, text) {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length;) {
      const n = sys.syscall(1, fd, bytes.subarray(done), bytes.length - done);
      if (n >= 0) done += n;
      else if (n === -11) sys.syscall(35, new BigInt64Array([0n, 1000000n]), 0);
      else if (n !== -4) return n;
    }
    return 0;
  },

  ClassOf(v) {
    if ((typeof v !== "object" && typeof v !== "function") || v === null)
      return 0;
    for (const [is, tag] of tags) if (is(v)) return tag;
    return 0;
  },
  FunctionKind(f) {
    const source = Function.prototype.toString.call(f);
    const isClass = /^class\b/.test(source) && source.endsWith("}") ? 1 : 0;
    return (
      isClass |
      (types.isAsyncFunction(f) ? 2 : 0) |
      (types.isGeneratorFunction(f) ? 4 : 0)
    );
  },
  GetProxyDetails: (p) =>
    types.isProxy(p) ? util.getProxyDetails(p, true) : undefined,
  GetPromiseDetails: (p) => {
    const [state, value] = util.getPromiseDetails(p);
    return [state, value];
  },
  PreviewEntries: (v) => {
    const r = util.previewEntries(v, true);
    if (types.isWeakMap(v)) return [r[0] ?? r, true];
    return Array.isArray(r[0]) && typeof r[1] === "boolean" ? r : [r, false];
  },
  GetOwnNonIndexKeys: (o, onlyEnumerable) =>
    util.getOwnNonIndexProperties(
      o,
      onlyEnumerable
        ? ownKeysFilter.ONLY_ENUMERABLE
        : ownKeysFilter.ALL_PROPERTIES,
    ),
  GetConstructorName: util.getConstructorName,

  Utf8Encode: (s) => {
    const e = encoder.encode(s);
    return new Uint8Array(e.buffer, e.byteOffset, e.byteLength);
  },
  Utf8Length: (s) => Buffer.byteLength(s),
  Utf8EncodeInto: (s, u8) => {
    const r = encoder.encodeInto(s, u8);
    return [r.read, r.written];
  },
  Utf8Decode: (u8, start, end) => decoder.decode(u8.subarray(start, end)),
  Utf8Valid: (u8, start, end) =>
    require("node:buffer").isUtf8(u8.subarray(start, end)),
  BytesIndexOf: (u8, pattern, from) => view(u8).indexOf(pattern, from),
  Latin1Slice: (u8, start, end) => view(u8).latin1Slice(start, end),
  HexText: (u8, start, end) => view(u8).hexSlice(start, end),
  Base64Text: (u8, start, end, url) =>
    url
      ? view(u8).base64urlSlice(start, end)
      : view(u8).base64Slice(start, end),
  Latin1Write: (s, u8, offset, length) =>
    view(u8).latin1Write(s, offset, length),
  Utf16Slice: (u8, start, end) => view(u8).ucs2Slice(start, end),
  Utf16Write: (s, u8, offset, length) =>
    length < 2 ? 0 : view(u8).ucs2Write(s, offset, length),

  ProcessArgv: () => [host.argv0, ...host.argv.slice(1)],
  ProcessEnvp: () => Object.entries(host.env).map(([k, v]) => `${k}=${v}`),
  EntryPath: () => host.argv[1],
  MonotonicNow: () => Number(host.hrtime.bigint()) / 1e6,
  ProcessStart: () => started,
  HeapStats: () => {
    const m = host.memoryUsage();
    return [m.heapTotal, m.heapUsed, m.external, m.arrayBuffers];
  },

  AsyncContext: context.getContinuationPreservedEmbedderData,
  SetAsyncContext: context.setContinuationPreservedEmbedderData,
  EnqueueMicrotask: (fn) => enqueue(fn),
  RunMicrotasks: internalBinding("task_queue").runMicrotasks,
  SetPromiseRejectHook() {},
  SetMainHooks() {},
  CallSource(holder) {
    const {
      getErrorSourceExpression,
    } = require("internal/errors/error_source");
    return getErrorSourceExpression(holder);
  },
  ErrorSourceContext: () => undefined,
  MarkPromiseHandled: (p) => void p.catch(() => {}),
};
