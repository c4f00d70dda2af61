"use strict";
// Writing text to standard output and standard error. As long as the program
// does not touch process.stdout or process.stderr, text goes straight to the
// descriptor; once it does, that stream object stands here and is written to,
// so that a program which replaces its write method sees console's output.

const SYS_write = 1;
const SYS_poll = 7;
const EINTR = -4;
const EAGAIN = -11;
const POLLOUT = 4;

const streams = { out: undefined, err: undefined };

// Waits until a descriptor in non-blocking mode can be written to again.
function waitWritable(fd) {
  const request = new %Int32Array(2); // struct pollfd
  request[0] = fd;
  request[1] = POLLOUT;
  %Syscall(SYS_poll, request, 1, -1);
}

// Writes all bytes; 0 or -errno.
function writeBytes(fd, bytes) {
  const length = %TypedArrayPrototypeGetLength(bytes);
  let done = 0;
  while (done < length) {
    const rest =
      done === 0 ? bytes : %TypedArrayPrototypeSubarray(bytes, done, length);
    const n = %Syscall(SYS_write, fd, rest, length - done);
    if (n >= 0) done += n;
    else if (n === EAGAIN) waitWritable(fd);
    else if (n !== EINTR) return n;
  }
  return 0;
}

// Writes all of the text as UTF-8; 0 or -errno.
function writeText(fd, text) {
  const length = %Utf8Length(text);
  if (length === 0) return 0;
  const n = %Syscall(SYS_write, fd, text, length);
  if (n === length) return 0;
  if (n < 0 && n !== EAGAIN && n !== EINTR) return n;
  const bytes = %Utf8Encode(text);
  return writeBytes(
    fd,
    n > 0 ? %TypedArrayPrototypeSubarray(bytes, n, length) : bytes,
  );
}

function print(text) {
  if (streams.out === undefined) writeText(1, text);
  else streams.out.write(text);
}

function printError(text) {
  if (streams.err === undefined) writeText(2, text);
  else streams.err.write(text);
}

module.exports = {
  streams,
  waitWritable,
  writeBytes,
  writeText,
  print,
  printError,
};
