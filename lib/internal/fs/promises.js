"use strict";
// fs.promises: the synchronous functions, done from the event loop.

const files = require("internal/fs/files");
const dirs = require("internal/fs/dirs");
const meta = require("internal/fs/meta");
const stats = require("internal/fs/stats");
const constants = require("internal/fs/constants");
const { unsupported } = require("internal/errors");
const { complete } = require("internal/loop");
const { rejected } = require("internal/promise");

function later(work) {
  return new %Promise((resolve, reject) => {
    complete(() => {
      let value;
      try {
        value = work();
      } catch (error) {
        if (typeof error.syscall === "string")
          error.stack = `${error.name}: ${error.message}`;
        reject(error);
        return;
      }
      resolve(value);
    }, []);
  });
}

function checkSignal(options) {
  const signal = options?.signal;
  if (signal === undefined || !signal.aborted) return undefined;
  const { AbortError } = require("internal/abort_controller");
  return rejected(new AbortError(undefined, { cause: signal.reason }));
}

class FileHandle {
  #fd;

  constructor(fd) {
    this.#fd = fd;
  }

  get fd() {
    return this.#fd;
  }

  close() {
    const fd = this.#fd;
    this.#fd = -1;
    return later(() => {
      if (fd !== -1) files.closeSync(fd);
    });
  }

  [%SymbolAsyncDispose]() {
    return this.close();
  }

  read(buffer, offset, length, position) {
    if (!files.isView(buffer)) {
      const { Buffer } = require("buffer");
      const options = buffer ?? {};
      buffer = options.buffer ?? Buffer.alloc(16384);
      offset = options.offset ?? 0;
      length = options.length;
      position = options.position;
    } else if (offset !== null && typeof offset === "object")
      ({ offset = 0, length, position } = offset);
    offset ??= 0;
    length ??= buffer.byteLength - offset;
    return later(() => ({
      bytesRead: files.readSync(
        this.#fd,
        buffer,
        offset,
        length,
        position ?? null,
      ),
      buffer,
    }));
  }

  write(buffer, ...rest) {
    return later(() => {
      const args = [this.#fd, buffer];
      for (let i = 0; i < rest.length; i++) %ArrayPrototypePush(args, rest[i]);
      return {
        bytesWritten: %ReflectApply(files.writeSync, undefined, args),
        buffer,
      };
    });
  }

  readv(buffers, position) {
    return later(() => ({
      bytesRead: files.readvSync(this.#fd, buffers, position),
      buffers,
    }));
  }

  writev(buffers, position) {
    return later(() => ({
      bytesWritten: files.writevSync(this.#fd, buffers, position),
      buffers,
    }));
  }

  readFile(options) {
    return later(() => files.readFileSync(this.#fd, options));
  }

  writeFile(data, options) {
    return later(() => files.writeFileSync(this.#fd, data, options));
  }

  appendFile(data, options) {
    return this.writeFile(data, options);
  }

  stat(options) {
    return later(() => stats.fstatSync(this.#fd, options));
  }

  truncate(length) {
    return later(() => files.ftruncateSync(this.#fd, length));
  }

  sync() {
    return later(() => files.fsyncSync(this.#fd));
  }

  datasync() {
    return later(() => files.fdatasyncSync(this.#fd));
  }

  chmod(mode) {
    return later(() => meta.fchmodSync(this.#fd, mode));
  }

  chown(uid, gid) {
    return later(() => meta.fchownSync(this.#fd, uid, gid));
  }

  utimes(atime, mtime) {
    return later(() => meta.futimesSync(this.#fd, atime, mtime));
  }

  async *readLines() {
    const text = await this.readFile("utf8");
    const lines = %StringPrototypeSplit(text, "\n");
    if (lines[lines.length - 1] === "") %ArrayPrototypePop(lines);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      yield %StringPrototypeEndsWith(line, "\r")
        ? %StringPrototypeSlice(line, 0, -1)
        : line;
    }
    await this.close();
  }
}

// A handle in the place of a path.
function target(path) {
  return path instanceof FileHandle ? path.fd : path;
}

const promises = {
  access: (path, mode) => later(() => files.accessSync(path, mode)),
  copyFile: (from, to, mode) => later(() => files.copyFileSync(from, to, mode)),
  cp: (from, to, options) =>
    later(() => require("internal/fs/copy_tree").cpSync(from, to, options)),
  glob(pattern, options) {
    const found = require("internal/fs/glob").globSync(pattern, options);
    return (async function* () {
      for (let i = 0; i < found.length; i++) yield found[i];
    })();
  },
  open: (path, flags, mode) =>
    later(() => new FileHandle(files.openSync(path, flags, mode))),
  opendir: (path, options) =>
    later(() => require("internal/fs/opendir").opendirSync(path, options)),
  rename: (from, to) => later(() => meta.renameSync(from, to)),
  truncate: (path, length) => later(() => files.truncateSync(path, length)),
  rm: (path, options) => later(() => dirs.rmSync(path, options)),
  rmdir: (path, options) => later(() => dirs.rmdirSync(path, options)),
  mkdir: (path, options) => later(() => dirs.mkdirSync(path, options)),
  readdir: (path, options) => later(() => dirs.readdirSync(path, options)),
  readlink: (path, options) => later(() => meta.readlinkSync(path, options)),
  symlink: (to, path, type) => later(() => meta.symlinkSync(to, path, type)),
  lstat: (path, options) => later(() => stats.lstatSync(path, options)),
  stat: (path, options) => later(() => stats.statSync(path, options)),
  statfs: (path, options) => later(() => meta.statfsSync(path, options)),
  link: (from, to) => later(() => meta.linkSync(from, to)),
  unlink: (path) => later(() => dirs.unlinkSync(path)),
  chmod: (path, mode) => later(() => meta.chmodSync(path, mode)),
  lchown: (path, uid, gid) => later(() => meta.lchownSync(path, uid, gid)),
  chown: (path, uid, gid) => later(() => meta.chownSync(path, uid, gid)),
  utimes: (path, atime, mtime) =>
    later(() => meta.utimesSync(path, atime, mtime)),
  lutimes: (path, atime, mtime) =>
    later(() => meta.lutimesSync(path, atime, mtime)),
  realpath: (path, options) =>
    later(() => meta.realpathSync.native(path, options)),
  mkdtemp: (prefix, options) => later(() => dirs.mkdtempSync(prefix, options)),
  writeFile: (path, data, options) =>
    checkSignal(options) ??
    later(() => files.writeFileSync(target(path), data, options)),
  appendFile: (path, data, options) =>
    checkSignal(options) ??
    later(() => files.appendFileSync(target(path), data, options)),
  readFile: (path, options) =>
    checkSignal(options) ??
    later(() => files.readFileSync(target(path), options)),
  watch() {
    throw unsupported("fs.promises.watch");
  },
  constants,
};

module.exports = promises;
