"use strict";
// A Transform stream whose stream state is made only when it is first looked
// at: most hashes are never used as streams.

const { Transform } = require("internal/streams/duplex");

function LazyTransform(options) {
  this._options = options;
}

%ObjectSetPrototypeOf(LazyTransform.prototype, Transform.prototype);
%ObjectSetPrototypeOf(LazyTransform, Transform);

function set(stream, key, value) {
  %ObjectDefineProperty(stream, key, {
    __proto__: null,
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

const states = ["_readableState", "_writableState"];

function makeStates(stream) {
  // Transform's constructor sets them.
  for (let i = 0; i < states.length; i++) set(stream, states[i], undefined);
  Transform.call(stream, stream._options);
  stream._writableState.decodeStrings = false;
}

for (let i = 0; i < states.length; i++) {
  const key = states[i];
  %ObjectDefineProperty(LazyTransform.prototype, key, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      makeStates(this);
      return this[key];
    },
    set(value) {
      set(this, key, value);
    },
  });
}

module.exports = { LazyTransform };
