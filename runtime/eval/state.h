/*
 * state.h: what an isolate keeps for code made at run time: memory of the compiler, its stack, and the records of code.
 * Rt.eval points to it once the first code is made. See doc/run-time-code.md.
 */
#ifndef RUNTIME_EVAL_STATE_H
#define RUNTIME_EVAL_STATE_H

#include "../rt.h"

/* Where the code of all isolates lies: below 2 GB, like the program's own, so that calls and addresses are relative to
 * rip. Each has a place there (EvalState.base): executable pages, and again as much of data behind them. */
#define CODE_LOW ((uintptr_t)0x40000000)
#define CODE_HIGH ((uintptr_t)0x80000000)
enum { CODE_UNIT_SHIFT = 6 }; /* records own units of 64 bytes */
static inline bool code_has_address(uintptr_t a) { return a - CODE_LOW < CODE_HIGH - CODE_LOW; }

/* Where a call stands: offsets from the code's start, and of the place in the text, in UTF-8. */
typedef struct CodeRow {
  uint32_t at, pos; /* pos ~0: not known */
} CodeRow;
typedef struct CodeFunction {
  uint32_t low, high; /* of its code */
  uint32_t first_row, nrows;
  uint32_t name, name_len; /* in CodeRecord.names */
  uint32_t description;    /* as PcEntry has it */
  uint32_t receiver;
} CodeFunction;

/* What was compiled at once: freed as a whole when nothing refers to it. */
typedef struct CodeRecord {
  uintptr_t code, data; /* addresses */
  uint32_t code_units, data_units;
  bool is_used, is_marked, is_young, is_esm;
  Value *roots; /* static slots and values, which compiled code writes without a barrier */
  uint32_t nroots;
  uint32_t file; /* FnInfo.file of its functions */
  Elements *constants;
  String *text;
  Value origin;         /* the trace of whoever made it */
  String *name;         /* of its file; NULL: it is called after its origin */
  int32_t line, column; /* of its first character in the file, from 0 */
  const CodeRow *rows;
  const CodeFunction *functions;
  const char *names;
  uint32_t nfunctions;
} CodeRecord;

/* Units from `at` up to `end` are free. */
typedef struct CodeHole {
  uint32_t at, end;
} CodeHole;
typedef struct CodeArea {
  uintptr_t base;
  CodeHole *holes; /* in order of address; the last one is what was never used */
  uint32_t nholes, current;
} CodeArea;

enum { EVAL_CLASSES = 32, EVAL_MODULE_RANGES = 12 };
typedef struct EvalState {
  /* the compiler's memory: given back as a whole after each compilation */
  uint8_t *memory, *at, *end;
  uint8_t *mapping;         /* where `memory` and what lies before it begins */
  void *free[EVAL_CLASSES]; /* blocks given back, by the power of two of their size */
  uint8_t *stack_top;
  const void *tables; /* eval_compile_tables; lies before `memory` */
  /* code */
  uintptr_t base, size; /* of its place: size bytes of code, then of data */
  CodeArea code, data;
  uint32_t *owners; /* by unit of both areas: number of the record + 1 */
  CodeRecord *records;
  uint32_t nrecords;                 /* ever used */
  uint32_t free_record;              /* where to look for an unused one */
  uint32_t next_record;              /* what code_next_number said */
  uint64_t since_collection, live;   /* bytes of code and data made since the last full one, and those that lived */
  void *modules[EVAL_MODULE_RANGES]; /* load.c */
  uint32_t nmodules, nslots;         /* nslots: static slots of these */
  uint16_t names[1024];              /* names.c: hash table */
  bool has_names;
} EvalState;

/* NULL where memory for it is refused. */
EvalState *eval_state(void);
/* Gives everything back: the isolate ends. */
void eval_state_free(void);
/* The record that an address of code or data belongs to, or NULL. */
CodeRecord *code_record_at(uintptr_t a);

#endif
