/*
 * eval.h: direct eval in functions (ES 19.2.1).
 *
 * The code of strings that are known is compiled where the call stands. Strict code, and what let, const and class declare,
 * has a scope of its own. A sloppy code's var and function declarations belong to the function around: to its variable of
 * that name if it has one, else to an object that is asked for these names (a DynScope), since they come into being only
 * when the code runs.
 *
 * A call that may get any string is an OpenSite: every variable that it can see is captured by the code that will come, and
 * may be assigned by it; the object of its function may have any name. What the code needs to know of them is in outside.h.
 */
#ifndef JSC_SCOPE_EVAL_H
#define JSC_SCOPE_EVAL_H

#include "../parse/parse.h"
#include "walk.h"

/* One string that a call of eval may get. */
typedef struct EvalCode {
  Atom *text;
  Node *program;             /* NULL: it is none, see error */
  const char *error;         /* a SyntaxError's message */
  bool is_strict, is_global; /* is_global: variables are properties of the global object */
  Scope *scope;
  AtomList vars;           /* what it declares in the function around, functions included */
  AtomList plain_vars;     /* … of var declarations and top-level functions */
  ARRAY(Node *) functions; /* its top-level functions */
  ARRAY(Node *) blocks;    /* its functions in blocks (B.3.2.3) */
  DynScope *object;        /* of the names without a variable; NULL: there are none */
  Scope *var_scope;        /* where the variables are */
} EvalCode;

/* Variables of one scope that the code of an OpenSite can see. */
typedef struct OpenScope {
  Scope *scope;
  DynScope *dyn; /* of this scope, or NULL */
  ARRAY(Binding *) names;
} OpenScope;

/* What direct eval may do where it stands. */
typedef struct EvalRights {
  bool is_strict, new_target, super_property, super_call;
  bool no_arguments; /* of a class's fields and static blocks */
} EvalRights;

typedef struct OpenSite {
  EvalRights rights;
  bool is_global;       /* variables are properties of the global object */
  bool hides_arguments; /* in the parameters of a function with `arguments`: no var may have that name */
  Scope *var_scope;
  DynScope *object;        /* of var_scope; NULL: is_global, or strict code */
  ARRAY(OpenScope) scopes; /* innermost first */
  Binding *this_binding, *new_target, *home;
  Binding *arguments; /* hidden; NULL: there is none, or it is among the names */
  SuperCall *super_call;
} OpenSite;

/* Node.info of a direct call of eval. */
typedef struct EvalSite {
  OpenSite *open; /* NULL: no other strings are expected */
  uint32_t count;
  bool is_certain; /* the argument is the one string */
  EvalCode *codes[];
} EvalSite;

/* Before the code of a function is walked: finds the calls of eval in it, and makes the names they declare known. `nodes`:
 * the parameters or the body. Returns the object for those without a variable, or NULL. */
DynScope *eval_prepare(Walker *w, const AstList *nodes, Scope *var_scope);
/* A text as what the rights allow; NULL: an error, in *error or the options' diagnostics. */
Node *eval_parse(ParseOptions *o, const EvalRights *rights, const Source *source, const char **error);
/* Walks the code of a direct call, of which callee and arguments have been walked. */
void eval_walk(Walker *w, Node *call);
/* Walks a module that is the code of an OpenSite, which outside_enter has made scopes of. */
void eval_walk_module(Walker *w);
/* The variable that a name of the code is, NULL: a property of the object or of the global object. */
Binding *eval_variable(const EvalCode *code, const Atom *name);

#endif
