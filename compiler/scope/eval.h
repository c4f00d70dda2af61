/*
 * eval.h: direct eval of constant strings in functions (ES 19.2.1): the code is compiled where the call stands.
 *
 * Strict code, and what let, const and class declare, has a scope of its own. A sloppy code's var and function declarations
 * belong to the function around: to its variable of that name if it has one, else to an object that is asked for these
 * names (a DynScope), since they come into being only when the code runs.
 */
#ifndef JSC_SCOPE_EVAL_H
#define JSC_SCOPE_EVAL_H

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

/* Node.info of a direct call of eval. */
typedef struct EvalSite {
  uint32_t count;
  bool is_certain; /* the argument is the one string */
  EvalCode *codes[];
} EvalSite;

/* Before the code of a function is walked: finds the calls of eval in it, and makes the names they declare known. `nodes`:
 * the parameters or the body. Returns the object for those without a variable, or NULL. */
DynScope *eval_prepare(Walker *w, const AstList *nodes, Scope *var_scope);
/* Walks the code of a direct call, of which callee and arguments have been walked. */
void eval_walk(Walker *w, Node *call);
/* The variable that a name of the code is, NULL: a property of the object or of the global object. */
Binding *eval_variable(const EvalCode *code, const Atom *name);

#endif
