"use strict";
// ReadableStream with its default reader and controller (WHATWG Streams 4). Streams of bytes (type: "bytes") and readers
// that bring their own buffer are refused.

const {
  coded,
  invalidArgType,
  invalidArgValue,
  unsupported,
} = require("internal/errors");
const {
  algorithm,
  checkObject,
  checkSecret,
  customInspect,
  expose,
  highWaterMark,
  invalidState,
  newDeferred,
  noop,
  secret,
  sizeFunction,
  then,
  wrongThis,
  rejectedWith,
  resolvedWith,
} = require("internal/webstreams/common");
const core = require("internal/webstreams/readable_core");

const INSPECT = %SymbolFor("nodejs.util.inspect.custom");

class ReadableStreamDefaultController {
  #record;

  constructor(key = undefined, record = undefined) {
    checkSecret(key);
    this.#record = record;
    record.wrapper = this;
  }

  static #of(v) {
    if (!(#record in %Object(v)))
      throw wrongThis("ReadableStreamDefaultController");
    return v.#record;
  }

  get desiredSize() {
    return core.desiredSize(ReadableStreamDefaultController.#of(this));
  }

  close() {
    const c = ReadableStreamDefaultController.#of(this);
    if (!core.mayEnqueue(c)) throw invalidState("Controller is already closed");
    core.closeController(c);
  }

  enqueue(chunk = undefined) {
    const c = ReadableStreamDefaultController.#of(this);
    if (!core.mayEnqueue(c)) throw invalidState("Controller is already closed");
    core.enqueue(c, chunk);
  }

  error(error = undefined) {
    core.errorController(ReadableStreamDefaultController.#of(this), error);
  }

  [INSPECT](depth, options) {
    const name = "ReadableStreamDefaultController";
    return customInspect(this, depth, options, name, {});
  }
}

class ReadableStreamDefaultReader {
  #record;

  constructor(stream) {
    if (!isReadableStream(stream))
      throw invalidArgType("stream", "ReadableStream", stream);
    const record = recordOf(stream);
    if (record.reader !== undefined)
      throw invalidState("ReadableStream is locked");
    this.#record = core.newReader(this, record);
  }

  static #of(v) {
    if (!(#record in %Object(v)))
      throw wrongThis("ReadableStreamDefaultReader");
    return v.#record;
  }

  read() {
    if (!(#record in %Object(this)))
      return rejectedWith(wrongThis("ReadableStreamDefaultReader"));
    if (this.#record.stream === undefined)
      return rejectedWith(
        invalidState("The reader is not attached to a stream"),
      );
    return core.readPromise(this.#record);
  }

  releaseLock() {
    const reader = ReadableStreamDefaultReader.#of(this);
    if (reader.stream !== undefined) core.releaseReader(reader);
  }

  get closed() {
    if (!(#record in %Object(this)))
      return rejectedWith(wrongThis("ReadableStreamDefaultReader"));
    return this.#record.closed.promise;
  }

  async cancel(reason = undefined) {
    const reader = ReadableStreamDefaultReader.#of(this);
    if (reader.stream === undefined)
      throw invalidState("The reader is not attached to a stream");
    return core.cancelStream(reader.stream, reason);
  }

  [INSPECT](depth, options) {
    const name = "ReadableStreamDefaultReader";
    return customInspect(this, depth, options, name, {
      stream: this.#record.stream?.wrapper,
      readRequests: this.#record.requests.length,
      close: this.#record.closed.promise,
    });
  }
}

let recordOf;
let isReadableStream;

class ReadableStream {
  #record;

  static {
    recordOf = (v) => v.#record;
    isReadableStream = (v) => #record in %Object(v);
  }

  // `secret` and a record: a stream that this library makes.
  constructor(source = {}, strategy = {}) {
    if (source === secret) {
      this.#record = strategy;
      strategy.wrapper = this;
      return;
    }
    checkObject(source ?? 0, "source");
    checkObject(strategy ?? 0, "strategy");
    const type = source.type;
    if (type !== undefined) {
      if (`${type}` !== "bytes")
        throw invalidArgValue("source.type", type, "is invalid");
      throw unsupported("A ReadableStream of bytes");
    }
    const record = (this.#record = core.newStream(this));
    const size = sizeFunction(strategy);
    const mark = highWaterMark(strategy, 1);
    const start = source.start;
    if (start !== undefined && typeof start !== "function")
      throw new %TypeError("Bind must be called on a function");
    const c = core.setUpController(
      record,
      undefined,
      {
        pull: algorithm(source, "pull", "source.pull"),
        cancel: algorithm(source, "cancel", "source.cancel"),
      },
      mark,
      size,
    );
    const controller = new ReadableStreamDefaultController(secret, c);
    const result =
      start === undefined
        ? undefined
        : %ReflectApply(start, source, [controller]);
    core.startController(c, result);
  }

  static from(iterable) {
    return streamFrom(iterable);
  }

  get locked() {
    return checked(this).reader !== undefined;
  }

  async cancel(reason = undefined) {
    const record = checked(this);
    if (record.reader !== undefined)
      throw invalidState("ReadableStream is locked");
    return core.cancelStream(record, reason);
  }

  getReader(options = {}) {
    checked(this);
    checkObject(options ?? 0, "options");
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== "byob")
      throw invalidArgValue("options.mode", mode, "is invalid");
    throw unsupported("A reader with mode byob");
  }

  pipeThrough(transform, options = {}) {
    const { isWritableStream } = require("internal/webstreams/writable");
    const record = checked(this);
    const readable = transform?.readable;
    if (!isReadableStream(readable))
      throw invalidArgType("transform.readable", "ReadableStream", readable);
    const writable = transform?.writable;
    if (!isWritableStream(writable))
      throw invalidArgType("transform.writable", "WritableStream", writable);
    const { checkOptions, pipe } = require("internal/webstreams/pipe");
    const how = checkOptions(options);
    if (record.reader !== undefined)
      throw invalidState("The ReadableStream is locked");
    if (writable.locked) throw invalidState("The WritableStream is locked");
    const { markHandled } = require("internal/webstreams/common");
    markHandled(pipe(this, writable, how));
    return readable;
  }

  async pipeTo(destination, options = {}) {
    const record = checked(this);
    const { isWritableStream } = require("internal/webstreams/writable");
    if (!isWritableStream(destination))
      throw invalidArgType("transform.writable", "WritableStream", destination);
    const { checkOptions, pipe } = require("internal/webstreams/pipe");
    const how = checkOptions(options);
    if (record.reader !== undefined)
      throw invalidState("The ReadableStream is locked");
    if (destination.locked) throw invalidState("The WritableStream is locked");
    return pipe(this, destination, how);
  }

  tee() {
    return tee(checked(this), this);
  }

  values(options = {}) {
    const stream = checked(this);
    checkObject(options ?? 0, "options");
    const keeps = !!options?.preventCancel;
    const reader = new ReadableStreamDefaultReader(this);
    return new ReadableStreamAsyncIterator(
      secret,
      reader,
      stream.reader,
      keeps,
    );
  }

  [INSPECT](depth, options) {
    return customInspect(this, depth, options, "ReadableStream", {
      locked: this.#record.reader !== undefined,
      state: this.#record.state,
      supportsBYOB: false,
    });
  }
}

function checked(v) {
  if (!isReadableStream(v)) throw wrongThis("ReadableStream");
  return recordOf(v);
}

%ObjectDefineProperty(ReadableStream.prototype, %SymbolAsyncIterator, {
  __proto__: null,
  value: ReadableStream.prototype.values,
  writable: true,
  configurable: true,
});

// A stream whose source is of this library: { start, pull, cancel } are given promises and give promises.
function makeStream(pull, cancel, mark = 1, size = () => 1) {
  const record = core.newStream(undefined);
  const stream = new ReadableStream(secret, record);
  const c = core.setUpController(
    record,
    undefined,
    { pull, cancel },
    mark,
    size,
  );
  new ReadableStreamDefaultController(secret, c);
  return { stream, controller: c };
}

// ---- iteration (4.2.5) ----

class ReadableStreamAsyncIterator {
  #reader;
  #record;
  #keeps;
  #last = resolvedWith(undefined); // what the next call waits for
  #isDone = false;

  constructor(key, reader, record, keeps) {
    checkSecret(key);
    this.#reader = reader;
    this.#record = record;
    this.#keeps = keeps;
  }

  #after(step) {
    const last = this.#last;
    return (this.#last = last === undefined ? step() : then(last, step, step));
  }

  #step() {
    if (this.#isDone) return resolvedWith({ done: true, value: undefined });
    const { promise, resolve, reject } = newDeferred();
    core.readFrom(this.#record, {
      chunk: (value) => {
        this.#last = undefined;
        resolve({ done: false, value });
      },
      close: () => {
        this.#finish();
        resolve({ done: true, value: undefined });
      },
      error: (e) => {
        this.#finish();
        reject(e);
      },
    });
    return promise;
  }

  #finish() {
    this.#last = undefined;
    this.#isDone = true;
    this.#reader.releaseLock();
  }

  async #end(value) {
    if (this.#isDone) return { value, done: true };
    this.#isDone = true;
    const reader = this.#reader;
    if (!this.#keeps) {
      const done = reader.cancel(value);
      reader.releaseLock();
      await done;
    } else {
      reader.releaseLock();
    }
    return { value, done: true };
  }

  next() {
    return this.#after(() => this.#step());
  }

  return(value = undefined) {
    return this.#after(() => this.#end(value));
  }
}
delete ReadableStreamAsyncIterator.prototype.constructor;
%ObjectSetPrototypeOf(
  ReadableStreamAsyncIterator.prototype,
  %AsyncIteratorPrototype,
);
expose(ReadableStreamAsyncIterator, ["next", "return"]);
delete ReadableStreamAsyncIterator.prototype[%SymbolToStringTag];

function streamFrom(iterable) {
  const asynchronous = iterable?.[%SymbolAsyncIterator];
  const method = asynchronous ?? iterable?.[%SymbolIterator];
  if (typeof method !== "function")
    throw coded(
      %TypeError,
      "ERR_ARG_NOT_ITERABLE",
      `${typeof iterable === "object" ? require("internal/util/inspect").inspect(iterable) : %String(iterable)} must be iterable`,
    );
  const iterator = %ReflectApply(method, iterable, []);
  const next = iterator.next;
  let controller;
  const pull = async () => {
    const result = await %ReflectApply(next, iterator, []);
    if (result === null || typeof result !== "object")
      throw invalidState(
        "The promise returned by the iterator.next() method must fulfill with an object",
      );
    if (result.done) core.closeController(controller);
    else
      core.enqueue(
        controller,
        asynchronous == null ? await result.value : result.value,
      );
  };
  const cancel = async (reason) => {
    const f = iterator.return;
    if (f === undefined || f === null) return;
    const result = await %ReflectApply(f, iterator, [reason]);
    if (result === null || typeof result !== "object")
      throw invalidState(
        "The promise returned by the iterator.return() method must fulfill with an object",
      );
  };
  const made = makeStream(pull, cancel, 0);
  controller = made.controller;
  core.startController(controller, undefined);
  return made.stream;
}

// ---- tee (4.9.2) ----

function tee(record, stream) {
  const wrapper = new ReadableStreamDefaultReader(stream);
  const reader = record.reader;
  const branches = [undefined, undefined];
  const canceled = [false, false];
  const reasons = [undefined, undefined];
  const cancelDone = newDeferred();
  let isReading = false;
  let readAgain = false;

  const each = (f) => {
    for (let i = 0; i < 2; i++) if (!canceled[i]) f(branches[i].controller);
  };
  const pull = () => {
    if (isReading) {
      readAgain = true;
      return resolvedWith(undefined);
    }
    isReading = true;
    core.readFrom(reader, {
      chunk: (value) =>
        then(resolvedWith(undefined), () => {
          readAgain = false;
          each((c) => core.enqueue(c, value));
          isReading = false;
          if (readAgain) pull();
        }),
      close: () => {
        isReading = false;
        each(core.closeController);
        if (!canceled[0] || !canceled[1]) cancelDone.resolve(undefined);
      },
      error: () => {
        isReading = false;
      },
    });
    return resolvedWith(undefined);
  };
  const cancel = (i) => (reason) => {
    canceled[i] = true;
    reasons[i] = reason;
    if (canceled[1 - i]) cancelDone.resolve(core.cancelStream(record, reasons));
    return cancelDone.promise;
  };
  for (let i = 0; i < 2; i++) {
    branches[i] = makeStream(pull, cancel(i));
    core.startController(branches[i].controller, undefined);
  }
  then(wrapper.closed, undefined, (e) => {
    for (let i = 0; i < 2; i++) core.errorController(branches[i].controller, e);
    if (!canceled[0] || !canceled[1]) cancelDone.resolve(undefined);
  });
  return [branches[0].stream, branches[1].stream];
}

expose(ReadableStreamDefaultController, [
  "desiredSize",
  "close",
  "enqueue",
  "error",
]);
expose(ReadableStreamDefaultReader, [
  "read",
  "releaseLock",
  "closed",
  "cancel",
]);
expose(ReadableStream, [
  "locked",
  "cancel",
  "getReader",
  "pipeThrough",
  "pipeTo",
  "tee",
  "values",
]);

module.exports = {
  ReadableStream,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  makeStream,
  recordOf: (v) => recordOf(v),
  isReadableStream: (v) => isReadableStream(v),
};
