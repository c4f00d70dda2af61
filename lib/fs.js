"use strict";
// require('fs'): the synchronous functions, and the same with callbacks: those
// are done from the event loop, so a callback never comes before its caller has
// finished.

const files = require("internal/fs/files");
const dirs = require("internal/fs/dirs");
const meta = require("internal/fs/meta");
const stats = require("internal/fs/stats");
const constants = require("internal/fs/constants");
const { byName, checkCallback, perform } = require("internal/fs/callbacks");
const { unsupported } = require("internal/errors");
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
  mkdtempDisposableSync: dirs.mkdtempDisposableSync,
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

for (const name in byName) fs[name] = byName[name];

fs.realpath.native = function native(path, options, callback) {
  if (typeof options === "function") callback = options;
  checkCallback(callback);
  perform(
    () => meta.realpathSync.native(path, options),
    callback,
    (done, error, value) => done(error, value),
  );
};

fs.exists = function exists(path, callback) {
  checkCallback(callback);
  perform(
    () => files.existsSync(path),
    callback,
    (done, error, value) => done(error === null && value),
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
    perform(
      () => %ReflectApply(sync, fs, rest),
      callback,
      (done, error, n) => done(error, error === null ? n : 0, data),
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
  return new ReadStream(path, options); //@ *.createReadStream fs:3883:10
};
fs.createWriteStream = function createWriteStream(path, options) {
  const { WriteStream } = require("internal/fs/streams");
  return new WriteStream(path, options); //@ *.createWriteStream fs:3911:10
};

module.exports = fs;
