/* ctype.h where there is no libc. See README.md. */
#ifndef FREESTANDING_CTYPE_H
#define FREESTANDING_CTYPE_H
int isprint(int c);
#endif
