"use strict";
// TextEncoder and TextDecoder (WHATWG Encoding) for utf-8, utf-16le, utf-16be and the
// encodings that its labels call windows-1252 (latin1).

const { coded, invalidArgType, invalidThis } = require("internal/errors");
const { openUtf8 } = require("internal/utf8_border");

const inspectCustom = %SymbolFor("nodejs.util.inspect.custom");
const TYPED_ARRAY = 18;
const DATA_VIEW = 17;
const ARRAY_BUFFER = 15;
const SHARED_ARRAY_BUFFER = 16;

class TextEncoder {
  #isEncoder = true;

  get encoding() {
    if (!(#isEncoder in this)) throw invalidThis("TextEncoder");
    return "utf-8";
  }

  encode(input = "") {
    if (!(#isEncoder in this)) throw invalidThis("TextEncoder");
    return %Utf8Encode(`${input}`);
  }

  encodeInto(source, target) {
    if (!(#isEncoder in this)) throw invalidThis("TextEncoder");
    if (typeof source !== "string")
      throw invalidArgType("src", "string", source); //@ internal/errors:547:7, *.encodeInto internal/encoding:365:5|      throw error;
    if (
      %ClassOf(target) !== TYPED_ARRAY ||
      %TypedArrayPrototypeGetSymbolToStringTag(target) !== "Uint8Array"
    )
      throw invalidArgType("dest", "Uint8Array", target); //@ *.encodeInto internal/encoding:367:13|      throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    const r = %Utf8EncodeInto(source, target);
    return { read: r[0], written: r[1] };
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    const { inspect } = require("internal/util/inspect");
    if (typeof depth === "number" && depth < 0) return this;
    const shape = %ObjectCreate({ constructor: TextEncoder });
    shape.encoding = this.encoding;
    return inspect(shape, options);
  }
}

function tag(Class, name) {
  %ObjectDefineProperty(Class.prototype, %SymbolToStringTag, {
    __proto__: null,
    value: name,
    configurable: true,
  });
}

tag(TextEncoder, "TextEncoder");

function enumerable(prototype, names) {
  for (let i = 0; i < names.length; i++)
    %ObjectDefineProperty(prototype, names[i], {
      __proto__: null,
      enumerable: true,
    });
}

enumerable(TextEncoder.prototype, ["encode", "encodeInto", "encoding"]);

// The name of the encoding that a label means; undefined if it is unknown.
function encodingOfLabel(label) {
  const name = %StringPrototypeToLowerCase(%StringPrototypeTrim(label));
  switch (name) {
    case "unicode-1-1-utf-8":
    case "unicode11utf8":
    case "unicode20utf8":
    case "utf-8":
    case "utf8":
    case "x-unicode20utf8":
      return "utf-8";
    case "csunicode":
    case "iso-10646-ucs-2":
    case "ucs-2":
    case "unicode":
    case "unicodefeff":
    case "utf-16":
    case "utf-16le":
      return "utf-16le";
    case "unicodefffe":
    case "utf-16be":
      return "utf-16be";
    case "ansi_x3.4-1968":
    case "ascii":
    case "cp1252":
    case "cp819":
    case "csisolatin1":
    case "ibm819":
    case "iso-8859-1":
    case "iso-ir-100":
    case "iso8859-1":
    case "iso88591":
    case "iso_8859-1":
    case "iso_8859-1:1987":
    case "l1":
    case "latin1":
    case "us-ascii":
    case "windows-1252":
    case "x-cp1252":
      return "windows-1252";
  }
  return undefined;
}

// windows-1252 for the bytes 80 to 9F.
const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function windowsText(bytes) {
  let out = "";
  let kept = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] < 0x80 || bytes[i] > 0x9f) continue;
    out += %Latin1Slice(bytes, kept, i) + high[bytes[i] - 0x80];
    kept = i + 1;
  }
  return out + %Latin1Slice(bytes, kept, bytes.length);
}

function bytesOf(input) {
  const kind = %ClassOf(input);
  if (kind === TYPED_ARRAY || kind === DATA_VIEW)
    return new %Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (kind === ARRAY_BUFFER || kind === SHARED_ARRAY_BUFFER)
    return new %Uint8Array(input);
  throw nativeError(
    "ERR_INVALID_ARG_TYPE",
    'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.',
  );
}

// The reference's decoders are native code, whose errors have no code in their stacks.
function nativeError(code, message) {
  const error = new %TypeError(message);
  error.code = code;
  return error;
}

function invalidData(encoding) {
  return nativeError(
    "ERR_ENCODING_INVALID_ENCODED_DATA",
    `The encoded data was not valid for encoding ${encoding}`,
  );
}

function hasLoneSurrogate(text) {
  return !%StringPrototypeIsWellFormed(text);
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #rest = none; // the bytes kept between calls with stream: true
  #started = false; // the place for a byte order mark is behind

  constructor(label = "utf-8", options = {}) {
    const encoding = encodingOfLabel(`${label}`);
    if (encoding === undefined)
      //@ new TextDecoder internal/encoding:436:13|      throw new ERR_ENCODING_NOT_SUPPORTED(encoding);
      throw coded(
        %RangeError,
        "ERR_ENCODING_NOT_SUPPORTED",
        `The "${label}" encoding is not supported`,
      );
    if (
      options !== null &&
      typeof options !== "object" &&
      typeof options !== "function"
    )
      throw invalidArgType("options", "Object", options); //@ internal/errors:547:7, new TextDecoder internal/encoding:432:5|      throw error;
    this.#encoding = encoding;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  get encoding() {
    if (!(#encoding in this)) throw invalidThis("TextDecoder"); //@ validateDecoder internal/encoding:69:11, get encoding internal/encoding:566:5|    throw new ERR_INVALID_THIS('TextDecoder');
    return this.#encoding;
  }

  get fatal() {
    if (!(#encoding in this)) throw invalidThis("TextDecoder");
    return this.#fatal;
  }

  get ignoreBOM() {
    if (!(#encoding in this)) throw invalidThis("TextDecoder");
    return this.#ignoreBOM;
  }

  decode(input = new %Uint8Array(0), options = {}) {
    if (!(#encoding in this)) throw invalidThis("TextDecoder"); //@ validateDecoder internal/encoding:69:11, *.decode internal/encoding:482:5|    throw new ERR_INVALID_THIS('TextDecoder');
    const bytes = bytesOf(input);
    if (
      options !== null &&
      typeof options !== "object" &&
      typeof options !== "function"
    )
      throw invalidArgType("options", "Object", options);
    if (this.#encoding === "windows-1252") return windowsText(bytes);
    const stream = Boolean(options?.stream);
    const isUtf8 = this.#encoding === "utf-8";
    const all = this.#rest.length === 0 ? bytes : joined(this.#rest, bytes);
    const units = this.#encoding === "utf-16be" ? swapped(all) : all;
    const open = isUtf8 ? openUtf8(all, true) : openUtf16(units);
    const end = all.length - open;
    const isGood = isUtf8
      ? !this.#fatal || %Utf8Valid(all, 0, end)
      : !this.#fatal || !hasLoneSurrogate(%Utf16Slice(units, 0, end));
    this.#rest = none;
    if (!isGood || (this.#fatal && !stream && open > 0))
      throw invalidData(this.#encoding);
    if (stream && open > 0) this.#rest = %TypedArrayPrototypeSlice(all, end);
    let text = isUtf8
      ? %Utf8Decode(all, 0, end)
      : %StringPrototypeToWellFormed(%Utf16Slice(units, 0, end));
    if (!stream && open > 0) text += "\ufffd";
    return this.#withoutMark(text, stream);
  }

  #withoutMark(text, stream) {
    let out = text;
    if (!this.#ignoreBOM && !this.#started && text !== "") {
      if (%StringPrototypeCharCodeAt(text, 0) === 0xfeff)
        out = %StringPrototypeSlice(text, 1);
    }
    this.#started = stream && (this.#started || text !== "");
    return out;
  }

  [%SymbolFor("nodejs.util.inspect.custom")](depth, options) {
    const { inspect } = require("internal/util/inspect");
    if (typeof depth === "number" && depth < 0) return "[TextDecoder]";
    const shape = %ObjectCreate(TextDecoder.prototype);
    show(shape, "encoding", this.encoding);
    show(shape, "fatal", this.fatal);
    show(shape, "ignoreBOM", this.ignoreBOM);
    return inspect(shape, { ...options, customInspect: false });
  }

  // As the reference has it: whatever the options are.
  [inspectCustom](depth, options, inspect) {
    if (typeof depth === "number" && depth < 0) return this;
    const { encoding, fatal, ignoreBOM } = this;
    return `TextDecoder ${inspect({ encoding, fatal, ignoreBOM })}`;
  }
}

function show(object, key, value) {
  %ObjectDefineProperty(object, key, {
    __proto__: null,
    value,
    enumerable: true,
  });
}

function joined(a, b) {
  const all = new %Uint8Array(a.length + b.length);
  %TypedArrayPrototypeSet(all, a, 0);
  %TypedArrayPrototypeSet(all, b, a.length);
  return all;
}

// Each two bytes the other way round; what is left of an odd number stays.
function swapped(bytes) {
  const out = %TypedArrayPrototypeSlice(bytes, 0);
  for (let i = 1; i < out.length; i += 2) {
    out[i] = bytes[i - 1];
    out[i - 1] = bytes[i];
  }
  return out;
}

const none = new %Uint8Array(0);

// A high surrogate waits for its other half, half a unit for the other byte.
function openUtf16(bytes) {
  const half = bytes.length % 2;
  const n = bytes.length - half;
  return n > 0 && bytes[n - 1] >= 0xd8 && bytes[n - 1] <= 0xdb
    ? half + 2
    : half;
}

tag(TextDecoder, "TextDecoder");
enumerable(TextDecoder.prototype, ["decode", "encoding", "fatal", "ignoreBOM"]);

module.exports = { TextEncoder, TextDecoder };
