"use strict";
// process.stdout and process.stderr: event emitters with the methods of a
// writable stream, and of a terminal if they are one. Every write is done at once, as Node does for files,
// terminals and pipes on Linux.

const EventEmitter = require("events");
const { writeBytes } = require("internal/write_bytes");
const { colorDepth, isTerminal } = require("internal/color_mode");
const { coded, invalidArgType } = require("internal/errors");
const { nextTick } = require("internal/task_queue");

const SYS_fstat = 5;
const SYS_ioctl = 16;
const STAT_BYTES = 144; // struct stat of x86-64, st_mode at 24
const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFCHR = 0o020000;
const TIOCGWINSZ = 0x5413;
const TYPED_ARRAY = 18;
const DATA_VIEW = 17;

function done(callback, error) {
  if (typeof callback === "function") nextTick(callback, error ?? null);
}

function isFile(fd) {
  const stat = new %Uint32Array(STAT_BYTES / 4);
  if (%Syscall(SYS_fstat, fd, stat) < 0) return false;
  const type = stat[6] & S_IFMT;
  return type === S_IFREG || type === S_IFCHR;
}

class WriteStream extends EventEmitter {
  constructor(fd) {
    super();
    this.fd = fd;
    this._type = isFile(fd) ? "fs" : "pipe";
    this.writable = true;
    this.writableEnded = false;
    this.writableFinished = false;
    this.destroyed = false;
    this.writableLength = 0;
    this.writableHighWaterMark = 65536;
    this.writableObjectMode = false;
    this.writableCorked = 0;
    this.writableNeedDrain = false;
    this.errored = null;
    this.errorEmitted = false;
    this.defaultEncoding = "utf8";
  }

  write(chunk, encoding, callback) {
    if (typeof encoding === "function") {
      callback = encoding;
      encoding = undefined;
    }
    if (chunk === null)
      //@ _write internal/streams/writable:460:11, Writable.write internal/streams/writable:512:10|    throw new ERR_STREAM_NULL_VALUES();
      throw coded(
        %TypeError,
        "ERR_STREAM_NULL_VALUES",
        "May not write null values to stream",
      );
    const isText = typeof chunk === "string";
    const kind = isText ? 0 : %ClassOf(chunk);
    if (!isText && kind !== TYPED_ARRAY && kind !== DATA_VIEW)
      //@ _write internal/streams/writable:484:13, Writable.write internal/streams/writable:512:10|      throw new ERR_INVALID_ARG_TYPE(
      throw invalidArgType(
        "chunk",
        ["string", "Buffer", "TypedArray", "DataView"],
        chunk,
      );
    if (this.errored !== null) {
      done(callback, this.errored);
      return false;
    }
    if (this.writableEnded) {
      const error = coded(
        %Error,
        "ERR_STREAM_WRITE_AFTER_END",
        "write after end",
      );
      done(callback, error);
      nextTick(() => this.emit("error", error));
      return false;
    }
    const r = isText
      ? this.writeText(chunk, encoding) //@ Writable.write internal/streams/writable:512:10
      : writeBytes(this.fd, bytesOf(chunk, kind));
    if (r < 0) {
      const { systemError } = require("internal/system_error");
      const error = systemError(r, "write");
      if (this._type !== "fs") error.message = `write ${error.code}`;
      this.errored = error;
      this.writable = false;
      this.destroyed = true;
      done(callback, error);
      nextTick(() => this.#recover(error));
      return false;
    }
    done(callback);
    return true;
  }

  // What was written together has failed together; then it can be tried again.
  #recover(error) {
    this.errored = null;
    this.writable = !this.writableEnded;
    this.destroyed = this.errorEmitted = false;
    nextTick(() => {
      this.errorEmitted = true;
      this.emit("error", error);
    });
  }

  writeText(text, encoding) {
    const e = encoding ?? this.defaultEncoding;
    if (e === "utf8" || e === "utf-8" || e === null)
      return %WriteText(this.fd, text);
    const { Buffer } = require("buffer");
    return writeBytes(this.fd, Buffer.from(text, e));
  }

  end(chunk, encoding, callback) {
    if (typeof chunk === "function") {
      callback = chunk;
      chunk = undefined;
    } else if (typeof encoding === "function") {
      callback = encoding;
      encoding = undefined;
    }
    if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
    this.writableEnded = true;
    this.writable = false;
    nextTick(() => {
      this.writableFinished = true;
      this.emit("finish");
      if (typeof callback === "function") callback();
    });
    return this;
  }

  cork() {
    this.writableCorked++;
  }

  uncork() {
    if (this.writableCorked > 0) this.writableCorked--;
  }

  setDefaultEncoding(encoding) {
    this.defaultEncoding = encoding;
    return this;
  }

  // The descriptor stays open: other code prints to it.
  destroy(error) {
    this.destroyed = true;
    if (error) nextTick(() => this.emit("error", error));
    return this;
  }

  destroySoon() {
    return this.destroy();
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }
}

class TerminalStream extends WriteStream {
  constructor(fd) {
    super(fd);
    this._type = "tty";
    this.isTTY = true;
    const size = this.getWindowSize();
    this.columns = size[0];
    this.rows = size[1];
  }

  getWindowSize() {
    const size = new %Uint16Array(4); // struct winsize
    if (%Syscall(SYS_ioctl, this.fd, TIOCGWINSZ, size) !== 0) return [80, 24];
    return [size[1], size[0]];
  }

  getColorDepth(env) {
    return colorDepth(env ?? require("internal/process").process.env);
  }

  hasColors(count, env) {
    if (count === undefined || typeof count === "object") {
      env = count ?? env;
      count = 16;
    }
    return count <= 2 ** this.getColorDepth(env);
  }

  control(sequence, callback) {
    return this.write(sequence, callback);
  }

  cursorTo(x, y, callback) {
    if (typeof y === "function") {
      callback = y;
      y = undefined;
    }
    const to =
      typeof y !== "number" ? `\u001b[${x + 1}G` : `\u001b[${y + 1};${x + 1}H`;
    return this.control(to, callback);
  }

  moveCursor(dx, dy, callback) {
    let s = "";
    if (dx < 0) s += `\u001b[${-dx}D`;
    else if (dx > 0) s += `\u001b[${dx}C`;
    if (dy < 0) s += `\u001b[${-dy}A`;
    else if (dy > 0) s += `\u001b[${dy}B`;
    return this.control(s, callback);
  }

  clearLine(direction, callback) {
    const s =
      direction < 0 ? "\u001b[1K" : direction > 0 ? "\u001b[0K" : "\u001b[2K";
    return this.control(s, callback);
  }

  clearScreenDown(callback) {
    return this.control("\u001b[0J", callback);
  }
}

function bytesOf(chunk, kind) {
  return kind === DATA_VIEW
    ? new %Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    : new %Uint8Array(
        %TypedArrayPrototypeGetBuffer(chunk),
        %TypedArrayPrototypeGetByteOffset(chunk),
        %TypedArrayPrototypeGetByteLength(chunk),
      );
}

// The stream for a standard descriptor.
function openOutput(fd) {
  return isTerminal(fd) ? new TerminalStream(fd) : new WriteStream(fd);
}

module.exports = { TerminalStream, openOutput };
