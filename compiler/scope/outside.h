/*
 * outside.h: what a direct eval's code finds around it when it is known only at run time.
 *
 * The compiler of the program writes what an OpenSite can see as a text: scopes from the outermost to the innermost, their
 * names, where each variable is. Variables are in values that the call passes (boxes, or what never changes), or in static
 * slots of the program. The evaluator reads the text, makes scopes of it, and walks the code as if it stood there; what
 * the code uses becomes captures of its function. A direct eval in the code is an OpenSite like any other.
 */
#ifndef JSC_SCOPE_OUTSIDE_H
#define JSC_SCOPE_OUTSIDE_H

#include "eval.h"

typedef ARRAY(Binding *) BindingList;

typedef enum Whereabouts {
  AT_NOWHERE,
  AT_VALUE, /* the value passed at `index` */
  AT_BOX,   /* the Box passed at `index` */
  AT_SLOT   /* static slot `index` of the program */
} Whereabouts;

typedef struct OutsidePlace {
  Whereabouts at;
  uint32_t index;
  bool may_be_empty; /* a check for the temporal dead zone is needed */
} OutsidePlace;

typedef struct OutsideName {
  Atom *name;
  BindKind kind;
  OutsidePlace place;
  bool at_entry, in_pattern;
  /* BIND_PRIVATE */
  bool is_static, is_field;
  OutsidePlace method;
  Atom *class_name; /* NULL: it has none */
} OutsideName;

typedef struct OutsideScope {
  bool is_var_scope;
  OutsidePlace object; /* of a DynScope */
  ARRAY(OutsideName) names;
} OutsideScope;

typedef struct Outside {
  EvalRights rights;
  bool is_global, hides_arguments;
  OutsidePlace this_value, new_target, home, callee, fields;
  bool has_fields;            /* super() initialises some */
  ARRAY(OutsideScope) scopes; /* outermost first */
  AtomList private_names;
  /* set by outside_enter */
  Scope *var_scope;
  DynScope *object;
} Outside;

/* The text for a call, once every variable has its storage; `values` gets the variables that the call must pass, in order,
 * `slots` those of the program's static slots. */
Atom *outside_write(const ModuleScope *m, const OpenSite *site, BindingList *values, BindingList *slots);
Outside *outside_read(Arena *arena, Interner *atoms, const Atom *text);
/* Enters scopes made of m->outside; *env: for `this` and its kin. */
void outside_enter(Walker *w, ThisEnv *env);

#endif
