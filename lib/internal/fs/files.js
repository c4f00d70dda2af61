"use strict";
// Opening, reading and writing files, synchronously.

const {
  check,
  checkFd,
  toFlags,
  toMode,
  toOptions,
  toPath,
} = require("internal/fs/args");
const {
  invalidArgType,
  invalidArgValue,
  outOfRange,
  coded,
} = require("internal/errors");
const { systemError } = require("internal/system_error");
const { fstatSync } = require("internal/fs/stats");

const SYS_read = 0;
const SYS_write = 1;
const SYS_open = 2;
const SYS_close = 3;
const SYS_pread64 = 17;
const SYS_pwrite64 = 18;
const SYS_access = 21;
const SYS_fsync = 74;
const SYS_fdatasync = 75;
const SYS_truncate = 76;
const SYS_ftruncate = 77;
const SYS_fchmod = 91;

const O_CLOEXEC = 0o2000000;
const EINTR = -4;
const EAGAIN = -11;
const TYPED_ARRAY = 18;
const DATA_VIEW = 17;
const CHUNK = 65536;
const MOST_BYTES = 0x7fffffff;

function retry(nr, a, b, c, d) {
  let r;
  do r = %Syscall(nr, a, b, c, d);
  while (r === EINTR);
  return r;
}

function openSync(path, flags, mode) {
  path = toPath(path);
  const bits = toFlags(flags);
  const permissions = toMode(mode, "mode", 0o666);
  return check(
    retry(SYS_open, path, bits | O_CLOEXEC, permissions),
    "open",
    path,
  );
}

function closeSync(fd) {
  check(%Syscall(SYS_close, checkFd(fd)), "close");
}

function accessSync(path, mode = 0) {
  path = toPath(path);
  if (mode < 0 || mode > 7)
    throw coded(
      %RangeError,
      "ERR_OUT_OF_RANGE",
      "mode is out of range: >= 0 && <= 7",
    );
  check(%Syscall(SYS_access, path, mode), "access", path);
}

let warned = false;

function existsSync(path) {
  try {
    path = toPath(path);
  } catch (error) {
    if (!warned && error.code === "ERR_INVALID_ARG_TYPE") {
      warned = true;
      require("internal/warning").warn(
        "Passing invalid argument types to fs.existsSync is deprecated",
        "DeprecationWarning",
        "DEP0187",
      );
    }
    return false;
  }
  return %Syscall(SYS_access, path, 0) === 0;
}

// ---- Bytes ----------------------------------------------------------------------

function isView(value) {
  const kind = %ClassOf(value);
  return kind === TYPED_ARRAY || kind === DATA_VIEW;
}

// The bytes of a view as a plain Uint8Array.
function bytesOf(view) {
  return new %Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function checkPosition(position) {
  if (position === undefined || position === null) return -1;
  if (typeof position === "bigint") return %Number(position);
  if (typeof position !== "number")
    throw invalidArgType("position", ["integer", "bigint"], position);
  return position;
}

// (fd, buffer, offset, length, position) or (fd, buffer, { … }).
function readSync(fd, buffer, offsetOrOptions, length, position) {
  checkFd(fd);
  if (!isView(buffer))
    throw invalidArgType(
      "buffer",
      ["Buffer", "TypedArray", "DataView"],
      buffer,
    );
  let offset = offsetOrOptions;
  if (
    arguments.length <= 3 ||
    (offset !== null && typeof offset === "object")
  ) {
    const options = offset ?? {};
    if (typeof options !== "object")
      throw invalidArgType("options", "Object", options);
    offset = options.offset ?? 0;
    length = options.length ?? buffer.byteLength - offset;
    position = options.position ?? null;
  }
  const { validateInteger } = require("internal/validators");
  if (offset === undefined) offset = 0;
  else validateInteger(offset, "offset", 0);
  length |= 0;
  if (length === 0) return 0;
  if (buffer.byteLength === 0)
    throw invalidArgValue("buffer", buffer, "is empty and cannot be written");
  checkRange(offset, length, buffer.byteLength);
  const at = checkPosition(position);
  const target = new %Uint8Array(
    buffer.buffer,
    buffer.byteOffset + offset,
    length,
  );
  const r =
    at >= 0
      ? retry(SYS_pread64, fd, target, length, at)
      : retry(SYS_read, fd, target, length);
  return check(r, "read");
}

function checkRange(offset, length, size) {
  if (length < 0) throw outOfRange("length", ">= 0", length);
  if (offset + length > size)
    throw outOfRange("length", `<= ${size - offset}`, length);
}

function writeBytes(fd, bytes, position) {
  const n = bytes.length;
  const r =
    position >= 0
      ? retry(SYS_pwrite64, fd, bytes, n, position)
      : retry(SYS_write, fd, bytes, n);
  return check(r, "write");
}

// (fd, buffer, offset, length, position), (fd, buffer, { … }) or
// (fd, string, position, encoding).
function writeSync(fd, data, offsetOrOptions, length, position) {
  checkFd(fd);
  let offset = offsetOrOptions;
  if (!isView(data)) {
    if (typeof data !== "string")
      throw invalidArgType(
        "buffer",
        ["string", "Buffer", "TypedArray", "DataView"],
        data,
      );
    const { Buffer } = require("buffer");
    const at = offset === undefined || offset === null ? -1 : offset;
    return writeBytes(fd, bytesOf(Buffer.from(data, length)), at);
  }
  if (offset !== null && typeof offset === "object") {
    position = offset.position ?? null;
    length = offset.length;
    offset = offset.offset ?? 0;
  }
  offset ??= 0;
  const { validateInteger } = require("internal/validators");
  validateInteger(offset, "offset", 0);
  if (typeof length !== "number") length = data.byteLength - offset;
  if (offset > data.byteLength)
    throw outOfRange("offset", `<= ${data.byteLength}`, offset);
  checkRange(offset, length, data.byteLength);
  const part = new %Uint8Array(data.buffer, data.byteOffset + offset, length);
  return writeBytes(fd, part, typeof position === "number" ? position : -1);
}

function checkViews(views) {
  if (!%ArrayIsArray(views))
    throw invalidArgType("buffers", "ArrayBufferView[]", views);
  for (let i = 0; i < views.length; i++)
    if (!isView(views[i]))
      throw invalidArgType("buffers", "ArrayBufferView[]", views);
}

function readvSync(fd, views, position) {
  checkFd(fd);
  checkViews(views);
  let total = 0;
  for (let i = 0; i < views.length; i++) {
    const at = typeof position === "number" ? position + total : null;
    const n = readSync(fd, views[i], 0, views[i].byteLength, at);
    total += n;
    if (n < views[i].byteLength) break;
  }
  return total;
}

function writevSync(fd, views, position) {
  checkFd(fd);
  checkViews(views);
  let total = 0;
  for (let i = 0; i < views.length; i++) {
    const at = typeof position === "number" ? position + total : -1;
    total += writeBytes(fd, bytesOf(views[i]), at);
  }
  return total;
}

// ---- Whole files ------------------------------------------------------------------

// All that is left of an open file.
function readAll(fd) {
  const { Buffer } = require("buffer");
  let size = 0;
  const stats = fstatSync(fd);
  if (stats.isFile()) size = stats.size;
  if (size > MOST_BYTES)
    throw coded(
      %RangeError,
      "ERR_FS_FILE_TOO_LARGE",
      `File size (${size}) is greater than 2 GiB`,
    );
  if (size > 0) {
    const buffer = Buffer.allocUnsafeSlow(size);
    let done = 0;
    while (done < size) {
      const n = readSync(fd, buffer, done, size - done, null);
      if (n === 0) break;
      done += n;
    }
    return done === size ? buffer : buffer.subarray(0, done);
  }
  // A pipe or a file of /proc: read to the end.
  const chunks = [];
  for (;;) {
    const buffer = Buffer.allocUnsafeSlow(CHUNK);
    const n = readSync(fd, buffer, 0, CHUNK, null);
    if (n === 0) break;
    %ArrayPrototypePush(chunks, n === CHUNK ? buffer : buffer.subarray(0, n));
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

// Any whole number is meant as a descriptor.
function isDescriptor(path) {
  return typeof path === "number" && path === (path | 0);
}

function readFileSync(path, options) {
  options = toOptions(options, { flag: "r" });
  const isFd = isDescriptor(path);
  const fd = isFd ? checkFd(path) : openSync(path, options.flag, 0o666);
  let buffer;
  try {
    buffer = readAll(fd);
  } finally {
    if (!isFd) %Syscall(SYS_close, fd);
  }
  return options.encoding && options.encoding !== "buffer"
    ? buffer.toString(options.encoding)
    : buffer;
}

function toBytes(data, encoding, name) {
  if (isView(data)) return bytesOf(data);
  if (typeof data !== "string")
    throw invalidArgType(
      name,
      ["string", "Buffer", "TypedArray", "DataView"],
      data,
    );
  if (!encoding || encoding === "utf8" || encoding === "utf-8")
    return %Utf8Encode(data);
  const { Buffer } = require("buffer");
  return bytesOf(Buffer.from(data, encoding));
}

function writeFileSync(path, data, options) {
  options = toOptions(options, {
    encoding: "utf8",
    mode: 0o666,
    flag: "w",
    flush: false,
  });
  const bytes = toBytes(data, options.encoding, "data");
  if (options.flush !== false) {
    const { validateBoolean } = require("internal/validators");
    validateBoolean(options.flush, "options.flush");
  }
  const isFd = isDescriptor(path);
  const fd = isFd ? checkFd(path) : openSync(path, options.flag, options.mode);
  try {
    const n = bytes.length;
    let done = 0;
    while (done < n) {
      const rest =
        done === 0 ? bytes : %TypedArrayPrototypeSubarray(bytes, done, n);
      const r = retry(SYS_write, fd, rest, n - done);
      if (r === EAGAIN) {
        require("internal/write_bytes").waitWritable(fd);
        continue;
      }
      done += check(r, "write");
    }
    if (options.flush) fsyncSync(fd);
  } finally {
    if (!isFd) %Syscall(SYS_close, fd);
  }
}

function appendFileSync(path, data, options) {
  options = toOptions(options, { encoding: "utf8", mode: 0o666, flag: "a" });
  writeFileSync(path, data, { ...options, flag: options.flag ?? "a" });
}

// ---- Copies -----------------------------------------------------------------------

const COPYFILE_EXCL = 1;

function copyFileSync(source, target, mode = 0) {
  const from = toPath(source, "src");
  const to = toPath(target, "dest");
  const { validateInteger } = require("internal/validators");
  validateInteger(mode, "mode", 0, 7);
  const input = check(
    retry(SYS_open, from, O_CLOEXEC, 0),
    "copyfile",
    from,
    to,
  );
  try {
    const stats = fstatSync(input);
    if (stats.isDirectory()) throw systemError(-21, "copyfile", from, to);
    const permissions = stats.mode & 0o7777;
    const exclusive = mode & COPYFILE_EXCL ? 0o200 : 0;
    // Not truncated yet: it might be the same file.
    let output = retry(
      SYS_open,
      to,
      0o101 | exclusive | O_CLOEXEC,
      permissions,
    );
    check(output, "copyfile", from, to);
    try {
      const other = fstatSync(output);
      if (other.ino === stats.ino && other.dev === stats.dev) return;
      %Syscall(SYS_ftruncate, output, 0);
      %Syscall(SYS_fchmod, output, permissions);
      const buffer = new %Uint8Array(CHUNK);
      for (;;) {
        const n = check(
          retry(SYS_read, input, buffer, CHUNK),
          "copyfile",
          from,
          to,
        );
        if (n === 0) return;
        let done = 0;
        while (done < n) {
          const part = %TypedArrayPrototypeSubarray(buffer, done, n);
          done += check(
            retry(SYS_write, output, part, n - done),
            "copyfile",
            from,
            to,
          );
        }
      }
    } finally {
      %Syscall(SYS_close, output);
    }
  } finally {
    %Syscall(SYS_close, input);
  }
}

// ---- Lengths and syncing ------------------------------------------------------------

function truncateSync(path, length = 0) {
  if (typeof path === "number") return ftruncateSync(path, length);
  path = toPath(path);
  const { validateInteger } = require("internal/validators");
  validateInteger(length, "len");
  check(%Syscall(SYS_truncate, path, %MathMax(0, length)), "open", path);
  return undefined;
}

function ftruncateSync(fd, length = 0) {
  checkFd(fd);
  const { validateInteger } = require("internal/validators");
  validateInteger(length, "len");
  check(%Syscall(SYS_ftruncate, fd, %MathMax(0, length)), "ftruncate");
}

function fsyncSync(fd) {
  check(%Syscall(SYS_fsync, checkFd(fd)), "fsync");
}

function fdatasyncSync(fd) {
  check(%Syscall(SYS_fdatasync, checkFd(fd)), "fdatasync");
}

module.exports = {
  accessSync,
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  isView,
  openSync,
  readFileSync,
  readSync,
  readvSync,
  truncateSync,
  writeFileSync,
  writeSync,
  writevSync,
};
