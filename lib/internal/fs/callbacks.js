"use strict";
// The functions of fs with callbacks that only say how it went, or hand out a
// value: the work is done from the event loop, so a callback never comes before
// its caller has finished.

const { toPath } = require("internal/fs/args");
const { isDescriptor } = require("internal/fs/files");
const { invalidArgType } = require("internal/errors");

function checkCallback(callback) {
  if (typeof callback !== "function")
    throw invalidArgType("cb", "Function", callback); //@ internal/errors:547:7|      throw error;
}

// The last argument, which is taken away; it stands behind `count` others at
// least, and what is no function behind `most`.
function takeCallback(args, count = 1, most = count) {
  const last = args[args.length - 1];
  const least = typeof last === "function" ? count : most;
  checkCallback(args.length > least ? last : undefined);
  return %ArrayPrototypePop(args);
}

// An error that comes from the loop has no frames of the program.
function bare(error) {
  if (typeof error.syscall === "string") %ErrorCaptureStackTrace(error);
  return error;
}

// Has `work` done and calls finish(callback, error), or with a result.
function later(name, args, callback, finish) {
  perform(
    () => {
      const fs = require("fs");
      return %ReflectApply(fs[name], fs, args);
    },
    callback,
    finish,
  );
}

function perform(work, callback, finish) {
  const { complete } = require("internal/loop");
  complete(() => {
    let value;
    try {
      value = work();
    } catch (error) {
      finish(callback, bare(error));
      return;
    }
    finish(callback, null, value);
  }, []);
}

// What the callbacks are called by shows in traces.
function finish(callback, error, value) {
  if (error !== null || value === undefined) {
    callback(error); //@ FSReqCallback.oncomplete fs:185:23
  } else {
    callback(null, value); //@ FSReqCallback.oncomplete fs:185:23
  }
}

function finishStats(callback, error, stats) {
  if (error !== null) {
    callback(error); //@ FSReqCallback.oncomplete fs:195:21
  } else {
    callback(null, stats); //@ FSReqCallback.oncomplete fs:197:5
  }
}

// The receiver of readFile's callbacks.
class ReadFileContext {
  constructor(callback) {
    this.callback = callback;
  }
}

function finishRead(callback, error, data) {
  const context = new ReadFileContext(callback);
  if (error !== null) {
    context.callback(error); //@ ReadFileJob.readFileAfterOneShot [as ondone] fs:478:13
  } else {
    context.callback(null, data); //@ ReadFileJob.readFileAfterOneShot [as ondone] fs:516:11
  }
}

function throwIfFailed(error) {
  if (error) throw error;
}

function finishQuietly(callback, error, value) {
  if (error !== null || value === undefined) callback(error);
  else callback(null, value);
}

function access(...args) {
  toPath(args[0]); //@ *.access fs:253:10
  const callback = takeCallback(args, 1, 2); //@ makeCallback fs:183:3, *.access fs:254:14
  later("accessSync", args, callback, finish);
}

function appendFile(...args) {
  const callback = takeCallback(args, 2); //@ *.appendFile fs:3068:3
  later("appendFileSync", args, callback, finishQuietly);
}

function chmod(...args) {
  toPath(args[0]); //@ *.chmod fs:2538:10
  const callback = takeCallback(args, 2); //@ makeCallback fs:183:3, *.chmod fs:2540:14
  later("chmodSync", args, callback, finish);
}

function chown(...args) {
  const callback = takeCallback(args, 3); //@ makeCallback fs:183:3, *.chown fs:2672:14
  toPath(args[0]); //@ *.chown fs:2673:10
  later("chownSync", args, callback, finish);
}

function copyFile(...args) {
  toPath(args[0], "src"); //@ *.copyFile fs:3781:9
  const callback = takeCallback(args, 2, 3); //@ makeCallback fs:183:3, *.copyFile fs:3783:14
  later("copyFileSync", args, callback, finish);
}

function cp(...args) {
  const callback = takeCallback(args, 2); //@ makeCallback fs:183:3, *.cp fs:3825:14
  toPath(args[0], "src"); //@ *.cp fs:3827:9
  const { cpLater } = require("internal/fs/copy_tree");
  const { nextTick } = require("internal/task_queue");
  %PromisePrototypeThen(
    cpLater(args[0], args[1], args[2]),
    () => nextTick(callback, null, undefined),
    callback,
  );
}

function lchown(...args) {
  const callback = takeCallback(args, 3); //@ makeCallback fs:183:3, *.lchown fs:2578:14
  toPath(args[0]); //@ *.lchown fs:2579:10
  later("lchownSync", args, callback, finish);
}

function link(...args) {
  const callback = takeCallback(args, 2); //@ makeCallback fs:183:3, *.link fs:2371:14
  toPath(args[0], "existingPath"); //@ *.link fs:2376:18
  later("linkSync", args, callback, finish);
}

function lstat(...args) {
  const callback = takeCallback(args, 1, 2); //@ makeStatsCallback fs:192:3, *.lstat fs:2017:14
  toPath(args[0]); //@ *.lstat fs:2018:10
  later("lstatSync", args, callback, finishStats);
}

function lutimes(...args) {
  const callback = takeCallback(args, 3); //@ makeCallback fs:183:3, *.lutimes fs:2815:14
  toPath(args[0]); //@ *.lutimes fs:2816:10
  later("lutimesSync", args, callback, finish);
}

function mkdir(...args) {
  const callback = takeCallback(args, 1, 2); //@ makeCallback fs:183:3, *.mkdir fs:1715:14
  toPath(args[0]); //@ *.mkdir fs:1720:5
  later("mkdirSync", args, callback, finish);
}

function mkdtemp(...args) {
  const callback = takeCallback(args, 1, 2); //@ makeCallback fs:183:3, *.mkdtemp fs:3698:14
  toPath(args[0], "prefix"); //@ *.mkdtemp fs:3705:12
  later("mkdtempSync", args, callback, finish);
}

function open(...args) {
  toPath(args[0]); //@ *.open fs:754:10
  const callback = takeCallback(args, 1, 3); //@ makeCallback fs:183:3, *.open fs:755:14
  later("openSync", args, callback, finish);
}

function opendir(...args) {
  const callback = takeCallback(args, 1, 2);
  toPath(args[0]);
  later("opendirSync", args, callback, finishQuietly);
}

function readFile(...args) {
  const callback = takeCallback(args); //@ *.readFile fs:424:3
  if (!isDescriptor(args[0])) toPath(args[0]); //@ *.readFile fs:453:10
  later("readFileSync", args, callback, finishRead);
}

function readdir(...args) {
  const callback = takeCallback(args, 1, 2); //@ makeCallback fs:183:3, *.readdir fs:1890:14
  toPath(args[0]); //@ *.readdir fs:1892:10
  later("readdirSync", args, callback, finish);
}

function readlink(...args) {
  const callback = takeCallback(args, 1, 2); //@ makeCallback fs:183:3, *.readlink fs:2226:14
  toPath(args[0]); //@ *.readlink fs:2230:20
  later("readlinkSync", args, callback, finish);
}

function rename(...args) {
  const callback = takeCallback(args, 2); //@ makeCallback fs:183:3, *.rename fs:1329:14
  toPath(args[0], "oldPath"); //@ *.rename fs:1333:5
  later("renameSync", args, callback, finish);
}

function rm(...args) {
  toPath(args[0]); //@ *.rm fs:1559:10
  const callback = takeCallback(args, 1, 2);
  later("rmSync", args, callback, finish);
}

function rmdir(...args) {
  const callback = takeCallback(args, 1, 2); //@ makeCallback fs:183:3, *.rmdir fs:1502:14
  toPath(args[0]); //@ *.rmdir fs:1503:10
  later("rmdirSync", args, callback, finish);
}

function stat(...args) {
  const callback = takeCallback(args, 1, 2); //@ makeStatsCallback fs:192:3, *.stat fs:2057:14
  toPath(args[0]); //@ *.stat fs:2058:10
  later("statSync", args, callback, finishStats);
}

function statfs(...args) {
  const callback = takeCallback(args, 1, 2); //@ *.statfs fs:2073:3
  toPath(args[0]); //@ *.statfs fs:2090:10
  later("statfsSync", args, callback, finishQuietly);
}

function truncate(...args) {
  const callback = takeCallback(args); //@ *.truncate fs:1376:3
  if (typeof args[0] !== "number") toPath(args[0]); //@ Object.open fs:754:10, *.truncate fs:1381:6
  later("truncateSync", args, callback, finishQuietly);
}

function unlink(...args) {
  const callback = takeCallback(args); //@ makeCallback fs:183:3, *.unlink fs:2418:14
  toPath(args[0]); //@ *.unlink fs:2421:18
  later("unlinkSync", args, callback, finish);
}

function utimes(...args) {
  const callback = takeCallback(args, 3); //@ makeCallback fs:183:3, *.utimes fs:2717:14
  toPath(args[0]); //@ *.utimes fs:2718:10
  later("utimesSync", args, callback, finish);
}

function close(...args) {
  if (args.length === 1) %ArrayPrototypePush(args, throwIfFailed);
  const callback = takeCallback(args); //@ makeCallback fs:183:3, *.close fs:702:16
  later("closeSync", args, callback, finish);
}

function fchmod(...args) {
  const callback = takeCallback(args, 2); //@ makeCallback fs:183:3, *.fchmod fs:2447:14
  later("fchmodSync", args, callback, finish);
}

function fchown(...args) {
  const callback = takeCallback(args, 3); //@ makeCallback fs:183:3, *.fchown fs:2623:14
  later("fchownSync", args, callback, finish);
}

function fdatasync(...args) {
  const callback = takeCallback(args); //@ makeCallback fs:183:3, *.fdatasync fs:1601:14
  later("fdatasyncSync", args, callback, finish);
}

function fstat(...args) {
  const callback = takeCallback(args, 1, 2); //@ makeStatsCallback fs:192:3, *.fstat fs:1983:14
  later("fstatSync", args, callback, finishStats);
}

function fsync(...args) {
  const callback = takeCallback(args); //@ makeCallback fs:183:3, *.fsync fs:1644:14
  later("fsyncSync", args, callback, finish);
}

function ftruncate(...args) {
  const callback = takeCallback(args); //@ makeCallback fs:183:3, *.ftruncate fs:1433:14
  later("ftruncateSync", args, callback, finish);
}

function futimes(...args) {
  const callback = takeCallback(args, 3); //@ makeCallback fs:183:3, *.futimes fs:2764:14
  later("futimesSync", args, callback, finish);
}

function glob(...args) {
  const callback = takeCallback(args, 1, 2); //@ makeCallback fs:183:3, *.glob fs:3921:14
  later("globSync", args, callback, finish);
}

function realpath(...args) {
  const callback = takeCallback(args); //@ *.realpath fs:3528:5
  later("realpathSync", args, callback, finishQuietly);
}

function symlink(...args) {
  const callback = takeCallback(args, 2); //@ makeCallback fs:183:3, *.symlink fs:2260:16
  later("symlinkSync", args, callback, finish);
}

function writeFile(...args) {
  const callback = takeCallback(args, 2); //@ *.writeFile fs:2920:3
  later("writeFileSync", args, callback, finishQuietly);
}

module.exports = {
  byName: {
    access,
    appendFile,
    chmod,
    chown,
    copyFile,
    cp,
    lchown,
    link,
    lstat,
    lutimes,
    mkdir,
    mkdtemp,
    open,
    opendir,
    readFile,
    readdir,
    readlink,
    rename,
    rm,
    rmdir,
    stat,
    statfs,
    truncate,
    unlink,
    utimes,
    close,
    fchmod,
    fchown,
    fdatasync,
    fstat,
    fsync,
    ftruncate,
    futimes,
    glob,
    realpath,
    symlink,
    writeFile,
  },
  checkCallback,
  perform,
};
