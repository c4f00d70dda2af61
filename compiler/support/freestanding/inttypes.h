/* inttypes.h where there is no libc: formats of fixed-width integers on x86-64. See README.md. */
#ifndef FREESTANDING_INTTYPES_H
#define FREESTANDING_INTTYPES_H
#include <stdint.h>
#define PRId32 "d"
#define PRIu32 "u"
#define PRIx32 "x"
#define PRId64 "ld"
#define PRIu64 "lu"
#define PRIx64 "lx"
#endif
