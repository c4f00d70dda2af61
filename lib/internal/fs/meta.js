"use strict";
// Names, links, permissions, owners and times, synchronously.

const {
  check,
  checkFd,
  fromName,
  toMode,
  toOptions,
  toPath,
  toSeconds,
} = require("internal/fs/args");
const { systemError } = require("internal/system_error");
const { invalidArgType } = require("internal/errors");

const SYS_rename = 82;
const SYS_link = 86;
const SYS_symlink = 88;
const SYS_readlink = 89;
const SYS_chmod = 90;
const SYS_fchmod = 91;
const SYS_chown = 92;
const SYS_fchown = 93;
const SYS_lchown = 94;
const SYS_statfs = 137;
const SYS_utimensat = 280;

const AT_FDCWD = -100;
const AT_SYMLINK_NOFOLLOW = 0x100;
const EINVAL = -22;
const ELOOP = -40;
const MOST_LINKS = 40;

function renameSync(oldPath, newPath) {
  const from = toPath(oldPath, "oldPath");
  const to = toPath(newPath, "newPath");
  check(%Syscall(SYS_rename, from, to), "rename", from, to);
}

function linkSync(existingPath, newPath) {
  const from = toPath(existingPath, "existingPath");
  const to = toPath(newPath, "newPath");
  check(%Syscall(SYS_link, from, to), "link", from, to);
}

function symlinkSync(target, path) {
  const to = toPath(target, "target");
  const at = toPath(path);
  check(%Syscall(SYS_symlink, to, at), "symlink", to, at);
}

// The target of a link or a negative error number.
function readLink(path) {
  const bytes = new %Uint8Array(4096);
  const n = %Syscall(SYS_readlink, path, bytes, 4096);
  return n < 0 ? n : %Utf8Decode(bytes, 0, n);
}

function readlinkSync(path, options) {
  options = toOptions(options, {});
  path = toPath(path);
  const target = readLink(path);
  if (typeof target === "number") throw systemError(target, "readlink", path);
  return fromName(target, options.encoding);
}

// Follows the links of an absolute path, one segment after the other.
function resolveLinks(path, syscall) {
  const { resolve } = require("internal/path_posix");
  let rest = %StringPrototypeSplit(resolve(path), "/");
  let done = "";
  let links = 0;
  for (let i = 1; i < rest.length; i++) {
    if (rest[i] === "") continue;
    const next = `${done}/${rest[i]}`;
    const target = readLink(next);
    if (target === EINVAL) done = next;
    else if (typeof target === "number")
      throw systemError(target, syscall, syscall === "realpath" ? path : next);
    else {
      if (++links > MOST_LINKS) throw systemError(ELOOP, syscall, path);
      const remaining = %ArrayPrototypeSlice(rest, i + 1);
      const full = resolve(done === "" ? "/" : done, target);
      rest = %ArrayPrototypeConcat(%StringPrototypeSplit(full, "/"), remaining);
      done = "";
      i = 0;
    }
  }
  return done === "" ? "/" : done;
}

function realpathSync(path, options) {
  options = toOptions(options, {});
  return fromName(resolveLinks(toPath(path), "lstat"), options.encoding);
}

realpathSync.native = function native(path, options) {
  options = toOptions(options, {});
  return fromName(resolveLinks(toPath(path), "realpath"), options.encoding);
};

// ---- Permissions and owners ---------------------------------------------------------

function chmodSync(path, mode) {
  path = toPath(path);
  mode = toMode(mode, "mode");
  check(%Syscall(SYS_chmod, path, mode), "chmod", path);
}

function fchmodSync(fd, mode) {
  checkFd(fd);
  check(%Syscall(SYS_fchmod, fd, toMode(mode, "mode")), "fchmod");
}

function checkOwner(uid, gid) {
  const { validateInteger } = require("internal/validators");
  validateInteger(uid, "uid", -1, 4294967295);
  validateInteger(gid, "gid", -1, 4294967295);
}

function chownSync(path, uid, gid) {
  path = toPath(path);
  checkOwner(uid, gid);
  check(%Syscall(SYS_chown, path, uid, gid), "chown", path);
}

function lchownSync(path, uid, gid) {
  path = toPath(path);
  checkOwner(uid, gid);
  check(%Syscall(SYS_lchown, path, uid, gid), "lchown", path);
}

function fchownSync(fd, uid, gid) {
  checkFd(fd);
  checkOwner(uid, gid);
  check(%Syscall(SYS_fchown, fd, uid, gid), "fchown");
}

// ---- Times --------------------------------------------------------------------------

// Two struct timespec.
function timespecs(atime, mtime) {
  const words = new %Int32Array(8);
  const times = [toSeconds(atime), toSeconds(mtime)];
  for (let i = 0; i < 2; i++) {
    const seconds = %MathFloor(times[i]);
    words[4 * i] = seconds | 0;
    words[4 * i + 1] = %MathFloor(seconds / 4294967296);
    // Microseconds, as precise as a number of seconds is.
    words[4 * i + 2] = %MathRound((times[i] - seconds) * 1e6) * 1000;
  }
  return words;
}

function utimesSync(path, atime, mtime) {
  path = toPath(path);
  const r = %Syscall(SYS_utimensat, AT_FDCWD, path, timespecs(atime, mtime), 0);
  check(r, "utime", path);
}

function lutimesSync(path, atime, mtime) {
  path = toPath(path);
  const r = %Syscall(
    SYS_utimensat,
    AT_FDCWD,
    path,
    timespecs(atime, mtime),
    AT_SYMLINK_NOFOLLOW,
  );
  check(r, "lutime", path);
}

function futimesSync(fd, atime, mtime) {
  checkFd(fd);
  check(%Syscall(SYS_utimensat, fd, 0, timespecs(atime, mtime), 0), "futime");
}

// ---- File systems ---------------------------------------------------------------------

class StatFs {}

function statfsSync(path, options) {
  path = toPath(path);
  const words = new %Uint32Array(32); // struct statfs
  check(%Syscall(SYS_statfs, path, words), "statfs", path);
  const long = (i) => words[2 * i] + words[2 * i + 1] * 4294967296;
  const convert = options?.bigint ? %BigInt : (n) => n;
  const s = new StatFs();
  s.type = convert(long(0));
  s.bsize = convert(long(1));
  s.frsize = convert(long(9));
  s.blocks = convert(long(2));
  s.bfree = convert(long(3));
  s.bavail = convert(long(4));
  s.files = convert(long(5));
  s.ffree = convert(long(6));
  return s;
}

function toUnixTimestamp(time, name) {
  if (time === undefined || time === null)
    throw invalidArgType(name ?? "time", ["Date", "Time in seconds"], time);
  return toSeconds(time, name);
}

module.exports = {
  chmodSync,
  chownSync,
  fchmodSync,
  fchownSync,
  futimesSync,
  lchownSync,
  linkSync,
  lutimesSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statfsSync,
  symlinkSync,
  toUnixTimestamp,
  utimesSync,
};
