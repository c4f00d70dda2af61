/*
 * pctab-format.h: the layout of the position table that its writer and its reader share. doc/pctab.md explains it.
 *
 * All fixed fields are little-endian and may be unaligned. Offsets count from the table's start.
 */
#ifndef RUNTIME_ERROR_PCTAB_FORMAT_H
#define RUNTIME_ERROR_PCTAB_FORMAT_H

#define PCTAB_MAGIC 0x31544350u /* "PCT1" */

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

#endif
