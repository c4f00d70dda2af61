"use strict";
// Writing bytes to a descriptor, all of them.

const SYS_write = 1;
const SYS_poll = 7;
const EINTR = -4;
const EAGAIN = -11;
const POLLOUT = 4;

// Waits until a descriptor in non-blocking mode can be written to again.
function waitWritable(fd) {
  const request = new %Int32Array(2); // struct pollfd
  request[0] = fd;
  request[1] = POLLOUT;
  %Syscall(SYS_poll, request, 1, -1);
}

// 0 or -errno.
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

module.exports = { waitWritable, writeBytes };
