"use strict";
// StringDecoder: bytes in pieces to text, without breaking characters at the
// borders of the pieces.

const codec = require("internal/buffer_codec");
const { invalidArgType, unknownEncoding } = require("internal/errors");
const { openUtf8 } = require("internal/utf8_border");

const TYPED_ARRAY = 18;
const DATA_VIEW = 17;

// What waited (`kept` bytes) is given out as soon as it is complete; a high
// surrogate waits for its other half, but not behind half a unit.
function openUtf16(bytes, kept) {
  const n = bytes.length;
  const complete = kept === 0 ? 0 : kept === 1 ? 2 : 4;
  if (n < complete) return n;
  if (n % 2 === 1) return 1;
  return n > complete && bytes[n - 1] >= 0xd8 && bytes[n - 1] <= 0xdb ? 2 : 0;
}

function StringDecoder(name) {
  const encoding =
    name === undefined || name === null || name === ""
      ? codec.UTF8
      : codec.encodingOf(name);
  if (encoding === 0) throw unknownEncoding(name); //@ new StringDecoder string_decoder:63:11|    throw new ERR_UNKNOWN_ENCODING(encoding);
  this.encoding = codec.names[encoding];
  hidden(this, "kind", encoding);
  hidden(this, "rest", new %Uint8Array(0));
}

function hidden(object, key, value) {
  %ObjectDefineProperty(object, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
  });
}

function join(a, b) {
  if (a.length === 0) return b;
  const all = new %Uint8Array(a.length + b.length);
  %TypedArrayPrototypeSet(all, a, 0);
  %TypedArrayPrototypeSet(all, b, a.length);
  return all;
}

function openBytes(kind, bytes, kept) {
  switch (kind) {
    case codec.UTF8:
      return openUtf8(bytes, false);
    case codec.UTF16:
      return openUtf16(bytes, kept);
    case codec.BASE64:
    case codec.BASE64URL:
      return bytes.length % 3;
  }
  return 0;
}

StringDecoder.prototype.write = function write(chunk) {
  if (typeof chunk === "string") return chunk;
  const kind = %ClassOf(chunk);
  if (kind !== TYPED_ARRAY && kind !== DATA_VIEW)
    throw invalidArgType("buf", ["Buffer", "TypedArray", "DataView"], chunk); //@ *.write string_decoder:80:11|    throw new ERR_INVALID_ARG_TYPE('buf',
  const piece = new %Uint8Array(
    chunk.buffer,
    chunk.byteOffset,
    chunk.byteLength,
  );
  const bytes = join(this.rest, piece);
  const open = openBytes(this.kind, bytes, this.rest.length);
  const end = bytes.length - open;
  this.rest =
    open === 0 ? new %Uint8Array(0) : %TypedArrayPrototypeSlice(bytes, end);
  return codec.text(bytes, 0, end, this.kind);
};

StringDecoder.prototype.end = function end(chunk) {
  const text = chunk === undefined ? "" : this.write(chunk); //@ *.end string_decoder:97:45
  const rest = this.rest;
  this.rest = new %Uint8Array(0);
  return text + codec.text(rest, 0, rest.length, this.kind);
};

StringDecoder.prototype.text = function text(chunk, offset) {
  this.rest = new %Uint8Array(0);
  return this.write(chunk.slice(offset));
};

function getter(name, get) {
  %ObjectDefineProperty(StringDecoder.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get,
  });
}

getter("lastChar", function () {
  const { Buffer } = require("buffer");
  return Buffer.from(this.rest);
});
getter("lastNeed", function () {
  const n = this.rest.length;
  if (n === 0) return 0;
  if (this.kind === codec.UTF16) return n % 2 === 1 ? 1 : 2;
  if (this.kind !== codec.UTF8) return 3 - n;
  const b = this.rest[0];
  return (b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2) - n;
});
getter("lastTotal", function () {
  const need = this.lastNeed;
  return need === 0 ? 0 : need + this.rest.length;
});

module.exports = { StringDecoder };
