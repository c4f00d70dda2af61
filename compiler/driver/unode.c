/*
 * unode.c: Node's command line for running a program, which jsc understands when it is called by the name unode: the
 * program is compiled by the instant back end and run from memory.
 *
 * Options that only concern Node's engine, or that choose what is so here anyway, are accepted and change nothing.
 */
#include "unode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../runtime/abi.h"
#include "../support/array.h"

enum { EXIT_BAD_OPTION = 9 }; /* Node's "Invalid Argument" */

static const char usage[] = "usage: unode [options] file.js args…     run a program as Node does\n"
                            "       unode [options] -e CODE args…\n"
                            "       unode [options] - args… < file.js\n"
                            "\n"
                            "  -e, --eval CODE    run CODE\n"
                            "  -p, --print CODE   run CODE and print the value of its last statement\n"
                            "  -c, --check        look for syntax errors, run nothing\n"
                            "  -r, --require MOD  load MOD first (may be given several times)\n"
                            "  --input-type=KIND  CODE and standard input are: commonjs or module\n"
                            "  -i, --interactive  the REPL, which is also what runs without a program on a terminal\n"
                            "  --                 end of the options\n"
                            "  -v, --version      the version of Node that programs are told\n"
                            "  -h, --help\n";

/* Without effect on what a program does here: beginnings of names. */
static const char *const ignored[] = {
    "--no-warnings",        "--no-deprecation",     "--enable-source-maps", "--trace-",
    "--max-semi-space",     "--stack-size=",        "--experimental-",      "--no-experimental-",
    "--stack-trace-limit=", "--preserve-symlinks=", "--disable-warning="};

/* All modules are there for what will be typed. */
#define LIB_EXPORTS(module, names) "require('" module "');"
#define LIB_PACKAGE LIB_EXPORTS
static const char repl_text[] = "if (0) {"
#include "../../lib/exports.def"
                                "} require('repl').interactive(require, module)";

static int bad_option(const char *option, const char *why) {
  fprintf(stderr, "unode: %s: %s\n", option, why);
  return EXIT_BAD_OPTION;
}

static void add_preload(Options *o, Arena *arena, const char *name) {
  if (o->npreloads == o->preloads_capacity)
    o->preloads = array_grow_in(arena, o->preloads, o->npreloads, &o->preloads_capacity, sizeof *o->preloads);
  o->preloads[o->npreloads++] = name;
}

/* The value of an option: after '=', or the next argument. NULL: there is none. */
static const char *value_of(const char *equals, int argc, char **argv, int *i) {
  if (equals) return equals + 1;
  return *i + 1 < argc ? argv[++*i] : NULL;
}

static bool is_option(const char *a, size_t n, const char *brief, const char *name) {
  return !strcmp(a, brief) || (strlen(name) == n && !memcmp(a, name, n));
}

/* One option. *i may move on to its value. Returns -1 to go on. */
static int parse_option(Options *o, Arena *arena, int argc, char **argv, int *i) {
  const char *a = argv[*i], *equals = strchr(a, '=');
  size_t n = equals ? (size_t)(equals - a) : strlen(a);
  if (!strcmp(a, "-h") || !strcmp(a, "--help")) return fputs(usage, stdout), 0;
  if (!strcmp(a, "-v") || !strcmp(a, "--version")) return puts("v" NODE_VERSION), 0;
  bool is_print = is_option(a, n, "-p", "--print") || !strcmp(a, "-pe");
  if (is_print || is_option(a, n, "-e", "--eval")) {
    o->eval_text = value_of(equals, argc, argv, i);
    o->prints_result |= is_print;
    return o->eval_text ? -1 : bad_option(a, "requires an argument");
  }
  if (is_option(a, n, "-r", "--require")) {
    const char *name = value_of(equals, argc, argv, i);
    if (!name) return bad_option(a, "requires an argument");
    add_preload(o, arena, name);
    return -1;
  }
  if (is_option(a, n, "-i", "--interactive")) {
    o->is_repl = true;
    return -1;
  }
  if (is_option(a, n, "-c", "--check")) {
    o->check_only = true;
    return -1;
  }
  if (is_option(a, n, "--input-type", "--input-type")) {
    const char *kind = value_of(equals, argc, argv, i);
    if (!kind || (strcmp(kind, "module") && strcmp(kind, "commonjs")))
      return bad_option(a, "must be commonjs or module");
    o->text_is_module = !strcmp(kind, "module");
    return -1;
  }
  if (!strncmp(a, "--max-old-space-size", 20) || !strncmp(a, "--max_old_space_size", 20)) {
    const char *megabytes = value_of(equals, argc, argv, i), *others = getenv("NODE_OPTIONS");
    if (!megabytes) return bad_option(a, "requires an argument");
    char *all = arena_format(arena, "%s --max-old-space-size=%s", others ? others : "", megabytes);
    setenv("NODE_OPTIONS", all, 1); /* the program inherits it */
    return -1;
  }
  for (size_t k = 0; k < sizeof ignored / sizeof ignored[0]; k++)
    if (!strncmp(a, ignored[k], strlen(ignored[k]))) return -1;
  return bad_option(a, "bad option");
}

void unode_repl(Options *o) {
  o->run = o->is_repl = true;
  o->eval_text = repl_text;
  o->input = "[eval]";
  o->opt_level = 0;
  o->backend = BACKEND_ASS;
}

bool unode_is_name(const char *argv0) {
  const char *slash = strrchr(argv0, '/');
  return !strcmp(slash ? slash + 1 : argv0, "unode");
}

int unode_parse(Options *o, Arena *arena, int argc, char **argv) {
  *o = (Options){
      .output = "a.out", .cpu = "x86-64-v2", .features = "", .backend = BACKEND_ASS, .run = true, .is_quiet = true};
  int i = 1;
  for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
    if (!strcmp(argv[i], "--")) {
      i++;
      break;
    }
    int status = parse_option(o, arena, argc, argv, &i);
    if (status >= 0) return status;
  }
  if (!o->eval_text && (o->is_repl || (i == argc && isatty(0) && !o->check_only))) unode_repl(o);
  if (o->eval_text) o->input = "[eval]";
  else o->input = i < argc ? argv[i++] : "-";
  o->run_args = argv + i;
  o->nrun_args = argc - i;
  return -1;
}
