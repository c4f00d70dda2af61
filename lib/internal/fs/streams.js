"use strict";
// fs.ReadStream and fs.WriteStream: files as streams. Each step is done from
// the event loop.

const { Readable } = require("internal/streams/readable");
const { Writable } = require("internal/streams/writable");
const files = require("internal/fs/files");
const { isBytes, toOptions, toPath } = require("internal/fs/args");
const { invalidArgType, outOfRange } = require("internal/errors");
const { complete } = require("internal/loop");

// Calls `work` from the loop; its result or error goes to `done`.
function later(work, done) {
  complete(() => {
    let value;
    try {
      value = work();
    } catch (error) {
      if (typeof error.syscall === "string") %ErrorCaptureStackTrace(error);
      done(error);
      return;
    }
    done(null, value);
  }, []);
}

const own = new %WeakMap(); // stream → the `fs` of its options

// Functions in place of fs's own, all that the stream needs or none.
function takeFunctions(stream, functions, names) {
  for (let i = 0; i < names.length; i++)
    if (typeof functions[names[i]] !== "function")
      throw invalidArgType(
        `options.fs.${names[i]}`,
        "Function",
        functions[names[i]],
      );
  %WeakMapPrototypeSet(own, stream, functions);
}

function descriptorOf(fd) {
  const found = typeof fd === "object" ? fd.fd : fd;
  if (typeof found !== "number")
    throw invalidArgType("options.fd", ["number", "FileHandle"], fd);
  return found;
}

function setUp(stream, path, options, flags, names) {
  if (options.fs) takeFunctions(stream, options.fs, names);
  const hasFd = options.fd !== undefined && options.fd !== null;
  stream.fd = hasFd ? descriptorOf(options.fd) : null;
  if (hasFd) stream.path = path ?? undefined;
  else {
    const text = toPath(path);
    stream.path = isBytes(path) ? path : text;
  }
  const { signal } = options;
  if (signal) {
    const { validateAbortSignal } = require("internal/validators");
    validateAbortSignal(signal, "options.signal");
  }
  stream.flags = options.flags ?? flags;
  stream.mode = options.mode ?? 0o666;
  stream.bytesRead = 0;
}

function open(stream, callback) {
  if (typeof stream.fd === "number") {
    callback();
    return;
  }
  const done = (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit("open", fd);
    stream.emit("ready");
  };
  const { path, flags, mode } = stream;
  const functions = %WeakMapPrototypeGet(own, stream);
  if (functions !== undefined) functions.open(path, flags, mode, done);
  else later(() => files.openSync(path, flags, mode), done);
}

function close(stream, error, callback) {
  const { fd } = stream;
  if (typeof fd !== "number" || stream.autoClose === false) {
    callback(error);
    return;
  }
  stream.fd = null;
  const done = (closeError) => callback(error ?? closeError);
  const functions = %WeakMapPrototypeGet(own, stream);
  if (functions !== undefined) functions.close(fd, done);
  else later(() => files.closeSync(fd), done);
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = {
    highWaterMark: 65536,
    emitClose: true,
    ...toOptions(options, {}),
  };
  setUp(this, path, options, "r", ["open", "read", "close"]); //@ new ReadStream internal/fs/streams:216:5
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.autoClose = options.autoClose !== false;
  if (this.start !== undefined) {
    const { validateInteger } = require("internal/validators");
    validateInteger(this.start, "start", 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    const { validateInteger } = require("internal/validators");
    validateInteger(this.end, "end", 0);
    if (this.start !== undefined && this.start > this.end)
      throw outOfRange("start", `<= "end" (here: ${this.end})`, this.start);
  }
  if (typeof this.fd === "number") this._construct = null;
  Readable.call(this, options);
}

%ObjectSetPrototypeOf(ReadStream.prototype, Readable.prototype);
%ObjectSetPrototypeOf(ReadStream, Readable);

ReadStream.prototype._construct = function (callback) {
  open(this, callback);
};

ReadStream.prototype._read = function (n) {
  const left = this.end - (this.pos ?? this.bytesRead) + 1;
  const size = %MathMin(n, left);
  if (size <= 0) {
    this.push(null);
    return;
  }
  const { Buffer } = require("buffer");
  const buffer = Buffer.allocUnsafeSlow(size);
  const done = (error, count) => {
    if (error) {
      this.destroy(error);
      return;
    }
    if (this.pos !== undefined) this.pos += count;
    this.bytesRead += count;
    this.push(
      count === 0 ? null : count === size ? buffer : buffer.subarray(0, count),
    );
  };
  const at = this.pos ?? null;
  const functions = %WeakMapPrototypeGet(own, this);
  if (functions !== undefined)
    functions.read(this.fd, buffer, 0, size, this.pos, done);
  else later(() => files.readSync(this.fd, buffer, 0, size, at), done);
};

ReadStream.prototype._destroy = function (error, callback) {
  close(this, error, callback);
};

ReadStream.prototype.close = function (callback) {
  if (typeof callback === "function") {
    if (this.closed) callback();
    else this.once("close", callback);
  }
  this.destroy();
};

%ObjectDefineProperty(ReadStream.prototype, "pending", {
  __proto__: null,
  configurable: true,
  get() {
    return this.fd === null;
  },
});

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = { decodeStrings: true, emitClose: true, ...toOptions(options, {}) };
  if (options.highWaterMark === undefined) options.highWaterMark = 16384;
  setUp(this, path, options, options.flag ?? "w", ["open", "write", "close"]); //@ new WriteStream internal/fs/streams:372:5
  this.start = options.start;
  if (this.start !== undefined) {
    const { validateInteger } = require("internal/validators");
    validateInteger(this.start, "start", 0);
  }
  this.pos = this.start;
  this.bytesWritten = 0;
  delete this.bytesRead;
  this.autoClose = options.autoClose !== false;
  if (typeof this.fd === "number") this._construct = null;
  Writable.call(this, options);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}

%ObjectSetPrototypeOf(WriteStream.prototype, Writable.prototype);
%ObjectSetPrototypeOf(WriteStream, Writable);

WriteStream.prototype._construct = function (callback) {
  open(this, callback);
};

function writeAll(stream, data) {
  let done = 0;
  while (done < data.length) {
    const n = files.writeSync(
      stream.fd,
      data,
      done,
      data.length - done,
      stream.pos ?? null,
    );
    done += n;
    if (stream.pos !== undefined) stream.pos += n;
  }
  stream.bytesWritten += done;
}

function writeOut(stream, data, callback) {
  const functions = %WeakMapPrototypeGet(own, stream);
  if (functions === undefined) {
    later(() => writeAll(stream, data), callback);
    return;
  }
  let at = 0;
  const step = (error, count) => {
    if (error) {
      callback(error);
      return;
    }
    at += count;
    stream.bytesWritten += count;
    if (stream.pos !== undefined) stream.pos += count;
    if (at >= data.length) callback();
    else {
      const rest = data.subarray(at);
      functions.write(stream.fd, rest, 0, rest.length, stream.pos, step);
    }
  };
  step(null, 0);
}

WriteStream.prototype._write = function (data, encoding, callback) {
  writeOut(this, data, callback);
};

WriteStream.prototype._writev = function (entries, callback) {
  const { Buffer } = require("buffer");
  const chunks = [];
  for (let i = 0; i < entries.length; i++)
    %ArrayPrototypePush(chunks, entries[i].chunk);
  writeOut(this, Buffer.concat(chunks), callback);
};

WriteStream.prototype._destroy = function (error, callback) {
  close(this, error, callback);
};

WriteStream.prototype.close = function (callback) {
  if (typeof callback === "function") {
    if (this.closed) callback();
    else this.once("close", callback);
  }
  this.end();
};

WriteStream.prototype.destroySoon = WriteStream.prototype.end;

%ObjectDefineProperty(WriteStream.prototype, "pending", {
  __proto__: null,
  configurable: true,
  get() {
    return this.fd === null;
  },
});

module.exports = { ReadStream, WriteStream };
