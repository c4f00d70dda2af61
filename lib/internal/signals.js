"use strict";
// Signals as events of process. A signal with a listener is blocked and read
// from a signalfd(2) that the loop watches without being kept alive by it.

const { watch } = require("internal/loop");
const { numbers } = require("internal/signal_numbers");

const SYS_read = 0;
const SYS_rt_sigprocmask = 14;
const SYS_signalfd4 = 289;
const SIG_BLOCK = 0;
const SIG_UNBLOCK = 1;
const SFD_NONBLOCK_CLOEXEC = 0o2004000;
const POLLIN = 1;
const INFO_SIZE = 128; // struct signalfd_siginfo

function signalNumber(name) {
  return numbers[name];
}

let fd = -1;
let mask = 0; // bit n - 1: signal n is listened to
const nameOf = { __proto__: null };

function receive(process) {
  const info = new %Uint32Array(INFO_SIZE / 4);
  while (%Syscall(SYS_read, fd, info, INFO_SIZE) === INFO_SIZE) {
    const number = info[0];
    process.emit(nameOf[number], nameOf[number], number);
  }
}

function listenToSignal(process, name) {
  const number = numbers[name];
  if (number === undefined) return;
  if (name === "SIGKILL" || name === "SIGSTOP") {
    const error = new %Error("uv_signal_start EINVAL");
    error.errno = -22;
    error.code = "EINVAL";
    error.syscall = "uv_signal_start";
    throw error;
  }
  if (mask & (1 << (number - 1))) return;
  mask |= 1 << (number - 1);
  nameOf[number] = name;
  %Syscall(SYS_rt_sigprocmask, SIG_BLOCK, setOf(mask), 0, 8);
  const isNew = fd === -1;
  fd = %Syscall(SYS_signalfd4, fd, setOf(mask), 8, SFD_NONBLOCK_CLOEXEC);
  if (isNew) watch(fd, POLLIN, () => receive(process)).refed = false;
}

// The signal does again what it does by itself.
function ignoreSignal(name) {
  const bit = 1 << (numbers[name] - 1);
  if (numbers[name] === undefined || !(mask & bit)) return;
  mask &= ~bit;
  %Syscall(SYS_signalfd4, fd, setOf(mask), 8, SFD_NONBLOCK_CLOEXEC);
  %Syscall(SYS_rt_sigprocmask, SIG_UNBLOCK, setOf(bit), 0, 8);
}

// The kernel's sigset_t of signals below 33.
function setOf(bits) {
  const set = new %Uint32Array(2);
  set[0] = bits;
  return set;
}

module.exports = { signalNumber, listenToSignal, ignoreSignal };
