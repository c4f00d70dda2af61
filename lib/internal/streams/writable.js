"use strict";
// Writable streams. Chunks are handed to _write one at a time; what comes
// meanwhile waits. `write` answers false from the high water mark on, and
// 'drain' tells when all has been written.

const { Stream } = require("internal/streams/legacy");
const { coded, invalidArgType, unknownEncoding } = require("internal/errors");
const { nextTick } = require("internal/task_queue");
const common = require("internal/streams/common");

function defaultEncoding(options) {
  const name = options?.defaultEncoding;
  if (name === undefined || name === null) return "utf8";
  if (!require("buffer").Buffer.isEncoding(name)) throw unknownEncoding(name);
  return name;
}

class WritableState {
  constructor(options, isDuplex) {
    this.objectMode = common.isObjectMode(
      options,
      "writableObjectMode",
      isDuplex,
    );
    this.highWaterMark = common.highWaterMark(
      options,
      this.objectMode,
      "writableHighWaterMark",
      isDuplex,
    );
    this.decodeStrings = options?.decodeStrings !== false;
    this.defaultEncoding = defaultEncoding(options); //@ new WritableState internal/streams/writable:339:11|    throw new ERR_UNKNOWN_ENCODING(defaultEncoding);
    this.emitClose = options?.emitClose !== false;
    this.autoDestroy = options?.autoDestroy !== false;
    this.length = 0; // bytes or objects not written yet
    this.writing = false;
    this.sync = true; // within _write
    this.corked = 0;
    this.buffered = []; // { chunk, encoding, callback, size }
    this.current = undefined; // what _write works on, a list for _writev
    this.pending = 0; // callbacks not called yet
    this.needDrain = false;
    this.ending = false; // end() was called
    this.ended = false;
    this.finalCalled = false;
    this.prefinished = false;
    this.finished = false;
    this.finishCallbacks = [];
    this.constructed = true;
    this.destroyed = false;
    this.errored = null;
    this.errorEmitted = false;
    this.closed = false;
    this.closeEmitted = false;
    this.after = undefined; // calls back of synchronous writes, gathered
  }

  getBuffer() {
    return %ArrayPrototypeSlice(this.buffered);
  }

  get bufferedRequestCount() {
    return this.buffered.length;
  }
}

function Writable(options) {
  const isDuplex = this instanceof require("internal/streams/duplex").Duplex;
  if (!isDuplex && !%FunctionPrototypeSymbolHasInstance(Writable, this))
    return new Writable(options);
  this._writableState = new WritableState(options, isDuplex);
  takeMethods(this, options);
  Stream.call(this, options);
  common.construct(this, () => {
    advance(this);
    finishMaybe(this, this._writableState, false);
  });
}

%ObjectSetPrototypeOf(Writable.prototype, Stream.prototype);
%ObjectSetPrototypeOf(Writable, Stream);

// A Duplex is a Writable too.
%ObjectDefineProperty(Writable, %SymbolHasInstance, {
  __proto__: null,
  value(object) {
    if (%FunctionPrototypeSymbolHasInstance(this, object)) return true;
    if (this !== Writable || !object) return false;
    if (object._writableState instanceof WritableState) return true;
    const { streams } = require("internal/stdio"); // writable, not made here
    return object === streams.out || object === streams.err;
  },
});

function takeMethods(stream, options) {
  if (!options) return;
  if (typeof options.write === "function") stream._write = options.write;
  if (typeof options.writev === "function") stream._writev = options.writev;
  if (typeof options.destroy === "function") stream._destroy = options.destroy;
  if (typeof options.final === "function") stream._final = options.final;
  if (typeof options.construct === "function")
    stream._construct = options.construct;
  if (options.signal)
    require("internal/streams/abort").addAbortSignal(options.signal, stream);
}

function ignore() {}

// ---- Writing ----------------------------------------------------------------------

function destroyedError(method) {
  return coded(
    %Error,
    "ERR_STREAM_DESTROYED",
    `Cannot call ${method} after a stream was destroyed`,
  );
}

// Adds a chunk; true, false, or the error it was refused with.
function write(stream, chunk, encoding, callback) {
  const s = stream._writableState;
  const { Buffer } = require("buffer");
  if (typeof encoding === "function") {
    callback = encoding;
    encoding = s.defaultEncoding;
  } else {
    if (!encoding) encoding = s.defaultEncoding;
    else if (encoding !== "buffer" && !Buffer.isEncoding(encoding))
      throw unknownEncoding(encoding); //@ _write internal/streams/writable:467:13|      throw new ERR_UNKNOWN_ENCODING(encoding);
    if (typeof callback !== "function") callback = ignore;
  }
  if (chunk === null)
    //@ _write internal/streams/writable:460:11|    throw new ERR_STREAM_NULL_VALUES();
    throw coded(
      %TypeError,
      "ERR_STREAM_NULL_VALUES",
      "May not write null values to stream",
    );
  if (!s.objectMode) {
    if (typeof chunk === "string") {
      if (s.decodeStrings) {
        chunk = Buffer.from(chunk, encoding);
        encoding = "buffer";
      }
    } else {
      const bytes = common.toBuffer(chunk);
      if (bytes === undefined)
        //@ _write internal/streams/writable:484:13|      throw new ERR_INVALID_ARG_TYPE(
        throw invalidArgType(
          "chunk",
          ["string", "Buffer", "TypedArray", "DataView"],
          chunk,
        );
      chunk = bytes;
      encoding = "buffer";
    }
  }
  let error;
  if (s.ending)
    error = coded(%Error, "ERR_STREAM_WRITE_AFTER_END", "write after end"); //@ _write internal/streams/writable:491:11
  else if (s.destroyed) error = destroyedError("write"); //@ _write internal/streams/writable:493:11
  if (error !== undefined) {
    nextTick(callback, error);
    common.fail(stream, error, true);
    return error;
  }
  s.pending++;
  return accept(stream, s, chunk, encoding, callback);
}

function accept(stream, s, chunk, encoding, callback) {
  const size = s.objectMode ? 1 : chunk.length;
  s.length += size;
  const below = s.length < s.highWaterMark;
  if (!below) s.needDrain = true;
  const entry = { chunk, encoding, callback, size };
  if (s.writing || s.corked > 0 || s.errored || !s.constructed)
    %ArrayPrototypePush(s.buffered, entry);
  else begin(stream, s, entry);
  return below && !s.errored && !s.destroyed;
}

function begin(stream, s, entry) {
  s.current = entry;
  s.writing = true;
  s.sync = true;
  if (s.destroyed) written(stream, destroyedError("write"));
  else
    stream._write(entry.chunk, entry.encoding, (error) =>
      //@ writeOrBuffer internal/streams/writable:574:12, _write internal/streams/writable:503:10
      written(stream, error),
    );
  s.sync = false;
}

function beginMany(stream, s, entries) {
  let size = 0;
  for (let i = 0; i < entries.length; i++) size += entries[i].size;
  const callback = (error) => {
    for (let i = 0; i < entries.length; i++) entries[i].callback(error);
  };
  s.pending -= entries.length - 1;
  const chunks = [];
  for (let i = 0; i < entries.length; i++)
    %ArrayPrototypePush(chunks, {
      chunk: entries[i].chunk,
      encoding: entries[i].encoding,
    });
  s.current = { callback, size };
  s.writing = true;
  s.sync = true;
  if (s.destroyed) written(stream, destroyedError("writev"));
  else stream._writev(chunks, (error) => written(stream, error));
  s.sync = false;
}

// _write has called back.
function written(stream, error) {
  const s = stream._writableState;
  const { current, sync } = s;
  if (current === undefined) {
    common.fail(
      stream,
      coded(%Error, "ERR_MULTIPLE_CALLBACK", "Callback called multiple times"), //@ onwrite internal/streams/writable:621:28, WritableState.onwrite internal/streams/writable:351:26
    );
    return;
  }
  s.writing = false;
  s.current = undefined;
  s.length -= current.size;
  if (error) {
    error.stack;
    s.errored ??= error;
    if (stream._readableState) stream._readableState.errored ??= error;
    if (sync) nextTick(writeFailed, stream, s, error, current.callback);
    else writeFailed(stream, s, error, current.callback);
    return;
  }
  if (s.buffered.length > 0) advance(stream);
  if (!sync) {
    afterWrite(stream, s, 1, current.callback);
    return;
  }
  // Calls back in one tick for a run of synchronous writes without callbacks.
  if (s.after !== undefined && s.after.callback === current.callback)
    s.after.count++;
  else if (s.after === undefined) {
    s.after = { count: 1, callback: current.callback };
    nextTick(() => {
      const { count, callback } = s.after;
      s.after = undefined;
      afterWrite(stream, s, count, callback);
    });
  } else nextTick(afterWrite, stream, s, 1, current.callback);
}

function writeFailed(stream, s, error, callback) {
  s.pending--;
  callback(error);
  dropBuffered(s);
  common.fail(stream, error);
}

// Tells those who wait that their chunks will not be written.
function dropBuffered(s) {
  if (s.writing) return;
  const { buffered } = s;
  s.buffered = [];
  for (let i = 0; i < buffered.length; i++) {
    s.length -= buffered[i].size;
    buffered[i].callback(s.errored ?? destroyedError("write"));
  }
  const callbacks = s.finishCallbacks;
  s.finishCallbacks = [];
  for (let i = 0; i < callbacks.length; i++)
    callbacks[i](s.errored ?? destroyedError("end"));
}

function afterWrite(stream, s, count, callback) {
  const drain = !s.ending && !stream.destroyed && s.length === 0 && s.needDrain;
  if (drain) {
    s.needDrain = false;
    stream.emit("drain");
  }
  while (count-- > 0) {
    s.pending--;
    callback(null);
  }
  if (s.destroyed) dropBuffered(s);
  finishMaybe(stream, s, false);
}

// Goes on with what waits.
function advance(stream) {
  const s = stream._writableState;
  if (
    s.corked > 0 ||
    s.writing ||
    s.destroyed ||
    !s.constructed ||
    s.buffered.length === 0
  )
    return;
  if (typeof stream._writev === "function" && s.buffered.length > 1) {
    const entries = s.buffered;
    s.buffered = [];
    beginMany(stream, s, entries);
    return;
  }
  while (s.buffered.length > 0 && !s.writing)
    begin(stream, s, %ArrayPrototypeShift(s.buffered));
}

Writable.prototype.write = function (chunk, encoding, callback) {
  return write(this, chunk, encoding, callback) === true; //@ Writable.write internal/streams/writable:512:10
};

Writable.prototype._write = function (chunk, encoding, callback) {
  if (typeof this._writev !== "function")
    throw common.notImplemented("_write()"); //@ Writable._write internal/streams/writable:804:11|    throw new ERR_METHOD_NOT_IMPLEMENTED('_write()');
  this._writev([{ chunk, encoding }], callback);
};

Writable.prototype._writev = null;

Writable.prototype.cork = function () {
  this._writableState.corked++;
};

Writable.prototype.uncork = function () {
  const s = this._writableState;
  if (s.corked === 0) return;
  s.corked--;
  if (!s.writing) advance(this);
};

Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  const { Buffer } = require("buffer");
  if (typeof encoding === "string")
    encoding = %StringPrototypeToLowerCase(encoding);
  if (!Buffer.isEncoding(encoding)) throw unknownEncoding(encoding); //@ *.setDefaultEncoding internal/streams/writable:542:11|    throw new ERR_UNKNOWN_ENCODING(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

// ---- Ending -----------------------------------------------------------------------

Writable.prototype.end = function (chunk, encoding, callback) {
  const s = this._writableState;
  if (typeof chunk === "function") {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === "function") {
    callback = encoding;
    encoding = null;
  }
  let error;
  if (chunk !== null && chunk !== undefined) {
    const r = write(this, chunk, encoding, undefined); //@ Writable.end internal/streams/writable:825:17
    if (r instanceof %Error) error = r;
  }
  if (s.corked > 0) {
    s.corked = 1;
    this.uncork();
  }
  if (error === undefined) {
    if (!s.errored && !s.ending) {
      s.ending = true;
      finishMaybe(this, s, true);
      s.ended = true;
    } else if (s.finished)
      error = coded(
        %Error,
        "ERR_STREAM_ALREADY_FINISHED",
        "Cannot call end after a stream was finished",
      );
    else if (s.destroyed) error = destroyedError("end");
  }
  if (typeof callback === "function") {
    if (error !== undefined) nextTick(callback, error);
    else if (s.finished) nextTick(callback);
    else %ArrayPrototypePush(s.finishCallbacks, callback);
  }
  return this;
};

function canFinish(s) {
  return (
    s.ending &&
    !s.destroyed &&
    s.constructed &&
    s.length === 0 &&
    !s.errored &&
    s.buffered.length === 0 &&
    !s.finished &&
    !s.writing &&
    !s.errorEmitted &&
    !s.closeEmitted
  );
}

function prefinish(stream, s) {
  if (s.prefinished || s.finalCalled) return;
  if (typeof stream._final !== "function" || s.destroyed) {
    s.prefinished = true;
    stream.emit("prefinish");
    return;
  }
  s.finalCalled = true;
  s.sync = true;
  s.pending++;
  let called = false;
  const done = (error) => {
    if (called) return;
    called = true;
    s.pending--;
    if (error) {
      const callbacks = s.finishCallbacks;
      s.finishCallbacks = [];
      for (let i = 0; i < callbacks.length; i++) callbacks[i](error);
      common.fail(stream, error, s.sync);
    } else if (canFinish(s)) {
      s.prefinished = true;
      stream.emit("prefinish");
      s.pending++;
      nextTick(finish, stream, s);
    }
  };
  try {
    stream._final(done);
  } catch (error) {
    done(error);
  }
  s.sync = false;
}

function finishMaybe(stream, s, sync) {
  if (!canFinish(s)) return;
  prefinish(stream, s);
  if (s.pending !== 0) return;
  s.pending++;
  if (sync)
    nextTick(() => {
      if (canFinish(s)) finish(stream, s);
      else s.pending--;
    });
  else if (canFinish(s)) finish(stream, s);
}

function finish(stream, s) {
  s.pending--;
  s.finished = true;
  const callbacks = s.finishCallbacks;
  s.finishCallbacks = [];
  for (let i = 0; i < callbacks.length; i++) callbacks[i](null);
  stream.emit("finish");
  if (!s.autoDestroy) return;
  const r = stream._readableState;
  if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false)))
    stream.destroy();
}

Writable.prototype.pipe = function () {
  common.fail(
    this,
    coded(%Error, "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"), //@ Writable.pipe internal/streams/writable:449:24
  );
};

Writable.prototype.destroy = function (error, callback) {
  const s = this._writableState;
  if (!s.destroyed && (s.buffered.length > 0 || s.finishCallbacks.length > 0))
    nextTick(dropBuffered, s);
  common.destroy.call(this, error, callback);
  return this;
};

Writable.prototype._destroy = function (error, callback) {
  callback(error);
};

Writable.prototype[%SymbolAsyncDispose] = function () {
  if (!this.destroyed) this.destroy();
  return new %Promise((resolve) => this.once("close", resolve));
};

function getter(name, get, set) {
  %ObjectDefineProperty(Writable.prototype, name, {
    __proto__: null,
    configurable: true,
    get,
    set,
  });
}

getter("closed", function () {
  return this._writableState ? this._writableState.closed : false;
});
getter(
  "destroyed",
  function () {
    return this._writableState ? this._writableState.destroyed : false;
  },
  function (value) {
    if (this._writableState) this._writableState.destroyed = value;
  },
);
getter(
  "writable",
  function () {
    const s = this._writableState;
    return Boolean(
      s &&
      s.writable !== false &&
      !s.destroyed &&
      !s.errored &&
      !s.ending &&
      !s.ended,
    );
  },
  function (value) {
    if (this._writableState) this._writableState.writable = Boolean(value);
  },
);
getter("writableFinished", function () {
  return this._writableState ? this._writableState.finished : false;
});
getter("writableObjectMode", function () {
  return this._writableState ? this._writableState.objectMode : false;
});
getter("writableBuffer", function () {
  return this._writableState?.getBuffer();
});
getter("writableEnded", function () {
  return this._writableState ? this._writableState.ending : false;
});
getter("writableNeedDrain", function () {
  const s = this._writableState;
  return Boolean(s && !s.destroyed && !s.ending && s.needDrain);
});
getter("writableHighWaterMark", function () {
  return this._writableState?.highWaterMark;
});
getter("writableCorked", function () {
  return this._writableState ? this._writableState.corked : 0;
});
getter("writableLength", function () {
  return this._writableState?.length;
});
getter("errored", function () {
  return this._writableState ? this._writableState.errored : null;
});
getter("writableAborted", function () {
  const s = this._writableState;
  return Boolean(
    s.writable !== false && (s.destroyed || s.errored) && !s.finished,
  );
});

Writable.WritableState = WritableState;

module.exports = { Writable, WritableState };
