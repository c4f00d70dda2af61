/*
 * internal.h: the state of building one function, and what the files of build/ offer each other.
 *
 * Conventions: every function of an expression returns a value (REP_VAL unless its name says otherwise) and leaves
 * fb->block at the block where evaluation goes on. After code that does not go on (return, throw, break) fb->block is a
 * fresh block without predecessors, which is pruned at the end.
 */
#ifndef JSC_BUILD_INTERNAL_H
#define JSC_BUILD_INTERNAL_H

#include "../../runtime/abi.h"
#include "../scope/scope.h"
#include "build.h"

/* One module while the program is built. */
typedef struct ModuleBuild {
  const BuildModule *in;
  ModuleScope *scope;
  struct Linkage *linkage; /* ES modules: build/module.c */
  struct Names *names;     /* of other modules, what export * takes, once it is asked for */
} ModuleBuild;

typedef struct Builder {
  IrProgram *program;
  Arena *arena;
  const BuildInput *input;
  DiagCtx *diags;
  ModuleBuild *modules;
  ARRAY(struct PendingFn) queue; /* functions whose IrFn exists but has no code yet */
  struct {
    Atom *empty, *constructor, *prototype, *default_, *proto, *get, *set, *raw, *require, *undefined, *nan, *infinity,
        *eval, *arguments, *this_, *name, *call, *apply, *default_binding, *anonymous;
  } atoms;
} Builder;
typedef struct PendingFn {
  FnScope *fn;
  ModuleBuild *module;
} PendingFn;

/* A statement that break, continue or return may leave. */
typedef enum CtlKind { CTL_JUMP, CTL_FINALLY, CTL_ITERATOR } CtlKind;
typedef struct Ctl Ctl;
struct Ctl {
  CtlKind kind;
  Ctl *outer;
  IrBlock *handler; /* in effect outside of the statement */
  /* CTL_JUMP */
  bool is_loop, is_switch; /* takes an unlabelled break (and continue) */
  ARRAY(Atom *) labels;
  IrBlock *break_to, *continue_to;
  /* CTL_FINALLY */
  struct Finally *finally;
  /* CTL_ITERATOR */
  uint32_t iterator; /* SSA variable of the record */
  bool is_async;
};

typedef struct DefTable {
  uint64_t *keys; /* var << 32 | block id + 1; 0: empty */
  IrInst **values;
  uint32_t count, capacity;
} DefTable;

/* A finally block while it and what it protects are built. */
typedef struct Exit {
  bool is_return, is_continue;
  Ctl *target;
} Exit;
typedef struct Finally {
  IrBlock *block, *handler;
  uint32_t kind_var, value_var; /* FINALLY_*, or an exit's number; what is thrown or returned */
  ARRAY(Exit) exits;
} Finally;
enum { FINALLY_NORMAL = 0, FINALLY_THROW = 1, FINALLY_EXITS = 2 };

/* The function being built. */
typedef struct Fb {
  Builder *b;
  ModuleBuild *m;
  FnScope *f;
  IrFn *fn;
  IrBlock *block;
  IrBlock *handler; /* of exceptions, NULL: they leave the function */
  Ctl *ctl;
  Arena scratch;
  DefTable defs;
  ARRAY(uint8_t) reps;                       /* by variable: IrRep */
  IrInst **captures;                         /* values of `capture`, by index */
  IrInst *undefined;                         /* in the entry block */
  ARRAY(Atom *) labels;                      /* pending labels of the statement being built */
  IrBlock *ret_block;                        /* constructors: where results are checked */
  uint32_t ret_var, this_var, construct_var; /* ~0: none */
  bool is_generator, is_async;               /* of the function; module bodies with top-level await too */
  uint32_t resources;                        /* variable of the list that `using` declarations add to */
  uint32_t completion;                       /* code of strings: variable of the completion value; ~0: none */
  const Node *first;                         /* the name that is read before all else in the statement, */
  uint32_t first_pos;                        /* and where V8 says that this is: where the statement begins */
  FnScope *field_fn;                         /* fields: the constructor whose instance is initialised */
} Fb;

/* ---- core.c: blocks and instructions ---- */
IrInst *fb_opn(Fb *fb, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args);
IrInst *fb_op0(Fb *fb, IrOp op, uint32_t pos);
IrInst *fb_op1(Fb *fb, IrOp op, uint32_t pos, IrInst *a);
IrInst *fb_op2(Fb *fb, IrOp op, uint32_t pos, IrInst *a, IrInst *b);
IrInst *fb_op3(Fb *fb, IrOp op, uint32_t pos, IrInst *a, IrInst *b, IrInst *c);
IrInst *fb_op4(Fb *fb, IrOp op, uint32_t pos, IrInst *a, IrInst *b, IrInst *c, IrInst *d);
/* Throwing instructions whose immediates must be set before the block may end. */
IrInst *fb_opx(Fb *fb, IrOp op, uint32_t pos, uint32_t nargs, IrInst *const *args, Atom *atom, int64_t imm,
               int64_t imm2);
IrInst *fb_const(Fb *fb, uint64_t bits);
IrInst *fb_undefined(Fb *fb);
IrInst *fb_empty(Fb *fb);
IrInst *fb_string(Fb *fb, Atom *atom);
IrInst *fb_i32(Fb *fb, int32_t v);
IrInst *fb_number(Fb *fb, double v);
IrInst *fb_boxed(Fb *fb, IrInst *v); /* as a Value: booleans and integers are boxed */
IrBlock *fb_block(Fb *fb);           /* a new, unsealed block */
IrBlock *fb_sealed_block(Fb *fb);    /* a new block that gets no more predecessors than its one */
void fb_start(Fb *fb, IrBlock *b);   /* goes on in b */
void fb_start_sealed(Fb *fb, IrBlock *b);
void fb_jump(Fb *fb, IrBlock *to);
void fb_branch(Fb *fb, IrInst *cond, IrBlock *yes, IrBlock *no);
void fb_throw(Fb *fb, IrInst *v, uint32_t pos);
void fb_throw_statement(Fb *fb, IrInst *v, uint32_t pos); /* whose place an uncaught error is reported at */
void fb_throw_error(Fb *fb, int kind, const char *message, uint32_t pos);
void fb_poll(Fb *fb); /* interrupt check, with --poll */
void fb_dead(Fb *fb); /* code that follows is unreachable */
Atom *fb_atom(Fb *fb, const char *text);
Atom *fb_format(Fb *fb, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- ssa.c ---- */
uint32_t ssa_new_var(Fb *fb, IrRep rep);
void ssa_write(Fb *fb, uint32_t var, IrInst *value);
IrInst *ssa_read(Fb *fb, uint32_t var);
void ssa_seal(Fb *fb, IrBlock *b);
void ssa_finish(Fb *fb);

/* ---- names.c: variables ---- */
void scope_enter(Fb *fb, Scope *s); /* initial values, functions of declarations */
void binding_init(Fb *fb, Binding *b, IrInst *v);
IrInst *raw_variable(Fb *fb, Binding *b); /* its box, or its value if it has none: what a closure captures */
IrInst *binding_get(Fb *fb, Binding *b, bool check, uint32_t pos);
void binding_set(Fb *fb, Binding *b, IrInst *v, bool check, uint32_t pos); /* assignment: constants throw */
IrInst *name_get(Fb *fb, Node *identifier);
void name_set(Fb *fb, Node *identifier, IrInst *v, uint32_t pos);
/* The same where no object is to be asked for the name. */
IrInst *static_get(Fb *fb, Atom *name, Binding *b, bool check, uint32_t pos);
void static_set(Fb *fb, Node *identifier, IrInst *v, uint32_t pos);
IrInst *closure_new(Fb *fb, FnScope *g, Atom *name, uint32_t pos);
/* Every use of the function is known to be a plain call: it is never constructed. */
bool is_only_called(const FnScope *f);
void infer_names(Builder *b, Node *program);
IrFn *fn_declare(Fb *fb, Builder *b, ModuleBuild *m, FnScope *g, Atom *name);
IrInst *this_get(Fb *fb, Binding *b, uint32_t pos);

/* ---- dynamic.c: names with USE_DYNAMIC ---- */
IrInst *dynamic_find(Fb *fb, Node *identifier);                     /* the object that has the name, EMPTY: none */
IrInst *dynamic_get(Fb *fb, Node *identifier, IrInst **receiver);   /* receiver: `this` of a call, if not NULL */
IrInst *dynamic_get_from(Fb *fb, Node *identifier, IrInst *object); /* object: of dynamic_find */
void dynamic_set(Fb *fb, Node *identifier, IrInst *object, IrInst *v);
IrInst *dynamic_typeof(Fb *fb, Node *identifier); /* undefined when nothing has the name */
IrInst *dynamic_delete(Fb *fb, Node *identifier);
void with_statement(Fb *fb, Node *n);

/* ---- eval.c ---- */
struct EvalCode;
IrInst *direct_eval(Fb *fb, Node *call);
IrInst *eval_code(Fb *fb, const struct EvalCode *code, uint32_t pos); /* its completion value */
void eval_set_block_function(Fb *fb, const struct EvalCode *code, Atom *name, IrInst *v);

/* ---- expression.c ---- */
IrInst *expr(Fb *fb, Node *n);
IrInst *c_call(Fb *fb, Node *n);                 /* ccall.c */
IrInst *expr_named(Fb *fb, Node *n, Atom *name); /* anonymous functions and classes get the name */
IrInst *expr_any(Fb *fb, Node *n);               /* any representation */
void expr_branch(Fb *fb, Node *n, IrBlock *yes, IrBlock *no);
IrInst *truth(Fb *fb, IrInst *v);
bool is_anonymous_function(const Node *n);
IrInst *binary(Fb *fb, AstOp op, IrInst *a, IrInst *b, uint32_t pos);
uint32_t operator_pos(Fb *fb, uint32_t from);
/* What is evaluated next is what V8 takes for a statement that begins at `pos`. */
void begin_at(Fb *fb, Node *expression, uint32_t pos);
uint32_t expression_pos(Fb *fb, Node *n);                /* where V8 says that it is */
uint32_t name_pos(const Fb *fb, const Node *identifier); /* of a read */
IrInst *optional_chain(Fb *fb, Node *n);

/* ---- call.c ---- */
IrInst *call_expression(Fb *fb, Node *n, IrBlock *if_nullish);
IrInst *new_expression(Fb *fb, Node *n);
IrInst *member_get(Fb *fb, Node *n, IrBlock *if_nullish, IrInst **object);
IrInst *tagged_template(Fb *fb, Node *n);
IrInst *get_property(Fb *fb, IrInst *object, Atom *name, uint32_t pos, bool is_method);
Atom *constant_key(Fb *fb, Node *key); /* of a computed key: a string that is no index, or NULL */
IrInst *spread_array(Fb *fb, const AstList *list, uint32_t pos); /* of the call */
IrInst *import_call(Fb *fb, Node *n);
bool has_spread(const AstList *list);
uint32_t call_pos(Fb *fb, Node *call);
uint32_t member_pos(Fb *fb, const Node *member);
IrInst *call_spread(Fb *fb, IrInst *callee, IrInst *receiver, IrInst *array, Atom *text, uint32_t pos);

/* ---- assign.c: references and patterns ---- */
typedef enum RefKind {
  REF_NAME,
  REF_DYNAMIC,
  REF_PROP,
  REF_ELEM,
  REF_SUPER,
  REF_PRIVATE,
  REF_PATTERN,
  REF_INVALID
} RefKind;
typedef struct Ref {
  RefKind kind;
  Node *node;
  Atom *name; /* REF_PROP */
  IrInst *object, *key, *receiver;
  uint32_t pos;
} Ref;
/* A call as an assignment target (sloppy code, ES 13.15.1): calls it and throws a ReferenceError. False: no call. */
bool call_target(Fb *fb, Node *n, const char *message);
Ref ref_evaluate(Fb *fb, Node *target);
IrInst *ref_get(Fb *fb, Ref *r);
void ref_set(Fb *fb, Ref *r, IrInst *v, uint32_t pos);
/* How the names of a pattern get their values. */
typedef enum BindMode { BIND_MODE_ASSIGN, BIND_MODE_INIT } BindMode;
/* Where the value of a pattern comes from, for what messages say. */
typedef struct PatternSource {
  Node *node;           /* an expression, or NULL */
  const char *name;     /* instead of its text: V8's name of a hidden variable */
  bool is_declared;     /* the node initialises a declaration */
  bool is_nested;       /* part of a pattern, without a default */
  const Atom *property; /* then, of an object pattern: the text of its source */
} PatternSource;
void pattern_bind(Fb *fb, Node *pattern, IrInst *v, BindMode mode, PatternSource source);
Atom *iterated_text(Fb *fb, Node *n);              /* of an expression in "… is not iterable" */
Atom *destructured_iterable_text(Fb *fb, Node *n); /* likewise, of what initialises an array pattern */
IrInst *assignment(Fb *fb, Node *n);
IrInst *update(Fb *fb, Node *n);
IrInst *delete_expression(Fb *fb, Node *n);

/* ---- literal.c ---- */
IrInst *literal(Fb *fb, Node *n);
IrInst *array_literal(Fb *fb, Node *n);
IrInst *object_literal(Fb *fb, Node *n);
IrInst *template_literal(Fb *fb, Node *n);
IrInst *template_object(Fb *fb, Node *n);
Atom *property_name(Fb *fb, Node *key); /* of a key that is not computed; numbers as they print */
IrInst *property_key(Fb *fb, Node *key, bool computed);

void complete_with(Fb *fb, IrInst *v);

/* ---- class.c ---- */
IrInst *class_definition(Fb *fb, Node *n, Atom *name);
#define INSTANCE_INITIALISER "<instance_members_initializer>"
void class_initialise_fields(Fb *fb, ClassScope *c, IrInst *this_value, uint32_t pos); /* pos: of the call in traces */
IrInst *super_call(Fb *fb, Node *n);

/* ---- statement.c, loop.c, try.c ---- */
void statement(Fb *fb, Node *n);
void statements(Fb *fb, const AstList *list);
void variable_declaration(Fb *fb, Node *n);
void for_statement(Fb *fb, Node *n);
void for_in_statement(Fb *fb, Node *n);
void for_of_statement(Fb *fb, Node *n);
void while_statement(Fb *fb, Node *n);
void do_while_statement(Fb *fb, Node *n);
void try_statement(Fb *fb, Node *n);
Ctl *ctl_push(Fb *fb, Ctl *c, CtlKind kind);
void ctl_pop(Fb *fb);
void ctl_take_labels(Fb *fb, Ctl *c);
void do_break(Fb *fb, Atom *label);
void do_continue(Fb *fb, Atom *label);
void do_return(Fb *fb, IrInst *v, uint32_t pos);
void iterator_close(Fb *fb, IrInst *record, bool is_async, uint32_t pos);
void iterator_close_quiet(Fb *fb, IrInst *record, bool is_async, uint32_t pos);

/* try { … } finally { … }: begins with finally_open, the block follows finally_enter, and finally_close ends it. */
void finally_open(Fb *fb, Finally *f, Ctl *ctl);
void finally_enter(Fb *fb, Finally *f, uint32_t pos);
void finally_close(Fb *fb, Finally *f, uint32_t pos);

/* ---- using.c ---- */
/* Statements of a scope whose `using` declarations are disposed of at its end; a loop's body with its head's. */
void statements_of_scope(Fb *fb, const AstList *list);
typedef void (*ScopeBody)(Fb *fb, void *ctx);
void resources_scope(Fb *fb, bool is_async, ScopeBody body, void *ctx, uint32_t pos);
void resource_add(Fb *fb, AstVarKind kind, IrInst *v, uint32_t pos);
static inline bool is_using(const Node *n) {
  return n && n->kind == AST_VariableDeclaration && n->as.VariableDeclaration.kind >= VAR_USING;
}

/* ---- suspend.c ---- */
IrInst *await_value(Fb *fb, IrInst *v, uint32_t pos);
IrInst *yield_expression(Fb *fb, Node *n);
void suspend_return(Fb *fb, IrInst *v, uint32_t pos);

/* ---- function.c ---- */
void function_build(Builder *b, ModuleBuild *m, FnScope *f);
uint32_t count_this_slots(FnScope *f);

/* ---- text.c ---- */
Atom *render(Fb *fb, Node *n);

/* ---- script.c ---- */
void script_prologue(Fb *fb);                          /* GlobalDeclarationInstantiation */
void global_init(Fb *fb, Node *identifier, IrInst *v); /* the first value of a script's let, const or class */

/* ---- module.c ---- */
bool modules_link(Builder *b);
void module_prologue(Fb *fb);
void module_publish(Builder *b, ModuleBuild *m);

#endif
