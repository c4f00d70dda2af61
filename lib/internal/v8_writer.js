"use strict";
// V8's serialisation format, version 15: values to bytes. Each value begins with
// a tag; objects are numbered in the order in which they begin, for references
// to them. Views of buffers are host objects: kind, length, bytes.

const ARRAY = 1;
const ERROR = 3;
const DATE = 4;
const REGEXP = 5;
const MAP = 6;
const SET = 7;
const ARRAY_BUFFER = 15;
const DATA_VIEW = 17;
const TYPED_ARRAY = 18;
const BOXED_BOOLEAN = 19;
const BOXED_NUMBER = 20;
const BOXED_STRING = 21;
const BOXED_BIGINT = 23;

// The numbers of the kinds of views.
const views = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  "DataView",
  "Buffer",
  "BigInt64Array",
  "BigUint64Array",
  "Float16Array",
];
const errorTags = {
  __proto__: null,
  EvalError: "E",
  RangeError: "R",
  ReferenceError: "F",
  SyntaxError: "S",
  TypeError: "T",
  URIError: "U",
};
const regexpFlags = "gimyus"; // bits from the lowest; d is 128, v 256

function isLatin1(text) {
  for (let i = 0; i < text.length; i++)
    if (%StringPrototypeCharCodeAt(text, i) > 255) return false;
  return true;
}

function isInt(x) {
  return (x | 0) === x && !%ObjectIs(x, -0);
}

// V8 keeps numbers of which one is no int32 as doubles.
function isDoubles(a) {
  let hasDouble = false;
  for (let i = 0; i < a.length; i++) {
    if (typeof a[i] !== "number") return false;
    hasDouble ||= !isInt(a[i]);
  }
  return hasDouble;
}

class Writer {
  constructor() {
    this.bytes = new %Uint8Array(256);
    this.length = 0;
    this.ids = new %Map();
    this.raw([0xff, 0x0f]);
  }

  reserve(n) {
    if (this.length + n <= this.bytes.length) return;
    const grown = new %Uint8Array(2 * (this.length + n));
    %TypedArrayPrototypeSet(grown, this.bytes);
    this.bytes = grown;
  }

  raw(bytes) {
    this.reserve(bytes.length);
    %TypedArrayPrototypeSet(this.bytes, bytes, this.length);
    this.length += bytes.length;
  }

  tag(letter) {
    this.reserve(1);
    this.bytes[this.length++] = %StringPrototypeCharCodeAt(letter, 0);
  }

  // Seven bits a byte, the lowest first; `n` is not negative.
  varint(n) {
    this.reserve(10);
    while (n >= 128) {
      this.bytes[this.length++] = (n % 128) | 128;
      n = %MathFloor(n / 128);
    }
    this.bytes[this.length++] = n;
  }

  double(x) {
    this.raw(new %Uint8Array(%Float64Array.of(x).buffer));
  }

  string(text) {
    if (isLatin1(text)) {
      this.tag('"');
      this.varint(text.length);
      this.reserve(text.length);
      %Latin1Write(text, this.bytes, this.length, text.length);
      this.length += text.length;
      return;
    }
    const n = 2 * text.length;
    const digits = n < 128 ? 1 : n < 16384 ? 2 : n < 2097152 ? 3 : 4;
    if ((this.length + 1 + digits) % 2 === 1) this.tag("\0"); // units are aligned
    this.tag("c");
    this.varint(n);
    this.reserve(n);
    %Utf16Write(text, this.bytes, this.length, n);
    this.length += n;
  }

  number(x) {
    if (isInt(x)) {
      this.tag("I");
      this.varint(x < 0 ? -2 * x - 1 : 2 * x);
    } else {
      this.tag("N");
      this.double(x);
    }
  }

  // Sign, number of bytes, 64-bit digits.
  bigint(x) {
    const isNegative = x < 0n;
    let rest = isNegative ? -x : x;
    const digits = [];
    for (; rest > 0n; rest >>= 64n)
      %ArrayPrototypePush(digits, %BigIntAsUintN(64, rest));
    this.varint(digits.length * 16 + (isNegative ? 1 : 0));
    this.raw(new %Uint8Array(%BigUint64Array.from(digits).buffer));
  }

  value(v) {
    switch (typeof v) {
      case "undefined":
        return this.tag("_");
      case "boolean":
        return this.tag(v ? "T" : "F");
      case "number":
        return this.number(v);
      case "string":
        return this.string(v);
      case "bigint":
        this.tag("Z");
        return this.bigint(v);
      case "object":
        return v === null ? this.tag("0") : this.object(v);
      case "function":
        throw new %Error(`${describe(v)} could not be cloned.`);
      default:
        throw new %Error(`${%String(v)} could not be cloned.`);
    }
  }

  object(o) {
    const id = %MapPrototypeGet(this.ids, o);
    if (id !== undefined) {
      this.tag("^");
      return this.varint(id);
    }
    %MapPrototypeSet(this.ids, o, %MapPrototypeGetSize(this.ids));
    switch (%ClassOf(o)) {
      case 0:
        return this.plain(o);
      case ARRAY:
        return this.array(o);
      case ERROR:
        return this.error(o);
      case DATE:
        this.tag("D");
        return this.double(%DatePrototypeGetTime(o));
      case REGEXP:
        return this.regexp(o);
      case MAP:
        return this.map(o);
      case SET:
        return this.set(o);
      case ARRAY_BUFFER:
        this.tag("B");
        this.varint(o.byteLength);
        return this.raw(new %Uint8Array(o));
      case DATA_VIEW:
      case TYPED_ARRAY:
        return this.view(o);
      case BOXED_BOOLEAN:
        return this.tag(%BooleanPrototypeValueOf(o) ? "y" : "x");
      case BOXED_NUMBER:
        this.tag("n");
        return this.double(%NumberPrototypeValueOf(o));
      case BOXED_STRING:
        this.tag("s");
        return this.string(%StringPrototypeValueOf(o));
      case BOXED_BIGINT:
        this.tag("z");
        return this.bigint(%BigIntPrototypeValueOf(o));
      default:
        throw new %Error(`${describe(o)} could not be cloned.`);
    }
  }

  // Keys and values; how many.
  properties(o, keys) {
    let count = 0;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!%ObjectPrototypePropertyIsEnumerable(o, key)) continue;
      const index = +key;
      if (`${index >>> 0}` === key && index < 4294967295) this.number(index);
      else this.string(key);
      this.value(o[key]);
      count++;
    }
    return count;
  }

  plain(o) {
    this.tag("o");
    const count = this.properties(o, %ObjectKeys(o));
    this.tag("{");
    this.varint(count);
  }

  array(a) {
    const { length } = a;
    let isDense = true;
    for (let i = 0; i < length && isDense; i++) isDense = %ObjectHasOwn(a, i);
    this.tag(isDense ? "A" : "a");
    this.varint(length);
    let count = 0;
    if (isDense) {
      const isDouble = isDoubles(a);
      for (let i = 0; i < length; i++)
        if (isDouble) {
          this.tag("N");
          this.double(a[i]);
        } else this.value(a[i]);
      const others = %GetOwnNonIndexKeys(a, true);
      const named = %ArrayPrototypeFilter(
        others,
        (key) => typeof key === "string",
      );
      count = this.properties(a, named);
    } else count = this.properties(a, %ObjectKeys(a));
    this.tag(isDense ? "$" : "@");
    this.varint(count);
    this.varint(length);
  }

  error(e) {
    this.tag("r");
    const prototype = errorTags[e.name];
    if (prototype !== undefined) this.tag(prototype);
    if (e.message !== undefined && %ObjectHasOwn(e, "message")) {
      this.tag("m");
      this.string(`${e.message}`);
    }
    if (typeof e.stack === "string") {
      this.tag("s");
      this.string(e.stack);
    }
    if (%ObjectHasOwn(e, "cause")) {
      this.tag("c");
      this.value(e.cause);
    }
    this.tag(".");
  }

  regexp(r) {
    this.tag("R");
    this.string(r.source);
    let bits = r.hasIndices ? 128 : 0;
    if (r.unicodeSets) bits |= 256;
    for (let i = 0; i < regexpFlags.length; i++)
      if (%StringPrototypeIncludes(r.flags, regexpFlags[i])) bits |= 1 << i;
    this.varint(bits);
  }

  map(m) {
    this.tag(";");
    const entries = [];
    %MapPrototypeForEach(m, (v, k) => %ArrayPrototypePush(entries, k, v));
    for (let i = 0; i < entries.length; i++) this.value(entries[i]);
    this.tag(":");
    this.varint(entries.length);
  }

  set(s) {
    this.tag("'");
    const entries = [];
    %SetPrototypeForEach(s, (v) => %ArrayPrototypePush(entries, v));
    for (let i = 0; i < entries.length; i++) this.value(entries[i]);
    this.tag(",");
    this.varint(entries.length);
  }

  view(o) {
    const { Buffer } = require("buffer");
    const name =
      %ClassOf(o) === DATA_VIEW
        ? "DataView"
        : o instanceof Buffer
          ? "Buffer"
          : %TypedArrayPrototypeGetSymbolToStringTag(o);
    this.tag("\\");
    this.varint(%ArrayPrototypeIndexOf(views, name));
    this.varint(o.byteLength);
    this.raw(new %Uint8Array(o.buffer, o.byteOffset, o.byteLength));
  }
}

function describe(o) {
  return typeof o === "function"
    ? %FunctionPrototypeToString(o)
    : `#<${%GetConstructorName(o)}>`;
}

// The bytes of a value.
function write(v) {
  const writer = new Writer();
  writer.value(v);
  return %TypedArrayPrototypeSlice(writer.bytes, 0, writer.length);
}

module.exports = { errorTags, regexpFlags, views, write };
