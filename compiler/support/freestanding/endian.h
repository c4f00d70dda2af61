/* endian.h where there is no libc: x86-64 is little-endian. See README.md. */
#ifndef FREESTANDING_ENDIAN_H
#define FREESTANDING_ENDIAN_H
#define le16toh(x) ((uint16_t)(x))
#define be16toh(x) __builtin_bswap16(x)
#endif
