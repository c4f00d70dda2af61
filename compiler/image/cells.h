/*
 * cells.h: the image under construction: bytes, relocations, and the cells that other files of the composer ask for.
 * A Ref is an offset in the section .image; 0 is no reference (offset 0 is never a cell).
 */
#ifndef JSC_IMAGE_CELLS_H
#define JSC_IMAGE_CELLS_H

#include "../../runtime/rt.h"
#include "../support/array.h"
#include "../support/map.h"
#include "image.h"
#include "table.h"

typedef struct Ref {
  uint32_t offset;
} Ref;

typedef struct ImageReloc {
  uint32_t at;
  Ref target;
  const char *symbol;
  int64_t addend;
  bool is_value; /* a boxed cell */
} ImageReloc;
typedef struct ImageSymbol {
  const char *name;
  Ref at;
  uint32_t size;
} ImageSymbol;

typedef struct ImageRange {
  uint32_t start, end;
} ImageRange;

typedef struct Image {
  Arena *arena;
  IrProgram *program;
  ImageRefs *refs;
  const ImageOptions *options;
  uint8_t *bytes;
  uint32_t size, capacity;
  ARRAY(ImageReloc) relocs;
  ARRAY(ImageSymbol) symbols;
  PtrMap atoms;      /* Atom -> Ref offset */
  StrMap well_known; /* "iterator" -> Ref offset */
  StrMap objects;    /* builtin id -> Ref offset */
  PtrMap functions;  /* BuiltinRow -> Ref offset of its function object */
  StrMap functions_by_cfunc;
  ARRAY(Ref) shapes; /* by id */
  Ref realm;
  ARRAY(ImageRange) realm_cells; /* what a further realm has copies of, in order */
  ARRAY(Ref) shaped;             /* those that have a shape */
  ARRAY(uint32_t) code_words;    /* Function.code of its functions, in order */
  uint32_t function_shape;       /* id: plain functions */
  /* reach.c */
  StrMap spelled;     /* names that occur in the program */
  StrMap lib_spelled; /* further names in the lib modules of the program */
  StrMap looked_up;   /* names that the runtime looks up */
  bool ops_used[IR_OP_COUNT];
  bool has_dynamic_keys; /* some property is read by a key that may be any string */
} Image;

/* Zeroed bytes, 16-aligned. */
Ref image_alloc(Image *im, size_t size);
Ref image_alloc_realm(Image *im, size_t size); /* the same for what belongs to the realm */
static inline void *image_at(Image *im, Ref r) { return im->bytes + r.offset; }
void image_put64(Image *im, uint32_t at, uint64_t bits);
/* A pointer, a boxed cell at offset `at`: the encoding differs in kernels. */
void image_put_ref(Image *im, uint32_t at, Ref target);
void image_put_value(Image *im, uint32_t at, Ref target);
void image_put_symbol(Image *im, uint32_t at, const char *symbol, int64_t addend);
void image_define(Image *im, const char *symbol, Ref at, uint32_t size);

Ref image_string(Image *im, Atom *atom); /* interned */
Ref image_ascii(Image *im, const char *text);
Ref image_bigint(Image *im, Atom *digits);
Ref image_symbol(Image *im, const char *well_known); /* "iterator" */
/* Key at `at`: "@@iterator" or text. */
void image_put_key(Image *im, uint32_t at, const char *key);
/* A new empty shape; proto 0: null. Returns its id. */
uint32_t image_shape(Image *im, Ref proto, CellKind kind, uint32_t ninline);
Ref image_shape_ref(Image *im, uint32_t id);

/* builtins.c: realm, builtin objects and functions. */
void image_builtins(Image *im);
Ref image_function(Image *im, const char *code_symbol, Ref info, uint32_t shape, uint32_t ncaptures);
Ref image_builtin(Image *im, const BuiltinRow *row); /* object or function of a row */

/* reach.c */
void image_find_reachable(Image *im);
void image_note_call(Image *im, const char *symbol);  /* an object calls this function of the runtime */
bool image_is_live(Image *im, const char *id);        /* objects of this owner can exist */
bool image_is_kept(Image *im, const BuiltinRow *row); /* the property can be reached */
bool image_has_patterns(const Image *im);             /* strings can become regular expressions */

/* absent.c: defines in `in` what the runtime calls but this program cannot reach; before the archive is linked. */
void image_leave_out(Image *im, const ElfLink *link, ElfInput *in);

/* realm.c: the RealmTemplate; after everything of the realm is made. */
Ref image_realm_template(Image *im);

/* Whether the place is in a cell of the first realm. */
bool image_is_realm(const Image *im, uint32_t offset);

/* program.c: module tables and struct Program. */
void image_program(Image *im);

#endif
