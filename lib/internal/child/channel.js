"use strict";
// The messages between a program and its fork: JSON texts, one a line, over a
// socket. `target` is the ChildProcess in one program, `process` in the other.

const { coded } = require("internal/errors");
const { nextTick } = require("internal/task_queue");
const { Socket } = require("internal/pipe_stream");

const SYS_fcntl = 72;
const F_SETFD = 2;
const F_SETFL = 4;
const FD_CLOEXEC = 1;
const O_RDWR_NONBLOCK = 0o4002;

function notConnected() {
  return coded(%Error, "ERR_IPC_CHANNEL_CLOSED", "Channel closed");
}

// `closed` is called when the other end is gone.
function attach(target, fd, closed) {
  const { StringDecoder } = require("string_decoder");
  const socket = new Socket(fd, true, true);
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let done = false;

  function finish() {
    if (done) return;
    done = true;
    target.connected = false;
    target.channel = null;
    socket.destroy();
    nextTick(() => {
      target.emit("disconnect");
      closed();
    });
  }

  socket.on("data", (bytes) => {
    const lines = %StringPrototypeSplit(rest + decoder.write(bytes), "\n");
    rest = %ArrayPrototypePop(lines);
    for (let i = 0; i < lines.length; i++) {
      const message = %JSONParse(lines[i]);
      const isInternal =
        message !== null &&
        typeof message === "object" &&
        typeof message.cmd === "string" &&
        %StringPrototypeStartsWith(message.cmd, "NODE_");
      nextTick(() =>
        target.emit(
          isInternal ? "internalMessage" : "message",
          message,
          undefined,
        ),
      );
    }
  });
  socket.on("end", finish);
  socket.on("error", finish);

  target.connected = true;
  target.channel = {
    ref: () => socket.ref(),
    unref: () => socket.unref(),
  };

  target.send = function send(message, handle, options, callback) {
    if (typeof handle === "function") callback = handle;
    else if (typeof options === "function") callback = options;
    if (message === undefined)
      throw require("internal/validators").missingArgs("message"); //@ target._send internal/child_process:820:13, target.send internal/child_process:805:19|      throw new ERR_MISSING_ARGS('message');
    if (handle && typeof handle !== "function") {
      const { unsupported } = require("internal/errors");
      throw unsupported("send() of a handle");
    }
    if (!target.connected) {
      const error = notConnected();
      if (typeof callback === "function") nextTick(callback, error);
      else nextTick(() => target.emit("error", error));
      return false;
    }
    return socket.write(`${%JSONStringify(message)}\n`, (error) => {
      if (typeof callback === "function") callback(error ?? null);
      else if (error) target.emit("error", error);
    });
  };

  target.disconnect = function disconnect() {
    if (!target.connected) {
      target.emit(
        "error",
        coded(
          %Error,
          "ERR_IPC_DISCONNECTED",
          "IPC channel is already disconnected",
        ),
      );
      return;
    }
    target.connected = false;
    socket.end(finish);
  };
  return socket;
}

// In a program that was forked: process gets the channel. It keeps the program
// alive only while somebody listens.
function adopt(fd) {
  const { process } = require("internal/process");
  delete process.env.NODE_CHANNEL_FD;
  delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
  const socket = attach(process, fd, () => {});
  %Syscall(SYS_fcntl, fd, F_SETFD, FD_CLOEXEC);
  %Syscall(SYS_fcntl, fd, F_SETFL, O_RDWR_NONBLOCK);
  const isListener = (name) => name === "message" || name === "disconnect";
  const count = () =>
    process.listenerCount("message") + process.listenerCount("disconnect");
  if (count() === 0) socket.unref();
  process.on("newListener", (name) => {
    if (isListener(name) && process.connected) socket.ref();
  });
  process.on("removeListener", (name) => {
    if (isListener(name) && count() === 0) socket.unref();
  });
}

module.exports = { adopt, attach };
