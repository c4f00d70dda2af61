/*
 * build-ir.c: builds the JIR of single files, without modules, and checks it; for tests of the builder over large
 * sources.
 *
 *     build-ir [--print] [--module] file.js...
 */
#include <stdio.h>
#include <string.h>

#include "../../compiler/build/build.h"
#include "../../compiler/parse/parse.h"
#include "../../compiler/support/host.h"
#include "../../runtime/abi.h"

static void print_to(void *file, const char *text, size_t n) { fwrite(text, 1, n, file); }

static BuildTarget resolve(const BuildModule *m, const Atom *specifier, bool is_require) {
  (void)m, (void)specifier, (void)is_require;
  return (BuildTarget){.module = -1};
}

static bool build_file(const char *path, bool as_module, bool print) {
  Arena arena = {0};
  Interner atoms;
  DiagCtx diags;
  intern_init(&atoms, &arena);
  diag_init(&diags, &arena);
  size_t len;
  const char *error;
  char *text = host_read_file(path, &len, &error);
  if (!text) {
    fprintf(stderr, "%s: %s\n", path, error);
    return false;
  }
  Source *source = source_new(&arena, path, text, len);
  uint64_t start = host_nanoseconds();
  Node *ast = parse_program(
      &(ParseOptions){
          .arena = &arena, .atoms = &atoms, .diags = &diags, .goal = as_module ? PARSE_MODULE : PARSE_COMMONJS},
      source);
  uint64_t parsed = host_nanoseconds();
  if (!ast) {
    diag_print(&diags);
    return false;
  }
  size_t before = arena.total;
  IrProgram *program = ir_program_new(&arena, &atoms);
  IrModule module = {.path = path,
                     .source = source->text,
                     .source_len = source->len,
                     .kind = as_module ? MODULE_ESM : MODULE_COMMONJS};
  program->modules = (IrModule *[]){&module};
  program->nmodules = 1;
  BuildModule in = {.ir = &module, .source = source, .ast = ast};
  BuildInput input = {.modules = &in, .nmodules = 1, .resolve = resolve};
  bool ok = build_program(program, &input, &diags);
  uint64_t built = host_nanoseconds();
  diag_print(&diags);
  for (uint32_t i = 0; ok && i < program->nfns; i++) ir_verify(program->fns[i]);
  if (print) ir_print_program(program, print_to, stdout);
  uint64_t insts = 0;
  for (uint32_t i = 0; i < program->nfns; i++) insts += program->fns[i]->ninsts;
  printf("%s: parse %.0f ms, build %.0f ms, %u functions, %llu instructions, %.1f MB of trees, %.1f MB of IR\n", path,
         (double)(parsed - start) / 1e6, (double)(built - parsed) / 1e6, program->nfns, (unsigned long long)insts,
         (double)before / 1e6, (double)(arena.total - before) / 1e6);
  arena_free(&arena);
  host_free(text);
  return ok;
}

int main(int argc, char **argv) {
  bool print = false, as_module = false, ok = true;
  for (int i = 1; i < argc; i++) {
    if (!strcmp(argv[i], "--print")) print = true;
    else if (!strcmp(argv[i], "--module")) as_module = true;
    else ok = build_file(argv[i], as_module, print) && ok;
  }
  return !ok;
}
