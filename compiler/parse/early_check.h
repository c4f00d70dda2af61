/*
 * early_check.h: what the files of the early-error pass share. Internal to compiler/parse.
 *
 * early.c walks the tree with a Check that holds where it is: the function, the scope, the class. The other files
 * hold the rules: names and literals (early_names.c), declarations (early_scope.c), classes (early_class.c), modules
 * (early_module.c).
 */
#ifndef JSC_PARSE_EARLY_CHECK_H
#define JSC_PARSE_EARLY_CHECK_H

#include "../support/array.h"
#include "../support/map.h"
#include "early.h"
#include "words.h"

typedef struct Label {
  struct Label *outer;
  const Atom *name;
  bool is_loop;
} Label;

/* A function whose code is being checked; also the program, a field initialiser and a static block. */
typedef struct Fn {
  struct Fn *outer;
  AstFunctionInfo *info;
  bool is_strict, is_arrow, is_async, is_generator;
  bool in_params;
  bool is_initializer; /* of a field: no `arguments` */
  bool is_static_block;
  bool is_top; /* the program */
  bool allow_return, allow_await, allow_new_target, allow_super_property, allow_super_call;
  Label *labels;
  uint32_t loops, breakables; /* around the statement at hand */
} Fn;

/* What a name is declared as in one scope. */
enum {
  NAME_LEXICAL = 1,
  NAME_FUNCTION = 2, /* a plain function in a sloppy block: may be repeated (ES B.3.3.4) */
  NAME_VAR = 4,
  NAME_PARAM = 8,
  NAME_CATCH = 16, /* catch (name): a var of the same name is legal (ES B.3.4) */
  NAME_CATCH_PATTERN = 32
};

typedef struct Scope {
  struct Scope *outer;
  bool is_function; /* var declarations stop here */
  bool is_top;      /* functions are declared like var: function bodies and scripts */
  PtrMap names;     /* Atom → NAME_* */
} Scope;

/* The private names of a class body. */
typedef struct PrivateNames {
  struct PrivateNames *outer;
  PtrMap names; /* Atom → PRIVATE_* */
} PrivateNames;

typedef struct Check {
  const ParseOptions *options;
  const Source *source;
  Arena arena; /* scopes; freed at the end */
  Fn *fn;
  Scope *scope;
  PrivateNames *privates;
  PtrMap exported;             /* Atom → not NULL */
  ARRAY(Node *) local_exports; /* identifiers that must be declared in the module */
} Check;

void check_error(Check *k, Span span, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* early.c */
void check_node(Check *k, Node *n); /* NULL: nothing */
void check_list(Check *k, AstList list);
void check_function(Check *k, Node *n, bool allow_super_property, bool allow_super_call);
/* Code that is a function of its own without being written as one: field initialisers, static blocks. */
void check_enter_fn(Check *k, Fn *fn, Scope *scope, AstFunctionInfo *info);
void check_leave_fn(Check *k);

/* early_names.c */
void check_reference(Check *k, Node *identifier);
void check_binding_name(Check *k, Node *n); /* an Identifier that is being declared */
void check_label_name(Check *k, Node *identifier);
void check_literal(Check *k, const Node *n);

/* early_scope.c */
typedef enum Declare { DECLARE_VAR, DECLARE_LEXICAL, DECLARE_PARAM, DECLARE_CATCH, DECLARE_CATCH_PATTERN } Declare;
void early_scope_push(Check *k, Scope *scope, bool is_function, bool is_top);
void early_scope_pop(Check *k);
/* Declares all names that a pattern binds, and checks it as a binding (defaults and computed keys included). */
void scope_declare_pattern(Check *k, Node *pattern, Declare how);
void scope_declare_function(Check *k, Node *function);
void scope_declare_class(Check *k, Node *id);
bool scope_has(const Scope *scope, const Atom *name);
/* An assignment target: an expression or a pattern of them. */
void check_target(Check *k, Node *n);

/* early_class.c */
void check_class(Check *k, Node *n);
void check_private_name(Check *k, const Node *name);

/* early_module.c */
void check_import(Check *k, Node *n);
void check_export(Check *k, Node *n);
void check_exports_declared(Check *k);

#endif
