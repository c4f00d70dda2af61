"use strict";
// require('stream/promises').

const {
  connect,
  finished: whenFinished,
  isStream,
} = require("internal/streams/pipeline");

function isOptions(value) {
  return (
    value !== null &&
    typeof value === "object" &&
    !isStream(value) &&
    value[%SymbolAsyncIterator] === undefined &&
    value[%SymbolIterator] === undefined
  );
}

function pipeline(...streams) {
  return new %Promise((resolve, reject) => {
    //@ pipelineImpl internal/streams/pipeline:192:11, <anonymous> stream/promises:31:5, new Promise <anonymous>, pipeline stream/promises:20:10|    throw new ERR_MISSING_ARGS('streams');
    const options = isOptions(streams[streams.length - 1])
      ? %ArrayPrototypePop(streams)
      : undefined;
    connect(
      streams,
      (error, value) => {
        if (error) reject(error);
        else resolve(value);
      },
      options,
    );
  });
}

function finished(stream, options) {
  return new %Promise((resolve, reject) => {
    const cleanup = whenFinished(stream, options, (error) => {
      if (options?.cleanup) cleanup();
      if (error) reject(error);
      else resolve();
    });
  });
}

module.exports = { finished, pipeline };
