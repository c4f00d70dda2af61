"use strict";
// finished: tells when a stream has ended, failed or closed too early.
// pipeline: connects streams, iterables and functions; the first error destroys
// them all.

const {
  coded,
  invalidArgType,
  invalidReturnValue,
} = require("internal/errors");
const { missingArgs, validateFunction } = require("internal/validators");
const { nextTick } = require("internal/task_queue");

function premature() {
  return coded(%Error, "ERR_STREAM_PREMATURE_CLOSE", "Premature close");
}

function isStream(value) {
  return (
    value !== null &&
    typeof value === "object" &&
    (value._readableState !== undefined ||
      value._writableState !== undefined ||
      (typeof value.write === "function" && typeof value.on === "function") ||
      (typeof value.pipe === "function" && typeof value.on === "function"))
  );
}

function hasReadable(stream) {
  return (
    stream._readableState !== undefined &&
    stream._readableState.readable !== false
  );
}

function hasWritable(stream) {
  return stream._writableState
    ? stream._writableState.writable !== false
    : typeof stream.write === "function";
}

function finished(stream, options, callback) {
  if (typeof options === "function") {
    callback = options;
    options = {};
  }
  options ??= {};
  validateFunction(callback, "callback"); //@ eos internal/streams/end-of-stream:123:3
  if (!isStream(stream))
    throw invalidArgType(
      "stream",
      ["ReadableStream", "WritableStream", "Stream"],
      stream,
    );
  const readable = options.readable ?? hasReadable(stream);
  const writable = options.writable ?? hasWritable(stream);
  const r = stream._readableState;
  const w = stream._writableState;
  let called = false;
  const call = (error) => {
    if (called) return;
    called = true;
    if (error) callback.call(stream, error);
    else callback.call(stream);
  };
  // A stream that will close tells at 'close', others at the last event.
  const willClose =
    (r?.autoDestroy ?? w?.autoDestroy ?? false) &&
    (r?.emitClose ?? w?.emitClose ?? false) &&
    hasReadable(stream) === readable &&
    (w !== undefined) === writable;
  let readEnded = r ? r.endEmitted : false;
  let writeFinished = w ? w.finished : stream.writableFinished === true;
  const onFinish = () => {
    writeFinished = true;
    if (stream.destroyed && willClose && !stream.closed) return;
    if (willClose && (!readable || hasReadable(stream))) return;
    if (!readable || readEnded) call();
  };
  const onEnd = () => {
    readEnded = true;
    if (willClose && (!writable || hasWritable(stream))) return;
    if (!writable || writeFinished) call();
  };
  const onError = (error) => call(error);
  const onClose = () => {
    const errored = w?.errored ?? r?.errored;
    if (errored && typeof errored !== "boolean") return call(errored);
    if (readable && !readEnded && hasReadable(stream) && !r.endEmitted)
      return call(premature());
    if (writable && !writeFinished && !(w ? w.finished : true))
      return call(premature());
    return call();
  };
  stream.on("end", onEnd);
  stream.on("finish", onFinish);
  if (options.error !== false) stream.on("error", onError);
  stream.on("close", onClose);
  if (stream.closed) nextTick(onClose);
  else if (w?.errorEmitted || r?.errorEmitted) {
    if (!willClose) nextTick(onClose);
  } else if (
    !willClose &&
    (!readable || readEnded) &&
    (!writable || writeFinished) &&
    (r || w)
  )
    nextTick(onClose);
  const cleanup = () => {
    called = true;
    stream.removeListener("end", onEnd);
    stream.removeListener("finish", onFinish);
    stream.removeListener("error", onError);
    stream.removeListener("close", onClose);
  };
  if (options.signal) {
    const abort = () => {
      const { AbortError } = require("internal/abort_controller");
      const error = new AbortError(undefined, { cause: options.signal.reason });
      cleanup();
      %FunctionPrototypeCall(callback, stream, error);
    };
    if (options.signal.aborted) nextTick(abort);
    else options.signal.addEventListener("abort", abort, { once: true });
  }
  return cleanup;
}

// ---- pipeline ---------------------------------------------------------------------

function isIterable(value) {
  return (
    value !== null &&
    value !== undefined &&
    (typeof value[%SymbolAsyncIterator] === "function" ||
      typeof value[%SymbolIterator] === "function")
  );
}

function isAsyncIterable(value) {
  return typeof value?.[%SymbolAsyncIterator] === "function";
}

function badSource(given, value) {
  if (typeof given === "function")
    return invalidReturnValue(
      "Iterable, AsyncIterable or Stream",
      "source",
      value,
    );
  return badBody(value);
}

function badBody(value) {
  return invalidArgType(
    "body",
    [
      "function",
      "Blob",
      "ReadableStream",
      "WritableStream",
      "Stream",
      "Iterable",
      "AsyncIterable",
      "Promise",
      "{ readable, writable } pair",
    ],
    value,
  );
}

// Writes what an iterable yields to a stream.
async function pumpInto(iterable, target, done, ends = true) {
  let wake;
  let failure;
  const onDrain = () => {
    if (wake) wake();
    wake = undefined;
  };
  target.on("drain", onDrain);
  const cleanup = finished(target, { readable: false }, (error) => {
    failure = error ?? premature();
    onDrain();
  });
  try {
    if (target.writableNeedDrain)
      await new %Promise((resolve) => (wake = resolve));
    for await (const chunk of iterable) {
      if (failure) throw failure;
      if (!target.write(chunk))
        await new %Promise((resolve) => (wake = resolve));
      if (failure) throw failure;
    }
    cleanup();
    if (ends) target.end();
    done();
  } catch (error) {
    cleanup();
    done(error);
  } finally {
    target.removeListener("drain", onDrain);
  }
}

function pipeline(...streams) {
  const callback = %ArrayPrototypePop(streams);
  validateFunction(callback, "streams[stream.length - 1]"); //@ popCallback internal/streams/pipeline:75:3, *.pipeline internal/streams/pipeline:183:37
  return connect(streams, callback, undefined); //@ *.pipeline internal/streams/pipeline:183:10
}

function connect(streams, callback, options) {
  if (%ArrayIsArray(streams[0]) && streams.length === 1) streams = streams[0];
  if (streams.length < 2) throw missingArgs("streams"); //@ pipelineImpl internal/streams/pipeline:192:11|    throw new ERR_MISSING_ARGS('streams');
  const ends = options?.end !== false;
  const signal = options?.signal;
  let failure;
  let result;
  let pending = 0;
  let called = false;
  const destroys = [];

  const finish = (error) => {
    pending--;
    if (
      error &&
      (failure === undefined || failure.code === "ERR_STREAM_PREMATURE_CLOSE")
    )
      failure = error;
    if (failure === undefined && pending > 0) return;
    while (destroys.length > 0) %ArrayPrototypeShift(destroys)(failure);
    if (signal) signal.removeEventListener("abort", onAbort);
    if (pending > 0 || called) return;
    called = true;
    nextTick(callback, failure, result);
  };
  const onAbort = () => {
    const { AbortError } = require("internal/abort_controller");
    pending++;
    finish(new AbortError(undefined, { cause: signal.reason }));
  };
  const watch = (stream, reading, writing) => {
    let ended = false;
    stream.on("close", () => (ended = true));
    pending++;
    finished(stream, { readable: reading, writable: writing }, (error) => {
      ended = !error;
      finish(error);
    });
    %ArrayPrototypePush(destroys, (error) => {
      if (ended) return;
      ended = true;
      if (error && typeof stream.destroy === "function" && !stream.destroyed)
        stream.destroy(error);
    });
  };

  let current;
  for (let i = 0; i < streams.length; i++) {
    const stream = streams[i];
    const isLast = i === streams.length - 1;
    if (isStream(stream) && (!isLast || ends || stream._writableState)) {
      const keep = isLast && !ends;
      if (!keep) watch(stream, i < streams.length - 1, i > 0);
    }
    if (i === 0) {
      current = typeof stream === "function" ? stream({ signal }) : stream;
      if (!isStream(current) && !isIterable(current))
        throw badSource(stream, current); //@ pipelineImpl internal/streams/pipeline:298:17|          throw new ERR_INVALID_RETURN_VALUE(
    } else if (typeof stream === "function") {
      current = stream(current, { signal });
      if (!isLast) {
        if (!isAsyncIterable(current))
          throw invalidReturnValue(
            "AsyncIterable",
            `transform[${i - 1}]`,
            current,
          );
      } else {
        const isPromise = typeof current?.then === "function";
        if (!isPromise && !isAsyncIterable(current))
          throw invalidReturnValue(
            "AsyncIterable or Promise",
            "destination",
            current,
          );
        const { PassThrough } = require("internal/streams/duplex");
        const out = new PassThrough({ objectMode: true });
        pending++;
        if (isPromise)
          current.then(
            (value) => {
              result = value;
              if (value !== undefined && value !== null) out.write(value);
              if (ends) out.end();
              nextTick(finish);
            },
            (error) => {
              out.destroy(error);
              nextTick(finish, error);
            },
          );
        else pumpInto(current, out, finish, ends);
        watch(out, false, true);
        current = out;
      }
    } else if (isStream(stream)) {
      if (isStream(current))
        current.pipe(stream, { end: isLast ? ends : true });
      else {
        pending++;
        pumpInto(current, stream, finish);
      }
      current = stream;
    } else throw badBody(stream);
  }
  if (signal) {
    if (signal.aborted) nextTick(onAbort);
    else signal.addEventListener("abort", onAbort, { once: true });
  }
  return current;
}

module.exports = { badBody, connect, finished, isStream, pipeline };
