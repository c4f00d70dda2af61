"use strict";
// require('stream').

const { Stream } = require("internal/streams/legacy");
const { Duplex, Transform, PassThrough } = require("internal/streams/duplex");
const { Readable } = require("internal/streams/readable");
const { Writable } = require("internal/streams/writable");
const { finished, pipeline, isStream } = require("internal/streams/pipeline");
const common = require("internal/streams/common");

Stream.isDestroyed = (stream) =>
  isStream(stream) ? common.isDestroyed(stream) : null;
Stream.isReadable = (stream) =>
  isStream(stream) ? stream.readable === true : null;
Stream.isWritable = (stream) =>
  isStream(stream) ? stream.writable === true : null;
Stream.isErrored = (stream) => Boolean(stream && stream.errored);
Stream.Readable = Readable;
Stream.Writable = Writable;
Stream.Duplex = Duplex;
Stream.Transform = Transform;
Stream.PassThrough = PassThrough;
Stream.pipeline = pipeline;
Stream.addAbortSignal = (signal, stream) =>
  require("internal/streams/abort").addAbortSignal(signal, stream);
Stream.finished = finished;
Stream.compose = function compose(...streams) {
  return require("internal/streams/compose").compose(...streams);
};
Stream.destroy = (stream, error) => {
  if (stream && !stream.destroyed) stream.destroy(error);
  return stream;
};
Stream.isDisturbed = function isDisturbed(stream) {
  return Boolean(stream && (stream.readableDidRead || stream.readableAborted));
};
Stream.duplexPair = function duplexPair(options) {
  return require("internal/streams/duplex_pair").duplexPair(options);
};
Stream.setDefaultHighWaterMark = common.setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = common.getDefaultHighWaterMark;
Stream.Stream = Stream;

%ObjectDefineProperty(Stream, "promises", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require("stream/promises");
  },
});

function promisified(fn, name) {
  %ObjectDefineProperty(fn, %SymbolFor("nodejs.util.promisify.custom"), {
    __proto__: null,
    enumerable: true,
    get() {
      return require("stream/promises")[name];
    },
  });
}

promisified(pipeline, "pipeline");
promisified(finished, "finished");

module.exports = Stream;
