/*
 * promise.c: promises (ES 27.2.1, 27.2.2): resolving, reactions, capabilities. Constructor and methods are in
 * builtins/Promise.c.
 *
 * A reaction is a CELL_INTERNAL cell; the pending list is kept newest first and turned round when the promise settles.
 */
#include "call.h"
#include "convert.h"
#include "error.h"
#include "jobs.h"
#include "property.h"

typedef struct Reaction {
  Cell cell;
  struct Reaction *next;
  Value on_fulfilled, on_rejected;
  Value promise, resolve, reject; /* capability; promise undefined: none; resolve undefined: native promise */
  ReactionFn fn;                  /* native reaction: everything but ctx unused */
  Value ctx;
  Value context; /* RT->async_context where the reaction was made */
} Reaction;

static PromiseObject *promise_of(Value v) { return (PromiseObject *)value_ptr(v); }
static int32_t state_of(const PromiseObject *p) { return value_int(p->state); }

Value promise_new(void) {
  PromiseObject *p = (PromiseObject *)object_new_default(CELL_PROMISE, sizeof *p);
  p->state = p->flags = value_from_int(0);
  p->result = p->reactions = JS_UNDEFINED;
  return value_from_ptr(p);
}

/* ---- unhandled rejections ---- */

void promise_track(Value promise, int operation) {
  if (RT->program->flags & PROGRAM_TEST262) return;
  Value tracker = RT->rejection_tracker;
  if (tracker.bits && value_is_callable(tracker)) {
    Value saved = RT->exception;
    js_call3(tracker, JS_UNDEFINED, value_from_int(operation), promise, promise_of(promise)->result);
    RT->exception = saved;
    return;
  }
  if (operation != REJECTION_UNHANDLED) return;
  if (!RT->unhandled.bits || value_is_undefined(RT->unhandled)) RT->unhandled = array_new(0);
  array_push(RT->unhandled, promise);
}

void promise_set_tracker(Value f) { RT->rejection_tracker = f; }
void promise_mark_handled(Value promise) { promise_of(promise)->flags = value_from_int(PROMISE_HANDLED); }

Value promise_take_unhandled(void) {
  Value list = RT->unhandled;
  if (!list.bits || !value_is_array_kind(list)) return JS_UNDEFINED;
  for (uint32_t i = 0; i < array_length(list); i++) {
    Value p = value_object(list)->elems->v[i];
    if (value_is_object(p) && !(value_int(promise_of(p)->flags) & PROMISE_HANDLED)) {
      promise_mark_handled(p);
      return p;
    }
  }
  RT->unhandled = JS_UNDEFINED;
  return JS_UNDEFINED;
}

/* ---- settling ---- */

static void react(Reaction *r, const Value data[4]);

static void run_reaction(const Value data[4]) {
  RT->reaction = (Reaction *)value_ptr(data[0]);
  RT->reaction_frame = __builtin_frame_address(0);
  react(RT->reaction, data);
  RT->reaction = NULL;
}

static void react(Reaction *r, const Value data[4]) {
  Value value = data[1];
  bool rejected = value_same(data[2], JS_TRUE);
  RT->async_context = r->context;
  if (r->fn) {
    r->fn(r->ctx, value, rejected);
    return;
  }
  Value handler = rejected ? r->on_rejected : r->on_fulfilled;
  Value result = value;
  if (value_is_callable(handler)) {
    result = js_call1(handler, JS_UNDEFINED, value);
    rejected = value_is_exception(result);
    if (rejected) {
      result = RT->exception;
      RT->exception = JS_EMPTY;
    }
  }
  if (value_is_undefined(r->promise)) return;
  Capability cap = {r->promise, r->resolve, r->reject};
  if (rejected) capability_reject(&cap, result);
  else capability_resolve(&cap, result);
  RT->exception = JS_EMPTY;
}

static void follow(Value ctx, Value value, bool rejected);

static Value resolve_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);

static const Function *builtin_of(Value f) {
  if (!value_is_kind(f, CELL_FUNCTION)) return NULL;
  const Function *b = (const Function *)value_ptr(f);
  return b->info->flags & FN_BUILTIN ? b : NULL;
}

static bool is_element(const Function *f) { return f && f->info->start == PROMISE_ELEMENT_MARK; }

/* Sets the promise that a reaction leads to, EMPTY for none; true if somebody stands there that traces show. */
static bool reaction_target(const Reaction *r, AsyncWaiter *w) {
  w->generator = w->promise = JS_EMPTY;
  if (r->fn) {
    bool is_waiting;
    w->promise = generator_awaited(r->fn, r->ctx, &is_waiting);
    if (is_waiting) w->generator = r->ctx;
    else w->promise = r->fn == follow ? r->ctx : JS_EMPTY;
    return is_waiting;
  }
  const Function *f = builtin_of(r->on_fulfilled), *any = builtin_of(r->on_rejected);
  if (is_element(f) || is_element(any)) {
    if (!is_element(f)) f = any;
    w->promise = ((const struct {
                   Cell cell;
                   Value promise;
                 } *)value_ptr(f->captures[0]))
                     ->promise;
    w->index = value_int(f->captures[1]);
    w->element = value_int(f->captures[3]);
    return true;
  }
  w->promise = f && f->code == resolve_entry ? f->captures[0] : r->promise;
  return false;
}

bool promise_next_waiting(AsyncWaiter *w) {
  if (value_is_empty(w->promise)) {
    if (!RT->reaction) return false;
    bool is_shown = reaction_target(RT->reaction, w);
    /* An async function has a frame on the stack; what an element function itself makes has none. */
    if (is_shown && value_is_empty(w->generator)) return false;
  }
  while (value_is_kind(w->promise, CELL_PROMISE)) {
    const PromiseObject *p = promise_of(w->promise);
    if (state_of(p) != PROMISE_PENDING || value_is_undefined(p->reactions)) return false;
    const Reaction *r = (const Reaction *)value_ptr(p->reactions);
    if (r->next) return false; /* more than one waits */
    if (reaction_target(r, w)) return true;
  }
  return false;
}

static void settle(PromiseObject *p, int state, Value v) {
  Reaction *r = value_is_undefined(p->reactions) ? NULL : (Reaction *)value_ptr(p->reactions);
  p->state = value_from_int(state);
  p->result = v;
  p->reactions = JS_UNDEFINED;
  heap_barrier(p);
  Reaction *oldest = NULL;
  while (r) {
    Reaction *next = r->next;
    r->next = oldest;
    heap_barrier(r);
    oldest = r;
    r = next;
  }
  for (r = oldest; r; r = r->next)
    job_enqueue(run_reaction, value_from_ptr(r), v, value_from_bool(state == PROMISE_REJECTED), JS_UNDEFINED);
}

void promise_reject(Value promise, Value reason) {
  PromiseObject *p = promise_of(promise);
  if (state_of(p) != PROMISE_PENDING) return;
  bool handled = value_int(p->flags) & PROMISE_HANDLED;
  settle(p, PROMISE_REJECTED, reason);
  if (!handled) promise_track(promise, REJECTION_UNHANDLED);
}

static void reject_pending_exception(Value promise) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  promise_reject(promise, e);
}

Value js_Promise_prototype_then(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1);
static bool is_native_then(Value f) {
  return value_is_kind(f, CELL_FUNCTION) && ((Function *)value_ptr(f))->code == js_Promise_prototype_then;
}

static void follow(Value ctx, Value value, bool rejected) {
  if (rejected) promise_reject(ctx, value);
  else promise_resolve(ctx, value);
}

/* NewPromiseResolveThenableJob (ES 27.2.2.2). */
static void resolve_thenable(const Value data[4]) {
  Value promise = data[0], thenable = data[1], then = data[2];
  RT->async_context = data[3];
  /* A plain promise: its species is %Promise%, whose result nobody sees. */
  if (value_is_kind(thenable, CELL_PROMISE) && is_native_then(then) &&
      value_cell(thenable)->shape == RT->realm->shape_of_kind[CELL_PROMISE]) {
    promise_then_native(thenable, follow, promise);
    return;
  }
  Value args[2];
  promise_resolving_functions(promise, &args[0], &args[1]);
  if (value_is_exception(js_call(then, thenable, 2, args))) {
    Value e = RT->exception;
    RT->exception = JS_EMPTY;
    js_call1(args[1], JS_UNDEFINED, e);
  }
}

void promise_resolve(Value promise, Value resolution) {
  PromiseObject *p = promise_of(promise);
  if (state_of(p) != PROMISE_PENDING) return;
  if (!value_is_object(resolution)) {
    settle(p, PROMISE_FULFILLED, resolution);
    return;
  }
  if (value_same(promise, resolution)) {
    throw_type_error("Chaining cycle detected for promise #<Promise>");
    reject_pending_exception(promise);
    return;
  }
  Value then = value_get(resolution, KEY(then));
  if (value_is_exception(then)) {
    reject_pending_exception(promise);
  } else if (!value_is_callable(then)) {
    settle(p, PROMISE_FULFILLED, resolution);
  } else {
    job_enqueue(resolve_thenable, promise, resolution, then, RT->async_context);
  }
}

/* Resolving functions: captures are the promise and a shared box that is true once either was called. */
static bool claim(Value callee, Value *promise) {
  Function *f = (Function *)value_ptr(callee);
  Box *done = (Box *)value_ptr(f->captures[1]);
  *promise = f->captures[0];
  if (value_same(done->value, JS_TRUE)) return false;
  done->value = JS_TRUE;
  return true;
}

static Value resolve_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)this_value, (void)new_target, (void)argc, (void)a1;
  Value promise;
  if (claim(callee, &promise)) promise_resolve(promise, a0);
  return JS_UNDEFINED;
}

static Value reject_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)this_value, (void)new_target, (void)argc, (void)a1;
  Value promise;
  if (claim(callee, &promise)) promise_reject(promise, a0);
  return JS_UNDEFINED;
}

void promise_resolving_functions(Value promise, Value *resolve, Value *reject) {
  static const FnInfo resolve_info = {.entry = resolve_entry, .length = 1, .flags = FN_BUILTIN | FN_STRICT};
  static const FnInfo reject_info = {.entry = reject_entry, .length = 1, .flags = FN_BUILTIN | FN_STRICT};
  Value captures[2] = {promise, value_from_ptr(heap_new_box(JS_FALSE))};
  *resolve = function_new_builtin(&resolve_info, 2, captures);
  *reject = function_new_builtin(&reject_info, 2, captures);
}

/* ---- then ---- */

static void add_reaction(Value promise, Reaction *r) {
  PromiseObject *p = promise_of(promise);
  if (state_of(p) == PROMISE_PENDING) {
    r->next = value_is_undefined(p->reactions) ? NULL : (Reaction *)value_ptr(p->reactions);
    p->reactions = value_from_ptr(r);
    heap_barrier(p);
  } else {
    bool rejected = state_of(p) == PROMISE_REJECTED;
    if (rejected && !(value_int(p->flags) & PROMISE_HANDLED)) {
      p->flags = value_from_int(PROMISE_HANDLED);
      promise_track(promise, REJECTION_HANDLED);
    }
    job_enqueue(run_reaction, value_from_ptr(r), p->result, value_from_bool(rejected), JS_UNDEFINED);
  }
  p->flags = value_from_int(PROMISE_HANDLED);
}

void promise_then_capability(Value promise, Value on_fulfilled, Value on_rejected, const Capability *cap) {
  Reaction *r = (Reaction *)heap_alloc(sizeof *r, CELL_INTERNAL);
  r->on_fulfilled = on_fulfilled;
  r->on_rejected = on_rejected;
  r->promise = cap ? cap->promise : JS_UNDEFINED;
  r->resolve = cap ? cap->resolve : JS_UNDEFINED;
  r->reject = cap ? cap->reject : JS_UNDEFINED;
  r->ctx = JS_UNDEFINED;
  r->context = RT->async_context;
  add_reaction(promise, r);
}

void promise_then(Value promise, Value on_fulfilled, Value on_rejected, Value result) {
  Capability cap = {result, JS_UNDEFINED, JS_UNDEFINED};
  promise_then_capability(promise, on_fulfilled, on_rejected, value_is_undefined(result) ? NULL : &cap);
}

void promise_then_native(Value promise, ReactionFn fn, Value ctx) {
  Reaction *r = (Reaction *)heap_alloc(sizeof *r, CELL_INTERNAL);
  r->on_fulfilled = r->on_rejected = r->promise = r->resolve = r->reject = JS_UNDEFINED;
  r->fn = fn;
  r->ctx = ctx;
  r->context = RT->async_context;
  add_reaction(promise, r);
}

/* ---- capabilities ---- */

Value promise_resolve_value(Value v) {
  Value ctor = RT->realm->intrinsics[INTR_Promise];
  if (value_is_kind(v, CELL_PROMISE)) {
    Value c = value_get(v, KEY(constructor));
    if (value_is_exception(c)) return c;
    if (value_same(c, ctor)) return v;
  }
  Value p = promise_new();
  promise_resolve(p, v);
  return p;
}

/* GetCapabilitiesExecutor: captures are two boxes. */
static Value executor_entry(Value callee, Value this_value, Value new_target, uint64_t argc, Value a0, Value a1) {
  (void)this_value, (void)new_target, (void)argc;
  Function *f = (Function *)value_ptr(callee);
  Box *resolve = (Box *)value_ptr(f->captures[0]), *reject = (Box *)value_ptr(f->captures[1]);
  if (!value_is_undefined(resolve->value) || !value_is_undefined(reject->value))
    return throw_type_error("Promise executor has already been invoked with non-undefined arguments");
  resolve->value = a0;
  reject->value = a1;
  heap_barrier(resolve);
  heap_barrier(reject);
  return JS_UNDEFINED;
}

bool capability_new(Value ctor, Capability *cap) {
  *cap = (Capability){JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED};
  if (value_same(ctor, RT->realm->intrinsics[INTR_Promise])) {
    cap->promise = promise_new();
    return true;
  }
  if (!value_is_constructor(ctor)) {
    throw_not_constructor(ctor);
    return false;
  }
  static const FnInfo info = {.entry = executor_entry, .length = 2, .flags = FN_BUILTIN | FN_STRICT};
  Box *resolve = heap_new_box(JS_UNDEFINED), *reject = heap_new_box(JS_UNDEFINED);
  Value captures[2] = {value_from_ptr(resolve), value_from_ptr(reject)};
  Value executor = function_new_builtin(&info, 2, captures);
  cap->promise = js_construct(ctor, 1, &executor, ctor);
  if (value_is_exception(cap->promise)) return false;
  cap->resolve = resolve->value;
  cap->reject = reject->value;
  if (!value_is_callable(cap->resolve) || !value_is_callable(cap->reject)) {
    throw_type_error("Promise resolve or reject function is not callable");
    return false;
  }
  return true;
}

void capability_functions(Capability *cap) {
  if (value_is_undefined(cap->resolve)) promise_resolving_functions(cap->promise, &cap->resolve, &cap->reject);
}

bool capability_resolve(const Capability *cap, Value v) {
  if (!value_is_undefined(cap->resolve)) return !value_is_exception(js_call1(cap->resolve, JS_UNDEFINED, v));
  promise_resolve(cap->promise, v);
  return true;
}

bool capability_reject(const Capability *cap, Value reason) {
  if (!value_is_undefined(cap->reject)) return !value_is_exception(js_call1(cap->reject, JS_UNDEFINED, reason));
  promise_reject(cap->promise, reason);
  return true;
}

Value capability_reject_pending(const Capability *cap) {
  Value e = RT->exception;
  RT->exception = JS_EMPTY;
  return capability_reject(cap, e) ? cap->promise : JS_EXCEPTION;
}
