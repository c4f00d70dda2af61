/*
 * elf.h: what was assembled, given to the linker in elf/ or written as a relocatable object. This is the one part of
 * the assembler that needs more than memory; the others never refer to it.
 */
#ifndef ASS_ELF_H
#define ASS_ELF_H

#include "../elf/elf.h"
#include "ass.h"

/* Adds the finished sections, symbols and references as an input of a link. The assembler must live as long as the
 * link. sections[i], of nsections, becomes the section with index i; may be NULL. NULL: elf_error_text says why. */
ElfInput *ass_elf_input(Ass *a, ElfLink *link, const char *name, ElfSection **sections);

/* The same as a relocatable object; the bytes are the link's memory. */
bool ass_elf_object(Ass *a, ElfLink *link, const uint8_t **bytes, size_t *size);

#endif
