"use strict";
// map, filter, take and the other operators of readable streams, called on the
// stream. Those that give streams are made of async generators.

const { coded } = require("internal/errors");
const {
  validateAbortSignal,
  validateFunction,
  validateInteger,
  validateObject,
} = require("internal/validators");

function checkOptions(options) {
  if (options === undefined || options === null) return;
  validateObject(options, "options"); //@ Readable.map internal/streams/operators:40:5
  if (options.signal !== undefined && options.signal !== null)
    validateAbortSignal(options.signal, "options.signal");
}

function concurrencyOf(options) {
  const given = options?.concurrency ?? 1;
  const n = %MathFloor(given);
  validateInteger(n, "options.concurrency", 1); //@ Readable.map internal/streams/operators:56:3
  return n;
}

function abortError(signal) {
  const { AbortError } = require("internal/abort_controller");
  return new AbortError(undefined, { cause: signal.reason });
}

// Throws once the signal is aborted.
function check(signal) {
  if (signal?.aborted) throw abortError(signal);
}

// A signal that is aborted with the caller's or when the work is over.
function linkedSignal(signal) {
  const { AbortController, AbortSignal } = require("internal/abort_controller");
  const own = new AbortController();
  return {
    signal: signal ? AbortSignal.any([own.signal, signal]) : own.signal,
    abort: () => own.abort(),
  };
}

// What fn gives for each chunk, in their order; at most `concurrency` calls run
// at once.
async function* results(stream, fn, options) {
  const limit = concurrencyOf(options);
  const { signal, abort } = linkedSignal(options?.signal);
  const queue = []; // promises of results; the last one ends the work
  let isOver = false;
  let wakeReader;
  let wakePump;
  const wait = () => new %Promise((resolve) => (wakeReader = resolve));
  const onAbort = () => wakeReader?.();
  signal.addEventListener("abort", onAbort);
  const pump = async () => {
    let end = { isEnd: true };
    try {
      for await (const chunk of stream) {
        if (isOver) return;
        check(signal);
        const result = (async () => ({ value: await fn(chunk, { signal }) }))();
        %PromisePrototypeThen(result, undefined, () => {});
        %ArrayPrototypePush(queue, result);
        wakeReader?.();
        while (!isOver && queue.length >= limit)
          await new %Promise((resolve) => (wakePump = resolve));
        if (isOver) return;
      }
    } catch (error) {
      end = %ReflectApply(%PromiseReject, %Promise, [error]);
      %PromisePrototypeThen(end, undefined, () => {});
    }
    %ArrayPrototypePush(queue, end);
    wakeReader?.();
  };
  pump();
  try {
    for (;;) {
      while (queue.length > 0) {
        const { isEnd, value } = await queue[0];
        if (isEnd) return;
        check(signal);
        yield value;
        %ArrayPrototypeShift(queue);
        wakePump?.();
      }
      check(signal);
      await wait();
    }
  } finally {
    isOver = true;
    signal.removeEventListener("abort", onAbort);
    abort();
    wakePump?.();
    if (!stream.readableEnded) stream.destroy();
  }
}

function streamOf(generator) {
  const { Readable } = require("internal/streams/readable");
  return Readable.from(generator);
}

function map(fn, options) {
  validateFunction(fn, "fn"); //@ *.map internal/streams/operators:38:3, *.map stream:72:33
  checkOptions(options); //@ *.map stream:72:33
  concurrencyOf(options); //@ *.map stream:72:33
  return streamOf(results(this, fn, options));
}

const none = {};

function filter(fn, options) {
  validateFunction(fn, "fn"); //@ *.filter internal/streams/operators:217:3, *.filter stream:72:33
  checkOptions(options);
  const keep = async (value, more) => ((await fn(value, more)) ? value : none);
  return streamOf(
    (async function* (stream) {
      for await (const value of results(stream, keep, options))
        if (value !== none) yield value;
    })(this),
  );
}

function flatMap(fn, options) {
  validateFunction(fn, "fn"); //@ *.map internal/streams/operators:38:3, *.flatMap internal/streams/operators:300:22, *.flatMap stream:72:33
  checkOptions(options);
  return streamOf(
    (async function* (stream) {
      for await (const part of results(stream, fn, options)) yield* part;
    })(this),
  );
}

async function forEach(fn, options) {
  validateFunction(fn, "fn"); //@ *.forEach internal/streams/operators:207:3, *.forEach stream:92:12|  validateFunction(fn, 'fn');
  checkOptions(options);
  const run = async (value, more) => {
    await fn(value, more);
    return none;
  };
  for await (const unused of results(this, run, options));
}

async function find(fn, options) {
  validateFunction(fn, "fn");
  checkOptions(options);
  const test = async (value, more) => ((await fn(value, more)) ? value : none);
  for await (const value of results(this, test, options))
    if (value !== none) return value;
  return undefined;
}

async function some(fn, options) {
  validateFunction(fn, "fn"); //@ *.filter internal/streams/operators:217:3, *.some internal/streams/operators:185:37, *.some stream:92:12|  validateFunction(fn, 'fn');
  checkOptions(options);
  for await (const value of results(this, fn, options)) if (value) return true;
  return false;
}

async function every(fn, options) {
  validateFunction(fn, "fn");
  checkOptions(options);
  for await (const value of results(this, fn, options))
    if (!value) return false;
  return true;
}

async function reduce(fn, initial, options) {
  validateFunction(fn, "reducer"); //@ *.reduce internal/streams/operators:237:3, *.reduce stream:92:12|  validateFunction(reducer, 'reducer');
  checkOptions(options);
  let hasValue = arguments.length > 1;
  let value = initial;
  const { signal, abort } = linkedSignal(options?.signal);
  const stop = () => this.destroy(abortError(options.signal));
  if (options?.signal?.aborted) {
    this.once("error", () => {});
    stop();
    throw abortError(options.signal);
  }
  options?.signal?.addEventListener("abort", stop);
  try {
    for await (const chunk of this) {
      if (!hasValue) {
        value = chunk;
        hasValue = true;
      } else value = await fn(value, chunk, { signal });
    }
  } finally {
    options?.signal?.removeEventListener("abort", stop);
    abort();
  }
  if (!hasValue)
    //@ *.reduce internal/streams/operators:273:13|      throw new ReduceAwareErrMissingArgs();
    throw coded(
      %TypeError,
      "ERR_MISSING_ARGS",
      "Reduce of an empty stream requires an initial value",
    );
  return value;
}

async function toArray(options) {
  checkOptions(options);
  const all = [];
  for await (const chunk of this) {
    check(options?.signal);
    %ArrayPrototypePush(all, chunk);
  }
  return all;
}

// The number of a drop or take.
function countOf(number) {
  const n = %Number(number);
  if (n !== n) return 0;
  if (n < 0) {
    const { outOfRange } = require("internal/errors");
    throw outOfRange("number", ">= 0", n); //@ toIntegerOrInfinity internal/streams/operators:316:11|    throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  }
  return n;
}

function drop(number, options) {
  checkOptions(options);
  let left = countOf(number); //@ *.drop internal/streams/operators:329:12, *.drop stream:72:33
  return streamOf(
    (async function* (stream) {
      check(options?.signal);
      for await (const chunk of stream) {
        check(options?.signal);
        if (left-- <= 0) yield chunk;
      }
    })(this),
  );
}

function take(number, options) {
  checkOptions(options);
  let left = countOf(number); //@ *.take internal/streams/operators:353:12, *.take stream:72:33
  return streamOf(
    (async function* (stream) {
      check(options?.signal);
      for await (const chunk of stream) {
        check(options?.signal);
        if (left-- > 0) yield chunk;
        if (left <= 0) return;
      }
    })(this),
  );
}

function compose(stream, options) {
  checkOptions(options);
  const out = require("internal/streams/compose").compose(this, stream);
  if (options?.signal)
    require("internal/streams/abort").addAbortSignal(options.signal, out);
  return out;
}

module.exports = {
  compose,
  drop,
  every,
  filter,
  find,
  flatMap,
  forEach,
  map,
  reduce,
  some,
  take,
  toArray,
};
