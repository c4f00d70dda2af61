"use strict";
// The records behind readable streams and what is done with them (WHATWG Streams 4.9, 4.10): a stream
// { wrapper, state, error, disturbed, reader, controller }, a reader { wrapper, stream, closed, requests }, a controller
// { wrapper, stream, queue, … }. A request is { chunk(v), close(), error(e) }.

const {
  Fifo,
  SizedQueue,
  invalidState,
  markHandled,
  newDeferred,
  noop,
  rejectedDeferred,
  then,
  rejectedWith,
  resolvedWith,
} = require("internal/webstreams/common");

function newStream(wrapper) {
  return {
    wrapper,
    state: "readable",
    error: undefined,
    disturbed: false,
    reader: undefined,
    controller: undefined,
  };
}

function newReader(wrapper, stream) {
  const closed = newDeferred();
  const reader = { wrapper, stream, closed, requests: new Fifo() };
  stream.reader = reader;
  if (stream.state === "closed") closed.resolve(undefined);
  else if (stream.state === "errored") {
    closed.reject(stream.error);
    markHandled(closed.promise);
  }
  return reader;
}

function closeStream(stream) {
  stream.state = "closed";
  const reader = stream.reader;
  if (reader === undefined) return;
  reader.closed.resolve(undefined);
  while (reader.requests.length > 0) reader.requests.shift().close();
}

function errorStream(stream, error) {
  stream.state = "errored";
  stream.error = error;
  const reader = stream.reader;
  if (reader === undefined) return;
  reader.closed.reject(error);
  markHandled(reader.closed.promise);
  while (reader.requests.length > 0) reader.requests.shift().error(error);
}

function cancelStream(stream, reason) {
  stream.disturbed = true;
  if (stream.state === "closed") return resolvedWith(undefined);
  if (stream.state === "errored") return rejectedWith(stream.error);
  closeStream(stream);
  const c = stream.controller;
  c.queue.clear();
  const done = c.cancel(reason);
  clearAlgorithms(c);
  return then(done, noop);
}

// ---- readers ----

function readFrom(reader, request) {
  const stream = reader.stream;
  stream.disturbed = true;
  if (stream.state === "closed") return request.close();
  if (stream.state === "errored") return request.error(stream.error);
  const c = stream.controller;
  if (c.queue.length === 0) {
    reader.requests.push(request);
    return callPull(c);
  }
  const chunk = c.queue.shift();
  if (c.closeRequested && c.queue.length === 0) {
    clearAlgorithms(c);
    closeStream(stream);
  } else {
    callPull(c);
  }
  request.chunk(chunk);
}

// A read as a promise of { value, done }.
function readPromise(reader) {
  const { promise, resolve, reject } = newDeferred();
  readFrom(reader, {
    chunk: (value) => resolve({ done: false, value }),
    close: () => resolve({ done: true, value: undefined }),
    error: reject,
  });
  return promise;
}

function releaseReader(reader) {
  const stream = reader.stream;
  const error = invalidState("Reader released");
  if (stream.state === "readable") {
    reader.closed.reject(error);
    markHandled(reader.closed.promise);
  } else {
    reader.closed = rejectedDeferred(error);
  }
  stream.reader = undefined;
  reader.stream = undefined;
  while (reader.requests.length > 0)
    reader.requests.shift().error(invalidState("Releasing reader"));
}

// ---- controllers ----

function setUpController(stream, wrapper, source, mark, size) {
  const c = {
    wrapper,
    stream,
    queue: new SizedQueue(),
    mark,
    size,
    pull: source.pull,
    cancel: source.cancel,
    started: false,
    closeRequested: false,
    pulling: false,
    pullAgain: false,
  };
  stream.controller = c;
  return c;
}

// `result` is what the source's start gave.
function startController(c, result) {
  then(
    new %Promise((resolve) => resolve(result)),
    () => {
      c.started = true;
      callPull(c);
    },
    (e) => errorController(c, e),
  );
}

function clearAlgorithms(c) {
  c.pull = c.cancel = c.size = undefined;
}

function mayEnqueue(c) {
  return !c.closeRequested && c.stream.state === "readable";
}

function desiredSize(c) {
  if (c.stream.state === "errored") return null;
  return c.stream.state === "closed" ? 0 : c.mark - c.queue.total;
}

function isAskedFor(stream) {
  return stream.reader !== undefined && stream.reader.requests.length > 0;
}

// ShouldCallPull
function wantsMore(c) {
  if (!mayEnqueue(c) || !c.started) return false;
  return isAskedFor(c.stream) || desiredSize(c) > 0;
}

function callPull(c) {
  if (!wantsMore(c)) return;
  if (c.pulling) {
    c.pullAgain = true;
    return;
  }
  c.pulling = true;
  then(
    c.pull(c.wrapper),
    () => {
      c.pulling = false;
      if (!c.pullAgain) return;
      c.pullAgain = false;
      callPull(c);
    },
    (e) => errorController(c, e),
  );
}

function enqueue(c, chunk) {
  if (isAskedFor(c.stream)) {
    c.stream.reader.requests.shift().chunk(chunk);
  } else {
    try {
      const size = c.size;
      c.queue.push(chunk, size(chunk));
    } catch (e) {
      errorController(c, e);
      throw e;
    }
  }
  callPull(c);
}

function closeController(c) {
  if (!mayEnqueue(c)) return;
  c.closeRequested = true;
  if (c.queue.length > 0) return;
  clearAlgorithms(c);
  closeStream(c.stream);
}

function errorController(c, error) {
  if (c.stream.state !== "readable") return;
  c.queue.clear();
  clearAlgorithms(c);
  errorStream(c.stream, error);
}

module.exports = {
  cancelStream,
  closeController,
  desiredSize,
  enqueue,
  errorController,
  mayEnqueue,
  newReader,
  newStream,
  readFrom,
  readPromise,
  releaseReader,
  setUpController,
  startController,
  wantsMore,
};
