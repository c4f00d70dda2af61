"use strict";
// What readable and writable streams share: options, errors, destruction. A
// stream has `_readableState` or `_writableState` or, a duplex, both.

const { coded, invalidArgValue } = require("internal/errors");
const { nextTick } = require("internal/task_queue");

const TYPED_ARRAY = 18;
const DATA_VIEW = 17;

let defaultBytes = 65536;
let defaultObjects = 16;

function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

function setDefaultHighWaterMark(objectMode, value) {
  const { validateInteger } = require("internal/validators");
  validateInteger(value, "value", 0); //@ setDefaultHighWaterMark internal/streams/state:25:3
  if (objectMode) defaultObjects = value;
  else defaultBytes = value;
}

// The limit from the options; `own` is the name for one side of a duplex.
function highWaterMark(options, objectMode, own, isDuplex) {
  const value =
    options?.highWaterMark ?? (isDuplex ? options?.[own] : undefined);
  if (value === undefined || value === null)
    return getDefaultHighWaterMark(objectMode);
  if (!%NumberIsInteger(value) || value < 0) {
    const name =
      options?.highWaterMark !== undefined
        ? "options.highWaterMark"
        : `options.${own}`;
    throw invalidArgValue(name, value); //@ getHighWaterMark internal/streams/state:38:13|      throw new ERR_INVALID_ARG_VALUE(name, hwm);
  }
  return value;
}

function isObjectMode(options, own, isDuplex) {
  return Boolean(options?.objectMode || (isDuplex && options?.[own]));
}

// A chunk's bytes as a Buffer; undefined if it is none.
function toBuffer(chunk) {
  const { Buffer } = require("buffer");
  if (chunk instanceof Buffer) return chunk;
  const kind = %ClassOf(chunk);
  if (kind !== TYPED_ARRAY && kind !== DATA_VIEW) return undefined;
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

// ---- Destruction ------------------------------------------------------------------

function isDestroyed(stream) {
  return Boolean(
    stream._readableState?.destroyed || stream._writableState?.destroyed,
  );
}

function eachState(stream, visit) {
  if (stream._readableState) visit(stream._readableState);
  if (stream._writableState) visit(stream._writableState);
}

// The stream's `destroy`: once, then _destroy, 'error' and 'close'.
function destroy(error, callback) {
  if (isDestroyed(this)) {
    if (typeof callback === "function") callback();
    return this;
  }
  if (error !== null && error !== undefined) error.stack;
  eachState(this, (s) => {
    if (error) s.errored ??= error;
    s.destroyed = true;
  });
  const constructed =
    (this._readableState?.constructed ?? true) &&
    (this._writableState?.constructed ?? true);
  if (constructed) callDestroy(this, error, callback);
  else
    this.once(constructedEvent, (later) =>
      callDestroy(this, later ?? error, callback),
    );
  return this;
}

const constructedEvent = %Symbol("constructed");

function callDestroy(stream, error, callback) {
  let called = false;
  const done = (later) => {
    if (called) return;
    called = true;
    if (later) later.stack;
    eachState(stream, (s) => {
      if (later) s.errored ??= later;
      s.closed = true;
    });
    if (typeof callback === "function") callback(later);
    nextTick(later ? emitErrorAndClose : emitClose, stream, later);
  };
  try {
    stream._destroy(error ?? null, done);
  } catch (thrown) {
    done(thrown);
  }
}

function emitErrorAndClose(stream, error) {
  emitError(stream, error); //@ emitErrorCloseNT internal/streams/destroy:129:3
  emitClose(stream);
}

function emitError(stream, error) {
  let emitted = false;
  eachState(stream, (s) => {
    emitted = emitted || s.errorEmitted;
    s.errorEmitted = true;
  });
  if (!emitted) stream.emit("error", error); //@ emitErrorNT internal/streams/destroy:170:8
}

function emitClose(stream) {
  let wanted = false;
  eachState(stream, (s) => {
    wanted = wanted || s.emitClose;
    s.closeEmitted = true;
  });
  if (wanted) stream.emit("close");
}

// An error met while working: destroys the stream, or only reports it if the
// stream wants to live on.
function fail(stream, error, sync) {
  if (isDestroyed(stream)) return;
  const auto =
    stream._readableState?.autoDestroy || stream._writableState?.autoDestroy;
  if (auto) {
    stream.destroy(error);
    return;
  }
  error.stack;
  eachState(stream, (s) => (s.errored ??= error));
  if (sync) nextTick(emitError, stream, error);
  else emitError(stream, error);
}

// Runs a stream's _construct, after which it may start.
function construct(stream, start) {
  if (typeof stream._construct !== "function") return;
  eachState(stream, (s) => (s.constructed = false));
  nextTick(() => {
    let called = false;
    const done = (error) => {
      if (called) {
        fail(
          stream,
          error ??
            coded(
              %Error,
              "ERR_MULTIPLE_CALLBACK",
              "Callback called multiple times",
            ),
        );
        return;
      }
      called = true;
      eachState(stream, (s) => (s.constructed = true));
      if (isDestroyed(stream)) stream.emit(constructedEvent, error);
      else if (error) fail(stream, error, true);
      else start();
    };
    try {
      stream._construct((error) => nextTick(done, error));
    } catch (error) {
      nextTick(done, error);
    }
  });
}

function notImplemented(method) {
  return coded(
    %Error,
    "ERR_METHOD_NOT_IMPLEMENTED",
    `The ${method} method is not implemented`,
  );
}

module.exports = {
  construct,
  destroy,
  fail,
  getDefaultHighWaterMark,
  highWaterMark,
  isDestroyed,
  isObjectMode,
  notImplemented,
  setDefaultHighWaterMark,
  toBuffer,
};
