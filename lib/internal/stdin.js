"use strict";
// process.stdin: a Readable over a descriptor that it does not own. It reads
// while somebody wants data, and keeps the process alive only then.

const { Readable } = require("internal/streams/readable");
const { isTerminal } = require("internal/color_mode");
const { nextTick } = require("internal/task_queue");
const { unwatch, watch } = require("internal/loop");

const SYS_read = 0;
const SYS_fstat = 5;
const EAGAIN = -11;
const EINTR = -4;
const CHUNK = 65536;
const POLLIN = 1;
const STAT_BYTES = 144; // struct stat of x86-64, st_mode at 24
const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;
const S_IFCHR = 0o020000;

function fileType(fd) {
  const stat = new %Uint32Array(STAT_BYTES / 4);
  return %Syscall(SYS_fstat, fd, stat) < 0 ? 0 : stat[6] & S_IFMT;
}

class ReadStream extends Readable {
  #watcher;
  #keepsAlive = true;

  constructor(fd) {
    const type = fileType(fd);
    const isTTY = isTerminal(fd);
    const isFile = type === S_IFREG || (type === S_IFCHR && !isTTY);
    super({ highWaterMark: isTTY ? 0 : CHUNK, emitClose: !isFile });
    this.fd = fd;
    if (isTTY) {
      this.isTTY = true;
      this.isRaw = false;
    }
    if (type === 0 || type === S_IFDIR) this.push(null); // nothing to read
    this.on("pause", () => nextTick(() => this.#rest()));
  }

  _read() {
    if (this.#watcher !== undefined) return;
    this.#watcher = watch(this.fd, POLLIN, () => this.#fill());
    this.#watcher.refed = this.#keepsAlive;
  }

  _destroy(error, callback) {
    this.#stop();
    callback(error);
  }

  // Still paused a tick later: what comes is left to others.
  #rest() {
    const state = this._readableState;
    if (this.#watcher === undefined || state.flowing !== false) return;
    if (this.listenerCount("readable") > 0) return;
    this.#stop();
    state.reading = false;
  }

  #stop() {
    if (this.#watcher !== undefined) unwatch(this.#watcher);
    this.#watcher = undefined;
  }

  // The descriptor has bytes or its end.
  #fill() {
    const { Buffer } = require("buffer");
    const bytes = Buffer.allocUnsafeSlow(CHUNK);
    const n = %Syscall(SYS_read, this.fd, bytes, CHUNK);
    if (n === EAGAIN || n === EINTR) return;
    if (n > 0) {
      if (!this.push(bytes.subarray(0, n))) this.#stop();
      return;
    }
    this.#stop();
    if (n === 0) this.push(null);
    else {
      const { systemError } = require("internal/system_error");
      this.destroy(systemError(n, "read"));
    }
  }

  #keepAlive(on) {
    this.#keepsAlive = on;
    if (this.#watcher !== undefined) this.#watcher.refed = on;
    return this;
  }

  ref() {
    return this.#keepAlive(true);
  }

  unref() {
    return this.#keepAlive(false);
  }

  setRawMode(on) {
    const { setRawMode } = require("internal/raw_mode");
    setRawMode(this.fd, Boolean(on));
    this.isRaw = Boolean(on);
    return this;
  }
}

module.exports = { ReadStream };
