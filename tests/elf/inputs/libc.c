/* Stand-ins for the C library, so that the linker's own sources make a closed program to link. They are never run. */
// clang-format off
#define STUB(name) \
  long name(void) { return 0; }
STUB(memcpy) STUB(memset) STUB(memcmp) STUB(memmove) STUB(memchr) STUB(strlen) STUB(strcmp) STUB(strncmp) STUB(strrchr)
STUB(strchr) STUB(calloc) STUB(free) STUB(exit) STUB(qsort) STUB(strtoul) STUB(vsnprintf) STUB(snprintf) STUB(fputs) STUB(open)
STUB(fstat) STUB(stat) STUB(close) STUB(mmap) STUB(munmap) STUB(write) STUB(mkstemp) STUB(fchmod) STUB(rename) STUB(unlink)
STUB(strerror)
    // clang-format on
    int errno_cell;
__thread int thread_errno = 3, thread_zero;
int *__errno_location(void) { return thread_zero ? &thread_errno : &errno_cell; }
void *stderr;

typedef struct ElfLink ElfLink;
ElfLink *elf_link_new(void *);
int elf_add_file(ElfLink *, const char *), elf_resolve(ElfLink *), elf_layout(ElfLink *);
int elf_link_output(ElfLink *, const void **, unsigned long *);
int elf_write_file(ElfLink *, const char *, const void *, unsigned long);
int run(void) {
  const void *bytes;
  unsigned long size;
  ElfLink *l = elf_link_new(0);
  elf_add_file(l, "a.o");
  elf_resolve(l);
  elf_layout(l);
  elf_link_output(l, &bytes, &size);
  return elf_write_file(l, "a", bytes, size);
}
