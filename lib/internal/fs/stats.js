"use strict";
// Stats and the stat family, over statx(2), which knows the time of birth.

const { check, checkFd, toPath } = require("internal/fs/args");

const SYS_statx = 332;
const AT_FDCWD = -100;
const AT_SYMLINK_NOFOLLOW = 0x100;
const AT_EMPTY_PATH = 0x1000;
const STATX_ALL = 0xfff;
const ENOENT = -2;
const ENOTDIR = -20;

const S_IFMT = 0o170000;

const partial = {
  atime: %Symbol("partialAtimeNs"),
  mtime: %Symbol("partialMtimeNs"),
  ctime: %Symbol("partialCtimeNs"),
  birthtime: %Symbol("kPartialBirthtimeNs"),
};

class StatsBase {
  isDirectory() {
    return isKind(this, 0o40000);
  }

  isFile() {
    return isKind(this, 0o100000);
  }

  isBlockDevice() {
    return isKind(this, 0o60000);
  }

  isCharacterDevice() {
    return isKind(this, 0o20000);
  }

  isSymbolicLink() {
    return isKind(this, 0o120000);
  }

  isFIFO() {
    return isKind(this, 0o10000);
  }

  isSocket() {
    return isKind(this, 0o140000);
  }
}

function isKind(stats, kind) {
  const mode =
    typeof stats.mode === "bigint" ? %Number(stats.mode) : stats.mode;
  return (mode & S_IFMT) === kind;
}

class Stats extends StatsBase {}
class BigIntStats extends StatsBase {}

// atime and the like are made of atimeMs when asked for.
function defineDate(Class, name) {
  %ObjectDefineProperty(Class.prototype, name, {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      const ms = %Number(this[`${name}Ms`]);
      return (this[name] = new %Date(%MathRound(ms)));
    },
    set(value) {
      %ObjectDefineProperty(this, name, {
        __proto__: null,
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    },
  });
}

const dates = ["atime", "mtime", "ctime", "birthtime"];
for (let i = 0; i < dates.length; i++) {
  defineDate(Stats, dates[i]);
  defineDate(BigIntStats, dates[i]);
}

// A device number of its two parts, as glibc's makedev has it.
function device(major, minor) {
  return (
    (major & 0xfff) * 256 +
    (minor & 0xff) +
    (minor & 0xffffff00) * 4096 +
    (major & 0xfffff000) * 4294967296
  );
}

// Fields of struct statx in a buffer of 64 words.
class Statx {
  constructor() {
    this.words = new %Uint32Array(64);
  }

  long(i) {
    return this.words[i] + this.words[i + 1] * 4294967296;
  }

  big(i) {
    return %BigInt(this.words[i]) | (%BigInt(this.words[i + 1]) << 32n);
  }

  // Seconds since 1970, signed.
  seconds(i) {
    return this.words[i] + (this.words[i + 1] | 0) * 4294967296;
  }
}

// Where each time stands: atime, mtime, ctime, birthtime.
const timeWords = [16, 28, 24, 20];

function toStats(x) {
  const w = x.words;
  const s = new Stats();
  s.dev = device(w[34], w[35]);
  s.mode = w[7] & 0xffff;
  s.nlink = w[4];
  s.uid = w[5];
  s.gid = w[6];
  s.rdev = device(w[32], w[33]);
  s.blksize = w[1];
  s.ino = x.long(8);
  s.size = x.long(10);
  s.blocks = x.long(12);
  for (let i = 0; i < 4; i++) {
    const at = timeWords[i];
    s[`${dates[i]}Ms`] = x.seconds(at) * 1000 + w[at + 2] / 1e6;
  }
  for (let i = 0; i < 4; i++) s[partial[dates[i]]] = w[timeWords[i] + 2];
  return s;
}

function toBigStats(x) {
  const w = x.words;
  const s = new BigIntStats();
  s.dev = %BigInt(device(w[34], w[35]));
  s.mode = %BigInt(w[7] & 0xffff);
  s.nlink = %BigInt(w[4]);
  s.uid = %BigInt(w[5]);
  s.gid = %BigInt(w[6]);
  s.rdev = %BigInt(device(w[32], w[33]));
  s.blksize = %BigInt(w[1]);
  s.ino = x.big(8);
  s.size = x.big(10);
  s.blocks = x.big(12);
  const ns = [];
  for (let i = 0; i < 4; i++) {
    const at = timeWords[i];
    ns[i] = %BigInt(x.seconds(at)) * 1000000000n + %BigInt(w[at + 2]);
    s[`${dates[i]}Ms`] = ns[i] / 1000000n;
  }
  for (let i = 0; i < 4; i++) s[`${dates[i]}Ns`] = ns[i];
  return s;
}

// The file's statx or a negative error number.
function statx(fd, path, flags) {
  const x = new Statx();
  const r = %Syscall(SYS_statx, fd, path, flags, STATX_ALL, x.words);
  return r < 0 ? r : x;
}

function result(x, options) {
  return options?.bigint ? toBigStats(x) : toStats(x);
}

function statPath(path, flags, syscall, options) {
  const x = statx(AT_FDCWD, path, flags);
  if (typeof x !== "number") return result(x, options);
  if (options?.throwIfNoEntry === false && (x === ENOENT || x === ENOTDIR))
    return undefined;
  return check(x, syscall, path);
}

function statSync(path, options) {
  if (options === null) options.bigint;
  path = toPath(path); //@ *.statSync fs:2184:5
  return statPath(path, 0, "stat", options); //@ *.statSync fs:2183:25|  const stats = binding.stat(
}

function lstatSync(path, options) {
  path = toPath(path); //@ *.lstatSync fs:2143:10
  return statPath(path, AT_SYMLINK_NOFOLLOW, "lstat", options); //@ *.lstatSync fs:2149:25|  const stats = binding.lstat(
}

function fstatSync(fd, options) {
  checkFd(fd); //@ *.fstatSync fs:2115:25|  const stats = binding.fstat(fd, options.bigint, undefined, false);
  const x = statx(fd, "", AT_EMPTY_PATH);
  return typeof x === "number" ? check(x, "fstat") : result(x, options); //@ *.fstatSync fs:2115:25|  const stats = binding.fstat(fd, options.bigint, undefined, false);
}

// The mode of a path, -errno if there is none.
function modeOf(path, follow) {
  const x = statx(AT_FDCWD, path, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return typeof x === "number" ? x : x.words[7] & 0xffff;
}

module.exports = { Stats, BigIntStats, statSync, lstatSync, fstatSync, modeOf };
