"use strict";
// The system calls behind the process object.

const SYS_read = 0;
const SYS_open = 2;
const SYS_close = 3;
const SYS_getpid = 39;
const SYS_kill = 62;
const SYS_chdir = 80;
const SYS_readlink = 89;
const SYS_umask = 95;
const SYS_getrusage = 98;
const SYS_getuid = 102;
const SYS_getgid = 104;
const SYS_geteuid = 107;
const SYS_getegid = 108;
const SYS_getppid = 110;
const SYS_clock_gettime = 228;
const SYS_exit_group = 231;

const CLOCK_MONOTONIC = 1;
const RUSAGE_THREAD = 1;
const SIGABRT = 6;
const PAGE = 4096;

// The text of a file of the system, "" if it cannot be read: without fs.
function readSmall(path) {
  const fd = %Syscall(SYS_open, path, 0, 0);
  if (fd < 0) return "";
  let bytes = new %Uint8Array(4096);
  let length = 0;
  for (;;) {
    const rest = %TypedArrayPrototypeSubarray(bytes, length);
    const n = %Syscall(SYS_read, fd, rest, bytes.length - length);
    if (n <= 0) break;
    length += n;
    if (length < bytes.length) continue;
    const grown = new %Uint8Array(2 * length);
    %TypedArrayPrototypeSet(grown, bytes);
    bytes = grown;
  }
  %Syscall(SYS_close, fd);
  return %Utf8Decode(bytes, 0, length);
}

function ownFile() {
  const bytes = new %Uint8Array(4096);
  const n = %Syscall(SYS_readlink, "/proc/self/exe", bytes, 4096);
  return n > 0 ? %Utf8Decode(bytes, 0, n) : "";
}

// Whether the program was started from memory (jsc run, unode): then argv[0] is
// what runs JavaScript files.
function isInMemory() {
  return %StringPrototypeStartsWith(ownFile(), "/memfd:");
}

function executable() {
  const path = ownFile();
  return path && !%StringPrototypeStartsWith(path, "/memfd:")
    ? path
    : %ProcessArgv()[0];
}

// [seconds, nanoseconds] of the monotonic clock.
function clock() {
  const t = new %Uint32Array(4);
  %Syscall(SYS_clock_gettime, CLOCK_MONOTONIC, t);
  return [t[0] + t[1] * 4294967296, t[2]];
}

function residentSize() {
  const fields = %StringPrototypeSplit(readSmall("/proc/self/statm"), " ");
  return fields.length > 1 ? +fields[1] * PAGE : 0;
}

function availableMemory() {
  const text = readSmall("/proc/meminfo");
  const key = "MemAvailable:";
  const at = %StringPrototypeIndexOf(text, key);
  return at === -1
    ? 0
    : %ParseInt(%StringPrototypeSlice(text, at + key.length), 10) * 1024;
}

// struct rusage: two timevals, then fourteen longs.
function resourceUsage(who = 0) {
  const words = new %Uint32Array(36);
  %Syscall(SYS_getrusage, who, words);
  const long = (i) => words[2 * i] + words[2 * i + 1] * 4294967296;
  return {
    userCPUTime: long(0) * 1e6 + long(1),
    systemCPUTime: long(2) * 1e6 + long(3),
    maxRSS: long(4),
    sharedMemorySize: long(5),
    unsharedDataSize: long(6),
    unsharedStackSize: long(7),
    minorPageFault: long(8),
    majorPageFault: long(9),
    swappedOut: long(10),
    fsRead: long(11),
    fsWrite: long(12),
    ipcSent: long(13),
    ipcReceived: long(14),
    signalsCount: long(15),
    voluntaryContextSwitches: long(16),
    involuntaryContextSwitches: long(17),
  };
}

function kill(pid, signal) {
  return %Syscall(SYS_kill, pid, signal);
}

module.exports = {
  abort() {
    kill(%Syscall(SYS_getpid), SIGABRT);
    %Syscall(SYS_exit_group, 134);
  },
  availableMemory,
  chdir: (path) => %Syscall(SYS_chdir, path),
  clock,
  executable,
  isInMemory,
  exit: (code) => %Syscall(SYS_exit_group, code),
  getegid: () => %Syscall(SYS_getegid),
  geteuid: () => %Syscall(SYS_geteuid),
  getgid: () => %Syscall(SYS_getgid),
  getpid: () => %Syscall(SYS_getpid),
  getppid: () => %Syscall(SYS_getppid),
  getuid: () => %Syscall(SYS_getuid),
  kill,
  readSmall,
  residentSize,
  resourceUsage: () => resourceUsage(),
  threadUsage: () => resourceUsage(RUSAGE_THREAD),
  umask: (mask) => %Syscall(SYS_umask, mask),
};
