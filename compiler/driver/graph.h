/*
 * graph.h: the modules of a program. Starting from the entry file, every module that is named by a literal import,
 * export-from, import() or require() is read, parsed and given a number; modules of lib/ are embedded in jsc, compiled,
 * and those that provide a global (lib/globals.def) are added when the global's name occurs free anywhere.
 */
#ifndef JSC_DRIVER_GRAPH_H
#define JSC_DRIVER_GRAPH_H

#include "../ir/ir.h"
#include "../support/array.h"
#include "../parse/parse.h"
#include "../resolve/resolve.h"
#include "console-use.h"
#include "options.h"

/* One request of a module for another one. */
typedef struct Request {
  Atom *specifier;
  RequestKind kind;
  Node *node;        /* the specifier's literal */
  bool is_static;    /* import or export declaration: must resolve */
  bool is_dynamic;   /* import() or require() */
  bool is_optional;  /* only in functions, branches and try blocks: it may never be asked for */
  bool is_file;      /* one of the files that fit a computed specifier: found by its path */
  int32_t module;    /* index, or -1 */
  const char *error; /* why not: Node's message and code */
  const char *code;
} Request;

typedef struct GraphModule {
  IrModule *ir;
  const char *origin; /* path that its specifiers are relative to: its own, but for text without a file */
  Source *source;
  Node *ast;                        /* NULL for JSON and for lib modules that are linked as objects */
  const struct EmbedRecord *object; /* of these */
  Request *requests;
  uint32_t nrequests;
  DiagCtx diags;        /* of reading it and of its requests, until graph_settle */
  bool is_needed;       /* the program cannot work without it */
  bool require_escapes; /* `require` is also a value there */
  bool may_be_esm;      /* by its name CommonJS, by its text perhaps not */
} GraphModule;

typedef struct Graph {
  Arena *arena;
  IrProgram *program;
  DiagCtx *diags;
  const Options *options;
  Resolver resolver;
  StrMap by_path; /* path or "node:name" -> GraphModule */
  GraphModule **modules;
  uint32_t count, capacity;
  bool may_fail;                 /* the program throws, rejects promises, or uses what throws errors with properties */
  uint32_t loop_module;          /* internal/loop, or what has it with something else, or ~0 */
  bool reruns_modules;           /* require.cache is named: CommonJS modules may run more than once */
  bool lists_globals;            /* Object.keys(globalThis) and the like */
  ConsoleUse console_use;        /* of the program's own modules */
  bool has_realms;               /* the program may make further realms ($262.createRealm, contexts of vm), */
  bool has_vm, names_contexts;   /* vm is among its modules; it names what makes contexts */
  bool has_agents;               /* or agents ($262.agent) */
  bool has_parent;               /* it may be a child that exchanges messages with the process that forked it */
  bool names_stdin;              /* its text has the name */
  bool named[8], asked[8];       /* of lib/by-name.def: its text has the name; a module of lib/ wants the module */
  bool waits;                    /* by Atomics.waitAsync */
  struct LibGlobal *lib_globals; /* those that the program may reach */
  uint32_t nlib_globals;
  bool uses_lib; /* the program itself names more of lib/ than console and process */
  bool has_compiled_preludes;
  ARRAY(const char *) c_functions; /* names that ffi.declare makes known */
  bool makes_code;                 /* of strings that are known only at run time */
  bool compiles_modules;           /* somebody's method _compile is used: with node:module it may be a module's */
  bool needs_module;               /* a module's own object is asked for what node:module gives it */
  bool loads_files;                /* of which nothing is known: they may be there when the program runs */
  /* code.c: some text given to Function is known only at run time; by kind, who gives it nothing but an empty one */
  bool has_unknown_function;
  const GraphModule *empty_function[4];
} Graph;

/* Loads everything reachable from the entry. False when there were errors (in diags). */
bool graph_load(Graph *g, IrProgram *program, DiagCtx *diags, const Options *options);
/* The row of lib/by-name.def that has the name; -1: none. */
int graph_member(const Atom *name);
/* Which of lib/'s globals a name is, an index of lib_globals; -1: none. */
int graph_global_of(const Graph *g, const Atom *name);
/* Hands on what was found wrong with each module. In one that the program may never load, errors are warnings: it throws
 * when it is loaded. Once, when all are there. */
void graph_settle(Graph *g);
/* What the module `from` gets for a name: as Node resolves it, but a package that is installed comes before the one that lib/
 * has in its stead, unless it cannot be compiled. */
Resolution graph_resolve(Graph *g, const char *name, const char *from, RequestKind kind);
/* The request of a module for a specifier, NULL if it has none. */
const Request *graph_request(const GraphModule *m, const Atom *specifier, RequestKind kind);

#endif
