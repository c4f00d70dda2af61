// usage: elf-compare FILE JSON… : what require('elf') reads of FILE and of its members, if it is an archive, is what
// llvm-readobj printed as JSON; and what it writes of that reads back as the same.
const elf = require('elf');
const fs = require('fs');

const [, , file, json] = process.argv;
const bytes = fs.readFileSync(file);
const isArchive = bytes.latin1Slice(0, 8) === '!<arch>\n';
const objects = isArchive ? elf.readArchive(bytes).map((m) => m.data) : [bytes];
// Numbers beyond 2^53 as they are written.
const exact = (key, value, { source }) => (typeof value === 'number' && !Number.isSafeInteger(value) ? BigInt(source) : value);
const expected = JSON.parse(fs.readFileSync(json, 'latin1'), exact);
let different = 0;
const same = (what, a, b) => {
  if (String(a) === String(b)) return;
  if (++different < 20) console.log(`${what}: ${a}, not ${b}`);
};
const latin1 = (text) => Buffer.from(text).latin1Slice();

function compare(f, e, path) {
  const h = e.ElfHeader;
  same(`${path} class`, f.header.class, h.Ident.Class.Name.slice(0, 2));
  same(`${path} endian`, f.header.endian === 'little', h.Ident.DataEncoding.Value === 1);
  same(`${path} machine`, f.header.machine, h.Machine.Value);
  same(`${path} entry`, f.header.entry, h.Entry);
  same(`${path} sections`, f.sections.length, e.Sections.length);
  f.sections.forEach((s, i) => {
    const o = e.Sections[i].Section;
    if (i === 0) return;
    const of = ['name', 'type', 'flags', 'address', 'offset', 'size', 'link', 'info', 'align', 'entrySize'];
    const is = [o.Name.Name, o.Type.Value, o.Flags.Value, o.Address, o.Offset, o.Size, o.Link, o.Info, o.AddressAlignment, o.EntrySize];
    of.forEach((field, n) => same(`${path} section ${i} ${field}`, n ? s[field] : latin1(s.name), is[n]));
  });
  same(`${path} segments`, f.segments.length, e.ProgramHeaders.length);
  f.segments.forEach((s, i) => {
    const o = e.ProgramHeaders[i].ProgramHeader;
    const of = ['type', 'flags', 'offset', 'address', 'physicalAddress', 'fileSize', 'memorySize', 'align'];
    const is = [o.Type.Value, o.Flags.Value, o.Offset, o.VirtualAddress, o.PhysicalAddress, o.FileSize, o.MemSize, o.Alignment];
    of.forEach((field, n) => same(`${path} segment ${i} ${field}`, s[field], is[n]));
  });
  for (const [type, list] of [[2, e.Symbols], [11, e.DynamicSymbols]]) {
    const table = f.sections.findIndex((s) => s.type === type);
    const symbols = table < 0 ? [] : f.symbols.filter((s) => s.table === table);
    same(`${path} symbols`, symbols.length, table < 0 ? 0 : list.length);
    symbols.forEach((s, i) => {
      const o = list[i].Symbol;
      const section = s.section < 0 ? s.section + 0x10000 : s.section;
      const name = s.type === 3 ? f.sections[s.section].name : s.name;
      const of = [name, s.value, s.size, s.type, s.binding, s.visibility | s.other, section];
      const is = [o.Name.Name.replace(/@.*/, ''), o.Value, o.Size, o.Type.Value, o.Binding.Value, o.Other.Value, o.Section.Value];
      of.forEach((v, n) => same(`${path} symbol ${i} ${n}`, n ? v : latin1(v.replace(/@.*/, '')), is[n]));
    });
  }
  const relocations = e.Relocations.flatMap((g) => g.Relocs.map((r) => [g.SectionIndex, r.Relocation]));
  same(`${path} relocations`, f.relocations.length, relocations.length);
  f.relocations.forEach((r, i) => {
    const [table, o] = relocations[i];
    const addend = r.addend === null ? undefined : BigInt.asUintN(64, r.addend);
    const name = r.symbol === null ? '-' : r.symbol.type === 3 ? f.sections[r.symbol.section].name : r.symbol.name;
    [r.table, r.offset, r.type, addend].forEach((v, n) => same(`${path} relocation ${i} ${n}`, v, [table, o.Offset, o.Type.Value, o.Addend][n]));
    same(`${path} relocation ${i} symbol`, latin1(name.replace(/@.*/, '')), o.Symbol.Name.replace(/@.*/, '') || '-');
  });
}

// Everything but where sections that are not loaded lie in the file.
function describe(f) {
  const data = (d) => d && Buffer.from(d).toString('latin1');
  const isMoved = (s) => f.segments.length === 0 || !(s.flags & 2);
  const { sectionHeaderOffset, ...header } = f.header;
  // The header, which the first segment has too, tells where the headers of sections are.
  const segments = f.segments.map((s) => ({ ...s, data: data(s.offset ? s.data : s.data.subarray(f.header.programHeaderOffset)) }));
  const sections = f.sections.map((s) => ({ ...s, data: data(s.data), offset: isMoved(s) ? 0 : s.offset }));
  const numbers = new Map(f.symbols.map((s, i) => [s, i]));
  const relocations = f.relocations.map((r) => ({ ...r, symbol: numbers.get(r.symbol) }));
  return { header, segments, sections, symbols: f.symbols, relocations };
}

const { deepStrictEqual } = require('assert');
objects.forEach((object, i) => {
  const read = elf.read(object);
  compare(read, expected[i], expected[i].FileSummary.File);
  deepStrictEqual(describe(elf.read(elf.write(read))), describe(read));
});
console.log(`${objects.length} of ${expected.length} files, ${different} differences`);
