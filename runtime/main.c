/*
 * main.c: the outline of a program's run.
 *
 * With lib's event loop linked, its module runs first and leaves two hooks (main_set_hooks); without it there is nothing
 * that could wait, so draining the jobs is all there is to do after the top level.
 */
#include "main.h"

#include "builtins/builtins.h"
#include "heap/heap.h"
#include "object/call.h"
#include "object/error.h"
#include "object/jobs.h"
#include "object/module.h"
#include "os/os.h"
#include "string/string.h"
#include "support/mem.h"

void main_set_hooks(Value run, Value uncaught) {
  RT->main_run = run;
  RT->main_uncaught = uncaught;
}

static void print(Value v) {
  size_t length;
  char *text = string_utf8(value_string(v), &length);
  os_write(2, text, length);
}

static void print_text(const char *text) { os_write(2, text, cstring_length(text)); }

/* As lib's internal/fatal does, without util.inspect. */
static void report(Value error) {
  Value context = js_native_ErrorSourceContext(JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED, 1, error, JS_UNDEFINED);
  bool is_error = value_is_kind(error, CELL_ERROR);
  if (!is_error) print_text("\n");
  if (value_is_string(context)) {
    print(context);
    if (is_error) print_text("\n");
  }
  print(value_from_ptr(error_describe(error)));
  if (!value_is_object(error)) print_text("\n(Use `node --trace-uncaught ...` to show where the exception was thrown)");
  print_text("\n\nNode.js v" NODE_VERSION "\n");
}

void main_uncaught(Value error, ErrorOrigin origin) {
  if (value_is_callable(RT->main_uncaught)) {
    Value r = js_call2(RT->main_uncaught, JS_UNDEFINED, error, value_from_int(origin));
    if (!value_is_exception(r)) return;
    error = RT->exception;
  }
  report(error);
  os_exit(1);
}

/* Reaction of an ES module entry's promise. */
static void entry_settled(Value ctx, Value value, bool rejected) {
  (void)ctx;
  if (rejected) main_uncaught(value, ORIGIN_MODULE);
}

int runtime_main(void) {
  const Program *p = RT->program;
  if (p->loop_module != ~0u) os_start_ns(); /* programs that wait may ask for it late */
  if (p->loop_module != ~0u && value_is_exception(module_require(p->loop_module)))
    main_uncaught(RT->exception, ORIGIN_THROWN);
  for (uint32_t i = 1; i <= p->npreludes; i++)
    if (value_is_exception(module_run(i))) main_uncaught(RT->exception, ORIGIN_THROWN);
  Value entry = module_run(p->entry);
  bool is_esm = p->modules[p->entry].kind == MODULE_ESM;
  if (value_is_exception(entry)) main_uncaught(RT->exception, ORIGIN_THROWN);
  if (is_esm) promise_then_native(entry, entry_settled, JS_UNDEFINED);
  int code = 0;
  if (value_is_callable(RT->main_run)) {
    Value r = js_call1(RT->main_run, JS_UNDEFINED, is_esm ? entry : JS_UNDEFINED);
    if (value_is_exception(r)) main_uncaught(RT->exception, ORIGIN_THROWN);
    else if (value_is_number(r)) code = (int)value_number(r);
  } else {
    jobs_run();
    Value unhandled = promise_take_unhandled();
    if (!value_is_undefined(unhandled)) main_uncaught(((PromiseObject *)value_ptr(unhandled))->result, ORIGIN_PROMISE);
  }
  return code;
}
