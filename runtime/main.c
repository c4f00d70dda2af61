/*
 * main.c: the outline of a program's run.
 *
 * With lib's event loop linked, its module runs first and leaves two hooks (main_set_hooks); without it there is nothing
 * that could wait, so draining the jobs is all there is to do after the top level.
 */
#include "main.h"

#include "heap/heap.h"
#include "object/call.h"
#include "object/error.h"
#include "object/jobs.h"
#include "object/module.h"
#include "os/os.h"
#include "string/string.h"
#include "support/mem.h"

enum { EXIT_UNSETTLED = 13 }; /* Node's code for a top-level await that never settles */

void main_set_hooks(Value run, Value uncaught) {
  RT->main_run = run;
  RT->main_uncaught = uncaught;
}

static void print_error(const char *before, Value error, const char *after) {
  size_t length;
  char *text = string_utf8(error_describe(error), &length);
  os_write(2, before, cstring_length(before));
  os_write(2, text, length);
  os_write(2, after, cstring_length(after));
}

void main_uncaught(Value error) {
  if (value_is_callable(RT->main_uncaught)) {
    Value r = js_call1(RT->main_uncaught, JS_UNDEFINED, error);
    if (!value_is_exception(r)) return;
    error = RT->exception;
  }
  print_error("Uncaught:\n", error, "\n\nNode.js v26.10.0\n");
  os_exit(1);
}

/* Reaction of an ES module entry's promise. */
static void entry_settled(Value ctx, Value value, bool rejected) {
  (void)ctx;
  if (rejected) main_uncaught(value);
}

int runtime_main(void) {
  const Program *p = RT->program;
  if (p->loop_module != ~0u && value_is_exception(module_require(p->loop_module))) main_uncaught(RT->exception);
  Value entry = module_run_entry();
  if (value_is_exception(entry)) main_uncaught(RT->exception);
  else if (value_is_kind(entry, CELL_PROMISE)) promise_then_native(entry, entry_settled, JS_UNDEFINED);
  int code = 0;
  if (value_is_callable(RT->main_run)) {
    Value r = js_call1(RT->main_run, JS_UNDEFINED, value_from_bool(p->modules[p->entry].kind == MODULE_ESM));
    if (value_is_exception(r)) main_uncaught(RT->exception);
    else if (value_is_number(r)) code = (int)value_number(r);
  } else {
    jobs_run();
    Value unhandled = promise_take_unhandled();
    if (!value_is_undefined(unhandled)) main_uncaught(((PromiseObject *)value_ptr(unhandled))->result);
  }
  if (!code && value_is_kind(entry, CELL_PROMISE) &&
      value_same(((PromiseObject *)value_ptr(entry))->state, value_from_int(PROMISE_PENDING)))
    code = EXIT_UNSETTLED;
  return code;
}
