"use strict";
// require('elf'): reads and writes ELF files: 32 and 64 bits, both byte orders
// (System V gABI, "Object Files"; sections beyond 65279 and program headers
// beyond 65534 by its rules for them). doc/packages.md describes the objects.
//
// `read` checks every size and offset, and throws an ElfError with the offset
// of what is wrong. What it gives refers to the bytes it got: nothing is copied.

const { constants } = require("internal/elf/constants");
const { read, ElfError } = require("internal/elf/read");
const { write } = require("internal/elf/write");
const { readArchive } = require("internal/elf/archive");

module.exports = { ElfError, constants, read, readArchive, write };
