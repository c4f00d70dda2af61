"use strict";
// The records behind writable streams and what is done with them (WHATWG Streams 5.4, 5.5): a stream { wrapper, state,
// error, writer, controller, requests, … }, a writer { wrapper, stream, ready, closed }, a controller.

const {
  Fifo,
  SizedQueue,
  invalidState,
  markHandled,
  newDeferred,
  rejectedDeferred,
  resolvedDeferred,
  then,
  rejectedWith,
  resolvedWith,
} = require("internal/webstreams/common");

const CLOSE = {}; // in a queue: nothing comes behind it

function newStream(wrapper) {
  return {
    wrapper,
    state: "writable",
    error: undefined,
    writer: undefined,
    controller: undefined,
    requests: new Fifo(), // of writes that wait
    inFlight: undefined, // the write that the sink does
    closeRequest: undefined,
    closing: undefined, // the close that the sink does
    pendingAbort: undefined,
    backpressure: false,
  };
}

function setUpController(stream, sink, mark, size) {
  const c = {
    wrapper: undefined,
    stream,
    queue: new SizedQueue(),
    mark,
    size,
    write: sink.write,
    close: sink.close,
    abort: sink.abort,
    started: false,
    abortController: undefined,
    abortReason: undefined,
    isAborted: false,
  };
  stream.controller = c;
  updateBackpressure(stream, hasBackpressure(c));
  return c;
}

function startController(c, result) {
  then(
    new %Promise((resolve) => resolve(result)),
    () => {
      c.started = true;
      advance(c);
    },
    (e) => {
      c.started = true;
      dealWithRejection(c.stream, e);
    },
  );
}

function desiredSize(c) {
  return c.mark - c.queue.total;
}

function hasBackpressure(c) {
  return desiredSize(c) <= 0;
}

function clearAlgorithms(c) {
  c.write = c.close = c.abort = c.size = undefined;
}

function isClosing(stream) {
  return stream.closeRequest !== undefined || stream.closing !== undefined;
}

// ---- writers ----

function newWriter(wrapper, stream) {
  const writer = { wrapper, stream, ready: undefined, closed: undefined };
  stream.writer = writer;
  if (stream.state === "errored") {
    writer.ready = rejectedDeferred(stream.error);
    writer.closed = rejectedDeferred(stream.error);
    return writer;
  }
  const isClosed = stream.state === "closed";
  writer.closed = isClosed ? resolvedDeferred() : newDeferred();
  if (stream.state === "erroring")
    writer.ready = rejectedDeferred(stream.error);
  else if (!isClosed && !isClosing(stream) && stream.backpressure)
    writer.ready = newDeferred();
  else writer.ready = resolvedDeferred();
  return writer;
}

// The promise is rejected, one that has been settled is replaced.
function rejectOrReplace(writer, name, isPending, error) {
  if (isPending) {
    writer[name].reject(error);
    markHandled(writer[name].promise);
  } else {
    writer[name] = rejectedDeferred(error);
  }
}

function isReadyPending(writer) {
  return %GetPromiseDetails(writer.ready.promise)[0] === 0;
}

function releaseWriter(writer) {
  const stream = writer.stream;
  const error = invalidState("Writer has been released");
  rejectOrReplace(writer, "ready", isReadyPending(writer), error);
  rejectOrReplace(
    writer,
    "closed",
    %GetPromiseDetails(writer.closed.promise)[0] === 0,
    error,
  );
  stream.writer = undefined;
  writer.stream = undefined;
}

function writerDesiredSize(writer) {
  const stream = writer.stream;
  if (stream.state === "errored" || stream.state === "erroring") return null;
  return stream.state === "closed" ? 0 : desiredSize(stream.controller);
}

function write(writer, chunk) {
  const stream = writer.stream;
  const c = stream.controller;
  let size;
  try {
    size = c.size === undefined ? 1 : c.size(chunk);
  } catch (e) {
    errorIfNeeded(c, e);
    size = 1;
  }
  if (stream !== writer.stream)
    return rejectedWith(invalidState("Mismatched WritableStreams"));
  if (stream.state === "errored") return rejectedWith(stream.error);
  if (isClosing(stream) || stream.state === "closed")
    return rejectedWith(invalidState("WritableStream is closed"));
  if (stream.state === "erroring") return rejectedWith(stream.error);
  const request = newDeferred();
  stream.requests.push(request);
  enqueue(c, chunk, size);
  return request.promise;
}

function enqueue(c, chunk, size) {
  try {
    c.queue.push(chunk, size);
  } catch (e) {
    errorIfNeeded(c, e);
    return;
  }
  const stream = c.stream;
  if (!isClosing(stream) && stream.state === "writable")
    updateBackpressure(stream, hasBackpressure(c));
  advance(c);
}

// ---- closing and aborting ----

function closeStream(stream) {
  if (stream.state === "closed" || stream.state === "errored")
    return rejectedWith(invalidState("WritableStream is closed"));
  const request = (stream.closeRequest = newDeferred());
  if (
    stream.writer !== undefined &&
    stream.backpressure &&
    stream.state === "writable"
  )
    stream.writer.ready.resolve(undefined);
  stream.controller.queue.push(CLOSE, 0);
  advance(stream.controller);
  return request.promise;
}

// A close that is no error of a stream that is closed or closing (5.5.?).
function closeWithErrorPropagation(writer) {
  const stream = writer.stream;
  if (isClosing(stream) || stream.state === "closed")
    return resolvedWith(undefined);
  if (stream.state === "errored") return rejectedWith(stream.error);
  return closeStream(stream);
}

function abortStream(stream, reason) {
  if (stream.state === "closed" || stream.state === "errored")
    return resolvedWith(undefined);
  const c = stream.controller;
  c.isAborted = true;
  c.abortReason = reason;
  c.abortController?.abort(reason);
  if (stream.state === "closed" || stream.state === "errored")
    return resolvedWith(undefined);
  if (stream.pendingAbort !== undefined)
    return stream.pendingAbort.deferred.promise;
  const wasErroring = stream.state === "erroring";
  if (wasErroring) reason = undefined;
  const deferred = newDeferred();
  stream.pendingAbort = { deferred, reason, wasErroring };
  if (!wasErroring) startErroring(stream, reason);
  return deferred.promise;
}

// ---- errors ----

function errorIfNeeded(c, error) {
  if (c.stream.state === "writable") errorController(c, error);
}

function errorController(c, error) {
  clearAlgorithms(c);
  startErroring(c.stream, error);
}

function dealWithRejection(stream, error) {
  if (stream.state === "writable") startErroring(stream, error);
  else finishErroring(stream);
}

function startErroring(stream, reason) {
  stream.state = "erroring";
  stream.error = reason;
  const writer = stream.writer;
  if (writer !== undefined)
    rejectOrReplace(writer, "ready", isReadyPending(writer), reason);
  if (
    stream.inFlight === undefined &&
    stream.closing === undefined &&
    stream.controller.started
  )
    finishErroring(stream);
}

function finishErroring(stream) {
  stream.state = "errored";
  const c = stream.controller;
  c.queue.clear();
  while (stream.requests.length > 0)
    stream.requests.shift().reject(stream.error);
  const aborted = stream.pendingAbort;
  if (aborted === undefined) {
    rejectClosed(stream);
    return;
  }
  stream.pendingAbort = undefined;
  if (aborted.wasErroring) {
    aborted.deferred.reject(stream.error);
    rejectClosed(stream);
    return;
  }
  const done =
    c.abort === undefined ? resolvedWith(undefined) : c.abort(aborted.reason);
  clearAlgorithms(c);
  then(
    done,
    () => {
      aborted.deferred.resolve(undefined);
      rejectClosed(stream);
    },
    (e) => {
      aborted.deferred.reject(e);
      rejectClosed(stream);
    },
  );
}

function rejectClosed(stream) {
  if (stream.closeRequest !== undefined) {
    stream.closeRequest.reject(stream.error);
    stream.closeRequest = undefined;
  }
  const writer = stream.writer;
  if (writer === undefined) return;
  writer.closed.reject(stream.error);
  markHandled(writer.closed.promise);
}

// ---- the sink's work ----

function updateBackpressure(stream, backpressure) {
  const writer = stream.writer;
  if (writer !== undefined && backpressure !== stream.backpressure) {
    if (backpressure) writer.ready = newDeferred();
    else writer.ready.resolve(undefined);
  }
  stream.backpressure = backpressure;
}

function advance(c) {
  const stream = c.stream;
  if (!c.started || stream.inFlight !== undefined) return;
  if (stream.state === "erroring") {
    finishErroring(stream);
    return;
  }
  if (c.queue.length === 0) return;
  const chunk = c.queue.peek();
  if (chunk === CLOSE) doClose(c);
  else doWrite(c, chunk);
}

function doClose(c) {
  const stream = c.stream;
  stream.closing = stream.closeRequest;
  stream.closeRequest = undefined;
  c.queue.shift();
  const done = c.close();
  clearAlgorithms(c);
  then(
    done,
    () => {
      stream.closing.resolve(undefined);
      stream.closing = undefined;
      if (stream.state === "erroring") {
        stream.error = undefined;
        if (stream.pendingAbort !== undefined) {
          stream.pendingAbort.deferred.resolve(undefined);
          stream.pendingAbort = undefined;
        }
      }
      stream.state = "closed";
      stream.writer?.closed.resolve(undefined);
    },
    (e) => {
      stream.closing.reject(e);
      stream.closing = undefined;
      if (stream.pendingAbort !== undefined) {
        stream.pendingAbort.deferred.reject(e);
        stream.pendingAbort = undefined;
      }
      dealWithRejection(stream, e);
    },
  );
}

function doWrite(c, chunk) {
  const stream = c.stream;
  stream.inFlight = stream.requests.shift();
  then(
    c.write(chunk, c.wrapper),
    () => {
      stream.inFlight.resolve(undefined);
      stream.inFlight = undefined;
      c.queue.shift();
      if (!isClosing(stream) && stream.state === "writable")
        updateBackpressure(stream, hasBackpressure(c));
      advance(c);
    },
    (e) => {
      if (stream.state === "writable") clearAlgorithms(c);
      stream.inFlight.reject(e);
      stream.inFlight = undefined;
      dealWithRejection(stream, e);
    },
  );
}

module.exports = {
  abortStream,
  closeStream,
  closeWithErrorPropagation,
  errorController,
  errorIfNeeded,
  isClosing,
  newStream,
  newWriter,
  releaseWriter,
  setUpController,
  startController,
  write,
  writerDesiredSize,
};
