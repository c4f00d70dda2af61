"use strict";
// The numbers of the System V gABI and of the x86-64 psABI that programs use
// most, by the names of <elf.h>. Reserved section indices are negative here
// (SHN_ABS is 0xfff1 - 0x10000), so that they differ from indices of sections.

const constants = %ObjectFreeze({
  __proto__: null,
  ET_NONE: 0,
  ET_REL: 1,
  ET_EXEC: 2,
  ET_DYN: 3,
  ET_CORE: 4,
  EM_386: 3,
  EM_MIPS: 8,
  EM_PPC: 20,
  EM_PPC64: 21,
  EM_S390: 22,
  EM_ARM: 40,
  EM_SPARCV9: 43,
  EM_X86_64: 62,
  EM_AARCH64: 183,
  EM_RISCV: 243,
  EM_LOONGARCH: 258,
  SHN_UNDEF: 0,
  SHN_ABS: -15,
  SHN_COMMON: -14,
  SHT_NULL: 0,
  SHT_PROGBITS: 1,
  SHT_SYMTAB: 2,
  SHT_STRTAB: 3,
  SHT_RELA: 4,
  SHT_HASH: 5,
  SHT_DYNAMIC: 6,
  SHT_NOTE: 7,
  SHT_NOBITS: 8,
  SHT_REL: 9,
  SHT_DYNSYM: 11,
  SHT_INIT_ARRAY: 14,
  SHT_FINI_ARRAY: 15,
  SHT_PREINIT_ARRAY: 16,
  SHT_GROUP: 17,
  SHT_SYMTAB_SHNDX: 18,
  SHT_RELR: 19,
  SHF_WRITE: 1,
  SHF_ALLOC: 2,
  SHF_EXECINSTR: 4,
  SHF_MERGE: 0x10,
  SHF_STRINGS: 0x20,
  SHF_INFO_LINK: 0x40,
  SHF_LINK_ORDER: 0x80,
  SHF_GROUP: 0x200,
  SHF_TLS: 0x400,
  SHF_COMPRESSED: 0x800,
  PT_NULL: 0,
  PT_LOAD: 1,
  PT_DYNAMIC: 2,
  PT_INTERP: 3,
  PT_NOTE: 4,
  PT_PHDR: 6,
  PT_TLS: 7,
  PT_GNU_EH_FRAME: 0x6474e550,
  PT_GNU_STACK: 0x6474e551,
  PT_GNU_RELRO: 0x6474e552,
  PT_GNU_PROPERTY: 0x6474e553,
  PF_X: 1,
  PF_W: 2,
  PF_R: 4,
  STB_LOCAL: 0,
  STB_GLOBAL: 1,
  STB_WEAK: 2,
  STT_NOTYPE: 0,
  STT_OBJECT: 1,
  STT_FUNC: 2,
  STT_SECTION: 3,
  STT_FILE: 4,
  STT_COMMON: 5,
  STT_TLS: 6,
  STT_GNU_IFUNC: 10,
  STV_DEFAULT: 0,
  STV_INTERNAL: 1,
  STV_HIDDEN: 2,
  STV_PROTECTED: 3,
  R_X86_64_NONE: 0,
  R_X86_64_64: 1,
  R_X86_64_PC32: 2,
  R_X86_64_PLT32: 4,
  R_X86_64_COPY: 5,
  R_X86_64_GLOB_DAT: 6,
  R_X86_64_JUMP_SLOT: 7,
  R_X86_64_RELATIVE: 8,
  R_X86_64_GOTPCREL: 9,
  R_X86_64_32: 10,
  R_X86_64_32S: 11,
  R_X86_64_16: 12,
  R_X86_64_8: 14,
  R_X86_64_TPOFF64: 18,
  R_X86_64_TPOFF32: 23,
  R_X86_64_PC64: 24,
});

// What a header of either class holds, in bytes.
const SIZES = {
  __proto__: null,
  32: { header: 52, segment: 32, section: 40, symbol: 16, rel: 8, rela: 12 },
  64: { header: 64, segment: 56, section: 64, symbol: 24, rel: 16, rela: 24 },
};

// In e_phnum, e_shstrndx and st_shndx: the number is somewhere else.
const PN_XNUM = 0xffff;
const SHN_XINDEX = 0xffff;
const SHN_LORESERVE = 0xff00;

// MIPS has a layout of r_info of its own: symbol, then a byte for each of up to
// three types. Of big-endian files it is the common one.
function hasSplitInfo(header) {
  return (
    header.class === 64 &&
    header.endian === "little" &&
    header.machine === constants.EM_MIPS
  );
}

module.exports = {
  PN_XNUM,
  SHN_LORESERVE,
  SHN_XINDEX,
  SIZES,
  constants,
  hasSplitInfo,
};
