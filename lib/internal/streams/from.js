"use strict";
// Readable.from: a stream over an iterable, sync or async, or over one value.

const { invalidArgType } = require("internal/errors");
const { nextTick } = require("internal/task_queue");

function isString(value) {
  return typeof value === "string" || %ClassOf(value) === 18;
}

function from(Class, source, options) {
  if (isString(source)) {
    let done = false;
    return new Class({
      objectMode: true,
      ...options,
      read() {
        if (done) return;
        done = true;
        this.push(source);
        this.push(null);
      },
    });
  }
  const asynchronous = source?.[%SymbolAsyncIterator];
  const method = asynchronous ?? source?.[%SymbolIterator];
  if (typeof method !== "function")
    throw invalidArgType("iterable", ["Iterable"], source); //@ from internal/streams/from:39:11|    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  const iterator = %FunctionPrototypeCall(method, source);
  const stream = new Class({ objectMode: true, highWaterMark: 1, ...options });
  let reading = false;
  stream._read = function () {
    if (reading) return;
    reading = true;
    pump(stream, iterator, () => (reading = false)); //@ readable._read internal/streams/from:65:9
  };
  stream._destroy = function (error, callback) {
    close(iterator, error).then(
      () => nextTick(callback, error),
      (later) => nextTick(callback, later || error),
    );
  };
  return stream;
}

async function close(iterator, error) {
  const failed = error !== undefined && error !== null;
  if (failed && typeof iterator.throw === "function") {
    const { value, done } = await iterator.throw(error);
    await value;
    if (done) return;
  }
  if (typeof iterator.return === "function") {
    const { value } = await iterator.return();
    await value;
  }
}

async function pump(stream, iterator, pause) {
  for (;;) {
    try {
      const step = iterator.next();
      const { value, done } =
        step && typeof step.then === "function" ? await step : step;
      if (done) {
        stream.push(null);
        return;
      }
      const chunk =
        value && typeof value.then === "function" ? await value : value;
      if (chunk === null) {
        const { coded } = require("internal/errors");
        //@ nextSyncWithSyncValues internal/streams/from:121:17
        throw coded(
          %TypeError,
          "ERR_STREAM_NULL_VALUES",
          "May not write null values to stream",
        );
      }
      if (!stream.push(chunk)) {
        pause();
        return;
      }
    } catch (error) {
      stream.destroy(error);
      return;
    }
  }
}

module.exports = { from };
