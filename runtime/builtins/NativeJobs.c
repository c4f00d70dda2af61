/*
 * NativeJobs.c: natives for lib's event loop (lib/internal/natives.md): microtasks, rejections, the end of the program.
 */
#include "../main.h"
#include "../object/jobs.h"
#include "../object/waiters.h"
#include "builtins.h"
#include "shared_memory.h"

JS_BUILTIN(js_native_EnqueueMicrotask) {
  JS_UNUSED_ARGS();
  job_enqueue_call(a0);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_native_RunMicrotasks) {
  JS_UNUSED_ARGS();
  jobs_run();
  return JS_UNDEFINED;
}

JS_BUILTIN(js_native_SetPromiseRejectHook) {
  JS_UNUSED_ARGS();
  promise_set_tracker(a0);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_native_MarkPromiseHandled) {
  JS_UNUSED_ARGS();
  promise_mark_handled(a0);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_native_SetMainHooks) {
  JS_UNUSED_ARGS();
  main_set_hooks(a0, a1);
  jobs_set_error_hook(a1);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_native_SetWaitHook) {
  JS_UNUSED_ARGS();
  waiters_begin(a0);
  return JS_UNDEFINED;
}

JS_BUILTIN(js_native_SettleWaits) {
  JS_UNUSED_ARGS();
  waiters_settle();
  if (memory_is_shared()) shared_buffers_refresh();
  return value_from_bool(waiters_keep_alive());
}

JS_BUILTIN(js_native_AsyncContext) {
  JS_UNUSED_ARGS();
  return RT->async_context;
}

JS_BUILTIN(js_native_SetAsyncContext) {
  JS_UNUSED_ARGS();
  RT->async_context = a0;
  return JS_UNDEFINED;
}
