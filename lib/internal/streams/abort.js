"use strict";
// stream.addAbortSignal: a signal's abort destroys the stream.

const { invalidArgType } = require("internal/errors");
const { validateAbortSignal } = require("internal/validators");

function addAbortSignal(signal, stream) {
  validateAbortSignal(signal, "signal"); //@ addAbortSignal internal/streams/add-abort-signal:34:3
  if (!stream || typeof stream.destroy !== "function")
    //@ addAbortSignal internal/streams/add-abort-signal:36:11|    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
    throw invalidArgType(
      "stream",
      ["ReadableStream", "WritableStream", "Stream"],
      stream,
    );
  const onAbort = () => {
    const { AbortError } = require("internal/abort_controller");
    stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  };
  if (signal.aborted)
    onAbort(); //@ stream.<computed>.AbortError.cause internal/streams/add-abort-signal:47:22, module.exports.addAbortSignalNoValidate internal/streams/add-abort-signal:53:5, addAbortSignal internal/streams/add-abort-signal:38:25
  else {
    signal.addEventListener("abort", onAbort, { once: true });
    const { finished } = require("internal/streams/pipeline");
    finished(stream, () => signal.removeEventListener("abort", onAbort));
  }
  return stream;
}

module.exports = { addAbortSignal };
