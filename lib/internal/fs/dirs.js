"use strict";
// Directories, synchronously: reading, making and removing them.

const {
  check,
  fromName,
  toMode,
  toOptions,
  toPath,
} = require("internal/fs/args");
const { modeOf } = require("internal/fs/stats");
const { isUrl } = require("internal/url_path");
const { invalidArgType, invalidArgValue, coded } = require("internal/errors");
const { systemError, withInfo } = require("internal/system_error");

const SYS_open = 2;
const SYS_close = 3;
const SYS_mkdir = 83;
const SYS_rmdir = 84;
const SYS_unlink = 87;
const SYS_getdents64 = 217;

const O_DIRECTORY_CLOEXEC = 0o2200000;
const S_IFMT = 0o170000;
const S_IFDIR = 0o40000;
const ENOENT = -2;
const EEXIST = -17;
const ENOTDIR = -20;
const BUFFER = 32768;

// ---- Reading ----------------------------------------------------------------------

const typeSymbol = %Symbol("type");

// d_type of the kernel → the number that Dirent has.
const types = { __proto__: null, 1: 4, 2: 6, 4: 2, 6: 7, 8: 1, 10: 3, 12: 5 };

class Dirent {
  constructor(name, path, type) {
    this.name = name;
    this.parentPath = path;
    this[typeSymbol] = type;
  }

  isFile() {
    return this[typeSymbol] === 1;
  }

  isDirectory() {
    return this[typeSymbol] === 2;
  }

  isSymbolicLink() {
    return this[typeSymbol] === 3;
  }

  isFIFO() {
    return this[typeSymbol] === 4;
  }

  isSocket() {
    return this[typeSymbol] === 5;
  }

  isCharacterDevice() {
    return this[typeSymbol] === 6;
  }

  isBlockDevice() {
    return this[typeSymbol] === 7;
  }
}

// The type by its mode, for file systems that do not tell it.
function typeByMode(mode) {
  switch (mode & S_IFMT) {
    case 0o100000:
      return 1;
    case S_IFDIR:
      return 2;
    case 0o120000:
      return 3;
    case 0o10000:
      return 4;
    case 0o140000:
      return 5;
    case 0o20000:
      return 6;
    case 0o60000:
      return 7;
  }
  return 0;
}

// The entries [{ name, type }] of a directory, sorted by name, without "." and
// "..".
function list(path, syscall, shown = path) {
  const fd = check(
    %Syscall(SYS_open, path, O_DIRECTORY_CLOEXEC, 0),
    syscall,
    shown ?? undefined,
  );
  const entries = [];
  const bytes = new %Uint8Array(BUFFER);
  try {
    for (;;) {
      const n = check(
        %Syscall(SYS_getdents64, fd, bytes, BUFFER),
        syscall,
        path,
      );
      if (n === 0) break;
      // struct linux_dirent64: inode, offset, u16 length, u8 type, name.
      for (let at = 0; at < n; at += bytes[at + 16] | (bytes[at + 17] << 8)) {
        const end = %TypedArrayPrototypeIndexOf(bytes, 0, at + 19);
        const name = %Utf8Decode(bytes, at + 19, end);
        if (name === "." || name === "..") continue;
        let type = types[bytes[at + 18]] ?? 0;
        if (type === 0)
          type = typeByMode(%MathMax(0, modeOf(join(path, name), false)));
        %ArrayPrototypePush(entries, { name, type });
      }
    }
  } finally {
    %Syscall(SYS_close, fd);
  }
  return %ArrayPrototypeSort(entries, (a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  );
}

function join(directory, name) {
  if (directory === ".") return name;
  return directory[directory.length - 1] === "/"
    ? directory + name
    : `${directory}/${name}`;
}

function readdirSync(path, options) {
  options = toOptions(options, {}); //@ *.readdirSync fs:1936:13
  const given = path;
  path = toPath(path); //@ *.readdirSync fs:1937:10
  if (options.recursive !== undefined && options.recursive !== null) {
    const { validateBoolean } = require("internal/validators");
    validateBoolean(options.recursive, "options.recursive"); //@ *.readdirSync fs:1939:5
  }
  const { encoding, withFileTypes } = options;
  const out = [];
  // A Buffer is shown as it was given.
  const shown = typeof given === "object" && !isUrl(given) ? given : path;
  const queue = [{ path, prefix: "", shown }];
  while (queue.length > 0) {
    const directory = %ArrayPrototypeShift(queue);
    const entries = list(directory.path, "scandir"); //@ *.readdirSync fs:1952:26|  const result = binding.readdir(
    for (let i = 0; i < entries.length; i++) {
      const { name, type } = entries[i];
      const relative = directory.prefix + name;
      %ArrayPrototypePush(
        out,
        withFileTypes
          ? new Dirent(
              fromName(name, encoding),
              directory.shown ?? directory.path,
              type,
            )
          : fromName(relative, encoding),
      );
      if (!options.recursive) continue;
      const at = %StringPrototypeEndsWith(directory.path, "/")
        ? directory.path + name
        : `${directory.path}/${name}`;
      if (type === 2 || (type === 3 && isDirectory(at)))
        %ArrayPrototypePush(queue, { path: at, prefix: `${relative}/` });
    }
  }
  return out;
}

// ---- Making -----------------------------------------------------------------------

function parent(path) {
  let end = path.length;
  while (end > 1 && path[end - 1] === "/") end--;
  while (end > 0 && path[end - 1] !== "/") end--;
  while (end > 1 && path[end - 1] === "/") end--;
  return %StringPrototypeSlice(path, 0, end);
}

function isDirectory(path) {
  const mode = modeOf(path, true);
  return mode >= 0 && (mode & S_IFMT) === S_IFDIR;
}

// Makes the missing directories of a path; the first one made, as it is written
// in the path.
function mkdirAll(path, mode, original) {
  const r = %Syscall(SYS_mkdir, path, mode);
  if (r === 0) return path;
  if (r === ENOENT) {
    const above = parent(path);
    if (above === "" || above === path) throw systemError(r, "mkdir", original);
    const first = mkdirAll(above, mode, original);
    const again = %Syscall(SYS_mkdir, path, mode);
    // The path may end in ".." or ".", or another process was quicker.
    if (again !== EEXIST || !isDirectory(path)) check(again, "mkdir", original);
    return first;
  }
  if (r === EEXIST && isDirectory(path)) return undefined;
  throw systemError(
    r === EEXIST && path !== original ? ENOTDIR : r,
    "mkdir",
    original,
  );
}

function mkdirSync(path, options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === "number" || typeof options === "string")
    mode = toMode(options, "mode"); //@ *.mkdirSync fs:1745:12
  else if (options) {
    if (options.recursive !== undefined) recursive = options.recursive;
    const { validateBoolean } = require("internal/validators");
    validateBoolean(recursive, "options.recursive"); //@ *.mkdirSync fs:1749:7
    mode = toMode(options.mode, "options.mode", 0o777); //@ *.mkdirSync fs:1752:14
  }
  path = toPath(path); //@ *.mkdirSync fs:1757:5
  if (!recursive) {
    check(%Syscall(SYS_mkdir, path, mode), "mkdir", path); //@ *.mkdirSync fs:1756:26|  const result = binding.mkdir(
    return undefined;
  }
  return mkdirAll(path, mode, path); //@ *.mkdirSync fs:1756:26|  const result = binding.mkdir(
}

const alphabet =
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

function mkdtempSync(prefix, options) {
  options = toOptions(options, {}); //@ *.mkdtempSync fs:3726:13
  prefix = toPath(prefix, "prefix"); //@ *.mkdtempSync fs:3728:12
  for (let tries = 0; ; tries++) {
    let path = prefix;
    for (let i = 0; i < 6; i++)
      path += alphabet[%MathFloor(%MathRandom() * alphabet.length)];
    const r = %Syscall(SYS_mkdir, path, 0o700);
    if (r === 0) return fromName(path, options.encoding);
    if (r !== EEXIST || tries > 100)
      throw systemError(r, "mkdtemp", `${prefix}XXXXXX`); //@ *.mkdtempSync fs:3730:18|  return binding.mkdtemp(prefix, options.encoding);
  }
}

// The folder, which is removed with everything in it when it is disposed of.
function mkdtempDisposableSync(prefix, options) {
  const path = mkdtempSync(prefix, options);
  const { resolve } = require("internal/path_posix");
  const full = resolve(path);
  const remove = () => rmSync(full, { recursive: true, force: true });
  return {
    path,
    remove,
    [%SymbolDispose]() {
      remove();
    },
  };
}

// ---- Removing ---------------------------------------------------------------------

function rmdirSync(path, options) {
  path = toPath(path); //@ *.rmdirSync fs:1523:10
  if (options?.recursive !== undefined)
    //@ *.rmdirSync fs:1526:11|    throw new ERR_INVALID_ARG_VALUE(
    throw invalidArgValue(
      "options.recursive",
      options.recursive,
      "is no longer supported",
    );
  check(%Syscall(SYS_rmdir, path), "rmdir", path); //@ *.rmdirSync fs:1534:11|  binding.rmdir(path);
}

function unlinkSync(path) {
  path = toPath(path); //@ *.unlinkSync fs:2435:18
  check(%Syscall(SYS_unlink, path), "unlink", path); //@ *.unlinkSync fs:2435:11|  binding.unlink(getValidatedPath(path));
}

function removeTree(path) {
  const mode = modeOf(path, false);
  if (mode === ENOENT) return;
  check(mode, "rm", path);
  if ((mode & S_IFMT) !== S_IFDIR) {
    const r = %Syscall(SYS_unlink, path);
    if (r !== ENOENT) check(r, "rm", path);
    return;
  }
  const entries = list(path, "rm");
  for (let i = 0; i < entries.length; i++)
    removeTree(join(path, entries[i].name));
  const r = %Syscall(SYS_rmdir, path);
  if (r !== ENOENT) check(r, "rm", path);
}

function isADirectory(path) {
  return withInfo("ERR_FS_EISDIR", "Path is a directory", {
    code: "EISDIR",
    message: "is a directory",
    path,
    syscall: "rm",
    errno: 21,
  });
}

// Is there something to remove that the options allow?
function checkRm(path, options) {
  const { validateBoolean, validateObject } = require("internal/validators");
  if (options !== undefined) validateObject(options, "options");
  const { force, recursive } = {
    force: false,
    recursive: false,
    ...options,
  };
  validateBoolean(force, "options.force");
  validateBoolean(recursive, "options.recursive");
  const mode = modeOf(path, false);
  if (mode < 0) {
    if (!force || mode !== ENOENT) throw systemError(mode, "lstat", path); //@ internal/errors:547:7|      throw error;
    return false;
  }
  if ((mode & S_IFMT) === S_IFDIR && !recursive) throw isADirectory(path); //@ internal/errors:547:7|      throw error;
  return true;
}

function rmSync(path, options) {
  path = toPath(path); //@ *.rmSync fs:1588:16
  const exists = checkRm(path, options); //@ *.rmSync fs:1588:16
  if (exists) removeTree(path); //@ *.rmSync fs:1589:18|  return binding.rmSync(getValidatedPath(path), opts.maxRetries, opts.recursive, opts.retryDelay);
}

module.exports = {
  Dirent,
  list,
  mkdirSync,
  mkdtempDisposableSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  rmdirSync,
  unlinkSync,
};
