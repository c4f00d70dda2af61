/*
 * atoms.c: the cells of atoms.def and symbols.def, which the composer makes in real programs.
 */
#include "../../runtime/abi.h"

typedef struct AtomCell {
  Cell cell;
  uint32_t length, hash;
  char text[40];
} AtomCell;

#define ATOM_DEF(name, text) \
  AtomCell jsc_atom_##name = {{SHAPE_ID_STRING, CELL_STRING, STR_ATOM, GC_IMMORTAL, 0}, sizeof(text) - 1, 0, text};
#include "../../runtime/string/atoms.def"
#define SYMBOL_DEF(name)    \
  Symbol jsc_sym_##name = { \
      {SHAPE_ID_SYMBOL, CELL_SYMBOL, SYM_WELL_KNOWN, GC_IMMORTAL, 0}, 1, 0, {VALUE_UNDEFINED_BITS}};
#include "../../runtime/string/symbols.def"

String *unit_atoms[] = {
#define ATOM_DEF(name, text) (String *)&jsc_atom_##name,
#include "../../runtime/string/atoms.def"
    0};
