"use strict";
// The global process object. Streams, the environment and signals are set up
// when they are first used.

const EventEmitter = require("events");
const registry = require("internal/registry");
const { streams } = require("internal/stdio");
const { nextTick, stopTicks } = require("internal/task_queue");
const { workingDirectory } = require("internal/cwd");
const {
  coded,
  invalidArgType,
  invalidArgValue,
  unsupported,
} = require("internal/errors");
const sys = require("internal/process_sys");
require("internal/loop");

const VERSION = "26.10.0";

function process() {}
%ObjectDefineProperty(process, "name", {
  __proto__: null,
  value: "process",
  configurable: true,
});
%ObjectSetPrototypeOf(process.prototype, EventEmitter.prototype);
%ObjectDefineProperty(process.prototype, %SymbolToStringTag, {
  __proto__: null,
  value: "process",
  configurable: true,
});

const self = new process();

// `convert`: of what is assigned; null: nothing can be.
function lazy(name, make, convert = (v) => v) {
  let value;
  let isMade = false;
  %ObjectDefineProperty(self, name, {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      if (!isMade) {
        isMade = true;
        value = make();
      }
      return value;
    },
    set:
      convert === null
        ? undefined
        : (v) => {
            value = convert(v);
            isMade = true;
          },
  });
}

function toPort(value) {
  const port = value | 0;
  if (port !== 0 && (port < 1024 || port > 65535)) {
    const { coded } = require("internal/errors");
    throw coded(
      %RangeError,
      "ERR_OUT_OF_RANGE",
      "process.debugPort must be 0 or in range 1024 to 65535",
    );
  }
  return port;
}

// ---- Facts --------------------------------------------------------------------

self.version = `v${VERSION}`;
self.versions = {
  node: VERSION,
  modules: "147",
  unicode: "17.0",
  v8: "14.6.202.34-node.34",
};
self.arch = "x64";
self.platform = "linux";
const download = `https://nodejs.org/download/release/v${VERSION}/node-v${VERSION}`;
self.release = {
  name: "node",
  sourceUrl: `${download}.tar.gz`,
  headersUrl: `${download}-headers.tar.gz`,
};
EventEmitter.call(self);
self.domain = null;
self._exiting = false;
self.exitCode = undefined;
self.config = { target_defaults: {}, variables: {} };
self.features = {
  inspector: false,
  debug: false,
  uv: false,
  ipv6: true,
  cached_builtins: true,
};
self.pid = sys.getpid();
self.ppid = sys.getppid();
self.execArgv = [];
self.moduleLoadList = [];
self.allowedNodeEnvironmentFlags = new %Set();
const fixed = [
  "version",
  "versions",
  "arch",
  "platform",
  "release",
  "config",
  "features",
  "pid",
  "moduleLoadList",
];
for (let i = 0; i < fixed.length; i++)
  %ObjectDefineProperty(self, fixed[i], { __proto__: null, writable: false });

lazy("debugPort", () => 9229, toPort);
lazy("sourceMapsEnabled", () => false, null);

lazy("execPath", sys.executable);
lazy("argv", () => {
  const given = %ProcessArgv();
  // Programs compare argv[1] with their own file name.
  const entry = %EntryPath();
  const argv = [self.execPath];
  if (entry[0] === "/") %ArrayPrototypePush(argv, entry);
  else if (entry === "[stdin]") %ArrayPrototypePush(argv, "-");
  for (let i = 1; i < given.length; i++) %ArrayPrototypePush(argv, given[i]);
  return argv;
});
lazy("argv0", () => %ProcessArgv()[0]);
lazy(
  "title",
  () => %ProcessArgv()[0],
  (title) => `${title}`,
);
lazy("env", () => require("internal/env").environment());

// ---- Standard streams -----------------------------------------------------------

function lazyOutput(name, key, fd) {
  const open = () => {
    const { openOutput } = require("internal/stdout");
    streams.write = require("internal/quiet_write").writeQuietly;
    return (streams[key] = openOutput(fd));
  };
  lazy(name, open, null);
}
lazyOutput("stdout", "out", 1);
lazyOutput("stderr", "err", 2);
lazy(
  "stdin",
  () => {
    if (registry.openInput !== undefined) return registry.openInput();
    const { unsupported } = require("internal/errors");
    throw unsupported("process.stdin where its name is put together");
  },
  null,
);

// ---- Ending -----------------------------------------------------------------------

let exitCode;
%ObjectDefineProperty(self, "exitCode", {
  __proto__: null,
  enumerable: true,
  configurable: false,
  get() {
    return exitCode;
  },
  set(value) {
    checkExitCode(value); //@ process.set [as exitCode] internal/bootstrap/node:119:9
    exitCode = typeof value === "string" ? +value : (value ?? undefined);
  },
});

function checkExitCode(value) {
  if (value === undefined || value === null) return;
  let n = value;
  if (typeof value === "string" && value !== "") n = +value;
  if (typeof n !== "number" || (typeof value === "string" && n !== n))
    throw invalidArgType("code", "number", value); //@ internal/errors:547:7|      throw error;
  if (!%NumberIsInteger(n)) {
    const { outOfRange } = require("internal/errors");
    throw outOfRange("code", "an integer", value); //@ internal/errors:547:7|      throw error;
  }
}

// Runs the 'exit' listeners, once; the code to end with.
function emitExit(code) {
  if (!self._exiting) {
    self._exiting = true;
    stopTicks();
    if (code !== 0) exitCode = code;
    self.emit("exit", +(exitCode ?? code));
  }
  return +(exitCode ?? code);
}

self.exit = function exit(code) {
  if (arguments.length !== 0 && code !== undefined) self.exitCode = code; //@ *.exit internal/process/per_thread:231:24
  self.reallyExit(emitExit(0));
};

self.reallyExit = function reallyExit(code) {
  sys.exit(code);
};

self.abort = function abort() {
  sys.abort();
};

self.kill = function kill(pid, signal) {
  const { signalNumber } = require("internal/signals");
  if (pid != (pid | 0)) throw invalidArgType("pid", "number", pid); //@ *.kill internal/process/per_thread:259:13|      throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  const number =
    signal === (signal | 0) ? signal : signalNumber(signal || "SIGTERM");
  if (number === undefined) {
    const { format } = require("internal/util/format");
    //@ *.kill internal/process/per_thread:272:15|        throw new ERR_UNKNOWN_SIGNAL(sig);
    throw coded(
      %TypeError,
      "ERR_UNKNOWN_SIGNAL",
      format("Unknown signal: %s", signal),
    );
  }
  const r = sys.kill(pid | 0, number);
  if (r < 0) {
    const { nameOf } = require("internal/system_error");
    const error = new %Error(`kill ${nameOf(r)}`); //@ *.kill internal/process/per_thread:277:13|      throw new ErrnoException(err, 'kill');
    error.errno = r;
    error.code = nameOf(r);
    error.syscall = "kill";
    throw error;
  }
  return true;
};

// ---- Time and resources -------------------------------------------------------------

self.uptime = function uptime() {
  return (%MonotonicNow() - %ProcessStart()) / 1000;
};

self.hrtime = function hrtime(since) {
  const t = sys.clock();
  if (since === undefined) return t;
  if (!%ArrayIsArray(since)) throw invalidArgType("time", "Array", since); //@ internal/errors:547:7, *.hrtime internal/process/per_thread:82:5|      throw error;
  if (since.length !== 2) {
    const { outOfRange } = require("internal/errors");
    throw outOfRange("time", 2, since.length); //@ *.hrtime internal/process/per_thread:84:13|      throw new ERR_OUT_OF_RANGE('time', 2, time.length);
  }
  let seconds = t[0] - since[0];
  let nanos = t[1] - since[1];
  if (nanos < 0) {
    seconds--;
    nanos += 1e9;
  }
  return [seconds, nanos];
};

self.hrtime.bigint = function bigint() {
  const t = sys.clock();
  return %BigInt(t[0]) * 1000000000n + %BigInt(t[1]);
};

self.memoryUsage = function memoryUsage() {
  const heap = %HeapStats();
  return {
    rss: sys.residentSize(),
    heapTotal: heap[0],
    heapUsed: heap[1],
    external: heap[2],
    arrayBuffers: heap[3],
  };
};

self.memoryUsage.rss = function rss() {
  return sys.residentSize();
};

self.loadEnvFile = function loadEnvFile(path = undefined) {
  const { load, pathFrom } = require("internal/env_file");
  const file = path === undefined || path === null ? ".env" : pathFrom(path); //@ *.loadEnvFile internal/process/per_thread:359:14
  load(file); //@ *.loadEnvFile internal/process/per_thread:360:7|      _loadEnvFile(path);
};

self.resourceUsage = sys.resourceUsage;

// A number that an earlier call of cpuUsage gave.
function isUsage(value) {
  return typeof value === "number" && value >= 0 && value < 2 ** 53;
}

function badUsage(previous, key) {
  return invalidArgValue(
    `prevValue.${key}`,
    previous[key],
    undefined,
    %RangeError,
  );
}

self.cpuUsage = function cpuUsage(previous) {
  const { userCPUTime, systemCPUTime } = sys.resourceUsage();
  if (!previous) return { user: userCPUTime, system: systemCPUTime };
  const { user, system } = previous;
  if (!isUsage(user)) {
    const { validateObject, validateNumber } = require("internal/validators");
    validateObject(previous, "prevValue"); //@ *.cpuUsage internal/process/per_thread:131:9
    validateNumber(user, "prevValue.user"); //@ *.cpuUsage internal/process/per_thread:133:9
    throw badUsage(previous, "user"); //@ *.cpuUsage internal/process/per_thread:134:15|        throw new ERR_INVALID_ARG_VALUE.RangeError('prevValue.user',
  }
  if (!isUsage(system)) {
    const { validateNumber } = require("internal/validators");
    validateNumber(system, "prevValue.system"); //@ *.cpuUsage internal/process/per_thread:139:9
    throw badUsage(previous, "system"); //@ *.cpuUsage internal/process/per_thread:140:15|        throw new ERR_INVALID_ARG_VALUE.RangeError('prevValue.system',
  }
  return { user: userCPUTime - user, system: systemCPUTime - system };
};

self.threadCpuUsage = function threadCpuUsage(previous) {
  const { userCPUTime, systemCPUTime } = sys.threadUsage();
  if (!previous) return { user: userCPUTime, system: systemCPUTime };
  const { user, system } = previous;
  if (!isUsage(user)) {
    const { validateObject, validateNumber } = require("internal/validators");
    validateObject(previous, "prevValue"); //@ *.threadCpuUsage internal/process/per_thread:171:9
    validateNumber(user, "prevValue.user"); //@ *.threadCpuUsage internal/process/per_thread:173:9
    throw badUsage(previous, "user"); //@ *.threadCpuUsage internal/process/per_thread:174:15|        throw new ERR_INVALID_ARG_VALUE.RangeError('prevValue.user',
  }
  if (!isUsage(system)) {
    const { validateNumber } = require("internal/validators");
    validateNumber(system, "prevValue.system"); //@ *.threadCpuUsage internal/process/per_thread:179:9
    throw badUsage(previous, "system"); //@ *.threadCpuUsage internal/process/per_thread:180:15|        throw new ERR_INVALID_ARG_VALUE.RangeError('prevValue.system',
  }
  return { user: userCPUTime - user, system: systemCPUTime - system };
};

self.constrainedMemory = function constrainedMemory() {
  return 0;
};

self.availableMemory = function availableMemory() {
  return sys.availableMemory();
};

// ---- The process's surroundings -------------------------------------------------------

self.cwd = function cwd() {
  const path = workingDirectory();
  if (path !== "") return path;
  const { systemError } = require("internal/system_error");
  throw systemError(-2, "uv_cwd");
};

self.chdir = function chdir(directory) {
  if (typeof directory !== "string")
    throw invalidArgType("directory", "string", directory); //@ internal/errors:547:7, process.wrappedChdir [as chdir] internal/bootstrap/switches/does_own_process_state:127:3|      throw error;
  const before = self.cwd();
  const r = sys.chdir(directory);
  if (r === 0) return;
  const { systemError, nameOf } = require("internal/system_error");
  const error = systemError(r, "chdir", before, directory); //@ process.wrappedChdir [as chdir] internal/bootstrap/switches/does_own_process_state:128:14|  rawMethods.chdir(directory);
  error.message = `${nameOf(r)}: ${%StringPrototypeSlice(error.message, nameOf(r).length + 2)}`;
  throw error;
};

self.umask = function umask(mask) {
  if (mask === undefined) {
    const now = sys.umask(0);
    sys.umask(now);
    return now;
  }
  const { toMode } = require("internal/fs/args");
  return sys.umask(toMode(mask ?? undefined, "mask") & 0o777);
};

self.getuid = sys.getuid;
self.geteuid = sys.geteuid;
self.getgid = sys.getgid;
self.getegid = sys.getegid;
const ids = [
  "getgroups",
  "setuid",
  "seteuid",
  "setgid",
  "setegid",
  "setgroups",
];
for (let i = 0; i < ids.length; i++)
  self[ids[i]] = (id) => require("internal/credentials")[ids[i]](id);

// ---- Ticks, warnings, errors -----------------------------------------------------------

self.nextTick = nextTick;

self.emitWarning = function emitWarning(warning, type, code, constructor) {
  const { emit } = require("internal/process_warning");
  emit(self, warning, type, code, constructor, emitWarning);
};

let captureCallback = null;

self.setUncaughtExceptionCaptureCallback =
  function setUncaughtExceptionCaptureCallback(fn) {
    if (fn !== null && typeof fn !== "function")
      throw invalidArgType("fn", ["Function", "null"], fn); //@ *.setUncaughtExceptionCaptureCallback internal/process/execution:127:11|    throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
    if (fn !== null && captureCallback !== null)
      throw coded(
        %Error,
        "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET",
        "`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active",
      );
    captureCallback = fn;
    registry.captureCallback = fn;
  };

self.hasUncaughtExceptionCaptureCallback =
  function hasUncaughtExceptionCaptureCallback() {
    return captureCallback !== null;
  };

self.getBuiltinModule = function getBuiltinModule(id) {
  const { validateString } = require("internal/validators");
  validateString(id, "id"); //@ *.getBuiltinModule internal/modules/helpers:529:3
  const isNode = %StringPrototypeStartsWith(id, "node:");
  const name = isNode ? %StringPrototypeSlice(id, 5) : id;
  const { builtinModules } = require("internal/builtin_modules");
  if (!%ArrayPrototypeIncludes(builtinModules, name)) return undefined;
  throw unsupported(`process.getBuiltinModule('${id}')`);
};

self.getActiveResourcesInfo = function getActiveResourcesInfo() {
  return [];
};

self.ref = function ref(object) {
  object?.ref?.();
};

self.unref = function unref(object) {
  object?.unref?.();
};

// Listening to a signal's name makes it an event, until nobody does.
function isSignal(name) {
  return typeof name === "string" && %StringPrototypeStartsWith(name, "SIG");
}

self.on("newListener", function startListeningIfSignal(name) {
  if (isSignal(name)) require("internal/signals").listenToSignal(self, name); //@ *.startListeningIfSignal internal/process/signal:36:13|      throw new ErrnoException(err, 'uv_signal_start');
});
self.on("removeListener", function stopListeningIfSignal(name) {
  if (isSignal(name) && self.listenerCount(name) === 0)
    require("internal/signals").ignoreSignal(name);
});

registry.process = self;
registry.emitExit = emitExit;

module.exports = { process: self };
