/* sources.h: the program's source text, compressed, as runtime/error/source-format.h says. */
#ifndef JSC_DRIVER_SOURCES_H
#define JSC_DRIVER_SOURCES_H

#include "../../elf/elf.h"
#include "graph.h"

/* Adds the texts of the program's own modules to `in`, and asks for the code that reads them. What is not used of this
 * does not get into the executable. */
void sources_add(ElfInput *in, const Graph *g);

#endif
