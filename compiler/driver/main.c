/*
 * main.c: the compiler as an outline: options, load and parse, build IR, transform, generate code, link, write.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../ass/elf.h"
#include "../build/build.h"
#include "../codegen-llvm/codegen.h"
#include "../opt/opt.h"
#include "embed.h"
#include "graph.h"
#include "kmod.h"
#include "interface.h"
#include "link.h"
#include "progress.h"
#include "run.h"
#include "stats.h"
#include "unode.h"

enum { EXIT_BAD_INPUT = 1, EXIT_USAGE = 2 };

static void print_to(void *file, const char *text, size_t n) { fwrite(text, 1, n, file); }

/* Writes bytes to the output; an executable through a temporary file and a rename. */
static int write_output(const Options *o, const void *bytes, size_t size, bool is_executable) {
  if (!strcmp(o->output, "-")) {
    if (fwrite(bytes, 1, size, stdout) == size && !fflush(stdout)) return 0;
    perror("jsc: cannot write to standard output");
    return EXIT_BAD_INPUT;
  }
  ElfLink *l = elf_link_new(NULL);
  bool ok = elf_write_file(l, o->output, bytes, size);
  if (!ok) fprintf(stderr, "jsc: %s", elf_error_text(l));
  elf_link_free(l);
  struct stat st;
  if (ok && !is_executable && !stat(o->output, &st) && S_ISREG(st.st_mode)) chmod(o->output, st.st_mode & 0666);
  return ok ? 0 : EXIT_BAD_INPUT;
}

/* Whether writing the output would lose something that was read. */
static bool output_is_input(const Options *o, const Graph *g) {
  struct stat out, in;
  if (o->run || o->check_only || stat(o->output, &out) || !S_ISREG(out.st_mode)) return false;
  const char *input = NULL;
  uint32_t nmodules = g->count, nscripts = nmodules + o->preludes.count;
  for (uint32_t i = 0; i < nscripts + o->objects.count && !input; i++) {
    const char *path = i < nmodules   ? g->modules[i]->ir->path
                       : i < nscripts ? o->preludes.items[i - nmodules]
                                      : o->objects.items[i - nscripts];
    if (!stat(path, &in) && in.st_dev == out.st_dev && in.st_ino == out.st_ino) input = path;
  }
  if (input) fprintf(stderr, "jsc: -o %s would overwrite the input %s\n", o->output, input);
  return input;
}

static int write_header(const Options *o, const Graph *g, const char *text) {
  Options header = *o;
  header.output = o->header;
  return output_is_input(&header, g) ? EXIT_BAD_INPUT : write_output(&header, text, strlen(text), false);
}

static int finish(const Options *o, DiagCtx *diags, Stats *stats, int status) {
  progress_end();
  if (!o->is_quiet || diags->errors) diag_print(diags);
  stats_print(stats);
  return status;
}

static int emit_ast(const Options *o, Graph *g) {
  GraphModule *m = g->modules[0];
  EstreeBuffer text = {0};
  if (m->ast) estree_print(&text, m->source, m->ast);
  int status = write_output(o, text.text, text.len, false);
  host_free(text.text);
  return status;
}

static int emit_ir(const Options *o, IrProgram *p) {
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  if (!out) host_panic("emit_ir", "out of memory");
  ir_print_program(p, print_to, out);
  fclose(out);
  int status = write_output(o, text, size, false);
  free(text);
  return status;
}

/* An object, assembly or LLVM IR. */
static int emit_code(const Options *o, const ProgramCode *code) {
  if (!code->ass) return write_output(o, code->llvm.objects[0].bytes, code->llvm.objects[0].size, false);
  ElfLink *l = elf_link_new(NULL);
  const uint8_t *bytes;
  size_t size;
  if (!ass_elf_object(&code->ass->ass, l, &bytes, &size)) host_panic("ass_elf_object", elf_error_text(l));
  int status = write_output(o, bytes, size, false);
  elf_link_free(l);
  return status;
}

/* --dump=parse: the trees of the program's own modules. */
static void dump_trees(const Graph *g) {
  for (uint32_t i = 0; i < g->count; i++) {
    GraphModule *m = g->modules[i];
    if (!m->ast || m->ir->is_lib) continue;
    EstreeBuffer text = {0};
    estree_print(&text, m->source, m->ast);
    fprintf(stderr, "tree of %s\n", m->ir->path);
    fwrite(text.text, 1, text.len, stderr);
    host_free(text.text);
  }
}

/* --dump=PASS */
static void show_pass(void *ctx, const IrProgram *p, const IrFn *fn) {
  (void)ctx;
  if (fn) ir_print_fn(fn, print_to, stderr);
  else ir_print_program(p, print_to, stderr);
}

/* --dump=llvm and asm: as --emit prints it. */
static void dump_code(IrProgram *program, ImageRefs *refs, const CodegenOptions *options, CodegenOutput output) {
  CodegenOptions o = *options;
  o.output = output;
  o.may_split = false;
  CodegenResult text;
  if (!codegen_llvm(program, refs, &o, &text)) host_panic("codegen_llvm", text.error);
  fwrite(text.objects[0].bytes, 1, text.objects[0].size, stderr);
  codegen_llvm_free(&text);
}

/* Compiles to o->output, or runs the program. Returns the exit status. */
static int compile(const Options *o) {
  Arena arena = {0};
  Interner atoms;
  DiagCtx diags;
  Stats stats;
  Graph graph;
  intern_init(&atoms, &arena);
  diag_init(&diags, &arena);
  stats_start(&stats, o->time);
  progress_start();
  IrProgram *program = ir_program_new(&arena, &atoms);

  program->polls = o->polls;
  program->proper_tail_calls = o->proper_tail_calls;
  program->has_htmldda = o->test262;
  program->has_isolates = program->no_constants = o->isolates > 1;
  bool ok = graph_load(&graph, program, &diags, o);
  program->makes_code = graph.makes_code;
  stats_stage(&stats, "parse");
  progress_stage("building");
  if (output_is_input(o, &graph)) return finish(o, &diags, &stats, EXIT_USAGE);
  if (o->dump & DUMP_PARSE) dump_trees(&graph);
  if (o->emit == EMIT_AST && graph.count && graph.modules[0]->ast)
    return finish(o, &diags, &stats, emit_ast(o, &graph));
  if (!ok) return finish(o, &diags, &stats, EXIT_BAD_INPUT);
  if (o->check_only) return finish(o, &diags, &stats, 0);

  Interface interface = {0};
  if (o->is_object && !interface_collect(&interface, &graph)) return finish(o, &diags, &stats, EXIT_BAD_INPUT);
  ok = build_graph(program, &graph, &diags);
  stats_stage(&stats, "build");
  progress_stage("optimising");
  if (!ok || diags.errors) return finish(o, &diags, &stats, EXIT_BAD_INPUT);
  if (o->dump & DUMP_IR) ir_print_program(program, print_to, stderr);

  OptWatch watch = {o->dump_pass, show_pass, NULL};
  opt_run(program, o->opt_level, o->dump_pass ? &watch : NULL);
  stats_stage(&stats, "opt");
  progress_stage("generating code");
  if (o->dump & DUMP_OPT) ir_print_program(program, print_to, stderr);
  if (o->emit == EMIT_IR) return finish(o, &diags, &stats, emit_ir(o, program));

  ImageRefs *refs = refs_new(&arena, program);
  if (graph.makes_code) refs_builtin(refs, intern_cstr(&atoms, "eval")); /* code made at run time compares with it */
  const char *fast_start = jsc_embed_fast, *fast_end = jsc_embed_fast_end;
  if (o->port == PORT_NONE) fast_start = jsc_embed_none_fast, fast_end = jsc_embed_none_fast_end;
  if (o->kernel_abi) fast_start = jsc_embed_kmod_fast, fast_end = jsc_embed_kmod_fast_end;
  CodegenOptions codegen = {.opt_level = o->opt_level,
                            .optimise_size = o->optimise_size,
                            .has_realms = graph.has_realms,
                            .is_pic = o->is_object,
                            .may_split = o->emit == EMIT_EXE,
                            .cpu = o->cpu,
                            .features = o->features,
                            .has_hooks = o->port != PORT_LINUX,
                            .for_kernel = o->kernel_abi,
                            .fast_bitcode = fast_start,
                            .fast_bitcode_size = (size_t)(fast_end - fast_start),
                            .output = o->emit == EMIT_LLVM  ? CODEGEN_LLVM
                                      : o->emit == EMIT_ASM ? CODEGEN_ASM
                                                            : CODEGEN_OBJECT};
  if (o->dump & DUMP_LLVM) dump_code(program, refs, &codegen, CODEGEN_LLVM);
  if (o->dump & DUMP_ASM) dump_code(program, refs, &codegen, CODEGEN_ASM);
  ProgramCode code = {0};
  AssCodeResult ass;
  if (o->backend == BACKEND_ASS && !graph.c_functions.count) { /* it has no calls of C */
    const char *error;
    AssCodeOptions options = {.has_realms = graph.has_realms};
    code.ass = &ass;
    if (!codegen_ass(program, refs, &options, &arena, &ass, &error)) host_panic("codegen_ass", error);
  } else if (!codegen_llvm(program, refs, &codegen, &code.llvm)) {
    host_panic("codegen_llvm", code.llvm.error);
  }
  stats_stage(&stats, "codegen");
  if (o->emit != EMIT_EXE) return finish(o, &diags, &stats, emit_code(o, &code));
  progress_stage("linking");

  const uint8_t *bytes;
  size_t size;
  ElfLink *link = link_program(&graph, refs, o, &code, &interface, &bytes, &size);
  stats_stage(&stats, "link");
  progress_stage("writing");
  if (!link) return finish(o, &diags, &stats, EXIT_BAD_INPUT);
  if (o->run) {
    finish(o, &diags, &stats, 0);
    run_program(o, &arena, bytes, size);
    return EXIT_BAD_INPUT;
  }
  int status = 0;
  if (o->kmod) status = kmod_build(o, &interface, &arena, bytes, size) ? 0 : EXIT_BAD_INPUT;
  else status = write_output(o, bytes, size, !o->is_object);
  if (!status && o->header) status = write_header(o, &graph, interface_header(&interface, &arena));
  stats_stage(&stats, "write");
  elf_link_free(link);
  return finish(o, &diags, &stats, status);
}

/* Trees nest deeply (parse/syntax.c says how far). The kernel grows the stack up to the limit of the moment. */
static void want_stack(Options *o) {
  enum { STACK = 120 << 20 }; /* what Linux keeps free below a stack at least */
  struct rlimit *old = &o->old_stack;
  if (getrlimit(RLIMIT_STACK, old) || old->rlim_cur >= STACK) return;
  struct rlimit wanted = {old->rlim_max < STACK ? old->rlim_max : STACK, old->rlim_max};
  setrlimit(RLIMIT_STACK, &wanted);
}

int main(int argc, char **argv) {
  Options options;
  Arena arena = {0};
  bool is_node = argc > 0 && unode_is_name(argv[0]);
  int status = is_node ? unode_parse(&options, &arena, argc, argv) : options_parse(&options, &arena, argc, argv);
  if (status >= 0) return status;
  want_stack(&options);
  return compile(&options);
}
