/*
 * eval.h: code that is known only at run time: compiled in the program, by the compiler's own front end and codegen-ass.
 */
#ifndef RUNTIME_EVAL_EVAL_H
#define RUNTIME_EVAL_EVAL_H

#include "../rt.h"

/* Where a text is from: what traces call it, and the place of its first character, counted from 0. */
typedef struct EvalPlace {
  String *file;
  int32_t line, column;
  bool awaits;  /* the script may await at its top level, and then gives a promise */
  Realm *realm; /* that the function belongs to; NULL: the current one */
  bool is_esm;  /* an ES module's: traces have it as a URL */
} EvalPlace;

struct EvalOutput;
/* What a direct eval's code finds around it: a text (scope/outside.h), and values that it may capture. */
typedef struct EvalOutside {
  String *text;
  const Value *values;
} EvalOutside;

/* A function that runs the text as a script of the current realm (`code`: MODULE_CODE_*) and returns its completion value.
 * MODULE_CODE_FUNCTION: the text is "(function anonymous(…\n) {\n…\n})", with the body's braces from body_start to before
 * body_end. EXCEPTION: SyntaxError, or EvalError where no code can be made. place: NULL: traces say who made it. */
Value eval_function(String *text, uint32_t code, uint32_t body_start, uint32_t body_end, const EvalPlace *place);
/* The same for MODULE_CODE_DIRECT. */
Value eval_direct(String *text, const EvalOutside *outside);
/* The current exception is about a place in a text: its stack begins with the place, as uncaught errors show it. `blank`:
 * a line between them. */
void eval_show_place(String *text, const struct EvalOutput *out, const EvalPlace *place, bool blank);
/* The body of a CommonJS module, called with (exports, require, module, __filename, __dirname); NULL with an exception. */
const FnInfo *eval_commonjs(String *text, String *file);

/* For others who need the compiler's memory and stack: what is allocated by host_alloc lives from eval_begin to eval_end.
 * eval_begin: false where there is none. */
bool eval_begin(void);
/* On the stack, before anything is allocated: what the parser wants (EvalInput.tables). */
const void *eval_tables(void);
void eval_on_stack(void (*fn)(void *), void *arg);
void eval_end(void);

#endif
