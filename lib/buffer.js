"use strict";
// Buffer: bytes with Node's methods. Instances belong to a subclass of
// Uint8Array; `Buffer` itself is a function that may be called without `new`.

const codec = require("internal/buffer_codec");
const { addNumbers } = require("internal/buffer_numbers");
const {
  coded,
  unknownEncoding,
  invalidArgType,
  invalidArgValue,
  outOfRange,
} = require("internal/errors");

const MAX_LENGTH = %NumberMAX_SAFE_INTEGER;
const MAX_STRING = 536870888;
const ARRAY_BUFFER = 15;
const SHARED_ARRAY_BUFFER = 16;
const TYPED_ARRAY = 18;

class FastBuffer extends %Uint8Array {
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

function isBytes(value) {
  return (
    %ClassOf(value) === TYPED_ARRAY &&
    %TypedArrayPrototypeGetSymbolToStringTag(value) === "Uint8Array"
  );
}

function isArrayBuffer(value) {
  const kind = %ClassOf(value);
  return kind === ARRAY_BUFFER || kind === SHARED_ARRAY_BUFFER;
}

// The number of an encoding a caller named; utf8 if none.
function encodingFor(name) {
  if (name === undefined || name === null || name === "") return codec.UTF8;
  const encoding = codec.encodingOf(name);
  if (encoding === 0) throw unknownEncoding(name);
  return encoding;
}

function checkSize(size) {
  if (typeof size !== "number") throw invalidArgType("size", "number", size); //@ internal/errors:547:7|      throw error;
  if (!(size >= 0 && size <= MAX_LENGTH))
    throw outOfRange("size", `>= 0 && <= ${MAX_LENGTH}`, size); //@ internal/errors:547:7|      throw error;
}

function Buffer(value, encodingOrOffset, length) {
  warnConstructor();
  if (typeof value === "number") {
    if (typeof encodingOrOffset === "string")
      throw invalidArgType("string", "string", value); //@ new Buffer buffer:322:13|      throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
    return Buffer.alloc(value);
  }
  return Buffer.from(value, encodingOrOffset, length);
}

let warned = false;
function warnConstructor() {
  if (warned) return;
  warned = true;
  require("internal/warning").warn(
    "Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.",
    "DeprecationWarning",
    "DEP0005",
  );
}

Buffer.prototype = FastBuffer.prototype;
%ObjectSetPrototypeOf(Buffer, %Uint8Array);
%ObjectDefineProperty(Buffer.prototype, "constructor", {
  __proto__: null,
  value: Buffer,
  writable: true,
  enumerable: false,
  configurable: true,
});
%ObjectDefineProperty(Buffer, %SymbolSpecies, {
  __proto__: null,
  configurable: true,
  get() {
    return FastBuffer;
  },
});

Buffer.poolSize = 65536;

// ---- Making -------------------------------------------------------------------

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === "string") return fromString(value, encodingOrOffset); //@ *.from buffer:350:12
  if (typeof value === "object" && value !== null) {
    if (isArrayBuffer(value))
      return fromArrayBuffer(value, encodingOrOffset, length); //@ *.from buffer:354:14
    const primitive = value.valueOf && value.valueOf();
    if (
      primitive !== null &&
      primitive !== undefined &&
      primitive !== value &&
      (typeof primitive === "string" || typeof primitive === "object")
    )
      return Buffer.from(primitive, encodingOrOffset, length);
    const bytes = fromObject(value);
    if (bytes !== undefined) return bytes;
    if (typeof value[%SymbolToPrimitive] === "function") {
      const text = value[%SymbolToPrimitive]("string");
      if (typeof text === "string") return fromString(text, encodingOrOffset);
    }
  }
  //@ *.from buffer:375:9|  throw new ERR_INVALID_ARG_TYPE(
  throw invalidArgType(
    "first argument",
    ["string", "Buffer", "ArrayBuffer", "Array", "Array-like Object"],
    value,
  );
};

function fromString(text, name) {
  const encoding =
    typeof name !== "string" || name.length === 0
      ? codec.UTF8
      : codec.encodingOf(name);
  if (encoding === 0) throw unknownEncoding(name); //@ fromString buffer:589:13|      throw new ERR_UNKNOWN_ENCODING(encoding);
  if (encoding === codec.UTF8) {
    const bytes = %Utf8Encode(text);
    return new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  const size = codec.byteLength(text, encoding);
  const bytes = new FastBuffer(size);
  const written = codec.write(text, bytes, 0, size, encoding);
  return written === size ? bytes : new FastBuffer(bytes.buffer, 0, written);
}

function fromArrayBuffer(buffer, offset, length) {
  if (offset === undefined) offset = 0;
  else {
    offset = +offset;
    if (offset !== offset) offset = 0;
  }
  const room = buffer.byteLength - offset;
  if (room < 0) throw outside("offset"); //@ fromArrayBuffer buffer:608:11|    throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length === undefined) length = room;
  else {
    length = +length;
    if (!(length > 0)) length = 0;
    else if (length > room) throw outside("length"); //@ fromArrayBuffer buffer:615:15|        throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  }
  return new FastBuffer(buffer, offset, length);
}

function fromArrayLike(list) {
  if (!(list.length > 0)) return new FastBuffer(0);
  const bytes = new FastBuffer(list.length);
  if (%ClassOf(list) === TYPED_ARRAY) %TypedArrayPrototypeSet(bytes, list, 0);
  else for (let i = 0; i < bytes.length; i++) bytes[i] = list[i];
  return bytes;
}

function fromObject(value) {
  if (value.length !== undefined || isArrayBuffer(value.buffer)) {
    if (typeof value.length !== "number") return new FastBuffer(0);
    return fromArrayLike(value);
  }
  if (value.type === "Buffer" && %ArrayIsArray(value.data))
    return fromArrayLike(value.data);
  return undefined;
}

Buffer.of = function of(...items) {
  return fromArrayLike(items);
};

Buffer.alloc = function alloc(size, fill, encoding) {
  checkSize(size); //@ *.alloc buffer:452:3
  const bytes = new FastBuffer(size);
  if (fill === undefined || fill === 0 || size === 0) return bytes;
  const e = typeof fill === "string" ? encodingForFill(encoding) : codec.UTF8;
  return fillBytes(bytes, fill, 0, size, e);
};

Buffer.allocUnsafe = function allocUnsafe(size) {
  checkSize(size); //@ *.allocUnsafe buffer:471:3
  return new FastBuffer(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  checkSize(size); //@ *.allocUnsafeSlow buffer:494:3
  return new FastBuffer(size);
};

Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  if (%ClassOf(view) !== TYPED_ARRAY)
    throw invalidArgType("view", ["TypedArray"], view); //@ *.copyBytesFrom buffer:392:11|    throw new ERR_INVALID_ARG_TYPE('view', [ 'TypedArray' ], view);
  const { validateInteger } = require("internal/validators");
  const count = %TypedArrayPrototypeGetLength(view);
  if (offset === undefined) offset = 0;
  else {
    validateInteger(offset, "offset", 0);
    if (offset >= count) return new FastBuffer(0);
  }
  let end = count;
  if (length !== undefined) {
    validateInteger(length, "length", 0);
    end = offset + length;
  }
  const copy = %TypedArrayPrototypeSlice(view, offset, end);
  return new FastBuffer(copy.buffer, copy.byteOffset, copy.byteLength);
};

Buffer.concat = function concat(list, length) {
  if (!%ArrayIsArray(list)) throw invalidArgType("list", "Array", list); //@ internal/errors:547:7, *.concat buffer:682:3|      throw error;
  if (list.length === 0) return new FastBuffer(0);
  if (length === undefined) {
    length = 0;
    for (let i = 0; i < list.length; i++) {
      if (!isBytes(list[i]))
        throw invalidArgType(`list[${i}]`, ["Buffer", "Uint8Array"], list[i]); //@ *.concat buffer:694:15|        throw new ERR_INVALID_ARG_TYPE(
      length += list[i].length;
    }
  } else {
    const { validateInteger } = require("internal/validators");
    validateInteger(length, "length", 0); //@ validateOffset buffer:136:3, *.concat buffer:715:3
  }
  const out = new FastBuffer(length);
  let at = 0;
  for (let i = 0; i < list.length; i++) {
    const bytes = list[i];
    if (!isBytes(bytes))
      throw invalidArgType(`list[${i}]`, ["Buffer", "Uint8Array"], bytes); //@ *.concat buffer:720:13|      throw new ERR_INVALID_ARG_TYPE(
    if (at >= length) break;
    const room = length - at;
    const piece = bytes.length > room ? codec.part(bytes, 0, room) : bytes;
    %TypedArrayPrototypeSet(out, piece, at);
    at += piece.length;
  }
  return out;
};

// ---- Asking -------------------------------------------------------------------

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.isEncoding = function isEncoding(name) {
  return (
    typeof name === "string" &&
    name.length !== 0 &&
    codec.encodingOf(name) !== 0
  );
};

Buffer.byteLength = function byteLength(value, name) {
  if (typeof value === "string") {
    const encoding = codec.encodingOf(name) || codec.UTF8;
    return codec.byteLength(value, encoding);
  }
  const kind = %ClassOf(value);
  if (kind === TYPED_ARRAY || kind === 17 || isArrayBuffer(value))
    return value.byteLength;
  throw invalidArgType("string", ["string", "Buffer", "ArrayBuffer"], value); //@ *.byteLength buffer:913:11|    throw new ERR_INVALID_ARG_TYPE(
};

function checkBytes(value, name) {
  if (!isBytes(value))
    throw invalidArgType(name, ["Buffer", "Uint8Array"], value);
}

function compareBytes(a, b) {
  const n = %MathMin(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}

Buffer.compare = function compare(a, b) {
  checkBytes(a, "buf1"); //@ *.compare buffer:661:11|    throw new ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
  checkBytes(b, "buf2"); //@ *.compare buffer:665:11|    throw new ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
  return a === b ? 0 : compareBytes(a, b);
};

const proto = Buffer.prototype;

%ObjectDefineProperty(proto, "parent", {
  __proto__: null,
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.buffer : undefined;
  },
});

%ObjectDefineProperty(proto, "offset", {
  __proto__: null,
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.byteOffset : undefined;
  },
});

proto.equals = function equals(other) {
  checkBytes(other, "otherBuffer"); //@ *.equals buffer:1005:11|    throw new ERR_INVALID_ARG_TYPE(
  if (this === other) return true;
  return this.length === other.length && compareBytes(this, other) === 0;
};

proto.compare = function compare(target, targetStart, targetEnd, start, end) {
  checkBytes(target, "target"); //@ *.compare buffer:1067:11|    throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  if (arguments.length === 1) return compareBytes(this, target);
  const { validateInteger } = require("internal/validators");
  const check = (value, name, max, initial) => {
    if (value === undefined) return initial;
    validateInteger(value, name, 0, max);
    return value;
  };
  targetStart = check(targetStart, "targetStart", undefined, 0);
  targetEnd = check(targetEnd, "targetEnd", target.length, target.length);
  start = check(start, "sourceStart", undefined, 0);
  end = check(end, "sourceEnd", this.length, this.length);
  if (start >= end) return targetStart >= targetEnd ? 0 : -1;
  if (targetStart >= targetEnd) return 1;
  return compareBytes(
    codec.part(this, start, end),
    codec.part(target, targetStart, targetEnd),
  );
};

// ---- Text ---------------------------------------------------------------------

proto.toString = function toString(name, start, end) {
  const length = this.length;
  if (arguments.length === 0) return codec.text(this, 0, length, codec.UTF8);
  if (start <= 0) start = 0;
  else if (start >= length) return "";
  else start = %MathTrunc(start) || 0;
  if (end === undefined || end > length) end = length;
  else end = %MathTrunc(end) || 0;
  if (end <= start) return "";
  const encoding =
    name === undefined ? codec.UTF8 : codec.encodingOf(`${name}`);
  if (encoding === 0) throw unknownEncoding(name); //@ *.toString buffer:998:11|    throw new ERR_UNKNOWN_ENCODING(encoding);
  return codec.text(this, start, end, encoding);
};

proto.toLocaleString = proto.toString;

proto.toJSON = function toJSON() {
  const data = [];
  for (let i = 0; i < this.length; i++) %ArrayPrototypePush(data, this[i]);
  return { type: "Buffer", data };
};

function badOffset(value, name, length) {
  const { validateInteger } = require("internal/validators");
  validateInteger(value, name, 0, length);
}

// Made in C++: its code is not in the first line.
function notAString() {
  const error = new %TypeError("argument must be a string");
  error.code = "ERR_INVALID_ARG_TYPE";
  return error;
}

proto.write = function write(text, offset, length, name) {
  if (typeof text !== "string") throw notAString(); //@ utf8Write internal/buffer:1000:10, *.write buffer:1271:12|  return utf8WriteStatic(buf, string, offset, length);
  if (offset === undefined)
    return codec.write(text, this, 0, this.length, codec.UTF8);
  if (typeof offset === "string" && length === undefined) {
    name = offset;
    offset = 0;
    length = this.length;
  } else {
    badOffset(offset, "offset", this.length); //@ validateOffset buffer:136:3, *.write buffer:1281:5
    const room = this.length - offset;
    if (length === undefined) length = room;
    else if (typeof length === "string") {
      name = length;
      length = room;
    } else {
      badOffset(length, "length", this.length); //@ validateOffset buffer:136:3, *.write buffer:1291:7
      if (length > room) length = room;
    }
  }
  const encoding = encodingFor(name); //@ *.write buffer:1304:11|    throw new ERR_UNKNOWN_ENCODING(encoding);
  return codec.write(text, this, offset, length, encoding);
};

function outside(name) {
  return coded(
    %RangeError,
    "ERR_BUFFER_OUT_OF_BOUNDS",
    `"${name}" is outside of buffer bounds`,
  );
}

function outOfIndex() {
  return coded(%RangeError, "ERR_OUT_OF_RANGE", "Index out of range");
}

// An offset of latin1Slice and its kin, which is never below 0.
function rawIndex(value, initial) {
  const at = value === undefined ? initial : %MathTrunc(+value) || 0;
  if (at < 0) throw outOfIndex();
  return at;
}

function rawSlice(bytes, start, end, encoding) {
  if (!isBytes(bytes))
    throw coded(
      %TypeError,
      "ERR_INVALID_ARG_TYPE",
      "argument must be a buffer",
    );
  const size = bytes.length;
  const from = rawIndex(start, 0);
  const to = rawIndex(end, size);
  if (from >= size || to <= from) return "";
  if (to > size) throw outOfIndex();
  return codec.text(bytes, from, to, encoding);
}

// utf8Write, latin1Write and asciiWrite are stricter than the others.
function rawWrite(bytes, text, offset, length, encoding) {
  if (typeof text !== "string") throw notAString();
  const isStrict =
    encoding === codec.UTF8 ||
    encoding === codec.LATIN1 ||
    encoding === codec.ASCII;
  if (isStrict && offset < 0) throw outside("offset");
  const at = rawIndex(offset, 0);
  const room = bytes.length - at;
  if (room < 0) throw outside("offset");
  if (isStrict && (length < 0 || length > room)) throw outside("length");
  const most = %MathMin(rawIndex(length, room), room);
  return codec.write(text, bytes, at, most, encoding);
}

// latin1Slice, hexWrite and so on: one pair for each encoding.
for (let e = codec.UTF8; e <= codec.HEX; e++) {
  const name = e === codec.UTF16 ? "ucs2" : codec.names[e];
  proto[`${name}Slice`] = function (start, end) {
    return rawSlice(this, start, end, e);
  };
  proto[`${name}Write`] = function (text, offset, length) {
    checkBytes(this, "this");
    return rawWrite(this, text, offset, length, e);
  };
}

const inspectLimit = { bytes: 50 };

proto[%SymbolFor("nodejs.util.inspect.custom")] = function inspect(
  depth,
  options,
) {
  const n = %MathMin(inspectLimit.bytes, this.length);
  const rest = this.length - inspectLimit.bytes;
  const hex = codec.text(this, 0, n, codec.HEX);
  let out = "";
  for (let i = 0; i < hex.length; i += 2)
    out += (i === 0 ? "" : " ") + %StringPrototypeSlice(hex, i, i + 2);
  if (rest > 0) out += ` ... ${rest} more byte${rest > 1 ? "s" : ""}`;
  if (options) {
    const keys = %GetOwnNonIndexKeys(this, !options.showHidden);
    if (keys.length > 0) {
      const { inspect } = require("internal/util/inspect");
      const extra = { __proto__: null };
      for (let i = 0; i < keys.length; i++) extra[keys[i]] = this[keys[i]];
      const text = inspect(extra, {
        ...options,
        breakLength: Infinity,
        compact: true,
      });
      // Without "[Object: null prototype] { " and " }".
      out +=
        (this.length === 0 ? "" : ", ") + %StringPrototypeSlice(text, 27, -2);
    }
  }
  return `<${this.constructor.name} ${out}>`;
};
proto.inspect = proto[%SymbolFor("nodejs.util.inspect.custom")];

// ---- Parts and changes ----------------------------------------------------------

// An index as slice takes it: whole, negative from the end, within 0 … length.
function clamp(value, length) {
  value = %MathTrunc(+value) || 0;
  if (value < 0) return %MathMax(value + length, 0);
  return %MathMin(value, length);
}

proto.subarray = function subarray(start, end) {
  const length = this.length;
  const from = start === undefined ? 0 : clamp(start, length);
  const to = end === undefined ? length : clamp(end, length);
  return new FastBuffer(
    this.buffer,
    this.byteOffset + from,
    to > from ? to - from : 0,
  );
};

proto.slice = function slice(start, end) {
  return this.subarray(start, end);
};

proto.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
  if (%ClassOf(target) !== TYPED_ARRAY)
    throw invalidArgType("target", ["Buffer", "Uint8Array"], target); //@ copyImpl buffer:256:11, *.copy buffer:964:12|    throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  const { validateInteger } = require("internal/validators");
  const index = (value, name, initial, max) => {
    if (value === undefined) return initial;
    const n = %NumberIsInteger(value) ? value : toWhole(value);
    if (n < 0 || n > max)
      //@ copyImpl buffer:263:13|      throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
      throw outOfRange(
        name,
        max === undefined ? ">= 0" : `>= 0 && <= ${max}`,
        n,
      );
    return n;
  };
  const room = target.byteLength;
  targetStart = index(targetStart, "targetStart", 0); //@ *.copy buffer:964:12
  sourceStart = index(sourceStart, "sourceStart", 0, this.length); //@ *.copy buffer:964:12
  sourceEnd = index(sourceEnd, "sourceEnd", this.length); //@ *.copy buffer:964:12
  if (targetStart >= room || sourceStart >= sourceEnd) return 0;
  const n = %MathMin(
    sourceEnd - sourceStart,
    room - targetStart,
    this.length - sourceStart,
  );
  %TypedArrayPrototypeSet(
    codec.part(target, 0, room),
    codec.part(this, sourceStart, sourceStart + n),
    targetStart,
  );
  return n;
};

function toWhole(value) {
  const n = +value;
  return %NumberIsFinite(n) ? %MathTrunc(n) : 0;
}

function encodingForFill(name) {
  if (name === undefined || name === null) return codec.UTF8;
  if (typeof name !== "string")
    throw invalidArgType("encoding", "string", name); //@ internal/errors:547:7|      throw error;
  if (name === "") return codec.UTF8;
  return encodingFor(name);
}

function fillBytes(bytes, value, start, end, encoding) {
  let pattern;
  if (typeof value === "string") {
    if (value.length === 0) value = 0;
    else {
      pattern = new %Uint8Array(codec.byteLength(value, encoding));
      const n = codec.write(value, pattern, 0, pattern.length, encoding);
      pattern = codec.part(pattern, 0, n);
      if (n === 0) throw invalidArgValue("value", value);
    }
  } else if (%ClassOf(value) === TYPED_ARRAY) {
    pattern = codec.part(value, 0, value.byteLength);
    if (pattern.length === 0) throw invalidArgValue("value", value);
  }
  if (pattern === undefined) {
    %TypedArrayPrototypeFill(bytes, +value & 255, start, end);
    return bytes;
  }
  for (let i = start; i < end; i++)
    bytes[i] = pattern[(i - start) % pattern.length];
  return bytes;
}

proto.fill = function fill(value, offset, end, name) {
  if (
    typeof value === "string" &&
    (offset === undefined || typeof offset === "string")
  ) {
    name = offset;
    offset = undefined;
    end = undefined;
  } else if (typeof value === "string" && typeof end === "string") {
    name = end;
    end = undefined;
  }
  const encoding =
    typeof value === "string" ? encodingForFill(name) : codec.UTF8; //@ _fill buffer:1208:13, *.fill buffer:1191:10|      throw new ERR_UNKNOWN_ENCODING(encoding);
  const { validateInteger } = require("internal/validators");
  if (offset === undefined) {
    offset = 0;
    end = this.length;
  } else {
    validateInteger(offset, "offset", 0); //@ validateOffset buffer:136:3, _fill buffer:1235:5, *.fill buffer:1191:10
    if (end === undefined) end = this.length;
    else validateInteger(end, "end", 0, this.length); //@ validateOffset buffer:136:3, _fill buffer:1240:7, *.fill buffer:1191:10
    if (offset >= end) return this;
  }
  return fillBytes(this, value, offset, end, encoding); //@ _fill buffer:1259:15, *.fill buffer:1191:10|        throw new ERR_INVALID_ARG_VALUE('value', value);
};

function swap(bytes, size, bits) {
  const n = bytes.length;
  if (n % size !== 0)
    throw coded(
      %RangeError,
      "ERR_INVALID_BUFFER_SIZE",
      `Buffer size must be a multiple of ${bits}-bits`,
    );
  for (let i = 0; i < n; i += size) {
    for (let a = i, b = i + size - 1; a < b; a++, b--) {
      const t = bytes[a];
      bytes[a] = bytes[b];
      bytes[b] = t;
    }
  }
  return bytes;
}

proto.swap16 = function swap16() {
  return swap(this, 2, 16); //@ *.swap16 buffer:1361:11|    throw new ERR_INVALID_BUFFER_SIZE('16-bits');
};

proto.swap32 = function swap32() {
  return swap(this, 4, 32); //@ *.swap32 buffer:1378:11|    throw new ERR_INVALID_BUFFER_SIZE('32-bits');
};

proto.swap64 = function swap64() {
  return swap(this, 8, 64); //@ *.swap64 buffer:1399:11|    throw new ERR_INVALID_BUFFER_SIZE('64-bits');
};

addNumbers(proto);
require("internal/buffer_search").addSearch(proto, isBytes);

// ---- The module -----------------------------------------------------------------

const base64 = require("internal/base64_text");

module.exports = {
  Buffer,
  atob: base64.atob,
  btoa: base64.btoa,
  constants: { MAX_LENGTH, MAX_STRING_LENGTH: MAX_STRING },
  isAscii(input) {
    const bytes = viewOf(input);
    for (let i = 0; i < bytes.length; i++) if (bytes[i] > 127) return false;
    return true;
  },
  isUtf8(input) {
    const bytes = viewOf(input);
    return %Utf8Valid(bytes, 0, bytes.length);
  },
  kMaxLength: MAX_LENGTH,
  kStringMaxLength: MAX_STRING,
  transcode(source, from, to) {
    if (!isBytes(source))
      throw invalidArgType("source", ["Buffer", "Uint8Array"], source);
    const origin = transcodable(from);
    const target = transcodable(to);
    const text = codec.text(source, 0, source.length, origin);
    return target === codec.LATIN1 || target === codec.ASCII
      ? base64.narrow(text, target === codec.ASCII ? 127 : 255, FastBuffer)
      : fromString(text, to);
  },
};

// The encodings that transcode knows; utf8 if none is named.
function transcodable(name) {
  const encoding =
    name === undefined || name === null || name === ""
      ? codec.UTF8
      : codec.encodingOf(name);
  if (
    encoding === codec.UTF8 ||
    encoding === codec.UTF16 ||
    encoding === codec.LATIN1 ||
    encoding === codec.ASCII
  )
    return encoding;
  const code = "U_ILLEGAL_ARGUMENT_ERROR";
  const error = new %Error(`Unable to transcode Buffer [${code}]`);
  error.code = code;
  error.errno = 1;
  throw error;
}

function viewOf(input) {
  if (%ClassOf(input) === TYPED_ARRAY)
    return codec.part(input, 0, input.byteLength);
  if (isArrayBuffer(input)) return new %Uint8Array(input);
  throw invalidArgType("input", ["ArrayBuffer", "Buffer", "TypedArray"], input);
}

%ObjectDefineProperty(module.exports, "INSPECT_MAX_BYTES", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return inspectLimit.bytes;
  },
  set(value) {
    const { validateNumber } = require("internal/validators");
    validateNumber(value, "INSPECT_MAX_BYTES", 0);
    inspectLimit.bytes = value;
  },
});

// internal/blob is linked with programs that name one of the globals.
for (const name of ["Blob", "File", "resolveObjectURL"])
  %ObjectDefineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const { blob } = require("internal/registry");
      if (blob !== undefined) return blob[name];
      return name === "resolveObjectURL" ? () => undefined : globalThis[name];
    },
  });
