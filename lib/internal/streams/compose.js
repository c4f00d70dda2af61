"use strict";
// Duplex.from and stream.compose: a duplex stream whose writable side is one
// thing (its sink) and whose readable side is another (its source).

const {
  invalidArgValue,
  invalidReturnValue,
  unsupported,
} = require("internal/errors");
const { missingArgs } = require("internal/validators");
const { Duplex, PassThrough } = require("internal/streams/duplex");
const { Readable } = require("internal/streams/readable");
const { Writable } = require("internal/streams/writable");
const {
  badBody,
  finished,
  isStream,
  pipeline,
} = require("internal/streams/pipeline");

class Duplexify extends Duplex {}

function canRead(stream) {
  const state = stream._readableState;
  return state ? state.readable !== false : typeof stream.read === "function";
}

function canWrite(stream) {
  const state = stream._writableState;
  return state ? state.writable !== false : typeof stream.write === "function";
}

function abort() {
  const { AbortError } = require("internal/abort_controller");
  return new AbortError();
}

// `sink` and `source` are streams or undefined; `ended`, a promise: what the
// end of the writable side waits for.
function join(Class, sink, source, ended) {
  const isReadable = source !== undefined;
  const isWritable = sink !== undefined;
  let isFlowing = false;
  let isOver = !isReadable;
  const duplex = new Class({
    readable: isReadable,
    writable: isWritable,
    readableObjectMode: source?.readableObjectMode ?? true,
    writableObjectMode: sink?.writableObjectMode ?? true,
    write(chunk, encoding, callback) {
      if (sink.write(chunk, encoding)) callback();
      else sink.once("drain", callback);
    },
    final(callback) {
      const done = (error) => {
        if (error || ended === undefined) callback(error);
        else ended.then(() => callback(), callback);
      };
      if (sink.writableFinished) done();
      else {
        finished(sink, { readable: false }, done);
        sink.end();
      }
    },
    read() {
      if (isFlowing) {
        source.resume();
        return;
      }
      isFlowing = true;
      source.on("data", (chunk) => {
        if (!duplex.push(chunk)) source.pause();
      });
    },
    destroy(error, callback) {
      const sides = [sink, source];
      for (let i = 0; i < sides.length; i++)
        if (sides[i] !== undefined && !sides[i].destroyed) {
          sides[i].on("error", () => {});
          sides[i].destroy(error ?? (i === 0 && !isOver ? abort() : undefined));
        }
      callback(error);
    },
  });
  const fail = (error) => duplex.destroy(error);
  if (isReadable) {
    source.on("end", () => {
      isOver = true;
      duplex.push(null);
    });
    source.on("error", fail);
  }
  if (isWritable && sink !== source) sink.on("error", fail);
  return duplex;
}

// ---- Duplex.from ------------------------------------------------------------------

function isThenable(value) {
  return typeof value?.then === "function";
}

async function* chunksOf(stream) {
  for await (const chunk of stream) yield chunk;
}

async function* resultOf(promise) {
  const value = await promise;
  if (value !== undefined && value !== null) yield value;
}

// A function of an async iterable of what is written.
function fromFunction(body) {
  const input = new PassThrough({ objectMode: true });
  const controller =
    new (require("internal/abort_controller").AbortController)();
  const value = body(chunksOf(input), { signal: controller.signal });
  let duplex;
  if (typeof value?.[%SymbolAsyncIterator] === "function")
    duplex = join(Duplexify, input, Readable.from(value));
  else if (isThenable(value)) {
    const ended = value.then((result) => {
      if (result !== undefined && result !== null)
        throw invalidReturnValue("nully", "body", result);
    });
    duplex = join(Duplexify, input, undefined, ended);
    ended.then(undefined, (error) => duplex.destroy(error));
  } else
    throw invalidReturnValue(
      "Iterable, AsyncIterable or AsyncFunction",
      "body",
      value,
    );
  duplex.on("close", () => controller.abort());
  return duplex;
}

function fromIterable(iterable) {
  return join(Duplexify, undefined, Readable.from(iterable));
}

// Writes to a WritableStream of the web.
function fromWebWritable(stream) {
  const writer = stream.getWriter();
  const sink = new Writable({
    objectMode: true,
    write(chunk, encoding, callback) {
      writer.write(chunk).then(() => callback(), callback);
    },
    final(callback) {
      writer.close().then(() => callback(), callback);
    },
    destroy(error, callback) {
      if (error) writer.abort(error).then(undefined, () => {});
      callback(error);
    },
  });
  return join(Duplexify, sink, undefined);
}

function isWebStream(value, method) {
  return typeof value?.[method] === "function" && "locked" in value;
}

function from(body) {
  if (isStream(body)) {
    if (canRead(body) && canWrite(body)) return body;
    return canRead(body)
      ? join(Duplexify, undefined, body)
      : join(Duplexify, body, undefined);
  }
  if (typeof body === "function") return fromFunction(body);
  if (typeof body === "string" || %ClassOf(body) === 18)
    return fromIterable([body]);
  if (isWebStream(body, "getWriter")) return fromWebWritable(body);
  if (
    typeof body?.[%SymbolAsyncIterator] === "function" ||
    typeof body?.[%SymbolIterator] === "function"
  )
    return fromIterable(body);
  if (typeof body?.arrayBuffer === "function")
    return fromIterable(resultOf(body.arrayBuffer()));
  if (isThenable(body)) return fromIterable(resultOf(body));
  if (
    typeof body?.readable === "object" ||
    typeof body?.writable === "object"
  ) {
    const { readable, writable } = body;
    const side = (value) =>
      value === undefined || isStream(value) ? value : from(value);
    return join(Duplexify, side(writable) ?? undefined, side(readable));
  }
  throw badBody(body);
}

// ---- stream.compose ---------------------------------------------------------------

function compose(...streams) {
  if (streams.length === 0) throw missingArgs("streams");
  if (streams.length === 1) return from(streams[0]);
  const given = %ArrayPrototypeSlice(streams);
  const last = streams.length - 1;
  if (typeof streams[0] === "function") streams[0] = from(streams[0]);
  if (typeof streams[last] === "function") streams[last] = from(streams[last]);
  for (let i = 0; i <= last; i++) {
    if (
      isWebStream(streams[i], "pipeTo") ||
      isWebStream(streams[i], "getWriter")
    )
      throw unsupported("stream.compose of web streams");
    if (!isStream(streams[i])) continue;
    if (i < last && !canRead(streams[i]))
      throw invalidArgValue(`streams[${i}]`, given[i], "must be readable");
    if (i > 0 && !canWrite(streams[i]))
      throw invalidArgValue(`streams[${i}]`, given[i], "must be writable");
  }
  const head = streams[0];
  const tail = streams[last];
  const isReadable = canRead(tail);
  const isWritable = canWrite(head);
  let settle;
  const ended = isReadable
    ? undefined
    : new %Promise((resolve, reject) => (settle = { resolve, reject }));
  ended?.then(undefined, () => {});
  const duplex = join(
    Duplex,
    isWritable ? head : undefined,
    isReadable ? tail : undefined,
    ended,
  );
  pipeline(...streams, (error) => {
    if (error) {
      settle?.reject(error);
      duplex.destroy(error);
    } else {
      settle?.resolve();
      if (!isReadable && !isWritable) duplex.destroy();
    }
  });
  return duplex;
}

module.exports = { compose, from };
