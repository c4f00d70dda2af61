/*
 * kmod.c: see kmod.h. kbuild takes the object as a prebuilt one (`_shipped`), for which it wants a `.cmd` file, and compiles
 * runtime/os/kmod/glue.c, which jsc carries inside.
 */
#include "kmod.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "embed.h"

static bool fail(const char *what, const char *path) {
  fprintf(stderr, "jsc: --kmod: %s %s: %s\n", what, path, strerror(errno));
  return false;
}

static bool write_file(const char *path, const void *bytes, size_t size) {
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  bool ok = fd >= 0 && elf_write_all(fd, bytes, size);
  if (fd >= 0 && close(fd)) ok = false;
  return ok || fail("cannot write", path);
}

static bool write_text(const char *path, const char *text) { return write_file(path, text, strlen(text)); }

/* --kernel-dir, else the running kernel's headers, else the last of those that are installed. */
static const char *kernel_folder(const Options *o, Arena *arena) {
  if (o->kernel_dir) return o->kernel_dir;
  struct utsname name;
  uname(&name);
  const char *running = arena_format(arena, "/lib/modules/%s/build", name.release);
  if (!access(arena_format(arena, "%s/Makefile", running), R_OK)) return running;
  glob_t found;
  const char *last = NULL;
  if (!glob("/lib/modules/*/build/Makefile", 0, NULL, &found) && found.gl_pathc) {
    const char *path = found.gl_pathv[found.gl_pathc - 1];
    last = arena_strndup(arena, path, strlen(path) - strlen("/Makefile"));
  }
  globfree(&found);
  return last;
}

/* Runs a program, its output in a file. */
static bool run(const char *const *argv, const char *log) {
  pid_t child = fork();
  if (!child) {
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (fd >= 0) dup2(fd, 1), dup2(fd, 2);
    execvp(argv[0], (char *const *)argv);
    _exit(127);
  }
  int status = -1;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return child > 0 && !status;
}

static void show(const char *log) {
  FILE *in = fopen(log, "r");
  for (int c; in && (c = getc(in)) != EOF;) putc(c, stderr);
  if (in) fclose(in);
}

static bool exports(const Interface *in, const char *name) {
  for (uint32_t i = 0; i < in->count; i++)
    if (!strcmp(strrchr(in->exports[i].symbol, '.') + 1, name)) return true;
  return false;
}

static const char *glue_text(const Interface *in, Arena *arena) {
  return arena_format(arena,
                      "#define JSC_NAME \"%s\"\n#define JSC(name) %s_##name\n#define JSC_HAS_READ %d\n"
                      "#define JSC_HAS_WRITE %d\n#define JSC_HAS_UNLOAD %d\n%.*s",
                      in->prefix, in->prefix, exports(in, "read"), exports(in, "write"), exports(in, "unload"),
                      (int)(jsc_embed_glue_end - jsc_embed_glue), jsc_embed_glue);
}

static bool copy(const char *from, const char *to) {
  static uint8_t buffer[1 << 16];
  int in = open(from, O_RDONLY | O_CLOEXEC),
      out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  bool ok = out >= 0;
  for (ssize_t n = 1; ok && n;) {
    n = read(in, buffer, sizeof buffer);
    ok = n >= 0 && elf_write_all(out, buffer, (size_t)n);
  }
  if (!ok) fail("cannot write", to);
  if (in >= 0) close(in);
  if (out >= 0) close(out);
  return ok;
}

bool kmod_build(const Options *o, const Interface *in, Arena *arena, const uint8_t *object, size_t size) {
  const char *kernel = kernel_folder(o, arena), *name = in->prefix;
  if (!kernel) {
    fprintf(stderr, "jsc: --kmod: there are no kernel headers in /lib/modules/*/build (Debian: linux-headers-amd64)\n");
    return false;
  }
  const char *temporary = getenv("TMPDIR");
  char *folder = arena_format(arena, "%s/jsc-kmod-XXXXXX", temporary && *temporary ? temporary : "/tmp");
  if (!mkdtemp(folder)) return fail("cannot make", folder);
  const char *log = arena_format(arena, "%s/log", folder), *m = arena_format(arena, "M=%s", folder);
  const char *const make[] = {"make", "-s", "-C", kernel, m, "modules", NULL};
  const char *const remove[] = {"rm", "-rf", folder, NULL};
  bool ok = write_file(arena_format(arena, "%s/%s_js.o_shipped", folder, name), object, size) &&
            write_text(arena_format(arena, "%s/.%s_js.o.cmd", folder, name), "") &&
            write_text(arena_format(arena, "%s/%s_glue.c", folder, name), glue_text(in, arena)) &&
            write_text(arena_format(arena, "%s/Kbuild", folder),
                       arena_format(arena, "obj-m := %s.o\n%s-y := %s_glue.o %s_js.o\nccflags-y := -g0\n", name, name,
                                    name, name));
  if (ok && !run(make, log)) {
    show(log);
    fprintf(stderr, "jsc: --kmod: the kernel's build failed\n");
    ok = false;
  }
  ok = ok && copy(arena_format(arena, "%s/%s.ko", folder, name), o->output);
  run(remove, "/dev/null");
  return ok;
}
