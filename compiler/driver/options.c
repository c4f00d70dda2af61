/* options.c: parsing of the command line, one table of flags. */
#include "options.h"

#include "unode.h"

#include "../codegen-llvm/codegen.h"
#include "../opt/opt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: jsc [options] file.js -o app      compile a JavaScript program to a static executable\n"
    "       jsc run [options] file.js args…   compile into memory and run it\n"
    "       jsc repl                          read code line by line and run it\n"
    "       jsc --image repl -o app.elf       the same as an image\n"
    "\n"
    "  -o FILE            output (default a.out; - for standard output)\n"
    "  -O0 -O1 -O2 -O3    optimisation level (default -O2); -Os prefers small code\n"
    "  --emit=KIND        ast, ir, llvm, asm, obj or exe (default exe)\n"
    "  --dump=STAGE,…     print stages on standard error: parse, scope, ir, a pass of the\n"
    "                     optimiser (inline, fold, …), opt, llvm, asm, link\n"
    "  --module --script  force the goal of the entry file (default: as Node decides)\n"
    "  -c                 make one object with everything in it, for other programs (doc/embedding.md)\n"
    "  --emit-header=FILE  write C declarations of what the object exports\n"
    "  --freestanding=PORT  what the object stands on: linux (default), none: functions that its host has,\n"
    "                     kmod: the same with --kernel-abi\n"
    "  --kernel-abi       addresses of a kernel: they begin with 0xFFFF; no table of addresses, no red zone\n"
    "  --heap=MB          memory of such an object for small cells, and as much for large ones (default 8)\n"
    "  --kmod             make a module of Linux's kernel (doc/kmod.md); --kernel-dir=DIR: for these headers\n"
    "  --image            make a bootable image (ELF64, PVH): qemu-system-x86_64 -M q35 -kernel FILE\n"
    "  --embed PATH[=/TO] put a file or a folder into the image's RAM disk, at TO (default: its own absolute path)\n"
    "  --isolates=N       run the program in N isolates at once, each on a thread of its own\n"
    "  --poll             check for interrupts in loops and calls: SIGINT becomes an exception\n"
    "  --prelude=FILE     run FILE as a script before the program (may be given several times)\n"
    "  --backend=KIND     code generator: ass (instant; default at -O0) or llvm\n"
    "  -march=CPU         instruction set, an LLVM name or native (default x86-64-v2)\n"
    "  -g                 keep debugging information and symbols\n"
    "  --strip-source     leave the program's source text out of the executable\n"
    "  --no-eval          leave out what compiles code at run time: eval and Function throw then\n"
    "  --time             print time and memory of every stage on standard error\n"
    "  --proper-tail-calls  calls in tail position of strict code take no stack\n"
    "  --test262          define print and $262; --proper-tail-calls\n"
    "  --lib-from-source  compile lib/ together with the program\n"
    "  -v                 print what the program is made of: modules, and bytes of each part\n"
    "  --help --version\n"
    "\n"
    "file.js may be - for standard input. Objects and archives of C (.o, .a) are linked with it.\n";

static int usage_error(const char *message, const char *what) {
  fprintf(stderr, "jsc: %s%s\nTry 'jsc --help'.\n", message, what);
  return 2;
}

typedef struct NamedBit {
  const char *name;
  uint32_t bit;
} NamedBit;
static const NamedBit stages[] = {{"parse", DUMP_PARSE}, {"scope", DUMP_SCOPE}, {"ir", DUMP_IR},    {"opt", DUMP_OPT},
                                  {"llvm", DUMP_LLVM},   {"asm", DUMP_ASM},     {"link", DUMP_LINK}};
static const NamedBit kinds[] = {{"exe", EMIT_EXE},   {"ast", EMIT_AST}, {"ir", EMIT_IR},
                                 {"llvm", EMIT_LLVM}, {"asm", EMIT_ASM}, {"obj", EMIT_OBJ}};

static const NamedBit *find_name(const NamedBit *table, size_t n, const char *text, size_t len) {
  for (size_t i = 0; i < n; i++)
    if (strlen(table[i].name) == len && !memcmp(table[i].name, text, len)) return &table[i];
  return NULL;
}

static int parse_dump(Options *o, Arena *arena, const char *list) {
  if (!*list) return usage_error("--dump needs a stage", "");
  for (const char *p = list; *p;) {
    size_t n = strcspn(p, ",");
    const NamedBit *stage = find_name(stages, sizeof stages / sizeof stages[0], p, n);
    const char *name = arena_strndup(arena, p, n);
    if (stage) o->dump |= stage->bit;
    else if (opt_has_pass(name)) o->dump_pass = name;
    else return usage_error("unknown stage: ", name);
    p += n + (p[n] == ',');
  }
  return -1;
}

static int parse_port(Options *o, const char *name) {
  if (!strcmp(name, "bare")) return usage_error("a machine of its own is made by --image, not as an object", "");
  bool is_kernel = !strcmp(name, "kmod");
  if (strcmp(name, "linux") != 0 && strcmp(name, "none") != 0 && !is_kernel) return usage_error("unknown port: ", name);
  o->port = name[0] == 'l' ? PORT_LINUX : PORT_NONE;
  o->kernel_abi |= is_kernel;
  return -1;
}

/* One option that begins with '-'. *i may move on to its value. */
static int parse_option(Options *o, Arena *arena, int argc, char **argv, int *i) {
  const char *a = argv[*i];
  if (!strcmp(a, "--help")) return fputs(usage, stdout), 0;
  if (!strcmp(a, "--version")) return puts("jsc " JSC_VERSION), 0;
  if (!strcmp(a, "-o")) {
    if (++*i == argc) return usage_error("-o needs a file name", "");
    o->output = argv[*i];
    if (!*o->output) return usage_error("-o needs a file name", "");
  } else if (!strncmp(a, "-O", 2) && a[2] && !a[3] && strchr("0123s", a[2])) {
    o->optimise_size = a[2] == 's';
    o->opt_level = a[2] == 's' ? 2 : a[2] - '0';
  } else if (!strncmp(a, "--emit=", 7)) {
    const NamedBit *kind = find_name(kinds, sizeof kinds / sizeof kinds[0], a + 7, strlen(a + 7));
    if (!kind) return usage_error("unknown kind of output: ", a + 7);
    o->emit = (EmitKind)kind->bit;
  } else if (!strncmp(a, "--dump=", 7)) {
    return parse_dump(o, arena, a + 7);
  } else if (!strcmp(a, "--backend=ass") || !strcmp(a, "--backend=llvm")) {
    o->backend = a[10] == 'a' ? BACKEND_ASS : BACKEND_LLVM;
  } else if (!strncmp(a, "-march=", 7)) {
    o->cpu = codegen_llvm_cpu(a + 7, arena, &o->features);
    if (!o->cpu) return usage_error("unknown instruction set: ", a + 7);
  } else if (!strcmp(a, "--module")) {
    o->goal = GOAL_MODULE;
  } else if (!strcmp(a, "--script")) {
    o->goal = GOAL_SCRIPT;
  } else if (!strncmp(a, "--prelude=", 10)) {
    ARRAY_PUSH(arena, &o->preludes, a + 10);
  } else if (!strncmp(a, "--isolates=", 11)) {
    char *end;
    o->isolates = (uint32_t)strtoul(a + 11, &end, 10);
    if (*end || o->isolates < 1 || o->isolates > 32)
      return usage_error("--isolates takes a number from 1 to 32: ", a + 11);
  } else if (!strcmp(a, "--image")) {
    o->image = true;
  } else if (!strcmp(a, "--embed") || !strncmp(a, "--embed=", 8)) {
    const char *what = a[7] ? a + 8 : *i + 1 < argc ? argv[++*i] : "";
    if (!*what) return usage_error("--embed needs a path", "");
    ARRAY_PUSH(arena, &o->embeds, what);
  } else if (!strcmp(a, "-c")) {
    o->is_object = true;
  } else if (!strncmp(a, "--emit-header=", 14)) {
    o->header = a + 14;
  } else if (!strncmp(a, "--freestanding=", 15)) {
    return parse_port(o, a + 15);
  } else if (!strcmp(a, "--kmod")) {
    o->kmod = o->is_object = o->kernel_abi = o->polls = true;
    o->port = PORT_NONE;
  } else if (!strncmp(a, "--kernel-dir=", 13)) {
    o->kernel_dir = a + 13;
  } else if (!strcmp(a, "--kernel-abi")) {
    o->kernel_abi = true;
  } else if (!strncmp(a, "--heap=", 7)) {
    enum { MOST_HEAP = 32 << 10 };
    char *end;
    uint64_t megabytes = strtoul(a + 7, &end, 10);
    if (*end || end == a + 7 || megabytes < 1 || megabytes > MOST_HEAP)
      return usage_error("--heap takes megabytes, from 1 to 32768: ", a + 7);
    o->heap_size = megabytes << 20;
  } else if (!strcmp(a, "--poll")) {
    o->polls = true;
  } else if (!strcmp(a, "--time")) {
    o->time = true;
  } else if (!strcmp(a, "--no-eval")) {
    o->no_eval = true;
  } else if (!strcmp(a, "--strip-source")) {
    o->strip_source = true;
  } else if (!strcmp(a, "--lib-from-source")) {
    o->lib_from_source = true;
  } else if (!strcmp(a, "--lib-object")) { /* for jsc's own build */
    if (++*i == argc) return usage_error("--lib-object needs a name", "");
    o->lib_object = argv[*i];
    o->emit = EMIT_OBJ;
  } else if (!strcmp(a, "--proper-tail-calls")) {
    o->proper_tail_calls = true;
  } else if (!strcmp(a, "--test262")) {
    o->test262 = o->proper_tail_calls = true;
  } else if (!strcmp(a, "-g")) {
    o->debug = true;
  } else if (!strcmp(a, "-v")) {
    o->verbose = true;
  } else {
    return usage_error("unknown option: ", a);
  }
  return -1;
}

static bool is_object_file(const char *name) {
  size_t n = strlen(name);
  return n > 2 && name[n - 2] == '.' && (name[n - 1] == 'o' || name[n - 1] == 'a');
}

/* driver.js -> driver.o, where the compiler runs. */
static const char *object_name(const char *input, const char *ending, Arena *arena) {
  const char *slash = strrchr(input, '/');
  if (slash) input = slash + 1;
  const char *dot = strrchr(input, '.');
  return arena_format(arena, "%.*s.%s", (int)(dot ? (size_t)(dot - input) : strlen(input)), input, ending);
}

int options_parse(Options *o, Arena *arena, int argc, char **argv) {
  *o = (Options){.opt_level = 2, .cpu = "x86-64-v2", .features = ""};
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] == '-' && argv[i][1]) {
      int status = parse_option(o, arena, argc, argv, &i);
      if (status >= 0) return status;
    } else if (!o->run && !o->input && !strcmp(argv[i], "run")) {
      o->run = true;
    } else if (!o->run && !o->input && !strcmp(argv[i], "repl")) {
      unode_repl(o);
    } else if (!o->run && is_object_file(argv[i])) {
      ARRAY_PUSH(arena, &o->objects, argv[i]);
    } else if (o->input) {
      return usage_error("more than one input file: ", argv[i]);
    } else {
      o->input = argv[i];
      if (o->run) {
        o->run_args = argv + i + 1;
        o->nrun_args = argc - i - 1;
        break;
      }
    }
  }
  if (!o->input) return usage_error("no input file", "");
  if (o->image && o->is_repl) o->run = false; /* the REPL as an image */
  if (!o->output) o->output = o->is_object ? object_name(o->input, o->kmod ? "ko" : "o", arena) : "a.out";
  if (o->is_object && (o->isolates > 1 || o->run || o->image || o->emit != EMIT_EXE || o->backend == BACKEND_ASS))
    return usage_error("-c goes with none of run, --image, --isolates, --emit and --backend=ass", "");
  if (o->header && !o->is_object) return usage_error("--emit-header goes with -c", "");
  if (o->kmod && o->port == PORT_LINUX) return usage_error("--kmod goes with no other port", "");
  if (o->kernel_dir && !o->kmod) return usage_error("--kernel-dir goes with --kmod", "");
  if (o->port != PORT_LINUX && !o->is_object) return usage_error("--freestanding goes with -c", "");
  if (o->kernel_abi && o->port == PORT_LINUX) return usage_error("--kernel-abi goes with --freestanding=none", "");
  if (o->heap_size && o->port == PORT_LINUX)
    return usage_error("--heap goes with --freestanding=none: under Linux memory is there when it is needed", "");
  if (!o->heap_size) o->heap_size = (uint64_t)8 << 20;
  if (o->is_object) {
    o->isolates = 2; /* of any number: each thread may have one */
    o->no_eval = true;
  }
  if (o->isolates > 1) o->lib_from_source = true; /* lib's objects have absolute addresses */
  bool needs_llvm = o->emit == EMIT_LLVM || o->emit == EMIT_ASM || o->dump & (DUMP_LLVM | DUMP_ASM);
  if (o->backend == BACKEND_ASS && needs_llvm) return usage_error("--backend=ass has no LLVM IR and no assembly", "");
  if (o->backend == BACKEND_ASS && o->isolates > 1) return usage_error("--backend=ass has no --isolates", "");
  if (o->image && (o->isolates > 1 || o->run || o->emit != EMIT_EXE))
    return usage_error("--image goes with none of run, --isolates and --emit", "");
  if (o->embeds.count && !o->image)
    return usage_error("--embed goes with --image: under Linux files are the system's", "");
  needs_llvm = needs_llvm || o->isolates > 1;
  if (o->backend == BACKEND_AUTO) o->backend = o->opt_level == 0 && !needs_llvm ? BACKEND_ASS : BACKEND_LLVM;
  return -1;
}
