/* lines.h: from byte offsets in a module's source to lines and columns; columns count UTF-16 units. */
#ifndef JSC_CODEGEN_LLVM_LINES_H
#define JSC_CODEGEN_LLVM_LINES_H

#include "../ir/ir.h"

typedef struct ModuleLines {
  const IrModule *module;
  uint32_t *starts; /* byte offsets */
  uint32_t count;
  uint32_t *units; /* UTF-16 units before every LINES_STEP-th byte */
} ModuleLines;

void lines_init(ModuleLines *l, Arena *arena, const IrModule *m);
uint32_t lines_find(const ModuleLines *l, uint32_t pos);                  /* from 0 */
uint32_t lines_units(const ModuleLines *l, uint32_t pos);                 /* UTF-16 units before a byte */
uint32_t lines_column(const ModuleLines *l, uint32_t line, uint32_t pos); /* from 1 */

#endif
