/* The linker's own data structures; elf.h is the public face.
 *
 * Everything hangs off one ElfLink. Inputs own sections and symbols. A *global* symbol exists once per name in the
 * context, and the symbol arrays of all inputs point to it; a local symbol belongs to one input. Sections are
 * gathered into output sections (OutSection) in input order; a section with SHF_MERGE is cut into pieces (strings or
 * constants) that are shared through a MergePool, which takes its place in the output.
 *
 * Life of a link: read.c/archive.c/synth.c build inputs, resolve.c decides what each name means, gc.c marks what is
 * live, layout.c assigns addresses, relocate.c computes bytes, write.c puts the file together.
 */
#ifndef ELF_LINK_H
#define ELF_LINK_H

#include "elf.h"

#define ELF_PAGE 4096
#define ELF_MAX_ALIGN (1u << 24)

/* A growable array in the arena: struct { T *at; size_t count, room; }. */
#define ELF_VEC(T)      \
  struct {              \
    T *at;              \
    size_t count, room; \
  }
#define ELF_PUSH(l, v, item)                                                                    \
  do {                                                                                          \
    if ((v)->count == (v)->room) (v)->at = elf_grow((l), (v)->at, &(v)->room, sizeof *(v)->at); \
    (v)->at[(v)->count++] = (item);                                                             \
  } while (0)

typedef struct Archive Archive;
typedef struct OutSection OutSection;
typedef struct MergePool MergePool;

typedef enum SymbolState {
  SYMBOL_UNDEFINED,
  SYMBOL_LAZY,     /* an archive member not loaded so far would define it */
  SYMBOL_COMMON,   /* tentative definition; becomes DEFINED when storage is given */
  SYMBOL_DEFINED,  /* at `value` in `section` */
  SYMBOL_ABSOLUTE, /* `value` is the address */
} SymbolState;

struct ElfSymbol {
  const char *name;
  uint32_t hash;
  uint8_t state; /* SymbolState */
  uint8_t binding, type, visibility;
  bool is_local;
  bool is_strong_ref;  /* some input needs it: not all references are weak */
  bool is_queued;      /* its archive member is waiting to be loaded */
  bool is_linker;      /* defined by the linker: `value` is set by layout */
  bool is_import;      /* of a relocatable output: may stay undefined */
  bool is_bound_seen;  /* gc has followed __start_/__stop_ of this name */
  bool is_reported;    /* an "undefined symbol" line has been written */
  ElfInput *file;      /* the definition's input; before that, the first that mentions it */
  ElfSection *section; /* DEFINED */
  uint64_t value, size;
  uint64_t align;       /* COMMON */
  Archive *archive;     /* LAZY */
  uint64_t member;      /* LAZY: offset of the member's header */
  uint32_t got, tp_got; /* 1 + number of the slot with its address, its TP offset; 0: none */
};

/* One relocation, however its section was made. */
typedef struct Reloc {
  uint64_t offset;
  int64_t addend;
  ElfSymbol *sym; /* NULL for symbol index 0: S is 0 */
  uint32_t type;
} Reloc;

/* A string or constant of a merged section. `offset` is where it starts in its own section. */
typedef struct Piece {
  uint64_t offset, out_offset;
  uint64_t size;
  bool is_live;
} Piece;

struct ElfSection {
  ElfInput *in;
  const char *name;
  uint32_t type, index;
  uint64_t flags, align, entsize;
  const uint8_t *bytes; /* NULL for NOBITS */
  uint64_t size;
  const ElfRela *relas; /* of an object read */
  size_t rela_count;
  ELF_VEC(Reloc) relocs; /* of a synthetic object */
  ElfSymbol *self;       /* section symbol, made when asked for */
  bool is_synth, is_late;
  bool is_filled;         /* a late section that has its contents */
  bool is_live;           /* in the output */
  bool is_dropped;        /* lost to another COMDAT group, or of a kind never linked */
  ElfSection *group_next; /* ring of the sections of one group; NULL outside */
  ElfSection *link_first; /* SHF_LINK_ORDER sections that live and die with this one ... */
  ElfSection *link_next;  /* ... chained by this */
  OutSection *out;        /* once laid out */
  uint64_t out_offset;    /* in `out`; of a merged section, unused */
  Piece *pieces;          /* of a merged section, ascending by offset */
  size_t piece_count;
  MergePool *pool;
};

struct ElfInput {
  ElfLink *link;
  const char *name;
  const uint8_t *bytes;
  size_t size;
  bool is_synth, is_linker;
  ELF_VEC(ElfSection *) sections; /* by section index; NULL for symbol tables and the like */
  ELF_VEC(ElfSymbol *) symbols;   /* by symbol index */
  bool is_live;                   /* has a live section in memory */
};

struct OutSection {
  const char *name;
  uint32_t type;
  uint64_t flags, align, entsize;
  int rank;     /* layout.c */
  size_t order; /* of first appearance */
  ELF_VEC(ElfSection *) members;
  uint64_t address, size, offset;
  uint32_t index; /* in the section header table */
  uint32_t name_offset;
};

/* Equal pieces of all sections with the same output section, entry size and alignment. */
struct MergePool {
  ElfSection *section; /* takes the place in the output; its bytes are made in layout */
  const char *out_name;
  uint64_t flags, entsize, align;
  Piece **table; /* open addressing */
  const uint8_t **keys;
  size_t table_size, used;
  ELF_VEC(ElfSection *) sources;
};

typedef struct Segment {
  uint32_t flags; /* ELF_PF_* */
  uint64_t offset, address, filesz, memsz;
} Segment;

typedef struct BoundSymbol {
  ElfSymbol *sym;
  const char *section; /* output section name */
  ElfBound bound;
} BoundSymbol;

typedef struct ExportedName {
  const char *name;
  ElfSymbol *symbol;
} ExportedName;

struct Archive {
  ElfLink *link;
  const char *name;
  const uint8_t *bytes;
  size_t size;
  const char *long_names;
  size_t long_names_size;
  ELF_VEC(uint64_t) loaded; /* header offsets */
};

typedef struct Arena {
  struct ArenaBlock *blocks;
  uint8_t *next, *end;
} Arena;

typedef enum Phase { PHASE_INPUT, PHASE_RESOLVED, PHASE_LAID_OUT, PHASE_DONE } Phase;

struct ElfLink {
  ElfOptions options;
  Arena arena;
  Phase phase;
  ELF_VEC(char) errors;
  size_t error_count;
  struct Mapping *mappings; /* files to unmap */
  ELF_VEC(ElfInput *) inputs;
  ElfInput *own;     /* sections the linker makes: .got, commons */
  ElfSymbol **table; /* global symbols by name, open addressing */
  size_t table_size;
  ELF_VEC(ElfSymbol *) globals; /* in order of first mention */
  ELF_VEC(const char *) groups; /* COMDAT signatures: open addressing, see resolve.c */
  size_t group_count;
  ELF_VEC(ElfSymbol *) queue; /* lazy symbols to load */
  ELF_VEC(ElfSymbol *) roots;
  ELF_VEC(BoundSymbol) bounds;
  ELF_VEC(ExportedName) exports;
  ELF_VEC(ElfSection *) marks; /* gc's work list */
  ELF_VEC(MergePool *) pools;
  ELF_VEC(OutSection *) outs;
  ElfSection *got; /* .got, or NULL */
  size_t got_count;
  bool is_got_used;    /* its address is referred to */
  Segment segments[4]; /* PT_LOAD */
  size_t segment_count, phdr_count;
  bool has_tls;
  uint64_t tls_start, tls_filesz, tls_memsz, tls_align, tls_end; /* tls_end: where the thread pointer points */
  ElfLink *object;    /* of a relocatable output: the context that it is made in, or NULL */
  uint64_t file_size; /* without section headers and tables */
};

/* ---- support.c ---- */
void *elf_alloc(ElfLink *l, size_t size); /* zeroed, aligned to 16; never NULL */
void *elf_grow(ElfLink *l, void *old, size_t *room, size_t item);
char *elf_strdup(ElfLink *l, const char *s, size_t len);
uint32_t elf_hash(const void *bytes, size_t size);
/* Records an error; always returns false. */
bool elf_error(ElfLink *l, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Maps a whole file into memory that lives as long as the context. */
bool elf_map_file(ElfLink *l, const char *path, const uint8_t **bytes, size_t *size);

static inline uint64_t elf_align_up(uint64_t x, uint64_t align) { return (x + align - 1) & ~(align - 1); }
static inline bool elf_is_c_name(const char *s) {
  if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || *s == '_')) return false;
  while (*++s)
    if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || *s == '_' || (*s >= '0' && *s <= '9'))) return false;
  return true;
}

/* ---- read.c ---- */
ElfInput *elf_input_new(ElfLink *l, const char *name);
ElfInput *elf_read_object(ElfLink *l, const char *name, const uint8_t *bytes, size_t size);
size_t elf_reloc_count(const ElfSection *s);
/* Fetches and checks relocation i: known type, place inside the section, symbol that exists. */
bool elf_reloc_get(ElfLink *l, const ElfSection *s, size_t i, Reloc *out);
/* Bytes a relocation type writes; 0 for none. False if the type is not known. */
bool elf_reloc_size(uint32_t type, unsigned *size);

/* ---- archive.c ---- */
bool elf_read_archive(ElfLink *l, const char *name, const uint8_t *bytes, size_t size);
bool elf_load_member(Archive *a, uint64_t header_offset, const char *wanted);

/* ---- synth.c ---- */
ElfSection *elf_section_new(ElfInput *in, const char *name, uint32_t type, uint64_t flags, uint64_t align);

/* ---- resolve.c ---- */
ElfSymbol *elf_symbol_intern(ElfLink *l, const char *name);
void elf_symbol_reference(ElfLink *l, ElfInput *in, ElfSymbol *s, bool is_weak);
void elf_symbol_define(ElfLink *l, ElfInput *in, ElfSymbol *s, const ElfSymbol *def);
void elf_symbol_lazy(ElfLink *l, ElfSymbol *s, Archive *a, uint64_t member);
bool elf_group_claim(ElfLink *l, const char *signature);
bool elf_is_linker_symbol(const ElfLink *l, const char *name);

/* ---- gc.c ---- */
bool elf_mark_live(ElfLink *l);
/* The section is of a kind that goes into the output at all, given the options. */
bool elf_section_wanted(const ElfLink *l, const ElfSection *s);

/* ---- layout.c ---- */
Piece *elf_piece_at(const ElfSection *s, uint64_t offset);
/* Takes the sizes of filled late sections into account. */
void elf_layout_late(ElfLink *l);
/* Where symbol + addend ends up. *is_dead: its section is not in the output (the address is then 0). */
uint64_t elf_target(const ElfSymbol *s, int64_t addend, bool *is_dead);

/* ---- relocate.c ---- */
/* Finds undefined symbols; decides which symbols need slots in the global offset table and makes it. */
bool elf_scan(ElfLink *l);
/* Whether a load from the table is rewritten to need no slot. */
bool elf_can_relax_got(const ElfSection *s, const Reloc *r);
/* Writes the slots' values; `image` is where .got begins. */
void elf_fill_got(ElfLink *l, uint8_t *image);
/* Applies a section's relocations to its bytes at `image`. */
bool elf_relocate(ElfLink *l, ElfSection *s, uint8_t *image, bool is_query);

#endif
