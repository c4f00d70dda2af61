"use strict";
// Where modules that are often left out put what smaller ones use if it is
// there.

module.exports = {
  process: undefined, // the process object, once internal/process runs
  env: undefined, // process.env, a proxy that is to be printed as an object
  captureCallback: null, // of process.setUncaughtExceptionCaptureCallback
  emitExit: undefined, // (code) => exit code, after running 'exit' listeners
  async: undefined, // internal/async_ids, where timers and ticks tell of themselves
  openInput: undefined, // () => process.stdin, of internal/process_input
  blob: undefined, // the exports of internal/blob, once it runs
  decorated: undefined, // an error of a vm script, whose stack shows the line
  fatal: undefined, // (error) => what happens in place of the process's end, of internal/embed
  unhandledEvent: undefined, // { error, report() }: an 'error' event thrown last
};
