"use strict";
// Opening, reading and writing files, synchronously.

const {
  check,
  checkFd,
  toAccess,
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
const EINVAL = -22;
const TYPED_ARRAY = 18;
const DATA_VIEW = 17;
const CHUNK = 65536;
const MOST_BYTES = 0x7fffffff;
const MOST_POSITION = 0x7fffffffffffffffn;

function retry(nr, a, b, c, d) {
  let r;
  do r = %Syscall(nr, a, b, c, d);
  while (r === EINTR);
  return r;
}

function openSync(path, flags, mode) {
  path = toPath(path); //@ *.openSync fs:779:5
  const bits = toFlags(flags); //@ *.openSync fs:771:11
  const permissions = toMode(mode, "mode", 0o666);
  //@ *.openSync fs:778:18|  return binding.open(
  return check(
    retry(SYS_open, path, bits | O_CLOEXEC, permissions),
    "open",
    path,
  );
}

function closeSync(fd) {
  check(%Syscall(SYS_close, checkFd(fd)), "close"); //@ *.closeSync fs:723:11|  binding.close(fd);
}

function accessSync(path, mode) {
  path = toPath(path); //@ *.accessSync fs:274:18
  mode = toAccess(mode); //@ *.accessSync fs:274:11|  binding.access(getValidatedPath(path), mode);
  check(%Syscall(SYS_access, path, mode), "access", path); //@ *.accessSync fs:274:11|  binding.access(getValidatedPath(path), mode);
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

// Where to read, -1 for the file's own position.
function checkPosition(position, length) {
  if (position === undefined || position === null) return -1;
  if (typeof position === "bigint") {
    if (position < -1n || position > MOST_POSITION - %BigInt(length))
      throw outOfRange(
        "position",
        `>= -1 && <= ${MOST_POSITION - %BigInt(length)}`,
        position,
      );
    return %Number(position);
  }
  if (typeof position !== "number")
    throw invalidArgType("position", ["bigint", "integer"], position);
  const { validateInteger } = require("internal/validators");
  validateInteger(position, "position", -1);
  return position;
}

// (fd, buffer, offset, length, position) or (fd, buffer, { … }).
function readSync(fd, buffer, offsetOrOptions, length, position) {
  checkFd(fd); //@ *.readSync fs:1001:18
  if (!isView(buffer))
    //@ internal/errors:547:7, *.readSync fs:955:3|      throw error;
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
    if (typeof options !== "object" || %ArrayIsArray(options))
      throw invalidArgType("options", "Object", options);
    offset = options.offset ?? 0;
    length = options.length ?? buffer.byteLength - offset;
    position = options.position ?? null;
  }
  const { validateInteger } = require("internal/validators");
  if (offset === undefined) offset = 0;
  else validateInteger(offset, "offset", 0); //@ *.readSync fs:973:5
  length |= 0;
  if (length === 0) return 0;
  if (buffer.byteLength === 0)
    throw invalidArgValue("buffer", buffer, "is empty and cannot be written"); //@ *.readSync fs:989:11|    throw new ERR_INVALID_ARG_VALUE('buffer', buffer,
  checkRange(offset, length, buffer.byteLength); //@ *.readSync fs:993:3
  const at = checkPosition(position, length);
  const target = new %Uint8Array(
    buffer.buffer,
    buffer.byteOffset + offset,
    length,
  );
  const r =
    at >= 0
      ? retry(SYS_pread64, fd, target, length, at)
      : retry(SYS_read, fd, target, length);
  return check(r, "read"); //@ *.readSync fs:1001:18|  return binding.read(fd, buffer, offset, length, position);
}

function checkRange(offset, length, size) {
  if (length < 0) throw outOfRange("length", ">= 0", length); //@ internal/errors:547:7|      throw error;
  if (offset + length > size)
    throw outOfRange("length", `<= ${size - offset}`, length); //@ internal/errors:547:7|      throw error;
}

// The reference makes this error in another way: its code comes last.
function failWrite(errno) {
  const error = systemError(errno, "write");
  const { code } = error;
  delete error.code;
  error.code = code;
  return error;
}

function writeBytes(fd, bytes, position) {
  const n = bytes.length;
  const r =
    position >= 0
      ? retry(SYS_pwrite64, fd, bytes, n, position)
      : retry(SYS_write, fd, bytes, n);
  if (r < 0) throw failWrite(r); //@ internal/fs/utils:437:5|    throw err;
  return r;
}

// Hexadecimal text has two digits for each byte.
function checkEncoding(text, encoding) {
  if (typeof encoding !== "string" || text.length % 2 === 0) return;
  if (%StringPrototypeToLowerCase(encoding) === "hex")
    throw invalidArgValue(
      "encoding",
      encoding,
      `is invalid for data of length ${text.length}`,
    );
}

// (fd, buffer, offset, length, position), (fd, buffer, { … }) or
// (fd, string, position, encoding).
function writeSync(fd, data, offsetOrOptions, length, position) {
  checkFd(fd); //@ *.writeSync fs:1214:22
  let offset = offsetOrOptions;
  if (!isView(data)) {
    if (typeof data !== "string")
      //@ internal/errors:547:7, *.writeSync fs:1217:5|      throw error;
      throw invalidArgType(
        "buffer",
        ["string", "Buffer", "TypedArray", "DataView"],
        data,
      );
    const { Buffer } = require("buffer");
    checkEncoding(data, length);
    const at = %NumberIsSafeInteger(offset) ? offset : -1;
    return writeBytes(fd, bytesOf(Buffer.from(data, length)), at); //@ *.writeSync fs:1233:3
  }
  if (offset !== null && typeof offset === "object") {
    position = offset.position ?? null;
    length = offset.length;
    offset = offset.offset ?? 0;
  }
  offset ??= 0;
  const { validateInteger } = require("internal/validators");
  validateInteger(offset, "offset", 0); //@ *.writeSync fs:1202:7
  if (typeof length !== "number") length = data.byteLength - offset;
  else if (length >= 0 || length !== length) validateInteger(length, "length");
  if (offset > data.byteLength)
    throw outOfRange("offset", `<= ${data.byteLength}`, offset); //@ internal/errors:547:7|      throw error;
  checkRange(offset, length, data.byteLength); //@ *.writeSync fs:1206:5
  const part = new %Uint8Array(data.buffer, data.byteOffset + offset, length);
  return writeBytes(fd, part, %NumberIsSafeInteger(position) ? position : -1); //@ *.writeSync fs:1233:3
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
  if (views.length === 0) throw systemError(EINVAL, "read");
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
      const rest = new %Uint8Array(
        buffer.buffer,
        buffer.byteOffset + done,
        size - done,
      );
      const n = check(retry(SYS_read, fd, rest, size - done), "read");
      if (n === 0) break;
      done += n;
    }
    return done === size ? buffer : buffer.subarray(0, done);
  }
  // A pipe or a file of /proc: read to the end.
  const chunks = [];
  for (;;) {
    const buffer = Buffer.allocUnsafeSlow(CHUNK);
    const n = check(retry(SYS_read, fd, bytesOf(buffer), CHUNK), "read");
    if (n === 0) break;
    %ArrayPrototypePush(chunks, n === CHUNK ? buffer : buffer.subarray(0, n));
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

// Any whole number is meant as a descriptor; symbols and BigInts are refused by
// the conversion, as in the reference.
function isDescriptor(path) {
  return path === (path | 0);
}

function isUtf8(encoding) {
  return encoding === "utf8" || encoding === "utf-8";
}

// Without a frame: what is read or written as text is so in one go.
function openText(path, flag, mode) {
  path = toPath(path);
  const permissions = toMode(mode, "mode", 0o666);
  const bits = toFlags(flag) | O_CLOEXEC;
  return check(retry(SYS_open, path, bits, permissions), "open", path);
}

function readFileSync(path, options) {
  options = toOptions(options, { flag: "r" }); //@ *.readFileSync fs:611:13
  const isFd = isDescriptor(path);
  const isText = isUtf8(options.encoding);
  let fd = path;
  if (isFd) checkFd(fd);
  else if (isText)
    fd = openText(path, options.flag, 0o666); //@ *.readFileSync fs:620:20|    return binding.readFileUtf8(path, stringToFlags(options.flag));
  else fd = files.openSync(path, options.flag, 0o666); //@ *.readFileSync fs:624:35
  let buffer;
  try {
    if (isText)
      buffer = readAll(fd); //@ *.readFileSync fs:620:20|    return binding.readFileUtf8(path, stringToFlags(options.flag));
    else buffer = readAll(fd); //@ Object.readSync fs:1001:18, tryReadSync fs:558:20, *.readFileSync fs:666:19|  return binding.read(fd, buffer, offset, length, position);
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
    //@ internal/errors:547:7|      throw error;
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

function writeAll(fd, bytes) {
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
}

function writeFileSync(path, data, options) {
  options = toOptions(options, {
    //@ *.writeFileSync fs:2996:13
    encoding: "utf8",
    mode: 0o666,
    flag: "w",
    flush: false,
  });
  const bytes = toBytes(data, options.encoding, "data"); //@ *.writeFileSync fs:3029:5
  if (options.flush !== false) {
    const { validateBoolean } = require("internal/validators");
    validateBoolean(options.flush, "options.flush"); //@ *.writeFileSync fs:3003:3
  }
  const { flag, mode } = options;
  const isText = typeof data === "string" && isUtf8(options.encoding);
  const isFd = isDescriptor(path);
  let fd = path;
  if (isFd) {
    if (!isText) checkFd(fd);
  } else if (isText) {
    path = toPath(path); //@ *.writeFileSync fs:3017:14
    fd = openText(path, flag, mode); //@ *.writeFileSync fs:3020:20|    return binding.writeFileUtf8(
  } else fd = files.openSync(path, flag, mode); //@ *.writeFileSync fs:3034:35
  try {
    if (isText)
      writeAll(fd, bytes); //@ *.writeFileSync fs:3020:20|    return binding.writeFileUtf8(
    else writeAll(fd, bytes); //@ Object.writeSync fs:1214:22, *.writeFileSync fs:3040:26|    result = binding.writeBuffer(fd, buffer, offset, length, position,
    if (options.flush) fsyncSync(fd);
  } finally {
    if (!isFd) %Syscall(SYS_close, fd);
  }
}

function appendFileSync(path, data, options) {
  options = toOptions(options, { encoding: "utf8", mode: 0o666, flag: "a" }); //@ *.appendFileSync fs:3103:13
  files.writeFileSync(path, data, { ...options, flag: options.flag ?? "a" }); //@ *.appendFileSync fs:3119:6
}

// ---- Copies -----------------------------------------------------------------------

const COPYFILE_EXCL = 1;

function copyFileSync(source, target, mode) {
  const from = toPath(source, "src"); //@ *.copyFileSync fs:3805:5
  const to = toPath(target, "dest"); //@ *.copyFileSync fs:3806:5
  mode = toAccess(mode); //@ *.copyFileSync fs:3804:11|  binding.copyFile(
  copyBytes(from, to, mode); //@ *.copyFileSync fs:3804:11|  binding.copyFile(
}

function copyBytes(from, to, mode) {
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
  path = toPath(path); //@ Object.openSync fs:779:5, *.truncateSync fs:1411:17
  const { validateInteger } = require("internal/validators");
  validateInteger(length, "len"); //@ *.truncateSync fs:1450:3
  check(%Syscall(SYS_truncate, path, %MathMax(0, length)), "open", path); //@ Object.openSync fs:778:18, *.truncateSync fs:1411:17|  return binding.open(
  return undefined;
}

function ftruncateSync(fd, length = 0) {
  checkFd(fd); //@ *.ftruncateSync fs:1458:11
  const { validateInteger } = require("internal/validators");
  validateInteger(length, "len"); //@ *.ftruncateSync fs:1450:3
  check(%Syscall(SYS_ftruncate, fd, %MathMax(0, length)), "ftruncate"); //@ *.ftruncateSync fs:1458:11|  binding.ftruncate(fd, len < 0 ? 0 : len);
}

function fsyncSync(fd) {
  check(%Syscall(SYS_fsync, checkFd(fd)), "fsync"); //@ *.fsyncSync fs:1674:11|  binding.fsync(fd);
}

function fdatasyncSync(fd) {
  check(%Syscall(SYS_fdatasync, checkFd(fd)), "fdatasync"); //@ *.fdatasyncSync fs:1633:11|  binding.fdatasync(fd);
}

const files = {
  accessSync,
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  isDescriptor,
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

module.exports = files;
