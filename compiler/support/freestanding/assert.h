/* assert.h where there is no libc: tree-sitter's assertions are off. See README.md. */
#undef assert
#define assert(condition) ((void)0)
#ifndef static_assert
#define static_assert _Static_assert
#endif
