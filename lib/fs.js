"use strict";
// require('fs'): the synchronous functions, and the same with callbacks: those
// are done from the event loop, so a callback never comes before its caller has
// finished.

const files = require("internal/fs/files");
const dirs = require("internal/fs/dirs");
const meta = require("internal/fs/meta");
const stats = require("internal/fs/stats");
const constants = require("internal/fs/constants");
const { toPath } = require("internal/fs/args");
const { invalidArgType, unsupported } = require("internal/errors");
const { resultNames } = require("internal/util/functions");

const fs = {
  accessSync: files.accessSync,
  appendFileSync: files.appendFileSync,
  chmodSync: meta.chmodSync,
  chownSync: meta.chownSync,
  closeSync: files.closeSync,
  copyFileSync: files.copyFileSync,
  cpSync(source, target, options) {
    return require("internal/fs/copy_tree").cpSync(source, target, options);
  },
  existsSync: files.existsSync,
  fchmodSync: meta.fchmodSync,
  fchownSync: meta.fchownSync,
  fdatasyncSync: files.fdatasyncSync,
  fstatSync: stats.fstatSync,
  fsyncSync: files.fsyncSync,
  ftruncateSync: files.ftruncateSync,
  futimesSync: meta.futimesSync,
  globSync(pattern, options) {
    return require("internal/fs/glob").globSync(pattern, options);
  },
  lchownSync: meta.lchownSync,
  linkSync: meta.linkSync,
  lstatSync: stats.lstatSync,
  lutimesSync: meta.lutimesSync,
  mkdirSync: dirs.mkdirSync,
  mkdtempSync: dirs.mkdtempSync,
  openSync: files.openSync,
  opendirSync(path, options) {
    return require("internal/fs/opendir").opendirSync(path, options);
  },
  readFileSync: files.readFileSync,
  readSync: files.readSync,
  readdirSync: dirs.readdirSync,
  readlinkSync: meta.readlinkSync,
  readvSync: files.readvSync,
  realpathSync: meta.realpathSync,
  renameSync: meta.renameSync,
  rmSync: dirs.rmSync,
  rmdirSync: dirs.rmdirSync,
  statSync: stats.statSync,
  statfsSync: meta.statfsSync,
  symlinkSync: meta.symlinkSync,
  truncateSync: files.truncateSync,
  unlinkSync: dirs.unlinkSync,
  utimesSync: meta.utimesSync,
  writeFileSync: files.writeFileSync,
  writeSync: files.writeSync,
  writevSync: files.writevSync,
};

function checkCallback(callback) {
  if (typeof callback !== "function")
    throw invalidArgType("cb", "Function", callback);
}

// An error that comes from the loop has no frames of the program.
function bare(error) {
  if (typeof error.syscall === "string")
    error.stack = `${error.name}: ${error.message}`;
  return error;
}

function later(work, finish) {
  const { complete } = require("internal/loop");
  complete(() => {
    let value;
    try {
      value = work();
    } catch (error) {
      finish(bare(error));
      return;
    }
    finish(null, value);
  }, []);
}

// `kind`: what the first argument is, checked before the call returns.
function withCallback(name, kind) {
  const sync = fs[`${name}Sync`];
  const fn = function (...args) {
    const last = args[args.length - 1];
    const callback =
      typeof last === "function" ? %ArrayPrototypePop(args) : undefined;
    checkCallback(callback);
    if (kind === "path" && typeof args[0] !== "number") toPath(args[0]);
    later(
      () => %ReflectApply(sync, fs, args),
      (error, value) => {
        if (error !== null) callback(error);
        else if (value === undefined) callback(null);
        else callback(null, value);
      },
    );
  };
  %ObjectDefineProperty(fn, "name", {
    __proto__: null,
    value: name,
    configurable: true,
  });
  fs[name] = fn;
}

const byPath = [
  "access",
  "appendFile",
  "chmod",
  "chown",
  "cp",
  "lchown",
  "lstat",
  "lutimes",
  "mkdir",
  "mkdtemp",
  "open",
  "opendir",
  "readFile",
  "readdir",
  "readlink",
  "rename",
  "rm",
  "rmdir",
  "stat",
  "statfs",
  "truncate",
  "unlink",
  "utimes",
  "copyFile",
  "link",
];
const others = [
  "close",
  "fchmod",
  "fchown",
  "fdatasync",
  "fstat",
  "fsync",
  "ftruncate",
  "futimes",
  "symlink",
  "writeFile",
  "glob",
  "realpath",
];
for (let i = 0; i < byPath.length; i++) withCallback(byPath[i], "path");
for (let i = 0; i < others.length; i++) withCallback(others[i], "");

fs.realpath.native = function native(path, options, callback) {
  if (typeof options === "function") callback = options;
  checkCallback(callback);
  later(() => meta.realpathSync.native(path, options), callback);
};

fs.exists = function exists(path, callback) {
  checkCallback(callback);
  later(
    () => files.existsSync(path),
    (error, value) => callback(error === null && value),
  );
};

// These hand out the buffer as well.
function transfer(name, names) {
  const sync = fs[`${name}Sync`];
  const fn = function (fd, data, ...rest) {
    let callback = %ArrayPrototypePop(rest);
    if (typeof callback !== "function" && typeof data === "function") {
      callback = data;
      data = undefined;
    }
    checkCallback(callback);
    if (name === "read" && !files.isView(data)) {
      const { Buffer } = require("buffer");
      const options = data ?? {};
      data = options.buffer ?? Buffer.alloc(16384);
      rest = [options];
    }
    %ArrayPrototypeUnshift(rest, fd, data);
    later(
      () => %ReflectApply(sync, fs, rest),
      (error, n) => callback(error, error === null ? n : 0, data),
    );
  };
  %ObjectDefineProperty(fn, "name", {
    __proto__: null,
    value: name,
    configurable: true,
  });
  %ObjectDefineProperty(fn, resultNames, { __proto__: null, value: names });
  fs[name] = fn;
}

transfer("read", ["bytesRead", "buffer"]);
transfer("write", ["bytesWritten", "buffer"]);
transfer("readv", ["bytesRead", "buffers"]);
transfer("writev", ["bytesWritten", "buffers"]);

fs.exists[%SymbolFor("nodejs.util.promisify.custom")] = (path) =>
  new %Promise((resolve) => fs.exists(path, resolve));

function refuse(name) {
  fs[name] = function () {
    throw unsupported(`fs.${name}`);
  };
}

refuse("watch");
refuse("watchFile");
refuse("unwatchFile");

fs.openAsBlob = async function openAsBlob(path, options = {}) {
  const { validateObject, validateString } = require("internal/validators");
  validateObject(options, "options");
  const { type = "" } = options;
  validateString(type, "options.type");
  const { Blob } = require("internal/blob");
  return new Blob([files.readFileSync(path)], { type });
};
fs.Dirent = dirs.Dirent;
fs.Stats = stats.Stats;
fs._toUnixTimestamp = meta.toUnixTimestamp;
fs.constants = constants;

function lazy(name, make) {
  %ObjectDefineProperty(fs, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: make,
    set(value) {
      %ObjectDefineProperty(fs, name, {
        __proto__: null,
        value,
        writable: true,
        configurable: true,
        enumerable: true,
      });
    },
  });
}

lazy("promises", () => require("internal/fs/promises"));
lazy("Dir", () => require("internal/fs/opendir").Dir);
lazy("ReadStream", () => require("internal/fs/streams").ReadStream);
lazy("WriteStream", () => require("internal/fs/streams").WriteStream);
fs.createReadStream = function createReadStream(path, options) {
  const { ReadStream } = require("internal/fs/streams");
  return new ReadStream(path, options);
};
fs.createWriteStream = function createWriteStream(path, options) {
  const { WriteStream } = require("internal/fs/streams");
  return new WriteStream(path, options);
};

module.exports = fs;
