"use strict";
// fs.cp: copies files and whole directories. The walk is a generator that hands
// out what the filter answers, so that the two drivers at the end differ in one
// point: cpSync refuses a promise, cpLater awaits it. Errors of the two have
// different texts, see `fault`.

const { toPath } = require("internal/fs/args");
const { lstatSync, statSync } = require("internal/fs/stats");
const { list, mkdirSync, unlinkSync } = require("internal/fs/dirs");
const { copyFileSync } = require("internal/fs/files");
const meta = require("internal/fs/meta");
const path = require("internal/path_posix");
const { coded } = require("internal/errors");
const { withInfo } = require("internal/system_error");

// ---- Errors -----------------------------------------------------------------------

// code → [title, name, errno] of the errors with an `info`.
const faults = {
  __proto__: null,
  ERR_FS_CP_DIR_TO_NON_DIR: [
    "Cannot overwrite non-directory with directory",
    "EISDIR",
    21,
  ],
  ERR_FS_CP_EEXIST: ["Target already exists", "EEXIST", 17],
  ERR_FS_CP_EINVAL: ["Invalid src or dest", "EINVAL", 22],
  ERR_FS_CP_FIFO_PIPE: ["Cannot copy a FIFO pipe", "EINVAL", 22],
  ERR_FS_CP_NON_DIR_TO_DIR: [
    "Cannot overwrite directory with non-directory",
    "ENOTDIR",
    20,
  ],
  ERR_FS_CP_SOCKET: ["Cannot copy a socket file", "EINVAL", 22],
  ERR_FS_CP_UNKNOWN: ["Cannot copy an unknown file type", "EINVAL", 22],
  ERR_FS_EISDIR: ["Path is a directory", "EISDIR", 21],
};

// What is found before the copy begins has no `info` if it is synchronous.
function fault(code, message, at, options, isEarly) {
  if (isEarly && options.isSync) {
    const initial = %StringPrototypeToUpperCase(message[0]);
    const rest = %StringPrototypeSlice(message, 1);
    if (!%StringPrototypeEndsWith(message, " same"))
      return coded(%Error, code, initial + rest);
    return coded(%Error, code, `${message} ${at}`);
  }
  const [title, name, errno] = faults[code];
  return withInfo(code, title, {
    message,
    path: at,
    syscall: "cp",
    errno,
    code: name,
  });
}

// ---- Checks -----------------------------------------------------------------------

// undefined if there is nothing.
function stat(at, options) {
  try {
    const stats = lstatSync(at);
    if (!options.dereference && !options.isSync) return stats;
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
  return statSync(at, { throwIfNoEntry: false });
}

function sourceStat(at, options) {
  const stats = lstatSync(at);
  if (!options.dereference && !options.isSync) return stats;
  return statSync(at, { throwIfNoEntry: false }) ?? stats;
}

function isSame(a, b) {
  return a.ino === b.ino && a.dev === b.dev;
}

// Is `target` a directory in `source`, by any of its names?
function isInside(source, target) {
  let at = path.resolve(target);
  for (;;) {
    const above = path.dirname(at);
    if (above === at) return false;
    at = above;
    const stats = statSync(at, { throwIfNoEntry: false });
    if (stats !== undefined && isSame(stats, source)) return true;
  }
}

// Refuses what would end in a mess.
function checkPaths(from, to, options) {
  const source = sourceStat(from, options);
  const target = stat(to, options);
  const fail = (code, message, at) => {
    throw fault(code, message, at, options, true);
  };
  const isDirectory = source.isDirectory();
  if (target !== undefined) {
    if (isSame(source, target))
      fail("ERR_FS_CP_EINVAL", "src and dest cannot be the same", to);
    if (isDirectory && !target.isDirectory())
      fail(
        "ERR_FS_CP_DIR_TO_NON_DIR",
        `cannot overwrite non-directory ${to} with directory ${from}`,
        to,
      );
    if (!isDirectory && target.isDirectory())
      fail(
        "ERR_FS_CP_NON_DIR_TO_DIR",
        `cannot overwrite directory ${to} with non-directory ${from}`,
        to,
      );
  }
  const slash = %StringPrototypeEndsWith(from, "/") ? from : `${from}/`;
  // A link is copied as such.
  const isLink = !options.dereference && lstatSync(from).isSymbolicLink();
  if (isDirectory && !isLink && isInside(source, to))
    fail(
      "ERR_FS_CP_EINVAL",
      `cannot copy ${options.isSync ? slash : from} to a subdirectory of self ${to}`,
      to,
    );
  if (isDirectory && !options.recursive) {
    if (options.isSync)
      fail(
        "ERR_FS_EISDIR",
        `recursive option not enabled, cannot copy a directory: ${slash}`,
      );
    fail("ERR_FS_EISDIR", `${from} is a directory (not copied)`, from);
  }
  checkKind(source, to, fail);
}

// The kinds of files that have no contents to copy.
function checkKind(stats, to, fail) {
  if (stats.isSocket())
    fail("ERR_FS_CP_SOCKET", `cannot copy a socket file: ${to}`, to);
  if (stats.isFIFO())
    fail("ERR_FS_CP_FIFO_PIPE", `cannot copy a FIFO pipe: ${to}`, to);
}

// ---- The walk ---------------------------------------------------------------------

function exists(at) {
  return lstatSync(at, { throwIfNoEntry: false }) !== undefined;
}

function copyLink(source, target, options) {
  let to = meta.readlinkSync(source);
  if (!options.verbatimSymlinks && !path.isAbsolute(to))
    to = path.resolve(path.dirname(source), to);
  if (exists(target)) unlinkSync(target);
  meta.symlinkSync(to, target);
}

function copyFile(source, target, stats, options) {
  if (options.force === false && exists(target)) {
    if (options.errorOnExist)
      throw fault(
        "ERR_FS_CP_EEXIST",
        `${target} already exists`,
        target,
        options,
      );
    return;
  }
  if (exists(target)) unlinkSync(target); // a link is replaced, not written through
  copyFileSync(source, target, options.mode);
  if (options.preserveTimestamps)
    meta.utimesSync(target, stats.atime, stats.mtime);
}

// The entries of a directory; its mode comes last, for it may forbid writing.
function* copyDirectory(source, target, stats, options) {
  mkdirSync(target, { recursive: true });
  const entries = list(source, "scandir");
  for (let i = 0; i < entries.length; i++) {
    const from = path.join(source, entries[i].name);
    const to = path.join(target, entries[i].name);
    if (options.filter === undefined || (yield options.filter(from, to)))
      yield* copy(from, to, options);
  }
  meta.chmodSync(target, stats.mode & 0o7777);
}

function* copy(source, target, options) {
  const stats = options.dereference ? statSync(source) : lstatSync(source);
  checkKind(stats, target, (code, message, at) => {
    throw fault(code, message, at, options);
  });
  if (stats.isDirectory()) yield* copyDirectory(source, target, stats, options);
  else if (stats.isSymbolicLink()) copyLink(source, target, options);
  else copyFile(source, target, stats, options);
}

function* start(from, to, options) {
  if (options.filter !== undefined && !(yield options.filter(from, to))) return;
  checkPaths(from, to, options);
  const target = stat(to, options);
  if (target !== undefined && target.isDirectory()) {
    if (options.errorOnExist && options.force === false)
      throw fault("ERR_FS_CP_EEXIST", `${to} already exists`, to, options);
  } else mkdirSync(path.dirname(path.resolve(to)), { recursive: true });
  yield* copy(from, to, options);
}

// ---- The two ways to call it ------------------------------------------------------

function checkOptions(options, isSync) {
  const validators = require("internal/validators");
  if (options !== undefined) validators.validateObject(options, "options");
  const out = {
    dereference: false,
    errorOnExist: false,
    force: true,
    preserveTimestamps: false,
    recursive: false,
    verbatimSymlinks: false,
    ...options,
    isSync,
  };
  const check = (name) =>
    validators.validateBoolean(out[name], `options.${name}`);
  check("dereference");
  check("errorOnExist");
  check("force");
  check("preserveTimestamps");
  check("recursive");
  check("verbatimSymlinks");
  out.mode ??= 0;
  validators.validateInteger(out.mode, "mode", 0, 7);
  if (out.dereference && out.verbatimSymlinks)
    throw coded(
      %TypeError,
      "ERR_INCOMPATIBLE_OPTION_PAIR",
      'Option "dereference" cannot be used in combination with option "verbatimSymlinks"',
    );
  if (out.filter !== undefined)
    validators.validateFunction(out.filter, "options.filter");
  return out;
}

function cpSync(source, target, options) {
  options = checkOptions(options, true);
  const walk = start(toPath(source, "src"), toPath(target, "dest"), options);
  const { isPromise } = require("internal/util/types");
  let step = walk.next();
  while (!step.done) {
    if (isPromise(step.value)) {
      const { invalidReturnValue } = require("internal/errors");
      throw invalidReturnValue("boolean", "filter", step.value);
    }
    step = walk.next(step.value);
  }
}

async function cpLater(source, target, options) {
  options = checkOptions(options, false);
  const walk = start(toPath(source, "src"), toPath(target, "dest"), options);
  let step = walk.next();
  while (!step.done) step = walk.next(await step.value);
}

module.exports = { cpLater, cpSync };
