"use strict";
// WritableStream with its default writer and controller (WHATWG Streams 5).

const { invalidArgType, invalidArgValue } = require("internal/errors");
const {
  algorithm,
  checkObject,
  checkSecret,
  customInspect,
  expose,
  highWaterMark,
  invalidState,
  secret,
  sizeFunction,
  wrongThis,
  rejectedWith,
} = require("internal/webstreams/common");
const core = require("internal/webstreams/writable_core");

const INSPECT = %SymbolFor("nodejs.util.inspect.custom");

class WritableStreamDefaultController {
  #record;

  constructor(key = undefined, record = undefined) {
    checkSecret(key);
    this.#record = record;
    record.wrapper = this;
  }

  static #of(v) {
    if (!(#record in %Object(v)))
      throw wrongThis("WritableStreamDefaultController");
    return v.#record;
  }

  get signal() {
    const c = WritableStreamDefaultController.#of(this);
    if (c.abortController === undefined) {
      const { AbortController } = require("internal/abort_controller");
      c.abortController = new AbortController();
      if (c.isAborted) c.abortController.abort(c.abortReason);
    }
    return c.abortController.signal;
  }

  error(error = undefined) {
    core.errorIfNeeded(WritableStreamDefaultController.#of(this), error);
  }

  [INSPECT](depth, options) {
    const name = "WritableStreamDefaultController";
    return customInspect(this, depth, options, name, {
      stream: this.#record.stream.wrapper,
    });
  }
}

class WritableStreamDefaultWriter {
  #record;

  constructor(stream) {
    if (!isWritableStream(stream))
      throw invalidArgType("stream", "WritableStream", stream);
    const record = recordOf(stream);
    if (record.writer !== undefined)
      throw invalidState("WritableStream is locked");
    this.#record = core.newWriter(this, record);
  }

  static #of(v) {
    if (!(#record in %Object(v)))
      throw wrongThis("WritableStreamDefaultWriter");
    return v.#record;
  }

  static #bound(v) {
    const writer = WritableStreamDefaultWriter.#of(v);
    if (writer.stream === undefined)
      throw invalidState("Writer is not bound to a WritableStream");
    return writer;
  }

  get closed() {
    if (!(#record in %Object(this)))
      return rejectedWith(wrongThis("WritableStreamDefaultWriter"));
    return this.#record.closed.promise;
  }

  get desiredSize() {
    return core.writerDesiredSize(WritableStreamDefaultWriter.#bound(this));
  }

  get ready() {
    if (!(#record in %Object(this)))
      return rejectedWith(wrongThis("WritableStreamDefaultWriter"));
    return this.#record.ready.promise;
  }

  async abort(reason = undefined) {
    const writer = WritableStreamDefaultWriter.#bound(this);
    return core.abortStream(writer.stream, reason);
  }

  async close() {
    const { stream } = WritableStreamDefaultWriter.#bound(this);
    if (core.isClosing(stream))
      throw invalidState("Failure to close WritableStream");
    return core.closeStream(stream);
  }

  releaseLock() {
    const writer = WritableStreamDefaultWriter.#of(this);
    if (writer.stream !== undefined) core.releaseWriter(writer);
  }

  async write(chunk = undefined) {
    return core.write(WritableStreamDefaultWriter.#bound(this), chunk);
  }

  [INSPECT](depth, options) {
    const { stream, closed, ready } = this.#record;
    const name = "WritableStreamDefaultWriter";
    return customInspect(this, depth, options, name, {
      stream: stream?.wrapper,
      close: closed.promise,
      ready: ready.promise,
      desiredSize: this.desiredSize,
    });
  }
}

let recordOf;
let isWritableStream;

class WritableStream {
  #record;

  static {
    recordOf = (v) => v.#record;
    isWritableStream = (v) => #record in %Object(v);
  }

  // `secret` and a record: a stream that this library makes.
  constructor(sink = {}, strategy = {}) {
    if (sink === secret) {
      this.#record = strategy;
      strategy.wrapper = this;
      return;
    }
    checkObject(sink ?? 0, "sink");
    checkObject(strategy ?? 0, "strategy");
    if (sink.type !== undefined)
      throw invalidArgValue("type", sink.type, "is invalid", %RangeError);
    const record = (this.#record = core.newStream(this));
    const size = sizeFunction(strategy);
    const mark = highWaterMark(strategy, 1);
    const start = sink.start;
    if (start !== undefined && typeof start !== "function")
      throw new %TypeError("Bind must be called on a function");
    const work = {
      write: algorithm(sink, "write", "sink.write"),
      close: algorithm(sink, "close", "sink.close"),
      abort: algorithm(sink, "abort", "sink.abort"),
    };
    const c = core.setUpController(record, work, mark, size);
    const controller = new WritableStreamDefaultController(secret, c);
    const result =
      start === undefined
        ? undefined
        : %ReflectApply(start, sink, [controller]);
    core.startController(c, result);
  }

  get locked() {
    return checked(this).writer !== undefined;
  }

  async abort(reason = undefined) {
    const record = checked(this);
    if (record.writer !== undefined)
      throw invalidState("WritableStream is locked");
    return core.abortStream(record, reason);
  }

  async close() {
    const record = checked(this);
    if (record.writer !== undefined)
      throw invalidState("WritableStream is locked");
    if (core.isClosing(record))
      throw invalidState("Failure closing WritableStream");
    return core.closeStream(record);
  }

  getWriter() {
    checked(this);
    return new WritableStreamDefaultWriter(this);
  }

  [INSPECT](depth, options) {
    return customInspect(this, depth, options, "WritableStream", {
      locked: this.#record.writer !== undefined,
      state: this.#record.state,
    });
  }
}

function checked(v) {
  if (!isWritableStream(v)) throw wrongThis("WritableStream");
  return recordOf(v);
}

// A stream whose sink { write, close, abort } is of this library: it gives promises.
function makeStream(sink, mark, size) {
  const record = core.newStream(undefined);
  const stream = new WritableStream(secret, record);
  const c = core.setUpController(record, sink, mark, size);
  new WritableStreamDefaultController(secret, c);
  return { stream, controller: c };
}

expose(WritableStreamDefaultController, ["signal", "error"]);
expose(WritableStreamDefaultWriter, [
  "closed",
  "desiredSize",
  "ready",
  "abort",
  "close",
  "releaseLock",
  "write",
]);
expose(WritableStream, ["locked", "abort", "close", "getWriter"]);

module.exports = {
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
  isWritableStream: (v) => isWritableStream(v),
  makeStream,
  recordOf: (v) => recordOf(v),
};
