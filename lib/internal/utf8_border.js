"use strict";
// Where a piece of UTF-8 breaks a character.

// How many bytes at the end begin a character that is not complete yet: by its
// first byte alone, or if isStrict only one that may still become complete.
function openUtf8(bytes, isStrict) {
  const n = bytes.length;
  for (let back = 1; back <= 3 && back <= n; back++) {
    const b = bytes[n - back];
    if ((b & 0xc0) === 0x80) continue;
    let size = 1;
    if (b >= (isStrict ? 0xc2 : 0xc0) && b < 0xe0) size = 2;
    else if (b >= 0xe0 && b < 0xf0) size = 3;
    else if (b >= 0xf0 && b < (isStrict ? 0xf5 : 0xf8)) size = 4;
    if (back >= size) return 0;
    const fits = !isStrict || back === 1 || mayFollow(b, bytes[n - back + 1]);
    return fits ? back : 0;
  }
  return 0;
}

// Overlong forms, surrogates and what is above U+10FFFF show in the second byte.
function mayFollow(first, second) {
  switch (first) {
    case 0xe0:
      return second >= 0xa0;
    case 0xed:
      return second < 0xa0;
    case 0xf0:
      return second >= 0x90;
    case 0xf4:
      return second < 0x90;
  }
  return true;
}

module.exports = { openUtf8 };
