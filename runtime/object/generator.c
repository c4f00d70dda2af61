/*
 * generator.c: running suspended frames: generators (ES 27.5), async functions (ES 27.7.5) and async generators (27.6.3).
 *
 * The state machine is compiled code behind Generator.resume; here is what drives it. Generator.extra is true while a
 * generator runs (a second entry throws). An async generator has its queue of requests in `promise` and its own state
 * in `extra`.
 */
#include "call.h"
#include "convert.h"
#include "error.h"
#include "jobs.h"
#include "property.h"
#include "realm.h"

static Generator *frame(Value v) { return (Generator *)value_ptr(v); }

/* Enters the state machine; what comes back is described at Generator in abi.h. */
static Value enter(Value gen, uint64_t mode, Value v) {
  Generator *g = frame(gen);
  if (STACK_CHECK()) {
    g->state = GEN_DONE;
    return JS_EXCEPTION;
  }
  Realm *realm = RT->realm;
  if (g->realm != realm->id) RT->realm = realm_by_id(g->realm);
  Value r = g->resume(gen, JS_UNDEFINED, JS_UNDEFINED, mode, v, JS_UNDEFINED);
  RT->realm = realm;
  if (value_is_exception(r)) g->state = GEN_DONE;
  return r;
}

static Value take_exception(void) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  return e;
}

/* ---- generators ---- */

Value generator_resume(Value gen, uint64_t mode, Value v) {
  Generator *g = frame(gen);
  if (value_same(g->extra, JS_TRUE)) return throw_type_error("Generator is already running");
  if (g->state != GEN_DONE && g->suspend_kind == SUSPEND_START && mode != RESUME_NEXT) g->state = GEN_DONE;
  if (g->state == GEN_DONE) {
    if (mode == RESUME_THROW) return rt_throw(v);
    return iter_result_new(mode == RESUME_RETURN ? v : JS_UNDEFINED, true);
  }
  g->extra = JS_TRUE;
  Value r = enter(gen, mode, v);
  g->extra = JS_UNDEFINED;
  if (value_is_exception(r) || (g->state != GEN_DONE && g->suspend_kind == SUSPEND_DELEGATE)) return r;
  return iter_result_new(r, g->state == GEN_DONE);
}

typedef struct Request {
  Cell cell; /* CELL_INTERNAL */
  struct Request *next;
  Value mode, value, promise;
} Request;

static Request *ag_head(const Generator *g) {
  return value_is_cell(g->promise) ? (Request *)value_ptr(g->promise) : NULL;
}

/* ---- async functions ---- */

__attribute__((noinline)) void jsc_await_site(Value gen) {
  frame(gen)->site = (uint64_t)(uintptr_t)__builtin_return_address(0);
}

static void async_step(Value gen, uint64_t mode, Value v);

static void async_continue(Value gen, Value v, bool rejected) {
  async_step(gen, rejected ? RESUME_THROW : RESUME_NEXT, v);
}

static void async_step(Value gen, uint64_t mode, Value v) {
  Generator *g = frame(gen);
  for (;;) {
    Value r = enter(gen, mode, v);
    if (value_is_exception(r)) {
      promise_reject(g->promise, take_exception());
      return;
    }
    if (g->state == GEN_DONE) {
      promise_resolve(g->promise, r);
      return;
    }
    Value p = promise_resolve_value(r);
    if (!value_is_exception(p)) {
      promise_then_native(p, async_continue, gen);
      return;
    }
    mode = RESUME_THROW;
    v = take_exception();
  }
}

static void ag_continue(Value gen, Value v, bool rejected);

Value generator_awaited(ReactionFn fn, Value gen, bool *is_waiting) {
  *is_waiting = fn == async_continue || fn == ag_continue;
  if (fn == async_continue) return frame(gen)->promise;
  return fn == ag_continue && ag_head(frame(gen)) ? ag_head(frame(gen))->promise : JS_UNDEFINED;
}

Value async_function_start(Value gen) {
  Generator *g = frame(gen);
  Value promise = promise_new();
  g->promise = promise;
  heap_barrier(g);
  async_step(gen, RESUME_NEXT, JS_UNDEFINED);
  return promise;
}

/* ---- async generators ---- */

enum { AG_IDLE = 0, AG_EXECUTING = 1, AG_AWAITING_RETURN = 2 };

static int32_t ag_state(const Generator *g) { return value_is_int(g->extra) ? value_int(g->extra) : AG_IDLE; }
static void ag_set_state(Generator *g, int32_t state) { g->extra = value_from_int(state); }
static Value ag_pop(Generator *g) {
  Request *r = ag_head(g);
  g->promise = r->next ? value_from_ptr(r->next) : JS_UNDEFINED;
  heap_barrier(g);
  return r->promise;
}

static void ag_drain(Value gen);
static void ag_step(Value gen, uint64_t mode, Value v);

static void ag_continue(Value gen, Value v, bool rejected) {
  ag_step(gen, rejected ? RESUME_THROW : RESUME_NEXT, v);
  ag_drain(gen);
}

static void ag_continue_return(Value gen, Value v, bool rejected) {
  ag_step(gen, rejected ? RESUME_THROW : RESUME_RETURN, v);
  ag_drain(gen);
}

static void ag_step(Value gen, uint64_t mode, Value v) {
  Generator *g = frame(gen);
  for (;;) {
    Value r = enter(gen, mode, v);
    if (value_is_exception(r)) {
      ag_set_state(g, AG_IDLE);
      promise_reject(ag_pop(g), take_exception());
      return;
    }
    if (g->state != GEN_DONE && g->suspend_kind == SUSPEND_AWAIT) {
      Value p = promise_resolve_value(r);
      if (!value_is_exception(p)) {
        promise_then_native(p, ag_continue, gen);
        return;
      }
      mode = RESUME_THROW;
      v = take_exception();
      continue;
    }
    ag_set_state(g, AG_IDLE);
    promise_resolve(ag_pop(g), iter_result_new(r, g->state == GEN_DONE));
    return;
  }
}

/* AsyncGeneratorAwaitReturn (ES 27.6.3.9): the awaited value of return() on a finished generator. */
static void ag_returned(Value gen, Value v, bool rejected) {
  Generator *g = frame(gen);
  ag_set_state(g, AG_IDLE);
  if (rejected) promise_reject(ag_pop(g), v);
  else promise_resolve(ag_pop(g), iter_result_new(v, true));
  ag_drain(gen);
}

/* Serves requests until the queue is empty or the generator is busy. */
static void ag_drain(Value gen) {
  Generator *g = frame(gen);
  Request *r;
  while (ag_state(g) == AG_IDLE && (r = ag_head(g))) {
    uint64_t mode = (uint64_t)value_int(r->mode);
    if (g->state != GEN_DONE && g->suspend_kind == SUSPEND_START && mode != RESUME_NEXT) g->state = GEN_DONE;
    if (g->state == GEN_DONE && mode == RESUME_NEXT) {
      promise_resolve(ag_pop(g), iter_result_new(JS_UNDEFINED, true));
    } else if (g->state == GEN_DONE && mode == RESUME_THROW) {
      Value e = r->value;
      promise_reject(ag_pop(g), e);
    } else if (mode == RESUME_RETURN) {
      /* return(v) awaits v, in a finished generator as well as at a yield. */
      Value p = promise_resolve_value(r->value);
      bool done = g->state == GEN_DONE;
      if (value_is_exception(p)) {
        Value e = take_exception();
        if (done) {
          promise_reject(ag_pop(g), e);
        } else {
          ag_set_state(g, AG_EXECUTING);
          ag_step(gen, RESUME_THROW, e);
        }
        continue;
      }
      ag_set_state(g, done ? AG_AWAITING_RETURN : AG_EXECUTING);
      promise_then_native(p, done ? ag_returned : ag_continue_return, gen);
    } else {
      ag_set_state(g, AG_EXECUTING);
      ag_step(gen, mode, r->value);
    }
  }
}

Value async_generator_request(Value gen, uint64_t mode, Value v) {
  static const char *const names[] = {"next", "throw", "return"};
  Value promise = promise_new();
  if (!value_is_kind(gen, CELL_ASYNC_GENERATOR)) {
    throw_type_error("%s method called on incompatible receiver %V", names[mode], gen);
    promise_reject(promise, take_exception());
    return promise;
  }
  Generator *g = frame(gen);
  Request *r = (Request *)heap_alloc(sizeof *r, CELL_INTERNAL);
  r->mode = value_from_int((int32_t)mode);
  r->value = v;
  r->promise = promise;
  Request *last = ag_head(g);
  if (!last) {
    g->promise = value_from_ptr(r);
    heap_barrier(g);
  } else {
    while (last->next) last = last->next;
    last->next = r;
    heap_barrier(last);
  }
  ag_drain(gen);
  return promise;
}

/* ---- operations of compiled code ---- */

static Value prototype_of_function(Value callee, bool is_async) {
  Value proto = value_is_object(callee) ? value_get(callee, KEY(prototype)) : JS_UNDEFINED;
  if (value_is_object(proto)) return proto;
  Realm *realm = value_is_object(callee) ? function_realm(callee) : RT->realm;
  return (realm ? realm : RT->realm)->intrinsics[is_async ? INTR_AsyncGeneratorPrototype : INTR_GeneratorPrototype];
}

void jsc_gen_prototype(Value gen, Value callee);
void jsc_gen_prototype(Value gen, Value callee) {
  Value proto = prototype_of_function(callee, value_is_kind(gen, CELL_ASYNC_GENERATOR));
  if (!value_same(proto, object_shape(value_object(gen))->proto)) object_set_prototype(value_object(gen), proto);
}

Value jsc_gen_create(Value callee, const FnInfo *info, int64_t nframe) {
  uint32_t flags = info->flags;
  if (!(flags & (FN_ASYNC | FN_GENERATOR)) && value_is_kind(callee, CELL_FUNCTION))
    flags = ((Function *)value_ptr(callee))->info->flags;
  bool is_async = flags & FN_ASYNC, is_generator = flags & FN_GENERATOR;
  CellKind kind = is_async && is_generator ? CELL_ASYNC_GENERATOR : CELL_GENERATOR;
  size_t size = offsetof(Generator, frame) + (size_t)nframe * sizeof(Value);
  Generator *g;
  if (is_generator) {
    g = (Generator *)object_new_kind(kind, prototype_of_function(callee, is_async), size);
  } else {
    g = (Generator *)object_new_default(kind, size);
  }
  g->resume = info->resume ? info->resume : info->entry;
  g->info = info;
  g->suspend_kind = SUSPEND_START;
  g->promise = g->extra = JS_UNDEFINED;
  g->nframe = (uint32_t)nframe;
  g->realm = RT->realm->id;
  for (int64_t i = 0; i < nframe; i++) g->frame[i] = JS_UNDEFINED;
  if (RT->module_body) {
    *RT->module_body = value_from_ptr(g);
    RT->module_body = NULL;
  }
  return value_from_ptr(g);
}

Value jsc_gen_begin(Value gen) {
  Generator *g = frame(gen);
  uint32_t flags = g->info->flags;
  bool is_generator = flags & FN_GENERATOR || g->o.cell.kind == CELL_ASYNC_GENERATOR;
  if (flags & FN_ASYNC && !is_generator) return async_function_start(gen);
  Value r = enter(gen, RESUME_NEXT, JS_UNDEFINED); /* parameters */
  return value_is_exception(r) ? r : gen;
}

/* ---- async-from-sync iterators (ES 27.1.6) ---- */

Value async_from_sync_iterator_new(Value iterator, Value next) {
  IteratorObject *o = (IteratorObject *)object_new_default(CELL_ASYNC_FROM_SYNC_ITERATOR, sizeof *o);
  o->a = iterator;
  o->b = next;
  o->c = o->d = JS_UNDEFINED;
  return value_from_ptr(o);
}
