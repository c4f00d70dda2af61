"use strict";
// require('v8'): figures of the heap, V8's format for values.

const { refuse } = require("internal/refused");
const { coded } = require("internal/errors");

function getHeapStatistics() {
  const [total, used, external, , limit] = %HeapStats();
  return {
    total_heap_size: total,
    total_heap_size_executable: 0,
    total_physical_size: total,
    total_available_size: limit - used,
    used_heap_size: used,
    heap_size_limit: limit,
    malloced_memory: 0,
    peak_malloced_memory: 0,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: external,
    total_allocated_bytes: used,
  };
}

function serialize(value) {
  const { Buffer } = require("buffer");
  const bytes = require("internal/v8_writer").write(value); //@ *.serialize v8:515:7|  ser.writeValue(value);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function deserialize(buffer) {
  if (!%ArrayBufferIsView(buffer))
    throw coded(
      %TypeError,
      "ERR_INVALID_ARG_TYPE",
      "buffer must be a TypedArray or a DataView",
    );
  return require("internal/v8_reader").read(
    new %Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength),
  );
}

// Options of V8 have no effect on a compiled program.
function setFlagsFromString(flags) {
  const { validateString } = require("internal/validators");
  validateString(flags, "flags"); //@ *.setFlagsFromString v8:176:3
}

module.exports = refuse(
  {
    cachedDataVersionTag: () => 0,
    deserialize,
    getHeapStatistics,
    isStringOneByteRepresentation(text) {
      const { validateString } = require("internal/validators");
      validateString(text, "content"); //@ *.isStringOneByteRepresentation v8:256:3
      for (let i = 0; i < text.length; i++)
        if (%StringPrototypeCharCodeAt(text, i) > 255) return false;
      return true;
    },
    serialize,
    setFlagsFromString,
  },
  "v8",
  "getCppHeapStatistics getHeapCodeStatistics getHeapSnapshot getHeapSpaceStatistics queryObjects setHeapSnapshotNearHeapLimit stopCoverage takeCoverage writeHeapSnapshot Serializer Deserializer DefaultSerializer DefaultDeserializer GCProfiler",
);
