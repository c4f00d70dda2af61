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
const { statSync } = require("internal/fs/stats");
const { systemError } = require("internal/system_error");
const { invalidArgType, invalidArgValue } = require("internal/errors");
const { isUrl } = require("internal/url_path");

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
const ENOENT = -2;
const EINVAL = -22;
const ELOOP = -40;
const MOST_LINKS = 40;

function renameSync(oldPath, newPath) {
  const from = toPath(oldPath, "oldPath"); //@ *.renameSync fs:1354:5
  const to = toPath(newPath, "newPath"); //@ *.renameSync fs:1355:5
  check(%Syscall(SYS_rename, from, to), "rename", from, to); //@ *.renameSync fs:1353:11|  binding.rename(
}

function linkSync(existingPath, newPath) {
  const from = toPath(existingPath, "existingPath"); //@ *.linkSync fs:2399:18
  const to = toPath(newPath, "newPath"); //@ *.linkSync fs:2400:13
  check(%Syscall(SYS_link, from, to), "link", from, to); //@ *.linkSync fs:2402:11|  binding.link(
}

function checkType(type) {
  if (type === undefined || type === null) return;
  if (type !== "dir" && type !== "file" && type !== "junction")
    throw invalidArgValue(
      "type",
      type,
      "must be one of: 'dir', 'file', 'junction', null, undefined",
    );
}

function symlinkSync(target, path, type) {
  checkType(type);
  const to = toPath(target, "target"); //@ *.symlinkSync fs:2352:12
  const at = toPath(path); //@ *.symlinkSync fs:2353:10
  check(%Syscall(SYS_symlink, to, at), "symlink", to, at); //@ *.symlinkSync fs:2355:11|  binding.symlink(
}

// The target of a link or a negative error number.
function readLink(path) {
  const bytes = new %Uint8Array(4096);
  const n = %Syscall(SYS_readlink, path, bytes, 4096);
  return n < 0 ? n : %Utf8Decode(bytes, 0, n);
}

function readlinkSync(path, options) {
  options = toOptions(options, {}); //@ *.readlinkSync fs:2246:13
  path = toPath(path); //@ *.readlinkSync fs:2247:27
  const target = readLink(path);
  if (typeof target === "number") throw systemError(target, "readlink", path); //@ *.readlinkSync fs:2247:18|  return binding.readlink(getValidatedPath(path), options.encoding);
  return fromName(target, options.encoding);
}

// The path of `path` without links; `syscall` names the way of the reference:
// "realpath" fails for the path as a whole, "lstat" looks at each part, and with
// "stat" at what a link leads to.
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
      if (syscall === "lstat") statSync(next);
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
  options = toOptions(options, {}); //@ *.realpathSync fs:3356:13
  if (typeof path !== "string" && !isUrl(path)) path += "";
  return fromName(resolveLinks(toPath(path), "lstat"), options.encoding); //@ *.realpathSync fs:3436:29|      const stats = binding.lstat(base, true, undefined, true /* throwIfNoEntry */);
}

realpathSync.native = function native(path, options) {
  options = toOptions(options, {});
  path = toPath(path);
  if (path === "") throw systemError(ENOENT, "realpath", path);
  return fromName(resolveLinks(path, "realpath"), options.encoding);
};

// ---- Permissions and owners ---------------------------------------------------------

function chmodSync(path, mode) {
  path = toPath(path); //@ *.chmodSync fs:2557:10
  mode = toMode(mode, "mode");
  check(%Syscall(SYS_chmod, path, mode), "chmod", path); //@ *.chmodSync fs:2566:11|  binding.chmod(path, mode);
}

function fchmodSync(fd, mode) {
  checkFd(fd); //@ *.fchmodSync fs:2480:11
  check(%Syscall(SYS_fchmod, fd, toMode(mode, "mode")), "fchmod"); //@ *.fchmodSync fs:2480:11|  binding.fchmod(fd, mode);
}

function checkOwner(uid, gid) {
  const { validateInteger } = require("internal/validators");
  validateInteger(uid, "uid", -1, 4294967295);
  validateInteger(gid, "gid", -1, 4294967295);
}

function chownSync(path, uid, gid) {
  path = toPath(path); //@ *.chownSync fs:2694:10
  checkOwner(uid, gid); //@ *.chownSync fs:2695:3
  check(%Syscall(SYS_chown, path, uid, gid), "chown", path); //@ *.chownSync fs:2704:11|  binding.chown(path, uid, gid);
}

function lchownSync(path, uid, gid) {
  path = toPath(path); //@ *.lchownSync fs:2599:10
  checkOwner(uid, gid); //@ *.lchownSync fs:2600:3
  check(%Syscall(SYS_lchown, path, uid, gid), "lchown", path); //@ *.lchownSync fs:2609:11|  binding.lchown(path, uid, gid);
}

function fchownSync(fd, uid, gid) {
  checkFd(fd); //@ *.fchownSync fs:2659:11
  checkOwner(uid, gid); //@ *.fchownSync fs:2646:3
  check(%Syscall(SYS_fchown, fd, uid, gid), "fchown"); //@ *.fchownSync fs:2659:11|  binding.fchown(fd, uid, gid);
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
  path = toPath(path); //@ *.utimesSync fs:2739:10
  const r = %Syscall(SYS_utimensat, AT_FDCWD, path, timespecs(atime, mtime), 0); //@ *.utimesSync fs:2740:11
  check(r, "utime", path); //@ *.utimesSync fs:2749:11|  binding.utimes(path, atime, mtime);
}

function lutimesSync(path, atime, mtime) {
  path = toPath(path); //@ *.lutimesSync fs:2837:10
  //@ *.lutimesSync fs:2838:11
  const r = %Syscall(
    SYS_utimensat,
    AT_FDCWD,
    path,
    timespecs(atime, mtime),
    AT_SYMLINK_NOFOLLOW,
  );
  check(r, "lutime", path); //@ *.lutimesSync fs:2847:11|  binding.lutimes(path, atime, mtime);
}

function futimesSync(fd, atime, mtime) {
  checkFd(fd); //@ *.futimesSync fs:2802:11
  check(%Syscall(SYS_utimensat, fd, 0, timespecs(atime, mtime), 0), "futime"); //@ *.futimesSync fs:2802:11|  binding.futimes(fd, atime, mtime);
}

// ---- File systems ---------------------------------------------------------------------

class StatFs {}

function statfsSync(path, options) {
  path = toPath(path); //@ *.statfsSync fs:2202:32
  const words = new %Uint32Array(32); // struct statfs
  check(%Syscall(SYS_statfs, path, words), "statfs", path); //@ *.statfsSync fs:2202:25|  const stats = binding.statfs(getValidatedPath(path), options.bigint);
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
