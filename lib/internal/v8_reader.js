"use strict";
// The reader of internal/v8_writer's format.

const { errorTags, regexpFlags, views } = require("internal/v8_writer");

const constructors = {
  __proto__: null,
  BigInt64Array: %BigInt64Array,
  BigUint64Array: %BigUint64Array,
  Float16Array: %Float16Array,
  Float32Array: %Float32Array,
  Float64Array: %Float64Array,
  Int8Array: %Int8Array,
  Int16Array: %Int16Array,
  Int32Array: %Int32Array,
  Uint8Array: %Uint8Array,
  Uint8ClampedArray: %Uint8ClampedArray,
  Uint16Array: %Uint16Array,
  Uint32Array: %Uint32Array,
};
const errors = {
  __proto__: null,
  EvalError: %EvalError,
  RangeError: %RangeError,
  ReferenceError: %ReferenceError,
  SyntaxError: %SyntaxError,
  TypeError: %TypeError,
  URIError: %URIError,
};

function broken() {
  return new %Error("Unable to deserialize cloned data.");
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.objects = [];
    if (this.byte() !== 0xff) throw broken();
    this.version = this.varint();
    if (this.version < 13 || this.version > 15)
      throw new %Error(
        "Unable to deserialize cloned data due to invalid or unsupported version.",
      );
  }

  byte() {
    if (this.at >= this.bytes.length) throw broken();
    return this.bytes[this.at++];
  }

  varint() {
    let n = 0;
    let scale = 1;
    for (;;) {
      const b = this.byte();
      n += (b & 127) * scale;
      if (b < 128) return n;
      scale *= 128;
    }
  }

  // The next n bytes, as a copy.
  take(n) {
    if (n > this.bytes.length - this.at) throw broken();
    this.at += n;
    return %TypedArrayPrototypeSlice(this.bytes, this.at - n, this.at);
  }

  double() {
    return new %Float64Array(this.take(8).buffer)[0];
  }

  bigint() {
    const bits = this.varint();
    const digits = new %BigUint64Array(this.take(%MathFloor(bits / 2)).buffer);
    let x = 0n;
    for (let i = digits.length - 1; i >= 0; i--) x = (x << 64n) | digits[i];
    return bits % 2 === 1 ? -x : x;
  }

  letter() {
    let c;
    do c = this.byte();
    while (c === 0);
    return %StringFromCharCode(c);
  }

  text() {
    const v = this.value();
    if (typeof v !== "string") throw broken();
    return v;
  }

  remember(o) {
    %ArrayPrototypePush(this.objects, o);
    return o;
  }

  value() {
    const tag = this.letter();
    switch (tag) {
      case "_":
        return undefined;
      case "0":
        return null;
      case "T":
        return true;
      case "F":
        return false;
      case "I": {
        const n = this.varint();
        return n % 2 === 1 ? -(n + 1) / 2 : n / 2;
      }
      case "U":
        return this.varint();
      case "N":
        return this.double();
      case "Z":
        return this.bigint();
      case '"': {
        const bytes = this.take(this.varint());
        return %Latin1Slice(bytes, 0, bytes.length);
      }
      case "c": {
        const bytes = this.take(this.varint());
        return %Utf16Slice(bytes, 0, bytes.length);
      }
      case "S": {
        const bytes = this.take(this.varint());
        return %Utf8Decode(bytes, 0, bytes.length);
      }
      case "^": {
        const id = this.varint();
        if (id >= this.objects.length) throw broken();
        return this.objects[id];
      }
      case "o":
        return this.properties(this.remember({}), "{");
      case "A":
      case "a":
        return this.array(tag);
      case "D":
        return this.remember(new %Date(this.double()));
      case "y":
      case "x":
        return this.remember(new %Boolean(tag === "y"));
      case "n":
        return this.remember(new %Number(this.double()));
      case "s":
        return this.remember(%Object(this.text()));
      case "z":
        return this.remember(%Object(this.bigint()));
      case "R":
        return this.regexp();
      case ";":
        return this.map();
      case "'":
        return this.set();
      case "B":
        return this.remember(this.take(this.varint()).buffer);
      case "\\":
        return this.view();
      case "r":
        return this.error();
      default:
        throw broken();
    }
  }

  // Whether the tag is next, and is passed then.
  ends(tag) {
    let { at } = this;
    while (this.bytes[at] === 0) at++;
    if (this.bytes[at] !== %StringPrototypeCharCodeAt(tag, 0)) return false;
    this.at = at + 1;
    return true;
  }

  properties(o, end) {
    while (!this.ends(end)) {
      const key = this.value();
      if (typeof key !== "string" && typeof key !== "number") throw broken();
      const value = this.value();
      %ObjectDefineProperty(o, key, {
        __proto__: null,
        configurable: true,
        enumerable: true,
        value,
        writable: true,
      });
    }
    this.varint();
    return o;
  }

  array(tag) {
    const length = this.varint();
    const a = this.remember([]);
    a.length = length;
    if (tag === "A")
      for (let i = 0; i < length; i++) if (!this.ends("-")) a[i] = this.value();
    this.properties(a, tag === "A" ? "$" : "@");
    this.varint();
    return a;
  }

  regexp() {
    const source = this.text();
    const bits = this.varint();
    let flags = bits & 128 ? "d" : "";
    if (bits & 256) flags += "v";
    for (let i = 0; i < regexpFlags.length; i++)
      if (bits & (1 << i)) flags += regexpFlags[i];
    return this.remember(new %RegExp(source, flags));
  }

  map() {
    const m = this.remember(new %Map());
    while (!this.ends(":")) {
      const key = this.value();
      %MapPrototypeSet(m, key, this.value());
    }
    this.varint();
    return m;
  }

  set() {
    const s = this.remember(new %Set());
    while (!this.ends(",")) %SetPrototypeAdd(s, this.value());
    this.varint();
    return s;
  }

  view() {
    const name = views[this.varint()];
    if (name === undefined) throw broken();
    const bytes = this.take(this.varint());
    if (name === "Buffer") {
      const { Buffer } = require("buffer");
      return this.remember(
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
      );
    }
    if (name === "DataView") return this.remember(new %DataView(bytes.buffer));
    return this.remember(new constructors[name](bytes.buffer));
  }

  error() {
    const id = this.objects.length;
    this.remember(undefined);
    let Class = %Error;
    let message;
    let stack;
    let hasCause = false;
    let cause;
    for (;;) {
      const tag = this.letter();
      if (tag === ".") break;
      if (tag === "m") message = this.text();
      else if (tag === "s") stack = this.text();
      else if (tag === "c") {
        hasCause = true;
        cause = this.value();
      } else
        for (const name in errorTags)
          if (errorTags[name] === tag) Class = errors[name];
    }
    const error = hasCause ? new Class(message, { cause }) : new Class(message);
    %ObjectDefineProperty(error, "stack", {
      __proto__: null,
      configurable: true,
      value: stack,
      writable: true,
    });
    this.objects[id] = error;
    return error;
  }
}

function read(bytes) {
  return new Reader(bytes).value();
}

module.exports = { read };
