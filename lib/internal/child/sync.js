"use strict";
// spawnSync, execFileSync, execSync: the program's streams are fed and read here
// until it has ended.

const { invalidArgType } = require("internal/errors");
const { validateString } = require("internal/validators");
const { launch, wait } = require("internal/child/launch");
const { spawnError } = require("internal/child/errors");

const SYS_read = 0;
const SYS_close = 3;
const SYS_poll = 7;
const SYS_sendto = 44;
const SYS_shutdown = 48;
const SYS_kill = 62;
const SYS_pidfd_open = 434;
const MSG_NOSIGNAL = 0x4000;
const SHUT_WR = 1;
const POLLIN = 1;
const POLLOUT = 4;
const EINTR = -4;
const EAGAIN = -11;
const ENOBUFS = -105;
const ETIMEDOUT = -110;
const CHUNK = 65536;

// One pipe to the child: what is still to write, what was read.
class Pipe {
  constructor(fd, input, keepsOutput) {
    this.fd = fd;
    this.input = input; // undefined: none left
    this.done = 0;
    this.keepsOutput = keepsOutput;
    this.isOpen = true;
    this.chunks = [];
    this.length = 0;
    // Above descriptor 0 a pipe without input stays open for writing.
    const isEmpty = input === undefined ? !keepsOutput : input.length === 0;
    if (isEmpty) this.endInput();
  }

  endInput() {
    this.input = undefined;
    // descriptor 0 is written only
    if (!this.keepsOutput) this.close();
    else %Syscall(SYS_shutdown, this.fd, SHUT_WR);
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    %Syscall(SYS_close, this.fd);
  }

  write() {
    const n = %Syscall(
      SYS_sendto,
      this.fd,
      this.input.subarray(this.done),
      this.input.length - this.done,
      MSG_NOSIGNAL,
      0,
      0,
    );
    if (n === EAGAIN || n === EINTR) return;
    if (n > 0) this.done += n;
    if (n < 0 || this.done === this.input.length) this.endInput();
  }

  // Whether what was read is within the limit.
  read(limit) {
    const { Buffer } = require("buffer");
    const bytes = Buffer.allocUnsafeSlow(CHUNK);
    const n = %Syscall(SYS_read, this.fd, bytes, CHUNK);
    if (n === EAGAIN || n === EINTR) return true;
    if (n <= 0) {
      this.close();
      return true;
    }
    %ArrayPrototypePush(this.chunks, Buffer.from(bytes.subarray(0, n)));
    this.length += n;
    return this.length <= limit;
  }

  output() {
    const { Buffer } = require("buffer");
    return Buffer.concat(this.chunks);
  }
}

function inputBytes(input, name) {
  const { Buffer } = require("buffer");
  if (typeof input === "string") return Buffer.from(input);
  if (%ArrayBufferIsView(input))
    return Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  throw invalidArgType(
    name,
    ["string", "Buffer", "TypedArray", "DataView"],
    input,
  );
}

// Polls until the process and its pipes are done; the errno of a broken limit.
function converse(pid, pipes, options) {
  const pidfd = %Syscall(SYS_pidfd_open, pid, 0);
  const limit = options.maxBuffer ?? 1024 * 1024;
  const end =
    options.timeout > 0 ? %MonotonicNow() + options.timeout : Infinity;
  let running = true;
  let failure = 0;
  const stop = (errno) => {
    failure = errno;
    // The signal first: the end of its input would let the process end by itself.
    if (running) %Syscall(SYS_kill, pid, options.killNumber);
    for (let i = 0; i < pipes.length; i++) pipes[i].close();
  };
  const table = new %Int32Array(2 * (pipes.length + 1)); // struct pollfd[]
  for (;;) {
    let n = 0;
    if (running) {
      table[0] = pidfd;
      table[1] = POLLIN;
      n = 1;
    }
    const open = [];
    for (let i = 0; i < pipes.length; i++) {
      const pipe = pipes[i];
      if (!pipe.isOpen) continue;
      table[2 * n] = pipe.fd;
      table[2 * n + 1] =
        (pipe.keepsOutput ? POLLIN : 0) |
        (pipe.input === undefined ? 0 : POLLOUT);
      n++;
      %ArrayPrototypePush(open, pipe);
    }
    if (n === 0) break;
    const wait =
      failure !== 0 || end === Infinity
        ? -1
        : %MathMax(0, %MathCeil(end - %MonotonicNow()));
    const r = %Syscall(SYS_poll, table, n, wait);
    if (r === 0) {
      stop(ETIMEDOUT);
      continue;
    }
    if (r < 0) continue;
    for (let i = 0; i < open.length; i++) {
      const revents = table[2 * (n - open.length + i) + 1] >>> 16;
      const pipe = open[i];
      if (revents & POLLOUT && pipe.input !== undefined) pipe.write();
      if (!pipe.isOpen) continue;
      if (revents & ~POLLOUT) {
        if (!pipe.keepsOutput) pipe.close();
        else if (!pipe.read(limit) && failure === 0) stop(ENOBUFS);
      }
    }
    if (running && n > open.length && table[1] >>> 16 !== 0) running = false;
  }
  %Syscall(SYS_close, pidfd);
  return failure;
}

function run(options) {
  const { socketPair } = require("internal/pipe_stream");
  const { stdio } = options;
  const fds = [];
  const pipes = [];
  const output = [];
  const theirs = [];
  for (let i = 0; i < stdio.length; i++) {
    fds[i] = stdio[i].type === "fd" ? stdio[i].fd : -1;
    output[i] = null;
    if (stdio[i].type !== "pipe") continue;
    const pair = socketPair();
    if (typeof pair === "number") return { failure: pair };
    fds[i] = pair[1];
    %ArrayPrototypePush(theirs, pair[1]);
    const pipe = new Pipe(pair[0], stdio[i].input, i > 0);
    %ArrayPrototypePush(pipes, pipe);
    if (i > 0) output[i] = pipe;
  }
  const pid = launch({
    args: options.args,
    cwd: options.cwd,
    detached: options.detached,
    env: options.envPairs,
    fds,
    file: options.file,
    gid: options.gid,
    uid: options.uid,
  });
  for (let i = 0; i < theirs.length; i++) %Syscall(SYS_close, theirs[i]);
  if (pid < 0) {
    for (let i = 0; i < pipes.length; i++) pipes[i].close();
    return { failure: pid };
  }
  const failure = converse(pid, pipes, options);
  const status = wait(pid, true);
  return {
    failure,
    pid,
    status: status.signal === null ? status.code : null,
    signal: status.signal,
    output: %ArrayPrototypeMap(output, (pipe) =>
      pipe === null ? null : pipe.output(),
    ),
  };
}

function decode(output, encoding) {
  if (output === null || !encoding || encoding === "buffer") return output;
  return %ArrayPrototypeMap(output, (bytes) =>
    bytes === null ? null : bytes.toString(encoding),
  );
}

// `options` is checked and complete.
function spawnChecked(options) {
  const r = run(options);
  const result = {};
  if (r.failure !== 0) {
    const error = spawnError(r.failure, `spawnSync ${options.file}`);
    error.path = options.file;
    error.spawnargs = %ArrayPrototypeSlice(options.args, 1);
    result.error = error;
  }
  result.status = r.status ?? null;
  result.signal = r.signal ?? null;
  result.output = decode(r.output ?? null, options.encoding);
  result.pid = r.pid ?? 0;
  result.stdout = result.output?.[1];
  result.stderr = result.output?.[2];
  return result;
}

function spawnSync(file, args, options) {
  const o = require("internal/child/options");
  const { killSignal, signalNumber } = require("internal/child/signal");
  const given = o.normalize(file, args, options); //@ *.spawnSync child_process:888:8
  o.checkTimeout(given.timeout); //@ *.spawnSync child_process:894:3
  o.checkMaxBuffer(given.maxBuffer); //@ *.spawnSync child_process:897:3
  given.killSignal = killSignal(given.killSignal); //@ *.spawnSync child_process:900:24
  given.killNumber = signalNumber(given.killSignal);
  const stdio = o.normalizeStdio(given.stdio || "pipe", true); //@ *.spawnSync child_process:902:19
  given.stdio = stdio;
  const { input } = given;
  if (input) stdio[0] = { type: "pipe", input };
  for (let i = 0; i < stdio.length; i++)
    if (stdio[i].input !== undefined)
      stdio[i].input = inputBytes(stdio[i].input, `options.stdio[${i}]`); //@ *.spawnSync child_process:919:15|        throw new ERR_INVALID_ARG_TYPE(`options.stdio[${i}]`,
  return spawnChecked(given); //@ Object.spawnSync internal/child_process:1175:20, *.spawnSync child_process:929:24
}

// The error of a program that did not end well; undefined: there is none.
function failure(result, showsErrors, command) {
  if (showsErrors && result.stderr) {
    const { printError } = require("internal/stdio");
    printError(
      typeof result.stderr === "string"
        ? result.stderr
        : result.stderr.toString(),
    );
  }
  let error = result.error;
  if (error === undefined) {
    if (result.status === 0) return undefined;
    let message = `Command failed: ${command}`;
    if (result.stderr && result.stderr.length > 0)
      message += `\n${result.stderr.toString()}`;
    error = new %Error(message); //@ genericNodeError internal/errors:999:15, wrappedFn internal/errors:544:14, checkExecSyncError child_process:943:11
  }
  return %ObjectAssign(error, result);
}

// The arguments of execFileSync after `file`, either of which may be left out.
function sortArguments(args, options) {
  if (args === undefined || args === null) return [[], options];
  if (%ArrayIsArray(args)) return [%ArrayPrototypeSlice(args), options];
  return typeof args === "object" ? [[], args] : [args, options];
}

function execFileSync(file, args, options) {
  [args, options] = sortArguments(args, options);
  const showsErrors = !options?.stdio;
  const result = spawnSync(file, args, options); //@ *.execFileSync child_process:972:15
  let command = file;
  if (args.length > 0) command += ` ${%ArrayPrototypeJoin(args, " ")}`;
  const error = failure(result, showsErrors, command); //@ *.execFileSync child_process:979:15
  if (error !== undefined) throw error; //@ child_process:982:5|    throw err;
  return result.stdout;
}

function execSync(command, options) {
  validateString(command, "command"); //@ normalizeExecArgs child_process:192:3, *.execSync child_process:1007:16
  options = { ...options };
  options.shell = typeof options.shell === "string" ? options.shell : true;
  const showsErrors = !options.stdio;
  const result = spawnSync(command, [], options); //@ *.execSync child_process:1010:15
  const error = failure(result, showsErrors, command); //@ *.execSync child_process:1015:15
  if (error !== undefined) throw error; //@ child_process:1018:5|    throw err;
  return result.stdout;
}

module.exports = { execFileSync, execSync, spawnSync };
