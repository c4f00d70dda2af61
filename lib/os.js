"use strict";
// require('os').

const { readSmall } = require("internal/process_sys");
const { numbers: signals } = require("internal/signal_numbers");
const { coded } = require("internal/errors");

const SYS_getuid = 102;
const SYS_getgid = 104;
const SYS_sysinfo = 99;
const SYS_getpriority = 140;
const SYS_setpriority = 141;
const SYS_uname = 63;
const SYS_sched_getaffinity = 204;

function env(name) {
  const { process } = require("internal/process");
  return process.env[name];
}

// The strings of struct utsname, 65 bytes each.
function uname(field) {
  const bytes = new %Uint8Array(65 * 6);
  %Syscall(SYS_uname, bytes);
  const start = field * 65;
  return %Utf8Decode(
    bytes,
    start,
    %TypedArrayPrototypeIndexOf(bytes, 0, start),
  );
}

// struct sysinfo: uptime, three loads, total, free, … memory unit.
function sysinfo() {
  const words = new %Uint32Array(28);
  %Syscall(SYS_sysinfo, words);
  return words;
}

function long(words, i) {
  return words[2 * i] + words[2 * i + 1] * 4294967296;
}

// A file of any length, as in /proc.
function readProc(path) {
  const { readFileSync } = require("internal/fs/files");
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function availableParallelism() {
  const mask = new %Uint8Array(128);
  const n = %Syscall(SYS_sched_getaffinity, 0, 128, mask);
  let count = 0;
  for (let i = 0; i < n; i++)
    for (let b = mask[i]; b !== 0; b >>= 1) count += b & 1;
  return count || 1;
}

// "key : value" lines of /proc/cpuinfo.
function field(lines, from, key) {
  for (let i = from; i < lines.length && lines[i] !== ""; i++) {
    if (!%StringPrototypeStartsWith(lines[i], key)) continue;
    return %StringPrototypeTrim(
      %StringPrototypeSlice(
        lines[i],
        %StringPrototypeIndexOf(lines[i], ":") + 1,
      ),
    );
  }
  return "";
}

function cpus() {
  const info = %StringPrototypeSplit(readProc("/proc/cpuinfo"), "\n");
  const stat = %StringPrototypeSplit(readProc("/proc/stat"), "\n");
  const out = [];
  for (let i = 0; i < info.length; i++) {
    if (!%StringPrototypeStartsWith(info[i], "processor")) continue;
    const line = stat[out.length + 1] ?? "";
    const t = %StringPrototypeSplit(line, " ");
    const ms = (k) => 10 * (+t[k] || 0);
    %ArrayPrototypePush(out, {
      model: field(info, i, "model name") || "unknown",
      speed: %MathTrunc(+field(info, i, "cpu MHz")),
      times: { user: ms(1), nice: ms(2), sys: ms(3), idle: ms(4), irq: ms(6) },
    });
  }
  return out;
}

function freemem() {
  const { availableMemory } = require("internal/process_sys");
  return availableMemory();
}

function totalmem() {
  const words = sysinfo();
  return long(words, 4) * (words[26] || 1);
}

function loadavg() {
  const words = sysinfo();
  return [
    long(words, 1) / 65536,
    long(words, 2) / 65536,
    long(words, 3) / 65536,
  ];
}

function uptime() {
  return %ParseFloat(readSmall("/proc/uptime")) || long(sysinfo(), 0);
}

// The line of /etc/passwd for a user.
function passwd(uid) {
  const lines = %StringPrototypeSplit(readProc("/etc/passwd"), "\n");
  for (let i = 0; i < lines.length; i++) {
    const f = %StringPrototypeSplit(lines[i], ":");
    if (f.length >= 7 && +f[2] === uid) return f;
  }
  return undefined;
}

function homedir() {
  const home = env("HOME");
  if (home) return home;
  const entry = passwd(%Syscall(SYS_getuid));
  if (entry !== undefined) return entry[5];
  throw infoError(-2, "uv_os_homedir");
}

// Node's SystemError: the facts are in `info`; errno and syscall read them.
function infoError(errno, syscall) {
  const { names, texts } = require("internal/errno");
  const info = {
    errno,
    code: names[-errno],
    message: texts[-errno],
    syscall,
  };
  const error = coded(
    %Error,
    "ERR_SYSTEM_ERROR",
    `A system error occurred: ${syscall} returned ${info.code} (${info.message})`,
    "SystemError",
  );
  error.info = info;
  for (const key of ["errno", "syscall"])
    %ObjectDefineProperty(error, key, {
      __proto__: null,
      get: () => info[key],
      set: (value) => (info[key] = value),
      enumerable: true,
      configurable: true,
    });
  const custom = %SymbolFor("nodejs.util.inspect.custom");
  %ObjectDefineProperty(error, custom, {
    __proto__: null,
    value(depth, options) {
      const { inspect } = require("internal/util/inspect");
      return inspect(this, { ...options, getters: true, customInspect: false });
    },
  });
  return error;
}

function tmpdir() {
  const path = env("TMPDIR") || env("TMP") || env("TEMP") || "/tmp";
  return path.length > 1 && path[path.length - 1] === "/"
    ? %StringPrototypeSlice(path, 0, -1)
    : path;
}

function userInfo() {
  const uid = %Syscall(SYS_getuid);
  const entry = passwd(uid);
  if (entry === undefined) throw infoError(-2, "uv_os_get_passwd");
  return {
    uid,
    gid: %Syscall(SYS_getgid),
    username: entry[0],
    homedir: entry[5],
    shell: entry[6],
  };
}

function getPriority(pid = 0) {
  const { validateInt32 } = require("internal/validators");
  validateInt32(pid, "pid"); //@ *.getPriority os:275:5
  // The kernel answers 20 minus the value.
  const r = %Syscall(SYS_getpriority, 0, pid);
  if (r < 0) throw infoError(r, "uv_os_getpriority"); //@ *.getPriority os:281:11|    throw new ERR_SYSTEM_ERROR(ctx);
  return 20 - r;
}

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  const { validateInt32 } = require("internal/validators");
  validateInt32(pid, "pid");
  validateInt32(priority, "priority", -20, 19); //@ *.setPriority os:259:3
  const r = %Syscall(SYS_setpriority, 0, pid, priority);
  if (r < 0) throw infoError(r, "uv_os_setpriority"); //@ *.setPriority os:264:11|    throw new ERR_SYSTEM_ERROR(ctx);
}

module.exports = {
  arch: () => "x64",
  availableParallelism,
  cpus,
  endianness: () => "LE",
  freemem,
  getPriority,
  homedir,
  hostname: () => uname(1),
  loadavg,
  networkInterfaces: () => require("internal/interfaces").networkInterfaces(),
  platform: () => "linux",
  release: () => uname(2),
  setPriority,
  tmpdir,
  totalmem,
  type: () => uname(0),
  userInfo,
  uptime,
  version: () => uname(3),
  machine: () => uname(4),
  get constants() {
    return {
      __proto__: null,
      UV_UDP_REUSEADDR: 4,
      dlopen: {
        __proto__: null,
        RTLD_LAZY: 1,
        RTLD_NOW: 2,
        RTLD_GLOBAL: 256,
        RTLD_LOCAL: 0,
        RTLD_DEEPBIND: 8,
      },
      errno: { __proto__: null, ...require("internal/os_errno").errno },
      signals: { __proto__: null, ...signals },
      priority: {
        __proto__: null,
        PRIORITY_LOW: 19,
        PRIORITY_BELOW_NORMAL: 10,
        PRIORITY_NORMAL: 0,
        PRIORITY_ABOVE_NORMAL: -7,
        PRIORITY_HIGH: -14,
        PRIORITY_HIGHEST: -20,
      },
    };
  },
  EOL: "\n",
  devNull: "/dev/null",
};
