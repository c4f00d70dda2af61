/* options.h: the command line of jsc. */
#ifndef JSC_DRIVER_OPTIONS_H
#define JSC_DRIVER_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>

#include "../support/array.h"

#define JSC_VERSION "0.1.0"

typedef enum EmitKind { EMIT_EXE, EMIT_AST, EMIT_IR, EMIT_LLVM, EMIT_ASM, EMIT_OBJ } EmitKind;
typedef enum Backend { BACKEND_AUTO, BACKEND_ASS, BACKEND_LLVM } Backend; /* AUTO: ass at -O0, else LLVM */
/* What an object of -c stands on. */
typedef enum PortOption { PORT_LINUX, PORT_NONE } PortOption;
typedef enum GoalOption { GOAL_AUTO, GOAL_MODULE, GOAL_SCRIPT } GoalOption;

/* Stages that --dump can print. */
enum { DUMP_PARSE = 1, DUMP_SCOPE = 2, DUMP_IR = 4, DUMP_OPT = 8, DUMP_LLVM = 16, DUMP_ASM = 32, DUMP_LINK = 64 };

typedef struct Options {
  const char *input;  /* path, "-" for standard input */
  const char *output; /* path, "-" for standard output */
  int opt_level;
  bool optimise_size;
  EmitKind emit;
  Backend backend;
  uint32_t dump;         /* DUMP_* */
  const char *dump_pass; /* name of one pass to print after, or NULL */
  GoalOption goal;
  bool time, verbose, strip_source, strip, debug, polls, test262, proper_tail_calls, run, no_eval, image;
  bool is_object;              /* -c: one object for other linkers */
  PortOption port;             /* --freestanding=PORT */
  bool kernel_abi;             /* --kernel-abi: for the upper half of the addresses */
  bool kmod;                   /* --kmod: a module of Linux's kernel from the object */
  const char *kernel_dir;      /* --kernel-dir=DIR, or NULL */
  uint64_t heap_size;          /* --heap=MB, in bytes: each area of the heap of a freestanding object */
  ARRAY(const char *) objects; /* files of C to link */
  const char *header;          /* --emit-header=FILE, or NULL */
  const char *eval_text;       /* the program's text, of -e; or NULL */
  bool is_repl;                /* the program is the REPL */
  bool is_quiet;               /* no warnings of what compiles */
  bool prints_result;          /* -p: print the completion value of the entry module */
  bool text_is_module;         /* --input-type=module */
  bool check_only;             /* -c: look for errors, no more */
  const char **preloads;       /* -r: modules to load before the program */
  uint32_t npreloads, preloads_capacity;
  const char *cpu;        /* -march= */
  const char *features;   /* of -march=native, else "" */
  const char *lib_object; /* --lib-object: the input is this module of lib/ */
  bool lib_from_source;   /* compile lib/ with the program */
  char **run_args;        /* jsc run file.js ARGS */
  int nrun_args;
  struct rlimit old_stack;      /* as jsc found it */
  uint32_t isolates;            /* --isolates=N */
  ARRAY(const char *) preludes; /* --prelude=FILE: scripts to run before the program */
  ARRAY(const char *) embeds;   /* --embed PATH[=/MOUNT]: files for an image */
} Options;

/* Fills in *o. Returns -1 to go on, else the exit status (0 after --help and --version, 2 after a usage error). */
int options_parse(Options *o, Arena *arena, int argc, char **argv);

#endif
