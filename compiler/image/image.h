/*
 * image.h: the composer. It lays out the first realm and the program's tables as a data section, with the very structs
 * of runtime/abi.h, so that nothing has to be built when the program starts: atoms, well-known symbols, builtin objects
 * and functions with their shapes, constants of the code, module tables. See doc/image.md.
 */
#ifndef JSC_IMAGE_H
#define JSC_IMAGE_H

#include "../../elf/elf.h"
#include "refs.h"

typedef struct LibGlobal {
  const char *name;
  uint32_t module;
  const char *export_name;
  bool is_enumerable;
} LibGlobal;

typedef struct ImageExport { /* ExportedFunction of abi.h */
  Atom *name;
  const char *prototype, *symbol;
} ImageExport;

typedef struct ImageOptions {
  const LibGlobal *lib_globals; /* globals that lib modules of this program provide */
  uint32_t nlib_globals;
  uint32_t loop_module; /* index of internal/loop, or ~0 */
  bool has_realms;      /* the program may make further realms, */
  bool has_agents;      /* or agents, with isolates of their own */
  bool test262;         /* PROGRAM_TEST262 */
  uint32_t nisolates;   /* that run the program at once */
  bool is_object;       /* other programs make its isolates, each in a thread */
  uint64_t heap_size;   /* of objects with hooks */
  bool for_kernel;      /* addresses begin with 0xFFFF */
  const ImageExport *exports;
  uint32_t nexports;
  bool keep_all;          /* keep every builtin, whether its name is mentioned or not */
  ElfInput **lib_objects; /* objects whose undefined names the image is to define too (refs_add_symbol) */
  uint32_t nlib_objects;
  ElfSection *pctab; /* late section of the position table, or NULL */
} ImageOptions;

/* Adds the image to the link as one synthetic input: sections .image and jsc_roots, and every symbol that the refs and
 * the runtime (jsc_atom_*, jsc_sym_*, jsc_program) name. */
void image_compose(IrProgram *p, ImageRefs *refs, const ImageOptions *o, ElfLink *link);

#endif
