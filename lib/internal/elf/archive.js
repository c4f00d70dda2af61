"use strict";
// Archives of `ar` in GNU's and BSD's format: names and contents of the members.
// Indices of symbols and tables of names are not among them.

const { Buffer } = require("buffer");
const { ElfError, bytesOf } = require("internal/elf/bytes");

const HEADER = 60;

function decimal(text, what, at) {
  const trimmed = %StringPrototypeTrimEnd(text);
  const value = +trimmed;
  if (trimmed === "" || !%NumberIsSafeInteger(value) || value < 0)
    throw new ElfError(`${what}: no number`, at);
  return value;
}

// The name in a table of long ones, which ends in "/\n".
function longName(names, start, at) {
  const end = names ? %TypedArrayPrototypeIndexOf(names, 10, start) : -1;
  if (end < 0) throw new ElfError("the long name of a member is missing", at);
  const slash = names[end - 1] === 0x2f ? 1 : 0;
  return %Utf8Decode(names, start, end - slash);
}

function readArchive(input) {
  const bytes = bytesOf(input);
  const text = (from, to) => %Latin1Slice(bytes, from, to);
  if (bytes.length < 8 || text(0, 8) !== "!<arch>\n")
    throw new ElfError("no archive: it does not begin with !<arch>", 0);
  const members = [];
  let names;
  for (let at = 8; at < bytes.length;) {
    if (bytes.length - at < HEADER || text(at + 58, at + 60) !== "`\n")
      throw new ElfError("the header of a member is damaged", at);
    let start = at + HEADER;
    const size = decimal(text(at + 48, at + 58), "size of a member", at + 48);
    if (size > bytes.length - start)
      throw new ElfError(
        `a member of ${size} bytes does not fit in the file`,
        at,
      );
    const end = start + size;
    let name = %StringPrototypeTrimEnd(text(at, at + 16));
    if (name === "//") {
      names = bytes.subarray(start, end);
    } else if (%StringPrototypeStartsWith(name, "#1/")) {
      const length = decimal(
        %StringPrototypeSlice(name, 3),
        "length of a name",
        at,
      );
      if (length > size)
        throw new ElfError("a name is longer than its member", at);
      const stop = %TypedArrayPrototypeIndexOf(bytes, 0, start);
      const last = stop >= 0 && stop < start + length ? stop : start + length;
      name = %Utf8Decode(bytes, start, last);
      start += length;
    } else if (/^\/[0-9]/.test(name)) {
      name = longName(names, +%StringPrototypeSlice(name, 1), at);
    } else if (name.length > 1 && %StringPrototypeEndsWith(name, "/")) {
      if (name !== "/SYM64/") name = %StringPrototypeSlice(name, 0, -1);
    }
    const isIndex =
      name === "/" ||
      name === "//" ||
      name === "/SYM64/" ||
      /^__\.SYMDEF/.test(name);
    if (!isIndex)
      %ArrayPrototypePush(members, {
        name,
        offset: start,
        data: Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start),
      });
    at = end + (end & 1); // members begin at even offsets
  }
  return members;
}

module.exports = { readArchive };
