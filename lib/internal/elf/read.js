"use strict";
// Reading of ELF files: header, sections, segments, symbols, relocations.

const { Buffer } = require("buffer");
const { Bytes, ElfError, bytesOf } = require("internal/elf/bytes");
const {
  PN_XNUM,
  SHN_LORESERVE,
  SHN_XINDEX,
  SIZES,
  constants,
  hasSplitInfo,
} = require("internal/elf/constants");

const { SHT_NULL, SHT_SYMTAB, SHT_STRTAB, SHT_RELA, SHT_NOBITS } = constants;
const { SHT_REL, SHT_DYNSYM, SHT_SYMTAB_SHNDX } = constants;

class Reader {
  constructor(input) {
    const bytes = bytesOf(input);
    this.length = bytes.length;
    if (this.length < 16)
      throw new ElfError("the file is shorter than e_ident", 0);
    if (
      bytes[0] !== 0x7f ||
      bytes[1] !== 0x45 ||
      bytes[2] !== 0x4c ||
      bytes[3] !== 0x46
    )
      throw new ElfError("no ELF file: it does not begin with 7f 45 4c 46", 0);
    if (bytes[4] !== 1 && bytes[4] !== 2)
      throw new ElfError(`unknown class ${bytes[4]}`, 4);
    if (bytes[5] !== 1 && bytes[5] !== 2)
      throw new ElfError(`unknown byte order ${bytes[5]}`, 5);
    this.in = new Bytes(bytes, bytes[4] === 2, bytes[5] === 1);
    this.sizes = SIZES[this.in.is64 ? 64 : 32];
    this.wide = this.in.is64 ? 8 : 4;
  }

  // Bytes of the file as a Buffer; `at` is where their offset and size stand.
  range(offset, size, what, at) {
    if (offset > this.length || size > this.length - offset)
      throw new ElfError(
        `${what}: ${size} bytes at ${offset} are not in the file of ${this.length} bytes`,
        at,
      );
    const { buffer, byteOffset } = this.in.bytes;
    return Buffer.from(buffer, byteOffset + offset, size);
  }

  header() {
    const { in: b, wide } = this;
    if (this.length < this.sizes.header)
      throw new ElfError("the file ends within its header", this.length);
    const after = 24 + 3 * wide; // e_flags
    if (b.byte(6) !== 1) throw new ElfError(`unknown version ${b.byte(6)}`, 6);
    this.programOffset = b.size(24 + wide, "e_phoff");
    this.sectionOffset = b.size(24 + 2 * wide, "e_shoff");
    this.programSize = b.half(after + 6);
    this.programCount = b.half(after + 8);
    this.sectionSize = b.half(after + 10);
    this.sectionCount = b.half(after + 12);
    this.nameSection = b.half(after + 14);
    return {
      class: b.is64 ? 64 : 32,
      endian: b.isLittle ? "little" : "big",
      osabi: b.byte(7),
      abiVersion: b.byte(8),
      type: b.half(16),
      machine: b.half(18),
      version: b.word(20),
      entry: b.address(24),
      flags: b.word(after),
      programHeaderOffset: this.programOffset,
      sectionHeaderOffset: this.sectionOffset,
      sectionNames: this.nameSection,
    };
  }

  // Checks a table of headers, whose entries may be larger than is known.
  table(offset, count, entry, size, what, at) {
    if (count === 0) return;
    if (entry < size)
      throw new ElfError(`${what}: entries of ${entry} bytes`, at);
    this.range(offset, count * entry, what, at);
  }

  sectionHeader(index) {
    const { in: b, wide } = this;
    const at = this.sectionOffset + index * this.sectionSize;
    const size = (field, what) =>
      b.size(at + field, `section ${index}: ${what}`);
    return {
      index,
      nameOffset: b.word(at),
      name: "",
      type: b.word(at + 4),
      flags: size(8, "sh_flags"),
      address: b.address(at + 8 + wide),
      offset: size(8 + 2 * wide, "sh_offset"),
      size: size(8 + 3 * wide, "sh_size"),
      link: b.word(at + 8 + 4 * wide),
      info: b.word(at + 12 + 4 * wide),
      align: size(16 + 4 * wide, "sh_addralign"),
      entrySize: size(16 + 5 * wide, "sh_entsize"),
      data: null,
    };
  }

  sections(header) {
    const at = 24 + 3 * this.wide + 10;
    if (this.sectionOffset === 0) {
      if (this.sectionCount > 0)
        throw new ElfError("e_shnum without e_shoff", at + 2);
      header.sectionNames = 0;
      return [];
    }
    this.table(
      this.sectionOffset,
      1,
      this.sectionSize,
      this.sizes.section,
      "section headers",
      at,
    );
    // What has no room in the header stands in section 0.
    const first = this.sectionHeader(0);
    const count = this.sectionCount === 0 ? first.size : this.sectionCount;
    if (this.nameSection === SHN_XINDEX) header.sectionNames = first.link;
    if (this.programCount === PN_XNUM) this.programCount = first.info;
    this.table(
      this.sectionOffset,
      count,
      this.sectionSize,
      this.sizes.section,
      "section headers",
      at,
    );
    const sections = [];
    for (let i = 0; i < count; i++) {
      const section = this.sectionHeader(i);
      if (i > 0 && section.type !== SHT_NOBITS && section.type !== SHT_NULL)
        section.data = this.range(
          section.offset,
          section.size,
          `section ${i}`,
          this.sectionOffset + i * this.sectionSize,
        );
      %ArrayPrototypePush(sections, section);
    }
    if (count > 0) {
      // What stands for the file as a whole is made anew when it is written.
      sections[0].size = sections[0].link = sections[0].info = 0;
      this.nameSections(sections, header.sectionNames, at + 4);
    }
    return sections;
  }

  nameSections(sections, index, at) {
    if (index === 0) return;
    const names = sections[index];
    if (!names || names.type !== SHT_STRTAB)
      throw new ElfError(`section ${index} is no table of names`, at);
    for (let i = 0; i < sections.length; i++)
      sections[i].name = this.name(
        names,
        sections[i].nameOffset,
        `section ${i}`,
        this.sectionOffset + i * this.sectionSize,
      );
  }

  name(table, offset, what, at) {
    if (offset === 0 && table.size === 0) return "";
    if (offset >= table.size)
      throw new ElfError(
        `${what}: name at ${offset} of ${table.size} bytes`,
        at,
      );
    const start = table.offset + offset;
    const end = %TypedArrayPrototypeIndexOf(this.in.bytes, 0, start);
    if (end < 0 || end >= table.offset + table.size)
      throw new ElfError(`${what}: name without an end`, start);
    return %Utf8Decode(this.in.bytes, start, end);
  }

  segments() {
    const { in: b, wide } = this;
    this.table(
      this.programOffset,
      this.programCount,
      this.programSize,
      this.sizes.segment,
      "program headers",
      24 + 3 * wide + 6,
    );
    const segments = [];
    for (let i = 0; i < this.programCount; i++) {
      const at = this.programOffset + i * this.programSize;
      const size = (n, what) => b.size(at + n * wide, `segment ${i}: ${what}`);
      const offset = size(1, "p_offset");
      const fileSize = size(4, "p_filesz");
      %ArrayPrototypePush(segments, {
        index: i,
        type: b.word(at),
        flags: b.word(at + (b.is64 ? 4 : 24)),
        offset,
        address: b.address(at + 2 * wide),
        physicalAddress: b.address(at + 3 * wide),
        fileSize,
        memorySize: size(5, "p_memsz"),
        align: size(b.is64 ? 6 : 7, "p_align"),
        data: this.range(offset, fileSize, `segment ${i}`, at),
      });
    }
    return segments;
  }

  // The number of a table's entries.
  entries(section, size, what) {
    const at = this.sectionOffset + section.index * this.sectionSize;
    if (section.entrySize !== size)
      throw new ElfError(`${what}: entries of ${section.entrySize} bytes`, at);
    if (section.size % size)
      throw new ElfError(
        `${what}: ${section.size} bytes are not whole entries`,
        at,
      );
    return section.size / size;
  }

  // SHT_SYMTAB_SHNDX: indices of sections that have no room in the symbols.
  largeIndices(sections, table) {
    for (let i = 0; i < sections.length; i++) {
      const s = sections[i];
      if (s.type === SHT_SYMTAB_SHNDX && s.link === table.index) return s;
    }
    return undefined;
  }

  symbolTable(sections, table) {
    const { in: b } = this;
    const what = `section ${table.index} (${table.name})`;
    const header = this.sectionOffset + table.index * this.sectionSize;
    const count = this.entries(table, this.sizes.symbol, what);
    const names = sections[table.link];
    if (count > 0 && (!names || names.type !== SHT_STRTAB))
      throw new ElfError(
        `${what}: section ${table.link} is no table of names`,
        header,
      );
    const large = this.largeIndices(sections, table);
    const symbols = [];
    for (let i = 0; i < count; i++) {
      const at = table.offset + i * this.sizes.symbol;
      const rest = b.is64 ? at + 4 : at + 12; // st_info, st_other, st_shndx
      const info = b.byte(rest);
      const other = b.byte(rest + 1);
      let section = b.half(rest + 2);
      if (section === SHN_XINDEX) {
        if (!large || 4 * i + 4 > large.size)
          throw new ElfError(
            `${what}: symbol ${i} has no section index`,
            rest + 2,
          );
        section = b.word(large.offset + 4 * i);
      } else if (section >= SHN_LORESERVE) {
        section -= 0x10000;
      }
      if (section >= sections.length)
        throw new ElfError(
          `${what}: symbol ${i} is of section ${section}`,
          rest + 2,
        );
      const nameOffset = b.word(at);
      %ArrayPrototypePush(symbols, {
        table: table.index,
        nameOffset,
        name: this.name(names, nameOffset, `${what}: symbol ${i}`, at),
        value: b.address(at + (b.is64 ? 8 : 4)),
        size: b.size(at + (b.is64 ? 16 : 8), `${what}: symbol ${i}: st_size`),
        type: info & 15,
        binding: info >> 4,
        visibility: other & 3,
        other: other & ~3,
        section,
      });
    }
    return symbols;
  }

  relocationTable(table, symbols, isSplit) {
    const { in: b, wide } = this;
    const what = `section ${table.index} (${table.name})`;
    const hasAddend = table.type === SHT_RELA;
    const size = hasAddend ? this.sizes.rela : this.sizes.rel;
    const count = this.entries(table, size, what);
    const relocations = [];
    for (let i = 0; i < count; i++) {
      const at = table.offset + i * size;
      const info = at + wide;
      let index;
      let type;
      if (!b.is64) {
        const word = b.word(info);
        index = word >>> 8;
        type = word & 255;
      } else if (isSplit) {
        index = b.word(info);
        type = %DataViewPrototypeGetUint32(b.view, info + 4, false);
      } else {
        index = b.word(b.isLittle ? info + 4 : info);
        type = b.word(b.isLittle ? info : info + 4);
      }
      const symbol = index === 0 ? null : symbols?.[index];
      if (symbol === undefined)
        throw new ElfError(`${what}: relocation ${i}: no symbol ${index}`, at);
      %ArrayPrototypePush(relocations, {
        table: table.index,
        offset: b.address(at),
        type,
        symbol,
        addend: hasAddend ? b.signed(at + 2 * wide) : null,
      });
    }
    return relocations;
  }
}

function append(list, more) {
  for (let i = 0; i < more.length; i++) %ArrayPrototypePush(list, more[i]);
}

function read(input) {
  const r = new Reader(input);
  const header = r.header();
  const sections = r.sections(header);
  const segments = r.segments();
  const symbols = [];
  const tables = new %Map();
  for (let i = 0; i < sections.length; i++) {
    const { type } = sections[i];
    if (type !== SHT_SYMTAB && type !== SHT_DYNSYM) continue;
    const list = r.symbolTable(sections, sections[i]);
    %MapPrototypeSet(tables, i, list);
    append(symbols, list);
  }
  const relocations = [];
  for (let i = 0; i < sections.length; i++) {
    const { type, link } = sections[i];
    if (type !== SHT_RELA && type !== SHT_REL) continue;
    const list = %MapPrototypeGet(tables, link);
    append(
      relocations,
      r.relocationTable(sections[i], list, hasSplitInfo(header)),
    );
  }
  return { header, sections, segments, symbols, relocations };
}

module.exports = { ElfError, read };
