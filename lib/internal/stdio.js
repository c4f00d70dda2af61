"use strict";
// Writing text to standard output and standard error. As long as the program
// does not touch process.stdout or process.stderr, text goes straight to the
// descriptor; once it does, that stream object stands here and is written to,
// so that a program which replaces its write method sees console's output.

const streams = { out: undefined, err: undefined };

function print(text) {
  if (streams.out === undefined) %WriteText(1, text);
  else streams.out.write(text);
}

function printError(text) {
  if (streams.err === undefined) %WriteText(2, text);
  else streams.err.write(text);
}

module.exports = { streams, print, printError };
