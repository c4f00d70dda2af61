/*
 * jobs.h: the microtask queue, promises (ES 27.2), async functions and async generators (ES 27.6, 27.7).
 */
#ifndef RUNTIME_OBJECT_JOBS_H
#define RUNTIME_OBJECT_JOBS_H

#include "object.h"

/* A microtask: fn(data, 4 Values). Runs with the realm that was current when it was queued. */
typedef void (*JobFn)(const Value data[4]);
void job_enqueue(JobFn fn, Value a, Value b, Value c, Value d);
/* Runs microtasks until there are none. Never throws; errors of queueMicrotask callbacks go to the hook. */
void jobs_run(void);
bool jobs_pending(void);
/* queueMicrotask(f); the same with an argument. */
void job_enqueue_call(Value f);
void job_enqueue_call1(Value f, Value argument);

Value promise_new(void);
void promise_resolve(Value promise, Value resolution); /* the promise's resolve function (ES 27.2.1.3.2) */
void promise_reject(Value promise, Value reason);
/* Promise.resolve(v) for %Promise%: v itself if it is a native promise whose constructor is %Promise%. */
Value promise_resolve_value(Value v);
/* PerformPromiseThen with JavaScript callbacks (function or undefined); result: promise or undefined. */
void promise_then(Value promise, Value on_fulfilled, Value on_rejected, Value result);
/* The same with native reactions: fn(ctx, value, is_reject). */
typedef void (*ReactionFn)(Value ctx, Value value, bool rejected);
void promise_then_native(Value promise, ReactionFn fn, Value ctx);
/* The promise of an async function or generator, if fn goes on with it; whether it does. */
Value generator_awaited(ReactionFn fn, Value gen, bool *is_waiting);
/* For stack traces: who waits for the job that runs, then who waits for that one's promise, and so on; false at the end.
 * `promise` is EMPTY at first. */
typedef struct AsyncWaiter {
  Value promise;
  Value generator; /* of an async function; EMPTY: Promise.all or the like: */
  int32_t element, index;
} AsyncWaiter;
bool promise_next_waiting(AsyncWaiter *w);
/* FnInfo.start of the functions that Promise.all and its like give to their elements, and what their captures are: an object
 * that begins with its promise, the index, …, and at 3 which of them it is. */
enum { PROMISE_ELEMENT_MARK = 0x50726F6D };
enum { PROMISE_ELEMENT_ALL, PROMISE_ELEMENT_FULFILLED, PROMISE_ELEMENT_REJECTED, PROMISE_ELEMENT_ANY };
/* NewPromiseCapability (ES 27.2.1.5): false if thrown. */
/* resolve and reject are undefined for a native promise: capability_resolve then settles it directly. */
typedef struct Capability {
  Value promise, resolve, reject;
} Capability;
bool capability_new(Value ctor, Capability *cap);
/* Calls the capability's function: false if it threw. */
bool capability_resolve(const Capability *cap, Value v);
bool capability_reject(const Capability *cap, Value reason);
/* Rejects with the pending exception and returns the promise (IfAbruptRejectPromise). */
Value capability_reject_pending(const Capability *cap);
/* The functions themselves, made if need be. */
void capability_functions(Capability *cap);
/* PerformPromiseThen with a capability (NULL: none). */
void promise_then_capability(Value promise, Value on_fulfilled, Value on_rejected, const Capability *cap);

/* Unhandled rejections (HostPromiseRejectionTracker). lib sets RT->host hooks; C sees them here. */
enum { REJECTION_UNHANDLED = 0, REJECTION_HANDLED = 1 };
void promise_track(Value promise, int operation);
/* Function called with (operation, promise, reason), or undefined. */
void promise_set_tracker(Value f);
/* Without a tracker: the next rejected promise that nobody handles, or undefined. */
Value promise_take_unhandled(void);
/* %MarkPromiseHandled. */
void promise_mark_handled(Value promise);
/* Function called with an error thrown by a microtask, or undefined. Without one the error stays to be taken. */
void jobs_set_error_hook(Value f);
/* The resolving functions of a promise (ES 27.2.1.3). */
void promise_resolving_functions(Value promise, Value *resolve, Value *reject);

/* ---- generators: objects over the Generator cell ---- */

/* A suspended generator of the function `callee` at its start (state 0): frame Values are undefined. */
Value generator_new(Value callee);
/* next / throw / return (ES 27.5.3.3, 27.5.3.4): result object. mode RESUME_*. */
Value generator_resume(Value generator, uint64_t mode, Value v);
/* Async function: starts the body, returns the promise. `generator` holds the frame. */
Value async_function_start(Value generator);
/* Async generator methods: enqueue a request and return its promise. */
Value async_generator_request(Value generator, uint64_t mode, Value v);
/* CreateAsyncFromSyncIterator (ES 27.1.6.1). */
Value async_from_sync_iterator_new(Value iterator, Value next);

#endif
