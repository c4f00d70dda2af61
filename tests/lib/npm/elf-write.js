// require('elf'): files made from nothing, changed files, damaged files.
// RUN: %jsc -O0 %s -o %t.O0 && %t.O0 %t.O0.dir %jsc | FileCheck %s
// RUN: %jsc -O2 %s -o %t.O2 && %t.O2 %t.O2.dir %jsc %t.O2 | FileCheck %s
// RUN: ld.lld-19 -o %t.linked %t.O2.dir/main.o && %t.linked | FileCheck --check-prefix=LINKED %s
// LINKED: from an object
const elf = require('elf');
const fs = require('fs');
const { execFileSync } = require('child_process');
const c = elf.constants;
const [, , dir, compiler, self] = process.argv;
const isSlow = compiler.includes('/gc/'); // a collection at every allocation
fs.mkdirSync(dir, { recursive: true });

// write(1, text, length); exit(0). The address of the text is at 13.
const code = (length) =>
  Buffer.from([0xbf, 1, 0, 0, 0, 0xba, length, 0, 0, 0, 0x48, 0x8d, 0x35, 0, 0, 0, 0, 0xb8, 1, 0, 0, 0, 0x0f, 5, 0xb8, 60, 0, 0, 0, 0x31, 0xff, 0x0f, 5]);

// An executable of one segment, without sections.
const text = 'from nothing\n';
const program = Buffer.concat([code(text.length), Buffer.from(text)]);
program.writeInt32LE(33 - 17, 13);
const header = { class: 64, endian: 'little', type: c.ET_EXEC, machine: c.EM_X86_64, entry: 0x400078n };
const segment = { type: c.PT_LOAD, flags: c.PF_R | c.PF_X, address: 0x400078n, align: 4096, data: program };
fs.writeFileSync(`${dir}/exe`, elf.write({ header, segments: [segment] }), { mode: 0o755 });
// CHECK: from nothing
console.log(execFileSync(`${dir}/exe`, { encoding: 'latin1' }).trim());

// A relocatable object.
const words = 'from an object\n';
const [start, string] = [
  { table: 4, name: '_start', section: 1, binding: c.STB_GLOBAL, type: c.STT_FUNC, size: 33n },
  { table: 4, name: 'text', section: 2, type: c.STT_OBJECT },
];
const object = {
  header: { class: 64, endian: 'little', type: c.ET_REL, machine: c.EM_X86_64, sectionNames: 5 },
  sections: [
    { type: c.SHT_NULL },
    { name: '.text', type: c.SHT_PROGBITS, flags: c.SHF_ALLOC | c.SHF_EXECINSTR, align: 16, data: code(words.length) },
    { name: '.rodata', type: c.SHT_PROGBITS, flags: c.SHF_ALLOC, align: 1, data: Buffer.from(words) },
    { name: '.rela.text', type: c.SHT_RELA, link: 4, info: 1, align: 8 },
    { name: '.symtab', type: c.SHT_SYMTAB, link: 5, align: 8 },
    { name: '.strtab', type: c.SHT_STRTAB, align: 1 },
  ],
  symbols: [start, string],
  relocations: [{ table: 3, offset: 13n, type: c.R_X86_64_PC32, symbol: string, addend: -4n }],
};
const made = elf.write(object);
fs.writeFileSync(`${dir}/main.o`, made);
const back = elf.read(made);
// CHECK-NEXT: text _start 2 -4n text
console.log(...back.symbols.map((s) => s.name).filter(Boolean), back.sections[4].info, back.relocations[0].addend, back.relocations[0].symbol.name);
// The same for other classes and byte orders.
for (const [bits, endian] of [[32, 'little'], [32, 'big'], [64, 'big']]) {
  const other = elf.read(elf.write({ ...object, header: { ...object.header, class: bits, endian } }));
  // CHECK-NEXT: 32 little .text _start 33 -4n
  // CHECK-NEXT: 32 big .text _start 33 -4n
  // CHECK-NEXT: 64 big .text _start 33 -4n
  console.log(other.header.class, other.header.endian, other.sections[1].name, other.symbols[2].name, other.symbols[2].size, other.relocations[0].addend);
}

// More sections than the header has room for, and a symbol in the last one.
const many = { header: { ...object.header, sectionNames: 1 }, sections: [{ type: 0 }, { name: 's', type: c.SHT_STRTAB }] };
many.sections.push({ name: 'symbols', type: c.SHT_SYMTAB, link: 1 }, { name: 'indices', type: c.SHT_SYMTAB_SHNDX, link: 2, entrySize: 4 });
const count = isSlow ? 300 : 66000;
for (let i = 4; i < count; i++) many.sections.push({ name: 'x', type: c.SHT_PROGBITS });
many.symbols = [{ table: 2, name: 'last', section: count - 1 }, { table: 2, name: 'one', section: c.SHN_ABS, value: 1n }];
const large = elf.read(elf.write(many));
// CHECK-NEXT: true x true -15
console.log(large.sections.length === count, large.sections[count - 1].name, large.symbols[1].section === count - 1, large.symbols[2].section);

// This program itself without its symbols, written anew, still runs.
if (self) {
  const file = elf.read(fs.readFileSync(self));
  file.sections = file.sections.filter((s) => s.type !== c.SHT_SYMTAB);
  const names = file.sections.findIndex((s) => s.name === '.shstrtab');
  fs.writeFileSync(`${dir}/self`, elf.write({ ...file, symbols: [], header: { ...file.header, sectionNames: names } }), { mode: 0o755 });
  if (!execFileSync(`${dir}/self`, [`${dir}/self.dir`, compiler], { encoding: 'latin1' }).includes('true x true')) console.log('does not run');
}

const attempt = (f) => {
  try {
    f();
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};
const changed = (at, ...bytes) => made.map((b, i) => (i >= at && i < at + bytes.length ? bytes[i - at] : b));
const sections = back.header.sectionHeaderOffset;
// CHECK-NEXT: ElfError: no ELF file: it does not begin with 7f 45 4c 46, at offset 0
attempt(() => elf.read(changed(1, 0)));
// CHECK-NEXT: ElfError: section headers: 384 bytes at {{.*}} are not in the file of {{.*}} bytes, at offset 58
attempt(() => elf.read(made.subarray(0, made.length - 1)));
// CHECK-NEXT: ElfError: section 1: 4294967329 bytes at {{.*}} are not in the file of {{.*}} bytes, at offset {{[0-9]+}}
attempt(() => elf.read(changed(sections + 64 + 36, 1)));
// CHECK-NEXT: ElfError: section 3 (.rela.text): relocation 0: no symbol 9, at offset {{[0-9]+}}
attempt(() => elf.read(changed(back.sections[3].offset + 12, 9)));
// CHECK-NEXT: RangeError: section 4 (.symtab): symbol 1: there is no section 9
attempt(() => elf.write({ ...object, symbols: [{ ...string, section: 9 }], relocations: [] }));
// CHECK-NEXT: RangeError: section 3 (.rela.text): relocation 0: its symbol is not in section 4
attempt(() => elf.write({ ...object, symbols: [start] }));
// Whatever byte is damaged: an ElfError with an offset in the file, or a file that can be written again.
let refused = 0;
for (let at = 0; at < made.length; at += isSlow ? 29 : 1) {
  for (const bytes of [changed(at, 0xff), changed(at, 0x80), made.subarray(0, at)]) {
    try {
      elf.write(elf.read(bytes));
    } catch (e) {
      refused++;
      if (e instanceof elf.ElfError ? !(e.offset >= 0 && e.offset <= made.length) : !(e instanceof RangeError)) console.log(at, e);
    }
  }
}
// CHECK-NEXT: true
console.log(refused > made.length / (isSlow ? 29 : 1));
