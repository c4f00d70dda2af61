"use strict";
// Writing of ELF files. Symbols and relocations are encoded, tables of names
// completed, then everything gets its place: in files with segments what is
// loaded (SHF_ALLOC) stays where it is, or goes where its address is; all else
// follows. Nothing in the objects is changed.

const { Buffer } = require("buffer");
const { Bytes, bytesOf } = require("internal/elf/bytes");
const { Names } = require("internal/elf/names");
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
const { SHF_ALLOC, PT_LOAD, STB_LOCAL } = constants;
const LOWEST_RESERVED = SHN_LORESERVE - 0x10000;

function fail(message) {
  throw new %RangeError(message);
}

function nameOf(section, index) {
  return `section ${index} (${section.name})`;
}

// A number of a field of `bits` bits, or a BigInt of the class's size.
function field(value, bits, what) {
  const number = value === undefined ? 0 : %Number(value);
  if (!%NumberIsInteger(number) || number < 0 || number >= 2 ** bits)
    fail(`${what}: ${%String(value)} is no number of ${bits} bits`);
  return number;
}

function addressField(value, is64, what) {
  const big = value === undefined || value === null ? 0n : %BigInt(value);
  if (big < 0n || big >> (is64 ? 64n : 32n))
    fail(`${what}: ${big} is no address`);
  return big;
}

// What symbol 0 of a table is.
function isNone(symbol) {
  return symbol && !symbol.name && !symbol.type && !symbol.section;
}

class Writer {
  constructor(file) {
    this.file = file;
    const header = file.header;
    if (header.class !== 32 && header.class !== 64) fail("class: 32 or 64");
    if (header.endian !== "little" && header.endian !== "big")
      fail("endian: little or big");
    this.header = header;
    this.is64 = header.class === 64;
    this.isLittle = header.endian === "little";
    this.wide = this.is64 ? 8 : 4;
    this.sizes = SIZES[header.class];
    const sections = file.sections ?? [];
    // Section 0 stands for none.
    if (sections.length > 0 && sections[0].type !== SHT_NULL)
      fail("section 0 must be of type SHT_NULL");
    this.given = sections;
    this.segments = file.segments ?? [];
    this.contents = []; // of each section: bytes or null
    this.infos = [];
    this.names = new %Map(); // index of a section -> Names
  }

  namesOf(index, what) {
    const section = this.given[index];
    if (!section || section.type !== SHT_STRTAB)
      fail(`${what}: section ${index} is no table of names`);
    let names = %MapPrototypeGet(this.names, index);
    if (!names) {
      const data = section.data ? bytesOf(section.data) : undefined;
      %MapPrototypeSet(this.names, index, (names = new Names(data)));
    }
    return names;
  }

  alloc(size) {
    return new Bytes(new %Uint8Array(size), this.is64, this.isLittle);
  }

  // Symbols of a table in their order, but local ones first, as sh_info tells
  // apart.
  symbolsOf(index) {
    const locals = [];
    const others = [];
    const { symbols = [] } = this.file;
    for (let i = 0; i < symbols.length; i++)
      if (symbols[i].table === index)
        %ArrayPrototypePush(
          (symbols[i].binding ?? 0) === STB_LOCAL ? locals : others,
          symbols[i],
        );
    if (locals.length + others.length > 0 && !isNone(locals[0]))
      %ArrayPrototypeUnshift(locals, {});
    this.infos[index] = locals.length;
    return %ArrayPrototypeConcat(locals, others);
  }

  symbolTable(index, numbers) {
    const section = this.given[index];
    const what = nameOf(section, index);
    const symbols = this.symbolsOf(index);
    const out = this.alloc(symbols.length * this.sizes.symbol);
    const large = this.largeIndices(index, symbols.length);
    if (symbols.length === 0) return out.bytes;
    const names = this.namesOf(section.link, what);
    for (let i = 0; i < symbols.length; i++) {
      const s = symbols[i];
      const at = i * this.sizes.symbol;
      const rest = this.is64 ? at + 4 : at + 12;
      const where = `${what}: symbol ${i}`;
      %MapPrototypeSet(numbers, s, i);
      out.setWord(at, names.offset(s.name ?? "", s.nameOffset));
      out.setAddress(
        at + (this.is64 ? 8 : 4),
        addressField(s.value, this.is64, where),
      );
      out.setSize(
        at + (this.is64 ? 16 : 8),
        addressField(s.size, this.is64, where),
      );
      out.setByte(
        rest,
        (field(s.binding, 4, where) << 4) | field(s.type, 4, where),
      );
      out.setByte(
        rest + 1,
        field(s.other, 8, where) | field(s.visibility, 2, where),
      );
      out.setHalf(rest + 2, this.sectionIndex(s.section ?? 0, large, i, where));
    }
    return out.bytes;
  }

  // The bytes of the SHT_SYMTAB_SHNDX section that goes with a table.
  largeIndices(table, count) {
    for (let i = 0; i < this.given.length; i++) {
      const s = this.given[i];
      if (s.type !== SHT_SYMTAB_SHNDX || s.link !== table) continue;
      const out = this.alloc(4 * count);
      this.contents[i] = out.bytes;
      return out;
    }
    return undefined;
  }

  sectionIndex(index, large, symbol, what) {
    if (index >= LOWEST_RESERVED && index < 0) return index + 0x10000;
    if (!(index >= 0 && index < this.given.length))
      fail(`${what}: there is no section ${index}`);
    if (index < SHN_LORESERVE) return index;
    if (!large) fail(`${what}: section ${index} needs a SHT_SYMTAB_SHNDX`);
    large.setWord(4 * symbol, index);
    return SHN_XINDEX;
  }

  relocationTable(index, numbers) {
    const section = this.given[index];
    const what = nameOf(section, index);
    const hasAddend = section.type === SHT_RELA;
    const size = hasAddend ? this.sizes.rela : this.sizes.rel;
    const list = [];
    const { relocations = [] } = this.file;
    for (let i = 0; i < relocations.length; i++)
      if (relocations[i].table === index)
        %ArrayPrototypePush(list, relocations[i]);
    const out = this.alloc(list.length * size);
    for (let i = 0; i < list.length; i++) {
      const r = list[i];
      const at = i * size;
      const where = `${what}: relocation ${i}`;
      const symbol = r.symbol ? %MapPrototypeGet(numbers, r.symbol) : 0;
      if (symbol === undefined || (r.symbol && r.symbol.table !== section.link))
        fail(`${where}: its symbol is not in section ${section.link}`);
      const info = at + this.wide;
      out.setAddress(at, addressField(r.offset, this.is64, where));
      if (!this.is64) {
        const type = field(r.type, 8, where);
        out.setWord(info, ((field(symbol, 24, where) << 8) | type) >>> 0);
      } else {
        const type = field(r.type, 32, where);
        const isSplit = hasSplitInfo(this.header);
        out.setWord(this.isLittle && !isSplit ? info + 4 : info, symbol);
        if (isSplit)
          %DataViewPrototypeSetUint32(out.view, info + 4, type, false);
        else out.setWord(this.isLittle ? info : info + 4, type);
      }
      if (hasAddend)
        out.setAddress(
          at + 2 * this.wide,
          %BigIntAsUintN(this.is64 ? 64 : 32, %BigInt(r.addend ?? 0)),
        );
      else if (r.addend) fail(`${where}: SHT_REL has no addends`);
    }
    return out.bytes;
  }

  // Every section's bytes.
  encode() {
    const { given } = this;
    const numbers = new %Map(); // symbol -> its index
    for (let i = 0; i < given.length; i++) {
      const { type } = given[i];
      if (type === SHT_SYMTAB || type === SHT_DYNSYM)
        this.contents[i] = this.symbolTable(i, numbers);
    }
    for (let i = 1; i < given.length; i++) {
      const { type } = given[i];
      if (type === SHT_RELA || type === SHT_REL)
        this.contents[i] = this.relocationTable(i, numbers);
    }
    const index = this.header.sectionNames ?? 0;
    this.nameOffsets = [];
    for (let i = 0; i < given.length; i++) {
      const { name = "", nameOffset } = given[i];
      this.nameOffsets[i] =
        index || name
          ? this.namesOf(index, "names of sections").offset(name, nameOffset)
          : 0;
    }
    for (let i = 1; i < given.length; i++) {
      const section = given[i];
      if (section.type === SHT_NOBITS || section.type === SHT_NULL)
        this.contents[i] = null;
      else if (%MapPrototypeHas(this.names, i))
        this.contents[i] = %MapPrototypeGet(this.names, i).bytes();
      else if (!this.contents[i])
        this.contents[i] = section.data
          ? bytesOf(section.data)
          : new %Uint8Array(0);
    }
    if (given.length > 0) this.contents[0] = null;
  }

  // A segment's bytes: its own, and those of the sections in it.
  placeSegments() {
    this.segmentOffsets = [];
    this.end = this.sizes.header;
    this.programOffset = 0;
    const { segments } = this;
    if (segments.length === 0) return;
    this.programOffset = this.header.programHeaderOffset || this.sizes.header;
    this.end = this.programOffset + segments.length * this.sizes.segment;
    for (let i = 0; i < segments.length; i++)
      if (segments[i].offset !== undefined)
        this.end = %MathMax(this.end, segments[i].offset + this.fileSize(i));
    for (let i = 0; i < segments.length; i++) {
      let { offset } = segments[i];
      if (offset === undefined) {
        const { align, address } = segments[i];
        offset = this.congruent(this.end, address ?? 0n, align || 1);
        this.end = offset + this.fileSize(i);
      }
      this.segmentOffsets[i] = offset;
    }
  }

  congruent(from, address, align) {
    const a = %BigInt(align);
    const gap = (%BigInt(address) - %BigInt(from)) % a;
    return from + %Number(gap < 0n ? gap + a : gap);
  }

  fileSize(i) {
    const s = this.segments[i];
    return s.fileSize ?? (s.data ? s.data.length : 0);
  }

  // Where the loaded section's bytes are by its address.
  offsetByAddress(section, index) {
    const address = %BigInt(section.address ?? 0);
    for (let i = 0; i < this.segments.length; i++) {
      const s = this.segments[i];
      const start = %BigInt(s.address ?? 0);
      if (s.type !== PT_LOAD || address < start) continue;
      if (address < start + %BigInt(s.memorySize ?? this.fileSize(i)))
        return this.segmentOffsets[i] + %Number(address - start);
    }
    return fail(`${nameOf(section, index)} is in no segment`);
  }

  // Loaded sections of files with segments must not have outgrown their place.
  checkPlace(index, offset) {
    const section = this.given[index];
    const size = this.contents[index].length;
    if (size === 0) return;
    const end = offset + size;
    let isInside = false;
    for (let i = 0; i < this.segments.length; i++) {
      const start = this.segmentOffsets[i];
      isInside ||= offset >= start && end <= start + this.fileSize(i);
    }
    if (!isInside)
      fail(
        `${nameOf(section, index)}: ${size} bytes at ${offset} are in no segment`,
      );
    if (offset < this.sizes.header)
      fail(`${nameOf(section, index)} lies in the file's header`);
    %ArrayPrototypePush(this.places, { offset, end, index });
  }

  checkOverlaps() {
    const { places, given } = this;
    if (this.segments.length > 0) {
      const offset = this.programOffset;
      const end = offset + this.segments.length * this.sizes.segment;
      %ArrayPrototypePush(places, { offset, end, index: 0 });
    }
    %ArrayPrototypeSort(places, (a, b) => a.offset - b.offset);
    for (let i = 1; i < places.length; i++) {
      const [a, b] = [places[i - 1], places[i]];
      if (a.end <= b.offset) continue;
      const [first, second] = [
        a.index || "program headers",
        b.index || "program headers",
      ];
      fail(
        `section ${first} overlaps section ${second} (${given[b.index].name})`,
      );
    }
  }

  // All that a file needs to be laid out: this.offsets, this.sectionOffset, this.end.
  place() {
    this.placeSegments();
    this.offsets = [];
    this.places = [];
    const { given, segments } = this;
    const isFixed = (s) =>
      segments.length > 0 && s.type !== SHT_NULL && (s.flags & SHF_ALLOC) !== 0;
    for (let i = 1; i < given.length; i++) {
      const s = given[i];
      if (!isFixed(s)) continue;
      this.offsets[i] = s.offset ?? this.offsetByAddress(s, i);
      if (this.contents[i]) this.checkPlace(i, this.offsets[i]);
    }
    this.checkOverlaps();
    for (let i = 1; i < given.length; i++) {
      const s = given[i];
      if (isFixed(s)) continue;
      if (s.type === SHT_NULL) {
        this.offsets[i] = 0;
        continue;
      }
      this.offsets[i] = this.congruent(this.end, 0n, s.align || 1);
      this.end = this.offsets[i] + (this.contents[i]?.length ?? 0);
    }
    this.sectionOffset =
      given.length > 0 ? this.congruent(this.end, 0n, this.wide) : 0;
    if (given.length > 0)
      this.end = this.sectionOffset + given.length * this.sizes.section;
  }

  writeHeader(out) {
    const { header: h, wide } = this;
    const count = this.given.length;
    const names = h.sectionNames ?? 0;
    const at = 24 + 3 * wide;
    const { bytes } = out;
    %TypedArrayPrototypeSet(bytes, [0x7f, 0x45, 0x4c, 0x46], 0);
    out.setByte(4, this.is64 ? 2 : 1);
    out.setByte(5, this.isLittle ? 1 : 2);
    out.setByte(6, 1);
    out.setByte(7, field(h.osabi, 8, "osabi"));
    out.setByte(8, field(h.abiVersion, 8, "abiVersion"));
    out.setHalf(16, field(h.type, 16, "type"));
    out.setHalf(18, field(h.machine, 16, "machine"));
    out.setWord(20, field(h.version ?? 1, 32, "version"));
    out.setAddress(24, addressField(h.entry, this.is64, "entry"));
    out.setSize(24 + wide, this.programOffset);
    out.setSize(24 + 2 * wide, this.sectionOffset);
    out.setWord(at, field(h.flags, 32, "flags"));
    out.setHalf(at + 4, this.sizes.header);
    out.setHalf(at + 6, this.segments.length > 0 ? this.sizes.segment : 0);
    out.setHalf(at + 8, %MathMin(this.segments.length, PN_XNUM));
    out.setHalf(at + 10, count > 0 ? this.sizes.section : 0);
    out.setHalf(at + 12, count < SHN_LORESERVE ? count : 0);
    out.setHalf(at + 14, names < SHN_LORESERVE ? names : SHN_XINDEX);
    if (this.segments.length >= PN_XNUM && count === 0)
      fail("so many segments need a section");
  }

  writeSegments(out) {
    const { wide } = this;
    for (let i = 0; i < this.segments.length; i++) {
      const s = this.segments[i];
      const what = `segment ${i}`;
      const at = this.programOffset + i * this.sizes.segment;
      const put = (n, value) =>
        out.setAddress(at + n * wide, addressField(value, this.is64, what));
      const size = this.fileSize(i);
      out.setWord(at, field(s.type, 32, what));
      out.setWord(at + (this.is64 ? 4 : 24), field(s.flags, 32, what));
      put(1, this.segmentOffsets[i]);
      put(2, s.address);
      put(3, s.physicalAddress ?? s.address);
      put(4, size);
      put(5, s.memorySize ?? size);
      put(this.is64 ? 6 : 7, s.align);
    }
  }

  writeSectionHeaders(out) {
    const { wide, given } = this;
    for (let i = 0; i < given.length; i++) {
      const s = given[i];
      const what = nameOf(s, i);
      const at = this.sectionOffset + i * this.sizes.section;
      const put = (n, value) =>
        out.setAddress(at + 8 + n, addressField(value, this.is64, what));
      // Where numbers have no room in the header, section 0 has them.
      let size = this.contents[i]?.length ?? s.size;
      let link = s.link;
      let info = this.infos[i] ?? s.info;
      if (i === 0) {
        const names = this.header.sectionNames ?? 0;
        size = given.length >= SHN_LORESERVE ? given.length : 0;
        link = names >= SHN_LORESERVE ? names : 0;
        info = this.segments.length >= PN_XNUM ? this.segments.length : 0;
      }
      out.setWord(at, this.nameOffsets[i]);
      out.setWord(at + 4, field(s.type, 32, what));
      put(0, s.flags);
      put(wide, s.address);
      put(2 * wide, this.offsets[i]);
      put(3 * wide, size);
      out.setWord(at + 8 + 4 * wide, field(link, 32, what));
      out.setWord(at + 12 + 4 * wide, field(info, 32, what));
      put(4 * wide + 8, s.align);
      put(5 * wide + 8, s.entrySize ?? this.entrySize(s.type));
    }
  }

  entrySize(type) {
    switch (type) {
      case SHT_SYMTAB:
      case SHT_DYNSYM:
        return this.sizes.symbol;
      case SHT_RELA:
        return this.sizes.rela;
      case SHT_REL:
        return this.sizes.rel;
      case SHT_SYMTAB_SHNDX:
        return 4;
      default:
        return 0;
    }
  }

  write() {
    this.encode();
    this.place();
    const buffer = Buffer.alloc(this.end);
    const out = new Bytes(buffer, this.is64, this.isLittle);
    for (let i = 0; i < this.segments.length; i++) {
      const { data } = this.segments[i];
      if (data)
        %TypedArrayPrototypeSet(
          buffer,
          bytesOf(data).subarray(0, this.fileSize(i)),
          this.segmentOffsets[i],
        );
    }
    for (let i = 1; i < this.given.length; i++)
      if (this.contents[i] && this.contents[i].length > 0)
        %TypedArrayPrototypeSet(buffer, this.contents[i], this.offsets[i]);
    this.writeHeader(out);
    this.writeSegments(out);
    this.writeSectionHeaders(out);
    return buffer;
  }
}

function write(file) {
  return new Writer(file).write();
}

module.exports = { write };
