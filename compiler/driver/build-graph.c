/* build-graph.c: the module graph as the builder's input. */
#include "../build/build.h"
#include "graph.h"

static BuildTarget resolve(const BuildModule *m, const Atom *specifier, bool is_require) {
  const Request *r = graph_request(m->context, specifier, is_require ? REQUEST_REQUIRE : REQUEST_IMPORT);
  if (!r) return (BuildTarget){.module = -1};
  return (BuildTarget){.known = true, .module = r->module, .error = r->error, .code = r->code};
}

bool build_graph(IrProgram *program, Graph *g, DiagCtx *diags) {
  BuildInput input = {.nmodules = g->count, .resolve = resolve};
  input.modules = ARENA_ARRAY(g->arena, BuildModule, g->count + 1);
  for (uint32_t i = 0; i < g->count; i++)
    input.modules[i] = (BuildModule){g->modules[i]->ir, g->modules[i]->source, g->modules[i]->ast, g->modules[i]};
  return build_program(program, &input, diags);
}
