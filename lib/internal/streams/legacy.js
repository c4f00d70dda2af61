"use strict";
// Stream, the base class from before there were Readable and Writable.

const EventEmitter = require("events");

function Stream(options) {
  EventEmitter.call(this, options);
}

%ObjectSetPrototypeOf(Stream.prototype, EventEmitter.prototype);
%ObjectSetPrototypeOf(Stream, EventEmitter);

Stream.prototype.pipe = function pipe(target, options) {
  const source = this;
  const onData = (chunk) => {
    if (target.writable && target.write(chunk) === false && source.pause)
      source.pause();
  };
  const onDrain = () => {
    if (source.readable && source.resume) source.resume();
  };
  let ended = false;
  const onEnd = () => {
    if (!ended) target.end();
    ended = true;
  };
  const onClose = () => {
    if (!ended && typeof target.destroy === "function") target.destroy();
    ended = true;
  };
  const onError = function (error) {
    cleanup();
    if (EventEmitter.listenerCount(this, "error") === 0)
      this.emit("error", error);
  };
  const cleanup = () => {
    source.removeListener("data", onData);
    target.removeListener("drain", onDrain);
    source.removeListener("end", onEnd);
    source.removeListener("close", onClose);
    source.removeListener("error", onError);
    target.removeListener("error", onError);
    source.removeListener("end", cleanup);
    source.removeListener("close", cleanup);
    target.removeListener("close", cleanup);
  };
  source.on("data", onData);
  target.on("drain", onDrain);
  if (!target._isStdio && (!options || options.end !== false)) {
    source.on("end", onEnd);
    source.on("close", onClose);
  }
  source.prependListener("error", onError);
  target.prependListener("error", onError);
  source.on("end", cleanup);
  source.on("close", cleanup);
  target.on("close", cleanup);
  target.emit("pipe", source);
  return target;
};

module.exports = { Stream };
