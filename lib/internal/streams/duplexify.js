"use strict";
// Duplex.from: one duplex of a stream, a pair of streams, a function over an
// async iterable, an iterable or a promise. compose: one of several in a row.

const {
  invalidArgType,
  invalidArgValue,
  invalidReturnValue,
} = require("internal/errors");
const { missingArgs } = require("internal/validators");
const { nextTick } = require("internal/task_queue");
const { Duplex } = require("internal/streams/duplex");
const { Readable } = require("internal/streams/readable");
const { finished, isStream, pipeline } = require("internal/streams/pipeline");

const SOURCES = [
  "Blob",
  "ReadableStream",
  "WritableStream",
  "Stream",
  "Iterable",
  "AsyncIterable",
  "Function",
  "{ readable, writable } pair",
  "Promise",
];

function canRead(stream) {
  return Boolean(stream) && stream.readable === true;
}

function canWrite(stream) {
  return Boolean(stream) && stream.writable === true;
}

function isReadableStream(value) {
  return (
    isStream(value) &&
    typeof value.pipe === "function" &&
    (!value._writableState || value._readableState?.readable !== false)
  );
}

function isWritableStream(value) {
  return isStream(value) && typeof value.write === "function";
}

function isIterable(value) {
  return (
    typeof value?.[%SymbolAsyncIterator] === "function" ||
    typeof value?.[%SymbolIterator] === "function"
  );
}

function destroy(stream, error) {
  if (stream && !stream.destroyed) stream.destroy?.(error);
}

// A callback that is kept until it is due, and called once.
class Later {
  call = undefined;

  run(...args) {
    const { call } = this;
    this.call = undefined;
    if (call === undefined) return false;
    %ReflectApply(call, undefined, args);
    return true;
  }
}

// What is written goes to `to`.
function forwardWrites(duplex, to, drained, ended) {
  duplex._write = (chunk, encoding, callback) => {
    if (to.write(chunk, encoding)) callback();
    else drained.call = callback;
  };
  duplex._final = (callback) => {
    to.end();
    ended.call = callback;
  };
  to.on("drain", () => drained.run());
}

// The _destroy of a duplex over streams: they end first, unless they have.
function destroyThrough(duplex, state, streams, waiting) {
  duplex._destroy = (error, callback) => {
    if (!error && !state.isClosed) {
      const { AbortError } = require("internal/abort_controller");
      error = new AbortError();
    }
    for (let i = 0; i < waiting.length; i++) waiting[i].call = undefined;
    for (let i = 0; i < streams.length; i++)
      if (isStream(streams[i])) destroy(streams[i], error);
    if (state.isClosed) callback(error);
    else state.closing.call = callback;
  };
}

// The streams under a duplex have ended.
function close(duplex, state, error, isDone) {
  state.isClosed = true;
  if (state.closing.run(error)) return;
  if (error) duplex.destroy(error);
  else if (isDone) duplex.destroy();
}

function fromPair(source, sink) {
  if (source && typeof source.read !== "function")
    source = Readable.wrap(source);
  let readable = canRead(source);
  let writable = canWrite(sink);
  const state = { isClosed: false, closing: new Later() };
  const drained = new Later();
  const ended = new Later();
  const more = new Later();
  const duplex = new Duplex({
    readableObjectMode: Boolean(source?.readableObjectMode),
    writableObjectMode: Boolean(sink?.writableObjectMode),
    readable,
    writable,
  });
  const done = (error) => close(duplex, state, error, false);
  if (writable) {
    finished(sink, (error) => {
      writable = false;
      if (error) destroy(source, error);
      done(error);
    });
    forwardWrites(duplex, sink, drained, ended);
    sink.on("finish", () => ended.run());
  }
  if (readable) {
    finished(source, (error) => {
      readable = false;
      if (error) destroy(sink, error);
      done(error);
    });
    source.on("readable", () => more.run());
    source.on("end", () => duplex.push(null));
    duplex._read = () => {
      for (;;) {
        const chunk = source.read();
        if (chunk === null) {
          more.call = duplex._read;
          return;
        }
        if (!duplex.push(chunk)) return;
      }
    };
  }
  destroyThrough(duplex, state, [sink, source], [drained, ended, more]);
  return duplex;
}

function pending() {
  let resolve;
  const promise = new %Promise((f) => (resolve = f));
  return { promise, resolve };
}

// Runs `fn` over what is written; its result, and the methods of the duplex that
// feed it.
function feed(fn) {
  const { AbortController } = require("internal/abort_controller");
  const abort = new AbortController();
  const { signal } = abort;
  let next = pending();
  let give = next.resolve;
  const put = (entry) => {
    const resolve = give;
    give = undefined;
    resolve?.(entry);
  };
  const chunks = (async function* () {
    for (;;) {
      const { chunk, isEnd, callback } = await next.promise;
      nextTick(callback);
      if (isEnd) return;
      if (signal.aborted) {
        const { AbortError } = require("internal/abort_controller");
        throw new AbortError(undefined, { cause: signal.reason });
      }
      next = pending();
      give = next.resolve;
      yield chunk;
    }
  })();
  return {
    value: fn(chunks, { signal }),
    write: (chunk, encoding, callback) => put({ chunk, callback }),
    final: (callback) => put({ isEnd: true, callback }),
    destroy(error, callback) {
      abort.abort(error);
      put({ isEnd: true, callback() {} });
      callback(error);
    },
  };
}

function fromFunction(fn, name) {
  const { value, write, final, destroy: stop } = feed(fn);
  if (isReadableStream(value) && isWritableStream(value)) return value;
  if (isIterable(value)) {
    const { from } = require("internal/streams/from");
    return from(Duplex, value, {
      objectMode: true,
      write,
      final,
      destroy: stop,
    });
  }
  if (typeof value?.then !== "function")
    throw invalidReturnValue(
      "Iterable, AsyncIterable or AsyncFunction",
      name,
      value,
    );
  let duplex;
  let isFinal = false;
  const result = value.then(
    (last) => {
      if (last !== null && last !== undefined)
        throw invalidReturnValue("nully", "body", last);
      if (!isFinal) destroy(duplex);
    },
    (error) => destroy(duplex, error),
  );
  duplex = new Duplex({
    objectMode: true,
    readable: false,
    write,
    final(callback) {
      isFinal = true;
      final(() =>
        result.then(
          () => nextTick(callback, null),
          (error) => nextTick(callback, error),
        ),
      );
    },
    destroy: stop,
  });
  return duplex;
}

function fromPromise(promise) {
  const duplex = new Duplex({ objectMode: true, writable: false, read() {} });
  promise.then(
    (value) => {
      if (value !== null && value !== undefined) duplex.push(value);
      duplex.push(null);
    },
    (error) => destroy(duplex, error),
  );
  return duplex;
}

function duplexify(body, name) {
  const reads = isReadableStream(body);
  const writes = isWritableStream(body);
  if (reads && writes && body._readableState) return body;
  if (reads) return fromPair(body, undefined);
  if (writes) return fromPair(undefined, body);
  if (isStream(body)) return fromPair(undefined, undefined);
  if (typeof body === "function") return fromFunction(body, name);
  if (
    typeof body?.arrayBuffer === "function" &&
    typeof body.slice === "function"
  )
    return fromPromise(body.arrayBuffer());
  if (isIterable(body)) {
    const { from } = require("internal/streams/from");
    return from(Duplex, body, { objectMode: true, writable: false });
  }
  if (
    typeof body?.writable === "object" ||
    typeof body?.readable === "object"
  ) {
    const { readable, writable } = body;
    return fromPair(
      readable && !isReadableStream(readable)
        ? duplexify(readable, name)
        : readable,
      writable && !isWritableStream(writable)
        ? duplexify(writable, name)
        : writable,
    );
  }
  if (typeof body?.then === "function") return fromPromise(body);
  throw invalidArgType(name, SOURCES, body); //@ duplexify internal/streams/duplexify:213:9|  throw new ERR_INVALID_ARG_TYPE(
}

function compose(...streams) {
  if (streams.length === 0) throw missingArgs("streams"); //@ *.compose internal/streams/compose:30:11|    throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return duplexify(streams[0], "body"); //@ *.from internal/streams/duplex:202:10, *.compose internal/streams/compose:34:19
  const given = %ArrayPrototypeSlice(streams);
  const last = streams.length - 1;
  if (typeof streams[0] === "function")
    streams[0] = duplexify(streams[0], "body");
  if (typeof streams[last] === "function")
    streams[last] = duplexify(streams[last], "body");
  for (let i = 0; i <= last; i++) {
    if (!isStream(streams[i])) continue;
    if (i < last && !canRead(streams[i]))
      throw invalidArgValue(`streams[${i}]`, given[i], "must be readable"); //@ *.compose internal/streams/compose:61:13|      throw new ERR_INVALID_ARG_VALUE(
    if (i > 0 && !canWrite(streams[i]))
      throw invalidArgValue(`streams[${i}]`, given[i], "must be writable"); //@ *.compose internal/streams/compose:75:13|      throw new ERR_INVALID_ARG_VALUE(
  }
  const state = { isClosed: false, closing: new Later() };
  const drained = new Later();
  const ended = new Later();
  let duplex;
  const [head] = streams;
  const tail = pipeline(...streams, (error) =>
    close(duplex, state, error, !readable && !writable),
  );
  const writable = canWrite(head);
  const readable = canRead(tail);
  duplex = new Duplex({
    writableObjectMode: Boolean(head?.writableObjectMode),
    readableObjectMode: Boolean(tail?.readableObjectMode),
    writable,
    readable,
  });
  if (writable) {
    forwardWrites(duplex, head, drained, ended);
    finished(tail, () => ended.run());
  }
  if (readable) {
    duplex._read = () => tail.resume();
    tail.on("data", (chunk) => {
      if (!duplex.push(chunk)) tail.pause();
    });
    tail.on("end", () => duplex.push(null));
  }
  destroyThrough(duplex, state, [tail], [drained, ended]);
  return duplex;
}

module.exports = { compose, duplexify };
