"use strict";
// Duplex, Transform and PassThrough.

const common = require("internal/streams/common");
const { nextTick } = require("internal/task_queue");

// Duplex is known to Readable and Writable before they run to the end.
const exported = (module.exports = {
  Duplex: undefined,
  Transform: undefined,
  PassThrough: undefined,
});
exported.Duplex = Duplex;

const { Readable } = require("internal/streams/readable");
const { Writable } = require("internal/streams/writable");

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  Readable.call(this, options);
  Writable.call(this, options);
  this.allowHalfOpen = options?.allowHalfOpen !== false;
  if (options?.readable === false) {
    this._readableState.readable = false;
    this._readableState.ended = true;
    this._readableState.endEmitted = true;
  }
  if (options?.writable === false) {
    this._writableState.writable = false;
    this._writableState.ending = true;
    this._writableState.ended = true;
    this._writableState.finished = true;
  }
}

%ObjectSetPrototypeOf(Duplex.prototype, Readable.prototype);
%ObjectSetPrototypeOf(Duplex, Readable);

// What Writable has and Readable has not.
const keys = %ReflectOwnKeys(Writable.prototype);
for (let i = 0; i < keys.length; i++) {
  const key = keys[i];
  if (
    key === "constructor" ||
    key === "pipe" ||
    key === "closed" ||
    key === "errored"
  )
    continue;
  if (key === "destroyed" || key === "_destroy" || key === %SymbolAsyncDispose)
    continue;
  %ObjectDefineProperty(
    Duplex.prototype,
    key,
    %ObjectGetOwnPropertyDescriptor(Writable.prototype, key),
  );
}

Duplex.from = function from(body) {
  return require("internal/streams/compose").from(body);
};

// ---- Transform --------------------------------------------------------------------

function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  // With nothing to buffer on the readable side, writes wait for reads.
  const limit = options?.readableHighWaterMark;
  if (limit === 0)
    options = {
      ...options,
      highWaterMark: null,
      readableHighWaterMark: 0,
      writableHighWaterMark: options.writableHighWaterMark || 0,
    };
  Duplex.call(this, options);
  this._readableState.sync = false;
  hidden(this, "waiting", undefined);
  if (options) {
    if (typeof options.transform === "function")
      this._transform = options.transform;
    if (typeof options.flush === "function") this._flush = options.flush;
  }
  this.on("prefinish", prefinish);
}

%ObjectSetPrototypeOf(Transform.prototype, Duplex.prototype);
%ObjectSetPrototypeOf(Transform, Duplex);

function hidden(object, key, value) {
  %ObjectDefineProperty(object, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
  });
}

function final(callback) {
  const done = (error, data) => {
    if (error) {
      if (callback) callback(error);
      else this.destroy(error);
      return;
    }
    if (data !== null && data !== undefined) this.push(data);
    this.push(null);
    if (callback) callback();
  };
  if (typeof this._flush === "function" && !this.destroyed) this._flush(done);
  else done();
}

function prefinish() {
  if (this._final !== final) final.call(this);
}

Transform.prototype._final = final;

Transform.prototype._transform = function () {
  throw common.notImplemented("_transform()"); //@ Transform._transform internal/streams/transform:163:9|  throw new ERR_METHOD_NOT_IMPLEMENTED('_transform()');
};

Transform.prototype._write = function (chunk, encoding, callback) {
  const r = this._readableState;
  const w = this._writableState;
  const before = r.length;
  this._transform(chunk, encoding, (error, value) => {
    //@ Transform._write internal/streams/transform:171:8
    if (error) {
      callback(error);
      return;
    }
    if (value !== null && value !== undefined) this.push(value); //@ internal/streams/transform:178:12
    if (r.ended) {
      nextTick(callback);
      return;
    }
    if (w.ended || before === r.length || r.length < r.highWaterMark)
      callback();
    else this.waiting = callback;
  });
};

Transform.prototype._read = function () {
  const callback = this.waiting;
  if (callback === undefined) return;
  this.waiting = undefined;
  callback();
};

function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Transform.call(this, options);
}

%ObjectSetPrototypeOf(PassThrough.prototype, Transform.prototype);
%ObjectSetPrototypeOf(PassThrough, Transform);

PassThrough.prototype._transform = function (chunk, encoding, callback) {
  callback(null, chunk);
};

exported.Transform = Transform;
exported.PassThrough = PassThrough;
