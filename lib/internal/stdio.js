"use strict";
// Writing text to standard output and standard error. As long as the program
// does not touch process.stdout or process.stderr, text goes straight to the
// descriptor; once it does, that stream object stands here and is written to
// by `write`, so that a program which replaces its write method sees console's
// output.

const streams = { out: undefined, err: undefined, write: undefined };

function print(text) {
  if (streams.out === undefined) %WriteText(1, text);
  else streams.write(streams.out, text);
}

function printError(text) {
  if (streams.err === undefined) %WriteText(2, text);
  else streams.write(streams.err, text);
}

module.exports = { streams, print, printError };
