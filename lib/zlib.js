"use strict";
// require('zlib'): deflate, gzip and their readers, at once, with a callback and
// as streams; crc32; reading Brotli.

const { unsupported } = require("internal/errors");
const { validateFunction } = require("internal/validators");
const { Engine } = require("internal/zlib/engine");
const { inputOf, settingsOf, tooLarge } = require("internal/zlib/options");
const { classes, modes } = require("internal/zlib/streams");
const { codes, constants } = require("internal/zlib/constants");

function whole(name, input, settings) {
  const { Buffer } = require("buffer");
  const chunks = [];
  let length = 0;
  const engine = new Engine(modes[name], settings);
  engine.write(input, settings.finishFlush, (bytes) => {
    length += bytes.length;
    if (length > settings.maxOutputLength)
      throw tooLarge(settings.maxOutputLength);
    %ArrayPrototypePush(chunks, bytes);
  });
  return Buffer.concat(chunks, length);
}

// The three forms of each: nameSync, name, createName.
function define(exported, name) {
  const small =
    %StringPrototypeToLowerCase(name[0]) + %StringPrototypeSlice(name, 1);
  const Class = classes[name];
  const forms = {
    [`${small}Sync`]: function (buffer, options) {
      const input = inputOf(buffer);
      const settings = settingsOf(modes[name], options);
      const result = whole(name, input, settings);
      return settings.info
        ? { buffer: result, engine: new Class(options) }
        : result;
    },
    [small]: function (buffer, options, callback) {
      if (typeof options === "function") {
        callback = options;
        options = {};
      }
      validateFunction(callback, "callback");
      later(
        callback,
        inputOf(buffer),
        settingsOf(modes[name], options),
        (i, s) => whole(name, i, s),
      );
    },
    [`create${name}`]: function (options) {
      return new Class(options);
    },
  };
  %ObjectAssign(exported, forms);
  exported[name] = Class;
}

function later(callback, input, settings, work) {
  require("internal/loop").complete(() => {
    let result;
    try {
      result = work(input, settings);
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, result);
  }, []);
}

function crc32(data, value = 0) {
  const { invalidArgType } = require("internal/errors");
  const { validateUint32 } = require("internal/validators");
  if (typeof data !== "string" && !%ArrayBufferIsView(data))
    //@ *.crc32 zlib:1079:11|    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
    throw invalidArgType(
      "data",
      ["string", "Buffer", "TypedArray", "DataView"],
      data,
    );
  validateUint32(value, "value"); //@ *.crc32 zlib:1081:3
  const bytes = inputOf(data);
  const update = require("internal/deps/crc32").default;
  return update(value, bytes, bytes.length, 0) >>> 0;
}

const exported = (module.exports = { crc32 });
for (const name in modes) define(exported, name);

%ObjectAssign(exported, require("internal/zlib/brotli"));

const refused = %StringPrototypeSplit(
  "BrotliCompress BrotliDecompress ZstdCompress ZstdDecompress brotliCompress brotliCompressSync zstdCompress zstdCompressSync zstdDecompress zstdDecompressSync createBrotliCompress createBrotliDecompress createZstdCompress createZstdDecompress",
  " ",
);
for (let i = 0; i < refused.length; i++)
  exported[refused[i]] = {
    [refused[i]]: function () {
      throw unsupported(`zlib.${refused[i]}`);
    },
  }[refused[i]];

// The constants stood on the module itself once; those of Brotli never did.
for (const key in constants)
  if (!%StringPrototypeStartsWith(key, "BROTLI"))
    %ObjectDefineProperty(exported, key, {
      __proto__: null,
      enumerable: false,
      value: constants[key],
    });
exported.constants = constants;
exported.codes = codes;
