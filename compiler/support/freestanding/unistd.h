/* unistd.h where there is no libc: dup, for tree-sitter's debugging output. See README.md. */
#ifndef FREESTANDING_UNISTD_H
#define FREESTANDING_UNISTD_H
int dup(int fd);
#endif
