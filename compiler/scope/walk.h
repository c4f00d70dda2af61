/* walk.h: the state of the scope walker, shared by scope.c (bindings, uses), walk.c (the tree) and walk-class.c. */
#ifndef JSC_SCOPE_WALK_H
#define JSC_SCOPE_WALK_H

#include "scope.h"

/* Where `this`, super and new.target of the code being walked come from. */
typedef struct ThisEnv {
  FnScope *fn; /* the function whose `this` it is */
  Scope *scope;
  ElementScope *statics; /* code of a static field or block: `this` is the class */
  bool is_field;         /* initialiser of an instance field: new.target is undefined */
  ClassScope *home_of;   /* class or object literal that super refers to, or NULL */
  bool home_is_static;
  const struct Outside *outside; /* of code that is compiled at run time: what the call's surroundings allow */
} ThisEnv;

typedef struct Walker {
  ModuleScope *m;
  Arena *arena;
  PtrMap current; /* Atom -> innermost Binding */
  Scope *scope;
  FnScope *fn;
  ThisEnv *env;
  uint32_t tick;
  bool safe_arguments; /* the Identifier visited next may be `arguments`: its use is harmless */
  bool is_callee;      /* the Identifier visited next is called */
  Node *iife;          /* the function expression visited next is called right away, once */
  Atom *atom_arguments, *atom_this, *atom_home, *atom_new_target, *atom_callee, *atom_key, *atom_call, *atom_apply,
      *atom_length, *atom_with, *atom_eval;
} Walker;

Scope *scope_push(Walker *w, Scope *s, bool in_loop); /* s: zeroed memory or NULL */
void scope_pop(Walker *w);
Binding *scope_declare(Walker *w, Scope *s, Atom *name, BindKind kind);
Binding *scope_declared(const Scope *s, const Atom *name); /* in this very scope */
Binding *scope_hidden(Walker *w, Scope *s, FnScope *fn, Atom *name);
/* A use of a variable in the current function; true if it may come before the initialisation. */
bool scope_use(Walker *w, Binding *b);
/* The objects to ask before b (NULL: before globals), or NULL. */
DynUse *scope_dynamic_use(Walker *w, const Atom *name, Binding *b);
/* Whether the current function has `arguments` of its own or a parameter of that name. */
bool scope_has_arguments(const Walker *w);
Binding *scope_lookup(Walker *w, Atom *name);
Binding *scope_arguments(Walker *w);
Binding *scope_this(Walker *w);
Binding *scope_new_target(Walker *w);
Binding *scope_home(Walker *w);
/* What super(…) needs here. is_inside: the code is not the constructor's own, but an arrow's or an eval's in it. */
SuperCall *scope_super_call(Walker *w, bool is_inside);
void scope_mark_initialised(Walker *w, Binding *b);
FnScope *scope_fn_new(Walker *w, Node *node, FnKind kind);

/* Declarations of a statement list: lexical ones, functions. */
void scope_declare_lexical(Walker *w, Scope *s, const AstList *body);
void scope_walk(Walker *w, Node *n);
void scope_walk_function_body(Walker *w, FnScope *f, Node *n);
/* A method of a class or object literal whose `super` refers to `home`. */
FnScope *scope_walk_method(Walker *w, Node *n, FnKind kind, ClassScope *home, bool is_static);
void scope_walk_class(Walker *w, Node *n);
/* The name that a private name is bound by. */
Atom *scope_private_name(Walker *w, const Atom *name);
void scope_walk_list(Walker *w, const AstList *list);
void scope_walk_block(Walker *w, const AstList *list); /* declares, then walks, in the current new scope */
struct EvalCode;
/* What sloppy code of a direct eval declares in the function around. */
void scope_eval_vars(Walker *w, struct EvalCode *code);
/* `var` names anywhere below the statements. */
void scope_declare_vars(Walker *w, Scope *s, const AstList *body);
void scope_pattern_names(Node *pattern, void (*each)(void *ctx, Node *identifier), void *ctx);

#endif
