/*
 * eval.c: see eval.h. The compiler runs on a stack of its own, which is as deep as it wants, and allocates nothing that is
 * collected; its memory is given back at once.
 */
#include "eval.h"

#include "../error/quote.h"
#include "../error/stack.h"
#include "../object/code.h"
#include "../object/error.h"
#include "../object/object.h"
#include "../os/os.h"
#include "../string/string.h"
#include "../support/mem.h"
#include "place.h"
#include "space.h"

enum { KEPT_MEMORY = 8 << 20 }; /* of the compiler's, between compilations */

typedef struct Job {
  EvalInput *in;
  EvalOutput *out;
} Job;

const void *eval_tables(void) {
  EvalState *s = RT->eval;
  if (!s->tables) {
    s->tables = eval_compile_tables();
    s->memory = s->at;
  }
  return s->tables;
}

static void compile(void *arg) {
  Job *job = arg;
  job->in->tables = eval_tables();
  eval_compile(job->in, job->out);
}

/* fn(arg) with the stack pointer at `top`. */
static void call_on_stack(void (*fn)(void *), void *arg, void *top) {
  __asm__ volatile("mov %%rsp, %%rbx\n\tmov %0, %%rsp\n\tcall *%1\n\tmov %%rbx, %%rsp"
                   : "+S"(top), "+a"(fn), "+D"(arg)
                   :
                   : "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3",
                     "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14",
                     "xmm15");
}

bool eval_begin(void) { return eval_state() != NULL; }
void eval_on_stack(void (*fn)(void *), void *arg) { call_on_stack(fn, arg, RT->eval->stack_top); }

static void give_back(EvalState *s) {
  uint8_t *kept = s->memory + KEPT_MEMORY;
  if (s->at > kept) os_discard(kept, (size_t)(s->at - kept));
  s->at = s->memory;
  mem_zero(s->free, sizeof s->free);
}

void eval_end(void) { give_back(RT->eval); }

static Value function_of(const EvalOutput *out, const FnInfo *body, const EvalOutside *outside) {
  if (!outside) return function_new(body, NULL);
  Value f = function_new(body, NULL);
  for (uint32_t i = 0; i < out->ncaptures; i++)
    ((Function *)value_ptr(f))->captures[i] = outside->values[out->captures[i]];
  return f;
}

void eval_show_place(String *text, const EvalOutput *out, const EvalPlace *place, bool blank) {
  Value error = RT->exception;
  uint32_t start = 0;
  for (uint32_t line = 1; line < out->line; line++) {
    int64_t end = string_index_of_unit(text, '\n', start);
    if (end < 0) return;
    start = (uint32_t)end + 1;
  }
  StringBuilder b;
  builder_init(&b);
  uint32_t end = quote_line(&b, place->file, (int64_t)out->line + place->line, text, start);
  quote_mark(&b, text, start, end, out->column, out->width);
  if (blank) builder_ascii(&b, "\n");
  Value stack = value_get(error, KEY(stack));
  if (value_is_string(stack)) {
    builder_string(&b, value_string(stack));
    String *s = builder_finish(&b);
    if (s) value_set(error, KEY(stack), value_from_ptr(s), false);
  }
  RT->exception = error;
}

static Value make_function(EvalInput *in, String *text, const EvalOutside *outside, const EvalPlace *place) {
  EvalState *s = eval_state();
  if (!s) return code_refuse();
  code_collect_if_due();
  Value origin =
      place ? JS_UNDEFINED : stack_capture(2, JS_UNDEFINED, false) /* the builtin that was called, and its caller */;
  StringUnits units = string_units(text);
  in->units = units.units;
  in->length = units.length;
  in->is_wide = units.is_wide;
  in->file = RT->program->nfiles + code_next_number();
  in->has_realms = RT->program->realm_template != NULL;
  in->proper_tail_calls = RT->program->flags & PROGRAM_PROPER_TAIL_CALLS;
  in->is_file = place != NULL;
  in->awaits = place && place->awaits;
  EvalOutput out;
  Realm *realm = RT->realm;
  if (place && place->realm) RT->realm = place->realm;
  call_on_stack(compile, &(Job){in, &out}, s->stack_top);
  Value v;
  if (out.refused) {
    v = code_refuse();
  } else if (out.error) {
    v = throw_syntax_error("%S", string_from_utf8(out.error, cstring_length(out.error)));
    if (place && out.line) eval_show_place(text, &out, place, true);
  } else {
    const FnInfo *body = eval_place(&out, text, origin, place);
    v = body ? function_of(&out, body, outside) : code_refuse();
  }
  RT->realm = realm;
  give_back(s);
  return v;
}

Value eval_function(String *text, uint32_t code, uint32_t body_start, uint32_t body_end, const EvalPlace *place) {
  EvalInput in = {.code = code, .body_start = body_start, .body_end = body_end};
  return make_function(&in, text, NULL, place);
}

Value eval_direct(String *text, const EvalOutside *outside) {
  StringUnits units = string_units(outside->text);
  EvalInput in = {.code = MODULE_CODE_DIRECT,
                  .outside = units.units,
                  .outside_length = units.length,
                  .outside_is_wide = units.is_wide};
  return make_function(&in, text, outside, NULL);
}

const FnInfo *eval_commonjs(String *text, String *file) {
  EvalInput in = {.code = MODULE_CODE_COMMONJS};
  Value f = make_function(&in, text, NULL, &(EvalPlace){.file = file});
  return value_is_exception(f) ? NULL : ((Function *)value_ptr(f))->info;
}
