/*
 * run.c: a compiled program is started from memory: no file is written, and the program takes jsc's place, so that its exit
 * status, signals and standard streams are its own.
 */
#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../elf/elf.h"

/* What runs JavaScript files like Node's executable: unode beside jsc, else jsc. */
static const char *interpreter(Arena *arena) {
  char self[4096];
  ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
  if (n <= 0) return "jsc";
  self[n] = 0;
  const char *slash = strrchr(self, '/');
  const char *unode = arena_format(arena, "%.*s/unode", (int)(slash - self), self);
  return access(unode, X_OK) ? arena_strdup(arena, self) : unode;
}

void run_program(const Options *o, Arena *arena, const void *bytes, size_t size) {
  extern char **environ;
  const char *slash = strrchr(o->input, '/');
  char **argv = ARENA_ARRAY(arena, char *, (size_t)o->nrun_args + 2);
  argv[0] = arena_strdup(arena, interpreter(arena));
  for (int i = 0; i < o->nrun_args; i++) argv[i + 1] = o->run_args[i];
  int fd = memfd_create(slash ? slash + 1 : o->input, MFD_CLOEXEC);
  if (fd >= 0 && elf_write_all(fd, bytes, size)) {
    setrlimit(RLIMIT_STACK, &o->old_stack);
    fexecve(fd, argv, environ);
  }
  fprintf(stderr, "jsc: cannot run the program from memory: %s\n", strerror(errno));
}
