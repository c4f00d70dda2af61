/* pctab-ass.h: positions of the code that codegen-ass made, for the position table. */
#ifndef JSC_DRIVER_PCTAB_ASS_H
#define JSC_DRIVER_PCTAB_ASS_H

#include "../codegen-ass/codegen.h"
#include "pctab.h"

/* After elf_layout: `text` is the section of the code in the link. */
void pctab_add_ass(Pctab *t, ElfLink *link, const ElfSection *text, const AssCodeResult *code, Arena *arena);

#endif
