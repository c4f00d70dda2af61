/*
 * build.h: syntax trees to JIR, the whole language. The input is every module of the program, parsed; the output are
 * the program's functions, the modules' bodies, and for ES modules their dependencies and resolved exports.
 *
 * Variables become SSA values on the fly: Braun, Buchwald, Hack, Leissa, Mallon, Zwinkau, "Simple and Efficient
 * Construction of Static Single Assignment Form" (CC 2013). Which variables those are says compiler/scope.
 */
#ifndef JSC_BUILD_H
#define JSC_BUILD_H

#include "../ir/ir.h"
#include "../parse/ast.h"

/* What a module's request for another one has become. */
typedef struct BuildTarget {
  bool known;        /* the specifier was a literal that the resolver has seen */
  int32_t module;    /* index, or -1: it fails with `error` */
  const char *error; /* Node's message, code like MODULE_NOT_FOUND */
  const char *code;
} BuildTarget;

typedef struct BuildModule {
  IrModule *ir;
  const Source *source;
  Node *ast;           /* NULL: JSON, a linked object of lib/, or what cannot be loaded (ir->error) */
  bool awaits;         /* a script: it may await at its top level */
  bool is_optional;    /* what is wrong with its imports is thrown when it is loaded */
  const char *exports; /* of a module of lib/: names with spaces between them */
  Node *names; /* of a CommonJS module that is compiled elsewhere: where its exports are looked for; may be NULL */
  const void *context;
  const struct Outside *outside; /* code of a direct eval: what is around it (scope/outside.h) */
} BuildModule;

struct ModuleScope;

typedef struct BuildInput {
  BuildModule *modules; /* by index */
  uint32_t nmodules;
  /* There will be more code at run time: it may name the let and const of scripts, and what is around direct evals. */
  bool makes_code;
  bool reruns_modules; /* CommonJS modules may run more than once: their variables are those of ordinary functions */
  bool is_run_time;    /* this is such code */
  uint32_t first_slot; /* what code in direct evals calls the first static slot */
  /* The module that `specifier` means in a module, for require() or import. */
  BuildTarget (*resolve)(const BuildModule *m, const Atom *specifier, bool is_require);
  /* When the scopes of a module are done; may be NULL. */
  void (*scoped)(const BuildModule *m, const struct ModuleScope *scope);
} BuildInput;

/* Builds everything. False when there were errors (in diags): exports that do not exist. */
bool build_program(IrProgram *program, const BuildInput *input, DiagCtx *diags);

struct Graph;
/* The same for the driver's module graph (driver/build-graph.c). */
bool build_graph(IrProgram *program, struct Graph *graph, DiagCtx *diags);

#endif
