/* build-graph.c: the module graph as the builder's input. */
#include <stdio.h>

#include "../build/build.h"
#include "../resolve/kind.h"
#include "../scope/print.h"
#include "graph.h"

static BuildTarget resolve(const BuildModule *m, const Atom *specifier, bool is_require) {
  const Request *r = graph_request(m->context, specifier, is_require ? REQUEST_REQUIRE : REQUEST_IMPORT);
  if (!r) return (BuildTarget){.module = -1};
  return (BuildTarget){.known = true, .module = r->module, .error = r->error, .code = r->code};
}

static void print_to(void *file, const char *text, size_t n) { fwrite(text, 1, n, file); }

static void dump_scopes(const BuildModule *m, const ModuleScope *scope) {
  if (m->ir->is_lib) return;
  fprintf(stderr, "scopes of %s\n", m->ir->path);
  scope_print(scope, print_to, stderr);
}

bool build_graph(IrProgram *program, Graph *g, DiagCtx *diags) {
  BuildInput input = {.nmodules = g->count,
                      .makes_code = g->makes_code,
                      .reruns_modules = g->reruns_modules,
                      .resolve = resolve,
                      .scoped = g->options->dump & DUMP_SCOPE ? dump_scopes : NULL};
  input.modules = ARENA_ARRAY(g->arena, BuildModule, g->count + 1);
  for (uint32_t i = 0; i < g->count; i++) {
    GraphModule *m = g->modules[i];
    input.modules[i] = (BuildModule){.ir = m->ir,
                                     .source = m->source,
                                     .ast = m->ast,
                                     .is_optional = !m->is_needed,
                                     .exports = m->ir->is_lib ? lib_exports(m->ir->path) : NULL,
                                     .context = m};
  }
  return build_program(program, &input, diags);
}
