/*
 * parse-files.c: parses many files in one process, for the comparison scripts of this folder.
 *
 * Reads lines "GOAL PATH" from standard input (GOAL: script, Script (strict), module, commonjs; with a trailing `-` no early
 * errors, with `%` intrinsics as in lib/)
 * and answers each on standard output: "ok LENGTH\n" and that many bytes of ESTree JSON, or "fail LENGTH\n" and the
 * diagnostics. With the argument --no-tree the JSON is left out.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../../compiler/parse/parse.h"
#include "../../../compiler/support/host.h"

int main(int argc, char **argv) {
  bool no_tree = argc > 1 && !strcmp(argv[1], "--no-tree");
  char line[4096];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *path = strchr(line, ' ');
    if (!path) return 2;
    *path++ = 0;
    Arena arena = {0};
    Interner atoms;
    DiagCtx diags;
    intern_init(&atoms, &arena);
    diag_init(&diags, &arena);
    const char *why = "";
    size_t len;
    char *text = host_read_file(path, &len, &why);
    if (!text) {
      printf("fail %zu\n%s", strlen(why), why);
      fflush(stdout);
      continue;
    }
    Source *source = source_new(&arena, path, text, len);
    ParseOptions options = {.arena = &arena, .atoms = &atoms, .diags = &diags};
    options.strict = line[0] == 'S';
    options.goal = (line[0] | 0x20) == 's' ? PARSE_SCRIPT : line[0] == 'm' ? PARSE_MODULE : PARSE_COMMONJS;
    options.allow_intrinsics = strchr(line, '%') != NULL;
    options.no_early_errors = strchr(line, '-') != NULL;
    Node *program = parse_program(&options, source);
    if (program) {
      EstreeBuffer out = {0};
      if (!no_tree) estree_print(&out, source, program);
      printf("ok %zu\n", out.len);
      fwrite(out.text, 1, out.len, stdout);
      host_free(out.text);
    } else {
      size_t n;
      char *messages = diag_render(&diags, false, &n);
      printf("fail %zu\n", n);
      fwrite(messages, 1, n, stdout);
    }
    fflush(stdout);
    host_free(text);
    arena_free(&arena);
  }
  return 0;
}
