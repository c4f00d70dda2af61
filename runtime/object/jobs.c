/*
 * jobs.c: the microtask queue: chunks of jobs in collected memory, run first in, first out.
 */
#include "jobs.h"

#include "../main.h"
#include "call.h"
#include "property.h"

enum { CHUNK_JOBS = 64 };
typedef struct Job {
  JobFn fn;
  struct Realm *realm;
  Value data[4];
} Job;
typedef struct Chunk {
  Cell cell; /* CELL_INTERNAL */
  struct Chunk *next;
  uint64_t read, write;
  Job jobs[CHUNK_JOBS];
} Chunk;
struct JobQueue {
  Cell cell; /* CELL_INTERNAL */
  Chunk *first, *last;
};

static Chunk *chunk_new(void) { return (Chunk *)heap_alloc(sizeof(Chunk), CELL_INTERNAL); }

void job_enqueue(JobFn fn, Value a, Value b, Value c, Value d) {
  struct JobQueue *q = RT->jobs;
  if (!q) {
    q = (struct JobQueue *)heap_alloc(sizeof *q, CELL_INTERNAL);
    RT->jobs = q;
    q->first = q->last = chunk_new();
  }
  Chunk *last = q->last;
  if (last->write == CHUNK_JOBS) {
    Chunk *n = chunk_new();
    last->next = n;
    q->last = n;
    heap_barrier(last);
    heap_barrier(q);
    last = n;
  }
  Job *j = &last->jobs[last->write++];
  *j = (Job){fn, RT->realm, {a, b, c, d}};
  heap_barrier_interior(&j->data[0]);
  heap_barrier_interior(&j->data[3]);
}

bool jobs_pending(void) {
  struct JobQueue *q = RT->jobs;
  return q && (q->first->read < q->first->write || q->first->next);
}

/* Runs one job; false: there is none. */
static bool run_next(struct JobQueue *q) {
  Chunk *c = q->first;
  while (c->read == c->write) {
    if (!c->next) return false;
    q->first = c = c->next;
    heap_barrier(q);
  }
  Job j = c->jobs[c->read];
  mem_zero(&c->jobs[c->read++], sizeof(Job));
  if (c->read == c->write && !c->next) c->read = c->write = 0;
  RT->realm = j.realm;
  j.fn(j.data);
  return true;
}

/* Cleanup callbacks of FinalizationRegistry come last: by then no job holds on to a target. */
void jobs_run(void) {
  Realm *realm = RT->realm;
  Value context = RT->async_context;
  for (;;) {
    while (RT->jobs && run_next(RT->jobs)) continue;
    RT->realm = realm;
    RT->async_context = context;
    heap_clear_kept();
    if (!RT->finalize || !heap_has_finalized()) return;
    job_enqueue(RT->finalize, JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED);
  }
}

static void report(void) {
  Value hook = RT->job_error_hook, error = RT->exception;
  if (!hook.bits || !value_is_callable(hook)) return;
  RT->exception = JS_EMPTY;
  js_call2(hook, JS_UNDEFINED, error, value_from_int(ORIGIN_MICROTASK));
}

static void call_job(const Value data[4]) {
  RT->async_context = data[3];
  if (value_is_exception(js_call0(data[0], JS_UNDEFINED))) report();
}
static void call1_job(const Value data[4]) {
  RT->async_context = data[3];
  if (value_is_exception(js_call1(data[0], JS_UNDEFINED, data[1]))) report();
}

void job_enqueue_call1(Value f, Value argument) {
  job_enqueue(call1_job, f, argument, JS_UNDEFINED, RT->async_context);
}
void job_enqueue_call(Value f) { job_enqueue(call_job, f, JS_UNDEFINED, JS_UNDEFINED, RT->async_context); }

void jobs_set_error_hook(Value f) { RT->job_error_hook = f; }
