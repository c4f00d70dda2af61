"use strict";
// ReadableStreamPipeTo (WHATWG Streams 4.9.1).

const { invalidArgType } = require("internal/errors");
const {
  checkObject,
  invalidState,
  newDeferred,
  noop,
  then,
  resolvedWith,
} = require("internal/webstreams/common");
const readable = require("internal/webstreams/readable_core");
const writable = require("internal/webstreams/writable_core");

function checkOptions(options) {
  checkObject(options ?? 0, "options");
  const o = options ?? {};
  const { AbortSignal } = require("internal/abort_controller");
  const signal = o.signal;
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw invalidArgType("options.signal", "AbortSignal", signal);
  return {
    preventAbort: !!o.preventAbort,
    preventCancel: !!o.preventCancel,
    preventClose: !!o.preventClose,
    signal,
  };
}

function pipe(from, to, how) {
  const source = require("internal/webstreams/readable").recordOf(from);
  const target = require("internal/webstreams/writable").recordOf(to);
  const reader = readable.newReader(undefined, source);
  const writer = writable.newWriter(undefined, target);
  const { promise, resolve, reject } = newDeferred();
  let isEnding = false;
  let written = resolvedWith(undefined); // the last write
  let onAbort;
  source.disturbed = true;

  function finish(hasError, error) {
    writable.releaseWriter(writer);
    readable.releaseReader(reader);
    if (onAbort !== undefined) how.signal.removeEventListener("abort", onAbort);
    if (hasError) reject(error);
    else resolve(undefined);
  }

  // Writes that have begun are waited for, with those that begin meanwhile.
  function afterWrites(f) {
    const last = written;
    then(last, () => (last === written ? f() : afterWrites(f)));
  }

  function end(action, hasError, error) {
    if (isEnding) return;
    isEnding = true;
    const act = () => {
      if (action === undefined) finish(hasError, error);
      else
        then(
          action(),
          () => finish(hasError, error),
          (e) => finish(true, e),
        );
    };
    if (target.state === "writable" && !writable.isClosing(target))
      afterWrites(act);
    else act();
  }

  function abort() {
    const reason = how.signal.reason;
    const actions = [];
    if (!how.preventAbort)
      %ArrayPrototypePush(actions, () =>
        target.state === "writable"
          ? writable.abortStream(target, reason)
          : resolvedWith(undefined),
      );
    if (!how.preventCancel)
      %ArrayPrototypePush(actions, () =>
        source.state === "readable"
          ? readable.cancelStream(source, reason)
          : resolvedWith(undefined),
      );
    end(
      () =>
        %ReflectApply(%PromiseAll, %Promise, [
          %ArrayPrototypeMap(actions, (f) => f()),
        ]),
      true,
      reason,
    );
  }

  // Steps at once if the stream is in the state already.
  function when(state, stream, settled, f) {
    if (stream.state === state) f(stream.error);
    else if (state === "errored") then(settled, undefined, f);
    else then(settled, f, noop);
  }

  // Copies chunk after chunk; what ends it is seen by the watches below.
  function copy() {
    if (isEnding) return;
    then(writer.ready.promise, read, noop);
  }

  function read() {
    if (isEnding) return;
    readable.readFrom(reader, {
      chunk: (value) =>
        then(resolvedWith(undefined), () => {
          written = then(writable.write(writer, value), noop, noop);
          copy();
        }),
      close: noop,
      error: noop,
    });
  }

  if (how.signal !== undefined) {
    if (how.signal.aborted) {
      abort();
      return promise;
    }
    onAbort = abort;
    how.signal.addEventListener("abort", onAbort);
  }
  when("errored", source, reader.closed.promise, (e) =>
    end(
      how.preventAbort ? undefined : () => writable.abortStream(target, e),
      true,
      e,
    ),
  );
  when("errored", target, writer.closed.promise, (e) =>
    end(
      how.preventCancel ? undefined : () => readable.cancelStream(source, e),
      true,
      e,
    ),
  );
  when("closed", source, reader.closed.promise, () =>
    end(
      how.preventClose
        ? undefined
        : () => writable.closeWithErrorPropagation(writer),
    ),
  );
  if (writable.isClosing(target) || target.state === "closed") {
    const e = invalidState("Destination WritableStream is closed");
    end(
      how.preventCancel ? undefined : () => readable.cancelStream(source, e),
      true,
      e,
    );
  }
  copy();
  return promise;
}

module.exports = { checkOptions, pipe };
