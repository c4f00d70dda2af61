/*
 * scope.h: who declares what, who captures what, and where each variable lives.
 *
 * scope_analyse walks a module's tree once. It links every Identifier to its Binding (Node.info; NULL: a free, global
 * name) and every function, block, loop, switch, catch, class and static block to its FnScope or Scope. What the
 * language keeps invisible is a Binding too: `this`, new.target, `arguments`, the active function, home objects,
 * private names, so that arrow functions capture them like anything else.
 *
 * Order is measured in ticks: the walker counts a tick whenever a variable becomes initialised or a function comes into
 * being, in order of evaluation. A function made before a variable is initialised captures it `early`: it needs a Box,
 * and where the language has a temporal dead zone, a check at each use.
 */
#ifndef JSC_SCOPE_H
#define JSC_SCOPE_H

#include "../ir/ir.h"
#include "../parse/ast.h"
#include "../support/array.h"
#include "../support/map.h"
#include "const-strings.h"

typedef enum BindKind {
  BIND_VAR,
  BIND_LET,
  BIND_CONST,
  BIND_CLASS,
  BIND_FUNCTION,
  BIND_PARAM,
  BIND_CATCH,
  BIND_FN_NAME,    /* a function expression's own name: assignments are ignored or throw in strict code */
  BIND_CLASS_NAME, /* a class's name inside of itself */
  BIND_IMPORT,
  BIND_PRIVATE, /* #name: holds its private symbol */
  BIND_HIDDEN   /* this, new.target, arguments, … */
} BindKind;

/* Where a variable lives; decided at the end of the analysis. */
typedef enum Storage {
  STORE_SSA,      /* an SSA variable of its function; inner functions have copies in their captures */
  STORE_BOX,      /* an SSA variable holds a Box, captures are the Box */
  STORE_SLOT,     /* a static slot of the program */
  STORE_CONST_FN, /* a function without captures, made once and never reassigned: a constant */
  STORE_OUTER     /* a static slot of the program that evaluates this code (outside.h) */
} Storage;

typedef struct Scope Scope;
typedef struct FnScope FnScope;
typedef struct ClassScope ClassScope;
typedef struct Binding Binding;

struct Binding {
  Atom *name;
  Scope *scope;
  FnScope *fn;
  Binding *shadowed;    /* walker: the binding of the same name outside */
  uint8_t kind;         /* BindKind */
  uint8_t storage;      /* Storage */
  bool captured, early; /* early: captured by a function made before the initialisation */
  bool tdz;             /* some use may come before the initialisation */
  bool unordered;       /* declared in a switch: order of text is not order of evaluation */
  bool at_entry;        /* initialised when its function or scope is entered */
  bool per_iteration;   /* of a for loop's head */
  bool is_exported;     /* ES modules: always a slot */
  bool escapes;         /* used otherwise than as the callee of a call */
  bool in_pattern;      /* BIND_CATCH: the clause has a pattern */
  uint32_t init_tick;   /* 0: not reached yet */
  uint32_t assignments; /* beside the initialisation */
  uint32_t var;         /* SSA variable number in its function */
  int64_t slot;
  FnScope *function;   /* BIND_FUNCTION: the (last) declaration */
  uint32_t nfunctions; /* how many declarations it has */
  /* Imports, set by the linker of modules: the variable itself, or a namespace; see build/module.c. */
  Binding *target;
  int32_t ns_module; /* namespace of this module; -1: none */
  Atom *ns_name;     /* then: a property of it, of a module that is compiled elsewhere; NULL: the namespace itself */
  void *method;      /* BIND_PRIVATE: PrivateMember */
};

struct Scope {
  Scope *outer;
  FnScope *fn;
  ARRAY(Binding *) bindings;
  ARRAY(Node *) functions; /* hoisted declarations, in order */
  struct DynScope *dyn;    /* the innermost one around the scope's code */
  uint32_t depth;          /* how many scopes are outside */
  bool in_loop;            /* may be entered more than once per call of its function */
  bool is_switch;
};

/* Why a function exists. FNK_FIELDS: see FnScope.fields. */
typedef enum FnKind {
  FNK_FIELDS,
  FNK_NORMAL,
  FNK_ARROW,
  FNK_METHOD,
  FNK_GETTER,
  FNK_SETTER,
  FNK_CONSTRUCTOR,
  FNK_MODULE
} FnKind;

struct FnScope {
  struct ModuleScope *module;
  FnScope *outer;
  Node *node; /* function, Program; the class of an implicit constructor */
  FnKind kind;
  bool is_strict, is_arrow, is_async, is_generator, simple_params, has_param_scope;
  bool run_once;  /* its code runs at most once per program */
  bool made_once; /* the function object is made at most once */
  bool is_class_member;
  bool writes_arguments; /* `arguments` escapes or is written: parameters must be aliased */
  bool is_iife;          /* called where it stands, once */
  Binding *known_as;     /* the variable that always holds it, if it is held by one */
  ClassScope *cls;       /* FNK_CONSTRUCTOR */
  uint32_t tick;         /* when it is made */
  uint32_t nvars;        /* SSA variables */
  Scope *scope;          /* parameters */
  Scope *body;           /* variables and lexical declarations of the body; == scope for simple parameters */
  Binding *self;         /* BIND_FN_NAME, if used */
  Binding *this_binding, *new_target, *arguments, *callee, *home; /* NULL: not used */
  Binding *annex_b;                         /* sloppy function in a block: the var that it assigns too */
  bool sets_global;                         /* likewise at the top level of a script: a property of the global object */
  struct DynScope *eval_vars, *eval_params; /* what direct evals in the body and in the parameters declare */
  struct EvalCode *eval_code;               /* a function in a block of a direct eval's code: where its var is */
  Scope *own_block;                         /* `if (x) function f() {}`: the block that the language puts around it */
  PtrMap captured;                          /* Binding -> index + 1 in captures */
  ARRAY(Binding *) captures;
  IrFn *ir;
  /* Derived constructors with super() in an arrow: fields are initialised by a function of its own, kept in `fields`. */
  Binding *fields;
  FnScope *fields_fn;
};

/* One element of a class with a private name. */
typedef struct PrivateMember {
  Binding *name, *method, *getter, *setter; /* the functions' hidden bindings */
  ClassScope *cls;
  bool is_static, is_field;
} PrivateMember;

struct ClassScope {
  Scope scope; /* first: a ClassScope is a Scope */
  Node *node;
  Binding *name;                     /* BIND_CLASS_NAME or NULL */
  Binding *proto, *constructor_home; /* home objects of methods and of static methods; hidden */
  FnScope *constructor;
  bool is_derived, has_fields;
  ARRAY(PrivateMember *) privates;
};

/* What super(...) needs; Node.info of the Super node. */
typedef struct SuperCall {
  Binding *this_binding, *new_target, *callee;
  FnScope *constructor;
} SuperCall;

/* A computed field name's hidden binding and the scope for the initialiser of a static field or block
 * (Node.info of PropertyDefinition and StaticBlock). */
typedef struct ElementScope {
  Binding *key;          /* computed instance field keys */
  Scope *scope;          /* static: where `this` is bound */
  Binding *this_binding; /* static: NULL if unused */
} ElementScope;

/* Node.index of an Identifier (or Super, This, CallExpression). USE_DYNAMIC: Node.info is a DynUse. */
enum {
  USE_TDZ = 1,        /* the use may come too early */
  USE_DYNAMIC = 2,    /* objects are asked for the name first */
  USE_GLOBAL_EVAL = 4 /* CallExpression: a direct eval that sees global names only */
};

/* An object whose properties are names before the variables outside of it: the one of a `with` statement, or what a
 * direct eval declares (eval.h). */
typedef struct DynScope {
  struct DynScope *outer;
  Scope *scope;
  Binding *object; /* hidden */
  Atom **names;    /* the only ones that it may have; NULL: any */
  uint32_t nnames;
} DynScope;

/* A name inside of DynScopes. */
typedef struct DynUse {
  Binding *binding; /* what it is when none of the objects has it; NULL: a global */
  uint32_t count;
  Binding *objects[]; /* innermost first */
} DynUse;

/* The variable that an Identifier is, NULL for a global one; with USE_DYNAMIC: unless an object has the name. */
static inline Binding *scope_binding(const Node *identifier) {
  if (!(identifier->index & USE_DYNAMIC)) return identifier->info;
  return ((const DynUse *)identifier->info)->binding;
}
/* Certainly a global name. */
static inline bool scope_is_free(const Node *identifier) {
  return !identifier->info && !(identifier->index & USE_DYNAMIC);
}

typedef struct ModuleScope {
  Arena *arena;
  Interner *atoms;
  Node *program;
  FnScope *fn;          /* the body */
  void *owner;          /* the builder's */
  uint32_t kind;        /* MODULE_* */
  ARRAY(FnScope *) fns; /* every function, outer before inner */
  Binding *params[5];   /* CommonJS and lib: exports, require, module, __filename, __dirname */
  ARRAY(Binding *) all; /* every binding */
  /* Scripts: what is declared at the top level as properties of the global object, and, when other code may refer to them
   * (is_open), the let, const and class declarations. None of these has a Binding: they are free names. */
  ARRAY(Atom *) vars, block_functions, lets, consts;
  uint32_t code;       /* MODULE_CODE_*: of a string */
  Source *source;      /* gets the text of direct evals */
  uint32_t first_slot; /* what code made at run time calls the first static slot */
  ConstStrings strings;
  PtrMap eval_functions;         /* functions in blocks of a direct eval's code -> EvalCode */
  bool makes_code;               /* direct evals may get strings that are not known */
  const struct Outside *outside; /* the module is the code of such a call: what is around it (outside.h) */
  struct EvalCode *direct;       /* then: the code */
  Binding *global;               /* in Node.info of the block functions, until their FnScopes are made */
  bool is_open;
} ModuleScope;

typedef struct ScopeInput {
  Arena *arena;
  Interner *atoms;
  Node *program;
  uint32_t kind, code;      /* MODULE_*, MODULE_CODE_* */
  bool is_open, makes_code; /* see ModuleScope */
  bool may_rerun;           /* the body may run more than once */
  uint32_t first_slot;
  Source *source;
  const struct Outside *outside;
} ScopeInput;
/* Phase 1: bindings and captures. */
ModuleScope *scope_analyse(const ScopeInput *in);
/* Whether names declared in s are those of a script's top level. */
bool scope_is_global(const ModuleScope *m, const Scope *s);
/* Phase 2, after exports are marked: storage, captures; takes static slots from *nslots. no_constants: nothing is placed
 * in STORE_CONST_FN. */
void scope_place(ModuleScope *m, uint32_t *nslots, bool no_constants);
/* The binding that a top-level name has in a module, or NULL. */
Binding *scope_top_level(ModuleScope *m, const Atom *name);

#endif
