/*
 * graph.h: the compiler's side of loading ES modules: a file and what it imports, read, parsed, linked and built together.
 * Modules that the program has already are taken as they are (load_info). Like compile.h, it makes nothing that is
 * collected; eval/load-graph.c makes the modules part of the program.
 */
#ifndef RUNTIME_EVAL_GRAPH_H
#define RUNTIME_EVAL_GRAPH_H

#include "../../compiler/ir/ir.h"
#include "../../compiler/parse/ast.h"
#include "../../compiler/resolve/resolve.h"
#include "../../compiler/support/array.h"
#include "../../compiler/support/diag.h"
#include "compile.h"

typedef struct GraphFile {
  IrModule ir;      /* index: in EvalGraph.files; path: its name */
  const char *path; /* of its file */
  DataUrl data;     /* or what it is in its stead */
  bool is_data;
  uint32_t number; /* of the program's modules */
  bool is_new, is_unsure /* CommonJS, or ES: its text tells */;
  Source *source;
  Node *tree;
  ARRAY(struct GraphRequest) requests;
} GraphFile;
typedef struct GraphRequest {
  const Atom *specifier;
  GraphFile *file;
} GraphRequest;

/* What a static slot has before any of the modules runs. */
typedef struct GraphInitial {
  int64_t slot;
  const IrFn *fn; /* NULL: undefined */
  const IrModule *module;
} GraphInitial;

typedef enum GraphResult {
  GRAPH_DONE,
  GRAPH_WRONG_TEXT, /* a SyntaxError: out.error and the place, in `at` */
  GRAPH_WRONG_LINK, /* the same of what an import names */
  GRAPH_WRONG_FILE, /* an error with a code */
  GRAPH_FAILED,     /* module `at` could not be loaded before */
  GRAPH_NO_MODULE   /* the first file is not an ES module, as its text tells */
} GraphResult;

/* An ES module that the graph brings. */
static inline bool graph_is_module(const GraphFile *f) { return f->is_new && f->ir.kind == MODULE_ESM; }

typedef struct EvalGraph {
  /* for reading: */
  const char *name;      /* path or URL */
  bool is_unsure;        /* it is no CommonJS module; is it one of the others? */
  uint32_t first_number; /* of the next module */
  uint32_t first_slot;   /* as code in direct evals calls it */
  bool has_realms;
  bool proper_tail_calls;
  bool (*is_lib)(const char *name);
  int (*find_path)(const char *name); /* the number of a module that is there, or -1 */
  int (*find_lib)(const char *name);
  const void *tables;
  /* what was read: imported ones before those that import them, but for circles */
  GraphResult result;
  const char *code; /* Node's, of the error */
  GraphFile *at;
  ARRAY(GraphFile *) files;
  IrProgram *program;
  ARRAY(GraphInitial) initial;
  /* of eval_graph_emit: */
  const GraphFile *file;
  uint32_t number; /* of its FnInfo.file */
  bool borrows_slots;
  EvalOutput out;
  /* inside */
  Arena *arena;
  Resolver *resolver;
  StrMap by_name;
} EvalGraph;

/* These run on the compiler's stack, one after the other, with its memory kept in between. `graph` is an EvalGraph. */
void eval_graph_read(void *graph);
void eval_graph_emit(void *graph);

#endif
