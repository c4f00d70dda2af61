"use strict";
// zlib's streams: Transforms around an Engine.

const { Transform } = require("internal/streams/duplex");
const engine = require("internal/zlib/engine");
const { settingsOf } = require("internal/zlib/options");

const { Engine } = engine;
const Z_FULL_FLUSH = 3;
const flushOf = %Symbol("kFlushFlag"); // on the empty chunk that asks for it
const own = %Symbol("engine");

function Zlib(mode, options) {
  const settings = settingsOf(mode, options);
  Transform.call(this, { autoDestroy: true, ...options });
  this.bytesWritten = 0;
  %ObjectDefineProperty(this, own, {
    __proto__: null,
    value: { engine: new Engine(mode, settings), settings, isDone: false },
  });
  this._chunkSize = settings.chunkSize;
  this._defaultFlushFlag = settings.flush;
  this._finishFlushFlag = settings.finishFlush;
  this._outOffset = 0;
  this._level = settings.level;
  this._strategy = settings.strategy;
}

%ObjectSetPrototypeOf(Zlib.prototype, Transform.prototype);
%ObjectSetPrototypeOf(Zlib, Transform);

%ObjectDefineProperty(Zlib.prototype, "_closed", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this.destroyed;
  },
});

// What old packages use of Node's insides: the library's own call, on buffers of
// theirs. It shares the state of the stream.
class Handle {
  #stream;

  constructor(stream) {
    this.#stream = stream;
  }

  writeSync(flush, input, inAt, inLength, output, outAt, outLength) {
    const stream = this.#stream;
    const { engine: run } = stream[own];
    const { left, error } = run.step(
      flush,
      input,
      inAt,
      inLength,
      output,
      outAt,
      outLength,
    );
    stream._writeState[0] = left[0];
    stream._writeState[1] = left[1];
    if (error !== undefined) stream.destroy(error);
  }

  reset() {
    this.#stream[own].engine.reset();
  }

  close() {}
}

function lazy(name, make) {
  %ObjectDefineProperty(Zlib.prototype, name, {
    __proto__: null,
    configurable: true,
    get() {
      const value = make(this);
      this[name] = value;
      return value;
    },
    set(value) {
      %ObjectDefineProperty(this, name, {
        __proto__: null,
        configurable: true,
        enumerable: true,
        value,
        writable: true,
      });
    },
  });
}

lazy("_handle", (stream) => (stream.destroyed ? null : new Handle(stream)));
lazy("_writeState", () => new %Uint32Array(2));
lazy("_outBuffer", (stream) =>
  require("buffer").Buffer.allocUnsafe(stream._chunkSize),
);

function bufferOf(bytes) {
  const { Buffer } = require("buffer");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

// Works from the event loop, as work in the background would.
function work(stream, chunk, flush, callback) {
  require("internal/loop").complete(() => {
    const s = stream[own];
    if (stream.destroyed) {
      callback();
      return;
    }
    try {
      s.isDone = s.engine.write(chunk, flush, (bytes) => {
        stream.push(bufferOf(bytes));
      });
    } catch (error) {
      error.stack;
      stream.destroy(error);
      return;
    }
    stream.bytesWritten += chunk.length;
    if (s.isDone) stream.push(null);
    callback();
  }, []);
}

Zlib.prototype._transform = function (chunk, encoding, callback) {
  const { settings } = this[own];
  if (typeof chunk === "string") {
    const { Buffer } = require("buffer");
    chunk = Buffer.from(chunk, encoding);
  }
  const w = this._writableState;
  const asked = chunk[flushOf];
  const isLast = w.ended && w.length === chunk.byteLength;
  const flush =
    asked !== undefined
      ? asked
      : isLast
        ? settings.finishFlush
        : settings.flush;
  if (this[own].isDone) callback();
  else work(this, chunk, flush, callback);
};

// What old packages call of Node's insides: with a callback as _transform does it; without one at once, which gives all
// output and closes the handle.
Zlib.prototype._processChunk = function (chunk, flush, callback) {
  if (typeof callback === "function") {
    work(this, chunk, flush, callback);
    return undefined;
  }
  const s = this[own];
  const { Buffer } = require("buffer");
  const list = [];
  let total = 0;
  if (!s.isDone)
    s.isDone = s.engine.write(chunk, flush, (bytes) => {
      total += bytes.length;
      %ArrayPrototypePush(list, bufferOf(bytes));
    });
  this.bytesWritten = chunk.length;
  this._handle.close();
  this._handle = null;
  if (total === 0) return Buffer.alloc(0);
  return list.length === 1 ? list[0] : Buffer.concat(list, total);
};

Zlib.prototype._flush = function (callback) {
  const { isDone, settings } = this[own];
  if (isDone) callback();
  else work(this, new %Uint8Array(0), settings.finishFlush, callback);
};

Zlib.prototype.flush = function flush(kind, callback) {
  if (typeof kind === "function" || (kind === undefined && !callback)) {
    callback = kind;
    kind = Z_FULL_FLUSH;
  }
  if (this.writableFinished) {
    if (callback) require("internal/task_queue").nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once("end", callback);
  } else {
    const { Buffer } = require("buffer");
    const marker = Buffer.alloc(0);
    marker[flushOf] = kind;
    this.write(marker, "", callback);
  }
};

Zlib.prototype.reset = function reset() {
  this[own].engine.reset();
  this[own].isDone = false;
};

Zlib.prototype.close = function close(callback) {
  if (callback) {
    const { finished } = require("internal/streams/pipeline");
    finished(this, callback);
  }
  this.destroy();
};

Zlib.prototype.params = function params(level, strategy, callback) {
  const s = this[own];
  const checked = settingsOf(s.engine.mode, { level, strategy });
  if (this._level === checked.level && this._strategy === checked.strategy) {
    require("internal/task_queue").nextTick(callback);
    return;
  }
  const { unsupported } = require("internal/errors");
  throw unsupported("zlib params() after the start");
};

const modes = {
  Deflate: engine.DEFLATE,
  Inflate: engine.INFLATE,
  Gzip: engine.GZIP,
  Gunzip: engine.GUNZIP,
  DeflateRaw: engine.DEFLATERAW,
  InflateRaw: engine.INFLATERAW,
  Unzip: engine.UNZIP,
};

const warned = { __proto__: null };

function warnWithoutNew(name) {
  if (warned[name]) return;
  warned[name] = true;
  require("internal/warning").warn(
    `Instantiating ${name} without the 'new' keyword has been deprecated.`,
    "DeprecationWarning",
    "DEP0184",
  );
}

function define(name) {
  const Class = {
    [name]: function (options) {
      if (!(this instanceof Class)) {
        warnWithoutNew(name);
        return new Class(options);
      }
      %ReflectApply(Zlib, this, [modes[name], options]);
    },
  }[name];
  %ObjectSetPrototypeOf(Class.prototype, Zlib.prototype);
  %ObjectSetPrototypeOf(Class, Zlib);
  return Class;
}

const classes = {};
for (const name in modes) classes[name] = define(name);

module.exports = { classes, modes };
