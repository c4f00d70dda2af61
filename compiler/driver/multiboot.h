/* multiboot.h: the header of an image for loaders of Multiboot 1 (runtime/os/bare/start.S). */
#ifndef JSC_DRIVER_MULTIBOOT_H
#define JSC_DRIVER_MULTIBOOT_H

#include <stddef.h>
#include <stdint.h>

/* Fills in the addresses, which depend on the whole file. */
void multiboot_fill(uint8_t *bytes, size_t size);

#endif
