"use strict";
// The raw mode of a terminal (termios(3), struct termios of the kernel).

const SYS_ioctl = 16;
const TCGETS = 0x5401;
const TCSETSW = 0x5403;

// Flags that raw mode clears: c_iflag BRKINT ICRNL INPCK ISTRIP IXON; c_lflag
// ECHO ICANON IEXTEN ISIG; it sets CS8, one byte at a time without delay.
const INPUT = 0x0002 | 0x0100 | 0x0010 | 0x0020 | 0x0400;
const LOCAL = 0x0008 | 0x0002 | 0x8000 | 0x0001;
const CS8 = 0x0030;
const CONTROL_CHARS = 17; // offset of c_cc
const VTIME = 5;
const VMIN = 6;

let saved;

function setRawMode(fd, on) {
  const bytes = new %Uint8Array(64);
  if (%Syscall(SYS_ioctl, fd, TCGETS, bytes) !== 0) return;
  if (saved === undefined) saved = %TypedArrayPrototypeSlice(bytes);
  if (!on) {
    %Syscall(SYS_ioctl, fd, TCSETSW, saved);
    return;
  }
  const words = new %Uint32Array(%TypedArrayPrototypeGetBuffer(bytes), 0, 4);
  words[0] &= ~INPUT;
  words[2] |= CS8;
  words[3] &= ~LOCAL;
  bytes[CONTROL_CHARS + VTIME] = 0;
  bytes[CONTROL_CHARS + VMIN] = 1;
  %Syscall(SYS_ioctl, fd, TCSETSW, bytes);
}

module.exports = { setRawMode };
