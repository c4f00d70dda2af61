"use strict";
// fs.promises: the synchronous functions, done from the event loop.

const files = require("internal/fs/files");
const dirs = require("internal/fs/dirs");
const meta = require("internal/fs/meta");
const stats = require("internal/fs/stats");
const constants = require("internal/fs/constants");
const { toPath } = require("internal/fs/args");
const { unsupported } = require("internal/errors");
const { complete } = require("internal/loop");

// Errors from the loop have no frames of the program.
function perform(work) {
  return new %Promise((resolve, reject) => {
    complete(() => {
      let value;
      try {
        value = work();
      } catch (error) {
        if (typeof error.syscall === "string") %ErrorCaptureStackTrace(error);
        reject(error);
        return;
      }
      resolve(value);
    }, []);
  });
}

// In a job of its own, where the functions that wait can be seen.
function handleError(error) {
  if (typeof error.syscall === "string") %ErrorCaptureStackTrace(error);
  throw error;
}

function later(work) {
  return %PromisePrototypeThen(perform(work), undefined, handleError);
}

function checkSignal(options) {
  const signal = options?.signal;
  if (signal === undefined || !signal.aborted) return;
  const { AbortError } = require("internal/abort_controller");
  throw new AbortError(undefined, { cause: signal.reason });
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
function isHandle(path) {
  return path instanceof FileHandle;
}

function target(path) {
  return isHandle(path) ? path.fd : path;
}

const promises = {
  async access(path, mode) {
    path = toPath(path); //@ Object.access internal/fs/promises:1383:20|    binding.access(getValidatedPath(path), mode, kUsePromises),
    return await later(() => files.accessSync(path, mode)); //@ Object.access internal/fs/promises:1382:10|  return await PromisePrototypeThen(
  },
  async copyFile(from, to, mode) {
    from = toPath(from, "src"); //@ Object.copyFile internal/fs/promises:1404:7|      getValidatedPath(src, 'src'),
    to = toPath(to, "dest"); //@ Object.copyFile internal/fs/promises:1405:7|      getValidatedPath(dest, 'dest'),
    return await later(() => files.copyFileSync(from, to, mode)); //@ Object.copyFile internal/fs/promises:1402:10|  return await PromisePrototypeThen(
  },
  async rename(from, to) {
    from = toPath(from, "oldPath"); //@ Object.rename internal/fs/promises:1574:13|  oldPath = getValidatedPath(oldPath, 'oldPath');
    to = toPath(to, "newPath"); //@ Object.rename internal/fs/promises:1575:13|  newPath = getValidatedPath(newPath, 'newPath');
    return await later(() => meta.renameSync(from, to)); //@ Object.rename internal/fs/promises:1576:10|  return await PromisePrototypeThen(
  },
  async rmdir(path, options) {
    path = toPath(path); //@ Object.rmdir internal/fs/promises:1620:10|  path = getValidatedPath(path);
    return await later(() => dirs.rmdirSync(path, options)); //@ Object.rmdir internal/fs/promises:1632:10|  return await PromisePrototypeThen(
  },
  async mkdir(path, options) {
    path = toPath(path); //@ Object.mkdir internal/fs/promises:1674:10|  path = getValidatedPath(path);
    return await later(() => dirs.mkdirSync(path, options)); //@ Object.mkdir internal/fs/promises:1677:10|  return await PromisePrototypeThen(
  },
  async readdir(path, options) {
    path = toPath(path); //@ Object.readdir internal/fs/promises:1734:10|  path = getValidatedPath(path);
    return await later(() => dirs.readdirSync(path, options)); //@ Object.readdir internal/fs/promises:1744:18|  const result = await PromisePrototypeThen(
  },
  async readlink(path, options) {
    path = toPath(path); //@ Object.readlink internal/fs/promises:1766:10|  path = getValidatedPath(path, 'oldPath');
    return await later(() => meta.readlinkSync(path, options)); //@ Object.readlink internal/fs/promises:1767:10|  return await PromisePrototypeThen(
  },
  async symlink(to, path, type) {
    to = toPath(to, "target"); //@ Object.symlink internal/fs/promises:1799:12|  target = getValidatedPath(target, 'target');
    path = toPath(path); //@ Object.symlink internal/fs/promises:1800:10|  path = getValidatedPath(path);
    return await later(() => meta.symlinkSync(to, path, type)); //@ Object.symlink internal/fs/promises:1801:10|  return await PromisePrototypeThen(
  },
  async lstat(path, options) {
    path = toPath(path); //@ Object.lstat internal/fs/promises:1839:10|  path = getValidatedPath(path);
    return await later(() => stats.lstatSync(path, options)); //@ Object.lstat internal/fs/promises:1845:18|  const result = await raceWithSignal(
  },
  async stat(path, options) {
    path = toPath(path); //@ Object.stat internal/fs/promises:1868:20|      binding.stat(getValidatedPath(path), options.bigint, kUsePromises, options.throwIfNoEntry),
    return await later(() => stats.statSync(path, options)); //@ Object.stat internal/fs/promises:1866:18|  const result = await raceWithSignal(
  },
  async statfs(path, options) {
    path = toPath(path); //@ Object.statfs internal/fs/promises:1889:20|    binding.statfs(getValidatedPath(path), options.bigint, kUsePromises),
    return await later(() => meta.statfsSync(path, options)); //@ Object.statfs internal/fs/promises:1888:18|  const result = await PromisePrototypeThen(
  },
  async link(from, to) {
    from = toPath(from, "existingPath"); //@ Object.link internal/fs/promises:1902:18|  existingPath = getValidatedPath(existingPath, 'existingPath');
    to = toPath(to, "newPath"); //@ Object.link internal/fs/promises:1903:13|  newPath = getValidatedPath(newPath, 'newPath');
    return await later(() => meta.linkSync(from, to)); //@ Object.link internal/fs/promises:1904:10|  return await PromisePrototypeThen(
  },
  async unlink(path) {
    path = toPath(path); //@ Object.unlink internal/fs/promises:1918:20|    binding.unlink(getValidatedPath(path), kUsePromises),
    return await later(() => dirs.unlinkSync(path)); //@ Object.unlink internal/fs/promises:1917:10|  return await PromisePrototypeThen(
  },
  async chmod(path, mode) {
    path = toPath(path); //@ Object.chmod internal/fs/promises:1937:10|  path = getValidatedPath(path);
    return await later(() => meta.chmodSync(path, mode)); //@ Object.chmod internal/fs/promises:1946:10|  return await PromisePrototypeThen(
  },
  async lchown(path, uid, gid) {
    path = toPath(path); //@ Object.lchown internal/fs/promises:1974:10|  path = getValidatedPath(path);
    return await later(() => meta.lchownSync(path, uid, gid)); //@ Object.lchown internal/fs/promises:1977:10|  return await PromisePrototypeThen(
  },
  async chown(path, uid, gid) {
    path = toPath(path); //@ Object.chown internal/fs/promises:2004:10|  path = getValidatedPath(path);
    return await later(() => meta.chownSync(path, uid, gid)); //@ Object.chown internal/fs/promises:2007:10|  return await PromisePrototypeThen(
  },
  async utimes(path, atime, mtime) {
    path = toPath(path); //@ Object.utimes internal/fs/promises:2015:10|  path = getValidatedPath(path);
    return await later(() => meta.utimesSync(path, atime, mtime)); //@ Object.utimes internal/fs/promises:2025:10|  return await PromisePrototypeThen(
  },
  async lutimes(path, atime, mtime) {
    path = toPath(path); //@ Object.lutimes internal/fs/promises:2046:10|  path = getValidatedPath(path);
    return await later(() => meta.lutimesSync(path, atime, mtime)); //@ Object.lutimes internal/fs/promises:2056:10|  return await PromisePrototypeThen(
  },
  async realpath(path, options) {
    path = toPath(path); //@ Object.realpath internal/fs/promises:2071:22|    binding.realpath(getValidatedPath(path), options.encoding, kUsePromises),
    return await later(() => meta.realpathSync.native(path, options)); //@ Object.realpath internal/fs/promises:2070:10|  return await PromisePrototypeThen(
  },
  async mkdtemp(prefix, options) {
    prefix = toPath(prefix, "prefix"); //@ Object.mkdtemp internal/fs/promises:2086:12|  prefix = getValidatedPath(prefix, 'prefix');
    return await later(() => dirs.mkdtempSync(prefix, options)); //@ Object.mkdtemp internal/fs/promises:2089:10|  return await PromisePrototypeThen(
  },
  cp: (from, to, options) =>
    require("internal/fs/copy_tree").cpLater(from, to, options),
  glob(pattern, options) {
    const found = require("internal/fs/glob").globSync(pattern, options);
    return (async function* () {
      for (let i = 0; i < found.length; i++) yield found[i];
    })();
  },
  async open(path, flags, mode) {
    path = toPath(path); //@ Object.open internal/fs/promises:1422:10|  path = getValidatedPath(path);
    const fd = await later(() => files.openSync(path, flags, mode)); //@ Object.open internal/fs/promises:1425:25|  return new FileHandle(await PromisePrototypeThen(
    return new FileHandle(fd);
  },
  opendir: (path, options) =>
    later(() => require("internal/fs/opendir").opendirSync(path, options)),
  truncate: (path, length) => later(() => files.truncateSync(path, length)),
  async rm(path, options) {
    path = toPath(path); //@ Object.rm internal/fs/promises:1609:10|  path = getValidatedPath(path);
    return await later(() => dirs.rmSync(path, options)); //@ Object.rm internal/fs/promises:1610:13|  options = await validateRmOptionsPromise(path, options, false);
  },
  async writeFile(path, data, options) {
    checkSignal(options);
    if (!isHandle(path)) path = toPath(path); //@ Object.writeFile internal/fs/promises:2161:12|    path = getValidatedPath(path);
    return await perform(() =>
      files.writeFileSync(target(path), data, options),
    );
  },
  async appendFile(path, data, options) {
    checkSignal(options);
    if (!isHandle(path)) path = toPath(path); //@ writeFile internal/fs/promises:2161:12, Object.appendFile internal/fs/promises:2221:10|    path = getValidatedPath(path);
    return await perform(() =>
      files.appendFileSync(target(path), data, options),
    );
  },
  async readFile(path, options) {
    checkSignal(options);
    if (!isHandle(path)) path = toPath(path); //@ Object.readFile internal/fs/promises:2244:12|    path = getValidatedPath(path);
    return await perform(() => files.readFileSync(target(path), options));
  },
  watch() {
    throw unsupported("fs.promises.watch");
  },
  constants,
};

module.exports = promises;
