/* elf: a static linker for x86-64 Linux as a library.
 *
 * A link is a straight line of phases on one context:
 *
 *   ElfLink *l = elf_link_new(&options);
 *   elf_add_file(l, "librt.a");               inputs: objects, archives, and objects built in memory
 *   ElfInput *o = elf_synth_new(l, "image");
 *   ...
 *   elf_resolve(l);                           symbols, archive members, COMDAT, section garbage collection
 *   elf_layout(l);                            every address is final from here on
 *   elf_late_fill(l, sec, bytes, size);       contents that depend on addresses
 *   elf_link_output(l, &bytes, &size);        relocated executable in memory
 *   elf_write_file(l, path, bytes, size);     atomically
 *
 * Errors: a function that can fail returns false or NULL and records one line of text in the context
 * ("file: what at offset N"). Each phase reports all it finds, and refuses to start when an earlier one failed:
 * a caller may run all phases and look once. No input, however damaged, makes the library crash.
 *
 * Memory: everything belongs to the context's arena and lives until elf_link_free. Bytes passed in are not copied
 * unless said so: they must stay valid and unchanged until then. Contexts are independent; there is no global state.
 * The library calls the C library only for files and for the arena's blocks. See doc/linking.md.
 */
#ifndef ELF_ELF_H
#define ELF_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "format.h"

typedef struct ElfLink ElfLink;       /* the context */
typedef struct ElfInput ElfInput;     /* one relocatable object, read or synthetic */
typedef struct ElfSection ElfSection; /* one section of an input */
typedef struct ElfSymbol ElfSymbol;   /* a symbol: global ones are shared by all inputs */

/* All fields may be zero: the defaults are in parentheses. Strings and arrays must outlive the context. */
typedef struct ElfOptions {
  const char *entry;       /* entry symbol ("_start") */
  uint64_t base;           /* lowest address (0x400000), a multiple of the page size */
  bool gc;                 /* drop sections that cannot be reached from the entry */
  const char *const *keep; /* roots besides the entry: sections whose name begins with one of these */
  size_t keep_count;
  const char *first; /* name of the output section of constants that lies at the beginning, behind the headers */
  bool strip;        /* write no symbol table */
  bool debug;        /* write .debug_* and .eh_frame sections */
  bool no_merge;     /* do not share equal strings and constants of SHF_MERGE sections */
} ElfOptions;

/* ---- context ---- */

/* A new context; `options` is copied (not what it points to) and may be NULL. NULL only if memory is exhausted. */
ElfLink *elf_link_new(const ElfOptions *options);
void elf_link_free(ElfLink *l);

/* Changes the options; allowed until elf_resolve, `strip` and `debug` until elf_layout. */
void elf_link_options(ElfLink *l, const ElfOptions *options);

/* Number of errors so far, and their text: one line each, every line ending in '\n'; "" if none. */
size_t elf_error_count(const ElfLink *l);
const char *elf_error_text(ElfLink *l);

/* ---- inputs ---- */

/* Adds a file: a relocatable object, or an archive ("!<arch>") whose members are loaded as they are needed. */
bool elf_add_file(ElfLink *l, const char *path);

/* The same for bytes in memory; `name` is used in errors and copied. The bytes are not copied. */
bool elf_add_memory(ElfLink *l, const char *name, const void *bytes, size_t size);

/* Adds an object from memory and returns it for queries; archives are refused. */
ElfInput *elf_add_object(ElfLink *l, const char *name, const void *bytes, size_t size);

/* ---- synthetic objects: what a compiler builds without going through a file ---- */

typedef struct ElfSectionDesc {
  const char *name;  /* ".data", ".text.f", ...; copied */
  uint32_t type;     /* ELF_SHT_PROGBITS or ELF_SHT_NOBITS (0 means PROGBITS) */
  uint64_t flags;    /* ELF_SHF_ALLOC | ... */
  uint64_t align;    /* a power of two; 0 means 1 */
  uint64_t entsize;  /* for SHF_MERGE, else 0 */
  const void *bytes; /* not copied; NULL for NOBITS. May be changed by the caller until elf_link_output */
  uint64_t size;
} ElfSectionDesc;

typedef struct ElfSymbolDesc {
  const char *name;    /* copied; NULL or "" for an anonymous local */
  ElfSection *section; /* where it is defined; NULL: undefined, or absolute if is_absolute */
  bool is_absolute;
  uint64_t value; /* offset in the section, or the absolute value */
  uint64_t size;
  uint8_t binding;    /* ELF_STB_LOCAL, GLOBAL or WEAK */
  uint8_t type;       /* ELF_STT_OBJECT, FUNC, ... */
  uint8_t visibility; /* ELF_STV_* */
} ElfSymbolDesc;

/* A new empty object that takes part in the link at this position of the input order. Not NULL. */
ElfInput *elf_synth_new(ElfLink *l, const char *name);

/* Adds a section. NULL on a bad alignment. */
ElfSection *elf_synth_section(ElfInput *in, const ElfSectionDesc *d);

/* Replaces a synthetic section's bytes; allowed until elf_layout. */
void elf_synth_set_bytes(ElfSection *s, const void *bytes, uint64_t size);

/* Adds a symbol and returns a handle for relocations. A global name is resolved with all other inputs, so the
 * handle may end up at another input's definition (two strong definitions are an error). Asking twice for the same
 * undefined global name gives the same handle; it costs one hash look-up. */
ElfSymbol *elf_synth_symbol(ElfInput *in, const ElfSymbolDesc *d);

/* Shorthand: a reference to a global name (`is_weak`: address 0 if nobody defines it). */
ElfSymbol *elf_synth_ref(ElfInput *in, const char *name, bool is_weak);

/* The symbol standing for the section's start. */
ElfSymbol *elf_synth_section_symbol(ElfSection *s);

/* Makes room for so many relocations of a section that has none yet. */
void elf_synth_reserve(ElfSection *s, size_t nrelocs);

/* Adds a relocation at `offset` of the section. `type` is one of ELF_R_X86_64_*; the section's bytes at the place
 * are overwritten in the output only. Order of calls does not matter. The symbol must come from the same input. */
bool elf_synth_reloc(ElfSection *s, uint64_t offset, uint32_t type, ElfSymbol *sym, int64_t addend);

/* Writes a synthetic object as a relocatable file, to memory owned by the context. No phase of a link is needed. */
bool elf_object_output(ElfInput *in, const uint8_t **bytes, size_t *size);

/* A section whose contents and size become known only after elf_layout (a table that maps final addresses).
 * It is read-only and lies behind everything else, so that its size moves nothing. It is always kept. */
ElfSection *elf_synth_late_section(ElfInput *in, const char *name, uint64_t align);

/* ---- symbols the linker defines ---- */

typedef enum ElfBound { ELF_BOUND_START, ELF_BOUND_END } ElfBound;

/* Defines `name` as the start or end of the *output* section `section` (such as ".image"). If no such section is in
 * the output, both are the address 0 unless the section is late. Does nothing when no input refers to `name`.
 * Defined without asking: __start_X and __stop_X of sections named as C identifiers; __preinit_array_start/_end,
 * __init_array_start/_end, __fini_array_start/_end; __ehdr_start, __executable_start, etext, edata, end and their
 * forms with one underscore; __bss_start, _GLOBAL_OFFSET_TABLE_; and for setting up threads the absolute values
 * __tls_image_filesz, __tls_image_memsz, __tls_image_align with the address __tls_image_start. */
void elf_define_bound(ElfLink *l, const char *name, const char *section, ElfBound bound);

/* Defines `name` as an absolute value, if no input defines it. */
void elf_define_absolute(ElfLink *l, const char *name, uint64_t value);

/* Makes `name` a root: undefined until an input or archive member defines it, never collected. */
void elf_require(ElfLink *l, const char *name);

/* ---- phases ---- */

/* Resolves symbols, loads archive members, drops duplicate COMDAT groups, collects garbage. */
bool elf_resolve(ElfLink *l);

/* Gives every live section its address and every symbol its value. */
bool elf_layout(ElfLink *l);

/* After elf_layout, before elf_link_output: the contents of a late section. The bytes are not copied. */
bool elf_late_fill(ElfLink *l, ElfSection *s, const void *bytes, uint64_t size);

/* Relocates and writes the executable to memory owned by the context. */
bool elf_link_output(ElfLink *l, const uint8_t **bytes, size_t *size);

/* The same as one relocatable object (relocatable.c), to memory owned by the context: position
 * independent, all symbols local but for those named here. elf_export makes `target`, which must be defined, a root and
 * gives it `name` as a global symbol; elf_import lets a name stay undefined. Both before elf_resolve. */
void elf_export(ElfLink *l, const char *name, const char *target);
void elf_import(ElfLink *l, const char *name);
bool elf_link_relocatable(ElfLink *l, const uint8_t **bytes, size_t *size);

/* Writes bytes to a temporary file beside `path`, mode 0755, then renames it. On any error the old file is as it
 * was. A path that exists and is not a regular file (/dev/stdout) is written to directly. */
/* All bytes, however many calls that takes; false with errno. */
bool elf_write_all(int fd, const void *bytes, size_t size);
bool elf_write_file(ElfLink *l, const char *path, const void *bytes, size_t size);

/* ---- queries ---- */

/* The global symbol of that name as resolved, or NULL if no input mentions it. */
ElfSymbol *elf_symbol_find(const ElfLink *l, const char *name);

typedef struct ElfSymbolInfo {
  const char *name;
  ElfSection *section;  /* NULL if undefined or absolute */
  const ElfInput *file; /* that defines it, or NULL */
  uint64_t value;       /* offset in the section before elf_layout; the final address after it */
  uint64_t size;
  uint8_t binding, type, visibility;
  bool is_defined;
  bool is_live; /* its section is part of the output (valid after elf_resolve) */
} ElfSymbolInfo;

void elf_symbol_info(const ElfLink *l, const ElfSymbol *s, ElfSymbolInfo *out);

/* Final address of a defined symbol after elf_layout; 0 for an undefined weak one. */
uint64_t elf_symbol_address(const ElfLink *l, const ElfSymbol *s);

/* Iteration in input order: i from 0 until the count. Archive members that were not needed do not appear. */
size_t elf_input_count(const ElfLink *l);
ElfInput *elf_input_at(const ElfLink *l, size_t i);
const char *elf_input_name(const ElfInput *in); /* "librt.a(heap.o)" for a member */
size_t elf_input_symbol_count(const ElfInput *in);
ElfSymbol *elf_input_symbol_at(const ElfInput *in, size_t i); /* NULL at index 0 and for dropped ones */
size_t elf_input_section_count(const ElfInput *in);
ElfSection *elf_input_section_at(const ElfInput *in, size_t i); /* NULL where there is nothing to link */
ElfSection *elf_input_section_find(const ElfInput *in, const char *name);

typedef struct ElfSectionInfo {
  const char *name;
  const ElfInput *file;
  uint32_t type;
  uint64_t flags, size, align;
  const uint8_t *bytes; /* as in the input, not relocated; NULL for NOBITS */
  size_t reloc_count;
  uint64_t address; /* after elf_layout; 0 if not in memory */
  bool is_live;
} ElfSectionInfo;

void elf_section_info(const ElfLink *l, const ElfSection *s, ElfSectionInfo *out);

/* After elf_layout: the section's bytes with relocations applied, as a new copy of `size` bytes (size from
 * elf_section_info). Works for sections that are not part of the output too, such as .debug_line without `debug`:
 * references to dropped code give 0. NULL on error. */
const uint8_t *elf_section_relocated(ElfLink *l, ElfSection *s);

/* Visits every symbol of the output with its final address: locals by input, then globals by first mention. */
typedef void ElfSymbolVisitor(void *user, const ElfSymbolInfo *info);
void elf_symbols_visit(ElfLink *l, ElfSymbolVisitor *visit, void *user);

/* Visits the output sections in address order; `live` sections only. After elf_layout. */
typedef struct ElfOutputInfo {
  const char *name;
  uint32_t type;
  uint64_t flags, address, size, offset;
} ElfOutputInfo;
typedef void ElfOutputVisitor(void *user, const ElfOutputInfo *info);
void elf_outputs_visit(ElfLink *l, ElfOutputVisitor *visit, void *user);

/* "R_X86_64_PC32" for 2; NULL for a type the linker does not know. */
const char *elf_reloc_name(uint32_t type);

#endif
