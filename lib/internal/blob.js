"use strict";
// Blob and File (W3C File API) over one Uint8Array each, and the URLs that name
// blobs. What would give a ReadableStream is refused.

const {
  coded,
  invalidArgType,
  invalidArgValue,
  invalidThis,
  unsupported,
} = require("internal/errors");
const { TextDecoder } = require("internal/encoding");

const inspectCustom = %SymbolFor("nodejs.util.inspect.custom");
const TYPED_ARRAY = 18;
const DATA_VIEW = 17;
const ARRAY_BUFFER = 15;
const SHARED_ARRAY_BUFFER = 16;

function isObject(value) {
  return (
    (typeof value === "object" && value !== null) || typeof value === "function"
  );
}

// The bytes of a buffer or view, not copied; undefined for another value.
function bytesOf(value) {
  switch (%ClassOf(value)) {
    case ARRAY_BUFFER:
    case SHARED_ARRAY_BUFFER:
      return new %Uint8Array(value);
    case TYPED_ARRAY:
    case DATA_VIEW:
      return new %Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    default:
      return undefined;
  }
}

// A type is lower case and printable ASCII, or empty.
function normalType(value) {
  const type = `${value}`;
  for (let i = 0; i < type.length; i++) {
    const unit = %StringPrototypeCharCodeAt(type, i);
    if (unit < 0x20 || unit > 0x7e) return "";
  }
  return %StringPrototypeToLowerCase(type);
}

function nativeLines(text) {
  const lines = %StringPrototypeReplaceAll(text, "\r\n", "\n");
  return %StringPrototypeReplaceAll(lines, "\r", "\n");
}

function partsOf(sources) {
  if (!isObject(sources) || sources[%SymbolIterator] == null)
    throw coded(
      %TypeError,
      "ERR_INVALID_ARG_TYPE",
      "Value cannot be converted to sequence.",
    );
  return [...sources];
}

function joined(sources, endings) {
  const parts = [];
  let size = 0;
  const list = partsOf(sources);
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    let bytes = isBlob(value) ? contents(value) : bytesOf(value);
    if (bytes === undefined) {
      const text = `${value}`;
      bytes = %Utf8Encode(endings === "native" ? nativeLines(text) : text);
    }
    %ArrayPrototypePush(parts, bytes);
    size += bytes.length;
  }
  const all = new %Uint8Array(size);
  for (let i = 0, at = 0; i < parts.length; i++) {
    %TypedArrayPrototypeSet(all, parts[i], at);
    at += parts[i].length;
  }
  return all;
}

function optionsOf(options) {
  if (options === undefined || options === null) return {};
  if (isObject(options)) return options;
  const error = invalidArgType("options", "object", options);
  error.message = %StringPrototypeReplace(
    error.message,
    "of type object",
    "a dictionary",
  );
  throw error;
}

// A relative position (from the end if negative) within 0 and size.
function position(value, size) {
  const n = %MathTrunc(+value) || 0;
  return n < 0 ? %MathMax(size + n, 0) : %MathMin(n, size);
}

let isBlob;
let contents;

class Blob {
  #bytes;
  #type;

  static {
    isBlob = (value) => isObject(value) && #bytes in value;
    contents = (blob) => blob.#bytes;
  }

  constructor(sources = [], options = undefined) {
    const { type = "", endings = "transparent" } = optionsOf(options);
    const ending = `${endings}`;
    if (ending !== "transparent" && ending !== "native")
      throw invalidArgValue("options.endings", endings); //@ new Blob internal/blob:169:13|      throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
    this.#bytes = joined(sources, ending);
    this.#type = normalType(type);
  }

  get type() {
    if (!isBlob(this)) throw invalidThis("Blob");
    return this.#type;
  }

  get size() {
    if (!isBlob(this)) throw invalidThis("Blob"); //@ get size internal/blob:241:13|      throw new ERR_INVALID_THIS('Blob');
    return this.#bytes.length;
  }

  slice(start = 0, end = undefined, contentType = "") {
    if (!isBlob(this)) throw invalidThis("Blob");
    const size = this.#bytes.length;
    const from = position(start, size);
    const to = %MathMax(end === undefined ? size : position(end, size), from);
    const part = new Blob([], { type: contentType });
    part.#bytes = %TypedArrayPrototypeSubarray(this.#bytes, from, to);
    return part;
  }

  async arrayBuffer() {
    if (!isBlob(this)) throw invalidThis("Blob");
    return new %Uint8Array(this.#bytes).buffer;
  }

  async text() {
    if (!isBlob(this)) throw invalidThis("Blob"); //@ Object.text internal/blob:306:28|      return PromiseReject(new ERR_INVALID_THIS('Blob'));
    return new TextDecoder().decode(this.#bytes);
  }

  async bytes() {
    if (!isBlob(this)) throw invalidThis("Blob");
    return new %Uint8Array(this.#bytes);
  }

  stream() {
    throw unsupported("Blob.stream");
  }

  textStream() {
    throw unsupported("Blob.textStream");
  }

  [inspectCustom](depth, options, inspect) {
    return show("Blob", { size: this.size, type: this.type }, [
      depth,
      options,
      inspect,
    ]);
  }
}

function show(name, shown, [depth, options, inspect]) {
  if (depth < 0) return options.stylize(`[${name}]`, "special");
  const inner = {
    ...options,
    depth: options.depth === null ? null : options.depth - 1,
  };
  return `${name} ${inspect(shown, inner)}`;
}

class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = undefined) {
    if (arguments.length < 2)
      //@ new File internal/file:64:13|      throw new ERR_MISSING_ARGS('fileBits', 'fileName');
      throw coded(
        %TypeError,
        "ERR_MISSING_ARGS",
        'The "fileBits" and "fileName" arguments must be specified',
      );
    super(fileBits, options);
    const { lastModified = %DateNow() } = optionsOf(options);
    this.#name = %StringPrototypeToWellFormed(`${fileName}`);
    this.#lastModified = %MathTrunc(+lastModified) || 0;
  }

  get name() {
    if (!isObject(this) || !(#name in this)) throw invalidThis("File");
    return this.#name;
  }

  get lastModified() {
    if (!isObject(this) || !(#name in this)) throw invalidThis("File");
    return this.#lastModified;
  }

  [inspectCustom](depth, options, inspect) {
    const { size, type, name, lastModified } = this;
    return show("File", { size, type, name, lastModified }, [
      depth,
      options,
      inspect,
    ]);
  }
}

function decorate(Class, names) {
  for (let i = 0; i < names.length; i++)
    %ObjectDefineProperty(Class.prototype, names[i], {
      __proto__: null,
      enumerable: true,
    });
  %ObjectDefineProperty(Class.prototype, %SymbolToStringTag, {
    __proto__: null,
    value: Class.name,
    configurable: true,
  });
}
decorate(Blob, [
  "type",
  "size",
  "slice",
  "arrayBuffer",
  "text",
  "bytes",
  "stream",
  "textStream",
]);
decorate(File, ["name", "lastModified"]);

// ---- blob: URLs -------------------------------------------------------------------

const SYS_getrandom = 318;
const PREFIX = "blob:nodedata:";

// A UUID of version 4.
function randomId() {
  const bytes = new %Uint8Array(16);
  %Syscall(SYS_getrandom, bytes, 16, 0);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = %Uint8ArrayPrototypeToHex(bytes);
  const part = (from, to) => %StringPrototypeSlice(hex, from, to);
  return `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`;
}

const stored = new %Map(); // by URL

function createObjectURL(blob) {
  if (!isBlob(blob)) throw invalidArgType("obj", "Blob", blob); //@ URL.createObjectURL internal/url:1264:13|      throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', obj);
  const url = `${PREFIX}${randomId()}`;
  %MapPrototypeSet(stored, url, blob);
  return url;
}

function revokeObjectURL(url) {
  %MapPrototypeDelete(stored, `${url}`);
}

function resolveObjectURL(url) {
  return %MapPrototypeGet(stored, `${url}`);
}

require("internal/registry").blob = module.exports = {
  Blob,
  File,
  createObjectURL,
  resolveObjectURL,
  revokeObjectURL,
};
