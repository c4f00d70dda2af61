"use strict";
// exec and execFile: a program's whole output, given to a callback.

const { coded } = require("internal/errors");
const {
  validateFunction,
  validateObject,
  validateString,
} = require("internal/validators");
const { spawn } = require("internal/child/process");

// Collects one output stream; `overflow` is called once it is beyond the limit.
class Output {
  constructor(stream, encoding, limit, overflow) {
    this.stream = stream;
    this.encoding = encoding;
    this.chunks = [];
    this.length = 0;
    if (stream === null) return;
    if (encoding) stream.setEncoding(encoding);
    stream.on("data", (chunk) => {
      const { Buffer } = require("buffer");
      const length = encoding
        ? Buffer.byteLength(chunk, encoding)
        : chunk.length;
      this.length += length;
      if (this.length > limit) {
        const rest = limit - (this.length - length);
        %ArrayPrototypePush(this.chunks, chunk.slice(0, rest));
        overflow();
      } else %ArrayPrototypePush(this.chunks, chunk);
    });
  }

  text() {
    const { Buffer } = require("buffer");
    return this.encoding || this.stream?.readableEncoding
      ? %ArrayPrototypeJoin(this.chunks, "")
      : Buffer.concat(this.chunks);
  }
}

// The arguments of execFile after `file`, any of which may be left out.
function sortArguments(args, options, callback) {
  if (args !== null && typeof args === "object" && !%ArrayIsArray(args)) {
    callback = options;
    options = args;
    args = undefined;
  }
  if (typeof args === "function") return [[], undefined, args];
  if (typeof options === "function") {
    callback = options;
    options = undefined;
  } else if (options !== undefined && options !== null)
    validateObject(options, "options"); //@ normalizeExecFileArgs child_process:281:5
  if (callback !== undefined && callback !== null)
    validateFunction(callback, "callback"); //@ normalizeExecFileArgs child_process:289:5
  return [args ?? [], options, callback];
}

function execFile(file, args, options, callback) {
  if (typeof args === "function") {
    callback = args;
    args = undefined;
    options = undefined;
  }
  [args, options, callback] = sortArguments(args, options, callback); //@ *.execFile child_process:327:40
  options = {
    encoding: "utf8",
    timeout: 0,
    maxBuffer: 1024 * 1024,
    killSignal: "SIGTERM",
    cwd: null,
    env: null,
    shell: false,
    ...options,
  };
  const { timeout } = options;
  const { checkMaxBuffer, checkTimeout } = require("internal/child/options");
  checkTimeout(timeout); //@ *.execFile child_process:342:3
  checkMaxBuffer(options.maxBuffer); //@ *.execFile child_process:345:3
  options.killSignal = require("internal/child/signal").killSignal(
    options.killSignal,
  );
  const child = spawn(file, args, { ...options, timeout: 0 }); //@ *.execFile child_process:349:17

  const { Buffer } = require("buffer");
  const encoding =
    options.encoding !== "buffer" && Buffer.isEncoding(options.encoding)
      ? options.encoding
      : null;
  let killed = false;
  let exited = false;
  let failure = null;
  let timer;

  const overflow = (name) => () => {
    failure = coded(
      %RangeError,
      "ERR_CHILD_PROCESS_STDIO_MAXBUFFER",
      `${name} maxBuffer length exceeded`,
    );
    kill();
  };
  const out = new Output(
    child.stdout,
    encoding,
    options.maxBuffer,
    overflow("stdout"),
  );
  const err = new Output(
    child.stderr,
    encoding,
    options.maxBuffer,
    overflow("stderr"),
  );

  function kill() {
    child.stdout?.destroy();
    child.stderr?.destroy();
    killed = true;
    try {
      child.kill(options.killSignal);
    } catch (error) {
      failure ??= error;
      finish();
    }
  }

  function finish(code, signal) {
    if (exited) return;
    exited = true;
    if (timer !== undefined) require("internal/timers").clearTimeout(timer);
    if (!callback) return;
    const stdout = out.text();
    const stderr = err.text();
    if (failure === null && code === 0 && signal === null) {
      callback(null, stdout, stderr);
      return;
    }
    let command = file;
    if (args.length > 0) command += ` ${%ArrayPrototypeJoin(args, " ")}`;
    if (failure === null) {
      failure = new %Error(`Command failed: ${command}\n${stderr}`);
      failure.code = code;
      failure.killed = child.killed || killed;
      failure.signal = signal;
    }
    failure.cmd = command;
    callback(failure, stdout, stderr);
  }

  if (timeout > 0) {
    timer = require("internal/timers").setTimeout(() => {
      kill();
      timer = undefined;
    }, timeout);
  }
  child.addListener("close", finish);
  child.addListener("error", (error) => {
    failure = error;
    child.stdout?.destroy();
    child.stderr?.destroy();
    finish();
  });
  return child;
}

function exec(command, options, callback) {
  validateString(command, "command"); //@ normalizeExecArgs child_process:192:3, *.exec child_process:235:16
  if (typeof options === "function") {
    callback = options;
    options = undefined;
  }
  options = { ...options };
  options.shell = typeof options.shell === "string" ? options.shell : true;
  return execFile(command, options, callback); //@ *.exec child_process:236:25
}

// util.promisify gives a promise of { stdout, stderr } with the child.
function withPromise(fn) {
  const custom = %SymbolFor("nodejs.util.promisify.custom");
  %ObjectDefineProperty(fn, custom, {
    __proto__: null,
    enumerable: false,
    value: (...args) => {
      let child;
      const promise = new %Promise((resolve, reject) => {
        child = fn(...args, (error, stdout, stderr) => {
          if (error === null) {
            resolve({ stdout, stderr });
            return;
          }
          error.stdout = stdout;
          error.stderr = stderr;
          reject(error);
        });
      });
      promise.child = child;
      return promise;
    },
  });
  return fn;
}

module.exports = { exec: withPromise(exec), execFile: withPromise(execFile) };
