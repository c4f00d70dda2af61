/*
 * The two instances of the machine; regexp_exec chooses.
 */
#ifndef JSC_RUNTIME_REGEXP_EXEC_H
#define JSC_RUNTIME_REGEXP_EXEC_H

#include "../unicode/unicode.h"
#include "program.h"

#define REGEXP_UNLIMITED 0xFFFFFFFFu

RegexpResult regexp_exec8(const RegexpProgram *program, RegexpText subject, uint32_t last_index, bool is_sticky,
                          int32_t *captures, RegexpScratch *scratch);
RegexpResult regexp_exec16(const RegexpProgram *program, RegexpText subject, uint32_t last_index, bool is_sticky,
                           int32_t *captures, RegexpScratch *scratch);

#endif
