/* code.c: see code.h. */
#include "code.h"

#include "call.h"
#include "error.h"
#include "object.h"
#include "../string/string.h"
#ifdef JSC_EVAL
#include "../eval/eval.h"
#include "../eval/load.h"
#endif

static const ModuleInfo *find(String *text, uint32_t code) {
  const Program *p = RT->program;
#ifdef JSC_EVAL
  if (RT->agent) return NULL; /* code of the program's is for the isolates that it was compiled for */
#endif
  if (code == MODULE_CODE_NONE) return NULL;
  for (uint32_t i = 0; i < p->nmodules; i++) {
    const ModuleInfo *m = &p->modules[i];
    if (m->flags >> MODULE_CODE_SHIFT == code && string_equal(m->text, text)) return m;
  }
  return NULL;
}

bool code_is_known(String *text, uint32_t code) { return find(text, code) != NULL; }

#ifdef JSC_EVAL
static Value compile_and_run(String *text, uint32_t code, uint32_t body_start) {
  Value f = eval_function(text, code, body_start, text->length - 1, NULL);
  return value_is_exception(f) ? f : js_call(f, RT->realm->global, 0, NULL);
}

/* ---- direct eval in functions ---- */

Value jsc_eval_code(Value argument, String *outside, uint64_t n, Value *values) {
  (void)n;
  if (!value_is_string(argument)) return argument;
  Value f = eval_direct(value_string(argument), &(EvalOutside){outside, values});
  return value_is_exception(f) ? f : js_call(f, JS_UNDEFINED, 0, NULL);
}

static Value *outer_slot(int64_t slot) { return slot < LOAD_FIRST_SLOT ? &RT->slots[slot] : load_slot(slot); }
Value jsc_outer_slot_get(int64_t slot) { return *outer_slot(slot); }
void jsc_outer_slot_set(Value v, int64_t slot) { *outer_slot(slot) = v; }

Value code_run_function(String *text, uint32_t body_start) {
  if (code_is_known(text, MODULE_CODE_FUNCTION)) return code_run(text, MODULE_CODE_FUNCTION);
  return compile_and_run(text, MODULE_CODE_FUNCTION, body_start);
}
#endif

Value code_refuse(void) {
  return rt_throw(error_new(INTR_EvalErrorPrototype,
                            string_from_ascii("Code generation from strings disallowed for this context")));
}

Value code_run(String *text, uint32_t code) {
  const ModuleInfo *m = find(text, code);
#ifdef JSC_EVAL
  if (!m && code != MODULE_CODE_NONE) return compile_and_run(text, code, 0);
#endif
  if (!m) return code_refuse();
  if (!m->body) return throw_syntax_error("%S", m->filename);
  return js_call(function_new(m->body, NULL), RT->realm->global, 0, NULL);
}
