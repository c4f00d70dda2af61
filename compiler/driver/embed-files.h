/* embed-files.h: the files that an image carries (--embed). */
#ifndef JSC_DRIVER_EMBED_FILES_H
#define JSC_DRIVER_EMBED_FILES_H

#include "../../elf/elf.h"
#include "options.h"

/* Adds them as a section of `in`, in the form of runtime/os/bare/embedded.h. False, with a message on standard error, if one
 * cannot be read. */
bool embed_files_add(ElfInput *in, const Options *o, Arena *arena);

#endif
