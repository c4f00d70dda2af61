"use strict";
// fs.cpSync: copies files and whole directories.

const { toPath } = require("internal/fs/args");
const { lstatSync, statSync } = require("internal/fs/stats");
const { list, mkdirSync } = require("internal/fs/dirs");
const { copyFileSync, existsSync } = require("internal/fs/files");
const meta = require("internal/fs/meta");
const path = require("internal/path_posix");
const { coded } = require("internal/errors");

function fail(code, message, at, errno, name) {
  const error = coded(
    %Error,
    code,
    `${message}: cp returned ${name} (${message}) ${at}`,
  );
  error.errno = errno;
  error.syscall = "cp";
  error.path = at;
  return error;
}

function copyLink(source, target, options) {
  let to = meta.readlinkSync(source);
  if (!options.verbatimSymlinks && !path.isAbsolute(to))
    to = path.resolve(path.dirname(source), to);
  if (existsSync(target)) require("internal/fs/dirs").unlinkSync(target);
  meta.symlinkSync(to, target);
}

function copyFile(source, target, stats, options) {
  if (existsSync(target)) {
    if (options.errorOnExist && options.force === false)
      throw fail(
        "ERR_FS_CP_EEXIST",
        `${target} already exists`,
        target,
        17,
        "EEXIST",
      );
    if (options.force === false) return;
  }
  copyFileSync(source, target, options.mode ?? 0);
  if (options.preserveTimestamps)
    meta.utimesSync(target, stats.atime, stats.mtime);
}

function copy(source, target, options) {
  if (options.filter && !options.filter(source, target)) return;
  const stats = options.dereference ? statSync(source) : lstatSync(source);
  if (stats.isDirectory()) {
    if (!options.recursive)
      throw coded(
        %Error,
        "ERR_FS_EISDIR",
        `Recursive option not enabled, cannot copy a directory: ${source}/`,
      );
    if (!existsSync(target))
      mkdirSync(target, { recursive: true, mode: stats.mode & 0o777 });
    const entries = list(source, "scandir");
    for (let i = 0; i < entries.length; i++) {
      const { name } = entries[i];
      copy(path.join(source, name), path.join(target, name), options);
    }
    return;
  }
  const above = path.dirname(target);
  if (!existsSync(above)) mkdirSync(above, { recursive: true });
  if (stats.isSymbolicLink()) copyLink(source, target, options);
  else copyFile(source, target, stats, options);
}

function cpSync(source, target, options) {
  const from = toPath(source, "src");
  const to = toPath(target, "dest");
  const { validateObject } = require("internal/validators");
  if (options !== undefined) validateObject(options, "options");
  copy(from, to, { force: true, ...options });
}

module.exports = { cpSync };
