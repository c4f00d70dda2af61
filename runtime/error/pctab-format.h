/*
 * pctab-format.h: the layout of the position table that its writer and its reader share. doc/pctab.md explains it.
 *
 * All fixed fields are little-endian and may be unaligned. Offsets count from the table's start.
 */
#ifndef RUNTIME_ERROR_PCTAB_FORMAT_H
#define RUNTIME_ERROR_PCTAB_FORMAT_H

#define PCTAB_MAGIC 0x32544350u /* "PCT2" */

enum {
  PCTAB_MAGIC_AT = 0,   /* u32 */
  PCTAB_SIZE_AT = 4,    /* u32: bytes in the table */
  PCTAB_BASE_AT = 8,    /* u64: address that all others are relative to */
  PCTAB_COUNT_AT = 16,  /* u32: number of blocks */
  PCTAB_SCOPES_AT = 20, /* u32: offset of the scope section */
  PCTAB_HEADER = 24,    /* blocks follow: pairs of u32 */
  PCTAB_BLOCK_SIZE = 8, /* address of the block's first row - base, offset of its rows */
  PCTAB_BLOCK_ROWS = 64 /* rows in every block but the last */
};

/* The low bits of a row's first number. */
enum { PCTAB_HAS_SCOPE = 1, PCTAB_HAS_LINE = 2, PCTAB_ADDRESS_SHIFT = 2 };

/* What kind of function a scope is; of a PCTAB_FN_REFERENCE one bit above says that it runs the jobs of promises. */
enum {
  PCTAB_FN_PLAIN,    /* may have a slot that holds the receiver, EMPTY when it constructs */
  PCTAB_FN_CLASS,    /* a class: only ever constructed */
  PCTAB_FN_COMMONJS, /* body of a CommonJS module */
  PCTAB_FN_BODY,     /* body of an ES module or script */
  PCTAB_FN_BUILTIN,  /* C code, named as traces name it: "Array.map" */
  PCTAB_FN_BUILTIN_CTOR,
  PCTAB_FN_ARTIFICIAL, /* has no frame: what made a generator, inlined */
  PCTAB_FN_REFERENCE,  /* a frame of the reference that code of lib/ stands for (compiler/support/sites.h) */
  PCTAB_FN_KIND_BITS = 3
};

#endif
