/*
 * embedded.h: the files in an image (`--embed`) as they lie there, by jsc (driver/embed-files.c) for runtime/os/bare/tree.c:
 * the header, `count` files, then texts and bytes, at offsets from the header. Directories come before what is in them.
 */
#ifndef RUNTIME_OS_BARE_EMBEDDED_H
#define RUNTIME_OS_BARE_EMBEDDED_H

#include <stdint.h>

typedef struct EmbeddedHeader {
  uint64_t count;
} EmbeddedHeader;
typedef struct EmbeddedFile {
  uint64_t path;        /* closed by NUL; absolute */
  uint64_t bytes, size; /* of a file; the target of a link */
  uint64_t modified_ns; /* since 1970 */
  uint32_t mode, reserved;
} EmbeddedFile;

#endif
