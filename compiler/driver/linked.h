/* linked.h: -v: what a program is made of. */
#ifndef JSC_DRIVER_LINKED_H
#define JSC_DRIVER_LINKED_H

#include "../../elf/elf.h"
#include "graph.h"

/* Prints on standard error the program's own modules, and how many bytes each part of the executable takes: the program,
 * modules of lib/, members of the runtime's archive. The largest come first. */
void linked_print(const Graph *g, ElfLink *link);

#endif
