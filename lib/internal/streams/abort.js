"use strict";
// stream.addAbortSignal: a signal's abort destroys the stream.

const { invalidArgType } = require("internal/errors");
const { validateAbortSignal } = require("internal/validators");

function addAbortSignal(signal, stream) {
  validateAbortSignal(signal, "signal");
  if (!stream || typeof stream.destroy !== "function")
    throw invalidArgType(
      "stream",
      ["ReadableStream", "WritableStream", "Stream"],
      stream,
    );
  const onAbort = () => {
    const { AbortError } = require("internal/abort_controller");
    stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  };
  if (signal.aborted) onAbort();
  else {
    signal.addEventListener("abort", onAbort, { once: true });
    const { finished } = require("internal/streams/pipeline");
    finished(stream, () => signal.removeEventListener("abort", onAbort));
  }
  return stream;
}

module.exports = { addAbortSignal };
