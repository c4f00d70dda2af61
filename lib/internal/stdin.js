"use strict";
// process.stdin: a readable stream over a descriptor. It reads when somebody
// listens to 'data' or 'readable', iterates over it, pipes it or resumes it,
// and keeps the process alive only then.

const EventEmitter = require("events");
const { isTerminal } = require("internal/color_mode");
const { nextTick } = require("internal/task_queue");
const { unwatch, watch } = require("internal/loop");

const SYS_read = 0;
const EAGAIN = -11;
const EINTR = -4;
const CHUNK = 65536;
const POLLIN = 1;

class ReadStream extends EventEmitter {
  constructor(fd) {
    super();
    this.fd = fd;
    if (isTerminal(fd)) this.isTTY = true;
    this.readable = true;
    this.readableEnded = false;
    this.readableFlowing = null;
    this.readableEncoding = null;
    this.destroyed = false;
    this.chunks = []; // read and not yet handed out
    this.ended = false; // end of file was met
    this.watcher = undefined;
    this.decoder = undefined;
    hideFields(this);
  }

  on(name, listener) {
    super.on(name, listener);
    if (name === "data" && this.readableFlowing !== false) this.resume();
    else if (name === "readable") this.startReading();
    return this;
  }

  addListener(name, listener) {
    return this.on(name, listener);
  }

  setEncoding(encoding) {
    const { StringDecoder } = require("string_decoder");
    this.decoder = new StringDecoder(encoding);
    this.readableEncoding = this.decoder.encoding;
    return this;
  }

  resume() {
    if (!this.readableFlowing) {
      this.readableFlowing = true;
      nextTick(() => this.flow());
    }
    this.startReading();
    return this;
  }

  pause() {
    if (this.readableFlowing !== false) {
      this.readableFlowing = false;
      this.emit("pause");
    }
    this.stopReading();
    return this;
  }

  isPaused() {
    return this.readableFlowing === false;
  }

  read() {
    if (this.chunks.length === 0) {
      if (this.ended) this.finish();
      return null;
    }
    let out = %ArrayPrototypeShift(this.chunks);
    while (this.chunks.length > 0) {
      const next = %ArrayPrototypeShift(this.chunks);
      if (typeof out === "string") out += next;
      else {
        const { Buffer } = require("buffer");
        out = Buffer.concat([out, next]);
      }
    }
    if (this.ended) nextTick(() => this.finish());
    return out;
  }

  unshift(chunk) {
    %ArrayPrototypeUnshift(this.chunks, chunk);
  }

  pipe(target, options) {
    this.on("data", (chunk) => target.write(chunk));
    const isStandard = target.fd === 1 || target.fd === 2;
    if (!isStandard && options?.end !== false)
      this.once("end", () => target.end());
    target.emit("pipe", this);
    return target;
  }

  ref() {
    if (this.watcher !== undefined) this.watcher.refed = true;
    return this;
  }

  unref() {
    if (this.watcher !== undefined) this.watcher.refed = false;
    return this;
  }

  setRawMode(on) {
    const { setRawMode } = require("internal/raw_mode");
    setRawMode(this.fd, Boolean(on));
    this.isRaw = Boolean(on);
    return this;
  }

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.readable = false;
    this.stopReading();
    nextTick(() => {
      if (error) this.emit("error", error);
      this.emit("close");
    });
    return this;
  }

  startReading() {
    if (this.watcher === undefined && !this.ended && !this.destroyed)
      this.watcher = watch(this.fd, POLLIN, () => this.fill());
  }

  stopReading() {
    if (this.watcher !== undefined) unwatch(this.watcher);
    this.watcher = undefined;
  }

  // The descriptor has bytes or its end.
  fill() {
    const { Buffer } = require("buffer");
    const buffer = Buffer.allocUnsafeSlow(CHUNK);
    const n = %Syscall(SYS_read, this.fd, buffer, CHUNK);
    if (n === EAGAIN || n === EINTR) return;
    if (n < 0) {
      const { systemError } = require("internal/system_error");
      this.destroy(systemError(n, "read"));
      return;
    }
    let chunk = n === 0 ? undefined : buffer.subarray(0, n);
    if (this.decoder !== undefined)
      chunk = n === 0 ? this.decoder.end() : this.decoder.write(chunk);
    if (chunk !== undefined && chunk.length > 0)
      %ArrayPrototypePush(this.chunks, chunk);
    if (n === 0) {
      this.ended = true;
      this.stopReading();
    }
    this.flow();
  }

  // Hands out what there is.
  flow() {
    if (this.readableFlowing) {
      while (this.readableFlowing && this.chunks.length > 0)
        this.emit("data", %ArrayPrototypeShift(this.chunks));
    } else if (this.listenerCount("readable") > 0) {
      this.emit("readable");
      return;
    }
    if (this.ended && this.chunks.length === 0 && this.readableFlowing)
      this.finish();
  }

  finish() {
    if (this.readableEnded) return;
    this.readableEnded = true;
    this.readable = false;
    nextTick(() => {
      this.emit("end");
      this.destroy();
    });
  }

  async *[%SymbolAsyncIterator]() {
    let wake;
    let failure;
    const notify = () => {
      if (wake !== undefined) wake();
      wake = undefined;
    };
    this.on("readable", notify);
    this.on("end", notify);
    this.on("error", (error) => {
      failure = { error };
      notify();
    });
    try {
      for (;;) {
        const chunk = this.read();
        if (chunk !== null) yield chunk;
        else if (failure !== undefined) throw failure.error;
        else if (this.readableEnded) return;
        else await new %Promise((resolve) => (wake = resolve));
      }
    } finally {
      this.removeListener("readable", notify);
      this.destroy();
    }
  }
}

// Internal state is not printed.
function hideFields(stream) {
  const names = ["chunks", "ended", "watcher", "decoder"];
  for (let i = 0; i < names.length; i++)
    %ObjectDefineProperty(stream, names[i], {
      __proto__: null,
      value: stream[names[i]],
      writable: true,
      enumerable: false,
    });
}

module.exports = { ReadStream };
