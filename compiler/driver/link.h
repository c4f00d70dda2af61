/* link.h: from object code to the executable: compose the image, link the runtime, make the position table. */
#ifndef JSC_DRIVER_LINK_H
#define JSC_DRIVER_LINK_H

#include "../codegen-ass/codegen.h"
#include "../codegen-llvm/codegen.h"
#include "../image/image.h"
#include "graph.h"
#include "interface.h"

/* The program's code, of one back end or the other. */
typedef struct ProgramCode {
  CodegenResult llvm;
  AssCodeResult *ass; /* NULL: llvm */
} ProgramCode;

/* Links. *bytes stay valid until elf_link_free of the returned context. NULL with messages on standard error when the
 * link fails: a defect of ours, since every symbol is under our control. */
ElfLink *link_program(const Graph *graph, ImageRefs *refs, const Options *o, const ProgramCode *code,
                      const Interface *interface, const uint8_t **bytes, size_t *size);

#endif
