/* The ELF64 file format for x86-64: record layouts and constants.
 *
 * What the linker reads and writes, after the System V ABI (gABI, chapters 4 and 5) and its AMD64 supplement.
 * The records are packed, so that they can be overlaid on input bytes at any address: a member of an `ar` archive
 * is aligned to two bytes only. Both format and host are little-endian; there is no byte swapping anywhere.
 * Names carry the prefix ELF_ so that this header and the system's <elf.h> can be included together.
 */
#ifndef ELF_FORMAT_H
#define ELF_FORMAT_H

#include <stdint.h>

#define ELF_PACKED __attribute__((packed))

typedef struct ELF_PACKED ElfEhdr {
  uint8_t ident[16]; /* magic, class, data, version, OS ABI, padding */
  uint16_t type;     /* ELF_ET_* */
  uint16_t machine;
  uint32_t version;
  uint64_t entry;
  uint64_t phoff;
  uint64_t shoff;
  uint32_t flags;
  uint16_t ehsize;
  uint16_t phentsize;
  uint16_t phnum;
  uint16_t shentsize;
  uint16_t shnum;    /* 0: the number is in size of section header 0 */
  uint16_t shstrndx; /* ELF_SHN_XINDEX: the index is in link of section header 0 */
} ElfEhdr;

typedef struct ELF_PACKED ElfPhdr {
  uint32_t type; /* ELF_PT_* */
  uint32_t flags;
  uint64_t offset;
  uint64_t vaddr;
  uint64_t paddr;
  uint64_t filesz;
  uint64_t memsz;
  uint64_t align;
} ElfPhdr;

typedef struct ELF_PACKED ElfShdr {
  uint32_t name; /* offset in the section name table */
  uint32_t type; /* ELF_SHT_* */
  uint64_t flags;
  uint64_t addr;
  uint64_t offset;
  uint64_t size;
  uint32_t link;
  uint32_t info;
  uint64_t addralign;
  uint64_t entsize;
} ElfShdr;

typedef struct ELF_PACKED ElfSym {
  uint32_t name;
  uint8_t info;  /* binding << 4 | type */
  uint8_t other; /* visibility in the low two bits */
  uint16_t shndx;
  uint64_t value;
  uint64_t size;
} ElfSym;

typedef struct ELF_PACKED ElfRela {
  uint64_t offset;
  uint32_t type; /* low half of r_info */
  uint32_t sym;  /* high half of r_info */
  int64_t addend;
} ElfRela;

_Static_assert(sizeof(ElfEhdr) == 64, "ELF header");
_Static_assert(sizeof(ElfPhdr) == 56, "program header");
_Static_assert(sizeof(ElfShdr) == 64, "section header");
_Static_assert(sizeof(ElfSym) == 24, "symbol");
_Static_assert(sizeof(ElfRela) == 24, "relocation");

enum { ELF_ET_REL = 1, ELF_ET_EXEC = 2 };
enum { ELF_EM_X86_64 = 62 };

/* Section types. */
enum {
  ELF_SHT_NULL = 0,
  ELF_SHT_PROGBITS = 1,
  ELF_SHT_SYMTAB = 2,
  ELF_SHT_STRTAB = 3,
  ELF_SHT_RELA = 4,
  ELF_SHT_NOTE = 7,
  ELF_SHT_NOBITS = 8,
  ELF_SHT_REL = 9,
  ELF_SHT_INIT_ARRAY = 14,
  ELF_SHT_FINI_ARRAY = 15,
  ELF_SHT_PREINIT_ARRAY = 16,
  ELF_SHT_GROUP = 17,
  ELF_SHT_SYMTAB_SHNDX = 18,
  ELF_SHT_LLVM_ADDRSIG = 0x6fff4c03,
  ELF_SHT_X86_64_UNWIND = 0x70000001,
};

/* Section flags. */
enum {
  ELF_SHF_WRITE = 0x1,
  ELF_SHF_ALLOC = 0x2,
  ELF_SHF_EXEC = 0x4,
  ELF_SHF_MERGE = 0x10,
  ELF_SHF_STRINGS = 0x20,
  ELF_SHF_INFO_LINK = 0x40,
  ELF_SHF_LINK_ORDER = 0x80,
  ELF_SHF_GROUP = 0x200,
  ELF_SHF_TLS = 0x400,
  ELF_SHF_COMPRESSED = 0x800,
  ELF_SHF_GNU_RETAIN = 0x200000,
  ELF_SHF_X86_64_LARGE = 0x10000000,
  ELF_SHF_EXCLUDE = (int)0x80000000,
};

/* Reserved section indices in symbols. */
enum {
  ELF_SHN_UNDEF = 0,
  ELF_SHN_LORESERVE = 0xff00,
  ELF_SHN_ABS = 0xfff1,
  ELF_SHN_COMMON = 0xfff2,
  ELF_SHN_XINDEX = 0xffff,
};

enum { ELF_GRP_COMDAT = 1 };

/* Symbol bindings, types, visibilities. */
enum { ELF_STB_LOCAL = 0, ELF_STB_GLOBAL = 1, ELF_STB_WEAK = 2, ELF_STB_GNU_UNIQUE = 10 };
enum {
  ELF_STT_NOTYPE = 0,
  ELF_STT_OBJECT = 1,
  ELF_STT_FUNC = 2,
  ELF_STT_SECTION = 3,
  ELF_STT_FILE = 4,
  ELF_STT_COMMON = 5,
  ELF_STT_TLS = 6,
  ELF_STT_GNU_IFUNC = 10,
};
enum { ELF_STV_DEFAULT = 0, ELF_STV_INTERNAL = 1, ELF_STV_HIDDEN = 2, ELF_STV_PROTECTED = 3 };

/* Program headers. */
enum { ELF_PT_LOAD = 1, ELF_PT_NOTE = 4, ELF_PT_TLS = 7, ELF_PT_GNU_STACK = 0x6474e551 };
enum { ELF_PF_X = 1, ELF_PF_W = 2, ELF_PF_R = 4 };

/* Relocation types: ELF_R_X86_64_PC32 and so on. */
enum ElfRelocType {
#define RELOC(name, number, size, kind) ELF_R_X86_64_##name = number,
#include "reloc.def"
};

#endif
