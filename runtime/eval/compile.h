/*
 * compile.h: the compiler's side of code made at run time: text in, sections with references out. It knows nothing of the
 * heap: eval/place.c gives the result a place in the program.
 */
#ifndef RUNTIME_EVAL_COMPILE_H
#define RUNTIME_EVAL_COMPILE_H

#include "../../ass/ass.h"
#include "state.h"

/* Of EvalInput.code, besides those of abi.h. */
enum {
  MODULE_CODE_DIRECT = MODULE_CODE_FUNCTION + 1, /* direct eval in a function */
  MODULE_CODE_COMMONJS                           /* a CommonJS module */
};

typedef struct EvalInput {
  const void *units; /* Latin-1 or UTF-16 */
  uint32_t length;
  bool is_wide;
  uint32_t code; /* MODULE_CODE_* */
  /* MODULE_CODE_DIRECT: what is around it (scope/outside.h), in units like the text's */
  const void *outside;
  uint32_t outside_length;
  bool outside_is_wide;
  uint32_t file; /* FnInfo.file of its functions */
  bool has_realms;
  bool proper_tail_calls;
  bool awaits;        /* a script with top-level await: its function is async if it has one */
  bool is_file;       /* code with a file name: its outermost function has none */
  const void *tables; /* of eval_compile_tables */
  /* MODULE_CODE_FUNCTION: where the body's braces stand in the text; then only what has its body there is a function */
  uint32_t body_start, body_end;
} EvalInput;

typedef enum EvalConstantKind { EVAL_NO_CONSTANT, EVAL_STRING, EVAL_BIGINT } EvalConstantKind;
/* What an undefined symbol of the code stands for. */
typedef struct EvalConstant {
  uint8_t kind; /* EvalConstantKind; else the symbol's name tells */
  bool is_wide;
  uint32_t length;
  const void *units;
} EvalConstant;

typedef struct EvalOutput {
  Ass *ass;
  AssSection *text;
  EvalConstant *constants;  /* by symbol */
  uint32_t nconstants;      /* of kinds */
  AssLabel body;            /* the FnInfo of the code itself */
  AssLabel slots;           /* its static slots */
  const AssLabel *infos;    /* by index of function: its FnInfo */
  uintptr_t slots_at;       /* where they lie: set by place.c, or told if they are another module's */
  const uint32_t *captures; /* MODULE_CODE_DIRECT: numbers of the values that it captures */
  uint32_t ncaptures;
  CodeRow *rows;
  uint32_t nrows;
  CodeFunction *functions;
  uint32_t nfunctions;
  const char *names;
  uint32_t names_length;
  uintptr_t *section_addresses, *symbol_addresses, *slot_addresses; /* room for place.c: by index, by number */
  uint32_t file;
  /* what is wrong with the text, where: then there is no code. refused: nothing is, but it cannot be told in UTF-8 */
  bool refused;
  const char *error;
  uint32_t line, column, width; /* from 1; of the piece that is wrong; line 0: it is not known */
} EvalOutput;

/* What compilations share, made once: EvalInput.tables. */
const void *eval_compile_tables(void);
/* Runs on the compiler's stack, and allocates from its memory, which the caller gives back. */
void eval_compile(const EvalInput *in, EvalOutput *out);

#endif
