"use strict";
// TransformStream (WHATWG Streams 6), and the streams made of it: TextEncoderStream, TextDecoderStream.

const { invalidArgValue } = require("internal/errors");
const {
  algorithm,
  checkObject,
  checkSecret,
  customInspect,
  expose,
  highWaterMark,
  invalidState,
  newDeferred,
  secret,
  sizeFunction,
  then,
  wrongThis,
  rejectedWith,
  resolvedWith,
} = require("internal/webstreams/common");
const readable = require("internal/webstreams/readable");
const readableCore = require("internal/webstreams/readable_core");
const writable = require("internal/webstreams/writable");
const writableCore = require("internal/webstreams/writable_core");

const INSPECT = %SymbolFor("nodejs.util.inspect.custom");

// ---- the record: { r, w, backpressure, changed, transform, flush, cancel, finish, wrapper } ----

function clearAlgorithms(t) {
  t.transform = t.flush = t.cancel = undefined;
}

function setBackpressure(t, value) {
  t.changed?.resolve(undefined);
  t.changed = newDeferred();
  t.backpressure = value;
}

function errorWritable(t, error) {
  clearAlgorithms(t);
  writableCore.errorIfNeeded(t.w, error);
  if (t.backpressure) setBackpressure(t, false);
}

function errorStream(t, error) {
  readableCore.errorController(t.r, error);
  errorWritable(t, error);
}

function enqueue(t, chunk) {
  if (!readableCore.mayEnqueue(t.r)) throw invalidState("Unable to enqueue");
  try {
    readableCore.enqueue(t.r, chunk);
  } catch (e) {
    errorWritable(t, e);
    throw t.r.stream.error;
  }
  const isFull = !readableCore.wantsMore(t.r);
  if (isFull !== t.backpressure) setBackpressure(t, true);
}

function terminate(t) {
  readableCore.closeController(t.r);
  errorWritable(t, invalidState("TransformStream has been terminated"));
}

function perform(t, chunk) {
  return then(t.transform(chunk, t.wrapper), undefined, (e) => {
    errorStream(t, e);
    throw e;
  });
}

function sinkWrite(t, chunk) {
  if (!t.backpressure) return perform(t, chunk);
  return then(t.changed.promise, () => {
    const w = t.w.stream;
    if (w.state === "erroring") throw w.error;
    return perform(t, chunk);
  });
}

// One of abort, close and cancel happens; the others give its promise.
function finishOnce(t, run, succeed, fail) {
  if (t.finish !== undefined) return t.finish.promise;
  t.finish = newDeferred();
  const done = run();
  clearAlgorithms(t);
  then(
    done,
    () => succeed(t.finish),
    (e) => fail(t.finish, e),
  );
  return t.finish.promise;
}

function sinkAbort(t, reason) {
  const r = t.r.stream;
  return finishOnce(
    t,
    () => t.cancel(reason),
    (finish) => {
      if (r.state === "errored") {
        finish.reject(r.error);
      } else {
        readableCore.errorController(t.r, reason);
        finish.resolve(undefined);
      }
    },
    (finish, e) => {
      readableCore.errorController(t.r, e);
      finish.reject(e);
    },
  );
}

function sinkClose(t) {
  const r = t.r.stream;
  return finishOnce(
    t,
    () => t.flush(t.wrapper),
    (finish) => {
      if (r.state === "errored") {
        finish.reject(r.error);
      } else {
        readableCore.closeController(t.r);
        finish.resolve(undefined);
      }
    },
    (finish, e) => {
      readableCore.errorController(t.r, e);
      finish.reject(e);
    },
  );
}

function sourceCancel(t, reason) {
  const w = t.w.stream;
  return finishOnce(
    t,
    () => t.cancel(reason),
    (finish) => {
      if (w.state === "errored") {
        finish.reject(w.error);
        return;
      }
      writableCore.errorIfNeeded(t.w, reason);
      if (t.backpressure) setBackpressure(t, false);
      finish.resolve(undefined);
    },
    (finish, e) => {
      writableCore.errorIfNeeded(t.w, e);
      if (t.backpressure) setBackpressure(t, false);
      finish.reject(e);
    },
  );
}

// ---- the classes ----

class TransformStreamDefaultController {
  #record;

  constructor(key = undefined, record = undefined) {
    checkSecret(key);
    this.#record = record;
    record.wrapper = this;
  }

  static #of(v) {
    if (!(#record in %Object(v)))
      throw wrongThis("TransformStreamDefaultController");
    return v.#record;
  }

  get desiredSize() {
    const t = TransformStreamDefaultController.#of(this);
    return readableCore.desiredSize(t.r);
  }

  enqueue(chunk = undefined) {
    enqueue(TransformStreamDefaultController.#of(this), chunk);
  }

  error(reason = undefined) {
    errorStream(TransformStreamDefaultController.#of(this), reason);
  }

  terminate() {
    terminate(TransformStreamDefaultController.#of(this));
  }

  [INSPECT](depth, options) {
    const name = "TransformStreamDefaultController";
    return customInspect(this, depth, options, name, {});
  }
}

class TransformStream {
  #record;

  constructor(transformer = {}, writableStrategy = {}, readableStrategy = {}) {
    checkObject(transformer ?? 0, "transformer");
    checkObject(writableStrategy ?? 0, "writableStrategy");
    checkObject(readableStrategy ?? 0, "readableStrategy");
    for (const name of ["readableType", "writableType"])
      if (transformer[name] !== undefined)
        throw invalidArgValue(
          `transformer.${name}`,
          transformer[name],
          "is invalid",
          %RangeError,
        );
    const readableMark = highWaterMark(readableStrategy, 0);
    const readableSize = sizeFunction(readableStrategy);
    const writableMark = highWaterMark(writableStrategy, 1);
    const writableSize = sizeFunction(writableStrategy);
    const t = { backpressure: false, changed: undefined, finish: undefined };
    this.#record = t;
    const started = newDeferred();
    const sink = {
      write: (chunk) => sinkWrite(t, chunk),
      close: () => sinkClose(t),
      abort: (reason) => sinkAbort(t, reason),
    };
    const w = writable.makeStream(sink, writableMark, writableSize);
    const pull = () => {
      setBackpressure(t, false);
      return t.changed.promise;
    };
    const cancel = (reason) => sourceCancel(t, reason);
    const r = readable.makeStream(pull, cancel, readableMark, readableSize);
    t.writable = w.stream;
    t.readable = r.stream;
    t.w = w.controller;
    t.r = r.controller;
    setBackpressure(t, true);
    const transform = transformer.transform;
    t.transform =
      transform === undefined
        ? (chunk) => {
            try {
              enqueue(t, chunk);
              return resolvedWith(undefined);
            } catch (e) {
              return rejectedWith(e);
            }
          }
        : algorithm(transformer, "transform", "transformer.transform");
    t.flush = algorithm(transformer, "flush", "transformer.flush");
    t.cancel = algorithm(transformer, "cancel", "transformer.cancel");
    const controller = new TransformStreamDefaultController(secret, t);
    writableCore.startController(t.w, started.promise);
    readableCore.startController(t.r, started.promise);
    const start = transformer.start;
    if (start === undefined) started.resolve(undefined);
    else if (typeof start !== "function")
      throw new %TypeError("Bind must be called on a function");
    else started.resolve(%ReflectApply(start, transformer, [controller]));
  }

  get readable() {
    if (!(#record in %Object(this))) throw wrongThis("TransformStream");
    return this.#record.readable;
  }

  get writable() {
    if (!(#record in %Object(this))) throw wrongThis("TransformStream");
    return this.#record.writable;
  }

  [INSPECT](depth, options) {
    return customInspect(this, depth, options, "TransformStream", {
      readable: this.#record.readable,
      writable: this.#record.writable,
      backpressure: this.#record.backpressure,
    });
  }
}

expose(TransformStreamDefaultController, [
  "desiredSize",
  "enqueue",
  "error",
  "terminate",
]);
expose(TransformStream, ["readable", "writable"]);

module.exports = { TransformStream, TransformStreamDefaultController };
