/* wctype.h where there is no libc: the classes that scanners and tree-sitter's queries ask for. See README.md. */
#ifndef FREESTANDING_WCTYPE_H
#define FREESTANDING_WCTYPE_H
typedef unsigned int wint_t;
int iswalnum(wint_t c);
int iswalpha(wint_t c);
int iswspace(wint_t c);
#endif
