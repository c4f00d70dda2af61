"use strict";
// Readable streams. _read fetches, push adds to the buffer; data flows out as
// 'data' events while the stream flows, else is taken by read() after
// 'readable'.

const { Stream } = require("internal/streams/legacy");
const { coded, invalidArgType } = require("internal/errors");
const { nextTick } = require("internal/task_queue");
const common = require("internal/streams/common");

class ReadableState {
  constructor(options, isDuplex) {
    this.objectMode = common.isObjectMode(
      options,
      "readableObjectMode",
      isDuplex,
    );
    //@ new ReadableState internal/streams/readable:293:5
    this.highWaterMark = common.highWaterMark(
      options,
      this.objectMode,
      "readableHighWaterMark",
      isDuplex,
    );
    this.emitClose = options?.emitClose !== false;
    this.autoDestroy = options?.autoDestroy !== false;
    this.defaultEncoding = options?.defaultEncoding ?? "utf8";
    this.buffer = []; // chunks not taken yet
    this.length = 0; // their bytes or number
    this.pipes = [];
    this.flowing = null; // null: nobody has asked; true; false: paused
    this.ended = false; // push(null) was called
    this.endEmitted = false;
    this.reading = false; // _read was called and has not pushed yet
    this.sync = true; // within _read
    this.needReadable = false;
    this.emittedReadable = false;
    this.readableListening = false;
    this.resumeScheduled = false;
    this.readingMore = false;
    this.paused = false; // by pause()
    this.awaitDrain = new %Set(); // pipe targets that are full
    this.didRead = false;
    this.decoder = null;
    this.encoding = null;
    this.constructed = true;
    this.destroyed = false;
    this.errored = null;
    this.errorEmitted = false;
    this.closed = false;
    this.closeEmitted = false;
    if (options?.encoding) setDecoder(this, options.encoding); //@ new ReadableState internal/streams/readable:324:20
  }
}

function setDecoder(s, encoding) {
  const { StringDecoder } = require("string_decoder");
  s.decoder = new StringDecoder(encoding);
  s.encoding = s.decoder.encoding;
}

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  const isDuplex = this instanceof require("internal/streams/duplex").Duplex;
  this._readableState = new ReadableState(options, isDuplex); //@ new Readable internal/streams/readable:354:25
  if (options) {
    if (typeof options.read === "function") this._read = options.read;
    if (typeof options.destroy === "function") this._destroy = options.destroy;
    if (!isDuplex) {
      if (typeof options.construct === "function")
        this._construct = options.construct;
      if (options.signal)
        require("internal/streams/abort").addAbortSignal(options.signal, this); //@ new Readable internal/streams/readable:367:7
    }
  }
  Stream.call(this, options);
  if (!isDuplex)
    common.construct(this, () => {
      if (this._readableState.needReadable) readMore(this, this._readableState);
    });
}

%ObjectSetPrototypeOf(Readable.prototype, Stream.prototype);
%ObjectSetPrototypeOf(Readable, Stream);

Readable.prototype.destroy = common.destroy;

Readable.prototype._destroy = function (error, callback) {
  callback(error);
};

Readable.prototype[%SymbolAsyncDispose] = function () {
  if (!this.destroyed) this.destroy(this.readableEnded ? null : undefined);
  return new %Promise((resolve) => this.once("close", resolve));
};

// ---- Adding -----------------------------------------------------------------------

Readable.prototype.push = function (chunk, encoding) {
  return add(this, chunk, encoding, false); //@ Readable.push internal/streams/readable:407:5
};

Readable.prototype.unshift = function (chunk, encoding) {
  return add(this, chunk, encoding, true); //@ Readable.unshift internal/streams/readable:416:5
};

function add(stream, chunk, encoding, toFront) {
  const s = stream._readableState;
  if (chunk === null) {
    s.reading = false;
    onEnd(stream, s);
    return false;
  }
  if (!s.objectMode) {
    const { Buffer } = require("buffer");
    if (typeof chunk === "string") {
      encoding = encoding || s.defaultEncoding;
      if (s.encoding !== encoding || toFront) {
        const bytes = Buffer.from(chunk, encoding);
        chunk =
          toFront && s.encoding
            ? bytes.toString(s.encoding)
            : s.encoding === encoding
              ? chunk
              : bytes;
      }
      if (typeof chunk === "string") encoding = "";
    } else {
      const bytes = common.toBuffer(chunk);
      if (bytes === undefined) {
        if (chunk === undefined) {
          s.reading = false;
          return more(s);
        }
        common.fail(
          stream,
          //@ readableAddChunkPushByteMode internal/streams/readable:497:28
          invalidArgType(
            "chunk",
            ["string", "Buffer", "TypedArray", "DataView"],
            chunk,
          ),
        );
        return false;
      }
      chunk = bytes;
    }
    if (chunk.length <= 0) {
      if (!toFront) {
        s.reading = false;
        readMore(stream, s);
      }
      return more(s);
    }
  } else if (chunk === undefined) {
    s.reading = false;
    return more(s);
  }
  if (toFront) {
    if (s.endEmitted) {
      common.fail(
        stream,
        //@ readableAddChunkUnshiftValue internal/streams/readable:469:28, readableAddChunkUnshiftByteMode internal/streams/readable:453:10
        coded(
          %Error,
          "ERR_STREAM_UNSHIFT_AFTER_END_EVENT",
          "stream.unshift() after end event",
        ),
      );
      return false;
    }
    if (s.destroyed || s.errored) return false;
    addChunk(stream, s, chunk, true);
  } else if (s.ended) {
    common.fail(
      stream,
      coded(%Error, "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF"), //@ readableAddChunkPushByteMode internal/streams/readable:510:28
    );
    return false;
  } else if (s.destroyed || s.errored) {
    return false;
  } else {
    s.reading = false;
    if (s.decoder && typeof chunk !== "string" && !s.objectMode) {
      chunk = s.decoder.write(chunk);
      if (chunk.length !== 0) addChunk(stream, s, chunk, false);
      else readMore(stream, s);
    } else addChunk(stream, s, chunk, false);
  }
  return more(s);
}

function more(s) {
  return !s.ended && (s.length < s.highWaterMark || s.length === 0);
}

function addChunk(stream, s, chunk, toFront) {
  if (
    s.flowing &&
    s.length === 0 &&
    !s.sync &&
    stream.listenerCount("data") > 0
  ) {
    %SetPrototypeClear(s.awaitDrain);
    stream.emit("data", chunk);
  } else {
    s.length += s.objectMode ? 1 : chunk.length;
    if (toFront) %ArrayPrototypeUnshift(s.buffer, chunk);
    else %ArrayPrototypePush(s.buffer, chunk);
    if (s.needReadable) emitReadable(stream);
  }
  readMore(stream, s);
}

function onEnd(stream, s) {
  if (s.ended) return;
  if (s.decoder) {
    const rest = s.decoder.end();
    if (rest.length > 0) {
      %ArrayPrototypePush(s.buffer, rest);
      s.length += s.objectMode ? 1 : rest.length;
    }
  }
  s.ended = true;
  if (s.sync) {
    emitReadable(stream);
    return;
  }
  s.needReadable = false;
  s.emittedReadable = true;
  emitReadableNow(stream);
}

// ---- Reading ----------------------------------------------------------------------

// How much of a wish for n is there.
function available(n, s) {
  if (n <= 0 || (s.length === 0 && s.ended)) return 0;
  if (s.objectMode) return 1;
  if (n !== n) return s.flowing && s.length > 0 ? s.buffer[0].length : s.length;
  if (n <= s.length) return n;
  return s.ended ? s.length : 0;
}

Readable.prototype.read = function (n) {
  const s = this._readableState;
  if (n === undefined) n = NaN;
  else if (!%NumberIsInteger(n)) n = %ParseInt(n, 10);
  const wanted = n;
  if (n > s.highWaterMark) s.highWaterMark = 2 ** %MathCeil(%MathLog2(n)); //@ Readable.read internal/streams/readable:682:17|  if (n > state.highWaterMark)
  if (n !== 0) s.emittedReadable = false;
  if (
    n === 0 &&
    s.needReadable &&
    ((s.highWaterMark !== 0 ? s.length >= s.highWaterMark : s.length > 0) ||
      s.ended)
  ) {
    if (s.length === 0 && s.ended) endReadable(this);
    else emitReadable(this);
    return null;
  }
  n = available(n, s);
  if (n === 0 && s.ended) {
    if (s.length === 0) endReadable(this);
    return null;
  }
  let fetch =
    s.needReadable || s.length === 0 || s.length - n < s.highWaterMark;
  if (s.ended || s.reading || s.destroyed || s.errored || !s.constructed)
    fetch = false;
  if (fetch) {
    s.reading = true;
    s.sync = true;
    if (s.length === 0) s.needReadable = true;
    try {
      this._read(s.highWaterMark); //@ Readable.read internal/streams/readable:763:12
    } catch (error) {
      common.fail(this, error);
    }
    s.sync = false;
    if (!s.reading) n = available(wanted, s);
  }
  const out = n > 0 ? take(n, s) : null;
  if (out === null) {
    s.needReadable = s.length <= s.highWaterMark;
    n = 0;
  } else {
    s.length -= n;
    %SetPrototypeClear(s.awaitDrain);
  }
  if (s.length === 0) {
    if (!s.ended) s.needReadable = true;
    if (wanted !== n && s.ended) endReadable(this);
  }
  if (out !== null && !s.errored && !s.errorEmitted && !s.closeEmitted) {
    s.didRead = true;
    this.emit("data", out); //@ Readable.read internal/streams/readable:806:10
  }
  return out;
};

Readable.prototype._read = function () {
  throw common.notImplemented("_read()"); //@ Readable._read internal/streams/readable:939:9
};

// Removes n bytes, or one object, from the buffer.
function take(n, s) {
  if (s.length === 0) return null;
  if (s.objectMode) return %ArrayPrototypeShift(s.buffer);
  if (!n || n >= s.length) {
    const all = s.buffer;
    s.buffer = [];
    if (all.length === 1) return all[0];
    if (s.decoder) return %ArrayPrototypeJoin(all, "");
    const { Buffer } = require("buffer");
    return Buffer.concat(all, s.length);
  }
  const first = s.buffer[0];
  if (n < first.length) {
    s.buffer[0] = first.slice(n);
    return first.slice(0, n);
  }
  const parts = [];
  let left = n;
  while (left > 0) {
    const chunk = s.buffer[0];
    if (chunk.length <= left) {
      %ArrayPrototypePush(parts, %ArrayPrototypeShift(s.buffer));
      left -= chunk.length;
    } else {
      %ArrayPrototypePush(parts, chunk.slice(0, left));
      s.buffer[0] = chunk.slice(left);
      left = 0;
    }
  }
  if (s.decoder) return %ArrayPrototypeJoin(parts, "");
  if (parts.length === 1) return parts[0];
  const { Buffer } = require("buffer");
  return Buffer.concat(parts, n);
}

function emitReadable(stream) {
  const s = stream._readableState;
  s.needReadable = false;
  if (s.emittedReadable) return;
  s.emittedReadable = true;
  nextTick(emitReadableNow, stream);
}

function emitReadableNow(stream) {
  const s = stream._readableState;
  if (!s.destroyed && !s.errored && (s.length > 0 || s.ended)) {
    stream.emit("readable");
    s.emittedReadable = false;
  }
  s.needReadable = !s.flowing && !s.ended && s.length <= s.highWaterMark;
  flow(stream);
}

// Fetches ahead, in the next tick, until the buffer is full.
function readMore(stream, s) {
  if (s.readingMore || !s.constructed) return;
  s.readingMore = true;
  nextTick(() => {
    while (
      !s.reading &&
      !s.ended &&
      (s.length < s.highWaterMark || (s.flowing && s.length === 0))
    ) {
      const before = s.length;
      stream.read(0);
      if (before === s.length) break;
    }
    s.readingMore = false;
  });
}

function endReadable(stream) {
  const s = stream._readableState;
  if (s.endEmitted) return;
  s.ended = true;
  nextTick(() => {
    if (s.errored || s.closeEmitted || s.endEmitted || s.length !== 0) return;
    s.endEmitted = true;
    stream.emit("end");
    const w = stream._writableState;
    if (w && w.writable !== false && stream.allowHalfOpen === false) {
      nextTick(() => {
        if (stream.writable && !stream.writableEnded && !stream.destroyed)
          stream.end();
      });
    } else if (s.autoDestroy) {
      if (!w || (w.autoDestroy && (w.finished || w.writable === false)))
        stream.destroy();
    }
  });
}

// ---- Flowing ----------------------------------------------------------------------

function flow(stream) {
  const s = stream._readableState;
  while (s.flowing && stream.read() !== null); //@ flow internal/streams/readable:1339:53
}

Readable.prototype.resume = function () {
  const s = this._readableState;
  if (!s.flowing) {
    s.flowing = !s.readableListening;
    if (!s.resumeScheduled) {
      s.resumeScheduled = true;
      nextTick(() => {
        if (!s.reading) this.read(0);
        s.resumeScheduled = false;
        this.emit("resume");
        flow(this); //@ resume_ internal/streams/readable:1315:3, process.processTicksAndRejections internal/process/task_queues:90:21
        if (s.flowing && !s.reading) this.read(0);
      });
    }
  }
  s.paused = false;
  return this;
};

Readable.prototype.pause = function () {
  const s = this._readableState;
  if (s.flowing !== false) {
    s.flowing = false;
    this.emit("pause");
  }
  s.paused = true;
  return this;
};

Readable.prototype.isPaused = function () {
  const s = this._readableState;
  return s.paused === true || s.flowing === false;
};

Readable.prototype.setEncoding = function (encoding) {
  const s = this._readableState;
  setDecoder(s, encoding); //@ Readable.setEncoding internal/streams/readable:605:19
  let text = "";
  for (let i = 0; i < s.buffer.length; i++)
    text += s.decoder.write(s.buffer[i]);
  s.buffer = text === "" ? [] : [text];
  s.length = text.length;
  return this;
};

Readable.prototype.on = function (name, listener) {
  const result = Stream.prototype.on.call(this, name, listener);
  const s = this._readableState;
  if (name === "data") {
    s.readableListening = this.listenerCount("readable") > 0;
    if (s.flowing !== false) this.resume();
  } else if (name === "readable" && !s.endEmitted && !s.readableListening) {
    s.readableListening = s.needReadable = true;
    s.flowing = false;
    s.emittedReadable = false;
    if (s.length > 0) emitReadable(this);
    else if (!s.reading) nextTick(() => this.read(0));
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

function updateListening(stream) {
  const s = stream._readableState;
  s.readableListening = stream.listenerCount("readable") > 0;
  if (s.resumeScheduled && s.paused === false) s.flowing = true;
  else if (stream.listenerCount("data") > 0) stream.resume();
  else if (!s.readableListening) s.flowing = null;
}

Readable.prototype.removeListener = function (name, listener) {
  const result = Stream.prototype.removeListener.call(this, name, listener);
  if (name === "readable") nextTick(updateListening, this);
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function (name) {
  const result = %ReflectApply(
    Stream.prototype.removeAllListeners,
    this,
    arguments,
  );
  if (name === "readable" || name === undefined)
    nextTick(updateListening, this);
  return result;
};

// ---- Pipes ------------------------------------------------------------------------

Readable.prototype.pipe = function (target, options) {
  const source = this;
  const s = this._readableState;
  %ArrayPrototypePush(s.pipes, target);
  const { process } = require("internal/registry");
  const isStandard =
    process !== undefined &&
    (target === process.stdout || target === process.stderr);
  const ends = (!options || options.end !== false) && !isStandard;
  const onEndOrUnpipe = ends ? () => target.end() : () => source.unpipe(target);
  if (s.endEmitted) nextTick(onEndOrUnpipe);
  else source.once("end", onEndOrUnpipe);

  let drain;
  let cleanedUp = false;
  const onData = (chunk) => {
    if (target.write(chunk) === false) hold();
  };
  const hold = () => {
    if (!cleanedUp) {
      %SetPrototypeAdd(s.awaitDrain, target);
      source.pause();
    }
    if (drain === undefined) {
      drain = () => {
        %SetPrototypeDelete(s.awaitDrain, target);
        if (
          %SetPrototypeGetSize(s.awaitDrain) === 0 &&
          source.listenerCount("data") > 0
        ) {
          s.flowing = true;
          flow(source);
        }
      };
      target.on("drain", drain);
    }
  };
  const onError = (error) => {
    source.unpipe(target);
    target.removeListener("error", onError);
    if (target.listenerCount("error") === 0) {
      if (
        (target._writableState || target._readableState) &&
        !target._writableState?.errorEmitted
      )
        common.fail(target, error);
      else target.emit("error", error);
    }
  };
  const onClose = () => {
    target.removeListener("finish", onFinish);
    source.unpipe(target);
  };
  const onFinish = () => {
    target.removeListener("close", onClose);
    source.unpipe(target);
  };
  const onUnpipe = (from, info) => {
    if (from !== source || !info || info.hasUnpiped) return;
    info.hasUnpiped = true;
    target.removeListener("close", onClose);
    target.removeListener("finish", onFinish);
    if (drain !== undefined) target.removeListener("drain", drain);
    target.removeListener("error", onError);
    target.removeListener("unpipe", onUnpipe);
    source.removeListener("end", onEndOrUnpipe);
    source.removeListener("data", onData);
    cleanedUp = true;
    const waits = %SetPrototypeHas(s.awaitDrain, target);
    if (
      drain !== undefined &&
      waits &&
      (!target._writableState || target._writableState.needDrain)
    )
      drain();
  };
  target.on("unpipe", onUnpipe); //@ Readable.pipe internal/streams/readable:968:8|  dest.on('unpipe', onunpipe);
  source.on("data", onData);
  if (typeof target.prependListener === "function")
    target.prependListener("error", onError);
  else target.on("error", onError);
  target.once("close", onClose);
  target.once("finish", onFinish);
  target.emit("pipe", source);
  if (target.writableNeedDrain === true) hold();
  else if (!s.flowing) source.resume();
  return target;
};

Readable.prototype.unpipe = function (target) {
  const s = this._readableState;
  if (s.pipes.length === 0) return this;
  if (!target) {
    const all = s.pipes;
    s.pipes = [];
    this.pause();
    for (let i = 0; i < all.length; i++)
      all[i].emit("unpipe", this, { hasUnpiped: false });
    return this;
  }
  const at = %ArrayPrototypeIndexOf(s.pipes, target);
  if (at === -1) return this;
  %ArrayPrototypeSplice(s.pipes, at, 1);
  if (s.pipes.length === 0) this.pause();
  target.emit("unpipe", this, { hasUnpiped: false });
  return this;
};

// ---- Iteration --------------------------------------------------------------------

Readable.prototype[%SymbolAsyncIterator] = function () {
  return iterate(this, undefined);
};

Readable.prototype.iterator = function (options) {
  if (options !== undefined) {
    const { validateObject } = require("internal/validators");
    validateObject(options, "options"); //@ Readable.iterator internal/streams/readable:1400:5
  }
  return iterate(this, options);
};

async function* iterate(stream, options) {
  const { finished } = require("internal/streams/pipeline");
  let wake = ignore;
  let failure; // undefined: goes on; null: ended; an error
  const next = (resolve) => {
    wake = resolve;
  };
  const onReadable = () => {
    wake();
    wake = ignore;
  };
  stream.on("readable", onReadable);
  const cleanup = finished(stream, { writable: false }, (error) => {
    failure = error ?? null;
    wake();
    wake = ignore;
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (failure) throw failure;
      else if (failure === null) return;
      else await new %Promise(next);
    }
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    if (
      (failure || options?.destroyOnReturn !== false) &&
      (failure === undefined || stream._readableState.autoDestroy)
    )
      stream.destroy();
    else {
      stream.removeListener("readable", onReadable);
      cleanup();
    }
  }
}

function ignore() {}

Readable.from = function (source, options) {
  return require("internal/streams/from").from(Readable, source, options); //@ *.from internal/streams/readable:2011:10
};

Readable.prototype.wrap = require("internal/streams/wrap");

Readable.wrap = function (source, options) {
  return new Readable({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(error, callback) {
      if (!source.destroyed && typeof source.destroy === "function")
        source.destroy(error);
      callback(error);
    },
  }).wrap(source); //@ Readable.wrap internal/streams/readable:2043:6
};

// map, filter, take, toArray and their kin, with their lengths.
const operators = {
  compose: 1,
  drop: 1,
  every: 1,
  filter: 2,
  find: 2,
  flatMap: 2,
  forEach: 2,
  map: 2,
  reduce: 3,
  some: 1,
  take: 1,
  toArray: 1,
};
for (const name of %ObjectKeys(operators)) {
  const operator = function (...args) {
    const all = require("internal/streams/operators");
    return %ReflectApply(all[name], this, args);
  };
  %ObjectDefineProperty(operator, "name", { __proto__: null, value: name });
  %ObjectDefineProperty(operator, "length", {
    __proto__: null,
    value: operators[name],
  });
  Readable.prototype[name] = operator;
}

function getter(name, get, set) {
  %ObjectDefineProperty(Readable.prototype, name, {
    __proto__: null,
    configurable: true,
    get,
    set,
  });
}

getter(
  "readable",
  function () {
    const s = this._readableState;
    return (
      Boolean(s) &&
      s.readable !== false &&
      !s.destroyed &&
      !s.errorEmitted &&
      !s.endEmitted
    );
  },
  function (value) {
    if (this._readableState) this._readableState.readable = Boolean(value);
  },
);
getter("readableDidRead", function () {
  return this._readableState.didRead;
});
getter("readableAborted", function () {
  const s = this._readableState;
  return Boolean(
    s.readable !== false && (s.destroyed || s.errored) && !s.endEmitted,
  );
});
getter("readableHighWaterMark", function () {
  return this._readableState.highWaterMark;
});
getter("readableBuffer", function () {
  return this._readableState?.buffer;
});
getter(
  "readableFlowing",
  function () {
    return this._readableState.flowing;
  },
  function (value) {
    if (this._readableState) this._readableState.flowing = value;
  },
);
getter("readableLength", function () {
  return this._readableState.length;
});
getter("readableObjectMode", function () {
  return this._readableState ? this._readableState.objectMode : false;
});
getter("readableEncoding", function () {
  return this._readableState ? this._readableState.encoding : null;
});
getter("errored", function () {
  return this._readableState ? this._readableState.errored : null;
});
getter("closed", function () {
  return this._readableState ? this._readableState.closed : false;
});
getter(
  "destroyed",
  function () {
    return this._readableState ? this._readableState.destroyed : false;
  },
  function (value) {
    if (this._readableState) this._readableState.destroyed = value;
  },
);
getter("readableEnded", function () {
  return this._readableState ? this._readableState.endEmitted : false;
});

Readable.ReadableState = ReadableState;
Readable._fromList = take;

module.exports = { Readable, ReadableState };
