"use strict";
// A stream over a descriptor of its own that is one end of a socket pair: it
// reads while somebody wants data, and writes when the other end takes it.

const { Duplex } = require("internal/streams/duplex");
const { unwatch, watch } = require("internal/loop");

const SYS_read = 0;
const SYS_close = 3;
const SYS_sendto = 44;
const SYS_shutdown = 48;
const SYS_socketpair = 53;
const SYS_fcntl = 72;

const AF_UNIX = 1;
const SOCK_STREAM_CLOEXEC = 0o2000001;
const MSG_NOSIGNAL = 0x4000;
const SHUT_WR = 1;
const F_SETFL = 4;
const O_RDWR_NONBLOCK = 0o4002;
const POLLIN = 1;
const POLLOUT = 4;
const POLLHUP = 16;
const EAGAIN = -11;
const EINTR = -4;
const CHUNK = 65536;

// [ours, theirs], both closed in programs that are started, ours not blocking;
// or -errno.
function socketPair() {
  const ends = new %Int32Array(2);
  const r = %Syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM_CLOEXEC, 0, ends);
  if (r < 0) return r;
  %Syscall(SYS_fcntl, ends[0], F_SETFL, O_RDWR_NONBLOCK);
  return [ends[0], ends[1]];
}

function ioError(errno, syscall) {
  const { nameOf } = require("internal/system_error");
  const error = new %Error(`${syscall} ${nameOf(errno)}`);
  error.errno = errno;
  error.code = nameOf(errno);
  error.syscall = syscall;
  return error;
}

class Socket extends Duplex {
  #fd;
  #reader; // watchers
  #writer;
  #refed = true;

  // fd -1: a stream that was never connected.
  constructor(fd, isReadable, isWritable) {
    super({
      allowHalfOpen: false,
      readable: isReadable,
      writable: isWritable,
    });
    this.#fd = fd;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    if (isReadable && fd >= 0) this.read(0);
  }

  get fd() {
    return this.#fd;
  }

  #watch(events, ready) {
    const watcher = watch(this.#fd, events, ready);
    watcher.refed = this.#refed;
    return watcher;
  }

  _read() {
    if (this.#fd < 0) this.push(null);
    else if (this.#reader === undefined)
      this.#reader = this.#watch(POLLIN, (revents) => this.#receive(revents));
  }

  #stopReading() {
    if (this.#reader !== undefined) unwatch(this.#reader);
    this.#reader = undefined;
  }

  #receive(revents) {
    const { Buffer } = require("buffer");
    for (;;) {
      const bytes = Buffer.allocUnsafeSlow(CHUNK);
      const n = %Syscall(SYS_read, this.#fd, bytes, CHUNK);
      if (n === EAGAIN || n === EINTR) return;
      if (n < 0) {
        this.destroy(ioError(n, "read"));
        return;
      }
      if (n > 0) {
        this.bytesRead += n;
        const chunk =
          n > CHUNK / 2
            ? bytes.subarray(0, n)
            : Buffer.from(bytes.subarray(0, n));
        const goOn = this.push(chunk);
        if (!goOn) {
          this.#stopReading();
          return;
        }
        // With the other end closed, what is left comes at once.
        if ((revents & POLLHUP) === 0 || this.destroyed) return;
        continue;
      }
      this.#stopReading();
      this.push(null);
      return;
    }
  }

  _write(chunk, encoding, callback) {
    let done = 0;
    const goOn = () => {
      while (done < chunk.length) {
        const n = %Syscall(
          SYS_sendto,
          this.#fd,
          chunk.subarray(done),
          chunk.length - done,
          MSG_NOSIGNAL,
          0,
          0,
        );
        if (n === EAGAIN) {
          this.#writer ??= this.#watch(POLLOUT, goOn);
          return;
        }
        if (n < 0 && n !== EINTR) {
          this.#stopWriting();
          callback(ioError(n, "write"));
          return;
        }
        if (n > 0) {
          done += n;
          this.bytesWritten += n;
        }
      }
      this.#stopWriting();
      callback();
    };
    if (this.#fd < 0) callback();
    else goOn();
  }

  #stopWriting() {
    if (this.#writer !== undefined) unwatch(this.#writer);
    this.#writer = undefined;
  }

  _final(callback) {
    if (this.#fd >= 0) %Syscall(SYS_shutdown, this.#fd, SHUT_WR);
    callback();
  }

  _destroy(error, callback) {
    this.#stopReading();
    this.#stopWriting();
    if (this.#fd >= 0) %Syscall(SYS_close, this.#fd);
    this.#fd = -1;
    callback(error);
  }

  destroySoon() {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once("finish", this.destroy);
  }

  #keepAlive(on) {
    this.#refed = on;
    if (this.#reader !== undefined) this.#reader.refed = on;
    if (this.#writer !== undefined) this.#writer.refed = on;
    return this;
  }

  ref() {
    return this.#keepAlive(true);
  }

  unref() {
    return this.#keepAlive(false);
  }
}

module.exports = { Socket, socketPair };
